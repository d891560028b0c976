"""Headline figures of a programme: state, plan and result side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from chungsuc.core.statements import Mode, StatementKind, Subject
from chungsuc.core.verdicts import Verdict
from chungsuc.dashboards.matrix import Row
from chungsuc.dashboards.money import FundingRow
from chungsuc.dashboards.wording import number_or_none
from chungsuc.languages.figures import format_number
from chungsuc.plans.models import StatedResult, Target


@dataclass(frozen=True)
class Figure:
    """Một số tiêu biểu: what was, what was promised, what is."""

    label: str
    actual: str
    actual_value: Any
    plan: str
    plan_value: Any
    whole: Any
    before: str
    line: int | None
    said: str  # for the bar
    basis: str = ""  # how many communes the actual was made from; "" where there is none


def the_one(statements: Iterable[Any], kinds: Collection[str], subject: str, mode: str = Mode.REACH) -> Any:
    """What is said of all communes together at the end: the last deadline's, else the first said."""
    about = [
        each
        for each in statements
        if each.kind in kinds
        and each.mode == mode
        and each.subject == subject
        and each.value is not None
        and each.level is None
        and not each.part_of
        and not each.rest
        and not each.criteria
    ]
    return max(about, key=lambda each: (_when(each), -each.line), default=None)


def _when(statement: Target | StatedResult) -> str:
    return statement.deadline if isinstance(statement, Target) else statement.as_of


def total_of(statements: Iterable[Any]) -> Any:
    """Tổng số tiêu chí."""
    return the_one(statements, {StatementKind.TOTAL}, Subject.CRITERIA)


def average_of(statements: Iterable[Any]) -> Any:
    """Bình quân tiêu chí mỗi xã."""
    return the_one(statements, {StatementKind.AVERAGE}, Subject.CRITERIA)


def floor_of(statements: Iterable[Any]) -> str:
    """ "≥ 13": what no commune may be below at the end; "" where the plan sets no floor."""
    floors = (each for each in statements if each.all_units or each.kind == StatementKind.FLOOR)
    return (
        f"≥ {format_number(floor.value)}"
        if (floor := the_one(floors, {StatementKind.FLOOR}, Subject.CRITERIA))
        else ""
    )


def standard_of(statements: Sequence[Any]) -> Any:
    """Số xã đạt chuẩn at the end. Those that are kept are all of them only where none is added."""
    counted = {StatementKind.TOTAL, StatementKind.COUNT}
    if reached := the_one(statements, counted, Subject.COMMUNES):
        return reached
    if any(each.subject == Subject.COMMUNES and each.mode == Mode.ADD for each in statements):
        return None
    return the_one(statements, counted | {StatementKind.KEEP}, Subject.COMMUNES, Mode.KEEP)


def figures(
    rows: Sequence[Row],
    targets: Sequence[Target],
    stated: Sequence[StatedResult],
    funding: Sequence[FundingRow],
    number_of_criteria: int,
) -> list[Figure]:
    """State, plan and result side by side. An actual that nobody observed is None, never zero."""
    number = len(rows)
    results = [row.result for row in rows if row.result]
    met = sum(result.tally.met for result in results) if results else None
    decided = [result for result in results if result.verdict.is_computed]
    at_standard = sum(result.verdict is Verdict.MET for result in decided) if decided else None
    mean = Decimal(met) / len(results) if results and met is not None else None
    total, average, standard = total_of(targets), average_of(targets), standard_of(targets)
    root = funding[0] if funding and funding[0].depth == 0 else None
    total_label = _("Tiêu chí đạt, cộng %(count)s xã") % {"count": number}
    of_communes = _(" trong %(count)s xã") % {"count": number}
    planned = _("dự kiến %(amount)s triệu đồng") % {"amount": root.shown} if root else _("văn bản không nêu")
    observed = _("tính trên %(share)s xã có số liệu") % {"share": f"{len(results)}/{number}"}
    concluded = _("kết luận được %(share)s xã") % {"share": f"{len(decided)}/{number}"}
    return [
        _figure(total_label, met, total, total_of(stated), whole=number * number_of_criteria, basis=observed),
        _figure(
            _("Bình quân mỗi xã"),
            mean,
            average,
            average_of(stated),
            whole=number_of_criteria,
            basis=observed,
            places=2,
        ),
        _figure(
            _("Xã đạt chuẩn nông thôn mới"),
            at_standard,
            standard,
            standard_of(stated),
            whole=number,
            basis=concluded,
            after=of_communes,
        ),
        Figure(
            label=_("Vốn đã giải ngân"),
            actual="–",
            actual_value=None,
            plan=planned,
            plan_value=None,
            whole=None,
            before="",
            line=root.line if root else None,
            said="",
        ),
    ]


def _figure(
    label: str,
    actual: Any,
    plan: Any,
    before: Any,
    *,
    whole: Any,
    basis: str,
    places: int | None = None,
    after: str = "",
) -> Figure:
    planned, stated = number_or_none(plan), number_or_none(before)
    shown = "–" if actual is None else format_number(Decimal(actual), places)
    promise = _("KH %(value)s") % {"value": planned} + after if plan is not None else _("văn bản không nêu")
    return Figure(
        label=label,
        actual=shown,
        actual_value=actual,
        plan=promise,
        plan_value=plan.value if plan is not None else None,
        whole=whole,
        before=stated or "",
        line=plan.line if plan is not None else None,
        said=f"{label}: {shown if actual is not None else _('chưa có số liệu thực hiện')}, {promise}",
        basis="" if actual is None else basis,
    )

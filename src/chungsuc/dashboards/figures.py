"""Headline figures of a programme: state, plan and result side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from chungsuc.core.statements import Mode, StatementKind, Subject
from chungsuc.core.verdicts import Verdict
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.dashboards.matrix import Row
from chungsuc.dashboards.money import FundingRow
from chungsuc.dashboards.wording import number_or_none
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


def the_one(
    statements: Sequence[Any], kind: str, subject: str, *modes: str, codes: Sequence[str] = ()
) -> Any:
    """The statement of one kind about all communes: the one with the last deadline, else the first."""
    about = [
        each
        for each in statements
        if each.kind == kind
        and each.subject == subject
        and each.value is not None
        and each.level is None
        and not each.part_of
        and not each.criteria
        and (not modes or each.mode in modes)
    ]
    return max(about, key=lambda each: (_when(each), -each.line), default=None)


def _when(statement: Target | StatedResult) -> str:
    return statement.deadline if isinstance(statement, Target) else statement.as_of


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
    met = sum(result.met for result in results) if results else None
    at_standard = sum(result.verdict is Verdict.MET for result in results) if results else None
    mean = Decimal(met) / len(results) if results and met is not None else None
    total = the_one(targets, StatementKind.TOTAL, Subject.CRITERIA)
    average = the_one(targets, StatementKind.AVERAGE, Subject.CRITERIA)
    standard = the_one(targets, StatementKind.COUNT, Subject.COMMUNES, Mode.REACH) or _keeping(targets)
    root = funding[0] if funding and funding[0].depth == 0 else None
    total_label = _("Tiêu chí đạt, cộng %(count)s xã") % {"count": number}
    of_communes = _(" trong %(count)s xã") % {"count": number}
    planned = _("dự kiến %(amount)s triệu đồng") % {"amount": root.shown} if root else _("văn bản không nêu")
    before = {
        kind: the_one(stated, kind, subject)
        for kind, subject in (
            (StatementKind.TOTAL, Subject.CRITERIA),
            (StatementKind.AVERAGE, Subject.CRITERIA),
            (StatementKind.COUNT, Subject.COMMUNES),
        )
    }
    return [
        _figure(total_label, met, total, before[StatementKind.TOTAL], number * number_of_criteria),
        _figure(
            _("Bình quân mỗi xã"),
            mean,
            average,
            before[StatementKind.AVERAGE],
            number_of_criteria,
            places=2,
        ),
        _figure(
            _("Xã đạt chuẩn nông thôn mới"),
            at_standard,
            standard,
            before[StatementKind.COUNT],
            number,
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


def _keeping(targets: Sequence[Target]) -> Target | None:
    """ "Duy trì 04 xã đã đạt chuẩn": where the plan adds none, those kept are those at the end."""
    kept = [
        each
        for each in targets
        if each.kind in (StatementKind.KEEP, StatementKind.COUNT)
        and each.subject == Subject.COMMUNES
        and each.mode == Mode.KEEP
        and each.value is not None
    ]
    added = any(each.subject == Subject.COMMUNES and each.mode == Mode.ADD for each in targets)
    return kept[0] if kept and not added else None


def _figure(
    label: str, actual: Any, plan: Any, before: Any, whole: Any, *, places: int | None = None, after: str = ""
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
    )

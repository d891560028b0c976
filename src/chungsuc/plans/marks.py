"""What a plan promises, cell by cell: communes down, criteria across.

A mark is what the paper says and no more: a commune and a criterion that it does not name have none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.core.statements import Mode, StatementKind, Subject
from chungsuc.plans.models import Plan, Reading, ReadItem, Target, TargetCell

COVERED_KIND = "xã"  # the programme is for rural communes; a ward or a town only where a plan names it


class PlanMark(StrEnum):
    """Ô kế hoạch."""

    KEEP = "keep"  # giữ: it has it, and keeps it
    GAIN = "gain"  # thêm: gained in the period
    REACH = "reach"  # đạt: has it at the end; the paper does not say whether it is new


class Named(NamedTuple):
    """One statement of the plan about one unit: of a criterion, or of the whole standard (no code)."""

    unit_id: str
    code: str
    target_id: int
    line: int
    kind: str
    mode: str
    subject: str


@dataclass
class PlanRow:
    """Một xã trong kế hoạch: its marks by criterion."""

    unit_id: str
    name: str
    marks: dict[str, PlanMark] = field(default_factory=dict)
    whole: PlanMark | None = None  # the standard as a whole was named
    first_line: int | None = None  # where the plan names the commune first


def first_day(plan: Plan) -> date:
    """The day whose units the plan speaks of: the first of its period."""
    year = plan.period_from or (int(plan.issued_on[:4]) if plan.issued_on else plan.created_at.year)
    return date(year, 1, 1)


def named_cells(plan: Plan) -> list[Named]:
    """Units and criteria that the plan's targets name."""
    fields = ("unit_id", "criterion_code", "target_id")
    of_target = ("target__line", "target__kind", "target__mode", "target__subject")
    cells = TargetCell.objects.filter(target__plan=plan).order_by("target__line", "pk")
    rows = cells.values_list(*fields, *of_target)
    return [Named(*row) for row in rows]


def mark_of(named: Named) -> PlanMark | None:
    """Which mark a statement makes in the cells it names; None where it names no cell."""
    if named.subject not in (Subject.CRITERION, Subject.CRITERIA, Subject.COMMUNES):
        return None  # villages, indicators and the rest are no criteria of a commune
    if not named.code and named.subject != Subject.COMMUNES:
        return None  # "05 tiêu chí" without their names
    if named.kind == StatementKind.KEEP or named.mode == Mode.KEEP:
        return PlanMark.KEEP
    if named.mode == Mode.ADD or (named.kind == StatementKind.GAIN and named.code):
        return PlanMark.GAIN
    return PlanMark.REACH


def tabled_units(plan: Plan) -> list[str]:
    """Ids of the units that stand over the columns of the paper's tables, in their order."""
    last = Reading.objects.filter(plan=plan).order_by("-number").values("pk")[:1]
    items = ReadItem.objects.filter(reading__in=last, section=ReadItem.Section.TABLES).exclude(
        decision=ReadItem.Decision.REJECTED
    )
    columns = items.order_by("position").values_list("data__units", flat=True)
    return [unit["unit_id"] for units_ in columns for unit in units_ or () if unit and unit["unit_id"]]


def communes(
    unit: Unit, day: date, named: Sequence[Named], tabled: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Id and name of the plan's communes as it lists them: named in its text, in its tables, the others."""
    below = [unit] if unit.level == Level.COMMUNE else units.below(unit, day, level=Level.COMMUNE)
    wanted = {each.unit_id for each in named}
    found = [
        (place.pk, place.name if place.kind == COVERED_KIND else place.full_name)
        for place in below
        if place.kind == COVERED_KIND or place.pk in wanted or place.pk == unit.pk
    ]
    order: dict[str, int] = {}
    for each in sorted(named, key=lambda each: (each.line, each.target_id)):
        if mark_of(each) is not None:
            order.setdefault(each.unit_id, len(order))
    for unit_id in tabled:
        order.setdefault(unit_id, len(order))
    return sorted(found, key=lambda place: order.get(place[0], len(order)))


def place_marks(rows: Mapping[str, PlanRow], named: Sequence[Named], codes: Sequence[str]) -> None:
    """Put the plan's marks into the rows. A criterion that is named outweighs the standard as a whole."""
    for each in sorted(named, key=lambda each: (each.line, each.target_id)):
        row, mark = rows.get(each.unit_id), mark_of(each)
        if row is None or mark is None:
            continue
        if row.first_line is None:
            row.first_line = each.line
        if each.code:
            row.marks.setdefault(each.code, mark)
        elif row.whole is None:
            row.whole = mark
    for row in rows.values():
        if row.whole is not None:
            whole = PlanMark.REACH if row.whole is PlanMark.GAIN else row.whole
            for code in codes:
                row.marks.setdefault(code, whole)


def plan_rows(plan: Plan, codes: Sequence[str]) -> list[PlanRow]:
    """The rows of a plan that was read, with their marks."""
    if plan.unit is None:
        return []
    named = named_cells(plan)
    rows = [PlanRow(*place) for place in communes(plan.unit, first_day(plan), named, tabled_units(plan))]
    place_marks({row.unit_id: row for row in rows}, named, codes)
    return rows


def stated_for(code: str, targets: Sequence[Target]) -> Target | None:
    """What the plan says of one criterion over all communes ("08/09 xã", "100%"): the last deadline first."""
    about = [
        target
        for target in targets
        if target.subject == Subject.CRITERION
        and target.criteria == [code]
        and target.kind in (StatementKind.COUNT, StatementKind.SHARE, StatementKind.FLOOR)
        and target.value is not None
    ]
    return max(about, key=lambda each: (each.deadline, -each.line), default=None)

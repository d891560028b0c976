"""Chương trình của một đơn vị trong một kỳ: plan, results, money and findings joined for one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import F
from django.utils.safestring import SafeString

from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.assessments.drafts import Office
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.statements import FindingKind, Mode, Severity, StatementKind
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards import matrix
from chungsuc.dashboards.figures import Figure, figures, floor_of, total_of
from chungsuc.dashboards.judging import standings
from chungsuc.dashboards.money import FundingRow, funding_rows
from chungsuc.dashboards.tables import TableShown, tables
from chungsuc.dashboards.wording import finding_label
from chungsuc.languages.figures import format_number
from chungsuc.plans.marks import communes, first_day, named_cells, place_marks, stated_for
from chungsuc.plans.models import Finding, Plan, Reading, StatedResult, Target


class Note(NamedTuple):
    """A finding of the plan as the programme shows it."""

    key: str
    label: str
    style: str  # class of the note
    message: str
    line: int | None
    item_keys: frozenset[str]
    kind: str
    severity: str


class Foot(NamedTuple):
    """What the plan states of one criterion over all communes."""

    text: str
    said: str
    line: int | None
    is_doubted: bool


class Head(NamedTuple):
    code: str
    name: str
    starts_group: bool


class Group(NamedTuple):
    code: str
    name: str
    span: int


@dataclass(frozen=True)
class Programme:
    """Everything that the page shows."""

    plan: Plan
    unit: Unit
    day: date
    ancestors: list[Unit]
    criteria_set: CriteriaSet | None
    groups: list[Group]
    heads: list[Head]
    rows: list[matrix.Row]
    foot: list[Foot]
    total: Target | None
    figures: list[Figure]
    wrong: list[Note]
    implied: list[Note]
    other_findings: int
    baseline: list[StatedResult]
    tables: list[TableShown]
    funding: list[FundingRow]
    has_results: bool
    has_promises: bool

    @property
    def last_day(self) -> date | None:
        """The last day of a unit that is no more."""
        return self.unit.valid_to and self.unit.valid_to - timedelta(days=1)

    def drawn(self, cells: str, places: str) -> list[SafeString]:
        """The rows of the matrix as HTML; the two addresses that cells and names lead to."""
        return matrix.draw(self.rows, [(head.code, head.name) for head in self.heads], cells, places)


def last_year(plan: Plan) -> int:
    """The year whose thresholds the plan's communes are held to."""
    return plan.period_to or first_day(plan).year


def criteria_of(plan: Plan) -> CriteriaSet | None:
    """The plan's criteria set as it binds at the end of that year, a province's own figures with it."""
    if plan.criteria_set is None:
        return None
    return criteria.as_it_binds(plan.criteria_set, on=date(last_year(plan), 12, 31))


def seen_from(plan: Plan) -> Office:
    """As which office the page is made, once for all its readers: that of the plan's unit; of a commune or
    a thôn that of the level above, so that its page shows nothing that it has not handed up."""
    if plan.unit.level in (Level.COMMUNE, Level.VILLAGE):
        return tuple(each.pk for each in units.above(plan.unit, first_day(plan)))
    return (plan.unit_id,)


def programme(plan: Plan) -> Programme:
    """Join all that the programme page shows of one plan that the reader may see."""
    unit, day = plan.unit, first_day(plan)
    criteria_set = criteria_of(plan)
    targets = list(Target.objects.filter(plan=plan).annotate(key=F("item__key")).order_by("line", "pk"))
    stated = list(StatedResult.objects.filter(plan=plan).annotate(key=F("item__key")).order_by("line", "pk"))
    named = named_cells(plan)
    ancestors = units.above(unit, day)
    shown_tables = tables(plan)
    tabled = [unit_id for table in shown_tables for unit_id in table.unit_ids]
    floor = floor_of(targets)
    rows = [matrix.Row(*place, floor=floor) for place in communes(unit, day, named, tabled)]
    codes = [criterion.code for criterion in criteria_set.criteria] if criteria_set else []
    place_marks({row.unit_id: row for row in rows}, named, codes)
    if plan.criteria_set is not None and criteria_set is not None:
        ids = [row.unit_id for row in rows]
        found = standings(ids, plan.criteria_set, criteria_set, year=last_year(plan), office=seen_from(plan))
        for row in rows:
            row.result = found.get(row.unit_id)
    notes = findings_of(plan)
    funding = funding_rows(plan)
    groups, heads = heads_of(criteria_set)
    return Programme(
        plan=plan,
        unit=unit,
        day=day,
        ancestors=[place for place in ancestors if place.level != Level.COUNTRY],
        criteria_set=criteria_set,
        groups=groups,
        heads=heads,
        rows=rows,
        foot=[_foot(head.code, targets, notes) for head in heads],
        total=total_of(targets),
        figures=figures(rows, targets, stated, funding, len(codes)),
        wrong=[note for note in notes if _is_wrong(note)],
        implied=[note for note in notes if note.kind == FindingKind.IMPLIED],
        other_findings=sum(not _is_wrong(note) and note.kind != FindingKind.IMPLIED for note in notes),
        baseline=stated,
        tables=shown_tables,
        funding=funding,
        has_results=any(row.result for row in rows),
        has_promises=bool(targets),
    )


# --- findings ------------------------------------------------------------------------------------


def findings_of(plan: Plan) -> list[Note]:
    """Findings of the plan's last reading, in their order."""
    last = Reading.objects.filter(plan=plan).order_by("-number").values("pk")[:1]
    found = Finding.objects.filter(reading__in=last).current().order_by("position")
    return [_note(finding) for finding in found]


def _note(finding: Finding) -> Note:
    quotes = finding.data.get("quotes") or []
    label, style = finding_label(finding.kind)
    return Note(
        key=finding.key,
        label=label,
        style=style,
        message=finding.message,
        line=quotes[-1].get("line") if quotes else None,
        item_keys=frozenset(quote["item_id"] for quote in quotes if quote.get("item_id")),
        kind=finding.kind,
        severity=finding.severity,
    )


def _is_wrong(note: Note) -> bool:
    """What cannot be true: it stands on the programme itself."""
    return note.severity == Severity.ERROR or note.kind == FindingKind.CONTRADICTION


# --- the matrix's head and foot ----------------------------------------------------------------------


def heads_of(criteria_set: CriteriaSet | None) -> tuple[list[Group], list[Head]]:
    if criteria_set is None:
        return [], []
    names = {group.code: group.name for group in criteria_set.groups}
    groups: list[Group] = []
    heads = []
    for criterion in criteria_set.criteria:
        starts = not groups or groups[-1].code != criterion.group
        if starts:
            groups.append(Group(criterion.group, names.get(criterion.group, ""), 1))
        else:
            groups[-1] = groups[-1]._replace(span=groups[-1].span + 1)
        heads.append(Head(criterion.code, criterion.name, starts))
    return groups, heads


def _foot(code: str, targets: Sequence[Target], notes: Sequence[Note]) -> Foot:
    """ "9/9", "+6/9", "100%": the statements about one criterion, the last deadline first."""
    target = stated_for(code, targets)
    if target is None or target.value is None:
        return Foot("", "", None, False)
    number = format_number(target.value)
    if target.kind == StatementKind.SHARE and target.of is None:
        number = f"{number}%"
    base = f"/{format_number(target.of)}" if target.of is not None else ""
    text = f"{'+' if target.mode == Mode.ADD else ''}{number}{base}"
    doubted = any(
        target.key in note.item_keys and note.kind in (FindingKind.CONTRADICTION, FindingKind.ARITHMETIC)
        for note in notes
    )
    return Foot(text, target.text, target.line, doubted)

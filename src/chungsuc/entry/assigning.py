"""Trang phân công: who owns which figure of a unit, as one table, and what the form of it brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from chungsuc.accounts.models import RoleHeld
from chungsuc.administrative_units.models import Body, Unit
from chungsuc.administrative_units.queries import bodies
from chungsuc.assessments.assigning import AssigningError, Entered, Owner, assignments, entered, who_may_own
from chungsuc.assessments.models_assigning import Assignment
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.errors import ChungsucError
from chungsuc.core.periods import PeriodKind
from chungsuc.core.seasons import ASKED_EVERY, Season, usual

SOURCE_LIMIT = 200
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Line:
    """Một chỉ tiêu: who owns its figure now, or what is proposed for it."""

    entered: Entered
    assignment: Assignment | None
    held: str  # as the boxes hold them
    body: str
    source: str
    season: Season
    problem: str = ""

    @property
    def code(self) -> str:
        return self.entered.measure.code


@dataclass(frozen=True)
class Table:
    """What the page shows: the lines, and whom and what may be chosen."""

    lines: list[Line]
    people: list[RoleHeld]
    bodies: list[Body]

    @property
    def every(self) -> list[tuple[str, str]]:
        """How often a figure may be asked for."""
        names = (_("năm"), _("6 tháng"), _("quý"), _("tháng"))
        return list(zip(map(str, ASKED_EVERY), names, strict=True))

    @property
    def without_owner(self) -> int:
        return sum(each.assignment is None for each in self.lines)


def table(unit: Unit, criteria_set: CriteriaSet, on: date) -> Table:
    """Phân công hiện hành; the season of a figure without an owner is that of its subject."""
    now = assignments(unit, criteria_set.id, on)
    lines = []
    for each in entered(criteria_set):
        found = now.get(each.measure.code)
        lines.append(
            Line(
                entered=each,
                assignment=found,
                held=str(found.held_id or "") if found else "",
                body=str(found.body_id or "") if found else "",
                source=found.source if found else "",
                season=found.season if found else usual(each.sector),
            )
        )
    return Table(lines, who_may_own(unit, on), bodies(unit, on))


@dataclass(frozen=True)
class Wanted:
    """What a form asks for: owners to be given, figures to be left without one, and what is wrong."""

    owners: list[Owner]
    ended: list[str]
    problems: dict[str, str]


def wanted(data: Mapping[str, str], made: Table) -> Wanted:
    """Read the form, all of it; every line that cannot be is named."""
    people = {str(each.pk): each for each in made.people}
    known = {str(each.pk): each for each in made.bodies}
    owners: list[Owner] = []
    ended: list[str] = []
    problems: dict[str, str] = {}
    for line in made.lines:
        code = line.code
        if f"held.{code}" not in data and f"body.{code}" not in data:
            continue
        held, body = data.get(f"held.{code}", ""), data.get(f"body.{code}", "")
        if not held and not body:
            if line.assignment is not None:
                ended.append(code)
            continue
        try:
            owners.append(
                Owner(
                    code=code,
                    season=_season(data, code, line.season),
                    held=_chosen(people, held),
                    body=_chosen(known, body),
                    source=_source(data.get(f"source.{code}", "")),
                )
            )
        except ChungsucError as problem:
            problems[code] = str(problem)
    return Wanted(owners, ended, problems)


def _chosen(known: Mapping[str, Thing], key: str) -> Thing | None:
    if not key:
        return None
    if key not in known:
        raise AssigningError(_("Người hoặc cơ quan đã chọn không còn ở đơn vị này. Hãy chọn lại."))
    return known[key]


def _source(text: str) -> str:
    words = " ".join(text.replace("\0", " ").split())
    if len(words) > SOURCE_LIMIT:
        raise AssigningError(
            _("Nguồn số liệu dài quá %(limit)s ký tự. Hãy viết gọn lại.") % {"limit": SOURCE_LIMIT}
        )
    return words


def _season(data: Mapping[str, str], code: str, usually: Season) -> Season:
    """Raises ChungsucError."""
    numbers = []
    for name, before in (
        ("first", usually.first_month),
        ("last", usually.last_month),
        ("due", usually.due_day),
    ):
        text = data.get(f"{name}.{code}", "").strip() or str(before)
        if not (text.isascii() and text.isdecimal() and len(text) <= 2):
            raise AssigningError(
                _("“%(text)s” không phải là tháng hoặc ngày. Hãy nhập một số.") % {"text": text[:20]}
            )
        numbers.append(int(text))
    first, last, due = numbers
    every = data.get(f"every.{code}", usually.every.value)
    if every not in {each.value for each in ASKED_EVERY}:
        raise AssigningError(_("Không có kỳ này. Hãy chọn năm, 6 tháng, quý hoặc tháng."))
    return Season(
        first_month=first,
        last_month=last,
        due_day=due,
        of_year_before=f"before.{code}" in data,
        every=PeriodKind(every),
    )

"""Danh sách hồ sơ of a unit and of those below it, by state and deadline, with a text to remind by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.core.dossiers import Standing
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.criteria.queries import newest
from chungsuc.dashboards.dossiers.due import Due, due_of
from chungsuc.languages.data import for_the_record
from chungsuc.languages.figures import format_date
from chungsuc.workflow import queries
from chungsuc.workflow.models import Dossier

SHOWN = 300  # lines of a page; the counts tell of the rest


class Row(NamedTuple):
    """Một hồ sơ trong danh sách."""

    dossier: Dossier
    title: str  # of its set
    standing: Standing
    who: str
    due: Due
    is_mine: bool

    @property
    def is_late(self) -> bool:
        return self.due.late > 0


@dataclass(frozen=True)
class Listing:
    """What the page shows."""

    rows: list[Row]
    total: int
    states: list[tuple[str, str, int]]  # code, words, how many
    late: int
    reminder: str


def listing(user: Any, unit: Unit, on: date, *, state: str = "", only_late: bool = False) -> Listing:
    """The dossiers that the person may see at the unit and below; nine queries, however many they are."""
    lies = UnitPath.objects.filter(ancestor=unit).values("descendant_id")
    seen = list(queries.visible_to(user).filter(unit__in=lies).select_related("unit"))
    found, hands = queries.standings(seen), queries.hands_of(user, seen)
    titles = {each.set_id: each.title for each in newest()}
    rows = [_row(each, found[each.pk], hands, titles, on) for each in seen]
    counts = Counter((row.standing.state.code, row.standing.state.name) for row in rows)
    late = [row for row in rows if row.is_late]
    kept = [
        row
        for row in rows
        if (not state or row.standing.state.code == state) and (not only_late or row.is_late)
    ]
    kept.sort(key=_order)
    return Listing(
        rows=kept[:SHOWN],
        total=len(kept),
        states=[(code, name, count) for (code, name), count in sorted(counts.items())],
        late=len(late),
        reminder=reminder(sorted(late, key=_order)),
    )


def _order(row: Row) -> tuple[bool, date, str]:
    due = row.standing.due
    return due is None, due or row.standing.since, row.dossier.unit.sort_key


def _row(dossier: Dossier, standing: Standing, hands: queries.Hands, titles: dict[str, str], on: date) -> Row:
    step = queries.procedure_of(dossier).accountable(standing.state.code)
    return Row(
        dossier=dossier,
        title=titles.get(dossier.criteria_set_id, dossier.criteria_set_id),
        standing=standing,
        who=hands.who(dossier, step) if step is not None else "",
        due=due_of(standing, on),
        is_mine=step is not None and hands.may(dossier, step),
    )


def reminder(late: list[Row]) -> str:
    """Lời nhắc, ready to send: who is to do what, and how late it is; "" where nothing is."""
    if not late:
        return ""
    with for_the_record():
        lines = [_("Các hồ sơ sau đã quá hạn, đề nghị xử lý:")]
        for number, row in enumerate(late, 1):
            due = row.due.day
            lines.append(
                _(
                    "%(number)s. %(unit)s, hồ sơ năm %(year)s: %(state)s; %(who)s; "
                    "hạn %(due)s, quá %(days)s ngày."
                )
                % {
                    "number": number,
                    "unit": row.dossier.unit.full_name,
                    "year": row.dossier.year,
                    "state": row.standing.state.name,
                    "who": row.who,
                    "due": format_date(due) if due is not None else "",
                    "days": row.due.late,
                }
            )
    return "\n".join(lines)


def sets_for(unit: Unit) -> list[CriteriaSetVersion]:
    """The stored sets of the unit's level."""
    return [each for each in newest() if each.level == unit.level]

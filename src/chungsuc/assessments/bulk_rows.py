"""Many observations as rows: written without a model for each, and compared with what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.translation import gettext as _

from chungsuc.accounts.models import User
from chungsuc.assessments.facts import columns
from chungsuc.assessments.models import Observation, Supersession
from chungsuc.core import observations as core
from chungsuc.core.criteria import Mark, Observed
from chungsuc.core.periods import Period
from chungsuc.stores.rows import Row, Writes

_SOME = 500  # ids a question


class Told:
    """Kỳ bằng chữ: thousands of entries are of a few periods, of which each is put into words once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Period, str]] = {}

    def of(self, period: Period) -> str:
        known = self._known.get(id(period))
        if known is None:
            known = self._known[id(period)] = period, str(period)  # kept, so that nothing else takes its id
        return known[1]


class Checked(NamedTuple):
    """Một số liệu đã kiểm tra: an entry as it will be stored, but for who records it when."""

    id: UUID
    unit_id: str
    set_id: str
    code: str
    told: str  # its period in words
    value: Observed
    numerator: Decimal | None
    denominator: Decimal | None
    supersedes: frozenset[UUID]
    period: Period
    observed_on: date
    note: str


class Again(NamedTuple):
    """Entries whose ids are stored already: those that say the same, and the others with what is wrong."""

    same: set[UUID]
    different: list[tuple[UUID, str]]


def store(entries: Sequence[Checked], *, channel: str, by: User, now: datetime) -> None:
    """Write the observations, and what they supersede."""
    number, numerator, denominator = _taken("number"), _taken("numerator"), _taken("denominator")
    day, at, author = _taken("observed_on"), _taken("recorded_at")(now), by.pk

    days: dict[str, tuple[Any, Any]] = {}  # of each period

    def row(entry: Checked) -> Row:
        key, unit_id, set_id, code, told, value, over, under, _older, period, observed_on, note = entry
        if told not in days:
            days[told] = day(period.first_day), day(period.last_day)
        first_day, last_day = days[told]
        return {
            "id": key.hex,
            "unit_id": unit_id,
            "criteria_set_id": set_id,
            "indicator_code": code,
            "period": told,
            "first_day": first_day,
            "last_day": last_day,
            "number": number(value) if isinstance(value, Decimal) else None,
            "yes": value if isinstance(value, bool) else None,
            "grade": value if type(value) is str else "",
            "mark": value.value if isinstance(value, Mark) else "",
            "numerator": numerator(over),
            "denominator": denominator(under),
            "observed_by_id": author,
            "observed_on": day(observed_on),
            "recorded_at": at,
            "channel": channel,
            "note": note,
        }

    writes = Writes()
    writes.insert_all(Observation, [row(each) for each in entries])
    pairs = [
        (each.id.hex, older.hex) for each in entries if each.supersedes for older in sorted(each.supersedes)
    ]
    writes.insert_all(Supersession, [{"newer_id": newer, "older_id": older} for newer, older in pairs])
    writes.send()


def _taken(column: str) -> Callable[[Any], Any]:
    """What the store takes for a value of a column, as text; each value is prepared once."""
    here, prepare = connections[DEFAULT_DB_ALIAS], Observation._meta.get_field(column).get_db_prep_save
    known: dict[Any, Any] = {None: None}

    def taken(value: Any) -> Any:
        if value not in known:
            known[value] = str(prepare(value, here))
        return known[value]

    return taken


def same_as_stored(entries: Sequence[core.Observation]) -> Again:
    """Which of these ids stand in the store already. Who sent them when is the first sending's."""
    sent = {each.id: each for each in entries}
    ids, stored, older = list(sent), {}, defaultdict(set)
    for start in range(0, len(ids), _SOME):
        some = ids[start : start + _SOME]
        known = Observation.objects.in_bulk(some)
        stored.update(known)
        pairs = Supersession.objects.filter(newer__in=known).values_list("newer", "older") if known else ()
        for newer_id, older_id in pairs:
            older[newer_id].add(older_id)
    found = Again(set(), [])
    for key, row in stored.items():
        if _says_the_same(row, sent[key]) and older[key] == sent[key].supersedes:
            found.same.add(key)
        else:
            words = _("Đã có một số liệu khác mang mã %(id)s. Hãy nhập lại số liệu này.") % {"id": key}
            found.different.append((key, words))
    return found


def _says_the_same(row: Observation, entry: core.Observation) -> bool:
    slot, value = entry.slot, columns(entry.value)
    return (
        (row.unit_id, row.criteria_set_id, row.indicator_code, row.period)
        == (slot.unit_id, slot.criteria_set_id, slot.indicator, str(slot.period))
        and (row.number, row.yes, row.grade, row.mark)
        == (value.get("number"), value.get("yes"), value.get("grade", ""), value.get("mark", ""))
        and (row.numerator, row.denominator) == (entry.numerator, entry.denominator)
        and str(row.observed_by_id) == entry.observed_by
    )

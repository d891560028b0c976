"""Many observations as rows: written without a model for each, and compared with what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.translation import gettext as _

from chungsuc.accounts.models import User
from chungsuc.assessments.facts import columns
from chungsuc.assessments.models import Observation, Supersession
from chungsuc.core import observations as core
from chungsuc.stores.rows import Row, Writes

_SOME = 500  # ids a question


class Beside(Protocol):
    """What is stored with an entry and decides nothing."""

    @property
    def observed_on(self) -> date: ...
    @property
    def note(self) -> str: ...


class Again(NamedTuple):
    """Entries whose ids are stored already: those that say the same, and the others with what is wrong."""

    same: set[UUID]
    different: list[tuple[UUID, str]]


def store(entries: Sequence[core.Observation], beside: Mapping[UUID, Beside], *, by: User) -> None:
    """Write the observations, and what they supersede."""
    here = connections[DEFAULT_DB_ALIAS]
    prepared = {each.column: each.get_db_prep_save for each in Observation._meta.concrete_fields}
    known: dict[tuple[str, Any], Any] = {}  # days and times, which are the same in most rows

    def once(column: str, value: Any) -> Any:
        key = column, value
        if key not in known:
            known[key] = prepared[column](value, here)
        return known[key]

    def row(entry: core.Observation) -> Row:
        slot, period, value = entry.slot, entry.slot.period, columns(entry.value)
        also = beside[entry.id]
        return {
            "id": prepared["id"](entry.id, here),
            "unit_id": slot.unit_id,
            "criteria_set_id": slot.criteria_set_id,
            "indicator_code": slot.indicator,
            "period": once("period", str(period)),
            "first_day": once("first_day", period.first_day),
            "last_day": once("last_day", period.last_day),
            "number": prepared["number"](value.get("number"), here),
            "yes": value.get("yes"),
            "grade": value.get("grade", ""),
            "mark": value.get("mark", ""),
            "numerator": prepared["numerator"](entry.numerator, here),
            "denominator": prepared["denominator"](entry.denominator, here),
            "observed_by_id": by.pk,
            "observed_on": once("observed_on", also.observed_on),
            "recorded_at": once("recorded_at", entry.recorded_at),
            "channel": entry.channel.value,
            "note": also.note,
        }

    writes, pk = Writes(), prepared["id"]
    writes.insert_all(Observation, [row(each) for each in entries])
    pairs = [(pk(each.id, here), pk(older, here)) for each in entries for older in sorted(each.supersedes)]
    writes.insert_all(Supersession, [{"newer_id": newer, "older_id": older} for newer, older in pairs])
    writes.send()


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

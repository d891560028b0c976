"""Making the roll-ups anew from the facts: to compare them with what is stored, and to mend it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from chungsuc.administrative_units.tree import some_of, with_all_above, with_all_below
from chungsuc.assessments.models import MetRollup, Recount, ValueRollup, VerdictRollup, YearStanding
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_above import renew_all
from chungsuc.assessments.rollup_compute import Found, computed, stored_sets
from chungsuc.assessments.rollup_law import stored_law
from chungsuc.assessments.rollup_links import leans_on
from chungsuc.assessments.rollup_store import TABLES, Key, Rollups, key_of, sums_of
from chungsuc.assessments.rollups import STANDING_VALUES, hold_all
from chungsuc.audit.actions import record
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria.models import CriteriaSetVersion

_ROWS = 1000  # a statement
_SHOWN = 20  # differences that are named one by one


@transaction.atomic
def rebuild(*, version: CriteriaSetVersion, by: Any, now: datetime) -> None:
    """Tính lại tổng hợp of one set, and of those that ask for its results: after the law changed, or where
    the store does not hold together."""
    hold_all()
    for each in (version, *leans_on(stored_law(), [other.set_id for other in stored_sets()], version.set_id)):
        for model in TABLES:
            model.objects.filter(criteria_set_id=each.set_id).delete()
        rollups = Rollups()
        _store_standings(_moved(rollups, computed(each)))
        rollups.add_to_store()
        Recount.objects.filter(criteria_set_id=each.set_id, done_at=None).update(done_at=now)
        record("rollups.rebuilt", each, by=by, at=now, data={"criteria_set": each.set_id})


def mend(*, by: Any, now: datetime) -> None:
    """Tính lại tổng hợp of every set of which something does not agree with the facts."""
    waiting = set(Recount.objects.filter(done_at=None).values_list("criteria_set_id", flat=True))
    for version in stored_sets():
        if version.set_id in waiting or any(_differing(version)):
            rebuild(version=version, by=by, now=now)


def _moved(rollups: Rollups, found: Iterable[Found]) -> Iterator[Found]:
    for each in found:
        rollups.move(each.above(), None, each.given)
        yield each


def _store_standings(found: Iterable[Found]) -> None:
    waiting: list[YearStanding] = []
    for each in found:
        waiting.append(each.row())
        if len(waiting) == _ROWS:
            YearStanding.objects.bulk_create(waiting)
            waiting.clear()
    YearStanding.objects.bulk_create(waiting)


@contextmanager
def following(unit_ids: Collection[str]) -> Iterator[None]:
    """Keep the roll-ups true while something is done to units: they are joined, moved, tagged anew.

    What these and all below them gave is taken out before, and what they give then is put in after; only
    their own figures are counted. Wrap it around the action, inside one transaction with it.
    """
    with transaction.atomic():
        hold_all()
        rollups, versions = Rollups(), stored_sets()
        touched = with_all_below(unit_ids)
        above = with_all_above(touched)
        for version in versions:
            for each in computed(version, touched):
                rollups.move(each.above(), each.given, None)
        yield
        touched |= with_all_below(unit_ids)
        for some in some_of(touched):
            YearStanding.objects.filter(unit__in=some).delete()
        for version in versions:
            _store_standings(_moved(rollups, computed(version, touched)))
        rollups.add_to_store()
        renew_all(above | with_all_above(touched))


# --- comparing -------------------------------------------------------------------------------------


def differences() -> list[str]:
    """Compare every stored roll-up with the facts: a sentence for each that differs, the first of many."""
    problems: list[str] = []
    waiting = {row.criteria_set_id: row for row in Recount.objects.filter(done_at=None)}
    for version in stored_sets():
        if (row := waiting.get(version.set_id)) is not None:
            problems.append(
                f"{version.set_id}: đang tính lại theo {row.why}, đã được {row.counted}/{row.total} đơn vị."
            )
            continue
        found = list(_differing(version))
        problems += found[:_SHOWN]
        if len(found) > _SHOWN:
            problems.append(f"{version.set_id}: còn {len(found) - _SHOWN} tổng hợp khác cũng không khớp.")
    if problems:
        problems.append("Hãy chạy `chungsuc doctor --mend` để tính lại số tổng hợp từ số liệu.")
    return problems


def _differing(version: CriteriaSetVersion) -> Iterator[str]:
    rollups = Rollups()
    standings: dict[Key, tuple[Any, ...]] = {}
    for each in _moved(rollups, computed(version)):
        standings[each.key] = _kept(each.row())
    own = YearStanding.objects.filter(criteria_set_id=version.set_id)
    for row in own.iterator(chunk_size=_ROWS):
        key = Key(row.unit_id, row.criteria_set_id, row.series, row.year)
        if standings.pop(key, None) != _kept(row):
            yield f"{_named(key)}: kết quả đã lưu không khớp với số liệu."
    for key in standings:
        yield f"{_named(key)}: thiếu kết quả đã tính được từ số liệu."
    yield from _unlike(version.set_id, rollups.without_empty())


def _kept(row: YearStanding) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in STANDING_VALUES)


def _unlike(set_id: str, wanted: Rollups) -> Iterator[str]:
    stored = stored_rollups(set_id)
    for what, has, should in (
        ("tổng của chỉ tiêu {}", stored.values, wanted.values),
        ("số đơn vị theo kết luận về tiêu chí {}", stored.verdicts, wanted.verdicts),
        ("số đơn vị đạt {} tiêu chí", stored.met, wanted.met),
    ):
        for key, code in sorted({*has, *should}, key=str):
            if has.get((key, code)) != should.get((key, code)):
                yield f"{_named(key)}: {what.format(code)} không khớp với số liệu."


def stored_rollups(set_id: str) -> Rollups:
    """Every roll-up of a set as it is stored, but those of nothing."""
    found = Rollups()
    for value in ValueRollup.objects.filter(criteria_set_id=set_id).iterator(chunk_size=_ROWS):
        found.values[key_of(value), value.code] = sums_of(value)
    for tally in VerdictRollup.objects.filter(criteria_set_id=set_id).iterator(chunk_size=_ROWS):
        for verdict in Verdict:
            found.verdicts[key_of(tally), tally.code][verdict] = getattr(tally, verdict.value)
    for met in MetRollup.objects.filter(criteria_set_id=set_id).iterator(chunk_size=_ROWS):
        found.met[key_of(met), met.met] = met.units
    return found.without_empty()


def _named(key: Key) -> str:
    series = {Series.REPORTED: "số báo cáo", Series.ACCEPTED: "số đã chấp nhận"}[Series(key.series)]
    return f"{key.unit_id}, {key.criteria_set_id}, năm {key.year}, {series}"

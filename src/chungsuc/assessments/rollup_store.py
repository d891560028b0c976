"""What changes in the stored roll-ups, gathered first and then written in one statement for each table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models

from chungsuc.assessments.models import MetRollup, ValueRollup, VerdictRollup, YearStanding
from chungsuc.assessments.rollup_law import Place
from chungsuc.core.rollup import NO_SUMS, Sums
from chungsuc.core.standing import Standing
from chungsuc.core.verdicts import Verdict
from chungsuc.stores.rows import Row, Writes, json_column

TABLES: tuple[type[models.Model], ...] = (YearStanding, ValueRollup, VerdictRollup, MetRollup)
KEY = ("unit_id", "criteria_set_id", "series", "year")
_MILLION = 10**6
_SUMS = ("total", "numerator", "denominator")
_COUNTS = ("reported", "disputed", "achieved", "numeric", "with_parts")


class Key(NamedTuple):
    """Whose roll-up it is: of one unit, under one set, in one series, at the end of one year."""

    unit_id: str
    criteria_set_id: str
    series: str
    year: int


class Stood(NamedTuple):
    """Kết quả cần lưu của một đơn vị: how it stands in a year, from where and bound by what."""

    key: Key
    place: Place
    standing: Standing

    def row(self) -> Row:
        """As a row of `YearStanding`, without a model: there are many at a save."""
        standing, attributes = self.standing, self.place.attributes
        return {
            **self.key._asdict(),
            "criteria": json_column(standing.criteria),
            "conditions": json_column(standing.conditions),
            "verdict": standing.verdict.value,
            "met": standing.met,
            "figures": max(standing.figures, 0),
            "above": json_column(list(self.place.above)),
            "region": attributes.region or "",
            "commune_group": attributes.commune_group or "",
            "province": attributes.province or "",
        }


@dataclass(frozen=True, slots=True)
class Given:
    """What one unit gives to the roll-ups above it in one year: all of it, or the part that changes."""

    standing: Standing
    sums: Mapping[str, Sums]


@dataclass
class Rollups:
    """Roll-ups by key: whole ones, or what is to be added to them."""

    values: dict[tuple[Key, str], Sums] = field(default_factory=lambda: defaultdict(Sums))
    verdicts: dict[tuple[Key, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    met: Counter[tuple[Key, int]] = field(default_factory=Counter)

    def move(self, keys: Iterable[Key], before: Given | None, after: Given | None) -> None:
        """Take out what a unit gave to each of these, and put in what it gives now."""
        codes = {**(before.sums if before else {}), **(after.sums if after else {})}
        differing = ((code, _sums(before, code), _sums(after, code)) for code in codes)
        values = {code: sums - was for code, was, sums in differing if sums != was}
        old, new = _verdicts(before), _verdicts(after)
        turned = [(code, old.get(code), new.get(code)) for code in old | new]
        turned = [each for each in turned if each[1] != each[2]]
        met = before.standing.met if before else None, after.standing.met if after else None
        for key in keys:
            for code, sums in values.items():
                self.values[key, code] += sums
            for code, was, now in turned:
                tally = self.verdicts[key, code]
                if was is not None:
                    tally[was] -= 1
                if now is not None:
                    tally[now] += 1
            if met[0] != met[1]:
                for count, sign in zip(met, (-1, 1), strict=True):
                    if count is not None:
                        self.met[key, count] += sign

    def add(self, other: Rollups, keys: Iterable[Key]) -> None:
        """Put what several units give together (`other`, under one key) into each of these."""
        for key in keys:
            for (_key, code), sums in other.values.items():
                self.values[key, code] += sums
            for (_key, code), tally in other.verdicts.items():
                self.verdicts[key, code].update(tally)
            for (_key, count), units in other.met.items():
                self.met[key, count] += units

    def without_empty(self) -> Rollups:
        """What says something: a roll-up of nothing is as good as none."""
        return Rollups(
            {key: sums for key, sums in self.values.items() if sums != Sums()},
            {key: tally for key, counts in self.verdicts.items() if (tally := _nonzero(counts))},
            Counter({key: count for key, count in self.met.items() if count}),
        )

    def rows(self) -> Iterator[tuple[type[models.Model], list[dict[str, Any]]]]:
        """The rows of each table, in the order of their keys: who writes the same rows waits in line."""
        yield (
            ValueRollup,
            [{**key._asdict(), "code": code, **columns(sums)} for (key, code), sums in sorted_(self.values)],
        )
        yield (
            VerdictRollup,
            [
                {**key._asdict(), "code": code, **{each.value: tally[each] for each in Verdict}}
                for (key, code), tally in sorted_(self.verdicts)
            ],
        )
        yield (
            MetRollup,
            [{**key._asdict(), "met": met, "units": count} for (key, met), count in sorted_(self.met)],
        )

    def add_to(self, writes: Writes) -> None:
        """Add every difference to what is stored, rows that are not yet there included."""
        for model, rows in self.rows():
            writes.add_up(model, rows, key=(*KEY, "met" if model is MetRollup else "code"))

    def add_to_store(self) -> None:
        """The same, at once."""
        writes = Writes()
        self.add_to(writes)
        writes.send()


def _nonzero(counts: Counter[str]) -> Counter[str]:
    return Counter({name: count for name, count in counts.items() if count})


def sorted_(found: Mapping[Any, Any]) -> list[tuple[Any, Any]]:
    """By key alone: what stands under it has no order."""
    return sorted(found.items(), key=lambda item: item[0])


def _sums(given: Given | None, code: str) -> Sums:
    return given.sums.get(code, NO_SUMS) if given else NO_SUMS


def _verdicts(given: Given | None) -> dict[str, Verdict]:
    """By criterion; without a code the unit's own."""
    return {**given.standing.criteria, "": given.standing.verdict} if given else {}


# --- columns ---------------------------------------------------------------------------------------


def columns(sums: Sums) -> dict[str, int]:
    """The columns that hold a sum."""
    found = {name: getattr(sums, name) for name in _COUNTS}
    for name in _SUMS:
        whole, rest = divmod(int(getattr(sums, name) * _MILLION), _MILLION)
        found |= {f"{name}_whole": whole, f"{name}_millionths": rest}
    return found


def sums_of(row: ValueRollup) -> Sums:
    """The sum that the columns hold."""
    counts = {name: getattr(row, name) for name in _COUNTS}
    parts = {
        name: getattr(row, f"{name}_whole") + Decimal(getattr(row, f"{name}_millionths")) / _MILLION
        for name in _SUMS
    }
    return Sums(**counts, **parts)


def key_of(row: ValueRollup | VerdictRollup | MetRollup) -> Key:
    """Whose roll-up the row is of."""
    return Key(row.unit_id, row.criteria_set_id, row.series, row.year)

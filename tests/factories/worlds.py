"""Small worlds, drawn from a seed, in which everything may happen: for holding columns against the core.

A world has two criteria sets of which one comes before the other, two provinces that become one, communes
that merge, wards that no programme covers, and entries of every kind: late, missing, of the wrong sort,
corrected, withdrawn, in dispute, accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from chungsuc.core.criteria import (
    Component,
    Condition,
    Confidence,
    CriteriaSet,
    Criterion,
    Direction,
    Indicator,
    IndicatorKind,
    Mark,
    Measure,
    Observed,
    Reference,
    SetStatus,
    Threshold,
    Tier,
    UnitAttributes,
    Value,
)
from chungsuc.core.observations import Acceptance, Channel, Observation, Slot
from chungsuc.core.periods import Period
from chungsuc.core.units import Level, Parent, Unit

SCALE = ("yếu", "trung bình", "khá", "tốt")
REGIONS = ("vung-1", "vung-2")
GROUPS = ("nhom-1", "nhom-2")
PROVINCES = ("t1", "t2", "t3")
MERGED_ON = date(2023, 7, 1)
DAYS = (date(2021, 12, 31), date(2022, 12, 31), date(2023, 6, 30), date(2023, 12, 31), date(2024, 12, 31))
BEGUN = datetime(2021, 1, 1, tzinfo=UTC)
PERIODS = [
    Period.parse(text)
    for text in (
        "2019",
        "2020",
        "2021",
        "2021-H2",
        "2021-12",
        "2022",
        "2022-Q4",
        "2023-H1",
        "2023",
        "2024-06",
    )
]


@dataclass
class World:
    """Everything that verdicts and roll-ups are computed from."""

    sets: tuple[CriteriaSet, ...]  # each after those that it asks
    units: list[Unit]
    attributes: dict[str, UnitAttributes]
    observations: list[Observation] = field(default_factory=list)
    acceptances: list[Acceptance] = field(default_factory=list)

    def attributes_of(self, unit: Unit, _at: object) -> UnitAttributes:
        """What decides the thresholds of a unit."""
        return self.attributes[unit.id]


def world(seed: int, entries: int, *, asking: bool = False) -> World:
    """The world of a seed with about so many entries; also with sets that ask for results under others."""
    rng = Random(seed)
    sets = _criteria_set(rng, "bo-mot", None), _criteria_set(rng, "bo-hai", "bo-mot")
    if asking:
        sets = (*sets, _asking_of_itself(rng), _asking_below(rng))
    units = list(_units())
    attributes = {
        unit.id: UnitAttributes(
            region=rng.choice([*REGIONS, None]),
            commune_group=rng.choice([*GROUPS, None]),
            province=rng.choice([*PROVINCES, None]),
        )
        for unit in units
    }
    made = World(sets, units, attributes)
    of_level = {level: [unit.id for unit in units if unit.level is level] for level in Level}
    slots: list[tuple[Slot, Measure]] = []
    for number in range(entries):
        if slots and rng.random() < 0.4:
            slot, measure = rng.choice(slots)
        else:
            criteria_set = rng.choice(sets)
            entered = [each for each in criteria_set.conditions if not each.is_all_criteria]
            measures = [
                each for each in criteria_set.measures() if not each.is_share_below
            ]  # the store refuses it
            measure = rng.choice([*measures, *entered])
            place = rng.choice(of_level[criteria_set.level])
            slot = Slot(place, criteria_set.id, measure.code, rng.choice(PERIODS))
            slots.append((slot, measure))
        made.observations.append(_entry(rng, number, slot, measure, made.observations))
    made.acceptances.extend(
        Acceptance(observation_id=each.id, accepted_by="Minh", accepted_at=_moment(rng))
        for each in made.observations
        if rng.random() < 0.4
    )
    return made


def _moment(rng: Random) -> datetime:
    """Few enough that some entries are of the same moment, and that clocks go back."""
    return BEGUN + timedelta(days=rng.randrange(40))


def _units() -> Sequence[Unit]:
    ended = {"valid_to": MERGED_ON}
    begun = {"valid_from": MERGED_ON}
    country = Unit("vn", "VN", "Việt Nam", "nước", Level.COUNTRY)
    provinces = [
        Unit("t1", "01", "Một", "tỉnh", Level.PROVINCE, parents=(Parent("vn"),), **ended),
        Unit("t2", "02", "Hai", "tỉnh", Level.PROVINCE, parents=(Parent("vn"),), **ended),
        Unit("t3", "03", "Ba", "tỉnh", Level.PROVINCE, parents=(Parent("vn"),), **begun),
    ]
    district = Unit("h1", "001", "Một", "huyện", Level.DISTRICT, parents=(Parent("t1"),), **ended)

    def commune(key: str, parents: tuple[Parent, ...], kind: str = "xã", **life: Any) -> Unit:
        return Unit(key, key, key.upper(), kind, Level.COMMUNE, parents=parents, **life)

    return [
        country,
        *provinces,
        district,
        commune("x1", (Parent("h1"),), **ended),
        commune("x2", (Parent("h1"),), **ended),
        commune("x3", (Parent("t2"),), **ended),
        commune("p4", (Parent("h1"),), kind="phường", **ended),
        commune("x5", (Parent("t3"),), **begun),
        # It stayed what it was while its province changed.
        commune("x6", (Parent("t2", None, MERGED_ON), Parent("t3", MERGED_ON))),
        commune("x7", ()),  # lies below nothing
    ]


# --- sets ------------------------------------------------------------------------------------------


def _criteria_set(rng: Random, set_id: str, prerequisite: str | None) -> CriteriaSet:
    return CriteriaSet(
        id=set_id,
        title=set_id,
        level=Level.COMMUNE,
        tier=Tier.STANDARD,
        status=SetStatus.EXAMPLE,
        legal_basis=(),
        valid_from=date(2021, 1, 1),
        valid_to=date(2024, 12, 31),
        prerequisite=prerequisite,
        criteria=tuple(
            Criterion(
                code=str(place),
                name="Tiêu chí",
                group="I",
                indicators=tuple(_indicator(rng, f"{place}.{part}") for part in range(1, rng.randint(2, 3))),
                confidence=Confidence.VERIFIED,
            )
            for place in range(1, rng.randint(2, 5))
        ),
        conditions=tuple(_condition(rng, f"C{place}") for place in range(1, rng.randint(1, 4))),
    )


def _indicator(rng: Random, code: str) -> Indicator:
    kind = rng.choice(list(IndicatorKind))
    return Indicator(
        **_measure(rng, code, kind),
        confidence=Confidence.VERIFIED,
        from_previous_year=rng.random() < 0.2,
        components=tuple(
            Component(**_measure(rng, f"{code}.{letter}", _simple(rng)))
            for letter in "abc"[: rng.randint(1, 3)]
        )
        if kind is IndicatorKind.COMPOSITE
        else (),
    )


def _simple(rng: Random) -> IndicatorKind:
    return rng.choice([kind for kind in IndicatorKind if kind is not IndicatorKind.COMPOSITE])


def _measure(rng: Random, code: str, kind: IndicatorKind) -> dict[str, Any]:
    return {
        "code": code,
        "name": "Chỉ tiêu",
        "kind": kind,
        "direction": _direction(rng, kind),
        "scale": SCALE if kind is IndicatorKind.GRADE else (),
        "applies_if": rng.choice([None, None, "nếu có"]),
        "thresholds": tuple(_thresholds(rng, kind)),
    }


def _direction(rng: Random, kind: IndicatorKind) -> Direction:
    if kind in (IndicatorKind.BOOL, IndicatorKind.COMPOSITE):
        return Direction.ACHIEVED
    return rng.choice([Direction.AT_LEAST, Direction.AT_MOST, Direction.EQUALS])


def _thresholds(rng: Random, kind: IndicatorKind) -> list[Threshold]:
    scopes: list[dict[str, Any]] = rng.choice(
        [[{}], [{"region": each} for each in REGIONS], [{"commune_group": each} for each in GROUPS], []]
    )
    if rng.random() < 0.3:
        scopes = [*scopes, rng.choice([{}, *scopes]) | {"province": rng.choice(PROVINCES)}]
    first = rng.choice([2021, 2021, 2023])
    return [
        Threshold(
            value=None if rng.random() < 0.1 else _level(rng, kind),
            applies=rng.random() < 0.9,
            from_year=first,
            to_year=2024,
            confidence=Confidence.VERIFIED,
            **scope,
        )
        for scope in scopes
    ]


def _level(rng: Random, kind: IndicatorKind) -> Value:
    match kind:
        case IndicatorKind.BOOL | IndicatorKind.COMPOSITE:
            return True
        case IndicatorKind.GRADE:
            return rng.choice(SCALE)
        case IndicatorKind.COUNT:
            return Decimal(rng.randint(0, 3))
        case _:
            return rng.choice([Decimal(25), Decimal("33.333333"), Decimal("50.5"), Decimal(75)])


def _condition(rng: Random, code: str) -> Condition:
    kind = _simple(rng)
    return Condition(
        code=code,
        name="Điều kiện",
        kind=kind,
        direction=_direction(rng, kind),
        scale=SCALE if kind is IndicatorKind.GRADE else (),
        value=rng.choice([None, *[_level(rng, kind)] * 4]),
        confidence=Confidence.VERIFIED,
        from_date=rng.choice([None, None, date(2023, 1, 1)]),
        is_all_criteria=rng.random() < 0.2,
    )


def _asking_of_itself(rng: Random) -> CriteriaSet:
    """A set of communes one indicator of which is the result under another set."""
    asks = Reference(criteria_set_id="bo-hai")
    first = _asks(_indicator(rng, "9.1"), IndicatorKind.BOOL, Direction.ACHIEVED, True, asks)
    return _with_first(_criteria_set(rng, "bo-ba", "bo-mot"), first)


def _asking_below(rng: Random) -> CriteriaSet:
    """A set of provinces that asks what share of the communes met others."""
    shares = [
        _asks(
            _indicator(rng, f"9.{place}"),
            IndicatorKind.PERCENT,
            rng.choice([Direction.AT_LEAST, Direction.AT_LEAST, Direction.EQUALS]),
            rng.choice([Decimal(0), Decimal(25), Decimal(50), Decimal(100)]),
            Reference(criteria_set_id=asked),
        )
        for place, asked in enumerate(("bo-mot", "bo-ba", "không có bộ này"), 1)
    ]
    made = replace(_criteria_set(rng, "bo-tinh", None), level=Level.PROVINCE)
    for each in shares:
        made = _with_first(made, each)
    return made


def _asks(
    indicator: Indicator, kind: IndicatorKind, direction: Direction, level: Value, asks: Reference
) -> Indicator:
    every = Threshold(value=level, from_year=2021, to_year=2024, confidence=Confidence.VERIFIED)
    return replace(
        indicator,
        kind=kind,
        direction=direction,
        scale=(),
        components=(),
        thresholds=(every,),
        refers_to=asks,
        from_previous_year=False,
    )


def _with_first(criteria_set: CriteriaSet, indicator: Indicator) -> CriteriaSet:
    first, *others = criteria_set.criteria
    with_it = replace(first, indicators=(indicator, *first.indicators))
    return replace(criteria_set, criteria=(with_it, *others))


# --- entries ---------------------------------------------------------------------------------------


def _entry(
    rng: Random, number: int, slot: Slot, measure: Measure, before: Sequence[Observation]
) -> Observation:
    parts: tuple[Decimal, Decimal] | None = None
    value = _value(rng, measure.kind)
    if isinstance(value, Decimal) and rng.random() < 0.6:
        under = rng.randint(1, 9)
        parts = Decimal(rng.randint(0, under + rng.choice([0, 0, 1]))), Decimal(under)
        value = None
    of_slot = [each.id for each in before if each.slot == slot]
    return Observation(
        id=UUID(int=rng.getrandbits(128)),
        slot=slot,
        value=value,
        numerator=parts[0] if parts else None,
        denominator=parts[1] if parts else None,
        observed_by="Lan",
        recorded_at=_moment(rng) + timedelta(seconds=number),
        channel=Channel.FILE,
        supersedes=frozenset(each for each in of_slot if rng.random() < 0.7),
    )


def _value(rng: Random, kind: IndicatorKind) -> Observed:
    if rng.random() < 0.1:
        return None
    if rng.random() < 0.1:
        return Mark.NOT_PRESENT
    if rng.random() < 0.1:
        kind = _simple(rng)  # of the wrong sort
    match kind:
        case IndicatorKind.BOOL:
            return rng.random() < 0.6
        case IndicatorKind.GRADE:
            return rng.choice([*SCALE, "giỏi"])
        case IndicatorKind.COUNT:
            return rng.choice([Decimal(0), Decimal(2), Decimal(3), Decimal("2.5"), Decimal(-1)])
        case IndicatorKind.COMPOSITE:
            return True
        case _:
            return rng.choice([Decimal(25), Decimal("33.333333"), Decimal("50.5"), Decimal(120), Decimal(-3)])

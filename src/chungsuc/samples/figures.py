"""Số liệu mẫu: invented figures for the reports of a world, with all that happens to real ones.

Some reports are late or never come, single figures are left out, some are corrected, once or twice, some
withdrawn, a few entered twice side by side; a reviewer accepts most figures of a whole year. A unit has a
lasting bent of its own and rises over the years, so that the country looks like one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from random import Random

from chungsuc.core.criteria import Condition, Direction, IndicatorKind, Mark, Measure, Observed
from chungsuc.core.periods import Period, PeriodKind
from chungsuc.core.units import Level, Unit
from chungsuc.samples.world import Report, World, chance

# How often what happens; most figures are plain.
_REPORT_NEVER_CAME = 0.05
_REPORT_LATE = 0.2
_LEFT_OUT = 0.04
_CORRECTED = 0.07
_CORRECTED_AGAIN = 0.15  # of those corrected
_ENTERED_TWICE = 0.004
_WITHDRAWN = 0.003
_WITHOUT_PARTS = 0.25  # of the shares
_NOT_PRESENT = 0.2  # of what the law asks for only where it is there
_HOUSEHOLDS = {Level.COMMUNE: (180, 3200), Level.VILLAGE: (30, 250)}
_ACCEPTED = 0.8  # of the figures of a whole year


@dataclass(frozen=True, slots=True)
class Entry:
    """Một số liệu mẫu, as `core.observations.Observation` would have it, with its acceptance."""

    id: str  # 32 hexadecimal digits of a UUID
    unit_id: str
    criteria_set_id: str
    code: str
    period: Period
    value: Observed
    numerator: int | None
    denominator: int | None
    observed_on: date
    recorded_at: datetime
    supersedes: tuple[str, ...] = ()
    accepted_at: datetime | None = None


def entries(world: World) -> Iterator[Entry]:
    """Every entry of the world, unit by unit; the same for the same seed, whoever else takes part."""
    plans = {each.id: [_Figure(measure) for measure in each.measures()] for each in world.sets}
    for each in world.sets:
        entered = (condition for condition in each.conditions if not condition.is_all_criteria)
        plans[each.id] += [_Figure(condition) for condition in entered]
    for unit in (*world.communes, *world.villages):
        rng = chance(world.size.seed, unit.id)
        place = _Place(unit, bent=rng.gauss(0, 0.35), households=rng.randint(*_HOUSEHOLDS[unit.level]))
        for report in world.reports(unit):
            if rng.random() >= _REPORT_NEVER_CAME:
                yield from _report(rng, place, report, plans[report.criteria_set.id], world.size.first_year)


@dataclass(frozen=True, slots=True)
class _Place:
    unit: Unit
    bent: float  # how much better than the middle it does, in the whole
    households: int


class _Figure:
    """One measure, and how its figures are invented around the level that the law asks for."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.difficulty = chance(measure.code).gauss(0, 0.4)
        # A figure of the half-year is asked for where it moves within one.
        self.every_half = measure.kind in (IndicatorKind.PERCENT, IndicatorKind.NUMBER, IndicatorKind.COUNT)

    @cached_property
    def level(self) -> Decimal:
        """The highest that is asked of anyone; 50 where no figure is known."""
        asked = [each.value for each in self.measure.thresholds]
        if isinstance(self.measure, Condition):
            asked.append(self.measure.value)
        return max((each for each in asked if isinstance(each, Decimal)), default=Decimal(50))

    def value(self, rng: Random, fortune: float, households: int) -> tuple[Observed, int | None, int | None]:
        """A value with the parts of a share; `fortune` above zero means that it does well."""
        measure = self.measure
        if measure.applies_if is not None and rng.random() < _NOT_PRESENT:
            return Mark.NOT_PRESENT, None, None
        better = fortune - self.difficulty + rng.gauss(0, 0.3)
        if measure.direction is Direction.AT_MOST:
            better = -better
        match measure.kind:
            case IndicatorKind.BOOL | IndicatorKind.COMPOSITE:
                return better > 0, None, None
            case IndicatorKind.GRADE:
                middle = len(measure.scale) / 2
                place = min(max(int(middle + 2 * better), 0), len(measure.scale) - 1)
                return measure.scale[place], None, None
            case IndicatorKind.PERCENT:
                percent = min(max(float(self.level) + 12 * better, 0.0), 100.0)
                if rng.random() < _WITHOUT_PARTS:
                    return _hundredths(round(percent * 10) * 10), None, None
                over = min(round(percent * households / 100), households)
                return _hundredths(round(10_000 * over / households)), over, households
            case IndicatorKind.COUNT:
                return Decimal(max(round(float(self.level) + 2 * better), 0)), None, None
            case IndicatorKind.NUMBER:
                return _hundredths(max(round(float(self.level) * (1 + better / 5) * 10), 0) * 10), None, None


@lru_cache(maxsize=65536)  # shares repeat; making a Decimal is most of the time of a figure
def _hundredths(number: int) -> Decimal:
    return Decimal(number).scaleb(-2)


def _report(
    rng: Random, place: _Place, report: Report, figures: list[_Figure], first_year: int
) -> Iterator[Entry]:
    period = report.period
    is_half = period.kind is PeriodKind.HALF_YEAR
    late = rng.randint(30, 400) if rng.random() < _REPORT_LATE else rng.randint(1, 25)
    ends = period.last_day
    came = datetime(ends.year, ends.month, ends.day, 1, tzinfo=UTC) + timedelta(
        days=late, seconds=rng.randrange(36_000)
    )
    fortune = place.bent + 0.12 * (period.year - first_year) - (0.06 if is_half else 0)
    for position, figure in enumerate(figures):
        if (is_half and not figure.every_half) or rng.random() < _LEFT_OUT:
            continue
        at = came + timedelta(milliseconds=position)
        yield from _history(rng, place, report, figure, fortune=fortune, at=at)


def _history(
    rng: Random, place: _Place, report: Report, figure: _Figure, *, fortune: float, at: datetime
) -> Iterator[Entry]:
    """One figure with its corrections. The last entry of a year is the one that is accepted."""
    fate = rng.random()
    times = 1
    if fate < _CORRECTED:
        times = 3 if rng.random() < _CORRECTED_AGAIN else 2
    elif fate < _CORRECTED + _WITHDRAWN + _ENTERED_TWICE:
        times = 2
    withdrawn = _CORRECTED <= fate < _CORRECTED + _WITHDRAWN
    twice = _CORRECTED + _WITHDRAWN <= fate < _CORRECTED + _WITHDRAWN + _ENTERED_TWICE
    before: tuple[str, ...] = ()
    for number in range(1, times + 1):
        last = number == times
        value, over, under = figure.value(rng, fortune, place.households)
        if withdrawn and last:
            value, over, under = None, None, None
        accepted_at = None
        if last and not withdrawn and not twice and report.period.kind is PeriodKind.YEAR:
            accepted_at = at + timedelta(days=rng.randint(5, 60)) if rng.random() < _ACCEPTED else None
        key = _key(rng)
        yield Entry(
            id=key,
            unit_id=place.unit.id,
            criteria_set_id=report.criteria_set.id,
            code=figure.measure.code,
            period=report.period,
            value=value,
            numerator=over,
            denominator=under,
            observed_on=report.period.last_day,
            recorded_at=at,
            supersedes=() if twice else before,
            accepted_at=accepted_at,
        )
        before = (key,)
        at += timedelta(days=rng.randint(3, 60))


def _key(rng: Random) -> str:
    """A UUID of version 4, without the cost of making one."""
    number = rng.getrandbits(128)
    return f"{number & ~(0xF << 76) & ~(0x3 << 62) | (0x4 << 76) | (0x2 << 62):032x}"

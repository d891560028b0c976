"""The verdicts and roll-ups of a world as the core gives them, unit by unit: slow, and plainly right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from chungsuc.core.criteria import CriteriaSet, Indicator, IndicatorKind, Measure, Observed, Reference, suits
from chungsuc.core.derived import Results, judge_whole
from chungsuc.core.observations import SlotState, fold
from chungsuc.core.rollup import Share, is_covered, mean_of_shares, share_of_all
from chungsuc.core.units import Unit
from chungsuc.core.verdicts import UnitJudgement, Verdict
from factories.worlds import World

Key = tuple[Any, ...]


def values_at(
    made: World, criteria_set: CriteriaSet, on: date, known_at: datetime | None, *, accepted: bool
) -> dict[str, dict[str, tuple[Observed, Any]]]:
    """By unit and code what stands on the day, with the entry it is of."""
    newest: dict[tuple[str, str], tuple[Any, Observed, Any]] = {}
    for slot, state in fold(made.observations, made.acceptances, known_at=known_at).items():
        value = state.accepted_value if accepted else state.reported_value
        if slot.criteria_set_id != criteria_set.id or value is None:
            continue
        if slot.period.last_day > on or slot.period.end_year > _observed_year(
            criteria_set, slot.indicator, on
        ):
            continue
        order = slot.period.last_day, -slot.period.first_day.toordinal()
        key = slot.unit_id, slot.indicator
        if key not in newest or newest[key][0] < order:
            newest[key] = order, value, _entry(state, accepted=accepted)
    found: dict[str, dict[str, tuple[Observed, Any]]] = defaultdict(dict)
    for (unit_id, code), (_order, value, entry) in newest.items():
        found[unit_id][code] = value, entry
    return found


def _entry(state: SlotState, *, accepted: bool) -> Any:
    return state.accepted if accepted else state.reported


def _observed_year(criteria_set: CriteriaSet, code: str, on: date) -> int:
    owner = next(
        (each for each in criteria_set.indicators() if code == each.code or code.startswith(f"{each.code}.")),
        None,
    )
    return owner.observed_year(on.year) if isinstance(owner, Indicator) else on.year


class ByCore:
    """Every table of `analytics.country.Country`, as a mapping from its key to its figures."""

    def __init__(
        self, made: World, days: Sequence[date], *, known_at: datetime | None = None, accepted: bool = False
    ) -> None:
        self.made = made
        self.indicators: dict[Key, str] = {}
        self.criteria: dict[Key, str] = {}
        self.units: dict[Key, tuple[Any, ...]] = {}
        self.indicators_above: dict[Key, Counter[str]] = defaultdict(Counter)
        self.criteria_above: dict[Key, Counter[str]] = defaultdict(Counter)
        self.units_above: dict[Key, Counter[str]] = defaultdict(Counter)
        self.values_above: dict[Key, tuple[Any, ...]] = {}
        self._by_id = {unit.id: unit for unit in made.units}
        for on in days:
            verdicts: dict[tuple[str, str], Verdict] = {}
            for criteria_set in made.sets:
                self._judge_all(criteria_set, on, known_at, verdicts, accepted=accepted)

    def _judge_all(
        self,
        criteria_set: CriteriaSet,
        on: date,
        known_at: datetime | None,
        verdicts: dict[tuple[str, str], Verdict],
        *,
        accepted: bool,
    ) -> None:
        values = values_at(self.made, criteria_set, on, known_at, accepted=accepted)
        below: dict[str, list[str]] = defaultdict(list)
        for unit in self.made.units:
            if unit.level is not criteria_set.level or not unit.exists(on):
                continue
            above = self._above(unit.id, on)
            for place in above:
                self.units_above[criteria_set.id, on, place]["existing"] += 1
            if not is_covered(unit.level, unit.kind):
                continue
            judgement = judge_whole(
                criteria_set,
                self.made.attributes[unit.id],
                year=on.year,
                on=on,
                observed={code: value for code, (value, _entry) in values.get(unit.id, {}).items()},
                results=self._results(unit, on, verdicts),
            )
            verdicts[unit.id, criteria_set.id] = judgement.verdict
            self._note(criteria_set, on, unit.id, judgement, above, assessed=bool(values.get(unit.id)))
            for place in above:
                below[place].append(unit.id)
        for place, unit_ids in below.items():
            entries = [values[unit_id] for unit_id in unit_ids if unit_id in values]
            for measure in (*criteria_set.measures(), *criteria_set.conditions):
                found = [each[measure.code] for each in entries if measure.code in each]
                if figures := _figures(measure, found):
                    self.values_above[criteria_set.id, on, place, measure.code] = figures

    def _results(self, unit: Unit, on: date, verdicts: dict[tuple[str, str], Verdict]) -> Results:
        """What came out before: of the unit itself, or of those below it."""
        levels = {each.id: each.level for each in self.made.sets}

        def found(asked: Reference) -> list[UnitJudgement]:
            is_own = levels.get(asked.criteria_set_id) is unit.level
            whose = (
                [unit.id] if is_own else [each for each in self._by_id if unit.id in self._above(each, on)]
            )
            known = (verdicts.get((each, asked.criteria_set_id)) for each in whose)
            return [UnitJudgement(verdict, {}, {}) for verdict in known if verdict is not None]

        return found

    def _above(self, unit_id: str, on: date) -> list[str]:
        """The units above on the day; a unit that lies below nothing stands above itself."""
        found = []
        here = self._by_id[unit_id].parent_id(on)
        while here is not None:
            found.append(here)
            here = self._by_id[here].parent_id(on)
        return found or [unit_id]

    def _note(
        self,
        criteria_set: CriteriaSet,
        on: date,
        unit_id: str,
        judgement: UnitJudgement,
        above: list[str],
        *,
        assessed: bool,
    ) -> None:
        at = criteria_set.id, on
        tally = judgement.tally
        self.units[*at, unit_id] = (
            judgement.verdict.value,
            tally.met,
            tally.computed,
            tally.considered,
            assessed,
        )
        for code, criterion in judgement.criteria.items():
            self.criteria[*at, unit_id, code] = criterion.verdict.value
            for place in above:
                self.criteria_above[*at, place, code][criterion.verdict.value] += 1
            for name, each in criterion.indicators.items():
                self.indicators[*at, unit_id, name] = each.verdict.value
                for place in above:
                    self.indicators_above[*at, place, name][each.verdict.value] += 1
        for place in above:
            counts = self.units_above[*at, place]
            counts[judgement.verdict.value] += 1
            counts["expected"] += 1
            counts["assessed"] += assessed
            counts["criteria_met"] += tally.met


def _figures(measure: Measure, found: list[tuple[Observed, Any]]) -> tuple[Any, ...] | None:
    """The parts of the share, and the sum of the values: of those that can be values of the measure."""
    numbers = (IndicatorKind.PERCENT, IndicatorKind.NUMBER, IndicatorKind.COUNT)
    usable = [
        (value, entry) for value, entry in found if isinstance(value, Decimal) and suits(measure, value)
    ]
    if measure.kind not in numbers or not usable:
        return None
    is_share = measure.kind is IndicatorKind.PERCENT
    shares = [
        Share(entry.numerator, entry.denominator, None if entry.numerator is not None else value)
        for value, entry in usable
    ]
    joined = share_of_all(shares if is_share else [])
    mean = mean_of_shares([Share(stated_percent=value) for value, _entry in usable])
    return (
        joined.over,
        joined.under,
        joined.reported,
        joined.without_parts,
        float(100 * mean.over),
        mean.reported,
    )

"""Cả nước: from facts to verdicts and roll-ups, step by step, on any engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Protocol

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from chungsuc.analytics import derived, recasting, restating, rollups, standing, verdicts
from chungsuc.analytics.columns import Facts, Schema
from chungsuc.analytics.frame import ABOVE, EXISTING, UNITS, Frame
from chungsuc.analytics.land import DIVIDED, PERIODS, PLACES, SAME, WEIGHTS, Land, Span
from chungsuc.analytics.law import CALENDAR, CROSSED, GRADES, LEVELS, RULES, Law
from chungsuc.analytics.references import ASKED, asked, waves
from chungsuc.core.mapping import CriteriaMapping


class Engine(Protocol):
    """What carries the expressions out."""

    def bring(self, name: str, rows: pa.Table, schema: Schema) -> ir.Table:
        """A small table, given to the engine."""

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """The expression's rows, worked out once and kept for the steps that follow."""

    def fetch(self, expression: ir.Table) -> pa.Table:
        """The expression's rows, given to the caller."""

    def close(self) -> None:
        """Give back what the engine holds; what it kept is gone."""


@dataclass(frozen=True)
class Country:
    """What was worked out. Verdicts are ranks: their places in `verdicts.RANKS`.

    `indicators`, `criteria` and `units` have a row for each judged unit and moment; the `…_above`
    tables one for each unit above them, and `values_above` the sums that shares and means are made of.
    """

    indicators: ir.Table
    criteria: ir.Table
    units: ir.Table
    indicators_above: ir.Table
    criteria_above: ir.Table
    units_above: ir.Table
    values_above: ir.Table

    def with_more(self, more: Country) -> Country:
        """The rows of both."""
        names = [each.name for each in fields(self)]
        return Country(**{name: getattr(self, name).union(getattr(more, name)) for name in names})


Series = Callable[[Facts, ir.Table, datetime | None], ir.Table]


def evaluate(
    engine: Engine,
    facts: Facts,
    law: Law,
    frame: Frame,
    *,
    series: Series = standing.reported,
    known_at: datetime | None = None,
    land: Land | None = None,
    mapping: CriteriaMapping | None = None,
) -> Country:
    """Verdicts and roll-ups of everyone in the frame.

    `series` is `standing.reported` or `standing.accepted`; `known_at` leaves out what came later. With
    `land` the figures are restated to the units of its day, and with `mapping` recast: what was observed
    under its first set counts under its second too, as far as that takes it.
    """
    units = engine.bring("frame_units", frame.units, UNITS)
    above = engine.bring("frame_above", frame.above, ABOVE)
    existing = engine.bring("frame_existing", frame.existing, EXISTING)
    levels = engine.bring("law_levels", law.levels(frame.cases), LEVELS)

    partly = None
    if land is None:
        values = series(facts, _grades(engine, law), known_at)
    else:
        found = restated(engine, facts, law, land, series=series, known_at=known_at)
        values, partly = restating.whole(found), restating.in_part(found)
    stands = standing_values(engine, values, law, partly=partly, mapping=mapping)
    in_turn = waves(law)
    if len(in_turn) > 1:
        stands = engine.keep("stands", stands)  # each wave reads it
    worked: Country | None = None
    for place, wave in enumerate(in_turn):
        here = _Judged(engine, f"_{place}" if place else "", units, levels, stands, above, existing)
        if len(in_turn) > 1:
            here = here.of(wave)
        more = here.judged(law, worked, engine.bring(f"law_asked_{place}", asked(law, wave), ASKED))
        worked = more if worked is None else worked.with_more(more)
    assert worked is not None  # a law has a moment
    return worked


@dataclass(frozen=True)
class _Judged:
    """One wave of sets, judged by what stands and by the results of those before it."""

    engine: Engine
    suffix: str  # of the names of its tables
    units: ir.Table
    levels: ir.Table
    stands: ir.Table
    above: ir.Table
    existing: ir.Table

    def of(self, moments: Sequence[int]) -> _Judged:
        """Of these moments alone."""
        units = self.units.filter(self.units.moment.isin(list(moments)))
        return replace(
            self, units=units, existing=self.existing.filter(self.existing.moment.isin(list(moments)))
        )

    def judged(self, law: Law, before: Country | None, asks: ir.Table) -> Country:
        """Its verdicts and roll-ups."""
        measures = verdicts.compared(self.units, self.levels, self.stands)
        if before is not None:
            results = self._keep("told", derived.told(asks, before.units, before.units_above))
            measures = derived.with_derived(measures, asks, results)
        measures = self._keep("measures", verdicts.concluded(measures))
        of_indicators = self._keep("indicators", verdicts.indicators(measures))
        of_criteria = self._keep("criteria", verdicts.criteria(of_indicators))
        of_units = verdicts.units(of_criteria, measures, law, None if before is None else before.units)
        of_units = self._keep("units", of_units)
        by_indicator = "criterion", "measure"
        return Country(
            indicators=of_indicators,
            criteria=of_criteria,
            units=of_units,
            indicators_above=self._rolled_up(
                "indicators_above", rollups.of_verdicts(of_indicators, *by_indicator), *by_indicator
            ),
            criteria_above=self._rolled_up(
                "criteria_above", rollups.of_verdicts(of_criteria, "criterion"), "criterion"
            ),
            units_above=self._rolled_up("units_above", rollups.of_units(of_units, self.existing)),
            values_above=self._rolled_up("values_above", rollups.of_measures(measures), "measure"),
        )

    def _rolled_up(self, name: str, rows: ir.Table, *by: str) -> ir.Table:
        return self._keep(name, rollups.upwards(rows, self.above, *by))

    def _keep(self, name: str, rows: ir.Table) -> ir.Table:
        return self.engine.keep(name + self.suffix, rows)


def restated(
    engine: Engine,
    facts: Facts,
    law: Law,
    land: Land,
    *,
    series: Series = standing.reported,
    known_at: datetime | None = None,
) -> ir.Table:
    """Số liệu tính lại: the values of the land's units, with what is known of how each was reached."""
    values = series(facts, _grades(engine, law), known_at)
    if series is not standing.reported:
        values = restating.with_untold(values, standing.told(facts, known_at))
    spans = _spans(engine, facts)
    same, divided = land.sources(spans)
    weighed = land.weighed(spans, law.numbers)
    lands = restating.Lands(
        periods=engine.bring("land_periods", land.periods(spans), PERIODS),
        places=engine.bring("land_places", land.places(), PLACES),
        same=engine.bring("land_same", same, SAME),
        divided=engine.bring("land_divided", divided, DIVIDED),
        has_parts=bool(pc.any(pc.less(divided["share"], 1)).as_py()),
        has_unknown=divided["share"].null_count > 0,
        weights=engine.bring("land_weights", weighed, WEIGHTS) if weighed.num_rows else None,
    )
    dated = engine.keep("dated", restating.dated(values, lands.periods))
    rules = engine.bring("law_rules", law.rules(), RULES)
    return engine.keep("restated", restating.restated(dated, lands, rules))


def _spans(engine: Engine, facts: Facts) -> list[Span]:
    found = engine.fetch(facts.observations.select("first_day", "last_day").distinct())
    return list(zip(found["first_day"].to_pylist(), found["last_day"].to_pylist(), strict=True))


def _grades(engine: Engine, law: Law) -> ir.Table:
    return engine.bring("law_grades", law.grades(), GRADES)


def standing_values(
    engine: Engine,
    values: ir.Table,
    law: Law,
    *,
    partly: ir.Table | None = None,
    mapping: CriteriaMapping | None = None,
) -> ir.Table:
    """What stands of each unit and measure at each moment, under another set too where a mapping is given.

    `partly` are values of only some of the units of then; a whole one goes first, however old.
    """

    def stands(calendar: ir.Table) -> ir.Table:
        found = standing.standing(read(values), calendar, law.opens)
        if partly is None:
            return found
        return standing.filled(found, standing.standing(read(partly), calendar, law.opens))

    def read(every: ir.Table) -> ir.Table:
        return every if mapping is None else every.filter(every.measure.isin(law.read_under(mapping)))

    own = stands(engine.bring("law_calendar", law.calendar(), CALENDAR))
    if mapping is None:
        return own
    across = engine.bring("law_calendar_across", law.calendar_across(mapping), CALENDAR)
    crossed = engine.bring("law_crossed", law.crossed(mapping), CROSSED)
    return recasting.recast(own, stands(across), crossed)

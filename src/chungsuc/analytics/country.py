"""Cả nước: from facts to verdicts and roll-ups, step by step, on any engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import ibis.expr.types as ir
import pyarrow as pa

from chungsuc.analytics import rollups, standing, verdicts
from chungsuc.analytics.columns import Facts, Schema
from chungsuc.analytics.frame import ABOVE, EXISTING, UNITS, Frame
from chungsuc.analytics.law import CALENDAR, GRADES, LEVELS, Law


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


def evaluate(
    engine: Engine,
    facts: Facts,
    law: Law,
    frame: Frame,
    *,
    series: Callable[[Facts, datetime | None], ir.Table] = standing.reported,
    known_at: datetime | None = None,
) -> Country:
    """Verdicts and roll-ups of everyone in the frame.

    `series` is `standing.reported` or `standing.accepted`; `known_at` leaves out what came later.
    """
    units = engine.bring("frame_units", frame.units, UNITS)
    above = engine.bring("frame_above", frame.above, ABOVE)
    existing = engine.bring("frame_existing", frame.existing, EXISTING)
    levels = engine.bring("law_levels", law.levels(frame.cases), LEVELS)
    calendar = engine.bring("law_calendar", law.calendar(), CALENDAR)
    grades = engine.bring("law_grades", law.grades(), GRADES)

    stands = standing.standing(series(facts, known_at), calendar, law.opens)
    values = standing.sorted_values(stands, grades)
    measures = engine.keep("measures", verdicts.compared(units, levels, values))
    of_indicators = engine.keep("indicators", verdicts.indicators(measures))
    of_criteria = engine.keep("criteria", verdicts.criteria(of_indicators))
    of_units = engine.keep("units", verdicts.units(of_criteria, measures, law))

    def rolled_up(name: str, rows: ir.Table, *by: str) -> ir.Table:
        return engine.keep(name, rollups.upwards(rows, above, *by))

    by_indicator = "criterion", "measure"
    return Country(
        indicators=of_indicators,
        criteria=of_criteria,
        units=of_units,
        indicators_above=rolled_up(
            "indicators_above", rollups.of_verdicts(of_indicators, *by_indicator), *by_indicator
        ),
        criteria_above=rolled_up(
            "criteria_above", rollups.of_verdicts(of_criteria, "criterion"), "criterion"
        ),
        units_above=rolled_up("units_above", rollups.of_units(of_units, existing)),
        values_above=rolled_up("values_above", rollups.of_measures(measures), "measure"),
    )

"""A small world given to an engine, and what it worked out in the words of the core."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from chungsuc.analytics import standing
from chungsuc.analytics.columns import ACCEPTANCES, OBSERVATIONS, SUPERSESSIONS, Facts, all_pairs
from chungsuc.analytics.country import Country, Engine, evaluate
from chungsuc.analytics.frame import frame
from chungsuc.analytics.law import Law, Moment, table
from chungsuc.analytics.rollups import COUNTS, TALLY
from chungsuc.analytics.verdicts import RANKS
from chungsuc.core.criteria import Mark
from chungsuc.core.observations import Observation
from factories.worlds import DAYS, World


def law_of(made: World) -> Law:
    """Both sets on every day."""
    return Law(Moment(criteria_set, on) for criteria_set in made.sets for on in DAYS)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _row(law: Law, each: Observation, *, alone: bool) -> tuple[Any, ...]:
    slot, value = each.slot, each.value
    is_number = not isinstance(value, (bool, str, Mark))
    return (
        each.id.hex,
        slot.unit_id,
        law.numbers[slot.criteria_set_id, slot.indicator],
        slot.period.first_day,
        slot.period.last_day,
        value if is_number else None,
        value if isinstance(value, bool) else None,
        value if isinstance(value, str) else None,
        value.value if isinstance(value, Mark) else None,
        each.numerator,
        each.denominator,
        _naive(each.recorded_at),
        alone,
    )


def bring(engine: Engine, made: World) -> Facts:
    """The world's facts as tables of the engine."""
    law = law_of(made)
    slots = Counter(each.slot for each in made.observations)
    rows = (_row(law, each, alone=slots[each.slot] == 1) for each in made.observations)
    direct = ((each.id.hex, older.hex) for each in made.observations for older in each.supersedes)
    pairs = all_pairs(direct)
    accepted = [(each.observation_id.hex, _naive(each.accepted_at)) for each in made.acceptances]
    return Facts(
        engine.bring("observations", table(rows, OBSERVATIONS), OBSERVATIONS),
        engine.bring("supersessions", table(pairs, SUPERSESSIONS), SUPERSESSIONS),
        engine.bring("acceptances", table(accepted, ACCEPTANCES), ACCEPTANCES),
    )


def evaluated(
    engine: Engine, facts: Facts, made: World, *, known_at: datetime | None, accepted: bool
) -> tuple[Law, Country]:
    """The world worked out by the engine."""
    law = law_of(made)
    series = standing.accepted if accepted else standing.reported
    judged = frame(law, made.units, made.attributes_of)
    return law, evaluate(engine, facts, law, judged, series=series, known_at=known_at)


def as_core_tells(engine: Engine, law: Law, country: Country) -> dict[str, dict[Any, Any]]:
    """Each table from its key to its figures, in the words of the core."""

    def at(row: dict[str, Any]) -> tuple[Any, ...]:
        moment = law.moments[row["moment"]]
        return moment.criteria_set.id, moment.on, row["unit"]

    def rows(name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = engine.fetch(getattr(country, name)).to_pylist()
        return found

    def tally(row: dict[str, Any], names: tuple[str, ...] = TALLY) -> Counter[str]:
        return Counter({name: row[name] for name in names if row[name]})

    return {
        "indicators": {
            (*at(row), law.named(row["measure"])): RANKS[row["rank"]].value for row in rows("indicators")
        },
        "criteria": {(*at(row), str(row["criterion"])): RANKS[row["rank"]].value for row in rows("criteria")},
        "units": {
            at(row): (
                RANKS[row["rank"]].value,
                row["met"],
                row["computed"],
                row["considered"],
                row["assessed"],
            )
            for row in rows("units")
        },
        "indicators_above": {
            (*at(row), law.named(row["measure"])): tally(row) for row in rows("indicators_above")
        },
        "criteria_above": {(*at(row), str(row["criterion"])): tally(row) for row in rows("criteria_above")},
        "units_above": {at(row): tally(row, COUNTS + TALLY) for row in rows("units_above")},
        "values_above": {
            (*at(row), law.named(row["measure"])): (
                Fraction(row["numerators"] or 0) / 100,
                Fraction(row["denominators"] or 0),
                row["with_parts"],
                row["without_parts"],
                pytest.approx(float(row["values"]), abs=1e-5),
                row["valued"],
            )
            for row in rows("values_above")
        },
    }

"""Tính lại và xét theo bộ khác, bằng cột và từng đơn vị: both say the same, whatever became of the land."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings as settings_of_the_site
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chungsuc.analytics import standing
from chungsuc.analytics.country import evaluate, restated, standing_values
from chungsuc.analytics.engines import DuckDB, PostgreSQL, Tables
from chungsuc.analytics.frame import frame
from chungsuc.analytics.land import Land
from chungsuc.analytics.law import GRADES, Law, Moment
from chungsuc.analytics.restating import BASES
from chungsuc.analytics.verdicts import RANKS
from chungsuc.assessments.country import address
from chungsuc.assessments.through_time import recast_judgements, restated_judgements
from chungsuc.core.criteria import Mark
from chungsuc.core.restating import Restated
from factories import lands
from factories.in_columns import bring, law_of
from factories.worlds import BEGUN, DAYS, World, world

# An engine needs as long for a small world as for a large one: few examples, each full of cases.
EXAMPLES = 3 if settings.default.max_examples <= 100 else 200
SEEDS = st.integers(0, 10**6)
NOWS = st.sampled_from(lands.NOWS)
MOMENTS = st.one_of(st.none(), st.integers(0, 41).map(lambda days: BEGUN + timedelta(days=days)))


@pytest.fixture(scope="module")
def engine() -> Iterator[Tables]:
    """DuckDB, and PostgreSQL where the store of this round is one."""
    store = settings_of_the_site.DATABASES["default"]
    chosen = PostgreSQL(**address(store)) if "postgresql" in store["ENGINE"] else DuckDB(threads=1)
    yield chosen
    chosen.close()


def made_of(seed: int) -> World:
    """A world in which a word outside of a scale is always the same one."""
    made = world(seed, 500)
    scales = scales_of(made)
    for place, each in enumerate(made.observations):
        scale = scales[each.slot.criteria_set_id, each.slot.indicator]
        if isinstance(each.value, str) and each.value not in scale:
            made.observations[place] = replace(each, value=OTHER)
    return made


def scales_of(made: World) -> dict[tuple[str, str], Sequence[str]]:
    """The scale of each measure, by its set and code."""
    return {
        (each.id, one.code): one.scale for each in made.sets for one in (*each.measures(), *each.conditions)
    }


OTHER = "khác"


def series_of(*, accepted: bool) -> Any:
    return standing.accepted if accepted else standing.reported


@pytest.mark.store
@settings(max_examples=EXAMPLES)
@given(seed=SEEDS, on=NOWS, known_at=MOMENTS, accepted=st.booleans())
@example(seed=1, on=lands.NOWS[2], known_at=None, accepted=False)
@example(seed=2, on=lands.NOWS[2], known_at=BEGUN + timedelta(days=20), accepted=True)
@example(seed=3, on=lands.NOWS[0], known_at=None, accepted=False)
# Weights of several names, of one indicator and of all, over parts and wholes.
@example(seed=6, on=lands.NOWS[2], known_at=None, accepted=False)
@example(seed=11, on=lands.NOWS[2], known_at=None, accepted=False)
def test_figures_restated_in_columns_are_those_of_the_core(
    engine: Tables, seed: int, on: date, known_at: Any, accepted: bool
) -> None:
    made = made_of(seed)
    land = lands.land_of(made, seed, on)
    law = law_of(made)
    series = series_of(accepted=accepted)
    kept = restated(engine, bring(engine, made), law, land, series=series, known_at=known_at)
    expected = lands.restated(made, land, known_at=known_at, accepted=accepted)
    names = {number: key for key, number in law.numbers.items()}
    told = {
        (*names[row["measure"]], row["first_day"], row["last_day"], row["unit"]): row
        for row in engine.fetch(kept).to_pylist()
    }
    assert told.keys() == expected.keys()
    scales = scales_of(made)
    for key, row in told.items():
        assert in_columns(row, scales[key[:2]]) == by_core(expected[key]), key


def in_columns(row: dict[str, Any], scale: Sequence[str]) -> tuple[Any, ...]:
    """A row in the words of the core."""
    value: Any = MARKS.get(row["sort"])
    if row["sort"] == standing.NUMBER:
        value = float(row["over"] / row["under"])
    elif row["sort"] == standing.YES:
        value = row["over"] == 1
    elif row["sort"] == standing.WORD:
        value = OTHER if row["over"] is None else scale[int(row["over"])]
    is_share = row["sort"] == standing.NUMBER and row["has_parts"]
    parts = (row["over"] / 100, row["under"]) if is_share else (None, None)
    return value, *parts, BASES[row["basis"]], row["reported"], row["expected"]


MARKS = {
    standing.NOT_PRESENT: Mark.NOT_PRESENT,
    standing.UNSETTLED: Mark.IN_DISPUTE,
    standing.DISAGREED: Mark.PREDECESSORS_DISAGREE,
    standing.UNWEIGHED: Mark.WEIGHT_MISSING,
}


def by_core(figure: Restated) -> tuple[Any, ...]:
    value: Any = figure.value
    if isinstance(value, Decimal):
        value = pytest.approx(float(value), abs=2e-6)
    return value, figure.numerator, figure.denominator, figure.basis, figure.reported, figure.expected


@pytest.mark.store
@settings(max_examples=EXAMPLES)
@given(seed=SEEDS, on=NOWS)
@example(seed=1, on=lands.NOWS[2])
def test_verdicts_over_restated_figures_are_those_of_the_core(engine: Tables, seed: int, on: date) -> None:
    made = made_of(seed)
    land = lands.land_of(made, seed, on)
    law = Law(Moment(each, day) for each in made.sets for day in DAYS)
    judged = frame(law, made.units, made.attributes_of, as_of=on)
    country = evaluate(engine, bring(engine, made), law, judged, land=land)
    told = criteria_of(engine, law, country.criteria)
    checked = 0
    for criteria_set in made.sets:
        found = lands.history(made, criteria_set, land, known_at=None, accepted=False)
        for day in DAYS:
            seen = restated_judgements(found, attributes=made.attributes, year=day.year, until=day)
            for unit, each in seen.items():
                for code, criterion in each.judgement.criteria.items():
                    key = criteria_set.id, day, unit, code
                    if key in told:  # a ward is not judged
                        assert told[key] == criterion.verdict.value, key
                        checked += 1
    assert checked > 20 or not made.observations


@pytest.mark.store
@settings(max_examples=EXAMPLES)
@given(seed=SEEDS, on=st.one_of(st.none(), NOWS))
@example(seed=1, on=None)
@example(seed=5, on=lands.NOWS[2])
def test_verdicts_under_another_set_are_those_of_the_core(engine: Tables, seed: int, on: date | None) -> None:
    """As then, and restated to the units of a day."""
    made = made_of(seed)
    old, new = made.sets
    mapping = lands.mapping_of(made, seed)
    law = Law((Moment(new, day) for day in DAYS), law_of(made).numbers, others=[old])
    judged = frame(law, made.units, made.attributes_of, as_of=on)
    land = lands.land_of(made, seed, on) if on else None
    country = evaluate(engine, bring(engine, made), law, judged, land=land, mapping=mapping)
    told = criteria_of(engine, law, country.criteria)
    for day in DAYS:
        here = land or Land(day, [unit.id for unit in made.units], lands.unchanged(made))
        before, own = (lands.history(made, each, here, known_at=None, accepted=False) for each in (old, new))
        seen = recast_judgements(before, own, mapping, attributes=made.attributes, year=day.year, until=day)
        for unit, each in seen.items():
            for code, criterion in each.judgement.criteria.items():
                if (key := (new.id, day, unit, code)) in told:
                    assert told[key] == criterion.verdict.value, key


def criteria_of(engine: Tables, law: Law, criteria: Any) -> dict[tuple[Any, ...], str]:
    """The verdict of each unit on each criterion."""
    found = {}
    for row in engine.fetch(criteria).to_pylist():
        moment = law.moments[row["moment"]]
        key = moment.criteria_set.id, moment.on, row["unit"], str(row["criterion"])
        found[key] = RANKS[row["rank"]].value
    return found


def test_what_crosses_over_gives_way_to_what_was_observed_under_the_set_itself() -> None:
    """Seen in the values themselves: of no unit and moment two values stand."""
    engine = DuckDB(threads=1)
    made = made_of(7)
    old, new = made.sets
    law = Law((Moment(new, day) for day in DAYS), law_of(made).numbers, others=[old])
    grades = engine.bring("law_grades", law.grades(), GRADES)
    values = standing.reported(bring(engine, made), grades, None)
    kept = engine.keep("stands", standing_values(engine, values, law, mapping=lands.mapping_of(made, 7)))
    rows = [(row["unit"], row["measure"], row["moment"]) for row in engine.fetch(kept).to_pylist()]
    engine.close()
    assert len(rows) == len(set(rows)) > 50

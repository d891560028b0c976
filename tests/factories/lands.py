"""The land of a small world through its orders, drawn from a seed, and its figures as the core tells them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from chungsuc.analytics.land import Land
from chungsuc.assessments.queries import Series
from chungsuc.assessments.through_time import Figures, History
from chungsuc.core.criteria import Confidence, CriteriaSet
from chungsuc.core.lineages import Lineages
from chungsuc.core.mapping import CriteriaMapping, MappedIndicator, Relation
from chungsuc.core.observations import fold
from chungsuc.core.restating import Stated, Weights
from chungsuc.core.units import Level
from factories import histories
from factories.worlds import MERGED_ON, World

LENT_ON = date(2021, 12, 1)  # in the middle of some periods, and between two others
NOWS = (date(2021, 6, 15), date(2022, 12, 31), date(2024, 12, 31))


def land_of(made: World, seed: int, on: date) -> Land:
    """The communes of a day, through parts that were lent, merged and divided, some by unknown weights."""
    rng = Random(f"land {seed}")
    told = histories.History()
    for unit in made.units:
        if unit.level is Level.COMMUNE:
            told.lives[unit.id] = unit.valid_from, unit.valid_to

    def weight() -> str | None:
        return rng.choice([None, "0.5", "0.25", "0.4"])

    for lender, taker in (("x6", "x7"), ("x1", "x2"), ("x3", "x6")):
        if rng.random() < 0.5:
            told.part(lender, taker, weight(), LENT_ON, ends=False)
    told.join("x1 x2", "x5", MERGED_ON)
    told.lives["x5"] = MERGED_ON, None
    if rng.random() < 0.5:
        told.join("p4", "x5", MERGED_ON)
        told.lives["x5"] = MERGED_ON, None
    if rng.random() < 0.7:
        share = weight()
        rest = None if share is None else str(1 - Decimal(share))
        told.part("x3", "x5", share, MERGED_ON)
        told.part("x3", "x6", rest, MERGED_ON)
    return Land(on, sorted(told.on(on)), told.lineages, _weights(made, rng, sorted(told.lives)))


def _weights(made: World, rng: Random, units: list[str]) -> Stated | None:
    """What some of the units count for, the newest first: of every measured value, or of one indicator."""
    codes = [(each.id, measure.code) for each in made.sets for measure in each.measures()]
    stated = []
    for name in rng.choice([(), ("số dân",), ("số dân", "số hộ", "diện tích", "số người học")]):
        by_unit = {unit: Decimal(rng.choice([100, 300, 1000])) for unit in units if rng.random() < 0.8}
        stated.append((Weights(name, by_unit), rng.choice([None, None, *codes])))
    return Stated(stated) if stated else None


def unchanged(made: World) -> Lineages:
    """Units that never gave land to one another."""
    return Lineages({unit.id: (None, None) for unit in made.units}, ())


def history(
    made: World, criteria_set: CriteriaSet, land: Land, *, known_at: datetime | None, accepted: bool
) -> History:
    """The figures of the world as a page restates them."""
    found: Figures = defaultdict(lambda: defaultdict(dict))
    for slot, state in fold(made.observations, made.acceptances, known_at=known_at).items():
        if slot.criteria_set_id == criteria_set.id and slot.period.first_day <= land.on:
            found[slot.indicator][slot.period][slot.unit_id] = state
    measures = {each.code: each for each in (*criteria_set.measures(), *criteria_set.conditions)}
    series = Series.ACCEPTED if accepted else Series.REPORTED
    return History(land.on, criteria_set, series, land.lineages, found, measures, land.weights)


def restated(
    made: World, land: Land, *, known_at: datetime | None, accepted: bool
) -> dict[tuple[Any, ...], Any]:
    """Each figure by the units of the day, by set, code, period and unit."""
    answers = {}
    for criteria_set in made.sets:
        told = history(made, criteria_set, land, known_at=known_at, accepted=accepted)
        for code in told.codes():
            for period in told.periods(code):
                for unit in land.units:
                    figure = told.restated(code, period, unit)
                    if figure is not None:
                        answers[criteria_set.id, code, period.first_day, period.last_day, unit] = figure
    return answers


def mapping_of(made: World, seed: int) -> CriteriaMapping:
    """A mapping of the first set of a world to the second, as checked ones are: where a value crosses
    over, both ask for a value of the same sort, and nothing else leads there."""
    rng = Random(f"mapping {seed}")
    old, new = made.sets
    free = list(new.measures())
    entries = []
    for measure in old.measures():
        alike = [
            each
            for each in free
            if (each.kind, each.unit, each.scale) == (measure.kind, measure.unit, measure.scale)
        ]
        target = rng.choice([*alike, None])
        if target is not None:
            free.remove(target)
        relation = Relation.NONE
        if target is not None:
            relation = rng.choice([Relation.SAME, Relation.RENAMED, Relation.SAME, Relation.NARROWED])
        entries.append(
            MappedIndicator(
                from_code=measure.code,
                to_code=None if target is None else target.code,
                relation=relation,
                confidence=rng.choice(list(Confidence)),
            )
        )
    return CriteriaMapping(from_set=old.id, to_set=new.id, entries=tuple(entries))

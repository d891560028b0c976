"""The whole country: verdicts and every roll-up, beside SQL written by hand for the same engine.

The facts are a sample world of real units (the communes of then and of today, both sets, ten years) as
Parquet files. Both sides get them in the same tables, take turns and give the same tables, which is checked.
Times are seconds of processor, all threads together: they stay true while others use the machine. The
seconds that passed are told beside them. Turning expressions into SQL takes about a second whatever the
size: it is counted, and is why the ratio of `--quick` is higher.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, at_most
from chungsuc.analytics import files
from chungsuc.analytics.columns import Facts
from chungsuc.analytics.country import Country, evaluate
from chungsuc.analytics.engines import DuckDB
from chungsuc.analytics.frame import Frame, frame
from chungsuc.analytics.law import Law, Moment
from chungsuc.commands.sample import sample_world, write_columns
from chungsuc.core.units import Level
from chungsuc.samples.world import Size, World

BY_HAND = Path(__file__).with_name("country_by_hand.sql")
FIRST, LAST = 2021, 2030
COMPARED = ("indicators", "criteria", "indicators_above", "criteria_above", "units_above", "values_above")
ROUNDS = 3
# Communes of today in each province; None is the whole country, about five million observations.
SMALL, LARGE = 10, None
QUICK_SMALL, QUICK_LARGE = (2, 1), (2, 10)  # provinces, communes in each


@dataclass(frozen=True)
class Taken:
    """What a piece of work took."""

    processor: float
    passed: float


def measure(*, quick: bool) -> Iterator[Figure]:
    """Both sizes, the larger about ten times the smaller."""
    sizes = (_size(*QUICK_SMALL), _size(*QUICK_LARGE)) if quick else (_size(None, SMALL), _size(None, LARGE))
    with tempfile.TemporaryDirectory() as folder:
        small, large = (_of_size(size, Path(folder) / str(place)) for place, size in enumerate(sizes))
    conditions = {
        "observations": large.rows,
        "communes": large.communes,
        "judged": large.judged,
        "engine": "DuckDB, 2 threads",
        "cores": os.cpu_count(),
        "state": "warm; facts in the engine's own tables",
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rounds": ROUNDS,
    }
    yield at_most(
        "whole_country_beside_sql_by_hand",
        large.ours.processor / large.by_hand.processor,
        "times",
        1.3,
        beside={
            "ours_s": large.ours.processor,
            "by_hand_s": large.by_hand.processor,
            "ours_passed_s": large.ours.passed,
            "by_hand_passed_s": large.by_hand.passed,
            "bare_group_by_s": large.bare.processor,
            "fixed_s": small.ours.processor - small.by_hand.processor,
            "same_tables": large.same,
        },
        conditions=conditions,
    )
    grown = large.rows / small.rows
    yield at_most(
        "whole_country_ten_times_the_work",
        large.ours.processor / small.ours.processor / grown * 10,
        "times",
        11,
        beside={"from": small.rows, "to": large.rows, "small_s": small.ours.processor},
        conditions=conditions,
    )
    yield Figure(
        "sample_world_written",
        large.rows / large.written.processor,
        "observations/s",
        conditions={"form": "Parquet, one process"},
    )


def _size(provinces: int | None, communes: int | None) -> Size:
    return Size(seed=1, first_year=FIRST, last_year=LAST, provinces=provinces, communes=communes)


@dataclass(frozen=True)
class Measured:
    """One size, worked out by both."""

    rows: int
    communes: int
    judged: int
    written: Taken
    ours: Taken
    by_hand: Taken
    bare: Taken
    same: bool


def _of_size(size: Size, folder: Path) -> Measured:
    world = sample_world(size)
    rows, written = _timed(lambda: write_columns(world, folder))
    law, judged = law_and_frame(world, folder)
    engine = DuckDB(threads=2)
    facts = _in_tables(engine, folder)
    by_hand = BY_HAND.read_text(encoding="utf-8").replace("$opens", f"DATE '{law.opens}'")
    ours, hand, country = [], [], None
    for _round in range(ROUNDS):
        country, taken = _timed(lambda: evaluate(engine, facts, law, judged))
        ours.append(taken)
        hand.append(_timed(lambda: engine.backend.raw_sql(by_hand))[1])
    assert country is not None
    bare = _timed(lambda: engine.backend.raw_sql(_BARE).fetchall())[1]
    return Measured(
        rows=rows,
        communes=len(world.communes),
        judged=judged.units.num_rows,
        written=written,
        ours=_least(ours),
        by_hand=_least(hand),
        bare=bare,
        same=all(_same(engine, country, name) for name in COMPARED),
    )


_BARE = "SELECT unit, measure, count(*), max(number) FROM observations GROUP BY unit, measure"


def law_and_frame(world: World, folder: Path) -> tuple[Law, Frame]:
    """Each set at the end of each of its years, and the communes of the world with all above them."""
    moments = (
        Moment(each, date(year, 12, 31))
        for each in world.sets
        for year in range(world.size.first_year, world.size.last_year + 1)
        if each.in_force(year)
    )
    law = Law(moments, files.numbers(folder))
    own = {unit.id for unit in world.communes}
    units = (
        unit for unit in world.gazetteer.units.values() if unit.level is not Level.COMMUNE or unit.id in own
    )
    return law, frame(law, units, lambda unit, moment: world.attributes(unit, moment.on))


def _in_tables(engine: DuckDB, folder: Path) -> Facts:
    """The facts as tables of the engine, so that reading files is part of neither side."""
    read = engine.facts(folder)
    return Facts(**{each.name: engine.keep(each.name, getattr(read, each.name)) for each in fields(Facts)})


def _same(engine: DuckDB, country: Country, name: str) -> bool:
    """Whether both gave the same rows, each as often."""
    ours = getattr(country, name)
    hand = engine.backend.table(f"hand_{name}").select(*ours.columns).cast(ours.schema())
    only_one_has = ours.difference(hand, distinct=False).union(hand.difference(ours, distinct=False))
    return bool(only_one_has.count().execute() == 0)


def _timed(work: Callable[[], Any]) -> tuple[Any, Taken]:
    passed, processor = time.perf_counter(), time.process_time()
    done = work()
    return done, Taken(time.process_time() - processor, time.perf_counter() - passed)


def _least(taken: list[Taken]) -> Taken:
    """The round that was disturbed the least."""
    return min(taken, key=lambda each: each.processor)

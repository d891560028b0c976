"""The whole country: verdicts and every roll-up, beside SQL written by hand for the same engine; restated to
the units of the last day, and recast.

The facts are a sample world of real units (the communes of then and of today, both sets, ten years) as
Parquet files. Both sides get them in the same tables, take turns and give the same tables, which is checked.
Ratios are of seconds of processor, all threads together: they stay true while others use the machine. The
seconds that passed stand beside them, and the memory that each side needs in a process of its own. Turning
expressions into SQL takes some tenths of a second whatever the size: it is counted, and is why the ratio of
`--quick` is higher.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import country_through_time
from benchmarks.country_world import THREADS, Filed, Taken, least, memory_of, size, timed
from benchmarks.figures import Figure, at_most
from chungsuc.analytics.country import Country, evaluate
from chungsuc.analytics.engines import DuckDB
from chungsuc.analytics.frame import ABOVE, EXISTING, UNITS
from chungsuc.analytics.law import CALENDAR, GRADES, LEVELS, Law

BY_HAND = Path(__file__).with_name("country_by_hand.sql")
COMPARED = ("indicators", "criteria", "indicators_above", "criteria_above", "units_above", "values_above")
ROUNDS = 3
# Communes of today in each province; None is the whole country, about five million observations.
SMALL, LARGE = 10, None
QUICK_SMALL, QUICK_LARGE = (2, 1), (2, 10)  # provinces, communes in each


def measure(*, quick: bool) -> Iterator[Figure]:
    """Both sizes, the larger about ten times the smaller."""
    sizes = (size(*QUICK_SMALL), size(*QUICK_LARGE)) if quick else (size(None, SMALL), size(None, LARGE))
    with tempfile.TemporaryDirectory() as folder:
        small, large = (Filed(each, Path(folder) / str(place)) for place, each in enumerate(sizes))
        rows = {filed: filed.write() for filed in (small, large)}
        yield Figure(
            "sample_world_written",
            rows[large][0] / rows[large][1].processor,
            "observations/s",
            conditions={"form": "Parquet, one process"},
        )
        yield from _beside_sql(small, large, (rows[small][0], rows[large][0]))
        yield from country_through_time.measure(large, rows[large][0])


def _beside_sql(small: Filed, large: Filed, rows: tuple[int, int]) -> Iterator[Figure]:
    one, ten = _measured(small), _measured(large)
    conditions = {
        "observations": rows[1],
        "communes": len(large.world.communes),
        "judged": ten.judged,
        "engine": f"DuckDB, {THREADS} threads",
        "cores": os.cpu_count(),
        "load_average": os.getloadavg()[0],
        "state": "warm; facts in the engine's own tables",
        "rounds": ROUNDS,
    }
    yield at_most(
        "whole_country_beside_sql_by_hand",
        ten.ours.processor / ten.by_hand.processor,
        "times",
        1.3,
        beside={
            "ratio_of_passed": ten.ours.passed / ten.by_hand.passed,
            "ours_s": ten.ours.processor,
            "by_hand_s": ten.by_hand.processor,
            "ours_passed_s": ten.ours.passed,
            "by_hand_passed_s": ten.by_hand.passed,
            "ours_memory_mb": memory_of(work_out, large),
            "by_hand_memory_mb": memory_of(work_out_by_hand, large),
            "facts_alone_memory_mb": memory_of(load, large),
            "bare_group_by_s": ten.bare.processor,
            "small_ours_s": one.ours.processor,
            "small_by_hand_s": one.by_hand.processor,
            "same_tables": ten.same and one.same,
        },
        conditions=conditions,
    )
    yield at_most(
        "whole_country_ten_times_the_work",
        ten.ours.processor / one.ours.processor / (rows[1] / rows[0]) * 10,
        "times",
        11,
        beside={"from": rows[0], "to": rows[1], "small_s": one.ours.processor},
        conditions=conditions,
    )


@dataclass(frozen=True)
class Measured:
    """One size, worked out by both."""

    judged: int
    ours: Taken
    by_hand: Taken
    bare: Taken
    same: bool


def _measured(filed: Filed) -> Measured:
    law = filed.law()
    judged = filed.frame(law)
    engine = DuckDB(threads=THREADS)
    facts = filed.tables(engine)
    by_hand = _sql(law)
    ours, hand, country = [], [], None
    for _round in range(ROUNDS):
        country, taken = timed(lambda: evaluate(engine, facts, law, judged))
        ours.append(taken)
        hand.append(timed(lambda: engine.backend.raw_sql(by_hand))[1])
    assert country is not None
    bare = timed(lambda: engine.backend.raw_sql(_BARE).fetchall())[1]
    same = all(_same(engine, country, name) for name in COMPARED)
    engine.close()
    return Measured(judged.units.num_rows, least(ours), least(hand), bare, same)


_BARE = "SELECT unit, measure, count(*), max(number) FROM observations GROUP BY unit, measure"


def _sql(law: Law) -> str:
    return BY_HAND.read_text(encoding="utf-8").replace("$opens", f"DATE '{law.opens}'")


def _same(engine: DuckDB, country: Country, name: str) -> bool:
    """Whether both gave the same rows, each as often."""
    ours = getattr(country, name)
    hand = engine.backend.table(f"hand_{name}").select(*ours.columns).cast(ours.schema())
    only_one_has = ours.difference(hand, distinct=False).union(hand.difference(ours, distinct=False))
    return bool(only_one_has.count().execute() == 0)


# --- each side alone -------------------------------------------------------------------------------


def load(filed: Filed) -> None:
    """The facts and the law, and nothing worked out: what both sides hold before they begin."""
    law = filed.law()
    filed.frame(law)
    filed.tables(DuckDB(threads=THREADS))


def work_out(filed: Filed) -> None:
    """The whole country by the expressions."""
    law = filed.law()
    engine = DuckDB(threads=THREADS)
    evaluate(engine, filed.tables(engine), law, filed.frame(law))


def work_out_by_hand(filed: Filed) -> None:
    """The whole country by the SQL."""
    law = filed.law()
    judged = filed.frame(law)
    engine = DuckDB(threads=THREADS)
    filed.tables(engine)
    engine.bring("frame_units", judged.units, UNITS)
    engine.bring("frame_above", judged.above, ABOVE)
    engine.bring("frame_existing", judged.existing, EXISTING)
    engine.bring("law_levels", law.levels(judged.cases), LEVELS)
    engine.bring("law_calendar", law.calendar(), CALENDAR)
    engine.bring("law_grades", law.grades(), GRADES)
    engine.backend.raw_sql(_sql(law))

"""The whole country restated to the units of its last day, and recast under the set that came after."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import ibis.expr.types as ir

from benchmarks.country_world import LAST, THREADS, Filed, Taken, least, timed
from benchmarks.figures import Figure, at_most
from chungsuc.analytics import files, standing
from chungsuc.analytics.country import evaluate, restated, standing_values
from chungsuc.analytics.engines import DuckDB
from chungsuc.analytics.law import GRADES, Law
from chungsuc.law.mappings import load_mappings

ROUNDS = 3
GOAL_S = 5


def measure(filed: Filed, rows: int) -> Iterator[Figure]:
    """The tables of values, in seconds that passed; and how long it takes up to the last roll-up."""
    engine = DuckDB(threads=THREADS)
    facts = filed.tables(engine)
    law, on = filed.law(), date(LAST, 12, 31)
    found, taken = _best(lambda: restated(engine, facts, law, filed.land(on)))
    judged = filed.frame(law, as_of=on)
    whole = timed(lambda: evaluate(engine, facts, law, judged, land=filed.land(on)))[1]
    yield _figure("whole_country_restated", taken, whole, rows, found)
    for mapping in load_mappings():
        sets = {each.id: each for each in filed.world.sets}
        if mapping.from_set not in sets or mapping.to_set not in sets:
            continue
        old, new = sets[mapping.from_set], sets[mapping.to_set]
        after = Law(filed.moments(new), files.numbers(filed.folder), others=[old])

        def recast(law: Law = after, mapping: Any = mapping) -> ir.Table:
            grades = engine.bring("law_grades", law.grades(), GRADES)
            values = standing.reported(facts, grades, None)
            return engine.keep("recast", standing_values(engine, values, law, mapping=mapping))

        found, taken = _best(recast)
        judged = filed.frame(after)
        whole = timed(
            lambda law=after, judged=judged, mapping=mapping: evaluate(
                engine, facts, law, judged, mapping=mapping
            )
        )[1]  # type: ignore[misc]
        yield _figure("whole_country_recast", taken, whole, rows, found)
    engine.close()


def _best(work: Callable[[], ir.Table]) -> tuple[ir.Table, Taken]:
    taken = []
    for _round in range(ROUNDS):
        found, one = timed(work)
        taken.append(one)
    return found, least(taken)


def _figure(name: str, taken: Taken, whole: Taken, rows: int, found: ir.Table) -> Figure:
    return at_most(
        name,
        taken.passed,
        "s",
        GOAL_S,
        beside={
            "processor_s": taken.processor,
            "with_verdicts_and_roll_ups_s": whole.passed,
            "with_verdicts_and_roll_ups_processor_s": whole.processor,
        },
        conditions={
            "observations": rows,
            "values": int(found.count().execute()),
            "engine": f"DuckDB, {THREADS} threads",
            "cores": os.cpu_count(),
            "load_average": os.getloadavg()[0],
            "rounds": ROUNDS,
        },
    )

"""Papers ten times as long: the computing time of reading and checking grows as the length does."""

from __future__ import annotations

import time
from collections.abc import Iterator

from tests.factories.endless import SHAPES

from benchmarks.figures import Figure, at_most
from chungsuc.checking import examine
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer

_SHORT = 0.5  # seconds: what takes less is measured again


def measure(*, quick: bool) -> Iterator[Figure]:
    """Each shape at a size and at ten times that size, by the time of the processor."""
    count = 60 if quick else 300
    _seconds("bullets", 10)
    for name in SHAPES:
        less, more = _seconds(name, count), _seconds(name, 10 * count)
        yield at_most(
            f"endless {name}",
            more / less,
            "times",
            11,
            beside={"a_tenth_s": less, "s": more},
            conditions={"pieces": 10 * count, "characters": len(SHAPES[name](10 * count))},
        )


def _seconds(name: str, count: int) -> float:
    data = SHAPES[name](count).encode()
    best = _once(data)
    for _ in range(2):
        if best < _SHORT:
            best = min(best, _once(data))
    return best


def _once(data: bytes) -> float:
    start = time.process_time()
    examine(data, "a.txt", gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets())
    return time.process_time() - start

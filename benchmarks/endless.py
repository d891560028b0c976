"""Papers ten times as long: the computing time of reading and checking grows as the length does."""

from __future__ import annotations

import time
from collections.abc import Iterator

from tests.factories.endless import SHAPES

from benchmarks.figures import Figure, at_most
from chungsuc.checking import examine
from chungsuc.documents import DocumentError
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer

_RUNS, _RUNS_AT_LEAST = 7, 3
_ENOUGH = 12.0  # seconds: what took so long in all is not run again


def measure(*, quick: bool) -> Iterator[Figure]:
    """Each shape at a size and at ten times that size, by the time of the processor."""
    count = 60 if quick else 300
    _examine(SHAPES["bullets"](10).encode())
    for name, make in SHAPES.items():
        paper, tenth = make(10 * count), make(count)
        less, more = _seconds(tenth, paper)
        longer = len(paper) / len(tenth)  # a little more than ten: greater numbers take more digits
        yield at_most(
            f"endless {name}",
            10 * more / less / longer,
            "times",
            11,
            beside={"a_tenth_s": less, "s": more, "times_as_long": longer},
            conditions={"pieces": 10 * count, "characters": len(paper)},
        )
    yield from _at_the_limit()


def _at_the_limit() -> Iterator[Figure]:
    """A line of ten megabytes and a million bullets: more than a plan is, and told so at once."""
    for name, text in (("line of 10 MB", "a " * 5 * 2**20), ("million bullets", "- a\n" * 1_000_000)):
        start = time.process_time()
        try:
            _examine(text.encode())
        except DocumentError as error:
            took = time.process_time() - start
            yield at_most(f"refused {name}", took, "s", 2, conditions={"said": str(error)})


def _seconds(tenth: str, paper: str) -> tuple[float, float]:
    """The least of several runs of each, taken in turn.

    Whatever else the machine does makes a run longer, never shorter; and in turn, so that a slow minute of
    the machine falls on both.
    """
    least = {tenth: float("inf"), paper: float("inf")}
    spent, runs = 0.0, 0
    while runs < _RUNS_AT_LEAST or (runs < _RUNS and spent < _ENOUGH):
        for text in (tenth, tenth, paper):
            start = time.process_time()
            _examine(text.encode())
            took = time.process_time() - start
            least[text], spent = min(least[text], took), spent + took
        runs += 1
    return least[tenth], least[paper]


def _examine(data: bytes) -> None:
    examine(data, "a.txt", gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets())

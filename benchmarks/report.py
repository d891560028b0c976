"""What every benchmark shares: its size, its clock and its one line of JSON a figure."""

from __future__ import annotations

import argparse
import json
import platform
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

KEYS = ("name", "value", "unit", "goal", "met", "beside", "conditions")


def size(*, full: int, quick: int) -> int:
    """How much work to do: `full`, or `quick` when the command line says `--quick`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a size that fits a minute")
    return quick if parser.parse_args().quick else full


def median_seconds(work: Callable[[], Any], *, times: int, warm: int = 1) -> float:
    """The median of some runs, after some that are not counted."""
    for _ in range(warm):
        work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def peak_megabytes() -> float:
    """The most memory this process has held, as Linux counts it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def figure(
    name: str,
    value: float,
    unit: str,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
    beside: dict[str, float] | None = None,
    **conditions: Any,
) -> None:
    """Prints one figure with its goal, what it was measured beside, and the conditions of the run."""
    goals = [f"≤ {at_most:g}"] if at_most is not None else []
    goals += [f"≥ {at_least:g}"] if at_least is not None else []
    met = (at_most is None or value <= at_most) and (at_least is None or value >= at_least)
    line = {
        "name": name,
        "value": round(value, 4),
        "unit": unit,
        "goal": " and ".join(goals) or None,
        "met": met if goals else None,
        "beside": {key: round(number, 4) for key, number in (beside or {}).items()},
        "conditions": {"python": platform.python_version(), **conditions},
    }
    print(json.dumps(line, ensure_ascii=False), flush=True)

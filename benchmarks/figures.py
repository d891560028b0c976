"""One figure of a benchmark, and the line it is printed as."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Figure:
    """A measured value with its goal and what it stands beside. `goal` None: for comparison only."""

    name: str
    value: float
    unit: str
    goal: str | None = None
    met: bool | None = None
    beside: dict[str, Any] = field(default_factory=dict)
    conditions: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> str:
        """The line, numbers to four figures."""
        return json.dumps(_rounded(asdict(self)), ensure_ascii=False)


def at_most(name: str, value: float, unit: str, limit: float, **more: Any) -> Figure:
    """A figure that should not be above its goal."""
    return Figure(name, value, unit, f"<= {limit} {unit}", value <= limit, **more)


def at_least(name: str, value: float, unit: str, limit: float, **more: Any) -> Figure:
    """A figure that should not be below its goal."""
    return Figure(name, value, unit, f">= {limit} {unit}", value >= limit, **more)


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return value

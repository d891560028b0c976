"""What would make a contradicting sentence true: its figure, under each way to read it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from chungsuc.reasoning.model import row
from chungsuc.reasoning.sentences import Claim, Reading, Sense
from chungsuc.reasoning.solver import Solver


@dataclass(frozen=True, slots=True)
class Repair:
    """Cách sửa: with `nearest` in place of its figure the sentence agrees with all others.

    `low` and `high` are the least and the greatest such figure. For a mean the three are means
    with the decimals that the text shows.
    """

    statement: str
    sense: Sense
    nearest: Decimal
    low: Decimal
    high: Decimal


def repairs_of(solver: Solver, claim: Claim, groups: frozenset[str]) -> list[Repair]:
    """Figures that agree with `groups`, which must not hold the claim itself; none where no figure does."""
    repairs = []
    for reading in claim.readings:
        if not _has_a_figure(claim, reading):
            continue
        low = solver.least(reading.quantity, groups)
        high = solver.greatest(reading.quantity, groups)
        nearest = _nearest(solver, claim, reading, groups)
        if low is None or high is None or nearest is None:
            continue
        figures = [_figure(claim, each) for each in (nearest, low, high)]
        repairs.append(Repair(claim.statement.id, reading.sense, *figures))
    return repairs


def _has_a_figure(claim: Claim, reading: Reading) -> bool:
    """A limit such as "none below 13" bounds a count of communes, which is not the figure it shows."""
    return claim.statement.value is not None and reading.bounds != (0, 0) and not claim.fixed


def _nearest(solver: Solver, claim: Claim, reading: Reading, groups: frozenset[str]) -> int | None:
    """The possible value closest to the bounds that the sentence sets."""
    low, high = reading.bounds
    choices: list[tuple[int, int]] = []
    if high is not None:
        above = solver.least(reading.quantity, groups, [row(reading.quantity, low=high + 1)])
        choices += [] if above is None else [(above - high, above)]
    if low is not None:
        below = solver.greatest(reading.quantity, groups, [row(reading.quantity, high=low - 1)])
        choices += [] if below is None else [(low - below, below)]
    return min(choices)[1] if choices else None


def _figure(claim: Claim, quantity: int) -> Decimal:
    if claim.over is None:
        return Decimal(quantity)
    places = Decimal(1).scaleb(-claim.statement.decimals)
    return (Decimal(quantity) / claim.over).quantize(places, rounding=ROUND_HALF_UP)

"""Cộng dần: the same sums as `core.rollup`, of thousands of figures, each added where it stands."""

from __future__ import annotations

from decimal import Decimal

from chungsuc.core.criteria import Observed
from chungsuc.core.rollup import Sums


class Adding:
    """What many figures add to sums or take from them, without a `Sums` for each: ten times as fast."""

    __slots__ = (
        "achieved",
        "denominator",
        "disputed",
        "numerator",
        "numeric",
        "reported",
        "total",
        "with_parts",
    )

    def __init__(self) -> None:
        self.reported = self.disputed = self.achieved = self.numeric = self.with_parts = 0
        self.total = self.numerator = self.denominator = Decimal(0)

    def take(
        self, value: Observed, numerator: Decimal | None, denominator: Decimal | None, sign: int
    ) -> None:
        """Add what `Sums.of` says of a figure, with the sign 1, or take it away, with -1."""
        if value is True or value is False:  # most figures are a yes or no, or a number without parts
            self.reported += sign
            if value:
                self.achieved += sign
        elif type(value) is Decimal and (numerator is None or denominator is None):
            self.reported += sign
            self.numeric += sign
            self.total += sign * value
        else:
            self.add(Sums.of(value, numerator, denominator), sign)

    def add(self, other: Sums | Adding, sign: int = 1) -> None:
        """Add sums, or take them away."""
        self.reported += sign * other.reported
        self.disputed += sign * other.disputed
        self.achieved += sign * other.achieved
        self.numeric += sign * other.numeric
        self.total += sign * other.total
        self.with_parts += sign * other.with_parts
        self.numerator += sign * other.numerator
        self.denominator += sign * other.denominator

    def sums(self) -> Sums:
        """What it comes to."""
        return Sums(
            self.reported,
            self.disputed,
            self.achieved,
            self.numeric,
            self.total,
            self.with_parts,
            self.numerator,
            self.denominator,
        )

"""Tổng hợp: sums and shares over units, each with what it was made from.

Every result names how many units reported, out of how many, and which units those are. Two results
of the same kind over different units add up with `+`, so that a tree may be rolled up level by level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from chungsuc.core.criteria import Mark, Observed
from chungsuc.core.errors import ChungsucError
from chungsuc.core.reasons import Verdict
from chungsuc.core.speech import VIETNAMESE, Speech
from chungsuc.core.units import COVERED_KIND, Level


class RollupError(ChungsucError, ValueError):
    """Figures that cannot be rolled up as asked."""


class Denominator(StrEnum):
    """Mẫu số: which units were counted as expected."""

    EXISTING = "existing"  # units that exist
    COVERED = "covered"  # units that the programme covers: xã, not phường or thị trấn
    ASSESSED = "assessed"  # units that were assessed

    @property
    def label(self) -> str:
        return _DENOMINATORS[self]


_DENOMINATORS = {
    Denominator.EXISTING: "đơn vị hiện có",
    Denominator.COVERED: "đơn vị thuộc phạm vi chương trình",
    Denominator.ASSESSED: "đơn vị đã đánh giá",
}


def is_covered(level: str, kind: str) -> bool:
    """Thuộc phạm vi chương trình: of communes a xã, not a phường or thị trấn; of other levels every unit."""
    return level != Level.COMMUNE or kind == COVERED_KIND


class ShareMethod(StrEnum):
    """How a percentage over several units was reached; a page always says which."""

    PARTS = "parts"  # tỷ lệ chung: numerators and denominators summed
    MEAN = "mean"  # bình quân các xã: each unit counts the same
    WEIGHTED = "weighted"  # percentages without parts, by a declared weight


@dataclass(frozen=True, slots=True)
class Rollup:
    """Tổng: `total` is None while no unit has reported, for absent is not zero."""

    total: Decimal | int | None
    reported: int
    expected: int
    denominator: Denominator = Denominator.COVERED

    def __add__(self, other: Rollup) -> Rollup:
        """Raises RollupError where the two count different units as expected."""
        _check_same(self.denominator, other.denominator)
        totals = [each for each in (self.total, other.total) if each is not None]
        return Rollup(
            sum(totals) if totals else None,
            self.reported + other.reported,
            self.expected + other.expected,
            self.denominator,
        )

    @property
    def is_whole(self) -> bool:
        return self.reported == self.expected

    @property
    def coverage(self) -> str:
        """ "7/9 đơn vị thuộc phạm vi chương trình"."""
        return f"{self.reported}/{self.expected} {self.denominator.label}"


def add_up(values: Iterable[Decimal | int | None], denominator: Denominator = Denominator.COVERED) -> Rollup:
    """Cộng: one value for each unit that is expected to report, None where it has not."""
    listed = list(values)
    known = [value for value in listed if value is not None]
    return Rollup(sum(known) if known else None, len(known), len(listed), denominator)


@dataclass(frozen=True, slots=True)
class Share:
    """Tỷ lệ of one unit: with its parts, or only as a percentage. Raises RollupError for neither."""

    numerator: Decimal | int | None = None
    denominator: Decimal | int | None = None
    stated_percent: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.numerator is None) != (self.denominator is None):
            raise RollupError("Tỷ lệ phải có đủ tử số và mẫu số.")
        if self.denominator is not None and self.denominator <= 0:
            raise RollupError("Mẫu số của tỷ lệ phải lớn hơn 0.")
        if self.numerator is None and self.stated_percent is None:
            raise RollupError("Tỷ lệ phải có tử số và mẫu số, hoặc có số phần trăm.")

    @property
    def fraction(self) -> Fraction:
        """Of one, not of a hundred; exact from the parts where they are known."""
        if self.numerator is not None and self.denominator is not None:
            return Fraction(self.numerator) / Fraction(self.denominator)
        assert self.stated_percent is not None
        return Fraction(self.stated_percent) / 100


@dataclass(frozen=True, slots=True)
class ShareRollup:
    """Tỷ lệ của nhiều đơn vị. `over` and `under` are the sums whose quotient it is, kept exact.

    `without_parts` counts the units left out because only their percentage is known.
    """

    method: ShareMethod
    over: Fraction
    under: Fraction
    reported: int
    expected: int
    denominator: Denominator = Denominator.COVERED
    without_parts: int = 0
    weight_name: str | None = None

    @property
    def percent(self) -> Decimal | None:
        """None while nothing was reported."""
        if not self.under:
            return None
        exact = 100 * self.over / self.under
        return Decimal(exact.numerator) / Decimal(exact.denominator)

    @property
    def label(self) -> str:
        match self.method:
            case ShareMethod.PARTS:
                return "tỷ lệ chung (cộng tử số và mẫu số)"
            case ShareMethod.MEAN:
                return "bình quân các đơn vị"
            case ShareMethod.WEIGHTED:
                return f"bình quân theo quyền số: {self.weight_name}"

    def __add__(self, other: ShareRollup) -> ShareRollup:
        """Raises RollupError where the two were reached in different ways or over different units."""
        if (self.method, self.weight_name) != (other.method, other.weight_name):
            raise RollupError("Không cộng được hai tỷ lệ tính theo hai cách khác nhau.")
        _check_same(self.denominator, other.denominator)
        return ShareRollup(
            self.method,
            self.over + other.over,
            self.under + other.under,
            self.reported + other.reported,
            self.expected + other.expected,
            self.denominator,
            self.without_parts + other.without_parts,
            self.weight_name,
        )


def share_of_all(
    shares: Iterable[Share | None], denominator: Denominator = Denominator.COVERED
) -> ShareRollup:
    """Tỷ lệ chung: numerators and denominators summed, then divided; never a mean of percentages.

    A unit of which only the percentage is known is not in it, and is counted in `without_parts`.
    """
    listed = list(shares)
    over, under, reported, without_parts = Fraction(0), Fraction(0), 0, 0
    for share in listed:
        if share is None:
            continue
        if share.numerator is None or share.denominator is None:
            without_parts += 1
            continue
        over += Fraction(share.numerator)
        under += Fraction(share.denominator)
        reported += 1
    return ShareRollup(ShareMethod.PARTS, over, under, reported, len(listed), denominator, without_parts)


def mean_of_shares(
    shares: Iterable[Share | None], denominator: Denominator = Denominator.COVERED
) -> ShareRollup:
    """Bình quân các xã: the mean of the units' percentages, where the law asks for that."""
    listed = list(shares)
    known = [share.fraction for share in listed if share is not None]
    over, count = sum(known, Fraction(0)), len(known)
    return ShareRollup(ShareMethod.MEAN, over, Fraction(count), count, len(listed), denominator)


def weighted_share(
    shares: Iterable[tuple[Share | None, Decimal | int]],
    weight_name: str,
    denominator: Denominator = Denominator.COVERED,
) -> ShareRollup:
    """Percentages by a declared weight, for units whose parts are not known.

    `weight_name` says what the weight is ("số hộ năm 2024") and is shown with the figure. Raises
    RollupError for a weight without a name or not above zero.
    """
    if not weight_name.strip():
        raise RollupError("Phải nêu rõ quyền số dùng để tính tỷ lệ, ví dụ “số hộ năm 2024”.")
    listed = list(shares)
    if any(weight <= 0 for _, weight in listed):
        raise RollupError(f"Quyền số “{weight_name}” của mỗi đơn vị phải lớn hơn 0.")
    known = [(share.fraction, Fraction(weight)) for share, weight in listed if share is not None]
    over = sum((share * weight for share, weight in known), Fraction(0))
    under = sum((weight for _, weight in known), Fraction(0))
    return ShareRollup(
        ShareMethod.WEIGHTED, over, under, len(known), len(listed), denominator, weight_name=weight_name
    )


_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Sums:
    """Cộng số liệu of one indicator: what its total, its share and its mean over units are made of.

    Two add up, and one is taken from another, without loss: so a stored total follows each value that is
    saved. `total` is of the units' own values, of shares their percentages to six places.
    """

    reported: int = 0  # units with a value that stands
    disputed: int = 0  # units whose entries nobody has settled: they are in no sum
    achieved: int = 0  # of those that reported: "Đạt"
    numeric: int = 0  # of those that reported: a number
    total: Decimal = Decimal(0)
    with_parts: int = 0  # of those with a number: a share whose parts are known
    numerator: Decimal = Decimal(0)
    denominator: Decimal = Decimal(0)

    @classmethod
    def of(
        cls, value: Observed, numerator: Decimal | None = None, denominator: Decimal | None = None
    ) -> Sums:
        """Of one unit. What is absent, or not there to be measured ("nếu có"), adds nothing."""
        match value:
            case None | Mark.NOT_PRESENT:
                return NO_SUMS
            case Mark():
                return _DISPUTED
            case bool():
                return _YES if value else _SAID
            case Decimal() if numerator is not None and denominator is not None:
                percent = (100 * numerator / denominator).quantize(_PLACES)
                return cls(1, 0, 0, 1, percent, 1, numerator, denominator)
            case Decimal():
                return cls(1, 0, 0, 1, value)
            case _:
                return _SAID

    def __add__(self, other: Sums) -> Sums:
        return self._with(other, 1)

    def __sub__(self, other: Sums) -> Sums:
        return self._with(other, -1)

    def _with(self, other: Sums, sign: int) -> Sums:
        return Sums(
            self.reported + sign * other.reported,
            self.disputed + sign * other.disputed,
            self.achieved + sign * other.achieved,
            self.numeric + sign * other.numeric,
            self.total + sign * other.total,
            self.with_parts + sign * other.with_parts,
            self.numerator + sign * other.numerator,
            self.denominator + sign * other.denominator,
        )

    def rollup(self, expected: int, denominator: Denominator = Denominator.COVERED) -> Rollup:
        """Tổng: of counts and amounts."""
        return Rollup(self.total if self.numeric else None, self.numeric, expected, denominator)

    def share(self, expected: int, denominator: Denominator = Denominator.COVERED) -> ShareRollup:
        """Tỷ lệ chung: by parts. Units of which only the percentage is known are counted beside it."""
        return ShareRollup(
            ShareMethod.PARTS,
            Fraction(self.numerator),
            Fraction(self.denominator),
            self.with_parts,
            expected,
            denominator,
            self.numeric - self.with_parts,
        )

    def mean(self, expected: int, denominator: Denominator = Denominator.COVERED) -> ShareRollup:
        """Bình quân các xã: of percentages, where the law asks for that."""
        over = Fraction(self.total) / 100
        return ShareRollup(
            ShareMethod.MEAN, over, Fraction(self.numeric), self.numeric, expected, denominator
        )


NO_SUMS = Sums()
_DISPUTED, _SAID, _YES = Sums(disputed=1), Sums(reported=1), Sums(reported=1, achieved=1)


@dataclass(frozen=True, slots=True)
class VerdictTally:
    """Số đơn vị (or criteria) by verdict: every absence has its own count."""

    counts: Counter[Verdict] = field(default_factory=Counter)

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> VerdictTally:
        return cls(Counter(verdicts))

    def __add__(self, other: VerdictTally) -> VerdictTally:
        return VerdictTally(self.counts + other.counts)

    @property
    def met(self) -> int:
        return self.counts[Verdict.MET]

    @property
    def computed(self) -> int:
        """Met or not met: the figures sufficed to say."""
        return sum(count for verdict, count in self.counts.items() if verdict.is_computed)

    @property
    def considered(self) -> int:
        """All but those that are not applicable."""
        return self.counts.total() - self.counts[Verdict.NOT_APPLICABLE]

    @property
    def headline(self) -> str:
        """ "đạt 12; tính được 15/19"."""
        return self.told()

    def told(self, speech: Speech = VIETNAMESE) -> str:
        """The headline in another way of saying it."""
        share = f"{self.computed}/{self.considered}"
        return speech.say("đạt {met}; tính được {share}").format(met=self.met, share=share)


def _check_same(one: Denominator, other: Denominator) -> None:
    if one is not other:
        raise RollupError(f"Không cộng được tổng trên {one.label} với tổng trên {other.label}.")

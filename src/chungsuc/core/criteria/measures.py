"""Chỉ tiêu và mức đạt: what is measured, and the level that the law asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum

from chungsuc.core.errors import ChungsucError


class CriteriaError(ChungsucError, ValueError):
    """A code that a criteria set does not have, or a value that an indicator cannot take."""


class Confidence(StrEnum):
    """How sure we are of a figure. Only VERIFIED was compared with a published source."""

    VERIFIED = "verified"
    RECALLED = "recalled"
    UNCERTAIN = "uncertain"

    @property
    def label(self) -> str:
        return _SURE[self]


_SURE = {
    Confidence.VERIFIED: "đã đối chiếu",
    Confidence.RECALLED: "nhớ lại, chưa đối chiếu",
    Confidence.UNCERTAIN: "chưa chắc chắn",
}


class IndicatorKind(StrEnum):
    BOOL = "bool"  # Đạt / Chưa đạt
    PERCENT = "percent"
    NUMBER = "number"
    COUNT = "count"
    GRADE = "grade"  # a word of an ordered scale
    COMPOSITE = "composite"  # met when every part that applies is met


class Direction(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUALS = "equals"
    ACHIEVED = "achieved"


class SetBy(StrEnum):
    """Who sets the value of a threshold."""

    CENTRAL = "central"
    PROVINCE = "province"
    UNKNOWN = "unknown"


class Counted(StrEnum):
    """What a share over the results of another set counts."""

    UNITS = "units"  # đơn vị đạt chuẩn
    INDICATORS = "indicators"  # nội dung tiêu chí mà từng đơn vị đạt; the lowest unit counts


class Sector(StrEnum):
    """Lĩnh vực: the subject that a department answers for; which department is each province's choice."""

    CONSTRUCTION = "construction"
    TRANSPORT = "transport"
    AGRICULTURE = "agriculture"
    INDUSTRY_TRADE = "industry_trade"
    EDUCATION = "education"
    CULTURE = "culture"
    INFO_COMM = "info_comm"
    LABOUR = "labour"
    HEALTH = "health"
    ENVIRONMENT = "environment"
    STATISTICS = "statistics"
    JUSTICE = "justice"
    HOME_AFFAIRS = "home_affairs"
    POLICE = "police"
    MILITARY = "military"
    NTM_OFFICE = "ntm_office"
    FINANCE = "finance"
    COMMITTEE_OFFICE = "committee_office"
    FARMERS_UNION = "farmers_union"
    WOMEN_UNION = "women_union"


class Mark(Enum):
    """What may stand instead of a value. Only NOT_PRESENT is ever observed; the others are computed."""

    NOT_PRESENT = "not_present"  # the thing that the law names ("nếu có") is not there
    IN_DISPUTE = "in_dispute"  # two entries disagree and nobody has settled it
    PREDECESSORS_DISAGREE = "predecessors_disagree"  # of the units that were joined one has it, one not
    WEIGHT_MISSING = "weight_missing"  # what each of the joined or divided units counts for is not known


Value = Decimal | bool | str
Observed = Value | Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Mức đạt for some years and one region or group; neither given: for all.

    `value` None means not known, never "no requirement". `applies` False is the law's "Không quy
    định". With `province` the threshold is that province's own decision, named in `document`.
    """

    value: Value | None
    from_year: int
    to_year: int
    confidence: Confidence
    region: str | None = None
    commune_group: str | None = None
    province: str | None = None
    document: str | None = None
    applies: bool = True
    set_by: SetBy | None = None
    requirement: str | None = None
    note: str | None = None

    @property
    def for_all(self) -> bool:
        return self.region is None and self.commune_group is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The value comes from results under another set; `commune_group` fixes the group to use there.

    `counts` says of a share what it is a share of.
    """

    criteria_set_id: str
    commune_group: str | None = None
    indicators: tuple[str, ...] = ()
    counts: Counted = Counted.UNITS


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalFloor:
    """The national limit on what a province sets, over `scope` ("commune_average")."""

    scope: str
    direction: Direction
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What indicators, their components and further conditions have in common.

    `code` is unique in the set: "4.2", for a component "2.1.a", for a condition "C2".
    """

    code: str
    name: str
    kind: IndicatorKind
    direction: Direction
    unit: str | None = None
    scale: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    set_by: SetBy = SetBy.CENTRAL
    applies_if: str | None = None
    refers_to: Reference | None = None
    national_floor: NationalFloor | None = None
    name_en: str | None = None
    note: str | None = None

    @property
    def is_share_below(self) -> bool:
        """Tỷ lệ đơn vị cấp dưới đạt chuẩn under another set: computed from their results, never entered."""
        return (
            self.kind is IndicatorKind.PERCENT
            and self.refers_to is not None
            and self.refers_to.counts is Counted.UNITS
            and self.refers_to.commune_group is None
            and not self.refers_to.indicators
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(Measure):
    """Phần của chỉ tiêu."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Measure):
    """Chỉ tiêu. `text` is the official wording where `name` is condensed."""

    confidence: Confidence
    components: tuple[Component, ...] = ()
    from_previous_year: bool = False
    text: str | None = None
    common: str | None = None
    evidence: str | None = None
    responsible_sector: Sector | None = None  # where it is not the criterion's
    guiding_bodies: tuple[str, ...] = ()
    source: str | None = None
    is_placeholder: bool = False

    def observed_year(self, year: int) -> int:
        """The year whose result counts when the unit is considered for `year`."""
        return year - 1 if self.from_previous_year else year


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Measure):
    """Điều kiện công nhận beyond the criteria; before `from_date` it is not asked.

    With `is_all_criteria` the condition only repeats that all criteria are met, and is computed.
    """

    value: Value | None
    confidence: Confidence
    from_date: date | None = None
    is_all_criteria: bool = False
    source: str | None = None


def suits(measure: Measure, value: Value) -> bool:
    """Whether `value` can be a value of `measure` at all."""
    match measure.kind:
        case IndicatorKind.BOOL | IndicatorKind.COMPOSITE:
            return isinstance(value, bool)
        case IndicatorKind.GRADE:
            return value in measure.scale
    if not isinstance(value, Decimal) or not value.is_finite():
        return False
    match measure.kind:
        case IndicatorKind.PERCENT:
            return 0 <= value <= 100
        case IndicatorKind.COUNT:
            return value >= 0 and value % 1 == 0
        case _:
            return True


def check_value(measure: Measure, value: Value) -> None:
    """Raises CriteriaError where `value` cannot be a value of `measure`; says what can."""
    if suits(measure, value):
        return
    match measure.kind:
        case IndicatorKind.BOOL | IndicatorKind.COMPOSITE:
            wanted = "Đạt hoặc Chưa đạt"
        case IndicatorKind.GRADE:
            wanted = "một trong các mức: " + ", ".join(measure.scale)
        case IndicatorKind.PERCENT:
            wanted = "số từ 0 đến 100"
        case IndicatorKind.COUNT:
            wanted = "số nguyên không âm"
        case IndicatorKind.NUMBER:
            wanted = "một số"
    raise CriteriaError(f"Giá trị của chỉ tiêu {measure.code} không hợp lệ. Hãy nhập {wanted}.")


def check_level(measure: Measure, level: Value) -> None:
    """Raises CriteriaError where `level` cannot be what the law asks of `measure`."""
    check_value(measure, level)
    if measure.direction is Direction.ACHIEVED and level is not True:
        raise CriteriaError(f"Mức của chỉ tiêu {measure.code} chỉ có thể là Đạt.")


def is_milder(measure: Measure, value: Value, than: Value) -> bool:
    """Whether asking for `value` asks for less than asking for `than`, or for something else.

    Of an indicator that must equal a figure every other figure counts as milder.
    """
    match measure.direction:
        case Direction.AT_LEAST:
            return rank(measure, value) < rank(measure, than)
        case Direction.AT_MOST:
            return rank(measure, value) > rank(measure, than)
        case _:
            return value != than


def rank(measure: Measure, value: Value) -> Decimal:
    """Where a value stands: a number itself, a grade by its place on the scale."""
    return Decimal(measure.scale.index(value) if isinstance(value, str) else value)

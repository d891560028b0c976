"""Bộ tiêu chí: the standard as the law states it, and the look-up of the level that binds a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cached_property
from typing import TypeGuard

from chungsuc.core.errors import ChungsucError
from chungsuc.core.units import Level
from chungsuc.core.vietnamese.dates import format_date


class CriteriaError(ChungsucError, ValueError):
    """A code that a criteria set does not have, or a value that an indicator cannot take."""


class Confidence(StrEnum):
    """How sure we are of a figure. Only VERIFIED was compared with a published source."""

    VERIFIED = "verified"
    RECALLED = "recalled"
    UNCERTAIN = "uncertain"


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


class Tier(StrEnum):
    STANDARD = "standard"  # đạt chuẩn
    ADVANCED = "advanced"  # nâng cao
    MODEL = "model"  # kiểu mẫu
    MODERN = "modern"  # hiện đại


class SetStatus(StrEnum):
    OFFICIAL = "official"  # every figure established
    PARTIAL = "partial"  # structure sound, figures missing or not compared with the printed law
    EXAMPLE = "example"  # a province's set, for illustration


class Mark(Enum):
    """What may be observed instead of a value."""

    NOT_PRESENT = "not_present"  # the thing that the law names ("nếu có") is not there
    IN_DISPUTE = "in_dispute"  # two entries disagree and nobody has settled it


Value = Decimal | bool | str
Observed = Value | Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAttributes:
    """What decides which threshold binds a unit, on the date of the assessment.

    `region` is the region whose thresholds the unit takes, after the set's overrides;
    `commune_group` is the code of its group; None where not known or not yet decided.
    `province` is the id of the province whose own decisions apply.
    """

    region: str | None = None
    commune_group: str | None = None
    province: str | None = None


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
    """The value comes from results under another set; `commune_group` fixes the group to use there."""

    criteria_set_id: str
    commune_group: str | None = None
    indicators: tuple[str, ...] = ()


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
    responsible_sector: str | None = None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """Tiêu chí: a numbered requirement, met when all its indicators are."""

    code: str
    name: str
    group: str
    indicators: tuple[Indicator, ...]
    confidence: Confidence
    name_en: str | None = None
    responsible_sector: str | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """Căn cứ pháp lý of a set; `role` is promulgates, amends, recognition_conditions or basis."""

    number: str
    issued_on: date | None
    issuer: str
    part: str | None
    role: str
    confidence: Confidence
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A region, a group of communes or a display group."""

    code: str
    name: str
    name_en: str | None = None
    definition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionOverride:
    """Units, described in the law's words, that take another region's thresholds."""

    applies_to: str
    use_region: str
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class CriteriaSet:
    """Bộ tiêu chí for one level and one period. Both `valid_from` and `valid_to` are inclusive."""

    id: str
    title: str
    level: Level
    tier: Tier
    status: SetStatus
    legal_basis: tuple[LegalBasis, ...]
    valid_from: date
    valid_to: date
    criteria: tuple[Criterion, ...]
    groups: tuple[Named, ...] = ()
    conditions: tuple[Condition, ...] = ()
    regions: tuple[Named, ...] = ()
    region_overrides: tuple[RegionOverride, ...] = ()
    commune_groups: tuple[Named, ...] = ()
    title_en: str | None = None
    effective_date: date | None = None
    province: str | None = None
    prerequisite: str | None = None
    recognised_by: str | None = None
    notes: tuple[str, ...] = ()
    provinces_may_only_raise: bool = False  # province_overlay: not_below_central

    @cached_property
    def _criteria(self) -> Mapping[str, Criterion]:
        return {criterion.code: criterion for criterion in self.criteria}

    @cached_property
    def _measures(self) -> Mapping[str, Indicator | Component]:
        return {measure.code: measure for measure in self.measures()}

    def criterion(self, code: str) -> Criterion:
        """Raises CriteriaError for an unknown code."""
        try:
            return self._criteria[code]
        except KeyError:
            raise CriteriaError(self._unknown("tiêu chí", code)) from None

    def indicator(self, code: str) -> Indicator:
        """Raises CriteriaError for an unknown code."""
        found = self._measures.get(code)
        if not isinstance(found, Indicator):
            raise CriteriaError(self._unknown("chỉ tiêu", code))
        return found

    def measure(self, code: str) -> Indicator | Component:
        """An indicator "2.1" or a component "2.1.a". Raises CriteriaError for an unknown code."""
        try:
            return self._measures[code]
        except KeyError:
            raise CriteriaError(self._unknown("chỉ tiêu", code)) from None

    def _unknown(self, what: str, code: str) -> str:
        return f"{self.title} không có {what} ‘{code}’. Hãy kiểm tra lại mã."

    def indicators(self) -> Iterator[Indicator]:
        for criterion in self.criteria:
            yield from criterion.indicators

    def measures(self) -> Iterator[Indicator | Component]:
        for indicator in self.indicators():
            yield indicator
            yield from indicator.components

    @property
    def clause(self) -> str:
        """The promulgating document: "318/QĐ-TTg ngày 08/03/2022, Phụ lục I"."""
        basis = next((item for item in self.legal_basis if item.role == "promulgates"), None)
        if basis is None:
            return self.title
        day = f" ngày {format_date(basis.issued_on)}" if basis.issued_on else ""
        part = f", {basis.part}" if basis.part else ""
        return f"{basis.number}{day}{part}"

    def confidence_of_thresholds(self) -> Counter[Confidence]:
        """How many figures are compared with the printed law, and how many not yet."""
        return Counter(each.confidence for measure in self.measures() for each in measure.thresholds)

    def in_force(self, year: int) -> bool:
        return self.valid_from.year <= year <= self.valid_to.year


def check_value(measure: Measure, value: Value) -> None:
    """Raises CriteriaError where `value` cannot be a value of `measure`; says what can."""
    match measure.kind:
        case IndicatorKind.BOOL | IndicatorKind.COMPOSITE:
            suits, wanted = isinstance(value, bool), "Đạt hoặc Chưa đạt"
        case IndicatorKind.GRADE:
            suits, wanted = value in measure.scale, "một trong các mức: " + ", ".join(measure.scale)
        case IndicatorKind.PERCENT:
            suits, wanted = _is_number(value) and 0 <= Decimal(value) <= 100, "số từ 0 đến 100"
        case IndicatorKind.COUNT:
            suits = _is_number(value) and Decimal(value) >= 0 and Decimal(value) % 1 == 0
            wanted = "số nguyên không âm"
        case IndicatorKind.NUMBER:
            suits, wanted = _is_number(value), "một số"
    if not suits:
        raise CriteriaError(f"Giá trị của chỉ tiêu {measure.code} không hợp lệ. Hãy nhập {wanted}.")


def _is_number(value: Value) -> TypeGuard[Decimal]:
    return isinstance(value, Decimal) and value.is_finite()


def threshold_for(measure: Measure, attributes: UnitAttributes, year: int) -> Threshold | None:
    """Mức áp dụng for a unit in a year: that of its region or group, else the one for all.

    A province's own threshold takes the place of the central one of the same scope; one that it
    sets for all takes the place of every central one. Where the unit's region or group is not
    decided and the levels differ, none is known: None.
    """
    in_year = [each for each in measure.thresholds if each.from_year <= year <= each.to_year]
    own = [each for each in in_year if each.province is not None and each.province == attributes.province]
    replaced = {(each.region, each.commune_group) for each in own}
    binding = own
    if (None, None) not in replaced:
        central = [each for each in in_year if each.province is None]
        binding = own + [each for each in central if (each.region, each.commune_group) not in replaced]

    for each in binding:
        if not each.for_all and _is_scope_of(each, attributes):
            return each
    undecided = [each for each in binding if _needs_deciding(each, attributes)]
    if undecided:
        possible = undecided + [each for each in binding if each.for_all]
        return possible[0] if len({_content(measure, each) for each in possible}) == 1 else None
    return next((each for each in binding if each.for_all), None)


def _is_scope_of(threshold: Threshold, attributes: UnitAttributes) -> bool:
    if threshold.region is not None:
        return threshold.region == attributes.region
    return threshold.commune_group == attributes.commune_group


def _needs_deciding(threshold: Threshold, attributes: UnitAttributes) -> bool:
    if threshold.region is not None:
        return attributes.region is None
    return threshold.commune_group is not None and attributes.commune_group is None


def _content(measure: Measure, threshold: Threshold) -> tuple[object, ...]:
    """What makes two thresholds differ. Of a composite the components hold the requirement."""
    words = None if measure.kind is IndicatorKind.COMPOSITE else threshold.requirement
    return threshold.value, threshold.applies, words

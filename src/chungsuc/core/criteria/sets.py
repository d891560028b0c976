"""Bộ tiêu chí: criteria and their indicators, for one level and one period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from chungsuc.core.criteria.measures import (
    Component,
    Condition,
    Confidence,
    CriteriaError,
    Indicator,
    Sector,
)
from chungsuc.core.units import Level
from chungsuc.core.vietnamese.dates import format_date


class Tier(StrEnum):
    STANDARD = "standard"  # đạt chuẩn
    ADVANCED = "advanced"  # nâng cao
    MODEL = "model"  # kiểu mẫu
    MODERN = "modern"  # hiện đại


class SetStatus(StrEnum):
    OFFICIAL = "official"  # every figure established
    PARTIAL = "partial"  # structure sound, figures missing or not compared with the printed law
    EXAMPLE = "example"  # a province's set, for illustration


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """Tiêu chí: a numbered requirement, met when all its indicators are."""

    code: str
    name: str
    group: str
    indicators: tuple[Indicator, ...]
    confidence: Confidence
    name_en: str | None = None
    responsible_sector: Sector | None = None
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
    """Units, described in the law's words, that take another region's thresholds.

    `tags` says the same of stored units: those that bear one of them. Without tags nobody is meant yet.
    """

    applies_to: str
    use_region: str
    confidence: Confidence
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """Trách nhiệm that the promulgating decision lays on a body: to issue, report or check."""

    article: str
    body: str
    duty: str
    every: tuple[str, ...] = ()  # "half_year", "year"
    due: date | None = None
    issues: Level | None = None  # the level whose criteria set it is the body's duty to issue


@dataclass(frozen=True, kw_only=True)
class CriteriaSet:
    """Bộ tiêu chí for one level and one period. Both `valid_from` and `valid_to` are inclusive."""

    id: str
    laid_over: tuple[str, ...] = ()  # decisions whose figures stand over those of the text, oldest first
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
    recognised_by: str | None = None  # None: the documents do not say
    obligations: tuple[Obligation, ...] = ()
    notes: tuple[str, ...] = ()
    provinces_may_only_raise: bool = False  # province_overlay: not_below_central

    def __hash__(self) -> int:
        """By id and decisions: two sets alike in both are equal, and hashing every figure takes long."""
        return hash((self.id, self.laid_over))

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
    def promulgation(self) -> LegalBasis | None:
        """Văn bản ban hành."""
        return next((item for item in self.legal_basis if item.role == "promulgates"), None)

    @property
    def clause(self) -> str:
        """The promulgating document: "318/QĐ-TTg ngày 08/03/2022, Phụ lục I"."""
        basis = self.promulgation
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

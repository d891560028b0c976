"""Mức đạt do một quyết định khác đặt: what a province or a later decision lays over a criteria set.

The set's own text stays as it is. A province may fill what the law leaves to it and ask for more; it may
ask for less only where the law lets it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from chungsuc.core.criteria.measures import (
    Condition,
    Confidence,
    CriteriaError,
    Indicator,
    IndicatorKind,
    Measure,
    SetBy,
    Threshold,
    Value,
    check_level,
    is_milder,
)
from chungsuc.core.criteria.sets import CriteriaSet
from chungsuc.core.vietnamese.dates import format_date


class OverlayError(CriteriaError):
    """A decision that names what the set does not have, or that the law does not allow."""


class OverlayKind(StrEnum):
    PROVINCE = "province"  # mức do UBND cấp tỉnh quy định
    AMENDMENT = "amendment"  # a later national decision, from its day on
    CORRECTION = "correction"  # đính chính: what the printed law said all along

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    OverlayKind.PROVINCE: "quy định của tỉnh",
    OverlayKind.AMENDMENT: "sửa đổi",
    OverlayKind.CORRECTION: "đính chính theo văn bản in",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayValue:
    """Một mức của quyết định; neither region nor group given: for all."""

    code: str
    value: Value
    from_year: int
    to_year: int
    region: str | None = None
    commune_group: str | None = None

    @property
    def scope(self) -> tuple[str | None, str | None]:
        return self.region, self.commune_group


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Quyết định đặt mức. `province` is the id of the unit that decided; None for the nation.

    Raises OverlayError when built from what cannot be.
    """

    criteria_set_id: str
    kind: OverlayKind
    number: str
    decided_on: date
    effective_on: date
    values: tuple[OverlayValue, ...]
    province: str | None = None

    def __post_init__(self) -> None:
        if not self.number.strip():
            raise OverlayError("Quyết định thiếu số hiệu. Hãy ghi số hiệu, ví dụ 12/2026/QĐ-UBND.")
        if (self.kind is OverlayKind.PROVINCE) != (self.province is not None):
            raise OverlayError(
                f"Quyết định {self.number}: mức do tỉnh quy định phải nêu tỉnh, loại khác thì không."
            )
        if self.kind is not OverlayKind.CORRECTION and self.effective_on < self.decided_on:
            raise OverlayError(
                f"Quyết định {self.number} ban hành ngày {format_date(self.decided_on)} không thể có "
                f"hiệu lực từ {format_date(self.effective_on)}. Hãy kiểm tra hai ngày."
            )
        if not self.values:
            raise OverlayError(f"Quyết định {self.number} không nêu mức nào. Hãy nhập ít nhất một mức.")

    @property
    def document(self) -> str:
        """As a reason names it: "12/2026/QĐ-UBND ngày 05/03/2026"."""
        return f"{self.number} ngày {format_date(self.decided_on)}"


def check_overlay(overlay: Overlay, criteria_set: CriteriaSet) -> None:
    """Raises OverlayError unless the set can take every value of the decision.

    `criteria_set` is the set as it binds the nation on the decision's first day.
    """
    if overlay.criteria_set_id != criteria_set.id:
        raise OverlayError(f"Quyết định {overlay.number} không nói về bộ {criteria_set.title}.")
    for number, each in enumerate(overlay.values):
        where = f"Quyết định {overlay.number}, chỉ tiêu {each.code}{_scope_words(each)}"
        measure = _check_place(where, each, criteria_set)
        try:
            check_level(measure, each.value)
        except CriteriaError as problem:
            raise OverlayError(f"{where}: {problem}") from None
        if any(_overlap(each, other) for other in overlay.values[:number]):
            raise OverlayError(f"{where}: hai mức cùng áp dụng cho một năm. Hãy bỏ một mức.")
        if overlay.kind is OverlayKind.PROVINCE:
            _check_province(where, each, measure, criteria_set)


def lay_over(criteria_set: CriteriaSet, overlays: Iterable[Overlay]) -> CriteriaSet:
    """Bộ tiêu chí cùng các quyết định đặt mức, the later decision before the earlier.

    National decisions change the central figures; a province's stand beside them under its name.
    Where a province may only raise, a figure that a later national one overtook gives way to it.
    """
    ordered = sorted(overlays, key=lambda each: (each.effective_on, each.decided_on, each.number))
    if not ordered:
        return criteria_set
    national = _by_code(each for each in ordered if each.province is None)
    own = _by_code(each for each in ordered if each.province is not None)
    only_raise = criteria_set.provinces_may_only_raise

    def laid(measure: Measure) -> tuple[Threshold, ...]:
        central = measure.thresholds
        for overlay, value in national.get(measure.code, ()):
            central = (_threshold(overlay, value), *_without(central, value))
        province: tuple[Threshold, ...] = ()
        for overlay, value in own.get(measure.code, ()):
            others = tuple(each for each in province if each.province != overlay.province)
            before = tuple(each for each in province if each.province == overlay.province)
            province = (_threshold(overlay, value), *_without(before, value), *others)
        province = tuple(each for one in province for each in _beside(one, measure, central, only_raise))
        return province + central

    named = national.keys() | own.keys()

    def indicator(was: Indicator) -> Indicator:
        if not named & {was.code, *(part.code for part in was.components)}:
            return was
        parts = tuple(replace(part, thresholds=laid(part)) for part in was.components)
        return replace(was, thresholds=laid(was), components=parts)

    return replace(
        criteria_set,
        laid_over=tuple(dict.fromkeys(each.document for each in ordered)),
        criteria=tuple(
            replace(each, indicators=tuple(indicator(one) for one in each.indicators))
            if any(named & {one.code, *(part.code for part in one.components)} for one in each.indicators)
            else each
            for each in criteria_set.criteria
        ),
        conditions=tuple(_condition(each, national.get(each.code, ())) for each in criteria_set.conditions),
    )


# --- checking ----------------------------------------------------------------------------------


def _check_place(where: str, value: OverlayValue, criteria_set: CriteriaSet) -> Measure:
    """The measure that the value is of, when the set has it, its years and its regions or groups."""
    condition = next((each for each in criteria_set.conditions if each.code == value.code), None)
    try:
        measure: Measure = condition or criteria_set.measure(value.code)
    except CriteriaError as problem:
        raise OverlayError(f"{where}: {problem}") from None
    if measure.kind is IndicatorKind.COMPOSITE:
        raise OverlayError(f"{where}: chỉ tiêu này gồm nhiều phần. Hãy đặt mức cho từng phần.")
    first, last = criteria_set.valid_from.year, criteria_set.valid_to.year
    if not first <= value.from_year <= value.to_year <= last:
        raise OverlayError(f"{where}: năm phải theo thứ tự và nằm trong {first}-{last}.")
    if value.region is not None and value.commune_group is not None:
        raise OverlayError(f"{where}: một mức theo vùng hoặc theo nhóm xã, không theo cả hai.")
    for what, code, known in (
        ("vùng", value.region, criteria_set.regions),
        ("nhóm xã", value.commune_group, criteria_set.commune_groups),
    ):
        if code is not None and code not in {each.code for each in known}:
            raise OverlayError(f"{where}: {criteria_set.title} không có {what} ‘{code}’.")
    whole = (value.from_year, value.to_year) == (first, last)
    if condition is not None and not (whole and value.scope == (None, None)):
        raise OverlayError(f"{where}: điều kiện công nhận chỉ có một mức cho mọi đơn vị và mọi năm.")
    return measure


def _check_province(where: str, value: OverlayValue, measure: Measure, criteria_set: CriteriaSet) -> None:
    if isinstance(measure, Condition):
        raise OverlayError(f"{where}: điều kiện công nhận không do tỉnh đặt.")
    if not criteria_set.provinces_may_only_raise:
        return
    for central in _facing(value, measure.thresholds):
        if central.value is not None and is_milder(measure, value.value, central.value):
            raise OverlayError(
                f"{where}: mức này nhẹ hơn mức của trung ương ({criteria_set.clause}). "
                "Tỉnh chỉ được đặt mức bằng hoặc cao hơn. Hãy kiểm tra lại con số."
            )


def _facing(value: OverlayValue, thresholds: Iterable[Threshold]) -> list[Threshold]:
    """The central figures whose place the value would take for some unit in some year."""
    in_years = [
        each
        for each in thresholds
        if each.province is None and each.from_year <= value.to_year and value.from_year <= each.to_year
    ]
    if value.scope == (None, None):
        return in_years
    same = [each for each in in_years if (each.region, each.commune_group) == value.scope]
    return same or [each for each in in_years if each.for_all]


def _overlap(one: OverlayValue, other: OverlayValue) -> bool:
    same = (one.code, one.scope) == (other.code, other.scope)
    return same and one.from_year <= other.to_year and other.from_year <= one.to_year


def _scope_words(value: OverlayValue) -> str:
    scope = value.region or value.commune_group
    return f" ({scope})" if scope else ""


# --- laying over ---------------------------------------------------------------------------------


_Laid = tuple[Overlay, OverlayValue]


def _by_code(overlays: Iterable[Overlay]) -> Mapping[str, list[_Laid]]:
    found: dict[str, list[_Laid]] = {}
    for overlay in overlays:
        for value in overlay.values:
            found.setdefault(value.code, []).append((overlay, value))
    return found


def _threshold(overlay: Overlay, value: OverlayValue) -> Threshold:
    """A decision that a person entered with its number is a published source."""
    of_province = overlay.kind is OverlayKind.PROVINCE
    return Threshold(
        value=value.value,
        from_year=value.from_year,
        to_year=value.to_year,
        confidence=Confidence.VERIFIED,
        region=value.region,
        commune_group=value.commune_group,
        province=overlay.province,
        document=None if overlay.kind is OverlayKind.CORRECTION else overlay.document,
        set_by=SetBy.PROVINCE if of_province else SetBy.CENTRAL,
    )


def _without(thresholds: Iterable[Threshold], value: OverlayValue) -> Iterator[Threshold]:
    """The thresholds less the years that the value now holds. One for all takes every scope."""
    for each in thresholds:
        if value.scope in ((None, None), (each.region, each.commune_group)):
            yield from _clipped(each, value.from_year, value.to_year)
        else:
            yield each


def _clipped(threshold: Threshold, from_year: int, to_year: int) -> Iterator[Threshold]:
    """What is left of a threshold when these years are taken out of it."""
    if threshold.from_year < from_year:
        yield replace(threshold, to_year=min(threshold.to_year, from_year - 1))
    if to_year < threshold.to_year:
        yield replace(threshold, from_year=max(threshold.from_year, to_year + 1))


def _beside(
    own: Threshold, measure: Measure, central: Iterable[Threshold], only_raise: bool
) -> Iterator[Threshold]:
    """A province's figure, and which central ones still bind its units beside it.

    A figure for all is not asked of a group of which the law asks nothing. Where a province may only
    raise, a stricter central figure binds for the years in which it is stricter.
    """
    kept = [own]
    for each in central:
        from_year, to_year = max(each.from_year, own.from_year), min(each.to_year, own.to_year)
        if from_year > to_year or not (each.for_all or own.for_all or _scope(each) == _scope(own)):
            continue
        binds = only_raise and _is_stricter(each, own, measure)
        if own.for_all and not each.for_all:
            if binds or not each.applies:
                yield replace(each, province=own.province, from_year=from_year, to_year=to_year)
        elif binds:
            kept = [part for one in kept for part in _clipped(one, from_year, to_year)]
    yield from kept


def _is_stricter(central: Threshold, own: Threshold, measure: Measure) -> bool:
    if central.value is None or own.value is None:
        return False
    return is_milder(measure, own.value, central.value)


def _scope(threshold: Threshold) -> tuple[str | None, str | None]:
    return threshold.region, threshold.commune_group


def _condition(condition: Condition, national: Iterable[_Laid]) -> Condition:
    for overlay, value in national:
        condition = replace(
            condition, value=value.value, confidence=Confidence.VERIFIED, source=overlay.document
        )
    return condition

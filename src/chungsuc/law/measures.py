"""Reads the indicators of a criteria set, and refuses what the law could not have said.

The form of the files is described in `data/criteria/SCHEMA.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from chungsuc.core.criteria import (
    Component,
    Condition,
    Confidence,
    Counted,
    CriteriaError,
    Direction,
    Indicator,
    IndicatorKind,
    Measure,
    NationalFloor,
    Reference,
    Sector,
    SetBy,
    SetStatus,
    Threshold,
    Value,
    check_level,
)
from chungsuc.law.located import Located

_ORDERED = frozenset({Direction.AT_LEAST, Direction.AT_MOST, Direction.EQUALS})
_YES_OR_NO = frozenset({Direction.ACHIEVED})
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Scope:
    """What the rest of the file fixes for its thresholds: years, and codes of regions or groups."""

    years: range
    codes: Mapping[str, tuple[str, ...]]  # by "region" and "commune_group"
    status: SetStatus


class ReferenceYear(StrEnum):
    PREVIOUS = "previous"


class FloorScope(StrEnum):
    COMMUNE_AVERAGE = "commune_average"


class Computed(StrEnum):
    ALL_CRITERIA = "all_criteria"


class _Common(TypedDict):
    name: str
    name_en: str | None
    kind: IndicatorKind
    direction: Direction
    unit: str | None
    scale: tuple[str, ...]
    set_by: SetBy
    applies_if: str | None
    refers_to: Reference | None
    national_floor: NationalFloor | None
    note: str | None


def read_indicator(item: Located, code: str, scope: Scope) -> Indicator:
    """Chỉ tiêu. `code` is the code that its place in the list asks for. Raises LawError."""
    _expect_code(item, code)
    # A composite whose parts have no figures yet may be stated as a number; it has no value then.
    common = _common(item, SetBy.UNKNOWN, loose=True)
    parts = item.many("components")
    components = tuple(_read_component(part, code, common["set_by"], scope) for part in parts)
    split = any(part.thresholds for part in components)
    is_composite = common["kind"] is IndicatorKind.COMPOSITE
    if is_composite != bool(components):
        raise item.error("chỉ tiêu loại composite phải có ‘components’, loại khác thì không", "components")
    if split and not all(part.thresholds for part in components):
        raise item.error("mọi phần của chỉ tiêu phải có ‘thresholds’ khi một phần đã có", "components")
    if is_composite and split and common["direction"] is not Direction.ACHIEVED:
        raise item.error("chỉ tiêu loại composite phải có direction: achieved", "direction")
    if len({part.code for part in components}) < len(components):
        raise item.error("hai phần của chỉ tiêu trùng mã", "components")
    guidance = item.optional_one("guidance")
    bodies: tuple[str, ...] = ()
    if guidance is not None:
        bodies = guidance.texts("bodies")
        guidance.texts("province_details")
        guidance.optional_text("text")
        guidance.close()
    previous = "reference_year" in item and item.choice("reference_year", ReferenceYear)
    sector = item.choice("responsible_sector", Sector) if "responsible_sector" in item else None
    bare = Measure(code=code, **common)
    indicator = Indicator(
        code=code,
        **common,
        thresholds=_read_thresholds(item, bare, scope),
        confidence=item.choice("confidence", Confidence),
        components=components,
        from_previous_year=previous is ReferenceYear.PREVIOUS,
        text=item.optional_text("text"),
        common=item.optional_text("common"),
        evidence=item.optional_text("evidence"),
        responsible_sector=sector,
        guiding_bodies=bodies,
        source=item.optional_text("source"),
        is_placeholder=item.flag("placeholder"),
    )
    if indicator.is_placeholder and scope.status is SetStatus.OFFICIAL:
        raise item.error("bộ tiêu chí chính thức không được có chỉ tiêu giữ chỗ", "placeholder")
    item.close()
    return indicator


def _read_component(item: Located, indicator: str, set_by: SetBy, scope: Scope) -> Component:
    code = f"{indicator}.{item.text('code')}"
    common = _common(item, set_by)
    if common["kind"] is IndicatorKind.COMPOSITE:
        raise item.error("một phần của chỉ tiêu không thể là composite", "kind")
    bare = Measure(code=code, **common)
    thresholds = _read_thresholds(item, bare, scope) if "thresholds" in item else ()
    item.close()
    return Component(code=code, **common, thresholds=thresholds)


def read_condition(item: Located) -> Condition:
    """Điều kiện công nhận. Raises LawError."""
    code = item.text("code")
    common = _common(item, SetBy.CENTRAL)
    value = item.value("value")
    if value is not None:
        _check_value(item, Measure(code=code, **common), value)
    computed = "computed_from" in item and item.choice("computed_from", Computed)
    condition = Condition(
        code=code,
        **common,
        value=value,
        confidence=item.choice("confidence", Confidence),
        from_date=item.optional_day("from_date"),
        is_all_criteria=computed is Computed.ALL_CRITERIA,
        source=item.optional_text("source"),
    )
    item.close()
    return condition


def _expect_code(item: Located, code: str) -> None:
    found = item.text("code")
    if found != code:
        raise item.error(f"mã ‘{found}’ không đúng thứ tự, ở đây phải là ‘{code}’", "code")


def _common(item: Located, set_by: SetBy, *, loose: bool = False) -> _Common:
    kind = item.choice("kind", IndicatorKind)
    direction = item.choice("direction", Direction)
    unit = item.optional_text("unit")
    scale = item.texts("scale")
    yes_or_no = kind in (IndicatorKind.BOOL, IndicatorKind.COMPOSITE)
    allowed = _YES_OR_NO if yes_or_no else _ORDERED
    if direction not in allowed and not (loose and kind is IndicatorKind.COMPOSITE):
        raise item.error(f"direction ‘{direction}’ không dùng cho loại {kind}", "direction")
    if kind is IndicatorKind.PERCENT and unit != "%":
        raise item.error("chỉ tiêu loại percent phải có unit: '%'", "unit")
    if kind in (IndicatorKind.NUMBER, IndicatorKind.COUNT) and unit is None:
        raise item.error(f"chỉ tiêu loại {kind} phải có đơn vị tính", "unit")
    if kind in (IndicatorKind.BOOL, IndicatorKind.GRADE) and unit is not None:
        raise item.error(f"chỉ tiêu loại {kind} không có đơn vị tính", "unit")
    if (kind is IndicatorKind.GRADE) != bool(scale) or len(set(scale)) < len(scale) or len(scale) == 1:
        raise item.error("thang bậc chỉ dùng cho loại grade và phải có từ hai mức khác nhau", "scale")
    floor = item.optional_one("national_floor")
    reference = item.optional_one("refers_to")
    return _Common(
        name=item.text("name"),
        name_en=item.optional_text("name_en"),
        kind=kind,
        direction=direction,
        unit=unit,
        scale=scale,
        set_by=item.choice("set_by", SetBy, set_by),
        applies_if=item.optional_text("applies_if"),
        refers_to=_read_reference(reference) if reference else None,
        national_floor=_read_floor(floor) if floor else None,
        note=item.optional_text("note"),
    )


def _read_reference(item: Located) -> Reference:
    reference = Reference(
        criteria_set_id=item.text("set"),
        commune_group=item.optional_text("commune_group"),
        indicators=item.texts("indicators"),
        counts=item.choice("counts", Counted, Counted.UNITS),
    )
    item.close()
    return reference


def _read_floor(item: Located) -> NationalFloor:
    value = item.value("value")
    if value is None:
        raise item.error("thiếu ‘value’", "value")
    floor = NationalFloor(
        scope=item.choice("scope", FloorScope), direction=item.choice("direction", Direction), value=value
    )
    item.close()
    return floor


# --- thresholds --------------------------------------------------------------------------------


def _read_thresholds(item: Located, measure: Measure, scope: Scope) -> tuple[Threshold, ...]:
    """Mức đạt: every year and every region or group must have one, and only one."""
    thresholds: list[Threshold] = []
    scopes = set()
    for entry in item.many("thresholds"):
        threshold, kind = _read_threshold(entry, measure, scope)
        scopes.add(kind)
        if len(scopes) > 1:
            raise entry.error("các mức của một chỉ tiêu phải cùng theo vùng hoặc cùng theo nhóm xã")
        if any(_overlap(threshold, other) for other in thresholds):
            raise entry.error("mức này trùng vùng (nhóm) và năm với một mức đã ghi ở trên")
        thresholds.append(threshold)
    if not thresholds:
        raise item.error(f"chỉ tiêu {measure.code} thiếu ‘thresholds’", "thresholds")
    _check_coverage(item, thresholds, scope.codes[scopes.pop()], scope.years)
    return tuple(thresholds)


def _read_threshold(item: Located, measure: Measure, scope: Scope) -> tuple[Threshold, str]:
    kinds = [key for key in ("region", "commune_group") if key in item]
    if len(kinds) != 1:
        raise item.error("mỗi mức phải ghi đúng một trong hai khóa ‘region’ và ‘commune_group’")
    kind = kinds[0]
    code = item.text(kind)
    if code != _ALL and code not in scope.codes[kind]:
        raise item.error(f"không có vùng (nhóm) ‘{code}’ trong bộ tiêu chí", kind)
    if ("value" in item) == ("applies" in item):
        raise item.error("mỗi mức phải ghi ‘value’ hoặc ‘applies: false’, không cả hai")
    applies = "applies" not in item
    if not applies and item.flag("applies"):
        raise item.error("‘applies’ chỉ nhận giá trị false", "applies")
    threshold = Threshold(
        value=item.value("value") if applies else None,
        from_year=item.whole("from_year"),
        to_year=item.whole("to_year"),
        confidence=item.choice("confidence", Confidence),
        region=code if kind == "region" and code != _ALL else None,
        commune_group=code if kind == "commune_group" and code != _ALL else None,
        applies=applies,
        set_by=item.choice("set_by", SetBy) if "set_by" in item else None,
        requirement=item.optional_text("requirement"),
        note=item.optional_text("note"),
    )
    years = scope.years
    if not years[0] <= threshold.from_year <= threshold.to_year <= years[-1]:
        raise item.error(f"năm phải theo thứ tự và nằm trong {years[0]}-{years[-1]}", "from_year")
    if threshold.value is not None:
        _check_value(item, measure, threshold.value)
    elif applies and scope.status is SetStatus.OFFICIAL and _setter(threshold, measure) is not SetBy.PROVINCE:
        raise item.error("bộ tiêu chí chính thức chỉ được để trống mức giao cho tỉnh", "value")
    item.close()
    return threshold, kind


def _setter(threshold: Threshold, measure: Measure) -> SetBy:
    return threshold.set_by or measure.set_by


def _check_value(item: Located, measure: Measure, value: Value) -> None:
    try:
        check_level(measure, value)
    except CriteriaError as problem:
        raise item.error(str(problem).rstrip("."), "value") from None


def _overlap(one: Threshold, other: Threshold) -> bool:
    same_scope = (one.region, one.commune_group) == (other.region, other.commune_group)
    return same_scope and one.from_year <= other.to_year and other.from_year <= one.to_year


def _check_coverage(item: Located, found: Sequence[Threshold], codes: tuple[str, ...], years: range) -> None:
    """A gap would read as "không có mức" where the file was only forgotten."""
    for year in years:
        in_year = [each for each in found if each.from_year <= year <= each.to_year]
        if any(each.for_all for each in in_year):
            continue
        missing = set(codes or (_ALL,)) - {each.region or each.commune_group for each in in_year}
        if missing:
            raise item.error(f"năm {year} thiếu mức cho {', '.join(sorted(missing))}", "thresholds")

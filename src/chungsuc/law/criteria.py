"""Các bộ tiêu chí của nhà nước, as dated files; each is checked in full before anyone relies on it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from importlib.resources import files

from chungsuc.core.criteria import (
    Condition,
    Confidence,
    CriteriaSet,
    Criterion,
    Indicator,
    LegalBasis,
    Named,
    Obligation,
    Reference,
    RegionOverride,
    Sector,
    SetStatus,
    Tier,
)
from chungsuc.core.units import Level
from chungsuc.law.errors import LawError
from chungsuc.law.located import Located, read_yaml
from chungsuc.law.measures import Scope, read_condition, read_indicator

SCHEMA_VERSION = 1


class Role(StrEnum):
    PROMULGATES = "promulgates"
    AMENDS = "amends"
    RECOGNITION_CONDITIONS = "recognition_conditions"
    BASIS = "basis"


class CriterionRule(StrEnum):
    ALL_INDICATORS = "all_indicators"


class UnitRule(StrEnum):
    ALL = "all_criteria_and_conditions"


class OverlayRule(StrEnum):
    NOT_BELOW_CENTRAL = "not_below_central"


class Every(StrEnum):
    HALF_YEAR = "half_year"
    YEAR = "year"


def load_criteria_sets() -> dict[str, CriteriaSet]:
    """Every set of this release, by id. Raises LawError for a broken file, naming its line."""
    return {each.id: each for each in _shipped()}


def shipped_texts() -> dict[str, str]:
    """The texts of the files of this release, by period and file name."""
    folder = files("chungsuc.law") / "data" / "criteria"
    return {
        f"{period.name}/{file.name}": file.read_text(encoding="utf-8")
        for period in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if period.is_dir()
        for file in sorted(period.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".yaml")
    }


@cache
def _shipped() -> tuple[CriteriaSet, ...]:
    sets = tuple(read_criteria_set(text, name) for name, text in shipped_texts().items())
    check_together(sets)
    return sets


def criteria_set_in_force(
    level: Level | str, year: int, tier: Tier | str = Tier.STANDARD, province: str | None = None
) -> CriteriaSet:
    """Bộ tiêu chí áp dụng for a level in a year: the province's own set, else the national one.

    Raises LawError where there is none.
    """
    of_kind = [each for each in _shipped() if each.level == level and each.tier == tier]
    fitting = [each for each in of_kind if each.in_force(year) and each.province in (None, province)]
    if not fitting:
        raise LawError(
            f"Chưa có bộ tiêu chí cấp {level}, loại {tier}, áp dụng cho năm {year}. Hãy chọn năm khác."
        )
    return min(fitting, key=lambda each: each.province is None)


def check_together(sets: Iterable[CriteriaSet]) -> None:
    """Sets may name each other: as prerequisite, or as where results come from. Raises LawError."""
    known: dict[str, CriteriaSet] = {}
    for each in sets:
        if each.id in known:
            raise LawError(f"Hai tệp bộ tiêu chí cùng có id ‘{each.id}’. Hãy đổi id của một tệp.")
        known[each.id] = each
    for each in known.values():
        if each.prerequisite is not None and each.prerequisite not in known:
            raise LawError(f"Bộ {each.id} đòi bộ tiền đề ‘{each.prerequisite}’ nhưng không có tệp đó.")
        if each.id in (chain := _leading_to(each, known)):
            raise LawError(f"Bộ {each.id} dẫn vòng về chính nó qua {', '.join(sorted(chain))}.")
        for measure in (*each.measures(), *each.conditions):
            if measure.refers_to is not None:
                _check_reference(f"Bộ {each.id}, chỉ tiêu {measure.code}", measure.refers_to, known)


def _leading_to(criteria_set: CriteriaSet, known: dict[str, CriteriaSet]) -> set[str]:
    """Every set whose result the set's own result rests on."""
    found: set[str] = set()
    waiting = [criteria_set]
    while waiting:
        each = waiting.pop()
        named = {
            one.refers_to.criteria_set_id for one in (*each.measures(), *each.conditions) if one.refers_to
        }
        new = (named | {each.prerequisite or ""}) & known.keys() - found
        found |= new
        waiting += [known[set_id] for set_id in new]
    return found


def _check_reference(where: str, reference: Reference, known: dict[str, CriteriaSet]) -> None:
    other = known.get(reference.criteria_set_id)
    if other is None:
        raise LawError(f"{where}: không có bộ tiêu chí ‘{reference.criteria_set_id}’.")
    if reference.commune_group not in {None, *(group.code for group in other.commune_groups)}:
        raise LawError(f"{where}: bộ {other.id} không có nhóm xã ‘{reference.commune_group}’.")
    unknown = sorted(set(reference.indicators) - {indicator.code for indicator in other.indicators()})
    if unknown:
        raise LawError(f"{where}: bộ {other.id} không có chỉ tiêu {', '.join(unknown)}.")


def read_criteria_set(text: str, name: str) -> CriteriaSet:
    """Đọc một bộ tiêu chí from the text of its file; `name` is used in messages.

    Raises LawError, with the file and the line, for anything that the schema does not allow.
    """
    root = read_yaml(text, name)
    if root.whole("schema_version") != SCHEMA_VERSION:
        raise root.error(f"chỉ đọc được schema_version {SCHEMA_VERSION}", "schema_version")
    valid_from, valid_to = root.day("valid_from"), root.day("valid_to")
    if valid_from > valid_to:
        raise root.error("‘valid_from’ sau ‘valid_to’", "valid_from")
    status = root.choice("status", SetStatus)
    regions = _named(root, "regions")
    commune_groups = _named(root, "commune_groups", with_definition=True)
    groups = _named(root, "groups")
    scope = Scope(
        years=range(valid_from.year, valid_to.year + 1),
        codes={
            "region": tuple(each.code for each in regions),
            "commune_group": tuple(each.code for each in commune_groups),
        },
        status=status,
    )
    conditions, may_only_raise, rule_notes = _read_rules(root)
    criteria = _read_criteria(root, scope, {group.code for group in groups})
    recognised_by, recognition_note = _read_recognition(root)
    notes = (
        root.optional_text("commune_groups_note"),
        root.optional_text("groups_note"),
        *rule_notes,
        recognition_note,
    )
    found = CriteriaSet(
        id=root.text("id"),
        title=root.text("title"),
        title_en=root.optional_text("title_en"),
        level=root.choice("level", Level),
        tier=root.choice("tier", Tier),
        status=status,
        legal_basis=_read_legal_basis(root),
        valid_from=valid_from,
        valid_to=valid_to,
        effective_date=root.optional_day("effective_date"),
        criteria=criteria,
        groups=groups,
        conditions=conditions,
        regions=regions,
        region_overrides=_read_overrides(root, scope.codes["region"]),
        commune_groups=commune_groups,
        province=root.optional_text("province"),
        prerequisite=root.optional_text("prerequisite"),
        recognised_by=recognised_by,
        obligations=_read_duties(root),
        provinces_may_only_raise=may_only_raise,
        notes=tuple(note for note in notes if note is not None),
    )
    root.close()
    return found


def _read_criteria(root: Located, scope: Scope, groups: set[str]) -> tuple[Criterion, ...]:
    criteria = []
    for number, item in enumerate(root.many("criteria"), start=1):
        code = item.text("code")
        if code != str(number):
            raise item.error(f"mã tiêu chí ‘{code}’ trùng hoặc sai thứ tự, ở đây phải là ‘{number}’", "code")
        group = item.text("group")
        if group not in groups:
            raise item.error(f"không có nhóm tiêu chí ‘{group}’", "group")
        indicators = tuple(
            read_indicator(each, f"{code}.{place}", scope)
            for place, each in enumerate(item.many("indicators"), start=1)
        )
        if not indicators:
            raise item.error(f"tiêu chí {code} không có chỉ tiêu nào")
        criteria.append(
            Criterion(
                code=code,
                name=item.text("name"),
                name_en=item.optional_text("name_en"),
                group=group,
                indicators=indicators,
                confidence=item.choice("confidence", Confidence),
                responsible_sector=item.choice("responsible_sector", Sector),
                source=item.optional_text("source"),
                note=item.optional_text("note"),
            )
        )
        item.close()
    _check_counts(root.one("expected_counts"), criteria)
    return tuple(criteria)


def _check_counts(expected: Located, criteria: list[Criterion]) -> None:
    """The document announces how many there are; a line lost in typing shows here."""
    indicators: list[Indicator] = [each for criterion in criteria for each in criterion.indicators]
    for key, what, found in (
        ("criteria", "tiêu chí", len(criteria)),
        ("indicators", "chỉ tiêu", len(indicators)),
    ):
        announced = expected.whole(key)
        if announced != found:
            raise expected.error(f"văn bản công bố {announced} {what} nhưng tệp có {found}", key)
    expected.close()


def _read_rules(root: Located) -> tuple[tuple[Condition, ...], bool, tuple[str | None, ...]]:
    rules = root.one("rules")
    rules.choice("criterion_met", CriterionRule)
    may_only_raise = "province_overlay" in rules
    if may_only_raise:
        rules.choice("province_overlay", OverlayRule)
    unit_met = rules.one("unit_met")
    unit_met.choice("require", UnitRule)
    conditions: list[Condition] = []
    for item in unit_met.many("conditions"):
        condition = read_condition(item)
        if any(condition.code == other.code for other in conditions):
            raise item.error(f"mã điều kiện ‘{condition.code}’ được dùng hai lần", "code")
        conditions.append(condition)
    unit_met.optional_text("source")
    note = unit_met.optional_text("note")
    unit_met.close()
    rules.close()
    return tuple(conditions), may_only_raise, (note,)


def _read_recognition(root: Located) -> tuple[str | None, str | None]:
    item = root.optional_one("recognition")
    if item is None:
        return None, None
    authority, note = item.optional_text("authority"), item.optional_text("note")
    item.choice("confidence", Confidence)
    item.optional_text("source")
    item.close()
    return authority, note


def _read_legal_basis(root: Located) -> tuple[LegalBasis, ...]:
    bases = []
    for item in root.many("legal_basis"):
        bases.append(
            LegalBasis(
                number=item.text("number"),
                issued_on=item.optional_day("date"),
                issuer=item.text("issuer"),
                part=item.optional_text("part"),
                role=item.choice("role", Role),
                confidence=item.choice("confidence", Confidence),
                note=item.optional_text("note"),
            )
        )
        item.close()
    if not any(basis.role == Role.PROMULGATES for basis in bases):
        raise root.error("thiếu văn bản ban hành (role: promulgates)", "legal_basis")
    return tuple(bases)


def _read_overrides(root: Located, regions: tuple[str, ...]) -> tuple[RegionOverride, ...]:
    overrides = []
    for item in root.many("region_overrides"):
        region = item.text("use_region")
        if region not in regions:
            raise item.error(f"không có vùng ‘{region}’", "use_region")
        overrides.append(
            RegionOverride(
                applies_to=item.text("applies_to"),
                use_region=region,
                confidence=item.choice("confidence", Confidence),
                tags=item.texts("tags"),
            )
        )
        item.optional_text("source")
        item.optional_text("note")
        item.close()
    return tuple(overrides)


def _read_duties(root: Located) -> tuple[Obligation, ...]:
    obligations = []
    for item in root.many("duties"):
        every = item.texts("period")
        if not set(every) <= {each.value for each in Every}:
            raise item.error("‘period’ chỉ gồm half_year và year", "period")
        obligations.append(
            Obligation(
                article=item.text("article"),
                body=item.text("body"),
                duty=item.text("duty"),
                every=every,
                due=item.optional_day("due"),
                issues=item.choice("issues", Level) if "issues" in item else None,
            )
        )
        item.close()
    return tuple(obligations)


def _named(root: Located, key: str, *, with_definition: bool = False) -> tuple[Named, ...]:
    found: list[Named] = []
    for item in root.many(key):
        code = item.text("code")
        if any(code == other.code for other in found):
            raise item.error(f"mã ‘{code}’ được dùng hai lần", "code")
        found.append(
            Named(
                code=code,
                name=item.text("name"),
                name_en=item.optional_text("name_en"),
                definition=item.text("definition") if with_definition else None,
            )
        )
        item.close()
    return tuple(found)

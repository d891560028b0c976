"""A draft as the YAML file of a criteria set: every figure unconfirmed, every doubt beside its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import yaml

from chungsuc.core.criteria import Confidence, CriteriaSet, Direction, IndicatorKind, Sector, SetBy
from chungsuc.core.vietnamese.names import nearest
from chungsuc.core.vietnamese.text import fold
from chungsuc.reading.criteria_drafts.draft import Draft
from chungsuc.reading.criteria_drafts.levels import GRADES, Level, is_counted, level_of, levels_by_year
from chungsuc.reading.criteria_drafts.rows import Part, RoughCriterion, RoughIndicator

_UNSURE = Confidence.UNCERTAIN.value
_ALL = "all"
Entry = dict[str, Any]


def in_yaml(draft: Draft, known: Sequence[CriteriaSet]) -> tuple[str, tuple[str, ...]]:
    """The text of the file, and the doubts for whoever reviews it. `known` lends sectors by name."""
    writer = _Writer(draft, known)
    root = writer.root()
    body = yaml.dump(root, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    head = [
        "# Bản nháp đọc tự động từ văn bản: chưa ai đối chiếu với bản in.",
        "# Người rà soát sửa từng mức, đổi confidence, rồi mới đưa vào sử dụng.",
        *(f"# - {doubt}" for doubt in writer.doubts),
    ]
    return "\n".join(head) + "\n" + body, tuple(writer.doubts)


class _Dumper(yaml.SafeDumper):
    """Figures as figures, whatever their decimals."""


def _number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    whole = value == value.to_integral_value()
    tag = "tag:yaml.org,2002:int" if whole else "tag:yaml.org,2002:float"
    return dumper.represent_scalar(tag, str(int(value)) if whole else format(value, "f"))


_Dumper.add_representer(Decimal, _number)


class _Writer:
    def __init__(self, draft: Draft, known: Sequence[CriteriaSet]) -> None:
        self.draft = draft
        self.doubts = list(draft.doubts)
        self.years = range(draft.valid_from.year, draft.valid_to.year + 1)
        self._sectors = {
            criterion.name: criterion.responsible_sector for each in known for criterion in each.criteria
        }

    def root(self) -> Entry:
        draft = self.draft
        basis = {
            "number": draft.number,
            "date": str(draft.issued_on) if draft.issued_on and draft.issued_on.is_whole else None,
            "issuer": draft.issuer,
            "part": draft.part,
            "role": "promulgates",
            "confidence": _UNSURE,
        }
        criteria = [
            self._criterion(each, str(number)) for number, each in enumerate(draft.rough.criteria, start=1)
        ]
        counts = draft.announced or (len(criteria), sum(len(each["indicators"]) for each in criteria))
        groups = draft.rough.groups or ["Tiêu chí"]
        return {
            "schema_version": 1,
            "id": self._id(),
            "title": draft.title,
            "level": draft.level.value,
            "tier": draft.tier.value,
            "status": "partial",
            "legal_basis": [basis],
            "valid_from": draft.valid_from.isoformat(),
            "valid_to": draft.valid_to.isoformat(),
            "regions": [_named(each) for each in draft.columns.region_names],
            "commune_groups": [
                _named(each) | {"definition": each.name} for each in draft.columns.group_names
            ],
            "expected_counts": {"criteria": counts[0], "indicators": counts[1]},
            "rules": {
                "criterion_met": "all_indicators",
                "unit_met": {"require": "all_criteria_and_conditions", "conditions": []},
            },
            "groups": [{"code": _letter(place), "name": name} for place, name in enumerate(groups)],
            "criteria": criteria,
        }

    def _id(self) -> str:
        draft = self.draft
        number = "".join(c if c.isalnum() else "-" for c in fold(draft.number)).strip("-") or "khong-so"
        return f"nhap-{number}-{draft.level.value}-{draft.tier.value}"

    def _criterion(self, rough: RoughCriterion, code: str) -> Entry:
        if rough.printed != code:
            self.doubts.append(
                f"Dòng {rough.line}: tiêu chí in số {rough.printed}, ở đây đứng thứ {code}; "
                "hãy xem có thiếu hàng."
            )
        indicators = [
            self._indicator(each, f"{code}.{place}") for place, each in enumerate(rough.indicators, start=1)
        ]
        return {
            "code": code,
            "name": rough.name,
            "group": _letter(rough.group),
            "responsible_sector": self._sector(rough),
            "confidence": _UNSURE,
            "indicators": indicators,
        }

    def _sector(self, rough: RoughCriterion) -> str:
        near = nearest(rough.name, self._sectors, lambda name: name)
        sector = None if near is None else self._sectors[near.candidate]
        if sector is None:
            self.doubts.append(f"Dòng {rough.line}: hãy chọn lĩnh vực phụ trách tiêu chí “{rough.name}”.")
            return Sector.NTM_OFFICE.value
        return sector.value

    def _indicator(self, rough: RoughIndicator, code: str) -> Entry:
        if rough.printed and rough.printed != code:
            self.doubts.append(f"Dòng {rough.line}: chỉ tiêu in mã {rough.printed}, ở đây là {code}.")
        entry: Entry = {"code": code, "name": rough.name}
        if rough.parts:
            entry |= {
                "kind": "composite",
                "unit": None,
                "direction": "achieved",
                "set_by": SetBy.UNKNOWN.value,
            }
            entry["thresholds"] = [self._threshold({"region": _ALL}, Level(text="", value=True))]
            entry["components"] = [
                {"code": part.letter, "name": part.name} | self._measure(part, f"{code}.{part.letter}")
                for part in rough.parts
            ]
        else:
            entry |= self._measure(rough, code)
        return entry | {"confidence": _UNSURE}

    # --- what is measured, and the levels --------------------------------------------------------

    def _measure(self, rough: RoughIndicator | Part, code: str) -> Entry:
        """Kind, unit, direction and thresholds; what the cells do not say is null and told."""
        cells = {column: text for column, text in rough.cells.items() if text.strip()}
        by_year = {column: years for column, text in cells.items() if (years := levels_by_year(text))}
        single = {
            column: level
            for column, text in cells.items()
            if column not in by_year and (level := level_of(text)) is not None
        }
        for column, text in cells.items():
            if column not in by_year and column not in single:
                self.doubts.append(
                    f"Dòng {rough.line}: chưa hiểu mức “{' '.join(text.split())}” của chỉ tiêu {code}."
                )
        levels = [*single.values(), *(level for years in by_year.values() for level in years.values())]
        kinds = self._kinds(levels, rough, code)
        thresholds = self._thresholds(cells, single, by_year, kinds)
        if not thresholds:
            self.doubts.append(f"Dòng {rough.line}: chỉ tiêu {code} chưa có mức.")
            thresholds = [self._threshold({"region": _ALL}, None)]
        return {**kinds, "thresholds": thresholds}

    def _kinds(self, levels: Sequence[Level], rough: RoughIndicator | Part, code: str) -> Entry:
        stated = [level for level in levels if level.value is not None]
        kinds = {level.kind for level in stated if level.kind is not None}
        figures = [level for level in stated if isinstance(level.value, Decimal)]
        unit = (
            rough.unit or next((level.unit for level in figures if level.unit), None) or _unit_in(rough.name)
        )
        directions = {level.direction for level in stated if level.direction is not None}
        set_by = SetBy.PROVINCE if levels and all(level.by_province for level in levels) else SetBy.CENTRAL
        entry: Entry = {"unit": None, "set_by": (set_by if levels else SetBy.UNKNOWN).value}
        if IndicatorKind.GRADE in kinds and kinds <= {IndicatorKind.GRADE, IndicatorKind.BOOL}:
            return {"kind": "grade", "direction": "at_least", "scale": list(GRADES)} | entry
        if not figures and (stated or unit is None):
            return {"kind": "bool", "direction": "achieved"} | entry
        if any(not level.is_signed and level.value != 100 for level in figures):
            self.doubts.append(
                f"Dòng {rough.line}: mức của chỉ tiêu {code} không ghi ≥ hay ≤; hãy kiểm tra direction."
            )
        if len(directions) > 1 or len(kinds) > 1:
            self.doubts.append(
                f"Dòng {rough.line}: các mức của chỉ tiêu {code} không cùng một loại; hãy kiểm tra."
            )
        direction = (figures[0].direction if figures else None) or Direction.AT_LEAST
        if unit == "%" or kinds == {IndicatorKind.PERCENT}:
            return entry | {"kind": "percent", "unit": "%", "direction": direction.value}
        values = [level.value for level in figures if isinstance(level.value, Decimal)]
        kind = IndicatorKind.COUNT if is_counted(unit, values) else IndicatorKind.NUMBER
        if unit is None:
            self.doubts.append(f"Dòng {rough.line}: chỉ tiêu {code} chưa rõ đơn vị tính.")
        return entry | {"kind": kind.value, "unit": unit or "?", "direction": direction.value}

    def _thresholds(
        self,
        cells: Mapping[int, str],
        single: Mapping[int, Level],
        by_year: Mapping[int, Mapping[int, Level]],
        kinds: Entry,
    ) -> list[Entry]:
        columns = self.draft.columns
        scopes: list[tuple[int, Entry]] = [
            (place, {"region": code}) for place, code in columns.regions.items()
        ]
        scopes += [(place, {"commune_group": code}) for place, code in columns.commune_groups.items()]
        own = [(place, scope) for place, scope in scopes if place in cells]
        if not own and columns.common is not None and columns.common in cells:
            own = [(columns.common, {"region": _ALL})]
        elif own:
            own = scopes  # a region without a level of its own is said to have none
        found: list[Entry] = []
        for place, scope in own:
            if place in by_year:
                found += self._yearly(scope, by_year[place], kinds)
            else:
                level = single.get(place)
                found.append(self._threshold(scope, level, kinds, cells.get(place, "")))
        return _merged(found, len(scopes))

    def _yearly(self, scope: Entry, levels: Mapping[int, Level], kinds: Entry) -> list[Entry]:
        """A level for each year that the cell names; the years between take the one before."""
        named = sorted(year for year in levels if year in self.years)
        found = []
        if named and named[0] > self.years[0]:
            found.append(self._threshold(scope, None, kinds) | {"to_year": named[0] - 1})
        for year, following in zip(named, [*named[1:], self.years[-1] + 1], strict=True):
            entry = self._threshold(scope, levels[year], kinds)
            found.append(entry | {"from_year": year, "to_year": following - 1})
        return found

    def _threshold(
        self, scope: Entry, level: Level | None, kinds: Entry | None = None, text: str = ""
    ) -> Entry:
        entry = scope | {"from_year": self.years[0], "to_year": self.years[-1]}
        if level is not None and not level.applies:
            return entry | {"applies": False, "confidence": _UNSURE}
        value = None if level is None else level.value
        if kinds is not None and not _fits(value, kinds):
            value = None
        if value is True and kinds is not None and kinds["kind"] == "grade":
            value = GRADES[0]
        entry |= {"value": value, "confidence": _UNSURE}
        if level is not None and level.by_province:
            entry["set_by"] = SetBy.PROVINCE.value
        words = " ".join((level.text if level is not None else text).split())
        if value is None and words:
            entry["requirement"] = words
        return entry


def _fits(value: object, kinds: Entry) -> bool:
    kind = kinds["kind"]
    if kind in {"percent", "number", "count"}:
        return isinstance(value, Decimal)
    if kind == "grade":
        return value is True or value in GRADES
    return value is True


def _merged(found: Sequence[Entry], columns: int) -> list[Entry]:
    """The same level for every region is one level for all."""
    if columns < 2 or len(found) != columns:
        return list(found)
    bare = [{k: v for k, v in each.items() if k not in {"region", "commune_group"}} for each in found]
    return [{"region": _ALL} | bare[0]] if all(each == bare[0] for each in bare) else list(found)


def _unit_in(name: str) -> str | None:
    """«Thu nhập bình quân đầu người (triệu đồng/người)»"""
    _, mark, rest = name.rpartition("(")
    inside = rest.partition(")")[0].strip()
    return inside if mark and ("/" in inside or inside == "%") and len(inside) < 40 else None


def _named(each: Any) -> Entry:
    return {"code": each.code, "name": each.name}


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"N{place + 1}"

"""Mức đạt chuẩn: what a cell of a table of criteria asks for ("≥ 95%", "Đạt", "UBND cấp tỉnh quy định")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from chungsuc.core.criteria import Direction, IndicatorKind
from chungsuc.core.vietnamese.numbers import NumberError, parse_number
from chungsuc.reading.flow import plain

GRADES = ("Đạt", "Khá", "Tốt")
_AT_LEAST = r"≥|>=|⩾|>|tu|toi thieu|it nhat|khong duoi|khong thap hon|tren|dat tu|dat toi thieu|dat"
_AT_MOST = r"≤|<=|⩽|<|duoi|khong qua|khong vuot qua|toi da|khong cao hon|giam con"
_LEVEL = re.compile(
    rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST}))?\s*(?P<number>\d[\d.,]*)\s*(?P<unit>%|[^\d;%()]*?)"
    r"(?P<tail>\s*(?:tro len|tro xuong))?"
)
_MET = re.compile(r"(?:da )?dat|co|dat chuan|dat yeu cau|hoan thanh")
_NOT_ASKED = re.compile(r"khong (?:quy dinh|ap dung|yeu cau)")
_BY_PROVINCE = re.compile(
    r".*(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan) (?:cap )?(?:tinh|cac tinh)"
    r".*(?:quy dinh|ban hanh|cong bo).*"
)
_OF_A_YEAR = re.compile(r"(?:năm\s+)?(20\d\d)\s*[:\-–]\s*", re.IGNORECASE)
_MEASURED = re.compile(r"\b(?:dong|ha|km|m2|m|kg|tan|gio|lit|diem)\b|[/%]")  # not counted one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One cell, understood. `value` None: left to the province, or `applies` is False."""

    text: str
    kind: IndicatorKind | None = None  # None where the cell does not tell
    direction: Direction | None = None
    value: Decimal | bool | str | None = None
    unit: str | None = None
    applies: bool = True
    by_province: bool = False
    is_signed: bool = True  # False: a figure without ≥ or ≤, "từ … trở lên" or the like


def is_counted(unit: str | None, values: Iterable[Decimal]) -> bool:
    """Whether things are counted one by one ("02 mô hình") or measured ("≥ 48 triệu đồng")."""
    return (
        unit is not None
        and not _MEASURED.search(plain(unit))
        and all(value == value.to_integral_value() for value in values)
    )


def level_of(text: str) -> Level | None:
    """The level that a cell states; None where it is empty or not surely understood."""
    text = " ".join(text.split()).rstrip(".;")
    words = plain(text)
    if not words:
        return None
    if _NOT_ASKED.fullmatch(words):
        return Level(text=text, applies=False)
    if _BY_PROVINCE.fullmatch(words):
        return Level(text=text, by_province=True)
    if _MET.fullmatch(words):
        return Level(text=text, kind=IndicatorKind.BOOL, direction=Direction.ACHIEVED, value=True)
    for grade in GRADES[1:]:
        if words in {
            plain(grade),
            f"dat {plain(grade)}",
            f"tu {plain(grade)} tro len",
            f"muc {plain(grade)}",
        }:
            return Level(text=text, kind=IndicatorKind.GRADE, direction=Direction.AT_LEAST, value=grade)
    return _figure(text, words)


def levels_by_year(text: str) -> dict[int, Level] | None:
    """«2022: ≥ 39; 2023: ≥ 42»: a level for each year; None where the cell is not of that kind."""
    pieces = _OF_A_YEAR.split(" ".join(text.split()))
    if pieces[0].strip() or len(pieces) < 3:
        return None
    found = {}
    for year, cell in zip(pieces[1::2], pieces[2::2], strict=True):
        level = level_of(cell.strip(" ;,."))
        if level is None:
            return None
        found[int(year)] = level
    return found


def _figure(text: str, words: str) -> Level | None:
    match = _LEVEL.fullmatch(words)
    if match is None:
        return None
    try:
        value = parse_number(match["number"].rstrip(".,"))
    except NumberError:
        return None
    most = match["most"] is not None or (match["tail"] or "").strip() == "tro xuong"
    signed = bool(match["least"] or match["most"] or match["tail"])
    unit = match["unit"].strip()
    shown = text[match.start("unit") : match.start("unit") + len(unit)]  # `plain` keeps every place
    kind = IndicatorKind.PERCENT if unit == "%" else None
    if unit and unit != "%":
        kind = IndicatorKind.COUNT if is_counted(unit, [value]) else IndicatorKind.NUMBER
    direction = Direction.AT_MOST if most else Direction.AT_LEAST
    if not signed and not value:
        direction = Direction.EQUALS  # "0": none at all
    return Level(
        text=text,
        kind=kind,
        direction=direction,
        value=value,
        unit=shown or None,
        is_signed=signed,
    )

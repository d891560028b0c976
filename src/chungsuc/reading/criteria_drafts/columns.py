"""Which column of a table of criteria says what: number, criterion, content, unit, and the levels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chungsuc.core.criteria import Named
from chungsuc.core.vietnamese.names import nearest
from chungsuc.reading.flow import plain

_NUMBER = re.compile(r"(?:s?tt|so tt|so thu tu|ma so|ma)")
_NAME = re.compile(r"(?:ten )?(?:nhom )?tieu chi(?: thanh phan)?")
_CONTENT = re.compile(
    r"(?:noi dung|ten chi tieu|chi tieu|noi dung (?:tieu chi|chi tieu|thuc hien)|tieu chi thanh phan|mo ta)"
)
_UNIT = re.compile(r"(?:dvt|don vi tinh|don vi)")
_LEVEL = re.compile(
    r"(?:chi tieu(?: chung)?|muc(?: dat(?: chuan)?)?|chuan chung|muc do|yeu cau|dat chuan|(?:muc )?quy dinh|"
    r"chi tieu (?:can |phai )?dat)"
)
_GROUP = re.compile(r"(?:xa )?(?:thuoc )?nhom (?:xa )?(?P<number>[0-9]+|[ivx]+)(?: xa)?")
_REGION = re.compile(r"(?:vung|chi tieu vung|khu vuc)\s+")
_SHORT_FORMS = (("TDMN", "Trung du miền núi"), ("ĐBSCL", "Đồng bằng sông Cửu Long"), ("ĐB", "Đồng bằng"))
_REGION_WORDS = re.compile(
    r"\b(?:vung|tdmn|db|dbscl|dong bang|trung du|mien nui|tay nguyen|duyen hai|trung bo|nam bo|bac bo)\b"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Các cột: places in a row; None where the table has no such column."""

    number: int | None
    name: int | None
    content: int | None
    unit: int | None
    common: int | None
    regions: Mapping[int, str]  # column → code of the region
    commune_groups: Mapping[int, str]
    region_names: tuple[Named, ...] = ()
    group_names: tuple[Named, ...] = ()

    @property
    def levels(self) -> tuple[int, ...]:
        own = (*self.regions, *self.commune_groups)
        return (self.common, *own) if self.common is not None else own

    @property
    def is_table_of_criteria(self) -> bool:
        return self.name is not None and bool(self.levels)


def columns_of(paths: Sequence[Sequence[str]], known: Sequence[Named]) -> Columns:
    """By the headings over each column. `known`: regions of other sets, so that codes stay the same."""
    found: dict[str, int] = {}
    regions: dict[int, str] = {}
    groups: dict[int, str] = {}
    names: list[Named] = []
    group_names: list[Named] = []
    for place, path in enumerate(paths):
        words = [" ".join(plain(part).split()).strip(" ()*.:") for part in path if part.strip()]
        if not words:
            continue
        last = words[-1]
        group = _GROUP.fullmatch(last)
        if group is not None:
            groups[place] = _group_code(group["number"])
            group_names.append(Named(code=groups[place], name=" ".join(path[-1].split())))
        elif _REGION_WORDS.search(last):
            region = _region(path[-1], known, len(names))
            regions[place] = region.code
            names.append(region)
        elif _NUMBER.fullmatch(last):
            found.setdefault("number", place)
        elif _UNIT.fullmatch(last):
            found.setdefault("unit", place)
        elif _NAME.fullmatch(last) and "name" not in found:
            found["name"] = place
        elif _is_content(last, found, place, paths):
            found["content"] = place
        elif any(_LEVEL.fullmatch(each) for each in words):
            found.setdefault("common", place)
    return Columns(
        number=found.get("number"),
        name=found.get("name", found.get("content")),
        content=found.get("content"),
        unit=found.get("unit"),
        common=found.get("common"),
        regions=regions,
        commune_groups=groups,
        region_names=tuple(names),
        group_names=tuple(group_names),
    )


def _is_content(word: str, found: Mapping[str, int], place: int, paths: Sequence[Sequence[str]]) -> bool:
    """ "Chỉ tiêu" heads the words of an indicator only where a column of levels follows."""
    if "content" in found or not (_CONTENT.fullmatch(word) or _NAME.fullmatch(word)):
        return False
    return not word.startswith("chi tieu") or place + 1 < len(paths)


def _group_code(number: str) -> str:
    """As the shipped sets name them: "nhom_1"."""
    romans = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
    return f"nhom_{romans.get(number, number)}"


def _region(text: str, known: Sequence[Named], place: int) -> Named:
    name = " ".join(text.split())
    bare = name[len(match[0]) :] if (match := _REGION.match(plain(name))) else name
    for short, long in _SHORT_FORMS:
        bare = re.sub(rf"\b{short}\b", long, bare)
    near = nearest(bare, known, lambda each: each.name)
    return Named(code=f"V{place + 1}", name=name) if near is None else near.candidate

"""Đơn vị của văn bản: the unit that the document plans for, and the province it lies in."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from chungsuc.core.statements import Certainty, UnitLevel, UnitMention
from chungsuc.core.units import Gazetteer, Level, Unit
from chungsuc.core.vietnamese.text import name_key
from chungsuc.reading.flow import plain
from chungsuc.reading.head import HeadFacts
from chungsuc.reading.places import NAME
from chungsuc.reading.seams import Block

_DEFAULT_DAY = date(2025, 1, 1)  # where a document says nothing of time: districts still exist
_LEVELS: tuple[tuple[str, UnitLevel], ...] = (
    ("tỉnh", UnitLevel.PROVINCE),
    ("thành phố", UnitLevel.PROVINCE),
    ("huyện", UnitLevel.DISTRICT),
    ("thị xã", UnitLevel.DISTRICT),
    ("quận", UnitLevel.DISTRICT),
    ("thị trấn", UnitLevel.COMMUNE),
    ("phường", UnitLevel.COMMUNE),
    ("đặc khu", UnitLevel.COMMUNE),
    ("xã", UnitLevel.COMMUNE),
)
_COMMUNE = UnitLevel.COMMUNE
_WORDS = "|".join(word for word, _ in _LEVELS)
_NAMED = re.compile(rf"(?<!\w)(?P<word>(?i:{_WORDS}))\s+(?P<name>{NAME})")
_SHOUTED = re.compile(rf"(?<!\w)(?P<word>{_WORDS.upper()})\s+(?P<name>[^\W\d_]+(?:\s[^\W\d_]+)*)")
_BEHIND_NAME = re.compile(  # words that a title in capitals goes on with, and that no name has
    r"(?:^|\s)(?:giai đoạn|trực thuộc|bộ trưởng|nhiệm kỳ|chủ nghĩa|định hướng|đạt chuẩn|nông thôn mới|đến|và|"
    r"về|trên|thuộc|thực hiện|theo|ban hành|quyết định|căn cứ|năm$)(?:\s.*)?$",
    re.IGNORECASE,
)
_BODY_LEVEL = re.compile(rf"\b({_WORDS})\b(?!\s+hội\b)")
_CENTRAL = re.compile(
    r"^(quoc hoi|chinh phu|thu tuong|bo |ban chap hanh trung uong|ban bi thu|uy ban thuong vu)"
)
_COMMITTEE = re.compile(r"\b(huyện|tỉnh|thành|quận|thị)\s+(?:ủy|uỷ)\b", re.IGNORECASE)
_PARTY_LEVEL = (
    ("huyen uy", UnitLevel.DISTRICT),
    ("tinh uy", UnitLevel.PROVINCE),
    ("thi uy", UnitLevel.DISTRICT),
)


@dataclass(frozen=True, slots=True)
class Home:
    """Địa bàn của văn bản: the unit that it plans for, and the one above."""

    on: date
    unit: Unit | None
    parent: Unit | None
    mention: UnitMention | None
    parent_mention: UnitMention | None
    issuer: str | None


def find_home(
    facts: HeadFacts, blocks: Sequence[Block], gazetteer: Gazetteer, *, on: date | None, unit: Unit | None
) -> Home:
    """The unit given by a person, or the one that issuer, title, place and signature agree on."""
    day = on or _DEFAULT_DAY
    provinces = _provinces(blocks)
    if unit is not None:
        if not unit.exists(day):
            day = unit.valid_from or day
        mention = UnitMention(unit.name, UnitLevel(unit.level.value), unit.id, unit.name, Certainty.CERTAIN)
        parent = _province_above(unit, gazetteer, day)
        return Home(day, unit, parent, mention, _mention_of(parent, provinces), facts.issuer)
    level = _issuer_level(facts, blocks)
    if level is None and _CENTRAL.search(plain(facts.issuer or "")):
        return Home(day, None, None, None, None, facts.issuer)
    candidates = _candidates(facts, blocks, level)
    province = _resolve_province(provinces, gazetteer, day)
    if province is None:  # a city may be at the level of the provinces
        provinces = _provinces(blocks, "thành phố")
        province = _resolve_province(provinces, gazetteer, day)
    for name, wanted, kind, certain in candidates:
        found = _resolve((name, wanted, kind), province, gazetteer, day)
        if found is None:
            within = province.id if province else None
            units = gazetteer.named(name, level=Level(wanted.value), within=within, on=day)
            near = _in_a_named_district(units, facts, gazetteer, day)
            one = _one_of(near, kind, lambda unit: _communes_named(blocks, unit, gazetteer, day))
            found = (one, True) if one is not None else None
        if found is None:
            continue
        home, exact = found
        certainty = Certainty.CERTAIN if exact and certain else Certainty.LIKELY
        mention = UnitMention(name, UnitLevel(home.level.value), home.id, home.name, certainty)
        parent = _province_above(home, gazetteer, day)
        return Home(day, home, parent, mention, _mention_of(parent, provinces), _issuer(facts, home))
    written = UnitMention(candidates[0][0], candidates[0][1]) if candidates else None
    return Home(day, None, province, written, _mention_of(province, provinces), facts.issuer)


def _issuer_level(facts: HeadFacts, blocks: Sequence[Block]) -> UnitLevel | None:
    for words in (plain(facts.issuer or ""), plain(facts.superior or "")):
        for name, level in _PARTY_LEVEL:
            if name in words:
                return level
    for body in (facts.issuer, facts.superior):
        if body and (found := _BODY_LEVEL.search(body.casefold())):
            return dict(_LEVELS)[found[1]]
    symbol = plain(facts.symbol or "")
    if symbol.endswith("/hu"):
        return UnitLevel.DISTRICT
    for block in blocks[facts.last : facts.last + 6]:
        text = plain(block.text)
        for name, level in _PARTY_LEVEL:
            if name in text:
                return level
    return None


def _candidates(
    facts: HeadFacts, blocks: Sequence[Block], level: UnitLevel | None
) -> list[tuple[str, UnitLevel, str, bool]]:
    """Names to try, the surest first: (name, level, the word before it, is it sure)."""
    found: list[tuple[str, UnitLevel, str, bool]] = []
    opening = ". ".join(block.text for block in blocks[facts.first : min(facts.first + 25, facts.last)])
    for text in (
        facts.issuer or "",
        facts.superior or "",
        _behind(facts.title),
        facts.title,
        _behind(opening),
        opening,
    ):
        for name, wanted, kind in _names(text):
            if level is None or wanted is level:
                found.append((name, wanted, kind, True))
    if facts.place and level is not None:
        found.append((facts.place, level, "", False))
    return list(dict.fromkeys(found))


def _behind(text: str) -> str:
    """What stands behind "trên địa bàn": where the document applies."""
    places = [match.end() for match in re.finditer(r"trên địa bàn", text, re.IGNORECASE)]
    return text[places[-1] :] if places else ""


def _names(text: str) -> list[tuple[str, UnitLevel, str]]:
    found: list[tuple[str, UnitLevel, str]] = []
    text = _COMMITTEE.sub(
        lambda match: match[1] if match[1].casefold() != "thành" else f"{match[1]} phố", text
    )
    shouted = text.isupper() or text.replace("phố", "PHỐ").isupper()
    text = text.upper() if shouted else text
    for match in (_SHOUTED if shouted else _NAMED).finditer(text):
        word = " ".join(match["word"].casefold().split())
        level = next(level for name, level in _LEVELS if name == word)
        name = _BEHIND_NAME.sub("", match["name"]).strip()
        if not name or _names_no_unit(text, match.start()):
            continue
        if len(name.split()[0]) > 1 and name.split()[0].isupper():  # "HẢI PHÒNG Mẫu số 10"
            name = " ".join(itertools.takewhile(str.isupper, name.split()))
        if shouted:
            name = " ".join(part.capitalize() for part in name.split())
            words = name.split()
            lengths = range(min(4, len(words)), 0, -1)
            found.extend((" ".join(words[:length]), level, word) for length in lengths)
            continue
        found.append((name, level, word))
    return found


def _names_no_unit(text: str, start: int) -> bool:
    """ "cấp tỉnh", "và Xã hội": the word of a level that is none here."""
    before, behind = plain(text[max(0, start - 8) : start]), plain(text[start : start + 8])
    is_society = re.match(r"xa\s+hoi\b", behind) and re.search(r"\b(?:va|te|hoa|hia)[\s-]+$", before)
    return bool(is_society or before.endswith("cap "))


def _provinces(blocks: Sequence[Block], word: str = "tỉnh") -> Counter[str]:
    """Provinces by how often they are named behind the word."""
    counted: Counter[str] = Counter()
    for block in blocks:
        for match in re.finditer(rf"(?<!\w){word}\s+(?P<name>{NAME})", block.text):
            counted[match["name"].strip()] += 1
        shouted = re.search(rf"{word.upper()}\s+(?P<name>[^\W\d_]+(?:\s[^\W\d_]+){{0,2}})", block.text)
        if shouted:
            counted[" ".join(part.capitalize() for part in shouted["name"].split())] += 1
    return counted


def _resolve_province(counted: Counter[str], gazetteer: Gazetteer, on: date) -> Unit | None:
    for name, _ in counted.most_common():
        match = gazetteer.resolve(name, level=Level.PROVINCE, on=on)
        if match is not None and match.exact:
            return match.unit
    return None


def _resolve(
    named: tuple[str, UnitLevel, str], province: Unit | None, gazetteer: Gazetteer, on: date
) -> tuple[Unit, bool] | None:
    name, level, kind = named
    wanted = Level(level.value)
    if level is UnitLevel.PROVINCE:
        match = gazetteer.resolve(name, level=wanted, on=on)
        if match is not None and match.exact:
            return match.unit, True
        of_none = province is None and kind != "thành phố"
        if of_none or (province is not None and name_key(province.name) == name_key(name)):
            return None if match is None else (match.unit, match.exact)
        wanted = Level.DISTRICT  # "thành phố" may be of a province
    for within in ([province.id] if province else []) + [None]:
        match = gazetteer.resolve(name, level=wanted, within=within, on=on)
        if match is not None:
            return match.unit, match.exact
    return None


def _in_a_named_district(
    units: Sequence[Unit], facts: HeadFacts, gazetteer: Gazetteer, on: date
) -> Sequence[Unit]:
    """Of communes of one name those in a district that the head names; all where it names none of theirs."""
    texts = (facts.superior or "", facts.title)
    named = {name_key(name) for text in texts for name, level, _ in _names(text) if level is not _COMMUNE}
    inside = [
        unit
        for unit in units
        if unit.level == Level.COMMUNE
        and any(
            above.level == Level.DISTRICT and name_key(above.name) in named
            for above in gazetteer.ancestors(unit.id, on)
        )
    ]
    return inside or units


def _one_of(units: Sequence[Unit], kind: str, communes: Callable[[Unit], int]) -> Unit | None:
    """Of units of one name, the one of that kind ("huyện", not "thành phố") whose communes the text names."""
    alike = [unit for unit in units if unit.kind == kind] or list(units)
    if len(alike) < 2:
        return alike[0] if alike else None
    named = [communes(unit) for unit in alike]
    return alike[named.index(max(named))] if named.count(max(named)) == 1 else None


def _communes_named(blocks: Sequence[Block], unit: Unit, gazetteer: Gazetteer, on: date) -> int:
    """How many of the unit's communes stand behind "xã" in the text."""
    form = re.compile(rf"(?<!\w)[Xx]ã\s+(?P<name>{NAME})")
    written = {name_key(match["name"]) for block in blocks for match in form.finditer(block.text)}
    return sum(name_key(commune.name) in written for commune in gazetteer.children(unit.id, on))


def _province_above(unit: Unit, gazetteer: Gazetteer, on: date) -> Unit | None:
    if unit.level == Level.PROVINCE:
        return None
    return next((above for above in gazetteer.ancestors(unit.id, on) if above.level == Level.PROVINCE), None)


def _mention_of(province: Unit | None, written: Counter[str]) -> UnitMention | None:
    if province is None:
        return None
    text = next((name for name in written if name_key(name) == name_key(province.name)), province.name)
    return UnitMention(text, UnitLevel.PROVINCE, province.id, province.name, Certainty.CERTAIN)


def _issuer(facts: HeadFacts, home: Unit) -> str | None:
    """ "UBND huyện" of a document for one district is that district's."""
    if facts.issuer is None:
        return None
    words = plain(facts.issuer)
    if plain(home.name) in words:
        return facts.issuer
    if words.endswith((plain(home.kind), "huyen", "tinh", "xa", "thanh pho", "phuong")):
        return f"{facts.issuer} {home.name}"
    return facts.issuer

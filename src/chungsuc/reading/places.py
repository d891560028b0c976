"""Địa danh: places in the text, resolved within the right parent and on the right day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import sub

from chungsuc.core.statements import Certainty, UnitLevel, UnitMention
from chungsuc.core.units import Gazetteer, Level, Unit
from chungsuc.core.vietnamese.names import nearest
from chungsuc.core.vietnamese.text import fold, name_key
from chungsuc.reading.letters import CAPITAL

_WORD = rf"[{CAPITAL}][\w’'\-]*"
NAME = rf"{_WORD}(?:[ ]+{_WORD}|[ ]+[0-9]{{1,2}}(?![0-9.,/%]|\s*(?:xã|thôn|tiêu)))*"
LEVEL_WORDS: dict[str, UnitLevel] = {
    "tỉnh": UnitLevel.PROVINCE,
    "thành phố": UnitLevel.PROVINCE,
    "huyện": UnitLevel.DISTRICT,
    "thị xã": UnitLevel.DISTRICT,
    "quận": UnitLevel.DISTRICT,
    "xã": UnitLevel.COMMUNE,
    "phường": UnitLevel.COMMUNE,
    "thị trấn": UnitLevel.COMMUNE,
    "đặc khu": UnitLevel.COMMUNE,
    "thôn": UnitLevel.VILLAGE,
    "bản": UnitLevel.VILLAGE,
    "ấp": UnitLevel.VILLAGE,
    "buôn": UnitLevel.VILLAGE,
    "xóm": UnitLevel.VILLAGE,
    "khu": UnitLevel.VILLAGE,
    "tổ dân phố": UnitLevel.VILLAGE,
}
_LEVELS = {
    UnitLevel.PROVINCE: Level.PROVINCE,
    UnitLevel.DISTRICT: Level.DISTRICT,
    UnitLevel.COMMUNE: Level.COMMUNE,
}
_WORDS = "|".join(sorted((word.replace(" ", r"\s+") for word in LEVEL_WORDS), key=len, reverse=True))
_MENTION = re.compile(
    rf"(?<!\w)(?P<word>(?i:{_WORDS}))\s+(?P<names>{NAME}(?:\s*,\s*(?!(?i:{_WORDS})\s){NAME})*(?:\s+và\s+("
    rf"?!(?i:{_WORDS})\s){NAME})?)"
)


def _item(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"^\s*(?:(?:các|gồm|và|tại|ở)\s+)*(?:(?P<word>(?i:{_WORDS}))\s+)?(?P<name>{name})"
        rf"(?:\s*[-–(,]?\s*(?:thuộc\s+)?(?P<inner>(?i:xã|phường|thị\s+trấn))\s+(?P<within>{NAME})\)?)?"
        r"\s*[:(]?\s*(?:(?:có|đạt)\s+)?(?:(?P<count>[0-9]{1,3})\s*(?P<what>thôn|bản|ấp|xóm|tiêu chí|"
        r"xã)?)?\s*\)?\s*(?:\.{2,}|…)?\s*[.]?\s*$"
    )


_ITEM = _item(NAME)
_ITEM_OF_TWO_NAMES = _item(f"{NAME} [-–] {NAME}")  # one commune may be called by two
_VILLAGES = ("thôn", "bản", "ấp", "xóm")  # as _ITEM counts them
_TOWNS = ("thị trấn", "phường", "đặc khu")
_NOT_NAMES = frozenset(
    "nông thôn mới|ntm|ubnd|hđnd|ủy ban|uỷ ban|hội đồng|ban chỉ đạo|đảng|nhà nước|kiểu mẫu|đảng bộ".split("|")
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of places: the mentions, and where in the text the list ends."""

    units: tuple[UnitMention, ...]
    end: int


@dataclass(slots=True)
class Places:
    """Finds units by name, in the unit that the document plans for, on the day it speaks of."""

    gazetteer: Gazetteer
    on: date
    home: Unit | None = None
    parent: Unit | None = None
    seen: dict[tuple[str, UnitLevel | None], UnitMention] = field(default_factory=dict)
    _tried: dict[str, bool] = field(default_factory=dict)
    _pools: dict[tuple[Level, str | None], tuple[Unit, ...]] = field(default_factory=dict)

    def mention(
        self,
        text: str,
        level: UnitLevel | None,
        *,
        within: str | None = None,
        count: Decimal | None = None,
        word: str | None = None,
    ) -> UnitMention:
        """The unit a written name stands for; unresolved names stay as they are, DOUBTFUL.

        `word` is the one before the name: a town and a commune beside it are often called alike.
        """
        kind = " ".join(word.casefold().split()) if word else ""
        key = (f"{kind} {text}" if kind in _TOWNS else text, level)
        known = self.seen.get(key)
        if known is None:
            known = self._resolve(text, level, kind)
            self.seen[key] = known
        if within is None and count is None:
            return known
        return replace(known, within=within, count=None if count is None else int(count))

    def _resolve(self, text: str, level: UnitLevel | None, kind: str = "") -> UnitMention:
        if level is UnitLevel.VILLAGE:  # villages are not in the list of units
            return UnitMention(text, level, certainty=Certainty.LIKELY)
        for wanted in (level,) if level else (UnitLevel.COMMUNE, UnitLevel.DISTRICT):
            if (found := self._nearest(text, wanted, kind)) is not None:
                return found
        return UnitMention(text, level)

    def _nearest(self, text: str, level: UnitLevel, kind: str) -> UnitMention | None:
        for own in (self.home, self.parent):
            if own is not None and own.level == _LEVELS[level] and name_key(own.name) == name_key(text):
                return UnitMention(text, level, own.id, own.name, Certainty.CERTAIN)
        if level is UnitLevel.COMMUNE and self.home is None:
            return None
        within = None if level is UnitLevel.PROVINCE else self._scope(level)
        pool = self._pool(_LEVELS[level], within)
        exact = [unit for unit in pool if name_key(unit.name) == name_key(text)]
        if len(exact) > 1:
            exact = [unit for unit in exact if unit.kind == (kind if kind in _TOWNS else "xã")]
        if len(exact) == 1:
            return UnitMention(text, level, exact[0].id, exact[0].name, Certainty.CERTAIN)
        if exact:
            return None
        letters = _letters(text)
        near = nearest(text, [unit for unit in pool if _is_like(letters, unit.name)], lambda unit: unit.name)
        if near is None:
            return None
        return UnitMention(text, level, near.candidate.id, near.candidate.name, Certainty.LIKELY)

    def _pool(self, level: Level, within: str | None) -> tuple[Unit, ...]:
        """The units that a name of this level can stand for, gathered once."""
        key = (level, within)
        if key not in self._pools:
            if within is not None:
                found = self.gazetteer.subtree(within, self.on, level)
                self._pools[key] = tuple(unit for unit in found if unit.id != within)
            elif level is Level.PROVINCE:
                units = self.gazetteer.units.values()
                self._pools[key] = tuple(
                    unit for unit in units if unit.level is level and unit.exists(self.on)
                )
            else:
                self._pools[key] = ()
        return self._pools[key]

    def _scope(self, level: UnitLevel) -> str | None:
        """Where to look for a name: a commune in the document's unit, a district in its province."""
        if level is UnitLevel.COMMUNE and self.home is not None:
            if self.home.level == Level.COMMUNE and self.parent is not None:
                return self.parent.id
            return self.home.id
        if self.home is not None and self.home.level == Level.PROVINCE:
            return self.home.id
        return self.parent.id if self.parent is not None else None

    def communes(self) -> tuple[Unit, ...]:
        """Xã of the document's unit, without phường and thị trấn, on the day."""
        if self.home is None:
            return ()
        if self.home.level == Level.COMMUNE:
            return (self.home,)
        found = [
            unit for unit in self.gazetteer.subtree(self.home.id, self.on) if unit.level == Level.COMMUNE
        ]
        return tuple(unit for unit in found if unit.kind == "xã")

    def mentions(self) -> tuple[UnitMention, ...]:
        """Every place met so far, once for each spelling."""
        return tuple(self.seen.values())

    def home_mention(self) -> UnitMention | None:
        """The commune that the document is of, where it is of one."""
        if self.home is None or self.home.level != Level.COMMUNE:
            return None
        return UnitMention(self.home.name, UnitLevel.COMMUNE, self.home.id, self.home.name, Certainty.LIKELY)

    def is_commune(self, name: str) -> bool:
        """Does the name stand for a commune of the document's unit?"""
        if name not in self._tried:
            known = self.seen.get((name, UnitLevel.COMMUNE)) or self._resolve(name, UnitLevel.COMMUNE)
            self._tried[name] = known.unit_id is not None
        return self._tried[name]

    # --- reading ---------------------------------------------------------------------------

    def in_text(self, text: str) -> tuple[tuple[UnitMention, int, int], ...]:
        """Every place that stands behind its level word, with where it stands."""
        found = []
        for match in _MENTION.finditer(text):
            level = level_of(match["word"])
            if match["word"][:1].isupper() and self.is_commune(f"{match['word']} {match['names']}"):
                continue  # "Bản Mới" is a commune of that name
            for name in re.finditer(NAME, match["names"]):
                if not _is_name(name[0]) or any(len(word) > 1 and word.isupper() for word in name[0].split()):
                    continue
                start = match.start("names") + name.start()
                mention = self.mention(name[0].strip(), level, word=match["word"])
                found.append((mention, start, start + len(name[0])))
        return tuple(found)

    def listed(self, text: str, start: int, end: int, default: UnitLevel) -> Listed:
        """The list of places in `text[start:end]`: "(thôn A, B - xã C, xã D và E)"."""
        units: list[UnitMention] = []
        place = start
        for piece_start, piece_end in _pieces(text, start, end):
            item = self._item(text[piece_start:piece_end])
            if item is None or not _is_name(item["name"]):
                break
            if item["word"] and item["word"][:1].isupper() and default is UnitLevel.COMMUNE:
                whole = " ".join(f"{item['word']} {item['name']}".split())
                if self.is_commune(whole):  # "Bản Mới" is a commune of that name, not a village
                    units.append(self.mention(whole, default))
                    place = piece_end
                    continue
            level = level_of(item["word"]) if item["word"] else default
            if units and not item["word"]:
                level = units[-1].level or default
            if not item["word"] and level is UnitLevel.VILLAGE and item["what"] in _VILLAGES:
                level = UnitLevel.COMMUNE  # "Tân Phú 05 thôn": a village has no villages
            within = item["within"]
            count = Decimal(item["count"]) if item["count"] else None
            named = item["name"].strip()
            units.append(self.mention(named, level, within=within, count=count, word=item["word"]))
            if within:
                self.mention(within, UnitLevel.COMMUNE)
            place = piece_end
        return Listed(_share_within(units), place)

    def _item(self, piece: str) -> re.Match[str] | None:
        two = _ITEM_OF_TWO_NAMES.match(piece) if " - " in piece or " – " in piece else None
        return two if two and self.is_commune(two["name"].strip()) else _ITEM.match(piece)


def level_of(word: str) -> UnitLevel | None:
    return LEVEL_WORDS.get(" ".join(word.casefold().split()))


_MOST_LETTERS = 6  # letters that only one of two names has; more is another name
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@lru_cache(maxsize=16384)
def _letters(name: str) -> tuple[int, ...]:
    folded = fold(name)
    return tuple(map(folded.count, _LETTERS))


def _is_like(letters: tuple[int, ...], name: str) -> bool:
    """A quick look before the slow one: do the two names share most of their letters?"""
    apart: int = sum(map(abs, map(sub, letters, _letters(name))))
    return apart <= _MOST_LETTERS


def _is_name(text: str) -> bool:
    low = text.casefold()
    return not any(low.startswith(word) for word in _NOT_NAMES)


def _pieces(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Stretches between commas, semicolons and "và"."""
    place = start
    for cut in re.finditer(r"\s*[,;]\s*|\s+và\s+", text[start:end]):
        yield place, start + cut.start()
        place = start + cut.end()
    yield place, end


def _share_within(units: Sequence[UnitMention]) -> tuple[UnitMention, ...]:
    """ "Thôn A, B - xã C": A too lies in C. A commune named last speaks for those before it."""
    shared: list[UnitMention] = []
    within: str | None = None
    for unit in reversed(units):
        if unit.level is UnitLevel.VILLAGE:
            within = unit.within or within
            shared.append(unit if unit.within else replace(unit, within=within))
        else:
            within = None
            shared.append(unit)
    return tuple(reversed(shared))

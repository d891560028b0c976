"""Tên tiêu chí: words of a plan to a criterion of the set in force.

A plan shortens ("Thủy lợi"), abbreviates ("Môi trường và ATTP"), joins with a dash ("Thông tin -
truyền thông") and says "hộ nghèo" for "Nghèo đa chiều". Words are compared, not letters: the share
of the plan's words that a criterion's name has decides, then how much of that name they make.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.statements import Certainty, CriterionMention
from chungsuc.core.vietnamese.text import fold, name_key
from chungsuc.reading.indicator_names import IndicatorNames

_WORD = re.compile(r"[^\W_]+")
_EMPTY_WORDS = frozenset(map(name_key, "và tiêu chí về các số của theo nội dung lĩnh vực phát triển".split()))
_RURAL = tuple(map(name_key, "nông thôn".split()))
_LEAD = re.compile(r"^(?:các\s+)?tiêu chí\s+(?=\S)", re.IGNORECASE)
_HALF = 0.5  # at least every second word must be the criterion's
_NAMED_WELL = 0.4  # "Thủy lợi" is two of the five words of its name that count
_NUMBERED = re.compile(r"\s*(?:số\s*)?(?P<code>[0-9]{1,2})\b(?:\s*[:.\-–]?\s*(?:về\s+)?(?P<name>\D.*)?)?$")


_NUMBER_LEAD = re.compile(r"\s*(?:tiêu chí\s+)?(?:số\s*)?[0-9]{1,2}\s*[:.(\-–]*\s*(?:về\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Known:
    code: str
    words: tuple[str, ...]
    folded: tuple[str, ...]
    indicators: tuple[str, ...]  # names of its indicators, as spaced keys


class CriteriaNames:
    """The criteria of one set, by every way officials name them."""

    def __init__(self, criteria_set: CriteriaSet | None) -> None:
        self.set_id = criteria_set.id if criteria_set else None
        self.count = len(criteria_set.criteria) if criteria_set else 0
        self._known = tuple(
            _Known(
                criterion.code,
                _words(criterion.name),
                _words(fold(criterion.name)),
                tuple(" " + " ".join(_all_words(indicator.name)) + " " for indicator in criterion.indicators),
            )
            for criterion in (criteria_set.criteria if criteria_set else ())
        )
        self.indicators = IndicatorNames(criteria_set)
        self._memory: dict[str, CriterionMention] = {}

    def find(self, text: str) -> CriterionMention:
        """The criterion that the words stand for; code None where none or several are as near."""
        text = _LEAD.sub("", " ".join(text.split())).strip(" .,;:“”\"'")
        if text not in self._memory:
            self._memory[text] = self._find(text)
        return self._memory[text]

    def _find(self, text: str) -> CriterionMention:
        numbered = _NUMBERED.match(text)
        if numbered and any(known.code == numbered["code"].lstrip("0") for known in self._known):
            return self._numbered(text, numbered["code"].lstrip("0"), numbered["name"])
        words = self._spelt_out(text)
        if not words or not self._known:
            return CriterionMention(text, None, Certainty.DOUBTFUL)
        exact = _best(words, [(known.words, known.code) for known in self._known])
        scanned = None
        if len(words) > 1:  # one word without its marks is too little: "tăng" is not "tầng"
            scanned = _best(_words(fold(text)), [(known.folded, known.code) for known in self._known])
        for fit, found in ((1.0, exact), (1.0, scanned), (_HALF, exact), (_HALF, scanned)):
            if found is None or found[0] < fit:
                continue
            _, of_name, code = found
            if len(words) == 1 and not self._opens_name(words, code):
                break  # "các tiêu chí ở 03 xã": one syllable from the midst of a name names nothing
            if fit < 1.0:
                by_indicator = self._by_indicator(words)
                return CriterionMention(
                    text, by_indicator or code, Certainty.LIKELY if by_indicator else Certainty.DOUBTFUL
                )
            sure = found is exact and (of_name >= _NAMED_WELL or self._opens_name(words, code))
            return CriterionMention(text, code, Certainty.CERTAIN if sure else Certainty.LIKELY)
        code_found = self._by_indicator(words)
        return CriterionMention(text, code_found, Certainty.LIKELY if code_found else Certainty.DOUBTFUL)

    def _numbered(self, text: str, code: str, name: str | None) -> CriterionMention:
        """ "số 2 về Giao thông"; in doubt where the name is surely that of another number."""
        if name and (words := name.strip(" .:-–()")):
            named = self.find(words)
            if named.certainty is Certainty.CERTAIN and named.code not in (None, code):
                return CriterionMention(text, code, Certainty.DOUBTFUL)
        return CriterionMention(text, code, Certainty.CERTAIN)

    def _opens_name(self, words: Sequence[str], code: str) -> bool:
        """ "Thủy lợi" for "Thủy lợi và phòng, chống thiên tai"; no other name begins so."""
        opening = [known.code for known in self._known if known.words[: len(words)] == tuple(words)]
        return opening == [code]

    def within(self, text: str) -> CriterionMention | None:
        """The one criterion whose whole name stands in the text: a heading that is about it."""
        words = " " + " ".join(_words(text)) + " "
        found = [known for known in self._known if " " + " ".join(known.words) + " " in words]
        found.sort(key=lambda known: len(known.words), reverse=True)
        if not found or (len(found) > 1 and len(found[0].words) == len(found[1].words)):
            return None
        return CriterionMention(" ".join(text.split()), found[0].code, Certainty.LIKELY)

    def listed(self, text: str) -> tuple[CriterionMention, ...]:
        """ "Thu nhập, Môi trường và ATTP, Thủy lợi và phòng, chống thiên tai": one mention each."""
        pieces = [
            piece.strip()
            for piece in re.split(r"[,;]|\s+và\s+(?=(?:tiêu chí\s+)?số\s+[0-9])", text)
            if piece.strip(" .…")
        ]
        pieces = _closed(pieces)
        found: list[CriterionMention] = []
        place = 0
        while place < len(pieces):
            taken, mention = 1, self.find(pieces[place])
            for more in (3, 2):
                joined = ", ".join(pieces[place : place + more])
                if place + more <= len(pieces) and self._is_whole(joined):
                    taken, mention = more, self.find(joined)
                    break
            if mention.code is None or mention.certainty is Certainty.DOUBTFUL:
                halves = [self.find(half) for half in re.split(r"\s+và\s+", pieces[place])]
                if taken == 1 and len(halves) > 1 and all(half.code for half in halves):
                    found.extend(halves)
                    place += 1
                    continue
            numbered = place > 0 and _NUMBER_LEAD.match(pieces[place - 1])
            if (
                numbered
                and found
                and mention.code == found[-1].code
                and not _NUMBER_LEAD.match(pieces[place])
            ):
                place += taken  # the second half of the name of "số 3 về Thủy lợi và phòng, chống thiên tai"
                continue
            found.append(mention)
            place += taken
        return tuple(found)

    def _is_whole(self, text: str) -> bool:
        words = _words(_NUMBER_LEAD.sub("", text))
        return any(known.words == words for known in self._known)

    def _spelt_out(self, text: str) -> tuple[str, ...]:
        """The words of the text, with "ATTP" spelt as the name that has those initials in a row."""
        words: list[str] = []
        for word in _WORD.findall(text):
            key = name_key(word)
            if len(word) >= 2 and word.isupper() and not any(key in known.words for known in self._known):
                words.extend(self._initials(fold(word)) or (key,))
            elif key not in _EMPTY_WORDS:
                words.append(key)
        return tuple(_without_rural(words) or words)

    def _initials(self, letters: str) -> tuple[str, ...]:
        for known in self._known:
            names = [word for word in known.words if word]
            shape = "".join(fold(word)[0] for word in names)
            place = shape.find(letters)
            if place >= 0:
                return tuple(names[place : place + len(letters)])
        return ()

    def _by_indicator(self, words: Sequence[str]) -> str | None:
        """A criterion one of whose indicators is named so: "nước sạch" is part of the environment."""
        if len(words) < 2:  # one word stands in too many names
            return None
        phrase = " " + " ".join(words) + " "
        codes = {known.code for known in self._known if any(phrase in name for name in known.indicators)}
        return codes.pop() if len(codes) == 1 else None


def _closed(pieces: Sequence[str]) -> list[str]:
    """Pieces joined again where a comma stood inside a bracket: "số 3 (Thủy lợi, đê điều)"."""
    found: list[str] = []
    for piece in pieces:
        if found and found[-1].count("(") > found[-1].count(")"):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found


def _all_words(text: str) -> tuple[str, ...]:
    return tuple(name_key(word) for word in _WORD.findall(text))


def _words(text: str) -> tuple[str, ...]:
    words = [word for word in _all_words(text) if word not in _EMPTY_WORDS]
    return tuple(_without_rural(words) or words)


def _without_rural(words: Sequence[str]) -> list[str]:
    """Names and plans add or drop "nông thôn" at will; it tells no criterion from another."""
    kept: list[str] = []
    place = 0
    while place < len(words):
        if tuple(words[place : place + 2]) == _RURAL:
            place += 2
            continue
        kept.append(words[place])
        place += 1
    return kept


def _best(said: Sequence[str], names: Iterable[tuple[Sequence[str], str]]) -> tuple[float, float, str] | None:
    """The one name that shares most of the words said: share of them, share of the name, its code."""
    mine = set(said)
    ranked = []
    for name, code in names:
        shared = len(mine & set(name))
        ranked.append((shared / max(1, len(mine)), shared / max(1, len(set(name))), code))
    ranked.sort(reverse=True)
    if len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]:
        return None
    return ranked[0]

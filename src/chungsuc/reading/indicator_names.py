"""Tên chỉ tiêu: a measured goal of a plan to the indicator of the set in force that it speaks of.

A plan shortens the law's words ("tỷ lệ hộ dùng nước sạch" for "Tỷ lệ hộ được sử dụng nước sạch theo
quy chuẩn"). Every word that counts must be the indicator's own, and no second indicator may have
them all: what could be two is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.statements import Certainty, CriterionMention
from chungsuc.core.vietnamese.text import name_key

_WORD = re.compile(r"[^\W\d_]+")
_BRACKET = re.compile(r"\([^()]*\)")
_EMPTY = frozenset(
    map(
        name_key,
        "tỷ tỉ lệ trọng và các số của theo về có được sử dụng dùng cho tại trong trên địa bàn toàn từ là đến "
        "với huyện tỉnh cấp năm khu vực nông thôn dân cư người giai đoạn".split(),
    )
)
_SAID_OTHERWISE = (  # (as plans say it, as the law does)
    ("bao phủ", "tham gia"),
    ("hộ nghèo đa chiều", "nghèo đa chiều"),
    ("bảo hiểm y tế toàn dân", "bảo hiểm y tế"),
    ("đã qua đào tạo", "qua đào tạo"),
    ("bhyt", "bảo hiểm y tế"),
)
_SHARES = re.compile(r"t[ỷỉ] lệ\b", re.IGNORECASE)
_CHANGE = name_key("tăng")  # "tốc độ tăng thu nhập" is not the income
_FEWEST = 3  # syllables of "hộ nước sạch"; fewer stand in too many names
_SHARE = 0.3  # of the indicator's own words, below which the likeness is chance


@dataclass(frozen=True, slots=True)
class _Name:
    code: str
    words: frozenset[str]
    is_share: bool


class IndicatorNames:
    """The indicators of one set, by the words of their names."""

    def __init__(self, criteria_set: CriteriaSet | None) -> None:
        self._codes = {each.code for each in criteria_set.indicators()} if criteria_set else set()
        self._names = tuple(
            _Name(each.code, _words(_BRACKET.sub(" ", each.name)), _SHARES.match(each.name) is not None)
            for each in (criteria_set.indicators() if criteria_set else ())
        )

    def by_code(self, code: str) -> CriterionMention | None:
        """ "17.1", where the set has an indicator of that code."""
        return CriterionMention(code, code, Certainty.CERTAIN) if code in self._codes else None

    def find(self, text: str, *, is_share: bool) -> CriterionMention | None:
        """The one indicator whose name has every word of the text that counts; None where in doubt."""
        said = _words(_BRACKET.sub(" ", text))
        alike = [
            name
            for name in self._names
            if name.is_share is is_share
            and said <= name.words
            and (_CHANGE in said) is (_CHANGE in name.words)
            and len(said) >= _SHARE * len(name.words)
        ]
        whole = [name for name in alike if name.words == said]
        found = whole if len(whole) == 1 else alike
        if len(found) != 1 or (not whole and len(said) < _FEWEST):
            return None
        sure = Certainty.CERTAIN if whole else Certainty.LIKELY
        return CriterionMention(" ".join(text.split()), found[0].code, sure)


def _words(text: str) -> frozenset[str]:
    low = " ".join(text.casefold().split())
    for said, meant in _SAID_OTHERWISE:
        low = low.replace(said, meant)
    return frozenset(key for word in _WORD.findall(low) if (key := name_key(word)) not in _EMPTY)

"""Thành phần có thể trùng nhau: one person may be a woman and poor; one commune may reach two things."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chungsuc.core.vietnamese.text import nfc

# What holds for a thing beside other things: who the people are, what the things have reached.
_BESIDE_OTHERS = re.compile(
    r"\b(?:nữ|trẻ em|thanh niên|người cao tuổi|dân tộc|nghèo|khuyết tật|có công|chính sách|"
    r"đảng viên|đoàn viên|hội viên|khó khăn|biên giới|vùng sâu|vùng cao|đạt|có|được|hoàn thành|đã|đang|"
    r"sử dụng|tham gia|áp dụng|ứng dụng|(?:trên|dưới) \d+ tuổi|lần đầu)\b"
)


def may_overlap(names: Iterable[str]) -> bool:
    """Whether parts that are named behind "trong đó" may count one thing twice."""
    return any(_BESIDE_OTHERS.search(nfc(name).casefold()) for name in names)

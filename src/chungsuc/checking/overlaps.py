"""Thành phần có thể trùng nhau: one person may be a woman and poor; one commune may reach two things."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chungsuc.core.vietnamese.text import nfc

# What holds for a thing beside other things: people, who may be two things at once, and what was reached.
_BESIDE_OTHERS = re.compile(
    r"\b(?:người|lao động|cán bộ|công chức|viên chức|đại biểu|học viên|học sinh|sinh viên|giáo viên|chiến sĩ|"
    r"(?<!phòng )hộ|lượt|khách|nữ|trẻ|thanh niên|người cao tuổi|dân tộc|nghèo|khuyết tật|có công|chính sách|"
    r"đảng viên|đoàn viên|hội viên|khó khăn|biên giới|vùng sâu|vùng cao|đạt|có|được|hoàn thành|đã|đang|"
    r"sử dụng|tham gia|áp dụng|ứng dụng|(?:trên|dưới) \d+ tuổi|lần đầu)\b"
)


def may_overlap(names: Iterable[str]) -> bool:
    """Whether parts that are named behind "trong đó" may count one thing twice."""
    return any(_BESIDE_OTHERS.search(nfc(name).casefold()) for name in names)

"""Chỉ tiêu phải có minh chứng: what a criteria set itself asks to be proved by a paper or a photo.

For nearly every indicator a set says what shows it. A list, a table or a report is the figure itself, drawn
up once more by whoever enters it, and to demand it would mean a file for every figure. A decision, minutes,
a certificate, a confirmation, a contract or a photo comes from somebody else, or shows the place: where the
set names one, a result without it lacks its proof.
"""

from __future__ import annotations

import re

from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.vietnamese.text import nfc

_PAPERS = re.compile(
    r"\b(?:quyết định|biên bản|chứng nhận|xác nhận|hợp đồng|giấy phép|kết luận|cam kết|ảnh(?! hưởng))\b",
    re.IGNORECASE,
)


def names_a_paper(text: str | None) -> bool:
    """Whether the words for what shows an indicator name something that others issued, or a photo."""
    return text is not None and _PAPERS.search(nfc(text)) is not None


def demanded_by(criteria_set: CriteriaSet) -> frozenset[str]:
    """Codes of the indicators that the set itself asks to be proved."""
    return frozenset(each.code for each in criteria_set.indicators() if names_a_paper(each.evidence))

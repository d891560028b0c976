"""Số, ký hiệu quyết định: the form in which offices write the number of a signed decision."""

from __future__ import annotations

import re
from unicodedata import normalize

_LETTERS = "A-ZĐ"
# 123/QĐ-UBND, 05/2024/QĐ-UBND, 12a/QĐ-BNN-VPĐP; a Party committee writes 123-QĐ/TU.
_OF_THE_STATE = re.compile(rf"(\d{{1,6}})[a-zđ]?(/(19|20)\d\d)?/QĐ(-[{_LETTERS}][{_LETTERS}a-zđ0-9.&]*)+")
_OF_THE_PARTY = re.compile(rf"(\d{{1,6}})[a-zđ]?-QĐ/[{_LETTERS}][{_LETTERS}a-zđ0-9.]*(-[{_LETTERS}a-zđ]+)*")


def decision_number(text: str) -> str | None:
    """The number as it is kept, without blanks; None for what no office writes as one."""
    number = normalize("NFC", "".join(text.split())).replace("Ð", "Đ")  # the Eth of old keyboards
    found = _OF_THE_STATE.fullmatch(number) or _OF_THE_PARTY.fullmatch(number)
    return number if found is not None and int(found.group(1)) > 0 and len(number) <= 120 else None

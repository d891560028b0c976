"""Văn bản của trung ương: the State's and the Party's centre plan for the whole country, and name no unit."""

from __future__ import annotations

import re

from chungsuc.core.statements import Head
from chungsuc.core.vietnamese.text import fold

# "NQ-CP", "QĐ-TTg", "NQ/TW", "2026/QH16": who signed stands at the end of the symbol.
_SYMBOL = re.compile(r"(?:^|[-/])(?:cp|ttg|ctn|tw|(?:ubtv)?qh\d{2})$")
_ISSUER = re.compile(
    r"(?:quoc hoi|uy ban thuong vu quoc hoi|chinh phu|thu tuong|chu tich nuoc|van phong chinh phu"
    r"|thanh tra chinh phu|ngan hang nha nuoc|ban chap hanh trung uong|bo chinh tri|ban bi thu"
    r"|bo (?!chi huy|tu lenh|doi|phan)\w+)\b"
)


def is_of_the_centre(head: Head) -> bool:
    """Does the head say that an office of the centre issued the paper? A paper that names a unit is of it."""
    if head.unit is not None:
        return False
    for name in (head.issuer, head.superior):
        if name and _ISSUER.match(fold(" ".join(name.split()))):
            return True
    return bool(_SYMBOL.search(fold(head.symbol or "")))

"""Tên loại văn bản: the kind that a document calls itself, in capitals on a line of its own."""

from __future__ import annotations

import re

from chungsuc.core.statements import DocumentKind
from chungsuc.reading.flow import plain

_OTHER = (
    "nghị định liên tịch|nghị định|thông tư liên tịch|thông tư|nghị quyết liên tịch|thông báo kết luận|"
    "thông báo|"
    "tờ trình|hướng dẫn|kết luận|công văn|công điện|thông tri|quy định|quy chế|biên bản|pháp lệnh|luật|"
    "bộ luật|lệnh|"
    "thư kêu gọi|lời kêu gọi|tuyên bố|giấy mời|thông cáo"
)
_KINDS: dict[DocumentKind, str] = {
    DocumentKind.PROGRAMME: "chương trình hành động|chương trình công tác|chương trình phối hợp|chương trình",
    DocumentKind.PLAN: (
        "kế hoạch hành động|kế hoạch phối hợp|kế hoạch liên tịch|kế hoạch liên ngành|kế hoạch công tác|"
        "kế hoạch|đề án|"
        "phương án|dự án"
    ),
    DocumentKind.REPORT: "báo cáo tóm tắt|báo cáo chính trị|báo cáo thẩm tra|báo cáo",
    DocumentKind.DECISION: "quyết định",
    DocumentKind.RESOLUTION: "nghị quyết liên tịch|nghị quyết",
    DocumentKind.DIRECTIVE: "chỉ thị",
    DocumentKind.OTHER: _OTHER,
}
_BY_NAME = {plain(name): kind for kind, names in _KINDS.items() for name in names.split("|")}
_NAMES = sorted(_BY_NAME, key=len, reverse=True)
_AT_START = re.compile(rf"(?:{'|'.join(_NAMES)})(?!\w)")
_SET_APART = {
    plain(name).replace(" ", ""): name.upper() for names in _KINDS.values() for name in names.split("|")
}
_SYMBOLS = {
    "KH": "Kế hoạch",
    "CTR": "Chương trình",
    "CTRHD": "Chương trình hành động",
    "BC": "Báo cáo",
    "QD": "Quyết định",
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "TTR": "Tờ trình",
    "ND": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "NQLT": "Nghị quyết liên tịch",
    "KHLT": "Kế hoạch liên tịch",
    "KHLN": "Kế hoạch liên ngành",
    "CTPH": "Chương trình phối hợp",
    "HDLN": "Hướng dẫn",
    "DA": "Đề án",
    "PA": "Phương án",
    "QC": "Quy chế",
    "CD": "Công điện",
}
_OF_OR_ABOUT = re.compile(r"\s+(?:của|về|số|v/v)\b")
_BARE = ' .:*#"“”'


def kind_at_start(text: str) -> tuple[str, DocumentKind, str] | None:
    """The kind as printed, what it is, and the words behind it; None where no kind begins the text."""
    shown = text.strip(_BARE)
    if found := _AT_START.match(plain(shown)):
        printed, rest = shown[: found.end()], shown[found.end() :]
        alone = not rest.strip(_BARE)
        return (printed, _BY_NAME[found[0]], rest) if alone or printed.isupper() else None
    if shown.isupper() and " " in shown:  # "K Ế H O Ạ C H", "K ÉT LUẬN": letters that a scanner set apart
        name = _SET_APART.get(plain("".join(shown.split())))
        if name is not None:
            return name, _BY_NAME[plain(name)], ""
    return None


def kind_of_page(text: str) -> tuple[str, DocumentKind, str] | None:
    """The kind in the title that a page gives to a document: "Nghị quyết của Ban Thường vụ … về …"."""
    found = _AT_START.match(plain(text))
    if found is None or not text[:1].isupper() or not _OF_OR_ABOUT.match(text, found.end()):
        return None
    return text[: found.end()], _BY_NAME[found[0]], text[found.end() :]


def kind_in_capitals(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the first kind in capitals begins and ends."""
    for found in _AT_START.finditer(plain(text[start:end])):
        first, last = start + found.start(), start + found.end()
        if text[first:last].isupper() and not text[first - 1 : first].isalpha():
            return first, last
    return None


def kind_of_symbol(symbol: str | None) -> tuple[str, DocumentKind] | None:
    """ "KH-UBND" is a plan's; None for a letter's ("UBND-NC")."""
    name = _SYMBOLS.get(plain(re.split(r"[-/]", symbol)[0]).upper()) if symbol else None
    return (name, _BY_NAME[plain(name)]) if name else None


def is_kind_line(text: str) -> bool:
    """A line with nothing on it but a kind, in capitals."""
    found = kind_at_start(text)
    return found is not None and not found[2].strip(_BARE) and found[0].isupper()

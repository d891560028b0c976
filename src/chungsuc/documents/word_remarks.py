"""What an official should know of how a Word file was read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from chungsuc.documents.package import WordPackage
from chungsuc.documents.word_xml import W

_SHOWN = 3  # pieces of text that a note quotes
_LONG = 60  # letters of each
_PAGE_NUMBER = re.compile(r"[\W\d_]*(?:trang|page)?[\W\d_]*(?:/|of)?[\W\d_]*", re.IGNORECASE)
_FORMATTING = ("rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange", "sectPrChange")


def remarks_on(root: Element, package: WordPackage) -> Iterator[str]:
    """Notes on tracked changes, on heads and feet of pages, on parts from other files."""
    yield from _changes(root)
    margins = [_text(part.iter(f"{W}t")) for kind in ("header", "footer") for part in package.every(kind)]
    told = list(dict.fromkeys(text for text in margins if not _PAGE_NUMBER.fullmatch(text)))
    if told:
        yield f"Đầu trang, chân trang có chữ {_quoted(told)}; phần đó không thuộc nội dung văn bản."
    if next(root.iter(f"{W}altChunk"), None) is not None:
        yield "Tệp có phần chèn từ tệp khác (altChunk); phần đó không được đọc."


def _changes(root: Element) -> Iterator[str]:
    added, removed = (
        sum(1 for tag in tags for _ in root.iter(f"{W}{tag}"))
        for tags in (("ins", "moveTo", "cellIns"), ("del", "moveFrom", "cellDel"))
    )
    if added or removed:
        told = f"Tệp còn sửa đổi (Track Changes): {added} chỗ thêm, {removed} chỗ bớt; "
        gone = [_text(each.iter(f"{W}delText")) for each in root.iter(f"{W}del")]
        quoted = list(filter(None, gone))
        yield (
            f"{told}đã đọc như khi chấp nhận mọi sửa đổi."
            f"{f' Chữ đã bớt: {_quoted(quoted)}.' if quoted else ''}"
        )
    elif any(next(root.iter(f"{W}{tag}"), None) is not None for tag in _FORMATTING):
        yield "Tệp còn sửa đổi về định dạng (Track Changes); nội dung không bị ảnh hưởng."


def _text(parts: Iterable[Element]) -> str:
    joined = " ".join("".join(part.text or "" for part in parts).split())
    return unicodedata.normalize("NFC", joined)


def _quoted(texts: list[str]) -> str:
    pieces = (text if len(text) <= _LONG else f"{text[:_LONG].rstrip()}…" for text in texts[:_SHOWN])
    return ", ".join(f"“{piece}”" for piece in pieces) + (" …" if len(texts) > _SHOWN else "")

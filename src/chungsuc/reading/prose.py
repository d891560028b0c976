"""Câu văn hay dòng của phần đầu: which paragraphs near the top are sentences, and no lines of a head."""

from __future__ import annotations

import re

from chungsuc.reading.citations import KIND_NAMES, NUMBERED
from chungsuc.reading.flow import plain

_PROSE = re.compile(  # at the very top: the page shows no head
    r"[\s-]*(?:can cu|thuc hien|trien khai|thi hanh|quan triet|tren co so|"
    r"ngay [0-9]{1,2}\s?[/-]\s?[0-9]{1,2}\S*,)\s"
)
_CITES = re.compile(  # "đã ký Quyết định số …", "sửa đổi một số điều của Thông tư số …"
    rf"\b(?:cua|sua doi|thuc hien|(?<!kem )theo|ban hanh|trien khai|can cu|thi hanh|ky|co)\s+"
    rf"(?:{plain(KIND_NAMES)})\s+(?:so\s+)?[0-9]"
)
_SUBJECT = re.compile(r"\W*(?:v/v|ve viec)\b")  # of a letter: it may name the paper that it carries out
_LEADS_ON = re.compile(r"\b(?:như sau|sau đây)\s*:\s*$")


def is_running_text(text: str, words: str) -> bool:
    """Is it a sentence that cites another paper, at the top of a page that shows no head?"""
    if text[:1].islower() or _SUBJECT.match(words):
        return False
    return cites(text) or bool(_PROSE.match(words) and NUMBERED.search(text))


def cites(text: str) -> bool:
    """Is a number in it that of another paper, "thực hiện Quyết định số …"?"""
    return not text.isupper() and _CITES.search(plain(text)) is not None


def is_clause(text: str) -> bool:
    """ "Được sự nhất trí của … tại Công văn số 5/CV-HU, …:": no title ends so."""
    if text.isupper() or not text.rstrip().endswith((";", ",", ":")):
        return False
    return NUMBERED.search(text) is not None or _LEADS_ON.search(text) is not None

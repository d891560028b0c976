"""Chữ của dữ liệu: names, documents and the law's own words stay Vietnamese on a page in any language.

A screen reader must know where it has to change its voice (WCAG 3.1.2). Text of the data is put between two
invisible isolates of Unicode where it enters a sentence; at the very edge each pair becomes an element with
`lang="vi"`. So a sentence may be composed, cut and joined like any other text. An attribute, a title or a
box cannot hold an element: there the isolates stay as they are.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager

from django.conf import settings
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import get_language, override

OPEN, CLOSE = "\u2068", "\u2069"  # FIRST STRONG ISOLATE, POP DIRECTIONAL ISOLATE

_LETTER = re.compile("[À-ÖØ-öø-ỹ]")
_ISOLATED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}?")
_PIECE = re.compile(
    r"<option(?P<option>\b[^>]*)>(?P<choice>[^<]*)</option>"
    r"|<(?P<plain>title|textarea|script|style)\b.*?</(?P=plain)>"
    r"|<[^>]*>"
    rf"|{OPEN}(?P<data>[^{OPEN}{CLOSE}<]*){CLOSE}?",
    re.DOTALL,
)
_CHOICE = re.compile(f"\\s*{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}\\s*")


def is_home() -> bool:
    """Whether the page speaks the language of the data."""
    return get_language() == settings.LANGUAGE_CODE


def vietnamese(text: object) -> str:
    """The text, marked where the page speaks another language; nothing stays nothing."""
    words = "" if text is None else str(text)
    if not words or is_home():
        return words
    marked = f"{OPEN}{bare(words)}{CLOSE}"
    return SafeString(marked) if isinstance(text, SafeData) else marked


def for_the_record() -> AbstractContextManager[None]:
    """Words that are stored, or stand in an official paper, are Vietnamese whoever asks for them."""
    return override(settings.LANGUAGE_CODE)


def bare(text: str) -> str:
    """The text without its marks, for comparing."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def capital(text: str) -> str:
    """The text with a capital, also where its first word is marked."""
    start = 1 if text.startswith(OPEN) else 0
    return f"{text[:start]}{text[start : start + 1].upper()}{text[start + 1 :]}"


def as_told(text: object) -> str:
    """A sentence that may have been made by what knows no other language: marked whole if it was."""
    words = str(text)
    return vietnamese(text) if has_vietnamese(words) else words


def has_vietnamese(text: str) -> bool:
    """Whether letters of Vietnamese stand outside what is marked."""
    return bool(_LETTER.search(_ISOLATED.sub("", text)))


def with_elements(html: str) -> str:
    """The page with an element around each marked text."""
    return _PIECE.sub(_element, html)


def _element(found: re.Match[str]) -> str:
    if (data := found["data"]) is not None:
        return f'<span lang="vi">{data}</span>'
    if found["choice"] is not None and (only := _CHOICE.fullmatch(found["choice"])):
        return f'<option lang="vi"{found["option"]}>{only[1]}</option>'
    return found[0]

"""A page as a reader of another language meets it: which Vietnamese stands there without being marked."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from chungsuc.accounts.models import User
from chungsuc.languages.data import has_vietnamese

SPOKEN = ("title", "aria-label", "aria-description", "alt", "placeholder", "data-label", "label")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
VIETNAMESE_NUMBER = re.compile(
    r"(?<![\d./])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d./])|(?<![\d,.])\d+,\d{1,2}(?![\d,])"
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.leaks: list[str] = []
        self.numbers: list[str] = []
        self._open: list[tuple[str, str | None]] = []

    @property
    def _spoken(self) -> str | None:
        return next((language for _tag, language in reversed(self._open) if language), None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang")
        if tag == "html":
            self.language = language or ""
        if (language or self._spoken) != "vi":
            self.leaks += [
                f"{tag}[{name}]: {text}"
                for name in SPOKEN
                if (text := given.get(name)) and has_vietnamese(text)
            ]
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._spoken == "vi" or (self._open and self._open[-1][0] in ("script", "style")):
            return
        if has_vietnamese(data):
            self.leaks.append(f"{self._open[-1][0] if self._open else ''}: {data.strip()}")
        self.numbers += VIETNAMESE_NUMBER.findall(data)


def signed_in(user: User) -> Client:
    """A browser of someone's."""
    client = Client()
    client.force_login(user)
    return client


def words(answer: Any) -> str:
    """The text of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def unmarked(html: str) -> list[str]:
    """Every Vietnamese text outside what is marked as Vietnamese, and every number written its way."""
    reader = _Reader()
    reader.feed(html)
    return reader.leaks + [f"number: {each}" for each in reader.numbers]

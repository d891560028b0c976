"""Chữ đã gõ khi phiên hết: kept beside the way to the sign-in, until the same person is back at the page.

A browser without a script sends its form to a session that has ended. Each form bears, signed, who it was
made for; so what a stranger sends is not kept at all, and nobody else who signs in there is shown it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID, uuid4

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from chungsuc.entry.given import BOXES, NOTE_LIMIT, Given, Texts, given, was_changed

_IN_SESSION = "entry.typed"
_OPEN_FOR = timedelta(hours=36)  # how long a page may have stood open
_LASTS = timedelta(hours=1)  # from the sending to the sign-in
_PAGES = 3
_LETTERS = 100_000  # of one page: more than every cell of it with a long note
_More = ParamSpec("_More")


def made_for(user: Any) -> str:
    """What a form bears, to be known again."""
    return _signer().sign(str(user.pk))


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=__name__)


def keeping_what_was_typed(
    view: Callable[Concatenate[HttpRequest, _More], HttpResponse],
) -> Callable[Concatenate[HttpRequest, _More], HttpResponse]:
    """For a page whose form may be sent after the session ended; put before what asks to sign in."""

    @wraps(view)
    def keeping(request: HttpRequest, *more: _More.args, **named: _More.kwargs) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            _keep(request)
        return view(request, *more, **named)

    return keeping


def _keep(request: HttpRequest) -> None:
    try:
        person = _signer().unsign(request.POST.get("who", ""), max_age=_OPEN_FOR)
    except BadSignature:
        return
    cells: dict[str, list[str]] = {}
    left = _LETTERS
    for name in request.POST:
        box, _dot, code = name.partition(".")
        if box != "was" or not was_changed(request.POST, each := given(request.POST, code)):
            continue
        texts = each.texts
        row = [texts.value, texts.numerator, texts.denominator, texts.note, ",".join(map(str, each.made_on))]
        left -= sum(map(len, (code, *row)))
        if left < 0:
            break
        cells[code] = row
    words = request.POST.get("words", "")[:NOTE_LIMIT]
    pages = request.session.get(_IN_SESSION, {})
    pages.pop(request.path, None)
    if cells or words:
        page = {"who": person, "at": timezone.now().timestamp(), "cells": cells, "words": words}
        request.session[_IN_SESSION] = dict([*pages.items(), (request.path, page)][-_PAGES:])


def typed_before(request: HttpRequest) -> list[Given]:
    """What the person typed into this page before the session ended, and has not sent since."""
    page = _page_of(request)
    return [
        Given(
            code=code,
            texts=Texts(*row[: len(BOXES)]),
            id=uuid4(),
            made_on=frozenset(UUID(each) for each in row[-1].split(",") if each),
        )
        for code, row in page.get("cells", {}).items()
    ]


def words_before(request: HttpRequest) -> str:
    """The comment that the person was writing on this page when the session ended."""
    words: str = _page_of(request).get("words", "")
    return words


def _page_of(request: HttpRequest) -> dict[str, Any]:
    """What was kept of this page for this very person, while it lasts."""
    page: dict[str, Any] = request.session.get(_IN_SESSION, {}).get(request.path, {})
    if not page or page["who"] != str(request.user.pk):
        return {}
    return page if timezone.now().timestamp() - page["at"] <= _LASTS.total_seconds() else {}


def brought(request: HttpRequest) -> list[str]:
    """The cells that a sending brings, whatever was typed there."""
    return [name.removeprefix("was.") for name in request.POST if name.startswith("was.")]


def forget(request: HttpRequest, path: str, codes: Collection[str] | None = None) -> None:
    """Quên: these cells of a page were sent again; without codes, all of it."""
    pages = request.session.get(_IN_SESSION, {})
    if path not in pages:
        return
    cells = {} if codes is None else {k: v for k, v in pages[path]["cells"].items() if k not in codes}
    if cells:
        pages[path]["cells"] = cells
    else:
        del pages[path]
    request.session[_IN_SESSION] = pages

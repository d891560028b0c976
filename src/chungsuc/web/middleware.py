"""The edge: a user's mistake is told in words, never as a traceback."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chungsuc.core.errors import ChungsucError


class TellMistakes:
    """Show a `ChungsucError` that no view caught as a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for the errors that carry a message; leave every other one to Django."""
        if not isinstance(error, ChungsucError):
            return None
        status = 403 if isinstance(error, PermissionDenied) else 400
        return render(request, "mistake.html", {"message": str(error)}, status=status)

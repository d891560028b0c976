"""The edge: a user's mistake is told in words, never as a traceback."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from chungsuc.core.errors import ChungsucError


class LanguageByCookie:
    """Vietnamese, unless the reader chose another language here.

    What the browser was installed in says nothing: offices run browsers in English and work in Vietnamese.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = {code for code, _name in settings.LANGUAGES}
        with translation.override(chosen if chosen in known else settings.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        patch_vary_headers(response, ["Cookie"])
        return response


class TellMistakes:
    """Show a `ChungsucError` that no view caught as a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # No address of ours holds a zero byte, and PostgreSQL refuses one in any text.
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            message = _("Địa chỉ có ký tự không hợp lệ. Hãy gõ lại, hoặc đi từ trang đầu.")
            return render(request, "mistake.html", {"message": message}, status=400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for the errors that carry a message; leave every other one to Django."""
        if not isinstance(error, ChungsucError):
            return None
        status = 403 if isinstance(error, PermissionDenied) else 400
        return render(request, "mistake.html", {"message": str(error)}, status=status)

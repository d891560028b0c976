"""The edge: a user's mistake is told in words, never as a traceback."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from chungsuc.api.errors import refused
from chungsuc.core.errors import ChungsucError
from chungsuc.languages.pages import mark_data


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
            mark_data(response)
        patch_vary_headers(response, ["Cookie"])
        return response


def page_before(request: HttpRequest) -> str:
    """The page of ours that the request came from; "" where it is not known, or not ours."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return ""
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class LeadBack:
    """A form that is sent after the session ended: sign in, and go back to the page that it stands on.

    The address that it was sent to takes no visit, and would answer with an error.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        door = resolve_url(settings.LOGIN_URL)
        asks_to_sign_in = response.headers.get("Location", "").startswith(f"{door}?next=")
        if request.method == "POST" and asks_to_sign_in and (page := page_before(request)):
            messages.warning(
                request,
                _("Phiên làm việc đã hết nên chưa ghi gì. Đăng nhập xong, bạn trở lại đúng trang vừa làm."),
            )
            response.headers["Location"] = f"{door}?{urlencode({'next': page})}"
        return response


class TellMistakes:
    """Show a `ChungsucError` that no view caught as a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # No address of ours holds a zero byte, and PostgreSQL refuses one in any text.
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            message = _("Địa chỉ có ký tự không hợp lệ. Hãy gõ lại, hoặc đi từ trang đầu.")
            return told(request, message, status=400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for the errors that carry a message; leave every other one to Django."""
        if not isinstance(error, ChungsucError):
            return None
        status = 403 if isinstance(error, PermissionDenied) else 400
        return told(request, str(error), status=status)


def told(request: HttpRequest, message: str, *, status: int) -> HttpResponse:
    """A page that says what was not done and why, and leads back; to a program the same as JSON."""
    if request.path_info.startswith("/api/"):
        return refused(status, "bad_request", message)
    shown = {"message": message, "back": page_before(request)}
    return render(request, "mistake.html", shown, status=status)

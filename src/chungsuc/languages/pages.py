"""The last step of a page: what of it is Vietnamese gets its element."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse

from chungsuc.languages import data


def mark_data(response: HttpResponse) -> HttpResponse:
    """Put `lang="vi"` around the Vietnamese of the data on a page in another language."""
    headers = response.headers
    is_page = headers.get("Content-Type", "").startswith("text/html") and "Content-Encoding" not in headers
    if data.is_home() or response.streaming or not is_page:
        return response
    if data.OPEN in (html := response.text):
        response.content = data.with_elements(html)
        if "Content-Length" in headers:
            headers["Content-Length"] = str(len(response.content))
    return response


def marked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view whose answer is compressed at once: afterwards nothing can be marked in it."""

    @wraps(view)
    def marking(*args: object, **given: object) -> HttpResponse:
        return mark_data(view(*args, **given))

    return marking

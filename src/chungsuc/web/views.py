"""Pages that belong to the site and to no application."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from chungsuc.web.middleware import told


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was left open too long, or came from elsewhere."""
    message = _(
        "Phiên làm việc của biểu mẫu đã hết hạn. Hãy tải lại trang rồi gửi lại; chưa có gì bị thay đổi."
    )
    return told(request, message, status=403)


def health(request: HttpRequest) -> HttpResponse:
    """/healthz: the store answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")

"""Gửi tệp minh chứng: files of strangers, from addresses on which nothing can run.

What came is only ever a download of no type; on a page stand copies that were drawn anew. The answers carry
a policy of their own: were a browser to open one all the same, it is in a sandbox without anything.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from chungsuc.dashboards.evidence import seeing
from chungsuc.evidence.models import StoredFile
from chungsuc.stores import files as store

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_GET
@login_required
def original(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Tệp gốc, as it came and with what its camera wrote, a piece at a time."""
    file, name = _found(request, pk)
    return _sent(file.sha256, "application/octet-stream", name)


@require_GET
@login_required
def shown(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ảnh để xem, without anything but the picture."""
    return _copy(request, pk, "shown")


@require_GET
@login_required
def small(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ảnh nhỏ cho đường truyền yếu."""
    return _copy(request, pk, "small")


def _copy(request: HttpRequest, pk: UUID, size: str) -> HttpResponseBase:
    file, _name = _found(request, pk)
    name = getattr(file, size)
    if not name:
        raise Http404
    return _sent(name, "image/jpeg", "")


def _found(request: HttpRequest, pk: UUID) -> tuple[StoredFile, str]:
    """The file and its name, or a 404 that is the same for what is not there and for what may not be seen."""
    row = seeing.one(request.user, pk)
    if row is None or row.file is None:
        raise Http404
    return row.file, row.name


def _sent(sha256: str, media: str, download_as: str) -> HttpResponseBase:
    """Raises `StoreError` where the bytes are lost."""
    try:
        file = store.path_of(sha256).open("rb")
    except FileNotFoundError:
        raise store.lost() from None
    answer = FileResponse(file, as_attachment=bool(download_as), filename=download_as, content_type=media)
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    # Kept by this browser only: who leaves the office asks again, and is refused.
    answer["Cache-Control"] = "private, no-cache" if download_as else "private, max-age=600"
    return answer

"""Bản ký của nghị quyết sắp xếp: kept as it came among the site's files, once for an order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from typing import Any, NamedTuple

from django.conf import settings

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Reorganisation
from chungsuc.documents.scans import scan_of
from chungsuc.plans.actions import too_large
from chungsuc.plans.models import Upload
from chungsuc.stores import files as store


class Paper(NamedTuple):
    """Bản ký as it was handed in, told by its content."""

    data: bytes
    name: str
    media: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def examined(data: bytes, name: str) -> Paper:
    """The paper of a file; nothing is kept yet.

    Raises `DocumentError` for what is no PDF, Word file or picture, and `PlanError` for what is too large.
    """
    if len(data) > settings.UPLOAD_LIMIT:
        raise too_large()
    name = PurePath(name.replace("\\", "/")).name[-255:] or "ban-ky"
    return Paper(data, name, scan_of(data, name))


def keep(paper: Paper, *, by: Any, now: datetime) -> Upload:
    """Put the bytes among the site's files. The same bytes are one file, whoever brought them first."""
    given = {"name": paper.name, "size": len(paper.data), "media": paper.media}
    given |= {"uploaded_by": by, "uploaded_at": now}
    return Upload.objects.get_or_create(sha256=store.keep(paper.data), defaults=given)[0]


def of(order: Reorganisation) -> Upload | None:
    """The signed paper, where it is kept here. Its hash alone may be known: the order's file may name it."""
    return Upload.objects.filter(sha256=order.file_sha256).first() if order.file_sha256 else None


def kept_of(orders: Iterable[Reorganisation]) -> set[int]:
    """Which of these orders have their paper here; one query."""
    named = {each.pk: each.file_sha256 for each in orders if each.file_sha256}
    kept = set(Upload.objects.filter(sha256__in=named.values()).values_list("sha256", flat=True))
    return {pk for pk, sha256 in named.items() if sha256 in kept}


def may_have(reader: Any) -> bool:
    """The bytes as they came are for people with a role; that there are any is for everybody."""
    return policy.may(reader, Permission.PLAN_VIEW)

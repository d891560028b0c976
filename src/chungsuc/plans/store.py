"""Kho tệp: the bytes of uploads, named by their SHA-256, so that a name never names two contents."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from chungsuc.plans.errors import StoreError

UNFINISHED = ".new-"  # how a file is called while it is written


def path_of(sha256: str) -> Path:
    """Where the bytes stand."""
    return Path(settings.UPLOADS) / sha256


def keep(data: bytes) -> str:
    """Write the bytes whole or not at all, and return their SHA-256.

    Synced before it is renamed: after a power cut the name holds all bytes or does not exist.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    path = path_of(sha256)
    if path.exists() and path.stat().st_size == len(data):
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return sha256


def load(sha256: str) -> bytes:
    """The bytes of an upload. Raises `StoreError` when they are lost or altered."""
    try:
        data = path_of(sha256).read_bytes()
    except FileNotFoundError:
        raise StoreError(_("Không còn tệp gốc trong kho lưu. Hãy tải tệp lên lại.")) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise StoreError(_("Tệp gốc trong kho lưu đã bị thay đổi. Hãy tải tệp lên lại."))
    return data


def sweep(*, older_than: datetime) -> int:
    """Dọn tệp dở: remove what an upload that was killed left behind; how many there were."""
    left = [
        path
        for path in Path(settings.UPLOADS).glob(f"{UNFINISHED}*")
        if path.stat().st_mtime < older_than.timestamp()
    ]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

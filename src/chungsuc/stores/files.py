"""Kho tệp: the bytes of uploads, named by their SHA-256, so that a name never names two contents."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from chungsuc.core.errors import ChungsucError

UNFINISHED = ".new-"  # how a file is called while it is written
PIECE = 1 << 18  # bytes that are held at a time


class StoreError(ChungsucError):
    """The bytes of an upload are not there, or are not what was uploaded."""


def path_of(sha256: str) -> Path:
    """Where the bytes stand."""
    return Path(settings.UPLOADS) / sha256


def keep(data: bytes) -> str:
    """Write the bytes whole or not at all, and return their SHA-256."""
    sha256 = hashlib.sha256(data).hexdigest()
    if _is_kept(sha256, len(data)):
        return sha256
    with arriving(io.BytesIO(data)) as path:
        return settle(path, sha256)


@contextmanager
def arriving(stream: BinaryIO) -> Iterator[Path]:
    """A file of its own with what the stream holds, to be looked at before it is settled; else it goes.

    A piece at a time: a file of any size takes no more memory than one piece.
    """
    folder = Path(settings.UPLOADS)
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            while piece := stream.read(PIECE):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        yield Path(temporary)
    finally:
        Path(temporary).unlink(missing_ok=True)  # it bears its lasting name by now, or is not wanted


def settle(path: Path, sha256: str = "") -> str:
    """Give a file that has arrived its lasting name, which is its SHA-256.

    It was synced before: after a power cut the name holds all bytes or does not exist.
    """
    sha256 = sha256 or hash_of(path)
    if not _is_kept(sha256, path.stat().st_size):
        path.replace(path_of(sha256))
        _sync_folder(path.parent)
    return sha256


def hash_of(path: Path) -> str:
    """SHA-256 of a file, read a piece at a time."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load(sha256: str) -> bytes:
    """The bytes of an upload. Raises `StoreError` when they are lost or altered."""
    try:
        data = path_of(sha256).read_bytes()
    except FileNotFoundError:
        raise lost() from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise StoreError(_("Tệp gốc trong kho lưu đã bị thay đổi. Hãy tải tệp lên lại."))
    return data


def lost() -> StoreError:
    """What is said of a file that should be here."""
    return StoreError(_("Không còn tệp gốc trong kho lưu. Hãy tải tệp lên lại."))


def sweep(*, older_than: datetime) -> int:
    """Dọn tệp dở: remove what an upload that was killed left behind; how many there were.

    A whole file stays, also one that no row names: the store may be an older one, or a new one beside files
    that another still needs.
    """
    left = [
        path
        for path in Path(settings.UPLOADS).glob(f"{UNFINISHED}*")
        if path.stat().st_mtime < older_than.timestamp()
    ]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _is_kept(sha256: str, size: int) -> bool:
    """Whether the bytes are here already."""
    path = path_of(sha256)
    return path.exists() and path.stat().st_size == size


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Stops an upload while it arrives, before a file of any size fills the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

TOO_LARGE = "chungsuc.too_large"


class LimitedUpload(TemporaryFileUploadHandler):
    """Counts what arrives. Past the limit nothing more is kept, and the request says so."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.arrived = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        """Keep a piece. Raises `StopUpload`; the rest is read and dropped so that the page can answer."""
        self.arrived += len(raw_data)
        if self.arrived > settings.UPLOAD_LIMIT:
            self.request.META[TOO_LARGE] = True
            raise StopUpload(connection_reset=False)
        return super().receive_data_chunk(raw_data, start)

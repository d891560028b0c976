"""What every page needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from chungsuc import __version__


def site(request: HttpRequest) -> dict[str, Any]:
    """Version and, where `make run` made them, the notice that demo accounts exist."""
    return {
        "version": __version__,
        "has_demo_accounts": (settings.VAR / "demo-accounts").exists(),
        "page_path": request.path,
    }

"""What every page needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from chungsuc import __version__
from chungsuc.assessments import sample
from chungsuc.web.middleware import page_before


def site(request: HttpRequest) -> dict[str, Any]:
    """Version, languages, and the notices that demo accounts exist or that the figures are invented."""
    return {
        "program_version": __version__,
        "has_demo_accounts": (settings.VAR / "demo-accounts").exists(),
        "has_sample_figures": sample.mark().exists(),
        "page_path": request.path,
        "page_address": address_of_page(request),
        "languages": settings.LANGUAGES,
    }


def address_of_page(request: HttpRequest) -> str:
    """Where this page can be visited again: what answers a form stands at an address that takes no visit."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else page_before(request) or "/"

"""What every page needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from chungsuc import __version__
from chungsuc.assessments import sample


def site(request: HttpRequest) -> dict[str, Any]:
    """Version, and the notices that demo accounts exist or that the figures are invented."""
    return {
        "version": __version__,
        "has_demo_accounts": (settings.VAR / "demo-accounts").exists(),
        "has_sample_figures": sample.mark().exists(),
        "page_path": request.path,
    }

"""Units in words."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Unit
from chungsuc.languages.figures import format_date


def life(unit: Unit) -> str:
    """ "từ 01/07/2025", "đến hết 30/06/2025", "đang hoạt động": its ends, as far as they are known."""
    begun = _("từ %(day)s") % {"day": format_date(unit.valid_from)} if unit.valid_from else ""
    if unit.valid_to is None:
        return begun or _("đang hoạt động")
    ended = _("đến hết %(day)s") % {"day": format_date(unit.valid_to - timedelta(days=1))}
    return f"{begun} {ended}".strip()

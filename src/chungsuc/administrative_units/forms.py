"""Text of an address to values."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _


def asked_day(text: str | None, *, default: date) -> tuple[date, str]:
    """The day that a page is asked for ("2024-01-31", as date fields send it), and what is wrong with it."""
    if not text:
        return default, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return default, _("‘%(text)s’ không phải là ngày. Hãy chọn lại ngày.") % {"text": text[:20]}
    if not 1900 <= day.year <= 2199:
        return default, _("Năm phải từ 1900 đến 2199. Hãy chọn lại ngày.")
    return day, ""

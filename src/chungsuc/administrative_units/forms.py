"""Text of an address to values."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from chungsuc.core.vietnamese.dates import DateError, parse_date
from chungsuc.languages.data import vietnamese

Default = TypeVar("Default", date, None)


def asked_day(text: str | None, *, default: Default) -> tuple[date | Default, str]:
    """The day that a page is asked for, and what is wrong with it.

    People type "30/06/2025"; links carry "2025-06-30".
    """
    text = (text or "").strip()
    if not text:
        return default, ""
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        pass  # not the form of a link: then it was typed
    try:
        day = parse_date(text)
    except DateError as error:
        return default, str(error)
    if not day.is_whole:
        return default, _("‘%(text)s’ thiếu ngày. Hãy nhập đủ ngày/tháng/năm, ví dụ 30/06/2025.") % {
            "text": vietnamese(text[:20])
        }
    return day.first_day(), ""

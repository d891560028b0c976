"""Numbers, money, dates and names on pages, as the reader's language writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from chungsuc.core.statements import PartialDate
from chungsuc.core.vietnamese import dates
from chungsuc.languages import figures
from chungsuc.languages.data import as_told, vietnamese
from chungsuc.languages.figures import format_date, format_number
from chungsuc.languages.words import word

register = template.Library()
register.filter("vi", vietnamese)  # a name, a document, the law: Vietnamese on a page in any language
register.filter("told", as_told)  # a sentence of the reader or of the checks
register.filter("word", word)  # a word of the core
ABSENT = "–"  # absent is not zero: it has its own mark


@register.filter
def sentence(text: str | None) -> str:
    """ "KẾ HOẠCH" as it stands inside a text: "Kế hoạch". What is not all capitals is left as it is."""
    if not text:
        return ""
    lowered = text.lower() if text.isupper() else text
    return lowered[:1].upper() + lowered[1:]


@register.filter
def number(value: Decimal | int | None, places: int | None = None) -> str:
    """12500 is "12.500", 6.25 is "6,25"; nothing is "–"."""
    return ABSENT if value is None or value == "" else format_number(value, places)


@register.filter
def millions(dong: int | None) -> str:
    """Triệu đồng: every digit kept, so that parts sum to their total."""
    return ABSENT if dong is None else figures.in_millions(dong)


@register.filter
def in_measure(dong: int | None, measure: str) -> str:
    """Triệu or tỷ đồng, as the page chose: every digit kept, so that parts sum to their total."""
    return ABSENT if dong is None else figures.in_measure(dong, measure)


@register.filter
def percent(value: Decimal | int | None, places: int | None = None) -> str:
    """Tỷ lệ: 98.5 is "98,5%"."""
    return ABSENT if value is None else f"{format_number(value, places)}%"


@register.filter
def date_vn(value: date | datetime | PartialDate | str | None) -> str:
    """A day, a time or a partial ISO text: "08/03/2022", "tháng 01/2024", "năm 2024"; nothing is ""."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return format_date(iso_date(value) if isinstance(value, str) else value)


@register.filter
def day_typed(value: date | None) -> str:
    """A day as it is typed into a box, in any language: "08/03/2022"."""
    return dates.format_date(value) if value else ""


@register.filter
def time_vn(value: datetime | None) -> str:
    """14:05 ngày 08/03/2022, by the clock of Vietnam."""
    if value is None:
        return ""
    here = timezone.localtime(value)
    return f"{here:%H:%M} {format_date(here.date())}"


def iso_date(text: str) -> PartialDate:
    """ "2024", "2024-01" or "2024-01-15"."""
    return dates.parse_date("/".join(reversed(text.split("-"))))


_BAR = '<svg class="bar" viewBox="0 0 200 12" preserveAspectRatio="none" {}>{}</svg>'
_STRETCH = '<rect class="{}" y="3" width="{}" height="6" rx="3"/>'
_PLANNED = '<rect class="plan" y="0" width="2.5" height="12" x="{}"/>'


@register.simple_tag
def bar(value: Any, whole: Any, mark: Any = None, label: str = "", kind: str = "done") -> SafeString:
    """A bar drawn by the server: `value` of `whole`, and a gold mark where the plan stands.

    Widths are attributes of the picture, so no inline style is needed. Nothing known draws the ground only.
    """
    parts = [format_html(_STRETCH, "ground", "200")]
    if value is not None and whole:
        parts.append(format_html(_STRETCH, kind, _reach(value, whole)))
    if mark is not None and whole:
        parts.append(format_html(_PLANNED, _reach(mark, whole, 197.5)))
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(_BAR, said, SafeString("".join(parts)))


def _reach(value: Any, whole: Any, full: float = 200) -> str:
    """How far along the bar, never past its end; a value that is not zero is always seen."""
    share = min(max(float(value) / float(whole), 0.0), 1.0)
    return f"{max(share * full, 2.0 if share else 0.0):.2f}".rstrip("0").rstrip(".")

"""Số, ngày, tiền: as the reader of the page writes them. Papers do not come here: they stay Vietnamese."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from chungsuc.core import money
from chungsuc.core.statements import PartialDate
from chungsuc.core.vietnamese import dates, numbers
from chungsuc.languages.data import is_home

_SWAPPED = str.maketrans(".,", ",.")
_ENGLISH = re.compile(r"-?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")


def _written(shown: str) -> str:
    """`shown` is in the Vietnamese way: "1.234,5"."""
    return shown if is_home() else shown.translate(_SWAPPED)


def format_number(value: Decimal | int, places: int | None = None) -> str:
    """ "1.234,5"; on a page in English "1,234.5". Raises NumberError for what is not a finite number."""
    return _written(numbers.format_number(value, places))


def in_measure(dong: int, measure: str, places: int | None = None) -> str:
    """An amount in triệu or tỷ đồng, without the measure's name."""
    return _written(money.in_measure(dong, measure, places))


def in_millions(dong: int, places: int | None = None) -> str:
    """An amount in triệu đồng."""
    return _written(money.in_millions(dong, places))


def format_date(value: date | PartialDate) -> str:
    """ "08/03/2022", "tháng 01/2024", "năm 2024"; in English "8 Mar 2022", "Jan 2024", "2024"."""
    if is_home():
        return dates.format_date(value)
    month = str(MONTHS_3[value.month]) if value.month else ""
    return " ".join(filter(None, (str(value.day or ""), month.capitalize(), str(value.year))))


def parse_number(text: str) -> Decimal:
    """A number as the page writes it. Raises NumberError for anything else."""
    if is_home():
        return numbers.parse_number(text)
    typed = text.strip()
    if not _ENGLISH.fullmatch(typed):
        raise numbers.NumberError(
            _("“%(text)s” không phải là số. Hãy nhập, ví dụ, 215,460 hoặc 12.5.") % {"text": typed[:40]}
        )
    return numbers.parse_number(typed.translate(_SWAPPED))

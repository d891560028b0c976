"""Cách nói: the core says its verdicts and reasons in Vietnamese, unless handed another way to say them.

A page in another language passes its own `Speech`. Nothing is asked of the surroundings, so a rule stays a
function of its values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from chungsuc.core.vietnamese.numbers import format_number


@dataclass(frozen=True, slots=True)
class Speech:
    """How words, numbers and quotations are said."""

    say: Callable[[str], str] = str  # a word or a pattern of the core
    number: Callable[[Decimal], str] = format_number
    quote: Callable[[str], str] = str  # the words of the law or of a person: in any language theirs


VIETNAMESE = Speech()

"""Dấu của nhiều số liệu: one hash over all that entries say, which the log holds in their place.

It is the SHA-256 of a JSON list of lists, as `json.dumps` writes it with `ensure_ascii=False`. The text is
put together here, which takes half the time: most words in it are those of another entry too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from chungsuc.assessments.bulk_rows import Checked
from chungsuc.core import observations as core
from chungsuc.core.criteria import Mark, Observed

# Of an entry: its id, unit, set, code, period in words, value, both parts, and what it supersedes.
_Said = tuple[
    UUID, str, str, str, str, Observed, Decimal | None, Decimal | None, frozenset[UUID]
]  # fmt: skip


def digest_of(entries: Iterable[core.Observation]) -> str:
    """SHA-256 over what entries say, in the order of their ids."""
    said: list[_Said] = []
    for each in entries:
        slot = each.slot
        cell = slot.unit_id, slot.criteria_set_id, slot.indicator, str(slot.period)
        said.append((each.id, *cell, each.value, each.numerator, each.denominator, each.supersedes))
    return _digest(said)


def digest_of_checked(entries: Iterable[Checked]) -> str:
    """The same, of entries that are about to be stored."""
    return _digest([each[:9] for each in entries])


def _digest(said: list[_Said]) -> str:
    said.sort(key=lambda each: each[0].int)
    word, number = _Words(), _Numbers()
    lines = []
    for key, unit_id, set_id, code, period, value, numerator, denominator, older in said:
        listed = ", ".join(f'"{each}"' for each in sorted(map(str, older))) if older else ""
        if value is None or value is True or value is False:
            told = _PLAIN[value]
        elif isinstance(value, Decimal):
            told = number[value]
        else:
            told = word[value.value if isinstance(value, Mark) else value]
        parts = "null, null"
        if numerator is not None or denominator is not None:
            parts = f"{number[numerator]}, {number[denominator]}"
        cell = f"{word[unit_id]}, {word[set_id]}, {word[code]}, {word[period]}"
        lines.append(f'["{key}", {cell}, {told}, {parts}, [{listed}]]')
    return hashlib.sha256(f"[{', '.join(lines)}]".encode()).hexdigest()


_PLAIN = {None: "null", True: "true", False: "false"}


class _Words(dict[str, str]):
    """Words in JSON, each written once."""

    def __missing__(self, text: str) -> str:
        self[text] = found = json.dumps(text, ensure_ascii=False)
        return found


class _Numbers(dict[Decimal | None, str]):
    """Numbers as text that does not depend on how many zeros the store adds, each written once."""

    def __missing__(self, number: Decimal | None) -> str:
        self[number] = found = "null" if number is None else f'"{number.normalize() + 0:f}"'
        return found

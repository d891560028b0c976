"""Small turns of phrase that findings share, as officials write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from chungsuc.core.statements import Item, Statement
from chungsuc.core.vietnamese.numbers import format_number

_NEXT, _MOST_LINES = 2, 6  # a blank line may stand between two; so many are still named one by one
_LONGEST_NAME, _LONGEST_QUOTE = 60, 240


def listed(parts: Iterable[str]) -> str:
    """ "a", "b", "c" → "a, b và c"."""
    words = list(parts)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} và {words[-1]}" if words else ""


def at_lines(numbers: Iterable[int]) -> str:
    """ "dòng 45", "các dòng 45, 49 và 53"; many that follow each other are "các dòng 45 đến 81"."""
    lines = sorted(set(numbers))
    runs: list[list[int]] = []
    for line in lines:
        if runs and line - runs[-1][-1] <= _NEXT:
            runs[-1].append(line)
        else:
            runs.append([line])
    shown: list[str] = []
    for run in runs:
        shown += [f"{run[0]} đến {run[-1]}"] if len(run) > _MOST_LINES else map(str, run)
    return f"{'dòng' if len(lines) == 1 else 'các dòng'} {listed(shown)}"


def figure(value: Decimal | int, like: Statement | None = None) -> str:
    """A number as the sentence itself writes its own: "06" asks for "03", "6" for "3"."""
    text = format_number(Decimal(value), None if like is None or not like.decimals else like.decimals)
    if like is None or not like.numbers:
        return text.zfill(2) if text.isdigit() else text
    first = like.numbers[0].split("/")[0].strip()
    is_padded = first.isdigit() and len(first) > 1 and first.startswith("0")
    return text.zfill(len(first)) if is_padded and text.isdigit() else text


def levels_of(said: Statement) -> str:
    """ "13", or "từ 15 đến 18" where communes at several levels are counted together."""
    low = format_number(said.level or Decimal(0))
    return low if said.level_to is None else f"từ {low} đến {format_number(said.level_to)}"


def own_words(item: Item) -> str:
    """The words that the item was read from, shortened where they run on."""
    return shortened(item.source.text, _LONGEST_QUOTE)


def shortened(text: str, most: int = _LONGEST_NAME) -> str:
    """On one line, and cut where it runs on: by default, as long as the name of a row or a column."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def in_order(items: Sequence[Item]) -> list[Item]:
    return sorted(items, key=lambda item: item.source.line)

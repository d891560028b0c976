"""Statements as JSON in a row, and a whole reading out of its rows again, as its review left it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from chungsuc.core.statements import (
    AnnexMention,
    Certainty,
    Duty,
    FundingItem,
    Head,
    Item,
    LegalBasis,
    Line,
    Note,
    OutlineNode,
    PartialDate,
    PlanReading,
    Recipient,
    Signatory,
    StatedSum,
    Statement,
    Table,
    UnitMention,
)
from chungsuc.plans.models import Reading, ReadItem

TYPES: dict[str, type[Item]] = {
    "targets": Statement,
    "baseline": Statement,
    "funding": FundingItem,
    "sums": StatedSum,
    "tasks": Duty,
    "duties": Duty,
    "legal_bases": LegalBasis,
    "annexes": AnnexMention,
    "tables": Table,
    "notes": Note,
    "recipients": Recipient,
    "signatories": Signatory,
}
APART = frozenset({"id", "source", "certainty"})  # these have columns of their own
FOLLOWED = frozenset({"targets", "baseline", "funding"})  # what a confirmation makes something of
POINTERS = ("parent", "part_of")  # to another item of the reading


def plain(value: Any) -> Any:
    """A frozen value of `core.statements` as JSON: a decimal as its digits, a date in ISO form."""
    if isinstance(value, PartialDate | Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    return value


def from_plain(wanted: Any, value: Any) -> Any:
    """The value of a type that `plain` wrote: the other way of it."""
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        if value is None:
            return None
        (wanted,) = (each for each in get_args(wanted) if each is not NoneType)
        return from_plain(wanted, value)
    if origin is tuple:
        kind = get_args(wanted)[0]
        return tuple(from_plain(kind, each) for each in value)
    if wanted is PartialDate:
        return PartialDate.from_iso(value)
    if isinstance(wanted, type) and is_dataclass(wanted):
        known = _hints(wanted)
        return wanted(
            **{name: from_plain(known[name], each) for name, each in value.items() if name in known}
        )
    if isinstance(wanted, type) and issubclass(wanted, Decimal | Enum):
        return wanted(value)
    return value


@cache
def _hints(wanted: type) -> dict[str, Any]:
    return get_type_hints(wanted)


def item_data(item: Item) -> dict[str, Any]:
    """All that was read of an item, without what has a column."""
    kept = [field.name for field in fields(item) if field.name not in APART]
    return {name: plain(getattr(item, name)) for name in kept}


def items_of(reading: PlanReading) -> Iterator[tuple[str, Item]]:
    """Every item that a person may look at, with its section, group by group in the order of the page."""
    for section in TYPES:
        for item in getattr(reading, section):
            yield section, item


def is_asked(section: str, item: Item) -> bool:
    """A person should look: the reader was not sure of what is to be followed, or guessed a place."""
    if section not in FOLLOWED:
        return item.certainty is Certainty.DOUBTFUL
    mentions = item.units if isinstance(item, Statement) else ()
    guessed = any(each.unit_id and each.certainty is not Certainty.CERTAIN for each in mentions)
    return guessed or item.certainty is not Certainty.CERTAIN


def rest_of(reading: PlanReading) -> dict[str, Any]:
    """What belongs to the whole paper and to no item."""
    return {
        "head": plain(reading.head),
        "outline": plain(reading.outline),
        "mentions": plain(reading.mentions),
        "criteria_set_id": reading.criteria_set_id,
        "not_understood": list(reading.not_understood),
        "paragraphs": [list(numbers) for numbers in reading.paragraphs],
    }


def as_reviewed(reading: Reading, items: Iterable[ReadItem]) -> PlanReading:
    """Bản đọc sau rà soát: what was read, with its corrections and without what was rejected.

    What a person looked at and let stand is certain. Needs `rest`, which readings of before have not;
    those a little younger have no paragraphs in it.
    """
    kept = [item for item in items if item.decision != ReadItem.Decision.REJECTED]
    keys = {item.key for item in kept}
    pages = {number: page for number, _text, page in reading.lines}
    sections: dict[str, list[Item]] = {section: [] for section in TYPES}
    for item in kept:
        sections[item.section].append(_item(item, keys, pages))
    rest = reading.rest
    return PlanReading(
        lines=tuple(Line(number, text, page) for number, text, page in reading.lines),
        head=from_plain(Head, rest["head"]),
        outline=from_plain(tuple[OutlineNode, ...], rest["outline"]),
        mentions=from_plain(tuple[UnitMention, ...], rest["mentions"]),
        criteria_set_id=rest["criteria_set_id"],
        coverage=reading.coverage,
        not_understood=tuple(rest["not_understood"]),
        paragraphs=tuple(map(tuple, rest.get("paragraphs", ()))),
        **{section: tuple(found) for section, found in sections.items()},  # type: ignore[arg-type]
    )


def _item(item: ReadItem, keys: set[str], pages: Mapping[int, int | None]) -> Item:
    data = dict(item.reviewed)
    for name in POINTERS:
        if data.get(name) not in keys:
            data.pop(name, None)  # what it was a part of was rejected
    is_confirmed = item.decision == ReadItem.Decision.CONFIRMED
    source = {
        "line": item.line,
        "text": item.text,
        "page": pages.get(item.line),
        "spans": [{"line": line, "start": start, "end": end} for line, start, end in item.spans],
    }
    whole = data | {
        "id": item.key,
        "source": source,
        "certainty": Certainty.CERTAIN if is_confirmed else item.certainty,
    }
    made: Item = from_plain(TYPES[item.section], whole)
    return made

"""Statements as JSON in a row, and what is needed of them again when they become targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from chungsuc.core.statements import Item, PartialDate, PlanReading

SECTIONS = ("targets", "baseline", "funding", "tasks", "duties", "legal_bases", "annexes", "tables", "notes")
APART = frozenset({"id", "source", "certainty"})  # these have columns of their own


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


def item_data(item: Item) -> dict[str, Any]:
    """All that was read of an item, without what has a column."""
    kept = [field.name for field in fields(item) if field.name not in APART]
    return {name: plain(getattr(item, name)) for name in kept}


def items_of(reading: PlanReading) -> Iterator[tuple[str, Item]]:
    """Every item that a person may look at, with its section, group by group in the order of the page."""
    for section in SECTIONS:
        for item in getattr(reading, section):
            yield section, item
    for recipient in reading.recipients:
        yield "recipients", recipient
    if reading.signatory is not None:
        yield "signatory", reading.signatory

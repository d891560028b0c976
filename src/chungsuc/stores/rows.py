"""Writing rows by statements that are composed once, many rows in each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models

from chungsuc.stores.statements import ask, tell

_ROWS = 500  # a statement: below the number of values that every store takes

_PLAIN = frozenset((str, int, bool, type(None)))  # what both stores take as it is
_TAKEN = {"postgresql": _PLAIN | {UUID, Decimal, date, datetime}}  # what each does

Row = dict[str, Any]  # by column; all rows of a statement name the same columns, in the same order
Statement = tuple[str, list[Any]]


def insert(thing: models.Model) -> None:
    """Add a thing, and tell it the number that the store gives it."""
    writes = Writes()
    writes.insert(thing)
    writes.send()


def replace(model: type[models.Model], rows: Sequence[Row], *, key: tuple[str, ...]) -> None:
    """Store rows, each in the place of the one with its key."""
    writes = Writes()
    writes.replace(model, rows, key=key)
    writes.send()


def add_up(model: type[models.Model], rows: Sequence[Row], *, key: tuple[str, ...]) -> None:
    """Add the numbers of each row to those of the one with its key, or store it where there is none.

    Nothing that another writer added in between is lost.
    """
    writes = Writes()
    writes.add_up(model, rows, key=key)
    writes.send()


class AlreadyThere(Exception):
    """A thing with this primary key is stored; whoever tries to add it takes the transaction back."""


class _Statement(NamedTuple):
    sql: str
    values: list[Any]
    thing: models.Model | None = None  # what is added, when its number is wanted


class Writes:
    """Những dòng cần ghi: rows of several tables, in the order in which they will be written.

    PostgreSQL is sent one statement for all tables: to send it one for each takes longer than to write.
    """

    def __init__(self) -> None:
        self._statements: list[_Statement] = []

    def replace(self, model: type[models.Model], rows: Sequence[Row], *, key: tuple[str, ...]) -> None:
        """As the function of this name."""
        if rows:
            self._add(model, rows, _conflict(model, tuple(rows[0]), key))

    def add_up(self, model: type[models.Model], rows: Sequence[Row], *, key: tuple[str, ...]) -> None:
        """As the function of this name."""
        if rows:
            self._add(model, rows, _conflict(model, tuple(rows[0]), key, adding=True))

    def insert_all(self, model: type[models.Model], rows: Sequence[Row]) -> None:
        """Add rows, of which none may stand there already."""
        if rows:
            self._add(model, rows, "")

    def insert(self, thing: models.Model) -> None:
        """As the function of this name."""
        self._statements.append(_Statement(*_statement(type(thing), [row_of(thing)], _told(thing)), thing))

    def insert_each(self, things: Sequence[models.Model]) -> None:
        """The same for things of one kind whose numbers nobody wants to know."""
        if things:
            self._add(type(things[0]), [row_of(each) for each in things], "")
        for each in things:
            _stored(each)

    def insert_new(self, thing: models.Model) -> None:
        """Add a thing; `send` raises `AlreadyThere` where one with its primary key stands."""
        tail = _conflict(type(thing), (), (thing._meta.pk.column,)) + _told(thing)
        self._statements.append(_Statement(*_statement(type(thing), [row_of(thing)], tail), thing))

    def _add(self, model: type[models.Model], rows: Sequence[Row], tail: str) -> None:
        for start in range(0, len(rows), _ROWS):
            self._statements.append(_Statement(*_statement(model, rows[start : start + _ROWS], tail)))

    def send(self) -> None:
        """Write everything that waits."""
        statements, self._statements = self._statements, []
        if statements and connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
            _send_at_once(statements)
            return
        for sql, values, thing in statements:
            if thing is None:
                tell(sql, values)
            else:
                _number(thing, next((number for (number,) in ask(sql, values)), None))


def _send_at_once(statements: Sequence[_Statement]) -> None:
    values = [value for each in statements for value in each.values]
    things = [each.thing for each in statements if each.thing is not None]
    names = [f"w{place}" for place in range(len(statements))]
    written = ", ".join(f"{name} AS ({each.sql})" for name, each in zip(names, statements, strict=True))
    asked = ", ".join(
        f"(SELECT {_quoted(each.thing._meta.pk.column)} FROM {name})"  # noqa: S608
        for name, each in zip(names, statements, strict=True)
        if each.thing is not None
    )
    ((*numbers,),) = ask(f"WITH {written} SELECT {asked or '1'}", values)
    for thing, number in zip(things, numbers, strict=False):
        _number(thing, number)


def _told(thing: models.Model) -> str:
    return f" RETURNING {_quoted(thing._meta.pk.column)}"


def _number(thing: models.Model, number: Any) -> None:
    if number is None:
        raise AlreadyThere
    if isinstance(thing._meta.pk, models.AutoField):
        thing.pk = number
    _stored(thing)


def _stored(thing: models.Model) -> None:
    thing._state.adding, thing._state.db = False, DEFAULT_DB_ALIAS


def json_column(value: Any) -> Any:
    """A value for a JSON column of a row that is not made of a model."""
    here = connections[DEFAULT_DB_ALIAS]
    return value if here.vendor == "postgresql" else json.dumps(value)


def row_of(thing: models.Model) -> Row:
    """A thing that is not stored yet, as its columns; without a number that the store gives."""
    here, row = connections[DEFAULT_DB_ALIAS], {}
    taken = _TAKEN.get(here.vendor, _PLAIN)
    for column, name, field, is_json in _fields(type(thing)):
        value = getattr(thing, name)
        row[column] = value if type(value) in taken and not is_json else field.get_db_prep_save(value, here)
    return row


@cache
def _fields(model: type[models.Model]) -> list[tuple[str, str, models.Field[Any, Any], bool]]:
    fields = [each for each in model._meta.concrete_fields if not isinstance(each, models.AutoField)]
    return [(each.column, each.attname, each, isinstance(each, models.JSONField)) for each in fields]


# --- the text of a statement -----------------------------------------------------------------------
# Names of our own tables and columns only; every value is a parameter.


def _statement(model: type[models.Model], rows: Sequence[Row], tail: str) -> Statement:
    names = tuple(rows[0])
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        return _from_json(model, names) + tail, [json.dumps(rows, default=_in_json, ensure_ascii=False)]
    head, marks = _head(model, names), f"({', '.join(['%s'] * len(names))})"
    values = [value for row in rows for value in row.values()]
    return f"{head}VALUES {', '.join([marks] * len(rows))}{tail}", values


@cache
def _from_json(model: type[models.Model], names: tuple[str, ...]) -> str:
    """One text for any number of rows, so that the server keeps it prepared. The table tells the types."""
    columns, table = ", ".join(map(_quoted, names)), _quoted(model._meta.db_table)
    source = f"SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)"  # noqa: S608
    return _head(model, names) + source


def _in_json(value: Any) -> Any:
    """What a JSON column holds, as it is; of all else the text that the store reads."""
    return value.obj if hasattr(value, "obj") else str(value)


@cache
def _conflict(
    model: type[models.Model], names: tuple[str, ...], key: tuple[str, ...], *, adding: bool = False
) -> str:
    own = f"{_quoted(model._meta.db_table)}.{{0}} + " if adding else ""
    changes = [f"{{0}} = {own}excluded.{{0}}".format(_quoted(name)) for name in names if name not in key]
    what = f"UPDATE SET {', '.join(changes)}" if changes else "NOTHING"
    return f" ON CONFLICT ({', '.join(map(_quoted, key))}) DO {what}"


@cache
def _head(model: type[models.Model], names: tuple[str, ...]) -> str:
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(map(_quoted, names))}) "


def _quoted(name: str) -> str:
    return f'"{name}"'

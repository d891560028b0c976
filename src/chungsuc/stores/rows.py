"""Writing rows by statements that are composed once, many rows in each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

_ROWS = 500  # a statement: below the number of values that every store takes

_PLAIN = (str, int, type(None))  # what both stores take as it is

Row = dict[str, Any]  # by column; all rows of a statement name the same columns, in the same order


def insert(thing: models.Model) -> None:
    """Add a thing, and tell it the number that the store gives it."""
    row, own = row_of(thing), thing._meta.pk
    head, marks = _head(type(thing), tuple(row))
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(f"{head}{marks} RETURNING {_quoted(own.column)}", list(row.values()))
        (number,) = cursor.fetchone()
    if isinstance(own, models.AutoField):
        thing.pk = number
    _stored(thing)


def insert_new(thing: models.Model) -> bool:
    """Add a thing, unless one with its primary key stands there; says whether it was added."""
    model = type(thing)
    if not _write(model, [row_of(thing)], _conflict(model, (), (thing._meta.pk.column,))):
        return False
    _stored(thing)
    return True


def replace(model: type[models.Model], rows: Sequence[Row], *, key: tuple[str, ...]) -> None:
    """Store rows, each in the place of the one with its key."""
    if rows:
        _write(model, rows, _conflict(model, tuple(rows[0]), key))


def add_up(model: type[models.Model], rows: Sequence[Row], *, key: tuple[str, ...]) -> None:
    """Add the numbers of each row to those of the one with its key, or store it where there is none.

    Nothing that another writer added in between is lost.
    """
    if rows:
        _write(model, rows, _conflict(model, tuple(rows[0]), key, adding=True))


def _stored(thing: models.Model) -> None:
    thing._state.adding, thing._state.db = False, DEFAULT_DB_ALIAS


def row_of(thing: models.Model) -> Row:
    """A thing that is not stored yet, as its columns; without a number that the store gives."""
    here, row = connections[DEFAULT_DB_ALIAS], {}
    for field in _fields(type(thing)):
        value = getattr(thing, field.attname)
        if type(value) not in _PLAIN or isinstance(field, models.JSONField):
            value = field.get_db_prep_save(value, here)
        row[field.column] = value
    return row


@cache
def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [each for each in model._meta.concrete_fields if not isinstance(each, models.AutoField)]


@cache
def _conflict(
    model: type[models.Model], names: tuple[str, ...], key: tuple[str, ...], *, adding: bool = False
) -> str:
    own = f"{model._meta.db_table}.{{0}} + " if adding else ""
    changes = [f"{{0}} = {own}excluded.{{0}}".format(_quoted(name)) for name in names if name not in key]
    what = f"UPDATE SET {', '.join(changes)}" if changes else "NOTHING"
    return f" ON CONFLICT ({', '.join(map(_quoted, key))}) DO {what}"


@cache
def _head(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, str]:
    # Names of our own tables and columns only; every value is a parameter.
    head = f"INSERT INTO {model._meta.db_table} ({', '.join(map(_quoted, names))}) VALUES "  # noqa: S608
    return head, f"({', '.join(['%s'] * len(names))})"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _write(model: type[models.Model], rows: Sequence[Row], tail: str) -> int:
    """One statement that both stores know for every few hundred rows; how many rows were written."""
    written = 0
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        for start in range(0, len(rows), _ROWS):
            some = rows[start : start + _ROWS]
            head, marks = _head(model, tuple(some[0]))
            values = [value for row in some for value in row.values()]
            cursor.execute(head + ", ".join([marks] * len(some)) + tail, values)
            written += cursor.rowcount
    return written

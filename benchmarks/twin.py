"""A table like one of ours that nobody else has: who inserts rows bare pays for all that the table asks."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection, models


def make_twin(model: type[models.Model], name: str) -> None:
    """A table with the columns, keys, indexes and checks of the model's, foreign keys among them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if name in connection.introspection.table_names(cursor):
            return
        for statement in (
            _of_postgresql(cursor, table, name) if _is_postgresql() else _of_sqlite(cursor, table)
        ):
            cursor.execute(re.sub(rf'"{table}"', f'"{name}"', statement, count=1))


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def _of_sqlite(cursor: Any, table: str) -> list[str]:
    cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
    made = sorted(cursor.fetchall(), key=lambda each: each[0] != "table")  # the table first
    named = re.compile(r'^(CREATE (?:UNIQUE )?INDEX )"')
    return [named.sub(r'\1"twin_', sql) for _type, sql in made]


def _of_postgresql(cursor: Any, table: str, name: str) -> list[str]:
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype = 'f'",
        [table],
    )
    return [
        f'CREATE TABLE "{table}" (LIKE {table} INCLUDING ALL)',
        *(f'ALTER TABLE "{table}" ADD CONSTRAINT "twin_{key}" {text}' for key, text in cursor.fetchall()),
    ]

"""Statements that are sent again and again with other values.

PostgreSQL plans a statement each time it comes as text, and Django writes the values into it: together that
takes longer than to carry it out. Here the server keeps it prepared, and the values travel beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import Cursor


def ask(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows that a question finds."""
    with _carried_out(sql, parameters) as cursor:
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def tell(sql: str, parameters: Sequence[Any] = ()) -> int:
    """How many rows a statement changed."""
    with _carried_out(sql, parameters) as cursor:
        changed: int = cursor.rowcount
    return changed


def _carried_out(sql: str, parameters: Sequence[Any]) -> AbstractContextManager[Any]:
    here = connections[DEFAULT_DB_ALIAS]
    watched = here.execute_wrappers or here.queries_logged  # whoever counts what is asked sees it all
    return (
        _prepared(here, sql, parameters)
        if here.vendor == "postgresql" and not watched
        else _plain(here, sql, parameters)
    )


@contextmanager
def _plain(here: Any, sql: str, parameters: Sequence[Any]) -> Any:
    with here.cursor() as cursor:
        cursor.execute(sql, parameters)
        yield cursor


@contextmanager
def _prepared(here: Any, sql: str, parameters: Sequence[Any]) -> Any:
    here.close_if_health_check_failed()
    here.ensure_connection()
    here.validate_no_broken_transaction()
    with here.wrap_database_errors, Cursor(here.connection) as cursor:
        cursor.execute(sql, parameters, prepare=True)
        yield cursor

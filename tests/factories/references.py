"""After each test Django asks whether whatever a row of SQLite refers to is there.

Nearly all rows are the country's units and the ways between them, which hardly a test changes: they are asked
again where a statement may have changed them, and all others always.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection

UNITS = "administrative_units_"


class Changes:
    """Notes a statement that may change units: whatever changes a table names it."""

    def __init__(self) -> None:
        self.of_units = False

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if UNITS in sql and not sql.startswith("SELECT "):
            self.of_units = True
        return execute(sql, params, many, context)


def ask_of_units_that_changed(patch: pytest.MonkeyPatch) -> None:
    """Where no statement named units, what leads from one to another is as the first test found it."""
    changes = Changes()
    whole = connection.check_constraints
    with connection.cursor() as cursor:
        asked = [name for name in connection.introspection.table_names() if not _of_units_alone(cursor, name)]

    def check(table_names: Sequence[str] | None = None) -> None:
        whole(asked if table_names is None and not changes.of_units else table_names)
        changes.of_units = False

    patch.setattr(connection, "check_constraints", check)
    patch.setattr(connection, "execute_wrappers", [changes, *connection.execute_wrappers])


def _of_units_alone(cursor: Any, table: str) -> bool:
    """Whether a table is of units, and refers to nothing else."""
    referred = (each[1] for each in connection.introspection.get_relations(cursor, table).values())
    return all(name.startswith(UNITS) for name in (table, *referred))

"""Django looks for the store's connection under this name."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

from chungsuc.stores.sqlite3.turns import Turn


class Cursor(base.SQLiteCursorWrapper):
    """Turns the marks of a statement into SQLite's once: the long statements are the same ones again."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        return (
            _converted(query)
            if param_names is None
            else super().convert_query(query, param_names=param_names)
        )


@lru_cache(maxsize=512)
def _converted(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before a transaction begins to write, and passes it on after."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._turn: Turn | None = None

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        # What is in memory alone has no other process to wait for, and no folder to wait in.
        if self.transaction_mode is None or self.is_in_memory_db():
            super()._start_transaction_under_autocommit()
            return
        if self._turn is None:
            self._turn = Turn(f"{self.settings_dict['NAME']}-turns")
        self._turn.wait()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._turn.end()
            raise

    def _commit(self) -> None:
        super()._commit()  # where it fails Django rolls back, and only then is the turn over
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._end_turn()
            self._turn = None

    def _end_turn(self) -> None:
        if self._turn is not None:
            self._turn.end()

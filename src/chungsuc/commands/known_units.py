"""The units that a command knows: the list that is shipped and, where there is a store, what it records."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from chungsuc.core.units import Gazetteer
from chungsuc.law.units import load_gazetteer

ORDERS = "administrative_units.Reorganisation"
UNITS = "administrative_units.Unit"
UNREACHABLE = (
    "Không hỏi được cơ sở dữ liệu, nên chỉ dùng danh mục đơn vị kèm theo phần mềm. "
    "Hãy kiểm tra cơ sở dữ liệu bằng `chungsuc doctor`."
)


def known_units() -> Gazetteer:
    """Danh mục đơn vị: with what orders that were recorded here changed, where there are any."""
    if not store_with(ORDERS):
        return load_gazetteer()
    from chungsuc.administrative_units.gazetteer import gazetteer

    return gazetteer()


def store_with(model: str) -> bool:
    """Whether there is a store that has a row of the model; if so, Django was started.

    To start it takes as long as to read a paper, so a file is looked into first. A store that cannot be
    asked is told of on stderr.
    """
    if "CHUNGSUC_DATABASE" not in os.environ and not _may_have(model, _file()):
        return False
    from chungsuc.commands.run import start_django

    start_django()
    from django.apps import apps
    from django.db import OperationalError, ProgrammingError, connection

    wanted = apps.get_model(model)
    try:
        return wanted._meta.db_table in connection.introspection.table_names() and wanted.objects.exists()
    except (OperationalError, ProgrammingError):
        print(UNREACHABLE, file=sys.stderr)
        return False


def _file() -> Path:
    """Where the store is when nothing else is said; to ask makes no folder."""
    return Path(os.environ.get("CHUNGSUC_VAR", "var")).resolve() / "chungsuc.sqlite3"


def _may_have(model: str, file: Path) -> bool:
    if not file.is_file():
        return False
    table = model.lower().replace(".", "_")
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as store:
            return store.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None  # noqa: S608
    except sqlite3.Error:
        return True  # Django says what is wrong with it

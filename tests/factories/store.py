"""The store of the tests: the reference units and the criteria sets are in it, as in every installation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from factories import kept, references

LOADED = datetime(2020, 1, 1, tzinfo=UTC)  # before anything that a test does, as the log tells it


def load_law() -> None:
    """What `chungsuc run` loads before any plan."""
    from chungsuc.accounts.actions import ensure_system_account
    from chungsuc.web import setup

    by = ensure_system_account(now=LOADED)
    setup.load_law(tell=lambda _line: None, by=by, now=LOADED)


@pytest.fixture(scope="session")
def whole_run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the processes of a run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def store_with_law(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any, whole_run: Path
) -> Iterator[kept.Kept]:
    """The store of this process as it is before its first test: the law is in it, and nothing else."""
    with django_db_blocker.unblock(), kept.begun(whole_run, load_law):
        made = kept.keep()
        with django_db_blocker.block():
            yield made
        kept.forget(made)


@pytest.fixture(scope="session")
def django_db_setup(store_with_law: kept.Kept, django_db_blocker: Any) -> Iterator[None]:
    """Each test's changes are rolled back; where a test stores them, the law is put back as it was."""
    from django.db import connection
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "sqlite":
            with django_db_blocker.unblock():
                references.ask_of_units_that_changed(patch)
        # Instead of emptying every table, which would take the law away too.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _self: kept.put_back(store_with_law))
        yield


@pytest.fixture
def places(db: None) -> None:
    """The whole country's units."""

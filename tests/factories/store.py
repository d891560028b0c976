"""The store of the tests: the reference units and the criteria sets are in it, as in every installation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from chungsuc.administrative_units.models import Unit

LOADED = datetime(2020, 1, 1, tzinfo=UTC)  # before anything that a test does, as the log tells it


def load_law() -> None:
    """What `chungsuc run` loads before any plan."""
    from chungsuc.accounts.actions import ensure_system_account
    from chungsuc.web import setup

    by = ensure_system_account(now=LOADED)
    setup.load_law(tell=lambda _line: None, by=by, now=LOADED)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load the law once; each test's own changes are rolled back over it."""
    with django_db_blocker.unblock():
        load_law()


@pytest.fixture
def places(db: None) -> None:
    """The whole country's units; loaded again where an emptying test took them away."""
    if not Unit.objects.exists():
        load_law()

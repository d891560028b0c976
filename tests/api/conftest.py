"""A commune of Lan's district, and a program with a key of Lan's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from factories.cast import district
from factories.programs import Program, communes, key_of


@pytest.fixture(autouse=True)
def _no_wrong_keys_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def commune(places: None) -> Unit:
    """A commune of Lan's district."""
    return communes()[0]


@pytest.fixture
def program(lan: User) -> Program:
    """May read and write what Lan may."""
    return key_of(lan, district("084"))

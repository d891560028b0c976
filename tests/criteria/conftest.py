"""Lan works for a province here, and Minh for the whole country."""

from __future__ import annotations

import pytest

from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Unit
from factories.cast import district, person


@pytest.fixture
def province(places: None) -> Unit:
    """A province of before July 2025."""
    return Unit.objects.get(paths_down__descendant=district("084"), paths_down__depth=1)


@pytest.fixture
def lan(system: User, province: Unit) -> User:
    """Lan works in the coordination office of the province."""
    return person("Lan", Role.COORDINATION_OFFICE, province, system)


@pytest.fixture
def minh(system: User) -> User:
    """Minh works in the central office."""
    return person("Minh", Role.COORDINATION_OFFICE, Unit.objects.get(level="country"), system)

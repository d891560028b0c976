"""The same cast everywhere: Lan enters data for her place, Minh reviews at the level above, and Hoa
belongs to another place and sees nothing of Lan's drafts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from chungsuc.accounts.actions import create_user, ensure_system_account, give_role
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Unit

NOW = datetime(2024, 3, 1, 2, 0, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
PASSWORD = "mot-mat-khau-du-dai"


@pytest.fixture
def system(places: None) -> User:
    """The account under which commands act."""
    return ensure_system_account(now=NOW)


def person(name: str, role: Role | None, unit: Unit | None, by: User) -> User:
    """Someone of the cast, with a role at a unit since long ago."""
    user = create_user(username=name.lower(), display_name=name, password=PASSWORD, by=by, now=NOW)
    if role is not None and unit is not None:
        give_role(user=user, role=role, unit=unit, valid_from=LONG_AGO, by=by, now=NOW)
    return user


def district(code: str) -> Unit:
    """A district of before July 2025, by its code."""
    return Unit.objects.get(code=code, level="district")


@pytest.fixture
def lan(system: User) -> User:
    """Lan works in the coordination office of district 084."""
    return person("Lan", Role.COORDINATION_OFFICE, district("084"), system)


@pytest.fixture
def minh(system: User) -> User:
    """Minh reads at the province above Lan's district."""
    province = Unit.objects.get(paths_down__descendant=district("084"), paths_down__depth=1)
    return person("Minh", Role.READER, province, system)


@pytest.fixture
def hoa(system: User) -> User:
    """Hoa works in the coordination office of district 027, far from Lan's."""
    return person("Hoa", Role.COORDINATION_OFFICE, district("027"), system)

"""What the tests of entry share: Lan enters figures of a commune that Minh leads; Hoa enters elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from chungsuc.accounts.actions import give_scope
from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.accounts.policy import Indicator
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import above
from chungsuc.entry.pages import Place, place_of
from factories.cast import LONG_AGO, NOW, person

SET = "vn-2021-2025-commune"
LANS = ("2.1", "10", "17.3", "4")  # what Lan enters


@pytest.fixture
def commune(places: None) -> Unit:
    return Unit.objects.get(code="02821", level="commune", valid_from=None)


@pytest.fixture
def lan(system: User, commune: Unit) -> User:
    return _entering("Lan", commune, LANS, system)


@pytest.fixture
def minh(system: User, commune: Unit) -> User:
    return person("Minh", Role.COMMUNE_LEADER, commune, system)


@pytest.fixture
def hoa(system: User, commune: Unit) -> User:
    other = Unit.objects.filter(level="commune", kind="xã", valid_to__isnull=False).exclude(pk=commune.pk)
    return _entering("Hoa", other.order_by("pk")[0], ("2",), system)


def _entering(name: str, unit: Unit, codes: tuple[str, ...], by: User) -> User:
    user = person(name, Role.ENTRY, unit, by)
    rights = [Indicator(SET, each) for each in codes]
    held = RoleHeld.objects.get(user=user)
    give_scope(held=held, indicators=rights, valid_from=LONG_AGO, by=by, now=NOW)
    return user


@pytest.fixture
def place(commune: Unit) -> Place:
    return place_of(commune.pk, SET, "2024")


@pytest.fixture
def page(commune: Unit) -> str:
    return f"/don-vi/{commune.pk}/nhap-lieu/{SET}/2024/"


@pytest.fixture
def district(commune: Unit) -> Unit:
    return above(commune, NOW.date())[-1]


@pytest.fixture
def office(system: User, district: Unit) -> User:
    """Hoa enters criterion 2, but for its last indicator, in all communes of the district."""
    hoa = person("Hoa", Role.ENTRY, district, system)
    rights = [Indicator(SET, code) for code in ("2.1", "2.2", "10")]
    held = RoleHeld.objects.get(user=hoa)
    give_scope(held=held, indicators=rights, valid_from=LONG_AGO, by=system, now=NOW)
    return hoa


@pytest.fixture
def address(district: Unit) -> str:
    return f"/don-vi/{district.pk}/nhap-nhieu-don-vi/{SET}/2024/2/"


def browser(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


Send = Callable[..., Any]


@pytest.fixture
def send(page: str) -> Send:
    """Leave a cell, as the page's script tells it: the answer and what it holds."""

    def one(user: User | None, code: str, value: str = "", *, parts: str = "", **more: str) -> Any:
        over, _slash, under = parts.partition("/")
        data = {"v": value, "n": over, "d": under, "w": "", "on": "", "id": str(uuid4()), **more}
        return browser(user).post(f"{page}o/{code}/luu/", data)

    return one

"""Bản đồ: each unit an area or a point in its class, and what cannot be drawn is said."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units.actions import load_boundaries
from chungsuc.administrative_units.models import Unit
from chungsuc.dashboards.results.on_map import WIDTH, class_of
from chungsuc.law.boundaries import Outline
from factories.cast import NOW, district
from factories.results import DAY, communes_of, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes(lan: User) -> list[Unit]:
    """The first meets criterion 4, the second does not; the rest have said nothing."""
    found = communes_of()
    record(found[0], "4.1", lan, value=True)
    record(found[0], "4.2", lan, Decimal(99))
    record(found[1], "4.1", lan, value=False)
    return found


def square(number: int, unit: Unit, west: float, south: float) -> Outline:
    ring = ((west, south), (west + 0.1, south), (west + 0.1, south + 0.1), (west, south + 0.1), (west, south))
    return Outline(number, unit.code, "", "", None, ((ring,),))


def place(number: int, unit: Unit, west: float, south: float) -> Outline:
    return Outline(number, unit.code, "", "", (west, south))


def load(by: User, *outlines: Outline) -> None:
    load_boundaries(
        outlines=outlines, source="tệp.geojson", content_hash=str(len(outlines)), day=DAY, by=by, now=NOW
    )


def shown(reader: User, **given: str) -> Any:
    client = Client()
    client.force_login(reader)
    answer = client.get(reverse("dashboards:map", args=[district("084").pk]), {"nam": "2023", **given})
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (None, "no_data"),
        (0.0, "few"),
        (0.49, "few"),
        (0.5, "half"),
        (0.75, "most"),
        (0.99, "most"),
        (1.0, "all"),
    ],
)
def test_the_class_of_a_share(part: float | None, name: str) -> None:
    assert class_of(part) == name


def test_without_any_place_the_page_says_what_is_missing(communes: list[Unit], lan: User) -> None:
    page = shown(lan)
    assert "chungsuc units boundaries" in page
    assert 'class="picture map"' not in page
    assert page.count("Đạt dưới một nửa số tiêu chí</td>") == 2


def test_areas_and_points_stand_where_they_lie(communes: list[Unit], lan: User) -> None:
    west, east, point = communes[:3]
    load(lan, square(1, west, 104.0, 22.0), square(2, east, 104.5, 22.0), place(3, point, 104.25, 22.5))
    page = shown(lan, ma="4")
    paths = dict(re.findall(r'<path class="(\w+)" d="M([\d, ]+)z"/>', page))
    assert paths.keys() == {"met", "not_met"}
    xs = {kind: [int(pair.split(",")[0]) for pair in path.split()] for kind, path in paths.items()}
    assert 0 <= min(xs["met"]) < max(xs["met"]) < min(xs["not_met"]) < max(xs["not_met"]) <= WIDTH
    [(kind, cy)] = re.findall(r'<circle class="(\w+)" cx="\d+" cy="(\d+)"', page)
    assert kind == "no_data"
    assert int(cy) < min(int(pair.split(",")[1]) for pair in paths["met"].split())  # north is above
    assert f'aria-label="{west.full_name}: đạt"' in page
    assert f"{len(communes) - 3} đơn vị chưa có ranh giới hay vị trí" in page
    for unit in communes:  # whoever is not drawn stands in the table
        assert f">{unit.name}</a></th>" in page


def test_what_a_later_file_says_counts(communes: list[Unit], lan: User) -> None:
    load(lan, place(1, communes[0], 104.0, 22.0))
    load(lan, square(1, communes[0], 104.0, 22.0), place(2, communes[1], 104.5, 22.0))
    page = shown(lan)
    assert page.count("<path class") == 1
    assert page.count("<circle class") == 1

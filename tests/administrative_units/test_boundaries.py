"""Nạp ranh giới: each feature finds its one unit of the day, or nothing is stored."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chungsuc.__main__ import main
from chungsuc.accounts.models import User
from chungsuc.administrative_units.actions import load_boundaries
from chungsuc.administrative_units.boundaries import boundaries_of
from chungsuc.administrative_units.models import Boundary, BoundaryLoad, Unit
from chungsuc.administrative_units.queries import above, below
from chungsuc.audit.models import Entry
from chungsuc.law.boundaries import BoundaryError, Outline
from factories.cast import NOW, district

pytestmark = pytest.mark.django_db

DAY = date(2024, 6, 1)
HERE = (104.2, 22.7)


@pytest.fixture
def communes(system: User) -> list[Unit]:
    return below(district("084"), DAY)


def outline(number: int = 1, code: str = "", name: str = "", parent: str = "") -> Outline:
    return Outline(number, code, name, parent, HERE)


def load(by: User, *outlines: Outline, day: date = DAY) -> BoundaryLoad:
    return load_boundaries(
        outlines=outlines, source="xa.geojson", content_hash="0" * 64, day=day, by=by, now=NOW
    )


def test_a_unit_is_found_by_its_code_or_by_its_name_within_the_unit_above(
    communes: list[Unit], system: User
) -> None:
    first, second, third, fourth = communes[:4]
    province = above(district("084"), DAY)[1]
    load(
        system,
        outline(1, code=first.code),
        outline(2, code=second.code, name=second.full_name.upper()),
        outline(3, name=third.name, parent=district("084").full_name),
        outline(4, name=fourth.full_name, parent=district("084").code),
        outline(5, code=province.code),
    )
    found = boundaries_of([unit.pk for unit in (first, second, third, fourth, province)])
    assert len(found) == 5
    assert all(row.place == list(HERE) and row.areas is None for row in found.values())
    entry = Entry.objects.get(action="units.boundaries_loaded")
    assert (entry.data["units"], entry.data["day"]) == (5, "2024-06-01")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"code": "99999"}, r"đối tượng 2 \(99999\)"),
        ({"name": "Không Có"}, r"đối tượng 2 \(Không Có\)"),
        ({"name": "OTHER"}, "đối tượng 2"),  # the right name in the wrong place
        ({"code": "CODE", "name": "Không Phải"}, "đối tượng 2"),  # code and name disagree
        ({"name": "Tân Lập"}, "đối tượng 2"),  # there are many, and nothing says which
        ({"code": "SAME"}, "Đối tượng 1 và 2 cùng là"),
    ],
    ids=["code", "name", "parent", "both", "many", "twice"],
)
def test_one_feature_that_finds_no_unit_refuses_all(
    asked: dict[str, str], told: str, communes: list[Unit], system: User
) -> None:
    first, second = communes[:2]
    words = {"OTHER": second.name, "CODE": second.code, "SAME": first.code}
    given: dict[str, Any] = {name: words.get(value, value) for name, value in asked.items()}
    if "OTHER" in asked.values():
        given["parent"] = district("027").name
    with pytest.raises(BoundaryError, match=told):
        load(system, outline(1, code=first.code), outline(2, **given))
    assert not BoundaryLoad.objects.exists()
    assert not Boundary.objects.exists()


def test_a_code_names_the_unit_of_the_day(communes: list[Unit], system: User) -> None:
    with pytest.raises(BoundaryError, match="Ngày 01/06/2026"):
        load(system, outline(code=district("084").code), day=date(2026, 6, 1))


def test_a_file_is_loaded_by_the_command_once(
    communes: list[Unit], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "xa.geojson"
    features = [
        {
            "type": "Feature",
            "properties": {"code": unit.code},
            "geometry": {"type": "Point", "coordinates": list(HERE)},
        }
        for unit in communes
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    assert main(["units", "boundaries", str(path), "--on", "2024-06-01"]) == 0
    assert f"của {len(communes)} đơn vị ngày 01/06/2024" in capsys.readouterr().out
    assert main(["units", "boundaries", str(path), "--on", "2024-06-01"]) == 2
    assert "đã được nạp" in capsys.readouterr().err
    path.write_bytes(b"\xff\xfe")
    assert main(["units", "boundaries", str(path)]) == 2
    assert "UTF-8" in capsys.readouterr().err
    assert BoundaryLoad.objects.count() == 1

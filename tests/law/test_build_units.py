"""The command that builds the list, on packages of a handful of units."""

import csv
import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from chungsuc.core.units import Gazetteer
from chungsuc.law.build_units import build
from chungsuc.law.errors import LawError
from chungsuc.law.units import read_gazetteer

EVE, REFORM = date(2025, 6, 30), date(2025, 7, 1)

OLD = [  # province, district, commune: title, code, key
    ("Tỉnh Đông", "70", "dong", "Huyện Thượng", "701", "thuong", "Thị trấn Thượng", "70001", "tt"),
    ("Tỉnh Đông", "70", "dong", "Huyện Thượng", "701", "thuong", "Xã An Hoà", "70002", "anhoa"),
    ("Tỉnh Đông", "70", "dong", "Huyện Thượng", "701", "thuong", "Xã Chia", "70003", "chia"),
    ("Tỉnh Đông", "70", "dong", "Huyện Thượng", "701", "thuong", "Phường 1", "70004", "p1"),
    ("Tỉnh Đông", "70", "dong", "Huyện Thượng", "701", "thuong", "Xã Nhập", "70005", "nhap"),
    ("Thành phố Tây", "71", "tay", "Huyện Đảo", "711", "dao", None, None, None),
]
NEW = [
    ("Tỉnh Đông", "70", "dong", "Xã Thượng", "70001", "thuong"),
    ("Tỉnh Đông", "70", "dong", "Xã An Hòa", "70002", "anhoa"),
    ("Tỉnh Đông", "70", "dong", "Xã Hợp", "70005", "hop"),
    ("Tỉnh Đông", "70", "dong", "Đặc khu Đảo", "71009", "dao"),
]
MAPPING = {
    "DICT_PROVINCE": {"dong": ["dong", "tay"]},
    "DICT_PROVINCE_WARD_NO_DIVIDED": {
        "dong": {
            "thuong": ["dong_thuong_tt"],
            "anhoa": ["dong_thuong_anhoa"],
            "hop": ["dong_thuong_p1", "dong_thuong_nhap"],
            "dao": ["tay_dao_"],
        }
    },
    "DICT_PROVINCE_WARD_DIVIDED": {
        "dong": {
            "dong_thuong_chia": [
                {"newWardKey": "hop", "isDefaultNewWard": True},
                {"newWardKey": "thuong", "isDefaultNewWard": False},
            ]
        }
    },
}
NOTE = "Hợp nhất. Số: 9001/NQ-UBTVQH15; Ngày: 16/06/2025"
WARD = "Thành lập phường. Số: 9002/NQ-UBTVQH16; Ngày: 14/04/2026"
PROVINCES = {
    "70": {"code": "70", "type": "thanh-pho", "name_with_type": "Thành phố Đông", "note": "9003/QH16"}
}
PROVINCES["70"]["note"] = "9003/2026/QH16 - 24/04/2026"
COMMUNES = {
    code: {"code": code, "parent_code": "70", "name_with_type": title, "note": note}
    for code, title, note in [
        ("70001", "Phường Thượng", WARD),
        ("70002", "Xã An Hoà", NOTE),
        ("70005", "Xã Hợp", NOTE),
        ("71009", "Đặc khu Đảo", NOTE),
    ]
}
ORDERS = """order,issued_on,effective,certainty,note
9001/NQ-UBTVQH15,2025-06-16,2025-07-01,certain,
9002/NQ-UBTVQH16,2026-04-14,2026-04-30,likely,
9003/2026/QH16,2026-04-24,2026-05-01,likely,
"""
SPELLINGS = "code,day,name,source\n70003,2025-06-30,Chía,Danh mục\n"


@pytest.fixture
def packages(tmp_path: Path) -> tuple[Path, Path, Path]:
    units, address, out = tmp_path / "units", tmp_path / "address", tmp_path / "out"
    (units / "data").mkdir(parents=True)
    (address / "data" / "xa-phuong").mkdir(parents=True)
    out.mkdir()
    base = sqlite3.connect(units / "data" / "dataset.db")
    base.execute(
        "CREATE TABLE admin_units_legacy (province, provinceCode, provinceKey, district, districtCode,"
        " districtKey, ward, wardCode, wardKey)"
    )
    base.execute("CREATE TABLE admin_units (province, provinceCode, provinceKey, ward, wardCode, wardKey)")
    base.executemany("INSERT INTO admin_units_legacy VALUES (?,?,?,?,?,?,?,?,?)", OLD)
    base.executemany("INSERT INTO admin_units VALUES (?,?,?,?,?,?)", NEW)
    base.commit()
    base.close()
    (units / "data" / "converter_2025.json").write_text(json.dumps(MAPPING), encoding="utf-8")
    (address / "data" / "tinh_tp.json").write_text(json.dumps(PROVINCES), encoding="utf-8")
    (address / "data" / "xa-phuong" / "70.json").write_text(json.dumps(COMMUNES), encoding="utf-8")
    (out / "orders.csv").write_text(ORDERS, encoding="utf-8")
    (out / "spellings.csv").write_text(SPELLINGS, encoding="utf-8")
    (out / "regions.csv").write_text("unit_id,name,region,certainty,source\n", encoding="utf-8")
    return units, address, out


@pytest.fixture
def built(packages: tuple[Path, Path, Path]) -> Gazetteer:
    build(*packages)
    return read_gazetteer(packages[2])


def test_the_rows_are_counted(packages: tuple[Path, Path, Path]) -> None:
    # Units: the country; 2 provinces and 2 of later days; 2 districts; 5 communes of old, 3 new, 1 ward.
    assert build(*packages) == {"units.csv": 16, "parents.csv": 20, "successions.csv": 10}


def test_building_twice_gives_the_same_bytes(packages: tuple[Path, Path, Path]) -> None:
    build(*packages)
    first = {path.name: path.read_bytes() for path in packages[2].iterdir()}
    build(*packages)
    assert {path.name: path.read_bytes() for path in packages[2].iterdir()} == first


def test_only_the_parent_changed(built: Gazetteer) -> None:
    """An Hoà and An Hòa are one name; the unit has a district, then a province, then the city."""
    unit = built.get("u70002-a")
    assert (unit.name, unit.valid_from, unit.valid_to) == ("An Hoà", None, None)
    days = (EVE, REFORM, date(2026, 5, 1))
    assert [built.parent(unit.id, day).title for day in days] == [  # type: ignore[union-attr]
        "huyện Thượng", "tỉnh Đông", "thành phố Đông",
    ]  # fmt: skip
    assert built.successors(unit.id) == ()


@pytest.mark.parametrize(
    ("before", "edges"),
    [
        ("u70001-a", [("u70001-b", "merge", "whole", True)]),  # with part of another: a merger
        ("u70003-a", [("u70005-b", "split", "part", True), ("u70001-b", "split", "part", False)]),
        ("u70004-a", [("u70005-b", "merge", "whole", True)]),
        ("u711-a", [("u71009-a", "rename", "whole", True)]),  # an island district
        ("u70001-b", [("u70001-c", "rename", "whole", True)]),  # xã → phường, later
        ("u71-a", [("u70-b", "merge", "whole", True)]),
        ("u701-a", []),
    ],
)
def test_what_became_of_each(built: Gazetteer, before: str, edges: list[tuple[str, str, str, bool]]) -> None:
    found = [(edge.successor_id, edge.kind, edge.share, edge.is_main) for edge in built.successors(before)]
    assert found == edges


def test_names_kinds_and_orders(built: Gazetteer) -> None:
    assert built.get("u70004-a").title == "phường 1"
    assert built.get("u70003-a").name == "Chía"  # spelt by the office
    assert built.get("u71-a").kind == "thành phố"
    ward = built.get("u70001-c")
    assert (ward.title, ward.valid_from) == ("phường Thượng", date(2026, 4, 30))
    # The package keeps only the last order of a unit; the reform's own is that of its province.
    assert [edge.order for edge in built.predecessors("u70001-b")] == ["9001/NQ-UBTVQH15"] * 2
    assert [edge.order for edge in built.predecessors("u70001-c")] == ["9002/NQ-UBTVQH16"]


def test_no_coordinate_is_kept(packages: tuple[Path, Path, Path]) -> None:
    build(*packages)
    with (packages[2] / "units.csv").open(encoding="utf-8") as file:
        assert next(csv.reader(file)) == ["id", "code", "name", "kind", "level", "valid_from", "valid_to"]


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda units, address, out: (units / "data" / "dataset.db").unlink(), "Không đọc được gói"),
        (
            lambda units, address, out: (address / "data" / "tinh_tp.json").write_text("{"),
            "Không đọc được gói",
        ),
        (
            lambda units, address, out: (out / "orders.csv").write_text(ORDERS.replace("9002", "9009")),
            "thiếu nghị quyết 9002/NQ-UBTVQH16",
        ),
        (
            lambda units, address, out: (out / "orders.csv").write_text(
                ORDERS.replace("2026-04-14,2026-04-30", "2025-07-01,2025-07-01")
            ),
            "Hai gói gọi mã 70001 khác nhau",
        ),
        (
            lambda units, address, out: (out / "spellings.csv").write_text(
                SPELLINGS.replace("70003", "70009")
            ),
            r"spellings\.csv, dòng 2: không có mã 70009",
        ),
    ],
)
def test_what_does_not_fit_stops_the_build(packages, spoil, fault) -> None:  # type: ignore[no-untyped-def]
    spoil(*packages)
    with pytest.raises(LawError, match=fault):
        build(*packages)

"""Danh mục đơn vị mà lệnh biết: what was recorded in the store is known to a command, and to a reading."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from chungsuc.__main__ import main
from chungsuc.accounts.models import User
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.actions import (
    add_body,
    add_villages,
    record_reorganisation,
    succeed,
    take_office,
)
from chungsuc.administrative_units.gazetteer import gazetteer
from chungsuc.administrative_units.models import Unit
from chungsuc.commands import known_units
from chungsuc.core.units import Act, LegalOrder, NewUnit, Part, SuccessionKind
from chungsuc.core.units.villages import ListedVillage
from chungsuc.law.units import load_gazetteer
from factories.cast import NOW, district

DAY, EVE = date(2027, 1, 1), date(2026, 12, 31)


@pytest.fixture
def store(system: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store of the test is the one that commands ask."""
    monkeypatch.setenv("CHUNGSUC_DATABASE", "the store of the test")


@pytest.fixture
def merged(store: None, system: User) -> Unit:
    """A commune that an order of this store made from two of the list."""
    below = queries.below(queries.provinces(EVE)[0], EVE)
    first, second = [unit for unit in below if unit.kind == "xã"][:2]
    new = NewUnit(first.code, (Part(first.code), Part(second.code)), SuccessionKind.MERGE, "Nhập Thử", "xã")
    act = Act(LegalOrder("12/NQ", EVE), DAY, (new,))
    _, outcome = record_reorganisation(act=act, by=system, now=NOW)
    return Unit.objects.get(pk=outcome.begun[0].id)


def show(capsys: pytest.CaptureFixture[str], words: str, *more: str) -> str:
    assert main(["units", "show", words, *more]) == 0
    return capsys.readouterr().out


@pytest.mark.django_db
def test_a_unit_of_an_order_recorded_here_is_shown(merged: Unit, capsys: pytest.CaptureFixture[str]) -> None:
    told = show(capsys, f"{merged.code}@2027")
    assert told.startswith(f"xã Nhập Thử — mã {merged.code}")
    assert told.count("Được lập từ: xã ") == 2
    assert told == show(capsys, "xã Nhập Thử")
    former = show(capsys, f"{merged.code}@2026")
    assert "đến hết 31/12/2026" in former
    assert "Nhập vào: xã Nhập Thử" in former
    assert "xã Nhập Thử" in show(capsys, "01", "--on", "2027-01-01") + show(
        capsys, queries.above(merged, DAY)[-1].code, "--on", "2027-01-01"
    )


@pytest.mark.django_db
def test_the_list_is_the_shipped_one_until_an_order_is_recorded(store: None, system: User) -> None:
    assert gazetteer() is load_gazetteer()
    assert known_units.known_units() is load_gazetteer()


@pytest.mark.django_db
def test_a_plan_is_read_with_the_units_of_the_store(
    merged: Unit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The new commune is its place; the shipped list alone does not know it."""
    path = tmp_path / "ke-hoach.txt"
    province = queries.above(merged, DAY)[-1]
    path.write_text(
        f"ỦY BAN NHÂN DÂN\nXÃ NHẬP THỬ\nSố: 01/KH-UBND\n{province.name}, ngày 05 tháng 02 năm 2027\n\n"
        "KẾ HOẠCH\nXây dựng nông thôn mới trên địa bàn xã Nhập Thử năm 2027\n\n"
        "I. MỤC TIÊU\n\n1. Phấn đấu đạt 08 tiêu chí.\n",
        encoding="utf-8",
    )
    assert main(["plan", "read", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["document"]["unit"]["unit_id"] == merged.pk


@pytest.mark.django_db
def test_a_village_is_shown_with_its_board(
    store: None, system: User, capsys: pytest.CaptureFixture[str]
) -> None:
    commune = next(each for each in queries.below(district("084"), date(2024, 1, 1)) if each.kind == "xã")
    day = date(2024, 3, 1)
    row = ListedVillage(commune.code, "thôn", "Thượng Thử", "A2", "B2", "C2")
    add_villages(rows=[row], day=day, by=system, now=NOW)
    village = Unit.objects.get(level="village")
    old, new = (
        add_body(unit=village, name=name, kind="village_board", since=date(2024, 1, 1), by=system, now=NOW)
        for name in ("Ban phát triển thôn khóa cũ", "Ban phát triển thôn")
    )
    take_office(body=new, name="Lan", title="Trưởng ban", since=day, by=system, now=NOW)
    succeed(bodies=[old], into=new, effective=day, decision="3/QĐ-UBND", by=system, now=NOW)
    for words in ("thôn Thượng Thử", "thượng thử", village.code, f"{village.code}@2024-03-02"):
        told = show(capsys, words, "--on", "2024-03-02")
        assert f"thôn Thượng Thử — mã {village.code}" in told
        assert commune.name in told
        assert "Cơ quan: Ban phát triển thôn: Trưởng ban Lan (từ 01/03/2024)" in told
        assert (
            "Cơ quan cũ: Ban phát triển thôn khóa cũ, đến hết 29/02/2024, nay là Ban phát triển thôn "
            "(3/QĐ-UBND)" in told
        )
    assert "thôn Thượng Thử" in show(capsys, f"{commune.code}@2024-03-02", "--on", "2024-03-02")
    [told_json] = json.loads(show(capsys, village.code, "--on", "2024-03-02", "--json"))
    assert told_json["bodies"][0]["officials"] == [
        {"title": "Trưởng ban", "name": "Lan", "since": "2024-03-01"}
    ]
    assert told_json["former_bodies"][0]["into"][0]["name"] == "Ban phát triển thôn"
    assert main(["units", "show", "thôn Không Có"]) == 2
    assert "Không có đơn vị nào" in capsys.readouterr().err


# --- whether there is a store to ask -----------------------------------------------------------------


def store_file(folder: Path, *statements: str) -> Path:
    path = folder / "chungsuc.sqlite3"
    with closing(sqlite3.connect(path)) as store:
        for each in statements:
            store.execute(each)
        store.commit()
    return path


TABLE = "CREATE TABLE administrative_units_reorganisation (id INTEGER)"


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        ([TABLE], False),
        ([TABLE, "INSERT INTO administrative_units_reorganisation VALUES (1)"], True),
        ([], True),  # not prepared yet: Django tells
    ],
)
def test_a_file_is_looked_into_before_anything_is_started(
    statements: list[str], found: bool, tmp_path: Path
) -> None:
    path = store_file(tmp_path, *statements)
    assert known_units._may_have(known_units.ORDERS, path) is found


def test_where_no_store_is_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUNGSUC_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("CHUNGSUC_DATABASE", raising=False)
    assert known_units.known_units() is load_gazetteer()
    assert not (tmp_path / "var").exists()

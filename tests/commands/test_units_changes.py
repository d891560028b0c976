"""`chungsuc units reorganise | tag | villages`: seen before it is recorded, refused in one line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from chungsuc.__main__ import main
from chungsuc.accounts.models import User
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.models import Reorganisation, Unit, UnitTag

pytestmark = pytest.mark.django_db

DAY = date(2027, 1, 1)
BEFORE = date(2026, 12, 31)


@pytest.fixture
def communes(system: User) -> list[Unit]:
    found = queries.below(queries.provinces(BEFORE)[0], BEFORE)
    return [unit for unit in found if unit.kind == "xã"]


@pytest.fixture
def order(communes: list[Unit], tmp_path: Path) -> Path:
    first, second = communes[:2]
    path = tmp_path / "nghi-quyet.yaml"
    path.write_text(
        "order: {number: 12/NQ-HĐND, date: '2026-11-01', issuer: Hội đồng nhân dân tỉnh}\n"
        "effective: '2027-01-01'\nchanges:\n"
        f"  - {{kind: merge, from: ['{first.code}', '{second.code}'],\n"
        f"     into: {{code: '{first.code}', name: Mới, kind: phường}}}}\n",
        encoding="utf-8",
    )
    return path


def test_an_order_is_previewed_recorded_and_not_recorded_twice(
    order: Path, communes: list[Unit], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["units", "reorganise", str(order), "--preview"]) == 0
    told = capsys.readouterr().out
    assert "2 đơn vị kết thúc, 1 đơn vị thành lập, 0 đơn vị chuyển cấp trên" in told
    assert f"ra khỏi phạm vi chương trình: phường Mới ({communes[0].code})" in told
    assert not Reorganisation.objects.exists()

    assert main(["units", "reorganise", str(order)]) == 0
    assert "Đã ghi nghị quyết 12/NQ-HĐND" in capsys.readouterr().out
    assert Unit.objects.get(valid_from=DAY).full_name == "phường Mới"

    assert main(["units", "reorganise", str(order)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_is_no_order_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for content, words in ((b"\xff\xfe", "không phải văn bản mã UTF-8"), (b"order: 1", "dòng 1")):
        path = tmp_path / "x.yaml"
        path.write_bytes(content)
        assert main(["units", "reorganise", str(path)]) == 2
        assert words in capsys.readouterr().err


def test_units_are_tagged_by_a_decision(communes: list[Unit], capsys: pytest.CaptureFixture[str]) -> None:
    said = ["units", "tag", f"{communes[0].code}@2026", "--name", "commune_group", "--value", "2"]
    said += ["--since", "2026-11-01", "--decision", "5/QĐ-UBND", "--decided", "2026-10-01"]
    assert main(said) == 0
    assert "Đã ghi phân loại cho 1 đơn vị" in capsys.readouterr().out
    assert UnitTag.objects.get().value == "2"
    assert main(["units", "tag", "xx@2026", *said[3:]]) == 2
    assert "Không có đơn vị “xx@2026”" in capsys.readouterr().err


def test_villages_come_from_a_workbook_once_every_cell_is_right(
    communes: list[Unit], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "thon.xlsx"

    def listed(*rows: tuple[str, str, str]) -> list[str]:
        book = openpyxl.Workbook()
        for row in (("Mã xã", "Loại", "Tên thôn"), *rows):
            book.active.append(row)
        book.save(path)
        return ["units", "villages", str(path), "--on", "2026-12-31"]

    code = communes[0].code
    assert main([*listed((code, "thôn", "Đông"), ("00000", "thôn", "Tây")), "--add"]) == 1
    assert "Ô A3, sheet ‘Sheet’: không có xã mã ‘00000’" in capsys.readouterr().out
    assert not Unit.objects.filter(level="village").exists()

    command = listed((code, "thôn", "Đông"))
    assert main(command) == 0
    assert "Sẽ thêm 1 thôn" in capsys.readouterr().out
    assert main([*command, "--add"]) == 0
    assert "Đã thêm 1 thôn" in capsys.readouterr().out
    assert [each.full_name for each in queries.below(communes[0], BEFORE, level="village")] == ["thôn Đông"]

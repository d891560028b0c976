"""`chungsuc criteria compare` và `chungsuc criteria overlay`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chungsuc.__main__ import main
from chungsuc.criteria.models import Overlay

OLD, NEW = "vn-2021-2025-commune", "vn-2026-2030-commune"


def test_two_sets_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["criteria", "compare", OLD, NEW]) == 0
    told = capsys.readouterr().out
    assert "19 tiêu chí, 57 chỉ tiêu" in told
    assert "10 tiêu chí, 47 chỉ tiêu" in told
    assert "4.1 Hệ thống điện đạt chuẩn — không còn xét (nhớ lại, chưa đối chiếu) → không có" in told
    assert "không có — mới → 10.3" not in told
    assert "không có — mới → 7.4 Có mô hình thôn thông minh" in told
    assert main(["criteria", "compare", OLD, NEW, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {"from": "4.2", "to": "2.4", "kind": "same", "confidence": "recalled", "note": None} in rows


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [(NEW, OLD, "Chưa có bảng đối chiếu"), (OLD, "bo-khong-co", "Không có bộ tiêu chí “bo-khong-co”")],
)
def test_what_cannot_be_compared(old: str, new: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["criteria", "compare", old, new]) != 0
    assert words in capsys.readouterr().err


@pytest.mark.django_db
def test_a_decision_is_stored_from_its_file(
    places: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tinh.yaml"
    text = f"""\
schema_version: 1
criteria_set: {NEW}
kind: amendment
number: 3/2027/QĐ-TTg
decided_on: '2027-01-05'
effective_on: '2027-02-01'
values:
  - {{indicator: "2.4", from_year: 2027, to_year: 2030, value: 99.5}}
"""
    path.write_text(text, encoding="utf-8")
    assert main(["criteria", "overlay", str(path)]) == 0
    assert "Đã lưu quyết định 3/2027/QĐ-TTg: 1 mức" in capsys.readouterr().out
    assert Overlay.objects.get().stored_by.is_system
    path.write_text(text.replace('"2.4"', '"2.9"').replace("3/2027", "4/2027"), encoding="utf-8")
    assert main(["criteria", "overlay", str(path)]) != 0
    assert "không có chỉ tiêu ‘2.9’" in capsys.readouterr().err
    path.write_bytes(b"\xff\xfe")
    assert main(["criteria", "overlay", str(path)]) != 0
    assert "UTF-8" in capsys.readouterr().err

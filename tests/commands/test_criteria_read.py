"""`chungsuc criteria read`: a decision becomes a file that a person reviews; nothing is taken into use."""

from __future__ import annotations

import pytest

from chungsuc.__main__ import main
from chungsuc.law.criteria import read_criteria_set

DECISION = """THỦ TƯỚNG CHÍNH PHỦ
Số: 12/QĐ-TTg
Hà Nội, ngày 08 tháng 3 năm 2026
QUYẾT ĐỊNH
Ban hành Bộ tiêu chí
BỘ TIÊU CHÍ QUỐC GIA VỀ XÃ NÔNG THÔN MỚI GIAI ĐOẠN 2026-2030
TT\tTên tiêu chí\tNội dung tiêu chí\tChỉ tiêu chung
1\tQuy hoạch\t1.1. Có quy hoạch chung xã được duyệt\tĐạt
2\tGiao thông\t2.1. Tỷ lệ km đường xã được nhựa hóa\t≥ 90%
"""


@pytest.fixture
def decision(tmp_path):
    path = tmp_path / "quyet-dinh.txt"
    path.write_text(DECISION, encoding="utf-8")
    return path


def test_the_draft_is_printed(decision, capsys):
    assert main(["criteria", "read", str(decision)]) == 0
    out, err = capsys.readouterr()
    found = read_criteria_set(out, "nhap.yaml")
    assert [criterion.name for criterion in found.criteria] == ["Quy hoạch", "Giao thông"]
    assert "2 tiêu chí, 2 chỉ tiêu" in err
    assert "chưa đối chiếu" in err


def test_the_draft_is_written_to_a_file(decision, tmp_path, capsys):
    path = tmp_path / "nhap.yaml"
    assert main(["criteria", "read", str(decision), "--out", str(path)]) == 0
    assert capsys.readouterr().out == ""
    assert read_criteria_set(path.read_text(encoding="utf-8"), path.name).indicator("2.1").unit == "%"


def test_a_document_without_a_table_of_criteria(tmp_path, capsys):
    path = tmp_path / "van-ban.txt"
    path.write_text("QUYẾT ĐỊNH\nVề việc khen thưởng\n", encoding="utf-8")
    assert main(["criteria", "read", str(path)]) == 2
    assert "không có bảng tiêu chí" in capsys.readouterr().err

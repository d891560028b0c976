"""Quyết định đặt mức dưới dạng tệp: đọc đúng, và tệp hỏng bị từ chối đúng dòng."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chungsuc.core.criteria import Overlay, OverlayKind, OverlayValue, check_overlay
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.errors import LawError
from chungsuc.law.overlays import read_overlay

TEXT = """\
schema_version: 1
criteria_set: vn-2026-2030-commune
kind: province
province: 02@2026
number: 12/2026/QĐ-UBND
decided_on: '2026-03-05'
effective_on: '2026-03-15'
note: Phụ lục kèm theo
values:
  - {indicator: "6.3.a", commune_group: nhom_3, from_year: 2026, to_year: 2030, value: 55}
  - {indicator: "4.2", commune_group: all, from_year: 2027, to_year: 2030, value: 12.5}
"""


def find(name: str) -> str | None:
    return {"02@2026": "tinh-a"}.get(name)


def test_a_decision_is_read() -> None:
    found = read_overlay(TEXT, "tinh.yaml", find)
    assert found.note == "Phụ lục kèm theo"
    assert found.overlay == Overlay(
        criteria_set_id="vn-2026-2030-commune",
        kind=OverlayKind.PROVINCE,
        number="12/2026/QĐ-UBND",
        decided_on=date(2026, 3, 5),
        effective_on=date(2026, 3, 15),
        province="tinh-a",
        values=(
            OverlayValue(
                code="6.3.a", value=Decimal(55), from_year=2026, to_year=2030, commune_group="nhom_3"
            ),
            OverlayValue(code="4.2", value=Decimal("12.5"), from_year=2027, to_year=2030),
        ),
    )
    check_overlay(found.overlay, load_criteria_sets()["vn-2026-2030-commune"])


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ("schema_version: 1", "schema_version: 3", "dòng 1: chỉ đọc được schema_version 1"),
        ("02@2026", "77@2026", "dòng 4: không có tỉnh ‘77@2026’"),
        ("province: 02@2026\n", "", "phải nêu tỉnh"),
        ("kind: province", "kind: correction", "‘kind’ là ‘correction’"),
        ("decided_on: '2026-03-05'\n", "", "thiếu ‘decided_on’"),
        ("effective_on: '2026-03-15'", "effective_on: '2026-03-01'", "không thể có hiệu lực"),
        ("value: 55", "value: null", "dòng 10: thiếu con số"),
        ("value: 55", "valu: 55", "dòng 10: thiếu ‘value’"),
        ("note:", "nota:", "không biết khóa ‘nota’"),
        (TEXT[TEXT.index('  - {indicator: "6') :], "", "không nêu mức nào"),
    ],
)
def test_a_broken_file_is_refused_in_words(was: str, becomes: str, words: str) -> None:
    assert was in TEXT
    with pytest.raises(LawError, match=words):
        read_overlay(TEXT.replace(was, becomes, 1), "tinh.yaml", find)

"""One amount that is parted twice, by kind and by source: two lists, not one."""

from __future__ import annotations

import pytest

from chungsuc.checking import examine
from chungsuc.core.statements import Severity
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer

PLAN = """KẾ HOẠCH

Xây dựng nông thôn mới huyện Con Cuông, tỉnh Nghệ An năm 2023

I. NGUỒN LỰC

1. Tổng vốn: 50 tỷ đồng, trong đó vốn đầu tư 30 tỷ đồng, vốn sự nghiệp 20 tỷ đồng.

2. Phân theo nguồn: ngân sách trung ương 35 tỷ đồng; ngân sách huyện {} tỷ đồng; huy động 5 tỷ đồng.
"""


@pytest.mark.parametrize(("amount", "wrong"), [("10", False), ("13", True)])
def test_each_list_is_held_to_the_total(amount, wrong):
    found = examine(
        PLAN.format(amount).encode(),
        "ke-hoach.txt",
        gazetteer=load_gazetteer(),
        criteria_sets=load_criteria_sets(),
    ).findings
    assert [each.follows for each in found if each.severity is Severity.ERROR] == ["53 tỷ đồng"] * wrong


TWO_MEASURES = """KẾ HOẠCH

Xây dựng nông thôn mới huyện Con Cuông, tỉnh Nghệ An năm 2023

I. NGUỒN LỰC

1. Tổng vốn: {} triệu đồng, gồm: ngân sách tỉnh 15 tỷ đồng, ngân sách huyện 8 tỷ đồng, huy động 3 tỷ đồng.
"""


@pytest.mark.parametrize(
    ("total", "wrong"),
    [
        ("26.000", False),
        ("25.000", True),  # the total is round in tỷ: nothing was rounded away
        ("25.640", False),  # the parts may each have been rounded to tỷ
    ],
)
def test_parts_in_billions_under_a_total_in_millions(total, wrong):
    found = examine(
        TWO_MEASURES.format(total).encode(),
        "ke-hoach.txt",
        gazetteer=load_gazetteer(),
        criteria_sets=load_criteria_sets(),
    ).findings
    assert any(each.severity is Severity.ERROR for each in found) is wrong

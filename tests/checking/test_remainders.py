"""Số còn lại: what is left of an amount, told as a sum where two amounts of the paper give it exactly."""

from __future__ import annotations

import pytest

from chungsuc.checking import examine
from chungsuc.core.statements import FindingKind
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer

PAPER = """KẾ HOẠCH
Vốn đầu tư phát triển huyện Con Cuông, tỉnh Nghệ An năm 2023

I. NGUỒN VỐN
1. Tổng nguồn vốn là 8.400 triệu đồng.
{reserve}
3. Phân bổ cho các công trình chuyển tiếp là 3.150 triệu đồng.
4. Số vốn còn lại chưa phân bổ là {left} triệu đồng.
"""


def examined(left, reserve="2. Vốn được quản lý theo quy định."):
    text = PAPER.format(left=left, reserve=reserve)
    return examine(
        text.encode(), "ke-hoach.txt", gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets()
    )


def remainders(found):
    return [each for each in found.sums if "−" in each.label]


@pytest.mark.parametrize(
    ("left", "reserve", "told"),
    [
        ("5.250", "2. Vốn được quản lý theo quy định.", "8.400 triệu đồng − 3.150 triệu đồng"),
        (
            "4.410",
            "2. Dự phòng 10% kế hoạch vốn.",
            "8.400 triệu đồng × (100% − 10% dự phòng) − 3.150 triệu đồng",
        ),
    ],
)
def test_what_is_left_is_told_with_the_amounts_that_it_comes_from(left, reserve, told):
    found = examined(left, reserve)
    (checked,) = remainders(found)
    assert checked.holds
    assert checked.label.endswith(told)


def test_a_remainder_of_amounts_that_the_paper_does_not_show_accuses_nobody():
    found = examined("5.137")
    assert remainders(found) == []
    assert not any(each.kind is FindingKind.ARITHMETIC for each in found.findings)

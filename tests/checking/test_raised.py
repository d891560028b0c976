"""Nâng tổng số: what was there and what is added, against what they come to."""

from __future__ import annotations

import pytest
from small_readings import case

from chungsuc.checking.raised import check_raised


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("Thành lập mới 12 tổ hợp tác, nâng tổng số tổ hợp tác từ 40 tổ lên 52 tổ.", True),
        ("Thành lập mới 12 tổ hợp tác, nâng tổng số tổ hợp tác từ 40 tổ lên 53 tổ.", False),
        ("Công nhận thêm 06 sản phẩm; nâng tổng số sản phẩm từ 14 lên 20.", None),  # another sentence
        ("Công nhận thêm 06 sản phẩm OCOP, nâng tổng số từ 14 lên 20 sản phẩm.", True),
        ("Công nhận thêm 06 sản phẩm OCOP, nâng tổng số từ 14 lên 21 sản phẩm.", False),
        ("Kết nạp mới 1.250 đoàn viên, đưa tổng số từ 9.000 lên 10.250 đoàn viên.", True),
        ("Mở thêm 06 lớp, giải thể 02 lớp, nâng tổng số lớp từ 14 lên 18 lớp.", None),
        ("Mở thêm 06 lớp, nâng tổng số trường từ 14 trường lên 15 trường.", None),
        ("Tăng thêm 6%, nâng tổng số từ 14% lên 21%.", None),
    ],
)
def test_what_is_added_to_a_total(sentence, holds):
    findings, sums = check_raised(case(lines=[(5, sentence)]))
    assert [each.holds for each in sums] == [holds] * (holds is not None)
    assert bool(findings) is (holds is False)


def test_a_long_line_ends():
    line = "thêm 5 xã " * 20_000 + "nâng tổng số từ " * 20_000
    assert check_raised(case(lines=[(5, line)])) == ([], [])

"""Communes between two numbers of criteria, beside the total and the mean of all."""

from __future__ import annotations

import pytest

from chungsuc.checking import examine
from chungsuc.core.statements import FindingKind
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer

REPORT = """BÁO CÁO

Kết quả xây dựng nông thôn mới huyện Con Cuông, tỉnh Nghệ An năm 2023

I. KẾT QUẢ THỰC HIỆN NĂM 2023

1. Tổng số tiêu chí đạt được: {total} tiêu chí/12 xã, bình quân {mean} tiêu chí/xã.

2. Số xã đạt 19/19 tiêu chí là 05 xã; số xã đạt từ 15-18 tiêu chí có {upper} xã; có 03 xã đạt từ 10-14 tiêu \
chí; không có xã nào dưới 10 tiêu chí.
"""


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"total": 190, "mean": "15,83", "upper": "04"}, None),  # 95 + (60 to 72) + (30 to 42)
        ({"total": 185, "mean": "15,42", "upper": "04"}, None),
        ({"total": 182, "mean": "15,17", "upper": "04"}, FindingKind.CONTRADICTION),  # at least 185
        ({"total": 212, "mean": "17,67", "upper": "04"}, FindingKind.CONTRADICTION),  # at most 209
        ({"total": 190, "mean": "15,83", "upper": "05"}, FindingKind.CONTRADICTION),  # 13 of 12 communes
        ({"total": 190, "mean": "16,83", "upper": "04"}, FindingKind.ARITHMETIC),
    ],
)
def test_bands_are_held_against_the_total(facts, kind):
    found = examine(
        REPORT.format(**facts).encode(),
        "bao-cao.txt",
        gazetteer=load_gazetteer(),
        criteria_sets=load_criteria_sets(),
    ).findings
    accused = {each.kind for each in found} & {FindingKind.CONTRADICTION, FindingKind.ARITHMETIC}
    assert (kind in accused) if kind else not accused

"""Số tiền: words against figures, shares of the whole, slips of the measure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from small_readings import case, money

from chungsuc.checking.amounts import check_amounts
from chungsuc.checking.funding import check_funding
from chungsuc.core.statements import FindingKind, PartList, Severity


@pytest.mark.parametrize(("in_words", "right"), [(2_500 * 10**6, True), (2_050 * 10**6, False)])
def test_an_amount_and_its_words(in_words, right):
    findings, (checked,) = check_amounts(
        case(funding=[money("f1", 5, "Vốn hỗ trợ", 2_500, in_words=in_words)])
    )
    assert checked.holds is right
    assert [found.severity for found in findings] == [Severity.ERROR] * (not right)


@pytest.mark.parametrize(
    ("share", "right"), [("40", True), ("40.0", True), ("24", True), ("41", False), ("4", False)]
)
def test_a_share_of_its_own_total_or_of_the_whole(share, right):
    items = [
        money("f0", 5, "Tổng vốn", 1_000),
        money("f1", 6, "Ngân sách nhà nước", 600, "f0"),
        money("f2", 7, "Ngân sách cấp xã", 240, "f1", share=Decimal(share)),
    ]
    findings, (checked,) = check_amounts(case(funding=items))
    assert checked.holds is right
    assert bool(findings) is not right


def test_the_same_money_a_thousand_times_larger():
    items = [
        money("f1", 5, "Vốn sửa chữa trạm bơm", 120),
        money("f2", 30, "Vốn sửa chữa trạm bơm", 120_000, stated="120", measure="tỷ đồng"),
    ]
    findings, _ = check_amounts(case(funding=items))
    assert [found.severity for found in findings] == [Severity.WARNING]
    assert "gấp nhau đúng 1.000 lần" in findings[0].message


@pytest.mark.parametrize(("label", "year"), [("Tổng vốn", None), ("Vốn sửa chữa trạm bơm", 2025)])
def test_two_amounts_that_are_not_the_same_money(label, year):
    items = [
        money("f1", 5, label, 120),
        money("f2", 30, label, 120_000, stated="120", measure="tỷ đồng", year=year),
    ]
    assert check_amounts(case(funding=items))[0] == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Thu nhập bình quân đạt 62 tỷ đồng/người/năm.", True),
        ("Thu nhập bình quân đạt 62 triệu đồng/người/năm.", False),
        ("Hỗ trợ đào tạo 2 tỷ đồng/lớp.", False),
        ("Doanh thu 62 tỷ đồng/người.", False),
    ],
)
def test_nobody_earns_billions(sentence, told):
    findings, _ = check_amounts(case(lines=[(5, sentence)]))
    assert [found.kind for found in findings] == [FindingKind.SLIP] * told


def test_one_part_in_the_wrong_measure_is_the_first_repair():
    items = [
        money("f0", 5, "Tổng vốn", 900),
        money("f1", 6, "Ngân sách tỉnh", 500, "f0"),
        money("f2", 7, "Ngân sách xã", 400_000, "f0", stated="400", measure="tỷ đồng"),
    ]
    (found,), _ = check_funding(case(funding=items))
    assert found.repairs[0].startswith(
        "Tổng khớp nếu Ngân sách xã (dòng 7) nhỏ hơn 1.000 lần, là 400 triệu đồng"
    )


@pytest.mark.parametrize(
    ("how", "part", "severity"),
    [
        (PartList.ALL, 300, Severity.ERROR),
        (PartList.SOME, 300, Severity.INFO),  # "trong đó" may leave a source out
        (PartList.SOME, 500, Severity.ERROR),  # but never names more than there is
        (PartList.SOME, 400, None),
    ],
)
def test_parts_as_the_text_introduces_them(how, part, severity):
    items = [
        money("f0", 5, "Tổng vốn", 900, parts=how),
        money("f1", 6, "Ngân sách tỉnh", 500, "f0"),
        money("f2", 7, "Ngân sách xã", part, "f0"),
    ]
    findings, _ = check_funding(case(funding=items))
    assert [found.severity for found in findings] == ([severity] if severity else [])

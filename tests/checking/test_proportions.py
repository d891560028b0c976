"""Tỷ lệ trong câu: what one sentence says of itself."""

from __future__ import annotations

import pytest
from small_readings import case

from chungsuc.checking.proportions import check_proportions
from chungsuc.core.statements import FindingKind, Severity


def told(*lines):
    return check_proportions(case(lines=list(enumerate(lines, start=5))))


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("Có 06/12 xã đạt chuẩn nông thôn mới (đạt 50%).", True),
        ("Có 06/12 xã đạt chuẩn nông thôn mới (đạt 55%).", False),
        ("Có 05/12 xã hoàn thành, chiếm 41,7%.", True),
        ("Có 05/12 xã hoàn thành, chiếm 41,6%.", True),  # cut, not rounded
        ("Có 05/12 xã hoàn thành, chiếm 42,6% số xã.", False),
        ("Có 2.400 hộ cận nghèo, chiếm 20% tổng số 12.000 hộ.", True),
        ("Có 2.400 hộ cận nghèo, chiếm 24% tổng số 12.000 hộ.", False),
        ("Toàn tỉnh có 60 trạm của hai nhà mạng. Trong đó, có 15 trạm 5G (chiếm 25 %).", True),
        ("Toàn tỉnh có 60 trạm của hai nhà mạng, trong đó có 15 trạm 5G, chiếm 35%.", False),
        ("Có 75% số buôn đạt chuẩn (09/12 buôn).", True),
        ("Có 70% tổng số buôn trong huyện đạt chuẩn (09/12 buôn).", False),
        ("Trong tổng số 12.000 hộ có 2.400 hộ cận nghèo, chiếm 20%.", True),
        ("Trong tổng số 12.000 hộ có 2.400 hộ cận nghèo, chiếm 2%.", False),
    ],
)
def test_a_percentage_beside_its_counts(sentence, right):
    findings, (checked,) = told(sentence)
    assert checked.holds is right
    assert [found.kind for found in findings] == [FindingKind.ARITHMETIC] * (not right)


@pytest.mark.parametrize(
    "sentence",
    [
        "Có 06/12 xã đạt chuẩn, đạt 75% kế hoạch.",  # of the plan, not of twelve
        "Có 06/12 xã hoàn thành (đạt 100%).",  # all that was planned
        "Có 06/12 xã đạt chuẩn, chiếm 9% số xã toàn tỉnh.",
        "Có 15/130 xã đạt 12/12 tiêu chí, chiếm 11,5%.",  # of the first pair
        "Có 18 xã đạt 12/12 tiêu chí, chiếm 11,5%.",
        "Quyết định số 12/2024/QĐ-UBND (sửa 30%).",
        "Tháng 06/2024 (đạt 40%).",
        "Có 06/12 xã, tăng 3% so với cùng kỳ.",
        "Giảm 70% số buôn chưa có điện (09/12 buôn).",  # of those without, not of twelve
        "Có 70% số buôn đạt chuẩn (09/12 xã).",
        "Toàn tỉnh có 60 trạm. Trong đó, có 15 trạm 5G, chiếm 35% số trạm của cả vùng.",
        "Toàn tỉnh có 60 trạm, riêng năm nay 20 trạm. Trong đó, có 15 trạm 5G, chiếm 75%.",
        "Tăng từ 40 lên 60 triệu đồng, bình quân tăng 7%/năm.",
        "Năm 2024 tăng 7% so với năm 2023, năm 2025 tăng 8%.",
        "Giá trị tăng từ năm 2020 lên 2025, tăng 5%.",
    ],
)
def test_a_percentage_of_something_else_accuses_nobody(sentence):
    assert told(sentence)[0] == []


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("Thu nhập tăng từ 40 triệu đồng lên 50 triệu đồng, tăng 25%.", True),
        ("Thu nhập tăng từ 40 triệu đồng lên 50 triệu đồng, tăng 35%.", False),
        ("Tăng 35% so với năm 2020, từ 40 lên 50.", False),
        ("Số hộ nghèo giảm từ 800 hộ xuống 600 hộ (giảm 25%).", True),
        ("Số hộ nghèo giảm từ 800 hộ xuống 600 hộ (giảm 33%).", False),
        ("Số hộ nghèo giảm từ 800 hộ xuống 600 hộ (tăng 25%).", False),
        ("Tỷ lệ che phủ tăng từ 40% lên 50%, tăng 10%.", True),  # percentage points
        ("Tỷ lệ che phủ tăng từ 40% lên 50%, tăng 25%.", True),
        ("Tỷ lệ hộ khó khăn giảm từ 9,5% năm 2021 xuống còn 8,2% năm 2022 (giảm 1,3%).", True),
        ("Tỷ lệ hộ khó khăn giảm từ 9,5% năm 2021 xuống còn 8,2% năm 2022 (giảm 1,6%).", False),
        ("Tỷ lệ hộ khó khăn giảm từ 9,5% xuống còn 8,2%, giảm 1,4%.", True),  # both were rounded
        ("Tỷ lệ hộ khó khăn giảm từ 9,5% xuống còn 8,2%, giảm 13,7%.", True),
        ("Tỷ lệ hộ khó khăn giảm từ 9,5% xuống còn 8,2%, giảm 1,3 điểm %.", True),
        ("Tỷ lệ hộ khó khăn giảm từ 9,5% xuống còn 8,2%, giảm 13,7 điểm phần trăm.", False),
        ("Sản lượng tăng từ 40 tấn lên 100 tấn, tăng 2,5 lần.", True),
        ("Sản lượng tăng từ 40 tấn lên 100 tấn, tăng 1,5 lần.", True),
        ("Sản lượng tăng từ 40 tấn lên 100 tấn, tăng 4 lần.", False),
        ("Thu nhập đạt 44 triệu đồng/người/năm, tăng 10% so với năm 2021 (40 triệu đồng/người/năm).", True),
        ("Thu nhập đạt 44 triệu đồng/người/năm, tăng 19% so với năm 2021 (40 triệu đồng/người/năm).", False),
        ("Thu nhập tăng từ 40 triệu đồng/người/năm lên 50 triệu đồng/người/năm, tăng 35%.", False),
        ("Giảm tỷ lệ hộ khó khăn từ 9,5% xuống còn 8,2%, tương ứng giảm 3,3 điểm phần trăm.", False),
        ("Tốc độ tăng từ 5%/năm lên 7%/năm, tăng 2%.", True),
        ("Thu ngân sách tăng từ 1,2 tỷ đồng lên 1,5 tỷ đồng, tăng 28%.", True),  # both were rounded
    ],
)
def test_growth_beside_both_values(sentence, right):
    findings, (checked,) = told(sentence)
    assert checked.holds is right
    assert bool(findings) is not right


def test_a_wrong_change_of_a_share_is_mended_in_points() -> None:
    findings, _ = told("Tỷ lệ hộ khó khăn giảm từ 9,5% xuống còn 8,2% (giảm 1,6%).")
    assert findings[0].severity is Severity.WARNING
    assert findings[0].repairs[0].startswith("Sửa thành 1,3 điểm % (hay 13,68%)")


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Cơ cấu kinh tế: nông nghiệp 35%; công nghiệp 40%; dịch vụ 25%.", False),
        ("Cơ cấu kinh tế: nông nghiệp 33,3%; công nghiệp 33,3%; dịch vụ 33,3%.", False),
        ("Cơ cấu kinh tế: nông nghiệp 35%; công nghiệp 40%; dịch vụ 35%.", True),
        ("Cơ cấu kinh tế: nông nghiệp 35%; công nghiệp 40%; dịch vụ 15%.", False),  # a part left out
        ("Cơ cấu kinh tế: nông nghiệp giảm 35%; công nghiệp tăng 40%; dịch vụ tăng 35%.", False),
    ],
)
def test_shares_of_one_whole(sentence, wrong):
    findings = told(sentence)[0]
    assert bool(findings) is wrong
    assert all("Sửa thành" not in repair for each in findings for repair in each.repairs)  # to what but 100%?


def test_a_sentence_that_the_margin_breaks():
    findings, _ = told("Đến cuối năm có 06/12 xã đạt chuẩn nông", "thôn mới (đạt 55%).")
    assert findings[0].quotes[0].line == 5
    assert findings[0].follows == "50%"


def test_a_long_line_of_digits_ends():
    assert told("1/" * 30_000 + "tăng từ " + "7" * 30_000 + " %") == ([], [])

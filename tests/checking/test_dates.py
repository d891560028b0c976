"""Ngày tháng: what no calendar has, and periods that run backwards."""

from __future__ import annotations

import pytest
from small_readings import case, duty, said

from chungsuc.checking.dates import check_dates
from chungsuc.core.statements import DocumentStatus, PartialDate, Severity


@pytest.mark.parametrize(
    "text",
    [
        "đến ngày 31/02/2024",
        "hoàn thành trước ngày 31/4 hằng năm",
        "ngày 30 tháng 02 năm 2024",
        "trong tháng 13/2024",
        "báo cáo trong quý V/2024",
        "giai đoạn 2030-2026",
        "từ ngày 15/8/2024 đến ngày 10/8/2024",
        "từ tháng 10/2024 đến tháng 3/2024",
        "phấn đấu đến năm 20205 hoàn thành",
        "phấn đấu đến năm 202.",
        "phấn đấu đến năm 0225 hoàn thành",
    ],
)
def test_a_time_that_cannot_be(text):
    assert len(check_dates(case(lines=[(5, text)]))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "đến ngày 29/02/2024; trước ngày 29/02 năm nhuận",
        "quý IV/2024; quý III năm 2024; quý vị đại biểu",
        "giai đoạn 2021-2025, tầm nhìn đến năm 2045",
        "từ tháng 10/2024 đến tháng 3/2025",
        "từ ngày 01/01/2024 đến ngày 31/12/2024",
        "mỗi năm 20500 cây; mỗi năm 202 hộ, trồng mới",
        "Nghị quyết số 30/02/NQ; tỷ lệ 31/4 hộ",
        "công văn số 3102/UBND-NN",
        "24 tháng, 36 tháng",
    ],
)
def test_a_time_that_can(text):
    assert check_dates(case(lines=[(5, text)])) == []


def test_a_day_is_told_once():
    (found,) = check_dates(case(lines=[(5, "trước ngày 31/13/2024")]))
    assert found.severity is Severity.ERROR


ISSUED = {"status": DocumentStatus.ISSUED, "issued_on": PartialDate(2024, 3, 20)}


@pytest.mark.parametrize(
    ("deadline", "told"),
    [("2024-02-15", True), ("2024-02", True), ("2024-03", False), ("2024-12-15", False), ("2023", False)],
)
def test_work_for_a_day_that_is_past(deadline, told):
    work = duty("d1", 30, "Phòng Nông nghiệp", f"Hoàn thành trước {deadline}", deadline=deadline)
    assert bool(check_dates(case(duties=[work], about=ISSUED))) is told


def test_a_draft_has_no_day_to_be_late_for():
    work = duty("d1", 30, "Phòng Nông nghiệp", deadline="2023-02-15")
    assert check_dates(case(duties=[work])) == []


def test_the_day_that_work_begins_is_no_deadline():
    work = duty("d1", 30, "Phòng Nông nghiệp", "Thực hiện từ ngày 01/02/2024", deadline="2024-02-01")
    assert check_dates(case(duties=[work], about=ISSUED)) == []


def test_a_target_for_a_day_that_is_past():
    text = "đến tháng 6/2023 có 03 xã đạt chuẩn"
    goal = said("t1", 9, "count", "reach", "communes", 3, deadline=PartialDate(2023, 6), text=text)
    (found,) = check_dates(case(targets=[goal], about=ISSUED))
    assert "tháng 06/2023" in found.message

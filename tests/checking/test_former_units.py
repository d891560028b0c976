"""Đơn vị không còn: a made-up province that was put in order on one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from small_readings import case, duty

from chungsuc.checking.case import Case
from chungsuc.checking.former_units import check_former_units
from chungsuc.core.statements import Certainty, DocumentStatus, PartialDate, UnitLevel, UnitMention
from chungsuc.core.units import (
    Gazetteer,
    Level,
    Parent,
    Share,
    Succession,
    SuccessionKind,
    Unit,
)

DAY = date(2025, 7, 1)
UNDER_DISTRICT = (Parent("huyen"),)
UNITS = Gazetteer(
    [
        Unit("nuoc", "0", "Việt Nam", "nước", Level.COUNTRY),
        Unit("tinh", "90", "Bắc Giang", "tỉnh", Level.PROVINCE, parents=(Parent("nuoc"),)),
        Unit("huyen", "900", "Lạng Giang", "huyện", Level.DISTRICT, None, DAY, (Parent("tinh"),)),
        Unit("xa1", "9001", "Hòa An", "xã", Level.COMMUNE, None, DAY, UNDER_DISTRICT),
        Unit("xa2", "9002", "Tân Phú", "xã", Level.COMMUNE, None, DAY, UNDER_DISTRICT),
        Unit("xa3", "9003", "Tân Phú", "xã", Level.COMMUNE, DAY, None, (Parent("tinh"),)),
    ],
    [
        Succession(old, "xa3", SuccessionKind.MERGE, Share.WHOLE, True, Decimal(1), DAY)
        for old in ("xa1", "xa2")
    ],
)
ABOUT = {
    "status": DocumentStatus.ISSUED,
    "issued_on": PartialDate(2025, 9, 12),
    "unit": UnitMention("Bắc Giang", UnitLevel.PROVINCE, "tinh", "Bắc Giang", Certainty.CERTAIN),
}


def told(*lines, about=None, title="Kế hoạch phát triển chợ", **parts):
    made = case(lines=list(enumerate(lines, start=5)), about=ABOUT | (about or {}), title=title, **parts)
    return check_former_units(Case(made.reading, UNITS, None))


def test_a_commune_that_became_part_of_another():
    (found,) = told("Xây chợ tại xã Hòa An và xã Tân Phú.", "Khai trương chợ xã Hòa An.")
    assert found.message == (
        "Xã Hòa An (các dòng 5 và 6) không còn là đơn vị hành chính từ ngày 01/07/2025; "
        "địa bàn nay thuộc xã Tân Phú."
    )


@pytest.mark.parametrize(
    "line",
    [
        "Xây chợ tại xã Tân Phú.",  # one of that name there is
        "Xây chợ tại xã Hòa An (cũ).",
        "Xây chợ tại xã Tân Phú, được nhập từ các xã Tân Phú và xã Hòa An.",
        "1\tChợ trung tâm\txã Hòa An",  # a table lists what was given when it was made
        "Xây chợ tại thị trấn Hòa An.",  # nothing of that kind
    ],
)
def test_a_name_that_is_right(line):
    assert told(line) == []


@pytest.mark.parametrize(
    "about",
    [{"issued_on": PartialDate(2025, 6, 12)}, {"status": DocumentStatus.DRAFT}, {"issued_on": None}],
)
def test_a_paper_of_the_time_before_or_of_no_day(about):
    assert told("Xây chợ tại xã Hòa An.", about=about) == []


def test_a_paper_about_the_reorganisation_itself():
    assert told("Xây chợ tại xã Hòa An.", title="Kế hoạch sắp xếp đơn vị hành chính") == []


@pytest.mark.parametrize(
    ("body", "asked"),
    [("UBND các huyện", True), ("Ủy ban nhân dân huyện Lạng Giang", True), ("UBND các xã", False)],
)
def test_work_for_a_district_when_there_are_none(body, asked):
    assert bool(told(duties=[duty("d1", 9, body)])) is asked
    before = {"issued_on": PartialDate(2025, 6, 12)}
    assert not told(duties=[duty("d1", 9, body)], about=before)


def test_without_a_known_place_nothing_is_said():
    assert told("Xây chợ tại xã Hòa An.", about={"unit": replace(ABOUT["unit"], unit_id=None)}) == []

"""Names of places and of criteria: right, shortened, abbreviated, misspelt."""

from __future__ import annotations

from datetime import date

import pytest

from chungsuc.core.statements import Certainty, UnitLevel
from chungsuc.core.units import Level
from chungsuc.reading.criteria_names import CriteriaNames
from chungsuc.reading.places import Places

C = Certainty


@pytest.fixture(scope="module")
def names(criteria_sets):
    return CriteriaNames(criteria_sets["vn-2021-2025-commune"])


@pytest.fixture(scope="module")
def places(gazetteer):
    day = date(2023, 1, 1)
    province = gazetteer.resolve("Nghệ An", level=Level.PROVINCE, on=day)
    home = gazetteer.resolve("Con Cuông", level=Level.DISTRICT, within=province.unit.id, on=day)
    return Places(gazetteer, on=day, home=home.unit, parent=province.unit)


@pytest.mark.parametrize(
    ("text", "code", "certainty"),
    [
        ("Môi trường và an toàn thực phẩm", "17", C.CERTAIN),
        ("Môi trường và ATTP", "17", C.CERTAIN),
        ("môi trường", "17", C.CERTAIN),
        ("Thông tin - truyền thông", "8", C.CERTAIN),
        ("TTTT", "8", C.CERTAIN),
        ("Thủy lợi", "3", C.CERTAIN),
        ("điện nông thôn", "4", C.CERTAIN),
        ("cơ sở hạ tầng thương mại", "7", C.CERTAIN),
        ("Cơ sở vật chất văn hóa", "6", C.CERTAIN),
        ("CSVC văn hóa", "6", C.CERTAIN),
        ("văn hoá", "16", C.CERTAIN),
        ("QP&AN", "19", None),
        ("tiêu chí số 5", "5", C.CERTAIN),
        ("số 13 về Tổ chức sản xuất", "13", C.CERTAIN),
        ("hộ nghèo", "11", C.DOUBTFUL),
        ("nước sạch", "17", C.LIKELY),
        ("Giáo duc và Đào tao", "14", C.LIKELY),  # scanner
        ("đạt kế hoạch đề ra", None, C.DOUBTFUL),
        ("", None, C.DOUBTFUL),
    ],
)
def test_criterion(names, text, code, certainty):
    found = names.find(text)
    assert found.code == code or certainty is None
    assert found.certainty is certainty or certainty is None


def test_without_a_set_no_criterion_is_known():
    assert CriteriaNames(None).find("Y tế").code is None


def test_commas_inside_a_criterion_do_not_part_it(names):
    found = names.listed("Giao thông, Thủy lợi và phòng, chống thiên tai, y tế và văn hóa")
    assert [mention.code for mention in found] == ["2", "3", "15", "16"]


@pytest.mark.parametrize(
    ("text", "name", "certainty"),
    [
        ("Môn Sơn", "Môn Sơn", C.CERTAIN),
        ("Thạch Ngân", "Thạch Ngàn", C.LIKELY),
        ("Lục Da", "Lục Dạ", C.LIKELY),
        ("Hoàn Kiếm", None, C.DOUBTFUL),
    ],
)
def test_commune_of_the_district(places, text, name, certainty):
    found = places.mention(text, UnitLevel.COMMUNE)
    assert (found.name, found.certainty) == (name, certainty)


def test_a_list_of_communes_ends_where_names_end(places):
    text = "xã Môn Sơn, Lục Dạ và xã Thạch Ngân, trong đó có hai xã mới"
    listed = places.listed(text, 0, len(text), UnitLevel.COMMUNE)
    assert [unit.name for unit in listed.units] == ["Môn Sơn", "Lục Dạ", "Thạch Ngàn"]
    assert text[: listed.end].endswith("Thạch Ngân")


def test_places_of_a_running_text(places):
    found = places.in_text(
        "trên địa bàn huyện Con Cuông, tỉnh Nghệ An và các xã Môn Sơn, Lục Dạ; Ủy ban xã MÔN SƠN"
    )
    assert [(unit.text, unit.level) for unit, _, _ in found] == [
        ("Con Cuông", UnitLevel.DISTRICT),
        ("Nghệ An", UnitLevel.PROVINCE),
        ("Môn Sơn", UnitLevel.COMMUNE),
        ("Lục Dạ", UnitLevel.COMMUNE),
    ]

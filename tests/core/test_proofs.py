"""Chỉ tiêu nào phải có minh chứng, theo chính bộ tiêu chí."""

from __future__ import annotations

import unicodedata

import pytest

from chungsuc.core.proofs import demanded_by, names_a_paper
from chungsuc.law.criteria import load_criteria_sets


@pytest.mark.parametrize(
    ("said", "is_demanded"),
    [
        ("Quyết định phê duyệt quy hoạch; biên bản, hình ảnh công bố", True),
        ("Biên bản kiểm tra, ảnh", True),
        ("Danh sách hộ dùng điện do điện lực xác nhận", True),
        ("Hợp đồng thu gom; số liệu khối lượng", True),
        ("Bản cam kết; giấy chứng nhận đủ điều kiện", True),
        (unicodedata.normalize("NFD", "Quyết định thành lập"), True),
        # a list, a table or a report is the figure itself
        ("Bảng kê tuyến đường xã theo km và kết cấu mặt", False),
        ("Biểu tổng hợp nhà ở theo loại kết cấu", False),
        ("Danh sách thôn và nhà văn hóa thôn", False),
        ("Báo cáo khối lượng chất thải nhựa", False),
        ("Báo cáo mức độ ảnh hưởng", False),
        ("", False),
        (None, False),
    ],
)
def test_what_others_issue_is_demanded(said: str | None, is_demanded: bool) -> None:
    assert names_a_paper(said) is is_demanded


def test_a_set_demands_some_of_its_indicators_and_never_all() -> None:
    for criteria_set in load_criteria_sets().values():
        codes = {each.code for each in criteria_set.indicators()}
        assert demanded_by(criteria_set) <= codes
    commune = load_criteria_sets()["vn-2021-2025-commune"]
    found = demanded_by(commune)
    assert {"1.1", "14.1", "15.2", "19.1"} <= found
    assert not {"2.1", "3.1", "9.2", "12.1", "17.12"} & found

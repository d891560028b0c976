"""What a text announces and what it then lists: items below a heading, names below a count."""

from __future__ import annotations

import pytest

from chungsuc.checking import examine
from chungsuc.core.statements import FindingKind
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer

PLAN = """KẾ HOẠCH

Xây dựng nông thôn mới huyện Con Cuông, tỉnh Nghệ An năm 2023

I. MỤC TIÊU

1. Phấn đấu nâng cao đời sống người dân.

II. NHIỆM VỤ

{}

III. TỔ CHỨC THỰC HIỆN

1. Phòng Kinh tế theo dõi, tổng hợp.
"""


def told(body):
    found = examine(
        PLAN.format(body).encode(),
        "ke-hoach.txt",
        gazetteer=load_gazetteer(),
        criteria_sets=load_criteria_sets(),
    ).findings
    return [(each.kind, each.follows) for each in found if each.kind is not FindingKind.IMPLIED]


FEWER, MORE = FindingKind.ARITHMETIC, FindingKind.QUESTION


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("1. Triển khai 03 nhóm giải pháp sau:\n- Tuyên truyền.\n- Đào tạo.\n- Huy động vốn.", []),
        (
            "1. Triển khai 04 nhóm giải pháp sau:\n- Tuyên truyền.\n- Đào tạo.\n- Huy động vốn.",
            [(FEWER, "3 mục")],
        ),
        ("1. Tập trung ba nhiệm vụ sau đây:\na) Tuyên truyền.\nb) Đào tạo.", [(FEWER, "2 mục")]),
        ("1. Tập trung 02 nội dung, gồm:\n- Tuyên truyền.\n- Đào tạo.\n- Huy động vốn.", [(MORE, "3 mục")]),
        # Items and their own items: either count may be meant.
        ("1. Triển khai 04 nhiệm vụ sau:\n- Tuyên truyền:\n+ Báo;\n+ Đài.\n- Vốn:\n+ Xã;\n+ Dân.", []),
        # A line without a mark may be an item too.
        ("1. Triển khai 03 nhiệm vụ sau:\n- Tuyên truyền.\n\nĐào tạo nghề.\n\n- Huy động vốn.", []),
        ("1. Ngay sau nội dung này, làm các việc như sau:\n- Tuyên truyền.\n- Đào tạo.", []),  # not «sáu»
        ("1. Tập trung sáu nhiệm vụ sau:\n- Tuyên truyền.\n- Đào tạo.", [(FEWER, "2 mục")]),
        ("1. Triển khai 03 nhiệm vụ sau:\n- Chỉ một mục.", []),
        ("1. Hoàn thành 03 nhiệm vụ năm trước chuyển sang:\n- Đường.\n- Cầu.", []),
    ],
)
def test_items_that_a_heading_announces(body, expected):
    assert told(body) == expected


@pytest.mark.parametrize(("count", "expected"), [("02", []), ("03", [(FindingKind.ARITHMETIC, "02 xã")])])
def test_communes_that_the_lines_below_a_count_name(count, expected):
    body = f"1. Phấn đấu có thêm {count} xã đạt chuẩn nông thôn mới, gồm:\n- Xã Môn Sơn;\n- Xã Lục Dạ."
    assert told(body) == expected


@pytest.mark.parametrize(
    ("elsewhere", "is_offered"), [("Đã có 125 nhà văn hóa; 125 nhà.", True), ("Còn 125 thôn.", False)]
)
def test_a_figure_of_another_measure_is_no_misprint_of_a_part(elsewhere, is_offered):
    body = f"1. {elsewhere}\n\n2. Xây dựng 188 nhà, gồm:\n- Xã Môn Sơn 63 nhà;\n- Xã Lục Dạ 120 nhà."
    found = examine(
        PLAN.format(body).encode(), "a.txt", gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets()
    ).findings
    assert any("in sai" in each.message for each in found) is is_offered

"""Phép tính nêu trong văn bản: totals with the parts that the text lists, and formulas written out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from chungsuc.core.statements import Certainty, PartList, PlanReading

Read = Callable[[str], PlanReading]
ALL, SOME = PartList.ALL, PartList.SOME
CERTAIN, LIKELY, DOUBTFUL = Certainty.CERTAIN, Certainty.LIKELY, Certainty.DOUBTFUL


def task(text: str) -> str:
    return f"I. NHIỆM VỤ\n\n1. Nhiệm vụ chung\n\n{text}\n"


@pytest.mark.parametrize(
    ("sentence", "total", "parts", "parts_are", "certainty"),
    [
        (
            "Mở tổng số 90 lớp, gồm: 40 lớp mầm non, 30 lớp tiểu học, 20 lớp trung học cơ sở.",
            "90", ["40", "30", "20"], ALL, CERTAIN,
        ),
        (
            "Trồng 1.250 ha rừng, trong đó: 800 ha rừng sản xuất; 300 ha rừng phòng hộ.",
            "1250", ["800", "300"], SOME, CERTAIN,
        ),
        (
            "Kiểm tra 12 cơ sở (trong đó: Môn Sơn: 05 cơ sở, Lục Dạ: 07 cơ sở).",
            "12", ["5", "7"], SOME, CERTAIN,
        ),
        (
            "Lấy mẫu 15 điểm tại 3 xã: Môn Sơn 4 điểm; Lục Dạ 5 điểm; Yên Khê 6 điểm.",
            "15", ["4", "5", "6"], ALL, LIKELY,
        ),
        (
            "Cấp 2.400 cuốn sổ tay, bao gồm 1.400 cuốn cho trường học và 1.000 cuốn cho trạm y tế.",
            "2400", ["1400", "1000"], ALL, CERTAIN,
        ),
        (
            "Sửa 35 km đường, gồm: 20 km đường xã (trong đó 05 km đường đất); 15 km đường thôn.",
            "35", ["20", "15"], ALL, CERTAIN,
        ),
        (
            "Có 45/52 trường, trung tâm, trong đó có 20 trường mầm non, 15 trường tiểu học và 86 điểm lẻ.",
            "45", ["20", "15"], SOME, CERTAIN,
        ),
        (
            "Cử 30 cán bộ (Môn Sơn 10, Lục Dạ 12, Yên Khê 8).",
            "30", ["10", "12", "8"], ALL, LIKELY,
        ),
        (
            "Trồng 900 ha rừng, gồm: rừng đặc dụng 300 ha; rừng sản xuất 500 ha.",  # "sản xuất": no verb here
            "900", ["300", "500"], ALL, CERTAIN,
        ),
        (
            "Hỗ trợ 60 mô hình, gồm 25 mô hình chăn nuôi, 20 mô hình trồng trọt...",
            "60", ["25", "20"], SOME, CERTAIN,
        ),
    ],
)  # fmt: skip
def test_parts_in_one_sentence(
    read_body: Read, sentence: str, total: str, parts: list[str], parts_are: PartList, certainty: Certainty
) -> None:
    said = read_body(task(f"- {sentence}")).sums[0]
    assert said.total.value == Decimal(total)
    assert [part.value for part in said.parts] == [Decimal(part) for part in parts]
    assert (said.parts_are, said.certainty) == (parts_are, certainty)


def test_a_list_inside_a_list_is_a_sum_of_its_own(read_body: Read) -> None:
    text = "- Mở 90 lớp, gồm: 50 lớp công lập (trong đó: 30 lớp bán trú, 20 lớp nội trú); 40 lớp tư thục."
    outer, inner = read_body(task(text)).sums
    assert [part.value for part in outer.parts] == [50, 40]
    assert (inner.total.value, [part.value for part in inner.parts]) == (50, [30, 20])


@pytest.mark.parametrize(
    "sentence",
    [
        "Đặt 22 trạm, xã Lục Dạ: 56 trạm, xã Chi Khê: 47 trạm.",
        "Mở 90 lớp, mỗi lớp 30 học viên, học trong 05 ngày.",
        "Mở 90 lớp tại 12 xã, 03 phường và 02 thị trấn.",
        "Có 25 hộ nghèo; trong đó: hộ già yếu, hộ neo đơn là chủ yếu.",
        "Thực hiện 05 nhiệm vụ: tuyên truyền, kiểm tra, giám sát, sơ kết, tổng kết.",
        "Trồng 10 - 12 ha chè, gồm 05 ha chè shan và 06 ha chè lai.",
        "Đạt 75% kế hoạch, trong đó: 50% là vốn tỉnh, 25% là vốn huyện.",
        "Làm 25 km đường, trong đó 15 km nhựa, 05 km cấp phối; sửa 12 km kênh.",
        "Làm 25 km đường, trong đó: đường xã 15 km; sửa chữa 12 km kênh.",
        "Xây 20 phòng, gồm: 12 phòng học; các phòng còn lại là phòng bộ môn.",
    ],
)
def test_what_is_no_sum(read_body: Read, sentence: str) -> None:
    assert read_body(task(f"- {sentence}")).sums == ()


def test_parts_in_the_bullets_below_and_below_them(read_body: Read) -> None:
    reading = read_body(
        task(
            "Quan trắc nước tại 9 điểm trên 02 hồ như sau:\n\n- Hồ Khe Bố: 04 điểm tại bờ bắc;\n\n"
            "- Hồ Bản Vẽ: lấy mẫu 05 điểm, gồm:\n\n+ 02 điểm ở cửa xả;\n\n+ 03 điểm ở lòng hồ."
        )
    )
    lakes, points = reading.sums
    assert (lakes.total.value, [part.value for part in lakes.parts]) == (9, [4, 5])
    assert (points.total.value, [part.value for part in points.parts]) == (5, [2, 3])
    assert [part.span.line for part in lakes.parts] == [lakes.source.line + 2, lakes.source.line + 4]
    assert lakes.certainty is CERTAIN
    assert lakes.parts[0].what == "Hồ Khe Bố: 04 điểm tại bờ bắc"


def test_a_bullet_with_two_figures_gives_both(read_body: Read) -> None:
    reading = read_body(
        task(
            "- Đặt 7 trạm đo mưa, cụ thể:\n\n+ Xã Môn Sơn: 02 trạm tại bản Búng và 01 trạm tại bản Cò;\n\n"
            "+ Xã Lục Dạ: 04 trạm."
        )
    )
    assert [part.value for part in reading.sums[0].parts] == [2, 1, 4]


def test_one_of_each_for_each_counts_as_the_total_does(read_body: Read) -> None:
    """ "01 bẫy/vườn": as many traps as gardens."""
    reading = read_body(
        task("- Đặt bẫy tại 5 vườn ươm, 01 bẫy/vườn:\n\n+ Xã Môn Sơn: 03 bẫy;\n\n+ Xã Lục Dạ: 02 bẫy.")
    )
    assert [(said.total.value, len(said.parts)) for said in reading.sums] == [(5, 2)]


def test_bullets_that_may_not_belong_to_the_list_leave_it_doubtful(read_body: Read) -> None:
    reading = read_body(
        task(
            "Cấp 10 máy bơm như sau:\n\n- Xã Môn Sơn: 04 máy bơm;\n\n- Xã Lục Dạ: 06 máy bơm;\n\n"
            "- Việc bàn giao làm xong trong quý I."
        )
    )
    assert [said.certainty for said in reading.sums] == [DOUBTFUL]


def test_a_bullet_without_a_figure_in_the_middle_is_no_list(read_body: Read) -> None:
    reading = read_body(
        task("Cấp 10 máy bơm như sau:\n\n- Môn Sơn: 04 máy bơm;\n\n- Chi Khê: sau;\n\n- Lục Dạ: 06 máy bơm.")
    )
    assert reading.sums == ()


def test_a_list_of_money_belongs_to_the_tree_of_funding(read_body: Read) -> None:
    total = "Tổng kinh phí: 900 triệu đồng, gồm:"
    reading = read_body(
        f"I. KINH PHÍ\n\n{total} ngân sách tỉnh 500 triệu đồng, ngân sách huyện 400 triệu đồng.\n"
    )
    assert len(reading.funding) == 3
    assert reading.sums == ()


@pytest.mark.parametrize(
    ("text", "expression", "result", "measure"),
    [
        ("A = (2.450 x 100.000)/ 9.800 = 25.000 người.", "( 2.450 × 100.000 ) / 9.800", "25000", "người"),
        (
            "B = (3.150x100.000)/ 9.450.000 người = 33 người (làm tròn 33).",
            "( 3.150 × 100.000 ) / 9.450.000", "33", "người",
        ),
        ("Tổng điểm = 12,5 + 7,5 + 30 = 50 điểm.", "12,5 + 7,5 + 30", "50", "điểm"),
        ("Vốn còn lại: 4.500 × 90% − 1.050 = 3.000 tỷ đồng.", "4.500 × 90% - 1.050", "3000", "tỷ đồng"),
        ("Tổng số giường: 480 = 200 + 280.", "200 + 280", "480", None),
    ],
)  # fmt: skip
def test_formulas(read_body: Read, text: str, expression: str, result: str, measure: str | None) -> None:
    said = read_body(task(f"- {text}")).sums[-1]
    assert said.expression == expression
    assert (said.total.value, said.total.measure, said.parts) == (Decimal(result), measure, ())


@pytest.mark.parametrize(
    "text",
    [
        "Cột (5) = cột (3) + cột (4).",
        "Gọi K = số điểm của xã; Y = tổng số điểm.",
        "Hệ số quy đổi: 1 USD = 25.000 đồng.",
        "Tỷ lệ 1/500 theo bản đồ số = 12.",
        "Mã số thuế = 0101-234.",
    ],
)
def test_what_is_no_formula(read_body: Read, text: str) -> None:
    assert read_body(task(f"- {text}")).sums == ()


def test_every_sum_has_its_own_id_and_its_place(read_body: Read) -> None:
    reading = read_body(task("- Mở 9 lớp, gồm 4 lớp A và 5 lớp B.\n\n- Mở 7 lớp, gồm 3 lớp A và 4 lớp B."))
    assert [said.id for said in reading.sums] == ["s1", "s2"]
    for said in reading.sums:
        line = reading.lines[said.total.span.line - 1].text
        assert line[said.total.span.start : said.total.span.end] == said.total.stated
        assert said.source.text.startswith(said.total.stated)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "2. Định mức: 9 lớp, trong đó: nhà trẻ 4 lớp; mẫu giáo 5 lớp.",
            ["Định mức: 9 lớp", "nhà trẻ 4 lớp", "mẫu giáo 5 lớp"],
        ),
        ("- Kết nạp: 70 đảng viên = 30 + 40.", ["Kết nạp"]),
    ],
)
def test_a_figure_is_named_without_numbering_and_without_what_leads_in(read_body, text, names) -> None:
    (said,) = read_body(f"I. NHIỆM VỤ\n\n{text}\n").sums
    assert [said.what, *(part.what for part in said.parts)] == names


def test_a_list_that_begins_below_its_opening_word_is_read(read_body: Read) -> None:
    text = "- Thành lập 7 tổ, gồm:\ntổ hòa giải 3 tổ;\ntổ tự quản 4 tổ."
    (said,) = read_body(f"I. NHIỆM VỤ\n\n{text}\n").sums
    assert [part.value for part in said.parts] == [3, 4]


def test_a_formula_goes_on_over_a_line_end(read_body: Read) -> None:
    (said,) = read_body("I. NHIỆM VỤ\n\n- Kết nạp: 90 đảng viên = 20 + 30\n+ 40 đảng viên.\n").sums
    assert said.expression == "20 + 30 + 40"


def test_a_bracket_ends_a_list_whatever_its_names_look_like(read_body):
    (said,) = read_body(
        "I. MỤC TIÊU\n\n1. Tạo việc làm mới cho 560 lao động (gồm: trong tỉnh 220 lao động; "
        "xuất khẩu 200 lao động; ngoài tỉnh 130 lao động).\n"
    ).sums
    assert [part.value for part in said.parts] == [220, 200, 130]  # «xuất khẩu» is no new matter

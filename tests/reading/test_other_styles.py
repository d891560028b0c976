"""Sentences as other districts, provinces and communes write them; places of Con Cuông, figures made up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chungsuc.core.statements import Comparator, Mode, StatementKind, Subject

K, M, S = StatementKind, Mode, Subject


@pytest.mark.parametrize(
    ("sentence", "kind", "mode", "subject", "value"),
    [
        ("Nâng số xã đạt chuẩn nông thôn mới từ 04 xã lên 06 xã.", K.TOTAL, M.REACH, S.COMMUNES, 6),
        ("Tổng số tiêu chí của 12 xã đến cuối năm 2023 đạt 168 tiêu chí.", K.TOTAL, M.REACH, S.CRITERIA, 168),
        ("Tổng số tiêu chí đạt thêm trong năm là 12 tiêu chí.", K.TOTAL, M.ADD, S.CRITERIA, 12),
        (
            "Số xã đạt chuẩn đến cuối năm 2023: 03 xã (Chi Khê, Yên Khê, Môn Sơn).",
            None,
            M.REACH,
            S.COMMUNES,
            3,
        ),
        ("Các xã còn lại đạt từ 11 tiêu chí trở lên.", K.FLOOR, M.REACH, S.CRITERIA, 11),
        ("Duy trì, nâng cao chất lượng 02 xã đã đạt chuẩn: Chi Khê, Yên Khê.", K.KEEP, M.KEEP, S.COMMUNES, 2),
        ("Giữ vững các xã đã đạt chuẩn: Chi Khê, Yên Khê, Môn Sơn.", K.KEEP, M.KEEP, S.COMMUNES, 3),
        ("Công nhận 01 xã đạt chuẩn nông thôn mới là xã Chi Khê.", None, M.ADD, S.COMMUNES, 1),
        ("Xây dựng 01 xã nông thôn mới kiểu mẫu: xã Chi Khê.", None, M.REACH, S.OTHER, 1),
        ("Hoàn thành thêm 06 chỉ tiêu.", K.COUNT, M.ADD, S.OTHER, 6),
        ("Thu nhập bình quân đầu người đạt trên 40 triệu đồng.", K.COUNT, M.REACH, S.INDICATOR, 40),
    ],
)
def test_what_is_promised(goal, sentence, kind, mode, subject, value):
    found = goal(sentence)
    assert (found.mode, found.subject, found.value) == (mode, subject, Decimal(value))
    assert kind is None or found.kind is kind


@pytest.mark.parametrize(
    ("sentence", "units", "codes"),
    [
        ("Xã Chi Khê đạt thêm 01 tiêu chí số 5 (Trường học).", ["Chi Khê"], ["5"]),
        ("Xã Chi Khê đạt thêm 01 tiêu chí số 13.", ["Chi Khê"], ["13"]),
        ("Xã Chi Khê 01 tiêu chí: số 3 (Thủy lợi và phòng, chống thiên tai).", ["Chi Khê"], ["3"]),
        ("Xã Chi Khê 01 tiêu chí (tiêu chí số 3 về Thủy lợi và phòng, chống thiên tai).", ["Chi Khê"], ["3"]),
        (
            "Các xã Chi Khê, Yên Khê mỗi xã đạt thêm 01 tiêu chí Trường học.",
            ["Chi Khê", "Yên Khê"],
            ["5"],
        ),
        ("Xã Chi Khê, xã Yên Khê: mỗi xã hoàn thành ít nhất 01 tiêu chí.", ["Chi Khê", "Yên Khê"], []),
        ("Xã Chi Khê, xã Yên Khê, mỗi xã tăng 01 tiêu chí.", ["Chi Khê", "Yên Khê"], []),
        ("Các xã Chi Khê, Yên Khê phấn đấu đạt thêm từ 01 đến 02 tiêu chí/xã.", ["Chi Khê", "Yên Khê"], []),
    ],
)
def test_each_named_commune_gains(goal, sentence, units, codes):
    found = goal(sentence)
    assert (found.kind, found.mode, found.value) == (K.GAIN, M.ADD, Decimal(1))
    assert [unit.name for unit in found.units] == units
    assert [criterion.code for criterion in found.criteria] == codes
    assert not found.all_units


def test_at_least_for_each_of_the_named(goal):
    found = goal("Xã Chi Khê, xã Yên Khê: đạt thêm ít nhất 01 tiêu chí.")
    assert found.comparator is Comparator.AT_LEAST
    assert [unit.name for unit in found.units] == ["Chi Khê", "Yên Khê"]


def test_what_a_commune_still_lacks_it_gains(read_body):
    reading = read_body(
        "I. MỤC TIÊU\n\n- Công nhận mới 01 xã đạt chuẩn là xã Chi Khê (hoàn thành 02 tiêu chí còn lại "
        "là Trường "
        "học và Thu nhập).\n"
    )
    gained = reading.targets[1]
    assert (gained.kind, gained.units[0].name) == (K.GAIN, "Chi Khê")
    assert [criterion.code for criterion in gained.criteria] == ["5", "10"]


def test_a_list_behind_a_share_belongs_to_the_count(read_body):
    reading = read_body(
        "I. MỤC TIÊU\n\n- Có 03/12 xã đạt chuẩn nông thôn mới (25%): Chi Khê, Yên Khê, Môn Sơn.\n"
    )
    count, share = reading.targets
    assert [unit.name for unit in count.units] == ["Chi Khê", "Yên Khê", "Môn Sơn"]
    assert (share.kind, share.value) == (K.SHARE, Decimal(25))


def test_parts_of_capital_letters_stand_above_roman_numbers(read_body):
    reading = read_body(
        "A. MỤC TIÊU\n\nI. Mục tiêu chung\n\n1. Có thêm 01 xã đạt chuẩn nông thôn mới.\n\n"
        "B. TỔ CHỨC THỰC HIỆN\n\n"
        "1. Phòng Tài chính - Kế hoạch\n\n- Tham mưu phân bổ vốn cho các xã.\n"
    )
    assert [duty.body for duty in reading.duties] == ["Phòng Tài chính - Kế hoạch"]


def test_money_in_running_prose_is_a_tree(read_body):
    reading = read_body(
        "I. GIẢI PHÁP\n\n1. Huy động các nguồn lực, giai đoạn 2021 - 2025 huy động khoảng 90 tỷ đồng, "
        "trong đó: ngân "
        "sách trung ương 60 tỷ đồng; nhân dân đóng góp 30 tỷ đồng.\n"
    )
    total, *parts = reading.funding
    assert [part.parent for part in parts] == [total.id, total.id]


def test_money_paid_out_is_no_source(read_body):
    reading = read_body(
        "I. NGUỒN LỰC\n\n1. Kế hoạch vốn là 900 triệu đồng; đã giải ngân 300 triệu đồng. Cụ thể:\n\n"
        "- Vốn đầu tư: kế hoạch 600 triệu đồng, giải ngân 200 triệu đồng;\n\n"
        "- Vốn sự nghiệp: kế hoạch 300 triệu đồng, giải ngân 100 triệu đồng.\n"
    )
    assert [item.stated for item in reading.funding] == ["900", "600", "300"]


def test_a_signature_ends_before_the_annex(read_body):
    reading = read_body(
        "I. MỤC TIÊU\n\n1. Có thêm 01 xã đạt chuẩn.\n\nNơi nhận:\n- Lưu: VT.\n\n"
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nPHỤ LỤC\n\n"
        "TT\tXã\tSố thôn\n1\tChi Khê\t3\n2\tYên Khê\t4\n"
    )
    assert reading.signatories[0].name is None
    assert reading.signatories[0].capacity == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_a_law_with_its_number_is_a_basis(read):
    reading = read(
        "HỘI ĐỒNG NHÂN DÂN TỈNH NGHỆ AN\n\nSố: 9/NQ-HĐND\n\nNghệ An, ngày 05 tháng 5 năm 2026\n\n"
        "NGHỊ QUYẾT\n\n"
        "Về vốn\n\nCăn cứ Luật Ngân sách nhà nước số 89/2025/QH15;\n\nĐiều 1. Mục tiêu\n"
    )
    (law,) = [basis for basis in reading.legal_bases if basis.in_opening]
    assert (law.kind, law.number, law.subject) == ("Luật", "89/2025/QH15", "Ngân sách nhà nước")


def test_a_list_goes_on_behind_semicolons(goal):
    found = goal("Xã Chi Khê 03 tiêu chí, gồm: Trường học; Thủy lợi và phòng, chống thiên tai; hộ nghèo;")
    assert [criterion.code for criterion in found.criteria] == ["5", "3", "11"]


TITLE = "KẾ HOẠCH\n\nXây dựng nông thôn mới trên địa bàn huyện {} năm 2023\n\nI. MỤC TIÊU\n\n- {}\n"


@pytest.mark.parametrize(
    ("home", "sentence", "name", "kind"),
    [
        ("Trần Đề, tỉnh Sóc Trăng", "Xã Trung Bình: đạt thêm 01 tiêu chí (Điện).", "Trung Bình", "xã"),
        ("Đak Đoa, tỉnh Gia Lai", "Xã A Dơk hoàn thành thêm 01 tiêu chí (Điện).", "A Dơk", "xã"),
        ("Đầm Hà, tỉnh Quảng Ninh", "Xã Đầm Hà đạt thêm 01 tiêu chí (Điện).", "Đầm Hà", "xã"),
    ],
)
def test_communes_called_like_other_things(read, gazetteer, home, sentence, name, kind):
    """Like a word of the grammar, with a name of one letter, like the town beside them."""
    (gained,) = read(TITLE.format(home, sentence)).targets
    unit = gazetteer.get(gained.units[0].unit_id)
    assert (unit.name, unit.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "province"),
    [
        (
            TITLE.format("Cao Lãnh, tỉnh Đồng Tháp", "Có thêm 01 xã đạt chuẩn."),
            "Đồng Tháp",
        ),  # and a city so named
        (TITLE.format("Châu Thành", "Có thêm 02 xã đạt chuẩn: xã Vĩnh Hanh, xã Cần Đăng."), "An Giang"),
    ],
)
def test_a_district_of_several_that_are_called_so(read, gazetteer, text, province):
    head = read(text).head
    assert gazetteer.get(head.unit.unit_id).kind == "huyện"
    assert head.parent.name == province


@pytest.mark.parametrize(
    ("sentence", "tree"),
    [
        (  # a bracket inside "trong đó" parts the amount before it
            "Tổng vốn 9 tỷ đồng, trong đó A 8 tỷ đồng (B 6 tỷ đồng, C 2 tỷ đồng), D 1 tỷ đồng.",
            [("9", None), ("8", "9"), ("6", "8"), ("2", "8"), ("1", "9")],
        ),
        (
            "Tổng vốn 8 tỷ 500 triệu đồng, gồm ngân sách huyện 5 tỷ đồng, xã 3,5 tỷ đồng.",
            [("8 tỷ 500", None), ("5", "8 tỷ 500"), ("3,5", "8 tỷ 500")],
        ),
    ],
)
def test_amounts_inside_amounts(read_body, sentence, tree):
    items = read_body(f"I. NGUỒN LỰC\n\n{sentence}\n").funding
    stated = {item.id: item.stated for item in items}
    assert [(item.stated, stated.get(item.parent)) for item in items] == tree


def test_a_commune_that_was_not_understood_is_no_total_of_all(read_body):
    assert read_body("I. MỤC TIÊU\n\n- Xã Đồng hạ: đạt thêm 02 tiêu chí.\n").targets == ()


def test_up_to_so_many_is_where_it_ends(goal):
    found = goal("Xã Chi Khê phấn đấu tăng từ 12 lên 14 tiêu chí.")
    assert (found.kind, found.mode, found.value) == (K.COUNT, M.REACH, Decimal(14))
    assert [unit.name for unit in found.units] == ["Chi Khê"]


def test_a_mean_that_grows_by_so_much(goal):
    assert goal("Phấn đấu mỗi xã tăng bình quân 1,5 tiêu chí.").mode is Mode.ADD


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("- Xã Mỹ Quý 03 tiêu chí (Thu nhập, Lao động, Y tế).", 3),  # not the third quarter
        ("- Xã Mỹ Quý hoàn thành thêm 02 tiêu chí trong quý 3: Thu nhập, Lao động.", 2),
    ],
)
def test_a_name_may_end_like_the_word_for_a_quarter(read, sentence, value):
    text = (
        "Số: 45/KH-UBND\n\nTháp Mười, ngày 12 tháng 02 năm 2023\n\nKẾ HOẠCH\n\n"
        "Xây dựng nông thôn mới huyện Tháp Mười, tỉnh Đồng Tháp năm 2023\n\nI. MỤC TIÊU\n\n"
        f"1. Các xã hoàn thành thêm {value:02d} tiêu chí, trong đó:\n\n{sentence}\n"
    )
    gained = [each for each in read(text).targets if each.units]
    assert [(each.units[0].name, each.value) for each in gained] == [("Mỹ Quý", value)]


@pytest.mark.parametrize("above", ["thành phố Quảng Ninh", "tỉnh Tuyên Quang"])
def test_a_commune_of_several_that_are_called_so(read, gazetteer, above):
    home = read(
        f"ỦY BAN NHÂN DÂN\nXÃ TIÊN YÊN\n\nSố: 7/KH-UBND\n\nTiên Yên, ngày 15 tháng 01 năm 2027\n\n"
        f"KẾ HOẠCH\n\nXây dựng nông thôn mới xã Tiên Yên, {above}, năm 2027\n\n"
        "I. MỤC TIÊU\n\n1. Đạt 08 tiêu chí.\n"
    ).head.unit
    assert home is not None
    province = gazetteer.get(gazetteer.get(home.unit_id).parents[-1].unit_id)
    assert f"{province.kind} {province.name}" == above


@pytest.mark.parametrize("district", ["Văn Lãng", "Bình Gia"])
def test_a_commune_of_several_in_one_province_that_are_called_so(read, gazetteer, district):
    home = read(
        "ỦY BAN NHÂN DÂN\nXÃ HOÀNG VĂN THỤ\n\nSố: 7/KH-UBND\n\nHoàng Văn Thụ, ngày 15 tháng 01 năm 2024\n\n"
        f"KẾ HOẠCH\n\nXây dựng nông thôn mới xã Hoàng Văn Thụ, huyện {district}, tỉnh Lạng Sơn, năm 2024\n\n"
        "I. MỤC TIÊU\n\n1. Đạt 15 tiêu chí.\n"
    ).head.unit
    assert home is not None
    assert gazetteer.get(gazetteer.get(home.unit_id).parents[0].unit_id).name == district

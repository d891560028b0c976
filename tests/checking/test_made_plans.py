"""Plans in prose, made from a hidden table: never accused as they are, caught when one figure is spoilt."""

from __future__ import annotations

from random import Random

import pytest

from chungsuc.checking import examine
from chungsuc.core.statements import FindingKind
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer
from factories.made_plans import make
from factories.made_plans.made import ACCUSING


def told(text, kinds):
    gazetteer, criteria_sets = load_gazetteer(), load_criteria_sets()
    found = examine(text.encode(), "ke-hoach.txt", gazetteer=gazetteer, criteria_sets=criteria_sets).findings
    return [each for each in found if each.kind in kinds]


def accusations(text):
    return told(text, ACCUSING)


@pytest.mark.parametrize("seed", [14, 105, 162, 260, 269, 316])
def test_a_true_plan_is_never_accused(seed):
    assert accusations(make(load_gazetteer(), Random(seed)).text) == []


@pytest.mark.parametrize(
    ("sort", "seed"),
    [
        ("absent annex", 445),
        ("annex", 105),
        ("annex against body", 59),
        ("body", 427),
        ("criteria of a commune", 316),
        ("criterion number", 288),
        ("dates", 447),
        ("growth", 316),
        ("measure of income", 260),
        ("measure of money", 316),
        ("money", 316),
        ("money of years", 396),
        ("raised", 420),
        ("share", 269),
        ("share of total", 67),
        ("share of villages", 316),
        ("sum", 162),
        ("table", 362),
        ("table of money", 14),
        ("threshold", 445),
        ("two dates", 117),
        ("two values", 250),
        ("verb", 288),
        ("villages by name", 316),
        ("words", 367),
    ],
)
def test_a_fault_of_every_sort_is_told_at_its_line(sort, seed):
    made = make(load_gazetteer(), Random(seed))
    place = next(place for place, fault in made.spoilt.items() if fault.sort == sort)
    text, line = made.spoil(place)
    last = line + made.spoilt[place].line.count("\n")
    quoted = {q.line for found in told(text, made.spoilt[place].told_as) for q in found.quotes}
    assert quoted & set(range(line, last + 1))


def test_a_commune_that_is_called_like_a_mean():
    text = (
        "KẾ HOẠCH\n\nTriển khai Chương trình mục tiêu quốc gia xây dựng nông thôn mới "
        "trên địa bàn huyện Trần Đề, tỉnh Sóc Trăng, năm 2024\n\nI. MỤC TIÊU\n\n"
        "- Xã Trung Bình 04 tiêu chí (Điện, Y tế, Thu nhập, Lao động).\n\n"
        "2. Tổng số tiêu chí đạt là 151 tiêu chí; bình quân đạt 16,78 tiêu chí/xã.\n"
    )
    assert accusations(text) == []


HEAD = (
    "KẾ HOẠCH\n\nTriển khai Chương trình mục tiêu quốc gia xây dựng nông thôn mới "
    "trên địa bàn huyện Thạch An, tỉnh Cao Bằng, năm 2024\n\nI. MỤC TIÊU\n\n"
)


def test_a_list_that_the_page_breaks_inside_a_name_accuses_nobody():
    names = "Kim Đồng, Quang Trọng, Đức\nLong, Thái Cường, Thụy Hùng"
    assert accusations(f"{HEAD}1. Duy trì 05 xã đã đạt chuẩn nông thôn mới: {names}.\n") == []


def test_a_criterion_with_and_in_its_name_is_one():
    line = "- Xã Đức Long {} tiêu chí (Điện, Giáo dục và đào tạo, Y tế)."
    assert accusations(HEAD + line.format("03")) == []
    assert len(accusations(HEAD + line.format("04"))) == 1


def test_a_list_ends_with_its_sentence_whatever_bullet_follows():
    text = (
        "- Trồng mới {} ha rừng, gồm: rừng sản xuất 456 ha, rừng phòng hộ 379 ha.\n\n"
        "- Thành lập mới 8 hợp tác xã.\n"
    )
    assert accusations(HEAD + text.format(835)) == []
    assert len(accusations(HEAD + text.format(935))) == 1


def test_years_that_follow_one_by_one_are_no_number_a_year():
    text = (
        "- Công nhận mới {} xã đạt chuẩn nông thôn mới, cụ thể theo từng năm: năm 2024: 01 xã (xã Đức Long); "
        "năm 2025: 01 xã (xã Kim Đồng).\n"
    )
    assert accusations(HEAD + text.format("02")) == []
    assert len(accusations(HEAD + text.format("03"))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Xã Đức Long: tỷ lệ người dân tham gia bảo hiểm y tế đạt {}%.",
        "Đến năm 2024, xã Đức Long phấn đấu tỷ lệ người dân tham gia bảo hiểm y tế đạt {}%.",
    ],
)
def test_less_than_the_law_asks_of_the_commune_that_the_line_names(sentence):
    kept = "- Duy trì 01 xã đạt chuẩn nông thôn mới (Đức Long).\n\n- "
    asked = [told(HEAD + kept + sentence.format(share), {FindingKind.QUESTION}) for share in (61, 97)]
    assert [len(found) for found in asked] == [1, 0]


HUE = (
    "KẾ HOẠCH\n\nTriển khai Chương trình mục tiêu quốc gia xây dựng nông thôn mới "
    "trên địa bàn thành phố Huế, năm 2027\n\nI. MỤC TIÊU\n\n"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Có thêm 02 xã đạt tiêu chí Xây dựng hệ thống chính trị và Hành chính công (A Lưới 4, A Lưới 3).",
        "Duy trì 02 xã đã đạt chuẩn nông thôn mới: Chân Mây - Lăng Cô, Nam Đông.",
        "Xã Chân Mây - Lăng Cô 03 tiêu chí (các tiêu chí số: 4, 8, 10).",
        "Thêm 03 bản đạt chuẩn nông thôn mới (xã A Lưới 5 01 bản; Chân Mây - Lăng Cô 02 bản).",
    ],
)
def test_communes_called_by_a_number_or_by_two_names(sentence):
    wrong = (
        sentence.replace("02 xã", "03 xã").replace("03 tiêu chí", "04 tiêu chí").replace("03 bản", "04 bản")
    )
    assert accusations(f"{HUE}- {sentence}\n") == []
    assert len(accusations(f"{HUE}- {wrong}\n")) == 1


def test_marks_in_words():
    head = "\t".join(
        ["STT", "Tên xã", *(f"Tiêu chí {code}" for code in range(1, 20)), "Tổng số tiêu chí đạt"]
    )
    rows = [["1", "Đức Long", *["Đạt"] * 19, "19"], ["2", "Kim Đồng", *["Đạt"] * 15, *["Chưa đạt"] * 4, "15"]]
    table = "\n".join([head, *("\t".join(row) for row in rows)])
    kept = "- Duy trì 01 xã đạt chuẩn nông thôn mới ({}).\n\n"
    text = f"{HEAD}{kept}BIỂU 01: KẾ HOẠCH ĐẠT TIÊU CHÍ NĂM 2024\n\n{table}\n"
    assert accusations(text.format("Đức Long")) == []
    assert len(accusations(text.format("Kim Đồng"))) == 1

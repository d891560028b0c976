"""Annex tables of communes as statements; places of Con Cuông, figures made up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chungsuc.core.statements import Certainty, Mode, PartialDate, StatementKind, Subject

K, M, S = StatementKind, Mode, Subject
GOALS = "I. MỤC TIÊU\n\n1. Huy động các nguồn lực cho các xã.\n\n"
CLOSING = "Nơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n"
HEADINGS = "TT\tNội dung\tTổng số\tChi Khê\tYên Khê\tMôn Sơn\n"


@pytest.fixture
def tabled(read_body):
    """What is read of a plan with this annex, and with these words among its goals."""

    def reading(rows: str, title: str = "BIỂU TỔNG HỢP", text: str = ""):
        found = read_body(f"{GOALS}{text}\n\n{CLOSING}{title}\n\n{rows}")
        return [*found.baseline, *found.targets]

    return reading


def names(statement):
    return [unit.name if unit.count is None else (unit.name, unit.count) for unit in statement.units]


def test_rows_of_results_and_of_the_plan_name_communes(tabled):
    result, plan, whole = tabled(
        f"{HEADINGS}I\tXã đạt chuẩn nông thôn mới\t3\t1\t1\t1\n"
        "1\tKết quả đến hết năm 2022\t1\t\t\tx\n2\tKế hoạch năm 2023\t2\tx\tx\t\n"
    )
    assert (result.kind, result.mode, result.subject, result.value) == (K.COUNT, M.REACH, S.COMMUNES, 1)
    assert (names(result), result.as_of, result.deadline) == (["Môn Sơn"], PartialDate(2022), None)
    assert (plan.kind, plan.mode, plan.value) == (K.GAIN, M.ADD, 2)
    assert (names(plan), plan.deadline) == (["Chi Khê", "Yên Khê"], PartialDate(2023))
    assert (whole.kind, whole.mode, whole.value, whole.deadline) == (K.TOTAL, M.REACH, 3, PartialDate(2023))
    assert names(whole) == ["Chi Khê", "Yên Khê", "Môn Sơn"]
    assert {each.certainty for each in (result, plan, whole)} == {Certainty.CERTAIN}
    assert (
        result.source.text == "Xã đạt chuẩn nông thôn mới – Kết quả đến hết năm 2022: 1 (Môn Sơn)"
    )  # read out as a sentence


def test_villages_come_with_their_number_in_each_commune(tabled):
    (villages,) = tabled(f"{HEADINGS}1\tThôn đạt chuẩn nông thôn mới năm 2023\t8\t5\t\t3\n")
    assert (villages.subject, villages.value, villages.measure) == (S.VILLAGES, 8, "thôn")
    assert names(villages) == [("Chi Khê", 5), ("Môn Sơn", 3)]


def test_a_plan_that_counts_the_old_ones_too_adds_nothing_by_itself(tabled):
    _, plan = tabled(
        f"{HEADINGS}I\tSố xã đạt chuẩn\t\t\t\t\n1\tHiện trạng năm 2022\t1\t1\t\t\n"
        "2\tKế hoạch năm 2023\t2\t1\t1\t\n"
    )
    assert (plan.kind, plan.mode) == (K.COUNT, M.REACH)


def test_a_criterion_across_communes(tabled):
    (school,) = tabled(f"{HEADINGS}1\tTiêu chí Trường học\t2\tx\tx\t\n", "KẾ HOẠCH NĂM 2023")
    assert (school.subject, school.value, school.criteria[0].code) == (S.CRITERION, 2, "5")
    assert school.certainty is Certainty.LIKELY  # only the title says that it is planned


@pytest.mark.parametrize(
    "rows",
    [
        f"{HEADINGS}1\tSố xã đạt chuẩn năm 2023\t3\tx\tx\t\n",  # does not add up: the checks say so
        f"{HEADINGS}1\tSố xã đạt chuẩn năm 2023\t9\t4\t5\t\n",  # the cells count something else
        f"{HEADINGS}1\tSố xã đạt chuẩn\t2\tx\tx\t\n",  # past or planned?
        f"{HEADINGS}1\tKết quả xã đạt chuẩn năm 2025\t2\tx\tx\t\n",  # a result of a year to come
        f"{HEADINGS}1\tDiện tích lúa năm 2023\t2\tx\tx\t\n",
        "TT\tNội dung\tChi Khê\tYên Khê\tChi Khê\tYên Khê\n1\tXã đạt chuẩn năm 2023\tx\t\tx\tx\n",
    ],
)
def test_what_is_not_plain_is_left_alone(tabled, rows):
    assert tabled(rows) == []


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("- Năm 2023 có thêm 02 xã đạt chuẩn nông thôn mới (Chi Khê, Yên Khê).", 1),
        ("- Năm 2023 có thêm 02 xã đạt chuẩn nông thôn mới (Chi Khê, Môn Sơn).", 2),
    ],
)
def test_what_the_text_says_is_not_said_again(tabled, sentence, left):
    rows = f"{HEADINGS}1\tKế hoạch xã đạt chuẩn nông thôn mới năm 2023\t2\tx\tx\t\n"
    said = tabled(rows, text=sentence)
    assert len(said) == left
    assert said[0].source.text.startswith("Năm 2023 có thêm 02 xã")


CRITERIA = "\t".join(f"TC {number}" for number in range(1, 20))
ALL_BUT_TWO = "\t".join("x" if number not in (5, 17) else "" for number in range(1, 20))
ONLY_TWO = "\t".join("x" if number in (5, 17) else "" for number in range(1, 20))


def test_marks_of_a_plan_are_what_each_commune_reaches(tabled):
    rows = (
        f"TT\tXã\t{CRITERIA}\tSố tiêu chí đạt\n1\tChi Khê\t{ALL_BUT_TWO}\t17\n2\tYên Khê\t{ALL_BUT_TWO}\t17\n"
    )
    first, _ = tabled(rows, "KẾ HOẠCH THỰC HIỆN CÁC TIÊU CHÍ NĂM 2023")
    assert (first.kind, first.mode, first.subject, first.value) == (K.COUNT, M.REACH, S.CRITERIA, 17)
    assert (names(first), first.deadline) == (["Chi Khê"], PartialDate(2023))
    assert {"5", "17"}.isdisjoint(mention.code for mention in first.criteria)


def test_marks_of_a_registration_are_what_each_commune_gains(tabled):
    rows = f"TT\tXã\t{CRITERIA}\n1\tXã Chi Khê\t{ONLY_TWO}\n2\tXã Yên Khê\t{ONLY_TWO}\n"
    first, _ = tabled(rows, "ĐĂNG KÝ HOÀN THÀNH TIÊU CHÍ NĂM 2023")
    assert (first.kind, first.mode, first.value) == (K.GAIN, M.ADD, 2)
    assert [mention.code for mention in first.criteria] == ["5", "17"]


def test_marks_of_a_year_gone_by_are_results(tabled):
    rows = f"TT\tXã\t{CRITERIA}\n1\tChi Khê\t{ONLY_TWO}\n2\tYên Khê\t{ALL_BUT_TWO}\n"
    first, second = tabled(rows, "KẾT QUẢ THỰC HIỆN TIÊU CHÍ ĐẾN HẾT NĂM 2022")
    assert (first.value, second.value, second.as_of) == (Decimal(2), Decimal(17), PartialDate(2022))


def test_a_legend_tells_two_marks_apart(tabled):
    marks = "\t".join({5: "Đ", 17: "G"}.get(number, "") for number in range(1, 20))
    rows = f"TT\tXã\t{CRITERIA}\n1\tChi Khê\t{marks}\n2\tYên Khê\t{marks}\n"
    title = "KẾ HOẠCH THỰC HIỆN TIÊU CHÍ NĂM 2023"
    kept, gained, *_ = tabled(rows + "\nGhi chú: Đ: đăng ký đạt trong năm; G: giữ vững.\n", title)
    assert (kept.kind, [mention.code for mention in kept.criteria]) == (K.KEEP, ["17"])
    assert (gained.kind, [mention.code for mention in gained.criteria]) == (K.GAIN, ["5"])
    assert tabled(rows, title) == []


def test_few_marks_that_nothing_explains_are_left_alone(tabled):
    rows = f"TT\tXã\t{CRITERIA}\n1\tChi Khê\t{ONLY_TWO}\n2\tYên Khê\t{ONLY_TWO}\n"
    assert tabled(rows, "KẾ HOẠCH THỰC HIỆN CÁC TIÊU CHÍ NĂM 2023") == []

"""Tables of indicators, of years and of tasks; places of Con Cuông, figures made up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chungsuc.core.statements import Certainty, Comparator, Mode, PartialDate, StatementKind, Subject
from chungsuc.reading.deadlines import deadline_in, frequency_in

BEFORE = "I. MỤC TIÊU\n\n1. Huy động các nguồn lực.\n\nPHỤ LỤC\n\n"
HEAD = "STT\tChỉ tiêu\tĐVT\tThực hiện năm 2022\tKế hoạch năm 2023\tCơ quan theo dõi\n"


@pytest.fixture
def tabled(read_body):
    def reading(rows, title="CÁC CHỈ TIÊU CHỦ YẾU"):
        found = read_body(f"{BEFORE}{title}\n\n{rows}")
        return found.baseline, found.targets

    return reading


# --- indicators -------------------------------------------------------------------------------------


def test_a_row_states_a_result_and_a_goal(tabled):
    (result,), (goal,) = tabled(
        f"{HEAD}1\tTỷ lệ hộ nghèo\t%\t12,5\t10\tPhòng Nội vụ\n2\tSố lớp học\tLớp\t…\t-\tPhòng Giáo dục\n"
    )
    assert (result.value, result.as_of, result.deadline) == (Decimal("12.5"), PartialDate(2022), None)
    assert (goal.value, goal.deadline, goal.as_of) == (Decimal(10), PartialDate(2023), None)
    for said in (result, goal):
        assert (said.kind, said.subject, said.mode) == (StatementKind.SHARE, Subject.INDICATOR, Mode.REACH)
        assert (said.measure, said.object_text, said.body) == ("%", "Tỷ lệ hộ nghèo", "Phòng Nội vụ")
        assert said.certainty is Certainty.CERTAIN
    assert result.decimals == 1
    assert goal.source.text == "Tỷ lệ hộ nghèo – Kế hoạch năm 2023: 10"


@pytest.mark.parametrize(
    ("cell", "value", "to", "comparator"),
    [
        ("98", 98, None, Comparator.EQUAL),
        ("98%", 98, None, Comparator.EQUAL),
        ("≥ 98", 98, None, Comparator.AT_LEAST),
        (">= 98%", 98, None, Comparator.AT_LEAST),
        ("> 98", 98, None, Comparator.AT_LEAST),
        ("trên 98", 98, None, Comparator.AT_LEAST),
        ("từ 98 trở lên", 98, None, Comparator.AT_LEAST),
        ("98 trở lên", 98, None, Comparator.AT_LEAST),
        ("≤ 5", 5, None, Comparator.AT_MOST),
        ("dưới 5", 5, None, Comparator.AT_MOST),
        ("Không quá 5", 5, None, Comparator.AT_MOST),
        ("6,5 - 7", Decimal("6.5"), 7, Comparator.RANGE),
        ("1.250", 1250, None, Comparator.EQUAL),
    ],
)
def test_the_figure_of_a_goal(tabled, cell, value, to, comparator):
    _, (goal,) = tabled(f"{HEAD}1\tTỷ lệ người dân dùng nước sạch\t%\t\t{cell}\t\n2\tSố lớp\tLớp\t\tx\t\n")
    assert (goal.value, goal.value_to, goal.comparator) == (value, to, comparator)


@pytest.mark.parametrize("cell", ["Đạt", "-", "x", "95 (vùng cao 90)", "từ 95", "98 - 95", "2/3", ""])
def test_a_cell_that_is_no_figure_says_nothing(tabled, cell):
    assert tabled(f"{HEAD}1\tTỷ lệ nước sạch\t%\t\t{cell}\t\n2\tSố lớp\tLớp\t\t\t\n") == ((), ())


def test_the_measure_may_stand_in_the_name(tabled):
    _, goals = tabled(
        "TT\tTên chỉ tiêu\tNăm 2024\tNăm 2025\n1\tTỷ lệ che phủ rừng (%)\t70\t72\n2\tGặt hái\t5\t6\n"
        "3\tLương thực (tấn)\t900\t1.100\n"
    )
    assert [(goal.object_text, goal.measure, goal.value, str(goal.deadline)) for goal in goals] == [
        ("Tỷ lệ che phủ rừng", "%", 70, "2024"),
        ("Tỷ lệ che phủ rừng", "%", 72, "2025"),
        ("Lương thực", "tấn", 900, "2024"),
        ("Lương thực", "tấn", 1100, "2025"),
    ]


def test_a_row_below_is_named_with_the_row_above(tabled):
    _, goals = tabled(
        f"{HEAD}1\tLao động\tNgười\t\t900\t\n\tTrong đó: nữ\tNgười\t\t400\t\n-\tCó nghề\tNgười\t\t300\t\n"
    )
    assert [goal.object_text for goal in goals] == [
        "Lao động",
        "Lao động – Trong đó: nữ",
        "Lao động – Có nghề",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "TT\tChỉ tiêu\tĐVT\tSố lượng\n1\tSố lớp\tLớp\t5\n2\tSố trường\tTrường\t7\n",  # when?
        "TT\tChỉ tiêu\tNăm 2023\n1\tHạng mục một\t5\n2\tHạng mục hai\t7\n",  # in what measure?
        "TT\tChỉ tiêu\tĐVT\tThực hiện\tSo sánh (%)\n1\tSố lớp\tLớp\t5\t102\n2\tSố trường\tTrường\t7\t90\n",
    ],
)
def test_what_is_not_plain_is_left_alone(tabled, rows):
    assert tabled(rows) == ((), ())


def test_two_indicators_of_one_value_are_both_said(tabled):
    _, goals = tabled(f"{HEAD}1\tTỷ lệ đi học\t%\t\t100\t\n2\tTỷ lệ tiêm chủng\t%\t\t100\t\n")
    assert [goal.object_text for goal in goals] == ["Tỷ lệ đi học", "Tỷ lệ tiêm chủng"]


# --- communes over years ------------------------------------------------------------------------------


def test_years_in_which_communes_reach_the_standard(tabled):
    _, goals = tabled(
        "TT\tXã\tNăm 2023\tNăm 2024\n1\tChi Khê\tx\t\n2\tYên Khê\t\tx\n3\tMôn Sơn\t\tx\n\tTổng cộng\t1\t2\n",
        "LỘ TRÌNH XÃ ĐẠT CHUẨN NÔNG THÔN MỚI",
    )
    assert [(g.subject, g.kind, g.mode, g.value, str(g.deadline)) for g in goals] == [
        (Subject.COMMUNES, StatementKind.GAIN, Mode.ADD, 1, "2023"),
        (Subject.COMMUNES, StatementKind.GAIN, Mode.ADD, 2, "2024"),
    ]
    assert [unit.name for unit in goals[1].units] == ["Yên Khê", "Môn Sơn"]


def test_criteria_that_each_commune_has_year_by_year(tabled):
    results, goals = tabled(
        "TT\tXã\tSố tiêu chí đạt\t\n\t\tNăm 2022\tNăm 2023\n1\tChi Khê\t12\t14\n2\tYên Khê\t9\t\n"
    )
    assert [(s.units[0].name, s.subject, s.value) for s in results] == [
        ("Chi Khê", Subject.CRITERIA, 12),
        ("Yên Khê", Subject.CRITERIA, 9),
    ]
    assert [(s.units[0].name, s.value, s.mode) for s in goals] == [("Chi Khê", 14, Mode.REACH)]


def test_villages_of_each_commune_in_each_year(tabled):
    _, goals = tabled(
        "TT\tXã\tNăm 2023\tNăm 2024\n1\tChi Khê\t2\t3\n2\tYên Khê\t1\t\n\tCộng\t3\t3\n",
        "SỐ THÔN ĐẠT CHUẨN NÔNG THÔN MỚI",
    )
    assert [(g.subject, g.value, [(u.name, u.count) for u in g.units]) for g in goals] == [
        (Subject.VILLAGES, 3, [("Chi Khê", 2), ("Yên Khê", 1)]),
        (Subject.VILLAGES, 3, [("Chi Khê", 3)]),
    ]


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        (
            "SỐ THÔN ĐẠT CHUẨN NÔNG THÔN MỚI",
            "1\tChi Khê\t2\t\n2\tYên Khê\t1\t\n\tCộng\t4\t\n",
        ),  # does not add up
        ("XÃ ĐẠT CHUẨN NÔNG THÔN MỚI NÂNG CAO", "1\tChi Khê\tx\t\n2\tYên Khê\t\tx\n"),
        ("DIỆN TÍCH LÚA", "1\tChi Khê\t5\t\n2\tYên Khê\t\t6\n"),
        ("XÃ ĐẠT CHUẨN NÔNG THÔN MỚI", "1\tChi Khê\t5\t\n2\tYên Khê\t\t6\n"),
    ],
)
def test_other_tables_of_years_say_nothing_of_the_standard(tabled, title, rows):
    assert tabled(f"TT\tXã\tNăm 2023\tNăm 2024\n{rows}", title) == ((), ())


# --- tasks ----------------------------------------------------------------------------------------


@pytest.fixture
def tasks(read_body):
    return lambda rows: [
        task for task in read_body(f"{BEFORE}DANH MỤC NHIỆM VỤ\n\n{rows}").tasks if "–" in task.source.text
    ]


def test_rows_of_work_with_the_body_that_leads_it(tasks):
    first, second = tasks(
        "STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành\nI. TUYÊN TRUYỀN\n"
        "1\tXây dựng tài liệu tuyên truyền\tPhòng Văn hóa\tCác xã\tQuý IV/2023\n"
        "2\tTổ chức hội thi cấp huyện\tHội Phụ nữ\tCác xã\tHằng năm\n"
    )
    assert (first.text, first.body) == ("Xây dựng tài liệu tuyên truyền", "Phòng Văn hóa")
    assert (first.deadline, first.frequency) == (PartialDate(2023, 12), ())
    assert (second.body, second.deadline, second.frequency) == ("Hội Phụ nữ", None, ("năm",))


def test_the_work_may_stand_in_a_column_of_its_own(tasks):
    (task,) = tasks(
        "TT\tLĩnh vực\tNội dung công việc\tĐơn vị thực hiện\n1\tY tế\tMua sắm thiết bị\tTrung tâm Y tế\n"
        "2\tGiáo dục\t\t\n"
    )
    assert (task.text, task.body) == ("Mua sắm thiết bị", "Trung tâm Y tế")


def test_years_and_money_stand_beside_the_work(tasks):
    (task,) = tasks(
        "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian hoàn thành\tKinh phí\n"
        "1\tXây dựng trụ sở làm việc\tBan Quản lý dự án\t2025\t500\n2\tMua xe\t\t2024\t\n"
    )
    assert (task.body, task.deadline) == ("Ban Quản lý dự án", PartialDate(2025))


def test_a_table_of_figures_gives_no_tasks(tasks):
    assert (
        tasks(
            f"{HEAD}1\tSố lớp học bán trú\tLớp\t5\t6\tPhòng Giáo dục\n2\tSố trường học mới\tTrường\t1\t2\t\n"
        )
        == []
    )


@pytest.mark.parametrize(
    ("cell", "deadline"),
    [
        ("Quý IV/2025", "2025-12"),
        ("Quí II-2025", "2025-06"),
        ("Trước ngày 30/11/2025", "2025-11-30"),
        ("Tháng 6/2026", "2026-06"),
        ("tháng 6 năm 2026", "2026-06"),
        ("06/2026", "2026-06"),
        ("2026 - 2030", "2030"),
        ("Năm 2026", "2026"),
        ("31/02/2026", None),
        ("Thường xuyên", None),
        ("Quý IV", None),
        ("Từ ngày 01/3/2025", None),
        ("Từ ngày 01/3/2025 đến ngày 30/9/2025", "2025-09-30"),
        ("Kể từ tháng 5/2025", None),
        ("Từ quý I/2025 đến quý III/2025", "2025-09"),
        ("Từ năm 2025 trở đi", None),
        ("Từ năm 2025 đến năm 2027", "2027"),
    ],
)
def test_the_deadline_of_a_cell(cell, deadline):
    assert str(deadline_in(cell)) == str(deadline)


@pytest.mark.parametrize(
    ("cell", "frequency"),
    [
        ("Hằng năm", ("năm",)),
        ("hàng quý, hàng năm", ("quý", "năm")),
        ("Thường xuyên", ("thường xuyên",)),
        ("2026", ()),
    ],
)
def test_how_often(cell, frequency):
    assert frequency_in(cell) == frequency


def test_a_thousand_indicators_of_one_value(tabled):
    rows = "".join(f"{n}\tTỷ lệ số {n}\t%\t5\t5\t\n" for n in range(1, 1001))
    results, goals = tabled(HEAD + rows)
    assert (len(results), len(goals)) == (1000, 1000)

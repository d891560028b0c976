"""Tables as files bring them: every cell under its own heading, or said not to be; all made up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.statements import Certainty
from chungsuc.documents import DocLine, Document
from chungsuc.reading import read_plan
from chungsuc.reading.tables.cells import Habit, habit_of, number_of, numbers_columns

BEFORE = "I. MỤC TIÊU\n\n1. Huy động các nguồn lực.\n\nPHỤ LỤC\n\nBIỂU TỔNG HỢP\n(Kèm theo Kế hoạch này)\n"


@pytest.fixture
def tables(read_body):
    return lambda rows: read_body(BEFORE + rows).tables


@pytest.fixture
def table(tables):
    def one(rows):
        (found,) = tables(rows)
        return found

    return one


@pytest.fixture
def word_tables(gazetteer, criteria_sets):
    """Tables of a Word file: rows of (cells, merged), one list for each table."""

    def reading(*tables):
        lines = [DocLine(1, "KẾ HOẠCH"), DocLine(2, "Phát triển nông thôn năm 2023")]
        for number, rows in enumerate(tables, 1):
            for cells, merged in rows:
                lines.append(
                    DocLine(
                        len(lines) + 1,
                        "\t".join(cells),
                        cells=tuple(cells),
                        merged=tuple(merged),
                        table=number,
                    )
                )
        document = Document("ke-hoach.docx", "docx", "0" * 64, tuple(lines))
        return read_plan(document, gazetteer=gazetteer, criteria_sets=criteria_sets).tables

    return reading


def figures(found):
    return [[cell.number for cell in row.cells] for row in found.rows]


def labels(found):
    return [(row.number, row.label) for row in found.rows]


# --- numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "habit"),
    [
        (["1.234,5", "12"], Habit.DOTS),
        (["1.234", "5.678"], Habit.DOTS),  # nothing says otherwise: the country's own way
        (["1,234.5", "12"], Habit.COMMAS),
        (["1,234,567"], Habit.COMMAS),
        (["12.5", "8.25"], Habit.COMMAS),
        (["1.234,5", "1,234.5"], Habit.MIXED),
        (["1,5", "2,5", "3,5", "4,5", "5,5", "6.5"], Habit.DOTS),  # one slip of the pen
    ],
)
def test_the_marks_of_a_table_tell_its_habit(cells, habit):
    assert habit_of(cells) is habit


@pytest.mark.parametrize(
    ("cell", "habit", "number"),
    [
        ("1.234", Habit.DOTS, "1234"),
        ("1.234", Habit.COMMAS, "1.234"),
        ("1.234", Habit.MIXED, None),
        ("1,234", Habit.COMMAS, "1234"),
        ("1,234.5", Habit.DOTS, "1234.5"),  # can be nothing else
        ("508.000,640", Habit.DOTS, "508000.640"),
        ("12.5", Habit.DOTS, None),
        ("12 500", Habit.DOTS, "12500"),
        ("98,5%", Habit.DOTS, "98.5"),
        ("98 %", Habit.DOTS, "98"),
        ("15*", Habit.DOTS, "15"),
        ("15²", Habit.DOTS, "15"),
        ("0", Habit.DOTS, "0"),
        ("-", Habit.DOTS, None),
        ("…", Habit.DOTS, None),
        ("x", Habit.DOTS, None),
        ("≥ 95", Habit.DOTS, None),
        ("02 xã", Habit.DOTS, None),
        ("", Habit.DOTS, None),
    ],
)
def test_what_number_a_cell_holds(cell, habit, number):
    assert number_of(cell, habit) == (None if number is None else Decimal(number))


@given(st.text("0123456789.,% -*²", max_size=30), st.sampled_from(Habit))
def test_any_cell_is_a_number_or_none(cell, habit):
    number = number_of(cell, habit)
    assert number is None or number.is_finite()


@pytest.mark.parametrize(
    ("cells", "does"),
    [
        (["(1)", "(2)", "(3)"], True),
        (["A", "B", "1", "2", "3=1+2"], True),
        (["1", "2", "3=4+5", "4", "5"], True),
        (["(1)", "(2)", "(3)=(1)+(2)"], True),
        (["1", "Môn Sơn", "3"], False),
        (["5", "7", "2"], False),
        (["A", "B", "C"], False),
    ],
)
def test_the_row_that_numbers_the_columns(cells, does):
    assert numbers_columns(cells) is does


# --- headings --------------------------------------------------------------------------------------


def test_headings_of_two_levels_with_their_empty_cells(table):
    found = table(
        "TT\tXã\tNăm 2022\t\tNăm 2023\n\t\tLúa\tNgô\tLúa\n1\tChi Khê\t5\t6\t7\n2\tYên Khê\t8\t9\t10\n"
    )
    assert found.columns == (("Năm 2022", "Lúa"), ("Năm 2022", "Ngô"), ("Năm 2023", "Lúa"))
    assert found.certainty is Certainty.CERTAIN
    assert found.title == "BIỂU TỔNG HỢP"


def test_headings_of_two_levels_whose_empty_cells_were_left_out(table):
    found = table(
        "STT\tĐịa phương\tTỷ lệ phân chia\tGhi chú\nTỉnh\tXã\n1\tChi Khê\t40\t60\tvùng cao\n"
        "2\tYên Khê\t70\t30\n3\tMôn Sơn\t20\t80\tvùng cao\n"
    )
    assert found.columns == (("Tỷ lệ phân chia", "Tỉnh"), ("Tỷ lệ phân chia", "Xã"), ("Ghi chú",))
    assert figures(found) == [[40, 60, None], [70, 30, None], [20, 80, None]]


def test_headings_that_could_part_either_of_two_are_not_guessed(table):
    found = table("TT\tXã\tLúa\tNgô\nĐông\tXuân\n1\tChi Khê\t5\t6\t7\n2\tYên Khê\t8\t9\t10\n")
    assert found.columns == ((), (), ())
    assert found.certainty is Certainty.LIKELY


def test_years_head_columns(table):
    found = table("TT\tChỉ tiêu\tKế hoạch các năm\t\n\t\t2022\t2023\n1\tSố lớp\t5\t6\n2\tSố trường\t8\t9\n")
    assert found.columns == (("Kế hoạch các năm", "2022"), ("Kế hoạch các năm", "2023"))


def test_the_row_that_numbers_columns_is_kept_with_its_formulas(table):
    found = table("TT\tXã\tTổng\tTỉnh\tXã góp\nA\tB\t1=2+3\t2\t3\n1\tChi Khê\t5\t2\t3\n2\tYên Khê\t9\t4\t5\n")
    assert found.numbers == ("1=2+3", "2", "3")
    assert figures(found) == [[5, 2, 3], [9, 4, 5]]


def test_headings_printed_again_on_the_next_page_are_no_row(table):
    head = "TT\tXã\tSố thôn\n(1)\t(2)\t(3)\n"
    found = table(f"{head}1\tChi Khê\t5\n\n7\n\n{head}2\tYên Khê\t8\n")
    assert labels(found) == [("1", "Chi Khê"), ("2", "Yên Khê")]


def test_other_headings_open_another_table(tables):
    first, second = tables(
        "TT\tXã\tSố thôn\n1\tChi Khê\t5\nSTT\tTrường\tSố lớp\n1\tTiểu học\t8\n2\tMầm non\t3\n"
    )
    assert (first.columns, second.columns) == ((("Số thôn",),), (("Số lớp",),))


def test_merged_cells_of_a_word_file_say_which_heading_stands_where(word_tables):
    (found,) = word_tables(
        [
            (["TT", "Nội dung", "Nguồn vốn", "", "Ghi chú"], ["", "", "", "left", ""]),
            (["", "", "Tỉnh", "Xã", ""], ["up", "up", "", "", "up"]),
            (["1", "Đường", "5", "6", ""], [""] * 5),
            (["2", "Trường", "7", "", ""], [""] * 5),
        ]
    )
    assert found.columns == (("Nguồn vốn", "Tỉnh"), ("Nguồn vốn", "Xã"), ("Ghi chú",))
    assert figures(found) == [[5, 6, None], [7, None, None]]


def test_words_merged_over_rows_speak_of_each_but_a_number_is_said_once(word_tables):
    (found,) = word_tables(
        [
            (["TT", "Nhiệm vụ", "Cơ quan", "Vốn"], [""] * 4),
            (["1", "Làm đường", "Phòng Kinh tế", "50"], [""] * 4),
            (["2", "Làm cầu", "", ""], ["", "", "up", "up"]),
        ]
    )
    assert [[cell.text for cell in row.cells] for row in found.rows] == [
        ["Phòng Kinh tế", "50"],
        ["Phòng Kinh tế", ""],
    ]


def test_a_word_table_that_goes_on_in_a_second_one_is_one_table(word_tables):
    head = (["TT", "Xã", "Số thôn"], [""] * 3)
    one, two, three = (([str(n), f"Xã số {n}", str(n + 4)], [""] * 3) for n in (1, 2, 3))
    (found,) = word_tables([head, one, two], [head, three])
    assert [row.number for row in found.rows] == ["1", "2", "3"]
    (found,) = word_tables([head, one, two], [three])
    assert [row.number for row in found.rows] == ["1", "2", "3"]


def test_a_caption_in_a_row_of_its_own_is_no_heading(word_tables):
    (found,) = word_tables(
        [
            (["Đơn vị tính: triệu đồng", "", ""], ["", "left", "left"]),
            (["TT", "Nguồn", "Vốn"], [""] * 3),
            (["1", "Ngân sách tỉnh", "5"], [""] * 3),
        ]
    )
    assert found.columns == (("Vốn",),)


# --- rows that a text cut or moved ---------------------------------------------------------------------

SITES = "STT\tĐịa điểm\tNước cấp\tAo nuôi\tLồng bè\n"


def test_a_row_cut_at_its_one_empty_cell_is_whole_again(table):
    found = table(f"{SITES}1\tChi Khê\t4\t5\t6\n2\tYên Khê\n7\t8\n3\tMôn Sơn\t1\t2\t3\n")
    assert figures(found) == [[4, 5, 6], [None, 7, 8], [1, 2, 3]]


def test_a_row_cut_where_one_or_two_cells_were_empty_is_not_guessed(table):
    found = table(f"{SITES}1\tChi Khê\t4\t5\t6\n2\tYên Khê\n7\n3\tMôn Sơn\t1\t2\t3\n")
    assert figures(found) == [[4, 5, 6], [], [1, 2, 3]]
    assert found.certainty is Certainty.DOUBTFUL


@pytest.mark.parametrize("total", ["Tổng cộng\t5\t7\t9", "\tTổng cộng\t5\t7\t9", "Tổng cộng\t\t5\t7\t9"])
def test_a_total_without_a_number_stands_under_its_columns(table, total):
    found = table(f"{SITES}1\tChi Khê\t4\t5\t6\n2\tYên Khê\t1\t2\t3\n{total}\n")
    assert labels(found)[-1] == ("", "Tổng cộng")
    assert figures(found)[-1] == [5, 7, 9]


def test_cells_below_merged_ones_go_back_to_where_figures_meet_figures(table):
    found = table(
        "TT\tĐối tượng\tThông số\tTần suất\tSố mẫu\tTổng\n1\tNước ao\tĐộ mặn\thai lần một tháng\t15\t240\n"
        "Kim loại\tmột lần một năm\t15\t30\n2\tNước sông\tĐộ đục\thai lần một tháng\t21\t336\n"
    )
    assert [cell.text for cell in found.rows[1].cells] == ["Kim loại", "một lần một năm", "15", "30"]


def test_a_section_between_rows_is_a_row_without_figures(table):
    found = table(f"{SITES}I. Vùng cao\n1\tChi Khê\t4\t5\t6\nII. Vùng thấp\n2\tYên Khê\t1\t2\t3\n")
    assert labels(found) == [("I", "Vùng cao"), ("1", "Chi Khê"), ("II", "Vùng thấp"), ("2", "Yên Khê")]


def test_the_number_of_a_page_is_no_figure_of_the_table(table):
    found = table(f"{SITES}1\tChi Khê\t4\t5\t6\n\n12\n\n2\tYên Khê\t1\t2\t3\n")
    assert figures(found) == [[4, 5, 6], [1, 2, 3]]


def test_the_end_of_a_page_with_its_notes_does_not_part_the_table(table):
    end = "\n[1] Số của thôn.\n\n12\n\nDự thảo\n\n"
    found = table(f"{SITES}1\tChi Khê\t4\t5\t6\n{end}2\tYên Khê\t1\t2\t3\n")
    assert figures(found) == [[4, 5, 6], [1, 2, 3]]


def test_a_cell_that_runs_on_over_a_line_does_not_part_the_table(table):
    found = table(f"{SITES}1\tThôn Một và\nThôn Hai thuộc xã\n2\tYên Khê\t1\t2\t3\n3\tMôn Sơn\t1\t2\t3\n")
    assert labels(found) == [("1", "Thôn Một và"), ("2", "Yên Khê"), ("3", "Môn Sơn")]
    assert figures(found)[0] == []


def test_a_table_without_headings_is_read_and_said_to_be_likely(table):
    found = table("TỔNG\t12.000\n1\tMiền xuôi\t5.000\n2\tMiền ngược\t7.000\n")
    assert labels(found) == [("", "TỔNG"), ("1", "Miền xuôi"), ("2", "Miền ngược")]
    assert figures(found) == [[12000], [5000], [7000]]
    assert found.certainty is Certainty.LIKELY


def test_places_to_sign_are_no_table(tables):
    assert tables("ĐẠI DIỆN XÃ (Ký)\tĐẠI DIỆN THÔN (Ký)\nNGƯỜI GHI (Ký)\tNGƯỜI CHỨNG (Ký)\n") == ()


def test_numbering_inside_the_label_is_taken_from_it(table):
    found = table("Nội dung\tSố lớp\n1. Mầm non\t5\n1.1 Nhà trẻ\t2\n- Mẫu giáo\t3\n")
    assert labels(found) == [("1", "Mầm non"), ("1.1", "Nhà trẻ"), ("-", "Mẫu giáo")]


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "1", "2", "I", "x", "12,5", "Tổng", "Xã", "Ghi chú"]), min_size=1, max_size=6
        ),
        min_size=2,
        max_size=14,
    )
)
def test_any_rows_make_tables_of_one_width(read_body, rows):
    reading = read_body(BEFORE + "\n".join("\t".join(row) for row in rows))
    for found in reading.tables:
        assert {len(row.cells) for row in found.rows} <= {0, len(found.columns)}

"""Tables of money to the tree of sources; all made up."""

from __future__ import annotations

import pytest

from chungsuc.core.statements import PartList, SourceKind

BEFORE = "I. MỤC TIÊU\n\n1. Huy động các nguồn lực.\n\nPHỤ LỤC\n\n"
MILLIONS = "PHÂN BỔ VỐN ĐẦU TƯ\n(Kèm theo Kế hoạch này)\nĐơn vị tính: triệu đồng\n"


@pytest.fixture
def money(read_body):
    def reading(text):
        items = read_body(BEFORE + text).funding
        by_id = {item.id: item.label for item in items}
        return [(item.label, item.stated, by_id.get(item.parent), item.year) for item in items]

    return reading


@pytest.mark.parametrize(
    "rows",
    [
        "TT\tNguồn vốn\tSố tiền\nTổng cộng\t900\n1\tNgân sách tỉnh\t500\n2\tNgân sách xã\t400\n",
        "TT\tNguồn vốn\tSố tiền\n1\tNgân sách tỉnh\t500\n2\tNgân sách xã\t400\n\tTổng cộng\t900\n",
        "TỔNG CỘNG\t900\n1\tNgân sách tỉnh\t500\n2\tNgân sách xã\t400\n",  # the headings are lost
    ],
)
def test_sources_below_their_total(money, rows):
    (whole, stated, *_), *parts = money(MILLIONS + rows)
    assert stated == "900"
    assert parts == [("Ngân sách tỉnh", "500", whole, None), ("Ngân sách xã", "400", whole, None)]


def test_rows_under_rows(money):
    rows = (
        "TT\tNội dung\tKinh phí\nI\tHợp phần một\t500\n1\tĐường\t300\n2\tTrường\t200\nII\tHợp phần hai\t400\n"
        "1\tTập huấn\t400\n\tTổng cộng\t900\n"
    )
    assert [(label, parent) for label, _, parent, _ in money(MILLIONS + rows)] == [
        ("Tổng cộng", None),
        ("Hợp phần một", "Tổng cộng"),
        ("Đường", "Hợp phần một"),
        ("Trường", "Hợp phần một"),
        ("Hợp phần hai", "Tổng cộng"),
        ("Tập huấn", "Hợp phần hai"),
    ]


def test_sources_across_are_parts_of_each_row(read_body):
    rows = (
        "TT\tXã\tTổng số\tTrong đó\t\n\t\t\tNgân sách tỉnh\tNgân sách xã\n1\tChi Khê\t500\t300\t200\n"
        "2\tYên Khê\t400\t300\t100\n"
    )
    items = read_body(BEFORE + MILLIONS + rows).funding
    first, second, *parts = items
    assert (first.label, first.parts, second.label) == ("Chi Khê", PartList.SOME, "Yên Khê")
    assert [(item.label, item.stated, item.parent) for item in parts] == [
        ("Ngân sách tỉnh", "300", first.id),
        ("Ngân sách xã", "200", first.id),
        ("Ngân sách tỉnh", "300", second.id),
        ("Ngân sách xã", "100", second.id),
    ]
    assert parts[0].source_kind is SourceKind.PROVINCE


def test_years_across(money):
    rows = (
        "TT\tNguồn vốn\tTổng cộng\tNăm 2024\tNăm 2025\n1\tNgân sách tỉnh\t500\t300\t200\n"
        "2\tNgân sách xã\t400\t300\t100\n"
    )
    assert [(stated, year) for _, stated, _, year in money(MILLIONS + rows)] == [
        ("500", None),
        ("400", None),
        ("300", 2024),
        ("200", 2025),
        ("300", 2024),
        ("100", 2025),
    ]


def test_the_measure_may_stand_in_the_heading(read_body):
    rows = "STT\tChương trình\tVốn bố trí (tỷ đồng)\n1\tVăn hóa\t50\n2\tY tế\t9,5\n"
    items = read_body(BEFORE + rows).funding
    assert [(item.label, item.amount) for item in items] == [("Văn hóa", 50 * 10**9), ("Y tế", 9_500_000_000)]


def test_rows_below_a_sentence_that_totals_them(read_body):
    rows = (
        "02 chương trình (tổng vốn 59,5 tỷ đồng):\n\nSTT\tChương trình\tVốn (tỷ đồng)\n"
        "1\tVăn hóa\t50\n2\tY tế\t9,5\n"
    )
    whole, *parts = read_body(BEFORE + rows).funding
    assert (whole.stated, whole.parts) == ("59,5", PartList.ALL)
    assert {item.parent for item in parts} == {whole.id}


@pytest.mark.parametrize(
    "table",
    [
        "PHÂN BỔ VỐN\n\nTT\tXã\tSố tiền\n1\tChi Khê\t500\n2\tYên Khê\t400\n",  # in what measure?
        "ĐỊNH MỨC PHÂN BỔ NGÂN SÁCH\nĐVT: triệu đồng\nTT\tNội dung\tĐịnh mức\n1\tQuản lý\t50\n2\tKhác\t40\n",
        "ĐỊNH MỨC\nTT\tNội dung\tĐơn vị tính\tVốn\n1\tTiểu học\tĐồng/học sinh\t5\n2\tMầm non\tĐồng/trẻ\t6\n",
        "TỶ LỆ PHÂN CHIA NGUỒN VỐN\nTT\tNguồn\tTỉnh (%)\tXã (%)\n1\tThuế\t40\t60\n2\tPhí\t30\t70\n",
        "GIÁ TRỊ SẢN XUẤT\nĐVT: tỷ đồng\nTT\tNgành\tNăm 2023\n1\tTrồng trọt\t500\n2\tChăn nuôi\t400\n",
    ],
)
def test_other_tables_are_no_money_set_aside(money, table):
    assert money(table) == []


def test_what_was_spent_before_is_no_source(money):
    rows = (
        "TT\tNguồn vốn\tGiải ngân năm 2022\tKế hoạch năm 2023\n1\tNgân sách tỉnh\t500\t600\n"
        "2\tNgân sách xã\t400\t450\n"
    )
    assert [(stated, year) for _, stated, _, year in money(MILLIONS + rows)] == [("600", 2023), ("450", 2023)]


def test_each_parting_of_one_total_stands_apart(money):
    rows = (
        "TT\tNội dung\tKinh phí\n\tTổng cộng\t900\nI\tPhân theo nguồn\t\n"
        "1\tNgân sách tỉnh\t500\n2\tNgân sách xã\t400\n"
        "II\tPhân theo năm\t\n1\tNăm đầu\t600\n2\tNăm sau\t300\n"
    )
    assert {parent for _, stated, parent, _ in money(MILLIONS + rows) if stated != "900"} == {None}


def test_a_row_among_others_leaves_the_list_open(read_body):
    rows = (
        "TT\tNội dung\tTổng số\tNăm 2023\tNăm 2024\n1\tSản xuất\t500\t300\t200\n"
        "\tTrong đó: giống\t90\t50\t40\n2\tMôi trường\t400\t300\t100\n"
    )
    parts = {item.label: item.parts for item in read_body(BEFORE + MILLIONS + rows).funding if not item.year}
    assert parts == {"Sản xuất": PartList.SOME, "Trong đó: giống": PartList.ALL, "Môi trường": PartList.ALL}


def test_a_large_table_keeps_its_totals(money):
    heads = "TT\tXã\tTổng số\t" + "\t".join(f"Dự án {n}" for n in range(1, 6))
    rows = "\n".join(f"{n}\tXã số {n}\t5\t1\t1\t1\t1\t1" for n in range(1, 81))
    found = money(f"{MILLIONS}{heads}\n{rows}\n\tTổng cộng\t400\t80\t80\t80\t80\t80\n")
    assert len(found) == 1 + 80 + 5

"""What a table comes to, whichever file it is drawn in."""

from decimal import Decimal

import pytest

from chungsuc.core.statements import PartialDate
from chungsuc.documents.content import (
    Cell,
    Column,
    Count,
    Empty,
    Head,
    Mark,
    Mean,
    Money,
    Number,
    Percent,
    Row,
    Share,
    Sum,
    Table,
    Text,
    column_places,
    row_places,
)
from chungsuc.documents.figures import head_cells, settled, shown_rows

MET, KEPT = Mark("x", "đạt"), Mark("d", "duy trì")


def million(amount: int) -> Money:
    return Money(amount * 10**6)


def shown(*cells: Cell, measure: str = "triệu đồng") -> str:
    """The last cell of a row, as it is printed."""
    columns = tuple(Column((str(at),), 10) for at in range(len(cells)))
    return shown_rows(Table(columns, (Row(cells),), measure=measure))[0][-1]


@pytest.mark.parametrize(
    ("parts", "formula", "text"),
    [
        ([million(3890), million(1600)], Sum, "5.490"),
        ([million(5490), million(161180), million(11000), million(6300)], Sum, "183.970"),
        ([million(5), Empty()], Sum, "5"),
        ([Empty(), Empty()], Sum, ""),
        ([million(0), million(0)], Sum, "0"),
        ([Number(Decimal(19)), Text("không xét")], Sum, "19"),
        ([Number(Decimal("96.50"), 2), Number(Decimal(1), 0)], Sum, "97,50"),
        ([Number(Decimal(150)), Number(Decimal(0))], Mean, "75,00"),
        ([Number(Decimal(19)), Empty(), Number(Decimal(16))], Mean, "17,50"),
        ([Money(1_500_000), Money(500_000)], Sum, "2,0"),
    ],
)
def test_sums_and_means_leave_out_what_is_not_known(parts: list[Cell], formula: type, text: str) -> None:
    assert shown(*parts, formula(row_places(0, range(len(parts))))) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (million(5490), million(183970), "2,98"),
        (Number(Decimal(8)), Number(Decimal(9)), "88,89"),
        (Number(Decimal(0)), Number(Decimal(9)), "0,00"),
        (Number(Decimal(8)), Number(Decimal(0)), ""),
        (Empty(), Number(Decimal(9)), ""),
        (Number(Decimal(8)), Empty(), ""),
    ],
)
def test_a_share_needs_both_its_parts(part: Cell, whole: Cell, text: str) -> None:
    assert shown(part, whole, Share((0, 0), (0, 1))) == text


def test_only_the_asked_sign_is_counted() -> None:
    assert shown(MET, KEPT, Empty(), MET, Count(row_places(0, range(4)), "x")) == "2"


def test_a_count_of_none_is_zero_unless_it_must_stay_silent() -> None:
    assert shown(KEPT, Empty(), Count(row_places(0, range(2)), "x")) == "0"
    assert shown(KEPT, Empty(), Count(row_places(0, range(2)), "x", silent_at_none=True)) == ""


def test_money_is_shown_exactly_so_that_parts_sum_to_the_total() -> None:
    cells = (Money(1_250_000), million(2), Sum(row_places(0, range(2))))
    columns = tuple(Column((str(at),), 10) for at in range(3))
    assert shown_rows(Table(columns, (Row(cells),))) == (("1,25", "2,00", "3,25"),)
    assert shown(million(183970), measure="tỷ đồng") == "183,97"


@pytest.mark.parametrize(
    "cells",
    [
        (Sum(((0, 0),)),),
        (Sum(((0, 5),)),),
        (Sum(((-1, 0),)),),
        (Money(1), Number(Decimal(1)), Sum(((0, 0), (0, 1)))),
        (Percent(Decimal(50)), Percent(Decimal(60)), Sum(((0, 0), (0, 1)))),
        (Money(1), Money(2), Mean(((0, 0), (0, 1)))),
    ],
)
def test_a_formula_without_a_meaning_is_the_programmers_fault(cells: tuple[Cell, ...]) -> None:
    table = Table(tuple(Column((str(at),), 10) for at in range(len(cells))), (Row(cells),))
    with pytest.raises(ValueError, match=r"formula|place|percentages|mean"):
        settled(table)


def test_a_row_has_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="row 0 has 1 cells, not 2"):
        Table((Column(("a",), 1), Column(("b",), 1)), (Row((Empty(),)),))


def test_totals_may_rest_on_totals() -> None:
    rows = (
        Row((million(1), million(2), Sum(row_places(0, range(2))))),
        Row((million(3), Empty(), Sum(row_places(1, range(2))))),
        Row(tuple(Sum(column_places(range(2), at)) for at in range(3))),
    )
    columns = tuple(Column((str(at),), 10) for at in range(3))
    assert shown_rows(Table(columns, rows))[2] == ("4", "2", "6")


def test_heads_share_a_cell_with_their_neighbours() -> None:
    paths = [("TT",), ("Vốn", "Tổng"), ("Vốn", "Trong đó", "A"), ("Vốn", "Trong đó", "B"), ("Ghi chú",)]
    heads = head_cells(tuple(Column(path, 10) for path in paths))
    assert [(head.text, head.row, head.column, head.rows, head.columns) for head in heads] == [
        ("TT", 0, 0, 3, 1),
        ("Vốn", 0, 1, 1, 3),
        ("Ghi chú", 0, 4, 3, 1),
        ("Tổng", 1, 1, 2, 1),
        ("Trong đó", 1, 2, 1, 2),
        ("A", 2, 2, 1, 1),
        ("B", 2, 3, 1, 1),
    ]


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (PartialDate(2022, 3, 8), "Mèo Vạc, ngày 08 tháng 3 năm 2022"),
        (PartialDate(2022, 2, 10), "Mèo Vạc, ngày 10 tháng 02 năm 2022"),
        (PartialDate(2024, 1), "Mèo Vạc, ngày        tháng 01 năm 2024"),
        (None, "Mèo Vạc, ngày        tháng        năm       "),
    ],
)
def test_a_blank_day_leaves_room_to_write(day: PartialDate | None, line: str) -> None:
    head = Head(("ỦY BAN NHÂN DÂN",), "KH-UBND", "Mèo Vạc", issued_on=day)
    assert head.place_line.replace("\u00a0", " ") == line


def test_the_number_line_of_the_state_and_of_the_party() -> None:
    assert Head(("UBND",), "KH-UBND", "X", number="12").number_line == "Số: 12/KH-UBND"
    assert Head(("HUYỆN ỦY",), "CTr/HU", "X", number="30", is_party=True).number_line == "Số 30-CTr/HU"

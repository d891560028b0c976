"""Con số: sums, counts and tables of a paper, each checked by itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from small_readings import case, commune, money, said, source

from chungsuc.checking.counts import check_counts
from chungsuc.checking.funding import check_funding
from chungsuc.checking.tables import check_tables
from chungsuc.core.statements import (
    Cell,
    Certainty,
    FindingKind,
    Note,
    Severity,
    Span,
    Table,
    TableRow,
)

# --- money ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "parts", "text", "severity"),
    [
        (100, (60, 40), "Tổng vốn", None),
        (100, (60, 41), "Tổng vốn", Severity.ERROR),
        (100, (60, 30), "Tổng vốn, gồm:", Severity.ERROR),
        (100, (60, 30), "Tổng vốn, trong đó:", Severity.WARNING),
        (100, (60,), "Tổng vốn, trong đó:", None),
    ],
)
def test_a_sum_of_money(total, parts, text, severity):
    items = [money("f0", 10, "Tổng vốn", total, text=text)]
    items += [money(f"f{n}", 10 + n, f"Nguồn {n}", part, "f0") for n, part in enumerate(parts, start=1)]
    findings, sums = check_funding(case(funding=items))
    assert [found.severity for found in findings] == ([severity] if severity else [])
    assert [checked.holds for checked in sums] == ([severity is None] if len(parts) > 1 else [])


def test_rounded_billions_are_not_a_fault():
    items = [
        money("f0", 10, "Tổng vốn", 2600, stated="2,6", measure="tỷ đồng"),
        money("f1", 11, "Nguồn 1", 1_580),
        money("f2", 12, "Nguồn 2", 1_010),
    ]
    items[1:] = [money(i.id, i.source.line, i.label, i.amount // 10**6, "f0") for i in items[1:]]
    assert check_funding(case(funding=items))[0] == []


def test_a_list_by_year_and_a_list_by_source_are_two_lists():
    items = [
        money("f0", 10, "Tổng vốn", 100),
        money("f1", 11, "Trung ương", 70, "f0"),
        money("f2", 12, "Địa phương", 30, "f0"),
        money("f3", 13, "Năm 2024", 55, "f0", year=2024),
        money("f4", 14, "Năm 2025", 45, "f0", year=2025),
    ]
    findings, sums = check_funding(case(funding=items))
    assert findings == []
    assert [checked.holds for checked in sums] == [True, True]


# --- counts ---------------------------------------------------------------------------------------


def counts(*targets, **rest):
    return check_counts(case(targets=targets, **rest))[0]


@pytest.mark.parametrize(
    ("value", "names", "text", "told"),
    [
        (2, ("Hòa An", "Tân Phú"), "", False),
        (3, ("Hòa An", "Tân Phú"), "", True),
        (1, ("Hòa An", "Tân Phú"), "", True),
        (3, ("Hòa An", "Tân Phú"), "03 xã: Hòa An, Tân Phú, ...", False),
        (3, ("Hòa An", "Tân Phú"), "03 xã: Hòa An, Tân Phú, Sao Hỏa", False),  # a name that was not read
        (3, ("Hòa An", "Tân Phú"), "03 xã: Hòa An và Tân Phú", True),
    ],
)
def test_a_number_beside_names(value, names, text, told):
    found = counts(said("t1", 5, "keep", "keep", "communes", value, units=names, text=text))
    assert [each.kind for each in found] == ([FindingKind.ARITHMETIC] if told else [])


@pytest.mark.parametrize(
    ("rest", "told"),
    [(", Sao Hỏa, Sao Kim.", False), (" và xã Sao Hỏa", False), (". Các xã khác", True), ("", True)],
)
def test_a_list_that_goes_on_behind_what_was_read(rest, told):
    words = "Duy trì 03 xã: Hòa An, Tân Phú"
    keep = said("t1", 5, "keep", "keep", "communes", 3, units=("Hòa An", "Tân Phú"), text=words)
    keep = replace(keep, source=replace(keep.source, spans=(Span(5, 0, len(words)),)))
    assert bool(counts(keep, lines=[(5, words + rest)])) is told


def test_a_list_over_two_lines_is_judged_by_where_it_ends():
    keep = said("t1", 5, "keep", "keep", "communes", 3, units=("Hòa An", "Tân Phú"), text="(Hòa An, Tân Phú)")
    keep = replace(keep, source=replace(keep.source, spans=(Span(5, 0, 7), Span(6, 0, 8))))
    assert counts(keep, lines=[(5, "(Hòa An"), (6, "Tân Phú), năm nay")])


def test_a_number_beside_criteria():
    wrong = said("t1", 5, "gain", "add", "criteria", 3, units=("Hòa An",), criteria=("4", "5"))
    (found,) = counts(wrong)
    assert "kể tên 02 tiêu chí" in found.message


@pytest.mark.parametrize(("total", "severity"), [(5, None), (4, Severity.ERROR), (6, Severity.WARNING)])
def test_a_total_of_gains(total, severity):
    found = counts(
        said("t1", 5, "total", "add", "criteria", total),
        said("t2", 6, "gain", "add", "criteria", 2, units=("Hòa An",), criteria=("1", "2"), part_of="t1"),
        said(
            "t3", 7, "gain", "add", "criteria", 3, units=("Tân Phú",), criteria=("3", "4", "5"), part_of="t1"
        ),
    )
    assert [each.severity for each in found] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("unread", "told"),
    [
        ((7, "- Xã Bình Sơn 02 tiêu chí"), False),  # stands among the parts
        ((9, "- Xã Bình Sơn 02 tiêu chí"), False),  # goes on behind them
        ((9, "3. Tổng số tiêu chí là 80"), True),
        ((7, "- Các xã khác"), True),
    ],
)
def test_a_list_that_was_not_read_whole_is_not_said_to_fall_short(unread, told):
    targets = [
        said("t1", 5, "total", "add", "criteria", 6),
        said("t2", 6, "gain", "add", "criteria", 2, units=("Hòa An",), criteria=("1", "2"), part_of="t1"),
        said("t3", 8, "gain", "add", "criteria", 2, units=("Tân Phú",), criteria=("3", "4"), part_of="t1"),
    ]
    lines = [(5, "Thêm 06 tiêu chí:"), (6, "- Xã Hòa An 02"), unread, (8, "- Xã Tân Phú 02")]
    assert bool(counts(*targets, lines=sorted(lines))) is told


@pytest.mark.parametrize(("mean", "told"), [("16.20", False), ("16.4", True)])
def test_a_mean_of_a_total(mean, told):
    found = counts(
        said("t1", 5, "total", "reach", "criteria", 81),
        said("t2", 5, "average", "reach", "criteria", mean, decimals=2),
    )
    assert bool(found) is told


def test_a_part_greater_than_the_whole():
    (found,) = counts(
        said("t1", 5, "count", "reach", "criterion", 6, of=5, criteria=("4",), numbers=("06/5",))
    )
    assert "06/5" in found.message


def test_another_base_is_asked_about():
    said_of = [said(f"t{n}", n, "count", "reach", "criterion", 3, of=of, criteria=(str(n),))
               for n, of in ((1, 5), (2, 5), (3, 4))]  # fmt: skip
    (found,) = counts(*said_of)
    assert found.kind is FindingKind.QUESTION
    assert "4 xã" in found.message


@pytest.mark.parametrize(("stated", "told"), [(9, False), (10, True)])
def test_a_footnote_with_counts(stated, told):
    target = said("t1", 5, "count", "reach", "villages", stated)
    note = Note(
        id="n1",
        source=source(9),
        certainty=Certainty.CERTAIN,
        mark="¹",
        text="",
        units=(commune("Hòa An", count=4), commune("Tân Phú", count=5)),
        joined_to=("t1",),
    )
    assert bool(counts(target, notes=[note])) is told


# --- tables ---------------------------------------------------------------------------------------


def table(*rows):
    return Table(
        id="tb1",
        source=source(20),
        certainty=Certainty.CERTAIN,
        title="Biểu",
        columns=(("Tổng cộng",), ("Hòa An",), ("Tân Phú",)),
        units=(None, commune("Hòa An"), commune("Tân Phú")),
        rows=tuple(
            TableRow(21 + n, number, f"hàng {number}", tuple(map(cell, cells)))
            for n, (number, cells) in enumerate(rows)
        ),
    )


def cell(number):
    return Cell("") if number is None else Cell(str(number), Decimal(number))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("I", (5, 2, 3)), ("1", (3, 1, 2)), ("2", (2, 1, 1))], 0),
        ([("I", (6, 2, 3)), ("1", (3, 1, 2)), ("2", (2, 1, 1))], 2),  # across, and down
        ([("I", (5, 2, 3)), ("1", (3, None, 3))], 0),  # one part is no sum
        ([("I", (50, 20, 30)), ("1", (3, 1, 2)), ("2", (2, 1, 1))], 0),  # unlike things below each other
    ],
)
def test_sums_of_a_table(rows, told):
    findings, _ = check_tables(case(tables=[table(*rows)]))
    assert len(findings) == told

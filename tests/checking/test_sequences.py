"""Thứ tự đánh số: lists that skip or repeat, footnote marks without a footnote."""

from __future__ import annotations

import pytest
from small_readings import case, node, source

from chungsuc.checking.sequences import check_sequences
from chungsuc.core.statements import Certainty, Note, Severity


def listed(*numbers, lines=(), title="Kế hoạch"):
    outline = [node(f"o{place}", place, number) for place, number in enumerate(numbers, start=5)]
    return check_sequences(case(outline=outline, lines=lines, title=title))


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (("I", "II", "III"), 0),
        (("I", "II", "IV"), 1),
        (("1", "2", "2", "3"), 1),
        (("1", "2", "4"), 1),
        (("1", "2", "1", "2"), 0),  # a new list
        (("1", "1", "2", "2", "3", "3"), 0),  # every number twice: two columns
        (("1", "2", "7"), 0),  # a list cut from a longer one
        (("a", "b", "c", "d", "đ", "e"), 0),
        (("a", "b", "c", "d", "e"), 0),  # without đ
        (("a", "b", "d"), 1),
        (("1.1", "1.2", "1.4"), 1),
        (("1.1", "1.2", "2.1", "2.2"), 0),
        (("Điều 1", "Điều 2", "Điều 4"), 1),
        (("-", "-", "+"), 0),
    ],
)
def test_a_list(numbers, told):
    findings = listed(*numbers)
    assert [found.severity for found in findings] == [Severity.INFO] * told


def test_a_number_that_stands_inside_a_line_is_not_missed():
    assert listed("1", "3", lines=[(5, "1. Thủy lợi. 2. Giao thông."), (6, "3. Điện.")]) == []


def test_an_amendment_quotes_single_clauses():
    assert listed("1", "3", title="Sửa đổi, bổ sung Quy định") == []


def test_a_paper_whose_every_list_slips_was_misread():
    assert listed("1", "3", "5", "7", "9", "11", "13", "15") == []


def note(mark, line):
    return Note(id=f"n{mark}", source=source(line), certainty=Certainty.CERTAIN, mark=mark, text="")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Theo số liệu của ngành[2] và của xã.", 1),
        ("Theo số liệu của ngành² và của xã.", 1),
        ("Diện tích 50 m² mỗi hộ; 3 km² mỗi xã.", 0),
        ("Theo số liệu của ngành[9].", 0),  # the list of footnotes may be cut
    ],
)
def test_a_mark_without_its_footnote(text, told):
    notes = [note("1", 20), note("3", 21)]
    assert len(check_sequences(case(notes=notes, lines=[(5, text)]))) == told

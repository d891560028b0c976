"""What was read, in the words that a reviewer sees, and the paper that it was read from."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.statements import FindingKind
from chungsuc.core.workflow import PlanEventKind
from chungsuc.plans import wording
from chungsuc.plans.models import ReadItem
from chungsuc.plans.paper import Mark, _segments, money_tree

NAMES = {"10": "Thu nhập", "15": "Y tế", "17": "Môi trường và an toàn thực phẩm"}
INCOME = {"text": "Thu nhập", "code": "10"}
HEALTH = {"text": "y tế", "code": "15"}
UNKNOWN = {"text": "tiêu chí lạ", "code": None}


def data(**more: Any) -> dict[str, Any]:
    given = {"kind": "count", "mode": "reach", "subject": "criterion", "comparator": "equal", "decimals": 0}
    return given | more


def places(*names: str) -> list[dict[str, Any]]:
    return [{"text": name.upper(), "name": name} for name in names]


@pytest.mark.parametrize(
    ("read", "label", "figure"),
    [
        (
            data(criteria=[{"text": "Tỷ lệ hộ có nhà tiêu sạch", "code": "17.6"}], value="70", measure="%"),
            "Chỉ tiêu 17.6 Tỷ lệ hộ có nhà tiêu sạch",
            "70%",
        ),
        (
            data(
                kind="keep", mode="keep", subject="communes", value="2", measure="xã", units=places("A", "B")
            ),
            "Duy trì xã đạt chuẩn: A, B",
            "2 xã",
        ),
        (
            data(kind="total", subject="indicator", object_text="tổng số trạm y tế", value="18"),
            "Tổng số trạm y tế",  # the word is not said twice
            "18",
        ),
        (
            data(kind="total", subject="indicator", object_text="trạm y tế", value="18"),
            "Tổng số trạm y tế",
            "18",
        ),
        (
            data(
                kind="gain",
                mode="add",
                subject="criteria",
                value="2",
                measure="tiêu chí",
                units=places("A"),
                criteria=[INCOME, HEALTH],
            ),
            "A: thêm Thu nhập (10), Y tế (15)",
            "2 tiêu chí",
        ),
        (
            # A slip of the paper is shown in its own words.
            data(subject="villages", value="1", measure="xã", object_text="xã đạt chuẩn thôn nông thôn mới"),
            "Xã đạt chuẩn thôn nông thôn mới",
            "1 xã",
        ),
        (
            data(kind="total", mode="add", subject="criteria", value="14", measure="tiêu chí", rest=True),
            "Tổng số tiêu chí đạt thêm · các xã còn lại",
            "14 tiêu chí",
        ),
        (
            data(kind="total", subject="criteria", value="150", measure="tiêu chí"),
            "Tổng số tiêu chí",
            "150 tiêu chí",
        ),
        (
            data(kind="average", subject="criteria", value="16.67", decimals=2, measure="tiêu chí/xã"),
            "Bình quân tiêu chí",
            "16,67 tiêu chí/xã",
        ),
        (
            data(
                kind="floor",
                subject="criteria",
                value="13",
                comparator="at_least",
                measure="tiêu chí",
                all_units=True,
            ),
            "Mức thấp nhất · tất cả các xã",
            "≥ 13 tiêu chí",
        ),
        (
            data(mode="add", value="6", of="9", measure="xã", criteria=[HEALTH]),
            "Thêm tiêu chí Y tế (15)",
            "6/9 xã",
        ),
        (
            data(kind="share", mode="keep", value="100", measure="%", criteria=[HEALTH], all_units=True),
            "Duy trì tiêu chí Y tế (15) · tất cả các xã",
            "100%",
        ),
        (data(criteria=[UNKNOWN]), "Đạt tiêu chí “tiêu chí lạ”", ""),
        (data(subject="criteria", level="13", value="2", measure="xã"), "Xã đạt 13 tiêu chí", "2 xã"),
        (
            data(
                kind="share",
                subject="indicator",
                object_text="tỷ lệ hộ nghèo",
                value="24",
                measure="%",
                comparator="at_most",
            ),
            "Tỷ lệ hộ nghèo",
            "≤ 24%",
        ),
        (
            data(
                subject="other",
                object_text="cụm sản xuất",
                value="1",
                value_to="2",
                measure="cụm",
                comparator="range",
            ),
            "Cụm sản xuất",
            "1 - 2 cụm",
        ),
        (
            data(subject="villages", mode="add", value="1234", measure="thôn"),
            "Thêm thôn đạt chuẩn",
            "1.234 thôn",
        ),
    ],
)
def test_a_statement_in_one_line(read: dict[str, Any], label: str, figure: str) -> None:
    words = wording.statement(read, NAMES)
    assert (words.label, words.figure) == (label, figure)


@pytest.mark.parametrize("kind", list(FindingKind))
def test_every_kind_of_finding_has_its_words(kind: FindingKind) -> None:
    assert wording.finding_kind(kind).label


@pytest.mark.parametrize("kind", list(PlanEventKind))
def test_every_event_has_its_words(kind: PlanEventKind) -> None:
    assert wording.event(kind)


MARKS = st.builds(
    Mark, st.integers(-3, 30), st.integers(-3, 30), st.sampled_from("abc"), st.sampled_from(["", "bad"])
)


@given(st.text(max_size=25), st.lists(MARKS, max_size=6))
def test_marks_never_drop_or_double_a_letter(text: str, marks: list[Mark]) -> None:
    pieces = list(_segments(text, marks))
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        assert piece.mark is None or piece.mark in marks


def test_where_marks_overlap_a_contradiction_is_seen_first_and_then_the_shorter() -> None:
    long, short, bad = Mark(0, 10, "long"), Mark(2, 4, "short"), Mark(3, 9, "bad", "bad")
    pieces = [
        (piece.text, piece.mark.to if piece.mark else "")
        for piece in _segments("0123456789ab", [long, short, bad])
    ]
    assert pieces == [
        ("01", "long"),
        ("2", "short"),
        ("3", "bad"),
        ("45678", "bad"),
        ("9", "long"),
        ("ab", ""),
    ]


def money(key: str, amount: int, parent: str | None = None) -> ReadItem:
    return ReadItem(key=key, data={"label": key, "amount": amount, "parent": parent})


def test_sources_stand_below_what_they_are_part_of() -> None:
    rows = money_tree([money("A", 10), money("B", 6, "A"), money("C", 3, "A"), money("D", 1, "gone")])
    assert [(row["label"], row["depth"], row["holds"]) for row in rows] == [
        ("A", 0, False),
        ("B", 1, None),
        ("C", 1, None),
        ("D", 0, None),
    ]
    assert rows[0]["parts_total"] == 9

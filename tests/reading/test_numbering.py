"""Đánh số đề mục, and what a part whose place is known counts for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.documents import DocLine
from chungsuc.reading.numbering import Rank, read_marker
from chungsuc.reading.seams import blocks_of


@pytest.mark.parametrize(
    ("text", "number", "rank"),
    [
        ("Phần thứ hai", "Phần thứ hai", Rank.CHAPTER),
        ("Chương IV. ĐIỀU KHOẢN THI HÀNH", "Chương IV", Rank.CHAPTER),
        ("Điều 12a. Hồ sơ", "Điều 12a", Rank.ARTICLE),
        ("đ) Các khoản khác", "đ", Rank.LETTER),
        ("a.1) Đối với hộ nghèo", "a.1", Rank.LETTER),
        ("Bước 3. Họp thôn", "Bước 3", Rank.LETTER),
        ("(c) Đất ở", "c", Rank.SMALL),
        ("② Đất vườn", "②", Rank.SMALL),
        ("• Đất rừng", "•", Rank.DASH),
        ("PHỤ LỤC SỐ 2", "PHỤ LỤC SỐ 2", Rank.ANNEX),
        ("Mẫu số 05", "Mẫu số 05", Rank.ANNEX),
    ],
)
def test_marker(text, number, rank):
    marker = read_marker(text)
    assert marker is not None
    assert (marker.number, marker.rank) == (number, rank)


@pytest.mark.parametrize("text", ["V/v báo cáo", "Mẫu mã đẹp hơn", "2024 là năm hạn", "a, b và c"])
def test_no_marker(text):
    assert read_marker(text) is None


def test_steps_stand_under_their_point(read_body):
    nodes = read_body(
        "I. QUY TRÌNH\n\n1. Hồ sơ\n\na) Trình tự\n\nBước 1. Nộp đơn.\n\nBước 2. Xét đơn.\n"
    ).outline
    assert [node.path for node in nodes][-2:] == ["I.1.a.Bước 1", "I.1.a.Bước 2"]


def test_aims_are_read_when_their_place_is_known_and_rules_say_nothing(read_body):
    reading = read_body(
        "I. MỤC ĐÍCH\n\n1. Mục đích\n\nNâng cao đời sống của người dân vùng cao. Giữ gìn bản sắc.\n\n"
        "---\n\n……………………\n"
    )
    assert reading.not_understood == ()


def test_a_state_that_nothing_was_read_of_stays_not_understood(read_body):
    reading = read_body("I. THỰC TRẠNG\n\nMột số nơi còn khó khăn về nước sạch.\n")
    assert len(reading.not_understood) == 1


PIECES = [
    "I. MỤC TIÊU",
    "- ",
    "**đậm**",
    "*",
    "# ",
    "_x_",
    "12",
    "¹ ghi chú",
    "\t",
    "câu nói",
    ("CHỮ HOA"),
    "\n",
    "\n\n",
    ",",
    ".",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map("".join))
def test_every_character_stands_in_a_block(text):
    lines, blocks = blocks_of(DocLine(number, line) for number, line in enumerate(text.split("\n"), 1))
    held = {line.number: set() for line in lines}
    for block in blocks:
        for piece in block.flow.pieces:
            held[piece.line.number].update(range(piece.column, piece.column + piece.length))
    for line in lines:
        left = {char for column, char in enumerate(line.text) if column not in held[line.number]}
        assert all(char.isspace() or char in "*_#" for char in left)

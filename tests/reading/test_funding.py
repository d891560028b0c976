"""Money as plans write it: several years, several totals, what was paid out; figures made up."""

from __future__ import annotations

import pytest

LISTED = (
    "Tổng kinh phí năm 2023: 40 tỷ đồng, trong đó:\n- Ngân sách trung ương: 25 tỷ đồng;\n"
    "- Ngân sách huyện: 15 tỷ đồng.\nTổng kinh phí năm 2024: 60 tỷ đồng, gồm:\n"
    "- Ngân sách trung ương: 35 tỷ đồng;\n- Ngân sách huyện: 25 tỷ đồng.\n"
)
INLINE = (
    "- Tổng kinh phí năm 2023: 40 tỷ đồng, trong đó: ngân sách trung ương 25 tỷ đồng; ngân sách huyện 15 "
    "tỷ đồng.\n- Tổng kinh phí năm 2024: 60 tỷ đồng, trong đó: ngân sách trung ương 35 tỷ đồng; ngân sách "
    "huyện 25 tỷ đồng.\n"
)
PROSE = (
    "1. Năm 2023 bố trí 40 tỷ đồng, trong đó: ngân sách trung ương 25 tỷ đồng, ngân sách huyện 15 tỷ "
    "đồng.\n\n2. Năm 2024 dự kiến 60 tỷ đồng, trong đó: ngân sách trung ương 35 tỷ đồng, ngân sách huyện "
    "25 tỷ đồng.\n"
)


@pytest.fixture
def money(read_body):
    """The amounts of the part on resources, each with the figure that it is part of, and its year."""

    def reading(text):
        items = read_body(f"II. NGUỒN LỰC\n\n{text}").funding
        stated = {item.id: item.stated for item in items}
        return [(item.stated, stated.get(item.parent), item.year) for item in items]

    return reading


@pytest.mark.parametrize("text", [LISTED, INLINE, PROSE])
def test_each_year_has_a_tree_of_its_own(money, text):
    assert money(text) == [
        ("40", None, 2023), ("25", "40", 2023), ("15", "40", 2023),
        ("60", None, 2024), ("35", "60", 2024), ("25", "60", 2024),
    ]  # fmt: skip


def test_the_total_of_one_source_is_part_of_the_total_of_all(money):
    text = "Tổng kinh phí: 40 tỷ đồng\n\nTổng vốn ngân sách trung ương: 25 tỷ đồng\n\nDân góp: 15 tỷ đồng\n"
    assert [(stated, parent) for stated, parent, _ in money(text)] == [
        ("40", None),
        ("25", "40"),
        ("15", "40"),
    ]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "Kết quả giải ngân năm 2023: 300 triệu đồng, gồm: đầu tư 200 triệu đồng; khác 100 triệu đồng.",
            [],
        ),
        (
            "Tổng vốn: 900 triệu đồng. Giải ngân đến 30/6/2023 là 300 triệu đồng, gồm: đầu tư 200 tỷ đồng.",
            ["900"],
        ),
        ("Tổng vốn được giao 900 triệu đồng, đã giải ngân 300 triệu đồng, còn lại 600 triệu đồng.", ["900"]),
        ("Tổng vốn 900 triệu đồng, gồm: tỉnh 300 triệu đồng, còn lại 600 triệu đồng.", ["900", "300", "600"]),
    ],
)
def test_what_was_paid_out_and_what_is_left_of_it_is_no_source(money, text, stated):
    assert [each[0] for each in money(text)] == stated


def test_an_increase_is_no_part(money):
    text = (
        "Tổng nguồn lực năm 2023 là 1.200 triệu đồng, tăng 200 triệu đồng so với năm 2022; trong đó: ngân "
        "sách 900 triệu đồng, nhân dân 300 triệu đồng."
    )
    assert money(text) == [("1.200", None, 2023), ("900", "1.200", 2023), ("300", "1.200", 2023)]

"""Money in every dialect of officials: bullets, clauses, prose, names before and behind; all made up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chungsuc.core.statements import PartList, SourceKind
from chungsuc.reading.funding.amounts import amounts_in

ALL, SOME = PartList.ALL, PartList.SOME


@pytest.fixture
def funding(read_body):
    """What is read in a part on resources."""
    return lambda text: read_body(f"II. NGUỒN LỰC\n\n{text}").funding


@pytest.fixture
def elsewhere(read_body):
    """What is read in a part that is not on resources."""
    return lambda text: read_body(f"II. NHIỆM VỤ\n\n1. Nội dung\n\n{text}").funding


def tree(items):
    stated = {item.id: item.stated for item in items}
    return [(item.label, item.stated, stated.get(item.parent)) for item in items]


BULLETS = (
    "Tổng nhu cầu vốn: 900 triệu đồng, trong đó:\n- Ngân sách tỉnh: 500 triệu đồng:\n"
    "+ Vốn đầu tư phát triển: 300 triệu đồng;\n+ Vốn sự nghiệp: 200 triệu đồng.\n"
    "- Nhân dân đóng góp: 400 triệu đồng.\n"
)
CLAUSES = (
    "1. Tổng nhu cầu vốn là 900 triệu đồng, bao gồm:\na) Ngân sách tỉnh là 500 triệu đồng;\n"
    "b) Nhân dân đóng góp là 400 triệu đồng.\n"
)
DOTTED = (
    "Tổng nhu cầu vốn 900 triệu đồng. Cụ thể như sau:\n1.1. Ngân sách tỉnh: 500 triệu đồng.\n"
    "1.2. Nhân dân đóng góp: 400 triệu đồng.\n"
)
AFTER_BULLET = (
    "- Huy động mọi nguồn lực.\nTổng nhu cầu vốn: 900 triệu đồng, trong đó:\n"
    "- Ngân sách tỉnh: 500 triệu đồng.\n- Nhân dân đóng góp: 400 triệu đồng.\n"
)


def test_bullets_under_bullets(funding):
    items = funding(BULLETS)
    assert tree(items) == [
        ("Tổng nhu cầu vốn", "900", None),
        ("Ngân sách tỉnh", "500", "900"),
        ("Vốn đầu tư phát triển", "300", "500"),
        ("Vốn sự nghiệp", "200", "500"),
        ("Nhân dân đóng góp", "400", "900"),
    ]
    assert [item.parts for item in items] == [SOME, ALL, None, None, None]


@pytest.mark.parametrize("text", [CLAUSES, DOTTED, AFTER_BULLET])
def test_lists_below_a_total(funding, text):
    assert tree(funding(text)) == [
        ("Tổng nhu cầu vốn", "900", None),
        ("Ngân sách tỉnh", "500", "900"),
        ("Nhân dân đóng góp", "400", "900"),
    ]


@pytest.mark.parametrize(
    ("words", "parts"), [("Trong đó:", SOME), ("Bao gồm:", ALL), ("Cụ thể như sau:", ALL)]
)
def test_a_line_that_only_introduces_the_parts(funding, words, parts):
    text = (
        f"Tổng vốn: 900 triệu đồng.\n{words}\n- Ngân sách tỉnh: 500 triệu đồng.\n- Dân góp: 400 triệu đồng."
    )
    whole, *rest = funding(text)
    assert whole.parts is parts
    assert {item.parent for item in rest} == {whole.id}


def test_a_total_at_the_end_of_a_list(funding):
    text = "a) Ngân sách tỉnh: 500 triệu đồng;\nb) Dân góp: 400 triệu đồng.\nTổng cộng: 900 triệu đồng.\n"
    assert tree(funding(text)) == [
        ("Ngân sách tỉnh", "500", "900"),
        ("Dân góp", "400", "900"),
        ("Tổng cộng", "900", None),
    ]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Tổng kinh phí: 90 tỷ đồng, gồm: ngân sách tỉnh 60 tỷ đồng, dân góp 30 tỷ đồng.", ALL),
        ("Tổng kinh phí: 90 tỷ đồng, bao gồm ngân sách tỉnh 60 tỷ đồng và dân góp 30 tỷ đồng.", ALL),
        ("Tổng kinh phí: 90 tỷ đồng, gồm: a) Ngân sách tỉnh 60 tỷ đồng; b) Dân góp 30 tỷ đồng.", ALL),
        ("Tổng kinh phí: 90 tỷ đồng; trong đó ngân sách tỉnh 60 tỷ đồng, dân góp 30 tỷ đồng.", SOME),
        ("Tổng kinh phí 90 tỷ đồng (ngân sách tỉnh 60 tỷ đồng, dân góp 30 tỷ đồng).", None),
        ("Tổng kinh phí 90 tỷ đồng, trong đó: 60 tỷ đồng từ ngân sách tỉnh, 30 tỷ đồng do dân góp.", SOME),
    ],
)
def test_parts_in_the_same_sentence(funding, sentence, parts):
    whole, *rest = funding(sentence)
    assert (whole.stated, whole.parts, whole.source_kind) == ("90", parts, SourceKind.TOTAL)
    assert [(item.stated, item.parent, item.source_kind) for item in rest] == [
        ("60", whole.id, SourceKind.PROVINCE),
        ("30", whole.id, SourceKind.PEOPLE),
    ]


@pytest.mark.parametrize(
    ("sentence", "label", "stated"),
    [
        ("Kinh phí thực hiện là 9 tỷ đồng.", "Kinh phí thực hiện", "9"),
        ("Dự kiến kinh phí: 9 tỷ đồng.", "Dự kiến kinh phí", "9"),
        ("Vốn ngân sách nhà nước 9 tỷ đồng.", "Vốn ngân sách nhà nước", "9"),  # "ước" is the end of a word
        (
            "Bố trí 9 tỷ đồng vốn ngân sách tỉnh để làm đường.",
            "Bố trí vốn ngân sách tỉnh để làm đường",
            "9",
        ),
        (
            "Bổ sung từ ngân sách tỉnh cho 05 xã số tiền 9 tỷ đồng để sửa trường.",
            "Bổ sung từ ngân sách tỉnh cho 05 xã",
            "9",
        ),
        ("Số vốn còn lại chưa phân bổ là 9 tỷ đồng.", "Số vốn còn lại chưa phân bổ", "9"),
        ("Tổng mức đầu tư dự kiến: 9 tỷ đồng.", "Tổng mức đầu tư", "9"),
        ("Huy động nguồn lực xã hội hóa đạt 9 tỷ đồng.", "Huy động nguồn lực xã hội hóa", "9"),
        ("Huyện bố trí 9 tỷ đồng từ nguồn thu tiền sử dụng đất.", "Huyện bố trí", "9"),
    ],
)
def test_money_is_allotted_outside_the_part_on_resources_too(elsewhere, sentence, label, stated):
    (item,) = elsewhere(sentence)
    assert (item.label, item.stated, item.amount) == (label, stated, 9 * 10**9)


@pytest.mark.parametrize(
    "sentence",
    [
        "Hỗ trợ hộ nghèo vay vốn 50 triệu đồng/hộ.",
        "Hỗ trợ mỗi hộ 50 triệu đồng từ ngân sách tỉnh.",
        "Ngân sách tỉnh hỗ trợ 50 triệu đồng cho mỗi hộ.",
        "Mức hỗ trợ tối đa từ ngân sách là 50 triệu đồng.",
        "Phấn đấu thu ngân sách đạt 500 tỷ đồng.",
        "Giá trị sản xuất đạt 500 tỷ đồng.",
        "Dự án có vốn trên 50 tỷ đồng được thẩm định.",
        "Dư nợ tín dụng đạt 500 tỷ đồng.",
        "Bố trí từ 5 - 6 tỷ đồng vốn ngân sách.",
        "Phạt tiền từ 5 triệu đồng đến 10 triệu đồng.",
        "Huy động vốn 5 tỷ USD.",
        "Đề nghị tỉnh bố trí 45 tỷ đồng vốn đầu tư.",
    ],
)
def test_other_money_is_no_source(elsewhere, sentence):
    assert elsewhere(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "share", "in_words"),
    [
        ("Ngân sách tỉnh: 60 tỷ đồng (chiếm 40%).", "40", None),
        ("Ngân sách tỉnh: 60 tỷ đồng (40,5%).", "40.5", None),
        ("Ngân sách tỉnh: 60 tỷ đồng, chiếm 40% tổng vốn.", "40", None),
        ("Ngân sách tỉnh: 60 tỷ đồng, bằng 40% so với năm trước.", None, None),
        ("Ngân sách tỉnh: 60 tỷ đồng (sáu mươi tỷ đồng).", None, 60 * 10**9),
        ("Ngân sách tỉnh: 60 tỷ đồng (Bằng chữ: Sáu mươi lăm tỷ đồng chẵn./.).", None, 65 * 10**9),
        ("Ngân sách tỉnh: 60 tỷ đồng (nguồn vượt thu).", None, None),
    ],
)
def test_the_share_and_the_words_beside_a_figure(funding, sentence, share, in_words):
    (item,) = funding(sentence)
    assert item.stated == "60"
    assert item.share == (None if share is None else Decimal(share))
    assert item.in_words == in_words


@pytest.mark.parametrize(
    ("label", "years"),
    [
        ("Kinh phí năm 2024", (2024, None)),
        ("Kinh phí giai đoạn 2026 - 2030", (2026, 2030)),
        ("Kinh phí từ năm 2026 đến năm 2030", (2026, 2030)),
        ("Năm 2024", (2024, None)),
        ("Kinh phí Chương trình phát triển rừng giai đoạn 2021 - 2030", (None, None)),  # the programme's own
        ("Kinh phí thực hiện mục tiêu đến năm 2030", (None, None)),
    ],
)
def test_the_years_that_money_is_for(funding, label, years):
    (item,) = funding(f"{label}: 9 tỷ đồng.")
    assert (item.year, item.year_to) == years


def test_years_of_one_total(funding):
    text = (
        "Tổng kinh phí giai đoạn 2024 - 2025: 9 tỷ đồng, trong đó: năm 2024: 4 tỷ đồng; năm 2025: 5 tỷ đồng."
    )
    whole, *parts = funding(text)
    assert [(item.year, item.year_to, item.parent) for item in (whole, *parts)] == [
        (2024, 2025, None),
        (2024, None, whole.id),
        (2025, None, whole.id),
    ]


@pytest.mark.parametrize(
    ("written", "dong"),
    [
        ("9 tỷ đồng", 9 * 10**9),
        ("9,5 tỉ đồng", 9_500_000_000),
        ("9.500 triệu đồng", 9_500_000_000),
        ("9.500.000 nghìn đồng", 9_500_000_000),
        ("9 tỷ 500 triệu đồng", 9_500_000_000),
        ("9.500.000.000 đồng", 9_500_000_000),
        ("9.500 tr.đ", 9_500_000_000),
        ("2 nghìn tỷ đồng", 2 * 10**12),
        ("717,190 tỷ đồng", 717_190_000_000),
        ("1,234.5 triệu đồng", 1_234_500_000),
        ("9.500.000.000đ", 9_500_000_000),
    ],
)
def test_measures_of_money(funding, written, dong):
    (item,) = funding(f"Ngân sách tỉnh: {written}.")
    assert item.amount == dong


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Ngân sách trung ương", SourceKind.CENTRAL),
        ("NSTW", SourceKind.CENTRAL),
        ("Ngân sách thành phố", SourceKind.PROVINCE),
        ("Ngân sách cấp xã", SourceKind.COMMUNE),
        ("NSĐP", SourceKind.LOCAL),
        ("Vốn tín dụng chính sách", SourceKind.CREDIT),
        ("Vốn đối ứng của huyện", SourceKind.COUNTERPART),
        ("Vốn lồng ghép các chương trình", SourceKind.INTEGRATED),
        ("Nguồn thu tiền sử dụng đất", SourceKind.OTHER),
        ("Nguồn thu xổ số kiến thiết", SourceKind.OTHER),
    ],
)
def test_kinds_of_sources(funding, label, kind):
    (item,) = funding(f"{label}: 9 tỷ đồng.")
    assert item.source_kind is kind


@pytest.mark.parametrize(
    "words", ["5 tỷ đồng (trong đó ", "5 tỷ đồng gồm ", "giải ngân 5 tỷ đồng, vốn 1 tỷ đồng; "]
)
def test_a_thousand_amounts_in_one_sentence(words):
    """Each amount is looked at once, however deep the list before it."""
    assert len(amounts_in(words * 1000)) == 1000

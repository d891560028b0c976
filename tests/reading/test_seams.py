"""Page breaks, footnotes, page numbers and emphasis: a sentence is read as if none stood in it."""

from __future__ import annotations

import pytest

from chungsuc.core.statements import Line
from chungsuc.documents import DocLine
from chungsuc.reading.flow import flow_of, join
from chungsuc.reading.seams import Role, blocks_of


def paragraphs(text: str) -> list[str]:
    _, blocks = blocks_of(DocLine(number, line) for number, line in enumerate(text.split("\n"), 1))
    return [block.text for block in blocks if block.role is Role.TEXT]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "tập huấn cho cán bộ xã, cán bộ\n\nthôn và người dân.",
            ["tập huấn cho cán bộ xã, cán bộ thôn và người dân."],
        ),
        ("kế hoạch\n\n12\n\nchuyển đổi số.", ["kế hoạch chuyển đổi số."]),
        (
            "- Ban Chỉ đạo đơn vị\n\n¹ Một xã 5 thôn; hai xã 3 thôn.\n\nđược phân công.",
            ["- Ban Chỉ đạo đơn vị được phân công."],
        ),
        ("Đến hết năm có\n\n03/07 xã đạt.", ["Đến hết năm có 03/07 xã đạt."]),
        ("Đến hết năm\n2023 có 03 xã đạt.", ["Đến hết năm 2023 có 03 xã đạt."]),
        ("Phấn đấu duy trì\n100% các xã đạt.", ["Phấn đấu duy trì 100% các xã đạt."]),
        ("Duy trì 03 xã đạt chuẩn\nNTM.", ["Duy trì 03 xã đạt chuẩn NTM."]),
        ("có 02 xã (Phú Gia, Vinh\nHà) đạt.", ["có 02 xã (Phú Gia, Vinh Hà) đạt."]),
        ("giữ 03 xã: Thọ An, Trung\nChâu, Hạ Mỗ.", ["giữ 03 xã: Thọ An, Trung Châu, Hạ Mỗ."]),
        ("- Đạt từ\n\n1. Mục tiêu", ["- Đạt từ", "1. Mục tiêu"]),
        ("Kết quả\n\n05 xã đạt chuẩn", ["Kết quả", "05 xã đạt chuẩn"]),
        ("đã xong.\n\nTiếp tục làm.", ["đã xong.", "Tiếp tục làm."]),
        ("1. Mục đích\nTriển khai kế hoạch.", ["1. Mục đích", "Triển khai kế hoạch."]),
        ("I. MỤC TIÊU\n- có 02 xã đạt chuẩn", ["I. MỤC TIÊU", "- có 02 xã đạt chuẩn"]),
        ("**II- THỰC TRẠNG\nTRÊN ĐỊA BÀN HUYỆN**", ["II- THỰC TRẠNG TRÊN ĐỊA BÀN HUYỆN"]),
        ("- *Giao thông:* mở đường.", ["- Giao thông: mở đường."]),
        ("(*xã Một và xã Hai*)", ["(xã Một và xã Hai)"]),
    ],
)
def test_paragraphs(text, expected):
    assert paragraphs(text) == expected


def test_a_healed_sentence_leads_back_to_both_lines():
    first, second = Line(1, "- *Cán bộ* xã, cán bộ"), Line(3, "thôn giỏi.")
    flow = join([(first, [(0, 2), (3, 9), (10, 21)]), (second, [(0, 10)])])
    assert flow.text == "- Cán bộ xã, cán bộ thôn giỏi."
    source = flow.source(flow.text.index("cán bộ"), flow.text.index(" giỏi"))
    assert (source.line, source.text) == (1, "cán bộ thôn")
    assert [(span.line, span.start, span.end) for span in source.spans] == [(1, 15, 21), (3, 0, 4)]


def test_emphasis_stays_in_the_words_of_the_document():
    line = Line(7, "có (*xã Một*) thôi")
    flow = join([(line, [(0, 4), (5, 11), (12, 18)])])
    assert flow.text == "có (xã Một) thôi"
    assert flow.source(3, 11).text == "(*xã Một*)"


def test_source_of_nothing_is_empty_and_raises_nothing():
    assert flow_of(Line(1, "   ")).source().text == ""

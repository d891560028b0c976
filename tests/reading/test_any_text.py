"""Whatever comes in: nothing is lost, nothing breaks, and the same words read the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chungsuc.core.statements import Item, PlanReading
from chungsuc.documents import DocLine, Document
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer
from chungsuc.reading import NotAPlan, read_plan

PIECES = [
    "Phấn đấu",
    "duy trì",
    "có thêm",
    "02 xã",
    "08/12 xã",
    "100% các xã",
    "đạt chuẩn nông thôn mới",
    "tiêu chí y tế",
    "bình quân",
    "15,25 tiêu chí/xã",
    "(",
    ")",
    ";",
    ".",
    ":",
    ",",
    "\n",
    "\n\n",
    "\t",
    "- ",
    "+ ",
    "1. ",
    "I. MỤC TIÊU\n",
    "II. KINH PHÍ\n",
    "Tổng kinh phí: 5.000 triệu đồng",
    "trong đó:",
    "¹",
    "¹ Môn Sơn 5 thôn",
    "12",
    "*",
    "**",
    "Căn cứ",
    "Quyết định số 318/QĐ-TTg ngày 31/02/2022",
    "Số: /KH-UBND",
    "KẾ HOẠCH",
    "Nơi nhận:",
    "TM. ỦY BAN NHÂN DÂN",
    "Biểu 01 kèm theo",
    "huyện Con Cuông",
    "tỉnh Nghệ An",
    "xã Môn Sơn",
    "đến năm 2025",
    "năm 0000",
    "ngày 99 tháng 99 năm 2024",
    "1.23",
    "01 - 02 cụm",
]
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join),
)


def document_of(text: str) -> Document:
    lines = tuple(DocLine(number, line) for number, line in enumerate(text.split("\n"), 1))
    return Document("van-ban.txt", "text", "0" * 64, lines)


def reading_or_none(text: str) -> PlanReading | None:
    try:
        return reading_of(text)
    except NotAPlan:
        return None


def reading_of(text: str) -> PlanReading:
    return read_plan(document_of(text), gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets())


@settings(max_examples=150)
@given(TEXTS)
def test_no_text_breaks_the_reader_and_no_character_is_lost(text):
    text = unicodedata.normalize("NFC", text)
    reading = reading_or_none(text)
    if reading is None:
        return
    assert "\n".join(line.text for line in reading.lines) == text
    lengths = {line.number: len(line.text) for line in reading.lines}
    items: list[Item] = [
        reading.head,
        *reading.legal_bases,
        *reading.outline,
        *reading.baseline,
        *reading.targets,
        *reading.funding,
        *reading.tasks,
        *reading.duties,
        *reading.tables,
        *reading.notes,
        *reading.annexes,
        *reading.recipients,
    ]
    for item in items:
        for span in item.source.spans:
            assert 0 <= span.start < span.end <= lengths[span.line]
    assert len({item.id for item in items}) == len(items)
    assert 0 <= reading.coverage <= 1


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), min_size=3, max_size=40).map(" ".join))
def test_one_text_reads_the_same_in_either_unicode_form(text):
    readings = [reading_or_none(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")]
    assert readings[0] == readings[1]


@pytest.mark.parametrize("name", ["ke-hoach-si-ma-cai-2024.txt", "chuong-trinh-meo-vac-2022-2025.txt"])
def test_a_real_document_reads_the_same_in_either_unicode_form(examples, name):
    text = (examples / name).read_text(encoding="utf-8")
    assert reading_of(unicodedata.normalize("NFD", text)) == reading_of(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "text", ["", "   \n\n", "Kính gửi anh,\nmai họp lúc chín giờ nhé.", "lorem ipsum dolor sit amet"]
)
def test_what_is_not_official_is_refused_in_one_sentence(text):
    with pytest.raises(NotAPlan, match="không giống một văn bản hành chính"):
        reading_of(text)

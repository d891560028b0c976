"""Harmed and made-up files of every kind: read, or refused in one sentence; never a crash or a hang."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungsuc.documents import read_document
from factories.hostile import ENDLESS, OPENING, TEXT, examined_or_refused, harmed, paragraphs, word_of
from factories.papers_in_pdf import paper_of

FOUND = sorted((Path(__file__).parent / "found").glob("*"))
# A PDF is opened by a process of its own, which takes a fifth of a second to start.
PDF_EXAMPLES = 400 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 12
SEEDS = st.integers(0, 2**32)


@cache
def pdf() -> bytes:
    return paper_of(TEXT)


@given(SEEDS)
def test_a_text_file_with_harm_done_to_it(seed: int) -> None:
    examined_or_refused(harmed(TEXT.encode(), seed), "a.txt")


@given(SEEDS)
def test_a_word_file_with_harm_done_to_it(seed: int) -> None:
    examined_or_refused(harmed(word_of(paragraphs(TEXT)), seed), "a.docx")


@given(SEEDS)
def test_a_word_file_with_harm_done_to_the_text_inside(seed: int) -> None:
    body = harmed(paragraphs(TEXT).encode(), seed).decode(errors="replace")
    examined_or_refused(word_of(body), "a.docx")


@settings(max_examples=PDF_EXAMPLES)
@given(SEEDS)
def test_a_pdf_with_harm_done_to_it(seed: int) -> None:
    examined_or_refused(harmed(pdf(), seed), "a.pdf")


TAGS = (
    "p r t tbl tr tc sdt sdtContent ins del pPr rPr numPr tcPr br tab drawing txbxContent footnoteReference "
    "hyperlink fldChar instrText"
).split()
EMPTY = (
    '<w:gridSpan w:val="3"/>',
    "<w:vMerge/>",
    '<w:vMerge w:val="restart"/>',
    '<w:gridSpan w:val="-1"/>',
    '<w:br w:type="page"/>',
    '<w:numId w:val="1"/>',
    '<w:ilvl w:val="9"/>',
    "<w:vanish/>",
    "<w:caps/>",
    '<w:vertAlign w:val="superscript"/>',
    '<w:sym w:char="F0B7"/>',
)
WORDS = st.one_of(
    st.sampled_from([line for line in TEXT.splitlines() if line]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
).map(lambda text: f"<w:t>{escape(text)}</w:t>")
XML = st.recursive(
    st.one_of(WORDS, st.sampled_from(EMPTY)),
    lambda inner: st.builds(
        lambda tag, children: f"<w:{tag}>{''.join(children)}</w:{tag}>",
        st.sampled_from(TAGS),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(XML, max_size=8))
def test_a_word_file_whose_elements_stand_in_any_order(body: list[str]) -> None:
    examined_or_refused(word_of("".join(body)), "a.docx")


LINES = st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20), min_size=1, max_size=8)


def signs(text: str) -> Counter[str]:
    return Counter("".join(unicodedata.normalize("NFC", text).split()))


@given(LINES)
def test_no_letter_of_a_text_file_is_dropped(lines: list[str]) -> None:
    text = "\n".join([*lines, "Kế hoạch"])
    assert signs(read_document(text.encode(), "a.txt").text) == signs(text)


@given(LINES, LINES)
def test_no_letter_of_a_word_file_is_dropped(lines: list[str], cells: list[str]) -> None:
    row = "".join(f"<w:tc>{paragraphs(escape(cell)) or '<w:p/>'}</w:tc>" for cell in cells)
    body = paragraphs("\n".join(map(escape, [*lines, "Kế hoạch"]))) + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"
    assert signs(read_document(word_of(body), "a.docx").text) == signs("".join([*lines, "Kế hoạch", *cells]))


@pytest.mark.parametrize("path", FOUND, ids=[path.name for path in FOUND])
def test_what_the_fuzzer_once_found_does_no_harm_again(path: Path) -> None:
    examined_or_refused(path.read_bytes(), path.name)


@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS)
def test_a_text_without_end_is_read_to_its_end(piece: str) -> None:
    assert examined_or_refused((OPENING + piece * (40_000 // len(piece))).encode(), "a.txt")

"""A plan that was kept in an old encoding is read, and found wanting, as its Unicode twin is."""

import io
import unicodedata

import docx
import pytest
from docx.oxml.ns import qn

from chungsuc.checking import examine
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer
from factories.old_encodings import misread, tcvn3, vni, windows_1258


def in_word(text, font):
    document = docx.Document()
    for line in text.splitlines():
        run = document.add_paragraph().add_run(line)
        run.font.name = font
        run._r.rPr.rFonts.set(qn("w:hAnsi"), font)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "encode"),
    [
        ("a.txt", lambda text: tcvn3(text).encode("cp1252")),
        ("a.txt", lambda text: misread(text).encode()),
        ("a.txt", windows_1258),
        ("a.docx", lambda text: in_word(vni(text), "VNI-Times")),
        ("a.docx", lambda text: in_word(tcvn3(text), ".VnTime")),
    ],
)
def test_the_same_is_read_and_found(plan_of_a_year, examples, name, encode):
    path = next(examples.glob("*2024.txt"))
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    found = examine(encode(text), name, gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets())
    one, other = plan_of_a_year.reading, found.reading
    assert len(other.targets) == len(one.targets)
    assert [item.amount for item in other.funding] == [item.amount for item in one.funding]
    assert [base.number for base in other.legal_bases] == [base.number for base in one.legal_bases]
    assert [(each.kind, each.stated) for each in found.findings] == [
        (each.kind, each.stated) for each in plan_of_a_year.findings
    ]

"""The same plans as PDF files: what the paper says does not depend on how it came."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from chungsuc.checking import Examination, examine
from chungsuc.core.statements import Severity, Statement
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer
from factories.papers_in_pdf import paper_of

PLANS = sorted((Path(__file__).parent / "plans").glob("*.txt"))


def examined(data: bytes, name: str) -> Examination:
    return examine(data, name, gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets())


def plain(text: str | None) -> str:
    return " ".join((text or "").split()).replace("/ ", "/").replace("- ", "-")


def said(each: Statement) -> tuple[object, ...]:
    units = tuple(plain(unit.name or unit.text) for unit in each.units)
    codes = tuple(mention.code for mention in each.criteria)
    return each.kind, each.mode, each.value, each.value_to, each.of, each.level, units, codes


def things(found: Examination) -> dict[str, object]:
    """What was read, without the lines it stands on."""
    reading = found.reading
    head = reading.head
    return {
        "head": (head.kind, head.number, head.symbol, head.issued_on, head.place, plain(head.title)),
        "bodies": (plain(head.superior), plain(head.issuer), head.unit and head.unit.name),
        "bases": [(basis.kind, basis.number) for basis in reading.legal_bases],
        "outline": [(node.number, plain(node.title)) for node in reading.outline],
        "baseline": [said(each) for each in reading.baseline],
        "targets": [said(each) for each in reading.targets],
        "funding": [(plain(item.label), item.amount) for item in reading.funding],
        "duties": [plain(duty.body) for duty in reading.duties],
        "tables": [
            [(row.number, plain(row.label), *(plain(cell.text) for cell in row.cells)) for row in table.rows]
            for table in reading.tables
        ],
        "recipients": [plain(each.text) for each in reading.recipients],
        "signatories": [(each.name, each.capacity) for each in reading.signatories],
        "findings": sorted(str(each.kind) for each in found.findings if each.severity is not Severity.INFO),
    }


@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_a_plan_reads_alike_as_text_and_as_pdf(path: Path) -> None:
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    as_text, as_pdf = examined(text.encode(), path.name), examined(paper_of(text), f"{path.stem}.pdf")
    assert things(as_pdf) == things(as_text)

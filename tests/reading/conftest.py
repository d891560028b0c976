"""Documents made up for one construct each, of places and figures that the examples do not have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.statements import PlanReading, Statement
from chungsuc.core.units import Gazetteer
from chungsuc.documents import DocLine, Document, read_document
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer
from chungsuc.reading import read_plan

EXAMPLES = Path(__file__).parents[2] / "examples"

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN CON CUÔNG

Số: 45/KH-UBND

Con Cuông, ngày 12 tháng 02 năm 2023

KẾ HOẠCH

Thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới huyện Con Cuông, tỉnh Nghệ An năm 2023

"""


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="session")
def criteria_sets() -> dict[str, CriteriaSet]:
    return dict(load_criteria_sets())


def document_of(text: str) -> Document:
    lines = tuple(DocLine(number, line) for number, line in enumerate(text.split("\n"), 1))
    return Document("van-ban.txt", "text", "0" * 64, lines)


@pytest.fixture(scope="session")
def read(gazetteer: Gazetteer, criteria_sets: dict[str, CriteriaSet]) -> Callable[[str], PlanReading]:
    """Read a whole text as a document."""

    def reading(text: str) -> PlanReading:
        return read_plan(document_of(text), gazetteer=gazetteer, criteria_sets=criteria_sets)

    return reading


@pytest.fixture(scope="session")
def read_body(read: Callable[[str], PlanReading]) -> Callable[[str], PlanReading]:
    """Read a text as the body of a district's plan for 2023."""
    return lambda body: read(HEAD + body)


@pytest.fixture(scope="session")
def goal(read_body: Callable[[str], PlanReading]) -> Callable[[str], Statement]:
    """The first statement of a sentence that stands in the part on goals."""

    def first(sentence: str) -> Statement:
        reading = read_body(f"I. MỤC TIÊU\n\n- {sentence}\n")
        found = (*reading.targets, *reading.baseline)
        assert found, f"nothing was read in: {sentence}"
        return found[0]

    return first


@pytest.fixture(scope="session")
def example(gazetteer: Gazetteer, criteria_sets: dict[str, CriteriaSet]) -> Callable[[str], PlanReading]:
    """One of the two real documents, read once."""
    kept: dict[str, PlanReading] = {}

    def reading(name: str) -> PlanReading:
        if name not in kept:
            document = read_document((EXAMPLES / name).read_bytes(), name)
            kept[name] = read_plan(document, gazetteer=gazetteer, criteria_sets=criteria_sets)
        return kept[name]

    return reading

"""Findings go back into the document as comments; only what is a matter of words is corrected."""

import pytest

from chungsuc.checking.remarks import remarks_on, rewordings_of
from chungsuc.core.statements import Finding, FindingKind, Quote, Severity
from chungsuc.documents import read_document
from chungsuc.documents.word_comments import Passage
from chungsuc.documents.word_rewordings import Rewording

LINES = ["Xã Suối Bạc đạt chuẩn.", "Tổng vốn 90 triệu đồng.", "Xã Suối Bạc và xã Suối Bạc.", "Xã Suối Bạch."]
DOCUMENT = read_document("\n".join(LINES).encode(), "a.txt")


def finding(kind: FindingKind, *lines: int, stated: str, follows: str | None, repairs: int = 1) -> Finding:
    return Finding(
        "f1",
        kind,
        Severity.INFO if kind is FindingKind.IMPLIED else Severity.WARNING,
        f"“{stated}” cần xem lại.",
        quotes=tuple(Quote("t1", line, LINES[line - 1]) for line in lines),
        premises=("xã chỉ kể một lần",),
        stated=stated,
        follows=follows,
        repairs=(f"Viết là “{follows}”.",) * repairs,
    )


def test_a_finding_becomes_a_remark_at_each_of_its_lines() -> None:
    found = finding(FindingKind.SLIP, 1, 3, 1, stated="Suối Bạc", follows="Suối Bạch")
    [remark] = remarks_on([found])
    assert remark.text.splitlines() == [
        "CẦN XEM LẠI. “Suối Bạc” cần xem lại.",
        "Giả định: xã chỉ kể một lần",
        "Cách sửa: Viết là “Suối Bạch”.",
    ]
    assert remark.passages == (Passage(1, LINES[0]), Passage(3, LINES[2]))


def test_what_is_implied_is_told_once_and_what_has_no_line_not_at_all() -> None:
    implied = finding(FindingKind.IMPLIED, 1, 3, stated="x", follows=None)
    [remark] = remarks_on([implied, finding(FindingKind.SLIP, stated="x", follows=None)])
    assert remark.passages == (Passage(1, LINES[0]),)


@pytest.mark.parametrize(
    ("found", "rewordings"),
    [
        (
            finding(FindingKind.QUESTION, 1, stated="Suối Bạc", follows="Suối Bạch"),
            [Rewording(1, "Suối Bạc", "Suối Bạch", at=3)],
        ),
        (finding(FindingKind.ARITHMETIC, 2, stated="90", follows="100"), []),
        (finding(FindingKind.QUESTION, 3, stated="Suối Bạc", follows="Suối Bạch"), []),
        (finding(FindingKind.SLIP, 4, stated="Suối Bạc", follows="Suối Bạch"), []),
        (finding(FindingKind.SLIP, 1, stated="Suối Bạc", follows="Suối Bạch", repairs=2), []),
        (finding(FindingKind.SLIP, 1, stated="Suối Bạc", follows=None), []),
    ],
)
def test_only_one_way_of_writing_a_word_is_corrected(found: Finding, rewordings: list[Rewording]) -> None:
    assert list(rewordings_of([found, found], DOCUMENT)) == rewordings

"""The judge of the reader is judged: what counts as right, missed and wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from benchmarks import truth
from benchmarks.truth.compare import COMPARE
from benchmarks.truth.marks import documents_of
from benchmarks.truth.score import Score
from benchmarks.truth.spelling import amount_of, number_of, plain

from chungsuc.checking import Examination
from chungsuc.checking.case import Sum
from chungsuc.core.statements import (
    Certainty,
    DocumentKind,
    Duty,
    Finding,
    FindingKind,
    FundingItem,
    Head,
    LegalBasis,
    Mode,
    PartialDate,
    PlanReading,
    Quote,
    Severity,
    Source,
    SourceKind,
    Statement,
    StatementKind,
    Subject,
)
from chungsuc.documents import Document

BILLION = 10**9


def source(line: int) -> Source:
    return Source(line, "")


def basis(number: str, day: str | None = None, *, line: int = 5, opening: bool = True) -> LegalBasis:
    issued = None if day is None else PartialDate.from_iso(day)
    return LegalBasis(
        id=f"b{line}-{number}",
        source=source(line),
        certainty=Certainty.CERTAIN,
        kind="Quyết định",
        number=number,
        issued_on=issued,
        issuer="UBND tỉnh",
        subject=None,
        in_opening=opening,
    )


def goal(value: str, *, line: int, what: str = "số lớp học", deadline: int | None = None) -> Statement:
    return Statement(
        id=f"t{line}-{value}-{what}",
        source=source(line),
        certainty=Certainty.CERTAIN,
        kind=StatementKind.COUNT,
        mode=Mode.REACH,
        subject=Subject.OTHER,
        value=Decimal(value),
        measure="lớp",
        object_text=what,
        deadline=None if deadline is None else PartialDate(deadline),
    )


def money(
    billions: int, *, line: int, label: str = "Ngân sách tỉnh", parent: str | None = None
) -> FundingItem:
    return FundingItem(
        id=f"f{line}",
        source=source(line),
        certainty=Certainty.CERTAIN,
        label=label,
        source_kind=SourceKind.OTHER,
        amount=billions * BILLION,
        stated=str(billions),
        measure="tỷ đồng",
        parent=parent,
    )


def duty(body: str | None, *, line: int) -> Duty:
    return Duty(id=f"d{line}", source=source(line), certainty=Certainty.CERTAIN, text="Tổng hợp", body=body)


def examined(
    *,
    bases: tuple[LegalBasis, ...] = (),
    targets: tuple[Statement, ...] = (),
    funding: tuple[FundingItem, ...] = (),
    duties: tuple[Duty, ...] = (),
    findings: tuple[Finding, ...] = (),
    sums: tuple[Sum, ...] = (),
) -> Examination:
    head = Head(
        id="head",
        source=source(1),
        certainty=Certainty.CERTAIN,
        kind=DocumentKind.PLAN,
        kind_text="KẾ HOẠCH",
        title="",
        number="9",
        symbol="KH-UBND",
    )
    reading = PlanReading(
        lines=(), head=head, legal_bases=bases, targets=targets, funding=funding, duties=duties
    )
    return Examination(Document("a.txt", "text", "0" * 64, ()), reading, findings, sums)


def judged(kind: str, rows: list[dict[str, str]], examination: Examination) -> tuple[int, int, int]:
    score = Score()
    COMPARE[kind]("a.txt", rows, examination, score)
    tally = score.of(kind)
    return tally.right, tally.missed, tally.wrong


def marked_basis(number: str, day: str = "", *, soft: str = "") -> dict[str, str]:
    return {
        "line": "5",
        "kind": "",
        "number": number,
        "date": day,
        "issuer": "UBND tỉnh",
        "opening": "1",
        "soft": soft,
    }


@pytest.mark.parametrize(
    ("marks", "read", "result"),
    [
        ([marked_basis("12/QĐ-UBND")], (basis("12/QĐ- UBND"),), (1, 0, 0)),
        ([marked_basis("12/QĐ-UBND")], (), (0, 1, 0)),
        ([], (basis("12/QĐ-UBND"),), (0, 0, 1)),
        ([marked_basis("12/QĐ-UBND", soft="1")], (basis("12/QĐ-UBND"),), (0, 0, 0)),
        ([marked_basis("12/QĐ-UBND")], (basis("12/QĐ-UBND"), basis("12/QĐ-UBND", line=40)), (1, 0, 0)),
        ([], (basis("9/KH-UBND", line=80),), (0, 0, 0)),  # the number of the plan itself, in its annex
        ([marked_basis("", "2023-06-25")], (basis("", "2023-06-25"),), (1, 0, 0)),
        ([], (basis("", opening=False),), (0, 0, 0)),  # a law cited by its name alone
        ([], (basis(""),), (0, 0, 1)),
        ([marked_basis("12/QĐ-UBND")], (basis(""), basis("12/QĐ-UBND")), (1, 0, 0)),
    ],
)
def test_bases_are_counted_once_each(marks, read, result):
    assert judged("bases", marks, examined(bases=read)) == result


def marked_goal(
    value: str, line: int, *, what: str = "", soft: str = "", deadline: str = ""
) -> dict[str, str]:
    empty = dict.fromkeys(("value_to", "value_from", "of", "level", "comparator", "mode", "measure"), "")
    return empty | {
        "role": "target",
        "value": value,
        "line": str(line),
        "object": what,
        "soft": soft,
        "deadline": deadline,
    }


@pytest.mark.parametrize(
    ("marks", "read", "result"),
    [
        ([marked_goal("12", 30)], (goal("12", line=30),), (1, 0, 0)),
        ([marked_goal("12", 30)], (goal("12", line=31),), (1, 0, 0)),  # a seam between
        ([marked_goal("12", 30)], (goal("12", line=33),), (0, 1, 1)),
        ([marked_goal("12", 30)], (goal("13", line=30),), (0, 1, 1)),
        ([marked_goal("12", 30)], (goal("12", line=30), goal("12", line=30, what="số trường")), (1, 0, 1)),
        ([marked_goal("12", 30, soft="1")], (goal("12", line=30),), (0, 0, 0)),
        ([marked_goal("", 30, soft="1")], (goal("12", line=30), goal("4", line=30)), (0, 0, 0)),
        ([marked_goal("", 30, soft="1")], (), (0, 0, 0)),
    ],
)
def test_goals_are_one_by_value_and_line(marks, read, result):
    assert judged("targets", marks, examined(targets=read)) == result


def test_of_two_goals_with_one_value_each_finds_its_own():
    marks = [marked_goal("12", 30, what="lớp học"), marked_goal("12", 30, what="thư viện", deadline="2027")]
    read = (goal("12", line=30, what="số thư viện", deadline=2027), goal("12", line=30, what="số lớp học"))
    score = Score()
    COMPARE["targets"]("a.txt", marks, examined(targets=read), score)
    assert score.of("targets").share("object") == 1
    assert score.of("targets").share("deadline") == 1


def marked_money(billions: int, line: int, parent: str = "") -> dict[str, str]:
    return {"line": str(line), "amount": str(billions * BILLION), "label": "", "parent": parent, "soft": ""}


def test_money_is_one_by_amount_and_its_parent_is_scored_apart():
    marks = [marked_money(9, 20, "-"), marked_money(4, 21, str(9 * BILLION)), marked_money(5, 22)]
    read = (money(9, line=20), money(4, line=21), money(7, line=22))
    score = Score()
    COMPARE["funding"]("a.txt", marks, examined(funding=read), score)
    tally = score.of("funding")
    assert (tally.right, tally.missed, tally.wrong) == (2, 1, 1)
    assert tally.share("parent") == 0.5


def marked_duty(line: int, body: str, *, line_to: str = "", soft: str = "") -> dict[str, str]:
    return {"line": str(line), "line_to": line_to, "body": body, "words": "", "soft": soft}


@pytest.mark.parametrize(
    ("marks", "read", "result"),
    [
        ([marked_duty(50, "Sở Y tế")], (duty("Sở Y tế", line=50),), (1, 0, 0)),
        ([marked_duty(50, "Sở Y tế")], (duty("Sở Tài chính", line=50),), (0, 1, 1)),
        ([marked_duty(50, "Sở Y tế")], (duty(None, line=50),), (0, 1, 0)),
        ([marked_duty(50, "Sở Y tế", line_to="51")], (duty("Sở Y tế", line=51),), (1, 0, 0)),
        ([marked_duty(50, "", soft="1")], (duty("Sở Y tế", line=50),), (0, 0, 0)),
        ([], (duty("Sở Y tế", line=50),), (0, 0, 1)),
    ],
)
def test_duties_are_one_by_line_and_body(marks, read, result):
    assert judged("duties", marks, examined(duties=read)) == result


def marked_sum(stated: str, unit: str, verdict: str, line: str = "") -> dict[str, str]:
    return {"check": "", "stated": stated, "computed": "", "unit": unit, "verdict": verdict, "line": line}


def summed(stated: str, *, holds: bool) -> Sum:
    return Sum("", stated, "", holds, (), (7,))


def accusation(stated: str, line: int) -> Finding:
    return Finding(
        "k1", FindingKind.ARITHMETIC, Severity.ERROR, "", quotes=(Quote("i", line, ""),), stated=stated
    )


@pytest.mark.parametrize(
    ("marks", "examination", "result"),
    [
        (
            [marked_sum("1830000", "triệu đồng", "holds")],
            examined(sums=(summed("1.830 tỷ đồng", holds=True),)),
            (1, 0, 0),
        ),
        (
            [marked_sum("15", "lớp", "holds")],
            examined(sums=(summed("15 lớp", holds=False),)),
            (0, 1, 0),
        ),
        ([marked_sum("15", "lớp", "breaks")], examined(findings=(accusation("15 lớp", 7),)), (1, 0, 0)),
        ([marked_sum("15", "lớp", "breaks", "7")], examined(findings=(accusation("x", 7),)), (1, 0, 0)),
        ([marked_sum("15", "lớp", "holds")], examined(findings=(accusation("15 lớp", 7),)), (0, 1, 1)),
        ([], examined(findings=(accusation("15 lớp", 7),)), (0, 0, 1)),
    ],
)
def test_sums_are_judged_and_nothing_that_holds_is_accused(marks, examination, result):
    assert judged("sums", marks, examination) == result


def test_a_document_is_found_by_the_first_letters_of_its_name(tmp_path: Path):
    (tmp_path / "A01-ke-hoach.txt").write_text("…", "utf-8")
    (tmp_path / "B02-bao-cao.txt").write_text("…", "utf-8")
    (tmp_path / "bases.csv").write_text("# how\nfile,line,number\nA01,5,12/QĐ-UBND\n", "utf-8")
    (tmp_path / "duties.csv").write_text("file,line,body\nB02,9,Sở Y tế\n", "utf-8")
    found = {marked.path.name: marked.rows for marked in documents_of(tmp_path, tmp_path)}
    assert found["A01-ke-hoach.txt"] == {"bases": [{"file": "A01", "line": "5", "number": "12/QĐ-UBND"}]}
    assert found["B02-bao-cao.txt"] == {
        "bases": [],
        "duties": [{"file": "B02", "line": "9", "body": "Sở Y tế"}],
    }


def test_what_is_marked_in_a_document_that_the_reader_refuses_is_missed(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Hôm nay trời nắng.\n", encoding="utf-8")
    (tmp_path / "heads.csv").write_text("file,number,doctype\na,9/KH-UBND,Kế hoạch\n", encoding="utf-8")
    (tmp_path / "bases.csv").write_text(
        "file,line,kind,number,date,issuer,opening,soft\na,1,,12/QĐ-UBND,,,1,\n", encoding="utf-8"
    )
    score = truth.score(tmp_path, tmp_path)
    heads, bases = score.of("heads"), score.of("bases")
    assert (bases.right, bases.missed, bases.wrong) == (0, 1, 0)
    assert (heads.fields.total(), heads.marked_fields.total()) == (0, 2)
    assert (score.documents, score.characters, score.coverage) == (1, len("Hôm nay trời nắng."), 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [("UỶ BAN NHÂN DÂN", "UBND"), ("Thành phố Vinh", "TP. Vinh"), ("Sở Văn hoá", "Sở Văn hóa")],
)
def test_one_body_in_two_spellings(one, other):
    assert plain(one) == plain(other)


def test_numbers_and_amounts_as_they_are_printed():
    assert number_of("45/KH- UBND") == number_of("45/KH-UBND")
    assert amount_of("1.830,5 tỷ đồng") == Decimal(1830500000000)
    assert amount_of("không có số") is None

"""Each check by itself: what it tells, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from small_readings import basis, case, commune, money, said, source

from chungsuc.checking.consistency import check_consistency
from chungsuc.checking.counts import check_counts
from chungsuc.checking.funding import check_funding
from chungsuc.checking.names import check_names
from chungsuc.checking.questions import check_questions
from chungsuc.checking.references import check_references
from chungsuc.checking.slips import check_slips
from chungsuc.checking.tables import check_tables
from chungsuc.checking.words import at_lines, figure, listed
from chungsuc.core.statements import (
    AnnexMention,
    Cell,
    Certainty,
    Comparator,
    FindingKind,
    Note,
    Severity,
    SourceKind,
    Span,
    Table,
    TableRow,
)

# --- money ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "parts", "text", "severity"),
    [
        (100, (60, 40), "Tổng vốn", None),
        (100, (60, 41), "Tổng vốn", Severity.ERROR),
        (100, (60, 30), "Tổng vốn, gồm:", Severity.ERROR),
        (100, (60, 30), "Tổng vốn, trong đó:", Severity.WARNING),
        (100, (60,), "Tổng vốn, trong đó:", None),
    ],
)
def test_a_sum_of_money(total, parts, text, severity):
    items = [money("f0", 10, "Tổng vốn", total, text=text)]
    items += [money(f"f{n}", 10 + n, f"Nguồn {n}", part, "f0") for n, part in enumerate(parts, start=1)]
    findings, sums = check_funding(case(funding=items))
    assert [found.severity for found in findings] == ([severity] if severity else [])
    assert [checked.holds for checked in sums] == ([severity is None] if len(parts) > 1 else [])


def test_rounded_billions_are_not_a_fault():
    items = [
        money("f0", 10, "Tổng vốn", 2600, stated="2,6", measure="tỷ đồng"),
        money("f1", 11, "Nguồn 1", 1_580),
        money("f2", 12, "Nguồn 2", 1_010),
    ]
    items[1:] = [money(i.id, i.source.line, i.label, i.amount // 10**6, "f0") for i in items[1:]]
    assert check_funding(case(funding=items))[0] == []


def test_a_list_by_year_and_a_list_by_source_are_two_lists():
    items = [
        money("f0", 10, "Tổng vốn", 100),
        money("f1", 11, "Trung ương", 70, "f0"),
        money("f2", 12, "Địa phương", 30, "f0"),
        money("f3", 13, "Năm 2024", 55, "f0", year=2024),
        money("f4", 14, "Năm 2025", 45, "f0", year=2025),
    ]
    findings, sums = check_funding(case(funding=items))
    assert findings == []
    assert [checked.holds for checked in sums] == [True, True]


# --- counts ---------------------------------------------------------------------------------------


def counts(*targets, **rest):
    return check_counts(case(targets=targets, **rest))[0]


@pytest.mark.parametrize(
    ("value", "names", "text", "told"),
    [
        (2, ("Hòa An", "Tân Phú"), "", False),
        (3, ("Hòa An", "Tân Phú"), "", True),
        (1, ("Hòa An", "Tân Phú"), "", True),
        (3, ("Hòa An", "Tân Phú"), "03 xã: Hòa An, Tân Phú, ...", False),
        (3, ("Hòa An", "Tân Phú"), "03 xã: Hòa An, Tân Phú, Sao Hỏa", False),  # a name that was not read
        (3, ("Hòa An", "Tân Phú"), "03 xã: Hòa An và Tân Phú", True),
    ],
)
def test_a_number_beside_names(value, names, text, told):
    found = counts(said("t1", 5, "keep", "keep", "communes", value, units=names, text=text))
    assert [each.kind for each in found] == ([FindingKind.ARITHMETIC] if told else [])


@pytest.mark.parametrize(
    ("rest", "told"),
    [(", Sao Hỏa, Sao Kim.", False), (" và xã Sao Hỏa", False), (". Các xã khác", True), ("", True)],
)
def test_a_list_that_goes_on_behind_what_was_read(rest, told):
    words = "Duy trì 03 xã: Hòa An, Tân Phú"
    keep = said("t1", 5, "keep", "keep", "communes", 3, units=("Hòa An", "Tân Phú"), text=words)
    keep = replace(keep, source=replace(keep.source, spans=(Span(5, 0, len(words)),)))
    assert bool(counts(keep, lines=[(5, words + rest)])) is told


def test_a_number_beside_criteria():
    wrong = said("t1", 5, "gain", "add", "criteria", 3, units=("Hòa An",), criteria=("4", "5"))
    (found,) = counts(wrong)
    assert "kể tên 02 tiêu chí" in found.message


@pytest.mark.parametrize(("total", "severity"), [(5, None), (4, Severity.ERROR), (6, Severity.WARNING)])
def test_a_total_of_gains(total, severity):
    found = counts(
        said("t1", 5, "total", "add", "criteria", total),
        said("t2", 6, "gain", "add", "criteria", 2, units=("Hòa An",), criteria=("1", "2"), part_of="t1"),
        said(
            "t3", 7, "gain", "add", "criteria", 3, units=("Tân Phú",), criteria=("3", "4", "5"), part_of="t1"
        ),
    )
    assert [each.severity for each in found] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("unread", "told"),
    [
        ((7, "- Xã Bình Sơn 02 tiêu chí"), False),  # stands among the parts
        ((9, "- Xã Bình Sơn 02 tiêu chí"), False),  # goes on behind them
        ((9, "3. Tổng số tiêu chí là 80"), True),
        ((7, "- Các xã khác"), True),
    ],
)
def test_a_list_that_was_not_read_whole_is_not_said_to_fall_short(unread, told):
    targets = [
        said("t1", 5, "total", "add", "criteria", 6),
        said("t2", 6, "gain", "add", "criteria", 2, units=("Hòa An",), criteria=("1", "2"), part_of="t1"),
        said("t3", 8, "gain", "add", "criteria", 2, units=("Tân Phú",), criteria=("3", "4"), part_of="t1"),
    ]
    lines = [(5, "Thêm 06 tiêu chí:"), (6, "- Xã Hòa An 02"), unread, (8, "- Xã Tân Phú 02")]
    assert bool(counts(*targets, lines=sorted(lines))) is told


@pytest.mark.parametrize(("mean", "told"), [("16.20", False), ("16.4", True)])
def test_a_mean_of_a_total(mean, told):
    found = counts(
        said("t1", 5, "total", "reach", "criteria", 81),
        said("t2", 5, "average", "reach", "criteria", mean, decimals=2),
    )
    assert bool(found) is told


def test_a_part_greater_than_the_whole():
    (found,) = counts(
        said("t1", 5, "count", "reach", "criterion", 6, of=5, criteria=("4",), numbers=("06/5",))
    )
    assert "06/5" in found.message


def test_another_base_is_asked_about():
    said_of = [said(f"t{n}", n, "count", "reach", "criterion", 3, of=of, criteria=(str(n),))
               for n, of in ((1, 5), (2, 5), (3, 4))]  # fmt: skip
    (found,) = counts(*said_of)
    assert found.kind is FindingKind.QUESTION
    assert "4 xã" in found.message


@pytest.mark.parametrize(("stated", "told"), [(9, False), (10, True)])
def test_a_footnote_with_counts(stated, told):
    target = said("t1", 5, "count", "reach", "villages", stated)
    note = Note(
        id="n1",
        source=source(9),
        certainty=Certainty.CERTAIN,
        mark="¹",
        text="",
        units=(commune("Hòa An", count=4), commune("Tân Phú", count=5)),
        joined_to=("t1",),
    )
    assert bool(counts(target, notes=[note])) is told


# --- tables ---------------------------------------------------------------------------------------


def table(*rows):
    return Table(
        id="tb1",
        source=source(20),
        certainty=Certainty.CERTAIN,
        title="Biểu",
        columns=(("Tổng cộng",), ("Hòa An",), ("Tân Phú",)),
        units=(None, commune("Hòa An"), commune("Tân Phú")),
        rows=tuple(
            TableRow(21 + n, number, f"hàng {number}", tuple(map(cell, cells)))
            for n, (number, cells) in enumerate(rows)
        ),
    )


def cell(number):
    return Cell("") if number is None else Cell(str(number), Decimal(number))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("I", (5, 2, 3)), ("1", (3, 1, 2)), ("2", (2, 1, 1))], 0),
        ([("I", (6, 2, 3)), ("1", (3, 1, 2)), ("2", (2, 1, 1))], 2),  # across, and down
        ([("I", (5, 2, 3)), ("1", (3, None, 3))], 0),  # one part is no sum
        ([("I", (50, 20, 30)), ("1", (3, 1, 2)), ("2", (2, 1, 1))], 0),  # unlike things below each other
    ],
)
def test_sums_of_a_table(rows, told):
    findings, _ = check_tables(case(tables=[table(*rows)]))
    assert len(findings) == told


# --- names ----------------------------------------------------------------------------------------


def named(*texts, lines=()):
    mentions = [commune("Hòa An", text=text) for text in texts]
    return check_names(case(mentions=mentions, lines=lines))


def test_a_right_name_is_left_alone():
    assert named("Hòa An", "xã Hòa An", "Hoà An", lines=[(5, "xã Hòa An")]) == []


def test_one_wrong_spelling_is_a_question():
    (found,) = named("Hoa An", lines=[(5, "Đối với xã Hoa An")])
    assert found.kind is FindingKind.QUESTION
    assert found.quotes[0].line == 5
    assert "xã Hòa An" in found.message


def test_two_spellings_are_a_slip():
    (found,) = named("Hoa An", "Hóa An", lines=[(5, "xã Hoa An"), (6, "xã Hóa An")])
    assert found.kind is FindingKind.SLIP


def test_a_field_of_a_like_name_is_nobodys_slip():
    assert named("Hoa An", lines=[(5, "cánh đồng Hoa An")]) == []


def test_a_commune_that_is_not_there():
    (found,) = check_names(case(targets=[said("t1", 5, "keep", "keep", "communes", 1, units=("Sao Hỏa",))]))
    assert "Sao Hỏa" in found.message


# --- references -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bases", "told"),
    [
        ([basis("b1", 3, "12/QĐ-TTg", "2022-03-08"), basis("b2", 4, "12/QĐ-TTg", "2022-03-08")], 0),
        ([basis("b1", 3, "12/QĐ-TTg", "2022-03-08"), basis("b2", 4, "12/QĐ-TTg", "2022-08-03")], 1),
        ([basis("b1", 3, "12/QĐ-UBND", "2022-03-08", issuer="UBND tỉnh"),
          basis("b2", 4, "12/QĐ-UBND", "2022-08-03", issuer="UBND huyện")], 0),
        ([basis("b1", 3, "", "2022-03-08"), basis("b2", 4, "", "2022-08-03")], 0),
        ([basis("b1", 3, "27/NĐ-CP")], 1),
        ([basis("b1", 3, "27/2022/NĐ-CP")], 0),
        ([basis("b1", 3, "12/QĐ-TTg", "2024-01-16")], 1),
        ([basis("b1", 3, "12/QĐ-TTg", "2024-01-15")], 0),
    ],
)  # fmt: skip
def test_documents_that_are_cited(bases, told):
    assert len(check_references(case(legal_bases=bases))) == told


def test_a_missing_year_is_taken_from_the_other_citation():
    bases = [basis("b1", 3, "27/2022/NĐ-CP", "2022-04-19"), basis("b2", 4, "27/NĐ-CP", "2022-04-19")]
    (found,) = check_references(case(legal_bases=bases))
    assert found.follows == "27/2022/NĐ-CP"


def test_a_law_without_a_number_is_told_by_its_name():
    law = replace(basis("b1", 3, "", "2030-11-29", kind="Luật"), subject="Đầu tư công")
    (found,) = check_references(case(legal_bases=[law]))
    assert found.message.startswith("Luật Đầu tư công ghi ngày 29/11/2030 (dòng 3)")


@pytest.mark.parametrize(
    ("text", "told"), [("đến ngày 31/02/2024", 1), ("đến ngày 29/02/2024", 0), ("quý I/2024; 30/4/2024", 0)]
)
def test_a_date_that_cannot_be(text, told):
    assert len(check_references(case(lines=[(5, text)]))) == told


def annex(name, *, present=False):
    return AnnexMention(
        id=f"a-{name}", source=source(8, name), certainty=Certainty.CERTAIN, name=name, present=present
    )


def test_absent_annexes_are_told_once():
    annexes = [annex("Biểu 01"), annex("Biểu 02"), annex("Phụ lục I", present=True)]
    (found,) = check_references(case(annexes=annexes))
    assert "Biểu 01 và 02" in found.message


def test_an_amendment_speaks_of_other_annexes():
    assert not check_references(case(annexes=[annex("Phụ lục I")], title="Sửa đổi, bổ sung Nghị quyết"))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["Bộ tiêu chí xã nông thôn mới tỉnh Bắc Giang giai đoạn 2022-2025"] * 2, 0),
        (["Bộ tiêu chí xã nông thôn mới tỉnh Bắc Giang giai đoạn 2022-2025",
          "Bộ tiêu chí nông thôn mới tỉnh Bắc Giang, giai đoạn 2021 - 2025"], 1),
        (["Bộ tiêu chí huyện nông thôn mới nâng cao giai đoạn 2021-2025",
          "Bộ tiêu chí xã nông thôn mới tỉnh Bắc Giang giai đoạn 2022-2025"], 0),
    ],
)  # fmt: skip
def test_the_criteria_set_of_a_province(lines, told):
    assert len(check_references(case(lines=list(enumerate(lines, start=5))))) == told


# --- slips and questions --------------------------------------------------------------------------


def test_communes_by_the_standard_of_villages():
    slip = said(
        "t1", 5, "count", "reach", "villages", 1, measure="xã", text="01 xã đạt chuẩn thôn nông thôn mới"
    )
    (found,) = check_slips(case(baseline=[slip]))
    assert found.kind is FindingKind.SLIP
    assert not list(
        check_slips(case(baseline=[said("t1", 5, "count", "reach", "villages", 1, measure="thôn")]))
    )


def test_keeping_beside_a_gain():
    keep = said("t1", 5, "count", "keep", "criterion", 3, of=5, criteria=("15",), numbers=("03/05",))
    gain = said("t2", 6, "gain", "add", "criteria", 1, units=("Hòa An",), criteria=("15",))
    (found,) = check_questions(case(targets=[keep, gain]))
    assert "“duy trì 03/05 xã”" in found.message
    assert not check_questions(case(targets=[keep]))


@pytest.mark.parametrize(("kind", "told"), [(SourceKind.PEOPLE, 1), (SourceKind.DISTRICT, 0)])
def test_a_local_budget_that_is_promised(kind, told):
    items = [
        money("f0", 20, "Tổng vốn", 100, kind=SourceKind.TOTAL),
        money("f1", 21, "Trung ương", 60, "f0", kind=SourceKind.CENTRAL),
        money("f2", 22, "Nguồn khác", 40, "f0", kind=kind),
    ]
    lines = [(7, "Ưu tiên bố trí nguồn lực ngân sách huyện cho các xã.")]
    assert len(check_questions(case(funding=items, lines=lines))) == told


# --- all together ---------------------------------------------------------------------------------


def test_a_contradiction_in_words():
    names = ("Hòa An", "Tân Phú", "Phú Lộc")
    keep = said("t1", 5, "keep", "keep", "communes", 3, units=names, numbers=("03",))
    gain = said("t2", 6, "gain", "add", "criteria", 1, units=("Bình Sơn",), criteria=("17",), numbers=("01",))
    wrong = said("t3", 9, "count", "add", "criterion", 3, of=5, criteria=("17",), numbers=("03/5",))
    (found, *_) = check_consistency(case(targets=[keep, gain, wrong]), ())
    assert found.kind is FindingKind.CONTRADICTION
    assert found.severity is Severity.ERROR
    assert found.message == (
        "Các câu ở dòng 5, 6 và 9 không thể cùng đúng: không có bảng xã × tiêu chí nào thỏa tất cả. "
        "Theo các câu kia, tiêu chí Tiêu chí số 17 cuối kỳ có từ 04 đến 05 xã đạt và kỳ này đạt thêm "
        "từ 01 đến 02 xã; dòng 9 nêu 03/5 xã."
    )
    (repair,) = found.repairs
    assert "dòng 9 là “có thêm 02 xã” hoặc “có 04/5 xã”" in repair


def test_what_arithmetic_says_is_not_said_twice():
    targets = [
        said("t1", 5, "total", "reach", "criteria", 81, text="tổng số 81 tiêu chí"),
        said("t2", 5, "average", "reach", "criteria", "16.40", decimals=2, text="bình quân 16,40"),
    ]
    this = case(targets=targets)
    findings, _ = check_counts(this)
    assert len(findings) == 1
    assert not [f for f in check_consistency(this, findings) if f.kind is FindingKind.CONTRADICTION]


def test_a_mean_that_no_total_has():
    (found,) = check_consistency(
        case(
            targets=[said("t1", 5, "average", "reach", "criteria", "16.90", decimals=2, numbers=("16,90",))]
        ),
        (),
    )
    assert found.severity is Severity.WARNING  # the number of communes is not in the text
    assert found.message == (
        "Câu ở dòng 5 không thể đúng. Với 5 xã, không tổng số tiêu chí nào cho 16,90 tiêu chí/xã."
    )
    assert "huyện Lạng Giang có 5 xã" in found.premises


def test_no_criteria_set_no_table():
    assert check_consistency(replace(case(), criteria_set=None), ()) == []


@pytest.mark.parametrize(
    ("value", "numbers", "shown"),
    [(3, ("06/9",), "03"), (3, ("6/9",), "3"), (12, ("06",), "12"), (3, (), "03")],
)
def test_figures_are_written_as_the_sentence_writes_its_own(value, numbers, shown):
    sentence = said("t1", 5, "count", "reach", "criterion", 6, comparator=Comparator.EQUAL, numbers=numbers)
    assert figure(value, sentence) == shown


def test_lists_and_lines():
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b và c"
    assert at_lines([9, 5, 9]) == "các dòng 5 và 9"
    assert at_lines([5]) == "dòng 5"


def test_what_was_not_finished_is_said(monkeypatch):
    from chungsuc.checking import consistency
    from chungsuc.reasoning import examine

    def hurried(*args, **rest):
        return examine(*args, **rest, seconds=0)

    monkeypatch.setattr(consistency, "examine", hurried)
    (found,) = check_consistency(case(targets=[said("t1", 5, "total", "reach", "criteria", 81)]), ())
    assert found.severity is Severity.INFO
    assert found.message.startswith("Chưa xét hết các câu")

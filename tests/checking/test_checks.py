"""Names, references, slips and questions, each checked by itself; then all statements together in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_readings import basis, case, commune, money, said, source

from chungsuc.checking.consistency import check_consistency
from chungsuc.checking.counts import check_counts
from chungsuc.checking.dates import check_dates
from chungsuc.checking.names import check_names
from chungsuc.checking.questions import check_questions
from chungsuc.checking.references import check_references
from chungsuc.checking.slips import check_slips
from chungsuc.checking.words import at_lines, figure, listed
from chungsuc.core.statements import (
    AnnexMention,
    Certainty,
    Comparator,
    FindingKind,
    Severity,
    SourceKind,
)

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


def test_a_name_that_goes_on_in_small_letters_is_not_lost():
    lost = said("t1", 5, "keep", "keep", "communes", 1, units=("Tân",))
    assert not check_names(case(targets=[lost], lines=[(5, "Xã Tân phú giữ chuẩn")]))
    assert check_names(case(targets=[lost], lines=[(5, "Xã Tân giữ chuẩn")]))


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
        ([basis("b1", 3, "14/TT-BTC", "2019-03-05", kind="Thông tư")], 1),
        ([basis("b1", 3, "14/TT-BTC", "1995-03-05", kind="Thông tư")], 0),  # numbers had no year then
        ([basis("b1", 3, "54/TT-BQL", "2019-03-05", kind="Tờ trình")], 0),
        ([basis("b1", 3, "54/TT-SNV", "2019-03-05", kind="Thông tư")], 0),  # of no ministry
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
    assert len(check_dates(case(lines=[(5, text)]))) == told


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


def test_what_has_no_figure_of_its_own_is_told_by_the_figure_beside_it():
    total = said("t1", 5, "total", "reach", "criteria", 81, numbers=("81",))
    floor = said("t2", 6, "floor", "reach", "criteria", 19, all_units=True)
    (found, *_) = check_consistency(case(targets=[total, floor]), ())
    assert found.message == (
        "Các câu ở dòng 5 và 6 không thể cùng đúng: không có bảng xã × tiêu chí nào thỏa tất cả. "
        "Theo phần còn lại, cuối kỳ có 95 tiêu chí; dòng 5 nêu 81 tiêu chí."
    )


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
    assert at_lines(range(5, 17, 2)) == "các dòng 5, 7, 9, 11, 13 và 15"  # six are still named
    assert at_lines([3, *range(25, 51, 2), 60]) == "các dòng 3, 25 đến 49 và 60"
    assert at_lines(range(5, 50, 3)).count(",") == 13  # too far apart to be one list


def test_what_was_not_finished_is_said(monkeypatch):
    from chungsuc.checking import consistency
    from chungsuc.reasoning import examine

    def hurried(*args, **rest):
        return examine(*args, **rest, seconds=0)

    monkeypatch.setattr(consistency, "examine", hurried)
    (found,) = check_consistency(case(targets=[said("t1", 5, "total", "reach", "criteria", 81)]), ())
    assert found.severity is Severity.INFO
    assert found.message.startswith("Chưa xét hết các câu")

"""What is true of the two documents of `examples/`, as an official checked them by hand."""

from __future__ import annotations

from chungsuc.core.statements import FindingKind, Severity


def of_kind(examination, kind):
    return [found for found in examination.findings if found.kind is kind]


def lines(found):
    return sorted({quote.line for quote in found.quotes})


def fact(examination, name):
    (found,) = [f for f in examination.findings if f.facts.get("fact") == name]
    return found


# --- the plan of a year, nine communes -------------------------------------------------------------


def test_environment_is_the_only_contradiction(plan_of_a_year):
    (found,) = [f for f in plan_of_a_year.findings if f.severity is Severity.ERROR]
    assert found.kind is FindingKind.CONTRADICTION
    assert lines(found) == [45, 49, 53, 55, 127]
    assert found.proved_smallest
    assert found.facts["proof"] == "exact"
    assert "xã đạt chuẩn nông thôn mới là xã đạt đủ 19 tiêu chí" in found.premises
    assert "06/9" in found.stated


def test_environment_can_be_mended_in_two_ways(plan_of_a_year):
    (found,) = of_kind(plan_of_a_year, FindingKind.CONTRADICTION)
    (repair,) = found.repairs
    assert repair.startswith("Kế hoạch nhất quán nếu câu ở dòng 127 là “có thêm 03 xã” hoặc “có 07/9 xã”.")
    assert found.facts["gained"] == "3..3"
    assert found.facts["end"] == "7..9"


def test_136_at_the_start_and_60_that_are_not_named(plan_of_a_year):
    start, unnamed = fact(plan_of_a_year, "total_start"), fact(plan_of_a_year, "unnamed")
    assert start.facts["value"] == "136"
    assert unnamed.facts["value"] == "60"
    assert lines(start) == [45, 47, 59]
    assert "các xã không mất tiêu chí đã đạt" in start.premises
    assert start.kind is unnamed.kind is FindingKind.IMPLIED


def test_keeping_beside_a_gain_is_a_question(plan_of_a_year):
    asked = {
        f.facts["criterion"]: lines(f)
        for f in of_kind(plan_of_a_year, FindingKind.QUESTION)
        if "criterion" in f.facts
    }
    assert asked == {"15": [53, 55, 121], "19": [51, 135]}


def test_local_budget_is_promised_and_has_no_line(plan_of_a_year):
    (found,) = [
        f for f in of_kind(plan_of_a_year, FindingKind.QUESTION) if "ngân sách địa phương" in f.message
    ]
    assert lines(found)[0] == 87


def test_names_that_are_not_spelt_as_in_the_list(plan_of_a_year):
    told = {f.stated: (f.follows, f.facts["code"]) for f in plan_of_a_year.findings if "code" in f.facts}
    assert told == {"Cán Cẩu": ("Cán Cấu", "02821"), "Nàn Sín": ("Nàn Xín", "02836")}


def test_references(plan_of_a_year):
    references = of_kind(plan_of_a_year, FindingKind.REFERENCE)
    annexes, year, periods = (
        next(f for f in references if word in f.message) for word in ("Biểu", "27/NĐ-CP", "Bộ tiêu chí")
    )
    assert len(references) == 3
    assert annexes.facts["absent"] == "Biểu 01; Biểu 02; Biểu 03; Biểu 3.1; Biểu 3.2"
    assert year.follows == "27/2022/NĐ-CP"
    assert lines(periods) == [73, 203, 237]
    assert "dòng 73 gọi là của huyện" in periods.message


def test_money_and_counts_add_up(plan_of_a_year):
    assert all(checked.holds for checked in plan_of_a_year.sums)
    assert not of_kind(plan_of_a_year, FindingKind.ARITHMETIC)
    stated = [checked.stated for checked in plan_of_a_year.sums]
    for figure in (
        "183.970 triệu đồng",
        "5.490 triệu đồng",
        "161.180 triệu đồng",
        "14 tiêu chí",
        "16,67 tiêu chí/xã",
    ):
        assert figure in stated


# --- the programme of a phase, seventeen communes --------------------------------------------------


def test_the_programme_does_not_contradict_itself(programme_of_a_phase):
    assert not [f for f in programme_of_a_phase.findings if f.severity is Severity.ERROR]
    assert not of_kind(programme_of_a_phase, FindingKind.CONTRADICTION)


def test_195_criteria_then_239_at_the_end(programme_of_a_phase):
    assert fact(programme_of_a_phase, "total_start").facts["value"] == "195"
    assert fact(programme_of_a_phase, "total_end").facts["value"] == "239"
    assert fact(programme_of_a_phase, "gained").facts["value"] == "44"


def test_every_other_commune_must_stand_at_exactly_thirteen(programme_of_a_phase):
    found = fact(programme_of_a_phase, "levels_end")
    assert found.facts["level_13"] == "14"
    assert "đúng 13 tiêu chí" in found.message
    assert "xã đạt chuẩn nông thôn mới là xã đạt đủ 19 tiêu chí" in found.premises


def test_the_slip_about_the_standard_of_a_village(programme_of_a_phase):
    slips = [f for f in of_kind(programme_of_a_phase, FindingKind.SLIP) if "chuẩn của thôn" in f.message]
    (found,) = slips
    assert lines(found) == [36]
    assert "đủ 17 xã" in found.message


def test_six_communes_are_misspelt_some_in_two_ways(programme_of_a_phase):
    told = {f.follows: f.stated for f in programme_of_a_phase.findings if "code" in f.facts}
    assert told == {
        "Sủng Trà": "Sung Trà và Sùng Trà",
        "Tả Lủng": "Tả Lũng",
        "Sủng Máng": "Sùng Máng",
        "Niêm Tòng": "Niêm Tông",
        "Pải Lủng": "Pài Lũng và Pải Lũng",
        "Pả Vi": "Pà Vi",
    }


def test_village_counts_and_the_annex_add_up(programme_of_a_phase):
    assert all(checked.holds for checked in programme_of_a_phase.sums)
    assert not of_kind(programme_of_a_phase, FindingKind.ARITHMETIC)
    stated = [checked.stated for checked in programme_of_a_phase.sums]
    for figure in ("109 thôn", "51 thôn", "11,47 tiêu chí/xã", "110", "109"):
        assert figure in stated
    assert any("Hàng II" in checked.label for checked in programme_of_a_phase.sums)
    assert any("Danh sách ở dòng 86" in checked.label for checked in programme_of_a_phase.sums)


def test_the_annex_that_is_there_is_not_missed(programme_of_a_phase):
    assert not of_kind(programme_of_a_phase, FindingKind.REFERENCE)

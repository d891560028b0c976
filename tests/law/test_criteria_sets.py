"""Các bộ tiêu chí của hai giai đoạn: nạp đủ, tra đúng mức, và tệp hỏng bị từ chối đúng dòng."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from chungsuc.core.criteria import (
    Confidence,
    CriteriaError,
    CriteriaSet,
    IndicatorKind,
    Observed,
    SetBy,
    SetStatus,
    Tier,
    UnitAttributes,
    Value,
    threshold_for,
)
from chungsuc.core.units import Level
from chungsuc.core.verdicts import Because, Verdict, judge_criterion, judge_indicator, judge_unit
from chungsuc.law.criteria import (
    check_together,
    criteria_set_in_force,
    load_criteria_sets,
    read_criteria_set,
)
from chungsuc.law.errors import LawError

# bộ, số tiêu chí, số chỉ tiêu
COUNTS = [
    ("vn-2021-2025-commune", 19, 57),
    ("vn-2021-2025-commune-advanced", 19, 75),
    ("vn-2021-2025-commune-model", 4, 4),
    ("vn-2021-2025-district", 9, 36),
    ("vn-2021-2025-district-advanced", 9, 38),
    ("vn-2026-2030-commune", 10, 47),
    ("vn-2026-2030-commune-modern", 3, 8),
    ("vn-2026-2030-province", 13, 13),
]


@pytest.mark.parametrize(("set_id", "criteria", "indicators"), COUNTS)
def test_a_set_has_what_its_decision_announces(set_id: str, criteria: int, indicators: int) -> None:
    found = load_criteria_sets()[set_id]
    assert (len(found.criteria), len(list(found.indicators()))) == (criteria, indicators)


@pytest.mark.parametrize(
    ("level", "year", "tier", "set_id"),
    [
        ("commune", 2021, "standard", "vn-2021-2025-commune"),
        ("commune", 2025, "standard", "vn-2021-2025-commune"),
        ("commune", 2026, "standard", "vn-2026-2030-commune"),
        ("commune", 2024, "advanced", "vn-2021-2025-commune-advanced"),
        ("commune", 2027, "modern", "vn-2026-2030-commune-modern"),
        ("district", 2024, "standard", "vn-2021-2025-district"),
        ("province", 2030, "standard", "vn-2026-2030-province"),
    ],
)
def test_the_set_in_force(level: str, year: int, tier: str, set_id: str) -> None:
    assert criteria_set_in_force(level, year, tier).id == set_id


@pytest.mark.parametrize(
    ("level", "year", "tier"),
    [("commune", 2020, "standard"), ("district", 2026, "standard"), ("village", 2024, "standard")],
)
def test_where_no_set_is_in_force_it_says_so(level: str, year: int, tier: str) -> None:
    with pytest.raises(LawError, match=str(year)):
        criteria_set_in_force(level, year, tier)


def test_a_provinces_own_set_is_only_for_that_province() -> None:
    found = criteria_set_in_force(Level.VILLAGE, 2024, Tier.STANDARD, province="Lào Cai")
    assert found.status is SetStatus.EXAMPLE


# mã chỉ tiêu, vùng, năm, mức
LEVELS_2021 = [
    ("4.2", "TDMNPB", 2024, Decimal(95)),
    ("4.2", "DBSH", 2024, Decimal(99)),
    ("4.2", "DNB", 2024, None),  # chưa tra được
    ("4.2", None, 2024, None),  # chưa biết vùng
    ("5.1", "TDMNPB", 2022, Decimal(70)),
    ("9.1", "TN", 2023, Decimal(0)),  # không còn nhà tạm
    ("11.1", "TDMNPB", 2024, Decimal(13)),
    ("1.1", None, 2024, True),
    ("2.1", "TDMNPB", 2024, None),
    ("4.2", "TDMNPB", 2026, None),
]

# mã chỉ tiêu, nhóm xã, năm, mức
LEVELS_2026 = [
    ("2.4", "nhom_1", 2026, Decimal(99)),
    ("2.4", "nhom_3", 2026, Decimal(98)),
    ("2.4", None, 2026, None),  # chưa xếp nhóm mà mức khác nhau
    ("2.3", "nhom_1", 2027, "Tốt"),
    ("2.3", "nhom_3", 2027, "Đạt"),
    ("1.2", "nhom_2", 2026, True),
    ("2.1.d", "nhom_1", 2026, Decimal(100)),
    ("2.1.d", "nhom_3", 2026, None),  # giao cho tỉnh
    ("2.1.b", None, 2026, Decimal(100)),  # như nhau cho mọi nhóm
]


@pytest.mark.parametrize(("code", "region", "year", "value"), LEVELS_2021)
def test_levels_by_region(code: str, region: str | None, year: int, value: Value | None) -> None:
    measure = load_criteria_sets()["vn-2021-2025-commune"].measure(code)
    found = threshold_for(measure, UnitAttributes(region=region), year)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(("code", "group", "year", "value"), LEVELS_2026)
def test_levels_by_commune_group(code: str, group: str | None, year: int, value: Value | None) -> None:
    measure = load_criteria_sets()["vn-2026-2030-commune"].measure(code)
    found = threshold_for(measure, UnitAttributes(commune_group=group), year)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("group", "code", "observed", "verdict", "because"),
    [
        ("nhom_3", "1.2", {}, Verdict.NOT_APPLICABLE, Because.NOT_ASKED),
        (None, "2.4", {"2.4": Decimal(100)}, Verdict.NO_THRESHOLD, Because.GROUP_UNDECIDED),
        ("nhom_1", "2.3", {"2.3": "Khá"}, Verdict.NOT_MET, Because.COMPARED),
        ("nhom_3", "2.3", {"2.3": "Khá"}, Verdict.MET, Because.COMPARED),
    ],
)
def test_verdicts_under_the_law_of_2026(
    group: str | None, code: str, observed: dict[str, Observed], verdict: Verdict, because: Because
) -> None:
    indicator = load_criteria_sets()["vn-2026-2030-commune"].indicator(code)
    judged = judge_indicator(indicator, UnitAttributes(commune_group=group), 2026, observed)
    assert judged.verdict is verdict
    assert judged.reasons[0].because is because


def best(criteria_set: CriteriaSet) -> dict[str, Observed]:
    """A unit that does as well as can be observed, on everything that is asked anywhere."""
    observed: dict[str, Observed] = {}
    for measure in [*criteria_set.measures(), *criteria_set.conditions]:
        values = [each.value for each in measure.thresholds if each.value is not None]
        numbers = [value for value in values if isinstance(value, Decimal)]
        match measure.kind:
            case IndicatorKind.BOOL:
                observed[measure.code] = True
            case IndicatorKind.GRADE:
                observed[measure.code] = measure.scale[-1]
            case IndicatorKind.COMPOSITE:
                continue
            case _ if measure.direction == "at_least":
                observed[measure.code] = (
                    Decimal(100) if measure.unit == "%" else max(numbers, default=Decimal(1))
                )
            case _:
                observed[measure.code] = min(numbers, default=Decimal(0))
    return observed


def test_under_figures_that_are_not_known_nobody_meets_the_standard() -> None:
    """2021-2025: a third of the figures are missing; the best commune is told so, and does not pass."""
    found = load_criteria_sets()["vn-2021-2025-commune"]
    attributes = UnitAttributes(region="TDMNPB")
    judged = judge_unit(found, attributes, year=2024, on=date(2024, 12, 31), observed=best(found))
    assert judged.verdict is Verdict.NO_THRESHOLD
    assert judged.conditions["C1"].verdict is Verdict.NO_THRESHOLD
    tally = judged.tally
    assert tally.met == tally.computed < tally.considered == 19
    assert judged.headline == f"đạt {tally.met}; tính được {tally.met}/19"


@pytest.mark.parametrize("group", ["nhom_1", "nhom_2", "nhom_3", None])
def test_what_2026_leaves_to_the_province_is_not_passed(group: str | None) -> None:
    found = load_criteria_sets()["vn-2026-2030-commune"]
    attributes = UnitAttributes(commune_group=group)
    judged = judge_unit(found, attributes, year=2026, on=date(2026, 12, 31), observed=best(found))
    assert judged.verdict is Verdict.NO_THRESHOLD
    left = {reason.because for each in judged.criteria.values() for reason in each.reasons}
    assert Because.LEFT_TO_PROVINCE in left
    assert judged.conditions == {}


@pytest.mark.parametrize("set_id", [set_id for set_id, _, _ in COUNTS])
def test_a_unit_without_figures_has_no_verdict_that_says_yes_or_no(set_id: str) -> None:
    found = load_criteria_sets()[set_id]
    for criterion in found.criteria:
        judged = judge_criterion(criterion, UnitAttributes(), found.valid_from.year, {})
        assert judged.verdict in {Verdict.NO_DATA, Verdict.NO_THRESHOLD}


def test_how_sure_the_figures_are_is_kept() -> None:
    sets = load_criteria_sets()
    old, new = sets["vn-2021-2025-commune"], sets["vn-2026-2030-commune"]
    assert old.status is SetStatus.PARTIAL
    assert old.confidence_of_thresholds()[Confidence.VERIFIED] == 0
    assert new.status is SetStatus.OFFICIAL
    assert set(new.confidence_of_thresholds()) == {Confidence.VERIFIED}
    assert old.clause == "318/QĐ-TTg ngày 08/03/2022, Phụ lục I"
    assert old.indicator("17.1").components[1].code == "17.1.b"
    assert new.indicator("9.1").observed_year(2027) == 2026
    water = new.measure("6.3.a")
    assert water.set_by is SetBy.PROVINCE
    assert water.national_floor is not None
    assert water.national_floor.value == 65
    assert sets["vn-2026-2030-commune-modern"].prerequisite == new.id


def test_an_unknown_code_is_told_with_the_name_of_the_set() -> None:
    found = load_criteria_sets()["vn-2021-2025-commune"]
    for look_up in (found.criterion, found.indicator, found.measure):
        with pytest.raises(CriteriaError, match=r"Bộ tiêu chí quốc gia .* không có .* ‘99’"):
            look_up("99")
    with pytest.raises(CriteriaError):
        found.indicator("17.1.a")


# --- tệp hỏng -----------------------------------------------------------------------------------

COMMUNE = (files("chungsuc.law") / "data/criteria/2021-2025/commune.yaml").read_text(encoding="utf-8")
COMMUNE_2026 = (files("chungsuc.law") / "data/criteria/2026-2030/commune.yaml").read_text(encoding="utf-8")

# chỗ sửa trong tệp, sửa thành, câu báo
FAULTS = [
    ("schema_version: 1", "schema_version: 2", "schema_version"),
    ("id: vn-2021-2025-commune\n", "", "thiếu ‘id’"),
    ("status: partial", "status: partail", "phải là một trong: official"),
    ("  criteria: 19", "  criteria: 18", "công bố 18 tiêu chí nhưng tệp có 19"),
    ("  indicators: 57", "  indicators: 58", "công bố 58 chỉ tiêu nhưng tệp có 57"),
    ('  - code: "2"\n', '  - code: "1"\n', "trùng hoặc sai thứ tự"),
    ('      - code: "2.2"', '      - code: "2.1"', "phải là ‘2.2’"),
    ('      - code: "2.2"', "      - code: 2.2", "phải là chữ"),
    ("    name: Giao thông", "    nmae: Giao thông", "thiếu ‘name’"),
    ("    name_en: Roads", "    name_ne: Roads", "không biết khóa ‘name_ne’"),
    ("    name_en: Roads", "    name: Roads", "được ghi hai lần"),
    ("    group: II", "    group: IX", "không có nhóm tiêu chí ‘IX’"),
    ("{region: TDMNPB, from_year: 2021", "{region: TDMN, from_year: 2021", "không có vùng (nhóm) ‘TDMN’"),
    ("{region: TDMNPB, from", "{region: TDMNPB, commune_group: all, from", "đúng một trong hai khóa"),
    ("{region: TDMNPB, from", "{from", "đúng một trong hai khóa"),
    ("{region: DBSH, from_year: 2021", "{region: TDMNPB, from_year: 2021", "trùng vùng"),
    ("{region: DBSH, from_year: 2021", "{region: DBSH, from_year: 2022", "năm 2021 thiếu mức cho DBSH"),
    ("{region: DBSH, from_year: 2021", "{region: DBSH, from_year: 2019", "nằm trong 2021-2025"),
    ("value: 99, confidence", "value: 990, confidence", "Hãy nhập số từ 0 đến 100"),
    ("value: 99, confidence", "value: true, confidence", "Hãy nhập số từ 0 đến 100"),
    ("value: 99, confidence", "value: 9_9, confidence", "số thập phân viết thường"),
    ("value: 99, confidence", "applies: true, confidence", "chỉ nhận giá trị false"),
    ("value: 99, confidence", "confidence", "không cả hai"),
    ("value: true, confidence: recalled}", "value: false, confidence: recalled}", "chỉ có thể là Đạt"),
    ("value: true, confidence: recalled}", "value: true, confidence: sure}", "verified, recalled, uncertain"),
    ("        kind: percent\n", "        kind: bool\n", "direction ‘at_least’ không dùng cho loại bool"),
    ("        unit: '%'\n", "        unit: phần trăm\n", "unit: '%'"),
    ("        kind: count\n        unit: nhà\n", "        kind: count\n", "đơn vị tính"),
    (
        "        kind: bool\n        unit: null",
        "        kind: bool\n        unit: cái",
        "không có đơn vị tính",
    ),
    ("        direction: equals", "        direction: equal", "‘direction’ là ‘equal’"),
    ("from_date: '2024-03-07'", "from_date: 'tháng 3'", "phải là ngày"),
    ("valid_from: '2021-01-01'", "valid_from: '2031-01-01'", "sau ‘valid_to’"),
    ("      - code: C2", "      - code: C1", "mã điều kiện ‘C1’ được dùng hai lần"),
    ("    use_region: TDMNPB", "    use_region: XXX", "không có vùng ‘XXX’"),
    ("    role: promulgates", "    role: basis", "thiếu văn bản ban hành"),
    ("title_en: National", "title_en:  [National", "YAML"),
]


@pytest.mark.parametrize(("before", "after", "words"), FAULTS)
def test_a_broken_file_is_refused_at_its_line(before: str, after: str, words: str) -> None:
    assert before in COMMUNE
    with pytest.raises(LawError) as caught:
        read_criteria_set(COMMUNE.replace(before, after, 1), "2021-2025/commune.yaml")
    message = str(caught.value)
    assert words in message
    assert message.startswith("Tệp 2021-2025/commune.yaml, dòng ")


def test_the_line_is_the_right_one() -> None:
    lines = COMMUNE.splitlines()
    number = next(index for index, line in enumerate(lines, start=1) if "value: 99" in line)
    lines[number - 1] = lines[number - 1].replace("value: 99", "value: 990")
    with pytest.raises(LawError, match=rf"dòng {number}:"):
        read_criteria_set("\n".join(lines), "commune.yaml")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("{commune_group: nhom_1,", "{region: all,", "cùng theo vùng hoặc cùng theo nhóm xã"),
        ("        scale: [Đạt, Khá, Tốt]\n", "", "thang bậc"),
        ("scale: [Đạt, Khá, Tốt]", "scale: [Đạt, Đạt]", "thang bậc"),
        ("value: Tốt,", "value: Xuất sắc,", "một trong các mức: Đạt, Khá, Tốt"),
        ("value: 50, confidence: verified", "value: null, confidence: verified", "giao cho tỉnh"),
        ("          - code: b\n", "          - code: a\n", "trùng mã"),
        ("set_by: province\n", "set_by: somebody\n", "central, province, unknown"),
        ("reference_year: previous", "reference_year: last", "previous"),
        ("scope: commune_average", "scope: everywhere", "commune_average"),
        ("province_overlay: not_below_central", "province_overlay: any", "not_below_central"),
        ("period: [half_year, year]", "period: [month]", "half_year và year"),
        ("  - code: nhom_2\n", "  - code: nhom_1\n", "được dùng hai lần"),
        ("        kind: composite\n", "        kind: bool\n", "loại khác thì không"),
        ("        direction: achieved\n", "        direction: at_least\n", "phải có direction: achieved"),
        ("            kind: bool\n", "            kind: composite\n", "không thể là composite"),
        ("            thresholds:\n              - {", "            note:\n              - {", "phải là chữ"),
        ("        common: Đạt\n", "        placeholder: true\n", "chỉ tiêu giữ chỗ"),
        ("        common: Đạt\n", "        placeholder: maybe\n", "phải là true hoặc false"),
        ("at_least, value: 65}", "at_least, value: null}", "thiếu ‘value’"),
        ("at_least, value: 65}", "at_least}", "thiếu ‘value’"),
        ("valid_to: '2030-12-31'", "valid_to: null", "thiếu ‘valid_to’"),
        ("level: commune", "level: null", "thiếu ‘level’"),
        ("from_year: 2026", "from_year: '2026'", "phải là số nguyên"),
        ("period: [half_year, year]", "period: year", "phải là danh sách"),
        ("  criteria: 10\n  indicators: 47", "  - 10", "phải gồm các khóa và giá trị"),
        ("    name: Xã nhóm 1\n", "    name: ' Xã nhóm 1'\n", "thừa khoảng trắng"),
    ],
)
def test_a_broken_file_of_2026_is_refused_at_its_line(before: str, after: str, words: str) -> None:
    assert before in COMMUNE_2026
    with pytest.raises(LawError) as caught:
        read_criteria_set(COMMUNE_2026.replace(before, after, 1), "commune.yaml")
    assert words in str(caught.value)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "một câu", "a: [b\n"])
def test_what_is_no_set_at_all_is_refused(text: str) -> None:
    with pytest.raises(LawError, match=r"Tệp x\.yaml, dòng \d"):
        read_criteria_set(text, "x.yaml")


def without(text: str, first: str, last: str) -> str:
    """The text without what stands from `first` up to `last`."""
    start = text.index(first)
    return text[:start] + text[text.index(last, start) :]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (without(COMMUNE, "        thresholds:", "        evidence:"), "thiếu ‘thresholds’"),
        (without(COMMUNE, "    indicators:\n", '  - code: "2"'), "không có chỉ tiêu nào"),
        (without(COMMUNE_2026, "            thresholds:", "          - code: b"), "mọi phần của chỉ tiêu"),
    ],
)
def test_a_file_that_lost_lines_is_refused(text: str, words: str) -> None:
    with pytest.raises(LawError, match=words):
        read_criteria_set(text, "commune.yaml")


def test_a_reference_must_lead_to_a_group_and_an_indicator_that_are_there() -> None:
    sets = load_criteria_sets()
    commune = sets["vn-2026-2030-commune"]
    province, modern = sets["vn-2026-2030-province"], sets["vn-2026-2030-commune-modern"]
    with pytest.raises(LawError, match="không có nhóm xã ‘nhom_1’"):
        check_together([replace(commune, commune_groups=()), modern])
    with pytest.raises(LawError, match=r"không có chỉ tiêu 3\.1, 3\.4"):
        check_together([replace(commune, criteria=commune.criteria[:2]), province, modern])


def test_sets_may_only_name_sets_that_are_there() -> None:
    sets = load_criteria_sets()
    with pytest.raises(LawError, match="vn-2021-2025-commune"):
        check_together([sets["vn-2021-2025-commune-advanced"]])
    with pytest.raises(LawError, match="vn-2026-2030-commune-modern"):
        check_together([sets["vn-2026-2030-province"], sets["vn-2026-2030-commune"]])
    standard, advanced = (sets[f"vn-2021-2025-commune{end}"] for end in ("", "-advanced"))
    with pytest.raises(LawError, match="dẫn vòng về chính nó"):
        check_together([replace(standard, prerequisite=advanced.id), advanced])
    with pytest.raises(LawError, match="cùng có id"):
        check_together([sets["vn-2026-2030-commune"]] * 2)

"""Đọc bộ tiêu chí từ phụ lục: the annex table of a decision becomes a draft that a person reviews."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from docx import Document

from chungsuc.core.criteria import Direction, IndicatorKind
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.documents import read_document
from chungsuc.law.criteria import load_criteria_sets, read_criteria_set
from chungsuc.reading.criteria_drafts import NoCriteriaTable, in_yaml, read_draft
from chungsuc.reading.criteria_drafts.levels import level_of, levels_by_year

SETS = load_criteria_sets()
KNOWN = tuple(SETS.values())
D = Decimal


@pytest.mark.parametrize(
    ("text", "kind", "direction", "value", "unit"),
    [
        ("Đạt", "bool", "achieved", True, None),
        ("Có", "bool", "achieved", True, None),
        ("≥ 95%", "percent", "at_least", D(95), "%"),
        ("≥95 %", "percent", "at_least", D(95), "%"),
        ("100%", "percent", "at_least", D(100), "%"),
        ("≤ 1,5%", "percent", "at_most", D("1.5"), "%"),
        ("Dưới 13%", "percent", "at_most", D(13), "%"),
        ("Từ 70% trở lên", "percent", "at_least", D(70), "%"),
        ("Tối thiểu 02 mô hình", "count", "at_least", D(2), "mô hình"),
        ("≥ 48 triệu đồng/người", "number", "at_least", D(48), "triệu đồng/người"),
        ("0", None, "equals", D(0), None),
        ("Khá", "grade", "at_least", "Khá", None),
        ("Từ Khá trở lên", "grade", "at_least", "Khá", None),
    ],
)
def test_a_level(text, kind, direction, value, unit):
    level = level_of(text)
    assert level is not None
    assert (level.kind, level.direction) == (kind and IndicatorKind(kind), Direction(direction))
    assert (level.value, level.unit) == (value, unit)


@pytest.mark.parametrize(
    "text", ["UBND cấp tỉnh quy định cụ thể", "UBND tỉnh quy định theo điều kiện của xã"]
)
def test_a_level_that_is_left_to_the_province(text):
    level = level_of(text)
    assert level is not None
    assert level.by_province
    assert level.value is None


def test_what_the_law_does_not_ask_is_no_unknown():
    level = level_of("Không quy định")
    assert level is not None
    assert not level.applies


@pytest.mark.parametrize(
    "text", ["", "-", "≥ 95% (≥ 30% từ nguồn tập trung)", "Đạt theo quy định của Bộ", "x"]
)
def test_what_is_not_surely_understood_is_left_to_a_person(text):
    assert level_of(text) is None


def test_a_level_for_each_year():
    levels = levels_by_year("Năm 2022: ≥ 39; năm 2023: ≥ 42; năm 2025: ≥ 48")
    assert levels is not None
    assert {year: level.value for year, level in levels.items()} == {2022: 39, 2023: 42, 2025: 48}


def shown(measure, threshold):
    """A threshold as a decision prints it."""
    value = threshold.value
    if not threshold.applies:
        return "Không quy định"
    if value is None:
        by_province = (threshold.set_by or measure.set_by).value == "province"
        return "UBND cấp tỉnh quy định cụ thể" if by_province else ""
    if value is True:
        return "Đạt"
    if isinstance(value, str):
        return value
    sign = {"at_least": "≥ ", "at_most": "≤ "}.get(measure.direction.value, "")
    return f"{sign}{format_number(value)}{'%' if measure.unit == '%' else ''}"


def decision(chosen):
    """A decision with the set as its annex table, in Word; thresholds of the first year."""
    paper = Document()
    for line in (
        "THỦ TƯỚNG CHÍNH PHỦ", "Số: 12/QĐ-TTg", "Hà Nội, ngày 08 tháng 3 năm 2022", "QUYẾT ĐỊNH",
        "Ban hành Bộ tiêu chí", "Phụ lục I", chosen.title,
    ):  # fmt: skip
        paper.add_paragraph(line)
    scopes = [("region", each) for each in chosen.regions]
    scopes += [("commune_group", each) for each in chosen.commune_groups]
    heads = ["TT", "Tên tiêu chí", "Nội dung tiêu chí", "ĐVT", "Chỉ tiêu chung", *(s[1].name for s in scopes)]
    table = paper.add_table(1, len(heads))
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.text = words

    def add(number, name, content, measure):
        cells = table.add_row().cells
        for place, words in enumerate((number, name, content, measure.unit or "")):
            cells[place].text = words
        for threshold in measure.thresholds:
            if not threshold.from_year <= chosen.valid_from.year <= threshold.to_year:
                continue
            places = [5 + n for n, (kind, s) in enumerate(scopes) if getattr(threshold, kind) == s.code]
            for place in [4] if threshold.for_all else places:
                cells[place].text = shown(measure, threshold)

    for criterion in chosen.criteria:
        for place, indicator in enumerate(criterion.indicators):
            number, name = (criterion.code, criterion.name) if not place else ("", "")
            add(number, name, f"{indicator.code}. {indicator.name}", indicator)
            for part in indicator.components:
                add("", "", f"{part.code.rpartition('.')[2]}) {part.name}", part)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def read_back(data, name="quyet-dinh.docx"):
    text, doubts = in_yaml(read_draft(read_document(data, name), KNOWN), KNOWN)
    return read_criteria_set(text, "nhap.yaml"), doubts


def figures(measure, chosen):
    """What the first year asks for, by region or group."""
    scopes = [r.code for r in chosen.regions] + [g.code for g in chosen.commune_groups] or ["all"]
    year = chosen.valid_from.year
    found = {}
    for threshold in measure.thresholds:
        if threshold.from_year <= year <= threshold.to_year:
            for scope in scopes if threshold.for_all else [threshold.region or threshold.commune_group]:
                found[scope] = (threshold.value, threshold.applies)
    return found


@pytest.mark.parametrize("set_id", sorted(SETS))
def test_a_set_that_was_written_as_a_decision_is_read_back(set_id):
    chosen = SETS[set_id]
    found, _ = read_back(decision(chosen))
    assert (found.title, found.level, found.tier) == (chosen.title, chosen.level, chosen.tier)
    assert [(c.code, c.name) for c in found.criteria] == [(c.code, c.name) for c in chosen.criteria]
    for one, other in zip(chosen.indicators(), found.indicators(), strict=True):
        assert (other.code, other.name, other.kind) == (one.code, one.name, one.kind)
        if one.kind is not IndicatorKind.COMPOSITE:
            assert figures(other, found) == figures(one, chosen), one.code
        assert [part.name for part in other.components] == [part.name for part in one.components]


def test_nothing_that_was_read_by_a_machine_is_confirmed():
    found, _ = read_back(decision(SETS["vn-2026-2030-commune"]))
    assert found.legal_basis[0].confidence.value == "uncertain"
    assert set(found.confidence_of_thresholds()) == {"uncertain"}


AWKWARD = """ỦY BAN NHÂN DÂN TỈNH HOÀ AN
Số: 77/QĐ-UBND
Hoà An, ngày 05 tháng 4 năm 2022
QUYẾT ĐỊNH
Ban hành Bộ tiêu chí xã nông thôn mới giai đoạn 2022-2025 gồm 03 tiêu chí và 06 chỉ tiêu
PHỤ LỤC
BỘ TIÊU CHÍ XÃ NÔNG THÔN MỚI GIAI ĐOẠN 2022 - 2025
TT\tTên tiêu chí\tNội dung tiêu chí\tXã nhóm 1\tXã nhóm 2
I\tHẠ TẦNG\t\t\t
1\tGiao thông\t1.1. Tỷ lệ km đường trục thôn được cứng hóa\t≥ 70%\t≥ 85%
\t\t1.2. Tỷ lệ km đường ngõ sạch, không lầy lội\t100% (≥ 60% cứng hóa)\t100%
II\tKINH TẾ\t\t\t
2\tThu nhập\tThu nhập bình quân (triệu đồng/người)\tNăm 2022: ≥ 30; 2024: ≥ 36\tNăm 2022: ≥ 35; 2024: ≥ 41
3\tHợp tác xã\t3.1. Có hợp tác xã hoạt động hiệu quả\tĐạt\tĐạt
\t\t3.2. Có mô hình liên kết\tKhông quy định\t≥ 01 mô hình
"""


@pytest.fixture(scope="module")
def awkward():
    text, doubts = in_yaml(read_draft(read_document(AWKWARD.encode(), "qd.txt"), KNOWN), KNOWN)
    return text, doubts


def test_groups_of_criteria_and_of_communes(awkward):
    found = read_criteria_set(awkward[0].replace("indicators: 6", "indicators: 5"), "nhap.yaml")
    assert [group.name for group in found.groups] == ["HẠ TẦNG", "KINH TẾ"]
    assert [group.code for group in found.commune_groups] == ["nhom_1", "nhom_2"]
    assert [criterion.group for criterion in found.criteria] == ["A", "B", "B"]


def test_a_level_by_year_is_kept_by_year(awkward):
    found = read_criteria_set(awkward[0].replace("indicators: 6", "indicators: 5"), "nhap.yaml")
    income = found.indicator("2.1")
    assert income.unit == "triệu đồng/người"
    asked = {(t.commune_group, t.from_year, t.to_year): t.value for t in income.thresholds}
    assert asked == {
        ("nhom_1", 2022, 2023): 30,
        ("nhom_1", 2024, 2025): 36,
        ("nhom_2", 2022, 2023): 35,
        ("nhom_2", 2024, 2025): 41,
    }


def test_what_is_not_understood_is_unknown_and_told_with_its_line(awkward):
    found = read_criteria_set(awkward[0].replace("indicators: 6", "indicators: 5"), "nhap.yaml")
    lanes = {t.commune_group: t for t in found.indicator("1.2").thresholds}
    assert (lanes["nhom_1"].value, lanes["nhom_2"].value) == (None, 100)
    assert lanes["nhom_1"].requirement == "100% (≥ 60% cứng hóa)"
    assert any("Dòng 11" in doubt and "1.2" in doubt for doubt in awkward[1])


def test_a_lost_row_is_missed_by_the_count_of_the_decision(awkward):
    assert any("03" in d or "3 tiêu chí, 6 chỉ tiêu" in d for d in awkward[1])
    assert "indicators: 6" in awkward[0]  # so that the file is refused until someone finds the row


def test_a_document_without_such_a_table_is_refused_in_words():
    text = "QUYẾT ĐỊNH\nVề việc khen thưởng\nĐiều 1. Khen thưởng 05 tập thể.\n"
    with pytest.raises(NoCriteriaTable, match="không có bảng tiêu chí"):
        read_draft(read_document(text.encode(), "qd.txt"), KNOWN)

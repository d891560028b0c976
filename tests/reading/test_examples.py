"""The two real documents: every truth that an official told us about them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from chungsuc.core.statements import (
    Certainty,
    Comparator,
    DocumentStatus,
    Mode,
    PartialDate,
    PlanReading,
    SourceKind,
    StatementKind,
    Subject,
)

MILLION = 10**6


@pytest.fixture(scope="module")
def simacai(example) -> PlanReading:
    return example("ke-hoach-si-ma-cai-2024.txt")


@pytest.fixture(scope="module")
def meovac(example) -> PlanReading:
    return example("chuong-trinh-meo-vac-2022-2025.txt")


def at(reading: PlanReading, line: int):
    return [said for said in (*reading.baseline, *reading.targets) if said.source.line == line]


# --- Si Ma Cai, 2024 ----------------------------------------------------------------------------


def test_the_plan_is_a_draft_of_january(simacai):
    head = simacai.head
    assert (head.status, head.number, head.symbol) == (DocumentStatus.DRAFT, None, "KH-UBND")
    assert (head.issued_on, head.place) == (PartialDate(2024, 1), "Si Ma Cai")
    assert (head.period_from, head.period_to) == (2024, 2024)
    assert head.unit is not None
    assert head.unit.name == "Si Ma Cai"
    assert head.parent is not None
    assert head.parent.name == "Lào Cai"
    assert simacai.criteria_set_id == "vn-2021-2025-commune"


def test_eleven_bases_open_the_plan(simacai):
    opening = [basis for basis in simacai.legal_bases if basis.in_opening]
    assert [basis.number for basis in opening] == [
        "25/2021/QH15",
        "1689/QĐ-TTg",
        "263/QĐ-TTg",
        "318/QĐ-TTg",
        "319/QĐ-TTg",
        "320/QĐ-TTg",
        "27/2022/NĐ-CP",
        "38/2023/NĐ-CP",
        "652/QĐ-TTg",
        "1392/QĐ-UBND",
        "1688/QĐ-UBND",
    ]
    assert all(
        basis.issued_on and basis.issued_on.is_whole and basis.issuer and basis.subject for basis in opening
    )
    assert "27/NĐ-CP" in {basis.number for basis in simacai.legal_bases if not basis.in_opening}


def test_four_communes_keep_the_standard(simacai):
    (keep,) = at(simacai, 45)
    assert (keep.kind, keep.mode, keep.subject, keep.value) == (
        StatementKind.KEEP,
        Mode.KEEP,
        Subject.COMMUNES,
        4,
    )
    assert [unit.name for unit in keep.units] == ["Sín Chéng", "Bản Mế", "Nàn Sán", "Cán Cấu"]
    assert keep.units[3].certainty is Certainty.LIKELY


def test_five_communes_gain_fourteen_criteria(simacai):
    (total,) = at(simacai, 47)
    assert (total.kind, total.mode, total.value, total.rest) == (StatementKind.TOTAL, Mode.ADD, 14, True)
    gains = [said for said in simacai.targets if said.part_of == total.id]
    assert [(gain.kind, gain.value) for gain in gains] == [
        (StatementKind.GAIN, Decimal(value)) for value in (5, 2, 2, 3, 2)
    ]
    assert [gain.units[0].name for gain in gains] == [
        "Sán Chải",
        "Quan Hồ Thẩn",
        "Thào Chư Phìn",
        "Lùng Thẩn",
        "Nàn Xín",
    ]
    assert [[mention.code for mention in gain.criteria] for gain in gains] == [
        ["10", "11", "12", "17", "18"],
        ["8", "19"],
        ["15", "17"],
        ["15", "5", "17"],
        ["5", "8"],
    ]


def test_total_and_mean(simacai):
    total, mean = at(simacai, 59)
    assert (total.kind, total.mode, total.value) == (StatementKind.TOTAL, Mode.REACH, 150)
    assert (mean.kind, mean.value, mean.decimals) == (StatementKind.AVERAGE, Decimal("16.67"), 2)


def test_villages_with_their_communes(simacai):
    model, villages = at(simacai, 63)
    assert (model.subject, model.value) == (Subject.MODEL_VILLAGES, 1)
    assert (villages.subject, villages.value) == (Subject.VILLAGES, 5)
    assert [(unit.text, unit.within) for unit in (*model.units, *villages.units)] == [
        ("Cán Chư Sừ", "Cán Cẩu"),
        ("Mào Sao Chải", "Sín Chéng"),
        ("Sín Chải", "Sín Chéng"),
        ("Ngã Ba", "Quan Hồ Thẩn"),
        ("Đội 1", "Nàn Sán"),
        ("Lao Chải", "Sán Chải"),
    ]


@pytest.mark.parametrize(
    ("line", "code", "mode", "value", "of"),
    [
        (93, "1", Mode.REACH, 100, None),
        (97, "2", Mode.REACH, 100, None),
        (99, "3", Mode.KEEP, 100, None),
        (101, "4", Mode.KEEP, 100, None),
        (103, "5", Mode.REACH, 8, 9),
        (105, "6", Mode.KEEP, 100, None),
        (107, "7", Mode.KEEP, 100, None),
        (109, "8", Mode.REACH, 9, 9),
        (111, "9", Mode.KEEP, 9, 9),
        (119, "14", Mode.KEEP, 100, None),
        (121, "15", Mode.KEEP, 6, 9),
        (123, "16", Mode.KEEP, 100, None),
        (127, "17", Mode.ADD, 6, 9),
        (131, "18", Mode.REACH, 7, 9),
        (135, "19", Mode.KEEP, 100, None),
    ],
)
def test_sector_lines(simacai, line, code, mode, value, of):
    (said,) = [each for each in at(simacai, line) if each.subject is Subject.CRITERION]
    assert [mention.code for mention in said.criteria] == [code]
    assert (said.mode, said.value, said.of) == (mode, value, of)
    assert said.all_units == (of is None)


@pytest.mark.parametrize(
    ("line", "value", "comparator"),
    [
        (101, "100", Comparator.EQUAL),
        (121, "90", Comparator.EQUAL),
        (121, "96.5", Comparator.EQUAL),
        (121, "24", Comparator.EQUAL),
    ],
)
def test_indicator_goals(simacai, line, value, comparator):
    found = {each.value: each.comparator for each in at(simacai, line) if each.subject is Subject.INDICATOR}
    assert found[Decimal(value)] is comparator


def test_every_source_of_money(simacai):
    by_id = {item.id: item for item in simacai.funding}
    assert [
        (item.amount // MILLION, by_id[item.parent].amount // MILLION if item.parent else None)
        for item in by_id.values()
    ] == [
        (183970, None),
        (5490, 183970),
        (3890, 5490),
        (1600, 5490),
        (161180, 183970),
        (73616, 161180),
        (87564, 161180),
        (11000, 183970),
        (6300, 183970),
    ]
    assert [item.source_kind for item in simacai.funding][:4] == [
        SourceKind.TOTAL,
        SourceKind.CENTRAL,
        SourceKind.DEVELOPMENT,
        SourceKind.RECURRENT,
    ]


def test_forms_announced_and_absent(simacai):
    assert [(annex.name, annex.present) for annex in simacai.annexes] == [
        ("Biểu 01", False),
        ("Biểu 02", False),
        ("Biểu 03", False),
        ("Biểu 3.1", False),
        ("Biểu 3.2", False),
    ]


def test_duties_of_the_standing_office(simacai):
    named = [duty for duty in simacai.duties if duty.body and "Văn phòng Điều phối" in duty.body]
    assert [duty.advises for duty in named] == ["UBND, Ban Chỉ đạo huyện", None]
    assert [duty.report_to for duty in named] == [None, "UBND, Ban Chỉ đạo huyện"]


def test_who_signs_and_who_receives(simacai):
    assert simacai.signatories
    assert simacai.signatories[0].capacity == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert len(simacai.recipients) == 6


# --- Mèo Vạc, 2022-2025 -------------------------------------------------------------------------


def test_the_number_comes_from_the_annex_line(meovac):
    head = meovac.head
    assert (head.reference, head.issued_on, head.is_party) == ("30-CTr/HU", PartialDate(2022, 10, 10), True)
    assert (head.status, head.period_from, head.period_to) == (DocumentStatus.ISSUED, 2022, 2025)
    assert head.unit is not None
    assert head.unit.name == "Mèo Vạc"
    assert head.parent is not None
    assert head.parent.name == "Hà Giang"
    assert meovac.signatories
    assert meovac.signatories[0].capacity == ("T/M HUYỆN ỦY", "BÍ THƯ")


def test_where_the_communes_stood_at_the_end_of_2021(meovac):
    levels = Counter({int(said.level): int(said.value) for said in meovac.baseline if said.level is not None})
    assert levels == {13: 2, 12: 3, 11: 5, 10: 5, 9: 1}
    slip, mean, village, *_tabled = [said for said in meovac.baseline if said.level is None]
    assert (slip.subject, slip.measure, slip.value) == (Subject.VILLAGES, "xã", 1)
    assert (mean.value, village.measure, village.value) == (Decimal("11.47"), "thôn", 1)
    assert {said.as_of for said in meovac.baseline} == {PartialDate(2021)}


def test_the_annex_names_the_commune_at_the_standard_in_2021(meovac):
    """The rows of results name it; what the rows of the plan repeat of the text is not said again."""
    commune, village = [*at(meovac, 222), *at(meovac, 225)]
    assert (commune.kind, commune.subject, commune.value) == (StatementKind.COUNT, Subject.COMMUNES, 1)
    assert (village.subject, village.value) == (Subject.VILLAGES, 1)
    assert [(unit.text, unit.name, unit.count) for unit in (*commune.units, *village.units)] == [
        ("Pà Vi", "Pả Vi", None),
        ("Pà Vi", "Pả Vi", 1),
    ]
    assert commune.certainty is Certainty.LIKELY
    (whole,) = at(meovac, 221)
    assert (whole.kind, whole.mode, whole.value) == (StatementKind.TOTAL, Mode.REACH, 3)
    assert [unit.name for unit in whole.units] == ["Sủng Trà", "Niêm Sơn", "Pả Vi"]
    assert [said for line in (223, 224, 226) for said in at(meovac, line)] == []


def test_what_the_programme_promises_for_communes(meovac):
    gain, total, floor, mean = at(meovac, 76)
    assert (gain.kind, gain.mode, gain.value) == (StatementKind.GAIN, Mode.ADD, 2)
    assert [(unit.name, unit.certainty) for unit in gain.units] == [
        ("Sủng Trà", Certainty.LIKELY),
        ("Niêm Sơn", Certainty.CERTAIN),
    ]
    assert (total.kind, total.subject, total.value) == (StatementKind.TOTAL, Subject.COMMUNES, 3)
    assert (floor.kind, floor.value) == (StatementKind.FLOOR, 13)
    assert (mean.kind, mean.value) == (StatementKind.AVERAGE, Decimal("14.06"))
    assert {said.deadline for said in (gain, total, floor, mean)} == {PartialDate(2025)}
    (aim,) = at(meovac, 19)
    assert (aim.subject, aim.value, aim.deadline) == (Subject.COMMUNES, 3, PartialDate(2025))


def test_villages_and_their_footnotes(meovac):
    villages, border = at(meovac, 78)
    assert (villages.subject, villages.value) == (Subject.VILLAGES, 109)
    assert (border.value, border.measure) == (100, "%")
    first, second = meovac.notes
    assert (first.joined_to, sum(unit.count for unit in first.units), len(first.units)) == (
        (villages.id,),
        109,
        16,
    )
    assert (second.joined_to, second.total, [unit.count for unit in second.units]) == (
        (border.id,),
        51,
        [13, 19, 19],
    )
    assert all(unit.unit_id for note in meovac.notes for unit in note.units)


def test_the_annex_table_has_seventeen_communes(meovac):
    (table,) = meovac.tables
    named = [unit for unit in table.units if unit is not None]
    assert len(named) == len({unit.unit_id for unit in named}) == 17
    totals = [row.cells[0].number for row in table.rows]
    assert totals == [3, 1, 2, 110, 1, 109]
    assert [sum(cell.number or 0 for cell in row.cells[1:18]) for row in table.rows] == totals
    assert [annex.present for annex in meovac.annexes] == [True]


def test_other_goals_of_the_programme(meovac):
    (clusters,) = at(meovac, 148)
    assert (clusters.comparator, clusters.value, clusters.value_to, clusters.measure) == (
        Comparator.RANGE,
        1,
        2,
        "cụm",
    )
    assert [said.value for said in at(meovac, 170)] == [70, 80]


def test_reports_of_the_district_committee(meovac):
    (duty,) = [duty for duty in meovac.duties if duty.source.line == 184]
    assert duty.body == "Ủy ban nhân dân huyện"
    assert duty.frequency == ("6 tháng", "năm", "đột xuất")
    assert duty.report_to == "Ban Thường vụ Huyện ủy"


# --- both ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ke-hoach-si-ma-cai-2024.txt", "chuong-trinh-meo-vac-2022-2025.txt"])
def test_quotations_stand_in_the_document(example, name):
    reading = example(name)
    lines = {line.number: line.text for line in reading.lines}
    for item in (
        *reading.legal_bases,
        *reading.baseline,
        *reading.targets,
        *reading.funding,
        *reading.duties,
    ):
        assert item.source.text
        for span in item.source.spans:
            assert lines[span.line][span.start : span.end] in item.source.text
    assert Decimal("0.7") < reading.coverage < 1

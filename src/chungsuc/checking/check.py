"""Reads a plan and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chungsuc.checking.amounts import check_amounts
from chungsuc.checking.announced import check_announced
from chungsuc.checking.bodies import check_bodies
from chungsuc.checking.case import Case, Sum, numbered
from chungsuc.checking.citations import check_citations
from chungsuc.checking.consistency import check_consistency
from chungsuc.checking.counts import check_counts
from chungsuc.checking.criteria_names import check_criteria_names
from chungsuc.checking.dates import check_dates
from chungsuc.checking.former_units import check_former_units
from chungsuc.checking.funding import check_funding
from chungsuc.checking.marks import check_marks
from chungsuc.checking.names import check_names
from chungsuc.checking.once import counted_once, told_once
from chungsuc.checking.own_parts import check_own_parts
from chungsuc.checking.proportions import check_proportions
from chungsuc.checking.questions import check_questions
from chungsuc.checking.raised import check_raised
from chungsuc.checking.references import check_references
from chungsuc.checking.remainders import check_remainders
from chungsuc.checking.repeats import check_repeats
from chungsuc.checking.sequences import check_sequences
from chungsuc.checking.slips import check_slips
from chungsuc.checking.stated_sums import check_stated_sums
from chungsuc.checking.table_columns import check_table_columns
from chungsuc.checking.table_formulas import check_table_formulas
from chungsuc.checking.tables import check_tables
from chungsuc.checking.thresholds import check_thresholds
from chungsuc.checking.verbs import check_verbs
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.statements import Finding, PlanReading, Statement, StatementKind
from chungsuc.core.units import Gazetteer, Unit
from chungsuc.documents import Document, read_document
from chungsuc.reading import read_plan


@dataclass(frozen=True, slots=True)
class Examination:
    """Kết quả đọc và kiểm tra: the document, what was read, what was found, which sums were checked."""

    document: Document
    reading: PlanReading
    findings: tuple[Finding, ...]
    sums: tuple[Sum, ...]


def check_plan(
    reading: PlanReading, *, gazetteer: Gazetteer, criteria_sets: Mapping[str, CriteriaSet]
) -> tuple[Finding, ...]:
    """Everything that a careful official would ask about or mend, the gravest first."""
    return _check(reading, gazetteer, criteria_sets)[0]


def sums_of(
    reading: PlanReading, *, gazetteer: Gazetteer, criteria_sets: Mapping[str, CriteriaSet]
) -> tuple[Sum, ...]:
    """Phép tính đã kiểm tra: every stated figure that was computed again, those that hold too."""
    return _sums(_case(reading, gazetteer, criteria_sets))[1]


def examine(
    data: bytes,
    name: str,
    *,
    gazetteer: Gazetteer,
    criteria_sets: Mapping[str, CriteriaSet],
    unit: Unit | None = None,
) -> Examination:
    """Read a file and check it. Raises DocumentError or NotAPlan where it cannot be read."""
    document = read_document(data, name)
    reading = read_plan(document, gazetteer=gazetteer, criteria_sets=criteria_sets, unit=unit)
    findings, sums = _check(reading, gazetteer, criteria_sets)
    return Examination(document, reading, findings, sums)


def _case(reading: PlanReading, gazetteer: Gazetteer, criteria_sets: Mapping[str, CriteriaSet]) -> Case:
    criteria_set = None if reading.criteria_set_id is None else criteria_sets.get(reading.criteria_set_id)
    baseline = tuple(said for said in reading.baseline if not _is_a_name(said))
    targets = tuple(said for said in reading.targets if not _is_a_name(said))
    return Case(replace(reading, baseline=baseline, targets=targets), gazetteer, criteria_set)


def _is_a_name(said: Statement) -> bool:
    """«Xã Trung Bình 04 tiêu chí»: the word for a mean, written as the name of a commune."""
    words = said.source.text
    is_mean = said.kind is StatementKind.AVERAGE
    return is_mean and "Trung Bình" in words and not any(w in words for w in ("trung bình", "ình quân"))


_COMPUTED = (
    check_funding,
    check_amounts,
    check_stated_sums,
    check_counts,
    check_tables,
    check_table_columns,
    check_table_formulas,
    check_marks,
    check_proportions,
    check_raised,
    check_remainders,
)
_READ = (
    check_announced,
    check_names,
    check_references,
    check_citations,
    check_own_parts,
    check_dates,
    check_sequences,
    check_criteria_names,
    check_former_units,
    check_bodies,
    check_slips,
    check_questions,
    check_repeats,
    check_verbs,
    check_thresholds,
)


def _sums(case: Case) -> tuple[list[Finding], tuple[Sum, ...]]:
    findings: list[Finding] = []
    sums: list[Sum] = []
    for check in _COMPUTED:
        found, checked = check(case)
        findings += found
        sums += checked
    return findings, counted_once(sums)


def _check(
    reading: PlanReading, gazetteer: Gazetteer, criteria_sets: Mapping[str, CriteriaSet]
) -> tuple[tuple[Finding, ...], tuple[Sum, ...]]:
    case = _case(reading, gazetteer, criteria_sets)
    findings, sums = _sums(case)
    findings += check_consistency(case, tuple(findings))
    for check in _READ:
        findings += check(case)
    return numbered(told_once(findings)), sums

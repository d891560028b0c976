"""Đọc văn bản: one document to everything that it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chungsuc.core.criteria import CriteriaSet, Tier
from chungsuc.core.statements import (
    DocumentKind,
    DocumentStatus,
    Duty,
    FundingItem,
    Head,
    Item,
    Line,
    Note,
    PlanReading,
    Source,
    Span,
    StatedSum,
    Table,
)
from chungsuc.core.units import Gazetteer, Level, Unit
from chungsuc.documents.model import Document
from chungsuc.reading.annexes import read_annexes
from chungsuc.reading.bases import read_bases
from chungsuc.reading.closing import read_recipients, read_signatories
from chungsuc.reading.coverage import coverage_of
from chungsuc.reading.criteria_names import CriteriaNames
from chungsuc.reading.duties import read_duties
from chungsuc.reading.errors import NotAPlan
from chungsuc.reading.funding.reader import read_funding
from chungsuc.reading.head import HeadFacts, read_head
from chungsuc.reading.home import Home, find_home
from chungsuc.reading.notes import read_notes
from chungsuc.reading.numbering import Rank
from chungsuc.reading.outline import Outline, read_outline
from chungsuc.reading.places import Places
from chungsuc.reading.quantities.digits import Habit
from chungsuc.reading.quantities.reader import read_quantities
from chungsuc.reading.run_together import parted
from chungsuc.reading.seams import Block, Role, blocks_of
from chungsuc.reading.sums.links import link_parts
from chungsuc.reading.sums.reader import read_sums
from chungsuc.reading.tables.duties import read_table_duties
from chungsuc.reading.tables.money import read_table_money
from chungsuc.reading.tables.reader import read_tables
from chungsuc.reading.tables.statements import read_table_statements
from chungsuc.reading.targets.reader import Statements, Times, read_statements


def read_plan(
    document: Document,
    *,
    gazetteer: Gazetteer,
    criteria_sets: Mapping[str, CriteriaSet],
    unit: Unit | None = None,
) -> PlanReading:
    """Read a plan, programme, report, decision or resolution.

    `unit` is the unit that it plans for, where a person has said so; else it is taken from the text.
    Raises NotAPlan where nothing official is found.
    """
    paper = _open(document, gazetteer, criteria_sets, unit)
    blocks, facts = paper.blocks, paper.facts
    bases = read_bases(blocks, first=facts.first, last=facts.last, resume=facts.resume, body=paper.body)
    said = _read_body(paper)
    if not (
        facts.kind_text
        or facts.symbol is not None
        or paper.outline.nodes
        or said.statements.targets
        or bases
        or said.funding
    ):
        raise NotAPlan(
            f"“{document.name}” không giống một văn bản hành chính: không thấy tên loại, số ký hiệu, đề "
            "mục hay mục tiêu nào. Hãy kiểm tra lại tệp rồi tải lên kế hoạch, chương trình hoặc báo cáo."
        )
    head = _head(paper)
    annexes = read_annexes(blocks, said.tables, last=facts.last)
    recipients = read_recipients(blocks, last=facts.last)
    signatories = read_signatories(blocks, last=facts.last)
    items: list[Item] = [
        head, *bases, *paper.outline.nodes, *said.statements.baseline, *said.statements.targets,
        *said.funding, *said.sums, *said.tasks, *said.duties, *said.tables, *said.notes, *annexes,
        *recipients, *signatories,
    ]  # fmt: skip
    share, bare = coverage_of(paper.lines, (*facts.spans, *_spans(items)))
    for block in blocks:
        if block.role is not Role.TABLE_ROW:
            paper.places.in_text(block.text)
    return PlanReading(
        lines=paper.lines,
        head=head,
        legal_bases=bases,
        outline=paper.outline.nodes,
        baseline=said.statements.baseline,
        targets=said.statements.targets,
        funding=said.funding,
        sums=said.sums,
        tasks=said.tasks,
        duties=said.duties,
        tables=said.tables,
        notes=said.notes,
        annexes=annexes,
        recipients=recipients,
        signatories=signatories,
        mentions=paper.places.mentions(),
        criteria_set_id=paper.criteria.set_id,
        coverage=share,
        not_understood=bare,
        paragraphs=_paragraphs(blocks),
    )


@dataclass(frozen=True, slots=True)
class _Paper:
    """Văn bản đã mở: its lines in order, and what the head tells of the place, the time and the law."""

    lines: tuple[Line, ...]
    blocks: Sequence[Block]
    facts: HeadFacts
    body: int  # the first block behind the bases
    outline: Outline
    home: Home
    places: Places
    criteria: CriteriaNames
    first_year: int | None


def _open(
    document: Document,
    gazetteer: Gazetteer,
    criteria_sets: Mapping[str, CriteriaSet],
    unit: Unit | None,
) -> _Paper:
    lines, found = blocks_of(document.lines)
    blocks = parted(found)
    facts = read_head(blocks)
    body = _body_start(blocks, facts)
    outline = read_outline(blocks, first=body, last=facts.last, resume=facts.resume)
    from_year, to_year = facts.period
    first_year = from_year or (facts.issued_on.year if facts.issued_on else None) or to_year
    on = facts.issued_on.first_day() if facts.issued_on else date(first_year, 1, 1) if first_year else None
    home = find_home(facts, blocks, gazetteer, on=on, unit=unit)
    places = Places(gazetteer, on=home.on, home=home.unit, parent=home.parent)
    criteria = CriteriaNames(_set_in_force(criteria_sets, first_year or home.on.year))
    return _Paper(lines, blocks, facts, body, outline, home, places, criteria, first_year)


@dataclass(frozen=True, slots=True)
class _Said:
    """Nội dung: what the body promises, pays and orders."""

    statements: Statements
    funding: tuple[FundingItem, ...]
    sums: tuple[StatedSum, ...]
    tasks: tuple[Duty, ...]
    duties: tuple[Duty, ...]
    tables: tuple[Table, ...]
    notes: tuple[Note, ...]


def _read_body(paper: _Paper) -> _Said:
    """The text, then the tables, then the sums over both: each reads what those before it left."""
    outline, blocks, places, body = paper.outline, paper.blocks, paper.places, paper.body
    facts, criteria = paper.facts, paper.criteria
    times = Times(facts.kind, paper.first_year, _last_year(facts), facts.issued_on)
    habit = Habit.of(line.text for line in paper.lines)

    statements = read_statements(outline, first=body, places=places, criteria=criteria, times=times)
    funding = read_funding(outline, first=body, of_report=facts.kind is DocumentKind.REPORT)
    statements = read_quantities(
        outline, first=body, times=times, statements=statements, funding=funding, habit=habit
    )
    tasks, duties = read_duties(outline, first=body)

    tables = read_tables(blocks, places)
    funding = read_table_money(tables, blocks, funding)
    tasks = read_table_duties(tables, blocks, tasks)
    notes = read_notes(blocks, places, (*statements.baseline, *statements.targets))
    statements = read_table_statements(
        tables, blocks, statements, notes, places=places, criteria=criteria, times=times
    )

    known = (*statements.baseline, *statements.targets)
    sums = read_sums(outline, first=body, statements=known, funding=funding, habit=habit)
    return _Said(link_parts(statements, sums.lists), funding, sums.stated, tasks, duties, tables, notes)


def _head(paper: _Paper) -> Head:
    facts, home = paper.facts, paper.home
    from_year, to_year = facts.period
    return Head(
        id="h1",
        source=_head_source(facts, paper.blocks),
        certainty=facts.certainty,
        kind=facts.kind if facts.kind_text or facts.symbol else DocumentKind.OTHER,
        kind_text=facts.kind_text,
        title=facts.title,
        issuer=home.issuer or facts.issuer,
        superior=facts.superior,
        number=facts.number,
        symbol=facts.symbol,
        place=facts.place,
        issued_on=facts.issued_on,
        status=DocumentStatus.ISSUED if _is_issued(facts) else DocumentStatus.DRAFT,
        is_party=facts.is_party,
        unit=home.mention,
        parent=home.parent_mention,
        period_from=from_year or (paper.first_year if to_year else None),
        period_to=to_year,
    )


def _body_start(blocks: Sequence[Block], facts: HeadFacts) -> int:
    """The first block behind the bases: the first heading."""
    for index in range(facts.first, facts.last):
        marker = blocks[index].marker
        if marker is not None and Rank.CHAPTER <= marker.rank <= Rank.NUMBER:
            return index
    return facts.first


def _last_year(facts: HeadFacts) -> int | None:
    """The year that ends the period of the title; None where the title names years of something else too."""
    named = {int(year) for year in re.findall(r"(?<![0-9/])20[0-9]{2}(?![0-9])", facts.title)}
    return facts.period[1] if named <= set(facts.period) else None


def _head_source(facts: HeadFacts, blocks: Sequence[Block]) -> Source:
    source = facts.source
    if source is None:
        return blocks[0].flow.source() if blocks else Source(1, "")
    return Source(source.line, source.text, source.page, tuple(facts.spans))


def _is_issued(facts: HeadFacts) -> bool:
    return facts.number is not None and facts.issued_on is not None and facts.issued_on.is_whole


def _set_in_force(sets: Mapping[str, CriteriaSet], year: int) -> CriteriaSet | None:
    """The communes' set of that year."""
    found = [
        each
        for each in sets.values()
        if each.level == Level.COMMUNE and each.tier == Tier.STANDARD and each.in_force(year)
    ]
    return min(found, key=lambda each: (each.province is not None, each.id), default=None)


def _paragraphs(blocks: Iterable[Block]) -> tuple[tuple[int, ...], ...]:
    found = (
        tuple(dict.fromkeys(piece.line.number for piece in block.flow.pieces))
        for block in blocks
        if block.role is Role.TEXT and len(block.flow.pieces) > 1
    )
    return tuple(numbers for numbers in found if len(numbers) > 1)


def _spans(items: Iterable[Item]) -> Iterable[Span]:
    for item in items:
        yield from item.source.spans

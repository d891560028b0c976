"""Đọc văn bản: one document to everything that it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from chungsuc.core.criteria import CriteriaSet, Tier
from chungsuc.core.statements import (
    DocumentKind,
    DocumentStatus,
    Head,
    Item,
    PlanReading,
    Source,
    Span,
)
from chungsuc.core.units import Gazetteer, Level, Unit
from chungsuc.documents.model import Document
from chungsuc.reading.annexes import read_annexes
from chungsuc.reading.bases import read_bases
from chungsuc.reading.closing import read_recipients, read_signatory
from chungsuc.reading.coverage import coverage_of
from chungsuc.reading.criteria_names import CriteriaNames
from chungsuc.reading.duties import read_duties
from chungsuc.reading.errors import NotAPlan
from chungsuc.reading.funding.reader import read_funding
from chungsuc.reading.head import HeadFacts, read_head
from chungsuc.reading.home import find_home
from chungsuc.reading.listed import link_parts
from chungsuc.reading.notes import read_notes
from chungsuc.reading.numbering import Rank
from chungsuc.reading.outline import read_outline
from chungsuc.reading.places import Places
from chungsuc.reading.quantities.digits import Habit
from chungsuc.reading.quantities.reader import read_quantities
from chungsuc.reading.seams import Block, Role, blocks_of
from chungsuc.reading.sums import read_sums
from chungsuc.reading.tables.duties import read_table_duties
from chungsuc.reading.tables.money import read_table_money
from chungsuc.reading.tables.reader import read_tables
from chungsuc.reading.tables.statements import read_table_statements
from chungsuc.reading.targets.reader import Times, read_statements


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
    lines, blocks = blocks_of(document.lines)
    facts = read_head(blocks)
    body = _body_start(blocks, facts)
    outline = read_outline(blocks, first=body, last=facts.last, resume=facts.resume)
    from_year, to_year = facts.period
    first_year = from_year or (facts.issued_on.year if facts.issued_on else None) or to_year
    on = facts.issued_on.first_day() if facts.issued_on else date(first_year, 1, 1) if first_year else None
    home = find_home(facts, blocks, gazetteer, on=on, unit=unit)
    places = Places(gazetteer, on=home.on, home=home.unit, parent=home.parent)
    criteria_set = _set_in_force(criteria_sets, first_year or home.on.year)
    names = CriteriaNames(criteria_set)

    bases = read_bases(blocks, first=facts.first, last=facts.last, resume=facts.resume, body=body)
    times = Times(facts.kind, first_year, _last_year(facts), facts.issued_on)
    statements = read_statements(outline, first=body, places=places, criteria=names, times=times)
    funding = read_funding(outline, first=body, of_report=facts.kind is DocumentKind.REPORT)
    habit = Habit.of(line.text for line in lines)
    statements = read_quantities(
        outline, first=body, times=times, statements=statements, funding=funding, habit=habit
    )
    tasks, duties = read_duties(outline, first=body)
    tables = read_tables(blocks, places)
    funding = read_table_money(tables, blocks, funding)
    tasks = read_table_duties(tables, blocks, tasks)
    notes = read_notes(blocks, places, (*statements.baseline, *statements.targets))
    statements = read_table_statements(
        tables, blocks, statements, notes, places=places, criteria=names, times=times
    )
    sums = read_sums(
        outline,
        first=body,
        statements=(*statements.baseline, *statements.targets),
        funding=funding,
        habit=habit,
    )
    statements = link_parts(statements, sums.lists)
    annexes = read_annexes(blocks, tables, last=facts.last)
    recipients = read_recipients(blocks, last=facts.last)
    signatory = read_signatory(blocks, last=facts.last)
    if (
        not facts.kind_text
        and facts.symbol is None
        and not outline.nodes
        and not statements.targets
        and not bases
        and not funding
    ):
        raise NotAPlan(
            f"“{document.name}” không giống một văn bản hành chính: không thấy tên loại, số ký hiệu, đề "
            f"mục hay "
            "mục tiêu nào. Hãy kiểm tra lại tệp rồi tải lên kế hoạch, chương trình hoặc báo cáo."
        )
    head = Head(
        id="h1",
        source=_head_source(facts, blocks),
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
        period_from=from_year or (first_year if to_year else None),
        period_to=to_year,
    )
    items: list[Item] = [
        head, *bases, *outline.nodes, *statements.baseline, *statements.targets, *funding, *sums.stated,
        *tasks, *duties, *tables, *notes, *annexes, *recipients, *([signatory] if signatory else []),
    ]  # fmt: skip
    share, bare = coverage_of(lines, (*facts.spans, *_spans(items)))
    for block in blocks:
        if block.role is not Role.TABLE_ROW:
            places.in_text(block.text)
    return PlanReading(
        lines=lines,
        head=head,
        legal_bases=bases,
        outline=outline.nodes,
        baseline=statements.baseline,
        targets=statements.targets,
        funding=funding,
        sums=sums.stated,
        tasks=tasks,
        duties=duties,
        tables=tables,
        notes=notes,
        annexes=annexes,
        recipients=recipients,
        signatory=signatory,
        mentions=places.mentions(),
        criteria_set_id=names.set_id,
        coverage=share,
        not_understood=bare,
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


def _spans(items: Iterable[Item]) -> Iterable[Span]:
    for item in items:
        yield from item.source.spans

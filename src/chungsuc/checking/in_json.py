"""`plan read --json`: keys and enumerations in English, texts in Vietnamese, amounts in đồng.

The published schema is `plan-reading.schema.json` beside this file; a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from chungsuc.core.statements import (
    AnnexMention,
    Certainty,
    CriterionMention,
    Duty,
    Figure,
    Finding,
    FundingItem,
    Head,
    Item,
    LegalBasis,
    Note,
    OutlineNode,
    PartialDate,
    PartList,
    PlanReading,
    Recipient,
    Signatory,
    StatedSum,
    Statement,
    Table,
    UnitMention,
)

SCHEMA_VERSION = 3
_SCHEMA = Path(__file__).with_name("plan-reading.schema.json")
Json = dict[str, Any]


def load_schema() -> Json:
    """The published JSON Schema (2020-12)."""
    loaded: Json = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return loaded


def to_json(reading: PlanReading, findings: Iterable[Finding]) -> Json:
    """Everything that was read and found, ready for `json.dumps`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "document": _document(reading),
        "legal_bases": [_basis(each) for each in reading.legal_bases],
        "outline": [_node(each) for each in reading.outline],
        "baseline": [_statement(each) for each in reading.baseline],
        "targets": [_statement(each) for each in reading.targets],
        "funding": [_funding(each) for each in reading.funding],
        "tasks": [_duty(each) for each in reading.tasks],
        "duties": [_duty(each) for each in reading.duties],
        "tables": [_table(each) for each in reading.tables],
        "recipients": [_recipient(each) for each in reading.recipients],
        "signatory": _signatory(reading.signatories[0]) if reading.signatories else None,
        "signatories": [_signatory(each) for each in reading.signatories],
        "findings": [_finding(each) for each in findings],
        "coverage": {
            "share": float(reading.coverage),
            "lines": len(reading.lines),
            "not_understood": list(reading.not_understood),
        },
    }


def _item(item: Item) -> Json:
    source = item.source
    return {
        "id": item.id,
        "source": {"line": source.line, "page": source.page, "text": source.text},
        "certainty": item.certainty.value,
    }


def _number(value: Decimal | None) -> int | float | None:
    """A JSON number; whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _day(value: PartialDate | None) -> str | None:
    return None if value is None else str(value)


def _unit(mention: UnitMention) -> Json:
    return {
        "text": mention.text,
        "level": None if mention.level is None else mention.level.value,
        "unit_id": mention.unit_id,
        "name": mention.name,
        "within": mention.within,
        "count": mention.count,
        "certainty": mention.certainty.value,
    }


def _criterion(mention: CriterionMention) -> Json:
    return {"text": mention.text, "code": mention.code, "certainty": mention.certainty.value}


def _document(reading: PlanReading) -> Json:
    head: Head = reading.head
    return _item(head) | {
        "kind": head.kind.value,
        "kind_text": head.kind_text,
        "title": head.title,
        "issuer": head.issuer,
        "superior": head.superior,
        "number": head.number,
        "symbol": head.symbol,
        "reference": head.reference,
        "place": head.place,
        "issued_on": _day(head.issued_on),
        "status": head.status.value,
        "is_party": head.is_party,
        "unit": None if head.unit is None else _unit(head.unit),
        "parent": None if head.parent is None else _unit(head.parent),
        "period": {"from": head.period_from, "to": head.period_to},
        "criteria_set_id": reading.criteria_set_id,
        "notes": [_note(each) for each in reading.notes],
        "annexes": [_annex(each) for each in reading.annexes],
        "places": [_unit(each) for each in reading.mentions],
        "sums": [_stated_sum(each) for each in reading.sums],
    }


def _note(note: Note) -> Json:
    return _item(note) | {
        "mark": note.mark,
        "text": note.text,
        "units": [_unit(each) for each in note.units],
        "total": _number(note.total),
        "joined_to": list(note.joined_to),
    }


def _figure(figure: Figure) -> Json:
    return {
        "value": _number(figure.value),
        "stated": figure.stated,
        "measure": figure.measure,
        "what": figure.what,
        "line": figure.span.line,
    }


def _stated_sum(said: StatedSum) -> Json:
    return _item(said) | {
        "what": said.what,
        "total": _figure(said.total),
        "parts": [_figure(each) for each in said.parts],
        "parts_are": said.parts_are.value,
        "expression": said.expression,
    }


def _parts(parts: PartList | None) -> str | None:
    return None if parts is None else parts.value


def _annex(annex: AnnexMention) -> Json:
    return _item(annex) | {"name": annex.name, "present": annex.present}


def _basis(basis: LegalBasis) -> Json:
    return _item(basis) | {
        "kind": basis.kind,
        "number": basis.number,
        "issued_on": _day(basis.issued_on),
        "issuer": basis.issuer,
        "subject": basis.subject,
        "in_opening": basis.in_opening,
    }


def _node(node: OutlineNode) -> Json:
    return _item(node) | {
        "number": node.number,
        "path": node.path,
        "title": node.title,
        "depth": node.depth,
        "parent": node.parent,
    }


def _statement(said: Statement) -> Json:
    return _item(said) | {
        "kind": said.kind.value,
        "mode": said.mode.value,
        "subject": said.subject.value,
        "value": _number(said.value),
        "value_to": _number(said.value_to),
        "value_from": _number(said.value_from),
        "of": _number(said.of),
        "level": _number(said.level),
        "level_to": _number(said.level_to),
        "comparator": said.comparator.value,
        "measure": said.measure,
        "decimals": said.decimals,
        "object": said.object_text,
        "units": [_unit(each) for each in said.units],
        "criteria": [_criterion(each) for each in said.criteria],
        "as_of": _day(said.as_of),
        "deadline": _day(said.deadline),
        "compared_with": _day(said.compared_with),
        "all_units": said.all_units,
        "rest": said.rest,
        "part_of": said.part_of,
        "parts": _parts(said.parts),
        "body": said.body,
        "section": said.section,
        "numbers": list(said.numbers),
    }


def _funding(item: FundingItem) -> Json:
    return _item(item) | {
        "label": item.label,
        "source_kind": item.source_kind.value,
        "amount": item.amount,
        "stated": item.stated,
        "measure": item.measure,
        "parent": item.parent,
        "year": item.year,
        "year_to": item.year_to,
        "parts": _parts(item.parts),
        "share": _number(item.share),
        "in_words": item.in_words,
    }


def _duty(duty: Duty) -> Json:
    return _item(duty) | {
        "text": duty.text,
        "body": duty.body,
        "frequency": list(duty.frequency),
        "deadline": _day(duty.deadline),
        "report_to": duty.report_to,
        "advises": duty.advises,
        "section": duty.section,
    }


def _table(table: Table) -> Json:
    return _item(table) | {
        "title": table.title,
        "columns": [list(path) for path in table.columns],
        "units": [None if each is None else _unit(each) for each in table.units],
        "numbers": list(table.numbers),
        "rows": [
            {
                "line": row.line,
                "number": row.number,
                "label": row.label,
                "cells": [{"text": cell.text, "number": _number(cell.number)} for cell in row.cells],
            }
            for row in table.rows
        ],
    }


def _recipient(recipient: Recipient) -> Json:
    return _item(recipient) | {"text": recipient.text}


def _signatory(signatory: Signatory) -> Json:
    return _item(signatory) | {"name": signatory.name, "capacity": list(signatory.capacity)}


def _finding(found: Finding) -> Json:
    """A finding's source is the first sentence that it rests on; `quotes` has them all."""
    first = found.quotes[0] if found.quotes else None
    return {
        "id": found.id,
        "source": {
            "line": None if first is None else first.line,
            "page": None,
            "text": "" if first is None else first.text,
        },
        "certainty": Certainty(found.certainty).value,
        "kind": found.kind.value,
        "severity": found.severity.value,
        "message": found.message,
        "quotes": [
            {"item_id": quote.item_id or None, "line": quote.line, "text": quote.text}
            for quote in found.quotes
        ],
        "premises": list(found.premises),
        "stated": found.stated,
        "follows": found.follows,
        "repairs": list(found.repairs),
        "proved_smallest": found.proved_smallest,
        "facts": dict(found.facts),
    }

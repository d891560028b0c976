"""A reading and its findings as lines for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from chungsuc.core.statements import (
    Certainty,
    Finding,
    FundingItem,
    PlanReading,
    Severity,
    Statement,
)
from chungsuc.core.vietnamese.numbers import format_number

_SEVERITIES = {Severity.ERROR: "LỖI", Severity.WARNING: "CẢNH BÁO", Severity.INFO: "GHI CHÚ"}
_CERTAINTIES = {Certainty.CERTAIN: "", Certainty.LIKELY: " (có lẽ)", Certainty.DOUBTFUL: " (chưa chắc)"}


def tell(reading: PlanReading, findings: Iterable[Finding]) -> str:
    """The whole reading: head, findings first, then what was read, each with its line."""
    return "\n".join(_lines(reading, list(findings)))


def _lines(reading: PlanReading, findings: list[Finding]) -> Iterator[str]:
    head = reading.head
    yield f"{head.kind_text}: {head.title}"
    number = head.reference or "chưa có số"
    state = "dự thảo" if head.status.value == "draft" else "đã ban hành"
    yield f"  {number}; ngày {head.issued_on or '(để trống)'}; {state}; kỳ {_period(reading)}"
    unit = head.unit.name or head.unit.text if head.unit else "không rõ đơn vị"
    yield f"  Đơn vị: {unit}; bộ tiêu chí: {reading.criteria_set_id or 'không rõ'}"
    yield f"  Đọc hiểu {format_number(reading.coverage * 100, 1)}% số chữ của văn bản"
    yield ""
    yield f"PHÁT HIỆN ({len(findings)})"
    for finding in findings:
        yield f"  [{_SEVERITIES[finding.severity]}] {finding.message}"
        for quote in finding.quotes:
            yield f"      dòng {quote.line}: “{_short(quote.text)}”"
        for premise in finding.premises:
            yield f"      hiểu rằng: {premise}"
        for repair in finding.repairs:
            yield f"      cách sửa: {repair}"
    yield from _block("MỤC TIÊU", map(_statement, reading.targets))
    yield from _block("HIỆN TRẠNG VĂN BẢN NÊU", map(_statement, reading.baseline))
    yield from _block("NGUỒN VỐN (triệu đồng)", _funding(reading.funding))
    yield from _block(
        "CĂN CỨ",
        (
            f"{each.source.line:>5}  {each.kind} {each.number}"
            for each in reading.legal_bases
            if each.in_opening
        ),
    )
    yield from _block(
        "PHÂN CÔNG",
        (f"{each.source.line:>5}  {each.body or '?'}: {_short(each.text)}" for each in reading.duties),
    )


def _period(reading: PlanReading) -> str:
    begin, end = reading.head.period_from, reading.head.period_to
    if begin is None and end is None:
        return "không rõ"
    return str(begin) if begin == end else f"{begin or '?'}-{end or '?'}"


def _block(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield ""
        yield f"{title} ({len(listed)})"
        yield from listed


def _statement(statement: Statement) -> str:
    return f"{statement.source.line:>5}  {_short(statement.source.text)}{_CERTAINTIES[statement.certainty]}"


def _funding(items: Iterable[FundingItem]) -> Iterator[str]:
    depth: dict[str, int] = {}
    for item in items:
        depth[item.id] = depth.get(item.parent, -1) + 1 if item.parent else 0
        amount = format_number(Decimal(item.amount) / 10**6)
        yield f"{item.source.line:>5}  {'  ' * depth[item.id]}{item.label}: {amount}"


def _short(text: str, width: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"

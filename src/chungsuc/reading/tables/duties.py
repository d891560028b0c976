"""Bảng nhiệm vụ: tables of work with the body that leads it and the time it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chungsuc.core.statements import Certainty, Duty, Table
from chungsuc.reading.deadlines import deadline_in, frequency_in
from chungsuc.reading.seams import Block
from chungsuc.reading.tables.columns import columns_headed, text_of
from chungsuc.reading.tables.rows import RowWords

LEADS = re.compile(
    r"\b(?:co quan|don vi|bo phan|to chuc|phong, ban|phong ban|can bo|nguoi)\b[^/]{0,40}?"
    r"\b(?:chu tri|thuc hien|phu trach|theo doi|chiu trach nhiem|tham muu|dau moi|trien khai)|"
    r"\bchu tri\b|\bphan cong\b|\btrach nhiem\b"
)
_HELPS = re.compile(r"^[^a-z]*(?:co quan |don vi )?phoi hop")
_WHEN = re.compile(r"\b(?:thoi gian|thoi han|tien do|han hoan thanh|moc thoi gian|hoan thanh truoc)\b")
_WORK = re.compile(r"\b(?:nhiem vu|noi dung|cong viec|hoat dong|giai phap|viec)\b")
# Columns that may hold figures beside the work.
_BESIDE = re.compile(r"\b(?:kinh phi|von|du toan|ghi chu|nguon|so luong)\b")
_FEWEST_WORDS = 3  # fewer name a thing, not a work


def read_table_duties(
    tables: Sequence[Table], blocks: Sequence[Block], said: Sequence[Duty]
) -> tuple[Duty, ...]:
    """The tasks of the text, and behind them those that tables give to a body."""
    words = RowWords.of(blocks)
    duties = list(said)
    for table in tables:
        for duty in _duties(table, words):
            duties.append(replace(duty, id=f"w{len(duties) + 1}"))
    return tuple(duties)


def lead_column(table: Table) -> int | None:
    """The column of the body that leads the work, or answers for a figure."""
    leads = [place for place in columns_headed(table, LEADS) if place not in columns_headed(table, _HELPS)]
    return leads[0] if leads else None


def _duties(table: Table, words: RowWords) -> Iterator[Duty]:
    lead = lead_column(table)
    times = columns_headed(table, _WHEN)
    beside = {*times, *columns_headed(table, _BESIDE)}
    if lead is None or any(
        cell.number is not None
        for row in table.rows
        for place, cell in enumerate(row.cells)
        if place not in beside
    ):
        return  # a table of figures: the body answers for them
    works = [place for place in columns_headed(table, _WORK) if place != lead and place not in times]
    for row in table.rows:
        body = text_of(row, lead)
        text = next((text_of(row, place) for place in works if text_of(row, place)), "") or row.label
        if not any(map(str.isalpha, body)) or len(text.split()) < _FEWEST_WORDS:
            continue
        time = " ".join(text_of(row, place) for place in times)
        yield Duty(
            id="",
            source=words.source(table, row, f"{text} – {body}", cells=[body, text]),
            certainty=Certainty.CERTAIN if table.certainty is Certainty.CERTAIN else Certainty.LIKELY,
            text=text,
            body=body,
            frequency=frequency_in(time),
            deadline=deadline_in(time),
        )

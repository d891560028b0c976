"""What annex tables say of communes: a row of results or of a plan, with the communes over its columns.

A table is taken at its word only where it is plain: its columns are communes, a row says what it counts
and when, and its figures add up to its own total. Whatever a sentence of the text says too is not said
again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from chungsuc.core.statements import (
    Cell,
    Certainty,
    CriterionMention,
    Mode,
    Note,
    Statement,
    StatementKind,
    Subject,
    Table,
    TableRow,
    UnitMention,
)
from chungsuc.core.vietnamese.text import fold
from chungsuc.reading.criteria_names import CriteriaNames
from chungsuc.reading.flow import plain
from chungsuc.reading.places import Places
from chungsuc.reading.seams import Block
from chungsuc.reading.tables.indicators import read_indicators
from chungsuc.reading.tables.marks import is_mark, read_marks
from chungsuc.reading.tables.rows import HIGHER_STANDARD, RURAL, RowWords, When, in_short, when_of
from chungsuc.reading.tables.years import read_years
from chungsuc.reading.targets.reader import Statements, Times

_TOTAL = re.compile(r"\b(tong|cong|toan huyen|toan tinh)\b")
_VILLAGE = re.compile(r"\b(thôn|bản|ấp|buôn|xóm|khu dân cư)\b")
_COMMUNE = re.compile(r"\bxã\b")
_STANDARD = re.compile(rf"đạt chuẩn|{RURAL}")
_MODEL = re.compile(r"kiểu mẫu")
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class _What:
    """What a row counts, and in which words it says so."""

    subject: Subject
    measure: str
    text: str
    criterion: CriterionMention | None = None


@dataclass(frozen=True, slots=True)
class _Counted:
    row: TableRow
    above: TableRow | None
    what: _What
    when: When
    units: tuple[UnitMention, ...]
    value: Decimal
    shown: str
    is_sum: bool = False


def read_table_statements(
    tables: Sequence[Table],
    blocks: Sequence[Block],
    said: Statements,
    notes: Sequence[Note],
    *,
    places: Places,
    criteria: CriteriaNames,
    times: Times,
) -> Statements:
    """The statements of the text, and behind them those that only the tables make."""
    words = RowWords.of(blocks)
    baseline, targets = list(said.baseline), list(said.targets)
    named = {note_of: note.units for note in notes for note_of in note.joined_to}
    alike: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for past, known in ((True, baseline), (False, targets)):
        for each in known:
            alike[past, *_alike(each)].append(each)
    for table in tables:
        found = [
            *_over_communes(table, words, criteria, times),
            *read_marks(table, words, blocks, places=places, criteria=criteria, times=times),
            *read_years(table, words, places=places, times=times),
            *read_indicators(table, words, times),
        ]
        for past, draft in found:
            kept, letter = (baseline, "r") if past else (targets, "t")
            key = (past, *_alike(draft))
            if not any(_is_same(draft, known, named) for known in alike[key]):
                kept.append(replace(draft, id=f"{letter}{len(kept) + 1}"))
                alike[key].append(kept[-1])
    return Statements(tuple(baseline), tuple(targets))


def _alike(said: Statement) -> tuple[object, ...]:
    """Two statements that differ here cannot be the same; an indicator is known by its name."""
    return said.subject, said.value, fold(said.object_text) if said.subject is Subject.INDICATOR else ""


def _is_same(draft: Statement, known: Statement, named: Mapping[str, tuple[UnitMention, ...]]) -> bool:
    """The text has said it: the same figure of the same thing, places and time."""
    if {each.code for each in draft.criteria} != {each.code for each in known.criteria}:
        return False
    one, other = draft.as_of or draft.deadline, known.as_of or known.deadline
    if one and other and one.year != other.year:
        return False
    return _ids(draft.units) == _ids(known.units or named.get(known.id, ()))


def _ids(units: Iterable[UnitMention]) -> set[str | None]:
    return {unit.unit_id for unit in units}


# --- communes across ----------------------------------------------------------------------------


def _over_communes(
    table: Table, words: RowWords, criteria: CriteriaNames, times: Times
) -> Iterator[tuple[bool, Statement]]:
    columns = [index for index, unit in enumerate(table.units) if unit is not None]
    if len(columns) < 2 or len(_ids(unit for unit in table.units if unit)) != len(columns):
        return  # no communes, or the same communes twice: the columns are of several times
    heads = [i for i, path in enumerate(table.columns) if _TOTAL.search(plain(" ".join(path)))]
    total = heads[0] if len(heads) == 1 and heads[0] not in columns else None
    counted = list(_counted(table, columns, total, criteria, times))
    for each in counted:
        yield each.when.past, _statement(table, words, each, counted, has_total=total is not None)
    for whole in _sums(table, counted, columns, total):
        yield False, _statement(table, words, whole, counted, has_total=total is not None)


def _counted(
    table: Table, columns: Sequence[int], total: int | None, criteria: CriteriaNames, times: Times
) -> Iterator[_Counted]:
    for row, above, is_leaf in _tree(table.rows):
        what = _what(row.label, criteria) or (_what(above.label, criteria) if above else None)
        if what is None or (not is_leaf and what.criterion is None):
            continue  # a heading sums up the rows below it
        when = when_of((row.label, above.label) if above else (row.label,), table.title, times)
        units = _units(table, row, columns, what)
        if when is None or not units:
            continue
        value = Decimal(sum(unit.count if unit.count is not None else 1 for unit in units))
        shown = _shown(row, value, total)
        if shown is not None:
            yield _Counted(row, above, what, when, units, value, shown)


def _shown(row: TableRow, value: Decimal, total: int | None) -> str | None:
    """The row's figure as written; None where its cells do not add up: the check of tables says that."""
    stated = row.cells[total] if total is not None and total < len(row.cells) else Cell("")
    if stated.text.strip() and stated.number != value:
        return None
    return stated.text.strip() or str(value)


def _sums(
    table: Table, counted: Sequence[_Counted], columns: Sequence[int], total: int | None
) -> Iterator[_Counted]:
    """A heading over what was and what is planned: all the communes at the standard in the end."""
    for head in dict.fromkeys(each.above for each in counted if each.above is not None):
        below = [each for each in counted if each.above is head and each.what.subject is Subject.COMMUNES]
        planned = [each for each in below if not each.when.past]
        if not planned or len(planned) == len(below):
            continue
        last = max(planned, key=lambda each: each.when.year.year if each.when.year else 0)
        units = _units(table, head, columns, last.what)
        shown = _shown(head, Decimal(len(units)), total)
        if shown is not None and _ids(units) == _ids(unit for each in below for unit in each.units):
            yield _Counted(head, None, last.what, last.when, units, Decimal(len(units)), shown, is_sum=True)


def _tree(rows: Sequence[TableRow]) -> Iterator[tuple[TableRow, TableRow | None, bool]]:
    """Each row, the row that it stands under, and whether none stands under it."""
    heads: list[tuple[int, TableRow]] = []
    for place, row in enumerate(rows):
        depth = _depth(row)
        while heads and heads[-1][0] >= depth:
            heads.pop()
        below = rows[place + 1] if place + 1 < len(rows) else None
        yield row, heads[-1][1] if heads else None, below is None or _depth(below) <= depth
        heads.append((depth, row))


def _depth(row: TableRow) -> int:
    if re.fullmatch(r"[IVXL]+|[A-ZĐ]", row.number):
        return 0
    if re.fullmatch(r"[0-9]+", row.number):
        return 1
    return 1 + row.number.count(".") if "." in row.number else 3


def _what(label: str, criteria: CriteriaNames) -> _What | None:
    words = in_short(label)
    if words.startswith("tiêu chí"):
        found = criteria.find(label)
        if found.code is not None and found.certainty is Certainty.CERTAIN:
            return _What(Subject.CRITERION, "xã", label, found)
        return None
    if "tiêu chí" in words or not _STANDARD.search(words):
        return None
    if village := _first_counted(words):
        subject = Subject.MODEL_VILLAGES if _MODEL.search(words) else Subject.VILLAGES
        return _What(subject, village, label)
    if _COMMUNE.search(words):
        return _What(Subject.OTHER if HIGHER_STANDARD.search(words) else Subject.COMMUNES, "xã", label)
    return None


def _first_counted(words: str) -> str | None:
    """ "thôn nông thôn mới của các xã" counts villages; "xã có thôn …" counts communes."""
    village, commune = _VILLAGE.search(words), _COMMUNE.search(words)
    if village is None or (commune is not None and commune.start() < village.start()):
        return None
    return village[1]


def _units(table: Table, row: TableRow, columns: Sequence[int], what: _What) -> tuple[UnitMention, ...]:
    """The communes whose cell is filled; none where a cell is not of the kind that the row counts."""
    counts_villages = what.subject in (Subject.VILLAGES, Subject.MODEL_VILLAGES)
    found: list[UnitMention] = []
    for index in columns:
        unit = table.units[index]
        cell = row.cells[index] if index < len(row.cells) else Cell("")
        if unit is None or not cell.text.strip(" -–") or cell.number == 0:
            continue
        if counts_villages:
            if cell.number is None or cell.number != cell.number.to_integral_value():
                return ()
            found.append(replace(unit, count=int(cell.number)))
        elif cell.number == _ONE or is_mark(cell):
            found.append(unit)
        else:
            return ()
    return tuple(found)


def _statement(
    table: Table, words: RowWords, each: _Counted, counted: Sequence[_Counted], *, has_total: bool
) -> Statement:
    adds = each.what.subject is Subject.COMMUNES and not each.when.past and _is_new(each, counted)
    sure = (
        has_total
        and each.when.near
        and all(unit.certainty is Certainty.CERTAIN for unit in each.units)
        and each.what.subject is not Subject.OTHER
    )
    return Statement(
        id="",
        source=words.source(
            table, each.row, _in_words(each), above=each.above, heads=[unit.text for unit in each.units]
        ),
        certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
        kind=StatementKind.TOTAL if each.is_sum else StatementKind.GAIN if adds else StatementKind.COUNT,
        mode=Mode.ADD if adds else Mode.REACH,
        subject=each.what.subject,
        value=each.value,
        measure=each.what.measure,
        object_text=each.what.text,
        units=each.units,
        criteria=(each.what.criterion,) if each.what.criterion else (),
        as_of=each.when.year if each.when.past else None,
        deadline=None if each.when.past else each.when.year,
        numbers=(each.shown,),
    )


def _in_words(each: _Counted) -> str:
    """ "Thôn đạt chuẩn – Kế hoạch năm 2023: 12 (Môn Sơn 5, Lục Dạ 7)": the row read out."""
    label = f"{each.above.label} – {each.row.label}" if each.above else each.row.label
    names = (f"{unit.text} {'' if unit.count is None else unit.count}".strip() for unit in each.units)
    return f"{label}: {each.shown} ({', '.join(names)})"


def _is_new(each: _Counted, counted: Sequence[_Counted]) -> bool:
    """The only row of a plan beside a row of results that names other communes: these are to be added."""
    family = [
        other for other in counted if other.above is each.above and other.what.subject is each.what.subject
    ]
    planned = [other for other in family if not other.when.past]
    past = [other for other in family if other.when.past]
    if each.is_sum or each.above is None or len(planned) != 1 or not past:
        return False
    return not any(_ids(other.units) & _ids(each.units) for other in past)

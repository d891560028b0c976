"""Bảng có công thức: columns whose headers say how they are computed, and rows of totals.

"(5)=(3)+(4)" above a column is the table's own word; so is a row called "Tổng cộng". Where most of the
figures do not follow it, the columns were not read as they stand on paper, and nobody is accused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chungsuc.checking.case import Case, Sum, finding
from chungsuc.checking.expression import evaluate
from chungsuc.checking.table_words import row_quote
from chungsuc.checking.words import shortened
from chungsuc.core.statements import Finding, FindingKind, Severity, Table, TableRow
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.reading.tables.columns import is_only_total
from chungsuc.reasoning.arithmetic import Rounding, rounding_of

Checked = tuple[Sum, Finding | None]
_NUMBERED = re.compile(r"[(\[]?\s*(?P<number>\d{1,2})\s*[)\]]?")
_FORMULA = re.compile(
    r"[(\[]?\s*(?P<number>\d{1,2})\s*[)\]]?\s*=\s*(?P<formula>[\d()\[\]+\-–−*/:×xX%.,\s]{2,80})[)\]]?"
)
_ROMAN = re.compile(r"[IVXL]+")
_WHOLE = re.compile(r"\d{1,3}")
_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Formula:
    column: int
    text: str
    of: Mapping[int, int]  # the number above a column → its place


def check_table_formulas(case: Case) -> tuple[list[Finding], list[Sum]]:
    findings: list[Finding] = []
    sums: list[Sum] = []
    for table in case.reading.tables:
        for checked, problem in (*_by_headers(table), *_total_rows(table)):
            sums.append(checked)
            if problem is not None:
                findings.append(problem)
    return findings, sums


# --- columns that say how they are computed ----------------------------------------------------------


def _formulas(table: Table) -> list[_Formula]:
    numbers: dict[int, int] = {}
    texts: dict[int, str] = {}
    for index, path in enumerate(table.columns):
        own = table.numbers[index : index + 1]  # a row below the headings may number the columns
        for head in (*own, *reversed(path)):
            words = head.strip()
            last = words.split("\n")[-1].strip()
            found = _FORMULA.fullmatch(last) or _FORMULA.search(last)
            if found is not None:
                numbers[int(found["number"])] = index
                texts[index] = _closed(found["formula"].strip())
                break
            if (plain := _NUMBERED.fullmatch(last)) is not None:
                numbers[int(plain["number"])] = index
                break
    return [_Formula(index, text, numbers) for index, text in texts.items()]


def _closed(formula: str) -> str:
    """ "(5=3+4)" leaves a bracket behind that nothing opens."""
    return formula[:-1] if formula.endswith(")") and formula.count("(") < formula.count(")") else formula


def _by_headers(table: Table) -> Iterator[Checked]:
    for formula in _formulas(table):
        rows = []
        for row in table.rows:
            stated = _cell(row, formula.column)
            computed = None if stated is None else _value(formula, row)
            if stated is not None and computed is not None:
                places = max(0, -int(stated.as_tuple().exponent))
                how = rounding_of(stated, computed, places)
                rows.append((row, stated, computed, places, how is not Rounding.WRONG))
        right = sum(holds for *_, holds in rows)
        if right < 2 or 2 * right <= len(rows):
            continue  # the numbers above the columns were not read, or mean something else
        name = _column_name(table, formula.column)
        for row, stated, computed, places, holds in rows:
            shown = format_number(_decimal(computed), None if computed.denominator == 1 else max(places, 2))
            label = f"Cột “{name}” = {formula.text}, hàng “{shortened(row.label)}”"
            checked = Sum(label, format_number(stated), shown, holds, (table.id,), (row.line,))
            yield checked, None if holds else _wrong(
                table,
                f"Hàng “{shortened(row.label)}” (dòng {row.line}): cột “{name}” ghi {format_number(stated)}, "
                f"tính theo công thức của bảng ({formula.text}) là {shown}.",
                format_number(stated),
                shown,
                [row],
            )  # fmt: skip


def _value(formula: _Formula, row: TableRow) -> Fraction | None:
    """The formula with the row's figures for column numbers; an empty cell adds nothing to a sum."""
    is_sum = not re.search(r"[*/:×xX%]", formula.text)
    seen: list[bool] = []

    def number(text: str) -> Fraction | None:
        column = formula.of.get(int(text)) if text.isdigit() else None
        if column is None:
            return Fraction(100) if text == "100" else None
        cell = row.cells[column] if column < len(row.cells) else None
        if cell is None or (cell.number is None and cell.text.strip(" -–")):
            return None
        if cell.number is None:
            return Fraction(0) if is_sum else None
        seen.append(True)
        return Fraction(cell.number)

    value = evaluate(formula.text, number)
    return value if seen else None


# --- rows called "Tổng cộng" ---------------------------------------------------------------------------


def _total_rows(table: Table) -> Iterator[Checked]:
    totals = [row for row in table.rows if is_only_total(row)]
    if len(totals) != 1:
        return
    (total,) = totals
    parts = _parts_of_total([row for row in table.rows if row is not total])
    if parts is None or not all(part.cells for part in parts):
        return  # a row whose columns are not known may hold what is missing
    columns = []
    for index, cell in enumerate(total.cells):
        figures = [_cell(part, index) for part in parts]
        words = any(_is_words(part, index) for part in parts)
        if cell.number is None or words or sum(f is not None for f in figures) < 2:
            continue
        computed = sum((figure for figure in figures if figure is not None), Decimal(0))
        whole = all(figure is not None for figure in figures)
        columns.append((index, cell.number, computed, whole))
    right = sum(stated == computed for _, stated, computed, _ in columns)
    for index, stated, computed, whole in columns:
        holds = stated == computed
        if not holds and not (2 * right > len(columns) or (len(columns) == 1 and whole)):
            continue  # a mean, a rate, or rows that the page cut
        name = _column_name(table, index)
        lines = tuple(sorted({total.line, *(part.line for part in parts)}))
        label = f"Hàng “{shortened(total.label)}”, cột “{name}”: {len(parts)} hàng"
        shown = format_number(stated), format_number(computed)
        checked = Sum(label, *shown, holds, (table.id,), lines)
        sure = right >= 2 and whole
        yield checked, None if holds else _wrong(
            table,
            f"Cột “{name}”: hàng “{shortened(total.label)}” (dòng {total.line}) ghi {shown[0]}, "
            f"{len(parts)} hàng của bảng cộng lại là {shown[1]}.",
            *shown,
            [total],
            severity=Severity.ERROR if sure else Severity.WARNING,
        )  # fmt: skip


def _parts_of_total(rows: Sequence[TableRow]) -> list[TableRow] | None:
    """The rows of the first level: I, II … where there are such, else 1, 2, 3 … without a gap."""
    romans = [row for row in rows if _ROMAN.fullmatch(row.number.strip(" .)"))]
    if len(romans) >= 2:
        return romans
    numbered = [row for row in rows if _WHOLE.fullmatch(row.number.strip(" .)"))]
    numbers = [int(row.number.strip(" .)")) for row in numbered]
    if len(numbers) < _LEAST_ROWS or numbers != list(range(1, len(numbers) + 1)):
        return None
    others = [row for row in rows if not row.number.strip() and any(c.number is not None for c in row.cells)]
    return None if others else numbered


# --- both ----------------------------------------------------------------------------------------------


def _cell(row: TableRow, index: int) -> Decimal | None:
    return row.cells[index].number if index < len(row.cells) else None


def _is_words(row: TableRow, index: int) -> bool:
    cell = row.cells[index] if index < len(row.cells) else None
    return cell is not None and cell.number is None and bool(cell.text.strip(" -–"))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _column_name(table: Table, index: int) -> str:
    path = table.columns[index] if index < len(table.columns) else ()
    named = [head for head in path if any(map(str.isalpha, head)) and not _FORMULA.search(head)]
    return shortened(named[-1] if named else str(index + 1))


def _wrong(
    table: Table,
    message: str,
    stated: str,
    computed: str,
    rows: Sequence[TableRow],
    *,
    severity: Severity = Severity.ERROR,
) -> Finding:
    return finding(
        FindingKind.ARITHMETIC,
        severity,
        message,
        items=(table,),
        quotes=tuple(row_quote(table, row) for row in rows),
        stated=stated,
        follows=computed,
        certainty=table.certainty,
        repairs=(f"Sửa thành {computed}, hoặc sửa các số thành phần.",),
    )

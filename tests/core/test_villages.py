"""Danh sách thôn: what an office writes, and the cell that is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from chungsuc.core.units import Level, Parent, Unit
from chungsuc.core.units.villages import ListedVillage, Staged, stage

REFORM = date(2030, 7, 1)
OLD = Unit("c1", "111", "An", "xã", Level.COMMUNE, parents=(Parent("d"),))
NEW = Unit("c2", "222", "Bình", "xã", Level.COMMUNE, REFORM, parents=(Parent("p"),))
LONG = Unit("c3", "333333333", "Dài", "xã", Level.COMMUNE, parents=(Parent("p"),))


def row(name: str, kind: str = "thôn", commune: str = "111", number: int = 2) -> ListedVillage:
    return ListedVillage(commune, kind, name, f"Ô A{number}", f"Ô B{number}", f"Ô C{number}")


def staged(*rows: ListedVillage, there: tuple[str, ...] = (), codes: tuple[str, ...] = ()) -> Staged:
    return stage(rows, {"111": OLD, "222": NEW, "333333333": LONG}, {"c1": there}, codes)


def test_villages_get_the_next_free_codes_of_their_commune() -> None:
    found = staged(row("Đông"), row("Tây", number=3), row("Nam", "Bản", "222"), codes=("111-01", "111-03"))
    assert [(each.code, each.title) for each in found.villages] == [
        ("111-02", "thôn Đông"), ("111-04", "thôn Tây"), ("222-01", "bản Nam"),
    ]  # fmt: skip
    assert not found.problems


def test_a_village_is_known_from_the_first_day_of_its_commune() -> None:
    old, new = staged(row("Đông"), row("Tây", commune="222")).villages
    assert (old.id, old.valid_from, old.parents) == ("u111-01-a", None, (Parent("c1"),))
    assert (new.id, new.valid_from, new.parents) == ("u222-01-20300701", REFORM, (Parent("c2"),))


@pytest.mark.parametrize(
    ("kind", "name", "title"),
    [("", "Thôn Đông", "thôn Đông"), ("", "Tổ dân phố số 3", "tổ dân phố số 3"), ("XÓM", "Chùa", "xóm Chùa")],
)
def test_the_kind_may_stand_before_the_name(kind: str, name: str, title: str) -> None:
    assert [each.title for each in staged(row(name, kind)).villages] == [title]


def test_a_list_sent_twice_adds_nothing() -> None:
    found = staged(row("Đông"), row("Tây", number=3), there=("ĐÔNG", "Tây"))
    assert (found.villages, found.known, found.problems) == ((), 2, ())


def test_every_problem_is_named_by_its_cell() -> None:
    found = staged(
        row("Đông"), row("Đông", number=3), row("", number=4), row("Nam", "phố", number=5),
        row("Bắc", commune="999", number=6), row("Xa", commune="333333333", number=7),
    )  # fmt: skip
    assert [problem.split(":")[0] for problem in found.problems] == ["Ô C3", "Ô C4", "Ô B5", "Ô A6", "Ô A7"]
    assert found.problems[0] == "Ô C3: ‘Đông’ đã có ở Ô C2. Hãy xóa một dòng."

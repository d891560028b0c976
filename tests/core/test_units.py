"""A small country through one reform: what was, what became of it, and what cannot be."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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

EVE, REFORM, LATER = date(2030, 6, 30), date(2030, 7, 1), date(2033, 1, 1)
THEN = date(2029, 1, 1)


def unit(
    unit_id: str, code: str, name: str, kind: str, level: Level, *above: Parent | str, **days: date
) -> Unit:
    parents = tuple(Parent(each) if isinstance(each, str) else each for each in above)
    return Unit(unit_id, code, name, kind, level, parents=parents, **days)  # type: ignore[arg-type]


def merged(before: str, after: str, **changes: object) -> Succession:
    whole = Succession(before, after, SuccessionKind.MERGE, Share.WHOLE, True, Decimal(1), REFORM, "1/NQ")
    return replace(whole, **changes)  # type: ignore[arg-type]


def part(before: str, after: str, weight: str | None, *, main: bool = False) -> Succession:
    share = None if weight is None else Decimal(weight)
    return Succession(before, after, SuccessionKind.SPLIT, Share.PART, main, share, REFORM)


P, D, C = Level.PROVINCE, Level.DISTRICT, Level.COMMUNE
COUNTRY = unit("n", "VN", "Đất Nước", "nước", Level.COUNTRY)
UNITS = [
    COUNTRY,
    replace(unit("p1", "1", "Đông", "tỉnh", P, "n", valid_to=REFORM), tags={"region": "NUI"}),
    replace(unit("p2", "2", "Tây", "tỉnh", P, "n", valid_to=REFORM), tags={"region": "BIEN"}),
    unit("p3", "1", "Đông Tây", "tỉnh", P, "n", valid_from=REFORM),
    unit("d1", "11", "Thượng", "huyện", D, "p1", valid_to=REFORM),
    unit("d2", "21", "Hạ", "huyện", D, "p2", valid_to=REFORM),
    unit("c1", "111", "Sủng Trà", "xã", C, "d1", valid_to=REFORM),
    unit("c2", "112", "Thượng", "thị trấn", C, "d1", valid_to=REFORM),
    unit("c3", "113", "Hòa Bình", "xã", C, Parent("d1", None, REFORM), Parent("p3", REFORM)),  # stays itself
    unit("c4", "211", "Hòa Bình", "xã", C, "d2", valid_to=REFORM),
    unit("c5", "212", "Ea Kao", "xã", C, "d2", valid_to=REFORM),
    unit("c6", "111", "Thượng", "xã", C, "p3", valid_from=REFORM, valid_to=LATER),  # the old code again
    unit("c7", "211", "Hạ", "xã", C, "p3", valid_from=REFORM),
    unit("c8", "111", "Thượng", "phường", C, "p3", valid_from=LATER),
]
SUCCESSIONS = [
    merged("p1", "p3"),
    merged("p2", "p3"),
    merged("c1", "c6"),
    merged("c2", "c6"),
    merged("c4", "c7"),
    part("c5", "c6", "0.25"),
    part("c5", "c7", "0.75", main=True),
    merged("c6", "c8", kind=SuccessionKind.RENAME, effective=LATER, order=None),
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(UNITS, SUCCESSIONS)


@pytest.mark.parametrize(
    ("code", "on", "unit_id"),
    [
        ("111", THEN, "c1"),
        ("111", EVE, "c1"),
        ("111", REFORM, "c6"),  # the same code names another unit from this day
        ("111", date(2032, 12, 31), "c6"),
        ("111", LATER, "c8"),
        ("113", EVE, "c3"),
        ("113", LATER, "c3"),
        ("112", REFORM, None),
        ("999", THEN, None),
    ],
)
def test_a_code_needs_a_day(gazetteer: Gazetteer, code: str, on: date, unit_id: str | None) -> None:
    found = gazetteer.at(code, on)
    assert (None if found is None else found.id) == unit_id


@pytest.mark.parametrize(
    ("ref", "unit_id"),
    [
        ("111@2029", "c1"),
        ("111@2030", "c1"),  # a year is its first day
        ("111@2030-07", "c6"),
        ("111@2030-06-30", "c1"),
        ("111@..2030-06-30", "c1"),  # its first day is not known
        ("113@..", "c3"),
        (" 1@2031 ", "p3"),
    ],
)
def test_a_unit_is_named_by_code_and_day(gazetteer: Gazetteer, ref: str, unit_id: str) -> None:
    assert gazetteer.parse_ref(ref).id == unit_id


@pytest.mark.parametrize("each", UNITS, ids=lambda each: each.id)
def test_every_unit_is_found_by_its_own_ref(gazetteer: Gazetteer, each: Unit) -> None:
    assert gazetteer.parse_ref(each.ref) == each


@pytest.mark.parametrize(
    "ref", ["111", "111@", "@2029", "111@29", "111@2030-13", "112@2031", "", "9@2029", "111@.."]
)
def test_a_bad_ref_is_refused(gazetteer: Gazetteer, ref: str) -> None:
    with pytest.raises(UnitError):
        gazetteer.parse_ref(ref)


def ids(units: tuple[Unit, ...] | list[Unit]) -> list[str]:
    return [each.id for each in units]


def test_the_tree_is_that_of_the_day(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer.children("d1", THEN)) == ["c1", "c2", "c3"]
    assert ids(gazetteer.children("p3", REFORM)) == ["c6", "c3", "c7"]
    assert ids(gazetteer.children("p3", THEN)) == []
    assert ids(gazetteer.ancestors("c3", THEN)) == ["d1", "p1", "n"]
    assert ids(gazetteer.ancestors("c3", REFORM)) == ["p3", "n"]
    assert ids(gazetteer.ancestors("c1", REFORM)) == []
    assert ids(gazetteer.subtree("p1", THEN)) == ["p1", "d1", "c1", "c2", "c3"]
    assert ids(gazetteer.subtree("n", THEN, level=C)) == ["c1", "c2", "c3", "c4", "c5"]
    assert gazetteer.country.id == "n"


def test_what_a_unit_became(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer.became("c1", REFORM)) == ["c6"]
    assert ids(gazetteer.became("c1", LATER)) == ["c8"]
    assert ids(gazetteer.became("c1", THEN)) == ["c1"]
    assert ids(gazetteer.became("c5", REFORM)) == ["c6", "c7"]
    assert ids(gazetteer.became("d1", REFORM)) == ["c6", "c3"]  # a district lives on in its communes
    assert ids(gazetteer.became("p2", LATER)) == ["p3"]


def test_the_main_part_comes_first(gazetteer: Gazetteer) -> None:
    assert [edge.successor_id for edge in gazetteer.successors("c5")] == ["c7", "c6"]
    assert {edge.predecessor_id for edge in gazetteer.predecessors("c6")} == {"c1", "c2", "c5"}
    assert gazetteer.successors("c8") == ()


def test_lineage_goes_over_every_reform(gazetteer: Gazetteer) -> None:
    lineage = gazetteer.lineage("c8")
    assert {(edge.predecessor_id, edge.successor_id) for edge in lineage.before} == {
        ("c6", "c8"), ("c1", "c6"), ("c2", "c6"), ("c5", "c6"),
    }  # fmt: skip
    assert lineage.after == ()
    assert {edge.successor_id for edge in gazetteer.lineage("c5").after} == {"c6", "c7", "c8"}


@pytest.mark.parametrize(
    ("unit_id", "on", "region"),
    [
        ("c1", THEN, "NUI"),
        ("c4", THEN, "BIEN"),
        ("c7", REFORM, "BIEN"),  # made in a mixed province from the land of one region
        ("c3", REFORM, "NUI"),  # only its parent changed
        ("c6", REFORM, None),  # made from both
        ("c8", LATER, None),
        ("p3", REFORM, None),
        ("n", THEN, None),
    ],
)
def test_a_region_follows_the_land(gazetteer: Gazetteer, unit_id: str, on: date, region: str | None) -> None:
    assert gazetteer.tag(unit_id, "region", on) == region


@pytest.mark.parametrize(
    ("name", "where", "unit_id", "exact"),
    [
        ("Sủng Trà", (C, "d1", THEN), "c1", True),
        ("xã Sủng Trà", (None, None, None), "c1", True),
        ("Sùng Trà", (C, "d1", THEN), "c1", False),
        ("xã Sung Trà", (C, "p1", THEN), "c1", False),
        ("Sung Trà", (C, "d1", None), "c1", False),
        ("Thượng", (D, "p1", THEN), "d1", True),
        ("Thượng", (C, "d1", THEN), "c2", True),  # the district's town has its name
        ("thị trấn Thượng", (None, None, THEN), "c2", True),
        ("HUYỆN THƯỢNG", (None, None, THEN), "d1", True),
        ("Hoà Bình", (C, "d2", THEN), "c4", True),
        ("Hoà Bình", (C, "d1", THEN), "c3", True),
        ("Đong", (P, None, THEN), "p1", False),  # provinces may be guessed: they have one parent
    ],
)
def test_a_name_is_resolved_in_its_parent(
    gazetteer: Gazetteer,
    name: str,
    where: tuple[Level | None, str | None, date | None],
    unit_id: str,
    exact: bool,
) -> None:
    level, within, on = where
    match = gazetteer.resolve(name, level=level, within=within, on=on)
    assert match is not None
    assert (match.unit.id, match.exact) == (unit_id, exact)
    assert (match.distance == 0) is exact


@pytest.mark.parametrize(
    ("name", "level", "within", "on"),
    [
        ("Hòa Bình", C, None, THEN),  # two communes: say which district
        ("Sùng Trà", C, None, THEN),  # a guess needs a parent
        ("Sủng Trà", C, "d2", THEN),  # another district
        ("Sủng Trà", C, "d1", REFORM),  # no longer there
        ("Thượng", None, None, THEN),  # the district or its town
        ("Ea Hleo", C, "d2", THEN),
        ("", C, "d1", THEN),
    ],
)
def test_what_is_not_sure_is_left_open(
    gazetteer: Gazetteer, name: str, level: Level | None, within: str | None, on: date
) -> None:
    assert gazetteer.resolve(name, level=level, within=within, on=on) is None


@pytest.mark.parametrize(
    ("fault", "units", "successions"),
    [
        ("dùng cho hai đơn vị", [*UNITS, COUNTRY], []),
        ("không có đơn vị cấp trên x", [unit("c", "1", "A", "xã", C, "x")], []),
        ("không phải cấp trên", [unit("a", "1", "A", "xã", C, "b"), unit("b", "2", "B", "xã", C, "a")], []),
        ("thiếu", [unit("a", "", "A", "xã", C)], []),
        ("ngày kết thúc", [unit("a", "1", "A", "xã", C, valid_from=REFORM, valid_to=REFORM)], []),
        ("sau khi tỉnh Đông đã hết", [*UNITS, unit("x", "9", "X", "xã", C, "p1")], []),
        ("trước khi có tỉnh Đông Tây", [*UNITS, unit("x", "9", "X", "xã", C, "p3")], []),
        ("chồng nhau", [COUNTRY, unit("x", "9", "X", "xã", C, Parent("n"), Parent("n"))], []),
        ("trước khi chính nó có",
         [COUNTRY, unit("x", "9", "X", "xã", C, Parent("n", THEN), valid_from=REFORM)], []),
        ("sau khi chính nó",
         [COUNTRY, unit("x", "9", "X", "xã", C, Parent("n", None, LATER), valid_to=REFORM)], []),
        ("không có đơn vị x", UNITS, [merged("c1", "x")]),
        ("không có đơn vị x", UNITS, [merged("x", "c6")]),
        ("không kế thừa chính nó", UNITS, [merged("c3", "c3")]),
        ("không còn vào ngày trước", UNITS, [merged("c1", "c8", effective=LATER)]),
        ("chưa có hoặc đã hết", UNITS, [merged("c1", "c8")]),
        ("hai dòng", UNITS, [part("c5", "c6", None), part("c5", "c6", None)]),
        ("không còn phần nào", UNITS, [merged("c1", "c6"), part("c1", "c7", None)]),
        ("hơn một phần chính", UNITS, [part("c5", "c6", None, main=True), part("c5", "c7", None, main=True)]),
        ("tổng tỷ trọng", UNITS, [part("c5", "c6", "0.3"), part("c5", "c7", "0.6")]),
        ("tỷ trọng phải", UNITS, [part("c5", "c6", "1.5")]),
        ("tỷ trọng là 1", UNITS, [merged("c1", "c6", weight=Decimal("0.5"))]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(fault: str, units: list[Unit], successions: list[Succession]) -> None:
    with pytest.raises(UnitError, match=fault):
        Gazetteer(units, successions)


def test_a_weight_that_is_not_known_is_not_an_equal_share() -> None:
    gazetteer = Gazetteer(UNITS, [part("c5", "c6", None), part("c5", "c7", "0.5")])
    assert [edge.weight for edge in gazetteer.successors("c5")] == [None, Decimal("0.5")]


def test_an_unknown_id_is_told(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnitError, match="mã riêng"):
        gazetteer.get("111")
    with pytest.raises(UnitError):
        gazetteer.children("?", THEN)


@given(st.permutations(UNITS), st.permutations(SUCCESSIONS), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_order_of_the_files_does_not_matter(
    units: list[Unit], successions: list[Succession], on: date
) -> None:
    first, second = Gazetteer(UNITS, SUCCESSIONS), Gazetteer(units, successions)
    assert set(ids(first.subtree("n", on))) == set(ids(second.subtree("n", on)))
    for each in UNITS:
        assert first.became(each.id, on) == second.became(each.id, on)
        assert first.children(each.id, on) == second.children(each.id, on)
        assert first.successors(each.id) == second.successors(each.id)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_parents_and_children_agree_on_every_day(on: date) -> None:
    gazetteer = Gazetteer(UNITS, SUCCESSIONS)
    for each in UNITS:
        for child in gazetteer.children(each.id, on):
            assert gazetteer.parent(child.id, on) == each
            assert gazetteer.is_within(child.id, each.id, on)
        if each.exists(on) and each.level is not Level.COUNTRY:
            assert gazetteer.ancestors(each.id, on)[-1].id == "n"


# --- a list that goes on ---------------------------------------------------------------------------

RENAMED = date(2034, 1, 1)
SINCE = [
    unit("c8", "111", "Thượng", "phường", C, "p3", valid_from=LATER, valid_to=RENAMED),
    unit("c9", "111", "Thượng Mới", "phường", C, "p3", valid_from=RENAMED),
    unit("c10", "114", "Sủng Trà", "xã", C, "p3", valid_from=RENAMED),
]
STEP = merged("c8", "c9", kind=SuccessionKind.RENAME, effective=RENAMED)


@pytest.mark.parametrize("is_asked_before", [False, True])
def test_a_list_takes_in_what_was_recorded_since(is_asked_before: bool) -> None:
    """As if it had been made of all of it, whether or not the shorter one was asked before."""
    short = Gazetteer(UNITS, SUCCESSIONS)
    if is_asked_before:
        assert (short.named("Thượng Mới"), short.at("114", RENAMED), short.successors("c8")) == ([], None, ())
    long = short.extended(SINCE, [STEP])
    whole = Gazetteer([*(each for each in UNITS if each.id != "c8"), *SINCE], [*SUCCESSIONS, STEP])
    assert dict(long.units) == dict(whole.units)
    for unit_id in whole.units:
        assert long.lineage(unit_id) == whole.lineage(unit_id)
        for day in (THEN, REFORM, LATER, RENAMED):
            assert long.children(unit_id, day) == whole.children(unit_id, day)
            assert long.became(unit_id, day) == whole.became(unit_id, day)
    for name in ("Thượng Mới", "Thượng", "Sủng Trà", "Hòa Bình"):
        assert {each.id for each in long.named(name)} == {each.id for each in whole.named(name)}
    assert long.parse_ref("111@2035").id == "c9"
    assert long.parse_ref("111@2033").id == "c8"
    assert short.parse_ref("111@2035").id == "c8"  # the shorter one stays as it is


def test_what_is_added_is_checked_too(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnitError, match="không có đơn vị cấp trên"):
        gazetteer.extended([unit("c11", "115", "Lạc", "xã", C, "nowhere", valid_from=RENAMED)])
    with pytest.raises(UnitError, match="đã hết vào ngày này"):
        gazetteer.extended([], [replace(STEP, successor_id="c1")])

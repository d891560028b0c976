"""Sắp xếp đơn vị hành chính: what an order does to a small country, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.errors import ChungsucError
from chungsuc.core.reorganisation import Outcome, carry_out
from chungsuc.core.units import (
    Act,
    Gazetteer,
    LegalOrder,
    Level,
    LevelEnd,
    NewUnit,
    Parent,
    Part,
    Placing,
    ReorganisationError,
    Share,
    SuccessionKind,
    Unit,
)

DAY = date(2030, 7, 1)
EVE = DAY - timedelta(days=1)
ORDER = LegalOrder("12/NQ", date(2030, 6, 1), "Ủy ban thường vụ")
MERGE, SPLIT, TRANSFER, RENAME = (
    SuccessionKind.MERGE, SuccessionKind.SPLIT, SuccessionKind.TRANSFER, SuccessionKind.RENAME,
)  # fmt: skip


def unit(code: str, name: str, kind: str, level: Level, above: str | None) -> Unit:
    parents = (Parent(above),) if above else ()
    return Unit(f"u{code}", code, name, kind, level, parents=parents)


COUNTRY = [
    unit("0", "Đất Nước", "nước", Level.COUNTRY, None),
    unit("1", "Đông", "tỉnh", Level.PROVINCE, "u0"),
    unit("2", "Tây", "tỉnh", Level.PROVINCE, "u0"),
    unit("11", "Thượng", "huyện", Level.DISTRICT, "u1"),
    unit("12", "Hạ", "huyện", Level.DISTRICT, "u1"),
    unit("21", "Trung", "huyện", Level.DISTRICT, "u2"),
    unit("111", "An", "xã", Level.COMMUNE, "u11"),
    unit("112", "Bình", "xã", Level.COMMUNE, "u11"),
    unit("113", "Cát", "thị trấn", Level.COMMUNE, "u11"),
    unit("121", "Dân", "xã", Level.COMMUNE, "u12"),
    unit("211", "Giang", "xã", Level.COMMUNE, "u21"),
    unit("111-01", "Một", "thôn", Level.VILLAGE, "u111"),
    unit("111-02", "Hai", "thôn", Level.VILLAGE, "u111"),
    unit("112-01", "Ba", "thôn", Level.VILLAGE, "u112"),
]


def act(*new: NewUnit, placings: Iterable[Placing] = (), level_ends: Iterable[LevelEnd] = ()) -> Act:
    return Act(ORDER, DAY, new, tuple(placings), tuple(level_ends))


def part(code: str, weight: str | None, *, main: bool | None = None) -> Part:
    return Part(code, Share.PART, None if weight is None else Decimal(weight), main)


def after(outcome: Outcome, units: Iterable[Unit] = COUNTRY) -> Gazetteer:
    """The country with the order carried out; building it checks everything again."""
    return Gazetteer(outcome.applied_to(units), outcome.successions)


def below(country: Gazetteer, code: str, on: date) -> list[str]:
    place = country.at(code, on)
    assert place is not None
    return [each.code for each in country.children(place.id, on)]


AN_AND_BINH = NewUnit("111", (Part("111"), Part("112")), MERGE, name="An Bình", kind="xã")
DIVIDED = (
    NewUnit("116", (part("111", "0.6"),), SPLIT, name="An Thượng", kind="xã"),
    NewUnit("117", (part("111", "0.4"),), SPLIT, name="An Hạ", kind="xã"),
)


def test_two_communes_are_merged_and_their_villages_follow() -> None:
    country = after(outcome := carry_out(COUNTRY, act(AN_AND_BINH)))
    assert [each.id for each in outcome.ended] == ["u111", "u112"]
    assert below(country, "11", EVE) == ["111", "112", "113"]
    assert below(country, "11", DAY) == ["111", "113"]
    assert below(country, "111", EVE) == ["111-01", "111-02"]
    assert below(country, "111", DAY) == ["111-01", "111-02", "112-01"]
    made = country.at("111", DAY)
    assert made is not None
    assert (made.id, made.title) == ("u111-20300701", "xã An Bình")
    assert {each.predecessor_id for each in country.predecessors(made.id)} == {"u111", "u112"}
    assert all(each.weight == 1 and each.is_main and each.order == "12/NQ" for each in outcome.successions)


def test_a_commune_is_divided_by_stated_weights_and_each_village_is_told_where() -> None:
    placings = [Placing("111-01", "116"), Placing("111-02", "117")]
    outcome = carry_out(COUNTRY, act(*DIVIDED, placings=placings))
    country = after(outcome)
    assert [(each.successor_id[:4], each.weight, each.is_main) for each in outcome.successions] == [
        ("u116", Decimal("0.6"), True),
        ("u117", Decimal("0.4"), False),
    ]
    assert below(country, "116", DAY) == ["111-01"]
    assert below(country, "117", DAY) == ["111-02"]


def test_weights_may_be_unknown_but_are_then_unknown_of_all_parts() -> None:
    new = [replace(each, parts=(part("211", None, main=i == 0),)) for i, each in enumerate(DIVIDED)]
    outcome = carry_out(COUNTRY, act(*new))
    assert [(each.weight, each.is_main) for each in outcome.successions] == [(None, True), (None, False)]


def test_some_land_goes_to_a_neighbour_and_the_rest_keeps_name_and_villages() -> None:
    new = (
        NewUnit("111", (part("111", "0.9", main=True),), TRANSFER),
        NewUnit("112", (Part("112"), part("111", "0.1")), TRANSFER),
    )
    country = after(carry_out(COUNTRY, act(*new, placings=[Placing("111-02", "112")])))
    assert below(country, "111", DAY) == ["111-01"]
    assert below(country, "112", DAY) == ["111-02", "112-01"]
    assert [country.at(code, DAY).title for code in ("111", "112")] == ["xã An", "xã Bình"]  # type: ignore[union-attr]


def test_a_commune_that_becomes_a_ward_leaves_the_programme() -> None:
    outcome = carry_out(COUNTRY, act(NewUnit("111", (Part("111"),), RENAME, kind="phường")))
    assert [each.title for each in outcome.leaving] == ["phường An"]
    assert [each.code for each in outcome.moved] == ["111-01", "111-02"]


def test_a_town_that_becomes_a_ward_was_never_in_it() -> None:
    assert not carry_out(COUNTRY, act(NewUnit("113", (Part("113"),), RENAME, kind="phường"))).leaving


def test_an_island_district_may_become_a_commune() -> None:
    outcome = carry_out(COUNTRY, act(NewUnit("21", (Part("21"),), RENAME, kind="đặc khu", parent="2"),
                                     placings=[Placing("211", "12")]))  # fmt: skip
    assert [(each.level, each.title) for each in outcome.begun] == [(Level.COMMUNE, "đặc khu Trung")]


def test_a_commune_that_only_comes_under_another_district_stays_itself() -> None:
    outcome = carry_out(COUNTRY, act(placings=[Placing("111", "12")]))
    assert (outcome.ended, outcome.begun, outcome.successions) == ((), (), ())
    country = after(outcome)
    assert below(country, "12", EVE) == ["121"]
    assert below(country, "12", DAY) == ["111", "121"]


def test_districts_end_and_their_communes_come_under_a_province_that_is_itself_merged() -> None:
    joined = NewUnit("1", (Part("1"), Part("2")), MERGE, name="Đông Tây", kind="tỉnh")
    outcome = carry_out(COUNTRY, act(joined, AN_AND_BINH, level_ends=[LevelEnd(Level.DISTRICT)]))
    country = after(outcome)
    assert below(country, "1", DAY) == ["111", "113", "121", "211"]
    assert [each.code for each in outcome.ended] == ["1", "2", "111", "112", "11", "12", "21"]
    # No land changed hands with a district: it ends without a successor of its own.
    assert not [each for each in outcome.successions if each.predecessor_id == "u11"]
    assert [each.code for each in country.became("u11", DAY)] == ["111", "113"]


def test_a_level_may_end_below_one_province_only() -> None:
    country = after(carry_out(COUNTRY, act(level_ends=[LevelEnd(Level.DISTRICT, "1")])))
    assert below(country, "1", DAY) == ["111", "112", "113", "121"]
    assert below(country, "2", DAY) == ["21"]


def test_two_orders_of_one_day_are_carried_out_one_after_the_other() -> None:
    first = carry_out(COUNTRY, act(level_ends=[LevelEnd(Level.DISTRICT)])).applied_to(COUNTRY)
    joined = NewUnit("1", (Part("1"), Part("2")), MERGE, name="Đông Tây", kind="tỉnh")
    country = after(carry_out(first, act(joined)), first)
    assert below(country, "1", DAY) == ["111", "112", "113", "121", "211"]
    assert below(country, "11", EVE) == ["111", "112", "113"]


REFUSED = [
    ("không số", replace(act(AN_AND_BINH), order=LegalOrder(" ", DAY)), "chưa có số"),
    (
        "không ngày ban hành",
        replace(act(AN_AND_BINH), order=LegalOrder("12/NQ", None)),
        "chưa có ngày ban hành",
    ),
    ("không ngày hiệu lực", replace(act(AN_AND_BINH), effective=None), "chưa có ngày có hiệu lực"),
    ("hiệu lực trước ban hành", replace(act(AN_AND_BINH), effective=date(2030, 5, 1)), "trước ngày ban hành"),
    ("không đổi gì", act(), "không nêu thay đổi nào"),
    (
        "thiếu tỷ trọng",
        act(DIVIDED[0], replace(DIVIDED[1], parts=(part("111", None),))),
        "có phần ghi tỷ trọng, có phần không",
    ),
    (
        "tổng tỷ trọng",
        act(DIVIDED[0], replace(DIVIDED[1], parts=(part("111", "0.5"),))),
        "tổng tỷ trọng các phần là 1,1, phải bằng 1",
    ),
    ("chỉ một phần", act(DIVIDED[0]), "hãy nêu cả phần còn lại"),
    ("toàn bộ vào hai nơi", act(AN_AND_BINH, NewUnit("118", (Part("112"),), MERGE)), "đã nhập toàn bộ"),
    ("không có", act(NewUnit("119", (Part("999"),), RENAME, name="Mới")), "Không có đơn vị mã 999"),
    ("mã đang dùng", act(NewUnit("121", (Part("111"),), RENAME, name="Mới")), "đang do xã Dân dùng"),
    (
        "một mã hai đơn vị",
        act(AN_AND_BINH, NewUnit("111", (Part("121"),), RENAME)),
        "Hai đơn vị mới cùng mang mã 111",
    ),
    ("thôn không còn xã", act(*DIVIDED), "Thôn Một (111-01) thuộc một đơn vị bị chia"),
    ("vòng tròn", act(placings=[Placing("11", "111")]), "trực thuộc vòng tròn"),
    ("xã dưới xã", act(replace(AN_AND_BINH, parent="121")), "trực thuộc vòng tròn"),
    ("dưới chính mình", act(replace(AN_AND_BINH, parent="111")), "trực thuộc vòng tròn"),
    ("cấp trên không có", act(replace(AN_AND_BINH, parent="77")), "cấp trên mã 77 không có"),
    ("không rõ cấp trên", act(replace(AN_AND_BINH, parts=(Part("111"), Part("121")))), "Hãy ghi rõ mã"),
    ("vừa hết vừa chuyển", act(AN_AND_BINH, placings=[Placing("112", "12")]), "vừa kết thúc vừa được chuyển"),
    ("chuyển hai nơi", act(placings=[Placing("111", "12"), Placing("111", "21")]), "chuyển đến hai nơi"),
    ("loại lạ", act(replace(AN_AND_BINH, kind="làng xã")), "không có loại “làng xã”"),
    ("xã thành thôn", act(replace(AN_AND_BINH, kind="thôn")), "không cùng cấp với đơn vị cũ"),
    ("tỉnh thành xã", act(NewUnit("1", (Part("1"),), RENAME, kind="xã")), "không cùng cấp với đơn vị cũ"),
    ("thiếu tên", act(NewUnit("118", (Part("111"), Part("112")), MERGE)), "thiếu tên hoặc loại"),
    ("mã lạ", act(replace(AN_AND_BINH, code="11/1")), "không hợp lệ"),
    ("không từ đâu", act(NewUnit("118", (), MERGE, name="Mới", kind="xã")), "không được lập từ đơn vị nào"),
    ("bỏ cả nước", act(level_ends=[LevelEnd(Level.COUNTRY)]), "Không bỏ được cấp quốc gia"),
    ("cấp không có", act(level_ends=[LevelEnd(Level.REGION)]), "Không có đơn vị nào thuộc cấp"),
]


@pytest.mark.parametrize(
    ("order", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_an_order_cannot_do_is_refused_in_words(order: Act, words: str) -> None:
    with pytest.raises(ChungsucError) as refusal:
        carry_out(COUNTRY, order)
    assert words in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_an_order_is_carried_out_once() -> None:
    with pytest.raises(ReorganisationError, match="đã được ghi"):
        carry_out(COUNTRY, act(AN_AND_BINH), recorded={("12/NQ", DAY)})
    merged = carry_out(COUNTRY, act(AN_AND_BINH)).applied_to(COUNTRY)
    with pytest.raises(ReorganisationError, match="đã có một lần sắp xếp khác"):
        carry_out(merged, act(AN_AND_BINH))


@pytest.mark.parametrize("earlier", [act(AN_AND_BINH), act(placings=[Placing("111", "21")])])
def test_an_earlier_day_is_not_recorded_behind_a_later_one(earlier: Act) -> None:
    later = replace(act(placings=[Placing("111", "12")]), effective=date(2031, 1, 1))
    units = carry_out(COUNTRY, later).applied_to(COUNTRY)
    with pytest.raises(ReorganisationError, match="theo thứ tự thời gian"):
        carry_out(units, earlier)


# --- any country, any order -----------------------------------------------------------------------------


@st.composite
def orders(draw: st.DrawFn) -> tuple[list[Unit], Act]:
    """A country of provinces and communes with villages, each commune merged, divided, renamed or left."""
    country = [unit("0", "Đất Nước", "nước", Level.COUNTRY, None)]
    communes = []
    for province in range(draw(st.integers(1, 3))):
        country.append(unit(f"{province + 1:02}", f"Tỉnh {province}", "tỉnh", Level.PROVINCE, "u0"))
        for commune in range(draw(st.integers(1, 5))):
            code = f"{province + 1:02}{commune:03}"
            kind = draw(st.sampled_from(["xã", "thị trấn"]))
            communes.append(unit(code, f"Xã {code}", kind, Level.COMMUNE, f"u{province + 1:02}"))
            country += [
                unit(f"{code}-{village}", "Thôn", "thôn", Level.VILLAGE, f"u{code}")
                for village in range(draw(st.integers(0, 2)))
            ]
    country += communes
    shuffled = draw(st.permutations(communes))
    new: list[NewUnit] = []
    placings: list[Placing] = []
    number = 0
    while shuffled:
        fate = draw(st.sampled_from(["merge", "split", "rename", "stay"]))
        taken = [shuffled.pop() for _ in range(min(len(shuffled), 2 if fate == "merge" else 1))]
        number += 1
        parent = taken[0].parents[0].unit_id.removeprefix("u")
        name, kind = f"Mới {number}", draw(st.sampled_from(["xã", "phường"]))
        if fate in ("merge", "rename"):
            parts = tuple(Part(each.code) for each in taken)
            new.append(NewUnit(f"9{number:03}", parts, MERGE, name, kind, parent))
        elif fate == "split":
            weight = Decimal(draw(st.integers(1, 99))) / 100
            codes = [f"9{number:03}A", f"9{number:03}B"]
            for code, share in zip(codes, (weight, 1 - weight), strict=True):
                new.append(NewUnit(code, (Part(taken[0].code, Share.PART, share),), SPLIT, name, kind))
            placings += [
                Placing(each.code, draw(st.sampled_from(codes)))
                for each in country
                if each.level is Level.VILLAGE and each.parents[0].unit_id == taken[0].id
            ]
    joined = draw(st.booleans())
    if joined:
        provinces = tuple(Part(each.code) for each in country if each.level is Level.PROVINCE)
        new = [replace(each, parent=None) if len(provinces) > 1 else each for each in new]
        new.append(NewUnit("99", provinces, MERGE, "Chung", "tỉnh"))
        new = [replace(each, parent="99") if each.code != "99" else each for each in new]
    return country, Act(ORDER, DAY, tuple(new), tuple(placings))


@given(orders())
def test_totals_are_kept_what_is_not_named_is_unchanged_and_every_day_has_one_tree(
    drawn: tuple[list[Unit], Act],
) -> None:
    units, order = drawn
    if not order.new_units:
        return
    outcome = carry_out(units, order)
    country = after(outcome, units)

    # All of a unit that ended is somewhere, once.
    for ended in outcome.ended:
        edges = country.successors(ended.id)
        assert sum((edge.weight or Decimal(0) for edge in edges), Decimal(0)) == 1
        assert sum(edge.is_main for edge in edges) == 1

    # What the order does not touch is the same object as before.
    touched = {each.id for each in (*outcome.ended, *outcome.moved, *outcome.begun)}
    before = {each.id: each for each in units}
    assert all(country.units[unit_id] is each for unit_id, each in before.items() if unit_id not in touched)

    # On the eve the tree is as it was; on the day it is one tree, in which every code names one unit.
    old = Gazetteer(units)
    for on in (EVE, DAY):
        living = [each for each in country.units.values() if each.exists(on)]
        assert len({each.code for each in living}) == len(living)
        tree = country.subtree("u0", on)
        assert sorted(each.id for each in tree) == sorted(each.id for each in living)
        assert len(tree) == len({each.id for each in tree})
    for each in units:
        assert [up.id for up in country.ancestors(each.id, EVE)] == [
            up.id for up in old.ancestors(each.id, EVE)
        ]

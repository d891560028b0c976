"""Những dòng được giữ: a list of review shows at each look what is stored, whoever changed it and where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from chungsuc.accounts.actions import give_role, give_scope
from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.accounts.policy import Indicator
from chungsuc.administrative_units.actions import record_reorganisation, tag_units
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import below, provinces
from chungsuc.assessments.assigning import Owner, assign
from chungsuc.audit import queries as log
from chungsuc.audit.models import Chain, Entry
from chungsuc.core.criteria import Overlay, OverlayKind, OverlayValue
from chungsuc.core.periods import Period
from chungsuc.core.reviews import ReviewKind
from chungsuc.core.seasons import Season
from chungsuc.core.units import Act, LegalOrder, NewUnit, Part, SuccessionKind
from chungsuc.criteria.actions import store_overlay
from chungsuc.dashboards.reviewing import listing
from chungsuc.dashboards.reviewing.kept import Memory
from chungsuc.dashboards.reviewing.listing import Listed, listed
from chungsuc.dashboards.reviewing.scope import ReviewScope, review_scope
from chungsuc.evidence.actions import attach_link, demand
from factories.cast import LONG_AGO, NOW, person
from factories.reviewing import SET, YEAR, World, world_of

pytestmark = pytest.mark.django_db
LONG = 9999  # days to explain, so that superiors are still to wait
Changes = Sequence[tuple[str, Callable[[], Any], set[str] | None]]


@pytest.fixture
def world(system: User) -> World:
    """The first commune handed up its figures, with one paper beside them; the second works on its own."""
    made = world_of(system)
    made.record("4.1", value=True)
    made.record("4.2", parts="951/1000")
    made.record("4.2", parts="99/100", of=1)
    attach(made, 0)
    made.hand_up()
    return made


def attach(world: World, of: int) -> None:
    attach_link(
        id=uuid4(),
        unit=world.communes[of],
        criteria_set=world.law,
        code="4.2",
        period=Period.of_year(YEAR),
        by=(world.lan, world.hoa)[of],
        now=world.now(),
        document=f"{world.hours}/BC-UBND",
    )


def changes(world: World) -> Changes:
    """Acts in an order in which they can be done, each with the units whose rows it changes; None: any."""
    first, second = (each.pk for each in world.communes)

    def tag() -> None:
        tag_units(
            units=world.communes[:1],
            name="commune_group",
            value="1",
            since=date(YEAR, 1, 1),
            decision="5/QĐ-UBND",
            decided_on=date(YEAR, 1, 1),
            by=world.system,
            now=NOW,
        )

    def law() -> None:
        value = OverlayValue(code="4.2", value=Decimal(99), from_year=2022, to_year=2025)
        overlay = Overlay(
            criteria_set_id=SET,
            kind=OverlayKind.PROVINCE,
            number="12/QĐ-UBND",
            decided_on=date(2022, 5, 1),
            effective_on=date(2022, 6, 1),
            province=world.province.pk,
            values=(value,),
        )
        store_overlay(overlay=overlay, by=world.system, now=world.now())

    def paper() -> None:
        demand(
            province=world.province,
            criteria_set=world.law,
            codes=["4.1"],
            number="7/UBND",
            decided_on=date(2022, 1, 1),
            effective_on=date(2022, 1, 1),
            by=world.system,
            now=world.now(),
        )

    def owner() -> None:
        held = give_role(
            user=world.hoa,
            role=Role.ENTRY,
            unit=world.communes[0],
            valid_from=LONG_AGO,
            by=world.system,
            now=NOW,
        )
        owners = [Owner(code="4.1", season=Season(first_month=1, last_month=1, due_day=20), held=held)]
        assign(
            unit=world.communes[0],
            criteria_set=world.law,
            owners=owners,
            valid_from=date(YEAR, 1, 1),
            by=world.system,
            now=world.now(),
        )

    def role() -> None:
        give_scope(
            held=RoleHeld.objects.get(user=world.minh),
            indicators=[Indicator(SET, "9.1")],
            valid_from=LONG_AGO,
            by=world.system,
            now=NOW,
        )

    until = {"reason": "Vì sao?", "days": LONG}
    return [
        ("a draft", lambda: world.record("4.1", value=True, of=1), {second}),
        ("evidence beside a draft", lambda: attach(world, 1), {second}),
        ("handed up", lambda: world.hand_up(of=1), {second}),
        ("evidence that came later", lambda: attach(world, 1), {second}),
        ("asked", lambda: world.step(ReviewKind.QUESTIONED, "4.2", by=world.minh, **until), {first}),
        ("returned", lambda: world.step(ReviewKind.RETURNED, "4.1", by=world.minh, reason="Sai."), {first}),
        ("verified", lambda: world.verify((1, "4.1"), (1, "4.2")), {second}),
        ("an owner", owner, set()),
        ("a demand for evidence", paper, None),
        ("a tag", tag, None),
        ("a level", law, None),
        ("a right", role, None),  # another list
    ]


def test_the_next_look_shows_every_change_in_every_process(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = Memory(), Memory()  # of two processes
    made: list[str] = []
    real = listing.cells_of

    def cells_of(scope: ReviewScope, units: Sequence[Unit], indicators: Any) -> Any:
        made.extend(each.pk for each in units)
        return real(scope, units, indicators)

    monkeypatch.setattr(listing, "cells_of", cells_of)

    def look(memory: Memory, **asked: str) -> Listed:
        return listed(review_scope(world.minh, world.province.pk, SET, YEAR), asked, memory)

    everywhere = {each.pk for each in review_scope(world.minh, world.province.pk, SET, YEAR).units}
    before = [look(here), look(there)][0]
    shown = {}
    for name, change, units in changes(world):
        change()
        made.clear()
        after = look(here)
        assert set(made) == (everywhere if units is None else units), name
        assert after == look(there) == look(Memory()), name
        assert look(here, loc="cho") == look(Memory(), loc="cho"), name
        shown[name], before = after != before, after
    assert [name for name, is_shown in shown.items() if not is_shown] == [
        "a draft",
        "evidence beside a draft",
        "evidence that came later",
        "an owner",
        "a demand for evidence",  # the set asks for it already
        "a tag",  # binds the same
    ]
    assert "9.1" in [code for code, _name in before.indicators]


def test_a_list_of_one_right_is_never_shown_to_another(world: World) -> None:
    memory = Memory()
    scope = review_scope(world.minh, world.province.pk, SET, YEAR)
    blind = replace(scope, sees_evidence=False)
    with_paper = listed(scope, {"ma": "4.2"}, memory)
    without = listed(blind, {"ma": "4.2"}, memory)
    assert '<td class="number">1</td>' in "".join(with_paper.rows)
    assert '<td class="number">1</td>' not in "".join(without.rows)
    world.step(ReviewKind.QUESTIONED, "4.2", by=world.minh, reason="Vì sao?", days=LONG)
    office = person("An", Role.COORDINATION_OFFICE, world.province, world.system)
    above = review_scope(office, world.province.pk, SET, YEAR)
    assert "chờ giải trình" in "".join(listed(scope, {"ma": "4.2"}, memory).rows)
    assert "chờ giải trình" not in "".join(listed(above, {"ma": "4.2"}, memory).rows)
    with translation.override("en"):
        assert "chờ giải trình" not in "".join(listed(scope, {"ma": "4.2"}, memory).rows)


def test_a_merger_is_in_the_list_at_once(system: User) -> None:
    day, memory = date(2027, 1, 1), Memory()
    province = provinces(date(2026, 12, 31))[0]
    office = person("An", Role.COORDINATION_OFFICE, province, system)
    communes = [each for each in below(province, date(2026, 12, 31)) if each.kind == "xã"][:2]

    def names() -> str:
        scope = review_scope(office, province.pk, "vn-2026-2030-commune", 2027)
        return "".join(listed(scope, {"tc": "1"}, memory).rows)

    assert communes[1].name in names()
    parts = tuple(Part(each.code) for each in communes)
    new = NewUnit(communes[0].code, parts, SuccessionKind.MERGE, "Hợp Nhất", "xã")
    record_reorganisation(act=Act(LegalOrder("12/NQ", date(2026, 11, 1)), day, (new,)), by=system, now=NOW)
    assert "Hợp Nhất" in names()
    assert communes[1].pk not in names()


def test_another_log_under_the_same_numbers_is_noticed(world: World) -> None:
    """A store that was brought back from a copy, and went on."""
    then = log.ends()
    world.record("4.1", value=True, of=1)
    told = log.told_between(then, log.ends())
    assert [(each.action, each.unit_id) for each in told or ()] == [
        ("observation.recorded", world.communes[1].pk)
    ]
    elsewhere = {"but": ["observation.recorded"], "of_units_other_than": [world.communes[0].pk]}
    assert log.told_between(then, log.ends(), **elsewhere) == []
    name, (number, _hash) = next(each for each in log.ends().items() if then.get(each[0]) != each[1])
    other = {**then, name: (then[name][0], "0" * 64)}
    assert log.told_between(other, log.ends()) is None
    assert log.told_between(other, log.ends(), **elsewhere) is None
    assert log.told_between({**then, name: (number, "0" * 64)}, log.ends()) is None
    assert log.told_between({**then, name: (number + 1, "0" * 64)}, log.ends()) is None
    assert log.told_between({**then, "khong-con": (1, "0" * 64)}, log.ends()) is None
    assert log.told_between(then, then) == []
    Chain.objects.filter(name=name).update(last_number=number + log.MOST_TOLD + 1)
    assert log.told_between(then, log.ends()) is None
    assert Entry.objects.filter(chain=name).exists()


def test_the_lists_that_are_kept_are_bounded(world: World) -> None:
    memory = Memory(most=2)
    scope = review_scope(world.minh, world.province.pk, SET, YEAR)
    for code in ("4.1", "4.2", "5.1", "4.1"):
        listed(scope, {"ma": code}, memory)
    assert len(memory) == 2

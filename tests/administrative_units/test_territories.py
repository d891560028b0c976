"""Địa bàn của tỉnh cũ: of which former province each unit's own land is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungsuc.accounts.models import User
from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units import territories
from chungsuc.administrative_units.actions import record_reorganisation
from chungsuc.administrative_units.facts import facts_on
from chungsuc.administrative_units.models import Unit
from chungsuc.core.criteria.territories import Takeover
from chungsuc.core.units import Act, LegalOrder, NewUnit, Part, Placing, Share, SuccessionKind
from factories.cast import district

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 2, 3, 0, tzinfo=UTC)
EVE, DAY = date(2026, 12, 31), date(2027, 1, 1)
BEFORE = date(2025, 6, 30)


def land(unit_id: str, day: date = DAY) -> str | None:
    return facts_on([unit_id], day)[unit_id].province


@pytest.fixture
def taken_over(places: None) -> Takeover:
    """The province of Lan's district, which was merged with another."""
    former = units.above(district("084"), BEFORE)[-1]
    [step] = [each for each in territories.takeovers() if each.former == former.pk]
    return step


@pytest.fixture
def communes(taken_over: Takeover) -> dict[str, list[str]]:
    """The communes of the merged province, by the land that they lie on."""
    province = Unit.objects.get(pk=taken_over.successor)
    found: dict[str, list[str]] = {}
    for unit_id, facts in facts_on([each.pk for each in units.below(province, EVE)], EVE).items():
        found.setdefault(facts.province or "", []).append(unit_id)
    return found


def test_land_keeps_its_former_province_through_a_merger(
    taken_over: Takeover, communes: dict[str, list[str]]
) -> None:
    way = f"{taken_over.former}>{taken_over.successor}"
    others = {f"{each.former}>{each.successor}" for each in territories.takeovers()}
    assert way in communes
    assert len(communes) >= 2
    assert set(communes) <= others | {taken_over.successor}
    [origin, *_] = Unit.objects.get(pk=communes[way][0]).origins.all()
    assert land(origin.predecessor_id, BEFORE) == taken_over.former
    assert land(taken_over.former, BEFORE) == taken_over.former


@pytest.mark.parametrize("kind", ["tỉnh", "thành phố"])
def test_a_province_that_is_renamed_goes_on(
    kind: str, taken_over: Takeover, communes: dict[str, list[str]], system: User
) -> None:
    province = Unit.objects.get(pk=taken_over.successor)
    new = NewUnit(province.code, (Part(province.code),), SuccessionKind.RENAME, "Mới", kind)
    _, outcome = record_reorganisation(act=Act(LegalOrder("1/NQ", EVE), DAY, (new,)), by=system, now=NOW)
    renamed = outcome.begun[0].id
    for way, some in communes.items():
        assert land(some[0]) == f"{way}>{renamed}"
        assert land(some[0], EVE) == way
    assert territories.all_after(taken_over.former) == {taken_over.former, taken_over.successor, renamed}


def test_land_of_two_former_provinces_has_no_decision_of_theirs(
    taken_over: Takeover, communes: dict[str, list[str]], system: User
) -> None:
    first, second, *_ = [some for way, some in communes.items() if way != taken_over.successor]
    for order, pair, found in (
        ("1/NQ", [first[0], first[1]], land(first[0])),
        ("2/NQ", [first[2], second[0]], taken_over.successor),
    ):
        codes = [Unit.objects.get(pk=each).code for each in pair]
        parts = tuple(map(Part, codes))
        new = NewUnit(codes[0], parts, SuccessionKind.MERGE, "Mới", "xã")
        _, outcome = record_reorganisation(act=Act(LegalOrder(order, EVE), DAY, (new,)), by=system, now=NOW)
        assert land(outcome.begun[0].id) == found


def test_a_commune_that_moves_takes_the_papers_of_where_it_comes_to(
    taken_over: Takeover, communes: dict[str, list[str]], system: User
) -> None:
    lands = {step.successor for step in territories.takeovers()}
    other = next(each for each in units.provinces(EVE) if each.pk not in lands)
    [moved, *_] = communes[f"{taken_over.former}>{taken_over.successor}"]
    placing = Placing(Unit.objects.get(pk=moved).code, other.code)
    record_reorganisation(act=Act(LegalOrder("3/NQ", EVE), DAY, placings=(placing,)), by=system, now=NOW)
    assert land(moved) == other.pk


def test_each_part_of_a_divided_province_has_its_own_land(places: None, system: User) -> None:
    lands = {step.successor for step in territories.takeovers()}
    whole = next(each for each in units.provinces(EVE) if each.pk not in lands)
    below = units.below(whole, EVE)
    half = Part(whole.code, Share.PART)
    news = tuple(
        NewUnit(code, (half,), SuccessionKind.SPLIT, name, "tỉnh")
        for code, name in (("A1", "Bắc"), ("A2", "Nam"))
    )
    placings = tuple(Placing(each.code, "A1" if number % 2 else "A2") for number, each in enumerate(below))
    _, outcome = record_reorganisation(
        act=Act(LegalOrder("4/NQ", EVE), DAY, news, placings), by=system, now=NOW
    )
    of_code = {each.code: each.id for each in outcome.begun}
    assert land(below[0].pk) == f"{whole.pk}>{of_code['A2']}"
    assert land(below[1].pk) == f"{whole.pk}>{of_code['A1']}"


def test_many_units_cost_no_more_questions(communes: dict[str, list[str]]) -> None:
    some = [each for units_of_land in communes.values() for each in units_of_land]

    def asked(count: int) -> int:
        with CaptureQueriesContext(connection) as found:
            facts_on(some[:count], EVE + timedelta(days=1))
        return len(found)

    assert asked(60) == asked(3)

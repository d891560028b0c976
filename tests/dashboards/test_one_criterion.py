"""Một tiêu chí qua các xã: sorted, held to its level, with how many stand where."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.core.verdicts import Verdict
from chungsuc.dashboards.results.histogram import Value, histogram, nice_step
from chungsuc.dashboards.results.one_criterion import one_criterion
from chungsuc.dashboards.results.scope import required_rights, scope_of
from factories.cast import district
from factories.results import communes_of, record

KINDS = st.sampled_from(["met", "not_met", "other"])
NUMBERS = st.decimals(min_value=-10_000, max_value=10_000, places=2)
VALUES = st.lists(st.builds(Value, NUMBERS, KINDS), min_size=2, max_size=60)


@given(values=VALUES, limits=st.lists(NUMBERS, max_size=3))
def test_every_unit_stands_in_one_bar_between_its_ends(values: list[Value], limits: list[Decimal]) -> None:
    picture = histogram(values, limits)
    if picture is None:
        assert len({each.value for each in values}) == 1
        return
    assert sum(bar.count for bar in picture.bars) == len(values)
    last = picture.bars[-1]
    for bar in picture.bars:
        inside = [
            v for v in values if bar.first <= v.value < bar.last or (bar is last and v.value == bar.last)
        ]
        assert bar.count == len(inside)
        assert Counter(part.kind for part in bar.parts).keys() == {v.kind for v in inside}
    assert all(one.last == other.first for one, other in pairwise(picture.bars))
    assert len(picture.bars) <= 12
    assert all(picture.left <= mark.x <= picture.right for mark in (*picture.limits, *picture.ends))
    for bar in picture.bars:
        assert all(part.y >= 0 and part.y + part.height <= picture.base for part in bar.parts)


@pytest.mark.parametrize(
    ("low", "high", "step"),
    [("0", "100", "10"), ("88", "100", "2"), ("0", "19", "2"), ("0", "8", "1"), ("98.1", "99.2", "0.2")],
)
def test_bars_are_as_wide_as_a_person_would_draw_them(low: str, high: str, step: str) -> None:
    assert nice_step(Decimal(low), Decimal(high)) == Decimal(step)


# --- the page ----------------------------------------------------------------------------------------


@pytest.fixture
def communes(lan: User) -> list[Unit]:
    """Four communes: 99 of 100, 97 %, 40 %, and one that said nothing of it."""
    found = communes_of()
    record(found[0], "4.2", lan, parts="99/100")
    record(found[1], "4.2", lan, Decimal(40))
    record(found[2], "4.2", lan, Decimal(97))
    record(found[3], "4.1", lan, value=True)
    return found


def page(reader: User, code: str, sort: str = "") -> Any:
    found = scope_of(district("084"), required_rights(reader, district("084")), {"nam": "2023"})
    assert found is not None
    return one_criterion(found, asked=code, sort=sort)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("ket-qua", [1, 3, 0, 2]),  # what is missing first, then who has said nothing, then who is there
        ("gia-tri", [0, 2, 1, 3]),
        ("ten", [0, 1, 2, 3]),
        ("bua", [1, 3, 0, 2]),
    ],
)
def test_the_order_that_was_asked_for(sort: str, order: list[int], communes: list[Unit], lan: User) -> None:
    cast = [unit.pk for unit in communes[:4]]
    shown = [row.unit.pk for row in page(lan, "4.2", sort).rows if row.unit.pk in cast]
    wanted = [cast[place] for place in order]
    if sort == "ten":
        wanted = [unit.pk for unit in sorted(communes[:4], key=lambda unit: unit.sort_key)]
    assert shown == wanted


@pytest.mark.django_db
def test_less_is_better_where_the_law_says_at_most(communes: list[Unit], lan: User) -> None:
    record(communes[0], "11.1", lan, Decimal(30))
    record(communes[1], "11.1", lan, Decimal(2))
    rows = page(lan, "11.1", "gia-tri").rows
    assert [row.unit.pk for row in rows[:2]] == [communes[1].pk, communes[0].pk]


@pytest.mark.django_db
def test_each_row_has_its_value_its_level_and_its_parts(communes: list[Unit], lan: User) -> None:
    rows = {row.unit.pk: row for row in page(lan, "4.2").rows}
    first, silent, unasked = (rows[communes[place].pk] for place in (0, 3, 4))
    assert (first.verdict, first.shown, first.parts) == (Verdict.MET, "99%", "99/100")
    assert first.level == "từ 95% trở lên"
    assert (silent.verdict, silent.shown) == (Verdict.NO_DATA, "")
    assert (unasked.verdict, unasked.leads_to) == (Verdict.NO_DATA, "")  # nothing to lead to
    assert rows[communes[1].pk].verdict is Verdict.NOT_MET


@pytest.mark.django_db
def test_counts_cover_every_commune_of_the_programme(communes: list[Unit], lan: User) -> None:
    found = page(lan, "4.2")
    assert found.covered == len(communes)
    assert {each.verdict: each.units for each in found.counts} == {
        Verdict.MET: 2,
        Verdict.NOT_MET: 1,
        Verdict.NO_DATA: len(communes) - 3,
    }
    assert [each.value for each in found.picture.limits] == [95]
    assert [total.rule for total in found.totals] == ["tỷ lệ chung", "bình quân các xã"]


@pytest.mark.django_db
def test_a_whole_criterion_shows_the_stored_verdicts(communes: list[Unit], lan: User) -> None:
    found = page(lan, "4")
    rows = {row.unit.pk: row for row in found.rows}
    assert rows[communes[1].pk].verdict is Verdict.NOT_MET
    assert rows[communes[0].pk].verdict is Verdict.NO_DATA  # 4.1 was not said
    assert not found.has_values
    assert found.picture is None


@pytest.mark.django_db
def test_a_code_that_the_set_has_not(communes: list[Unit], lan: User) -> None:
    client = Client()
    client.force_login(lan)
    there = reverse("dashboards:criterion", args=[district("084").pk])
    assert client.get(there, {"ma": "77"}).status_code == 404
    answer = client.get(there, {"nam": "2023", "ma": "4.2"})
    [cell] = re.findall(rf'href="([^"]*/2023/{communes[0].pk}/4/)"', answer.text)
    assert client.get(cell).status_code == 200

"""Việc không thể có: what contradicts itself, the law or the units is refused in words and leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any
from uuid import uuid4

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.models import Reorganisation, Succession, Unit, UnitPath
from chungsuc.assessments import queries as assessments
from chungsuc.assessments.actions import accept, record_observation
from chungsuc.assessments.models import Observation
from chungsuc.assessments.rollup_rebuild import differences
from chungsuc.audit.actions import record
from chungsuc.audit.models import ClockSetback, Entry
from chungsuc.audit.queries import broken_links
from chungsuc.core.criteria import Overlay, OverlayKind, OverlayValue
from chungsuc.core.errors import ChungsucError
from chungsuc.core.observations import Slot, SlotState
from chungsuc.core.periods import Period
from chungsuc.core.units import Act, LegalOrder, NewUnit, Part, Placing, Share, SuccessionKind
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.actions import store_versions
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.criteria.models import Overlay as StoredOverlay
from chungsuc.dashboards.deciding import store_overlay, withdraw_overlay
from chungsuc.dashboards.reorganising import reorganise
from chungsuc.law.criteria import read_criteria_set
from factories.cast import person

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
DAY = date(2027, 1, 1)
SET = "vn-2021-2025-commune"
STORED: tuple[type[models.Model], ...] = (
    Unit,
    UnitPath,
    Succession,
    Reorganisation,
    CriteriaSetVersion,
    StoredOverlay,
    Entry,
)


class Place:
    """A province of today, its communes, and whoever writes."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.province = units.provinces(DAY - timedelta(days=1))[0]
        below = units.below(self.province, DAY - timedelta(days=1))
        self.first, self.second = [unit for unit in below if unit.kind == "xã"][:2]

    def record(self, act: Act) -> None:
        reorganise(act=act, by=self.by, now=NOW)

    def merger(self, **change: Any) -> Act:
        order = LegalOrder("12/NQ-HĐND", date(2026, 11, 1))
        parts = (Part(self.first.code), Part(self.second.code))
        new = NewUnit(self.first.code, parts, SuccessionKind.MERGE, "Hợp Nhất", "xã")
        return replace(Act(order, DAY, (new,)), **change)


def twice(place: Place) -> None:
    # The second one would find other units, were it not known by its number and its day.
    place.record(place.merger())


def without_a_number(place: Place) -> None:
    place.record(place.merger(order=LegalOrder("", date(2026, 11, 1))))


def without_its_day(place: Place) -> None:
    place.record(place.merger(order=LegalOrder("13/NQ-HĐND", None)))


def without_a_day_of_force(place: Place) -> None:
    place.record(place.merger(effective=None))


def weights_that_do_not_sum(place: Place) -> None:
    parts = [
        NewUnit(
            code, (Part(place.first.code, Share.PART, Decimal(weight)),), SuccessionKind.SPLIT, name, "xã"
        )
        for code, weight, name in ((place.first.code, "0.7", "Một"), (f"{place.first.code}B", "0.4", "Hai"))
    ]
    place.record(place.merger(new_units=tuple(parts)))


def a_cycle(place: Place) -> None:
    placing = Placing(place.province.code, place.first.code)
    place.record(place.merger(new_units=(), placings=(placing,)))


def below_itself(place: Place) -> None:
    new = replace(place.merger().new_units[0], parent=place.first.code)
    place.record(place.merger(new_units=(new,)))


def a_set_that_contradicts_its_counts(place: Place) -> None:
    text = (files("chungsuc.law") / "data/criteria/2021-2025/commune.yaml").read_text(encoding="utf-8")
    wrong = text.replace("  criteria: 19", "  criteria: 20", 1)
    store_versions(texts=[(read_criteria_set(wrong, "xã.yaml"), wrong)], by=place.by, now=NOW)


def milder_than_the_law(place: Place) -> None:
    version = criteria.in_force("commune", DAY)
    assert version is not None
    found = criteria.criteria_set(version)
    assert found.provinces_may_only_raise
    code, level = next(
        (each.code, one.value)
        for each in found.indicators()
        if each.direction == "at_least"
        for one in each.thresholds
        if isinstance(one.value, Decimal) and one.value > 1
    )
    decision = Overlay(
        criteria_set_id=version.set_id,
        kind=OverlayKind.PROVINCE,
        number="5/QĐ-UBND",
        decided_on=DAY,
        effective_on=DAY,
        province=place.province.pk,
        values=(OverlayValue(code=code, value=level - 1, from_year=2027, to_year=2027),),
    )
    store_overlay(overlay=decision, by=place.by, now=NOW)


CASES: list[tuple[Callable[[Place], None], str]] = [
    (twice, "đã được ghi"),
    (without_a_number, "chưa có số"),
    (without_its_day, "chưa có ngày ban hành"),
    (without_a_day_of_force, "chưa có ngày có hiệu lực"),
    (weights_that_do_not_sum, "tổng tỷ trọng các phần là 1,1, phải bằng 1"),
    (a_cycle, "trực thuộc vòng tròn"),
    (below_itself, "trực thuộc vòng tròn"),
    (a_set_that_contradicts_its_counts, "công bố 20 tiêu chí nhưng tệp có 19"),
    (milder_than_the_law, "nhẹ hơn mức của trung ương"),
]


@pytest.mark.parametrize(("what", "words"), CASES, ids=[what.__name__ for what, _words in CASES])
def test_it_is_refused_in_words_and_leaves_nothing(
    system: User, what: Callable[[Place], None], words: str
) -> None:
    place = Place(system)
    if what is twice:
        place.record(place.merger())
    before = {model: model.objects.count() for model in STORED}
    with pytest.raises(ChungsucError) as refusal:
        what(place)
    assert words in str(refusal.value)
    assert str(refusal.value).endswith(".")
    assert {model: model.objects.count() for model in STORED} == before
    assert broken_links() == []


def at(hour: int) -> datetime:
    return NOW + timedelta(hours=hour)


def saved(
    place: Place, value: str, hour: int, over: list[Observation], indicator: str = "4.2"
) -> Observation:
    version = criteria.version_of(SET)
    return record_observation(
        id=uuid4(),
        unit=place.first,
        criteria_set=criteria.criteria_set(version),
        indicator=indicator,
        period=Period.of_year(2025),
        value=Decimal(value),
        observed_on=date(2025, 12, 31),
        channel="web",
        supersedes=over,
        by=place.by,
        now=at(hour),
    )


def known(place: Place, hour: int | None) -> tuple[Any, Any]:
    """What the unit reported and what was accepted of it, as known at the hour."""
    found = (each for slot, each in states(place, hour).items() if slot.indicator == "4.2")
    return next(((each.reported_value, each.accepted_value) for each in found), (None, None))


def states(place: Place, hour: int | None) -> dict[Slot, SlotState]:
    known_at = None if hour is None else at(hour)
    return assessments.states(unit_ids=[place.first.pk], criteria_set_id=SET, known_at=known_at)


def test_a_clock_that_goes_back_loses_nothing_and_what_was_known_stays_known(system: User) -> None:
    place = Place(system)
    first = saved(place, "90", 8, [])
    assert known(place, 8) == (90, None)
    second = saved(place, "95", 6, [first])  # the clock was put back two hours
    assert known(place, None) == (95, None)
    # The hour of six came twice, and the log knows their order: nothing was known before what it follows.
    assert known(place, 6) == known(place, 7) == (None, None)
    assert known(place, 8) == (95, None)
    accept(observation=first, by=system, now=at(9))
    accept(observation=second, by=system, now=at(7))
    assert known(place, 8) == (95, None)
    assert known(place, None) == known(place, 9) == (95, 95)
    assert differences() == []
    assert broken_links() == []


def test_what_replaces_nothing_is_not_known_before_what_it_follows(system: User) -> None:
    place = Place(system)
    saved(place, "90", 8, [])
    saved(place, "96", 6, [], indicator="2.3")  # of something else, after the clock was put back
    assert known(place, 7) == (None, None)
    assert known(place, 8) == (90, None)
    saved(place, "97", 7, [], indicator="2.1")  # and still before what it had shown
    assert len(states(place, 7)) == 0
    assert len(states(place, 8)) == 3
    saved(place, "98", 9, [], indicator="2.2")  # right again
    assert len(states(place, 8)) == 3
    assert len(states(place, 9)) == 4


def test_a_decision_is_not_known_before_what_it_follows(system: User) -> None:
    place = Place(system)
    saved(place, "90", 8, [])
    stricter = Overlay(
        criteria_set_id=SET,
        kind=OverlayKind.AMENDMENT,
        number="9/QĐ-TTg",
        decided_on=date(2022, 5, 1),
        effective_on=date(2022, 5, 1),
        values=(OverlayValue(code="4.2", value=Decimal(97), from_year=2022, to_year=2025),),
    )

    def known_decisions(hour: int) -> int:
        return criteria.in_force_on(SET, on=DAY, known_at=at(hour)).count()

    row = store_overlay(overlay=stricter, by=system, now=at(6))
    assert [known_decisions(hour) for hour in (6, 7, 8)] == [0, 0, 1]
    saved(place, "91", 12, [], indicator="2.1")
    withdraw_overlay(overlay=row, why="Nhập nhầm.", by=system, now=at(10))
    assert [known_decisions(hour) for hour in (10, 11, 12)] == [1, 1, 0]


def test_acts_that_waited_in_line_put_no_clock_back(system: User) -> None:
    place = Place(system)
    saved(place, "90", 8, [])
    before = ClockSetback.objects.count()
    record("thu", place.first, by=system, at=at(8) - timedelta(seconds=30))
    assert ClockSetback.objects.count() == before


def test_the_page_tells_when_the_clock_was_put_back(client: Client, system: User) -> None:
    place = Place(system)
    lan = person("Lan", Role.COORDINATION_OFFICE, place.first, system)
    saved(place, "90", 8, [])
    client.force_login(lan)
    there = reverse("dashboards:unit", args=[place.first.pk])
    assert "vặn lùi" not in client.get(there, {"biet-den": "02/11/2026"}).text
    saved(place, "96", 6, [], indicator="2.3")
    shown = client.get(there, {"biet-den": "02/11/2026"}).text
    assert "Đồng hồ của hệ thống đã bị vặn lùi từ 18:00 02/11/2026 về 16:00 02/11/2026." in shown
    assert "theo số liệu hiện nay. Ngày 02/11/2026 chỉ áp dụng cho mục" in shown
    now = client.get(there).text
    assert "vặn lùi" not in now
    assert "theo số liệu hiện nay" not in now
    assert "vặn lùi" not in client.get(there, {"biet-den": "01/11/2026"}).text

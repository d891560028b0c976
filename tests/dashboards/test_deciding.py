"""Quyết định về mức làm thay đổi kết quả: they are counted anew behind the page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import recounting
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.models import Recount, VerdictRollup
from chungsuc.assessments.rollup_rebuild import differences, mend
from chungsuc.core.criteria import Overlay, OverlayError, OverlayKind, OverlayValue
from chungsuc.core.periods import Period
from chungsuc.criteria import actions
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards import deciding
from factories.cast import NOW, district

pytestmark = pytest.mark.django_db
SET = "vn-2021-2025-commune"


@pytest.fixture
def province(lan: User) -> Unit:
    """The province of Lan's district, with one commune that was observed."""
    place = Unit.objects.filter(paths_up__ancestor=district("084"), paths_up__depth=1, kind="xã").first()
    assert place is not None
    for code, value in (("4.1", True), ("4.2", Decimal(96))):
        record_observation(
            id=uuid4(),
            unit=place,
            criteria_set=criteria.criteria_set(criteria.version_of(SET)),
            indicator=code,
            period=Period.parse("2024"),
            value=value,
            observed_on=date(2024, 12, 20),
            channel="web",
            by=lan,
            now=NOW,
        )
    return Unit.objects.get(paths_down__descendant=district("084"), paths_down__depth=1)


def at_power(unit: Unit) -> tuple[int, int]:
    """How many communes of the unit meet criterion 4 in 2024, and how many do not."""
    row = VerdictRollup.objects.get(unit=unit, criteria_set_id=SET, series="reported", year=2024, code="4")
    return row.met, row.not_met


def decision(province: Unit | None, level: str) -> Overlay:
    return Overlay(
        criteria_set_id=SET,
        kind=OverlayKind.PROVINCE if province else OverlayKind.AMENDMENT,
        number="12/QĐ",
        decided_on=date(2022, 5, 1),
        effective_on=date(2022, 5, 1),
        province=province.pk if province else None,
        values=(OverlayValue(code="4.2", value=Decimal(level), from_year=2022, to_year=2025),),
    )


@pytest.mark.parametrize("of_nation", [False, True])
def test_totals_follow_a_decision_and_its_withdrawal(province: Unit, system: Any, of_nation: bool) -> None:
    country = Unit.objects.get(level="country")
    assert [at_power(each) for each in (district("084"), province, country)] == [(1, 0)] * 3
    made = decision(None if of_nation else province, "97")
    row = deciding.store_overlay(overlay=made, by=system, now=NOW)
    recounting.work(SET)
    assert [at_power(each) for each in (district("084"), province, country)] == [(0, 1)] * 3
    assert differences() == []
    deciding.withdraw_overlay(overlay=row, why="Nhập nhầm.", by=system, now=NOW)
    recounting.work(SET)
    assert [at_power(each) for each in (district("084"), province, country)] == [(1, 0)] * 3
    assert differences() == []


def test_totals_follow_a_correction(province: Unit, system: Any) -> None:
    version = criteria.version_of(SET)
    assert version is not None
    review = actions.review_figure(
        version=version,
        key="4.2:TDMNPB:2021-2025",
        agrees=False,
        place="Phụ lục I",
        printed=Decimal(97),
        by=system,
        now=NOW,
    )
    assert at_power(province) == (1, 0)
    deciding.adopt_correction(review=review, by=system, now=NOW)
    recounting.work(SET)
    assert at_power(province) == (0, 1)
    assert differences() == []


def test_what_is_refused_leaves_the_totals_alone(province: Unit, system: Any) -> None:
    with pytest.raises(OverlayError):
        deciding.store_overlay(overlay=decision(province, "101"), by=system, now=NOW)
    assert at_power(province) == (1, 0)
    assert differences() == []


# --- behind the page ---------------------------------------------------------------------------------


@pytest.fixture
def communes(province: Unit, lan: User, monkeypatch: pytest.MonkeyPatch) -> list[Unit]:
    """Five communes that were observed, counted two at a time."""
    monkeypatch.setattr(recounting, "UNITS", 2)
    found = list(
        Unit.objects.filter(paths_up__ancestor=district("084"), kind="xã", valid_from=None).order_by("pk")
    )
    for place in found[1:5]:
        record_observation(
            id=uuid4(),
            unit=place,
            criteria_set=criteria.criteria_set(criteria.version_of(SET)),
            indicator="4.2",
            period=Period.parse("2024"),
            value=Decimal(96),
            observed_on=date(2024, 12, 20),
            channel="web",
            by=lan,
            now=NOW,
        )
    return found[:5]


def test_a_recount_goes_on_where_it_stopped_and_every_total_holds_between(
    communes: list[Unit], province: Unit, system: Any
) -> None:
    assessed = sum(at_power(province)) + 4 - at_power(province)[1]
    deciding.store_overlay(overlay=decision(None, "97"), by=system, now=NOW)
    failed = []
    while recounting.step(set_id=SET, now=NOW):
        row = VerdictRollup.objects.get(
            unit=province, criteria_set_id=SET, series="reported", year=2024, code="4"
        )
        assert row.met + row.not_met + row.no_data == assessed
        failed.append(row.not_met)
        assert any("đang tính lại theo 12/QĐ" in each for each in differences())
    assert failed == sorted(failed)
    assert len(failed) >= 3
    assert at_power(province) == (0, 5)
    assert differences() == []
    assert Recount.objects.get().done_at == NOW


def test_a_figure_saved_in_the_middle_of_a_recount_counts_once(
    communes: list[Unit], province: Unit, lan: User, system: Any
) -> None:
    deciding.store_overlay(overlay=decision(None, "97"), by=system, now=NOW)
    recounting.step(set_id=SET, now=NOW)
    for place in (communes[0], communes[-1]):
        record_observation(
            id=uuid4(),
            unit=place,
            criteria_set=criteria.criteria_set(criteria.version_of(SET)),
            indicator="5.1",
            period=Period.parse("2024"),
            value=Decimal(40),
            observed_on=date(2024, 12, 20),
            channel="web",
            by=lan,
            now=NOW,
        )
    recounting.work(SET)
    assert at_power(province) == (0, 5)
    assert differences() == []


def test_a_second_decision_begins_the_recount_again(
    communes: list[Unit], province: Unit, system: Any
) -> None:
    row = deciding.store_overlay(overlay=decision(None, "97"), by=system, now=NOW)
    recounting.step(set_id=SET, now=NOW)
    deciding.withdraw_overlay(overlay=row, why="Nhập nhầm.", by=system, now=NOW)
    waiting = Recount.objects.get()
    assert (waiting.counted, waiting.last_unit) == (0, "")
    recounting.work(SET)
    assert at_power(province)[1] == 0
    assert differences() == []


def test_a_province_counts_its_own_units_anew(communes: list[Unit], province: Unit, system: User) -> None:
    other = Unit.objects.filter(level="commune", kind="xã", valid_from=None).exclude(
        paths_up__ancestor=province
    )
    record_observation(
        id=uuid4(),
        unit=other[0],
        criteria_set=criteria.criteria_set(criteria.version_of(SET)),
        indicator="4.2",
        period=Period.parse("2024"),
        value=Decimal(96),
        observed_on=date(2024, 12, 20),
        channel="web",
        by=system,
        now=NOW,
    )
    elsewhere = Unit.objects.get(paths_down__descendant=other[0], level="province", paths_down__depth=2)
    before = at_power(elsewhere)
    deciding.store_overlay(overlay=decision(province, "97"), by=system, now=NOW)
    waiting = Recount.objects.get()
    assert (waiting.within, waiting.total) == (province.pk, 5)
    assert at_power(province)[1] == 0  # nothing is counted while the page waits
    assert recounting.at_work(communes[0]) == recounting.at_work(province) == [waiting]
    assert recounting.at_work(elsewhere) == []
    assert recounting.step(set_id=SET, now=NOW)
    assert 0 < at_power(province)[1] < 5
    recounting.work(SET)
    assert at_power(province) == (0, 5)
    assert at_power(elsewhere) == before
    assert differences() == []


def test_the_nation_and_a_province_may_decide_at_once(
    communes: list[Unit], province: Unit, system: User
) -> None:
    deciding.store_overlay(overlay=decision(province, "98"), by=system, now=NOW)
    recounting.step(set_id=SET, now=NOW)
    deciding.store_overlay(overlay=decision(None, "97"), by=system, now=NOW)
    assert Recount.objects.filter(done_at=None).count() == 2
    recounting.work(SET)
    assert not Recount.objects.filter(done_at=None).exists()
    assert at_power(province) == (0, 5)
    assert differences() == []


def test_mending_ends_a_recount(communes: list[Unit], system: Any) -> None:
    deciding.store_overlay(overlay=decision(None, "97"), by=system, now=NOW)
    mend(by=system, now=NOW)
    assert differences() == []
    assert not recounting.step(set_id=SET, now=NOW)


def test_what_was_left_is_asked_for_again(communes: list[Unit], system: Any) -> None:
    assert recounting.resume(now=NOW + recounting.STALE) == 0
    deciding.store_overlay(overlay=decision(None, "97"), by=system, now=NOW)
    assert recounting.resume(now=NOW) == 0
    assert recounting.resume(now=NOW + recounting.STALE) == 1


def test_the_page_of_progress_tells_how_far_it_is(
    communes: list[Unit], system: Any, client: Any, lan: User
) -> None:
    client.force_login(lan)
    address = reverse("dashboards:recounts")
    assert "Chưa có lần tính lại nào" in client.get(address).text
    deciding.store_overlay(overlay=decision(None, "97"), by=system, now=NOW)
    recounting.step(set_id=SET, now=NOW)
    shown = client.get(address).text
    assert "2/5 đơn vị" in shown
    assert f">{SET}<" not in shown  # the name of the set, not its id
    assert 'http-equiv="refresh"' in shown
    recounting.work(SET)
    assert 'http-equiv="refresh"' not in client.get(address).text

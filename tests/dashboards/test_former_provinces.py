"""Mức của tỉnh cũ: what a merged province decided holds on its land, in what is saved and on the pages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units import territories
from chungsuc.administrative_units.facts import attributes_on, facts_on
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import recounting
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.models import VerdictRollup
from chungsuc.assessments.rollup_rebuild import differences
from chungsuc.assessments.through_time import history, recast_judgements, restated_judgements
from chungsuc.core.criteria import Overlay, OverlayKind, OverlayValue
from chungsuc.core.mapping import CriteriaMapping
from chungsuc.core.periods import Period
from chungsuc.core.units import Act, LegalOrder, NewUnit, Part, SuccessionKind
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria import models
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards import deciding
from chungsuc.dashboards.reorganising import reorganise
from factories.cast import NOW, district

pytestmark = pytest.mark.django_db
SET = "vn-2021-2025-commune"
YEAR, LAST_DAY = 2025, date(2025, 12, 31)
NOTE = "theo quyết định của tỉnh cũ, còn hiệu lực trên địa bàn cũ"


@pytest.fixture
def provinces(places: None) -> tuple[Unit, Unit]:
    """The province of Lan's district, and the one that it was merged into."""
    former = units.above(district("084"), date(2025, 6, 30))[-1]
    [step] = [each for each in territories.takeovers() if each.former == former.pk]
    return former, Unit.objects.get(pk=step.successor)


@pytest.fixture
def communes(provinces: tuple[Unit, Unit], system: User) -> tuple[Unit, Unit]:
    """Two communes of the merged province, of its two lands, each with 98% at the end of the year."""
    former, merged = provinces
    rural = [each for each in units.below(merged, LAST_DAY) if each.kind == "xã"]
    lands = {pk: facts.province for pk, facts in facts_on([each.pk for each in rural], LAST_DAY).items()}
    own = next(each for each in rural if lands[each.pk] == f"{former.pk}>{merged.pk}")
    other = next(each for each in rural if lands[each.pk] not in (lands[own.pk], merged.pk))
    for unit in (own, other):
        for code, value in (("4.1", True), ("4.2", Decimal(98))):
            record_observation(
                id=uuid4(),
                unit=unit,
                criteria_set=criteria.criteria_set(version(SET)),
                indicator=code,
                period=Period.parse("2025"),
                value=value,
                observed_on=LAST_DAY,
                channel="web",
                by=system,
                now=NOW,
            )
    return own, other


def version(set_id: str) -> models.CriteriaSetVersion:
    found = criteria.version_of(set_id)
    assert found is not None
    return found


def decision(province: Unit, level: int, on: date = date(2022, 5, 1)) -> Overlay:
    return Overlay(
        criteria_set_id=SET,
        kind=OverlayKind.PROVINCE,
        number=f"{level}/QĐ-UBND",
        decided_on=on,
        effective_on=on,
        province=province.pk,
        values=(OverlayValue(code="4.2", value=Decimal(level), from_year=max(2022, on.year), to_year=2025),),
    )


def power(unit: Unit) -> tuple[int, int]:
    """How many communes of the unit meet criterion 4 at the end of the year, and how many do not."""
    row = VerdictRollup.objects.get(unit=unit, criteria_set_id=SET, series="reported", year=YEAR, code="4")
    return row.met, row.not_met


def test_saved_totals_follow_what_holds_on_each_land(
    provinces: tuple[Unit, Unit], communes: tuple[Unit, Unit], system: User
) -> None:
    former, merged = provinces
    assert power(merged) == (2, 0)
    old = deciding.store_overlay(overlay=decision(former, 99), by=system, now=NOW)
    recounting.work(SET)
    assert power(merged) == (1, 1)  # on its own land alone
    assert differences() == []
    deciding.store_overlay(overlay=decision(merged, 98, date(2025, 9, 1)), by=system, now=NOW)
    recounting.work(SET)
    assert power(merged) == (2, 0)  # the province that came after has decided
    assert differences() == []
    deciding.withdraw_overlay(overlay=old, why="Nhập nhầm.", by=system, now=NOW)
    recounting.work(SET)
    assert power(merged) == (2, 0)
    assert differences() == []


def test_a_figure_saved_later_is_held_to_it_too(
    provinces: tuple[Unit, Unit], system: User, request: pytest.FixtureRequest
) -> None:
    former, merged = provinces
    deciding.store_overlay(overlay=decision(former, 99), by=system, now=NOW)
    request.getfixturevalue("communes")
    assert power(merged) == (1, 1)
    assert differences() == []


def test_renaming_the_province_changes_no_result(
    provinces: tuple[Unit, Unit], communes: tuple[Unit, Unit], system: User
) -> None:
    former, merged = provinces
    deciding.store_overlay(overlay=decision(former, 99), by=system, now=NOW)
    recounting.work(SET)
    day = date(2025, 10, 1)
    new = NewUnit(merged.code, (Part(merged.code),), SuccessionKind.RENAME, "Tên mới", "thành phố")
    order = LegalOrder("1/NQ", day - timedelta(days=30))
    _order, outcome = reorganise(act=Act(order, day, (new,)), by=system, now=NOW)
    assert power(Unit.objects.get(pk=outcome.begun[0].id)) == (1, 1)
    assert differences() == []


def test_figures_of_before_are_restated_and_recast_by_it(
    provinces: tuple[Unit, Unit], communes: tuple[Unit, Unit], system: User
) -> None:
    former, _merged = provinces
    ids = [each.pk for each in communes]

    def seen(*, across: bool) -> list[Verdict]:
        law = criteria.as_it_binds(version(SET), on=LAST_DAY)
        found = history(unit_ids=ids, on=LAST_DAY, criteria_set=law)
        about = attributes_on(ids, LAST_DAY, law)
        if across:
            mapping = CriteriaMapping(from_set=SET, to_set=SET, entries=())
            told = recast_judgements(found, found, mapping, attributes=about, year=YEAR)
        else:
            told = restated_judgements(found, attributes=about, year=YEAR)
        return [told[pk].judgement.criteria["4"].verdict for pk in ids]

    for across in (False, True):
        assert seen(across=across) == [Verdict.MET, Verdict.MET]
    deciding.store_overlay(overlay=decision(former, 99), by=system, now=NOW)
    for across in (False, True):
        assert seen(across=across) == [Verdict.NOT_MET, Verdict.MET]


def test_the_page_says_whose_decision_holds(
    provinces: tuple[Unit, Unit], communes: tuple[Unit, Unit], system: User, client: Client
) -> None:
    former, merged = provinces
    own, other = communes

    def page(unit: Unit, day: str = "2025-12-31") -> str:
        return client.get(reverse("dashboards:unit", args=[unit.pk]), {"ngay": day}).text

    assert "Mức do tỉnh đặt" not in page(own)
    deciding.store_overlay(overlay=decision(former, 99), by=system, now=NOW)
    for unit in (own, merged):
        assert NOTE in page(unit)
        assert "99/QĐ-UBND" in page(unit)
    assert "99/QĐ-UBND" not in page(other)
    assert NOTE not in page(former, "2024-12-31")  # its own then
    assert "99/QĐ-UBND" in page(former, "2024-12-31")
    assert "99/QĐ-UBND" not in page(own, "2026-06-30")  # the set has ended
    deciding.store_overlay(overlay=decision(merged, 98, date(2025, 9, 1)), by=system, now=NOW)
    for unit in (own, merged):
        assert NOTE not in page(unit)
        assert "98/QĐ-UBND" in page(unit)

"""Quyết định đặt mức và lần đối chiếu, as stored: who may, what binds, what stays as it was."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from chungsuc.accounts.models import User
from chungsuc.accounts.policy import NotAllowed
from chungsuc.administrative_units.models import Unit
from chungsuc.audit.models import Entry
from chungsuc.core.criteria import (
    Confidence,
    CriteriaError,
    CriteriaSet,
    Overlay,
    OverlayError,
    OverlayKind,
    OverlayValue,
    UnitAttributes,
    threshold_for,
)
from chungsuc.criteria import actions, models, queries
from factories.cast import NOW, district

pytestmark = pytest.mark.django_db
N = Decimal
SET = "vn-2021-2025-commune"
ROADS = "2.1"  # mức do tỉnh đặt: trung ương để trống
POWER = "4.2"
SEVENTY_FIVE = N(75)


def decision(province: Unit | None, code: str = ROADS, level: Any = SEVENTY_FIVE, **more: Any) -> Overlay:
    given = {
        "criteria_set_id": SET,
        "kind": OverlayKind.PROVINCE if province else OverlayKind.AMENDMENT,
        "number": "12/QĐ-UBND",
        "decided_on": date(2022, 5, 1),
        "effective_on": date(2022, 6, 1),
        "province": province.pk if province else None,
        **more,
    }
    value = OverlayValue(code=code, value=level, from_year=2022, to_year=2025)
    return Overlay(values=(value,), **given)


def law(on: date = date(2024, 12, 31), **more: Any) -> CriteriaSet:
    version = queries.version_of(SET)
    assert version is not None
    return queries.as_it_binds(version, on=on, **more)


def level(found: CriteriaSet, code: str, province: Unit | None, region: str = "TDMNPB") -> Any:
    attributes = UnitAttributes(region=region, province=province.pk if province else None)
    binding = threshold_for(found.measure(code), attributes, 2024)
    return binding.value if binding else None


def test_a_province_sets_its_figure_from_its_day_on(lan: User, province: Unit) -> None:
    assert level(law(), ROADS, province) is None
    row = actions.store_overlay(overlay=decision(province), by=lan, now=NOW)
    assert level(law(), ROADS, province) == N(75)
    assert level(law(), ROADS, None) is None
    assert level(law(date(2022, 5, 31)), ROADS, province) is None  # not yet in force
    assert level(law(with_provinces=False), ROADS, province) is None
    entry = Entry.objects.get(action="overlay.stored")
    assert (entry.by, entry.unit_id, entry.object_id) == ("lan", province.pk, str(row.pk))
    # sent again, the first one stands; with other figures it is refused
    assert actions.store_overlay(overlay=decision(province), by=lan, now=NOW) == row
    with pytest.raises(OverlayError, match="đã được lưu với con số khác"):
        actions.store_overlay(overlay=decision(province, level=N(80)), by=lan, now=NOW)


def test_what_was_typed_wrongly_is_withdrawn_and_stays_told(lan: User, province: Unit) -> None:
    row = actions.store_overlay(overlay=decision(province), by=lan, now=NOW)
    with pytest.raises(OverlayError, match="lý do"):
        actions.withdraw_overlay(overlay=row, why=" ", by=lan, now=NOW)
    later = NOW + timedelta(days=1)
    actions.withdraw_overlay(overlay=row, why="Nhập nhầm con số.", by=lan, now=later)
    actions.withdraw_overlay(overlay=row, why="Lần nữa.", by=lan, now=later)  # done once
    assert level(law(), ROADS, province) is None
    assert level(law(known_at=NOW), ROADS, province) == N(75)  # as it was judged then
    assert level(law(known_at=NOW - timedelta(days=1)), ROADS, province) is None
    actions.store_overlay(overlay=decision(province, level=N(80)), by=lan, now=later)
    assert level(law(), ROADS, province) == N(80)
    assert Entry.objects.filter(action="overlay.withdrawn").count() == 1


def test_only_the_province_itself_or_the_nation_decides(
    lan: User, minh: User, hoa: User, province: Unit
) -> None:
    with pytest.raises(NotAllowed):
        actions.store_overlay(overlay=decision(province), by=hoa, now=NOW)
    with pytest.raises(NotAllowed):  # a national amendment
        actions.store_overlay(overlay=decision(None), by=lan, now=NOW)
    row = actions.store_overlay(overlay=decision(province), by=lan, now=NOW)
    with pytest.raises(NotAllowed):
        actions.withdraw_overlay(overlay=row, why="Không phải của mình.", by=hoa, now=NOW)
    actions.store_overlay(overlay=decision(None, POWER, N(97)), by=minh, now=NOW)
    assert models.Overlay.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"criteria_set_id": "bo-khong-co"}, "Không có bộ tiêu chí ‘bo-khong-co’"),
        ({"code": "99.9"}, "không có chỉ tiêu ‘99.9’"),
        ({"level": N(101)}, "số từ 0 đến 100"),
        ({"province": None, "code": "19.9"}, "không có chỉ tiêu"),
    ],
)
def test_what_the_set_cannot_take_is_refused(
    minh: User, province: Unit, given: dict[str, Any], words: str
) -> None:
    given = {"province": province, **given}
    with pytest.raises(OverlayError, match=words):
        actions.store_overlay(overlay=decision(**given), by=minh, now=NOW)
    assert not models.Overlay.objects.exists()


def test_a_place_that_is_no_province_then_decides_nothing(minh: User) -> None:
    with pytest.raises(OverlayError, match="không có tỉnh này"):
        actions.store_overlay(overlay=decision(district("084")), by=minh, now=NOW)
    gone = Unit.objects.filter(level="province", valid_to__isnull=False).first()
    late = decision(gone, decided_on=date(2100, 1, 1), effective_on=date(2100, 1, 1))
    with pytest.raises(OverlayError, match="không tồn tại vào ngày ban hành"):
        actions.store_overlay(overlay=late, by=minh, now=NOW)


def test_milder_than_the_nation_is_refused_where_the_law_demands_it(minh: User) -> None:
    province = Unit.objects.filter(level="province", valid_to__isnull=True).first()
    assert province is not None
    given = {
        "criteria_set_id": "vn-2026-2030-commune",
        "kind": OverlayKind.PROVINCE,
        "number": "5/QĐ-UBND",
        "decided_on": date(2026, 3, 1),
        "effective_on": date(2026, 3, 1),
        "province": province.pk,
    }
    mild = OverlayValue(code="2.4", value=N(98), from_year=2026, to_year=2030)
    with pytest.raises(OverlayError, match=r"chỉ tiêu 2\.4: mức này nhẹ hơn mức của trung ương"):
        actions.store_overlay(overlay=Overlay(values=(mild,), **given), by=minh, now=NOW)
    of_group = OverlayValue(code="2.4", value=N(98), from_year=2026, to_year=2030, commune_group="nhom_3")
    actions.store_overlay(overlay=Overlay(values=(of_group,), **given), by=minh, now=NOW)


def water(province: Unit, level: int, number: str = "6/QĐ-UBND", group: str | None = None) -> Overlay:
    """The households that use clean water: the law wants a mean of 65% over the communes of a province."""
    return Overlay(
        criteria_set_id="vn-2026-2030-commune",
        kind=OverlayKind.PROVINCE,
        number=number,
        decided_on=date(2026, 3, 1),
        effective_on=date(2026, 3, 1),
        province=province.pk,
        values=(
            OverlayValue(code="6.3.a", value=N(level), from_year=2026, to_year=2030, commune_group=group),
        ),
    )


def test_the_mean_over_the_communes_is_held_to_the_floor(minh: User, client: Client) -> None:
    province = Unit.objects.filter(level="province", kind="tỉnh", valid_to__isnull=True).first()
    assert province is not None
    with pytest.raises(OverlayError, match=r"6\.3\.a, năm 2026: bình quân các xã của tỉnh là 64%"):
        actions.store_overlay(overlay=water(province, 64), by=minh, now=NOW)
    # of one group only: what the other groups get is not decided, so the mean is not known
    actions.store_overlay(overlay=water(province, 50, group="nhom_3"), by=minh, now=NOW)
    there = f"/bo-tieu-chi/vn-2026-2030-commune/quyet-dinh/?tinh={province.pk}"
    assert "chưa đủ mức để kết luận" in client.get(there).text
    actions.store_overlay(overlay=water(province, 70, number="7/QĐ-UBND"), by=minh, now=NOW)
    told = " ".join(client.get(there).text.split())
    assert "đúng mức sàn" in told


# --- đối chiếu với văn bản in

KEY = "4.2:TDMNPB:2021-2025"


def review(by: User, *, key: str = KEY, agrees: bool = True, place: str = "Phụ lục I, trang 3", **more: Any):
    version = queries.version_of(SET)
    assert version is not None
    given = {"now": NOW, **more}
    return actions.review_figure(version=version, key=key, agrees=agrees, place=place, by=by, **given)


def confidence(found: CriteriaSet, code: str, region: str) -> Confidence:
    return next(each.confidence for each in found.measure(code).thresholds if each.region == region)


def test_a_figure_found_in_print_is_verified_from_then_on(minh: User) -> None:
    assert confidence(law(), POWER, "TDMNPB") is Confidence.RECALLED
    review(minh)
    assert confidence(law(), POWER, "TDMNPB") is Confidence.VERIFIED
    assert confidence(law(), POWER, "DBSH") is Confidence.RECALLED
    assert confidence(law(known_at=NOW - timedelta(days=1)), POWER, "TDMNPB") is Confidence.RECALLED
    entry = Entry.objects.get(action="figure.reviewed")
    assert (entry.by, entry.data["figure"]) == ("minh", KEY)


def test_a_figure_that_differs_changes_nothing_until_it_is_adopted(minh: User) -> None:
    proposal = review(minh, agrees=False, printed=N(96))
    assert level(law(), POWER, None) == N(95)
    later = NOW + timedelta(days=1)
    row = actions.adopt_correction(review=proposal, by=minh, now=later)
    assert actions.adopt_correction(review=proposal, by=minh, now=later) == row
    assert (row.kind, row.effective_on) == ("correction", date(2021, 1, 1))
    assert level(law(), POWER, None) == N(96)
    assert level(law(), POWER, None, region="DBSH") == N(99)
    assert confidence(law(), POWER, "TDMNPB") is Confidence.VERIFIED
    assert level(law(known_at=NOW), POWER, None) == N(95)  # as it was judged before
    assert threshold_for(law().measure(POWER), UnitAttributes(region="TDMNPB"), 2024).document is None


def test_a_proposal_that_was_compared_again_is_not_adopted(minh: User) -> None:
    proposal = review(minh, agrees=False, printed=N(96))
    review(minh)
    with pytest.raises(OverlayError, match="đã được đối chiếu lại"):
        actions.adopt_correction(review=proposal, by=minh, now=NOW)
    worded = review(minh, agrees=False, note="Tên trong văn bản in dài hơn.")
    with pytest.raises(OverlayError, match="không đề nghị con số nào"):
        actions.adopt_correction(review=worded, by=minh, now=NOW)


def test_the_figure_of_a_condition_is_compared_too(minh: User) -> None:
    proposal = review(minh, key="C3::2021-2025", agrees=False, printed=N(85))
    actions.adopt_correction(review=proposal, by=minh, now=NOW)
    condition = next(each for each in law().conditions if each.code == "C3")
    assert (condition.value, condition.confidence) == (N(85), Confidence.VERIFIED)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"key": "4.2:XX:2021-2025"}, "không có con số"),
        ({"place": " "}, "trang, điều hoặc phụ lục"),
        ({"printed": N(96)}, "Hãy chọn một"),
        ({"agrees": False}, "như trong văn bản in"),
        ({"agrees": False, "printed": N(95)}, "giống con số đang có"),
        ({"agrees": False, "printed": N(101)}, "số từ 0 đến 100"),
        ({"key": "2.1::2021-2025"}, "Chưa có con số để nói là đúng"),
    ],
)
def test_a_comparison_says_what_it_saw(minh: User, given: dict[str, Any], words: str) -> None:
    with pytest.raises(CriteriaError, match=words):
        review(minh, **given)
    assert not models.FigureReview.objects.exists()


def test_only_the_central_office_compares_the_national_law(lan: User) -> None:
    with pytest.raises(NotAllowed):
        review(lan)


@pytest.mark.store
def test_the_tables_refuse_what_must_never_be(minh: User, province: Unit) -> None:
    row = actions.store_overlay(overlay=decision(province), by=minh, now=NOW)
    for broken in (
        {"province": None},
        {"effective_on": date(2022, 4, 30)},
        {"withdrawn_at": NOW},
        {"kind": "correction"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Overlay.objects.filter(pk=row.pk).update(**broken)
    for broken in (
        {"number": None},
        {"grade": "Tốt"},
        {"region": "A", "commune_group": "1"},
        {"to_year": 2021},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.OverlayValue.objects.filter(overlay=row).update(**broken)
    seen = review(minh)
    for broken in ({"place": ""}, {"agrees": False}, {"number": N(1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.FigureReview.objects.filter(pk=seen.pk).update(**broken)


def test_the_law_that_binds_is_read_in_three_queries(
    lan: User, province: Unit, django_assert_num_queries: Any
) -> None:
    actions.store_overlay(overlay=decision(province), by=lan, now=NOW)
    version = queries.version_of(SET)
    assert version is not None
    first = queries.as_it_binds(version, on=date(2024, 12, 31))
    with django_assert_num_queries(3):
        assert queries.as_it_binds(version, on=date(2024, 12, 30)) is first

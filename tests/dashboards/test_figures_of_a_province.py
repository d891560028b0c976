"""Mức do tỉnh đặt trên các trang của đơn vị: what binds the communes, and whose decision it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import record_observation
from chungsuc.core.criteria import Overlay, OverlayKind, OverlayValue
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards import deciding
from factories.cast import NOW, district
from factories.programme import confirmed_plan

pytestmark = pytest.mark.django_db
SET = "vn-2021-2025-commune"


def test_the_matrix_and_the_cell_follow_the_province(client: Client, lan: User, system: Any) -> None:
    plan = confirmed_plan(lan, district("084"))
    province = Unit.objects.get(paths_down__descendant=plan.unit, paths_down__depth=1)
    place = Unit.objects.filter(paths_up__ancestor=plan.unit, paths_up__depth=1, kind="xã").first()
    assert place is not None
    record_observation(
        id=uuid4(),
        unit=place,
        criteria_set=criteria.criteria_set(criteria.version_of(SET)),
        indicator="2.1",
        period=Period.parse("2024"),
        value=Decimal(70),
        observed_on=date(2024, 12, 20),
        channel="web",
        by=lan,
        now=NOW,
    )
    there = reverse("dashboards:programme", args=[plan.pk])
    cell = reverse("dashboards:cell", args=[plan.pk, place.pk, "2"])
    before = client.get(there).text
    assert "chưa có mức" in client.get(cell).text
    decision = Overlay(
        criteria_set_id=SET,
        kind=OverlayKind.PROVINCE,
        number="12/QĐ-UBND",
        decided_on=date(2022, 5, 1),
        effective_on=date(2022, 5, 1),
        province=province.pk,
        values=(OverlayValue(code="2.1", value=Decimal(75), from_year=2022, to_year=2025),),
    )
    deciding.store_overlay(overlay=decision, by=system, now=NOW)
    assert client.get(there).text != before  # the page that was kept is not shown again
    why = client.get(cell).text
    assert "70%, mức yêu cầu từ 75% trở lên (12/QĐ-UBND ngày 01/05/2022): chưa đạt." in why

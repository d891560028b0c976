"""Đơn vị trong kho: what must never be false stands in the database."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chungsuc.administrative_units.models import Unit

pytestmark = pytest.mark.django_db


def unit(pk: str, *, since: date | None = None, until: date | None = None) -> Unit:
    return Unit(
        id=pk, code="99999", name="Thử", kind="xã", level="commune", valid_from=since, valid_to=until,
        folded="thu", sort_key="thu",
    )  # fmt: skip


@pytest.mark.parametrize("since", [None, date(2025, 7, 1)])
def test_two_units_do_not_share_a_code_and_a_beginning(since: date | None) -> None:
    unit("thu-a", since=since).save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        unit("thu-b", since=since).save(force_insert=True)


def test_a_code_may_be_used_again_from_another_day() -> None:
    unit("thu-a", until=date(2025, 7, 1)).save(force_insert=True)
    unit("thu-b", since=date(2025, 7, 1)).save(force_insert=True)
    assert Unit.objects.filter(code="99999").count() == 2


def test_a_unit_does_not_end_before_it_begins() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        unit("thu-a", since=date(2025, 7, 1), until=date(2025, 7, 1)).save(force_insert=True)

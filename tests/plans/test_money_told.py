"""What the page says of the sums of sources is what the check said, and nothing of its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.plans.models import Check
from factories.plans import Reader, bring_and_read

pytestmark = pytest.mark.django_db
HOLDS, BREAKS = "Mọi tổng đều khớp với các phần", "Có tổng không khớp với các phần"


def told(holds: bool, *items: str) -> dict[str, Any]:
    return {
        "label": "Tổng vốn",
        "stated": "300",
        "computed": "300",
        "holds": holds,
        "items": list(items),
        "lines": [8],
    }


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        ([told(True, "F1", "F2", "F3")], HOLDS),
        ([told(True, "F1", "F2"), told(False, "F1", "F3")], BREAKS),
        ([told(True, "F1", "F2"), told(False, "T1")], HOLDS),  # a figure of another sort breaks elsewhere
        ([told(False, "T1")], None),
        ([], None),
    ],
)
def test_the_money_agrees_with_the_check(
    lan: User, reader: Reader, client: Client, sums: list[dict[str, Any]], expected: str | None
) -> None:
    plan = bring_and_read(lan)
    Check.objects.filter(reading__plan=plan).update(sums=sums)
    client.force_login(lan)
    page = client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    for words in (HOLDS, BREAKS):
        assert (words in page) is (words == expected)

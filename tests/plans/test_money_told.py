"""What the page says of the sums of sources is what the check said, and nothing of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.plans.models import Check
from chungsuc.plans.paper import money_measure
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


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        (["triệu đồng", "triệu đồng"], "triệu đồng"),
        (["tỷ đồng", "tỷ đồng", "triệu đồng"], "tỷ đồng"),
        (["nghìn tỷ đồng", "tỷ"], "tỷ đồng"),
        (["tỷ đồng", "triệu đồng"], "triệu đồng"),
        (["đồng"], "triệu đồng"),
        ([], "triệu đồng"),
    ],
)
def test_the_table_of_sources_is_in_the_measure_of_the_paper(measures: list[str], expected: str) -> None:
    assert money_measure(measures) == expected


def test_amounts_are_shown_whole_in_that_measure(lan: User, reader: Reader, client: Client) -> None:
    funding = tuple(replace(item, measure="tỷ đồng") for item in reader.reading.funding)
    reader.reading = replace(reader.reading, funding=funding)
    plan = bring_and_read(lan)
    client.force_login(lan)
    page = client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert "Nguồn vốn nêu trong văn bản, tỷ đồng" in page
    assert "<td>0,3</td>" in page  # 300 triệu đồng: no digit is lost

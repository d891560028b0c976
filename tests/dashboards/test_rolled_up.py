"""Tổng hợp on the page of a unit: what it was made from, and by which rule, beside every figure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import accept
from factories.cast import NOW, district
from factories.results import communes_of, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes(lan: User) -> list[Unit]:
    """The rural communes of Lan's district."""
    return communes_of()


def shown(reader: User | None) -> str:
    """What the page of the district says at the end of 2023, in words alone."""
    client = Client()
    if reader is not None:
        client.force_login(reader)
    address = reverse("dashboards:unit", args=[district("084").pk])
    answer = client.get(address, {"ngay": "31/12/2023", "nam": "2023"})
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_every_figure_says_its_rule_and_its_basis(communes: list[Unit], lan: User) -> None:
    count = len(communes)
    record(communes[0], "4.2", lan, parts="90/100")
    record(communes[1], "4.2", lan, parts="300/600")
    record(communes[2], "4.2", lan, Decimal(40))
    record(communes[0], "4.1", lan, value=True)
    page = shown(lan)
    assert f"3/{count} xã thuộc phạm vi chương trình đã có số liệu" in page
    assert f"0 xã đạt chuẩn, kết luận được 3/{count} xã." in page  # all three are below the level
    assert f"55,71% Tỷ lệ chung tính trên 2/{count} xã; 1 xã chỉ có số phần trăm, không cộng được" in page
    assert f"60,00% Bình quân các xã tính trên 3/{count} xã" in page
    assert f"1 xã đạt Đếm số xã tính trên 1/{count} xã" in page


def test_every_count_leads_to_the_units_that_it_is_of(communes: list[Unit], lan: User) -> None:
    record(communes[0], "4.2", lan, parts="90/100")
    client = Client()
    client.force_login(lan)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"  # an address is the same in any language
    address = reverse("dashboards:unit", args=[district("084").pk])
    page = client.get(address, {"ngay": "31/12/2023"}).text
    part = page[page.index('<section id="tong-hop">') :]
    assert "&amp;ngay=31/12/2023#tong-hop" in part
    for code in ("4", "4.2"):
        [there] = set(re.findall(rf'href="([^"]*/tieu-chi/[^"]*&amp;ma={re.escape(code)})"', part))
        told = client.get(there.replace("&amp;", "&")).text
        assert communes[0].name in told


def test_who_reads_above_sees_what_was_accepted_and_others_nothing(
    communes: list[Unit], lan: User, minh: User, hoa: User
) -> None:
    first = record(communes[0], "9.1", lan, Decimal(3))
    record(communes[1], "9.1", lan, Decimal(2))
    assert "Tổng hợp" not in shown(minh)
    accept(observation=first, by=lan, now=NOW)
    assert f"tính trên 1/{len(communes)} xã" in shown(minh)
    assert f"tính trên 2/{len(communes)} xã" in shown(lan)
    assert "Tổng hợp" not in shown(hoa)
    assert "Tổng hợp" not in shown(None)


def test_the_part_asks_the_store_no_more_for_more_communes(
    communes: list[Unit], lan: User, django_assert_max_num_queries: Any
) -> None:
    from chungsuc.dashboards.rolled_up import rolled_up

    for unit in communes[:4]:
        record(unit, "4.1", lan, value=True)
    with django_assert_max_num_queries(9):
        assert rolled_up(lan, district("084")) is not None

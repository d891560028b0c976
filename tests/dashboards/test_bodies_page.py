"""Trang cơ quan và cán bộ: each form is one act of the office."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Body, BodySuccession, Official
from factories.cast import district

pytestmark = pytest.mark.django_db


def send(client: Client, deed: str, **given: Any) -> Any:
    there = reverse("dashboards:bodies", args=[district("084").pk])
    return client.post(there, {"deed": deed} | {f"{deed}-{name}": value for name, value in given.items()})


def test_an_office_records_bodies_terms_and_mergers(lan: User) -> None:
    client = Client()
    client.force_login(lan)
    for name in ("Phòng Một", "Phòng Hai"):
        assert send(client, "body", name=name, kind="department", since="01/01/2023").status_code == 302
    first, second = Body.objects.order_by("pk")
    sent = send(
        client, "office", body=first.pk, name="Minh", title="Trưởng phòng", since="01/02/2023", until=""
    )
    assert sent.status_code == 302
    official = Official.objects.get()
    assert send(client, "leave", official=official.pk, on="01/02/2022").status_code == 400
    assert send(client, "leave", official=official.pk, on="01/02/2024").status_code == 302
    merged = send(
        client, "succession", bodies=[first.pk], into=second.pk, effective="01/03/2024", decision="3/QĐ-UBND"
    )
    assert merged.status_code == 302
    assert BodySuccession.objects.get().successor == second


@pytest.mark.parametrize(
    ("deed", "given", "words"),
    [
        ("", {}, "Chưa rõ việc cần ghi"),
        ("body", {"name": "", "kind": "department"}, "bắt buộc"),
        ("body", {"name": "Phòng", "kind": "department", "since": "2023"}, "Hãy nhập đủ ngày/tháng/năm"),
        ("leave", {"official": "99", "on": "01/01/2024"}, "official_error"),
    ],
)
def test_what_is_wrong_is_said(lan: User, deed: str, given: dict[str, str], words: str) -> None:
    client = Client()
    client.force_login(lan)
    answer = send(client, deed, **given)
    assert answer.status_code == 400
    assert words in answer.text
    assert not Body.objects.exists()

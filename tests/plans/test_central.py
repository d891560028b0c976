"""Papers of the centre plan for the whole country; what can be read and only lacks its unit says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import RoleHeld, User
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.core.statements import Certainty, DocumentKind, Head, Source, UnitMention
from chungsuc.plans.central import is_of_the_centre
from chungsuc.plans.models import Plan
from factories.plans import Reader, bring_and_read


def head(**more: Any) -> Head:
    source = Source(1, "KẾ HOẠCH")
    given = {"id": "h1", "source": source, "certainty": Certainty.CERTAIN, "kind": DocumentKind.PLAN}
    return Head(**given | {"kind_text": "KẾ HOẠCH", "title": "Chuyển đổi số"} | more)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"issuer": "BỘ Y TẾ"}, True),
        ({"issuer": "CỤC PHÒNG BỆNH", "superior": "BỘ Y TẾ"}, True),
        ({"issuer": "CHÍNH PHỦ"}, True),
        ({"issuer": "THỦ TƯỚNG CHÍNH PHỦ"}, True),
        ({"issuer": "QUỐC HỘI"}, True),
        ({"issuer": "BAN CHẤP HÀNH TRUNG ƯƠNG"}, True),
        ({"symbol": "QĐ-TTg"}, True),
        ({"symbol": "2025/QH15"}, True),
        ({"symbol": "NQ/TW"}, True),
        ({"issuer": "BỘ CHỈ HUY QUÂN SỰ"}, False),
        ({"issuer": "BAN CHỈ ĐẠO", "symbol": "KH-BCĐ"}, False),
        ({"issuer": "SỞ Y TẾ", "symbol": "KH-SYT"}, False),
        ({"issuer": "ỦY BAN NHÂN DÂN", "symbol": "KH-UBND"}, False),
        ({"issuer": "BỘ Y TẾ", "unit": UnitMention("xã Đôn Phục")}, False),
        ({}, False),
    ],
)
def test_who_issued_it_says_whether_it_is_of_the_centre(more: dict[str, Any], expected: bool) -> None:
    assert is_of_the_centre(head(**more)) is expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("issuer", "told"),
    [
        (None, "Đã đọc được văn bản, nhưng chưa biết của đơn vị nào."),
        ("BỘ Y TẾ", "Đã đọc được văn bản, nhưng đơn vị ngoài phạm vi của bạn."),
    ],
)
def test_a_paper_that_was_read_is_never_called_unreadable(
    lan: User, reader: Reader, client: Client, issuer: str | None, told: str
) -> None:
    reader.reading = replace(reader.reading, head=head(issuer=issuer))
    plan = bring_and_read(lan)
    plan.refresh_from_db()
    assert plan.state == Plan.State.REFUSED
    client.force_login(lan)
    page = client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert told in page
    assert "Không đọc được văn bản này" not in page


@pytest.mark.django_db
def test_a_paper_of_the_centre_is_called_so_and_need_not_name_the_country(
    reader: Reader, client: Client, lan: User
) -> None:
    plan = bring_and_read(lan)
    country = Unit.objects.create(
        id="01@", code="0", name="Việt Nam", kind="nước", level=Level.COUNTRY, sort_key="", folded="viet nam"
    )
    assert plan.owner == str(plan.unit)
    plan.unit = country
    plan.save()
    RoleHeld.objects.filter(user=lan).update(unit=country)
    client.force_login(lan)
    page = client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert "Kế hoạch 2024 · Trung ương</h1>" in page
    assert "nước Việt Nam" not in page
    listed = client.get(reverse("plans:list")).content.decode()
    assert '<th scope="row">Trung ương</th>' in listed

"""Trang cơ quan và cán bộ: each form is one act of the office."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.actions import add_body, add_villages, record_reorganisation
from chungsuc.administrative_units.models import Body, BodySuccession, Official, Unit
from chungsuc.core.units import Act, LegalOrder, NewUnit, Part, SuccessionKind
from chungsuc.core.units.villages import ListedVillage
from factories.cast import NOW, district, person

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
        client, "office", body=first.pk, name="Minh", title="Trưởng phòng", since="01/02/2023", last_day=""
    )
    assert sent.status_code == 302
    official = Official.objects.get()
    ended = {"body": second.pk, "name": "Hoa", "title": "Trưởng phòng", "since": "01/02/2023"}
    assert send(client, "office", **ended, last_day="31/12/2023").status_code == 302
    assert Official.objects.get(name="Hoa").valid_to == date(2024, 1, 1)  # in office on the last day
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
        ("succession", {"bodies": ["9" * 30], "into": "1", "effective": "01/01/2024"}, "bodies_error"),
    ],
)
def test_what_is_wrong_is_said(lan: User, deed: str, given: dict[str, str], words: str) -> None:
    client = Client()
    client.force_login(lan)
    answer = send(client, deed, **given)
    assert answer.status_code == 400
    assert words in answer.text
    assert not Body.objects.exists()


# --- what became of bodies, and the board of a village --------------------------------------------------

DAY, EVE = date(2027, 1, 1), date(2026, 12, 31)


@pytest.fixture
def merger(system: User) -> tuple[Unit, Unit, Unit]:
    """A province, a commune of it that ended, and the commune that it became."""
    province = queries.provinces(EVE)[0]
    first, second = [each for each in queries.below(province, EVE) if each.kind == "xã"][:2]
    new = NewUnit(first.code, (Part(first.code), Part(second.code)), SuccessionKind.MERGE, "Mới", "xã")
    _, outcome = record_reorganisation(act=Act(LegalOrder("1/NQ", EVE), DAY, (new,)), by=system, now=NOW)
    return province, first, Unit.objects.get(pk=outcome.begun[0].id)


def into(unit: Unit, old: Body, new: Body) -> tuple[str, dict[str, Any]]:
    given = {"bodies": [old.pk], "into": new.pk, "effective": "01/01/2027", "decision": "3/QĐ-UBND"}
    there = reverse("dashboards:bodies", args=[unit.pk])
    return there, {"deed": "succession"} | {f"succession-{name}": value for name, value in given.items()}


def test_a_body_of_a_former_unit_goes_on_in_the_new_one(
    merger: tuple[Unit, Unit, Unit], system: User
) -> None:
    province, former, new = merger
    given = {"kind": "committee", "by": system, "now": NOW}
    old = add_body(unit=former, name="Ban Một", since=date(2026, 1, 1), **given)
    after = add_body(unit=new, name="Ban Hai", since=DAY, **given)
    elsewhere = add_body(unit=queries.provinces(EVE)[1], name="Ban Ba", since=DAY, **given)
    lan = Client()
    lan.force_login(person("Lan", Role.COORDINATION_OFFICE, province, system))
    hoa = Client()
    hoa.force_login(person("Hoa", Role.COORDINATION_OFFICE, former, system))
    assert f"Ban Hai (xã {new.name})" in lan.get(reverse("dashboards:bodies", args=[former.pk])).text
    refused = hoa.post(*into(former, old, after))  # her office does not reach the new commune
    assert (refused.status_code, BodySuccession.objects.count()) == (400, 0)
    assert lan.post(*into(former, old, elsewhere)).status_code == 400
    assert lan.post(*into(former, old, after)).status_code == 302
    step = BodySuccession.objects.get()
    assert (step.predecessor, step.successor) == (old, after)
    page = Client().get(reverse("dashboards:unit", args=[former.pk]), {"ngay": "02/01/2027"}).text
    told = " ".join(page.split())
    assert "Cơ quan đã kết thúc" in told
    assert 'Ban Một <small class="quiet-text">đến hết 31/12/2026' in told
    assert reverse("dashboards:unit", args=[new.pk]) in told
    assert "3/QĐ-UBND" in told


def test_the_page_of_a_village_has_its_board(lan: User, system: User) -> None:
    day = date(2024, 3, 1)
    commune = next(each for each in queries.below(district("084"), day) if each.kind == "xã")
    row = ListedVillage(commune.code, "thôn", "Thượng Thử", "A2", "B2", "C2")
    add_villages(rows=[row], day=day, by=system, now=NOW)
    village = Unit.objects.get(level="village")
    client = Client()
    client.force_login(lan)
    there = reverse("dashboards:bodies", args=[village.pk])
    for given in (
        {"deed": "body", "body-name": "Ban phát triển thôn", "body-kind": "village_board"},
        {"deed": "office", "office-name": "Minh", "office-title": "Trưởng ban", "office-since": "02/03/2024"},
    ):
        if given["deed"] == "office":
            given["office-body"] = str(Body.objects.get().pk)
        assert client.post(there, given).status_code == 302
    page = " ".join(Client().get(reverse("dashboards:unit", args=[village.pk])).text.split())
    assert "Thôn Thượng Thử" in page
    assert "Ban phát triển thôn: Trưởng ban Minh" in page
    below = Client().get(reverse("dashboards:unit", args=[commune.pk]), {"ngay": "01/03/2024"}).text
    assert reverse("dashboards:unit", args=[village.pk]) in below

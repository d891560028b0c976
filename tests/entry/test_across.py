"""One criterion of many communes: Hoa's office enters it for every commune of its district."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chungsuc.accounts import policy
from chungsuc.accounts.models import Role, User
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import below
from chungsuc.assessments.models import Observation
from chungsuc.entry.across import typed_apart
from chungsuc.entry.given import Texts, given
from chungsuc.entry.pages import Place
from chungsuc.evidence.actions import attach_link
from chungsuc.workflow.models import ReviewEvent
from entry.conftest import SET, Send, browser
from factories.cast import NOW, person
from factories.pages import unmarked

pytestmark = pytest.mark.django_db


def fields(key: str, value: str, note: str = "", on: str = "") -> dict[str, str]:
    given = {"v": value, "w": note, "on": on, "id": str(uuid4()), "was": "-"}
    return {f"{box}.{key}": text for box, text in given.items()}


def cell(page: str, key: str) -> str:
    [found] = re.findall(rf'<td id="o-{re.escape(key)}".*?</td>', page, re.DOTALL)
    return found


def test_a_criterion_is_entered_for_all_communes_at_once_by_whoever_may(
    office: User, lan: User, minh: User, district: Unit, commune: Unit, address: str, send: Send
) -> None:
    first, second = [each for each in below(district, NOW.date(), level="commune") if each != commune][:2]
    hoa = browser(office)
    with CaptureQueriesContext(connection) as empty:
        page = hoa.get(address).content.decode()
    assert page.count('<td id="o-') == 4 * len(below(district, NOW.date(), level="commune"))
    assert "Không phải số liệu được giao cho bạn." in cell(page, f"{first.pk}.2.3")
    assert "<input" not in cell(page, f"{first.pk}.2.3")

    typed = (
        fields(f"{first.pk}.2.1", "185/200")
        | fields(f"{second.pk}.2.1", "92,5")
        | fields(f"{second.pk}.2.2", "98.5")
        | fields(f"{second.pk}.2.3", "99")  # never hers, and not on the page for her
    )
    answer = hoa.post(address, typed)
    assert answer.status_code == 403
    assert not Observation.objects.exists()
    answer = hoa.post(address, {name: text for name, text in typed.items() if not name.endswith("2.3")})
    told = answer.content.decode()
    assert answer.status_code == 400
    assert "Đã lưu 2 ô." in told
    assert 'value="98.5"' in cell(told, f"{second.pk}.2.2")
    assert "hai cách" in cell(told, f"{second.pk}.2.2")
    assert 'value="185/200"' in cell(told, f"{first.pk}.2.1")
    kept = Observation.objects.get(unit=first)
    assert (kept.numerator, kept.denominator, kept.observed_by) == (185, 200, office)

    # What the commune has not handed up stays with it; what it handed up is locked, and says so.
    send(lan, "2.1", parts="190/200")
    hidden = cell(hoa.get(address).content.decode(), f"{commune.pk}.2.1")
    assert "chưa trình" in hidden
    assert not re.search(r"(?<![\w-])190(?![\w-])", hidden)  # by itself: an id may hold the digits by chance
    ReviewEvent.objects.create(
        unit=commune, criteria_set_id=SET, code="2.1", year=2024, number=1, kind="submitted", by=minh, at=NOW
    )
    with CaptureQueriesContext(connection) as full:
        page = hoa.get(address).content.decode()
    assert "Đã trình" in cell(page, f"{commune.pk}.2.1")
    assert len(empty) + 5 >= len(full)
    assert len(full) <= 22
    # Figures of the year before stand beside the boxes.
    assert hoa.post(address.replace("2024", "2023"), fields(f"{first.pk}.2.2", "80")).status_code == 302
    assert "Kỳ trước: 80%" in cell(hoa.get(address).content.decode(), f"{first.pk}.2.2")

    assert browser(minh).get(address).content.decode().count('<th scope="row">') == 1  # of Minh's commune
    chosen = hoa.get(f"/don-vi/{district.pk}/nhap-nhieu-don-vi/")
    assert f'href="{address}"' in chosen.content.decode()
    hoa.cookies["chungsuc_language"] = "en"
    assert unmarked(hoa.get(address).content.decode()) == []


def test_what_was_typed_for_many_is_there_again_after_signing_in(
    office: User, commune: Unit, address: str
) -> None:
    [who] = re.findall(r'name="who" value="([^"]+)"', browser(office).get(address).content.decode())
    gone = Client()
    before = browser(office)
    before.post(address, fields(f"{commune.pk}.2.2", "90/100"))
    typed = fields(f"{commune.pk}.2.1", "170/200", "đường mới") | fields(f"{commune.pk}.2.2", "90/100")
    gone.post(address, typed | {"who": who})
    gone.force_login(office)
    page = gone.get(address).content.decode()
    assert "1 ô bạn gõ trước khi phiên làm việc hết" in page  # the other stands stored
    again = cell(page, f"{commune.pk}.2.1")
    assert 'value="170/200"' in again
    assert 'value="đường mới"' in again
    assert "Bạn gõ trước khi phiên làm việc hết." in again
    # Only what is sent again is forgotten: a page may show others of the units.
    assert gone.post(address, fields("elsewhere.2.1", "1")).status_code == 302
    assert "Bạn gõ trước khi" in gone.get(address).content.decode()
    saved = {"n": "170", "d": "200", "w": "đường mới", "id": str(uuid4()), "page": address}
    own = f"/don-vi/{commune.pk}/nhap-lieu/{SET}/2024/o/2.1/luu/"
    assert gone.post(own, saved).json()["outcome"] == "saved"
    assert "Bạn gõ trước khi" not in gone.get(address).content.decode()


def test_evidence_is_counted_as_far_as_the_person_sees_it(
    system: User, lan: User, minh: User, district: Unit, commune: Unit, place: Place, page: str
) -> None:
    superior = person("Hoa", Role.COORDINATION_OFFICE, district, system)
    given: dict[str, Any] = {
        "unit": commune,
        "criteria_set": place.criteria_set,
        "code": "2.1",
        "period": place.period,
    }
    attach_link(id=uuid4(), **given, document="Sổ cầu đường năm 2024", by=lan, now=NOW)

    def counted(user: User) -> bool:
        return "Minh chứng (1)" in browser(user).get(f"{page}?xem=tat-ca").content.decode()

    assert counted(minh)
    assert not counted(superior)  # a draft of the commune, until it is handed up
    about = {"criteria_set_id": SET, "code": "2.1", "year": 2024, "number": 1}
    later = NOW + timedelta(hours=1)
    ReviewEvent.objects.create(unit=commune, **about, kind="submitted", by=minh, at=later)
    assert counted(superior)


def test_a_share_typed_as_one_text_is_told_apart(place: Place) -> None:
    share = next(each for each in place.rows if each.code == "2.1")
    yes_no = next(each for each in place.rows if each.measure.kind == "bool")
    for row, text, texts in (
        (share, " 1.960 / 2.000", Texts("", "1.960", "2.000")),
        (share, "98,5", Texts("98,5")),
        (share, "1/2/3", Texts("", "1", "2/3")),  # refused as no number
        (yes_no, "1/2", Texts("1/2")),
    ):
        assert typed_apart(given({"v": text}, row.code, suffix=False), row).texts == texts


def test_rights_of_many_units_are_those_of_each(
    office: User, lan: User, minh: User, system: User, district: Unit
) -> None:
    units = [district, *below(district, NOW.date(), level="commune")]
    for user in (office, lan, minh, system):
        among = policy.indicators_among(user, Permission.OBSERVATION_RECORD, {each.pk for each in units})
        for unit in units:
            one = policy.indicators_where(user, Permission.OBSERVATION_RECORD, unit)
            assert among.get(unit.pk, frozenset()) == one

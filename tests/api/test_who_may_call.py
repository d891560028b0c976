"""Ai được gọi API: every call of the document, for every kind of key.

`A` answers; `K` asks for a key; `N` refuses, saying why; `B` says what is wrong with what was asked. The
columns: nobody's key; Lan's for her commune, which may read; the same, which may write; Hoa's, who works
elsewhere; one whose last day is over; one that was revoked; one of somebody who has left the office.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from chungsuc.accounts import policy, tokens
from chungsuc.accounts.models import RoleHeld, User
from chungsuc.accounts.models_tokens import ApiToken
from chungsuc.administrative_units.models import Unit
from chungsuc.api.door import WRONG_KEYS
from chungsuc.api.root import document
from factories.cast import LONG_AGO, district
from factories.programs import SET, Program, an_entry, communes, key_of, sending

pytestmark = pytest.mark.django_db

CALLS = [
    ("GET", "/units", "?q=a", "AAAAAAA"),
    ("GET", "/units/{unit}", "", "AAAAAAA"),
    ("GET", "/units/{unit}/below", "", "AAAAAAA"),
    ("GET", "/sets", "", "AAAAAAA"),
    ("GET", "/sets/{criteria_set}", "", "AAAAAAA"),
    ("GET", "/sets/{criteria_set}/thresholds", "?year=2024&unit={unit}", "AAAAAAA"),
    ("GET", "/observations", "?set={criteria_set}&unit={unit}", "KANNKKN"),
    ("POST", "/observations", "", "KNANKKN"),
    ("GET", "/results/{unit}", "?set={criteria_set}&year=2024", "KANNKKN"),
    ("GET", "/results/{unit}/below", "?set={criteria_set}&year=2024", "KANNKKN"),
    ("GET", "/assessments", "", "KANAKKA"),  # of the key's own unit: what was announced, to everyone
    ("GET", "/assessments/{unit}", "?set={criteria_set}&year=2024", "KANNKKA"),
]


def letter(answer: Any) -> str:
    """The answer as the table writes it; every refusal says why in a sentence."""
    if answer.status_code >= 400:
        assert answer.json()["error"]["message"].endswith("."), answer.content
    return {200: "A", 401: "K", 403: "N", 422: "B"}.get(answer.status_code, str(answer.status_code))


@pytest.fixture
def programs(lan: User, hoa: User, commune: Unit) -> list[Program]:
    """One for each column."""
    reads, writes = key_of(lan, commune, may_write=False), key_of(lan, commune, may_read=False)
    elsewhere, ended = key_of(hoa, district("027")), key_of(lan, commune)
    yesterday = policy.today() - timedelta(days=1)
    ApiToken.objects.filter(digest=tokens.digest(ended.secret)).update(
        first_day=yesterday, last_day=yesterday
    )
    revoked, left = key_of(lan, commune), key_of(hoa, commune_of(hoa))
    token = ApiToken.objects.get(digest=tokens.digest(revoked.secret))
    tokens.revoke(token=token, by=lan, now=timezone.now())
    ApiToken.objects.filter(digest=tokens.digest(left.secret)).update(unit=commune, made_by=gone(lan))
    return [Program(), reads, writes, elsewhere, ended, revoked, left]


def commune_of(person: User) -> Unit:
    return RoleHeld.objects.get(user=person).unit


def gone(lan: User) -> User:
    """Somebody who held Lan's office before her."""
    held = RoleHeld.objects.get(user=lan)
    person = User.objects.create(username="minh-cu")
    RoleHeld.objects.create(
        user=person,
        role=held.role,
        unit=held.unit,
        valid_from=LONG_AGO,
        valid_to=LONG_AGO + timedelta(days=1),
        given_by=lan,
        given_at=held.given_at,
    )
    return person


def test_who_may_call(programs: list[Program], commune: Unit) -> None:
    for method, path, asked, expected in CALLS:
        address = (path + asked).format(unit=commune.pk, criteria_set=SET)
        given = sending(an_entry(commune, period=str(2020)), dry_run=True)
        answers = [each.get(address) if method == "GET" else each.send(given) for each in programs]
        assert "".join(map(letter, answers)) == expected, (method, path)


def test_every_call_of_the_document_stands_in_the_table() -> None:
    described = {
        (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in document()["paths"].items()
        for method in methods
    }
    assert described == {(method, path) for method, path, _asked, _expected in CALLS}


def test_a_session_opens_nothing(lan: User, commune: Unit) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(lan)
    program = Program(client=client)
    assert program.get(f"/observations?set={SET}").status_code == 401
    assert program.send(sending(an_entry(commune))).status_code == 401
    with_key = Program(key_of(lan, commune).secret, client)
    assert with_key.send(sending(an_entry(commune))).status_code == 200  # no form, so no form's token


def test_a_key_in_the_address_is_refused(program: Program, commune: Unit) -> None:
    for asked in (f"access_token={program.secret}", f"q={program.secret}", "token=1"):
        answer = program.get(f"/units?{asked}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "key_in_address")


def test_wrong_keys_are_refused_and_right_ones_let_in_beside_them(program: Program) -> None:
    wrong = Program("cs_khong-phai-khoa")
    codes = [wrong.get(f"/observations?set={SET}").status_code for _each in range(WRONG_KEYS + 2)]
    assert codes == [401] * WRONG_KEYS + [429] * 2
    assert program.get(f"/observations?set={SET}").status_code == 200


def test_an_account_that_is_closed_closes_its_keys(program: Program, lan: User) -> None:
    User.objects.filter(pk=lan.pk).update(is_active=False)
    assert program.get(f"/observations?set={SET}").status_code == 401


def test_a_key_is_made_shown_once_and_revoked_on_its_page(lan: User, hoa: User, commune: Unit) -> None:
    client, other = Client(), Client()
    client.force_login(lan)
    other.force_login(hoa)
    offered = client.get("/ket-noi/").content.decode().partition('name="last_day" value="')[2]
    last = offered.partition('"')[0]
    form = {"name": "Cổng của tỉnh", "unit": commune.pk, "may_read": "on", "last_day": last}
    made = client.post("/ket-noi/", form)
    secret = made.content.decode().partition('<code class="secret">')[2].partition("<")[0]
    assert made["Cache-Control"].startswith("max-age=0") or "no-store" in made["Cache-Control"]
    token = ApiToken.objects.get()
    assert (token.digest, secret in str(vars(token))) == (tokens.digest(secret), False)
    assert secret not in client.get("/ket-noi/").content.decode()
    assert Program(secret).get(f"/observations?set={SET}").status_code == 200
    for wrong in (
        {"unit": communes()[1].code[:2] + "xyz"},
        {"last_day": "01/01/2020"},
        {"last_day": "01/01/2100"},
        {"may_read": ""},
        {"codes": "4.2"},
        {"codes": "99", "criteria_set": SET},
        {"name": " "},
        {"unit": district("027").pk},
    ):
        assert client.post("/ket-noi/", form | wrong).status_code in (400, 403), wrong
    assert ApiToken.objects.count() == 1
    assert other.post(f"/ket-noi/{token.pk}/thu-hoi/").status_code == 404
    assert client.post(f"/ket-noi/{token.pk}/thu-hoi/").status_code == 302
    assert Program(secret).get(f"/observations?set={SET}").status_code == 401


def test_the_page_of_the_document_needs_no_script_and_nothing_from_elsewhere() -> None:
    page = Client().get("/api/v1/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "POST /api/v1/observations" in text
    assert "<script" not in text
    assert "http://" not in text.replace("http://testserver", "")
    assert "https://" not in text
    assert Client().get("/api/v1/openapi.json").json()["openapi"].startswith("3.")
    lost = Client().post("/api/v1/khong-co")
    assert (lost.status_code, lost.json()["error"]["code"]) == (404, "not_found")
    assert Client().get("/api/v1/units?q=%00").json()["error"]["code"] == "bad_request"

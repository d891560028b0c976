"""Trang người dùng: an administrator finds, opens and closes the accounts of one unit and below."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chungsuc.accounts import policy
from chungsuc.accounts.actions import give_role
from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.audit.models import Entry
from chungsuc.dashboards.people import reading
from factories.cast import LONG_AGO, NOW, PASSWORD, district, person

pytestmark = pytest.mark.django_db

SET = "vn-2021-2025-commune"
TODAY = timezone.localdate()


def commune(code: str) -> Unit:
    return Unit.objects.get(code=code, level="commune", valid_to=date(2025, 7, 1))


@pytest.fixture
def hoa(system: User) -> User:
    """Hoa is administrator of district 084."""
    return person("Hoa", Role.ADMINISTRATOR, district("084"), system)


@pytest.fixture
def site(hoa: User) -> Client:
    client = Client()
    client.force_login(hoa)
    return client


def texts(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_the_list_is_of_the_own_unit_and_below_and_asks_as_much_for_many(
    site: Client, system: User, minh: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Minh reads at the province above: nobody that Hoa administers."""
    monkeypatch.setattr(reading, "PAGE", 6)
    there = reverse("dashboards:people")
    counts = []
    for begin in (0, 3):
        for number in range(begin, begin + 3):
            person(f"Nguoi{number:02}", Role.READER, commune("02821"), system)
        with CaptureQueriesContext(connection) as asking:
            page = site.get(there)
        counts.append(len(asking))
    assert counts[0] == counts[1] <= 12
    assert "Nguoi00" in texts(page)
    assert "Minh" not in texts(page)
    assert site.get(reverse("dashboards:person", args=[minh.pk])).status_code == 404
    assert "Nguoi00" not in texts(site.get(there, {"tim": "nguoi05"}))
    assert "Nguoi00" not in texts(site.get(there, {"dv": commune("02809").pk}))
    first = site.get(there)
    follows = re.search(r'href="(\?[^"]+)" rel="next"', first.text)
    assert follows is not None
    assert "Nguoi05" not in texts(first)
    assert "Nguoi05" in texts(site.get(there + follows[1]))
    assert "Không có đơn vị nào như vậy" in texts(site.get(there, {"noi": district("027").name}))
    assert commune("02821").name in texts(site.get(there, {"noi": commune("02821").name}))
    assert site.get(there, {"dv": district("027").pk}).status_code == 403


def given(**more: str) -> dict[str, str]:
    return {
        "username": "lan",
        "display_name": "Lan",
        "role": "entry",
        "valid_from": f"{TODAY:%d/%m/%Y}",
        "criteria_set": SET,
        "codes": "15; 17.1",
    } | more


def test_an_account_is_opened_and_its_password_is_shown_once(site: Client) -> None:
    unit = commune("02821")
    there = f"{reverse('dashboards:person-add')}?dv={unit.pk}"
    answer = site.post(there, given())
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    password = re.search(r"<code>([^<]+)</code>", answer.text)
    assert password is not None
    lan = User.objects.get(username="lan")
    assert lan.check_password(password[1])
    assert policy.may(lan, Permission.OBSERVATION_RECORD, at=unit, of=Indicator(SET, "15.2"))
    assert not policy.may(lan, Permission.OBSERVATION_RECORD, at=unit, of=Indicator(SET, "17.2"))
    assert password[1] not in str(list(Entry.objects.values_list("data", flat=True)))
    page = texts(site.get(reverse("dashboards:person", args=[lan.pk])))
    assert "Người nhập số liệu" in page
    assert "15, 17.1" in page
    assert password[1] not in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": "HOA"}, "Đã có tài khoản"),
        ({"username": "l a n"}, "không dùng làm tên đăng nhập"),
        ({"username": ""}, "bắt buộc"),
        ({"codes": "15, 99.9"}, "không có mã “99.9”"),
        ({"codes": ""}, "làm việc với những chỉ tiêu được giao"),
        ({"criteria_set": ""}, "Hãy chọn bộ tiêu chí"),
        ({"role": "reader"}, "không giao theo chỉ tiêu"),
        ({"role": "quan-trong"}, "quan-trong"),
        ({"valid_from": "31/02/2024"}, "31/02/2024"),
        ({"last_day": "01/01/2020"}, "phải kết thúc sau ngày bắt đầu"),
        ({"codes": ",".join(str(each) for each in range(101))}, "Nhiều nhất 100 mã"),
        ({"display_name": "x" * 121}, "120"),
        ({"body": "9" * 30}, "Cơ quan"),
    ],
)
def test_what_cannot_be_is_told_beside_its_box_and_nothing_is_kept(
    site: Client, wrong: dict[str, str], said: str
) -> None:
    before = User.objects.count(), Entry.objects.count()
    answer = site.post(f"{reverse('dashboards:person-add')}?dv={commune('02821').pk}", given(**wrong))
    assert answer.status_code == 400
    assert said.casefold() in texts(answer).casefold()
    assert (User.objects.count(), Entry.objects.count()) == before


def test_roles_are_given_ended_and_narrowed_on_the_page_of_a_person(site: Client, system: User) -> None:
    unit = commune("02821")
    lan = person("Lan", Role.COMMUNE_LEADER, unit, system)
    there = f"{reverse('dashboards:person', args=[lan.pk])}?dv={unit.pk}"
    role = {"deed": "role", "role-role": "verifier", "role-valid_from": f"{TODAY:%d/%m/%Y}"}
    named = {"role-criteria_set": SET, "role-codes": "4"}
    assert site.post(there, role | named).status_code == 302
    held = RoleHeld.objects.get(user=lan, role=Role.VERIFIER)
    more = {"deed": "scope", "scope-held": held.pk, "scope-criteria_set": SET}
    assert site.post(there, more | {"scope-is_more": "them", "scope-codes": "5.1"}).status_code == 302
    assert site.post(there, more | {"scope-is_more": "thoi", "scope-codes": "4"}).status_code == 302
    rights = policy.indicators_where(lan, Permission.REVIEW, unit)
    assert rights == {Indicator(SET, "5.1")}
    end = {"deed": "end", "end-held": held.pk, "end-last_day": f"{TODAY - timedelta(days=1):%d/%m/%Y}"}
    assert site.post(there, end | {"end-reason": " "}).status_code == 400
    assert site.post(there, end | {"end-reason": "Chuyển công tác"}).status_code == 302
    assert "Chuyển công tác" in texts(site.get(there))
    foreign = give_role(
        user=lan, role=Role.READER, unit=district("027"), valid_from=LONG_AGO, by=system, now=NOW
    )
    assert "027" not in texts(site.get(there))
    assert site.post(there, end | {"end-held": foreign.pk, "end-reason": "Thử"}).status_code == 400
    assert RoleHeld.objects.get(pk=foreign.pk).valid_to is None
    assert "không có quyền" in texts(site.post(there, {"deed": "password"}))  # Lan reaches further than Hoa
    assert site.post(there, {"deed": "khac"}).status_code == 400


def test_who_is_locked_out_is_signed_out_everywhere(site: Client, system: User) -> None:
    lan = person("Lan", Role.READER, commune("02821"), system)
    hers = Client()
    hers.force_login(lan)
    there = reverse("dashboards:person", args=[lan.pk])
    assert site.post(there, {"deed": "active", "active-reason": "Nghỉ việc"}).status_code == 302
    assert hers.get(reverse("dashboards:log")).status_code == 302
    assert "đã khóa" in texts(site.get(there))
    assert site.post(there, {"deed": "active", "active-reason": "Trở lại"}).status_code == 302
    hers.force_login(lan)
    assert hers.get(reverse("dashboards:log")).status_code == 200


def test_a_password_is_changed_by_its_owner_with_the_old_one(lan: User) -> None:
    client, other = Client(), Client()
    client.force_login(lan)
    other.force_login(lan)
    there = reverse("account_change_password")
    new = "mat-khau-khac-cung-du-dai"
    wrong = {"oldpassword": "sai", "password1": new, "password2": new}
    assert client.post(there, wrong).status_code == 200
    short = {"oldpassword": PASSWORD, "password1": "ngan", "password2": "ngan"}
    assert client.post(there, short).status_code == 200
    assert client.post(there, wrong | {"oldpassword": PASSWORD}).status_code == 302
    assert User.objects.get(pk=lan.pk).check_password(new)
    assert client.get(reverse("dashboards:log")).status_code == 200  # stays signed in here
    assert other.get(reverse("dashboards:log")).status_code == 302  # and nowhere else
    last = Entry.objects.order_by("pk").last()
    assert (last.action, last.by) == ("user.password_changed", "lan")


def test_who_answers_for_which_indicator_at_a_glance(site: Client, system: User) -> None:
    unit = commune("02821")
    lan, minh = person("Lan", None, None, system), person("Minh", None, None, system)
    for user, role, where, codes in (
        (lan, Role.ENTRY, unit, ("15", "17.1")),
        (minh, Role.VERIFIER, district("084"), ("17",)),
    ):
        named = [Indicator(SET, code) for code in codes]
        give_role(user=user, role=role, unit=where, valid_from=LONG_AGO, indicators=named, by=system, now=NOW)
    there = reverse("dashboards:people-answering")
    with CaptureQueriesContext(connection) as asking:
        page = site.get(there, {"dv": unit.pk, "bo": SET})
    assert len(asking) <= 12
    rows = dict(re.findall(r'<th scope="row">([\d.]+) (.*?)</tr>', page.text))
    assert ("Lan" in rows["15.1"], "Minh" in rows["15.1"]) == (True, False)
    assert ("Lan" in rows["17.1"], "Minh" in rows["17.1"]) == (True, True)
    assert ("Lan" in rows["17.2"], "Minh" in rows["17.2"]) == (False, True)
    assert site.get(there, {"dv": unit.pk, "bo": "khong-co"}).status_code == 404
    assert site.get(there).status_code == 404

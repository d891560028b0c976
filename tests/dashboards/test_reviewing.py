"""Trang thẩm tra: the list, one cell, many at once, the questions of a commune, and who is in charge."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts import policy
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.actions import add_body
from chungsuc.assessments.models import Acceptance
from chungsuc.core.reviews import ReviewKind
from chungsuc.dashboards.reviewing.listing import listed
from chungsuc.dashboards.reviewing.scope import review_scope
from chungsuc.workflow.models import ReviewDuty, ReviewEvent
from chungsuc.workflow.queries import reviews_of
from factories.cast import NOW, person
from factories.reviewing import SET, YEAR, World, world_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(system: User) -> World:
    """The first commune handed up its figures; of the second they are still its own."""
    made = world_of(system)
    made.record("4.1", value=True)
    made.record("4.2", parts="951/1000")
    made.record("4.2", parts="99/100", of=1)
    made.hand_up()
    return made


def site(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def there(world: World, name: str, *more: Any, **asked: str) -> str:
    place = world.communes[0].pk if name == "questions" else world.province.pk
    first = [place, SET] if name == "duties" else [place, SET, YEAR]
    query = "?" + "&".join(f"{key}={value}" for key, value in asked.items()) if asked else ""
    return reverse(f"dashboards:review-{name}", args=[*first, *more]) + query


def told(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_the_list_shows_what_was_handed_up_and_what_to_notice(world: World) -> None:
    client = site(world.minh)
    page = client.get(there(world, "list"))
    assert page.status_code == 200
    assert "95,1%" in page.text
    assert "≈" in page.text  # near the threshold
    assert "99%" not in page.text  # a draft of the second commune
    assert "9.1" not in re.findall(r"\?ma=([\d.]+)", page.text)  # an indicator of another
    one = told(client.get(there(world, "list", ma="4.2")))
    assert "951/1.000" in one
    assert "sát mức" in one
    waiting = client.get(there(world, "list", loc="cho")).text
    assert world.communes[0].name in waiting
    assert world.communes[1].name not in waiting
    for asked in ({"loc": "khong-co"}, {"trang": "99999999"}, {"ma": "'><script>"}):
        assert client.get(there(world, "list"), asked).status_code == 200
    home = told(client.get(reverse("dashboards:review-home")))
    assert world.province.name in home


def test_a_list_costs_as_many_queries_for_many_communes_as_for_one(
    world: World, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(22):
        listed(review_scope(world.minh, world.province.pk, SET, YEAR), {})
    world.hand_up(of=1)
    with django_assert_max_num_queries(22):
        listed(review_scope(world.minh, world.province.pk, SET, YEAR), {})


def test_many_are_accepted_after_they_were_shown_again(world: World) -> None:
    client, unit = site(world.minh), world.communes[0]
    chosen = [f"{unit.pk}:4.1", f"{unit.pk}:4.2"]
    asked = there(world, "accept") + "?tc=4&loc=cho"
    listed = client.get(there(world, "list") + "?tc=4&loc=cho")
    assert f'action="{asked.replace("&", "&amp;")}"' in listed.text
    shown = client.post(asked, {"o": chosen})
    assert shown.status_code == 200
    assert not Acceptance.objects.exists()
    given = {
        "o": re.findall(r'name="o" value="([^"]+)"', shown.text),
        "act": re.findall(r'name="act" value="([^"]+)"', shown.text),
        "step": "accept",
    }
    assert len(given["o"]) == 2
    for _again in range(2):  # a double click is one deed
        assert client.post(asked, given)["Location"] == there(world, "list") + "?tc=4&loc=cho"
    assert Acceptance.objects.count() == 2
    late = client.post(there(world, "accept"), {**given, "act": str(uuid4())})
    assert late.status_code == 400
    assert "đã chấp nhận lúc" in told(late)


@pytest.mark.parametrize(
    "chosen",
    [[], ["x"], ["{unit}:99"], ["{unit}"], ["{unit}:4.2:1;not-an-id"], ["{other}:4.2"], ["{unit}:4.2"] * 9],
)
def test_what_is_chosen_wrongly_is_refused_in_words(world: World, chosen: list[str]) -> None:
    unit, other = (each.pk for each in world.communes)
    named = [each.format(unit=unit, other=other) for each in chosen]
    answer = site(world.minh).post(there(world, "accept"), {"o": named, "step": "accept"})
    if len(chosen) == 9:  # the same cell again and again is one cell
        assert answer.status_code == 302
    else:
        assert answer.status_code == 400
        assert "Chưa có gì được ghi." in answer.text
        assert not Acceptance.objects.exists()


def send(client: Client, address: str, kind: str, **given: Any) -> Any:
    return client.post(address, {"kind": kind, "act": str(uuid4()), **given})


def test_from_a_question_to_its_answer_and_back(world: World) -> None:
    minh, lan = site(world.minh), site(world.lan)
    cell = there(world, "cell", world.communes[0].pk, "4.2")
    page = told(minh.get(cell))
    assert "95,1%, mức yêu cầu" in page
    assert "(951/1.000)" in page
    assert send(minh, cell, "returned").status_code == 400  # no reason
    until = (policy.today() + timedelta(days=5)).strftime("%d/%m/%Y")
    hostile = "<script>alert(1)</script>\u202e"
    asked = send(minh, cell, "questioned", reason=hostile, explain_by=until)
    assert asked.status_code == 302
    mine = lan.get(there(world, "questions"))
    assert "&lt;script&gt;" in mine.text
    assert "<script>alert" not in mine.text
    own = reverse("dashboards:unit", args=[world.communes[0].pk])
    assert there(world, "questions") in lan.get(own).text
    assert there(world, "questions") not in minh.get(own).text
    # the office above does not hear of it yet
    office = site(person("An", Role.COORDINATION_OFFICE, world.province, world.system))
    assert "script" not in told(office.get(cell)).replace("JavaScript", "")
    assert "chờ thẩm tra" in told(office.get(cell)).lower()
    assert send(lan, there(world, "questions"), "explained", code="4.2").status_code == 400
    answered = send(lan, there(world, "questions"), "explained", code="4.2", reason="Đã kéo thêm đường dây.")
    assert answered.status_code == 302
    assert "Đã kéo thêm đường dây." in told(office.get(cell))
    assert send(minh, cell, "returned", reason="Thiếu biên bản.").status_code == 302
    assert "Thiếu biên bản." in told(lan.get(there(world, "questions")))
    assert "951" not in told(minh.get(cell))  # being mended: the commune's own again
    assert send(lan, there(world, "questions"), "submitted", code="4.2").status_code == 302
    assert reviews_of(world.communes[0].pk, SET, YEAR)["4.2"].is_handed_up


def test_a_cell_is_accepted_as_it_was_seen_and_told_when_it_changed(world: World) -> None:
    minh = site(world.minh)
    cell = there(world, "cell", world.communes[0].pk, "4.2")
    seen = re.findall(r'name="seen" value="([^"]+)"', minh.get(cell).text)[0]
    assert send(minh, cell, "verified", seen="1;").status_code == 400
    assert send(minh, cell, "verified", seen=seen).status_code == 302
    older = Acceptance.objects.get().observation
    ReviewEvent.objects.filter(code="4.2").latest("number")
    world.record_over(older, "4.2", parts="70/100")
    page = told(minh.get(cell))
    assert "Đã thay đổi sau khi chấp nhận" in page
    assert "(951/1.000)" in page
    assert "(70/100)" in page
    assert "≠" in minh.get(there(world, "list")).text


@pytest.mark.parametrize("name", ["cell", "questions"])
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kind": "verified"},
        {"kind": "flown", "act": "x"},
        {"kind": "questioned", "reason": "Vì sao?", "explain_by": "31/02/2024"},
        {"kind": "questioned", "reason": "Vì sao?", "explain_by": ""},
        {"kind": "returned", "reason": "a" * 5000},
        {"kind": "explained", "code": "99", "reason": "Có."},
    ],
)
def test_bad_input_is_said(world: World, name: str, given: dict[str, str]) -> None:
    client = site(world.minh if name == "cell" else world.lan)
    address = there(world, "cell", world.communes[0].pk, "4.2") if name == "cell" else there(world, name)
    sent = {"act": str(uuid4()), **given} if given.get("kind") != "verified" else given
    answer = client.post(address, sent)
    assert answer.status_code in (400, 403)
    assert ReviewEvent.objects.exclude(kind="submitted").count() == 0


def test_who_reviews_what_is_the_choice_of_the_province(world: World) -> None:
    office = person("An", Role.COORDINATION_OFFICE, world.province, world.system)
    given = {"unit": world.province, "kind": "department", "since": None, "by": world.system, "now": NOW}
    trade, health = (add_body(name=name, **given) for name in ("Sở Công Thương", "Sở Y tế"))
    client = site(office)
    page = told(client.get(there(world, "duties")))
    assert "Sở Công Thương theo lĩnh vực" in page
    assert "Minh" in page  # who holds the right
    sent = {"criterion-4": str(health.pk), "valid_from": "01/01/2024", "decision": "12/QĐ-UBND"}
    assert client.post(there(world, "duties"), {**sent, "decision": ""}).status_code == 400
    assert client.post(there(world, "duties"), {**sent, "criterion-4": "999"}).status_code == 400
    assert (
        client.post(there(world, "duties"), {"valid_from": "01/01/2024", "decision": "1"}).status_code == 400
    )
    assert client.post(there(world, "duties"), sent).status_code == 302
    [duty] = ReviewDuty.objects.all()
    assert (duty.part, duty.code, duty.body) == ("criterion", "4", health)
    assert "Sở Y tế 12/QĐ-UBND" in told(client.get(there(world, "duties")))
    minh = site(world.minh)
    assert "phụ trách: Sở Y tế" in told(minh.get(there(world, "cell", world.communes[0].pk, "4.2")))
    assert minh.post(there(world, "duties"), sent).status_code == 403
    assert trade.name in told(minh.get(there(world, "duties")))
    back = {"criterion-4": "", "valid_from": "01/02/2024", "decision": "13/QĐ-UBND"}
    assert client.post(there(world, "duties"), back).status_code == 302
    assert "Sở Công Thương theo lĩnh vực" in told(client.get(there(world, "duties")))


def test_others_are_told_who_can(world: World) -> None:
    for name, user in (("list", world.lan), ("questions", world.minh), ("duties", world.hoa)):
        answer = site(user).get(there(world, name))
        assert answer.status_code == 403
    assert site(world.minh).get(there(world, "cell", world.communes[0].pk, "9.1")).status_code == 403
    assert site(world.minh).get(there(world, "cell", "khong-co", "4.2")).status_code == 404
    assert site(world.minh).get(there(world, "list").replace("2023", "1999")).status_code == 404
    assert ReviewKind.VERIFIED not in {each.kind for each in ReviewEvent.objects.all()}

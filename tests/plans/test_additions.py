"""What the reader missed is added from its line, and a target that is none is moved."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.audit.models import Entry
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.plans import actions, exports, queries
from chungsuc.plans.encoding import as_reviewed
from chungsuc.plans.errors import PlanError
from chungsuc.plans.models import Plan, ReadItem, ReviewStep, StatedResult, Target
from factories.plans import LATER, Reader, bring_and_read

pytestmark = pytest.mark.django_db

TARGET = {
    "value": "2",
    "comparator": "equal",
    "measure": "lớp",
    "object_text": "lớp tập huấn",
    "kind": "count",
    "mode": "reach",
    "subject": "indicator",
    "why": "Máy bỏ sót",
}
MONEY = {"label": "Vốn tỉnh", "amount": "50", "measure": "triệu đồng", "source_kind": "province"}


@pytest.fixture
def plan(lan: User, reader: Reader) -> Plan:
    """A plan of Lan's district that waits for its review."""
    return bring_and_read(lan)


@pytest.fixture
def site(lan: User, client: Client, plan: Plan) -> Client:
    """Lan's browser."""
    client.force_login(lan)
    return client


def page(plan: Plan, line: int, group: str) -> str:
    return f"{reverse('plans:add', args=[plan.pk])}?dong={line}&nhom={group}"


def added() -> ReadItem:
    return ReadItem.objects.get(is_added=True)


def move(plan: Plan, key: str, lan: User) -> ReadItem:
    item = ReadItem.objects.get(reading__plan=plan, key=key)
    return actions.move(item=item, by=lan, now=LATER)


@pytest.mark.parametrize(
    ("line", "group", "typed"),
    [(2, "targets", TARGET | {"deadline": "12/2024"}), (2, "baseline", TARGET | {"as_of": "2023"})],
)
def test_a_missed_statement_is_added_from_its_line(
    site: Client, plan: Plan, lan: User, line: int, group: str, typed: dict[str, str]
) -> None:
    assert "Xây dựng nông thôn mới năm 2024" in site.get(page(plan, line, group)).content.decode()
    assert site.post(page(plan, line, group), typed).status_code == 302
    item = added()
    assert (item.section, item.line, item.text) == (group, 2, "Xây dựng nông thôn mới năm 2024")
    assert (item.data["value"], item.reviewed["value"]) == (None, "2")
    step = ReviewStep.objects.get()
    assert (step.kind, step.by, step.why, step.changes["value"]) == ("added", lan, "Máy bỏ sót", [None, "2"])
    assert Entry.objects.get(action="plan.item_added").data["item"] == item.key
    reading = queries.last_reading(plan)
    read = getattr(as_reviewed(reading, reading.items.all()), group)
    assert Decimal(2) in [each.value for each in read if each.id == item.key]
    assert exports.as_json(reading)["corrections"][0]["kind"] == "added"
    shown = site.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert "người thêm" in shown
    assert "Kiểm tra lại" in shown


def test_missed_money_is_added_and_followed(site: Client, plan: Plan, lan: User) -> None:
    assert site.post(page(plan, 8, "funding"), MONEY | {"why": "Máy bỏ sót"}).status_code == 302
    assert (added().reviewed["amount"], added().reviewed["stated"]) == (50_000_000, "50")


def test_an_empty_form_adds_nothing(site: Client, plan: Plan) -> None:
    answer = site.post(page(plan, 2, "targets"), TARGET | {"value": "", "object_text": "", "measure": ""})
    assert answer.status_code == 400
    assert "còn trống" in answer.content.decode()
    assert site.post(page(plan, 8, "funding"), {"label": "", "amount": "x"}).status_code == 400
    assert not ReadItem.objects.filter(is_added=True).exists()


@pytest.mark.parametrize(("line", "group"), [("99", "targets"), ("2", "duties"), ("x", "targets"), ("", "")])
def test_a_line_that_is_not_there_says_so(site: Client, plan: Plan, line: str, group: str) -> None:
    address = f"{reverse('plans:add', args=[plan.pk])}?dong={line}&nhom={group}"
    assert "Hãy chọn một dòng có chữ" in site.get(address, follow=True).content.decode()


def test_a_target_becomes_a_stated_result_and_comes_back(plan: Plan, lan: User) -> None:
    twin = move(plan, "T2", lan)
    assert (twin.section, twin.reviewed["as_of"], twin.reviewed["deadline"]) == ("baseline", "2024", None)
    old = ReadItem.objects.get(reading__plan=plan, key="T2")
    assert (old.decision, old.data["deadline"]) == ("rejected", "2024")
    back = move(plan, twin.key, lan)
    assert (back.section, back.reviewed["deadline"]) == ("targets", "2024")
    with pytest.raises(PlanError, match="Chỉ chuyển được"):
        move(plan, twin.key, lan)
    assert [step.kind for step in ReviewStep.objects.order_by("number")] == ["rejected", "added"] * 2


def test_what_was_moved_is_followed_on_the_other_side(plan: Plan, lan: User, reader: Reader) -> None:
    reader.findings = ()
    move(plan, "T2", lan)
    actions.ask_check(plan=plan, by=lan, now=LATER)
    actions.recheck(plan=plan, by=lan, now=LATER)
    confirm_plan(plan=plan, by=lan, now=LATER)
    assert not Target.objects.filter(line=5).exists()
    assert StatedResult.objects.get(line=5).as_of == "2024"


def test_a_new_reading_keeps_what_was_added(site: Client, plan: Plan, lan: User, reader: Reader) -> None:
    site.post(page(plan, 2, "targets"), TARGET)
    actions.reread(plan=plan, by=lan, now=LATER)
    reader.reading = replace(reader.reading, coverage=Decimal("0.9"))
    actions.read(plan=plan, by=lan, now=LATER)
    reading = queries.last_reading(plan)
    assert reading.number == 2
    kept = reading.items.get(is_added=True)
    assert (kept.reviewed["value"], kept.decision, kept.decided_by) == ("2", "confirmed", lan)
    assert [step.kind for step in reading.steps.all()] == ["added"]

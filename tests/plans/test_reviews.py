"""Reviewing, confirming, publishing: who may, what follows, and what can never be false."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.audit.models import Entry
from chungsuc.core.errors import ChungsucError
from chungsuc.core.workflow import NotAllowed
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.funding.models import FundingLine
from chungsuc.plans import actions, queries
from chungsuc.plans.errors import PlanError
from chungsuc.plans.models import (
    Acknowledgement,
    Finding,
    Plan,
    PlanEvent,
    ReadItem,
    StatedResult,
    Target,
    TargetCell,
)
from factories.plans import LATER, Reader, bring, bring_and_confirm, bring_and_read, kinds

pytestmark = pytest.mark.django_db
State = Plan.State


# --- rà soát và ghi nhận ---------------------------------------------------------------------------


def test_a_contradiction_must_be_acknowledged(lan: User, reader: Reader) -> None:
    plan = bring_and_read(lan)
    with pytest.raises(PlanError, match=r"1 mâu thuẫn.*dòng 5, 6"):
        confirm_plan(plan=plan, by=lan, now=LATER)
    assert not Target.objects.exists()
    assert not ReadItem.objects.exclude(decision="pending").exists()
    plan.refresh_from_db()
    assert plan.state == State.IN_REVIEW


def test_each_confirmed_statement_becomes_exactly_one_thing(lan: User, reader: Reader) -> None:
    plan = bring_and_read(lan)
    done = confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"], words="Đã báo.")
    assert (done.targets, done.stated_results, len(done.funding), done.left_out) == (2, 1, 3, 1)
    assert list(Target.objects.values_list("item__key", flat=True)) == ["T1", "T2"]
    assert StatedResult.objects.get().as_of == "2023"
    assert FundingLine.objects.filter(plan_id=plan.pk).count() == 3
    assert Acknowledgement.objects.get().words == "Đã báo."
    plan.refresh_from_db()
    assert plan.state == State.TRACKED


def test_the_cells_are_those_that_the_words_name(lan: User, reader: Reader, communes: list[Unit]) -> None:
    bring_and_confirm(lan)
    cells = TargetCell.objects.values_list("target__item__key", "unit_id", "criterion_code")
    assert sorted(cells) == [
        ("T1", communes[0].pk, ""),
        ("T2", communes[1].pk, "15"),
        ("T2", communes[1].pk, "4"),
    ]


def test_a_doubtful_item_is_followed_only_when_someone_says_it_is_right(lan: User, reader: Reader) -> None:
    plan = bring_and_read(lan)
    doubtful = ReadItem.objects.get(key="T3")
    actions.decide(item=doubtful, decision=ReadItem.Decision.CONFIRMED, by=lan, now=LATER)
    rejected = ReadItem.objects.get(key="T1")
    actions.decide(item=rejected, decision=ReadItem.Decision.REJECTED, by=lan, now=LATER)
    done = confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"])
    assert (done.targets, done.left_out) == (2, 0)
    assert list(Target.objects.values_list("item__key", flat=True)) == ["T2", "T3"]


def test_confirming_twice_doubles_nothing(lan: User, reader: Reader) -> None:
    plan = bring_and_confirm(lan)
    before = (Target.objects.count(), FundingLine.objects.count(), PlanEvent.objects.count())
    with pytest.raises(NotAllowed, match="đang theo dõi"):
        confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"])
    assert (Target.objects.count(), FundingLine.objects.count(), PlanEvent.objects.count()) == before


def test_when_the_money_fails_nothing_is_followed(lan: User, reader: Reader) -> None:
    plan = bring_and_read(lan)
    top = ReadItem.objects.get(key="F1")
    top.data["parent"] = "F2"
    top.save()
    with pytest.raises(ChungsucError, match="vòng tròn"):
        confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"])
    plan.refresh_from_db()
    assert plan.state == State.IN_REVIEW
    assert not Target.objects.exists()
    assert not Acknowledgement.objects.exists()


def test_a_figure_that_no_column_holds_is_told_by_its_line(lan: User, reader: Reader) -> None:
    plan = bring_and_read(lan)
    item = ReadItem.objects.get(key="T1")
    item.data["value"] = "9" * 20
    item.save()
    with pytest.raises(PlanError, match="Dòng 4"):
        confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"])
    actions.decide(item=item, decision=ReadItem.Decision.REJECTED, by=lan, now=LATER)
    assert confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"]).targets == 1


def test_a_page_of_an_older_reading_confirms_nothing(lan: User, reader: Reader) -> None:
    plan = bring_and_read(lan)
    actions.reread(plan=plan, by=lan, now=LATER)
    actions.read(plan=plan, by=lan, now=LATER)
    with pytest.raises(PlanError, match="vừa được đọc lại"):
        confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"], seen="1.1.0")
    item = ReadItem.objects.get(reading__number=1, key="T1")
    with pytest.raises(PlanError, match="không còn chờ rà soát"):
        actions.decide(item=item, decision=ReadItem.Decision.CONFIRMED, by=lan, now=LATER)


def test_an_acknowledgement_is_given_once_and_says_something(lan: User, reader: Reader) -> None:
    bring_and_read(lan)
    finding = Finding.objects.get()
    with pytest.raises(PlanError, match="lý do"):
        actions.acknowledge(finding=finding, by=lan, now=LATER, words="  ")
    actions.acknowledge(finding=finding, by=lan, now=LATER, words="Lần một.")
    actions.acknowledge(finding=finding, by=lan, now=LATER, words="Lần hai.")
    assert Acknowledgement.objects.get().words == "Lần một."


@pytest.mark.parametrize("who", ["minh", "hoa"])
def test_only_the_office_of_the_unit_reviews(
    lan: User, reader: Reader, who: str, request: pytest.FixtureRequest
) -> None:
    other = request.getfixturevalue(who)
    plan = bring_and_read(lan)
    item = ReadItem.objects.get(key="T3")
    for act in (
        lambda: actions.decide(item=item, decision=ReadItem.Decision.CONFIRMED, by=other, now=LATER),
        lambda: actions.acknowledge(finding=Finding.objects.get(), by=other, now=LATER, words="."),
        lambda: confirm_plan(plan=plan, by=other, now=LATER, acknowledged=["X1"]),
        lambda: actions.reread(plan=plan, by=other, now=LATER),
        lambda: actions.withdraw(plan=plan, by=other, now=LATER, why="."),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert kinds(plan) == ["uploaded", "read"]


def test_publication_and_withdrawal_are_events_and_delete_nothing(lan: User, reader: Reader) -> None:
    plan = bring_and_confirm(lan)
    actions.publish(plan=plan, by=lan, now=LATER)
    with pytest.raises(PlanError, match="lý do"):
        actions.withdraw(plan=plan, by=lan, now=LATER, why=" ")
    actions.withdraw(plan=plan, by=lan, now=LATER, why="Đã có bản thay thế.")
    assert kinds(plan) == ["uploaded", "read", "confirmed", "published", "withdrawn"]
    assert Target.objects.filter(plan=plan).count() == 2
    actions_told = (
        Entry.objects.filter(object_id=str(plan.pk)).order_by("number").values_list("action", flat=True)
    )
    assert [told for told in actions_told if told != "plan.finding_acknowledged"] == [
        f"plan.{kind}" for kind in kinds(plan)
    ]


# --- ai thấy gì ------------------------------------------------------------------------------------


@pytest.fixture
def people(lan: User, minh: User, hoa: User, system: User) -> dict[str, User | None]:
    """The cast, the system, and the public."""
    return {"lan": lan, "minh": minh, "hoa": hoa, "system": system, "anonymous": None}


@pytest.mark.parametrize(
    ("until", "seen_by"),
    [
        ("waiting", {"lan", "system"}),
        ("in_review", {"lan", "system"}),
        ("tracked", {"lan", "minh", "system"}),
        ("published", {"lan", "minh", "hoa", "anonymous", "system"}),
        ("withdrawn", {"lan", "system"}),
    ],
)
def test_who_sees_a_plan(
    people: dict[str, User | None], reader: Reader, until: str, seen_by: set[str]
) -> None:
    lan = people["lan"]
    plan = bring(lan) if until == "waiting" else bring_and_read(lan)
    if until in ("tracked", "published"):
        confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"])
    if until == "published":
        actions.publish(plan=plan, by=lan, now=LATER)
    if until == "withdrawn":
        actions.withdraw(plan=plan, by=lan, now=LATER, why="Thay thế.")
    assert {name for name, user in people.items() if queries.visible_to(user).filter(pk=plan.pk)} == seen_by


# --- điều không bao giờ được sai -------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"period_from": 2025, "period_to": 2024},
        {"period_from": 2024, "period_to": None},
        {"unit": None},
    ],
)
def test_the_database_refuses_a_plan_that_cannot_be(lan: User, reader: Reader, wrong: dict[str, Any]) -> None:
    plan = bring_and_read(lan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(**wrong)


def test_the_database_refuses_a_decision_without_its_author(lan: User, reader: Reader) -> None:
    bring_and_read(lan)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadItem.objects.filter(key="T1").update(decision="confirmed")

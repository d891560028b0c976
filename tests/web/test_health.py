"""`chungsuc doctor`: a store that holds together, and each thing that does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chungsuc.accounts.models import User
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.plans import actions
from chungsuc.plans.models import Plan, PlanEvent, Reading, ReadingJob, Target
from chungsuc.stores import files as store
from chungsuc.web import health
from factories.plans import NOW, TEXT, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(lan: User, reader: Reader) -> Plan:
    """A plan of Lan's that is being reviewed."""
    made = actions.upload(data=TEXT.encode(), name="ke-hoach.txt", by=lan, now=NOW)
    return actions.read(plan=made, by=lan, now=NOW)


def problems() -> list[str]:
    return [problem for each in health.examine() for problem in each.problems]


def test_a_plan_at_every_step_holds_together(lan: User, reader: Reader) -> None:
    plan = actions.upload(data=TEXT.encode(), name="ke-hoach.txt", by=lan, now=NOW)
    assert problems() == []
    plan = actions.read(plan=plan, by=lan, now=NOW)
    assert problems() == []
    plan = confirm_plan(plan=plan, by=lan, now=NOW, acknowledged=["X1"]).plan
    assert problems() == []
    actions.withdraw(plan=plan, by=lan, now=NOW, why="Nhầm tệp.")
    assert problems() == []


def _lose_the_file(plan: Plan) -> None:
    store.path_of(plan.upload.sha256).unlink()


def _alter_the_file(plan: Plan) -> None:
    store.path_of(plan.upload.sha256).write_bytes(b"khac")


def _lose_an_event(plan: Plan) -> None:
    PlanEvent.objects.filter(plan=plan, kind="read").delete()


def _lose_the_first_event(plan: Plan) -> None:
    PlanEvent.objects.filter(plan=plan, kind="uploaded").delete()


def _lose_the_reading(plan: Plan) -> None:
    reading = Reading.objects.get(plan=plan)
    reading.findings.all().delete()
    reading.items.all().delete()
    reading.checks.all().delete()
    reading.delete()


def _follow_before_it_is_confirmed(plan: Plan) -> None:
    item = plan.readings.get().items.get(key="T1")
    Target.objects.create(
        plan=plan,
        item=item,
        kind="keep",
        mode="keep",
        subject="communes",
        comparator="equal",
        line=4,
        text="x",
    )


def _lose_the_job(plan: Plan) -> None:
    PlanEvent.objects.filter(plan=plan, kind="read").delete()
    _lose_the_reading(plan)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.WAITING)
    ReadingJob.objects.filter(plan=plan).delete()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_lose_the_file, "Thiếu tệp của “ke-hoach.txt”"),
        (_alter_the_file, "đã bị thay đổi trên đĩa"),
        (_lose_an_event, "ghi in_review, các bước cho ra waiting"),
        (_lose_the_first_event, "các bước đã ghi không nối nhau"),
        (_lose_the_reading, "chờ rà soát mà không có bản đọc"),
        (_follow_before_it_is_confirmed, "có mục tiêu mà chưa được ghi nhận"),
        (_lose_the_job, "chờ đọc mà không có việc đọc"),
    ],
)
def test_what_does_not_hold_is_told(plan: Plan, harm: Callable[[Any], None], said: str) -> None:
    harm(plan)
    assert any(said in problem for problem in problems()), problems()

"""Reading a waiting plan: all of it is stored, or the sentence that says why not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.plans import actions, queries, tasks
from chungsuc.plans.actions import checks
from chungsuc.plans.models import (
    Plan,
    Reading,
    ReadingJob,
    ReadItem,
    Upload,
)
from chungsuc.reading import NotAPlan
from factories.plans import LATER, NOW, TEXT, Reader, bring, bring_and_read, kinds

pytestmark = pytest.mark.django_db
State = Plan.State


# --- đọc -------------------------------------------------------------------------------------------


def test_a_reading_stores_lines_items_and_findings_together(lan: User, reader: Reader) -> None:
    plan = bring_and_read(lan)
    plan.refresh_from_db()
    assert plan.state == State.IN_REVIEW
    assert (plan.unit.code, plan.title, plan.period) == ("084", "Xây dựng nông thôn mới năm 2024", "2024")
    assert (plan.is_draft, plan.issued_on, plan.criteria_set.set_id) == (
        True,
        "2024-01",
        "vn-2021-2025-commune",
    )
    reading = queries.last_reading(plan)
    assert [text for _number, text, _page in reading.lines] == TEXT.splitlines()
    assert reading.items.count() == 8
    assert reading.items.get(key="T3").spans == [[6, 14, 42]]
    assert reading.findings.get().data["quotes"][0] == {
        "item_id": "T2",
        "line": 5,
        "text": "Một xã thêm 02 tiêu chí: Điện, Y tế",
    }
    assert plan.job.stage == ReadingJob.Stage.DONE


def test_a_job_that_runs_twice_reads_once(lan: User, reader: Reader) -> None:
    plan = bring(lan)
    tasks.read_plan.call(plan_id=str(plan.pk))
    tasks.read_plan.call(plan_id=str(plan.pk))
    assert Reading.objects.filter(plan=plan).count() == 1
    assert kinds(plan) == ["uploaded", "read"]
    assert reader.times == 1


def test_a_worker_that_dies_midway_leaves_nothing_and_is_resumed(
    lan: User, reader: Reader, monkeypatch: Any
) -> None:
    plan = bring(lan)

    class Killed(BaseException):
        """Stands for kill -9: nothing after it runs."""

    def dies(*_given: Any, **_more: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(checks.Finding.objects, "bulk_create", dies)
        with pytest.raises(Killed):
            actions.read(plan=plan, by=lan, now=NOW, clock=lambda: NOW)
    plan.refresh_from_db()
    assert plan.state == State.WAITING
    assert not ReadItem.objects.exists()
    assert not Reading.objects.exists()

    assert actions.resume(now=NOW + timedelta(seconds=30)) == 0
    before = DBTaskResult.objects.count()
    assert actions.resume(now=NOW + actions.STALE) == 1
    assert DBTaskResult.objects.count() == before + 1
    tasks.read_plan.call(plan_id=str(plan.pk))
    plan.refresh_from_db()
    assert plan.state == State.IN_REVIEW


def test_what_is_not_a_plan_is_told_on_its_page(lan: User, reader: Reader) -> None:
    reader.error = NotAPlan("Văn bản này không giống một kế hoạch.")
    plan = bring_and_read(lan)
    assert plan.state == State.REFUSED
    assert plan.events.last().note == "Văn bản này không giống một kế hoạch."
    assert not Reading.objects.exists()
    assert Upload.objects.count() == 1


def test_a_plan_of_another_unit_is_not_taken(hoa: User, reader: Reader) -> None:
    plan = bring_and_read(hoa)
    assert plan.state == State.REFUSED
    assert "Si Ma Cai" in plan.events.last().note
    assert plan.unit is None


def test_a_fault_of_the_reader_is_told_and_raised(lan: User, reader: Reader) -> None:
    reader.error = ZeroDivisionError("reader")
    plan = bring(lan)
    with pytest.raises(ZeroDivisionError):
        tasks.read_plan.call(plan_id=str(plan.pk))
    plan.refresh_from_db()
    assert plan.state == State.REFUSED
    assert "người quản trị" in plan.events.last().note


def test_a_refused_plan_is_read_again_with_the_unit_that_was_chosen(lan: User, reader: Reader) -> None:
    reader.error = NotAPlan("Chưa rõ.")
    plan = bring_and_read(lan)
    reader.error = None
    district = Unit.objects.get(code="084", level="district")
    actions.reread(plan=plan, by=lan, now=LATER, unit=district)
    actions.read(plan=plan, by=lan, now=LATER)
    plan.refresh_from_db()
    assert kinds(plan) == ["uploaded", "refused", "reread", "read"]
    assert plan.unit == district

"""Checking a corrected reading again: new findings all at once, what was known stays known."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import docx
import jsonschema
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.checking import load_schema, to_json
from chungsuc.core import statements as said
from chungsuc.core.statements import Certainty, FindingKind, Severity
from chungsuc.core.workflow import NotAllowed
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.plans import actions, exports, queries, tasks
from chungsuc.plans.actions import checks, readings
from chungsuc.plans.encoding import as_reviewed
from chungsuc.plans.errors import PlanError
from chungsuc.plans.models import Acknowledgement, Check, Finding, Plan, ReadingJob, ReadItem, ReviewStep
from factories.plans import (
    LATER,
    NOW,
    TEXT,
    Reader,
    bring,
    bring_and_confirm,
    bring_and_read,
    contradiction,
    kinds,
)

pytestmark = pytest.mark.django_db
Decision = ReadItem.Decision


@pytest.fixture
def plan(lan: User, reader: Reader) -> Plan:
    """A plan of Lan's district that waits for its review."""
    return bring_and_read(lan)


def item(key: str) -> ReadItem:
    return ReadItem.objects.select_related("reading__plan").order_by("-reading__number").filter(key=key)[0]


def correct(key: str, by: User, **fields: Any) -> ReadItem:
    data = item(key).reviewed | fields
    return actions.correct(item=item(key), data=data, why="Máy đọc nhầm", by=by, now=LATER)


def again(plan: Plan, by: User) -> Check | None:
    """Someone asks, and the work behind the page is done."""
    actions.ask_check(plan=plan, by=by, now=LATER)
    return actions.recheck(plan=plan, by=by, now=LATER)


def test_a_reading_comes_out_of_its_rows_as_it_went_in(plan: Plan, reader: Reader) -> None:
    reading = plan.readings.get()
    assert as_reviewed(reading, reading.items.order_by("position")) == reader.reading


def test_the_checks_see_the_reading_as_its_review_left_it(plan: Plan, lan: User, reader: Reader) -> None:
    correct("T2", lan, value="3")
    actions.decide(item=item("T3"), decision=Decision.CONFIRMED, by=lan, now=LATER)
    actions.decide(item=item("F1"), decision=Decision.REJECTED, by=lan, now=LATER)
    again(plan, lan)
    checked = reader.checked[-1]
    said = {each.id: each for each in checked.targets}
    assert said["T2"] == replace(reader.reading.targets[1], value=Decimal(3), certainty=Certainty.CERTAIN)
    assert said["T3"].certainty is Certainty.CERTAIN
    assert [(each.id, each.parent) for each in checked.funding] == [("F2", None), ("F3", None)]
    assert checked.lines == reader.reading.lines


def test_new_findings_take_the_place_of_the_old_ones_which_stay_in_the_store(
    plan: Plan, lan: User, reader: Reader
) -> None:
    correct("T3", lan, value="1")
    reader.findings = ()
    made = again(plan, lan)
    assert made is not None
    assert (made.number, made.steps, made.asked_by) == (2, 1, lan)
    assert not Finding.objects.current().exists()
    assert Finding.objects.get().round == 1
    assert queries.contradictions_left(plan) == []
    assert queries.listed(lan).get(pk=plan.pk).errors is None
    assert kinds(plan) == ["uploaded", "read", "rechecked"]
    assert confirm_plan(plan=plan, by=lan, now=LATER).targets == 3


def test_what_was_known_of_a_finding_stays_known_while_it_is_the_same(
    plan: Plan, lan: User, reader: Reader
) -> None:
    actions.acknowledge(finding=Finding.objects.get(), by=lan, now=NOW, words="Đã báo.")
    other = replace(contradiction(), id="X2", message="Hai câu khác không thể cùng đúng.")
    reader.findings = (other, replace(contradiction(), id="X9"))  # the same, under another number
    again(plan, lan)
    given = Acknowledgement.objects.get(finding__round=2)
    assert (given.finding.key, given.by, given.at, given.words) == ("X9", lan, NOW, "Đã báo.")
    assert [finding.key for finding in queries.contradictions_left(plan)] == ["X2"]


def test_a_check_that_runs_twice_is_one_check(plan: Plan, lan: User) -> None:
    actions.ask_check(plan=plan, by=lan, now=LATER)
    tasks.recheck_plan.call(plan_id=str(plan.pk))
    tasks.recheck_plan.call(plan_id=str(plan.pk))
    assert Check.objects.count() == 2
    assert plan.readings.get().round == 2


def test_only_a_reading_in_review_is_checked_again(lan: User, reader: Reader) -> None:
    plan = bring_and_confirm(lan)
    with pytest.raises(NotAllowed, match="đang theo dõi"):
        actions.ask_check(plan=plan, by=lan, now=LATER)


def test_a_reading_of_an_older_version_asks_to_be_read_again(plan: Plan, lan: User) -> None:
    plan.readings.update(rest={})
    for act in (
        lambda: actions.ask_check(plan=plan, by=lan, now=LATER),
        lambda: correct("T3", lan, value="6"),
    ):
        with pytest.raises(PlanError, match="cho đọc lại"):
            act()


# --- tải bản đọc -----------------------------------------------------------------------------------


def test_the_json_holds_the_corrections_and_meets_the_schema(plan: Plan, lan: User) -> None:
    reading = plan.readings.get()
    assert exports.as_json(reading) == reading.data
    correct("T3", lan, value="6")
    actions.decide(item=item("F3"), decision=Decision.REJECTED, by=lan, now=LATER)
    told = json.loads(json.dumps(exports.as_json(reading)))
    jsonschema.validate(told, load_schema(), cls=jsonschema.Draft202012Validator)
    assert next(each for each in told["targets"] if each["id"] == "T3")["value"] == 6
    assert [each["id"] for each in told["funding"]] == ["F1", "F2"]
    assert [(each["item_id"], each["changes"]) for each in told["corrections"]] == [
        ("T3", {"value": {"read": "5", "corrected": "6"}}),
        ("F3", {}),
    ]
    assert all("by" not in each for each in told["corrections"])  # the page is public one day
    plain = to_json(as_reviewed(reading, reading.items.order_by("position")), exports.findings_of(reading))
    assert told == json.loads(json.dumps(plain | {"corrections": told["corrections"]}))


def test_the_workbook_holds_what_the_review_made_of_the_reading(plan: Plan, lan: User) -> None:
    correct("T2", lan, value="3", body="=1+1")
    actions.decide(item=item("F3"), decision=Decision.REJECTED, by=lan, now=LATER)
    reading = plan.readings.get()
    book = openpyxl.load_workbook(io.BytesIO(exports.as_excel(plan, reading)))
    cells = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
    assert any(3 in row and "Một xã thêm 02 tiêu chí: Điện, Y tế" in row for row in cells["Mục tiêu"])
    assert any("trung ương 200" in row for row in cells["Kinh phí"])
    assert not any("huyện 100" in row for row in cells["Kinh phí"])
    assert any("Hai câu không thể cùng đúng." in str(cell) for row in cells["Phát hiện"] for cell in row)
    told = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert all(cell.data_type == "s" for cell in told)  # words of a person are no formula
    assert exports.as_excel(plan, reading) == exports.as_excel(plan, reading)


def test_the_paper_goes_back_with_a_comment_at_each_line_of_a_finding(plan: Plan) -> None:
    made = docx.Document(io.BytesIO(exports.as_word(plan, plan.readings.get())))
    assert [each.text for each in made.paragraphs][:9] == TEXT.splitlines()[:9]
    told = [comment.text for comment in made.comments]
    assert len(told) == 2
    assert all("Hai câu không thể cùng đúng." in words for words in told)


def test_a_misspelt_name_goes_back_as_a_change_to_accept(lan: User, reader: Reader, client: Client) -> None:
    reader.findings = (
        said.Finding(
            id="X1",
            kind=FindingKind.SLIP,
            severity=Severity.WARNING,
            message="“Diện” là tên viết sai.",
            quotes=(said.Quote("T3", 6, "thêm 05 xã đạt tiêu chí điện"),),
            repairs=("Viết “điện lực” thay cho “điện”.",),
            stated="điện",
            follows="điện lực",
        ),
    )
    plan = bring_and_read(lan)
    client.force_login(lan)
    address = reverse("plans:word", args=[plan.pk])
    assert f"{address}?sua=1" in client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    for more, is_tracked in (("", False), ("?sua=1", True)):
        answer = client.get(address + more)
        made = docx.Document(io.BytesIO(answer.content))
        assert ("-co-sua.docx" in answer["Content-Disposition"]) is is_tracked
        assert ("<w:ins " in made.element.xml) is is_tracked


def test_a_plan_without_such_names_offers_no_changes(plan: Plan, lan: User, client: Client) -> None:
    client.force_login(lan)
    assert "?sua=1" not in client.get(reverse("plans:plan", args=[plan.pk])).content.decode()


# --- đọc lại ---------------------------------------------------------------------------------------


def reread(plan: Plan, by: User) -> None:
    actions.reread(plan=plan, by=by, now=LATER)
    actions.read(plan=plan, by=by, now=LATER)


def test_what_people_said_stands_where_a_new_reading_reads_the_same(
    plan: Plan, lan: User, reader: Reader
) -> None:
    correct("T3", lan, value="6")
    correct("T3", lan, value="7")
    actions.decide(item=item("T1"), decision=Decision.REJECTED, by=lan, now=LATER)
    actions.decide(item=item("T2"), decision=Decision.REJECTED, by=lan, now=LATER)
    first, second, third = reader.reading.targets
    reader.reading = replace(reader.reading, targets=(first, replace(second, value=Decimal(4)), third))
    reread(plan, lan)
    assert item("T3").reading.number == 2
    assert (item("T3").reviewed["value"], item("T3").decided_by) == ("7", lan)
    assert item("T1").decision == Decision.REJECTED
    assert item("T2").decision == Decision.PENDING  # it is read otherwise now: asked again
    steps = ReviewStep.objects.filter(reading__number=2).order_by("number")
    assert [(step.number, step.item.key, step.at) for step in steps] == [
        (1, "T3", LATER),
        (2, "T3", LATER),
        (3, "T1", LATER),
    ]
    with pytest.raises(PlanError, match="chưa kiểm tra lại"):
        confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"])


def test_another_unit_is_another_reading(plan: Plan, lan: User, communes: list[Unit]) -> None:
    actions.reread(plan=plan, by=lan, now=LATER, unit=communes[0])
    actions.read(plan=plan, by=lan, now=LATER)
    plan.refresh_from_db()
    assert plan.unit == communes[0]
    assert list(plan.readings.order_by("number").values_list("number", flat=True)) == [1, 2]


# --- tệp làm máy đọc dừng --------------------------------------------------------------------------


class Killed(BaseException):
    """Stands for kill -9: nothing after it runs."""


def dies(*_given: Any, **_more: Any) -> None:
    raise Killed


def test_a_file_that_ends_its_reader_is_given_up_after_three_attempts(
    lan: User, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = bring(lan)
    monkeypatch.setattr(readings, "read_plan", dies)
    for _attempt in range(readings.MOST_ATTEMPTS):
        ReadingJob.objects.update(moved_at=NOW)
        assert actions.resume(now=LATER) == 1
        with pytest.raises(Killed):
            tasks.read_plan.call(plan_id=str(plan.pk))
    ReadingJob.objects.update(moved_at=NOW)
    actions.resume(now=LATER)
    tasks.read_plan.call(plan_id=str(plan.pk))
    plan.refresh_from_db()
    assert plan.state == Plan.State.REFUSED
    assert "đã thử đọc tệp này 3 lần" in plan.events.last().note
    waiting = DBTaskResult.objects.count()
    assert actions.resume(now=timezone.now() + timedelta(days=2)) == 0
    assert DBTaskResult.objects.count() == waiting


def test_someone_who_asks_again_gives_it_three_more(lan: User, reader: Reader) -> None:
    plan = bring(lan)
    ReadingJob.objects.update(attempts=readings.MOST_ATTEMPTS)
    actions.ask_again(plan=plan, by=lan, now=LATER)
    tasks.read_plan.call(plan_id=str(plan.pk))
    plan.refresh_from_db()
    assert plan.state == Plan.State.IN_REVIEW


def test_a_check_that_ends_its_worker_leaves_the_old_findings(
    plan: Plan, lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.ask_check(plan=plan, by=lan, now=LATER)
    monkeypatch.setattr(checks, "check_plan", dies)
    for _attempt in range(readings.MOST_ATTEMPTS):
        with pytest.raises(Killed):
            tasks.recheck_plan.call(plan_id=str(plan.pk))
    ReadingJob.objects.update(moved_at=NOW)
    assert actions.resume(now=LATER) == 1
    tasks.recheck_plan.call(plan_id=str(plan.pk))
    plan.refresh_from_db()
    assert plan.state == Plan.State.IN_REVIEW
    assert "3 lần" in plan.job.trouble
    assert Finding.objects.current().count() == 1


def test_a_fault_of_the_checks_is_told_and_raised(
    plan: Plan, lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: Any, **_more: Any) -> None:
        raise ZeroDivisionError

    actions.ask_check(plan=plan, by=lan, now=LATER)
    monkeypatch.setattr(checks, "check_plan", fails)
    with pytest.raises(ZeroDivisionError):
        tasks.recheck_plan.call(plan_id=str(plan.pk))
    plan.job.refresh_from_db()
    assert "người quản trị" in plan.job.trouble
    assert plan.job.stage == ReadingJob.Stage.DONE

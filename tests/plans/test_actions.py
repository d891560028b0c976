"""A plan from its upload to its publication: each step whole or not at all."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.audit.models import Entry
from chungsuc.core.errors import ChungsucError
from chungsuc.core.workflow import NotAllowed
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.documents import DocumentError
from chungsuc.funding.models import FundingLine
from chungsuc.plans import actions, queries, store, tasks
from chungsuc.plans.actions import readings
from chungsuc.plans.errors import PlanError, StoreError
from chungsuc.plans.models import (
    Acknowledgement,
    Finding,
    Plan,
    PlanEvent,
    Reading,
    ReadingJob,
    ReadItem,
    StatedResult,
    Target,
    TargetCell,
    Upload,
)
from chungsuc.reading import NotAPlan
from factories.plans import LATER, NOW, TEXT, Reader

pytestmark = pytest.mark.django_db
State = Plan.State


def bring(by: User, text: str = TEXT, **more: Any) -> Plan:
    return actions.upload(data=text.encode(), name="ke-hoach.txt", by=by, now=NOW, **more)


def bring_and_read(by: User) -> Plan:
    return actions.read(plan=bring(by, in_background=False), by=by, now=NOW)


def bring_and_confirm(by: User) -> Plan:
    plan = bring_and_read(by)
    confirm_plan(plan=plan, by=by, now=LATER, acknowledged=["X1"], words="Đã báo phòng chuyên môn.")
    plan.refresh_from_db()
    return plan


def kinds(plan: Plan) -> list[str]:
    return list(plan.events.order_by("number").values_list("kind", flat=True))


# --- tải lên ---------------------------------------------------------------------------------------


def test_an_upload_keeps_the_bytes_and_asks_for_their_reading(lan: User, reader: Reader) -> None:
    plan = bring(lan)
    assert plan.state == State.WAITING
    assert plan.unit is None
    assert plan.upload.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert store.load(plan.upload.sha256) == TEXT.encode()
    assert kinds(plan) == ["uploaded"]
    assert plan.job.stage == ReadingJob.Stage.RECEIVED
    assert [task.args_kwargs["kwargs"] for task in DBTaskResult.objects.all()] == [{"plan_id": str(plan.pk)}]
    assert Entry.objects.filter(action="plan.uploaded", object_id=str(plan.pk)).count() == 1


def test_the_same_bytes_again_are_the_plan_that_is_here(lan: User, reader: Reader) -> None:
    first = bring(lan)
    assert bring(lan) == first
    assert (Upload.objects.count(), Plan.objects.count(), PlanEvent.objects.count()) == (1, 1, 1)


def test_another_office_learns_nothing_of_a_draft_with_the_same_bytes(
    lan: User, hoa: User, reader: Reader
) -> None:
    first, second = bring(lan), bring(hoa)
    assert first != second
    assert first.upload == second.upload
    assert queries.of_bytes(hoa, first.upload.sha256) == second


def test_a_withdrawn_plan_may_be_brought_in_again(lan: User, reader: Reader) -> None:
    first = bring(lan)
    actions.withdraw(plan=first, by=lan, now=NOW, why="Tải nhầm bản cũ.")
    assert bring(lan) != first


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "rong.txt"),
        (b"\x00\x01\x02" * 100, "la.txt"),
        (b"PK\x03\x04 cut short", "cut.docx"),
        (b"%PDF-1.7 ...", "ke-hoach.txt"),
        (TEXT.encode("utf-16-le"), "khong-dau.txt"),
    ],
)
def test_what_is_no_document_leaves_nothing(lan: User, reader: Reader, data: bytes, name: str) -> None:
    with pytest.raises(DocumentError):
        actions.upload(data=data, name=name, by=lan, now=NOW)
    assert not Upload.objects.exists()
    assert not Plan.objects.exists()
    assert not django_settings.UPLOADS.exists()


def test_a_file_above_the_limit_is_refused_before_it_is_held(
    lan: User, reader: Reader, settings: Any, tmp_path: Any
) -> None:
    settings.UPLOAD_LIMIT = 1000
    large = tmp_path / "lon.txt"
    large.write_bytes(b"a" * 5000)
    with large.open("rb") as stream:
        with pytest.raises(PlanError, match="giới hạn"):
            actions.upload(data=stream, name="lon.txt", by=lan, now=NOW)
        assert stream.tell() == 1001
    assert not Upload.objects.exists()


def test_a_reader_and_an_office_elsewhere_may_not_bring_in(
    lan: User, minh: User, hoa: User, reader: Reader
) -> None:
    district = Unit.objects.get(code="084", level="district")
    with pytest.raises(PermissionDenied):
        bring(minh)
    with pytest.raises(PermissionDenied):
        bring(hoa, unit=district)
    assert not Upload.objects.exists()


# --- kho tệp ---------------------------------------------------------------------------------------


def test_bytes_that_were_altered_are_not_read(settings: Any, tmp_path: Any) -> None:
    settings.UPLOADS = tmp_path
    sha256 = store.keep(b"nguyen ban")
    (tmp_path / sha256).write_bytes(b"da sua")
    with pytest.raises(StoreError, match="thay đổi"):
        store.load(sha256)
    (tmp_path / sha256).unlink()
    with pytest.raises(StoreError, match="Không còn"):
        store.load(sha256)


def test_a_write_that_breaks_leaves_no_name(settings: Any, tmp_path: Any, monkeypatch: Any) -> None:
    settings.UPLOADS = tmp_path

    def fails(_handle: int) -> None:
        raise OSError("disk is full")

    monkeypatch.setattr(store.os, "fsync", fails)
    with pytest.raises(OSError, match="disk is full"):
        store.keep(b"nguyen ban")
    assert list(tmp_path.iterdir()) == []


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
        patch.setattr(readings.Finding.objects, "bulk_create", dies)
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
        confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"], reading_number=1)
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

"""Bringing a paper in: kept whole, refused whole, and never twice."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.audit.models import Entry
from chungsuc.documents import DocumentError
from chungsuc.plans import actions, queries
from chungsuc.plans.errors import PlanError
from chungsuc.plans.models import (
    Plan,
    PlanEvent,
    ReadingJob,
    Upload,
)
from chungsuc.stores import files as store
from chungsuc.stores.files import StoreError
from factories.plans import NOW, TEXT, Reader, bring, kinds

pytestmark = pytest.mark.django_db
State = Plan.State


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


def test_what_a_killed_upload_left_is_swept_once_it_is_a_day_old(settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS = tmp_path
    kept = store.keep(b"whole")
    for name in (".new-old", ".new-young"):
        (tmp_path / name).write_bytes(b"half")
    day_ago = timezone.now() - timedelta(days=1)
    os.utime(tmp_path / ".new-old", (day_ago.timestamp() - 1,) * 2)
    assert store.sweep(older_than=day_ago) == 1
    assert {path.name for path in tmp_path.iterdir()} == {kept, ".new-young"}

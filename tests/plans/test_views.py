"""Pages of plans: what each person meets, and what a hostile file meets."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.audit.models import Entry
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.plans import actions
from chungsuc.plans.models import Plan, PlanEvent, ReadItem, Target, Upload
from chungsuc.reading import NotAPlan
from factories.plans import LATER, NOW, TEXT, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(lan: User, client: Client, reader: Reader) -> Client:
    """Lan's browser."""
    client.force_login(lan)
    return client


@pytest.fixture
def in_review(lan: User, reader: Reader) -> Plan:
    """A plan of Lan's district that waits for its review."""
    plan = actions.upload(data=TEXT.encode(), name="ke-hoach.txt", by=lan, now=NOW, in_background=False)
    return actions.read(plan=plan, by=lan, now=NOW)


def send(client: Client, data: bytes, name: str = "ke-hoach.txt", **more: Any) -> Any:
    return client.post(reverse("plans:upload"), {"paper": SimpleUploadedFile(name, data), **more})


def bomb() -> bytes:
    """A Word file of a few kB whose text unpacks to 300 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 300_000_000)
    return made.getvalue()


# --- tải lên ---------------------------------------------------------------------------------------


def test_a_good_file_leads_to_its_page_which_says_how_far_the_reading_is(site: Client, lan: User) -> None:
    answer = send(site, TEXT.encode())
    plan = Plan.objects.get()
    assert answer.headers["Location"] == reverse("plans:plan", args=[plan.pk])
    page = site.get(answer.headers["Location"])
    assert "Đã nhận tệp" in page.content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page.content.decode()
    part = site.get(reverse("plans:progress", args=[plan.pk]))
    assert "HX-Refresh" not in part.headers
    actions.read(plan=plan, by=lan, now=NOW)
    assert site.get(reverse("plans:progress", args=[plan.pk])).headers["HX-Refresh"] == "true"


def test_the_same_file_again_leads_to_the_plan_that_is_here(site: Client) -> None:
    first = send(site, TEXT.encode())
    again = send(site, TEXT.encode(), "ten-khac.txt")
    assert again.headers["Location"] == first.headers["Location"]
    assert "đã được tải lên trước đây" in site.get(again.headers["Location"]).content.decode()
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "rong.txt", "rỗng"),
        (b"   \n\n  ", "trang.txt", "không có chữ"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 90, "ke-hoach.docx", "PNG"),
        (b"%PDF-1.7 ...", "ke-hoach.txt", "PDF"),
        (b"MZ\x90\x00" + b"\x00" * 90, "ke-hoach.txt", "chương trình"),
        (b"PK\x03\x04 cut short", "cut.docx", "hỏng"),
        (b"K\xd5 ho\xb9ch n\xa8m 2024", "cu.txt", "UTF-8"),
        (b"<html><script>alert(1)</script>", "ke-hoach.txt", "HTML"),
        (TEXT.encode(), "ke-hoach.docx", "Word"),
    ],
    ids=["empty", "blank", "picture", "pdf", "program", "cut zip", "old encoding", "html", "lies"],
)
def test_a_hostile_file_meets_one_sentence_and_leaves_nothing(
    site: Client, data: bytes, name: str, said: str
) -> None:
    answer = send(site, data, name)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert "Traceback" not in page
    assert "<script>alert" not in page
    assert not Upload.objects.exists()
    assert not Plan.objects.exists()


def test_a_zip_bomb_is_refused(site: Client) -> None:
    assert send(site, bomb(), "bom.docx").status_code == 400
    assert not Upload.objects.exists()


def test_a_file_above_the_limit_is_stopped_while_it_arrives(site: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 200_000
    answer = send(site, b"a" * 3_000_000)
    assert answer.status_code == 413
    assert "giới hạn" in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_form_from_elsewhere_is_refused(lan: User, reader: Reader) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(lan)
    assert send(client, TEXT.encode()).status_code == 403
    assert not Upload.objects.exists()


def test_a_name_that_climbs_folders_is_only_a_name(site: Client, settings: Any) -> None:
    send(site, TEXT.encode(), "..\\..\\etc\\passwd.txt")
    upload = Upload.objects.get()
    assert upload.name == "passwd.txt"
    assert [path.name for path in settings.UPLOADS.iterdir()] == [upload.sha256]


def test_a_unit_outside_the_office_cannot_be_chosen(site: Client) -> None:
    far = Unit.objects.get(code="027", level="district")
    assert send(site, TEXT.encode(), unit=far.pk).status_code == 400
    assert not Upload.objects.exists()


def test_a_refusal_stands_on_the_page_with_a_way_on(site: Client, lan: User, reader: Reader) -> None:
    reader.error = NotAPlan("Văn bản này không giống một kế hoạch.")
    send(site, TEXT.encode())
    plan = Plan.objects.get()
    actions.read(plan=plan, by=lan, now=NOW)
    address = reverse("plans:plan", args=[plan.pk])
    assert "Văn bản này không giống một kế hoạch." in site.get(address).content.decode()
    reader.error = None
    district = Unit.objects.get(code="084", level="district")
    site.post(reverse("plans:reread", args=[plan.pk]), {"unit": district.pk})
    plan.refresh_from_db()
    assert (plan.state, plan.unit) == (Plan.State.WAITING, district)


def test_a_reading_that_stands_still_can_be_asked_for_again(site: Client) -> None:
    send(site, TEXT.encode())
    plan = Plan.objects.get()
    plan.job.moved_at = NOW
    plan.job.save()
    assert "đứng yên" in site.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    site.post(reverse("plans:reread", args=[plan.pk]))
    plan.job.refresh_from_db()
    assert plan.job.moved_at > NOW
    assert list(plan.events.values_list("kind", flat=True)) == ["uploaded"]


# --- trang kế hoạch --------------------------------------------------------------------------------


def test_the_page_links_the_paper_and_what_was_read_both_ways(site: Client, in_review: Plan) -> None:
    page = site.get(reverse("plans:plan", args=[in_review.pk])).content.decode()
    for piece in (
        'id="d5"',
        'href="#i-T2"',
        'id="i-T2"',
        'href="#d5"',
        'class="mark bad"',
        "Hai câu không thể cùng đúng.",
        "đạt chuẩn nông thôn mới là đạt đủ 19 tiêu chí",
        "Kế hoạch nhất quán nếu câu ở dòng 6",
        "✓ Mọi tổng đều khớp với các phần.",
        "Dự thảo",
        "Ghi nhận đã đọc đúng",
    ):
        assert piece in page, piece
    assert "style=" not in page
    assert "onclick" not in page


@pytest.mark.parametrize(
    ("named", "asked"), [("huyện Si Ma Cai", False), ("huyện SI MA CAI", False), ("huyện", True)]
)
def test_a_paper_that_does_not_name_its_unit_is_asked_about(
    site: Client, in_review: Plan, named: str, asked: bool
) -> None:
    reading = in_review.readings.get()
    reading.lines[1][1] = f"của {named}"
    reading.save()
    page = site.get(reverse("plans:plan", args=[in_review.pk])).content.decode()
    assert ("không nhắc tên huyện Si Ma Cai" in page) == asked


def test_nothing_of_the_paper_is_dropped_from_the_page(site: Client, in_review: Plan) -> None:
    page = site.get(reverse("plans:plan", args=[in_review.pk]))
    blocks = page.context["blocks"]
    shown = [
        "\t".join(line.cells) if line.cells else "".join(piece.text for piece in line.segments)
        for block in blocks
        for line in block.lines
    ]
    assert shown == [line for line in TEXT.splitlines() if line.strip()]


def test_a_wide_table_of_the_paper_is_scrolled_by_keyboard(site: Client, in_review: Plan) -> None:
    page = site.get(reverse("plans:plan", args=[in_review.pk])).content.decode()
    assert '<div class="scroll" tabindex="0" role="region" aria-label="Bảng ở dòng 9">' in page


def test_a_doubtful_item_is_asked_and_answered(site: Client, in_review: Plan, lan: User) -> None:
    item = ReadItem.objects.get(key="T3")
    address = reverse("plans:decide", args=[in_review.pk, item.pk])
    there = site.post(f"{address}?o=i", {"decision": "confirmed"}).headers["Location"]
    assert there.endswith("?dong=6#i-T3")
    item.refresh_from_db()
    assert (item.decision, item.decided_by) == ("confirmed", lan)
    assert site.post(address, {"decision": "burnt"}).status_code == 404
    assert site.post(address, {"decision": "pending"}).status_code == 400


def test_confirming_needs_the_contradiction_to_be_known(site: Client, in_review: Plan) -> None:
    address = reverse("dashboards:confirm-plan", args=[in_review.pk])
    refused = site.post(address, {"reading": "1"}, follow=True)
    assert "chưa được xác nhận đã biết" in refused.content.decode()
    assert not Target.objects.exists()
    done = site.post(address, {"reading": "1", "acknowledged": "X1", "words": "Đã báo."})
    assert done.status_code == 302
    in_review.refresh_from_db()
    assert in_review.state == Plan.State.TRACKED
    assert Target.objects.count() == 2


def test_publication_and_withdrawal_by_hand(site: Client, in_review: Plan, lan: User) -> None:
    confirm_plan(plan=in_review, by=lan, now=LATER, acknowledged=["X1"])
    site.post(reverse("plans:publish", args=[in_review.pk]))
    in_review.refresh_from_db()
    assert in_review.state == Plan.State.PUBLISHED
    missing = site.post(reverse("plans:withdraw", args=[in_review.pk]), {"why": ""}, follow=True)
    assert "Hãy ghi lý do rút kế hoạch." in missing.content.decode()
    site.post(reverse("plans:withdraw", args=[in_review.pk]), {"why": "Có bản thay thế."})
    in_review.refresh_from_db()
    assert in_review.state == Plan.State.WITHDRAWN


def test_the_public_sees_a_published_plan_and_not_who_worked_on_it(
    client: Client, in_review: Plan, lan: User
) -> None:
    confirm_plan(plan=in_review, by=lan, now=LATER, acknowledged=["X1"])
    actions.publish(plan=in_review, by=lan, now=LATER)
    page = client.get(reverse("plans:plan", args=[in_review.pk]))
    assert page.status_code == 200
    assert "Quá trình" not in page.content.decode()
    assert "Rút kế hoạch" not in page.content.decode()
    assert len(client.get(reverse("plans:json", args=[in_review.pk])).json()["targets"]) == 3
    assert client.get(reverse("plans:original", args=[in_review.pk])).status_code == 302


def test_the_original_is_only_ever_a_download(site: Client, in_review: Plan) -> None:
    answer = site.get(reverse("plans:original", args=[in_review.pk]))
    assert answer.content == TEXT.encode()
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


READS = ["plan", "progress", "json", "original"]
WRITES = ["reread", "publish", "withdraw"]


@pytest.mark.parametrize("who", ["hoa", "minh"])
@pytest.mark.parametrize("name", READS + WRITES)
def test_a_draft_is_not_there_for_others(
    client: Client, in_review: Plan, name: str, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    address = reverse(f"plans:{name}", args=[in_review.pk])
    answer = client.get(address) if name in READS else client.post(address, {"why": "."})
    assert answer.status_code == 404


@pytest.mark.parametrize("name", READS)
def test_a_get_writes_nothing(site: Client, in_review: Plan, name: str) -> None:
    before = (PlanEvent.objects.count(), Entry.objects.count())
    assert site.get(reverse(f"plans:{name}", args=[in_review.pk])).status_code == 200
    assert (PlanEvent.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize("name", WRITES)
def test_a_write_is_not_a_get(site: Client, in_review: Plan, name: str) -> None:
    assert site.get(reverse(f"plans:{name}", args=[in_review.pk])).status_code == 405


# --- số truy vấn -----------------------------------------------------------------------------------


def test_the_list_takes_as_many_queries_for_one_plan_as_for_many(
    site: Client, lan: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        text = TEXT.replace("năm 2024", f"năm 2024 ({number})")
        plan = actions.upload(data=text.encode(), name="x.txt", by=lan, now=NOW, in_background=False)
        actions.read(plan=plan, by=lan, now=NOW)
    with django_assert_max_num_queries(6):
        page = site.get(reverse("plans:list"))
    assert len(page.context["plans"]) == 12
    assert page.content.decode().count("1 lỗi") == 12


def test_the_plan_page_takes_a_fixed_number_of_queries(
    site: Client, in_review: Plan, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(14):
        site.get(reverse("plans:plan", args=[in_review.pk]))

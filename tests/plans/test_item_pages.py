"""Pages of one item: the walk through the open questions, the form, and what two people meet."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.plans import actions
from chungsuc.plans.models import Finding, Plan, ReadingJob, ReadItem, ReviewStep
from factories.plans import LATER, Reader, bring_and_read

pytestmark = pytest.mark.django_db

TYPED = {
    "value": "6",
    "comparator": "equal",
    "measure": "xã",
    "kind": "count",
    "mode": "add",
    "subject": "criterion",
    "criteria": "4",
    "all_units": "on",
    "why": "Bản in ghi 06",
}


@pytest.fixture
def plan(lan: User, reader: Reader) -> Plan:
    """A plan of Lan's district that waits for its review."""
    return bring_and_read(lan)


@pytest.fixture
def site(lan: User, client: Client, plan: Plan) -> Client:
    """Lan's browser."""
    client.force_login(lan)
    return client


def address(name: str, plan: Plan, key: str = "T3") -> str:
    return reverse(f"plans:{name}", args=[plan.pk, ReadItem.objects.get(key=key).pk])


def ask_all(plan: Plan) -> None:
    """As if the reader had been sure of no target."""
    ReadItem.objects.filter(reading__plan=plan, section="targets").update(is_asked=True)


def test_the_walk_goes_from_one_open_item_to_the_next(site: Client, plan: Plan) -> None:
    ask_all(plan)
    asked = reverse("plans:asked", args=[plan.pk])
    done = f"{reverse('plans:plan', args=[plan.pk])}#can-xac-nhan"
    pages = [address("item", plan, key) for key in ("T1", "T2", "T3")]
    assert site.get(asked).headers["Location"] == pages[0]
    for key, there in zip(("T1", "T2", "T3"), [*pages[1:], done], strict=True):
        answer = site.post(address("decide", plan, key), {"decision": "confirmed"})
        assert answer.headers["Location"] == there
    assert site.get(asked).headers["Location"] == done


def test_the_page_of_an_item_shows_the_paper_around_it_and_its_form(site: Client, plan: Plan) -> None:
    page = site.get(address("item", plan)).content.decode()
    for piece in (
        'id="d6"',
        'id="d3"',
        'class="mark doubt"',
        'name="value" value="5"',
        "Hai câu không thể cùng đúng.",
        "Lưu và kiểm tra lại",
        "Mục 1 trên 1 mục cần xem",
        '<option value="Huyện Si Ma Cai">',
    ):
        assert piece in page, piece
    piece = site.get(address("item", plan), headers={"HX-Request": "true"}).content.decode()
    assert "<form" in piece
    assert "<html" not in piece


def test_a_saved_correction_stands_on_the_page_with_who_and_what(site: Client, plan: Plan) -> None:
    answer = site.post(f"{address('correct', plan)}?o=i", TYPED)
    assert answer.headers["Location"].endswith("?dong=6#i-T3")
    page = site.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    for piece in (
        "<del>5</del>",
        "<ins>6</ins>",
        "Lan, ",
        "Bản in ghi 06",
        "1 mục đã sửa hoặc bỏ",
        "Biên bản rà soát",
    ):
        assert piece in page, piece


def test_save_and_check_again_puts_the_check_into_the_queue(site: Client, plan: Plan, lan: User) -> None:
    site.post(address("correct", plan), TYPED | {"check": "1"})
    page = site.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert "Đang kiểm tra lại bản đọc đã sửa" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "Đợi kiểm tra lại xong." in page
    assert 'hx-trigger="every 1s"' in page
    progress = reverse("plans:progress", args=[plan.pk])
    assert "HX-Refresh" not in site.get(progress).headers
    actions.recheck(plan=plan, by=lan, now=LATER)
    assert site.get(progress).headers["HX-Refresh"] == "true"
    assert "✓ Đã kiểm tra lại bản đọc đã sửa" in site.get(reverse("plans:plan", args=[plan.pk])).text


def test_a_mistake_keeps_what_was_typed(site: Client, plan: Plan) -> None:
    answer = site.post(address("correct", plan), TYPED | {"value": "6.5", "body": "Phòng Kinh tế"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "có thể hiểu theo hai cách" in page
    assert 'value="6.5"' in page
    assert "Phòng Kinh tế" in page
    assert 'aria-invalid="true"' in page
    assert not ReviewStep.objects.exists()


@pytest.mark.parametrize("name", ["correct", "decide"])
def test_the_second_of_two_people_is_told_and_loses_nothing(
    site: Client, plan: Plan, system: User, name: str
) -> None:
    actions.decide(
        item=ReadItem.objects.get(key="T3"), decision=ReadItem.Decision.REJECTED, by=system, now=LATER
    )
    answer = site.post(address(name, plan), TYPED | {"seen": "0", "decision": "confirmed"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "vừa xem mục này và chọn “Không đúng”" in page
    assert 'name="seen" value="1"' in page  # what is sent now knows of it
    assert name == "decide" or 'name="value" value="6"' in page
    assert ReviewStep.objects.count() == 1


def test_only_what_has_fields_is_corrected(site: Client, plan: Plan) -> None:
    ReadItem.objects.filter(key="S1").update(section="recipients", data={"text": "Lưu: VT"})
    assert site.post(address("correct", plan, "S1"), TYPED).status_code == 404
    assert site.get(address("item", plan, "S1")).status_code == 200


def test_after_the_confirmation_the_page_says_what_to_do(site: Client, plan: Plan, lan: User) -> None:
    confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"])
    page = site.get(address("item", plan)).content.decode()
    assert "hãy rút kế hoạch" in page
    assert "Lưu và kiểm tra lại" not in page
    assert site.post(address("correct", plan), TYPED).status_code == 400


def test_a_contradiction_is_known_in_its_place(site: Client, plan: Plan) -> None:
    finding = Finding.objects.get()
    there = reverse("plans:acknowledge", args=[plan.pk, finding.pk])
    assert site.post(there, {"words": " "}).status_code == 400
    assert site.post(there, {"words": "Đã báo."}).headers["Location"].endswith("#f-X1")
    assert "Đã báo." in site.get(reverse("plans:plan", args=[plan.pk])).text
    assert site.post(reverse("plans:acknowledge", args=[plan.pk, 999]), {"words": "."}).status_code == 404


def test_trouble_of_a_check_stands_on_the_page(site: Client, plan: Plan) -> None:
    ReadingJob.objects.update(trouble="Máy đã thử kiểm tra lại 3 lần.")
    assert "Máy đã thử kiểm tra lại 3 lần." in site.get(reverse("plans:plan", args=[plan.pk])).text


def test_the_public_learns_what_was_corrected_and_not_by_whom(client: Client, plan: Plan, lan: User) -> None:
    client.force_login(lan)
    client.post(address("correct", plan), TYPED)
    actions.ask_check(plan=plan, by=lan, now=LATER)
    actions.recheck(plan=plan, by=lan, now=LATER)
    confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"])
    actions.publish(plan=plan, by=lan, now=LATER)
    client.logout()
    for there in (reverse("plans:plan", args=[plan.pk]), address("item", plan)):
        page = client.get(there).content.decode()
        assert "<ins>6</ins>" in page
        assert "Bản in ghi 06" not in page
        assert "Lan" not in page


@pytest.mark.parametrize("name", ["item", "asked"])
def test_a_draft_has_no_pages_of_items_for_others(client: Client, plan: Plan, hoa: User, name: str) -> None:
    client.force_login(hoa)
    there = address(name, plan) if name == "item" else reverse("plans:asked", args=[plan.pk])
    assert client.get(there).status_code == 404


def test_notes_of_the_file_and_the_sums_stand_on_the_page(site: Client, plan: Plan) -> None:
    plan.readings.update(notes=["Tệp có các thay đổi được theo dõi; máy đọc bản đã chấp nhận thay đổi."])
    page = site.get(reverse("plans:plan", args=[plan.pk])).text
    assert "máy đọc bản đã chấp nhận thay đổi" in page
    assert "Phép tính đã kiểm tra" in page

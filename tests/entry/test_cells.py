"""One cell as the page's script saves it: stored once, asked about, disputed, refused in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.assessments.models import Observation
from chungsuc.audit.models import Entry
from chungsuc.entry.models import CellComment
from chungsuc.workflow.models import ReviewEvent
from entry.conftest import SET, Send, browser
from factories.cast import NOW

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_stored_with_its_verdict_and_its_entry_in_the_log(send: Send, lan: User) -> None:
    answer = send(lan, "4.2", parts="1.960/2.000", w="Báo cáo của điện lực")
    told = answer.json()
    assert (answer.status_code, told["outcome"]) == (200, "saved")
    stored = Observation.objects.get()
    assert (stored.observed_by, str(stored.numerator), stored.channel) == (lan, "1960.000000", "web")
    assert told["on"] == str(stored.pk)
    assert told["texts"] == ["", "1.960", "2.000", "Báo cáo của điện lực"]
    assert "98%" in told["state"]["4.2"]
    assert "Đã lưu" in told["state"]["4.2"]
    assert Entry.objects.filter(action="observation.recorded", by="lan").count() == 1


@pytest.mark.parametrize(
    ("code", "value", "parts", "note", "status", "words"),
    [
        ("10.1", "98.5", "", "", 422, "có thể hiểu theo hai cách"),
        ("10.1", "1" * 10_000, "", "", 422, "10000 ký tự"),
        ("10.1", "4\x005", "", "", 422, "ký tự ẩn"),
        ("10.1", "45", "", "Nguồn \u202e gian", 422, "ký tự ẩn"),
        ("10.1", "45", "", "dài" * 400, 422, "Ghi chú dài quá"),
        ("10.1", "=1+1", "", "", 422, "là công thức"),
        ("10.1", "999999999999999", "", "", 422, "Số quá lớn"),
        ("10.1", "-4", "", "", 422, "là số âm"),
        ("10.1", "-4", "", "Năm mất mùa", 200, "-4 triệu"),
        ("4.2", "100,5", "", "", 422, "trên 100%"),
        ("4.2", "", "2.001/2.000", "", 422, "Tử số lớn hơn mẫu số"),
        ("4.2", "50", "1.960/2.000", "", 422, "không khớp"),
        ("4.1", "Đạt", "", "", 200, "Đạt"),
        ("4.1", "", "", "", 200, "Chưa có số liệu"),  # nothing typed, nothing there
        ("17.1", "Đạt", "", "", 422, "gồm nhiều phần"),
        ("2.1", "<script>alert(1)</script>", "", "", 422, "&lt;script&gt;"),
    ],
)
def test_a_cell_is_saved_asked_about_or_refused_in_words(
    send: Send, minh: User, code: str, value: str, parts: str, note: str, status: int, words: str
) -> None:
    answer = send(minh, code, value, parts=parts, w=note)
    assert answer.status_code == status
    assert words in answer.json()["state"][code]
    assert Observation.objects.exists() == (status == 200 and bool(value or parts))


def test_the_same_sending_is_stored_once(send: Send, lan: User) -> None:
    sent = {"value": "42", "id": str(uuid4())}
    answers = [send(lan, "10.1", **sent) for _again in range(3)]
    assert [each.json()["outcome"] for each in answers] == ["saved"] * 3
    assert Observation.objects.count() == 1
    other = send(lan, "17.3", "Đạt", id=sent["id"])  # another cell under the same id
    assert (other.status_code, Observation.objects.count()) == (422, 1)


def test_two_people_in_one_cell_see_both_values_and_one_chooses(send: Send, lan: User, minh: User) -> None:
    first = send(lan, "10.1", "42").json()
    second = send(minh, "10.1", "45")  # typed on the page as it was before Lan saved
    assert second.status_code == 409
    shown = second.json()["state"]["10.1"]
    for told in ("có người vừa ghi số khác", "42 triệu", "Lan", "45", "Ghi số của tôi", "Giữ số đang có"):
        assert told in shown
    assert Observation.objects.count() == 1
    chosen = send(minh, "10.1", "45", on=second.json()["on"]).json()
    assert chosen["outcome"] == "saved"
    newest = Observation.objects.get(pk=chosen["on"])
    assert [str(each.pk) for each in newest.supersedes.all()] == [first["on"]]


def test_a_value_far_from_the_year_before_waits_for_a_word_why(
    send: Send, lan: User, minh: User, page: str
) -> None:
    before = page.replace("/2024/", "/2023/")
    browser(lan).post(f"{before}o/10.1/luu/", {"v": "20", "id": str(uuid4())})
    asked = send(lan, "10.1", "45")
    assert asked.status_code == 422
    assert "Kỳ trước 20 triệu đồng/người/năm, nay 45" in asked.json()["state"]["10.1"]
    saved = send(lan, "10.1", "45", w="Có khu công nghiệp").json()
    like = send(lan, "10.1", "46", w="Có khu công nghiệp", on=saved["on"]).json()  # explained already
    assert (saved["outcome"], like["outcome"]) == ("saved", "saved")
    page_now = browser(lan).get(page).content.decode()
    assert 'data-before-v="20"' in page_now  # to be taken with one key


def test_what_the_reviewer_holds_is_locked_with_why_and_who_opens_it(
    send: Send, lan: User, minh: User, page: str
) -> None:
    saved = send(lan, "10.1", "42").json()
    unit = Observation.objects.get().unit

    def happens(number: int, kind: str, reason: str = "", **more: Any) -> None:
        ReviewEvent.objects.create(
            unit=unit,
            criteria_set_id=SET,
            code="10.1",
            year=2024,
            number=number,
            kind=kind,
            by=minh,
            at=NOW + timedelta(days=number),
            reason=reason,
            **more,
        )

    happens(1, "submitted")
    locked = send(lan, "10.1", "43", on=saved["on"])
    assert locked.status_code == 422
    assert "Đã trình" in locked.json()["state"]["10.1"]
    assert "trả lại thì sửa được" in locked.json()["state"]["10.1"]
    answers = reverse("dashboards:review-questions", args=[unit.pk, SET, 2024])
    happens(2, "questioned", "Vì sao tăng?", explain_by=NOW.date() + timedelta(days=9))
    asked = send(lan, "10.1", "43", on=saved["on"]).json()["state"]["10.1"]
    assert f'href="{answers}#c-10.1"' in asked
    happens(3, "returned", "Số hộ chưa khớp danh sách")
    told = browser(lan).get(page).content.decode()
    assert "Số hộ chưa khớp danh sách" in told
    assert f'href="{answers}" aria-label="10.1' in told
    assert send(lan, "10.1", "43", on=saved["on"]).json()["outcome"] == "saved"


def test_history_tells_of_every_value_and_an_older_one_is_taken_up_again(
    send: Send, lan: User, page: str
) -> None:
    first = send(lan, "10.1", "42", w="Sổ xã").json()
    send(lan, "10.1", "43", on=first["on"])
    own = f"{page}o/10.1/"
    shown = browser(lan).get(own).content.decode()
    assert ("42 triệu" in shown, "43 triệu" in shown, "Sổ xã" in shown) == (True, True, True)
    again = {"older": first["on"], "id": str(uuid4())}
    assert [browser(lan).post(own, again).status_code for _twice in range(2)] == [302, 302]
    newest = Observation.objects.order_by("recorded_at").last()
    assert newest is not None
    assert (newest.number, newest.pk, Observation.objects.count()) == (42, UUID(again["id"]), 3)
    assert newest.note == "Sổ xã (khôi phục số liệu cũ)"


def test_a_conflict_is_settled_by_choosing(send: Send, lan: User, minh: User, page: str, place: Any) -> None:
    from chungsuc.assessments.actions import record_observation

    first = send(lan, "10.1", "42").json()["on"]
    parallel = record_observation(  # as two servers would store them at one moment
        id=uuid4(),
        unit=place.unit,
        criteria_set=place.criteria_set,
        indicator="10.1",
        period=place.period,
        value=Observation.objects.get().number + 3,
        observed_on=NOW.date(),
        channel="web",
        by=minh,
        now=NOW,
    )
    shown = browser(minh).get(page).content.decode()
    assert "Có hơn một số liệu được nhập song song" in shown
    browser(minh).post(f"{page}o/10.1/", {"older": first, "id": str(uuid4())})
    newest = Observation.objects.order_by("recorded_at").last()
    assert newest is not None
    assert (newest.number, {str(each.pk) for each in newest.supersedes.all()}) == (
        42,
        {first, str(parallel.pk)},
    )


def test_words_beside_a_cell_are_kept_and_counted(send: Send, lan: User, page: str) -> None:
    said = browser(lan).post(f"{page}o/10.1/", {"words": "Chờ <b>thống kê</b>"})
    assert said.status_code == 302
    assert [each.text for each in CellComment.objects.all()] == ["Chờ <b>thống kê</b>"]
    assert Entry.objects.filter(action="figure.commented").count() == 1
    assert "&lt;b&gt;thống kê" in browser(lan).get(f"{page}o/10.1/").content.decode()
    assert "Lịch sử, ý kiến (1)" in browser(lan).get(page).content.decode()
    for words in ("", "x" * 1001, "a\0b"):
        assert browser(lan).post(f"{page}o/10.1/", {"words": words}).status_code == 400
    assert browser(lan).post(f"{page}o/10.1/", {"older": "khong", "id": ""}).status_code == 404

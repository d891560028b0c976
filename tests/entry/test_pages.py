"""Pages of entry: the grid, the plain form without a script, a pasted block, and who is asked for what."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chungsuc.accounts import policy
from chungsuc.accounts.models import RoleHeld, Scope, User
from chungsuc.administrative_units.models import Body, Unit
from chungsuc.assessments.assigning import AssigningError, Owner, asked, assign, assignments, end_assignments
from chungsuc.assessments.models import Observation
from chungsuc.audit.models import Entry
from chungsuc.core.seasons import YEAR_END
from chungsuc.entry import kept
from chungsuc.entry.given import Texts
from chungsuc.entry.pages import Place
from entry.conftest import SET, Send, browser
from factories.cast import NOW
from factories.pages import unmarked

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:3000]
    return answer.content.decode()


def test_the_grid_shows_what_is_ones_own_and_asks_as_much_for_any_number_of_cells(
    send: Send, lan: User, minh: User, page: str
) -> None:
    empty = browser(minh)
    with CaptureQueriesContext(
        connection,
    ) as before:
        whole = shown(empty, page)
    for code, value in (("10.1", "42"), ("4.1", "Đạt"), ("17.3", "Chưa đạt")):
        assert send(lan, code, value).status_code == 200
    with CaptureQueriesContext(connection) as after:
        filled = shown(empty, page)
    assert len(after) <= len(before) + 2  # who said it, and what each takes the place of
    assert len(after) <= 26
    assert all(f'id="o-{code}"' in whole for code in ("1.1", "10.1", "17.1", "17.1.a", "C2"))
    assert 'name="v.17.1"' not in whole  # judged by its parts
    assert 'name="v.C1"' not in whole  # repeats the criteria
    assert "Điều kiện công nhận" in whole
    assert "42 triệu đồng/người/năm" in filled
    own = shown(browser(lan), page)
    assert 'id="o-10.1"' in own
    assert 'id="o-1.1"' not in own
    every = shown(browser(lan), f"{page}?xem=tat-ca")
    assert 'name="v.1.1" aria-label="1.1 giá trị" aria-describedby="s-1.1" disabled' in every
    assert "Không phải số liệu được giao cho bạn." in every
    english = browser(minh)
    english.cookies["chungsuc_language"] = "en"
    assert unmarked(shown(english, page)) == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/don-vi/{unit}/nhap-lieu/bo-la/2024/", 404),
        ("/don-vi/khong-co/nhap-lieu/{set}/2024/", 404),
        ("/don-vi/{unit}/nhap-lieu/vn-2026-2030-province/2026/", 404),  # of another level
        ("/don-vi/{unit}/nhap-lieu/{set}/2024-13/", 404),
        ("/don-vi/{unit}/nhap-lieu/{set}/%202024/", 404),
        ("/don-vi/{unit}/nhap-lieu/{set}/2024/o/99.9/", 404),
        ("/don-vi/{unit}/nhap-lieu/{set}/9000/", 400),  # to come
        ("/don-vi/{unit}/nhap-lieu/{set}/2020/", 400),  # before the set
        ("/don-vi/{unit}/nhap-lieu/{set}/2025-12/", 400),  # after the commune was merged
        ("/don-vi/{unit}/nhap-lieu/{set}/2025-Q1/", 200),
        ("/don-vi/{unit}/nhap-lieu/", 200),
    ],
)
def test_an_address_that_cannot_be_entered_is_refused_in_words(
    minh: User, commune: Unit, address: str, status: int
) -> None:
    answer = browser(minh).get(address.format(unit=commune.pk, set=SET))
    assert answer.status_code == status, answer.content.decode()[-2000:]


def test_each_enters_what_is_assigned_and_nobody_another_communes(
    send: Send, lan: User, minh: User, hoa: User, page: str
) -> None:
    assert send(lan, "1.1", "Đạt").status_code == 403  # Lan's commune, not Lan's figure
    assert "không được giao chỉ tiêu 1.1" in send(lan, "1.1", "Đạt").json()["words"][0]
    assert send(hoa, "2.1", "50").status_code == 403
    assert browser(hoa).get(page).status_code == 403
    assert send(None, "2.1", "50").json() == {"outcome": "signed-out"}
    assert browser(lan).post(page, {"v.1.1": "Đạt", "id.1.1": str(uuid4())}).status_code == 403
    assert not Observation.objects.exists()
    assert send(minh, "1.1", "Đạt").status_code == 200  # who leads enters all of the commune


def fields(code: str, value: str = "", note: str = "", on: str = "") -> dict[str, str]:
    return {
        f"v.{code}": value,
        f"w.{code}": note,
        f"on.{code}": on,
        f"id.{code}": str(uuid4()),
        f"was.{code}": "as it was",
    }


def test_without_a_script_the_page_saves_what_it_can_and_keeps_the_rest_in_its_boxes(
    send: Send, minh: User, page: str
) -> None:
    stands = send(minh, "4.1", "Đạt").json()
    # What nobody touched is not sent again, though the form carries it.
    untouched = fields("4.1", "Đạt", on=stands["on"]) | {"was.4.1": stands["was"]}
    sent = fields("10.1", "42,5") | fields("2.1", "98.5") | untouched
    answer = browser(minh).post(page, sent)
    told = answer.content.decode()
    assert answer.status_code == 400
    assert "Đã lưu 1 ô." in told
    assert "có thể hiểu theo hai cách" in told
    assert 'value="98.5"' in told
    assert Observation.objects.count() == 2
    assert Entry.objects.filter(action="observations.imported").count() == 1
    done = browser(minh).post(page, sent)  # pressed twice: the first sending's ids are known
    assert (done.status_code, Observation.objects.count()) == (400, 2)
    taken = browser(minh).post(page, fields("4.1", "Chưa đạt"))  # made before somebody's "Đạt"
    assert taken.status_code == 409
    assert "có người vừa ghi số khác" in taken.content.decode()
    assert f'name="on.4.1" value="{stands["on"]}"' in taken.content.decode()  # saved again, it is a choice
    unseen = browser(minh).post(page, fields("4.1", "có lẽ"))  # a slip: what somebody saved is still unseen
    assert 'name="on.4.1" value=""' in unseen.content.decode()


def test_last_years_value_is_taken_with_one_button_without_a_script_too(minh: User, page: str) -> None:
    before = page.replace("/2024/", "/2023/")
    data = {"v": "", "n": "185", "d": "200", "id": str(uuid4())}
    browser(minh).post(f"{before}o/2.1/luu/", data)
    answer = browser(minh).post(page, fields("2.1") | {"was.2.1": "", "keep": "2.1"})
    assert answer.status_code == 302
    newest = Observation.objects.get(period="2024")
    assert (newest.numerator, newest.denominator) == (185, 200)
    # Nothing at all is a figure too; one that was taken back is none.
    for code, values in (("9.1", ["0"]), ("17.4", ["5", ""])):
        on = ""
        for value in values:
            sent = {"v": value, "on": on, "id": str(uuid4())}
            on = browser(minh).post(f"{before}o/{code}/luu/", sent).json()["on"]
    assert 'data-code="9.1" data-before-v="0"' in shown(browser(minh), page)
    assert 'data-code="17.4" data-before-v' not in shown(browser(minh), page)
    assert browser(minh).post(page, fields("9.1") | {"was.9.1": "", "keep": "9.1"}).status_code == 302
    assert Observation.objects.get(period="2024", indicator_code="9.1").number == 0
    kept_nothing = fields("17.4") | {"was.17.4": Texts().mark, "keep": "17.4"}
    assert browser(minh).post(page, kept_nothing).status_code == 302
    assert not Observation.objects.filter(period="2024", indicator_code="17.4").exists()


def test_what_was_typed_before_the_session_ended_is_there_again_for_the_same_person_alone(
    lan: User, minh: User, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    [who] = re.findall(r'name="who" value="([^"]+)"', shown(browser(lan), page))
    typed = fields("2.1", "85", note="Sổ cầu đường") | fields("10.1", "tám mươi")

    def sent_too_late(**more: str) -> Client:
        gone = browser(None)
        assert (
            gone.post(page, typed | more, headers={"Referer": f"http://testserver{page}"}).status_code == 302
        )
        return gone

    for stranger in (sent_too_late(), sent_too_late(who=who[:-1])):
        assert not stranger.session.keys() & {"entry.typed"}
    other = sent_too_late(who=who)
    other.force_login(minh)
    assert "Sổ cầu đường" not in shown(other, page)
    back = sent_too_late(who=who)
    back.force_login(lan)
    again = shown(back, page)
    assert "2 ô bạn gõ trước khi phiên làm việc hết" in again
    for text in ("85", "Sổ cầu đường", "tám mươi"):
        assert f'value="{text}"' in again
    assert not Observation.objects.exists()
    with monkeypatch.context() as later:
        later.setattr(kept.timezone, "now", lambda: datetime.now(UTC) + timedelta(hours=2))
        assert "Sổ cầu đường" not in shown(back, page)
    assert back.post(page, typed).status_code == 400
    assert Observation.objects.count() == 1
    assert "Bạn gõ trước khi" not in shown(back, page)


def test_a_comment_is_kept_when_the_session_ends(lan: User, minh: User, page: str) -> None:
    cell, words = f"{page}o/2.1/", "Chờ xã bên đo lại"
    [who] = re.findall(r'name="who" value="([^"]+)"', shown(browser(lan), cell))
    for reader, is_shown in ((minh, False), (lan, True)):
        gone = browser(None)
        assert gone.post(cell, {"words": words, "who": who}).status_code == 302
        gone.force_login(reader)
        assert (words in shown(gone, cell)) is is_shown
    assert gone.post(cell, {"words": words}).status_code == 302
    assert shown(gone, cell).count(words) == 1  # the comment itself, and no longer in the box


@pytest.mark.parametrize(
    ("block", "status", "stored"),
    [
        ({"10.1": "42", "4.1": "Đạt", "1.1": "chưa đạt"}, 200, 3),
        ({"10.1": "42", "4.1": "Đạt", "1.1": "98,5%"}, 422, 0),
        ({"10.1": "42", "2.1": '=cmd|"/c calc"!A1'}, 422, 0),
    ],
)
def test_a_pasted_block_is_stored_whole_or_not_at_all(
    minh: User, page: str, block: dict[str, str], status: int, stored: int
) -> None:
    sent: dict[str, str] = {}
    for code, value in block.items():
        sent |= fields(code, value)
    answer = browser(minh).post(f"{page}dan/", sent)
    assert (answer.status_code, Observation.objects.count()) == (status, stored)
    told = {each["code"]: each["outcome"] for each in answer.json()["cells"]}
    if stored:
        assert set(told.values()) == {"saved"}
        assert Entry.objects.filter(action="observations.imported").count() == 1
    else:
        [wrong] = told.items()
        assert wrong[1] == "refused"


# --- who owns which figure ------------------------------------------------------------------------------


def test_a_figure_is_assigned_with_its_right_and_asked_for_in_its_season(
    lan: User, minh: User, commune: Unit, place: Place
) -> None:
    held = RoleHeld.objects.get(user=lan)
    clinic = Body.objects.create(unit=commune, name="Trạm y tế xã", kind="other")
    owners = [
        Owner(code="15.1", season=YEAR_END, held=held, source="Sổ của trạm"),
        Owner(code="15.2", season=YEAR_END, body=clinic),
    ]
    given: dict[str, Any] = {"unit": commune, "criteria_set": place.criteria_set, "by": minh, "now": NOW}
    day = date(2024, 1, 1)
    assert len(assign(**given, owners=owners, valid_from=day)) == 2
    assert assign(**given, owners=owners, valid_from=day) == []  # as it was
    assert policy.may(lan, policy.Permission.OBSERVATION_RECORD, at=commune, of=policy.Indicator(SET, "15.1"))
    told = Entry.objects.get(action="figures.assigned")
    assert told.data["owners"] == {"15.1": "Lan", "15.2": "Trạm y tế xã"}
    assert asked(commune, place.criteria_set, date(2024, 6, 1)) == {}  # not in season, and not yet hers
    now = asked(commune, place.criteria_set, date(2024, 12, 20), of=lan)
    assert [(code, str(each.window.period), each.is_late) for code, each in now.items()] == [
        ("15.1", "2024", True)
    ]
    later = day + timedelta(days=40)
    ended = end_assignments(
        unit=commune, criteria_set_id=SET, codes=["15.1"], valid_to=later, by=minh, now=NOW
    )
    assert ended == 1
    assert list(assignments(commune, SET, later)) == ["15.2"]
    assert list(assignments(commune, SET, day)) == ["15.1", "15.2"]  # what was stays readable
    assert Scope.objects.get(held=held, code="15.1").valid_to == later
    assert not policy.may(
        lan, policy.Permission.OBSERVATION_RECORD, at=commune, of=policy.Indicator(SET, "15.1")
    )


@pytest.mark.parametrize("wrong", ["code", "nobody", "elsewhere", "body"])
def test_an_owner_who_cannot_be_is_refused(
    lan: User, minh: User, hoa: User, commune: Unit, place: Place, wrong: str
) -> None:
    theirs = RoleHeld.objects.get(user=hoa)
    owner = {
        "code": Owner(code="99.1", season=YEAR_END, held=RoleHeld.objects.get(user=lan)),
        "nobody": Owner(code="15.1", season=YEAR_END),
        "elsewhere": Owner(code="15.1", season=YEAR_END, held=theirs),
        "body": Owner(
            code="15.1",
            season=YEAR_END,
            body=Body.objects.create(unit=theirs.unit, name="Trạm y tế", kind="other"),
        ),
    }[wrong]
    with pytest.raises(AssigningError):
        assign(
            unit=commune,
            criteria_set=place.criteria_set,
            owners=[owner],
            valid_from=NOW.date(),
            by=minh,
            now=NOW,
        )


def test_the_page_of_assignments_gives_changes_and_ends_them(
    lan: User, minh: User, commune: Unit, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = RoleHeld.objects.get(user=lan)
    address = f"/don-vi/{commune.pk}/phan-cong-so-lieu/{SET}/"
    leader = browser(minh)
    with CaptureQueriesContext(connection) as made:
        page = shown(leader, address)
    assert len(made) <= 10
    assert page.count('name="held.') == 57 + 4  # every indicator, and the conditions that are entered
    assert browser(lan).get(address).status_code == 403
    wanted = {"held.15.1": str(held.pk), "first.15.1": "12", "last.15.1": "1", "due.15.1": "31"}
    assert browser(minh).post(address, wanted).status_code == 302
    [now] = assignments(commune, SET, policy.today()).values()
    assert (now.owner, now.first_month, now.last_month, now.due_day) == ("Lan", 12, 1, 31)
    for name, text in (("held.15.1", "999999"), ("due.15.1", "ba mươi"), ("first.15.1", "13")):
        answer = browser(minh).post(address, wanted | {name: text})
        assert answer.status_code == 400
        assert 'class="warn" role="alert"' in answer.content.decode()
    browser(minh).post(address, {"held.15.1": "", "body.15.1": ""})
    assert assignments(commune, SET, policy.today()) == {}
    quarterly = wanted | {"every.15.1": "quarter", "first.15.1": "1", "last.15.1": "12", "before.15.1": "on"}
    monkeypatch.setattr(policy, "today", lambda: date(2024, 4, 2))
    assert browser(minh).post(address, quarterly | {"every.15.1": "phase"}).status_code == 400
    assert browser(minh).post(address, quarterly).status_code == 302
    [open_now] = asked(commune, place.criteria_set, date(2024, 4, 2)).values()
    assert (str(open_now.window.period), open_now.is_given) == ("2024-Q1", False)
    grid = f"/don-vi/{commune.pk}/nhap-lieu/{SET}/2024-Q1/"
    assert f'href="{grid}"' in shown(browser(lan), f"/don-vi/{commune.pk}/nhap-lieu/")
    assert "hạn 30/04/2024" in shown(browser(lan), f"{grid}?xem=dang-hoi")
    english = browser(minh)
    english.cookies["chungsuc_language"] = "en"
    assert unmarked(shown(english, address)) == []
    assert unmarked(shown(english, f"/don-vi/{commune.pk}/nhap-lieu/")) == []

"""Gửi số liệu: all or none, once for each key, and in words what stands in the way."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungsuc.accounts.models import User
from chungsuc.accounts.models_tokens import ApiToken
from chungsuc.administrative_units.models import Unit
from chungsuc.api import sending as action
from chungsuc.api.models import Sending
from chungsuc.assessments.models import Observation
from chungsuc.audit.models import Entry
from factories.programs import SET, Program, an_entry, communes, key_of, sending

pytestmark = pytest.mark.django_db


def test_what_was_sent_stands_at_once_with_one_entry_in_the_log(program: Program, commune: Unit) -> None:
    first, second = (
        an_entry(commune),
        an_entry(communes()[1], value={"numerator": "193", "denominator": "200"}),
    )
    answer = program.send(sending(first, second))
    assert answer.status_code == 200, answer.content
    assert set(answer.json()["stored"]) == {first["id"], second["id"]}
    stored = Observation.objects.get(pk=first["id"])
    assert (stored.channel, stored.observed_by.username) == ("api", "lan")
    told = Entry.objects.filter(action="observations.imported").get()
    assert told.by == "lan"
    assert told.data["entries"] == 2
    assert told.data["token_name"] == "Phần mềm của xã"


def test_the_same_call_again_is_answered_alike_and_does_nothing(program: Program, commune: Unit) -> None:
    given, key = sending(an_entry(commune)), str(uuid4())
    first = program.send(given, key=key)
    again = program.send(given, key=key)
    assert (again.status_code, again.json()) == (200, first.json())
    assert Observation.objects.count() == 1
    assert Entry.objects.filter(action="observations.imported").count() == 1
    other = program.send(sending(an_entry(communes()[1])), key=key)
    assert (other.status_code, other.json()["error"]["code"]) == (422, "key_used")
    assert Observation.objects.count() == 1


def test_the_same_figures_under_another_key_are_known_by_their_ids(program: Program, commune: Unit) -> None:
    given = sending(an_entry(commune))
    program.send(given)
    answer = program.send(given)
    assert answer.json()["stored"] == []
    assert answer.json()["stored_before"] == [given["entries"][0]["id"]]


def test_a_refused_call_may_be_mended_and_sent_under_its_key(program: Program, commune: Unit) -> None:
    key = str(uuid4())
    assert program.send(sending(an_entry(commune, "99")), key=key).status_code == 422
    assert program.send(sending(an_entry(commune)), key=key).status_code == 200


def test_answers_are_kept_for_thirty_days(program: Program, commune: Unit) -> None:
    program.send(sending(an_entry(commune)))
    Sending.objects.update(at=Sending.objects.get().at - action.KEPT - timedelta(minutes=1))
    program.send(sending(an_entry(communes()[1])))
    assert Sending.objects.count() == 1


def test_a_dry_run_says_what_would_happen_and_does_nothing(program: Program, commune: Unit) -> None:
    given = sending(an_entry(commune), dry_run=True)
    answer = program.send(given)
    assert (answer.status_code, answer.json()["stored"]) == (200, [])
    assert not Observation.objects.exists()
    assert not Sending.objects.exists()
    wrong = program.send(sending(an_entry(commune, value={"number": "196.5"}), dry_run=True))
    assert wrong.status_code == 422


def test_what_stands_in_a_cell_is_told_and_nothing_is_stored(program: Program, commune: Unit) -> None:
    first = an_entry(commune)
    program.send(sending(first))
    free = an_entry(communes()[1])
    newer = an_entry(commune, value={"number": "97"}, note="Báo cáo bổ sung")
    answer = program.send(sending(free, newer))
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")
    (conflict,) = answer.json()["conflicts"]
    (standing,) = conflict["standing"]
    assert conflict["where"] == "entries.1"
    assert (standing["id"], standing["value"]["number"], standing["observed_by"]) == (
        first["id"],
        "96.5",
        "Lan",
    )
    assert standing["recorded_at"]
    assert not Observation.objects.filter(pk=free["id"]).exists()
    mended = program.send(sending(free, newer | {"supersedes": [first["id"]]}))
    assert mended.status_code == 200
    taken_back = an_entry(commune, value=None, supersedes=[newer["id"]])
    assert program.send(sending(taken_back)).status_code == 200


WRONG = [
    # what is changed in an otherwise good entry, and where the answer says it is
    ({"value": {"number": 96.5}}, "entries.0.value.number"),
    ({"value": {"number": "96,5"}}, "entries.0.value.number"),
    ({"value": {"number": "1e3"}}, "entries.0.value.number"),
    ({"value": {"number": "NaN"}}, "entries.0.value.number"),
    ({"value": {"number": "196.5"}}, "entries.0"),  # a share above the whole
    ({"value": {"yes": True}}, "entries.0"),
    ({"value": {"number": "96", "grade": "Khá"}}, "entries.0"),
    ({"value": {}}, "entries.0"),
    ({"value": None}, "entries.0"),  # takes back nothing
    ({"value": {"numerator": "5"}}, "entries.0"),
    ({"value": {"number": "40", "numerator": "1", "denominator": "2"}}, "entries.0"),
    ({"indicator": "99.9"}, "entries.0"),
    ({"period": "2024-13"}, "entries.0.period"),
    ({"unit": "khong-co"}, "entries.0"),
    ({"unit": ""}, "entries.0.unit"),
    ({"observed_on": 20240101}, "entries.0.observed_on"),
    ({"observed_on": "2024-02-30"}, "entries.0.observed_on"),
    ({"id": "1"}, "entries.0.id"),
    ({"note": "a\0b"}, "entries.0.note"),
    ({"note": "a" * 1001}, "entries.0.note"),
    ({"supersedes": [str(uuid4())]}, "entries.0"),
    ({"ghi_chu": "?"}, "entries.0.ghi_chu"),
]


def test_what_cannot_be_is_told_where_it_is(program: Program, commune: Unit) -> None:
    for changed, where in WRONG:
        answer = program.send(sending(an_entry(commune, **changed)))
        error = answer.json()["error"]
        assert (answer.status_code, error["where"]) == (422, where), (changed, error)
        assert error["message"].endswith("."), error
    assert not Observation.objects.exists()


BROKEN = [
    (b"{", 400),
    (b"[]", 422),
    (b"null", 422),
    (b'{"criteria_set": NaN, "entries": []}', 400),
    (b"[" * 100_000, 400),
    (b'{"a":' * 50_000, 400),
    (b"\xff\xfe\x00", 400),
    (json.dumps({"criteria_set": "vn\0", "entries": []}).encode(), 422),
    (json.dumps({"criteria_set": "khong-co", "entries": [{}] * 10_001}).encode(), 422),
    (b" " * (5 * 1024 * 1024 + 1), 413),
]


def test_what_is_no_call_is_refused_in_words(program: Program) -> None:
    for body, status in BROKEN:
        answer = program.send(body)
        assert answer.status_code == status, (body[:40], answer.content[:300])
        assert answer.json()["error"]["message"].endswith(".")
    assert program.send("a=1", content_type="application/x-www-form-urlencoded").status_code == 415
    unnamed = program.client.post(
        "/api/v1/observations",
        "{}",
        content_type="application/json",
        headers={"Authorization": f"Bearer {program.secret}"},
    )
    assert unnamed.status_code == 422


def test_every_wrong_entry_is_told_at_once(program: Program, commune: Unit) -> None:
    given = sending(an_entry(commune, "99"), an_entry(communes()[1]), an_entry(communes()[2], "98"))
    error = program.send(given).json()["error"]
    assert [each["where"] for each in error["problems"]] == ["entries.0", "entries.2"]


def test_a_key_opens_its_own_indicators_units_and_acts_only(lan: User, commune: Unit) -> None:
    narrow = key_of(lan, commune, criteria_set_id=SET, codes=["15"])
    assert narrow.send(sending(an_entry(commune))).status_code == 200
    assert narrow.send(sending(an_entry(commune, "11", value={"number": "3"}))).status_code == 403
    assert narrow.send(sending(an_entry(communes()[1]))).status_code == 403
    reader = key_of(lan, commune, may_write=False)
    assert reader.send(sending(an_entry(commune))).status_code == 403
    writer = key_of(lan, commune, may_read=False)
    assert writer.get(f"/observations?set={SET}").status_code == 403


def test_a_unit_is_named_by_its_code_and_a_day_too(program: Program, commune: Unit) -> None:
    answer = program.send(sending(an_entry(commune, unit=f"{commune.code}@2024-12-31")))
    assert answer.status_code == 200
    assert Observation.objects.get().unit_id == commune.pk


def test_the_questions_asked_do_not_grow_with_the_figures(program: Program, commune: Unit) -> None:
    program.send(sending(an_entry(commune)))
    codes = ("4.2", "5.1", "14.2", "15.4", "18.3", "17.2", "2.1", "2.2", "2.3", "2.4")
    asked = []
    for year, some in (("2023", codes[:2]), ("2022", codes)):
        with CaptureQueriesContext(connection) as found:
            answer = program.send(sending(*(an_entry(commune, code, period=year) for code in some)))
        assert answer.status_code == 200, answer.content
        asked.append(len(found))
    assert asked[1] < 1.5 * asked[0]  # of five times as many figures
    assert ApiToken.objects.get().used_on is not None

"""Danh sách thôn of a commune: from a workbook, mended on the page, and saved as a whole."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chungsuc.accounts.models import Role, User
from chungsuc.accounts.policy import NotAllowed
from chungsuc.administrative_units import queries, tree
from chungsuc.administrative_units.actions import load_reference, record_reorganisation, stage_villages
from chungsuc.administrative_units.models import Unit
from chungsuc.core.units import Act, LegalOrder, NewUnit, Part, SuccessionKind, UnitError
from chungsuc.core.units.villages import ListedVillage
from chungsuc.dashboards import villages
from chungsuc.law.units import load_gazetteer
from factories.cast import person

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)


@pytest.fixture
def communes(places: None) -> list[Unit]:
    found = queries.below(queries.provinces(TODAY)[0], TODAY)
    return [unit for unit in found if unit.kind == "xã"]


@pytest.fixture
def site(communes: list[Unit], system: User) -> Client:
    """Lan works in the office of the commune."""
    client = Client()
    client.force_login(person("Lan", Role.COORDINATION_OFFICE, communes[0], system))
    return client


def workbook(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    made = openpyxl.Workbook()
    for row in (("Loại", "Tên thôn"), *rows):
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return SimpleUploadedFile("thon.xlsx", out.getvalue())


def send(site: Client, commune: Unit, **given: Any) -> Any:
    return site.post(reverse("dashboards:villages", args=[commune.pk]), given)


def rows(commune: Unit, *names: str) -> list[ListedVillage]:
    return [ListedVillage(commune.code, "thôn", name, "Ô A2", "Ô B2", "Ô C2") for name in names]


def names_of(commune: Unit, day: date = TODAY) -> list[str]:
    return [village.full_name for village in queries.below(commune, day, level="village")]


def test_a_list_is_shown_first_and_saved_when_it_is_accepted(site: Client, communes: list[Unit]) -> None:
    place = communes[0]
    seen = send(site, place, file=workbook(("thôn", "Đông"), ("bản", "Tây")), step="check")
    assert "Sẽ thêm 2 thôn; 0 thôn đã có từ trước." in seen.text
    assert names_of(place) == []
    lines = seen.context["form"]["lines"].value()
    assert send(site, place, lines=lines, step="add").status_code == 302
    assert names_of(place) == ["thôn Đông", "bản Tây"]
    assert "Sẽ thêm 0 thôn; 2 thôn đã có từ trước." in send(site, place, lines=lines, step="check").text
    assert not list(tree.problems())
    assert "Thôn Đông" in site.get(reverse("dashboards:unit", args=[place.pk])).text


def test_every_problem_is_named_and_nothing_is_saved(site: Client, communes: list[Unit]) -> None:
    wrong = workbook(("thôn", "Đông"), ("phố", "Tây"), ("thôn", "Đông"), ("thôn", ""))
    seen = send(site, communes[0], file=wrong, step="check")
    assert "3 chỗ cần sửa, chưa lưu thôn nào" in seen.text
    for place in ("Ô A3, sheet", "Ô B4, sheet", "Ô B5, sheet"):
        assert place in seen.text
    lines = seen.context["form"]["lines"].value()
    assert send(site, communes[0], lines=lines, step="add").status_code == 400
    assert names_of(communes[0]) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"lines": " "}, "Danh sách chưa có thôn nào"),
        ({"file": SimpleUploadedFile("thon.xlsx", b"thon")}, "không phải là tệp Excel"),
    ],
)
def test_what_is_no_list_is_said(
    site: Client, communes: list[Unit], given: dict[str, Any], words: str
) -> None:
    answer = send(site, communes[0], **given, step="check")
    assert answer.status_code == 400
    assert words in answer.text


def test_the_office_of_another_commune_adds_none(communes: list[Unit], system: User) -> None:
    hoa = person("Hoa", Role.COORDINATION_OFFICE, communes[1], system)
    with pytest.raises(NotAllowed):
        villages.add(rows=rows(communes[0], "Đông"), day=TODAY, by=hoa, now=NOW)
    villages.add(rows=rows(communes[1], "Đông"), day=TODAY, by=hoa, now=NOW)
    assert (names_of(communes[0]), names_of(communes[1])) == ([], ["thôn Đông"])


def test_villages_follow_their_commune_and_keep_their_codes(communes: list[Unit], system: User) -> None:
    first, second = communes[:2]
    listed = [*rows(first, "Đông"), *rows(second, "Tây")]
    villages.add(rows=listed, day=TODAY, by=system, now=NOW)
    day = date(2027, 1, 1)
    new = NewUnit(first.code, (Part(first.code), Part(second.code)), SuccessionKind.MERGE, "Mới", "xã")
    act = Act(LegalOrder("12/NQ", TODAY), day, (new,))
    _, outcome = record_reorganisation(act=act, by=system, now=NOW)
    made = Unit.objects.get(pk=outcome.begun[0].id)
    assert sorted(names_of(made, day)) == ["thôn Tây", "thôn Đông"]
    assert names_of(first, day - timedelta(days=1)) == ["thôn Đông"]
    # The next one below the new commune takes no code that any village bears.
    villages.add(rows=rows(made, "Nam"), day=day, by=system, now=NOW)
    assert Unit.objects.get(name="Nam", level="village").code == f"{first.code}-02"
    assert not list(tree.problems())


def test_a_new_reference_list_leaves_villages_where_they_are(communes: list[Unit], system: User) -> None:
    villages.add(rows=rows(communes[0], "Đông"), day=TODAY, by=system, now=NOW)
    listed = load_gazetteer()
    load_reference(
        units=listed.units.values(), successions=listed.successions, edition="next", by=system, now=NOW
    )
    assert names_of(communes[0]) == ["thôn Đông"]
    assert not list(tree.problems())


def test_a_list_with_one_wrong_row_adds_nothing(communes: list[Unit], system: User) -> None:
    with pytest.raises(UnitError, match="còn 1 chỗ sai"):
        villages.add(rows=rows(communes[0], "Đông", ""), day=TODAY, by=system, now=NOW)
    assert names_of(communes[0]) == []


def test_a_longer_list_asks_no_more_questions(communes: list[Unit]) -> None:
    def questions(count: int) -> int:
        listed = [row for place in communes[:count] for row in rows(place, "Đông", "Tây")]
        with CaptureQueriesContext(connection) as asked:
            stage_villages(rows=listed, day=TODAY)
        return len(asked)

    assert questions(40) == questions(2)

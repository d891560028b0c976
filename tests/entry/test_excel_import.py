"""Nhập một tệp: looked at before it counts, accepted once and whole, never over what came meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.assessments.actions import accept as freeze
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.models import Observation
from chungsuc.assessments.rollup_rebuild import differences
from chungsuc.audit.models import Entry
from chungsuc.core.plausible import PEERS_NEEDED
from chungsuc.entry.excel.actions import Chosen, Waiting, accept, choose, look, receive
from chungsuc.entry.excel.forms import made_form
from chungsuc.entry.excel.staging import Kind
from chungsuc.entry.models_imports import Import
from chungsuc.entry.pages import Place, place_of
from entry.conftest import SET, browser
from factories.cast import NOW
from factories.entry_forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Any) -> None:
    settings.UPLOADS = tmp_path / "uploads"


Brought = Callable[..., Import]


@pytest.fixture
def bring(place: Place, minh: User) -> Brought:
    """Take the form away, fill it, and bring it back."""

    def one(values: dict[str, Any], form: bytes | None = None, at: Place = place) -> Import:
        form = form or made_form(place=place, by=minh, now=NOW)
        return receive(place=at, data=filled(form, values), name="bieu.xlsx", by=minh, now=NOW)

    return one


def kinds(of: Import, place: Place, by: User) -> dict[str, Kind]:
    """The cells of a file that are not as they were, by code."""
    cells = look(of=of, place=place, by=by).cells
    return {each.cell.code: each.kind for each in cells if each.kind is not Kind.SAME}


def test_a_form_that_comes_back_as_it_went_changes_nothing(
    bring: Brought, place: Place, minh: User, django_assert_max_num_queries: Any
) -> None:
    first = bring({"2.1": (None, 45, 50), "4.1": "Đạt", "10.1": (48.5, None, None, "Báo cáo thống kê")})
    assert set(kinds(first, place, minh).values()) == {Kind.CHANGED}
    done = accept(of=first, place=place, by=minh, now=NOW)
    assert (done.outcome, done.stored) == ("accepted", 3)
    assert accept(of=first, place=place, by=minh, now=NOW).stored == 3  # once
    assert Observation.objects.filter(channel="file", note="Báo cáo thống kê").count() == 1
    entry = Entry.objects.get(action="observations.imported")
    assert (entry.object_id, entry.data["entries"], entry.data["file_sha256"]) == (
        str(first.pk),
        3,
        first.sha256,
    )
    assert differences() == []
    again = bring({})
    assert kinds(again, place, minh) == {}
    with pytest.raises(Waiting, match="không thay đổi số liệu nào"):
        accept(of=again, place=place, by=minh, now=NOW)
    with django_assert_max_num_queries(25):
        look(of=again, place=place, by=minh)


def test_what_was_entered_meanwhile_is_shown_and_a_person_chooses(
    bring: Brought, place: Place, minh: User
) -> None:
    form = made_form(place=place, by=minh, now=NOW)
    accept(of=bring({"10.1": 40, "4.1": "Đạt", "3.2": "Đạt"}), place=place, by=minh, now=NOW)
    late = bring({"10.1": 45, "4.1": "Đạt", "4.2": 99, "3.2": None}, form)
    assert kinds(late, place, minh) == {"10.1": Kind.CONFLICT, "4.2": Kind.CHANGED, "3.2": Kind.MEANWHILE}
    with pytest.raises(Waiting, match="Còn 1 ô phải chọn"):
        accept(of=late, place=place, by=minh, now=NOW)
    (cell,) = look(of=late, place=place, by=minh).unsettled
    assert cell.now_shown == ["40 triệu đồng/người/năm"] or cell.now_shown[0].startswith("40")
    taken = Chosen(place.unit.pk, "10.1", "take", "", cell.standing)
    assert choose(of=late, place=place, chosen=[taken], by=minh, now=NOW) == 1
    assert choose(of=late, place=place, chosen=[taken], by=minh, now=NOW) == 0
    meanwhile = bring({"10.1": 47})  # of the newest form
    accept(of=meanwhile, place=place, by=minh, now=NOW)
    with pytest.raises(Waiting, match="Còn 1 ô phải chọn"):  # it was chosen against what no longer stands
        accept(of=late, place=place, by=minh, now=NOW)
    (cell,) = look(of=late, place=place, by=minh).unsettled
    choose(of=late, place=place, chosen=[taken._replace(standing=cell.standing)], by=minh, now=NOW)
    assert accept(of=late, place=place, by=minh, now=NOW).stored == 2
    assert differences() == []


def test_another_places_or_years_form_is_refused_and_kept_with_the_reason(
    bring: Brought, place: Place, commune: Unit, minh: User, system: User
) -> None:
    other_year = place_of(commune.pk, SET, "2023")
    refused = bring({}, made_form(place=other_year, by=minh, now=NOW))
    assert "là biểu của năm 2023, không phải năm 2024" in refused.reason
    elsewhere = Unit.objects.filter(level="commune", kind="xã", valid_to__isnull=False).exclude(
        pk=commune.pk
    )[0]
    theirs = made_form(place=place_of(elsewhere.pk, SET, "2024"), by=system, now=NOW)
    assert f"là biểu của {elsewhere}, không phải của {commune}" in bring({}, theirs).reason
    assert (
        "không phải là tệp Excel" in receive(place=place, data=b"a;b", name="a.xlsx", by=minh, now=NOW).reason
    )
    assert set(Import.objects.values_list("outcome", flat=True)) == {"refused"}
    assert Entry.objects.filter(action="import.refused").count() == 3
    assert not Observation.objects.exists()


def test_every_wrong_cell_is_named_and_may_be_left_out(bring: Brought, place: Place, minh: User) -> None:
    of = bring({"2.1": 120, "4.1": "có lẽ", "4.2": "=1+1", "10.1": 48, "5.1": "98.5"})
    found = {each.cell.code: each for each in look(of=of, place=place, by=minh).cells}
    assert [found[code].kind for code in ("2.1", "4.1", "4.2", "5.1")] == [Kind.WRONG] * 3 + [Kind.UNCLEAR]
    assert re.fullmatch(r"Ô F\d+, trang “Biểu nhập”", found["2.1"].cell.place)
    chosen = Chosen(place.unit.pk, "5.1", "decimal", "", [])
    choose(of=of, place=place, chosen=[chosen], by=minh, now=NOW)
    with pytest.raises(Waiting, match="Còn 3 ô không đọc được"):
        accept(of=of, place=place, by=minh, now=NOW)
    assert accept(of=of, place=place, by=minh, now=NOW, without_wrong=True).stored == 2
    assert set(Observation.objects.values_list("indicator_code", flat=True)) == {"10.1", "5.1"}


def test_a_figure_far_from_those_of_neighbours_is_asked_about(
    bring: Brought, place: Place, commune: Unit, minh: User, system: User
) -> None:
    of_year = UnitPath.objects.filter(as_of(place.period.last_day), depth=1)
    above = of_year.filter(descendant=commune).values("ancestor")
    for path in of_year.filter(ancestor__in=above).exclude(descendant=commune)[:PEERS_NEEDED]:
        theirs = record_observation(
            id=uuid4(),
            unit=path.descendant,
            criteria_set=place.criteria_set,
            indicator="4.2",
            period=place.period,
            value=Decimal(99),
            observed_on=place.period.last_day,
            channel="web",
            by=system,
            now=NOW,
        )
        freeze(observation=theirs, by=system, now=NOW)
    of = bring({"4.2": 60, "10.1": 48})
    assert kinds(of, place, minh) == {"4.2": Kind.DOUBTED, "10.1": Kind.CHANGED}
    (cell,) = look(of=of, place=place, by=minh).unsettled
    assert "đơn vị lân cận chỉ đến 99" in cell.words[0]
    assert kinds(bring({"4.2": 80}), place, minh) == {"4.2": Kind.CHANGED}


def test_one_who_enters_some_indicators_is_given_those_cells_only(place: Place, lan: User) -> None:
    data = filled(made_form(place=place, by=lan, now=NOW), {"10.1": 48, "9.1": "Đạt"})
    of = receive(place=place, data=data, name="bieu.xlsx", by=lan, now=NOW)
    assert kinds(of, place, lan) == {"10.1": Kind.CHANGED, "9.1": Kind.WRONG}
    assert accept(of=of, place=place, by=lan, now=NOW, without_wrong=True).stored == 1


def test_the_pages_lead_from_the_form_to_the_log(page: str, place: Place, minh: User, commune: Unit) -> None:
    client = browser(minh)
    form = client.get(f"{page}tep/bieu.xlsx")
    assert form["Content-Disposition"].startswith("attachment")
    assert "Chưa chọn tệp" in client.post(f"{page}tep/").text
    data = filled(form.content, {"10.1": 48, "4.1": "Đạt", "4.2": 130, "2.1": (0.95, None, None, "<script>")})
    sent = client.post(f"{page}tep/", {"file": SimpleUploadedFile("biểu <b>.xlsx", data)})
    assert sent.status_code == 302
    address = sent["Location"]
    shown = client.get(address)
    assert shown.status_code == 200
    assert "&lt;script&gt;" in shown.text
    assert "Không nhập được (1)" in shown.text
    assert "Đọc được hai cách (1)" in shown.text
    assert "Sẽ thay đổi (2)" in shown.text
    assert "biểu &lt;b&gt;.xlsx" in client.get(f"{page}tep/").text
    assert "Còn 1 ô phải chọn" in client.post(address, {"accept": "1"}).text
    choice = {f"choice.{commune.pk}.2.1": "hundred"}
    assert client.post(address, choice).status_code == 302  # left, and come back to
    assert 'value="hundred" checked' in client.get(address).text
    done = client.post(address, {**choice, "accept": "1", "without_wrong": "1"}, follow=True)
    assert "Đã nhập 3 số liệu từ tệp." in done.text
    assert "Đã nhập: 3 số liệu" in client.get(f"{page}tep/").text
    assert client.post(f"{address}bo/", follow=True).status_code == 200
    assert Import.objects.get().outcome == "accepted"
    assert Observation.objects.get(indicator_code="2.1").number == 95


def test_a_file_may_be_dropped_and_belongs_to_its_page(
    page: str, bring: Brought, minh: User, hoa: User
) -> None:
    of = bring({"10.1": 48})
    client: Client = browser(minh)
    assert client.get(f"{page.replace('2024', '2023')}tep/{of.pk}/").status_code == 404
    assert browser(hoa).get(f"{page}tep/{of.pk}/").status_code == 403
    assert "Đã bỏ tệp" in client.post(f"{page}tep/{of.pk}/bo/", follow=True).text
    assert "Tệp này đã được xử lý" in client.post(f"{page}tep/{of.pk}/", {"accept": "1"}).text
    assert not Observation.objects.exists()

"""The Excel form of one criterion of many communes: out, filled, looked at, and taken once and whole."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import below
from chungsuc.assessments.actions import accept as freeze
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.bulk_locks import locks_of
from chungsuc.assessments.models import Observation
from chungsuc.assessments.rollup_rebuild import differences
from chungsuc.audit.models import Entry
from chungsuc.core.plausible import PEERS_NEEDED
from chungsuc.documents.entry_form import SHEET
from chungsuc.entry.across import Across, across_of
from chungsuc.entry.excel.actions import Chosen, Waiting, accept, choose, look, receive
from chungsuc.entry.excel.forms import made_form
from chungsuc.entry.excel.matrix import made_matrix
from chungsuc.entry.excel.staging import Kind
from chungsuc.entry.models_imports import Import
from chungsuc.entry.pages import Place, place_of
from chungsuc.entry.peers import accepted_among, accepted_by_code
from chungsuc.workflow.models import ReviewEvent
from chungsuc.workflow.queries.reviews import locks
from entry.conftest import SET, Send, browser
from factories.cast import NOW
from factories.entry_forms import edited, row_of
from factories.pages import unmarked

pytestmark = pytest.mark.django_db
Values = Mapping[tuple[Unit, str], Any]


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Any) -> None:
    settings.UPLOADS = tmp_path / "uploads"


@pytest.fixture
def across(office: User, district: Unit) -> Across:
    return across_of(office, district.pk, SET, "2024", "2")


@pytest.fixture
def communes(district: Unit, commune: Unit) -> list[Unit]:
    """Those of the district but the one where Lan and Minh work."""
    return [each for each in below(district, NOW.date(), level="commune") if each != commune]


def cell(sheet: Any, unit: Unit, code: str) -> Any:
    columns = {each.value: each.column for each in sheet[row_of(sheet, "Mã")]}
    return sheet.cell(row_of(sheet, unit.code), columns[code])


def filled(form: bytes, values: Values) -> bytes:
    def fill(_book: Any, sheet: Any) -> None:
        for (unit, code), value in values.items():
            cell(sheet, unit, code).value = value

    return edited(form, fill)


def brought(across: Across, by: User, values: Values, form: bytes | None = None) -> Import:
    data = filled(form or made_matrix(across=across, by=by, now=NOW), values)
    return receive(place=across, data=data, name="bieu.xlsx", by=by, now=NOW)


def kinds(of: Import, across: Across, by: User) -> dict[tuple[str, str], Kind]:
    """The cells that are not as they were, by commune and code."""
    cells = look(of=of, place=across, by=by).cells
    return {(each.unit.pk, each.cell.code): each.kind for each in cells if each.kind is not Kind.SAME}


def test_the_form_is_open_where_the_person_enters_and_tells_no_draft(
    across: Across, office: User, minh: User, lan: User, commune: Unit, communes: list[Unit], send: Send
) -> None:
    send(lan, "2.1", parts="190/200")  # not handed up
    data = made_matrix(across=across, by=office, now=NOW)
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[SHEET]
    assert sheet.protection.sheet
    assert book["_chungsuc"].sheet_state == "veryHidden"
    first = communes[0]
    assert not cell(sheet, first, "2.1").protection.locked
    assert cell(sheet, first, "2.3").protection.locked
    assert "Không phải số liệu được giao" in cell(sheet, first, "2.3").comment.text
    hidden = cell(sheet, commune, "2.1")
    assert (hidden.value, hidden.protection.locked) == (None, True)
    assert "chưa trình" in hidden.comment.text
    mark = str(Observation.objects.get().pk)
    told = [str(row[0].value) for row in book["_chungsuc"].iter_rows()]
    assert not any(mark in each for each in told)
    # Minh is shown his own commune only, with what stands there.
    own = openpyxl.load_workbook(io.BytesIO(made_matrix(across=across, by=minh, now=NOW)))[SHEET]
    assert cell(own, commune, "2.1").value == 95
    assert not any(each.value == first.code for each in own["A"])
    # Brought back, the draft is neither told nor replaced.
    of = brought(across, office, {(commune, "2.1"): 50, (first, "2.1"): 92.5})
    assert kinds(of, across, office) == {
        (commune.pk, "2.1"): Kind.WRONG,
        (first.pk, "2.1"): Kind.CHANGED,
    }
    [wrong] = look(of=of, place=across, by=office).wrong
    assert "chưa trình" in wrong.words[0]
    assert wrong.now_shown == []


def test_a_file_of_many_communes_is_looked_at_by_cell_and_taken_whole(
    office: User,
    minh: User,
    across: Across,
    commune: Unit,
    communes: list[Unit],
    address: str,
    django_assert_max_num_queries: Any,
) -> None:
    first, second, third = communes[:3]
    hoa = browser(office)
    assert f'href="{address}tep/"' in hoa.get(address).text
    assert f"{address}tep/bieu.xlsx" in hoa.get(f"{address}tep/").text
    form = hoa.get(f"{address}tep/bieu.xlsx")
    assert "tieu-chi-2.xlsx" in form["Content-Disposition"]
    meanwhile = brought(across, office, {(third, "2.2"): 80})
    assert accept(of=meanwhile, place=across, by=office, now=NOW).stored == 1
    for at in (commune, third):  # the second is opened again
        about = {"unit": at, "criteria_set_id": SET, "code": "2.2", "year": 2024, "by": minh, "at": NOW}
        ReviewEvent.objects.create(**about, number=1, kind="submitted", data={"parts": ["2.2.1"]})
    ReviewEvent.objects.create(**about, number=2, kind="returned", reason="thiếu số liệu")
    held = locks_of({each.pk for each in (commune, first, third)}, SET, 2024)
    assert held == {commune.pk: locks(commune.pk, SET, 2024)}
    assert sorted(held[commune.pk]) == ["2.2", "2.2.1"]

    data = filled(
        form.content,
        {
            (first, "2.1"): 92.5,
            (first, "2.2"): 120,
            (first, "2.3"): 100,  # never hers
            (second, "2.1"): 0.95,
            (third, "2.2"): 85,
            (commune, "2.2"): 90,  # locked
        },
    )
    sent = hoa.post(f"{address}tep/", {"file": SimpleUploadedFile("xã <b>.xlsx", data)})
    assert f'href="{sent["Location"]}"' in hoa.get("/ban-lam-viec/").text
    page = hoa.get(sent["Location"]).text
    for told in (
        "Không nhập được (3)",
        "Trùng với số liệu nhập sau khi tải biểu (1)",
        "Đọc được hai cách (1)",
    ):
        assert told in page
    assert first.name in page
    assert "<b>120</b>" in page  # as it was typed
    assert "120.0" not in page
    hoa.cookies["chungsuc_language"] = "en"
    assert unmarked(hoa.get(sent["Location"]).text) == []
    del hoa.cookies["chungsuc_language"]
    of = Import.objects.get(outcome="")
    with django_assert_max_num_queries(22):
        looked = look(of=of, place=across, by=office)
    assert {(each.unit.pk, each.cell.code): each.kind for each in looked.cells if each.words} == {
        (first.pk, "2.2"): Kind.WRONG,
        (first.pk, "2.3"): Kind.WRONG,
        (commune.pk, "2.2"): Kind.WRONG,
        (second.pk, "2.1"): Kind.UNCLEAR,
    }
    with pytest.raises(Waiting, match="Còn 2 ô phải chọn"):
        accept(of=of, place=across, by=office, now=NOW, without_wrong=True)
    assert Observation.objects.count() == 1
    chosen = [
        Chosen(
            each.unit.pk, each.cell.code, {"2.1": "hundred", "2.2": "take"}[each.cell.code], "", each.standing
        )
        for each in looked.unsettled
    ]
    choose(of=of, place=across, chosen=chosen, by=office, now=NOW)
    done = hoa.post(sent["Location"], {"accept": "1", "without_wrong": "1"}, follow=True)
    assert "Đã nhập 3 số liệu từ tệp." in done.text
    assert done.redirect_chain[-1][0] == address
    standing = Observation.objects.filter(replaced_by=None).values_list("unit_id", "indicator_code", "number")
    assert set(standing) == {
        (first.pk, "2.1", Decimal("92.5")),
        (second.pk, "2.1", 95),
        (third.pk, "2.2", 85),
    }
    entry = Entry.objects.filter(action="observations.imported").latest("pk")
    assert (entry.object_id, entry.data["entries"]) == (str(of.pk), 3)
    assert entry.data["units"] == sorted([first.pk, second.pk, third.pk])
    assert differences() == []
    # Others of the district do not see the file: they may not read of all its communes.
    assert browser(minh).get(sent["Location"]).status_code == 404
    assert "xã &lt;b&gt;.xlsx" in hoa.get(f"{address}tep/").text
    assert "xã &lt;b&gt;.xlsx" not in browser(minh).get(f"{address}tep/").text


def _added(_book: Any, sheet: Any) -> None:
    at = sheet.max_row + 2
    sheet.cell(at, 1).value, sheet.cell(at, 3).value = "99999", 50


def _twice(_book: Any, sheet: Any) -> None:
    sheet.cell(row_of(sheet, "Mã") + 3, 1).value = sheet.cell(row_of(sheet, "Mã") + 2, 1).value
    sheet.cell(row_of(sheet, "Mã") + 3, 3).value = 50


@pytest.mark.parametrize(
    ("edit", "words"), [(_added, "thêm, chép hoặc đổi mã"), (_twice, "thêm, chép hoặc đổi mã")]
)
def test_a_form_with_a_commune_too_many_is_refused(
    across: Across, office: User, edit: Callable[..., None], words: str
) -> None:
    data = edited(made_matrix(across=across, by=office, now=NOW), edit)
    assert words in receive(place=across, data=data, name="a.xlsx", by=office, now=NOW).reason


def test_communes_taken_away_or_moved_are_told_by_name(
    across: Across, office: User, communes: list[Unit]
) -> None:
    first, second, third = communes[:3]

    def spoil(_book: Any, sheet: Any) -> None:
        cell(sheet, third, "2.1").value = 91
        sheet.cell(row_of(sheet, second.code), 2).value = first.full_name
        sheet.delete_rows(row_of(sheet, first.code))  # those below move up

    data = edited(made_matrix(across=across, by=office, now=NOW), spoil)
    of = receive(place=across, data=data, name="a.xlsx", by=office, now=NOW)
    found = {(each.unit.pk, each.cell.code): each for each in look(of=of, place=across, by=office).cells}
    assert f"không thấy dòng của {first.full_name}".casefold() in found[first.pk, "2.1"].words[0].casefold()
    assert f"là mã của {second.full_name}" in found[second.pk, "2.1"].words[0]
    assert found[third.pk, "2.1"].kind is Kind.CHANGED


def test_the_form_of_another_page_is_refused_in_words(
    across: Across, office: User, system: User, district: Unit, commune: Unit, place: Place
) -> None:
    def sent(data: bytes, at: Across | Place = across) -> str:
        return receive(place=at, data=data, name="a.xlsx", by=system, now=NOW).reason

    def other(period: str, code: str) -> bytes:
        page = across_of(system, district.pk, SET, period, code)
        return made_matrix(across=page, by=system, now=NOW)

    assert "là biểu của tiêu chí 3, không phải tiêu chí 2" in sent(other("2024", "3"))
    assert "là biểu của năm 2023, không phải năm 2024" in sent(other("2023", "2"))
    own = made_form(place=place, by=system, now=NOW)
    assert f"là biểu của {commune}, không phải biểu nhiều đơn vị" in sent(own)
    assert f"là biểu nhiều đơn vị của {district}" in sent(other("2024", "2"), place)
    assert not Observation.objects.exists()


def test_neighbours_of_many_communes_are_those_of_each(
    system: User, across: Across, commune: Unit, communes: list[Unit]
) -> None:
    for at, unit in enumerate(communes[: PEERS_NEEDED + 1]):
        theirs = record_observation(
            id=uuid4(),
            unit=unit,
            criteria_set=across.criteria_set,
            indicator="2.2",
            period=across.period,
            value=Decimal(90 + at),
            observed_on=across.period.last_day,
            channel="web",
            by=system,
            now=NOW,
        )
        freeze(observation=theirs, by=system, now=NOW)
    units, codes = [commune, *communes], ("2.1", "2.2")
    among = accepted_among({each.pk for each in units}, across.day, SET, across.period, codes)
    assert len(among) == len(units)
    for unit in units:
        alone = accepted_by_code(place_of(unit.pk, SET, "2024"), codes)
        assert sorted(among[unit.pk, "2.2"]) == sorted(alone["2.2"])

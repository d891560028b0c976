"""Bảng kết quả at each level: from what is stored, every sign with its word, and who may look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.actions import give_role
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import above, named_by
from chungsuc.assessments.actions import accept
from chungsuc.assessments.models import YearStanding
from chungsuc.core.rollup import VerdictTally
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.results import why
from chungsuc.dashboards.results.board import share_cell
from factories.cast import LONG_AGO, NOW, district, person
from factories.pages import unmarked
from factories.results import DAY, communes_of, record

pytestmark = pytest.mark.django_db

MET, NOT_MET, NO_DATA, OUT = Verdict.MET, Verdict.NOT_MET, Verdict.NO_DATA, Verdict.NOT_APPLICABLE
PAGES = ("results", "criterion", "comparison", "map")
QUERIES = {"results": 16, "criterion": 23, "comparison": 19, "map": 14}


@pytest.fixture
def communes(lan: User) -> list[Unit]:
    """The rural communes of Lan's district."""
    return communes_of()


def country() -> Unit:
    return above(district("084"), DAY)[0]


def province() -> Unit:
    return above(district("084"), DAY)[1]


@pytest.fixture
def central(system: User) -> User:
    """Who reads in the office of the nation."""
    return person("Lan Trung ương", Role.COORDINATION_OFFICE, country(), system)


def opened(reader: User | None, unit: Unit, page: str = "results", language: str = "vi", **given: Any) -> Any:
    """The answer of a page of a unit, for 2023 unless told."""
    client = Client()
    client.cookies["django_language"] = language
    if reader is not None:
        client.force_login(reader)
    return client.get(reverse(f"dashboards:{page}", args=[unit.pk]), {"nam": "2023", **given})


def words(answer: Any) -> str:
    """What the page says, in words alone."""
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def labels(answer: Any) -> list[str]:
    """What its cells say to who cannot see them."""
    return re.findall(r'class="c"[^>]* aria-label="([^"]*)"', answer.text)


@pytest.mark.parametrize(
    ("verdicts", "shown"),
    [
        ([MET, MET, NOT_MET], "2/3"),
        ([NOT_MET, NOT_MET], "0/2"),  # nought is a figure
        ([NO_DATA], "–"),  # absent is not nought
        ([], "–"),
        ([OUT, OUT], "○"),  # nor is it what nobody is asked for
        ([OUT, NO_DATA], "–"),
        ([MET, NO_DATA, OUT], "1/1"),
    ],
)
def test_absent_zero_and_not_considered_are_three_signs(verdicts: list[Verdict], shown: str) -> None:
    assert re.sub(r"<[^>]+>", "", share_cell(VerdictTally.of(verdicts))) == shown


def test_a_district_shows_the_verdict_of_each_commune(communes: list[Unit], lan: User) -> None:
    first, second, third = communes[:3]
    for code, value in (("1.1", True), ("1.2", True)):
        record(first, code, lan, value=value)
    record(second, "1.1", lan, value=False)
    answer = opened(lan, district("084"))
    said = labels(answer)
    assert f"{first.name}, 1: đạt" in said
    assert f"{second.name}, 1: chưa đạt" in said
    assert f"{second.name}, 3: chưa có số liệu" in said
    assert not any(label.startswith(f"{third.name},") for label in said)
    page = words(answer)
    assert f"{third.name} chưa có số liệu" in page
    assert f"Xã đã có số liệu 2/{len(communes)}" in page
    assert f"tính trên 2/{len(communes)} xã" in page


def test_units_that_hold_communes_show_how_many_meet_each_criterion(
    communes: list[Unit], central: User
) -> None:
    for unit in communes[:2]:
        for code in ("1.1", "1.2"):
            record(unit, code, central, value=True)
    record(communes[2], "1.1", central, value=False)
    by_district = opened(central, province(), theo="district")
    assert f"{district('084').name}, 1: 2 xã đạt trong 3 kết luận được" in labels(by_district)
    of_nation = opened(central, country())
    assert f"{province().name}, 1: 2 xã đạt trong 3 kết luận được" in labels(of_nation)
    assert "62 đơn vị chưa có số liệu" in words(of_nation)  # all but one of 63, folded
    by_commune = opened(central, province())
    assert f"{communes[2].name}, 1: chưa đạt" in labels(by_commune)


@contextmanager
def no_observation_is_read() -> Iterator[None]:
    def watched(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        assert "assessments_observation" not in sql, sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watched):
        yield


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_nation_reads_stored_totals_alone(
    page: str, communes: list[Unit], lan: User, central: User
) -> None:
    record(communes[0], "4.2", lan, Decimal(40))
    with no_observation_is_read():
        assert opened(central, country(), page, ma="4.2").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_the_store_no_more_for_more_communes(
    page: str, communes: list[Unit], lan: User, django_assert_max_num_queries: Any
) -> None:
    for unit in communes[:6]:
        record(unit, "4.2", lan, Decimal(40))
    client = Client()
    client.force_login(lan)
    there = reverse(f"dashboards:{page}", args=[district("084").pk])
    with django_assert_max_num_queries(QUERIES[page]):
        assert (
            client.get(there, {"nam": "2023", "ma": "4.2" if page == "criterion" else "4"}).status_code == 200
        )


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_so_where_nothing_is_stored(page: str, lan: User) -> None:
    assert "Chưa có kết quả nào" in words(opened(lan, district("084"), page))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_english_marks_what_stays_vietnamese(page: str, communes: list[Unit], lan: User) -> None:
    record(communes[0], "4.2", lan, parts="90/100")
    record(communes[1], "4.2", lan, Decimal(99), year=2022)
    answer = opened(lan, district("084"), page, language="en", ma="4.2" if page == "criterion" else "4")
    assert unmarked(answer.text) == []


# --- a page that is shown again ----------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_made_once_and_never_shows_an_old_figure(
    page: str, communes: list[Unit], lan: User, minh: User, django_assert_num_queries: Any
) -> None:
    first = record(communes[0], "9.1", lan, Decimal(3))
    client = Client()
    client.force_login(lan)
    there, asked = reverse(f"dashboards:{page}", args=[district("084").pk]), {"nam": "2023"}
    before = words(client.get(there, asked))
    with django_assert_num_queries(6):  # session, person, unit, rights, where they work, the head of the log
        assert words(client.get(there, asked)) == before
    assert "Chưa có kết quả nào" in words(opened(minh, district("084"), page))  # other rights, another page
    record(communes[1], "1.1", lan, value=True)
    after = words(client.get(there, asked))
    assert after != before
    accept(observation=first, by=lan, now=NOW)
    assert "số liệu đã được chấp nhận" in words(opened(minh, district("084"), page))


@pytest.mark.parametrize(
    "asked",
    [{"nam": "abc"}, {"nam": "9" * 400}, {"bo": "khong-co"}, {"chuoi": "x"}, {"theo": "x"}, {"sap": "x"}],
    ids=str,
)
@pytest.mark.parametrize("page", PAGES)
def test_what_cannot_be_asked_for_shows_the_usual(
    page: str, asked: dict[str, str], communes: list[Unit], lan: User
) -> None:
    record(communes[0], "9.1", lan, Decimal(3))
    client = Client()
    client.force_login(lan)
    assert client.get(reverse(f"dashboards:{page}", args=[district("084").pk]), asked).status_code == 200


# --- who may look ------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_who_reads_above_and_peers_see_what_was_accepted(
    page: str, communes: list[Unit], lan: User, minh: User, hoa: User, system: User
) -> None:
    peer = person("Minh Xã", Role.COORDINATION_OFFICE, communes[1], system)
    first = record(communes[0], "9.1", lan, Decimal(3))
    for reader in (minh, peer):
        assert "Chưa có kết quả nào" in words(opened(reader, district("084"), page))
    accept(observation=first, by=lan, now=NOW)
    for reader in (minh, peer):
        shown = words(opened(reader, district("084"), page))
        assert "số liệu đã được chấp nhận" in shown
        assert communes[0].name in shown
    assert opened(hoa, district("084"), page).status_code == 403
    assert opened(peer, province(), page).status_code == 403
    assert "login" in opened(None, district("084"), page)["Location"]


def test_a_unit_without_the_right_has_no_links(lan: User, hoa: User) -> None:
    links = "Kết quả của các đơn vị trực thuộc"
    there = reverse("dashboards:unit", args=[district("084").pk])
    for reader, sees in ((lan, True), (hoa, False), (None, False)):
        client = Client()
        if reader is not None:
            client.force_login(reader)
        assert (links in client.get(there).text) is sees


# --- why ---------------------------------------------------------------------------------------------


def test_a_cell_says_who_said_it_when_and_from_what(
    communes: list[Unit], lan: User, minh: User, system: User
) -> None:
    seen = record(communes[0], "4.2", lan, parts="185/200")
    answer = opened(lan, district("084"))
    [cell] = re.findall(rf'href="(2023/{communes[0].pk}/4/[^"]*)"', answer.text)
    client = Client()
    client.force_login(lan)
    there = reverse("dashboards:results", args=[district("084").pk]) + cell
    page = words(client.get(there))
    assert "92,5% (185/200) Lan, 09:00 01/03/2024 Trang web" in page
    assert "mức yêu cầu từ 95% trở lên" in page
    piece = client.get(there, headers={"HX-Request": "true"})
    assert "<html" not in piece.text
    client.force_login(minh)
    assert "Chưa có số liệu nào được ghi" in words(client.get(f"{there}?bo=vn-2021-2025-commune"))
    accept(observation=seen, by=lan, now=NOW)
    assert "Lan, 09:00 01/03/2024" in words(client.get(there))
    to_the_log = "Nhật ký của chỉ tiêu này"
    assert to_the_log not in words(client.get(there))  # Minh reads figures, and no log
    give_role(
        user=minh, role=Role.PARTY_INSPECTION, unit=district("084"), valid_from=LONG_AGO, by=system, now=NOW
    )
    assert to_the_log in words(client.get(there))  # of what was accepted too


@pytest.mark.parametrize(
    ("year", "code", "commune"),
    [(2023, "99", 0), (2030, "4", 0), (1990, "4", 0), (2023, "4", None)],
    ids=["no such criterion", "a year to come", "long ago", "a commune of elsewhere"],
)
def test_a_cell_that_is_not_there(
    year: int, code: str, commune: int | None, communes: list[Unit], lan: User
) -> None:
    record(communes[0], "4.2", lan, Decimal(40))
    unit = communes_of("027")[0] if commune is None else communes[commune]
    client = Client()
    client.force_login(lan)
    given = {"above_id": district("084").pk, "year": year, "unit_id": unit.pk, "code": code}
    assert client.get(reverse("dashboards:why", kwargs=given)).status_code == 404


def test_a_cell_and_its_explanation_never_differ(communes: list[Unit], lan: User) -> None:
    for unit, values in zip(communes, ([90, True], [99, True], [99, False], [99, None]), strict=False):
        record(unit, "4.2", lan, Decimal(values[0]))
        if values[1] is not None:
            record(unit, "4.1", lan, value=values[1])
    version = criteria.in_force("commune", DAY)
    assert version is not None
    for row in YearStanding.objects.filter(year__lte=2024):
        unit = named_by(row.unit_id)
        assert unit is not None
        for code, verdict in row.criteria.items():
            found = why.behind(unit, code, version, row.year, row.series)
            assert found is not None
            assert found.verdict == verdict, (row, code)

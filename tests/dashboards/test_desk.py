"""Bàn làm việc: what waits for whom, by deadline; who is late; in how many queries."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chungsuc.accounts import policy
from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.administrative_units.actions import add_body
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.assigning import Owner, assign
from chungsuc.core.desk import gathered
from chungsuc.core.dossiers import DossierKind
from chungsuc.core.reviews import ReviewKind
from chungsuc.core.seasons import Season
from chungsuc.dashboards.desk import tasks
from chungsuc.dashboards.dossiers.views import address as address_of
from chungsuc.workflow.actions.dossier_parts import Statement, state_part
from factories.cast import LONG_AGO, NOW, PASSWORD, person
from factories.dossiers import Way, way_of
from factories.reviewing import YEAR, World, world_of

pytestmark = pytest.mark.django_db
IN_SPRING = Season(first_month=1, last_month=2, due_day=20, of_year_before=True)


@pytest.fixture(autouse=True)
def in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is the day of the cast, 01/3/2024, so that a season has passed and another runs."""
    monkeypatch.setattr(policy, "today", lambda: timezone.localdate(NOW))


def site(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def desk(user: User) -> Any:
    answer = site(user).get(reverse("dashboards:desk"))
    assert answer.status_code == 200
    return answer


def entering(unit: Unit, system: User, world: World, *codes: str, name: str = "An") -> User:
    """Someone of the commune who owns these figures, of which it was to give the last by 20 February."""
    user = person(name, Role.ENTRY, unit, system)
    held = RoleHeld.objects.get(user=user)
    owners = [Owner(code=code, season=IN_SPRING, held=held) for code in codes]
    assign(unit=unit, criteria_set=world.law, owners=owners, valid_from=LONG_AGO, by=system, now=NOW)
    return user


# --- one list -------------------------------------------------------------------------------------------


@pytest.fixture
def world(system: User) -> World:
    """A commune that handed up three indicators; of one it was asked, one came back, one waits."""
    made = world_of(system)
    made.record("4.1", value=True)
    made.record("4.2", parts="951/1000")
    made.record("5.1", value=Decimal(100))
    made.hand_up("4.1", "4.2", "5.1")
    made.step(ReviewKind.RETURNED, "4.1", by=made.minh, reason="Rà lại.")
    made.step(ReviewKind.QUESTIONED, "4.2", by=made.minh, reason="Vì sao tăng?", days=5)
    return made


def test_the_desk_says_what_waits_for_whom_until_when(world: World, system: User) -> None:
    unit = world.communes[0]
    an = entering(unit, system, world, "4.1", "1.1", "1.2")
    page = told(desk(an))
    assert "Nhập 2 chỉ tiêu năm 2023: 1.1, 1.2" in page
    assert "20/02/2024" in page
    assert "quá 10 ngày" in page
    assert "Sửa rồi trình lại 1 chỉ tiêu năm 2023: 4.1" in page
    assert "Giải trình" not in page  # not An's indicator
    assert page.index("Nhập 2") < page.index("Sửa rồi")  # late before what came back

    leader = told(desk(world.lan))
    assert "Giải trình 1 chỉ tiêu năm 2023: 4.2" in leader
    assert "còn 5 ngày" in leader
    assert "Nhập 2" not in leader  # owned by An
    assert "Còn thiếu gì để đạt" in leader
    assert re.search(r"1\.1 .*? chưa có số liệu An số năm 2023, hạn 20/02/2024 chậm", leader)
    assert "chưa phân công không" in leader  # every other one

    verifier = told(desk(world.minh))
    assert "Thẩm tra tiêu chí 5 năm 2023: 1 ô của 1 đơn vị" in verifier
    assert "tiêu chí 4" not in verifier  # the question is the commune's until its last day
    assert "Không có việc nào đang chờ bạn" in told(desk(world.hoa))


def test_links_lead_to_pages_that_are_open_to_the_person(world: World, system: User) -> None:
    office = person("Ba", Role.COORDINATION_OFFICE, world.province, system)
    an = entering(world.communes[0], system, world, "1.1")
    admin = person("Tư", Role.ADMINISTRATOR, world.province, system)
    for user in (office, an, admin):
        client = site(user)
        main = desk(user).text.partition("<main")[2].partition("</main>")[0]
        addresses = set(re.findall(r'href="(/[^"#]*)', main))
        for address in {each for each in addresses if not re.search("/ban-do/|/ket-qua/", each)}:  # slow ones
            assert client.get(address.replace("&amp;", "&")).status_code == 200, (user, address)
    nobody = person("Năm", None, None, system)
    assert "chưa được giao vai trò nào" in told(desk(nobody))
    assert 'href="/ban-lam-viec/"' in site(an).get("/").text  # and in the menu of every page
    assert 'href="/ban-lam-viec/"' not in Client().get("/").text


def test_signing_in_leads_to_the_desk(world: World) -> None:
    sent = {"login": "lan", "password": PASSWORD}
    answer = Client().post(reverse("account_login"), sent)
    assert answer["Location"] == reverse("dashboards:desk")
    assert "?next=" not in re.findall(r'href="(/tai-khoan/login/[^"]*)', Client().get("/").text)[0]


def test_the_desk_costs_as_many_queries_for_many_units_as_for_one(
    world: World, system: User, django_assert_max_num_queries: Any
) -> None:
    office = person("Ba", Role.COORDINATION_OFFICE, world.province, system)
    counts: dict[User, list[int]] = {office: [], world.minh: []}
    for codes in ([], ["1.1", "2.1", "4.1", "5.1", "6.1"]):
        if codes:
            world.hand_up(*codes, of=1)
        for user, found in counts.items():
            client = site(user)
            with django_assert_max_num_queries(16) as asked:
                assert client.get(reverse("dashboards:desk")).status_code == 200
            found.append(len(asked))
    assert counts[office][0] == counts[office][1]
    assert counts[world.minh][0] == counts[world.minh][1]


# --- dossiers and the late list -------------------------------------------------------------------------


@pytest.fixture
def way(system: User) -> Way:
    return way_of(system)


def test_steps_votes_and_files_wait_for_those_who_may(way: Way, system: User) -> None:
    dossier = way.open()
    assert "Trình hồ sơ: hồ sơ xét, công nhận năm 2023" in told(desk(way.lan))
    assert "Không có việc nào" in told(desk(way.hoa))
    way.steps(dossier, DossierKind.SUBMITTED)
    assert "Không có việc nào" in told(desk(way.lan))
    assert "Xác nhận đã thẩm tra" in told(desk(way.minh))
    way.step(dossier, DossierKind.RETURNED)
    page = told(desk(way.lan))
    assert "1 việc bị trả lại hoặc hỏi lại" in page
    [member] = way.council("Sáu")
    way.steps(dossier, DossierKind.SUBMITTED, DossierKind.VERIFIED, DossierKind.VOTE_OPENED)
    assert "Bỏ phiếu thẩm định: hồ sơ năm 2023" in told(desk(member))
    way.step(dossier, DossierKind.VOTE_CLOSED)
    assert "Không có việc nào" in told(desk(member))


def test_the_front_is_led_to_dossiers_that_lack_its_opinion(way: Way, system: User) -> None:
    front = person("Tám", Role.FRONT, way.province, system)
    dossier = way.open()
    assert "Không có việc nào" in told(desk(front))  # the unit's own, until it is handed up
    way.steps(dossier, DossierKind.SUBMITTED)
    page = desk(front)
    assert re.search(rf"Ghi ý kiến của Mặt trận Tổ quốc: hồ sơ năm {YEAR} .{{0,60}}còn 1\d ngày", told(page))
    assert f'href="{address_of(dossier)}#tp-social_criticism"' in page.text
    said = Statement(kind="social_criticism", stated_on=NOW.date(), source="Biên bản số 2")
    state_part(client_id=uuid4(), dossier=dossier, statement=said, by=front, now=way.now())
    assert "Không có việc nào" in told(desk(front))


def test_many_dossiers_of_a_province_are_one_line(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "gathered", partial(gathered, few=1))
    for unit, by in ((way.unit, way.lan), (way.other, way.hoa)):
        dossier = way.open(unit=unit, by=by)
        way.step(dossier, DossierKind.SUBMITTED, by=by)
    page = desk(way.minh)
    assert "Xác nhận đã thẩm tra: 2 hồ sơ năm 2023" in told(page)
    assert "?trang-thai=" in page.text


def test_the_late_list_names_communes_and_bodies_with_a_text_to_send(
    way: Way, system: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(system, [way.unit, way.other], way.province, way.lan, way.hoa, way.minh)
    entering(way.unit, system, world, "1.1", "1.2")
    entering(way.other, system, world, "2.1", name="Bảy")
    add_body(unit=way.province, name="Sở Giao thông", kind="department", since=LONG_AGO, by=system, now=NOW)
    office = person("Ba", Role.COORDINATION_OFFICE, way.province, system)
    world.record("2.1", value=Decimal(99))
    world.hand_up("2.1")
    way.steps(way.open(), DossierKind.SUBMITTED)
    monkeypatch.setattr(policy, "today", lambda: timezone.localdate(NOW + timedelta(days=60)))

    answer = site(office).get(reverse("dashboards:desk-late"))
    page = told(answer)
    assert f"chưa nhập 2 chỉ tiêu năm {YEAR} 20/02/2024 70" in page
    assert f"hồ sơ năm {YEAR} của {way.unit.full_name}" in page
    assert "Sở Giao thông chưa thẩm tra 1 ô của 1 đơn vị" in page
    text = re.findall(r"<textarea[^>]*>(.*?)</textarea>", answer.text, re.DOTALL)[0]
    assert text.startswith("V/v đôn đốc")
    assert "hạn 20/02/2024, chậm 70 ngày" in text
    assert "Vướng mắc xin liên hệ: Ba, Văn phòng Điều phối" in text
    english = site(office)
    english.cookies["django_language"] = "en"
    assert "V/v đôn đốc" in english.get(reverse("dashboards:desk-late")).text  # what goes out is Vietnamese

    book = openpyxl.load_workbook(
        io.BytesIO(site(office).get(reverse("dashboards:desk-late"), {"tep": "xlsx"}).content)
    )
    lines = list(book.active.iter_rows(min_row=4, values_only=True))
    assert [each[3] for each in lines] == sorted((each[3] for each in lines), reverse=True)
    own = told(site(way.lan).get(reverse("dashboards:desk-late")))
    assert "An chưa nhập 2 chỉ tiêu" in own
    assert "Bảy" not in own

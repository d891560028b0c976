"""Trang chương trình, ô, đơn vị và trang đầu, over a plan made by hand."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import record_observation
from chungsuc.audit.models import Entry
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from chungsuc.plans.models import Plan
from factories.cast import NOW, district
from factories.programme import confirmed_plan

pytestmark = pytest.mark.django_db
ROW = re.compile(r'<tr><th class="row".*?</tr>', re.DOTALL)


@pytest.fixture
def plan(lan: User) -> Plan:
    return confirmed_plan(lan, district("084"))


def programme(plan: Plan) -> str:
    return reverse("dashboards:programme", args=[plan.pk])


def commune(plan: Plan, name: str) -> Unit:
    return Unit.objects.get(name=name, paths_up__ancestor=plan.unit, paths_up__depth=1)


def cells(row: str) -> list[str]:
    """The text of the cells of a row."""
    found = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", each) for each in found]


def rows(text: str) -> list[list[str]]:
    return [cells(row) for row in ROW.findall(text)]


def test_the_matrix_shows_what_the_plan_names_and_nothing_more(client: Client, plan: Plan) -> None:
    table = rows(client.get(programme(plan)).text)
    names = ["Sín Chéng", "Bản Mế", "Nàn Sán", "Cán Cấu", "Sán Chải", "Quan Hồ Thẩn", "Thào Chư Phìn"]
    assert [row[0] for row in table] == [*names, "Lùng Thẩn", "Nàn Xín", "Kế hoạch ghi"]  # and not the town
    assert table[0] == ["Sín Chéng", *["giữ"] * 19, "giữ 19", "–"]
    gained = {10, 11, 12, 17, 18}
    assert table[4] == ["Sán Chải", *["thêm" if n in gained else "·" for n in range(1, 20)], "thêm 5", "–"]
    marks = [cell for row in table[:-1] for cell in row]
    assert (marks.count("giữ"), marks.count("thêm")) == (4 * 19, 14)


def test_the_foot_says_what_the_plan_states_and_doubts_what_contradicts(client: Client, plan: Plan) -> None:
    foot = rows(client.get(programme(plan)).text)[-1]
    said = dict(zip(map(str, range(1, 20)), foot[1:20], strict=True))
    assert {code: text for code, text in said.items() if text != "–"} == {
        "1": "9/9",
        "2": "9/9",
        "5": "8/9",
        "15": "6/9",
        "17": "+6/9⚠mâu thuẫn",
        "18": "7/9",
    }
    assert foot[20:] == ["150", "–"]


def test_plan_and_actual_stand_side_by_side(client: Client, plan: Plan) -> None:
    text = re.sub(r"<[^>]+>", " ", client.get(programme(plan)).text)
    flat = " ".join(text.split())
    for words in (
        "Tiêu chí đạt, cộng 9 xã – / KH 150",
        "Bình quân mỗi xã – / KH 16,67",
        "Xã đạt chuẩn nông thôn mới – / KH 4 trong 9 xã hiện trạng văn bản nêu: 4",
        "Vốn đã giải ngân – / dự kiến 183.970 triệu đồng",
        "chưa có số liệu thực hiện",
        "Mâu thuẫn. Dòng 127 ghi có thêm 06/9 xã",
        "Suy ra từ văn bản",
        "Còn 1 điều cần xem",
        "Dự thảo",
        "Thôn đạt chuẩn nông thôn mới dòng 200 Năm 2024 1 Sín Chéng 2",  # the empty 2025 is left out
    ):
        assert words in flat


def test_a_result_never_looks_like_a_promise(client: Client, plan: Plan, lan: User) -> None:
    assert "chưa có số liệu thực hiện" in client.get(programme(plan)).text
    place = commune(plan, "Sán Chải")
    criteria_set = criteria.criteria_set(criteria.version_of("vn-2021-2025-commune"))
    for code, value in (("1.1", True), ("1.2", True), ("3.1", Decimal(70))):
        record_observation(
            id=uuid4(),
            unit=place,
            criteria_set=criteria_set,
            indicator=code,
            period=Period.parse("2024"),
            value=value,
            observed_on=date(2024, 12, 20),
            channel="web",
            by=lan,
            now=NOW,
        )
    answer = client.get(programme(plan)).text
    row = rows(answer)[4]
    assert row[1] == "✓"
    assert row[3] == "✗"
    assert row[10] == "–thêm"  # observed nothing, promised the criterion: both are shown
    assert row[21] == "đạt 1tính được 2/19"
    assert "1 Quy hoạch: thực hiện: đạt; kế hoạch không nêu" in answer
    assert "chưa có số liệu thực hiện" not in answer
    assert "tính trên 1/9 xã có số liệu" in answer
    why = client.get(reverse("dashboards:cell", args=[plan.pk, place.pk, "3"])).text
    assert "70%, mức yêu cầu từ 80% trở lên" in why
    of_unit = client.get(reverse("dashboards:unit", args=[place.pk])).text
    assert "Đạt 1; tính được 2/19." in of_unit
    assert '<b class="r not_met" title="chưa đạt">✗</b>' in of_unit


def test_the_page_makes_few_queries_however_many_communes(
    client: Client, plan: Plan, django_assert_num_queries: Any
) -> None:
    client.get(programme(plan))  # the criteria set is read from its text once
    cache.clear()
    with django_assert_num_queries(20):
        first = client.get(programme(plan))
    with django_assert_num_queries(2):  # nothing was added: the page is the same
        again = client.get(programme(plan))
    assert again.text == first.text


def test_home_makes_three_queries(client: Client, plan: Plan, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        answer = client.get("/")
    assert "Huyện Si Ma Cai" in answer.text
    assert "4 xã đạt chuẩn, 150 tiêu chí, bình quân 16,67 tiêu chí/xã" in answer.text
    assert "1 lỗi" in answer.text


def test_a_cell_says_why(client: Client, plan: Plan) -> None:
    address = reverse("dashboards:cell", args=[plan.pk, commune(plan, "Sán Chải").pk, "17"])
    whole, piece = client.get(address), client.get(address, headers={"HX-Request": "true"})
    for answer in (whole.text, piece.text):
        assert "Xã Sán Chải 05 tiêu chí" in answer
        assert f'href="{reverse("plans:plan", args=[plan.pk])}?dong=49#d49"' in answer
        assert "06/9 xã đạt tiêu chí 17" in answer
        assert "Chưa có số liệu nào được ghi cho xã này" in answer
        assert "318/QĐ-TTg ngày 08/03/2022" in answer
        assert "chưa đối chiếu văn bản in" in answer
    assert "<html" in whole.text
    assert "<html" not in piece.text
    assert "HX-Request" in whole["Vary"]
    assert client.get(reverse("dashboards:cell", args=[plan.pk, plan.unit_id, "99"])).status_code == 404


def test_a_commune_of_another_place_has_no_cell(client: Client, plan: Plan) -> None:
    elsewhere = Unit.objects.get(code="00817", valid_to="2025-07-01")
    assert client.get(reverse("dashboards:cell", args=[plan.pk, elsewhere.pk, "17"])).status_code == 404


def test_a_plan_that_is_not_published_is_seen_by_its_own_people_only(
    client: Client, lan: User, minh: User, hoa: User
) -> None:
    plan = confirmed_plan(lan, district("084"), state=Plan.State.TRACKED)
    seen = {}
    for person in (None, lan, minh, hoa):
        client.logout()
        if person is not None:
            client.force_login(person)
        name = person.username if person else "public"
        seen[name] = client.get(programme(plan)).status_code
        assert ("Huyện Si Ma Cai" in client.get("/").text) == (seen[name] == 200)
    assert seen == {"public": 404, "lan": 200, "minh": 200, "hoa": 404}


def test_by_unit_and_period(client: Client, plan: Plan) -> None:
    assert client.get(f"/chuong-trinh/{plan.unit_id}/2024/")["Location"] == programme(plan)
    assert client.get("/chuong-trinh/084@2024/2024/")["Location"] == programme(plan)
    for nothing in (f"/chuong-trinh/{plan.unit_id}/2023/", f"/chuong-trinh/{plan.unit_id}/nay/"):
        assert client.get(nothing).status_code == 404


def test_the_page_of_a_commune_that_was_merged(client: Client, plan: Plan) -> None:
    answer = client.get(reverse("dashboards:unit", args=[commune(plan, "Cán Cấu").pk])).text
    assert "Mã 02821 · cấp xã · đến hết 30/06/2025" in answer
    assert "Toàn bộ nhập vào" in answer
    assert "từ 01/07/2025 (1673/NQ-UBTVQH15)" in answer
    assert "kế hoạch:</" not in answer
    assert answer.count('<i class="p keep">giữ</i>') == 19
    assert "chưa kết luận được tiêu chí nào" in answer


def test_a_unit_as_of_a_day(client: Client, plan: Plan) -> None:
    address = reverse("dashboards:unit", args=[plan.unit_id])
    assert "10 đơn vị" in client.get(address, {"ngay": "01/01/2024"}).text
    assert "10 đơn vị" in client.get(address, {"ngay": "2024-01-01"}).text
    assert "không tồn tại vào ngày 01/07/2025" in client.get(address, {"ngay": "01/07/2025"}).text
    assert "không phải là ngày" in client.get(address, {"ngay": "hôm qua"}).text
    assert "thiếu ngày" in client.get(address, {"ngay": "01/2024"}).text


def test_reading_pages_writes_nothing(client: Client, plan: Plan) -> None:
    before = Entry.objects.count()
    place = commune(plan, "Cán Cấu").pk
    for address in ("/", programme(plan), f"/don-vi/{place}/", f"/chuong-trinh/{plan.pk}/o/{place}/1/"):
        assert client.get(address).status_code == 200
        assert client.post(address).status_code in (200, 403, 405)
    assert Entry.objects.count() == before


def test_papers_are_offered_to_those_who_may_make_them(
    client: Client, plan: Plan, minh: User, hoa: User
) -> None:
    offered = {}
    for person in (None, minh, hoa):
        if person is not None:
            client.force_login(person)
        offered[person and person.username] = client.get(programme(plan)).text.count("/bieu-mau/")
    assert offered == {None: 0, "minh": 4, "hoa": 0}

"""Trang minh chứng: who sees what and when, what is served and how, and what a page costs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from chungsuc.accounts.actions import give_scope
from chungsuc.accounts.models import Role, User
from chungsuc.accounts.policy import Indicator
from chungsuc.administrative_units.models import Boundary, BoundaryLoad, Unit
from chungsuc.assessments.actions import record_observation
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.periods import Period
from chungsuc.evidence.actions import withdraw
from chungsuc.evidence.models import Attachment, Demand
from evidence.conftest import SET, Bring, hand_up
from factories.cast import NOW, person
from factories.photos import PDF, here, jpeg, scene

pytestmark = pytest.mark.django_db
PHOTO = jpeg(scene(1), taken="2023:03:05 09:30:00", gps=here(20.64, 105.1))
SIZES = ("evidence:original", "evidence:shown", "evidence:small")


def site(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def cell(unit: Unit, code: str = "6.1", year: int = 2024) -> str:
    return reverse("evidence:cell", args=[unit.pk, SET, year, code])


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# --- bringing -------------------------------------------------------------------------------------------


def test_a_form_brings_several_files_and_tells_of_each_that_is_refused(
    lan: User, commune: Unit, uploads: Any
) -> None:
    files = [upload("mot.jpg", PHOTO), upload("hai.jpg", b"MZ" + b"\0" * 90), upload("ba.pdf", PDF)]
    answer = site(lan).post(
        cell(commune),
        {"id": uuid4(), "files": files, "photo": upload("chup.jpg", jpeg(scene(3))), "caption": "Nhà"},
    )
    assert answer.status_code == 400
    assert "hai.jpg: Tệp là chương trình" in text(answer)
    assert {row.name for row in Attachment.objects.all()} == {"mot.jpg", "ba.pdf", "chup.jpg"}
    again = site(lan).post(cell(commune), {"id": uuid4(), "files": [upload("mot.jpg", PHOTO)]}, follow=True)
    assert again.status_code == 200
    assert "mot.jpg: đã có trong minh chứng của chỉ tiêu này" in text(again)
    assert "Đã lưu" not in text(again)
    assert Attachment.objects.filter(name="mot.jpg").count() == 1


def test_a_script_gets_the_list_alone_and_a_resend_stands_once(
    lan: User, commune: Unit, uploads: Any
) -> None:
    key = uuid4()
    for _turn in range(2):
        answer = site(lan).post(
            cell(commune), {"id": key, "files": [upload("a.jpg", PHOTO)]}, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 200
        assert "<html" not in answer.content.decode()
    assert [row.pk for row in Attachment.objects.all()] == [key]


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({}, 400, "Hãy chọn tệp"),
        ({"files": [upload("a.jpg", b"")]}, 400, "rỗng"),
        ({"files": [upload("a.pdf", b"%PDF-1.7" + b"0" * 1_100_000)]}, 413, "giới hạn 1 MB"),
        ({"document": "", "address": ""}, 400, "văn bản, hoặc"),
        ({"document": "", "address": "javascript:alert(1)"}, 400, "không phải địa chỉ"),
        ({"document": "x" * 400}, 400, "300"),
    ],
)
def test_wrong_input_is_told_in_words(
    lan: User, commune: Unit, uploads: Any, settings: Any, sent: dict[str, Any], status: int, words: str
) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    answer = site(lan).post(cell(commune), {"id": uuid4()} | sent)
    assert answer.status_code == status
    assert words in text(answer)
    assert not Attachment.objects.exists()


def test_a_link_is_shown_as_text_and_nothing_of_it_is_markup(lan: User, commune: Unit, uploads: Any) -> None:
    client = site(lan)
    hostile = '12/QĐ <script>alert(1)</script>"'
    client.post(cell(commune), {"id": uuid4(), "document": hostile})
    client.post(cell(commune), {"id": uuid4(), "document": "", "address": "https://example.vn/?a=<b>"})
    page = client.get(cell(commune)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert 'href="https://example.vn' not in page  # never fetched, never followed by a slip of the hand


def test_what_was_handed_up_is_closed_until_it_comes_back_or_is_asked_about(
    bring: Bring, lan: User, minh: User, commune: Unit
) -> None:
    row = bring(PHOTO)
    hand_up(commune, lan)
    client = site(lan)
    page = client.get(cell(commune))
    assert "Đã trình, đang chờ thẩm tra" in text(page)
    assert "data-files" not in page.content.decode()
    answer = client.post(cell(commune), {"id": uuid4(), "files": [upload("a.pdf", PDF)]})
    assert answer.status_code == 400
    assert "đang khóa" in text(answer)
    client.post(reverse("evidence:withdraw", args=[row.pk]), {"why": "Nhầm"})
    assert not hasattr(Attachment.objects.get(pk=row.pk), "withdrawal")
    asked = {"number": 2, "kind": "questioned", "reason": "Ảnh mờ", "explain_by": NOW.date()}
    hand_up(commune, minh, at=NOW + timedelta(hours=2), **asked)
    answer = client.post(cell(commune), {"id": uuid4(), "files": [upload("a.pdf", PDF)]})
    assert answer.status_code == 302  # a question is answered with evidence
    returned = {"number": 3, "kind": "returned", "reason": "Thiếu biên bản"}
    hand_up(commune, minh, at=NOW + timedelta(hours=3), **returned)
    client.post(reverse("evidence:withdraw", args=[row.pk]), {"why": "Nhầm ảnh"})
    assert Attachment.objects.get(pk=row.pk).withdrawal.why == "Nhầm ảnh"
    assert "Nhầm ảnh" in text(client.get(cell(commune)))


# --- seeing ---------------------------------------------------------------------------------------------


def letter(client: Client, route: str, row: Attachment) -> str:
    answer = client.get(reverse(route, args=[row.pk]))
    b"".join(answer.streaming_content if answer.streaming else ())  # closes the file as well
    return {200: "A", 302: "S", 404: "0", 403: "N"}[answer.status_code]


def test_a_superior_sees_what_was_handed_up_and_nothing_that_came_after(
    bring: Bring, lan: User, minh: User, hoa: User, commune: Unit, system: User
) -> None:
    early = bring(PHOTO)
    of_part = bring(PDF, code="17.1")
    entry = person("Truong", Role.ENTRY, commune, system)
    people = [site(each) for each in (None, lan, entry, minh, hoa)]

    def seen(row: Attachment) -> str:
        return "".join(letter(client, "evidence:original", row) for client in people)

    assert seen(early) == "SAA00"
    hand_up(commune, lan)
    late = bring(jpeg(scene(4)), now=NOW + timedelta(hours=2))
    assert seen(early) == "SAAA0"
    assert seen(late) == "SAA00"
    assert seen(of_part) == "SAA00"  # another indicator
    hand_up(commune, minh, at=NOW + timedelta(hours=3), number=2, kind="returned", reason="Thiếu")
    assert seen(late) == "SAA00"
    hand_up(commune, lan, at=NOW + timedelta(hours=4), number=3)
    assert seen(late) == "SAAA0"
    page = site(minh).get(cell(commune)).content.decode()
    assert str(early.pk) in page
    assert str(late.pk) in page
    assert "data-files" not in page
    listed = text(site(minh).get(reverse("evidence:unit", args=[commune.pk, SET, 2024])))
    assert "2 minh chứng" in listed


def test_files_are_served_from_a_sandbox(bring: Bring, lan: User) -> None:
    row = bring(PHOTO, name='ảnh "x".jpg')
    client = site(lan)
    for route in SIZES:
        answer = client.get(reverse(route, args=[row.pk]))
        body = b"".join(answer.streaming_content)
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"].startswith("private")
        if route == "evidence:original":
            assert body == PHOTO
            assert answer["Content-Type"] == "application/octet-stream"
            assert answer["Content-Disposition"].startswith("attachment;")
        else:
            assert answer["Content-Type"] == "image/jpeg"
            assert dict(Image.open(io.BytesIO(body)).getexif()) == {}
    paper = bring(PDF, code="6.2", name="qd.pdf")
    assert [letter(client, route, paper) for route in SIZES] == ["A", "0", "0"]
    assert client.get(reverse("evidence:original", args=[UUID(int=1)])).status_code == 404


def test_what_was_withdrawn_is_served_to_those_who_saw_it(bring: Bring, lan: User, hoa: User) -> None:
    row = bring(PHOTO)
    withdraw(attachment=row, why="Nhầm", by=lan, now=NOW)
    assert [letter(site(each), "evidence:original", row) for each in (lan, hoa)] == ["A", "0"]


# --- facts beside a picture ----------------------------------------------------------------------------

SQUARE = [[[105.0, 21.0], [105.2, 21.0], [105.2, 21.2], [105.0, 21.2]]]


@pytest.mark.parametrize(
    ("lies", "told"),
    [
        ({"areas": [SQUARE]}, "Chụp cách địa giới khoảng 40 km"),
        ({"place": [105.1, 20.65]}, "Chụp cách điểm của đơn vị trên bản đồ khoảng 1,1 km"),
        (
            {"areas": [[[[105.0, 20.0], [105.2, 20.0], [105.2, 21.2]]]]},
            "Chụp trong địa giới hoặc sát địa giới",
        ),
        (None, "Chụp tại vĩ độ; kinh độ 20,64; 105,1"),
    ],
)
def test_when_and_where_a_photo_was_taken_is_told_as_a_fact(
    bring: Bring, lan: User, commune: Unit, lies: dict[str, Any] | None, told: str
) -> None:
    if lies is not None:
        load = BoundaryLoad.objects.create(source="x", content_hash="x", loaded_at=NOW, loaded_by="x")
        Boundary.objects.create(load=load, unit=commune, **lies)
    bring(PHOTO)
    page = text(site(lan).get(cell(commune)))
    assert told in page
    assert "Chụp lúc 09:30 ngày 05/03/2023 theo đồng hồ máy ảnh" in page
    assert "Năm chụp 2023 khác năm 2024 của chỉ tiêu" in page
    assert "Bản sạch của ảnh (đã bỏ nơi chụp, lúc chụp và mọi điều khác ghi kèm trong tệp" in page


def test_a_photo_of_two_communes_is_shown_to_the_verifier_and_to_neither_commune(
    bring: Bring, lan: User, minh: User, hoa: User, communes: list[Unit], province: Unit
) -> None:
    bring(PHOTO)
    bring(jpeg(scene(1, (400, 300)), 50), unit=communes[1], by=hoa)
    listing = reverse("evidence:repeated", args=[province.pk])
    hand_up(communes[0], lan)
    assert "Có thể trùng" not in text(site(minh).get(cell(communes[0])))  # the other is a draft still
    assert "Không có ảnh nào" in text(site(minh).get(listing))
    hand_up(communes[1], hoa)
    page = text(site(minh).get(cell(communes[0])))
    assert f"Có thể trùng với ảnh gửi cho {communes[1].full_name}, chỉ tiêu 6.1, năm 2024" in page
    assert "có thể trùng" in text(site(minh).get(listing))
    assert "Có thể trùng" not in text(site(lan).get(cell(communes[0])))
    assert site(lan).get(listing).status_code == 403


def test_a_verifier_sees_the_photos_that_were_handed_up_beside_the_figure(
    bring: Bring,
    lan: User,
    minh: User,
    system: User,
    commune: Unit,
    province: Unit,
    commune_set: CriteriaSet,
) -> None:
    held = minh.roles_held.get()
    give_scope(held=held, indicators=[Indicator(SET, "6")], valid_from=held.valid_from, by=system, now=NOW)
    record_observation(
        id=uuid4(),
        unit=commune,
        criteria_set=commune_set,
        indicator="6.1",
        period=Period.of_year(2024),
        value=True,
        observed_on=date(2024, 12, 1),
        channel="web",
        by=lan,
        now=NOW,
    )
    early = bring(PHOTO)
    hand_up(commune, lan)
    late = bring(jpeg(scene(4)), now=NOW + timedelta(hours=2))
    there = reverse("dashboards:review-cell", args=[province.pk, SET, 2024, commune.pk, "6.1"])
    page = site(minh).get(there).content.decode()
    assert reverse("evidence:small", args=[early.pk]) in page
    assert str(late.pk) not in page


# --- what a page costs ---------------------------------------------------------------------------------


def queries_of(read: Callable[[], Any]) -> int:
    read()  # what is kept between pages is kept
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert read().status_code == 200
    return len(asked)


def test_pages_ask_as_much_for_many_photos_as_for_few(
    bring: Bring, lan: User, minh: User, hoa: User, communes: list[Unit], province: Unit
) -> None:
    lister = site(minh)
    pages = [
        cell(communes[0]),
        reverse("evidence:unit", args=[communes[0].pk, SET, 2024]),
        reverse("evidence:repeated", args=[province.pk]),
    ]
    hand_up(communes[0], lan)
    hand_up(communes[1], hoa)

    def add(seeds: range) -> None:
        for seed in seeds:
            photo = jpeg(scene(seed, (200, 150)), gps=here(21.0, 105.0))
            bring(photo)
            bring(photo, unit=communes[1], by=hoa)

    add(range(20, 21))
    few = [queries_of(lambda page=page: lister.get(page)) for page in pages]
    add(range(21, 25))
    many = [queries_of(lambda page=page: lister.get(page)) for page in pages]
    assert many == few
    assert many[0] <= 25
    assert many[1] <= 18
    assert many[2] <= 16


# --- what a province demands ---------------------------------------------------------------------------


def test_an_office_demands_evidence_and_the_list_marks_it(
    bring: Bring, lan: User, province: Unit, commune: Unit, system: User
) -> None:
    office = site(person("Oanh", Role.COORDINATION_OFFICE, province, system))
    there = reverse("evidence:demands", args=[province.pk, SET])
    said = {
        "number": "15/QĐ-UBND",
        "decided_on": "01/02/2023",
        "effective_on": "01/03/2023",
        "codes": ["2.1"],
    }
    assert office.post(there, said | {"decided_on": "32/02/2023"}).status_code == 400
    assert office.post(there, said | {"codes": ["99"]}).status_code == 400
    assert site(lan).post(there, said).status_code == 403
    assert not Demand.objects.exists()
    assert office.post(there, said).status_code == 302
    assert "15/QĐ-UBND" in text(site(lan).get(there))
    listed = reverse("evidence:unit", args=[commune.pk, SET, 2024])
    before = text(site(lan).get(listed))
    ended = reverse("evidence:end-demand", args=[Demand.objects.get().pk])
    assert office.post(ended, {"ends_on": "", "why": ""}).status_code == 302
    assert not hasattr(Demand.objects.get(), "end")
    assert site(lan).post(ended, {"ends_on": "01/01/2024", "why": "x"}).status_code == 403
    office.post(ended, {"ends_on": "01/01/2024", "why": "Có văn bản mới"})
    assert "Có văn bản mới" in text(office.get(there))
    after = text(site(lan).get(listed))
    assert before.count("phải có") == after.count("phải có") + 1

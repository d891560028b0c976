"""Trang ghi sắp xếp: nothing is written before it was shown, and what is refused is said in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.models import Reorganisation, Unit
from chungsuc.audit.models import Entry
from factories.cast import person

pytestmark = pytest.mark.django_db

DAY = date(2027, 1, 1)
EVE = DAY - timedelta(days=1)


@pytest.fixture
def province(places: None) -> Unit:
    return queries.provinces(EVE)[0]


@pytest.fixture
def communes(province: Unit) -> list[Unit]:
    return [unit for unit in queries.below(province, EVE) if unit.kind == "xã"]


@pytest.fixture
def site(province: Unit, system: User) -> Client:
    """Lan works in the office of the province."""
    client = Client()
    client.force_login(person("Lan", Role.COORDINATION_OFFICE, province, system))
    return client


def form(communes: list[Unit], **change: str) -> dict[str, Any]:
    first, second = communes[:2]
    return {
        "number": "12/NQ-HĐND", "issued_on": "01/11/2026", "issuer": "Hội đồng nhân dân tỉnh",
        "effective": "01/01/2027", "change": "merge", "former": f"{first.code}\n{second.code}",
        "new": f"{first.code}; xã; Hợp Nhất", "parent": "", "villages": "", "step": "preview",
    } | change  # fmt: skip


def send(site: Client, given: dict[str, Any]) -> Any:
    return site.post(reverse("dashboards:reorganise"), given)


def test_a_preview_writes_nothing_and_recording_does(site: Client, communes: list[Unit]) -> None:
    before = Entry.objects.count()
    seen = send(site, form(communes))
    assert seen.status_code == 200
    assert "2 đơn vị kết thúc, 1 đơn vị thành lập, 0 đơn vị chuyển cấp trên" in seen.text
    assert (Reorganisation.objects.count(), Entry.objects.count()) == (0, before)

    done = send(site, form(communes, step="record"))
    order = Reorganisation.objects.get()
    assert done["Location"] == reverse("dashboards:reorganisation", args=[order.pk])
    assert Entry.objects.count() == before + 1
    page = site.get(done["Location"]).text
    assert "3 đơn vị thay đổi" in page
    assert "Lan ghi ngày" not in Client().get(done["Location"]).text  # the public sees what, not who


def test_a_file_is_carried_from_the_preview_to_the_recording(site: Client, communes: list[Unit]) -> None:
    first, second = communes[:2]
    text = (
        "order: {number: 12/NQ, date: '2026-11-01'}\neffective: '2027-01-01'\nchanges:\n"
        f"  - {{kind: rename, unit: '{first.code}', unit_kind: phường}}\n"
        f"  - {{kind: rename, unit: '{second.code}', unit_kind: phường}}\n"
    )
    file = SimpleUploadedFile("nq.yaml", text.encode())
    seen = send(site, {"file": file, "step": "preview"})
    assert "Ra khỏi phạm vi chương trình" in seen.text
    kept = seen.context["form"]["text"].value()
    assert kept == text
    assert send(site, {"text": kept, "step": "record"}).status_code == 302
    assert Unit.objects.filter(valid_from=DAY, kind="phường").count() == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": ""}, "Nghị quyết chưa có số"),
        ({"issued_on": ""}, "chưa có ngày ban hành"),
        ({"effective": "2027"}, "Hãy nhập đủ ngày/tháng/năm"),
        ({"former": ""}, "Chưa có mã đơn vị cũ nào"),
        ({"former": "00000 99999"}, "Không có đơn vị mã 00000"),
        ({"new": "12345"}, "không đúng dạng"),
        ({"new": "12345; làng; Mới"}, "không cùng cấp với đơn vị cũ"),
        ({"change": ""}, "Chưa chọn hình thức sắp xếp"),
        ({"change": "rename"}, "cần một mã đơn vị cũ"),
        ({"change": "split"}, "từ hai đơn vị mới"),
        ({"change": "move"}, "Chưa có mã đơn vị cấp trên mới"),
        ({"villages": "12345"}, "mã thôn; mã đơn vị mới"),
        ({"text": "order: {number: [}"}, "không đúng cú pháp YAML"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    site: Client, communes: list[Unit], change: dict[str, str], words: str
) -> None:
    for step in ("preview", "record"):
        answer = send(site, form(communes, **change) | {"step": step})
        assert answer.status_code == 400
        assert words in answer.text
    assert not Reorganisation.objects.exists()


@pytest.mark.parametrize(
    ("change", "weights"),
    [("0,6 0,4", "60%40%"), ("60% 40%", "60%40%"), (" ", "chưa rõ tỷ trọng")],
)
def test_weights_are_typed_as_officials_write_them(
    site: Client, communes: list[Unit], change: str, weights: str
) -> None:
    code = communes[0].code
    first, _, second = change.partition(" ")
    new = f"{code}-A; xã; Phần A; {first}\n{code}-B; xã; Phần B; {second}"
    seen = send(site, form(communes, change="split", former=code, new=new))
    assert seen.status_code == 200
    if weights.startswith("chưa"):
        assert weights in seen.text
    else:
        assert "(một phần, 60%)" in seen.text
        assert "(một phần, 40%)" in seen.text


def test_an_office_elsewhere_is_told_so_before_it_records(communes: list[Unit], system: User) -> None:
    hoa = Client()
    hoa.force_login(person("Hoa", Role.COORDINATION_OFFICE, queries.provinces(EVE)[1], system))
    answer = send(hoa, form(communes))
    assert answer.status_code == 400
    assert "nơi tài khoản của bạn không có quyền" in answer.text

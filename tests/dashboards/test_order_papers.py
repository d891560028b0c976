"""Bản ký của nghị quyết: kept with the order or added once, never replaced, and handed to who may have it."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chungsuc.__main__ import main
from chungsuc.accounts.models import Role, User
from chungsuc.accounts.policy import NotAllowed
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.models import Reorganisation, Unit
from chungsuc.audit.models import Entry
from chungsuc.core.units import Act, LegalOrder, NewUnit, Part, ReorganisationError, SuccessionKind
from chungsuc.dashboards.order_papers import Paper, examined
from chungsuc.dashboards.reorganising import add_paper, reorganise
from chungsuc.plans.models import Upload
from chungsuc.stores import files as store
from factories.cast import NOW, person

pytestmark = pytest.mark.django_db

DAY = date(2027, 1, 1)
EVE = DAY - timedelta(days=1)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OTHER = PDF + b"\n%%EOF\n"
SHA256 = hashlib.sha256(PDF).hexdigest()


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS = tmp_path / "uploads"


@pytest.fixture
def province(places: None) -> Unit:
    return queries.provinces(EVE)[0]


@pytest.fixture
def communes(province: Unit) -> list[Unit]:
    return [unit for unit in queries.below(province, EVE) if unit.kind == "xã"]


@pytest.fixture
def lan(province: Unit, system: User) -> User:
    """Lan works in the office of the province."""
    return person("Lan", Role.COORDINATION_OFFICE, province, system)


@pytest.fixture
def minh(communes: list[Unit], system: User) -> User:
    """Minh reads at one of its communes."""
    return person("Minh", Role.READER, communes[0], system)


@pytest.fixture
def hoa(system: User) -> User:
    """Hoa works in the office of another province."""
    return person("Hoa", Role.COORDINATION_OFFICE, queries.provinces(EVE)[1], system)


def act(communes: list[Unit], **named: str) -> Act:
    first, second = communes[:2]
    new = NewUnit(first.code, (Part(first.code), Part(second.code)), SuccessionKind.MERGE, "Hợp Nhất", "xã")
    return Act(LegalOrder("12/NQ-HĐND", date(2026, 11, 1), **named), DAY, (new,))


def paper(data: bytes = PDF, name: str = "Nghị quyết 12.pdf") -> Paper:
    return examined(data, name)


@pytest.fixture
def order(communes: list[Unit], lan: User) -> Reorganisation:
    """An order that was recorded without its paper."""
    return reorganise(act=act(communes), by=lan, now=NOW)[0]


def on(site: User | None) -> Client:
    client = Client()
    if site is not None:
        client.force_login(site)
    return client


def entries() -> list[str]:
    """What the log says of orders and their papers."""
    told = Entry.objects.filter(action__in=("units.reorganised", "units.paper_kept")).order_by("pk")
    return list(told.values_list("action", flat=True))


# --- the act ---------------------------------------------------------------------------------------


def test_an_order_is_recorded_with_its_paper(communes: list[Unit], lan: User) -> None:
    made, _outcome = reorganise(act=act(communes), by=lan, now=NOW, paper=paper())
    kept = Upload.objects.get()
    assert (made.file_sha256, kept.sha256, kept.media, kept.size) == (SHA256, SHA256, "pdf", len(PDF))
    assert store.load(SHA256) == PDF
    assert Entry.objects.get(action="units.reorganised").data["paper"] == SHA256


def test_a_paper_is_added_once(order: Reorganisation, lan: User) -> None:
    add_paper(order=order, paper=paper(), by=lan, now=NOW)
    order.refresh_from_db()
    assert order.file_sha256 == SHA256
    add_paper(order=order, paper=paper(name="again.pdf"), by=lan, now=NOW)  # the same bytes
    assert Entry.objects.filter(action="units.paper_kept").count() == 1
    with pytest.raises(ReorganisationError, match="Bản ký không thay được"):
        add_paper(order=order, paper=paper(OTHER), by=lan, now=NOW)
    order.refresh_from_db()
    assert order.file_sha256 == SHA256
    assert Upload.objects.count() == 1


def test_a_paper_is_the_one_that_the_order_names(communes: list[Unit], lan: User) -> None:
    """The order's file may say the hash of the signed paper before the paper itself comes."""
    named = act(communes, file_sha256=SHA256)
    with pytest.raises(ReorganisationError, match="không phải là tệp mà nghị quyết nêu"):
        reorganise(act=named, by=lan, now=NOW, paper=paper(OTHER))
    assert not Reorganisation.objects.exists()
    assert not Upload.objects.exists()
    made, _outcome = reorganise(act=named, by=lan, now=NOW)
    with pytest.raises(ReorganisationError, match="đã nêu một bản ký khác"):
        add_paper(order=made, paper=paper(OTHER), by=lan, now=NOW)
    add_paper(order=made, paper=paper(), by=lan, now=NOW)
    assert Upload.objects.get().sha256 == SHA256
    assert entries() == ["units.reorganised", "units.paper_kept"]


@pytest.mark.parametrize("who", ["minh", "hoa"])
def test_only_who_could_record_the_order_adds_its_paper(
    order: Reorganisation, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        add_paper(order=order, paper=paper(), by=request.getfixturevalue(who), now=NOW)
    assert not Upload.objects.exists()


# --- pages -----------------------------------------------------------------------------------------


def typed(communes: list[Unit], step: str, **files: Any) -> dict[str, Any]:
    first, second = communes[:2]
    return {
        "number": "12/NQ-HĐND", "issued_on": "01/11/2026", "issuer": "", "effective": "01/01/2027",
        "change": "merge", "former": f"{first.code}\n{second.code}", "new": f"{first.code}; xã; Hợp Nhất",
        "parent": "", "villages": "", "step": step,
    } | files  # fmt: skip


def sent(data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("ban-ky.pdf", data)


def test_the_paper_goes_along_when_the_order_is_recorded(communes: list[Unit], lan: User) -> None:
    client, there = on(lan), reverse("dashboards:reorganise")
    assert 'name="paper"' not in client.get(there).text
    assert 'name="paper"' in client.post(there, typed(communes, "preview")).text
    refused = client.post(there, typed(communes, "record", paper=sent(b"text")))
    assert (refused.status_code, Reorganisation.objects.count()) == (400, 0)
    assert "không phải là PDF, Word" in refused.text
    empty = client.post(there, typed(communes, "record", paper=sent(b"")))
    assert (empty.status_code, Reorganisation.objects.count()) == (400, 0)
    assert "Tệp rỗng" in empty.text
    recorded = client.post(there, typed(communes, "record", paper=sent()))
    assert recorded.status_code == 302
    assert "Tải bản ký" in client.get(recorded["Location"]).text


def test_a_paper_that_is_too_large_is_stopped_while_it_comes(
    communes: list[Unit], order: Reorganisation, lan: User, settings: Any
) -> None:
    settings.UPLOAD_LIMIT = 1024
    large = sent(b"%PDF-" + b"x" * 5000)
    for there, given in (
        (reverse("dashboards:reorganise"), typed(communes, "record", paper=large)),
        (reverse("dashboards:order-sign", args=[order.pk]), {"paper": large}),
    ):
        large.seek(0)
        answer = on(lan).post(there, given)
        assert answer.status_code == 413
        assert "vượt quá giới hạn" in answer.text
    assert not Upload.objects.exists()


def test_an_order_without_its_paper_says_so_and_takes_it_later(
    order: Reorganisation, lan: User, minh: User, hoa: User
) -> None:
    there = reverse("dashboards:reorganisation", args=[order.pk])
    sign = reverse("dashboards:order-sign", args=[order.pk])
    for who in (None, minh, hoa):
        seen = on(who).get(there).text
        assert "Nghị quyết này chưa có bản ký." in seen
        assert sign not in seen
    assert sign in on(lan).get(there).text
    assert on(None).post(sign, {"paper": sent()}).status_code == 302
    assert on(minh).post(sign, {"paper": sent()}).status_code == 403
    assert on(hoa).post(sign, {"paper": sent()}).status_code == 403
    assert on(lan).post(sign, {}).status_code == 400
    assert on(lan).post(sign, {"paper": sent(b"GIF89a")}).status_code == 400
    assert not Upload.objects.exists()
    assert on(lan).post(sign, {"paper": sent()}).status_code == 302
    assert sign not in on(lan).get(there).text
    again = on(lan).post(sign, {"paper": sent(OTHER)})
    assert again.status_code == 400
    assert "Bản ký không thay được" in again.text


@pytest.mark.parametrize(
    ("who", "status"), [(None, 302), ("minh", 200), ("lan", 200), ("hoa", 200), ("nobody", 403)]
)
def test_the_paper_is_handed_to_who_holds_a_role(
    order: Reorganisation,
    lan: User,
    system: User,
    who: str | None,
    status: int,
    request: pytest.FixtureRequest,
) -> None:
    there = reverse("dashboards:order-paper", args=[order.pk])
    reader = person("Nobody", None, None, system) if who == "nobody" else None
    if who in ("minh", "lan", "hoa"):
        reader = request.getfixturevalue(who)
    if status == 200:
        assert on(reader).get(there).status_code == 404
    add_paper(order=order, paper=paper(), by=lan, now=NOW)
    answer = on(reader).get(there)
    assert answer.status_code == status
    seen = on(reader).get(reverse("dashboards:reorganisation", args=[order.pk])).text
    assert (there in seen) == (status == 200)
    if status == 200:
        assert answer.content == PDF
        assert answer["Content-Disposition"] == f'attachment; filename="nghi-quyet-{order.pk}.pdf"'
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_lineage_of_a_unit_leads_to_the_paper(
    order: Reorganisation, communes: list[Unit], lan: User
) -> None:
    there = reverse("dashboards:unit", args=[communes[0].pk])
    assert "chưa có bản ký" in on(lan).get(there).text
    add_paper(order=order, paper=paper(), by=lan, now=NOW)
    link = reverse("dashboards:order-paper", args=[order.pk])
    seen = on(lan).get(there).text
    assert link in seen
    assert "ngày 01/11/2026" in seen
    public = on(None).get(there).text
    assert link not in public
    assert "chưa có bản ký" not in public


# --- the command -----------------------------------------------------------------------------------


def test_a_command_keeps_it_too(
    communes: list[Unit], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = communes[:2]
    file, signed, other = tmp_path / "nq.yaml", tmp_path / "nq.pdf", tmp_path / "khac.pdf"
    file.write_text(
        "order: {number: 12/NQ-HĐND, date: '2026-11-01'}\neffective: '2027-01-01'\nchanges:\n"
        f"  - {{kind: merge, from: ['{first.code}', '{second.code}'],\n"
        f"     into: {{code: '{first.code}', name: Mới, kind: xã}}}}\n",
        encoding="utf-8",
    )
    signed.write_bytes(PDF)
    other.write_bytes(OTHER)
    assert main(["units", "reorganise", str(file)]) == 0
    assert "Chưa có bản ký" in capsys.readouterr().out
    assert main(["units", "paper", "9/NQ-HĐND", str(signed)]) == 2
    assert "Chưa ghi nghị quyết nào số 9/NQ-HĐND" in capsys.readouterr().err
    assert main(["units", "paper", "12/NQ-HĐND", str(signed)]) == 0
    assert Reorganisation.objects.get().file_sha256 == SHA256
    assert main(["units", "paper", "12/NQ-HĐND", str(other)]) == 2
    assert "Bản ký không thay được" in capsys.readouterr().err


def test_a_command_records_an_order_with_its_paper(communes: list[Unit], tmp_path: Path) -> None:
    first = communes[0]
    file, signed = tmp_path / "nq.yaml", tmp_path / "nq.pdf"
    file.write_text(
        "order: {number: 12/NQ-HĐND, date: '2026-11-01'}\neffective: '2027-01-01'\nchanges:\n"
        f"  - {{kind: rename, unit: '{first.code}', name: Mới}}\n",
        encoding="utf-8",
    )
    signed.write_bytes(b"text")
    assert main(["units", "reorganise", str(file), "--paper", str(signed)]) == 2
    assert not Reorganisation.objects.exists()
    signed.write_bytes(PDF)
    assert main(["units", "reorganise", str(file), "--paper", str(signed)]) == 0
    assert Upload.objects.get().sha256 == SHA256

"""Trang hồ sơ: from a village's figures to its recognition, and what the pages say, refuse and hide."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chungsuc.accounts.models import User
from chungsuc.accounts.policy import NotAllowed
from chungsuc.administrative_units.models import Body
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.models import Acceptance, YearStanding
from chungsuc.audit.models import Entry
from chungsuc.core.dossiers import DossierKind
from chungsuc.core.periods import Period
from chungsuc.core.verdicts import Verdict
from chungsuc.core.workflow import NotAllowed as StepRefused
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.dossiers.facts import Case, case_of
from chungsuc.dashboards.dossiers.stepping import take_step
from chungsuc.dashboards.dossiers.views import address
from chungsuc.plans.models import Upload
from chungsuc.workflow.actions.dossier_parts import Statement, state_part
from chungsuc.workflow.models import DecisionPaper, Dossier, DossierPart, RecognitionDecision
from factories.cast import district
from factories.dossiers import READY, Way, way_of
from factories.pages import signed_in, unmarked, words
from factories.papers_in_pdf import pdf_of

pytestmark = pytest.mark.django_db

K = DossierKind
TO_DECISION = (K.SUBMITTED, K.VERIFIED, K.APPRAISED)


@pytest.fixture
def way(system: User) -> Way:
    return way_of(system)


def test_a_commune_opens_its_dossier_and_is_told_what_is_lacking(
    way: Way, settings: Any, tmp_path: Any, django_assert_max_num_queries: Any
) -> None:
    settings.UPLOADS = tmp_path
    dossier, lan = way.open(), signed_in(way.lan)
    there = address(dossier)
    with django_assert_max_num_queries(40):
        answer = lan.get(there)
    page = words(answer)
    assert "Còn 57 chỉ tiêu chưa có số liệu" in page
    assert "Chưa ghi kết quả khảo sát" in page
    assert "chưa đối chiếu văn bản in" in page
    for stranger in (signed_in(way.hoa), signed_in(way.minh), Client()):
        assert stranger.get(there).status_code == 404

    part, step = (reverse(f"dashboards:dossier-{name}", args=[dossier.pk]) for name in ("part", "step"))
    survey = {"part": "survey", "survey-kind": "survey", "survey-stated_on": "01/03/2024"}
    survey |= {"survey-part": "1.900", "survey-whole": "2.000", "survey-base": "2.345"}
    survey |= {"survey-source": "Báo cáo số 9/BC-UBND", "survey-client_id": str(uuid4())}
    refused = {
        "survey-part": ("2.001", "không quá số người trả lời"),
        "survey-whole": ("hai nghìn", "không phải là số"),
        "survey-base": ("-3", "số nguyên không âm"),
        "survey-stated_on": ("31/02/2024", "31/02/2024"),
        "survey-source": ("", "Nguồn"),
        "survey-client_id": ("x", "UUID"),
    }
    for name, (wrong, says) in refused.items():
        answer = lan.post(part, {**survey, name: wrong})
        assert answer.status_code == 400
        assert says in words(answer), name
        typed = "Báo cáo số 9/BC-UBND" if name != "survey-source" else "2.345"
        assert f'value="{typed}"' in answer.text, name  # nobody types it again
        assert answer.text.count('<details class="no-print" open>') == 1
    assert not DossierPart.objects.exists()
    program = {"survey-paper": _file("bien-ban.pdf", b"MZ\x90\x00 not a paper")}
    answer = lan.post(part, {**survey, **program})
    assert answer.status_code == 400
    assert "hãy chọn lại tệp" in words(answer)
    paper = pdf_of("#set page(width: 5cm, height: 5cm)\nBiên bản")
    for _again in range(2):  # the button pressed twice
        sent = lan.post(part, {**survey, "survey-paper": _file("bien-ban.pdf", paper)})
        assert sent.status_code == 302
    stated = DossierPart.objects.get()
    assert (stated.part, stated.whole, stated.base) == (1900, 2000, 2345)
    assert Upload.objects.get().sha256 == stated.file_sha256
    kept = reverse("dashboards:dossier-paper", args=[dossier.pk, "thanh-phan", stated.pk])
    answer = lan.get(kept)
    assert answer.content == paper
    assert answer["Content-Type"] == "application/octet-stream"
    assert signed_in(way.hoa).get(kept).status_code == 404
    assert "1.900/2.000" in words(lan.get(there))

    press = {"kind": "submitted", "seen": "1", "client_id": str(uuid4()), "reason": "", "codes": ""}
    answer = lan.post(step, press)
    assert answer.status_code == 400
    assert "Chưa thể trình hồ sơ" in words(answer)
    assert lan.post(step, {**press, "kind": "verified"}).status_code == 400  # not a step from here
    assert lan.post(step, {**press, "kind": "%d"}).status_code == 400
    answer = lan.post(step, {**press, "kind": "withdrawn", "reason": " ", "seen": "0"})  # without a reason
    assert answer.status_code == 400
    assert 'name="seen" value="1" id="withdrawn_seen"' in answer.text  # who reads it again has seen it all
    assert lan.post(step, {**press, "kind": "withdrawn", "reason": "Làm lại."}).status_code == 302
    page = words(lan.get(there))
    assert "đã rút" in page
    assert "Làm lại." in page


def test_further_conditions_are_those_that_were_handed_up(way: Way) -> None:
    dossier = way.open()
    version = criteria.version_of(dossier.criteria_set_id)
    assert version is not None
    given: dict[str, Any] = {
        "unit": way.unit,
        "indicator": "C2",
        "period": Period.of_year(2023),
        "by": way.lan,
    }
    given |= {
        "criteria_set": criteria.criteria_set(version),
        "observed_on": date(2024, 1, 15),
        "channel": "web",
    }
    first = record_observation(id=uuid4(), value=True, now=way.now(), **given)
    assert case_of(dossier).judged.conditions["C2"].verdict is Verdict.MET
    debt = Statement(kind="construction_debt", stated_on=date(2024, 3, 1), source="BC 1", amount=5_000_000)
    state_part(client_id=uuid4(), dossier=dossier, statement=debt, by=way.lan, now=way.now())
    page = words(signed_in(way.lan).get(address(dossier)))
    assert "Hai nơi nêu khác nhau: mục C2 của bảng nhập ghi" in page
    assert "hồ sơ ghi 5.000.000 đồng." in page
    way.step(dossier, K.SUBMITTED)
    # said later: not what those above look at
    record_observation(id=uuid4(), value=False, supersedes=[first], now=way.now(), **given)
    assert case_of(dossier).judged.conditions["C2"].verdict is Verdict.MET
    way.step(dossier, K.RETURNED)
    assert case_of(dossier).judged.conditions["C2"].verdict is Verdict.NOT_MET


def test_who_verifies_a_dossier_accepts_its_further_conditions_as_they_were_handed_up(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = way.open()
    version = criteria.version_of(dossier.criteria_set_id)
    assert version is not None
    given: dict[str, Any] = {"unit": way.unit, "indicator": "C2", "period": Period.of_year(2023)}
    given |= {"criteria_set": criteria.criteria_set(version), "observed_on": date(2024, 1, 15)}
    given |= {"channel": "web", "by": way.lan}
    handed_up = record_observation(id=uuid4(), value=False, now=way.now(), **given)
    way.step(dossier, K.SUBMITTED)
    later = record_observation(id=uuid4(), value=True, supersedes=[handed_up], now=way.now(), **given)

    def press(by: User, kind: DossierKind = K.VERIFIED) -> None:
        take_step(client_id=uuid4(), dossier=dossier, kind=kind, by=by, now=way.now())

    def accepted() -> set[Any]:
        rows = Acceptance.objects.filter(observation__indicator_code="C2")
        return set(rows.values_list("observation", flat=True))

    with pytest.raises(
        StepRefused, match="Chưa có chỉ tiêu nào"
    ):  # its indicators are not accepted: nothing is
        press(way.minh)
    monkeypatch.setattr(Case, "facts", lambda *_: READY)
    with pytest.raises(NotAllowed):
        press(way.hoa)
    assert not accepted()
    press(way.minh)
    assert accepted() == {handed_up.pk}
    row = YearStanding.objects.get(unit=way.unit, year=2023, series="accepted")
    assert row.conditions["C2"] == Verdict.NOT_MET
    press(way.minh, K.APPRAISED)  # accepted once
    # what was mended and handed up again stands, beside what was accepted before
    other = way.open(year=2024)
    way.step(other, K.SUBMITTED)
    assert case_of(other).judged.conditions["C2"].verdict is Verdict.MET
    take_step(client_id=uuid4(), dossier=other, kind=K.VERIFIED, by=way.minh, now=way.now())
    assert accepted() == {handed_up.pk, later.pk}


def _file(name: str, data: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, data)


def test_the_council_votes_and_the_committee_decides_on_the_page(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the figures of nineteen criteria are another test's: here everything is met but the vote
    real = Case.facts

    def facts(case: Case, *speech: Any) -> Any:
        found = real(case, *speech)
        return replace(READY, vote=found.vote, is_vote_open=found.is_vote_open)

    monkeypatch.setattr(Case, "facts", facts)
    dossier = way.steps(way.open(), K.SUBMITTED, K.VERIFIED)
    (member,) = way.council("uy-vien-1")
    minh, seat = signed_in(way.minh), signed_in(member)
    step = reverse("dashboards:dossier-step", args=[dossier.pk])

    def press(kind: str, seen: int, **more: Any) -> Any:
        form = {"kind": kind, "seen": seen, "client_id": str(uuid4()), "reason": "", "codes": "", **more}
        return minh.post(step, form)

    assert press("vote_opened", 3).status_code == 302
    assert "đang bỏ phiếu" in words(press("appraised", 4))
    ballot = reverse("dashboards:dossier-vote", args=[dossier.pk])
    assert minh.post(ballot, {"choice": "agree"}).status_code == 403
    assert seat.post(ballot, {"choice": "maybe"}).status_code == 400
    assert "1 thành viên" in words(seat.get(address(dossier)))
    assert seat.post(ballot, {"choice": "agree"}).status_code == 302
    assert press("vote_closed", 4).status_code == 302
    assert "sau khi bạn mở trang" in words(press("appraised", 4))  # someone acted meanwhile
    assert press("appraised", 5).status_code == 302
    assert "1 đồng ý, 0 không đồng ý" in words(minh.get(address(dossier)))
    deciding = minh.get(address(dossier))
    assert "uy-vien-1: đồng ý" in words(deciding)
    assert "nên chưa có người ký để chọn" in words(deciding)
    assert reverse("dashboards:bodies", args=[way.province.pk]) in deciding.text
    seen_below = words(signed_in(way.lan).get(address(dossier)))
    assert "1 đồng ý, 0 không đồng ý" in seen_below
    assert "uy-vien-1" not in seen_below  # how a member voted is not for whom it was about
    signatory = way.decision().signatory
    day = way.steps(dossier).events.get(number=6).at  # today: pages take the time of the clock
    paper = {
        "number": "77/QĐ-UBND",
        "signed_on": f"{timezone.localtime(day):%d/%m/%Y}",
        "signatory": signatory.pk,
    }
    assert press("recognised", 6).status_code == 400
    refused = press("recognised", 6, **paper, effective_on="01/01/2020", reason="Đã họp.")
    assert refused.status_code == 400
    for typed in ("77/QĐ-UBND", "01/01/2020", "Đã họp."):
        assert typed in refused.text, typed
    assert press("recognised", 6, **paper).status_code == 302
    assert RecognitionDecision.objects.get().effective_on == RecognitionDecision.objects.get().signed_on
    assert press("announced", 7).status_code == 302
    assert "77/QĐ-UBND" in words(Client().get(address(dossier)))
    listed = words(Client().get(reverse("dashboards:dossiers", args=[way.unit.pk])))
    assert "đã công bố đạt chuẩn" in listed
    minh.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "What was done" in words(minh.get(address(dossier)))
    above = [way.province.pk]
    for page in (
        address(dossier),
        address(way.steps(way.open(year=2022), K.SUBMITTED)),
        address(way.steps(way.open(year=2021), *TO_DECISION)),
        reverse("dashboards:dossiers", args=above),
        reverse("dashboards:dossier-owners", args=above),
    ):
        assert not unmarked(minh.get(page).text.split("<main", 1)[1]), page


def test_the_signed_paper_of_a_decision_may_come_later(
    way: Way, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(settings, "UPLOADS", tmp_path)
    dossier = way.steps(way.open(), *TO_DECISION, K.RECOGNISED)
    made, scan = RecognitionDecision.objects.get(), pdf_of("#set page(width: 5cm, height: 5cm)\nQuyết định")
    minh, lan, there = signed_in(way.minh), signed_in(way.lan), address(dossier)
    assert "thiếu bản ký" in words(minh.get(there))
    assert "Thêm bản ký" not in words(lan.get(there))
    add = reverse("dashboards:dossier-add-paper", args=[dossier.pk])
    sent = {"decision": made.pk, "client_id": str(uuid4())}
    assert lan.post(add, {**sent, "paper": _file("ban-ky.pdf", scan)}).status_code == 403
    assert minh.post(add, sent).status_code == 400  # without a file
    assert minh.post(add, {**sent, "paper": _file("ban-ky.pdf", b"MZ\x90")}).status_code == 400
    assert minh.post(add, {**sent, "decision": 0, "paper": _file("ban-ky.pdf", scan)}).status_code == 400
    for _twice in range(2):
        assert minh.post(add, {**sent, "paper": _file("ban-ky.pdf", scan)}).status_code == 302
    again = {**sent, "client_id": str(uuid4()), "paper": _file("khac.pdf", scan)}
    assert "đã là bản ký" in words(minh.post(add, again))
    later = DecisionPaper.objects.get()
    assert Entry.objects.filter(action="dossier.paper_added", unit_id=way.unit.pk).count() == 1
    page = words(minh.get(there))
    assert "thiếu bản ký" not in page
    assert "Minh thêm lúc" in page
    kept = reverse("dashboards:dossier-paper", args=[dossier.pk, "ban-ky", later.pk])
    assert minh.get(kept).content == scan


@pytest.mark.store
def test_a_yearly_check_and_a_revocation_on_the_page(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = way.steps(way.open(), *TO_DECISION, K.RECOGNISED, K.ANNOUNCED)
    minh, there = signed_in(way.minh), address(dossier)
    step = reverse("dashboards:dossier-step", args=[dossier.pk])

    def press(kind: str, seen: int, **more: Any) -> Any:
        form = {"kind": kind, "seen": seen, "client_id": str(uuid4()), "reason": "", "codes": "", **more}
        return minh.post(step, form)

    assert "chưa có số liệu được chấp nhận" in words(press("checked", 6, year=2024))
    monkeypatch.setattr(Case, "lost", {2024: ("10",)})  # how it is counted is another test's
    assert press("revocation_proposed", 6, reason="Không còn đạt.").status_code == 400  # one of nineteen
    monkeypatch.setattr(Case, "lost", {2024: tuple(map(str, range(1, 11)))})
    assert press("checked", 6).status_code == 400  # of no year
    assert press("checked", 6, year=2024).status_code == 302
    assert "Năm 2024 đã được kiểm tra" in words(press("checked", 7, year=2024))
    page = words(minh.get(there))
    assert "năm 2024, 10 tiêu chí không còn đạt" in page
    assert "thuộc trường hợp này" in page
    assert press("revocation_proposed", 7).status_code == 400  # without a reason
    assert press("revocation_proposed", 7, reason="Không còn đạt.").status_code == 302
    assert press("kept", 8).status_code == 302
    assert press("revocation_proposed", 9, reason="Vẫn không đạt.").status_code == 302
    paper = {"number": "90/QĐ-UBND", "signed_on": f"{timezone.localdate():%d/%m/%Y}"}
    paper |= {"signatory": way.decision().signatory.pk}
    assert press("revoked", 10, **paper).status_code == 400  # without a reason
    assert press("revoked", 10, reason="Không còn đạt.").status_code == 400  # without a paper
    assert press("revoked", 10, reason="Không còn đạt.", **paper).status_code == 302
    public = words(Client().get(there))
    assert "90/QĐ-UBND" in public
    assert "Vẫn không đạt." not in public
    assert "Đã công bố đạt chuẩn." not in words(Client().get(reverse("dashboards:unit", args=[way.unit.pk])))


def test_the_list_of_a_district_by_state_and_deadline(way: Way, django_assert_max_num_queries: Any) -> None:
    way.steps(way.open(), K.SUBMITTED)
    way.open(by=way.hoa, unit=way.other)  # a draft: not for those above
    there = reverse("dashboards:dossiers", args=[district("084").pk])
    minh = signed_in(way.minh)
    with django_assert_max_num_queries(30) as one:
        page = words(minh.get(there))
    assert "1 hồ sơ" in page
    assert re.search(r"quá [\d.]+ ngày", page)
    assert "việc của bạn" in page
    assert f"1. {way.unit.full_name}, hồ sơ năm 2023: đang thẩm tra; Ủy ban nhân dân cấp huyện" in page
    for year in (2021, 2022):  # more dossiers, no more questions
        way.steps(way.open(year=year), K.SUBMITTED)
    with django_assert_max_num_queries(len(one)):
        assert "3 hồ sơ" in words(minh.get(there))
    assert "0 hồ sơ" not in words(minh.get(there, {"trang-thai": "announced"}))
    assert "Chưa có hồ sơ nào" in words(minh.get(there, {"trang-thai": "<script>"}))
    assert "Chưa có hồ sơ nào" in words(Client().get(there))


def test_opening_and_giving_steps_on_the_page(way: Way) -> None:
    there = reverse("dashboards:dossiers", args=[way.unit.pk])
    lan = signed_in(way.lan)
    form = {"set_id": "vn-2021-2025-commune", "year": "2023", "purpose": "recognition", "client_id": uuid4()}
    for wrong in ({"year": "1"}, {"year": "2030"}, {"set_id": "x"}, {"purpose": "x"}, {"client_id": "x"}):
        assert lan.post(there, {**form, **wrong}).status_code == 400
    assert signed_in(way.hoa).post(there, form).status_code == 403
    assert not Dossier.objects.exists()
    owners = reverse("dashboards:dossier-owners", args=[way.province.pk])
    body = Body.objects.create(unit=way.province, name="Sở Nội vụ", kind="department")
    given = {"step": "vn-2026-2030-commune-steps:verified", "body": body.pk, "valid_from": "01/01/2026"}
    minh = signed_in(way.minh)
    assert minh.post(owners, {**given, "decision": ""}).status_code == 400
    assert minh.post(owners, {**given, "step": "x", "decision": "8/QĐ-UBND"}).status_code == 400
    assert minh.post(owners, {**given, "decision": "8/QĐ-UBND"}).status_code == 302
    assert "Sở Nội vụ" in words(minh.get(owners))

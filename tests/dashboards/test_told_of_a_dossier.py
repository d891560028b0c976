"""Hồ sơ nói đúng: what a dossier tells of itself is not more, nor less, than what is known."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.core.criteria import Confidence
from chungsuc.core.dossiers import DossierKind, Need, NeedKind, PartFact, differs, judge_needs
from chungsuc.dashboards.dossiers.views import address
from factories.dossiers import DAY, READY, SET, YEAR, way_of

K = DossierKind


@pytest.mark.parametrize(
    ("kind", "fact", "told"),
    [
        (
            NeedKind.SURVEY,
            PartFact(stated_on=DAY, part=80, whole=100),
            "Kết quả khảo sát 80/100 (80%), chưa đến",
        ),
        (
            NeedKind.CONSULTATION,
            PartFact(stated_on=DAY, part=95, whole=100),
            "Kết quả lấy ý kiến 95/100 (95%), mức",
        ),
        (
            NeedKind.PUBLIC_NOTICE,
            PartFact(stated_on=DAY, days=16),
            "Đã ghi công khai tại địa phương 16 ngày.",
        ),
    ],
)
def test_each_need_says_what_it_is_about(kind: NeedKind, fact: PartFact, told: str) -> None:
    facts = replace(READY, parts={kind.value: fact})
    need = Need(kind=kind, share=Decimal(90), source="QĐ", confidence=Confidence.VERIFIED)
    [judged] = judge_needs([need], facts)
    assert judged.words.startswith(told)


@pytest.mark.parametrize(
    ("part", "figure", "is_other"),
    [
        ((195, 200), "97.5", False),
        ((195, 200), "98", False),  # in as many digits as the figure has
        ((195, 200), "97", False),
        ((195, 200), "97.4", True),
        ((2, 3), "66.6666666667", False),  # made of parts of its own
        ((80, 100), "97.5", True),
        ((None, None), "97.5", False),
        ((80, 100), None, False),
        ((80, 100), True, False),
        (0, True, False),
        (0, False, True),
        (5_000_000, True, True),
        (5_000_000, False, False),
        (5_000_000, None, False),
        (None, True, False),
    ],
)
def test_what_is_given_in_two_places_is_compared(part: Any, figure: Any, is_other: bool) -> None:
    observed = Decimal(figure) if isinstance(figure, str) else figure
    if isinstance(part, tuple):
        kind, fact = NeedKind.SURVEY, PartFact(stated_on=DAY, part=part[0], whole=part[1])
    else:
        kind, fact = NeedKind.NO_CONSTRUCTION_DEBT, PartFact(stated_on=DAY, amount=part)
    assert differs(kind, fact, observed) is is_other


def source(user: User | None, page: str) -> str:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(page).text


def shown(user: User | None, page: str) -> str:
    """The text of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", source(user, page)).split())


@pytest.mark.django_db
def test_what_was_not_accepted_is_no_failure_and_what_was_announced_is_told(system: User) -> None:
    way = way_of(system)
    dossier = way.steps(way.open(), K.SUBMITTED)
    page, unit = address(dossier), reverse("dashboards:unit", args=[way.unit.pk])
    handed_up = shown(way.lan, page)
    assert "đạt 0; tính được 0/19 số liệu đã được chấp nhận" in handed_up
    assert re.search(r"Thẩm tra từ \d\d/\d\d/\d{4} Thẩm định –", handed_up)  # begun, by nobody yet done
    assert f"{unit}?nam={YEAR}#ket-qua" in source(way.lan, page)
    assert "Đã công bố đạt chuẩn" not in shown(None, unit)
    questions = reverse("dashboards:review-questions", args=[way.unit.pk, SET, YEAR])
    assert f'href="{questions}">Xem các chỉ tiêu đang chờ' in source(way.lan, page)
    assert re.search(r'href="/tham-dinh/[^"]+\?loc=cho">Xem các', source(way.minh, page))
    way.steps(dossier, K.VERIFIED, K.APPRAISED, K.RECOGNISED)
    assert "thiếu bản ký" in shown(way.minh, page)
    assert "Đã công bố đạt chuẩn" not in shown(way.lan, unit)  # a decision is told of once it is announced
    way.steps(dossier, K.ANNOUNCED)
    assert "Đã công bố đạt chuẩn. Quyết định 12/QĐ-UBND ngày 01/03/2024" in shown(None, unit)
    assert reverse("dashboards:dossier", args=[way.unit.pk, SET, YEAR]) in source(None, unit)
    way.steps(dossier, K.REVOCATION_PROPOSED, K.REVOKED)
    assert "Đã công bố đạt chuẩn" not in shown(None, unit)

"""Trang bộ tiêu chí: what the law's file says, and what is not confirmed or not known."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from chungsuc.core.criteria import Confidence, Direction, Indicator, IndicatorKind, SetBy, Threshold
from chungsuc.criteria import shown

REGIONS = {"A": "Vùng A", "B": "Vùng B", "C": "Vùng C"}


def level(value: Any, region: str | None = None, **more: Any) -> Threshold:
    given = {"from_year": 2021, "to_year": 2025, "confidence": Confidence.VERIFIED, **more}
    return Threshold(value=value, region=region, **given)


def indicator(*thresholds: Threshold, **more: Any) -> Indicator:
    given = {
        "kind": IndicatorKind.PERCENT,
        "direction": Direction.AT_LEAST,
        "unit": "%",
        "confidence": Confidence.VERIFIED,
        **more,
    }
    return Indicator(code="4.2", name="Chỉ tiêu", thresholds=thresholds, **given)


N = Decimal


@pytest.mark.parametrize(
    ("thresholds", "scope", "words"),
    [
        ([level(N(98))], None, [("", "từ 98% trở lên")]),
        (
            [level(N(95), "A"), level(N(98), "B"), level(N(95), "C")],
            None,
            [("Vùng A, Vùng C", "từ 95% trở lên"), ("Vùng B", "từ 98% trở lên")],
        ),
        ([level(N(95), "A"), level(N(98), "B")], "B", [("", "từ 98% trở lên")]),
        ([level(N(95), "A"), level(N(98))], "A", [("", "từ 95% trở lên")]),  # its own comes before "all"
        ([level(N(95), "A"), level(N(98))], "B", [("", "từ 98% trở lên")]),
        ([level(None)], None, [("", "chưa có mức")]),
        ([level(None, set_by=SetBy.PROVINCE)], None, [("", "UBND cấp tỉnh quy định; chưa có mức")]),
        ([level(None, applies=False)], None, [("", "Không quy định")]),
        ([], None, [("", "chưa có mức")]),
    ],
)
def test_thresholds_in_words(
    thresholds: list[Threshold], scope: str | None, words: list[tuple[str, str]]
) -> None:
    found = shown.levels(indicator(*thresholds), scope, REGIONS)
    assert [(each.scopes, each.text) for each in found] == words


@pytest.mark.parametrize(
    ("thresholds", "more", "confirmed", "lacks"),
    [
        ([level(N(98))], {}, True, False),
        ([level(N(98), confidence=Confidence.RECALLED)], {}, False, False),
        ([level(N(98))], {"confidence": Confidence.UNCERTAIN}, False, False),
        ([level(None)], {}, True, True),
        ([level(None, applies=False)], {}, True, False),
        ([], {}, True, True),
    ],
)
def test_what_is_confirmed_and_what_is_lacking(
    thresholds: list[Threshold], more: dict[str, Any], confirmed: bool, lacks: bool
) -> None:
    made = indicator(*thresholds, **more)
    assert (shown.is_confirmed(made), shown.lacks_figure(made)) == (confirmed, lacks)


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


@pytest.mark.django_db
def test_the_list_counts_what_is_not_compared(client: Client, places: None) -> None:
    answer = text(client.get("/bo-tieu-chi/"))
    assert re.search(r"xã nông thôn mới giai đoạn 2021-2025 318/QĐ-TTg .*? 57 \d+/57", answer)
    assert re.search(r"xã nông thôn mới giai đoạn 2026 - 2030 .*? 47 0/47", answer)


@pytest.mark.django_db
def test_a_set_for_all_regions_and_for_one(client: Client, places: None) -> None:
    address = "/bo-tieu-chi/vn-2021-2025-commune/"
    whole = text(client.get(address))
    assert "Chưa đối chiếu văn bản in: 57/57 chỉ tiêu" in whole
    assert "19 tiêu chí, 57 chỉ tiêu" in whole
    assert "Trung du miền núi phía Bắc: Từ 95% trở lên" in whole
    assert "Không có nợ đọng xây dựng cơ bản" in whole
    one = text(client.get(address, {"vung": "DBSH"}))
    assert "Mức đạt, Đồng bằng sông Hồng" in one
    assert "Từ 99% trở lên" in one
    assert "Trung du miền núi phía Bắc:" not in one
    assert client.get(address, {"vung": "khong-co"}).status_code == 200
    assert client.get("/bo-tieu-chi/khong-co/").status_code == 404


@pytest.mark.django_db
def test_the_list_makes_three_queries(client: Client, places: None, django_assert_num_queries: Any) -> None:
    client.get("/bo-tieu-chi/")  # each text is read once
    with django_assert_num_queries(3):
        client.get("/bo-tieu-chi/")

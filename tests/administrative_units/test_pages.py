"""Tìm đơn vị: without tones, by code, of all times or as of a day."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
LINE = re.compile(r'<tr><th scope="row"><a[^>]*>(.*?)</a></th><td[^>]*>(.*?)</td>')


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "can cau", "ngay": "30/06/2025"}, [("Xã Cán Cấu", "huyện Si Ma Cai, tỉnh Lào Cai")]),
        ({"q": "CÁN CẤU", "ngay": "2025-06-30"}, [("Xã Cán Cấu", "huyện Si Ma Cai, tỉnh Lào Cai")]),
        ({"q": "02821", "ngay": "30/06/2025"}, [("Xã Cán Cấu", "huyện Si Ma Cai, tỉnh Lào Cai")]),
        ({"q": "can cau", "ngay": "01/07/2025"}, []),
        ({"q": "khong co dau ca"}, []),
    ],
)
def test_a_search(client: Client, places: None, asked: dict[str, str], found: list[tuple[str, str]]) -> None:
    answer = client.get("/don-vi/", asked)
    assert LINE.findall(answer.text) == found
    assert ("Không có đơn vị nào" in answer.text) == (not found)


@pytest.mark.parametrize(("day", "number"), [("30/06/2025", 63), ("01/07/2025", 34)])
def test_without_words_the_provinces_of_the_day(client: Client, places: None, day: str, number: int) -> None:
    assert f"{number} đơn vị vào ngày {day}" in client.get("/don-vi/", {"ngay": day}).text


def test_a_day_that_is_none_is_told(client: Client, places: None) -> None:
    answer = client.get("/don-vi/", {"q": "can cau", "ngay": "31/02/2025"})
    assert "không có trong lịch" in answer.text
    assert "Xã Cán Cấu" in answer.text


def test_a_search_makes_two_queries(client: Client, places: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        client.get("/don-vi/", {"q": "si ma cai"})


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("u02821-a", 200, "Xã Cán Cấu"),
        ("02821@2024", 200, "Xã Cán Cấu"),
        ("02821@2024-01-15", 200, "Xã Cán Cấu"),
        ("02821@..2025-06-30", 200, "Xã Cán Cấu"),
        ("084@2024", 200, "Huyện Si Ma Cai"),
        ("084@2025-07-01", 404, ""),  # districts are no more
        ("02821@2024-13", 404, ""),
        ("02821@hôm-qua", 404, ""),
        ("02821@", 404, ""),
        ("02821", 404, ""),  # a bare code names nothing: codes are used again
    ],
)
def test_a_unit_is_named_by_code_and_time(
    client: Client, places: None, name: str, status: int, words: str
) -> None:
    answer = client.get(f"/don-vi/{name}/")
    assert answer.status_code == status
    assert f"<h1>{words}</h1>" in answer.text or status == 404

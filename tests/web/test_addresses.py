"""Địa chỉ lạ: whatever is typed into the address gets a page that says so, on either store."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/don-vi/?q=%00", 400),
        ("/don-vi/%00/", 400),
        ("/bo-tieu-chi/vn%00/", 400),
        ("/don-vi/?q=<script>alert(1)</script>", 200),
        ("/don-vi/?q=" + "a" * 5000, 200),
        ("/don-vi/?ngay=99/99/9999", 200),
        ("/don-vi/khong-co/", 404),
        ("/bo-tieu-chi/khong-co/", 404),
        ("/bo-tieu-chi/vn-2021-2025-commune/?vung=XXX", 200),
        ("/ke-hoach/?trang=abc", 200),
        ("/ke-hoach/?trang=-1", 200),
        ("/ke-hoach/00000000-0000-0000-0000-000000000000/", 404),
        ("/chuong-trinh/00000000-0000-0000-0000-000000000000/", 404),
        ("/chuong-trinh/khong-co/2024/", 404),
        ("/bieu-mau/00000000-0000-0000-0000-000000000000/bieu-01.docx", 404),
    ],
)
def test_a_strange_address_is_answered_in_words(places: None, address: str, status: int) -> None:
    answer = Client(raise_request_exception=True).get(address)
    assert answer.status_code == status
    assert "<script>alert" not in answer.text
    assert "Traceback" not in answer.text

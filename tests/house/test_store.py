"""The second round of the tests really meets the other store."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import pytest
from django.db import connection


@pytest.mark.store
def test_the_store_is_the_one_that_was_named(db: None) -> None:
    named = urlsplit(os.environ.get("CHUNGSUC_DATABASE", "sqlite:")).scheme
    assert connection.vendor == named


@pytest.mark.store
def test_the_store_keeps_vietnamese_letters(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", ["Ủy ban xã Đắk Ẵ, 5 % – hoà"])
        assert cursor.fetchone() == ("Ủy ban xã Đắk Ẵ, 5 % – hoà",)

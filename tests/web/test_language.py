"""Ngôn ngữ: Vietnamese first, another only where the reader chose it here."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("browser", ["en-US,en;q=0.9", "fr", ""])
def test_the_browsers_own_language_changes_nothing(browser: str) -> None:
    answer = Client(headers={"accept-language": browser}).get("/")
    assert answer["Content-Language"] == "vi"
    assert '<html lang="vi">' in answer.text


@pytest.mark.parametrize(("chosen", "language"), [("en", "en"), ("vi", "vi"), ("xx", "vi")])
def test_a_choice_is_kept_in_a_cookie(chosen: str, language: str) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = chosen
    assert client.get("/")["Content-Language"] == language

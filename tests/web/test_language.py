"""Ngôn ngữ: Vietnamese first, another only where the reader chose it here."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from chungsuc import __version__

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


def test_every_page_offers_the_other_language_and_leads_back(client: Client) -> None:
    page = client.get("/don-vi/", {"q": "lung cu"})
    assert '<button class="link" name="language" value="en" lang="en">English</button>' in page.text
    assert 'name="next" value="/don-vi/?q=lung+cu"' in page.text
    answer = client.post("/ngon-ngu/", {"language": "en", "next": "/don-vi/?q=lung+cu"}, follow=True)
    assert answer.redirect_chain == [("/don-vi/?q=lung+cu", 302)]
    assert '<html lang="en">' in answer.text
    assert 'value="vi" lang="vi">Tiếng Việt</button>' in answer.text


def test_the_switch_puts_nothing_of_one_reader_on_a_public_page(client: Client) -> None:
    first, second = client.get("/bo-tieu-chi/"), Client().get("/bo-tieu-chi/")
    assert first.text == second.text
    assert not first.cookies
    assert Client(enforce_csrf_checks=True).post("/ngon-ngu/", {"language": "en"}).status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_a_choice_leads_to_no_other_site(client: Client, elsewhere: str) -> None:
    answer = client.post("/ngon-ngu/", {"language": "en", "next": elsewhere})
    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    ("came_from", "back"), [("/tai-khoan/login/?next=/", "/tai-khoan/login/?next=/"), ("", "/")]
)
def test_the_answer_to_a_form_leads_back_to_the_page_of_the_form(
    client: Client, came_from: str, back: str
) -> None:
    headers = {"referer": f"http://testserver{came_from}"} if came_from else {}
    page = client.post("/tai-khoan/login/", {"login": "", "password": ""}, headers=headers)
    assert f'name="next" value="{back}"' in page.text


def test_the_foot_tells_the_version_of_the_program_on_every_page(client: Client) -> None:
    """A page that shows a version of something else once put it there."""
    assert f"</b> {__version__} ·" in client.get("/bo-tieu-chi/").text

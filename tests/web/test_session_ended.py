"""A session that ended while a form was open: back to the same page, and never to an error."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

FORM = "/ke-hoach/0b6c4f1e-5d59-4b8f-9a53-0c2f5b8f3c11/muc/7/?o=i"
SENT_TO = "/ke-hoach/0b6c4f1e-5d59-4b8f-9a53-0c2f5b8f3c11/muc/7/sua/?o=i"


@pytest.mark.parametrize(
    ("came_from", "led_to"),
    [
        (f"http://testserver{FORM}", "%2Fmuc%2F7%2F%3Fo%3Di"),
        ("http://testserver/", "next=%2F"),
        ("http://elsewhere.example/a/", "/muc/7/sua/"),
        ("", "/muc/7/sua/"),
    ],
)
def test_whoever_signs_in_again_is_led_to_the_page_of_the_form(
    client: Client, came_from: str, led_to: str
) -> None:
    answer = client.post(SENT_TO, headers={"Referer": came_from} if came_from else {})
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{reverse('account_login')}?next=")
    assert led_to in answer["Location"]
    assert "elsewhere" not in answer["Location"]


def test_the_sign_in_page_says_that_nothing_was_stored(client: Client) -> None:
    answer = client.post(SENT_TO, headers={"Referer": f"http://testserver{FORM}"}, follow=True)
    assert "Phiên làm việc đã hết nên chưa ghi gì." in answer.content.decode()


def test_a_page_that_is_only_looked_at_keeps_its_own_address(client: Client) -> None:
    asked = reverse("plans:upload")
    answer = client.get(asked, headers={"Referer": f"http://testserver{FORM}"})
    assert answer["Location"] == f"{reverse('account_login')}?next={asked}"


def test_what_is_not_there_offers_to_sign_in_and_come_back(client: Client) -> None:
    answer = client.get(FORM)
    assert answer.status_code == 404
    assert "?next=/ke-hoach/0b6c4f1e-5d59-4b8f-9a53-0c2f5b8f3c11/muc/7/%3Fo%3Di" in answer.content.decode()


def test_a_form_whose_token_is_gone_leads_back_to_its_page() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(SENT_TO, headers={"Referer": f"http://testserver{FORM}"})
    assert answer.status_code == 403
    assert f'href="{FORM}"' in answer.content.decode()

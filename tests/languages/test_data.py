"""Chữ của dữ liệu: Vietnamese on a page in English is marked, however the sentence around it is made."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from chungsuc.languages.data import as_told, capital, has_vietnamese, vietnamese, with_elements
from chungsuc.languages.pages import mark_data


def test_at_home_nothing_is_marked() -> None:
    with override("vi"):
        assert vietnamese("Xã Lũng Cú") == "Xã Lũng Cú"
        assert as_told("Chưa có số liệu.") == "Chưa có số liệu."


@pytest.mark.parametrize(
    ("template", "html"),
    [
        ("<p>{{ name|vi }}</p>", '<p><span lang="vi">xã A &amp; B</span></p>'),
        ("<p>Near {{ name|vi }}, 3 km</p>", '<p>Near <span lang="vi">xã A &amp; B</span>, 3 km</p>'),
        ("<p>{{ name|vi|truncatechars:5 }}</p>", '<p><span lang="vi">xã …</span></p>'),
        ("<p>{{ nothing|vi }}</p>", "<p></p>"),
        ("<p>{{ name|vi|vi }}</p>", '<p><span lang="vi">xã A &amp; B</span></p>'),
        ("<option value=1>{{ name|vi }}</option>", '<option lang="vi" value=1>xã A &amp; B</option>'),
        # neither can hold an element: the text keeps its invisible isolates
        ('<a title="of {{ name|vi }}">x</a>', '<a title="of \u2068xã A &amp; B\u2069">x</a>'),
        ("<title>{{ name|vi }} · x</title>", "<title>\u2068xã A &amp; B\u2069 · x</title>"),
        ("<option>1 {{ name|vi }}</option>", "<option>1 \u2068xã A &amp; B\u2069</option>"),
    ],
)
def test_what_is_marked_becomes_an_element_where_one_may_stand(template: str, html: str) -> None:
    with override("en"):
        made = Template(template).render(Context({"name": "xã A & B"}))
    assert with_elements(made) == html


def test_text_that_is_safe_stays_safe_and_other_text_is_escaped() -> None:
    with override("en"):
        assert isinstance(vietnamese(mark_safe("<b>xã</b>")), SafeString)
        assert not isinstance(vietnamese("<b>xã</b>"), SafeString)


@pytest.mark.parametrize(
    ("sentence", "is_marked"),
    [
        ("Văn bản không có chữ.", True),  # of the reader, which knows no other language
        ("There is no such page", False),
        ("There is no unit called “\u2068Lũng Cú\u2069”.", False),  # only its name is Vietnamese
    ],
)
def test_a_sentence_is_marked_whole_only_where_it_is_vietnamese(sentence: str, is_marked: bool) -> None:
    with override("en"):
        assert (as_told(sentence) != sentence) is is_marked is has_vietnamese(sentence)


def test_a_capital_goes_to_the_first_letter_behind_a_mark() -> None:
    assert (capital("xã"), capital("\u2068xã\u2069"), capital("")) == ("Xã", "\u2068Xã\u2069", "")


@pytest.mark.parametrize(
    ("language", "kind", "is_marked"),
    [("en", "text/html; charset=utf-8", True), ("en", "text/csv", False), ("vi", "text/html", False)],
)
def test_only_pages_in_another_language_are_touched(language: str, kind: str, is_marked: bool) -> None:
    response = HttpResponse("<p>\u2068xã\u2069</p>", content_type=kind)
    response["Content-Length"] = str(len(response.content))
    with override(language):
        mark_data(response)
    assert ('lang="vi"' in response.text) is is_marked
    assert int(response["Content-Length"]) == len(response.content)

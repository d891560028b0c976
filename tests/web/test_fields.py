"""Ô nhập của mọi biểu mẫu: what Django itself refuses is said in Vietnamese too."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", "Ô này có ký tự rỗng"), ("en", "This field has a null character")],
)
def test_a_null_character_is_refused_in_the_language_of_the_page(language: str, words: str) -> None:
    class Named(forms.Form):
        name = forms.CharField()

    with translation.override(language):
        assert words in str(Named({"name": "a\x00b"}).errors)

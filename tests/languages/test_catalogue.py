"""Bản dịch: every text of the pages has its English, and nothing stands there that no page says."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

import messages
from chungsuc.languages.catalogue import compile_catalogues
from chungsuc.languages.data import has_vietnamese

HOW_TO = "run `make messages`, then write the English in src/chungsuc/locale"
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*(?::\w+)?\}|</?\w+>")


@pytest.fixture(scope="module")
def found() -> Catalog:
    """What the source says; it is taken apart once."""
    return messages.found()


def forms(text: object) -> list[str]:
    """The text, or its singular and its plural."""
    return [text] if isinstance(text, str) else list(text)


def test_the_catalogue_has_the_texts_of_the_source_and_no_others(found: Catalog) -> None:
    said = {(each.context, each.id) for each in found if each.id}
    kept = messages.written()
    translated = {(each.context, each.id) for each in kept if each.id}
    assert list(said - translated) == [], HOW_TO
    assert list(translated - said) == [], HOW_TO
    assert not kept.obsolete, HOW_TO


def test_every_text_has_its_english() -> None:
    kept = messages.written()
    assert messages.lacking(kept) == [], HOW_TO
    assert [each.id for each in kept if each.id and each.fuzzy] == []


def test_english_fills_in_what_the_text_fills_in_and_is_english() -> None:
    for each in messages.written():
        if not each.id:
            continue
        wanted = sorted(set(PLACE.findall(forms(each.id)[-1])))
        for english in forms(each.string):
            assert sorted(set(PLACE.findall(english))) == wanted, each.id
            assert not has_vietnamese(english), english
            assert english[:1].isspace() == forms(each.id)[0][:1].isspace(), each.id


def test_texts_are_found_in_code_in_templates_and_in_the_core(found: Catalog) -> None:
    for text in ("Đơn vị phải kết thúc sau ngày bắt đầu.", "Bỏ qua bảng", "chưa có mức", "năm {year}"):
        assert text in found


@pytest.mark.parametrize("times", [1, 2])
def test_catalogues_are_compiled_and_made_anew_when_a_word_changes(tmp_path: Path, times: int) -> None:
    for _again in range(times):
        compile_catalogues(tmp_path)
    compiled = tmp_path / "en" / "LC_MESSAGES" / "django.mo"
    with compiled.open("rb") as file:
        made = gettext.GNUTranslations(file)
    assert made.gettext("chưa đạt") == "not met"
    assert [made.ngettext("%(n)s đơn vị", "%(n)s đơn vị", n) for n in (1, 2)] == ["%(n)s unit", "%(n)s units"]
    compiled.with_suffix(".edition").write_text("of before")
    compiled.write_bytes(b"of before")
    compile_catalogues(tmp_path)
    assert compiled.read_bytes() != b"of before"

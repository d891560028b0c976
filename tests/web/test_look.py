"""The look keeps its promises: nothing inline, fonts with every letter, words for figures."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

import chungsuc
from chungsuc.core.statements import PartialDate
from chungsuc.web import fonts
from chungsuc.web.templatetags import vietnamese

PACKAGE = Path(chungsuc.__file__).parent
TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))
STYLES = sorted(PACKAGE.glob("**/static/**/*.css"))
# What the content security policy would silently drop, or what reaches for another host.
FORBIDDEN = re.compile(
    r"""\sstyle\s*=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:|(?:src|href)=["'](?:https?:)?//"""
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_nothing_that_the_policy_forbids(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_text()) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_asks_nobody_else(path: Path) -> None:
    text = path.read_text()
    assert re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//", text) == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return fonts.build_fonts(tmp_path_factory.mktemp("fonts") / "vendor")


def test_the_fonts_have_every_vietnamese_letter_and_are_light(made: list[Path]) -> None:
    toned = "aăâeêioôơuưy"
    marks = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    import unicodedata

    letters = {unicodedata.normalize("NFC", letter + mark) for letter in toned for mark in marks} | {"đ"}
    assert len(letters) == 73
    wanted = {ord(each) for letter in letters for each in (letter, letter.upper())}
    for path in made:
        if path.name.startswith("text"):
            assert wanted <= set(TTFont(path).getBestCmap())
    assert sum(path.stat().st_size for path in made) < 40_000
    assert (made[0].parent / "LICENSE").is_file()


def test_figures_stand_under_one_another(made: list[Path]) -> None:
    for path in made:
        if path.name.startswith("figures"):
            font = TTFont(path)
            names = font.getBestCmap()
            assert len({font["hmtx"][names[ord(figure)]][0] for figure in "0123456789"}) == 1


def test_fonts_are_made_once(made: list[Path]) -> None:
    before = [path.stat().st_mtime_ns for path in made]
    assert fonts.build_fonts(made[0].parent) == made
    assert [path.stat().st_mtime_ns for path in made] == before


@pytest.mark.parametrize(
    ("words", "value", "shown"),
    [
        (vietnamese.number, 183970, "183.970"),
        (vietnamese.number, Decimal("16.670000"), "16,67"),
        (vietnamese.number, 0, "0"),
        (vietnamese.number, None, "–"),  # absent is not zero
        (vietnamese.millions, 183_970_000_000, "183.970"),
        (vietnamese.millions, 500_000, "0,5"),
        (vietnamese.millions, None, "–"),
        (partial(vietnamese.in_measure, measure="tỷ đồng"), 183_970_000_000, "183,97"),
        (partial(vietnamese.in_measure, measure="triệu đồng"), None, "–"),
        (vietnamese.percent, Decimal("98.5"), "98,5%"),
        (vietnamese.percent, None, "–"),
        (vietnamese.date_vn, date(2022, 3, 8), "08/03/2022"),
        (vietnamese.date_vn, PartialDate(2024, 1), "tháng 01/2024"),
        (vietnamese.date_vn, "2022-10-10", "10/10/2022"),
        (vietnamese.date_vn, "2024-01", "tháng 01/2024"),
        (vietnamese.date_vn, "2024", "năm 2024"),
        (vietnamese.date_vn, "", ""),
        (vietnamese.date_vn, datetime(2025, 6, 30, 20, tzinfo=UTC), "01/07/2025"),  # the day in Vietnam
        (vietnamese.time_vn, datetime(2025, 6, 30, 20, 5, tzinfo=UTC), "03:05 01/07/2025"),
        (vietnamese.sentence, "KẾ HOẠCH", "Kế hoạch"),
        (vietnamese.sentence, "Kế hoạch số 1", "Kế hoạch số 1"),
        (vietnamese.sentence, "", ""),
    ],
)
def test_words_for_values(words: Any, value: Any, shown: str) -> None:
    assert words(value) == shown


@pytest.mark.parametrize(
    ("value", "whole", "mark", "drawn"),
    [
        (None, 100, None, []),
        (50, 100, None, ['class="done" y="3" width="100"']),
        (0, 100, None, ['class="done" y="3" width="0"']),
        (1, 100_000, None, ['class="done" y="3" width="2"']),  # little is still seen
        (200, 100, None, ['class="done" y="3" width="200"']),  # never past the end
        (None, 9, 4, ['class="plan" y="0" width="2.5" height="12" x="87.78"']),
        (3, None, 4, []),
    ],
)
def test_a_bar(value: Any, whole: Any, mark: Any, drawn: list[str]) -> None:
    picture = vietnamese.bar(value, whole, mark, 'a "label"')
    assert 'aria-label="a &quot;label&quot;"' in picture
    assert "style" not in picture
    assert picture.count("<rect") == 1 + len(drawn)
    for part in drawn:
        assert part in picture

"""Nothing in the program knows the two example documents: neither a place of theirs nor a figure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from chungsuc.core.units import Gazetteer, Level, Unit
from chungsuc.law.units import load_gazetteer

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = {".py", ".html", ".txt", ".js", ".css", ".svg"}
SHORTEST = 4  # a word or a code of fewer letters is too common to give a place away
# Data of the whole country names every place, and must.
DATA = ROOT / "src" / "chungsuc" / "law" / "data"


def program_files() -> list[Path]:
    return sorted(
        path
        for path in (ROOT / "src" / "chungsuc").rglob("*")
        if path.suffix in PROGRAM and DATA not in path.parents and "vendor" not in path.parts
    )


def districts_of(text: str, gazetteer: Gazetteer) -> list[Unit]:
    """The districts that a document names as such."""
    units = gazetteer.units.values()
    return [unit for unit in units if unit.level is Level.DISTRICT and f"huyện {unit.name}" in text]


def places_of(text: str, gazetteer: Gazetteer) -> set[str]:
    """Those districts, their provinces, their communes of any year, and these as the document spells them."""
    places: set[str] = set()
    for district in districts_of(text, gazetteer):
        places |= {district.name, *(gazetteer.get(parent.unit_id).name for parent in district.parents)}
        for unit in gazetteer.units.values():
            if any(parent.unit_id == district.id for parent in unit.parents):
                places |= {unit.name, unit.code}
        places |= spellings_within(text, district, gazetteer)
    return places


def spellings_within(text: str, district: Unit, gazetteer: Gazetteer) -> set[str]:
    """Capitalised words that are taken for a commune of the district, slips of the pen among them."""
    words = re.findall(r"[^\W\d_]+|[^\w ]", text)
    runs = (words[at : at + size] for size in (2, 3) for at in range(len(words)))
    names = {" ".join(run) for run in runs if all(word.istitle() for word in run)}
    last_day = district.valid_to - timedelta(days=1) if district.valid_to else date.max
    return {
        name
        for name in names
        if gazetteer.resolve(name, level=Level.COMMUNE, within=district.id, on=last_day)
    }


def figures_of(text: str) -> set[str]:
    """Figures long enough to belong to one document, as officials and as programs write them."""
    amounts = set(re.findall(r"\b\d{1,3}(?:\.\d{3})+\b", text))
    # Round ones (1.000, 10.000) belong to nobody.
    amounts = {amount for amount in amounts if re.search(r"[1-9].*[1-9].*[1-9]", amount)}
    decimals = set(re.findall(r"\b\d+,\d{2,}\b", text))
    written = {amount.replace(".", mark) for amount in amounts for mark in (".", "", "_")}
    return written | decimals | {decimal.replace(",", ".") for decimal in decimals}


@pytest.fixture(scope="module")
def program() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in program_files()}


@pytest.fixture(scope="module")
def documents(examples: Path) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(examples.glob("*.txt"))]
    assert len(texts) == 2
    return texts


def mentions(program: dict[Path, str], words: set[str]) -> dict[str, list[str]]:
    """Which file holds which of the words, as whole words."""
    found = {}
    for path, text in program.items():
        # Nearly no file holds any of them at all, which is found far faster than whole words are.
        if within := sorted(word for word in words if word in text):
            pattern = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in within)
            if whole := re.findall(pattern, text):
                found[str(path.relative_to(ROOT))] = whole
    return found


def test_no_place_of_the_examples_is_named(program: dict[Path, str], documents: list[str]) -> None:
    gazetteer = load_gazetteer()
    places = set().union(*(places_of(text, gazetteer) for text in documents))
    assert len(places) > 25, "the districts of the examples were not found"
    assert mentions(program, {place for place in places if len(place) > SHORTEST}) == {}


def test_no_figure_of_the_examples_is_known(program: dict[Path, str], documents: list[str]) -> None:
    figures = set().union(*map(figures_of, documents))
    assert len(figures) > 15
    assert mentions(program, figures) == {}


def test_no_example_is_known_by_its_file_name(program: dict[Path, str], examples: Path) -> None:
    names = {path.stem for path in examples.iterdir()} | {
        path.stem.split("_")[-1] for path in examples.iterdir()
    }
    assert mentions(program, names) == {}

"""The screen font: small woff2 files made once, at set-up, from the font's package.

Be Vietnam Pro has no tabular figures ("1" is half as wide as "4"), and columns of numbers need
them. So a second, tiny face is cut from it, with only figures, all set in the same width; the
style sheet puts it before the text face wherever numbers stand under one another.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from importlib import metadata, resources
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

PACKAGE = "fontpkg-be-vietnam-pro"
WEIGHTS = {400: "Regular", 600: "SemiBold"}
# What Vietnamese and English need: Latin, every toned vowel, combining marks, punctuation, đồng, arithmetic.
LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0),
    *(0x300, 0x301, 0x303, 0x309, 0x323),
    *range(0x1EA0, 0x1EFA),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2030, 0x2039, 0x203A, 0x20AB),
    *(0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
)
FIGURES = tuple(map(ord, "0123456789"))
FIGURE_WIDTH = 0.67  # of an em: a little wider than the mean figure, so that none touches the next


def build_fonts(out_dir: Path) -> list[Path]:
    """Write the woff2 files and the licence to `out_dir`; do nothing where they are there already.

    The folder is made complete beside its place and moved in, so a broken run leaves no half font.
    """
    recipe = repr((metadata.version(PACKAGE), WEIGHTS, LETTERS, FIGURE_WIDTH, Path(__file__).read_text()))
    stamp = hashlib.sha256(recipe.encode()).hexdigest()
    names = [f"{face}-{weight}.woff2" for weight in WEIGHTS for face in ("text", "figures")]
    made = [out_dir / name for name in names]
    stamped = out_dir / "recipe.sha256"
    if stamped.is_file() and stamped.read_text() == stamp and all(path.is_file() for path in made):
        return made
    out_dir.parent.mkdir(parents=True, exist_ok=True)
    package = resources.files("fontpkg_be_vietnam_pro")
    with tempfile.TemporaryDirectory(dir=out_dir.parent) as folder:
        work = Path(folder)
        for weight, style in WEIGHTS.items():
            with resources.as_file(package / "files" / f"BeVietnamPro-{style}.ttf") as source:
                _cut(source, LETTERS, ["kern", "mark", "mkmk", "ccmp", "locl", "case"]).save(
                    work / f"text-{weight}.woff2"
                )
                figures = _cut(source, FIGURES, [])
                _set_in_one_width(figures)
                figures.save(work / f"figures-{weight}.woff2")
        with resources.as_file(package / "LICENSE") as licence:
            shutil.copyfile(licence, work / "LICENSE")
        (work / "recipe.sha256").write_text(stamp)
        out_dir.mkdir(exist_ok=True)
        for path in sorted(work.iterdir(), key=lambda path: path.name == "recipe.sha256"):  # the stamp last
            path.replace(out_dir / path.name)
    return made


def _cut(source: Path, letters: tuple[int, ...], features: list[str]) -> TTFont:
    """Keep the letters of a face and the features that they need."""
    options = subset.Options(layout_features=features, hinting=False, name_IDs=[0, 1, 2, 13, 14])
    options.flavor = "woff2"
    font = TTFont(source)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    font.flavor = "woff2"
    return font


def _set_in_one_width(font: TTFont) -> None:
    """Give every figure the same advance, its shape in the middle."""
    width = round(font["head"].unitsPerEm * FIGURE_WIDTH)
    names = font.getBestCmap()
    metrics, shapes = font["hmtx"], font["glyf"]
    for letter in FIGURES:
        name = names[letter]
        advance, left = metrics[name]
        shift = (width - advance) // 2
        shapes[name].coordinates.translate((shift, 0))
        shapes[name].recalcBounds(shapes)
        metrics[name] = (width, left + shift)

"""Bản dịch: the translations that translators write, as the compiled catalogue that Django reads.

Compiled files are not committed: an installation makes them at set-up, from the text beside this code.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCES = Path(__file__).resolve().parent.parent / "locale"


def compile_catalogues(target: Path) -> None:
    """Write the compiled catalogue of each language under `target`, where it is not there already."""
    for source in sorted(SOURCES.glob("*/LC_MESSAGES/django.po")):
        compiled = target / source.relative_to(SOURCES).with_suffix(".mo")
        text = source.read_bytes()
        edition = hashlib.sha256(text).hexdigest()
        mark = compiled.with_suffix(".edition")
        if compiled.exists() and mark.exists() and mark.read_text() == edition:
            continue
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as written, compiled.open("wb") as made:
            write_mo(made, read_po(written, locale=source.parent.parent.name))
        mark.write_text(edition)

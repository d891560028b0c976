"""Words of the pages: `python tools/messages.py` brings the catalogue up to what the source says.

Finds every Vietnamese text that pages pass through gettext, in code and in templates, and every word that
the core says; keeps the translations that are there, drops those of texts that are gone, and lists what
still has no English. Needs no program of the system.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from chungsuc.core import criteria, mapping, reasons, restating, reviews, rollup
from chungsuc.law.criteria import load_criteria_sets

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "chungsuc"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "say": None,  # of the core's Speech
}

# Without dates and names: a catalogue changes only where a text does.
HEADER = """\
# English of Chung sức. The terms are those of docs/glossary.md.
msgid ""
msgstr ""
"Project-Id-Version: chungsuc\\n"
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

Text = str | tuple[str, ...]


def found() -> Catalog:
    """The catalogue as the source alone would have it, without translations."""
    catalogue = Catalog(locale="en", fuzzy=False)
    for message, context, where in sorted_messages():
        catalogue.add(message, locations=[(where, 0)], context=context)
    return catalogue


def sorted_messages() -> Iterator[tuple[Text, str | None, str]]:
    """Each text with its context and its file, in the order of files."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix not in (".py", ".html") or "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            # What Django leaves of a template has stray indents; inside brackets they mean nothing.
            text = f"(\n{templatize(text)}\n)"
        elif "gettext" not in text and ".say(" not in text:
            continue  # most of the source says nothing on pages, and taking it apart takes long
        where = path.relative_to(ROOT).as_posix()
        for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
            yield message, context, where
    for text, where in words_of_the_core():
        yield text, None, where


def words_of_the_core() -> Iterator[tuple[str, str]]:
    """Words that the core keeps in tables and pages say, with the units of measure of the shipped law."""
    tables = (
        reasons.Verdict,
        criteria.Confidence,
        criteria.OverlayKind,
        mapping.Relation,
        rollup.Denominator,
        restating.Basis,
        reviews.ReviewState,
        reviews.ReviewKind,
    )
    for table in tables:
        where = f"src/{table.__module__.replace('.', '/')}.py"
        yield from ((each.label, where) for each in table)
    for text in (*reasons.SENTENCES.values(), *reasons.BOUNDS.values()):
        yield text, "src/chungsuc/core/reasons.py"
    for text in (restating.NO_PART, restating.NO_WEIGHT):
        yield text, "src/chungsuc/core/restating.py"
    units = {
        measure.unit
        for each in load_criteria_sets().values()
        for measure in (*each.measures(), *each.conditions)
        if measure.unit and measure.unit != "%"
    }
    yield from ((unit, "src/chungsuc/law/data/criteria") for unit in sorted(units))


def written(path: Path = CATALOGUE) -> Catalog:
    """The catalogue as translators left it."""
    with path.open("rb") as file:
        return read_po(file, locale="en")


def brought_up(source: Catalog, translated: Catalog) -> Catalog:
    """The source's texts with the translations that are there. Nothing is guessed from a likeness."""
    for message in source:
        if message.id and (known := translated.get(message.id, message.context)):
            message.string = known.string
            message.user_comments = known.user_comments
    return source


def lacking(catalogue: Catalog) -> list[Text]:
    """Texts of which some form has no English."""
    return [message.id for message in catalogue if message.id and lacking_one(message)]


def lacking_one(message: Message) -> bool:
    """Whether some form of the text has no English."""
    text = message.string
    forms = [text] if isinstance(text, str) else [*(text or ())]
    return not forms or not all(forms)


def write(catalogue: Catalog) -> None:
    """Write the catalogue as a text that changes only where a word does."""
    body = io.BytesIO()
    write_po(body, catalogue, width=110, omit_header=True, include_lineno=False, ignore_obsolete=True)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(HEADER.encode() + body.getvalue())


def main() -> int:
    """Returns 1, with the texts on stderr, while some have no English."""
    settings.configure(USE_I18N=False)
    catalogue = found()
    if CATALOGUE.exists():
        catalogue = brought_up(catalogue, written())
    write(catalogue)
    missing = lacking(catalogue)
    for message in missing:
        print(message, file=sys.stderr)
    print(f"{len(catalogue)} câu chữ, {len(missing)} chưa có tiếng Anh: {CATALOGUE.relative_to(ROOT)}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

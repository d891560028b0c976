"""What was found, written back: a Word file with comments in its margin and other words to accept.

The file that came in stays as it is but for the parts that change. Text and PDF become a plain Word file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from xml.etree.ElementTree import Element

from chungsuc.documents import word_styles as looks
from chungsuc.documents.errors import DocumentError
from chungsuc.documents.figures import printable
from chungsuc.documents.model import DEFAULT, DocLine, Document
from chungsuc.documents.paragraphs import Collected
from chungsuc.documents.word_edit import EditedPackage, new_element, parent_of
from chungsuc.documents.word_in import Place, read_package
from chungsuc.documents.word_rewordings import Rewording, reword
from chungsuc.documents.word_xml import W, whole

AUTHOR, INITIALS = "Chungsuc", "CS"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_QUOTED = 120  # letters of a line that a comment elsewhere quotes


@dataclass(frozen=True, slots=True)
class Passage:
    """Chỗ trong văn bản: a line, and the words in it that are meant ("" for all of it)."""

    line: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Nhận xét: what is to be told at one place or at several, each with a comment that names the others."""

    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Commented:
    """Tệp Word đã ghi, and the rewordings that could not be put in, each with why."""

    data: bytes
    left_out: tuple[DocumentError, ...] = ()


def with_comments(
    data: bytes,
    document: Document,
    remarks: Iterable[Remark],
    *,
    rewordings: Iterable[Rewording] = (),
    when: datetime,
) -> Commented:
    """The document as a Word file with a comment for each remark, and rewordings as tracked changes.

    `data` are the bytes that `document` was read from. Raises DocumentError where they are not.
    """
    if document.media != "docx":
        data = _plain_word(document)
    package = EditedPackage(data, document.name)
    places = read_package(package, document.name, DEFAULT).places
    if len(places) != len(document.lines):
        raise DocumentError(f"Tệp “{document.name}” không còn như khi được đọc. Hãy đọc lại rồi thử lại.")
    stamp = {f"{W}author": AUTHOR, f"{W}date": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    left_out = reword(package, document, places, rewordings, stamp)
    _comment(package, document, places, list(remarks), stamp)
    return Commented(package.written(when), left_out)


def _comment(
    package: EditedPackage,
    document: Document,
    places: Sequence[Place],
    remarks: Sequence[Remark],
    stamp: dict[str, str],
) -> None:
    if not remarks:
        return
    package.touch(package.main_path)
    path = package.path_of("comments")
    root = new_element(f"{W}comments") if path is None else package.touch(path)
    free = 1 + max((whole(each.get(f"{W}id")) for each in root), default=-1)
    for remark in remarks:
        for passage in remark.passages:
            others = [each for each in remark.passages if each.line != passage.line]
            told = [*remark.text.splitlines(), *_see_also(document, others)]
            number = {f"{W}id": str(free)}
            root.append(
                new_element(
                    f"{W}comment", {**number, **stamp, f"{W}initials": INITIALS}, *map(_paragraph, told)
                )
            )
            _anchor(_anchored(places[passage.line - 1], passage.words), number)
            free += 1
    if path is None:
        package.add("comments", _COMMENTS, root)


def _see_also(document: Document, others: Iterable[Passage]) -> Iterator[str]:
    for number in sorted({passage.line for passage in others}):
        text = document.lines[number - 1].text.strip()
        shown = text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"
        yield f"Cùng xem: “{shown}”"


def _paragraph(text: str) -> Element:
    words = new_element(f"{W}t", {_SPACE: "preserve"})
    words.text = printable(text)
    return new_element(f"{W}p", None, new_element(f"{W}r", None, words))


def _anchored(place: Place, words: str) -> Element:
    """The paragraph that a comment hangs on: in a row the cell of these words, for a note its mark."""
    found = place.home
    if found is None:
        wanted = " ".join(words.split())
        texts = [(" ".join(each.text().split()), each) for each in place.paragraphs]
        held = next(
            (each for text, each in texts if text and wanted and (text in wanted or wanted in text)), None
        )
        spoken = next((each for text, each in texts if text), place.paragraphs[0])
        found = _last(held or spoken)
    return _outside_boxes(found)


def _last(collected: Collected) -> Element:
    return collected.paragraphs[-1]


def _outside_boxes(paragraph: Element) -> Element:
    """Word has no comments inside text boxes: the paragraph that the box hangs on."""
    found, node = paragraph, parent_of(paragraph)
    while node is not None:
        if node.tag == f"{W}txbxContent":
            while node is not None and node.tag != f"{W}p":
                node = parent_of(node)
            if node is None:
                break
            found = node
        node = parent_of(node)
    return found


def _anchor(paragraph: Element, number: dict[str, str]) -> None:
    start = 1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0
    paragraph.insert(start, new_element(f"{W}commentRangeStart", number))
    paragraph.append(new_element(f"{W}commentRangeEnd", number))
    paragraph.append(new_element(f"{W}r", None, new_element(f"{W}commentReference", number)))


# --- text and PDF ----------------------------------------------------------------------------------


def _plain_word(document: Document) -> bytes:
    """A Word file that has one paragraph for each line, and the tables as tables."""
    word = looks.new_document()
    looks.lay_out(word.sections[0], landscape=False)
    for table, lines in groupby(document.lines, key=lambda line: line.table):
        rows = list(lines)
        if table is None:
            for line in rows:
                word.add_paragraph(_printed(line.text), looks.TABLE_TEXT.name)
            continue
        drawn = word.add_table(len(rows), max(len(_cells(line)) for line in rows), style="Table Grid")
        for row, line in zip(drawn.rows, rows, strict=True):
            for cell, text in zip(row.cells, _cells(line), strict=False):
                cell.text = _printed(text)
                cell.paragraphs[0].style = looks.TABLE_TEXT.name
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _cells(line: DocLine) -> tuple[str, ...]:
    return line.cells or (line.text,)


def _printed(text: str) -> str:
    return printable(text).replace("\f", " ")

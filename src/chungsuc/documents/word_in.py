"""Word files: body, tables and notes to numbered lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate
from xml.etree.ElementTree import Element

from chungsuc.documents.errors import DocumentError
from chungsuc.documents.fonts import Fonts
from chungsuc.documents.model import Comment, DocLine, Limits, Merge
from chungsuc.documents.numbering import Numbering, Styles
from chungsuc.documents.package import WordPackage
from chungsuc.documents.paragraphs import LINE, PAGE, Collected, ParagraphReader, mark_removed
from chungsuc.documents.word_remarks import remarks_on
from chungsuc.documents.word_rows import cells_of, only_sets_side_by_side, rows_of, through
from chungsuc.documents.word_xml import DEPTH, TooDeep, W, is_on, number_of, value_of

_COLUMNS = 63  # as many as Word allows


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in the file: its paragraphs (a row of a table has several) and the piece of one."""

    paragraphs: tuple[Collected, ...]
    piece: int | None = None  # of a paragraph that its writer broke by hand
    home: Element | None = None  # of a note: the paragraph of the body that refers to it


@dataclass(frozen=True, slots=True)
class WordText:
    """All that one Word file says."""

    lines: tuple[DocLine, ...]
    notes: tuple[str, ...]
    comments: tuple[Comment, ...]
    places: tuple[Place, ...]  # of each line


def read_word(data: bytes, name: str, limits: Limits) -> WordText:
    """Read a .docx file. Raises DocumentError when it is not one, or not sound."""
    return read_package(WordPackage(data, name, limits), name, limits)


def read_package(package: WordPackage, name: str, limits: Limits) -> WordText:
    """Read a Word file that is open already. Raises DocumentError when it is not sound."""
    root = package.main()
    body = root.find(f"{W}body")
    if root.tag != f"{W}document" or body is None:
        raise DocumentError(
            f"Tệp “{name}” không có phần nội dung Word. Hãy mở bằng Word và lưu lại rồi thử lại."
        )
    try:
        reader = _BodyReader(root, package, name, limits)
        reader.read(body)
    except TooDeep:
        raise DocumentError(
            f"Tệp “{name}” có cấu trúc lồng nhau quá sâu. Hãy mở bằng Word và lưu lại rồi thử lại."
        ) from None
    comments = tuple(reader.comments())
    notes = (*reader.remarks(len(comments)), *remarks_on(root, package))
    return WordText(tuple(reader.lines), notes, comments, tuple(reader.places))


class _BodyReader:
    def __init__(self, root: Element, package: WordPackage, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._package = package
        self._styles = Styles(package.related("styles"))
        self._sections = [section.find(f"{W}type") for section in root.iter(f"{W}sectPr")]
        self._rendered = next(root.iter(f"{W}lastRenderedPageBreak"), None) is not None
        numbering = Numbering(package.related("numbering"), self._styles)
        self._fonts = Fonts(self._styles, root)
        self._paragraphs = ParagraphReader(self._styles, numbering, self._fonts, self._rendered)
        self._page = 1
        self._paged = self._rendered
        self._carried: Collected | None = None
        self._section = 0
        self._tables = 0
        self._characters = 0
        self._comments: dict[str, int] = {}  # the line of each
        self.lines: list[DocLine] = []
        self.places: list[Place] = []

    def read(self, body: Element) -> None:
        self._blocks(body, 0)
        self._flush()
        self._notes("footnote", self._paragraphs.notes.footnotes)
        self._notes("endnote", self._paragraphs.notes.endnotes)
        if not self._paged:
            self.lines = [replace(line, page=None) for line in self.lines]

    def comments(self) -> Iterable[Comment]:
        """What people wrote in the margin, in the order of the text."""
        root = self._package.related("comments")
        found = () if root is None else root.findall(f"{W}comment")
        last = len(self.lines) + 1
        for each in sorted(found, key=lambda node: self._comments.get(node.get(f"{W}id", ""), last)):
            texts = []
            for paragraph in each.iter(f"{W}p"):
                collected = Collected()
                self._paragraphs.collect(paragraph, collected)
                texts.append(collected.text().replace(PAGE, "").strip())
            line = self._comments.get(each.get(f"{W}id", ""))
            yield Comment(line, each.get(f"{W}author", ""), LINE.join(filter(None, texts)))

    def remarks(self, comments: int) -> Iterable[str]:
        if self._fonts.used:
            codings = ", ".join(sorted(self._fonts.used))
            yield f"Chữ ở phông cũ ({codings}) đã được chuyển sang Unicode."
        if comments:
            yield f"Tệp có {comments} ý kiến (comment); ý kiến không thuộc nội dung văn bản."
        if self._paragraphs.hidden:
            yield "Tệp có chữ ẩn (không hiện khi in); phần chữ đó không được đọc."
        if self._paragraphs.pictures:
            yield f"Tệp có {self._paragraphs.pictures} hình; chữ nằm trong hình không được đọc."

    # --- lines ---------------------------------------------------------------------------------

    def _add(self, line: DocLine, place: Place) -> None:
        self._characters += len(line.text)
        if len(self.lines) >= self._limits.lines or self._characters > self._limits.characters:
            raise DocumentError(
                f"Tệp “{self._name}” dài quá giới hạn ({self._limits.lines} dòng). Hãy tách tệp rồi thử lại."
            )
        self.lines.append(line)
        self.places.append(place)

    def _text(
        self,
        text: str,
        style: str | None,
        collected: Collected,
        label: str | None = None,
        home: Element | None = None,
    ) -> None:
        """Add one paragraph: a line for each piece that the writer broke it into."""
        pieces = text.split(LINE)
        while len(pieces) > 1 and not pieces[-1].strip():
            pieces[-2:] = [pieces[-2] + PAGE * pieces[-1].count(PAGE)]
        self._place_comments(collected, len(pieces))
        for at, piece in enumerate(pieces):
            opening = len(piece) - len(piece.lstrip(PAGE + " \t"))
            before = piece[:opening].count(PAGE)
            self._turn(before)
            line = DocLine(len(self.lines) + 1, piece.replace(PAGE, ""), self._page, style, list_label=label)
            self._add(line, Place((collected,), at if len(pieces) > 1 else None, home))
            self._turn(piece.count(PAGE) - before)
            label = None

    def _place_comments(self, collected: Collected, lines: int) -> None:
        """Each comment belongs to the line that it begins in, from the next line on."""
        if not collected.comments:
            return
        broken = [0, *accumulate(piece.text.count(LINE) for piece in collected.pieces)]
        for comment, before in collected.comments:
            at = min(broken[min(before, len(broken) - 1)], lines - 1)
            self._comments.setdefault(comment, len(self.lines) + 1 + at)

    def _turn(self, pages: int) -> None:
        self._page += pages
        self._paged = self._paged or pages > 0

    # --- blocks --------------------------------------------------------------------------------

    def _blocks(self, container: Element, depth: int) -> None:
        if depth > DEPTH:
            raise TooDeep
        for block in through(container, depth):
            if block.tag == f"{W}p":
                self._paragraph(block, depth)
            elif block.tag == f"{W}tbl":
                self._flush()
                self._table(block, depth)

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        properties = paragraph.find(f"{W}pPr")
        collected = self._carried or Collected()
        self._carried = None
        self._paragraphs.collect(paragraph, collected)
        if mark_removed(paragraph):
            self._carried = collected
            return
        if not self._rendered and is_on(properties, "pageBreakBefore"):
            self._turn(1)
        text, label = self._labelled(paragraph, collected.text())
        self._text(text, self._styles.name(value_of(properties, "pStyle")), collected, label)
        for box in collected.boxes:
            self._blocks(box, depth + 1)
        if properties is not None and properties.find(f"{W}sectPr") is not None:
            self._end_section()

    def _labelled(self, paragraph: Element, text: str) -> tuple[str, str | None]:
        found = self._paragraphs.label(paragraph)
        if found is None or not found[0]:
            return text, None
        opening = len(text) - len(text.lstrip(PAGE))
        return f"{text[:opening]}{found[0]}{found[1] if text[opening:] else ''}{text[opening:]}", found[0]

    def _flush(self) -> None:
        """Text whose paragraph end was deleted, with no paragraph after it, stands alone."""
        if self._carried is not None and self._carried.text():
            self._text(self._carried.text(), None, self._carried)
        self._carried = None

    def _end_section(self) -> None:
        self._section += 1
        if self._rendered or self._section >= len(self._sections):
            return
        begins = self._sections[self._section]
        if begins is None or begins.get(f"{W}val", "nextPage") != "continuous":
            self._turn(1)

    def _notes(self, kind: str, order: list[str]) -> None:
        root = self._package.related(f"{kind}s") if order else None
        if root is None:
            return
        notes = {note.get(f"{W}id", ""): note for note in root.findall(f"{W}{kind}")}
        for note_id in order:
            mark = self._paragraphs.notes.marks[kind, note_id]
            home = self._paragraphs.notes.homes[kind, note_id]
            for paragraph in notes[note_id].iter(f"{W}p") if note_id in notes else ():
                collected = Collected()
                self._paragraphs.collect(paragraph, collected)
                text, label = self._labelled(paragraph, collected.text().replace(PAGE, ""))
                told = f"{mark} {text.strip()}" if mark else text.strip()
                self._text(told, kind, collected, label, home)
                mark = ""

    # --- tables --------------------------------------------------------------------------------

    def _table(self, table: Element, depth: int) -> None:
        rows = rows_of(table, depth)
        if only_sets_side_by_side(table, rows, self._styles):
            for row in rows:
                for cell in cells_of(row):
                    self._blocks(cell, depth + 1)
                    self._flush()
            return
        self._tables += 1
        number = self._tables
        read = [self._row(row, depth) for row in rows]
        width = max((len(cells) for cells, *_ in read), default=0)
        for cells, merged, page, inside in read:
            for _ in range(width - len(cells)):
                cells.append("")
                merged.append("")
            text = "\t".join(cell.replace("\n", " ") for cell in cells)
            for collected in inside:
                self._place_comments(collected, 1)
            line = DocLine(len(self.lines) + 1, text, page, None, tuple(cells), tuple(merged), number)
            self._add(line, Place(tuple(inside)))

    def _row(self, row: Element, depth: int) -> tuple[list[str], list[Merge], int, list[Collected]]:
        properties = row.find(f"{W}trPr")
        before = _spread(number_of(properties, "gridBefore"))
        cells: list[str] = [""] * before
        merged: list[Merge] = [""] * before
        inside: list[Collected] = []
        first, last = self._page, self._page
        for cell in cells_of(row):
            cell_properties = cell.find(f"{W}tcPr")
            span = max(1, _spread(number_of(cell_properties, "gridSpan", 1)))
            down = None if cell_properties is None else cell_properties.find(f"{W}vMerge")
            text = self._cell(cell, inside, depth + 1)
            if text.strip().startswith(PAGE):
                first = max(first, self._page + 1)
            last = max(last, self._page + text.count(PAGE))
            hidden = down is not None and down.get(f"{W}val") != "restart"
            cells.append("" if hidden else text.replace(PAGE, "").strip())
            merged.append("up" if hidden else "")
            cells.extend([""] * (span - 1))
            merged.extend(["left"] * (span - 1))
        del cells[_COLUMNS:], merged[_COLUMNS:]
        self._turn(last - self._page)
        return cells, merged, min(first, self._page), inside

    def _cell(self, container: Element, inside: list[Collected], depth: int) -> str:
        """All the text of a cell; a table inside it comes row by row."""
        if depth > DEPTH:
            raise TooDeep
        found: list[str] = []
        carried: Collected | None = None
        for block in through(container, depth):
            if block.tag == f"{W}p":
                collected, carried = carried or Collected(), None
                self._paragraphs.collect(block, collected)
                if mark_removed(block):
                    carried = collected
                    continue
                inside.append(collected)
                found.append(self._labelled(block, collected.text())[0])
                found.extend(self._cell(box, inside, depth + 1) for box in collected.boxes)
            elif block.tag == f"{W}tbl":
                found.extend(
                    " ".join(self._cell(cell, inside, depth + 1) for cell in cells_of(row))
                    for row in rows_of(block, depth)
                )
        if carried is not None:
            inside.append(carried)
            found.append(carried.text())
        return LINE.join(found).strip(LINE)


def _spread(columns: int) -> int:
    return min(max(columns, 0), _COLUMNS)

"""Word files: body, tables and notes to numbered lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import DocLine, Limits, Merge
from chungsuc.documents.numbering import Numbering, Styles, W, is_on, number_of, value_of
from chungsuc.documents.package import WordPackage
from chungsuc.documents.paragraphs import DEPTH, LINE, PAGE, Collected, ParagraphReader, TooDeep, mark_removed

_THROUGH = {f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_COLUMNS = 63  # as many as Word allows
_LAYOUT_ROWS, _LAYOUT_COLUMNS = 4, 3
_SIDES = ("left", "right", "start", "end")


def read_word(data: bytes, name: str, limits: Limits) -> tuple[tuple[DocLine, ...], tuple[str, ...]]:
    """Read a .docx file into lines and notes. Raises DocumentError when it is not one, or not sound."""
    package = WordPackage(data, name, limits)
    root = package.main()
    body = root.find(f"{W}body")
    if root.tag != f"{W}document" or body is None:
        raise DocumentError(
            f"Tệp “{name}” không có phần nội dung Word. Hãy mở bằng Word và lưu lại rồi thử lại."
        )
    reader = _BodyReader(root, package, name, limits)
    try:
        reader.read(body)
    except TooDeep:
        raise DocumentError(
            f"Tệp “{name}” có cấu trúc lồng nhau quá sâu. Hãy mở bằng Word và lưu lại rồi thử lại."
        ) from None
    return tuple(reader.lines), reader.remarks(root)


class _BodyReader:
    def __init__(self, root: Element, package: WordPackage, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._package = package
        self._styles = Styles(package.related("styles"))
        self._sections = [section.find(f"{W}type") for section in root.iter(f"{W}sectPr")]
        self._rendered = next(root.iter(f"{W}lastRenderedPageBreak"), None) is not None
        numbering = Numbering(package.related("numbering"), self._styles)
        self._paragraphs = ParagraphReader(self._styles, numbering, self._rendered)
        self._page = 1
        self._paged = self._rendered
        self._carried: Collected | None = None
        self._section = 0
        self._tables = 0
        self._characters = 0
        self.lines: list[DocLine] = []

    def read(self, body: Element) -> None:
        self._blocks(body, 0)
        self._flush()
        self._notes("footnote", self._paragraphs.notes.footnotes)
        self._notes("endnote", self._paragraphs.notes.endnotes)
        if not self._paged:
            self.lines = [replace(line, page=None) for line in self.lines]

    def remarks(self, root: Element) -> tuple[str, ...]:
        """What an official should know of how the file was read."""
        found = []
        if any(next(root.iter(f"{W}{tag}"), None) is not None for tag in _CHANGES):
            found.append("Tệp còn sửa đổi (Track Changes); đã đọc như khi chấp nhận mọi sửa đổi.")
        if self._paragraphs.hidden:
            found.append("Tệp có chữ ẩn (không hiện khi in); phần chữ đó không được đọc.")
        if self._paragraphs.pictures:
            found.append(f"Tệp có {self._paragraphs.pictures} hình; chữ nằm trong hình không được đọc.")
        if next(root.iter(f"{W}altChunk"), None) is not None:
            found.append("Tệp có phần chèn từ tệp khác (altChunk); phần đó không được đọc.")
        return tuple(found)

    # --- lines ---------------------------------------------------------------------------------

    def _add(self, line: DocLine) -> None:
        self._characters += len(line.text)
        if len(self.lines) >= self._limits.lines or self._characters > self._limits.characters:
            raise DocumentError(
                f"Tệp “{self._name}” dài quá giới hạn ({self._limits.lines} dòng). Hãy tách tệp rồi thử lại."
            )
        self.lines.append(line)

    def _text(self, text: str, style: str | None, label: str | None = None) -> None:
        """Add one paragraph: a line for each piece that the writer broke it into."""
        pieces = text.split(LINE)
        while len(pieces) > 1 and not pieces[-1].strip():
            pieces[-2:] = [pieces[-2] + PAGE * pieces[-1].count(PAGE)]
        for piece in pieces:
            opening = len(piece) - len(piece.lstrip(PAGE + " \t"))
            before = piece[:opening].count(PAGE)
            self._turn(before)
            shown = piece.replace(PAGE, "")
            self._add(DocLine(len(self.lines) + 1, shown, self._page, style, list_label=label))
            self._turn(piece.count(PAGE) - before)
            label = None

    def _turn(self, pages: int) -> None:
        self._page += pages
        self._paged = self._paged or pages > 0

    # --- blocks --------------------------------------------------------------------------------

    def _blocks(self, container: Element, depth: int) -> None:
        if depth > DEPTH:
            raise TooDeep
        for block in _through(container, depth):
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
        self._text(text, self._styles.name(value_of(properties, "pStyle")), label)
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
            self._text(self._carried.text(), None)
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
            for paragraph in notes[note_id].iter(f"{W}p") if note_id in notes else ():
                collected = Collected()
                self._paragraphs.collect(paragraph, collected)
                text, label = self._labelled(paragraph, collected.text().replace(PAGE, ""))
                self._text(f"{mark} {text.strip()}" if mark else text.strip(), kind, label)
                mark = ""

    # --- tables --------------------------------------------------------------------------------

    def _table(self, table: Element, depth: int) -> None:
        rows = [row for row in _through(table, depth) if row.tag == f"{W}tr" and not _row_removed(row)]
        if self._only_sets_side_by_side(table, rows):
            for row in rows:
                for cell in _cells(row):
                    self._blocks(cell, depth + 1)
                    self._flush()
            return
        self._tables += 1
        number = self._tables
        read = [self._row(row, depth) for row in rows]
        width = max((len(cells) for cells, _, _ in read), default=0)
        for cells, merged, page in read:
            for _ in range(width - len(cells)):
                cells.append("")
                merged.append("")
            text = "\t".join(cell.replace("\n", " ") for cell in cells)
            self._add(DocLine(len(self.lines) + 1, text, page, None, tuple(cells), tuple(merged), number))

    def _row(self, row: Element, depth: int) -> tuple[list[str], list[Merge], int]:
        properties = row.find(f"{W}trPr")
        before = _spread(number_of(properties, "gridBefore"))
        cells: list[str] = [""] * before
        merged: list[Merge] = [""] * before
        first, last = self._page, self._page
        for cell in _cells(row):
            cell_properties = cell.find(f"{W}tcPr")
            span = max(1, _spread(number_of(cell_properties, "gridSpan", 1)))
            down = None if cell_properties is None else cell_properties.find(f"{W}vMerge")
            text = self._cell(cell, depth + 1)
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
        return cells, merged, min(first, self._page)

    def _cell(self, container: Element, depth: int) -> str:
        """All the text of a cell; a table inside it comes row by row."""
        if depth > DEPTH:
            raise TooDeep
        found: list[str] = []
        for block in _through(container, depth):
            if block.tag == f"{W}p":
                collected = Collected()
                self._paragraphs.collect(block, collected)
                found.append(self._labelled(block, collected.text())[0])
                found.extend(self._cell(box, depth + 1) for box in collected.boxes)
            elif block.tag == f"{W}tbl":
                rows = (each for each in _through(block, depth) if each.tag == f"{W}tr")
                found.extend(" ".join(self._cell(cell, depth + 1) for cell in _cells(row)) for row in rows)
        return LINE.join(found).strip(LINE)

    def _only_sets_side_by_side(self, table: Element, rows: list[Element]) -> bool:
        """A small table without rules holds no figures: it places the head, or the signature."""
        columns = max((sum(1 for _ in _cells(row)) for row in rows), default=0)
        if len(rows) == 1 and columns == 1:
            return True
        if len(rows) > _LAYOUT_ROWS or columns > _LAYOUT_COLUMNS:
            return False
        borders = [cell.find(f"{W}tcPr/{W}tcBorders") for row in rows for cell in _cells(row)]
        if any(_visible(each, _SIDES) for each in borders):
            return False
        if all(each is not None and _silenced(each) for each in borders):
            return True
        own = table.find(f"{W}tblPr/{W}tblBorders")
        if own is not None:
            return not _visible(own)
        style = value_of(table.find(f"{W}tblPr"), "tblStyle")
        ruled = (node.find(f"{W}tblPr/{W}tblBorders") for node in self._styles.chain(style))
        return not any(_visible(each) for each in ruled)


def _through(container: Element, depth: int) -> Iterator[Element]:
    """The children of a container, with wrappers that Word puts around them opened."""
    for child in container:
        if child.tag in _THROUGH:
            if depth > DEPTH:
                raise TooDeep
            yield from _through(child, depth + 1)
        else:
            yield child


def _cells(row: Element) -> Iterable[Element]:
    return (cell for cell in _through(row, 0) if cell.tag == f"{W}tc")


def _spread(columns: int) -> int:
    return min(max(columns, 0), _COLUMNS)


def _row_removed(row: Element) -> bool:
    properties = row.find(f"{W}trPr")
    return properties is not None and properties.find(f"{W}del") is not None


def _visible(borders: Element | None, sides: tuple[str, ...] | None = None) -> bool:
    return borders is not None and any(
        side.get(f"{W}val", "nil") not in ("nil", "none")
        for side in borders
        if sides is None or side.tag.removeprefix(W) in sides
    )


def _silenced(borders: Element) -> bool:
    named = {side.tag.removeprefix(W) for side in borders}
    return len(named & {"top", "bottom", *_SIDES}) >= 4 and not _visible(borders)

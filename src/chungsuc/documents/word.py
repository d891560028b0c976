"""A paper as a Word file in the official layout: real styles, real lists, tables, no text boxes."""

from __future__ import annotations

import io
import zipfile

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from chungsuc.documents import word_styles as looks
from chungsuc.documents.content import (
    Annex,
    Block,
    Head,
    Paper,
    Paragraph,
    Properties,
    Role,
    Signatory,
    Table,
)
from chungsuc.documents.figures import printable
from chungsuc.documents.word_table import table_xml

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
_ROLES = {
    Role.BODY: looks.BODY,
    Role.BASIS: looks.BASIS,
    Role.PART: looks.PART,
    Role.SECTION: looks.SECTION,
    Role.ITEM: looks.ITEM,
    Role.BULLET: looks.BULLET,
    Role.NOTE: looks.NOTE,
}
_SIGNING_ROOM = 70  # points left for the signature and the seal


def write_word(paper: Paper) -> bytes:
    """Draw a paper. The same paper gives the same bytes."""
    document = looks.new_document()
    _describe(document, paper.properties)
    first = document.sections[0]
    _number_pages(first)
    if paper.head is not None:
        looks.lay_out(first, landscape=False)
        _head(document, paper.head)
        _opening(document, paper)
        for block in paper.blocks:
            _block(document, block, paper.head.is_party, landscape=False)
        _closing(document, paper.recipients, paper.signatory, landscape=False)
    for number, annex in enumerate(paper.annexes):
        section = first if number == 0 and paper.head is None else _new_section(document)
        looks.lay_out(section, landscape=annex.landscape)
        _annex(document, annex)
    return _saved(document, paper.properties)


# --- parts ---------------------------------------------------------------------------------------


def _head(document: Document, head: Head) -> None:
    left, right = (80, 85) if head.is_party else (62, 103)
    table = _side_by_side(document, 2, left, right)
    (names, nation), (number, place) = (row.cells for row in table.rows)
    for line in head.superior:
        _line(names, line, looks.SUPERIOR)
    for line in head.issuer:
        _line(names, line, looks.PARTY_ISSUER if head.is_party else looks.ISSUER)
    if head.is_party:
        _line(names, "*", looks.NUMBER)
        _line(nation, PARTY, looks.PARTY)
        _rule(nation, right, 74)
    else:
        _rule(names, left, left * 0.4)
        _line(nation, NATION, looks.NATION)
        _line(nation, MOTTO, looks.MOTTO)
        _rule(nation, right, 64)
    _line(number, head.number_line, looks.NUMBER)
    _line(place, head.place_line, looks.PLACE)


def _opening(document: Document, paper: Paper) -> None:
    if paper.kind:
        party = paper.head is not None and paper.head.is_party
        _paragraph(document, paper.kind, (looks.PARTY_KIND if party else looks.KIND))
    if paper.abstract:
        _paragraph(document, paper.abstract, looks.ABSTRACT)
        width = looks.text_width(landscape=False)
        _ruled(document.add_paragraph(style=looks.RULE.name), width, width / 3)
        document.add_paragraph(style=looks.GAP.name)


def _block(document: Document, block: Block, is_party: bool, *, landscape: bool) -> None:
    if isinstance(block, Paragraph):
        look = looks.PARTY_BASIS if is_party and block.role is Role.BASIS else _ROLES[block.role]
        _paragraph(document, block.text, look)
        return
    _table(document, block, landscape=landscape)


def _table(document: Document, table: Table, *, landscape: bool) -> None:
    if table.unit_line:
        _paragraph(document, table.unit_line, looks.UNIT)
    drawn = parse_xml(table_xml(table, looks.text_width(landscape=landscape)))
    document.element.body.insert_element_before(drawn, "w:sectPr")
    document.add_paragraph(style=looks.GAP.name)


def _closing(
    document: Document, recipients: tuple[str, ...], signatory: Signatory | None, *, landscape: bool
) -> None:
    """Nơi nhận at the left, the signatory at the right, never parted by a page end."""
    if not recipients and signatory is None:
        return
    document.add_paragraph(style=looks.GAP.name)
    width = looks.text_width(landscape=landscape)
    left = round(width * 0.5)
    table = _side_by_side(document, 1, left, width - left)
    to, by = table.rows[0].cells
    if recipients:
        _line(to, "Nơi nhận:", looks.RECIPIENTS)
        for number, recipient in enumerate(recipients, start=1):
            end = "." if number == len(recipients) else ";"
            _line(to, f"- {recipient.rstrip(' ;.')}{end}", looks.RECIPIENT)
    if signatory is not None:
        for line in signatory.capacity:
            _line(by, line, looks.CAPACITY)
        name = _line(by, signatory.name or "", looks.NAME)
        name.paragraph_format.space_before = Pt(_SIGNING_ROOM)


def _annex(document: Document, annex: Annex) -> None:
    _paragraph(document, annex.name, looks.ANNEX)
    _paragraph(document, annex.title, looks.ANNEX)
    if annex.attached:
        _paragraph(document, annex.attached, looks.ATTACHED)
    for block in annex.blocks:
        _block(document, block, is_party=False, landscape=annex.landscape)
    for note in annex.notes:
        _paragraph(document, note, looks.NOTE)
    _closing(document, (), annex.signatory, landscape=annex.landscape)


# --- pieces --------------------------------------------------------------------------------------


def _paragraph(document: Document, text: str, look: looks.Look) -> None:
    document.add_paragraph(printable(text), look.name)


def _new_section(document: Document) -> Section:
    """A section ends in a paragraph; a small one, so that a full page does not spill over."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    document.paragraphs[-1].style = looks.GAP.name
    return section


def _number_pages(section: Section) -> None:
    """The page number above the text; the sections that follow take it over."""
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.style = looks.PAGE_NUMBER.name
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))


def _side_by_side(document: Document, rows: int, *widths: int) -> WordTable:
    """A table without rules that only places things."""
    table: WordTable = document.add_table(rows, len(widths))
    table.autofit = False
    table._tbl.tblPr.append(
        parse_xml(
            f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
            "</w:tblCellMar>"
        )
    )
    for row in table.rows:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _line(cell: _Cell, text: str, look: looks.Look) -> WordParagraph:
    """Add a line to a cell; a new cell already has an empty one."""
    only = cell.paragraphs[-1]
    paragraph: WordParagraph = only if not only.text and len(cell.paragraphs) == 1 else cell.add_paragraph()
    paragraph.style = look.name
    paragraph.add_run(printable(text))
    return paragraph


def _rule(cell: _Cell, width: float, length: float) -> None:
    paragraph = cell.add_paragraph(style=looks.RULE.name)
    _ruled(paragraph, width, length)


def _ruled(paragraph: WordParagraph, width: float, length: float) -> None:
    """A short rule: the lower border of an almost empty paragraph, drawn in from both sides."""
    side = Mm((width - length) / 2)
    paragraph.paragraph_format.left_indent = side
    paragraph.paragraph_format.right_indent = side
    line = '<w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>"),
        "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr",
    )  # fmt: skip


def _describe(document: Document, properties: Properties) -> None:
    core = document.core_properties
    core.title, core.subject = printable(properties.title), printable(properties.subject)
    core.author = core.last_modified_by = printable(properties.author)
    core.created = core.modified = properties.created
    core.comments = core.keywords = ""
    core.language, core.revision = "vi-VN", 1


def _saved(document: Document, properties: Properties) -> bytes:
    """Save with the paper's own time on every part, where the library would put the clock's."""
    out, final = io.BytesIO(), io.BytesIO()
    document.save(out)
    stamp = max(properties.created.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(final, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = zipfile.ZipInfo(entry.filename, stamp)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(part, old.read(entry))
    return final.getvalue()

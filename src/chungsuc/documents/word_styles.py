"""The look of a paper in Word: page, fonts, styles and the numbering of parts, sections and items.

Nghị định 30/2020/NĐ-CP, Phụ lục I for state bodies; Hướng dẫn 05-HD/VPTW for the Party.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"
SHORT, LONG = 210, 297  # A4, millimetres
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
_LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
_CENTER, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True, slots=True)
class Look:
    """One style: what an official would set in Word's own dialog."""

    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = _LEFT
    first_line: float = 0  # millimetres
    before: float = 0  # points
    after: float = 0
    with_next: bool = False

    @property
    def style_id(self) -> str:
        """The id that python-docx gives a style of this name."""
        return self.name.replace(" ", "")


BODY = Look("Normal", align=_JUSTIFY, first_line=12.7, after=6)
BASIS = Look("Căn cứ", italic=True, align=_JUSTIFY, first_line=12.7, after=6)
PARTY_BASIS = Look("Căn cứ của Đảng", align=_JUSTIFY, first_line=12.7, after=6)
PART = Look("Heading 1", bold=True, align=_JUSTIFY, first_line=12.7, before=6, after=6, with_next=True)
SECTION = Look("Heading 2", bold=True, align=_JUSTIFY, first_line=12.7, after=6, with_next=True)
ITEM = Look("Khoản mục", align=_JUSTIFY, first_line=12.7, after=6)
BULLET = Look("Gạch đầu dòng", align=_JUSTIFY, first_line=12.7, after=6)
SUPERIOR = Look("Cơ quan chủ quản", 13, align=_CENTER)
ISSUER = Look("Cơ quan ban hành", 13, bold=True, align=_CENTER)
NATION = Look("Quốc hiệu", 12.5, bold=True, align=_CENTER)
MOTTO = Look("Tiêu ngữ", 14, bold=True, align=_CENTER)
PARTY = Look("Tiêu đề Đảng", 15, bold=True, align=_CENTER)
PARTY_ISSUER = Look("Cơ quan Đảng", 14, bold=True, align=_CENTER)
RULE = Look("Đường kẻ", 2, align=_CENTER)
NUMBER = Look("Số, ký hiệu", 13, align=_CENTER, before=4)
PLACE = Look("Địa danh, ngày tháng", 13.5, italic=True, align=_CENTER, before=4)
KIND = Look("Title", 14, bold=True, align=_CENTER, before=14, with_next=True)
PARTY_KIND = Look("Tên loại của Đảng", 15, bold=True, align=_CENTER, before=14, with_next=True)
ABSTRACT = Look("Subtitle", 14, bold=True, align=_CENTER, with_next=True)
RECIPIENTS = Look("Nơi nhận", 12, bold=True, italic=True)
RECIPIENT = Look("Danh sách nơi nhận", 11)
CAPACITY = Look("Quyền hạn, chức vụ", 14, bold=True, align=_CENTER, with_next=True)
NAME = Look("Họ tên người ký", 14, bold=True, align=_CENTER)
ANNEX = Look("Tên biểu", 14, bold=True, align=_CENTER, with_next=True)
ATTACHED = Look("Kèm theo", 14, italic=True, align=_CENTER, after=6, with_next=True)
UNIT = Look("Đơn vị tính", 12, italic=True, align=_RIGHT, after=3, with_next=True)
NOTE = Look("Ghi chú", 12, italic=True, align=_JUSTIFY, before=3)
GAP = Look("Khoảng cách", 6)
PAGE_NUMBER = Look("Số trang", 13, align=_CENTER)
TABLE_HEAD = Look("Đầu bảng", 12, bold=True, align=_CENTER)
TABLE_TEXT = Look("Ô chữ", 12)
TABLE_CENTER = Look("Ô giữa", 12, align=_CENTER)
TABLE_FIGURE = Look("Ô số", 12, align=_RIGHT)
LOOKS = (
    BODY, BASIS, PARTY_BASIS, PART, SECTION, ITEM, BULLET, SUPERIOR, ISSUER, NATION, MOTTO, PARTY,
    PARTY_ISSUER, RULE, NUMBER, PLACE, KIND, PARTY_KIND, ABSTRACT, RECIPIENTS, RECIPIENT, CAPACITY,
    NAME, ANNEX, ATTACHED, UNIT, NOTE, GAP, PAGE_NUMBER, TABLE_HEAD, TABLE_TEXT, TABLE_CENTER, TABLE_FIGURE,
)  # fmt: skip
_NUMBERED = {PART: 0, SECTION: 1, ITEM: 2, BULLET: 3}
_LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"))


def new_document() -> Document:
    """An empty document that has the language, styles and numbering of an official paper."""
    return docx.Document(io.BytesIO(_dressed()))


@cache
def _dressed() -> bytes:
    """The empty document, made once: dressing it takes longer than filling it."""
    document = docx.Document()
    _dress(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _dress(document: Document) -> None:
    _keep_few(document)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        for script in ("w:val", "w:eastAsia"):
            language.set(qn(script), "vi-VN")
    num_id = _numbering(document)
    for look in LOOKS:
        _style(document, look)
    for look, level in _NUMBERED.items():
        numbered = document.styles[look.name].element.get_or_add_pPr().get_or_add_numPr()
        for tag, value in (("w:ilvl", level), ("w:numId", num_id)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), str(value))
            numbered.append(child)


def lay_out(section: Section, *, landscape: bool) -> None:
    """A4 with the margins of Nghị định 30; its page number stands above the text from page 2."""
    wide, high = (LONG, SHORT) if landscape else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.different_first_page_header_footer = True
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.find(qn("w:pgMar")).addnext(start)


def text_width(*, landscape: bool) -> int:
    """Millimetres between the margins."""
    return (LONG if landscape else SHORT) - LEFT - RIGHT


def _keep_few(document: Document) -> None:
    """Take out the styles of the library's blank that no official paper uses."""
    kept = {look.name.lower() for look in LOOKS} | {"header", "footer"}
    for style in list(document.styles):
        builtin = style.type is WD_STYLE_TYPE.PARAGRAPH and (style.name or "").lower() in kept
        if not (builtin or style.element.get(qn("w:default")) == "1"):
            style.delete()


def _style(document: Document, look: Look) -> None:
    names = {style.name for style in document.styles}
    if look.name in names:
        style = document.styles[look.name]
    else:
        style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[BODY.name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{look.name} is not a paragraph style")
    style.hidden, style.quick_style = False, True
    _plain(style)
    font, paragraph = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FONT, Pt(look.size), look.bold, look.italic
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    paragraph.alignment = look.align
    paragraph.first_line_indent, paragraph.left_indent = Mm(look.first_line), Mm(0)
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.line_spacing = 1.0
    paragraph.keep_with_next = look.with_next
    paragraph.widow_control = True


def _plain(style: ParagraphStyle) -> None:
    """Take away what the blank template gave a style: its theme fonts, colours, rules and spacing."""
    for child in list(style.element):
        if child.tag in (qn("w:rPr"), qn("w:pPr")):
            outline = child.find(qn("w:outlineLvl"))
            style.element.remove(child)
            if outline is not None:
                style.element.get_or_add_pPr().append(outline)


def _numbering(document: Document) -> int:
    """One list of four levels that the styles of parts, sections, items and bullets hang on."""
    root = document.part.numbering_part.element
    for old in list(root):
        root.remove(old)
    styles = [look.style_id for look in _NUMBERED]
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{styles[at]}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr></w:lvl>'
        for at, (kind, text) in enumerate(_LEVELS)
    )
    root.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>'
            f"{levels}</w:abstractNum>"
        )
    )
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="1"><w:abstractNumId w:val="1"/></w:num>'))
    return 1

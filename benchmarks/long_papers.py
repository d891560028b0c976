"""Long papers in Word and PDF: prose with a table every other page, the same content in both."""

from __future__ import annotations

import io
import random
import zipfile
from xml.sax.saxutils import escape

from tests.factories.papers_in_pdf import pdf_of, quoted, table_of

from benchmarks.long_plan import DUTIES

Block = str | list[list[str]]
COLUMNS = ("TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn", "Kinh phí (triệu đồng)")
OPENING = ("Số: 15/KH-UBND", "KẾ HOẠCH", "Xây dựng nông thôn mới năm 2027", "I. NHIỆM VỤ, GIẢI PHÁP")
ROWS = 14
PARAGRAPHS = 4  # of about a hundred words, on a page that has a table too
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def blocks(pages: int, *, seed: int = 3) -> list[Block]:
    """Paragraphs, and a table for every two pages."""
    draw = random.Random(seed)
    found: list[Block] = [*OPENING]
    for page in range(1, pages + 1):
        found.append(f"{page}. Nội dung thứ {page}")
        found += [f"- {draw.choice(DUTIES)} {draw.choice(DUTIES)}" for _ in range(PARAGRAPHS)]
        if page % 2 == 0:
            money = [draw.randrange(100, 9000) for _ in range(ROWS)]
            rows = [
                [
                    str(number),
                    f"Công trình thứ {number}",
                    f"Xã số {page}",
                    f"Quý {number % 4 + 1}",
                    _number(each),
                ]
                for number, each in enumerate(money, 1)
            ]
            found.append([list(COLUMNS), *rows, ["", "Tổng cộng", "", "", _number(sum(money))]])
    return found


def as_pdf(content: list[Block]) -> bytes:
    """The paper as a PDF file."""
    return pdf_of(
        "".join(f"{quoted(each)}\n\n" if isinstance(each, str) else table_of(each) for each in content)
    )


def as_word(content: list[Block]) -> bytes:
    """The paper as a Word file, written at once: cell by cell through the library takes minutes."""
    body = "".join(_paragraph(each) if isinstance(each, str) else _table(each) for each in content)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Override PartName="/word/document.xml" '
        f'ContentType="{_MAIN}"/><Default Extension="rels" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
    return out.getvalue()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _table(rows: list[list[str]]) -> str:
    borders = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    inside = "".join(
        f"<w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl>{borders}{inside}</w:tbl>"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")

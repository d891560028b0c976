"""Bytes that no office sends: sound files with harm done to them, and what must hold of whatever is read."""

from __future__ import annotations

import io
import zipfile
from random import Random

from chungsuc.checking import examine
from chungsuc.documents import DocumentError
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer
from chungsuc.reading.errors import NotAPlan

TEXT = """ỦY BAN NHÂN DÂN HUYỆN BA CHẼ
Số: 77/KH-UBND
KẾ HOẠCH
Xây dựng nông thôn mới năm 2024
Căn cứ Quyết định số 263/QĐ-TTg ngày 22/02/2022 của Thủ tướng Chính phủ;
I. MỤC TIÊU
1. Phấn đấu có thêm 03 xã đạt chuẩn: Thanh Lâm, Lương Mông, Đồn Đạc¹; bình quân 15,5 tiêu chí/xã.
- Xã Thanh Lâm 02 tiêu chí (Giao thông, Môi trường);
+ Duy trì 05/07 xã đạt tiêu chí số 13.
¹ Thanh Lâm 5 thôn; Đồn Đạc 12 thôn.
II. KINH PHÍ
Tổng kinh phí: 5.490 triệu đồng, trong đó: vốn đầu tư 3.890 triệu đồng; vốn sự nghiệp 1.600 triệu đồng.
TT\tTên xã\tVốn
1\tThanh Lâm\t2.500
2\tĐồn Đạc\t2.990
Điều 2. Các phòng, ban chịu trách nhiệm thi hành, báo cáo trước ngày 25 hằng tháng.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""
# Texts that no office writes, which can be made as long as one likes: the same again and again.
ENDLESS = {
    "one line of letters": "a",
    "one line of words": "xã đạt chuẩn 12 tiêu chí; ",
    "bullets": "- a\n",
    "tabs": "\t",
    "dots": "1.",
    "nested numbers": "1. A\n1.1. B\n1.1.1. C\na) D\n",
    "brackets": "(",
    "figures": "1",
    "open words": "và ",
    "open quotes": "“ ",
    "lines that go on": "và các xã khác\n",
    "footnotes": "¹ và\n",
    "rows": "1\tThanh Lâm\t2.500\n",
}
OPENING = "KẾ HOẠCH\nXây dựng nông thôn mới năm 2024\nI. MỤC TIÊU\n"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word_of(body: str) -> bytes:
    """A Word file with this inside its body; the body may be anything."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">'
        f'<Override PartName="/d.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="r" Type="{_OFFICE}" Target="d.xml"/></Relationships>',
        "d.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, text in parts.items():
            archive.writestr(path, text.encode(errors="surrogatepass"))
    return out.getvalue()


def paragraphs(text: str) -> str:
    """Plain text as Word's paragraphs."""
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())


def harmed(data: bytes, seed: int) -> bytes:
    """The file after a few accidents: bytes changed, cut out, doubled, moved."""
    draw = Random(seed)
    found = bytearray(data)
    for _ in range(draw.randint(1, 12)):
        at, end = sorted(draw.randrange(len(found) + 1) for _ in range(2))
        end = min(end, at + 200)
        accident = draw.randrange(5)
        if accident == 0 and at < len(found):
            found[at] = draw.randrange(256)
        elif accident == 1:
            del found[at:end]
        elif accident == 2:
            found[at:at] = found[at:end]
        elif accident == 3:
            found[at:at] = draw.choice(
                (b"\x00", b"\xff\xfe", b"9" * 40, b"\t" * 40, b"<", b"\r\n", b"endobj")
            )
        else:
            place = draw.randrange(len(found) + 1)
            found[place:place] = found[at:end]
    return bytes(found)


def examined_or_refused(data: bytes, name: str) -> bool:
    """Was it read? Anything but the two refusals is a fault; whatever is read can be traced to its lines."""
    try:
        found = examine(data, name, gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets())
    except (DocumentError, NotAPlan):
        return False
    lengths = {line.number: len(line.text) for line in found.reading.lines}
    assert [line.number for line in found.document.lines] == list(lengths)
    reading = found.reading
    for item in (*reading.targets, *reading.baseline, *reading.funding, *reading.legal_bases):
        for span in item.source.spans:
            assert 0 <= span.start < span.end <= lengths[span.line]
    return True

"""Word files in fonts from before Unicode: each run by its own font, as the paper shows it."""

from collections.abc import Callable

import pytest

from chungsuc.documents import read_document
from factories.old_encodings import tcvn3, vni

Word = Callable[..., bytes]
LONG = (
    "Phấn đấu hết năm có thêm ba xã đạt chuẩn, giữ vững những xã đã đạt; "
    "vốn lồng ghép, vốn huyện được bố trí đủ."
)


def run(text: str, font: str | None = None, more: str = "") -> str:
    fonts = "" if font is None else f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    return f'<w:r><w:rPr>{fonts}{more}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def first(data: bytes) -> str:
    return read_document(data, "kế hoạch.docx").lines[0].text


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (run(tcvn3("Kế hoạch "), ".VnTime") + run("năm 2031", "Times New Roman"), "Kế hoạch năm 2031"),
        (run(tcvn3("Kế hoạch"), ".VnTimeH"), "KẾ HOẠCH"),
        (run(tcvn3("kế hoạch "), ".VnTime", "<w:caps/>") + run(vni("Nước"), "VNI-Times"), "KẾ HOẠCH Nước"),
        (run("a", "VNI-Times") + run("ù", "VNI-Times", "<w:b/>"), "á"),
        (run("ng", ".VnTime") + run("", ".VnTime").replace("</w:r>", "<w:softHyphen/></w:r>"), "ngư"),
        (run("Kế hoạch xã", ".VnTime"), "Kế hoạch xã"),
        (run(tcvn3("xã"), "Times New Roman"), tcvn3("xã")),
    ],
)  # fmt: skip
def test_each_run_is_read_by_its_font(word: Word, inside: str, shown: str) -> None:
    assert first(word(f"<w:p>{inside}</w:p>")) == shown


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{default}" w:hAnsi="{default}"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="N"/>'
    '<w:rPr><w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="U"><w:name w:val="Unicode"/>'
    '<w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/></w:rPr></w:style>'
)


def test_a_font_comes_from_the_style_or_from_the_default_of_the_file(word: Word) -> None:
    unicode = '<w:rStyle w:val="U"/>'
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr>{run(tcvn3("Mục tiêu"))}</w:p>'
        f"<w:p>{run(tcvn3(LONG))}</w:p>"
        f"<w:p>{run('xã', more=unicode)}</w:p>"
    )
    document = read_document(word(body, styles=STYLES.format(default=".VnTime")), "a.docx")
    assert [line.text for line in document.lines] == ["MỤC TIÊU", LONG, "xã"]
    assert document.notes == ("Chữ ở phông cũ (TCVN3 (ABC)) đã được chuyển sang Unicode.",)


def test_unicode_that_is_said_to_be_in_an_old_font_is_left_alone(word: Word) -> None:
    body = "".join(f"<w:p>{run(text)}</w:p>" for text in ("xã", LONG, "là cá"))
    document = read_document(word(body, styles=STYLES.format(default=".VnTime")), "a.docx")
    assert [line.text for line in document.lines] == ["xã", LONG, "là cá"]
    assert document.notes == ()


def test_the_words_of_a_numbered_list_are_in_its_font_too(word: Word) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{tcvn3("Điều")} %1."/><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = f'<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>{run("Ban")}</w:p>'
    assert first(word(body, numbering=numbering)) == "Điều 1. Ban"

"""Files from before Unicode are read by their font, or as a whole; good text is never touched."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chungsuc.documents import DocumentError, read_document
from chungsuc.documents.legacy import coding_of, decode_run
from chungsuc.documents.recoding import recoding_of
from factories.old_encodings import misread, tcvn3, vni, windows_1258

PLAN = """ỦY BAN NHÂN DÂN HUYỆN ĐỒI THÔNG
KẾ HOẠCH
Xây dựng nông thôn mới trên địa bàn huyện năm 2031
Căn cứ Nghị quyết của Hội đồng nhân dân huyện về phát triển kinh tế - xã hội;
1. Mục tiêu: phấn đấu hết năm có thêm 03 xã đạt chuẩn, nâng tổng số xã đạt chuẩn lên 08/12 xã (66,7%).
2. Vốn thực hiện là 12.500 triệu đồng, gồm: ngân sách tỉnh, ngân sách huyện và vốn lồng ghép.
Các xã báo cáo kết quả trước ngày 15 hằng tháng; kỹ thuật, giữ gìn, hưởng ứng, ngõ xóm.
"""
TONES = "\u0300\u0301\u0309\u0303\u0323"
LETTERS = "abcdeghiklmnopqrstuvxyăâêôơưđ" + "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES
)
TEXT = st.text(st.sampled_from(LETTERS + LETTERS.upper() + " .,;:/()%0123456789-"), max_size=60)


@pytest.mark.parametrize(
    ("stored", "font", "shown"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", ".VnTime", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", ".VnArial", "Độc lập - Tự do - Hạnh phúc"),
        ("ng\xadêi, th\xad viÖn", ".VnTime", "người, thư viện"),
        ("Céng hoµ x· héi", ".VnTimeH", "CỘNG HOÀ XÃ HỘI"),
        ("kÕ ho¹ch", ".VnArial NarrowH", "KẾ HOẠCH"),
        ("KÕ ho¹ch", "ABCDEF+.VnTimeH,Bold", "KẾ HOẠCH"),
        ("KÕ HO¹CH cña UBND huyÖn", ".VnTime", "KẾ HOẠCH của UBND huyện"),
        ("KÕ ho¹ch", ".VnTifani Heavy", "Kế hoạch"),
        ("\uf04b\uf0d5 ho\uf0b9ch", ".VnTime", "Kế hoạch"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "VNI-Times", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp, höôùng daãn, naêm, ñöôïc", "VNI-Helve-Condense", "Độc lập, hướng dẫn, năm, được"),
        ("UÛY BAN NHAÂN DAÂN", "VNI-Times", "ỦY BAN NHÂN DÂN"),
        ("Kế hoạch năm 2031", ".VnTime", "Kế hoạch năm 2031"),
        ("cộng hòa: café, naïve", "Times New Roman", "cộng hòa: café, naïve"),
        ("50 ± 2%", ".VnTime", "50 ± 2%"),
        ("Céng", None, "Céng"),
    ],
)
def test_a_font_tells_what_its_codes_mean(stored: str, font: str | None, shown: str) -> None:
    assert decode_run(stored, font) == shown


@pytest.mark.parametrize(
    "font", ["Times New Roman", "Vnother", "VnSans", "Arial", "Symbol", "VNInter", "", None]
)
def test_other_fonts_are_of_unicode(font: str | None) -> None:
    assert coding_of(font) is None


@given(TEXT)
def test_any_vietnamese_text_comes_back_from_tcvn3(text: str) -> None:
    small = text.lower()
    assert decode_run(tcvn3(small), ".VnTime") == small
    assert decode_run(tcvn3(small), ".VnTimeH") == text.upper()


@given(TEXT)
def test_any_vietnamese_text_comes_back_from_vni(text: str) -> None:
    assert decode_run(vni(text), "VNI-Times") == text


ENCODINGS: list[tuple[str, Callable[[str], bytes]]] = [
    ("TCVN3", lambda text: tcvn3(text).encode("latin-1")),
    ("TCVN3", lambda text: tcvn3(text).encode("utf-8")),
    ("VNI", lambda text: vni(text).encode("latin-1")),
    ("VNI", lambda text: vni(text).encode("utf-8")),
    ("Windows-1258", windows_1258),
    ("UTF-8 bị đọc nhầm", lambda text: misread(text).encode("utf-8")),
    ("UTF-8 bị đọc nhầm", lambda text: misread(text, "latin-1").encode("utf-8")),
    ("UTF-8 bị đọc nhầm", lambda text: misread(text).replace("\xa0", " ").encode("utf-8")),
    ("UTF-16", lambda text: text.encode("utf-16")),
]


@pytest.mark.parametrize(("name", "encode"), ENCODINGS)
def test_a_text_file_is_read_in_any_encoding_of_the_country(
    name: str, encode: Callable[[str], bytes]
) -> None:
    document = read_document(encode(PLAN), "ke hoach.txt")
    assert [line.text for line in document.lines] == PLAN.splitlines()
    assert [note for note in document.notes if name in note]


def test_quotes_and_dashes_of_windows_stay() -> None:
    data = (
        tcvn3(PLAN).encode("latin-1") + b"\x93" + tcvn3("Tuyến đường").encode("latin-1") + b"\x94 \x96 2031"
    )
    assert read_document(data, "a.txt").lines[-1].text == "“Tuyến đường” – 2031"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("KẾ HOẠCH", "KẾ HOẠCH"),
        ("UBND Đà Nẵng", "UBND Đà Nẵng"),
        ("UBND ở xã", "UBND ở xã"),
        ("UBND TỈNH Hà Giang", "UBND TỈNH Hà Giang"),
        ("II. MỤC TIÊU", "II. MỤC TIÊU"),
        ("Về việc ban hành", "Về việc ban hành"),
    ],
)
def test_capitals_that_tcvn3_does_not_have_are_told_by_their_neighbours(line: str, shown: str) -> None:
    document = read_document(tcvn3(PLAN + line).encode("latin-1"), "a.txt")
    assert document.lines[-1].text == shown


def test_a_table_in_an_old_encoding_keeps_its_cells(word: Callable[..., bytes]) -> None:
    rows = "".join(f"<w:p><w:r><w:t>{tcvn3(line)}</w:t></w:r></w:p>" for line in PLAN.splitlines())
    cell = f"<w:tc><w:p><w:r><w:t>{tcvn3('Tiêu chí')}</w:t></w:r></w:p></w:tc>"
    line = read_document(word(f"{rows}<w:tbl>{f'<w:tr>{cell * 2}</w:tr>' * 5}</w:tbl>"), "a.docx")
    assert line.lines[-1].cells == ("Tiêu chí", "Tiêu chí")


# --- what must stay as it is -----------------------------------------------------------------------


SYLLABLES = st.lists(
    st.sampled_from(sorted({*PLAN.split(), "xã", "là", "có", "cá", "thì", "bò"})), max_size=80
)


@given(SYLLABLES)
def test_good_text_is_never_changed(words: list[str]) -> None:
    assert recoding_of([" ".join(words)]) is None


@given(st.text(max_size=200))
def test_what_is_not_vietnamese_is_left_alone_or_stays_as_long(text: str) -> None:
    assume(not text.isascii())
    assert recoding_of([text]) is None


@pytest.mark.parametrize(
    "text",
    [
        "xã cá là cà bò, già mà thì à ừ" * 10,
        "Le château est fermé; où est la clé? Élève, façade, garçon, naïveté, forêt, tête, même. " * 10,
        "Müller fährt über die Brücke; größer, schöner, Äpfel, Öl, Übung, heißt, Straße. " * 10,
        PLAN + misread("Kế hoạch"),
        tcvn3("Kế hoạch xã"),
    ],
)
def test_whole_texts_that_are_left_alone(text: str) -> None:
    document = read_document(text.encode(), "a.txt")
    assert document.text == text.rstrip("\n")
    assert document.notes == ()


def test_bytes_that_are_no_known_encoding_are_refused() -> None:
    with pytest.raises(DocumentError, match=r"không ở mã UTF-8 \(dòng 2\)"):
        read_document(PLAN.encode()[:40] + b"\n" + bytes(range(0x80, 0x100)) * 5, "a.txt")

"""Text files: what a line is, what a page is, and what is refused."""

import unicodedata

import pytest

from chungsuc.documents import DocumentError, Limits, read_document


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_document(data, "kế hoạch.txt").lines]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        ("KẾ HOẠCH\nCăn cứ".encode(), ["KẾ HOẠCH", "Căn cứ"]),
        ("KẾ HOẠCH\nCăn cứ\n".encode(), ["KẾ HOẠCH", "Căn cứ"]),
        ("\n\nKẾ HOẠCH\n\n".encode(), ["", "", "KẾ HOẠCH", ""]),
        ("KẾ HOẠCH\r\nCăn cứ\rNơi nhận".encode(), ["KẾ HOẠCH", "Căn cứ", "Nơi nhận"]),
        ("KẾ HOẠCH".encode("utf-8-sig"), ["KẾ HOẠCH"]),
        ("KẾ HOẠCH\nCăn cứ".encode("utf-16"), ["KẾ HOẠCH", "Căn cứ"]),
        (b"\xfe\xff" + "Căn cứ".encode("utf-16-be"), ["Căn cứ"]),
        ("a\u2028b\x85c".encode(), ["a\u2028b\x85c"]),  # editors do not count these as line ends
        ("MZ là tên thôn".encode(), ["MZ là tên thôn"]),  # two letters do not make a programme
    ],
)
def test_lines_are_counted_as_an_editor_counts_them(data: bytes, lines: list[str]) -> None:
    assert texts(data) == lines


def test_numbers_start_at_one_and_pages_are_unknown() -> None:
    lines = read_document("một\nhai".encode(), "a.txt").lines
    assert [(line.number, line.page) for line in lines] == [(1, None), (2, None)]


def test_a_form_feed_opens_a_page() -> None:
    lines = read_document("một\n\fhai\nba\f\nbốn\fnăm".encode(), "a.txt").lines
    assert [(line.text, line.page) for line in lines] == [("một", 1), ("hai", 2), ("ba", 2), ("bốn năm", 3)]


def test_decomposed_letters_are_brought_together_and_it_is_said() -> None:
    document = read_document(unicodedata.normalize("NFD", "Nguồn vốn").encode(), "a.txt")
    assert document.lines[0].text == "Nguồn vốn"
    assert "NFC" in document.notes[0]
    assert read_document("Nguồn vốn".encode(), "a.txt").notes == ()


def test_the_fingerprint_is_of_the_bytes_as_they_came() -> None:
    assert read_document(b"a\n", "a.txt").sha256 == (
        "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7"
    )


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "rỗng (0 byte)"),
        (b" \n\t\r\n\f ", "a.txt", "không có chữ nào"),
        (b"\xef\xbb\xbf\n", "a.txt", "không có chữ nào"),
        (b"%PDF-1.7\n%\xe2\xe3", "a.pdf", "hỏng hoặc bị cắt cụt"),
        (b"\n\n%PDF-1.7\n", "a.txt", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.docx", "(.doc)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "a.doc", "(.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "mật khẩu"),
        (b"{\\rtf1\\ansi", "a.doc", "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00", "a.txt", "ảnh PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "scan.docx", "ảnh JPEG"),
        (b"MZ\x90\x00\x03\x00", "a.docx", "chương trình"),
        (b"\x7fELF\x02\x01\x01", "a.txt", "chương trình"),
        (b"  <!DOCTYPE html><html>", "a.txt", "HTML"),
        (b"<?xml version='1.0'?><w:wordDocument/>", "a.doc", "XML"),
        (b"Rar!\x1a\x07\x00", "a.docx", "RAR"),
        ("Kế hoạch".encode(), "a.docx", "đuôi .docx"),
        ("Kế hoạch".encode("utf-16-le"), "a.txt", "thiếu dấu mở đầu"),
        ("Kế hoạch".encode("utf-32"), "a.txt", "UTF-32"),
        ("dòng 1\n".encode() + b"K\xd5 ho\xb9ch", "a.txt", "UTF-8 (dòng 2)"),
        (b"abc" * 100 + b"\x00", "a.txt", "NUL"),
        (b"\xff\xfea\x00b", "a.txt", "hỏng ở byte"),
        (bytes(range(1, 32)) * 10, "a.txt", "ký tự điều khiển"),
    ],
)
def test_what_is_not_text_is_named_in_one_sentence(data: bytes, name: str, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(data, name)
    message = str(caught.value)
    assert words.lower() in message.lower()
    assert message.startswith(f"Tệp “{name}”")
    assert message.endswith(".")


def test_size_is_looked_at_before_anything_else() -> None:
    with pytest.raises(DocumentError, match="nặng 200 MB, quá giới hạn 20 MB"):
        read_document(bytes(200 * 1024 * 1024), "a.txt")


def test_a_text_too_long_for_any_plan_is_refused() -> None:
    with pytest.raises(DocumentError, match="dài quá giới hạn"):
        read_document(b"0123456789a", "a.txt", limits=Limits(characters=10))


def test_the_name_in_a_message_has_no_folder() -> None:
    with pytest.raises(DocumentError, match=r"^Tệp “a\.txt”"):
        read_document(b"", "../../etc/a.txt")
    with pytest.raises(DocumentError, match=r"^Tệp “a\.txt”"):
        read_document(b"", "C:\\x\\a.txt")


def test_stray_control_characters_become_spaces_and_it_is_said() -> None:
    document = read_document(b"a\x07b", "a.txt")
    assert document.lines[0].text == "a b"
    assert "ký tự điều khiển" in document.notes[0]

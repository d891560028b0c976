"""Bảng tính từ ngoài: rows by their headings, each cell by its address."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from chungsuc.documents import DocumentError
from chungsuc.documents.model import DEFAULT
from chungsuc.documents.sheet_in import read_table


def book(*rows: tuple[object, ...], title: str = "Thôn") -> bytes:
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_rows_stand_below_their_headings() -> None:
    data = book(
        ("ỦY BAN NHÂN DÂN XÃ",), (), ("TT", "LOẠI", "Tên  thôn", "Ghi chú"),
        (1, "thôn", "  Đông   Hà ", "x"), (None, None, None, "chỉ ghi chú"), (2, "bản", 12.0, None),
    )  # fmt: skip
    found = list(read_table(data, "a.xlsx", ("Loại", "Tên thôn")))
    assert [{key: cell.text for key, cell in row.items()} for row in found] == [
        {"Loại": "thôn", "Tên thôn": "Đông Hà"},
        {"Loại": "bản", "Tên thôn": "12"},
    ]
    assert found[1]["Tên thôn"].place == "Ô C6, sheet ‘Thôn’"


def test_a_date_reads_as_officials_write_it() -> None:
    [row] = read_table(book(("Ngày",), (date(2026, 7, 1),)), "a.xlsx", ("Ngày",))
    assert row["Ngày"].text == "01/07/2026"


def test_a_table_on_a_further_sheet_is_not_passed_over_in_silence() -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(("Loại", "Tên thôn"), ("thôn", "Đông"))))
    notes = made.create_sheet("Ghi chú")
    notes.append(("Lập ngày 01/07/2026",))
    out = io.BytesIO()
    made.save(out)
    assert len(list(read_table(out.getvalue(), "a.xlsx", ("Loại", "Tên thôn")))) == 1
    further = made.create_sheet("Xóm")
    further.append(("Loại", "Tên thôn"))
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(DocumentError, match="còn bảng ở ‘Xóm’, ngoài sheet ‘Thôn’"):
        list(read_table(out.getvalue(), "a.xlsx", ("Loại", "Tên thôn")))


def test_marks_that_nobody_sees_are_no_part_of_a_name() -> None:
    [row] = read_table(book(("Tên thôn",), ("\u202eĐông\u200b Hà\ufeff",)), "a.xlsx", ("Tên thôn",))
    assert row["Tên thôn"].text == "Đông Hà"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "không phải là tệp Excel"),
        (b"Ten thon\nDong", "không phải là tệp Excel"),
        (book(("Tên thôn",), ("Đông",))[:400], "không phải là tệp Excel"),
        (book(("Tên",), ("Đông",)), "không thấy dòng tiêu đề có đủ các cột Loại, Tên thôn"),
        (book(), "không thấy dòng tiêu đề"),
    ],
)
def test_what_is_no_such_table_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        list(read_table(data, "a.xlsx", ("Loại", "Tên thôn")))


def test_a_zip_without_a_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("readme.txt", "no workbook")
    with pytest.raises(DocumentError, match="không phải là tệp Excel"):
        list(read_table(out.getvalue(), "a.xlsx", ("Loại",)))


def test_a_file_that_unpacks_to_too_much_is_not_opened() -> None:
    data = book(("Loại",), *(("thôn",) for _ in range(50)))
    with pytest.raises(DocumentError, match="giải nén ra quá lớn"):
        list(read_table(data, "a.xlsx", ("Loại",), limits=replace(DEFAULT, unpacked_bytes=1000)))
    with pytest.raises(DocumentError, match="quá nhiều thành phần"):
        list(read_table(data, "a.xlsx", ("Loại",), limits=replace(DEFAULT, entries=3)))
    with pytest.raises(DocumentError, match="quá lớn"):
        list(read_table(data, "a.xlsx", ("Loại",), limits=replace(DEFAULT, file_bytes=100)))

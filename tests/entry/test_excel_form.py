"""Biểu nhập số liệu goes out and comes back: as it was typed, or refused in words."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from chungsuc.administrative_units.models import Unit
from chungsuc.core.criteria import Direction, IndicatorKind, Mark, Measure
from chungsuc.core.periods import Period
from chungsuc.core.typed import Typed, TypedError
from chungsuc.documents.entry_form import (
    NUMERATOR,
    VALUE,
    Form,
    Given,
    Head,
    Line,
    Matrix,
    UnitRow,
    write_form,
    write_matrix,
)
from chungsuc.documents.entry_form_in import Filled, Read, read_form
from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import Limits
from chungsuc.entry.excel.reading import Reading, TwoReadings, as_typed, is_untouched, printed, typed_in
from chungsuc.entry.excel.staging import Kind, Staged, entries_of
from factories.entry_forms import edited, row_of


def measure(code: str, kind: str, **more: Any) -> Measure:
    """An indicator of the test's own."""
    return Measure(
        code=code,
        name=f"Chỉ tiêu {code}",
        kind=IndicatorKind(kind),
        direction=more.pop("direction", Direction.AT_MOST),
        **more,
    )


YES = measure("1.1", "bool", applies_if="nếu có")
GRADE = measure("1.2", "grade", scale=("Đạt", "Khá", "Tốt"))
SHARE = measure("10", "percent", unit="%")
HIGH = measure("2.10", "percent", unit="%", direction=Direction.AT_LEAST)
COUNT = measure("3.1", "count", unit="người")
NUMBER = measure("3.2", "number", unit="triệu đồng/người/năm", applies_if="nếu có")
ALL = {each.code: each for each in (YES, GRADE, SHARE, HIGH, COUNT, NUMBER)}
HEAD = Head(
    authority=("ỦY BAN NHÂN DÂN", "XÃ MÔ"),
    title="BIỂU NHẬP SỐ LIỆU",
    lines=("Xã Mô, năm 2024",),
    made="Biểu lập ngày 05/01/2025.",
    created=datetime(2025, 1, 5, tzinfo=UTC),
)
IDENTITY = {"kind": "unit", "unit": "x@..", "set": "bo", "hash": "00", "period": "2024"}


def sign(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def verify(text: str, mark: str) -> bool:
    return sign(text) == mark


def form(values: dict[str, Typed] | None = None) -> bytes:
    """The form with what stands in the store."""
    found = values or {}
    lines = [Line(code="1", name="Tiêu chí")]
    for code, each in ALL.items():
        typed = found.get(code, Typed())
        given_ = Given(
            value=typed.value,
            numerator=typed.numerator,
            denominator=typed.denominator,
            standing=("00000000-0000-0000-0000-000000000001",) if code in found else (),
        )
        lines.append(Line(code=code, name=each.name, measure=each, wanted="≥ 98%", before="–", given=given_))
    return write_form(Form(head=HEAD, lines=tuple(lines), identity=IDENTITY), sign)


def cells(data: bytes) -> dict[str, Filled]:
    """What is read back, by code."""
    found: Read = read_form(data, "biểu.xlsx", verify)
    assert found.identity["unit"] == "x@.."
    return {each.code: each for each in found.cells}


PARTS = st.integers(1, 10**6).flatmap(
    lambda under: st.integers(0, under).map(lambda over: Typed(None, Decimal(over), Decimal(under)))
)
NUMBERS = st.decimals(-(10**9), 10**9, places=6)
TABLES = st.fixed_dictionaries(
    {},
    optional={
        "1.1": st.sampled_from([Typed(True), Typed(False), Typed(Mark.NOT_PRESENT)]),
        "1.2": st.sampled_from([Typed("Đạt"), Typed("Khá"), Typed("Tốt")]),
        "10": st.decimals(0, 100, places=6).map(Typed) | PARTS,
        "2.10": st.decimals("1.000001", 100, places=4).map(Typed) | PARTS,
        "3.1": st.integers(0, 10**11).map(Decimal).map(Typed),
        "3.2": NUMBERS.map(Typed) | st.just(Typed(Mark.NOT_PRESENT)),
    },
)


@settings(max_examples=25)
@given(TABLES)
def test_what_goes_out_comes_back_unchanged_and_reads_as_it_was(table: dict[str, Typed]) -> None:
    found = cells(form(table))
    for code, cell in found.items():
        typed = table.get(code, Typed())
        assert is_untouched(cell, typed, has_parts=True)
        assert printed(typed_in(ALL[code], cell)) == printed(typed)
        assert bool(cell.standing) == (code in table)


@settings(max_examples=200)
@given(st.sampled_from(list(ALL)), st.floats() | st.integers() | st.text(max_size=12) | st.booleans())
def test_whatever_stands_in_a_cell_is_a_value_or_told_in_words(code: str, raw: Any) -> None:
    raw = float(raw) if type(raw) is int and abs(raw) < 10**300 else raw
    cell = Filled(unit_id="x", code=code, place="Ô F9", value=raw)
    try:
        typed = typed_in(ALL[code], cell)
    except TypedError:
        return
    if isinstance(raw, float) and typed.value is not None:
        assert abs(typed.value - Decimal(repr(raw))) <= Decimal("0.000001")  # type: ignore[operator]


@pytest.mark.parametrize(
    ("code", "typed", "value"),
    [
        ("10", 98.5, Typed(Decimal("98.5"))),
        ("10", "98,5", Typed(Decimal("98.5"))),
        ("10", (None, 190, 200), Typed(None, Decimal(190), Decimal(200))),
        ("10", 0, Typed(Decimal(0))),
        ("10", None, Typed()),
        ("1.1", " đạt ", Typed(True)),
        ("1.1", False, Typed(False)),
        ("1.1", "không có", Typed(Mark.NOT_PRESENT)),
        ("1.2", "khá", Typed("Khá")),
        ("3.1", "1.250", Typed(Decimal(1250))),
        ("3.1", 1250, Typed(Decimal(1250))),
        ("3.2", -3.25, Typed(Decimal("-3.25"))),
    ],
)
def test_values_are_read_as_they_were_typed(code: str, typed: Any, value: Typed) -> None:
    row = typed if isinstance(typed, tuple) else (typed, None, None)
    raw = [float(each) if type(each) is int else each for each in row]
    cell = Filled(unit_id="x", code=code, place="", value=raw[0], numerator=raw[1], denominator=raw[2])
    assert typed_in(ALL[code], cell) == value


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("10", 120.0, "không thể trên 100%"),
        ("10", -1.0, "không thể âm"),
        ("10", "98,5%", "dấu %"),
        ("10", True, "TRUE/FALSE"),
        ("10", datetime(2024, 5, 1, tzinfo=UTC), "ngày 01/05/2024"),
        ("10", "#DIV/0!", "báo lỗi #DIV/0!"),
        ("10", "=1+1", "là công thức"),
        ("10", "không có", "luôn được xét"),
        ("3.1", 2.5, "số nguyên"),
        ("3.1", 1e300, "Số quá lớn"),
        ("1.1", "có lẽ", "Đạt hoặc Chưa đạt"),
        ("1.1", 1.0, "Đạt hoặc Chưa đạt"),
        ("1.2", "Xuất sắc", "Đạt, Khá, Tốt"),
        ("3.2", "x" * 99, "99 ký tự"),
    ],
)
def test_what_is_no_value_is_told(code: str, value: Any, words: str) -> None:
    with pytest.raises(TypedError, match=words):
        typed_in(ALL[code], Filled(unit_id="x", code=code, place="", value=value))


def test_what_stands_in_a_cell_is_shown_as_it_was_typed() -> None:
    for raw, shown in (
        (-3.0, "-3"),
        (150.0, "150"),
        (98.5, "98,5"),
        (12500.0, "12.500"),
        (True, "TRUE"),
        (datetime(2024, 5, 1, tzinfo=UTC), "01/05/2024"),
        ("98.5", "98.5"),
        (1e300, "1e+300"),
        (None, ""),
    ):
        assert as_typed(raw) == shown
    assert as_typed(0.985, is_percent=True) == "98,5%"


def test_two_readings_are_left_to_a_person() -> None:
    other_mark = Filled(unit_id="x", code="10", place="", value="98.5")
    with pytest.raises(TwoReadings, match="dấu thập phân"):
        typed_in(SHARE, other_mark)
    assert typed_in(SHARE, other_mark, Reading.DECIMAL_POINT) == Typed(Decimal("98.5"))
    part_of_one = Filled(unit_id="x", code="2.10", place="", value=0.985)
    with pytest.raises(TwoReadings, match="Nhân với 100"):
        typed_in(HIGH, part_of_one)
    assert typed_in(HIGH, part_of_one, Reading.TIMES_HUNDRED) == Typed(Decimal("98.5"))
    assert typed_in(HIGH, part_of_one, Reading.AS_IT_IS) == Typed(Decimal("0.985"))
    assert typed_in(SHARE, Filled(unit_id="x", code="10", place="", value=0.5)) == Typed(Decimal("0.5"))


# --- what people do to a form --------------------------------------------------------------------------


def _percent(_book: Any, sheet: Worksheet) -> None:
    cell = sheet.cell(row_of(sheet, "2.10"), VALUE + 1)
    cell.value, cell.number_format = 0.985, "0.0%"


def _move(_book: Any, sheet: Worksheet) -> None:
    for at in ("10", "3.1"):
        sheet.cell(row_of(sheet, at), VALUE + 1).value = 7
    sheet.insert_rows(row_of(sheet, "10"))


def test_a_cell_shown_as_percent_is_what_was_seen_and_moved_lines_are_found() -> None:
    assert typed_in(HIGH, cells(edited(form(), _percent))["2.10"]) == Typed(Decimal("98.5"))
    found = cells(edited(form(), _move))
    assert typed_in(SHARE, found["10"]) == Typed(Decimal(7))
    assert found["10"].place == "Ô F12, trang “Biểu nhập”"


def _formula(_book: Any, sheet: Worksheet) -> None:
    sheet.cell(row_of(sheet, "10"), VALUE + 1).value = "=1+1"


def _joined(_book: Any, sheet: Worksheet) -> None:
    row = row_of(sheet, "10")
    sheet.merge_cells(start_row=row, end_row=row + 1, start_column=VALUE + 1, end_column=VALUE + 1)


def _hidden(_book: Any, sheet: Worksheet) -> None:
    row = row_of(sheet, "10")
    sheet.cell(row, VALUE + 1).value = 5
    sheet.row_dimensions[row].hidden = True


def _twice(_book: Any, sheet: Worksheet) -> None:
    sheet.cell(row_of(sheet, "10"), 1).value = "3.1"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (_formula, "là công thức"),
        (_joined, "bị gộp"),
        (_hidden, "bị ẩn"),
        (_twice, "không thấy dòng của 10"),
    ],
)
def test_what_a_value_does_not_tell_is_told(edit: Callable[..., None], words: str) -> None:
    cell = cells(edited(form(), edit))["10"]
    assert words in " ".join(cell.wrong)


@pytest.mark.parametrize(
    ("of_row", "in_cell", "words"),
    [
        (b"", b"<v>5</v>", ""),
        (b' hidden="false"', b"<v>5</v>", ""),
        (b" hidden='1'", b"<v>5</v>", "bị ẩn"),
        (b'\n hidden = "true"', b"<v>5</v>", "bị ẩn"),
        (b' hidden="&#49;"', b"<v>5</v>", "bị ẩn"),
        (b"", b"<f>2+3</f><v>5</v>", "là công thức"),
        (b"", b'<f\nca="1">2+3</f><v>5</v>', "là công thức"),
        (b"", b"<f/><v>5</v>", "là công thức"),
    ],
)
def test_a_sheet_that_another_program_wrote_tells_the_same(of_row: bytes, in_cell: bytes, words: str) -> None:
    out, sheet = io.BytesIO(), "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(form())) as given, zipfile.ZipFile(out, "w") as packed:
        for name in given.namelist():
            text = given.read(name)
            if name == sheet:
                text = text.replace(b'<row r="11"', b'<row r="11"' + of_row)
                text = re.sub(rb'<c r="F11"([^/]*)/>', rb'<c r="F11"\1>' + in_cell + b"</c>", text)
            packed.writestr(name, text)
    cell = cells(out.getvalue())["10"]
    assert cell.value == 5
    assert words in " ".join(cell.wrong)
    assert bool(cell.wrong) == bool(words)


def test_the_same_cell_of_the_same_file_is_the_same_entry() -> None:
    file, share = uuid5(NAMESPACE_URL, "tệp"), Typed(Decimal("98.5"))
    cell = Filled(unit_id="x@..", code="2.10", place="")
    staged = Staged(cell, Unit(pk="x@.."), HIGH, Kind.CHANGED, share)
    criteria_set: Any = None
    (entry,) = entries_of([staged], file, criteria_set, Period.of_year(2024), date(2025, 1, 5))
    assert entry.id == uuid5(file, "x@...2.10")
    assert (entry.value, entry.supersedes, entry.note) == (Decimal("98.5"), frozenset(), "")


def _without_identity(book: Any, _sheet: Worksheet) -> None:
    del book["_chungsuc"]


def _another_unit(book: Any, _sheet: Worksheet) -> None:
    cell = book["_chungsuc"]["A2"]
    cell.value = cell.value.replace("x@..", "y@..")


def _other_columns(_book: Any, sheet: Worksheet) -> None:
    sheet.insert_cols(NUMERATOR)


def _other_sheet(_book: Any, sheet: Worksheet) -> None:
    sheet.title = "Sheet1"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (_without_identity, "không phải là biểu tải về"),
        (_another_unit, "đã bị sửa"),
        (_other_columns, "Các cột ở trang"),
        (_other_sheet, "không còn trang"),
    ],
)
def test_a_workbook_that_is_no_longer_the_form_is_refused(edit: Callable[..., None], words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        cells(edited(form(), edit))


def _with(name: str, data: bytes) -> bytes:
    out = io.BytesIO(form())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Mã;Chỉ tiêu\n10;98,5\n".encode, "không phải là tệp Excel"),
        (lambda: b"", "không phải là tệp Excel"),
        (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "đặt mật khẩu"),
        (lambda: OLE + bytes(600), r"kiểu cũ \(.xls\)"),
        (lambda: form()[:-200], "đã hỏng"),
        (lambda: b"PK\x03\x04" + bytes(99), "đã hỏng"),
        (lambda: _with("xl/vbaProject.bin", b"x"), "có macro"),
        (lambda: _with("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        (lambda: _with("xl/media/big.bin", bytes(3 * 1024 * 1024)), "giải nén ra quá lớn"),
    ],
    ids=["csv", "empty", "password", "xls", "cut", "torn", "macro", "ods", "bomb"],
)
def test_files_that_are_no_forms_are_refused_in_words(data: Callable[[], bytes], words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        read_form(data(), "tệp.xlsx", verify, limits=Limits(unpacked_bytes=2 * 1024 * 1024))


def test_a_sheet_of_a_hundred_thousand_lines_is_refused() -> None:
    def far(_book: Any, sheet: Worksheet) -> None:
        sheet.cell(100_000, 1).value = "x"

    with pytest.raises(DocumentError, match="dòng ở trang “Biểu nhập”, nhiều hơn mọi biểu"):
        cells(edited(form(), far))


def test_a_form_of_many_units_comes_back() -> None:
    share = Given(numerator=Decimal(1), denominator=Decimal(3), standing=("1",))
    rows = (
        UnitRow(unit_id="a", name="xã A", given={"10": share}),
        UnitRow(unit_id="b", name="xã B", locked={"10": "Đang thẩm tra."}),
    )
    matrix = Matrix(head=HEAD, measures=(SHARE, YES), rows=rows, identity=IDENTITY)
    found = {
        (each.unit_id, each.code): each for each in read_form(write_matrix(matrix, sign), "b", verify).cells
    }
    assert len(found) == 4
    stood = Typed(None, Decimal(1), Decimal(3))
    assert is_untouched(found["a", "10"], stood, has_parts=False)
    assert found["a", "10"].standing == ("1",)
    assert is_untouched(found["b", "10"], Typed(), has_parts=False)

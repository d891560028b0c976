"""Pages of a PDF as words and ruling lines. The only module that speaks to pdfium.

The words of a page stand in one frame: x grows to the right, y grows downwards, and most of the text
reads from left to right in it, however the page or its text was turned. Where the page begins is
of no interest, so the frame has no fixed origin.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import Limits

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top as the file has them
Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_FORMS_DEEP = 6
_THIN = 3.0  # points; a filled shape this narrow is drawn as a rule
_STRAIGHT = 0.8  # points; how much a rule may lean
_ASCENT, _DESCENT = 0.9, 0.2  # of the size of a font; files give boxes of many kinds
_LARGEST = 500.0  # points; nobody reads larger letters
_NEW_BASELINE = 0.12  # of the size
_NEW_SIZE = 0.2
_NO_SPACE = 0.15  # of the size: a wider gap parts two words
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_LEGACY_FONTS = (".vn", "vni")  # their letters are stored under the codes of others


@dataclass(slots=True)
class Word:
    """Characters that stand together, in the frame of their own direction; `at` is their middle in that of
    the page."""

    text: str
    x0: float
    x1: float
    base: float
    size: float  # of its font, in points
    spaced: bool  # a space stands before it in the file
    turn: int  # quarter turns against the text of the page; 1 reads upwards
    at: Point
    font: str | None = None  # only where its codes are not Unicode

    @property
    def top(self) -> float:
        return self.base - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base + _DESCENT * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """Đường kẻ: along x (`across`) or along y, at `place`, from `start` to `end`."""

    across: bool
    place: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """Trang."""

    number: int
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0
    width: float = 0.0
    characters: int = 0
    unmapped: int = 0  # characters whose letter the file does not tell
    private: int = 0  # characters that every font may draw as it likes
    picture_share: float = 0.0  # of the page that pictures cover


class Pdf:
    """One opened file. Raises DocumentError where it is not sound or is locked."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        pdfium.FPDF_InitLibrary()
        self._data = data  # pdfium reads from it as long as the document is open
        self._document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._document:
            locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
            raise DocumentError(
                f"Tệp “{name}” được đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi thử lại."
                if locked
                else f"Tệp “{name}” là tệp PDF bị hỏng hoặc bị cắt cụt. Hãy chép lại tệp rồi thử lại."
            )
        self.pages = int(pdfium.FPDF_GetPageCount(self._document))
        if self.pages > limits.pdf_pages:
            raise DocumentError(
                f"Tệp “{name}” có {self.pages} trang, quá giới hạn {limits.pdf_pages} trang. "
                "Hãy tách tệp rồi thử lại."
            )

    def __iter__(self) -> Iterator[Page]:
        return map(self._page, range(self.pages))

    def _page(self, index: int) -> Page:
        """One page, closed again at once: pdfium crashes where a document is closed before its pages."""
        handle = pdfium.FPDF_LoadPage(self._document, index)
        if not handle:
            raise DocumentError(
                f"Tệp “{self._name}” bị hỏng ở trang {index + 1}. Hãy chép lại tệp rồi thử lại."
            )
        try:
            return _PageReader(handle, index + 1, self._name, self._limits).read()
        finally:
            pdfium.FPDF_ClosePage(handle)

    def close(self) -> None:
        pdfium.FPDF_CloseDocument(self._document)


@dataclass(slots=True)
class _Char:
    text: str
    quarter: int  # direction of reading in quarter turns, counted against the clock
    box: Box
    origin: Point
    size: float
    spaced: bool
    font: str | None


class _PageReader:
    def __init__(self, handle: Any, number: int, name: str, limits: Limits) -> None:
        self._handle = handle
        self._name = name
        self._limits = limits
        self._page = Page(number)
        self._objects = 0

    def read(self) -> Page:
        text = pdfium.FPDFText_LoadPage(self._handle)
        try:
            chars = list(self._chars(text)) if text else []
        finally:
            if text:
                pdfium.FPDFText_ClosePage(text)
        turns = Counter(char.quarter for char in chars)
        main = turns.most_common(1)[0][0] if turns else 0
        page = self._page
        page.characters = len(chars)
        page.words = list(_words(chars, main))
        box = self._box()
        corners = [_framed(point, main) for point in ((box[0], box[1]), (box[2], box[3]))]
        page.top, page.bottom = sorted(corner[1] for corner in corners)
        page.width = abs(corners[0][0] - corners[1][0])
        area = max(1.0, (box[2] - box[0]) * (box[3] - box[1]))
        for handle, matrix in self._shapes(self._handle, _IDENTITY, 0):
            kind = pdfium.FPDFPageObj_GetType(handle)
            if kind == _IMAGE:
                page.picture_share += _area(_bounds(handle, matrix)) / area
            elif kind == _PATH:
                page.rules.extend(_rules(handle, matrix, main))
        return page

    def _box(self) -> Box:
        found = [ctypes.c_float() for _ in range(4)]
        for read in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
            if read(self._handle, *found):
                left, bottom, right, top = (each.value for each in found)
                return left, bottom, right, top
        return 0.0, 0.0, 595.0, 842.0

    # --- characters ----------------------------------------------------------------------------

    def _chars(self, text: Any) -> Iterator[_Char]:
        count = pdfium.FPDFText_CountChars(text)
        if count > self._limits.characters:
            raise self._too_large()
        get_unicode, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
        get_origin, get_object = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetTextObject
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        known: dict[int | None, tuple[int, float, str | None]] = {}
        space: Box | None = None  # the last space of the file
        high = 0
        for index in range(count):
            code = get_unicode(text, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
            letter = _letter(code)
            if letter.isspace():
                get_box(text, index, box)
                space = box.left, box.bottom, box.right, box.top
                continue
            if letter == "\ufffd" or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
                self._page.unmapped += 1
            elif "\ue000" <= letter <= "\uf8ff":
                self._page.private += 1
            address = ctypes.cast(get_object(text, index), ctypes.c_void_p).value
            if address not in known:
                angle = pdfium.FPDFText_GetCharAngle(text, index)
                known[address] = _quarter(angle), _size(text, index), _legacy(text, index)
            get_box(text, index, box)
            get_origin(text, index, x, y)
            quarter, size, font = known[address]
            sides = box.left, box.bottom, box.right, box.top
            spaced = space is not None and _is_before(space, sides, size, quarter)
            space = None
            yield _Char(letter, quarter, sides, (x.value, y.value), size, spaced, font)

    # --- shapes --------------------------------------------------------------------------------

    def _shapes(self, container: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
        """Every object of the page, those of its forms too, with what brings it onto the page."""
        on_page = depth == 0
        count = (pdfium.FPDFPage_CountObjects if on_page else pdfium.FPDFFormObj_CountObjects)(container)
        self._objects += max(count, 0)
        if self._objects > self._limits.pdf_objects:
            raise self._too_large()
        get = pdfium.FPDFPage_GetObject if on_page else pdfium.FPDFFormObj_GetObject
        for index in range(count):
            handle = get(container, index)
            if pdfium.FPDFPageObj_GetType(handle) != _FORM:
                yield handle, matrix
            elif depth < _FORMS_DEEP:
                yield from self._shapes(handle, _times(_matrix(handle), matrix), depth + 1)

    def _too_large(self) -> DocumentError:
        return DocumentError(
            f"Tệp “{self._name}” có trang {self._page.number} chứa quá nhiều thành phần. "
            "Hãy dùng bản Word (.docx) của văn bản."
        )


def _letter(code: int) -> str:
    if code in (0x02, 0xFFFE, 0xAD):  # a hyphen where the line is broken
        return "-"
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    if code < 0x20 or 0x7F <= code < 0xA0 or code in (0xFEFF, 0x200B, 0xFFFF):
        return " "
    return chr(code)


def _size(text: Any, index: int) -> float:
    """How high the letters are, in points of the page."""
    size = pdfium.FPDFText_GetFontSize(text, index)
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(text, index, matrix):
        size *= math.hypot(matrix.c, matrix.d)
    return float(min(max(size, 1.0), _LARGEST))


def _legacy(text: Any, index: int) -> str | None:
    """The name of the font, where it is one of those that keep Vietnamese letters under other codes."""
    flags = ctypes.c_int()
    size = pdfium.FPDFText_GetFontInfo(text, index, None, 0, flags)
    if not 0 < size < 512:
        return None
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFText_GetFontInfo(text, index, buffer, size, flags)
    name = buffer.value.decode("utf-8", errors="replace").rpartition("+")[2]
    return name if name.lower().startswith(_LEGACY_FONTS) else None


def _is_before(space: Box, letter: Box, size: float, quarter: int) -> bool:
    """Does this space stand before this letter on the page too?

    pdfium reads what the file draws in turn. Where letters of another font are drawn later, it makes up a
    space of no width at the place of the next letter; a space of the file has a width, or stands a
    space's width away.
    """
    (space_from, space_to), (letter_from, _) = _along(space, quarter), _along(letter, quarter)
    (above, below), (top, bottom) = _along(space, quarter + 1), _along(letter, quarter + 1)
    if max(above - bottom, top - below) > _NO_SPACE * size:
        return False  # on another line
    if space_to > space_from:
        return abs(letter_from - space_to) <= _NO_SPACE * size
    return _NO_SPACE * size < letter_from - space_to < 4 * _NO_SPACE * size


def _along(box: Box, quarter: int) -> Point:
    """Where a box begins and ends in the direction of reading."""
    one, other = (_framed(point, quarter % 4)[0] for point in (box[:2], box[2:]))
    return min(one, other), max(one, other)


def _quarter(angle: float) -> int:
    return -round(angle / (math.pi / 2)) % 4  # pdfium counts with the clock


def _framed(point: Point, quarter: int) -> Point:
    """A point of the file in the frame of text that reads in this direction."""
    x, y = point
    return ((x, -y), (y, x), (-x, y), (-y, -x))[quarter]


def _words(chars: list[_Char], main: int) -> Iterator[Word]:
    """Neighbours of one line, size and font that no gap parts."""
    word: Word | None = None
    last = 0.0  # where its last character begins
    for char in chars:
        x0, x1 = _along(char.box, char.quarter)
        base = _framed(char.origin, char.quarter)[1]
        turn = (char.quarter - main) % 4
        if word is not None and not char.spaced and word.turn == turn and word.font == char.font:
            size = char.size
            if (
                abs(base - word.base) <= size * _NEW_BASELINE
                and abs(size - word.size) <= size * _NEW_SIZE
                and x0 >= last - size * _NEW_BASELINE
                and x0 - word.x1 <= size * _NO_SPACE
            ):
                word.text += char.text
                word.x1 = max(word.x1, x1)
                last = x0
                continue
        if word is not None:
            yield word
        last = x0
        left, bottom, right, top = char.box
        at = _framed(((left + right) / 2, (bottom + top) / 2), main)
        word = Word(char.text, x0, x1, base, char.size, char.spaced, turn, at, char.font)
    if word is not None:
        yield word


# --- rules -------------------------------------------------------------------------------------


def _matrix(handle: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _moved(x: float, y: float, by: Matrix) -> Point:
    return x * by[0] + y * by[2] + by[4], x * by[1] + y * by[3] + by[5]


def _bounds(handle: Any, matrix: Matrix) -> tuple[Point, Point]:
    found = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(handle, *found):
        return (0.0, 0.0), (0.0, 0.0)
    left, bottom, right, top = (each.value for each in found)
    return _moved(left, bottom, matrix), _moved(right, top, matrix)


def _area(bounds: tuple[Point, Point]) -> float:
    (xa, ya), (xb, yb) = bounds
    return abs(xb - xa) * abs(yb - ya)


def _rules(handle: Any, matrix: Matrix, main: int) -> Iterator[Rule]:
    """The straight lines of a shape: a thin filled box is one, a stroked path has one for each side."""
    one, other = (_framed(point, main) for point in _bounds(handle, matrix))
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if min(x1 - x0, y1 - y0) <= _THIN:
        if max(x1 - x0, y1 - y0) > _THIN:
            across = x1 - x0 > y1 - y0
            yield (Rule(True, (y0 + y1) / 2, x0, x1) if across else Rule(False, (x0 + x1) / 2, y0, y1))
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    if stroke.value:
        yield from _sides(handle, _times(_matrix(handle), matrix), main)


def _sides(handle: Any, matrix: Matrix, main: int) -> Iterator[Rule]:
    x, y = ctypes.c_float(), ctypes.c_float()
    start: Point | None = None
    last: Point | None = None
    for index in range(min(pdfium.FPDFPath_CountSegments(handle), 5_000)):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = _framed(_moved(x.value, y.value, matrix), main)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
            yield from _side(last, here)
        elif kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        last = here
        if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
            yield from _side(here, start)
            last = start


def _side(one: Point, other: Point) -> Iterator[Rule]:
    width, height = abs(one[0] - other[0]), abs(one[1] - other[1])
    if height <= _STRAIGHT and width > _THIN:
        yield Rule(True, (one[1] + other[1]) / 2, *sorted((one[0], other[0])))
    elif width <= _STRAIGHT and height > _THIN:
        yield Rule(False, (one[0] + other[0]) / 2, *sorted((one[1], other[1])))

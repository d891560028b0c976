"""Letters of a page to words, by the places where they stand."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from chungsuc.documents.legacy import coding_of
from chungsuc.documents.pdf.page import Page, Word, framed

Box = tuple[float, float, float, float]  # left, bottom, right, top as the file has them
Look = tuple[int, float, str | None]  # direction in quarter turns to the left, size, font where it matters

_LARGEST = 500.0  # points; nobody reads larger letters
_NEW_BASELINE = 0.12  # of the size
_NO_SPACE = 0.15  # of the size: a wider gap parts two words
_OVERLAP = 0.35  # of the size: letters of one word do not lie further over each other
_OPENING = 0.6  # of the size
_FOUR = 4 * _NO_SPACE  # a space is not wider


def read_words(text: Any, page: Page) -> int:
    """Fill the words of a page from its text layer; gives the direction that most of it reads in."""
    reader = _LetterReader(text, page)
    words = list(reader.words())
    main = reader.turns.most_common(1)[0][0] if reader.turns else 0
    for word in words:
        if word.turn == main:
            # Near its beginning: a word too wide for its cell reaches into the next one.
            along = word.x0 + min((word.x1 - word.x0) / 2, _OPENING * word.size)
            word.at = along, (word.top + word.bottom) / 2
        else:
            word.at = framed(*word.at, main)
        word.turn = (word.turn - main) % 4
    page.words = words
    page.characters = reader.turns.total()
    return main


class _LetterReader:
    def __init__(self, text: Any, page: Page) -> None:
        self._text = text
        self._page = page
        self._looks: dict[int | None, Look] = {}
        self._box = pdfium.FS_RECTF()
        self._each = False  # the page has fonts of old codes: the font of every letter counts
        self.turns: Counter[int] = Counter()

    def words(self) -> Iterator[Word]:
        """Neighbours of one line that no gap parts; `turn` is their direction, `at` a place in the file."""
        text, box, page = self._text, self._box, self._page
        get_box, get_origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
        unmapped = pdfium.FPDFText_HasUnicodeMapError
        x, y = ctypes.c_double(), ctypes.c_double()
        word: Word | None = None
        space: Box | None = None  # the last space of the file
        size, quarter, last = 0.0, 0, 0.0  # of the word; where its last letter begins
        for index, letter in self._letters():
            get_box(text, index, box)
            if letter == " ":
                space = box.left, box.bottom, box.right, box.top
                continue
            if letter == "\ufffd" or unmapped(text, index) == 1:
                page.unmapped += 1
            elif "\ue000" <= letter <= "\uf8ff":
                page.private += 1
            get_origin(text, index, x, y)
            sides = box.left, box.bottom, box.right, box.top
            if word is not None and not (self._each and self._look(index)[2] != word.font):
                x0, x1 = _along(sides, quarter)
                if (
                    last - size * _NEW_BASELINE <= x0 <= word.x1 + size * _NO_SPACE
                    and (x0 >= word.x1 - size * _OVERLAP or unicodedata.combining(letter))
                    and abs(framed(x.value, y.value, quarter)[1] - word.base) <= size * _NEW_BASELINE
                    and (space is None or not _is_before(space, sides, size, quarter))
                ):
                    word.text += letter
                    word.x1, last, space = max(word.x1, x1), x0, None
                    self.turns[quarter] += 1
                    continue
            if word is not None:
                yield word
            quarter, size, font = self._look(index)
            spaced = space is not None and _is_before(space, sides, size, quarter)
            x0, x1 = _along(sides, quarter)
            base = framed(x.value, y.value, quarter)[1]
            middle = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
            word = Word(letter, x0, x1, base, size, spaced, quarter, middle, font)
            last, space = x0, None
            self.turns[quarter] += 1
        if word is not None:
            yield word

    def _letters(self) -> Iterator[tuple[int, str]]:
        """Places and letters of the text layer; surrogates come as two places."""
        get, high = pdfium.FPDFText_GetUnicode, 0
        for index in range(pdfium.FPDFText_CountChars(self._text)):
            code = get(self._text, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
            yield index, _letter(code)

    def _look(self, index: int) -> Look:
        handle = pdfium.FPDFText_GetTextObject(self._text, index)
        address = ctypes.cast(handle, ctypes.c_void_p).value
        found = self._looks.get(address)
        if found is None:
            quarter = -round(pdfium.FPDFText_GetCharAngle(self._text, index) / (math.pi / 2)) % 4
            found = quarter, self._size(index), self._legacy(index)
            self._looks[address] = found
        return found

    def _size(self, index: int) -> float:
        """How high the letters are, in points of the page."""
        size = pdfium.FPDFText_GetFontSize(self._text, index)
        matrix = pdfium.FS_MATRIX()
        if pdfium.FPDFText_GetMatrix(self._text, index, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        return float(min(max(size, 1.0), _LARGEST))

    def _legacy(self, index: int) -> str | None:
        """The name of the font, where it is one of those that keep Vietnamese letters under other codes."""
        flags = ctypes.c_int()
        size = pdfium.FPDFText_GetFontInfo(self._text, index, None, 0, flags)
        if not 0 < size < 512:
            return None
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFText_GetFontInfo(self._text, index, buffer, size, flags)
        name = buffer.value.decode("utf-8", errors="replace")
        if coding_of(name) is None:
            return None
        self._each = True
        return name


def _letter(code: int) -> str:
    if 0x21 <= code < 0x7F:
        return chr(code)
    if code in (0x02, 0xFFFE):  # a hyphen where the line is broken
        return "-"
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    if code < 0xA0 or code in (0xFEFF, 0x200B, 0xFFFF):
        return " "
    found = chr(code)
    return " " if found.isspace() else found


def _is_before(space: Box, letter: Box, size: float, quarter: int) -> bool:
    """Does this space stand before this letter on the page too?

    pdfium reads what the file draws in turn. Where letters of another font are drawn later, it makes up a
    space of no width at the place of the next letter; a space of the file has a width, or stands a
    space's width away.
    """
    (space_from, space_to), (letter_from, _) = _along(space, quarter), _along(letter, quarter)
    (above, below), (top, bottom) = _along(space, (quarter + 1) % 4), _along(letter, (quarter + 1) % 4)
    if max(above - bottom, top - below) > _NO_SPACE * size:
        return False  # on another line
    if space_to > space_from:
        return abs(letter_from - space_to) <= _NO_SPACE * size
    return _NO_SPACE * size < letter_from - space_to < _FOUR * size


def _along(box: Box, quarter: int) -> tuple[float, float]:
    """Where a box begins and ends in the direction of reading."""
    if quarter == 0:
        return box[0], box[2]
    if quarter == 1:
        return box[1], box[3]
    return (-box[2], -box[0]) if quarter == 2 else (-box[3], -box[1])

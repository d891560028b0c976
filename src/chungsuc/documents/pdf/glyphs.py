"""Pages of a PDF, opened with pdfium: their words and ruling lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import Limits
from chungsuc.documents.pdf.drawn import IDENTITY, Matrix, area, matrix_of, rules_of, times
from chungsuc.documents.pdf.letters import Box, read_words
from chungsuc.documents.pdf.page import Page, framed

_FORMS_DEEP = 6
_PATH, _IMAGE, _FORM = 2, 3, 5  # kinds of objects, as pdfium numbers them
_A4 = (0.0, 0.0, 595.0, 842.0)


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


class _PageReader:
    def __init__(self, handle: Any, number: int, name: str, limits: Limits) -> None:
        self._handle = handle
        self._name = name
        self._limits = limits
        self._page = Page(number)
        self._objects = 0

    def read(self) -> Page:
        main = self._words()
        page, box = self._page, self._box()
        one, other = framed(box[0], box[1], main), framed(box[2], box[3], main)
        page.top, page.bottom = min(one[1], other[1]), max(one[1], other[1])
        page.width = abs(one[0] - other[0])
        size = max(1.0, page.width * (page.bottom - page.top))
        for handle, matrix in self._shapes(self._handle, IDENTITY, 0):
            kind = pdfium.FPDFPageObj_GetType(handle)
            if kind == _IMAGE:
                page.picture_share += area(handle, matrix) / size
            elif kind == _PATH:
                page.rules.extend(rules_of(handle, matrix, main))
        return page

    def _words(self) -> int:
        text = pdfium.FPDFText_LoadPage(self._handle)
        if not text:
            return 0
        try:
            if pdfium.FPDFText_CountChars(text) > self._limits.characters:
                raise self._too_large()
            return read_words(text, self._page)
        finally:
            pdfium.FPDFText_ClosePage(text)

    def _box(self) -> Box:
        found = [ctypes.c_float() for _ in range(4)]
        for read in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
            if read(self._handle, *found):
                left, bottom, right, top = (each.value for each in found)
                return left, bottom, right, top
        return _A4

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
                yield from self._shapes(handle, times(matrix_of(handle), matrix), depth + 1)

    def _too_large(self) -> DocumentError:
        return DocumentError(
            f"Tệp “{self._name}” có trang {self._page.number} chứa quá nhiều thành phần. "
            "Hãy dùng bản Word (.docx) của văn bản."
        )

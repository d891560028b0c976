"""The text layer of a PDF to lines and notes; files without one, or with a broken one, are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import DocLine, Limits
from chungsuc.documents.pdf.glyphs import Pdf
from chungsuc.documents.pdf.page import Page
from chungsuc.documents.pdf.pages import lines_of

_FEW = 25  # characters: a page with fewer and a large picture is a scan
_PICTURE = 0.4  # of the page
_UNMAPPED = 0.2  # of the characters: above it the text layer is of no use
_LETTERS = 0.5  # of what is not a rule of dots: below it the codes are not those of letters
_RULES_OF_DOTS = re.compile(r"[\W_]{3,}")
_ENOUGH = 200  # characters that a judgement needs
_NAMED_PAGES = 10


def read_layer(data: bytes, name: str, limits: Limits) -> tuple[tuple[DocLine, ...], tuple[str, ...]]:
    """Read a PDF here, in this process. Raises DocumentError when it has no text that can be read."""
    pdf = Pdf(data, name, limits)
    try:
        survey = _Survey(name, limits)
        lines = tuple(lines_of(survey.over(pdf)))
    finally:
        pdf.close()
    return lines, survey.notes(lines)


class _Survey:
    """Counts, page by page, what tells a text layer from a picture or from rubbish."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._pages = 0
        self._characters = 0
        self._unmapped = 0
        self._private = 0
        self._pictures: list[int] = []

    def over(self, pages: Pdf) -> Iterator[Page]:
        for page in pages:
            self._pages += 1
            self._characters += page.characters
            self._unmapped += page.unmapped
            self._private += page.private
            if page.characters < _FEW and page.picture_share > _PICTURE:
                self._pictures.append(page.number)
            if self._characters > self._limits.characters:
                raise DocumentError(
                    f"Tệp “{self._name}” dài quá giới hạn ({self._limits.characters} ký tự). "
                    "Hãy tách tệp rồi thử lại."
                )
            yield page

    def notes(self, lines: Sequence[DocLine]) -> tuple[str, ...]:
        """What an official should know of how the file was read. Raises DocumentError."""
        if self._pictures and len(self._pictures) * 2 > self._pages:
            raise DocumentError(
                f"Tệp “{self._name}” là bản chụp (ảnh), không có lớp chữ để đọc. "
                "Hãy dùng bản Word (.docx) hoặc bản PDF xuất từ Word."
            )
        if not self._characters:
            raise DocumentError(
                f"Tệp “{self._name}” không có chữ nào (có thể là ảnh chụp hoặc hình vẽ). "
                "Hãy dùng bản Word (.docx) hoặc bản PDF xuất từ Word."
            )
        if self._is_rubbish(lines):
            raise DocumentError(
                f"Tệp “{self._name}” có lớp chữ bị hỏng: chữ lưu trong tệp khác chữ thấy trên trang. "
                "Hãy dùng bản Word (.docx) của văn bản."
            )
        found = []
        if self._pictures:
            shown = ", ".join(map(str, self._pictures[:_NAMED_PAGES]))
            more = " …" if len(self._pictures) > _NAMED_PAGES else ""
            found.append(f"Trang {shown}{more} là ảnh chụp; chữ trong ảnh không được đọc.")
        if self._unmapped:
            found.append(f"{self._unmapped} ký tự trong tệp không rõ là chữ gì nên có thể bị đọc sai.")
        return tuple(found)

    def _is_rubbish(self, lines: Sequence[DocLine]) -> bool:
        if self._unmapped + self._private > _UNMAPPED * self._characters:
            return True
        text = _RULES_OF_DOTS.sub(" ", " ".join(line.text for line in lines))
        signs = "".join(text.split())
        return len(signs) > _ENOUGH and sum(map(str.isalnum, signs)) < _LETTERS * len(signs)

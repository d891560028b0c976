"""Text files: bytes to lines."""

from __future__ import annotations

import re
import unicodedata

from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import DocLine, Limits
from chungsuc.documents.recoding import decoded

_LINE_END = re.compile(r"\r\n|\r|\n")
# Characters that no text needs and that XML, and so every paper we write, refuses.
_CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_CONTROL_SHARE = 0.01  # above it the file is not text at all


def read_plain(data: bytes, name: str, limits: Limits) -> tuple[tuple[DocLine, ...], tuple[str, ...]]:
    """Split a text file into lines and notes. Raises DocumentError when it is not text.

    A form feed opens a new page. Pages are numbered only where the file has form feeds.
    """
    notes: list[str] = []
    text = _decode(data, name, notes)
    if len(text) > limits.characters or text.count("\n") + text.count("\r") > limits.lines:
        raise DocumentError(
            f"Tệp “{name}” dài quá giới hạn ({limits.characters} ký tự, {limits.lines} dòng). "
            "Hãy tách tệp rồi thử lại."
        )
    controls = len(_CONTROL.findall(text))
    if controls > max(8, len(text) * _CONTROL_SHARE):
        raise DocumentError(
            f"Tệp “{name}” không phải là văn bản: chứa nhiều ký tự điều khiển. Hãy chọn tệp .docx hoặc .txt."
        )
    if controls:
        text = _CONTROL.sub(" ", text)
        notes.append(f"{controls} ký tự điều khiển đã được thay bằng dấu cách.")
    text = normalised(text, notes)
    return _lines(text), tuple(notes)


def normalised(text: str, notes: list[str]) -> str:
    """Bring decomposed letters together (NFC), and say so when there were any."""
    if unicodedata.is_normalized("NFC", text):
        return text
    notes.append("Chữ Việt trong tệp ở dạng tổ hợp (Unicode NFD) đã được chuyển sang dạng dựng sẵn (NFC).")
    return unicodedata.normalize("NFC", text)


def _decode(data: bytes, name: str, notes: list[str]) -> str:
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise DocumentError(f"Tệp “{name}” ở mã UTF-32. Hãy lưu lại với mã UTF-8 rồi thử lại.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise DocumentError(
                f"Tệp “{name}” ở mã UTF-16 nhưng hỏng ở byte thứ {error.start + 1}. "
                "Hãy lưu lại với mã UTF-8 rồi thử lại."
            ) from None
        if "\x00" in text:
            raise _not_text(name)
        notes.append("Tệp ở mã UTF-16 đã được chuyển sang UTF-8.")
        return text
    if b"\x00" in data:
        if data[:200].count(0) > len(data[:200]) // 4:
            raise DocumentError(
                f"Tệp “{name}” có vẻ ở mã UTF-16 mà thiếu dấu mở đầu. Hãy lưu lại với mã UTF-8 rồi thử lại."
            )
        raise _not_text(name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = decoded(data)
        if found is not None:
            notes.append(f"Tệp ở bảng mã {found[1]} đã được chuyển sang Unicode.")
            return found[0]
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"Tệp “{name}” không ở mã UTF-8 (dòng {line}). "
            "Hãy mở bằng Notepad hoặc Word, lưu lại với mã UTF-8 rồi thử lại."
        ) from None


def _not_text(name: str) -> DocumentError:
    return DocumentError(
        f"Tệp “{name}” không phải là văn bản: chứa ký tự rỗng (NUL). Hãy chọn tệp .docx hoặc .txt."
    )


def _lines(text: str) -> tuple[DocLine, ...]:
    """The lines as an editor counts them; what follows the last line end is a line if it has text."""
    parts = _LINE_END.split(text)
    if parts[-1] == "":
        parts.pop()
    if "\f" not in text:
        return tuple(DocLine(number, part) for number, part in enumerate(parts, start=1))
    lines, page = [], 1
    for number, part in enumerate(parts, start=1):
        opening = len(part) - len(part.lstrip("\f"))
        page += opening
        lines.append(DocLine(number, part.strip("\f").replace("\f", " "), page))
        page += part.count("\f") - opening
    return tuple(lines)

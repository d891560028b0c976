"""Files that a command is given."""

from __future__ import annotations

from pathlib import Path

from chungsuc.core.errors import ChungsucError
from chungsuc.documents.model import DEFAULT

LIMIT = DEFAULT.file_bytes


class FileError(ChungsucError):
    """A file that is not there, is no file, or is larger than any plan."""


def read_bytes(path: Path) -> bytes:
    """The whole file. Raises `FileError`; a huge one is refused before it is read."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise FileError(f"{path} không phải là một tệp. Hãy đưa đường dẫn của tệp văn bản.")
        if size > LIMIT:
            raise FileError(
                f"{path} nặng {size // 2**20} MB, quá mức {LIMIT // 2**20} MB. "
                "Hãy bỏ ảnh chèn trong văn bản hoặc tách phụ lục ra tệp riêng."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise FileError(f"Không tìm thấy tệp {path}. Hãy kiểm tra lại đường dẫn.") from None
    except OSError as error:
        raise FileError(f"Không mở được {path} ({error.strerror}). Hãy kiểm tra quyền đọc tệp.") from error


def write_bytes(path: Path, data: bytes) -> None:
    """Raises `FileError` where the file cannot be written."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise FileError(
            f"Không ghi được {path} ({error.strerror}). Hãy kiểm tra thư mục và quyền ghi."
        ) from error

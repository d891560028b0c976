"""`chungsuc`: the command line.

Exit codes: 0 done; 1 a check found something wrong; 2 the command could not be carried out, and
one line on stderr says what is wrong, where, and what to do.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from chungsuc import __version__
from chungsuc.commands import audit, country, criteria, doctor, law, plan, run, sample, units, user
from chungsuc.core.errors import ChungsucError

DESCRIPTION = (
    "Chung sức: đọc kế hoạch xây dựng nông thôn mới, kiểm tra kế hoạch có khớp không, và theo dõi đến cùng."
)
EPILOG = """ví dụ:
  chungsuc run                                  chuẩn bị và mở trang tại http://127.0.0.1:8000
  chungsuc plan read ke-hoach.docx              đọc một kế hoạch, in ra điều đọc được và phát hiện
  chungsuc plan read ke-hoach.docx --json       như trên, cho máy đọc
  chungsuc plan check ke-hoach.docx             mã thoát 1 khi có lỗi
  chungsuc criteria show                        các bộ tiêu chí; thêm mã để xem một bộ
  chungsuc units show 14146@2024                một đơn vị, trước và sau sắp xếp
  chungsuc user add lan --role van-phong --unit 04162@2024
                                                mở một tài khoản
  chungsuc doctor                               kiểm tra dữ liệu đang lưu
"""


class Vietnamese(argparse.HelpFormatter):
    """Help as written, examples included."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "".join(indent + line for line in text.splitlines(keepends=True))


def parser() -> argparse.ArgumentParser:
    """The whole command line; each noun adds its own verbs."""
    top = argparse.ArgumentParser(
        prog="chungsuc", description=DESCRIPTION, epilog=EPILOG, formatter_class=Vietnamese
    )
    top.add_argument("--version", action="version", version=f"chungsuc {__version__}")
    nouns = top.add_subparsers(dest="noun", metavar="LỆNH", required=True)
    for module in (run, plan, criteria, units, user, law, sample, country, audit, doctor):
        module.add_to(nouns)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = parser().parse_args(arguments)
    try:
        return int(given.do(given) or 0)
    except ChungsucError as error:
        print(f"chungsuc: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away, as `head` does
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

"""Sets up `.venv` from a lock: `python3 tools/bootstrap.py [--dev | --soak]`.

Runs before anything is installed, so it uses the standard library only. A stamp named after the lock makes
the second call instant.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
RUNTIME, DEVELOPMENT, SOAK = "requirements.lock", "requirements-dev.lock", "requirements-soak.lock"
OLDEST = (3, 11)


class SetUpError(Exception):
    """One sentence that says what is missing and the line to type."""


def stamp_of(lock: str) -> Path:
    """The file that says: this lock, this project file and this interpreter are installed."""
    parts = [(ROOT / lock).read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode()]
    return VENV / f".installed-{hashlib.sha256(b''.join(parts)).hexdigest()[:16]}-{lock}"


def make_environment() -> None:
    """Makes `.venv`, or makes it anew where an interrupted set-up left half of one."""
    if (VENV / "bin" / "python").exists() and (VENV / "bin" / "pip").exists():
        return
    try:
        import ensurepip  # noqa: F401, PLC0415  Debian ships it apart, in python3-venv
    except ImportError:
        raise SetUpError(
            "Máy chưa có gói python3-venv. Hãy chạy: sudo apt-get install python3-venv"
        ) from None
    print("Đang tạo môi trường Python trong .venv …", flush=True)
    venv.EnvBuilder(clear=VENV.exists(), symlinks=True, with_pip=True).create(VENV)


def pip_install(*arguments: str, what: str) -> None:
    """Calls the pip of `.venv`; raises SetUpError with pip's own last words."""
    command = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    done = subprocess.run([*command, *arguments], cwd=ROOT, check=False, text=True, capture_output=True)
    if done.returncode:
        last_words = "\n".join(done.stderr.strip().splitlines()[-8:])
        raise SetUpError(
            f"Không cài được {what}. Hãy kiểm tra kết nối mạng rồi chạy lại lệnh này.\n{last_words}"
        )


def install(lock: str) -> None:
    """Installs what the lock lists, each file checked against its hash, then this project in place."""
    stamp = stamp_of(lock)
    if stamp.exists():
        return
    make_environment()
    print(f"Đang cài các gói trong {lock} (chỉ lần đầu) …", flush=True)
    pip_install("--require-hashes", "--requirement", lock, what=f"các gói trong {lock}")
    pip_install("--no-deps", "--no-build-isolation", "--editable", ".", what="Chung sức")
    for old in VENV.glob(f".installed-*-{lock}"):
        old.unlink()
    stamp.touch()


def main(arguments: list[str] | None = None) -> int:
    """Returns 0, or 2 with one sentence on stderr."""
    parser = argparse.ArgumentParser(description="Cài đặt Chung sức vào .venv")
    parser.add_argument("--dev", action="store_true", help="cài cả công cụ kiểm thử và kiểm tra mã")
    parser.add_argument("--soak", action="store_true", help="cài thêm Spark, cho các phép thử chạy lâu")
    chosen = parser.parse_args(arguments)
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        print(f"Cần Python 3.11 trở lên; máy đang có {found}.", file=sys.stderr)
        return 2
    os.umask(os.umask(0o022) & 0o022)
    try:
        install(DEVELOPMENT if chosen.dev or chosen.soak else RUNTIME)
        if chosen.soak:
            install(SOAK)
    except SetUpError as exc:
        print(exc, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

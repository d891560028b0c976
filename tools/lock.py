"""Writes the locks anew: `python3 tools/lock.py`. Then read the difference before committing it.

uv is asked, because it takes hashes from the index alone: pip-compile would also trust wheels that lie on
the machine. Hosts are left out, so the locks serve behind any mirror.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV_HOME = ROOT / "build" / "uv"
LOCKS = {
    "requirements.lock": ["--extra=postgres", "--extra=setup"],
    "requirements-dev.lock": [
        "--extra=postgres", "--extra=setup", "--extra=analytics", "--extra=test", "--extra=quality",
        "--constraint=requirements.lock",
    ],
    "requirements-soak.lock": ["--extra=spark", "--constraint=requirements-dev.lock"],
}  # fmt: skip


def main() -> None:
    """Compiles the locks in order: each must agree with those before it."""
    if not (UV_HOME / "bin" / "uv").exists():
        venv.EnvBuilder(with_pip=True).create(UV_HOME)
        subprocess.run([UV_HOME / "bin" / "pip", "install", "--quiet", "uv"], check=True)
    for name, arguments in LOCKS.items():
        command = [
            UV_HOME / "bin" / "uv", "pip", "compile", "pyproject.toml", "--quiet", "--no-config", "--upgrade",
            "--python-version=3.11", "--generate-hashes", "--no-header", "--no-annotate",
            "--no-emit-index-url", f"--output-file={name}", *arguments,
        ]  # fmt: skip
        subprocess.run(command, cwd=ROOT, check=True)
        print(name, sum("==" in line for line in (ROOT / name).read_text().splitlines()), "gói")


if __name__ == "__main__":
    sys.exit(main())

"""Makes sure that the browser of the journeys is there: Debian's Chromium.

Root gets it installed; anybody else is told the exact line. Journeys are never skipped in silence.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

INSTALL = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]


def main() -> int:
    """Returns 0 when Chromium is there, else 2 with the line to type."""
    if shutil.which("chromium"):
        return 0
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"Thiếu trình duyệt Chromium để kiểm thử. Hãy chạy: sudo {' '.join(INSTALL)}", file=sys.stderr)
        return 2
    print("Đang cài Chromium của Debian để kiểm thử …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "--quiet=2"], [*INSTALL, "--quiet=2"]):
        done = subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)
        if done.returncode:
            print(f"Không cài được Chromium. Hãy chạy: {' '.join(command)}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The processes of one installation: a worker that dies is started again, and none outlives the first."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from chungsuc.core.errors import ChungsucError

STOP_WITHIN = 10.0  # seconds for the piece of work in hand
LONGEST_PAUSE = 30.0
_WHY = {
    errno.EADDRINUSE: "đang có chương trình khác dùng cổng này",
    errno.EACCES: "hệ điều hành chỉ dành cổng này cho quản trị viên",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ đó",
}
LIVED = 60.0  # a worker that worked this long did not die of how it was started


class PortTaken(ChungsucError):
    """Somebody serves at this address already."""


def require_free(host: str, port: int) -> None:
    """Raises `PortTaken`. The server itself would share the port: half of the answers would be another's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = _WHY.get(error.errno, error.strerror)
            raise PortTaken(
                f"Không mở được cổng {port} tại {host}: {why}. Hãy chọn cổng khác, ví dụ: "
                f"chungsuc run --port {max(port, 8000) + 1}"
            ) from None


def leave_with_parent() -> None:
    """End this process, in order, as soon as the one that started it is gone, however that was killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="leave-with-parent", daemon=True).start()


@contextmanager
def kept_running(work: Callable[[], object]) -> Iterator[None]:
    """`work` in a process of its own, started again whenever it ends, until the block is left."""
    # Spawned: a forked one would share the open database of this process.
    context = multiprocessing.get_context("spawn")
    leaving = threading.Event()
    running = [context.Process(target=work, name="chungsuc-work")]
    running[0].start()

    def watch() -> None:
        pause, started = 0.5, time.monotonic()
        while True:
            running[0].join()
            pause = 0.5 if time.monotonic() - started > LIVED else min(pause * 2, LONGEST_PAUSE)
            if leaving.wait(pause):
                return
            running[0] = context.Process(target=work, name="chungsuc-work")
            running[0].start()
            started = time.monotonic()

    keeper = threading.Thread(target=watch, name="keep-running", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        leaving.set()
        running[0].terminate()
        keeper.join(STOP_WITHIN)
        if running[0].is_alive():
            running[0].kill()

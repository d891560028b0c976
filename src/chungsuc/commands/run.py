"""`chungsuc run`: set everything up, and serve it."""

from __future__ import annotations

import argparse
import os
from datetime import timedelta
from typing import Any

from chungsuc.commands import processes

SETTINGS = "chungsuc.web.settings"


def add_to(nouns: Any) -> None:
    """run [--host H] [--port N] [--prepare-only] [--no-examples]"""
    run = nouns.add_parser("run", help="chuẩn bị dữ liệu và mở trang web")
    run.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    run.add_argument("--port", type=int, default=8000, help="cổng (mặc định 8000)")
    run.add_argument("--workers", type=int, default=2, help="số tiến trình phục vụ")
    run.add_argument("--no-examples", action="store_true", help="không nạp hai kế hoạch mẫu và tài khoản thử")
    run.add_argument("--prepare-only", action="store_true", help="chỉ chuẩn bị, không mở trang")
    run.set_defaults(do=_run)
    work = nouns.add_parser(
        "work", help="chạy việc nền (đọc văn bản tải lên); `run` tự mở sẵn một tiến trình"
    )
    work.set_defaults(do=_work)


def start_django() -> None:
    """Load the settings and the applications; every command that touches the store begins here."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def _run(given: argparse.Namespace) -> int:
    start_django()
    from chungsuc.web import setup

    if not given.prepare_only:
        processes.require_free(given.host, given.port)
    setup.prepare(tell=_tell, with_examples=not given.no_examples)
    if given.prepare_only:
        return 0
    _close_connections()
    with processes.kept_running(work):
        _serve(given.host, given.port, given.workers)
    return 0


def _close_connections() -> None:
    """What is started from here begins as a copy of this process: it would share what this one holds open."""
    from django.db import connections

    for each in connections.all(initialized_only=True):
        each.close()
        if each.vendor == "postgresql":
            each.close_pool()


def _serve(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    _tell(f"Chung sức đang chạy tại http://{host}:{port}  (dừng: Ctrl+C)")
    Granian(
        "chungsuc.commands.served:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,  # more of them only take Python from each other: answers come later, and fewer
        backpressure=256,
        respawn_failed_workers=True,
        log_access=False,
        websockets=False,
    ).serve()


def work() -> None:
    """Read what waits, until told to stop."""
    processes.leave_with_parent()
    start_django()
    from django.core.management import call_command
    from django.utils import timezone

    from chungsuc.assessments import recounting
    from chungsuc.plans import actions

    # What a worker that was killed left behind.
    actions.resume(now=timezone.now(), still_for=timedelta(0))
    recounting.resume(now=timezone.now(), still_for=timedelta(0))
    call_command("db_worker", "--interval", "0.5", verbosity=0)


def _work(_given: argparse.Namespace) -> int:
    work()
    return 0


def _tell(line: str) -> None:
    print(line, flush=True)

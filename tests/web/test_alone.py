"""Hai lệnh cùng chuẩn bị dữ liệu: the second waits for the first, and says so."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from chungsuc.web import setup
from chungsuc.web.alone import alone

HOLDER = """
import sys, time
from pathlib import Path
from chungsuc.web.alone import alone
with alone(Path(sys.argv[1]), on_waiting=lambda: None):
    print("held", flush=True)
    time.sleep(600)
"""


def test_the_second_waits_and_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.VAR = tmp_path  # not by `monkeypatch`, which would take the setting away when it is undone
    done: list[str] = []
    monkeypatch.setattr(setup, "_prepare", lambda **_given: done.append("second"))
    told: list[str] = []
    is_told = threading.Event()

    def tell(line: str) -> None:
        told.append(line)
        is_told.set()

    second = threading.Thread(target=lambda: setup.prepare(tell=tell, with_examples=False))
    with alone(tmp_path / "preparing.lock", on_waiting=pytest.fail):
        second.start()
        assert is_told.wait(60)
        assert done == []
    second.join(60)
    assert done == ["second"]
    assert [line for line in told if "đang chờ" in line] == told
    setup.prepare(tell=pytest.fail, with_examples=False)  # nobody is there any more
    assert done == ["second", "second"]


def test_one_that_is_killed_holds_nobody_up(tmp_path: Path) -> None:
    lock = tmp_path / "preparing.lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(lock)],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(Path(setup.__file__).parents[2])},
    )
    assert holder.stdout is not None
    with holder, holder.stdout:
        assert holder.stdout.readline() == b"held\n"
        waited: list[bool] = []
        killer = threading.Timer(0, holder.kill)

        def on_waiting() -> None:
            waited.append(True)
            killer.start()

        with alone(lock, on_waiting=on_waiting):
            assert waited == [True]

"""What the tests bring along: a PostgreSQL of their own, Debian's Chromium, and no network."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import chromium_for_tests
import postgres_for_tests

TOOL = Path(postgres_for_tests.__file__)


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80), ("example.org", 443)])
def test_a_test_cannot_reach_another_machine(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as probe, pytest.raises(RuntimeError, match="tried to reach"):
        probe.connect(address)


def test_a_test_can_reach_its_own_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_a_command_finds_its_own_server_and_the_server_goes_with_it(tmp_path: Path) -> None:
    question = (
        "import os, psycopg\n"
        "with psycopg.connect(os.environ['CHUNGSUC_DATABASE']) as there:\n"
        "    print(there.execute('show server_version_num').fetchone()[0])\n"
        "    print(there.execute('show data_directory').fetchone()[0])\n"
        "raise SystemExit(7)\n"
    )
    done = subprocess.run(
        [sys.executable, TOOL, "--", sys.executable, "-c", question],
        capture_output=True,
        text=True,
        check=False,
    )
    version, folder = done.stdout.split()
    assert done.returncode == 7
    assert int(version) // 10_000 >= postgres_for_tests.OLDEST
    assert not Path(folder).exists()


def test_binaries_that_another_user_may_not_reach_are_copied(tmp_path: Path) -> None:
    binaries = postgres_for_tests.find_binaries()
    who = postgres_for_tests.run_as()
    closed = tmp_path / "closed"
    shutil.copytree(binaries.parent, closed / "postgresql", symlinks=True)
    closed.chmod(0o700)
    found = postgres_for_tests.reachable(closed / "postgresql" / "bin", tmp_path / "copy", who)
    expected = (tmp_path / "copy" if os.geteuid() == 0 else closed) / "postgresql" / "bin"
    assert found == expected


def test_a_missing_browser_is_told_with_the_line_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert chromium_for_tests.main() == 2
    assert "sudo apt-get install --yes --no-install-recommends chromium" in capsys.readouterr().err

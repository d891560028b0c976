"""The set-up: once it is done it is not done again, and what fails says what to type."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import bootstrap


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, with an environment that is already made and a pip that only takes notes."""
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text("x==1\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for program in ("python", "pip"):
        (tmp_path / ".venv" / "bin" / program).touch()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    return tmp_path


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    made: list[list[str]] = []

    def note(command: list[str], **_: Any) -> SimpleNamespace:
        made.append(command)
        return SimpleNamespace(returncode=0, stderr="")

    monkeypatch.setattr(subprocess, "run", note)
    return made


def test_every_file_is_checked_against_its_hash(place: Path, calls: list[list[str]]) -> None:
    assert bootstrap.main([]) == 0
    locked, project = calls
    assert locked[-3:] == ["--require-hashes", "--requirement", "requirements.lock"]
    assert {"--no-deps", "--no-build-isolation"} <= set(project)


def test_the_second_time_nothing_is_installed(place: Path, calls: list[list[str]]) -> None:
    bootstrap.main([])
    calls.clear()
    assert bootstrap.main([]) == 0
    assert calls == []


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_new_lock_or_project_is_installed(place: Path, calls: list[list[str]], changed: str) -> None:
    bootstrap.main([])
    calls.clear()
    (place / changed).write_text("x==2\n")
    assert bootstrap.main([]) == 0
    assert len(calls) == 2
    assert len(list((place / ".venv").glob(".installed-*"))) == 1


def test_tools_have_a_lock_of_their_own(place: Path, calls: list[list[str]]) -> None:
    bootstrap.main([])
    calls.clear()
    assert bootstrap.main(["--dev"]) == 0
    assert "requirements-dev.lock" in calls[0]


def test_what_cannot_be_installed_is_told_and_tried_again_next_time(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Any, **__: Any) -> SimpleNamespace:
        return SimpleNamespace(returncode=1, stderr="ERROR: no matching distribution")

    monkeypatch.setattr(subprocess, "run", fail)
    assert bootstrap.main([]) == 2
    told = capsys.readouterr().err
    assert "Hãy kiểm tra kết nối mạng" in told
    assert "no matching distribution" in told
    assert list((place / ".venv").glob(".installed-*")) == []


def test_an_old_python_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    assert bootstrap.main([]) == 2
    assert "Cần Python 3.11 trở lên; máy đang có 3.9." in capsys.readouterr().err

"""A real server with the two examples loaded, as `make run` starts it, and a real browser before it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from journeys.visiting import DESK, ROOT, Site, sign_in

START_WITHIN = 120  # seconds
QUIET_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    """Does the site answer yet?"""
    try:
        with urllib.request.urlopen(f"{address}/healthz") as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def settings_of(var: Path) -> dict[str, str]:
    """The environment of an installation in a folder of its own."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "CHUNGSUC"))
    }
    return environment | {
        "CHUNGSUC_VAR": str(var),
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUNBUFFERED": "1",
    }


@dataclass(frozen=True)
class Prepared:
    """An installation that does not run yet, and the passwords that it told once."""

    var: Path
    passwords: dict[str, str]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """An installation with the two examples, made from nothing; each site begins as a copy of it."""
    var = tmp_path_factory.mktemp("prepared")
    told = run(var, "run", "--prepare-only")
    return Prepared(var, dict(re.findall(r"^  (\S+)\s+(\S+)\s+.*\(tài khoản thử\)$", told, re.MULTILINE)))


def run(var: Path, *words: str) -> str:
    """What a command of the installation in a folder tells."""
    command = [sys.executable, "-m", "chungsuc", *words]
    done = subprocess.run(command, env=settings_of(var), check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def running(var: Path, passwords: dict[str, str]) -> Iterator[Site]:
    """`chungsuc run` in a folder; what it logs as an error fails the test."""
    address = f"http://127.0.0.1:{free_port()}"
    log = (var / "log").open("w+")
    command = [sys.executable, "-m", "chungsuc", "run", "--port", address.rsplit(":", 1)[1]]
    with subprocess.Popen(command, env=settings_of(var), stdout=log, stderr=subprocess.STDOUT) as server:
        try:
            until = time.monotonic() + START_WITHIN
            while not answers(address) and server.poll() is None and time.monotonic() < until:
                time.sleep(0.2)
            assert answers(address), (var / "log").read_text()
            yield Site(address, passwords, var)
            assert '"level": "error"' not in (var / "log").read_text()
        finally:
            server.terminate()
            server.wait(20)
            log.close()


@pytest.fixture(scope="session")
def site(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The two examples, as `make run` shows them."""
    var = shutil.copytree(prepared.var, tmp_path_factory.mktemp("site"), dirs_exist_ok=True)
    with running(var, prepared.passwords) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright; stopped before a test of another file runs."""
    chromium = shutil.which("chromium")
    assert chromium, "Thiếu Chromium; `make test` cài hoặc nói cách cài."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET_CHROMIUM)
        yield started
        started.close()


@contextmanager
def visits(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Makes visitors; an error in a page's console or a request to another host fails the test.

    A form that is refused answers 4xx, which the console tells of too: that is no error of the page.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def told(message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            wrong.append(message.text)

    def left(request: Any) -> None:
        if not request.url.startswith((site.address, "data:", "blob:")):
            wrong.append(request.url)

    def visit(**more: Any) -> Page:
        given = {"base_url": site.address, "locale": "vi-VN", "viewport": DESK} | more
        context = browser.new_context(**given)
        contexts.append(context)
        page = context.new_page()
        page.on("console", told)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", left)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Makes visitors of the site with the examples."""
    with visits(browser, site) as visit:
        yield visit


@pytest.fixture
def page(visitor: Callable[..., Page]) -> Page:
    """A fresh visitor."""
    return visitor()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Any]:
    """What a browser keeps of a sign-in, by account: signing in is slow on purpose, so it is done once."""
    return {}


@pytest.fixture
def office(visitor: Callable[..., Page], site: Site, signed_in: dict[str, Any]) -> Page:
    """The coordination office, signed in."""
    if "van-phong" not in signed_in:
        first = visitor()
        sign_in(first, site, "van-phong")
        signed_in["van-phong"] = first.context.storage_state()
    return visitor(storage_state=signed_in["van-phong"])

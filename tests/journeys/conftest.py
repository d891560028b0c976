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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
SCREENSHOTS = ROOT / "var" / "screenshots"
QUIET_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """A running installation: where it is, the accounts that its start printed, and its own folder."""

    address: str
    passwords: dict[str, str]
    var: Path


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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`chungsuc run` in a folder of its own."""
    var = tmp_path_factory.mktemp("site")
    address = f"http://127.0.0.1:{free_port()}"
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "CHUNGSUC"))
    }
    environment |= {"CHUNGSUC_VAR": str(var), "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    log = (var / "log").open("w+")
    command = [sys.executable, "-m", "chungsuc", "run", "--port", address.rsplit(":", 1)[1]]
    with subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT) as server:
        try:
            for _ in range(600):
                if answers(address):
                    break
                if server.poll() is not None:
                    break
                time.sleep(0.2)
            told = (var / "log").read_text()
            assert answers(address), told
            passwords = dict(re.findall(r"^  (\S+)\s+(\S+)\s+.*\(tài khoản thử\)$", told, re.MULTILINE))
            yield Site(address, passwords, var)
        finally:
            server.terminate()
            server.wait(20)
            log.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright; stopped before a test of another file runs."""
    chromium = shutil.which("chromium")
    assert chromium, "Thiếu Chromium; `make test` cài hoặc nói cách cài."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET_CHROMIUM)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A fresh visitor; any error in the page's console or any request to another host fails the test."""
    context = browser.new_context(
        base_url=site.address, locale="vi-VN", viewport={"width": 1360, "height": 900}
    )
    visit = context.new_page()
    wrong: list[str] = []
    visit.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    visit.on("pageerror", lambda error: wrong.append(str(error)))
    visit.on(
        "request",
        lambda request: (
            None if request.url.startswith((site.address, "data:")) else wrong.append(request.url)
        ),
    )
    yield visit
    context.close()
    assert wrong == []


def sign_in(page: Page, site: Site, username: str) -> None:
    """Sign in as one of the demo accounts."""
    page.goto("/tai-khoan/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", site.passwords[username])
    page.click("main button[type=submit]")
    page.wait_for_url("**/")


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page for people to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

"""What every visit does: sign in, look at a page with axe, keep its picture."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent.parent
SCREENSHOTS = ROOT / "var" / "screenshots"
DESK = {"width": 1360, "height": 900}
PHONE = {"width": 360, "height": 740}


@dataclass(frozen=True)
class Site:
    """A running installation: where it is, the accounts that its start printed, and its own folder."""

    address: str
    passwords: dict[str, str]
    var: Path

    def count(self, table: str) -> int:
        """How many rows a table of the site's store has now."""
        store = sqlite3.connect(f"file:{self.var / 'chungsuc.sqlite3'}?mode=ro", uri=True)
        try:
            return int(store.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        finally:
            store.close()

    def stored(self) -> tuple[int, ...]:
        """Everything that an upload would leave: rows, lines of the log, files."""
        tables = ("plans_upload", "plans_plan", "plans_planevent", "audit_entry")
        files = sum(1 for _ in (self.var / "uploads").iterdir())
        return (*(self.count(table) for table in tables), files)


def sign_in(page: Page, site: Site, username: str) -> None:
    """Sign in as one of the demo accounts."""
    page.goto("/tai-khoan/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", site.passwords[username])
    page.click("main button")
    page.wait_for_url("**/")


def upload(page: Page, name: str, data: bytes | Path) -> None:
    """Send a file through the page, as a person does."""
    page.goto("/ke-hoach/tai-len/")
    given = str(data) if isinstance(data, Path) else {"name": name, "mimeType": "text/plain", "buffer": data}
    page.set_input_files("input[type=file]", given)
    page.get_by_role("button", name="Tải lên và đọc").click()


def wait_until_read(page: Page) -> None:
    """Until the page of a waiting plan has given way to what was read, or to why it could not be."""
    page.locator("#phat-hien, main .note[role=alert]").first.wait_for(timeout=60_000)


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page for people to look at; of a long paper, its beginning."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(
        path=SCREENSHOTS / f"{name}.png",
        full_page=True,
        clip={"x": 0, "y": 0, "width": page.viewport_size["width"], "height": min(_height(page), 5000)},
    )


def _height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


@cache
def _axe() -> Axe:
    return Axe()


def violations(page: Page, part: str | None = None) -> list[str]:
    """What axe finds on the page, or in one part of it."""
    found = _axe().run(page, context=part)
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]


def look_at(page: Page, name: str) -> None:
    """On the desk and on a phone: a picture, no violation of axe, one heading, no wider than the screen."""
    for width, size in (("1360", DESK), ("360", PHONE)):
        page.set_viewport_size(size)
        keep_picture(page, f"{name}-{width}")
        found = violations(page)
        assert found == [], f"{name} at {width}: {found}"
        too_wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(too_wide) == 0, f"{name} is wider than {width}"
        assert page.locator("h1").count() == 1
    page.set_viewport_size(DESK)

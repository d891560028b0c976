"""Old laptops, slow lines, no script, no mouse, paper: the same pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from journeys.visiting import SCREENSHOTS, Site, sign_in, upload

LIGHT = 150_000  # bytes over the wire


@pytest.fixture
def plain(visitor: Callable[..., Page]) -> Page:
    """A visitor whose browser runs no script."""
    return visitor(java_script_enabled=False)


def open_programme(page: Page, unit: str) -> None:
    """From the first page to a programme."""
    page.goto("/")
    page.get_by_role("link", name=unit).click()
    page.locator("table.matrix").wait_for()


def test_everything_is_reached_without_script(plain: Page) -> None:
    open_programme(plain, "Huyện Si Ma Cai")
    expect(plain.locator("table.matrix tbody a.c")).to_have_count(9 * 19)
    plain.locator("table.matrix tbody tr").nth(4).locator("a.c").nth(16).click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Xã Sán Chải · 17")
    plain.get_by_role("link", name="dòng 49").first.click()
    expect(plain.locator("#d49")).to_be_in_viewport()
    plain.get_by_role("link", name="Đơn vị", exact=True).click()
    plain.get_by_label("Tên hoặc mã").fill("meo vac")
    plain.get_by_role("button", name="Tìm").click()
    expect(plain.get_by_role("link", name="Huyện Mèo Vạc")).to_be_visible()


def test_a_plan_comes_in_and_is_reviewed_without_script(plain: Page, site: Site, examples: Path) -> None:
    sign_in(plain, site, "van-phong")
    paper = next(examples.glob("*2024.txt")).read_bytes()
    upload(plain, "ke-hoach.txt", paper.rstrip() + "\n\nBản không dùng script.\n".encode())
    # the page asks for itself again until it is read
    plain.locator("#can-xac-nhan").wait_for(timeout=60_000)
    plain.get_by_role("button", name="Không đúng: ").first.click()
    expect(plain.locator("button[aria-pressed=true]")).to_have_count(1)
    plain.get_by_label("Đã biết mâu thuẫn 1").check()
    plain.get_by_role("button", name="Ghi nhận đã đọc đúng").click()
    expect(plain.locator(".sub")).to_contain_text("Đang theo dõi")
    plain.get_by_text("Rút kế hoạch…").click()
    plain.get_by_label("Lý do rút").fill("Xong.")
    plain.get_by_role("button", name="Rút", exact=True).click()
    expect(plain.locator(".sub")).to_contain_text("Đã rút")


def test_the_first_stop_of_tab_skips_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Chuyển đến nội dung")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_arrows_walk_the_matrix_as_in_a_spreadsheet(page: Page) -> None:
    open_programme(page, "Huyện Mèo Vạc")
    rows = page.locator("table.matrix tbody tr")

    def cell(row: int, column: int) -> Any:
        return rows.nth(row).locator("a.c").nth(column)

    expect(page.locator("table.matrix a.c[tabindex='0']")).to_have_count(1)  # one stop for Tab, not 323
    cell(0, 0).focus()
    for key, row, column in (
        ("ArrowRight", 0, 1),
        ("ArrowDown", 1, 1),
        ("End", 1, 18),
        ("ArrowRight", 1, 18),
        ("PageDown", 16, 18),
        ("ArrowUp", 15, 18),
        ("Home", 15, 0),
        ("ArrowLeft", 15, 0),
    ):
        page.keyboard.press(key)
        expect(cell(row, column)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("heading", level=2)).to_contain_text("1 Quy hoạch")
    page.keyboard.press("Escape")
    expect(cell(15, 0)).to_be_focused()


def test_the_first_page_and_a_programme_are_light(visitor: Callable[..., Page]) -> None:
    programme = visitor()
    open_programme(programme, "Huyện Mèo Vạc")
    for path in ("/", programme.url):
        answers: list[Response] = []
        page = visitor()  # comes with nothing kept from before
        page.on("response", lambda answer, kept=answers: kept.append(answer))
        page.goto(path, wait_until="networkidle")
        weight = {answer.url: weigh(answer) for answer in answers}
        assert len(weight) >= 6  # the page, styles, fonts
        assert sum(weight.values()) < LIGHT, weight


def weigh(answer: Response) -> int:
    """Bytes over the wire, as the browser counted them."""
    answer.finished()
    sizes = answer.request.sizes()
    return int(sizes["responseBodySize"] + sizes["responseHeadersSize"])


def test_pages_print_on_paper(page: Page, tmp_path: Path) -> None:
    open_programme(page, "Huyện Si Ma Cai")
    made = page.pdf(prefer_css_page_size=True, print_background=True)
    assert made.startswith(b"%PDF-")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", made)) <= 4
    page.emulate_media(media="print")
    for unwanted in (".top", ".skip", ".actions", "aside.demo"):
        for each in page.locator(unwanted).all():
            expect(each).to_be_hidden()
    expect(page.locator("table.matrix")).to_be_visible()
    page.set_viewport_size({"width": 1123, "height": 794})  # A4 across
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "chuong-trinh-in.png", full_page=True)
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(fits)

"""What the reader missed is added by hand, a target moved, another unit found by name; all without script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from journeys.visiting import look_at, upload, wait_until_read


@pytest.fixture
def plan(examples: Path, office: Page) -> str:
    """The address of a plan in review."""
    paper = next(examples.glob("*2024.txt")).read_text().rstrip()
    upload(office, "ke-hoach.txt", f"{paper}\n\nBản có một mục được thêm bằng tay.\n".encode())
    wait_until_read(office)
    return office.url.partition("#")[0]


def test_an_item_is_added_moved_and_a_unit_searched_without_script(
    plan: str, office: Page, visitor: Callable[..., Page], signed_in: dict[str, Any]
) -> None:
    page = visitor(storage_state=signed_in["van-phong"], java_script_enabled=False)
    page.goto(plan)
    page.locator("#them-muc summary").click()
    page.get_by_label("Dòng của văn bản").fill("127")
    page.get_by_role("button", name="Thêm", exact=True).click()
    office.goto(page.url)
    look_at(office, "ke-hoach-them-muc")
    page.get_by_label("Giá trị", exact=True).fill("4")
    page.get_by_label("Đối tượng").fill("lớp tập huấn")
    page.get_by_role("button", name="Thêm, kiểm tra sau").click()
    added = page.locator("#i-them-1")
    expect(added).to_contain_text("người thêm")
    expect(page.locator("#kiem-tra-lai")).to_be_visible()
    added.get_by_role("link", name="Sửa: ").click()
    page.get_by_role("button", name="Đây là hiện trạng").click()
    expect(page.locator("#g-baseline [id='i-them-2']")).to_contain_text("người thêm")
    page.get_by_text("Cho đọc lại, chọn đơn vị khác").click()
    page.locator("form[action$='doc-lai/'] input[name=unit]").fill("tân")
    page.locator("form[action$='doc-lai/'] button").click()
    expect(page.locator(".errorlist")).to_contain_text("Hãy chọn một đơn vị")
    assert page.locator("input[type=radio]").count() > 1

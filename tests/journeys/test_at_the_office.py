"""An official's way: bring a paper in, wait, review with the keyboard, confirm, publish, print, withdraw."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import docx
import openpyxl
from playwright.sync_api import Locator, Page, expect

from journeys.visiting import Site, keep_picture, look_at, sign_in, upload, wait_until_read


def changed(paper: bytes, last: str) -> bytes:
    """The example with one more line: other bytes, so another plan."""
    return paper.rstrip() + f"\n\n{last}\n".encode()


def as_word(text: str) -> bytes:
    """A paper as Word keeps it: one paragraph a line."""
    made = docx.Document()
    for line in text.splitlines():
        if line.strip():
            made.add_paragraph(line)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def download(page: Page, link: str) -> tuple[str, bytes]:
    """The name and the bytes of what a link of the page brings."""
    with page.expect_download() as arriving:
        page.get_by_role("link", name=link, exact=True).click()
    return arriving.value.suggested_filename, Path(arriving.value.path()).read_bytes()


def press_on(page: Page, goal: Locator) -> None:
    """Reach something with Tab alone, and press it."""
    for _ in range(60):
        if goal.evaluate("each => each === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(goal).to_be_focused()
    page.keyboard.press("Enter")


def test_bringing_a_plan_in_asks_for_the_account_first(page: Page, site: Site) -> None:
    page.goto("/ke-hoach/tai-len/")
    expect(page).to_have_url(re.compile(r"/tai-khoan/login/\?next="))
    look_at(page, "dang-nhap")
    page.fill("input[name=login]", "van-phong")
    page.fill("input[name=password]", site.passwords["van-phong"])
    page.click("main button")
    expect(page).to_have_url(re.compile(r"/ke-hoach/tai-len/$"))
    look_at(page, "tai-len")


def test_a_plan_from_its_file_to_its_papers(office: Page, examples: Path, signed_in: dict[str, Any]) -> None:
    page = office
    paper = next(examples.glob("*2024.txt")).read_bytes()
    upload(page, "ke-hoach-2024.txt", changed(paper, "Bản gửi lấy ý kiến."))
    expect(page).to_have_url(re.compile(r"/ke-hoach/[0-9a-f-]{36}/$"))
    wait_until_read(page)
    here = page.url

    # review: what the reader guessed is asked; Tab and Enter are enough to answer
    asked = page.locator("#can-xac-nhan .question")
    many = asked.count()
    assert many >= 2
    look_at(page, "ke-hoach-ra-soat")
    press_on(page, page.get_by_role("link", name="Cần xác nhận"))
    press_on(page, asked.get_by_role("button", name="Đúng: ", exact=False).first)
    expect(page.locator("#can-xac-nhan h2")).to_contain_text(f"còn {many - 1} trên {many} mục")
    expect(page.locator("#can-xac-nhan button[aria-pressed=true]")).to_have_count(1)
    expect(page.locator(":target")).to_be_in_viewport()

    # a contradiction is not passed over in silence
    page.get_by_role("button", name="Ghi nhận đã đọc đúng").click()
    refusal = page.locator(".note[role=status]")
    expect(refusal).to_contain_text("Văn bản còn 1 mâu thuẫn chưa được xác nhận đã biết (dòng ")
    expect(page.locator(".sub")).to_contain_text("Đang rà soát")
    page.get_by_label("Đã biết mâu thuẫn 1").check()
    page.get_by_label("Ghi chú").fill("Đã báo phòng chuyên môn sửa dòng 127.")
    page.get_by_role("button", name="Ghi nhận đã đọc đúng").click()
    expect(page.locator(".note[role=status]")).to_contain_text(re.compile(r"Đã ghi nhận \d+ mục tiêu"))
    expect(page.locator(".sub")).to_contain_text("Đang theo dõi")
    expect(page.locator("#phat-hien")).to_contain_text("Đã báo phòng chuyên môn sửa dòng 127.")

    # followed, not yet public
    page.get_by_role("link", name="Bảng chương trình").click()
    expect(page.locator("table.matrix tbody tr")).to_have_count(9)
    page.goto(here)
    page.get_by_role("button", name="Công khai").click()
    expect(page.locator(".sub")).to_contain_text("Đã công khai")
    keep_picture(page, "ke-hoach-da-cong-khai")

    name, read = download(page, "Tải JSON")
    told = json.loads(read)
    assert name.endswith(".json")
    assert told["schema_version"]
    assert {finding["kind"] for finding in told["findings"]} >= {"contradiction", "implied"}
    _name, original = download(page, "Tệp gốc")
    assert original == changed(paper, "Bản gửi lấy ý kiến.")

    page.get_by_role("link", name="Bảng chương trình").click()
    _papers_say_what_the_plan_says(page)

    page.goto(here)
    page.get_by_text("Rút kế hoạch…").click()
    page.get_by_role("button", name="Rút", exact=True).click()
    page.get_by_label("Lý do rút").fill("Bản gửi nhầm.")
    page.get_by_role("button", name="Rút", exact=True).click()
    expect(page.locator(".sub")).to_contain_text("Đã rút")
    page.get_by_text("Quá trình", exact=True).click()
    expect(page.locator("details.history").first.locator("li")).to_have_count(5)
    keep_picture(page, "ke-hoach-da-rut")

    signed_in.clear()  # the account leaves: whoever comes next signs in again
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("link", name="Đăng nhập")).to_be_visible()
    answer = page.goto(here)
    assert answer is not None
    assert answer.status == 404


def _papers_say_what_the_plan_says(page: Page) -> None:
    name, data = download(page, "Biểu 01 (Excel)")
    assert name == "bieu-01.xlsx"
    cells = _cells(data)
    assert {"Sán Chải", "Sín Chéng", "Nàn Xín"} <= cells
    assert any(str(cell).startswith("=") for cell in cells)
    name, data = download(page, "Biểu 01 (Word)")
    assert name == "bieu-01.docx"
    assert {"Sán Chải", "Cán Cấu"} <= _words(data)
    name, data = download(page, "Biểu 03 (Excel)")
    assert name == "bieu-03.xlsx"
    assert {3890, 1600, 73616, 87564, 11000, 6300} <= _cells(data)
    name, data = download(page, "Biểu 03 (Word)")
    assert name == "bieu-03.docx"
    assert {"183.970", "161.180", "5.490"} <= _words(data)


def _cells(workbook: bytes) -> set[Any]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    assert sheet is not None
    return {cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def _words(document: bytes) -> set[str]:
    return {
        cell.text.strip()
        for table in docx.Document(io.BytesIO(document)).tables
        for row in table.rows
        for cell in row.cells
    }


def test_a_word_file_is_read_like_any_other(office: Page, examples: Path) -> None:
    page = office
    paper = as_word(next(examples.glob("*2022-2025.txt")).read_text())
    upload(page, "chuong-trinh.docx", paper)
    wait_until_read(page)
    here = page.url
    expect(page.get_by_role("heading", level=1)).to_contain_text("huyện Mèo Vạc")
    expect(page.locator(".sub")).to_contain_text("Đang rà soát")
    expect(page.locator("#phat-hien")).not_to_contain_text("Mâu thuẫn")
    name, kept = download(page, "Tệp gốc")
    assert name.endswith(".docx")
    assert kept == paper
    upload(page, "ten-khac.docx", paper)  # the same bytes again are the plan that is here
    expect(page).to_have_url(here)
    expect(page.locator(".note[role=status]")).to_contain_text("đã được tải lên trước đây")


def test_a_wrong_password_is_told_and_a_reader_may_not_bring_plans_in(page: Page, site: Site) -> None:
    page.goto("/tai-khoan/login/")
    page.fill("input[name=login]", "nguoi-xem")
    page.fill("input[name=password]", "khong-phai-mat-khau")
    page.click("main button")
    expect(page.get_by_role("alert")).to_be_visible()
    look_at(page, "dang-nhap-sai")
    sign_in(page, site, "nguoi-xem")
    answer = page.goto("/ke-hoach/tai-len/")
    assert answer is not None
    assert answer.status == 403
    look_at(page, "khong-co-quyen")
    page.goto("/ke-hoach/")
    expect(page.get_by_role("link", name="Tải lên văn bản")).to_have_count(0)

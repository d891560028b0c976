"""Reviewing a reading: correct a figure, check again, walk the open questions with keys, and two at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from factories.papers_in_pdf import paper_of
from journeys.visiting import PHONE, Site, keep_picture, look_at, sign_in, upload, violations, wait_until_read


@pytest.fixture
def paper(examples: Path) -> str:
    """The example that contradicts itself; one more line makes another plan of it."""
    return next(examples.glob("*2024.txt")).read_text().rstrip()


def bring(page: Page, paper: str, last: str) -> str:
    """Bring a plan in and wait until it is read; its address."""
    upload(page, "ke-hoach.txt", f"{paper}\n\n{last}\n".encode())
    wait_until_read(page)
    return page.url.partition("#")[0]


def target_at(page: Page, line: int) -> Locator:
    """The target that was read in a line."""
    return page.locator("#g-targets li").filter(has=page.locator(f"a[href='#d{line}']")).first


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_a_corrected_figure_mends_the_contradiction_and_is_followed(office: Page, paper: str) -> None:
    page = office
    here = bring(page, paper, "Bản có một con số sửa.")
    expect(page.locator("#phat-hien")).to_contain_text("Mâu thuẫn 1.")
    row = target_at(page, 127)
    key = str(row.get_attribute("id"))
    row.get_by_role("link", name="Sửa: ").click()
    form = page.locator("form.correct")
    expect(form.get_by_label("Giá trị", exact=True)).to_be_focused()
    assert violations(page) == []
    keep_picture(page, "ke-hoach-sua-muc")
    form.get_by_label("Giá trị", exact=True).fill("3")
    form.get_by_label("Lý do sửa").fill("Phòng chuyên môn báo lại")
    form.get_by_role("button", name="Lưu và kiểm tra lại").click()
    expect(page.locator(".note.good").first).to_contain_text("Đã kiểm tra lại", timeout=60_000)
    expect(page.locator("#phat-hien")).not_to_contain_text("Mâu thuẫn 1.")
    row = page.locator(f"[id='{key}']")
    expect(row.locator("del")).to_have_text("6")
    expect(row.locator("ins")).to_have_text("3")
    expect(row).to_contain_text("Phòng chuyên môn báo lại")
    expect(page.locator(".jump")).to_contain_text("Cần xác nhận")
    look_at(page, "ke-hoach-da-sua")

    page.get_by_role("button", name="Ghi nhận đã đọc đúng").click()
    expect(page.locator(".sub")).to_contain_text("Đang theo dõi")
    page.get_by_text("Quá trình", exact=True).click()
    expect(page.locator("details.history").first).to_contain_text("trong đó 1 mục đã sửa")
    page.get_by_text("Biên bản rà soát").click()
    expect(page.locator("#bien-ban")).to_contain_text("Phòng chuyên môn báo lại")
    page.get_by_role("link", name="Bảng chương trình").click()
    expect(page.locator("table.matrix tfoot")).to_contain_text("+3/9")
    expect(page.locator("table.matrix tfoot td.warn")).to_have_count(0)
    page.goto(here)
    expect(page.locator(f"[id='{key}'] ins")).to_have_text("3")  # the history stays


def test_keys_walk_the_open_questions_only(office: Page, paper: str) -> None:
    page = office
    bring(page, paper, "Bản rà soát bằng bàn phím.")
    questions = page.locator("#can-xac-nhan .question")
    many = questions.count()
    assert many >= 4
    ids = [str(each.get_attribute("id")) for each in questions.all()]
    page.get_by_role("link", name="Cần xác nhận").press("Enter")
    expect(questions.nth(0)).to_be_focused()
    for key, now in (("n", 1), ("n", 2), ("p", 1), ("p", 0), ("p", many - 1), ("n", 0)):
        page.keyboard.press(key)
        assert focused(page) == ids[now]
    expect(page.locator(".paper .lit").first).to_be_in_viewport()  # the paper came along

    page.keyboard.press("a")
    expect(page.locator("#can-xac-nhan h2")).to_contain_text(f"còn {many - 1} trên {many} mục")
    expect(questions.nth(1)).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("#can-xac-nhan h2")).to_contain_text(f"còn {many - 2} trên {many} mục")
    expect(questions.nth(2)).to_be_focused()
    page.keyboard.press("s")
    form = page.locator("form.correct")
    expect(form.locator("input:focus")).to_have_count(1)
    page.keyboard.type("anx")  # letters go into the box, not to the questions
    expect(page.locator("#can-xac-nhan h2")).to_contain_text(f"còn {many - 2} trên {many} mục")
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    page.keyboard.press("n")
    assert focused(page) == ids[3]
    page.keyboard.press("p")
    assert focused(page) == ids[2]  # what was answered is passed over
    page.keyboard.press("p")
    assert focused(page) == ids[many - 1]
    look_at(page, "ke-hoach-ban-phim")
    expect(page.locator("#kiem-tra-lai")).to_contain_text("1 mục đã sửa hoặc bỏ")


def test_the_walk_and_the_form_need_no_script(visitor: Callable[..., Page], site: Site, paper: str) -> None:
    plain = visitor(java_script_enabled=False)
    sign_in(plain, site, "van-phong")
    upload(plain, "ke-hoach.txt", f"{paper}\n\nBản xem từng mục.\n".encode())
    plain.locator("#can-xac-nhan").wait_for(timeout=60_000)
    plain.get_by_role("link", name="Xem từng mục một").click()
    expect(plain.locator(".sub")).to_contain_text("Mục 1 trên ")
    first = plain.url
    plain.get_by_role("button", name="Đúng", exact=True).click()
    expect(plain.locator(".sub")).to_contain_text("Mục 2 trên ")
    assert plain.url != first
    plain.get_by_label("Giá trị", exact=True).fill("1.5")
    plain.get_by_role("button", name="Lưu, kiểm tra sau").click()
    expect(plain.locator(".errorlist").first).to_contain_text("có thể hiểu theo hai cách")
    expect(plain.get_by_label("Giá trị", exact=True)).to_have_value("1.5")
    plain.get_by_label("Giá trị", exact=True).fill("1")
    plain.get_by_role("button", name="Lưu, kiểm tra sau").click()
    expect(plain.locator(".sub")).to_contain_text("Mục 3 trên ")
    plain.locator(".crumb").get_by_role("link", name="Kế hoạch 2024").click()
    plain.get_by_role("button", name="Kiểm tra lại").click()
    expect(plain.locator(".note.good").first).to_contain_text("Đã kiểm tra lại", timeout=60_000)


def test_two_people_at_one_item_lose_nothing(office: Page, visitor: Callable[..., Page], paper: str) -> None:
    here = bring(office, paper, "Bản hai người cùng xem.")
    office.get_by_role("link", name="Xem từng mục một").click()
    other = visitor(storage_state=office.context.storage_state())
    other.goto(office.url)
    other.get_by_label("Giá trị", exact=True).fill("5")
    office.get_by_role("button", name="Không đúng", exact=True).click()
    expect(office.locator(".sub")).to_contain_text("Mục 2 trên ")
    other.get_by_role("button", name="Lưu, kiểm tra sau").click()
    expect(other.get_by_role("alert").first).to_contain_text("vừa xem mục này và chọn “Không đúng”")
    expect(other.get_by_label("Giá trị", exact=True)).to_have_value("5")
    look_at(other, "ke-hoach-hai-nguoi")
    other.get_by_role("button", name="Lưu, kiểm tra sau").click()
    expect(other.locator(".sub")).to_contain_text("Mục 2 trên ")
    other.goto(here)
    expect(other.locator(".said-of ins").first).to_have_text("5")


def test_what_was_typed_outlives_the_session(office: Page, site: Site, paper: str) -> None:
    page = office
    here = bring(page, paper, "Bản gõ dở khi hết phiên.")
    page.get_by_role("link", name="Xem từng mục một").click()
    page.wait_for_url("**/muc/*/")
    there = page.url
    why = page.get_by_label("Lý do sửa")
    why.fill("Đối chiếu với bản in")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Lưu, kiểm tra sau").click()
    expect(page.locator("main")).to_contain_text("Phiên làm việc đã hết nên chưa ghi gì")
    page.fill("input[name=login]", "van-phong")
    page.fill("input[name=password]", site.passwords["van-phong"])
    page.click("main button")
    page.wait_for_url(there)
    expect(why).to_have_value("Đối chiếu với bản in")
    expect(page.locator("[data-restored]")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Giá trị", exact=True).fill("3")
    page.get_by_role("button", name="Lưu, kiểm tra sau").click()
    page.goto(there)
    expect(why).to_have_value("Máy đọc nhầm")  # it was stored: the draft is gone
    page.goto(here)
    expect(page.locator("#bien-ban")).to_contain_text("Đối chiếu với bản in")


def test_a_pdf_is_brought_in_and_read_like_any_other(office: Page, paper: str) -> None:
    office.goto("/ke-hoach/tai-len/")
    expect(office.locator("form.upload")).to_contain_text("Tệp .docx, .pdf hoặc .txt")
    assert ".pdf" in str(office.locator("input[type=file]").get_attribute("accept"))
    upload(office, "ke-hoach.pdf", paper_of(paper))
    wait_until_read(office)
    expect(office.get_by_role("heading", level=1)).to_contain_text("huyện Si Ma Cai")
    expect(office.locator("#phat-hien")).to_contain_text("Mâu thuẫn 1.")
    office.set_viewport_size(PHONE)
    keep_picture(office, "ke-hoach-pdf-360")


def test_the_review_prints_without_its_buttons(office: Page, paper: str) -> None:
    bring(office, paper, "Bản để in.")
    made = office.pdf(prefer_css_page_size=True, print_background=True)
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", made)) <= 30
    office.emulate_media(media="print")
    for unwanted in ("button", "form.confirm", ".jump", ".top", "a.mistaken"):
        for each in office.locator(unwanted).all():
            expect(each).to_be_hidden()
    expect(office.locator("#phat-hien")).to_be_visible()


def test_other_papers_of_the_page(office: Page, paper: str) -> None:
    here = bring(office, paper, "Bản tải về.")
    told: Any = office.request.get(f"{here}doc.xlsx")
    assert told.ok
    assert told.body()[:2] == b"PK"

"""A citizen who never saw it before: from the first page to the line of the document, and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.visiting import look_at, violations

MATRIX = "table.matrix tbody tr"
SI_MA_CAI, MEO_VAC = "Huyện Si Ma Cai", "Huyện Mèo Vạc"


@pytest.mark.parametrize(
    ("unit", "heading", "communes", "promised", "name"),
    [
        (
            SI_MA_CAI,
            "Chương trình nông thôn mới năm 2024",
            9,
            ["KH 150", "KH 16,67", "KH 4 trong 9 xã", "dự kiến 183.970 triệu đồng"],
            "chuong-trinh-si-ma-cai",
        ),
        (
            MEO_VAC,
            "Chương trình nông thôn mới giai đoạn 2022-2025",
            17,
            ["văn bản không nêu", "KH 14,06", "KH 3 trong 17 xã", "văn bản không nêu"],
            "chuong-trinh-meo-vac",
        ),
    ],
)
def test_from_the_first_page_to_a_programme(
    page: Page, unit: str, heading: str, communes: int, promised: list[str], name: str
) -> None:
    page.goto("/")
    page.get_by_role("link", name=unit).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.locator(MATRIX)).to_have_count(communes)
    expect(page.locator(f"{MATRIX} a.c")).to_have_count(communes * 19)
    figures = page.locator(".figs > div")
    expect(figures).to_have_count(4)
    for place, words in enumerate(promised):
        expect(figures.nth(place)).to_contain_text(words)
        expect(figures.nth(place).locator("strong")).to_have_text("–")  # nothing was observed yet
    look_at(page, name)


def test_what_contradicts_itself_is_told_above_the_matrix_and_marked_in_it(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=SI_MA_CAI).click()
    note = page.locator("main .note").first
    expect(note).to_contain_text("Mâu thuẫn.")
    expect(note).to_contain_text("dòng 127 nêu 06/9 xã")
    expect(page.locator("tfoot td.warn")).to_have_text(re.compile(r"\+6/9⚠"))
    expect(page.locator("table.tree tbody tr")).to_have_count(9)
    expect(page.locator("table.tree")).to_contain_text("161.180")
    note.get_by_role("link", name="Xem trong văn bản").click()
    expect(page).to_have_url(re.compile(r"/ke-hoach/.+#d\d+$"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_a_cell_says_why_over_the_page_and_on_a_page_of_its_own(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=SI_MA_CAI).click()
    cell = page.locator(MATRIX).nth(4).locator("a.c").nth(16)
    address = cell.get_attribute("href")
    cell.click()
    why = page.get_by_role("dialog")
    expect(why).to_contain_text("Xã Sán Chải · 17")
    expect(why).to_contain_text("05 tiêu chí")
    expect(why).to_contain_text("Chưa có số liệu nào được ghi")
    assert violations(page, "dialog.why") == []
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()
    assert address is not None
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sán Chải")
    look_at(page, "o-vi-sao")
    page.get_by_role("link", name="dòng 49").first.click()
    expect(page.locator("#d49")).to_be_in_viewport()


def test_the_document_stands_beside_what_was_read_and_each_leads_to_the_other(page: Page) -> None:
    page.goto("/ke-hoach/")
    look_at(page, "cac-ke-hoach")
    page.get_by_role("row", name=re.compile("Si Ma Cai")).get_by_role("link").click()
    first = page.locator("#phat-hien .note").first
    expect(first).to_contain_text("Mâu thuẫn 1.")
    expect(first.locator(".quotes li")).to_have_count(5)
    for mended in ("thêm 03", "07/9"):
        expect(first.locator(".repairs")).to_contain_text(mended)
    page.get_by_role("link", name="dòng 127").first.click()
    line = page.locator("#d127")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("06/9 xã")
    back = line.locator("a.mark, .ln a").first
    goal = (back.get_attribute("href") or "").removeprefix("#")
    back.click()
    expect(page.locator(f"[id='{goal}']")).to_be_in_viewport()
    look_at(page, "ke-hoach-si-ma-cai")


def test_the_other_document_does_not_contradict_itself(page: Page) -> None:
    page.goto("/")
    page.get_by_role("row", name=MEO_VAC).get_by_role("link", name="30-CTr/HU").click()
    expect(page.locator("#phat-hien")).not_to_contain_text("Mâu thuẫn")
    expect(page.locator("#phat-hien")).to_contain_text("14 xã chưa đạt chuẩn đều phải đạt đúng 13 tiêu chí")
    look_at(page, "ke-hoach-meo-vac")


def test_a_unit_is_found_without_tones_and_tells_what_it_became(page: Page) -> None:
    page.goto("/don-vi/")
    look_at(page, "don-vi")
    page.get_by_label("Tên hoặc mã").fill("san chai")
    page.get_by_role("button", name="Tìm").click()
    look_at(page, "don-vi-tim")
    found = page.get_by_role("row").filter(has_text="Si Ma Cai").filter(has_text="Sán Chải")
    found.get_by_role("link", name="Xã Sán Chải").click()
    expect(page.locator(".sub")).to_contain_text("đến hết 30/06/2025")
    expect(page.locator(".crumb")).to_contain_text("Huyện Si Ma Cai")
    expect(page.locator("ul.criteria li")).to_have_count(19)
    look_at(page, "don-vi-xa-truoc")
    page.locator(".note", has_text="Đã sắp xếp").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Được lập từ")).to_be_visible()
    expect(page.get_by_role("link", name="Xã Sán Chải")).to_be_visible()
    expect(page.locator(".crumb")).not_to_contain_text("Huyện")
    look_at(page, "don-vi-xa-sau")


def test_a_district_that_is_no_more_shows_its_communes_and_its_plan(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=MEO_VAC).click()
    page.locator(".crumb").get_by_role("link", name=MEO_VAC).click()
    expect(page.locator("ul.columns li")).to_have_count(18)  # 17 communes and the town
    expect(page.get_by_role("link", name="2022-2025")).to_be_visible()
    page.get_by_label("Xem theo ngày").fill("01/08/2025")
    page.get_by_role("button", name="Xem").click()
    expect(page.locator("main")).to_contain_text("không tồn tại vào ngày 01/08/2025")
    page.get_by_label("Xem theo ngày").fill("31/02/2025")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look_at(page, "don-vi-huyen")


@pytest.mark.parametrize(
    ("set_id", "criteria", "said"),
    [
        ("vn-2021-2025-commune", 19, r"Chưa đối chiếu văn bản in: \d+/57"),
        ("vn-2026-2030-commune", 10, r"\d+ chỉ tiêu còn thiếu mức"),
    ],
)
def test_a_criteria_set_says_what_nobody_confirmed(page: Page, set_id: str, criteria: int, said: str) -> None:
    page.goto("/bo-tieu-chi/")
    page.locator(f"a[href='/bo-tieu-chi/{set_id}/']").click()
    expect(page.locator("tr.criterion")).to_have_count(criteria)
    note = page.locator("main > .note")
    expect(note).to_contain_text(re.compile(said))
    told = re.search(r"Chưa đối chiếu văn bản in: (\d+)", note.inner_text())
    expect(page.get_by_role("img", name="chưa đối chiếu văn bản in")).to_have_count(
        int(told[1]) if told else 0
    )
    look_at(page, f"bo-tieu-chi-{criteria}")


def test_the_lists_that_everything_begins_with(page: Page) -> None:
    for address, rows, name in (("/", 2, "trang-dau"), ("/bo-tieu-chi/", 10, "cac-bo-tieu-chi")):
        page.goto(address)
        expect(page.locator("table.list tbody tr")).to_have_count(rows)
        look_at(page, name)


def test_what_is_not_there_says_so(page: Page) -> None:
    answer = page.goto("/ke-hoach/00000000-0000-4000-8000-000000000000/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("alert")).to_contain_text("đăng nhập")
    look_at(page, "khong-co-trang")

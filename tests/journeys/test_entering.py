"""Nhập số liệu in a browser: with the keys of a spreadsheet, a pasted block, and a session that ends."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from journeys.visiting import Site, look_at

PAGE = "/don-vi/u30007-a/nhap-lieu/vn-2021-2025-commune/2024/"
PASTE = """([box, text]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
COPIED = """() => {
    const clipboardData = new DataTransfer();
    document.activeElement.dispatchEvent(
        new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
    return clipboardData.getData("text/plain");
}"""
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def paste(page: Page, name: str, text: str) -> None:
    """Paste from a spreadsheet into a box."""
    box = page.locator(f'[name="{name}"]')
    box.focus()
    page.evaluate(PASTE, [box.element_handle(), text])


def enters_and_comes_back(page: Page, site: Site, password: str) -> None:
    """Type, paste, lose the session in the middle, sign in again: everything typed is stored once."""
    before = site.count("assessments_observation")
    page.goto(PAGE)
    page.locator('[name="v.3.1"]').focus()
    page.keyboard.type("85")
    page.keyboard.press("ArrowDown")
    expect(page.locator('[name="v.3.2"]')).to_be_focused()
    page.keyboard.press("d")  # "Đạt", by its letter
    page.keyboard.press("ArrowDown")
    expect(page.locator("#s-3\\.1")).to_contain_text("Đã lưu")
    expect(page.locator("#s-3\\.2")).to_contain_text("Đã lưu")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    expect(page.locator('[name="n.3.1"]')).to_be_focused()

    paste(page, "v.4.1", "Đạt\n\t1.960\t2.000\tSổ điện lực\n")
    expect(page.locator("#s-4\\.2")).to_contain_text("98%")
    assert site.count("assessments_observation") == before + 4
    page.locator('[name="v.4.1"]').focus()
    assert page.evaluate(COPIED) == "Đạt"
    page.keyboard.press("Shift+ArrowDown")
    page.locator('[name="w.4.2"]').click(modifiers=["Shift"])
    assert page.evaluate(COPIED) == "Đạt\t\t\t\n\t1.960\t2.000\tSổ điện lực"

    paste(page, "v.10.1", "98.5\n12,5")
    expect(page.locator("[data-pasted]")).to_contain_text("10.1")
    expect(page.locator("#s-10\\.1")).to_contain_text("hai cách")
    assert site.count("assessments_observation") == before + 4
    page.locator('[name="v.10.1"]').fill("42")
    page.locator('[name="v.10.1"]').press("Enter")
    expect(page.locator("#s-10\\.1")).to_contain_text("Đã lưu")

    page.context.clear_cookies(name="sessionid")
    page.locator('[name="n.5.1"]').fill("9")
    page.locator('[name="d.5.1"]').fill("10")
    page.keyboard.press("Enter")
    expect(page.locator("[data-line]")).to_contain_text("Phiên làm việc đã hết.")
    page.get_by_role("link", name="Đăng nhập lại").click()
    page.fill("input[name=password]", password)
    page.fill("input[name=login]", next(name for name, word in site.passwords.items() if word == password))
    page.click("main button")
    page.wait_for_url(f"**{PAGE}*")
    expect(page.locator("#s-5\\.1")).to_contain_text("90%")
    expect(page.locator("#s-5\\.1")).to_contain_text("Đã lưu")
    page.reload()
    expect(page.locator("[data-line]")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_nothing_typed_is_lost_when_the_session_ends(office: Page, site: Site) -> None:
    enters_and_comes_back(office, site, site.passwords["van-phong"])
    look_at(office, "nhap-lieu")
    office.set_viewport_size({"width": 320, "height": 700})
    assert office.evaluate(FITS)

"""What should not come in: one sentence that says what to do, and nothing half-stored."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from journeys.visiting import Site, look_at, upload, wait_until_read

MEGABYTE = 1024 * 1024
NOT_A_PLAN = """Nhật ký đi đường
Sáng nay trời nhiều mây, chúng tôi ăn sáng ở chợ rồi đi tiếp.
Đường qua đèo còn ướt, đến trưa thì nắng.
Buổi chiều cả đoàn nghỉ bên suối.
"""
NOWHERE = """ỦY BAN NHÂN DÂN
HUYỆN THƯỢNG KHÔNG
Số: 12/KH-UBND
KẾ HOẠCH
Xây dựng nông thôn mới trên địa bàn huyện Thượng Không năm 2024
I. MỤC TIÊU
1. Phấn đấu có thêm 02 xã đạt chuẩn nông thôn mới.
"""


def word_file() -> bytes:
    """A small sound Word file."""
    made = docx.Document()
    made.add_paragraph("KẾ HOẠCH")
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def bomb() -> bytes:
    """A Word file of a few kB whose text unpacks to 300 MB."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * (300 * MEGABYTE))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("rong.txt", lambda: b"", "rỗng"),
        ("trang.txt", lambda: b" \n\n ", "không có chữ"),
        ("cut.docx", lambda: word_file()[:2000], "hỏng"),
        ("bom.docx", bomb, "giải nén"),
        ("ke-hoach.docx", lambda: b"%PDF-1.7\n" + b"0" * 500, "PDF"),
        ("anh.txt", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 90, "PNG"),
        ("cu.txt", lambda: "Kế hoạch năm 2024".encode("utf-16-be"), "UTF-8"),
    ],
    ids=[
        "empty",
        "blank",
        "cut short",
        "bomb",
        "a PDF called Word",
        "a picture called text",
        "other encoding",
    ],
)
def test_what_is_no_document_is_refused_at_the_door(
    office: Page, site: Site, name: str, make: Callable[[], bytes], said: str
) -> None:
    before = site.stored()
    upload(office, name, make())
    alert = office.get_by_role("alert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text(said)
    assert site.stored() == before
    if said == "hỏng":
        look_at(office, "tai-len-bi-tu-choi")


def test_what_is_too_large_is_refused_while_it_arrives(office: Page, site: Site, tmp_path: Path) -> None:
    large = tmp_path / "lon.txt"
    with large.open("wb") as file:
        file.truncate(200 * MEGABYTE)
    before = site.stored()
    office.set_default_timeout(120_000)
    upload(office, "lon.txt", large)
    expect(office.get_by_role("alert")).to_contain_text("giới hạn 20 MB", timeout=120_000)
    assert site.stored() == before


@pytest.mark.parametrize(
    ("name", "text", "what", "why"),
    [
        ("nhat-ky.txt", NOT_A_PLAN, "Không đọc được văn bản này.", "kế hoạch"),
        ("ke-hoach-khong-dau.txt", NOWHERE, "chưa biết của đơn vị nào", "Thượng Không"),
    ],
    ids=["not a plan", "a place that does not exist"],
)
def test_what_cannot_be_taken_in_says_why_on_its_page(
    office: Page, site: Site, name: str, text: str, what: str, why: str
) -> None:
    read = ("plans_reading", "plans_readitem", "plans_finding", "plans_target")
    before = [site.count(table) for table in read]
    upload(office, name, text.encode())
    wait_until_read(office)
    alert = office.get_by_role("alert")
    expect(alert).to_contain_text(what)
    expect(alert).to_contain_text(why)
    assert [site.count(table) for table in read] == before
    look_at(office, name.removesuffix(".txt"))


def test_decomposed_letters_are_read_like_any_others(office: Page, examples: Path) -> None:
    text = unicodedata.normalize("NFD", next(examples.glob("*2024.txt")).read_text())
    upload(office, "nfd.txt", text.encode())
    wait_until_read(office)
    expect(office.get_by_role("heading", level=1)).to_contain_text("huyện Si Ma Cai")
    expect(office.locator("#phat-hien")).to_contain_text("Mâu thuẫn 1.")

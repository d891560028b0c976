"""Kết quả của các đơn vị in a browser: from the nation to who said it, on a site of invented figures."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import Prepared, run, running, settings_of, visits
from journeys.visiting import Site, look_at, sign_in

NATION = "/don-vi/uvn-a"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def sample_site(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A country of one province and four of its communes, with what these were made from."""
    var = shutil.copytree(prepared.var, tmp_path_factory.mktemp("sample"), dirs_exist_ok=True)
    run(var, "sample", "--provinces", "1", "--communes", "4", "--years", "2024-2025")
    with running(var, prepared.passwords) as started:
        yield started


@pytest.fixture
def visitor(browser: Browser, sample_site: Site) -> Iterator[Callable[..., Page]]:
    """Makes visitors of the site of invented figures."""
    with visits(browser, sample_site) as visit:
        yield visit


@pytest.fixture
def kept(visitor: Callable[..., Page], sample_site: Site) -> dict[str, object]:
    """What a browser keeps of the office's sign-in."""
    first = visitor()
    sign_in(first, sample_site, "van-phong")
    return dict(first.context.storage_state())


def province_of(page: Page) -> str:
    """The address of the one province that has figures."""
    page.goto(f"{NATION}/ket-qua/?nam=2025")
    [name] = page.locator("table.matrix tbody th a").all()
    return str(name.get_attribute("href"))


def test_every_page_of_results_is_accessible_fits_a_phone_and_says_that_it_is_a_sample(
    visitor: Callable[..., Page], kept: dict[str, object], sample_site: Site, tmp_path: Path
) -> None:
    page = visitor(storage_state=kept)
    province = province_of(page)
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {"type": "Point", "coordinates": [105 + place / 10, 22]},
        }
        for place, code in enumerate(codes_of(sample_site, province.split("/")[2]))
    ]
    places = tmp_path / "xa.geojson"
    places.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    run(sample_site.var, "units", "boundaries", str(places), "--on", "2025-12-31")
    for name, path in (
        ("ca-nuoc", f"{NATION}/ket-qua/?nam=2025"),
        ("bang", f"{province}ket-qua/?nam=2025"),
        ("tieu-chi", f"{province}tieu-chi/?nam=2025&ma=4.2"),
        ("so-sanh", f"{province}so-sanh/?nam=2025"),
        ("ban-do", f"{province}ban-do/?nam=2025"),
    ):
        page.goto(path)
        look_at(page, f"ket-qua-{name}")
        page.emulate_media(media="print")
        expect(page.locator("aside.sample")).to_be_visible()  # on paper too
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate(FITS), path
    expect(page.locator("svg.map circle").first).to_be_visible()


HAND_UP = """
import sys, uuid, django
django.setup()
from django.utils import timezone
from chungsuc.accounts.actions import ensure_system_account
from chungsuc.administrative_units.queries import below, named_by
from chungsuc.assessments.reviewing import hand_up
from chungsuc.assessments.rollup_law import end_of, laws, stored_set
now, year = timezone.now(), 2025
by, law = ensure_system_account(now=now), laws(stored_set(sys.argv[2]), [2025])[2025]
for unit in below(named_by(sys.argv[1]), end_of(year), level="commune"):
    if unit.valid_to is None and unit.observations.filter(criteria_set_id=law.id).exists():
        hand_up(act=uuid.uuid4(), unit=unit, criteria_set=law, year=year, by=by, now=now)
"""


def test_the_pages_of_a_review_are_accessible_fit_a_phone_and_need_no_script(
    visitor: Callable[..., Page], kept: dict[str, object], sample_site: Site
) -> None:
    page = visitor(storage_state=kept)
    unit_id, set_id = province_of(page).split("/")[2], "vn-2021-2025-commune"
    subprocess.run(
        [sys.executable, "-c", HAND_UP, unit_id, set_id],
        env=settings_of(sample_site.var) | {"DJANGO_SETTINGS_MODULE": "chungsuc.web.settings"},
        check=True,
        capture_output=True,
    )
    there = f"/tham-dinh/{unit_id}/{set_id}/2025/"
    page.goto(f"{there}?loc=cho")
    look_at(page, "tham-dinh-danh-sach")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate(FITS)
    page.goto(f"{there}?ma=4.2&loc=cho")
    assert page.evaluate(FITS)
    page.locator("table.matrix a.c").first.click()
    look_at(page, "tham-dinh-mot-o")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate(FITS)
    bare = visitor(storage_state=kept, java_script_enabled=False)
    bare.goto(f"{there}?ma=4.2&loc=cho")
    bare.locator("table.matrix input[name=o]").first.check()
    bare.get_by_role("button", name="Chấp nhận các ô đã chọn").click()
    bare.locator("main form button").first.click()
    expect(bare.locator("main")).to_contain_text("Đã chấp nhận 1 ô.")


def codes_of(site: Site, province: str) -> list[str]:
    """Codes of the communes of a province."""
    import sqlite3

    store = sqlite3.connect(f"file:{site.var / 'chungsuc.sqlite3'}?mode=ro", uri=True)
    try:
        rows = store.execute(
            "SELECT unit.code FROM administrative_units_unit unit JOIN administrative_units_unitpath path"
            " ON path.descendant_id = unit.id WHERE path.ancestor_id = ? AND unit.level = 'commune'"
            " AND unit.valid_to IS NULL",
            [province],
        )
        return sorted({code for (code,) in rows})
    finally:
        store.close()


def test_on_paper_the_matrix_begins_on_the_first_sheet_and_every_sheet_says_that_it_is_a_sample(
    visitor: Callable[..., Page], kept: dict[str, object]
) -> None:
    page = visitor(storage_state=kept)
    province = province_of(page)
    page.goto(f"{province}ket-qua/?nam=2025")
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    told = [sheet.get_textpage().get_text_bounded() for sheet in sheets]
    assert "Bảng kết quả" in told[0]
    assert "tính được" in " ".join(told)
    assert all("Số liệu mẫu" in each for each in told)
    assert {sheet.get_width() > sheet.get_height() for sheet in sheets} == {True}


@pytest.mark.parametrize("address", ["", "so-sanh"])
def test_on_a_phone_every_figure_of_a_list_has_its_label(
    address: str, visitor: Callable[..., Page], kept: dict[str, object]
) -> None:
    page = visitor(storage_state=kept)
    sets = "/bo-tieu-chi/so-sanh/vn-2021-2025-commune/vn-2026-2030-commune/"
    page.goto(sets if address else f"{province_of(page)}?nam=2025")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.locator(".list.stack tbody tr").count() > 10
    bare = ".list.stack tbody tr:not(.broken) td:not(:first-child):not([data-label])"
    assert page.locator(bare).count() == 0
    assert page.evaluate(
        "[...document.querySelectorAll('.scroll')].every(e => e.scrollWidth <= e.clientWidth)"
    )


@pytest.mark.parametrize("with_script", [True, False])
def test_a_number_leads_on_to_who_said_it(
    with_script: bool, visitor: Callable[..., Page], kept: dict[str, object]
) -> None:
    page = visitor(storage_state=kept, java_script_enabled=with_script)
    province = province_of(page)
    page.goto(f"{province}ket-qua/?nam=2025")
    cell = page.locator("table.matrix tbody a.c").first
    if with_script:
        cell.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        why = page.get_by_role("dialog")
    else:
        cell.click()
        why = page.locator("main")
    expect(why).to_contain_text("ai ghi, khi nào, từ đâu")
    expect(why).to_contain_text("Số liệu mẫu")

"""Các trang: nhập quyết định, đối chiếu một con số, so sánh hai bộ."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.criteria.models import FigureReview, Overlay

pytestmark = pytest.mark.django_db
SET = "/bo-tieu-chi/vn-2021-2025-commune/"
NEW = "/bo-tieu-chi/vn-2026-2030-commune/"
FIGURE = SET + "doi-chieu/4.2:TDMNPB:2021-2025/"


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form(province: str, *rows: dict[str, str], **more: str) -> dict[str, str]:
    """What the browser sends for a decision."""
    sent = {
        "province": province,
        "number": "12/QĐ-UBND",
        "decided_on": "05/03/2022",
        "effective_on": "15/03/2022",
        "muc-TOTAL_FORMS": "8",
        "muc-INITIAL_FORMS": "0",
        **more,
    }
    for at, row in enumerate(rows):
        sent |= {f"muc-{at}-{key}": value for key, value in row.items()}
    return sent


def test_a_decision_is_typed_shown_and_withdrawn(lan: User, province: Unit) -> None:
    client = signed_in(lan)
    there = SET + "quyet-dinh/nhap/"
    asked = client.get(there)
    assert province.full_name in asked.text
    assert "Trung ương (sửa đổi" not in asked.text  # Lan does not work for the nation
    rows = (
        {"code": "2.1", "scope": "TDMNPB", "value": "75,5%"},
        {"code": "16.1", "value": "80", "from_year": "2023"},
    )
    assert client.post(there, form(province.pk, *rows)).status_code == 302
    told = text(client.get(SET + "quyet-dinh/"))
    assert f"12/QĐ-UBND quy định của tỉnh: {province.full_name}" in told
    assert "Ban hành 05/03/2022, có hiệu lực từ 15/03/2022. Lan nhập" in told
    assert "Trung du miền núi phía Bắc 2021-2025 Từ 75,5% trở lên" in told
    assert "mọi đơn vị 2023-2025 Từ 80% trở lên" in told
    assert "Rút quyết định này" in told
    assert "Rút quyết định này" not in text(Client().get(SET + "quyet-dinh/"))
    row = Overlay.objects.get()
    withdraw = f"/bo-tieu-chi/quyet-dinh/{row.pk}/rut/"
    client.post(withdraw, {"why": ""})
    assert "Hãy ghi lý do" in text(client.get(SET + "quyet-dinh/"))
    client.post(withdraw, {"why": "Nhập nhầm."})
    assert "Nhập nhầm." in text(client.get(SET + "quyet-dinh/"))


@pytest.mark.parametrize(
    ("rows", "more", "words"),
    [
        ([{"code": "2.1", "value": "bảy"}], {}, "không phải là số"),
        ([{"code": "2.1", "value": ""}], {}, "cần cả chỉ tiêu và mức"),
        ([{"code": "2.1", "value": "101"}], {}, "số từ 0 đến 100"),
        ([], {}, "không nêu mức nào"),
        ([{"code": "2.1", "value": "70"}], {"decided_on": "03/2022"}, "đủ ngày/tháng/năm"),
        ([{"code": "2.1", "value": "70"}], {"decided_on": "31/02/2022"}, "31/02/2022"),
        ([{"code": "2.1", "value": "70"}], {"effective_on": "01/03/2022"}, "không thể có hiệu lực"),
        ([{"code": "1.1", "value": "Chưa đạt"}], {}, "chỉ có thể là Đạt"),
    ],
)
def test_what_cannot_be_stored_is_told_and_stays_in_the_form(
    lan: User, province: Unit, rows: list[dict[str, str]], more: dict[str, str], words: str
) -> None:
    answer = signed_in(lan).post(SET + "quyet-dinh/nhap/", form(province.pk, *rows, **more))
    assert answer.status_code == 400
    assert words in text(answer)
    assert "Chưa có gì được lưu" in text(answer)
    assert 'value="12/QĐ-UBND"' in answer.text
    assert not Overlay.objects.exists()


def test_a_milder_figure_is_refused_on_the_page(minh: User) -> None:
    province = Unit.objects.filter(level="province", valid_to__isnull=True).first()
    assert province is not None
    sent = form(
        province.pk,
        {"code": "2.4", "scope": "nhom_1", "value": "98"},
        decided_on="05/03/2026",
        effective_on="05/03/2026",
    )
    answer = signed_in(minh).post(NEW + "quyet-dinh/nhap/", sent)
    assert "chỉ tiêu 2.4 (nhom_1): mức này nhẹ hơn mức của trung ương" in text(answer)


def test_a_national_amendment_shows_on_the_page_of_the_set(minh: User) -> None:
    sent = form(
        "-", {"code": "4.2", "scope": "TDMNPB", "value": "97", "from_year": "2024"}, number="9/QĐ-TTg"
    )
    assert signed_in(minh).post(SET + "quyet-dinh/nhap/", sent).status_code == 302
    told = text(Client().get(SET, {"vung": "TDMNPB"}))
    assert "Mức dưới đây đã theo: 9/QĐ-TTg ngày 05/03/2022." in told
    assert "Từ 97% trở lên (2024-2025)" in told
    assert "Từ 95% trở lên (2021-2023)" in told


def test_a_figure_is_compared_with_the_print(minh: User, lan: User) -> None:
    listed = text(Client().get(SET + "doi-chieu/"))
    found = re.search(r"(\d+) trong (\d+) con số chưa đối chiếu", listed)
    assert found is not None
    assert int(found[1]) <= int(found[2])
    assert "Ghi kết quả đối chiếu" not in signed_in(lan).get(FIGURE).text
    client = signed_in(minh)
    assert "Ghi kết quả đối chiếu" in client.get(FIGURE).text
    answer = client.post(FIGURE, {"answer": "same", "place": "Phụ lục I, trang 3"}, follow=True)
    assert "Minh , " in text(answer)
    assert "Phụ lục I, trang 3: đúng như văn bản in (từ 95% trở lên)" in text(answer)
    assert f"{int(found[1]) - 1} trong {found[2]} con số chưa đối chiếu" in text(
        Client().get(SET + "doi-chieu/")
    )


def test_what_differs_is_a_proposal_until_someone_adopts_it(minh: User) -> None:
    client = signed_in(minh)
    sent = {"answer": "other", "place": "Phụ lục I, trang 3", "printed": "96%"}
    answer = client.post(FIGURE, sent, follow=True)
    assert "khác với “từ 95% trở lên”, văn bản in ghi “từ 96% trở lên”" in text(answer)
    assert "có đề nghị sửa" in text(client.get(SET + "doi-chieu/"))
    assert "Trung du miền núi phía Bắc: Từ 95% trở lên" in text(client.get(SET))
    adopt = f"/bo-tieu-chi/doi-chieu/{FigureReview.objects.get().pk}/nhan/"
    answer = client.post(adopt, follow=True)
    assert "đã đính chính" in text(answer)
    assert "Trung du miền núi phía Bắc: Từ 96% trở lên" in text(client.get(SET))
    assert "có đề nghị sửa" not in text(client.get(SET + "doi-chieu/", {"tat-ca": "1"}))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"place": "trang 3"}, "Có ô chưa đúng"),
        ({"answer": "same", "place": ""}, "Có ô chưa đúng"),
        ({"answer": "other", "place": "trang 3", "printed": "chín"}, "không phải là số"),
        ({"answer": "other", "place": "trang 3"}, "như trong văn bản in"),
        ({"answer": "same", "place": "trang 3", "printed": "96"}, "Hãy chọn một"),
    ],
)
def test_a_comparison_that_says_nothing_is_told(minh: User, sent: dict[str, str], words: str) -> None:
    answer = signed_in(minh).post(FIGURE, sent)
    assert answer.status_code == 400
    assert words in text(answer)
    assert not FigureReview.objects.exists()


def test_two_sets_side_by_side(client: Client, places: None) -> None:
    told = text(client.get("/bo-tieu-chi/so-sanh/vn-2021-2025-commune/vn-2026-2030-commune/"))
    assert "Trước: 19 tiêu chí, 57 chỉ tiêu" in told
    assert "Sau: 10 tiêu chí, 47 chỉ tiêu" in told
    assert "không phải văn bản của cơ quan nhà nước" in told
    assert "4.2 ◦ Tỷ lệ hộ có đăng ký" in told  # nhớ lại
    assert "2.4 Tỷ lệ hộ có đăng ký" in told  # đã đối chiếu
    assert re.search(
        r"9\.2 ◦ Tỷ lệ hộ có nhà ở kiên cố hoặc bán kiên cố .*? thu hẹp nhớ lại, chưa đối chiếu", told
    )
    for page in ("vn-2026-2030-commune/vn-2021-2025-commune", "khong-co/vn-2026-2030-commune"):
        assert client.get(f"/bo-tieu-chi/so-sanh/{page}/").status_code == 404


@pytest.mark.parametrize(
    "page", ["khong-co/quyet-dinh/", "khong-co/doi-chieu/", "vn-2021-2025-commune/doi-chieu/9.9::2021-2025/"]
)
def test_what_is_not_there(client: Client, places: None, page: str) -> None:
    assert client.get(f"/bo-tieu-chi/{page}").status_code == 404


def test_the_lists_make_few_queries(
    client: Client, lan: User, province: Unit, django_assert_num_queries: Any
) -> None:
    for number in range(4):
        sent = form(province.pk, {"code": "2.1", "value": "75"}, number=f"{number}/QĐ-UBND")
        signed_in(lan).post(SET + "quyet-dinh/nhap/", sent)
    with django_assert_num_queries(3):  # the set, the decisions, their levels
        client.get(SET + "quyet-dinh/")
    client.get(SET + "doi-chieu/")
    with django_assert_num_queries(4):
        client.get(SET + "doi-chieu/")

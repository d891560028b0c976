"""Viện dẫn: a number that its own kind, year or issuer contradicts; parts and annexes of this document."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_readings import basis, case

from chungsuc.checking.citations import check_citations
from chungsuc.checking.own_parts import check_own_parts
from chungsuc.core.statements import Certainty, FindingKind, PartialDate


@pytest.mark.parametrize(
    ("kind", "number", "day", "issuer", "told"),
    [
        ("Nghị định", "45/2023/NĐ-CP", "2023-06-12", "Chính phủ", 0),
        ("Nghị định", "45/2023/NĐ-CP", "2024-06-12", "Chính phủ", 1),  # another year
        ("Nghị định", "45/2023/NĐ-CP", None, "Chính phủ", 0),
        ("Nghị định", "45/2023/NĐ-CP", "2023-06-12", "Thủ tướng Chính phủ", 1),
        ("Quyết định", "77/QĐ-TTg", "2023-06-12", "Chính phủ", 1),
        ("Quyết định", "77/QĐ-TTg", "2023-06-12", "Thủ tướng Chính phủ", 0),
        ("Quyết định", "15/NQ-HĐND", "2023-06-12", "Hội đồng nhân dân tỉnh", 1),  # the symbol of a resolution
        ("Nghị quyết", "15/NQ-HĐND", "2023-06-12", "HĐND tỉnh", 0),
        ("Nghị quyết", "15/NQ-HĐND", "2023-06-12", "UBND tỉnh", 1),
        ("Quyết định", "15/QĐ-UBND", "2023-06-12", "Chủ tịch UBND tỉnh", 0),
        ("Quyết định", "15-QĐ/TU", "2023-06-12", "Tỉnh ủy", 0),
        ("Quy định", "15-QĐ/TW", "2023-06-12", "Bộ Chính trị", 0),
        ("Thông tư liên tịch", "15/2016/TTLT-BNV-BTC", "2016-06-12", "Bộ Nội vụ", 0),
        ("Thông tư", "15/2016/TTLT-BNV-BTC", "2016-06-12", "Bộ Nội vụ", 0),  # a joint circular is a circular
        ("Quyết định", "15/QĐ-BNV", "2023-06-12", "Bộ Nội vụ", 0),
        ("Luật", "20/2023/QH15", "2023-06-12", "Quốc hội", 0),
        ("Luật", "20/2023/QH15", "2024-06-12", "Quốc hội", 1),
        ("Công văn", "20/UBND-NN", "2023-06-12", "UBND tỉnh", 0),
    ],
)
def test_a_number_and_its_words(kind, number, day, issuer, told):
    cited = basis("b1", 3, number, day, kind=kind, issuer=issuer)
    assert len(check_citations(case(legal_bases=[cited]))) == told


def test_a_doubtful_citation_accuses_nobody():
    cited = replace(basis("b1", 3, "45/2023/NĐ-CP", "2024-06-12"), certainty=Certainty.DOUBTFUL)
    assert check_citations(case(legal_bases=[cited])) == []


@pytest.mark.parametrize(
    ("subject", "other_day", "told"),
    [
        ("ban hành Quy chế quản lý công trình cấp nước sạch", "2023-06-12", 1),
        ("ban hành Quy chế quản lý công trình cấp nước sạch", "2024-06-12", 0),
        ("ban hành Quy chế", "2023-06-12", 0),  # a title that many share
    ],
)
def test_two_numbers_for_one_title(subject, other_day, told):
    bases = [
        replace(basis("b1", 3, "77/QĐ-UBND", "2023-06-12", issuer="UBND tỉnh"), subject=subject),
        replace(basis("b2", 9, "71/QĐ-UBND", other_day, issuer="UBND tỉnh"), subject=subject),
    ]
    assert len(check_citations(case(legal_bases=bases))) == told


# --- parts of this document -----------------------------------------------------------------------

ARTICLES = [
    "Điều 1. Phạm vi",
    "Điều 2. Mức hỗ trợ",
    "1. Hỗ trợ giống.",
    "2. Hỗ trợ phân bón.",
    "Điều 3. Tổ chức thực hiện",
]


def own(*lines, **rest):
    return check_own_parts(case(lines=list(enumerate(lines, start=1)), **rest))


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("theo quy định tại khoản 2 Điều 2 Nghị quyết này.", 0),
        ("theo quy định tại khoản 3 Điều 2 Nghị quyết này.", 1),
        ("theo quy định tại điểm a khoản 3 Điều 2 của Nghị quyết này.", 1),
        ("theo quy định tại Điều 4 Nghị quyết này.", 1),
        ("theo quy định tại khoản 3 Điều 2 Nghị định số 45/2023/NĐ-CP.", 0),
        ("theo quy định tại khoản 5 Điều 1 Nghị quyết này.", 0),  # an article whose clauses are not seen
    ],
)
def test_a_part_that_is_not_there(sentence, told):
    assert len(own(*ARTICLES, sentence)) == told


def test_this_article_is_the_one_around():
    assert own(*ARTICLES[:4], "3. Trừ khoản 2 Điều này.") == []
    (found,) = own(*ARTICLES[:4], "3. Trừ khoản 5 Điều này.")
    assert "Điều 2 chỉ có 3 khoản" in found.message


def test_articles_that_were_not_all_seen_accuse_nobody():
    assert own(ARTICLES[0], "Điều 3. Khác", "theo khoản 3 Điều 7 Nghị quyết này.") == []


def test_an_amendment_speaks_of_other_articles():
    assert own(*ARTICLES, "khoản 9 Điều 2 Nghị quyết này.", title="Sửa đổi Nghị quyết") == []


# --- annexes and periods --------------------------------------------------------------------------

HEAD = {
    "number": "21",
    "symbol": "KH-UBND",
    "issued_on": PartialDate(2024, 5, 3),
    "issuer": "UBND huyện Lạng Giang",
}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("(Kèm theo Kế hoạch số 21/KH-UBND ngày 03/5/2024 của UBND huyện)", 0),
        ("(Kèm theo Kế hoạch số 21/KH-UBND ngày 03 tháng 5 năm 2024)", 0),
        ("(Kèm theo Kế hoạch số 12/KH-UBND ngày 03/5/2024 của UBND huyện)", 1),
        ("(Kèm theo Kế hoạch số 21/KH-UBND ngày 30/5/2024 của UBND huyện)", 1),
        ("(Kèm theo Kế hoạch số    /KH-UBND ngày   /5/2024)", 0),
        ("(Kèm theo Quyết định số 12/QĐ-UBND ngày 30/5/2024)", 0),
        ("(Kèm theo Kế hoạch số 12/KH-UBND ngày 30/5/2024 của UBND tỉnh)", 0),  # a form of the superior
        ("Thực hiện biểu mẫu ban hành kèm theo Kế hoạch số 12/KH-UBND ngày 30/01/2024 của tỉnh.", 0),
    ],
)
def test_an_annex_of_another_number(line, told):
    findings = own(line, about=HEAD)
    assert [found.kind for found in findings] == [FindingKind.REFERENCE] * told


@pytest.mark.parametrize(
    ("title", "sentence", "told"),
    [
        ("Phát triển chợ năm 2024", "UBND huyện ban hành Kế hoạch phát triển chợ năm 2024 như sau:", 0),
        ("Phát triển chợ năm 2024", "UBND huyện ban hành Kế hoạch phát triển chợ năm 2023 như sau:", 1),
        ("Phát triển chợ giai đoạn 2021-2025", "ban hành Kế hoạch chợ giai đoạn 2021 - 2025 như sau:", 0),
        ("Phát triển chợ năm 2024", "ban hành Kế hoạch thực hiện Đề án giai đoạn 2021-2025 như sau:", 0),
        ("Chợ giai đoạn 2021-2025", "ban hành Kế hoạch chợ giai đoạn 2022-2025 như sau:", 1),
        ("Chợ giai đoạn 2021-2025", "ban hành Kế hoạch theo Chiến lược giai đoạn 2011-2020 như sau:", 0),
        ("Phát triển chợ năm 2024", "Sau khi tỉnh ban hành Kế hoạch phát triển chợ năm 2023, các xã làm.", 0),
    ],
)
def test_the_period_of_the_title_and_of_the_opening(title, sentence, told):
    assert len(own(sentence, title=title)) == told

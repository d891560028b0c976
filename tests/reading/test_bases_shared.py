"""Căn cứ whose words are said once for several: "các Luật: …", one day, one issuing body, one heading."""

from __future__ import annotations

import pytest

from chungsuc.core.statements import Line
from chungsuc.reading.bases import read_bases
from chungsuc.reading.flow import flow_of
from chungsuc.reading.seams import Block, Role


def read(*lines, body=None):
    blocks = [Block(Role.TEXT, flow_of(Line(number, text))) for number, text in enumerate(lines, start=1)]
    count = len(blocks)
    return read_bases(blocks, first=0, last=count, resume=count, body=count if body is None else body)


def opening_of(*lines, body=None):
    found = read(*lines, body=body)
    return [(each.kind, each.number, str(each.issued_on or "")) for each in found if each.in_opening]


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        (
            "Căn cứ các Luật: Thủy lợi ngày 19/6/2017; Đê điều ngày 29/11/2006; Thú y năm 2015;",
            [("Thủy lợi", "", "2017-06-19"), ("Đê điều", "", "2006-11-29"), ("Thú y", "", "2015")],
        ),
        (
            "Căn cứ các Luật Thủy lợi số 8/2017/QH14, Phòng, chống ma túy số 73/2021/QH14 và Giá năm 2023;",
            [
                ("Thủy lợi", "8/2017/QH14", ""),
                ("Phòng, chống ma túy", "73/2021/QH14", ""),
                ("Giá", "", "2023"),
            ],
        ),
        (
            "Căn cứ các Luật: Thủy lợi năm 2017; Nghị định số 7/2022/NĐ-CP;",
            [("Thủy lợi", "", "2017"), (None, "7/2022/NĐ-CP", "")],
        ),
        ("Căn cứ khoản 3 Điều 21 Luật Thủy lợi năm 2017;", [("Thủy lợi", "", "2017")]),
        ("Căn cứ điểm a, điểm b khoản 2 Điều 14 Luật Đê điều năm 2006;", [("Đê điều", "", "2006")]),
        ("Căn cứ Hiến pháp năm 2013;", [(None, "", "2013")]),
        ("- Căn cứ Bộ Luật Hàng hải năm 2015;", [("Hàng hải", "", "2015")]),
    ],
)
def test_laws_said_together_and_in_part(text, laws):
    assert [(each.subject, each.number, str(each.issued_on or "")) for each in read(text)] == laws
    assert all(each.in_opening for each in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Quyết định số 5/QĐ-UBND, 6/QĐ-UBND và 7/QĐ-UBND cùng ngày 04/7/2022 của UBND xã;",
        "Căn cứ các Quyết định của UBND xã số 5/QĐ-UBND, 6/QĐ-UBND, 7/QĐ-UBND ngày 04/7/2022 về chè;",
        (
            "Căn cứ Quyết định số 5/QĐ-UBND, Quyết định số 6/QĐ-UBND, Quyết định số 7/QĐ-UBND ngày "
            "04/7/2022 của UBND xã;"
        ),
    ],
)
def test_a_day_and_a_body_said_once_are_of_all(text):
    assert [(each.number, str(each.issued_on), each.issuer) for each in read(text)] == [
        (f"{number}/QĐ-UBND", "2022-07-04", "UBND xã") for number in (5, 6, 7)
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Căn cứ Quyết định số 5/QĐ-UBND; Quyết định số 6/QĐ-UBND ngày 04/7/2022;", ["", "2022-07-04"]),
        (
            "Căn cứ Quyết định số 5/QĐ-UBND của UBND xã và Quyết định số 6/QĐ-UBND ngày 04/7/2022;",
            ["", "2022-07-04"],
        ),
        ("Căn cứ Kế hoạch số 5/KH-UBND và Quyết định số 6/QĐ-UBND ngày 04/7/2022;", ["", "2022-07-04"]),
    ],
)
def test_a_day_is_not_lent_over_a_clause_or_to_another_kind(text, days):
    assert [str(each.issued_on or "") for each in read(text)] == days


LISTED = [("Luật", "", "2017"), ("Nghị định", "7/2022/NĐ-CP", ""), ("Quyết định", "9/QĐ-UBND", "")]


@pytest.mark.parametrize(
    "heading",
    ["I. CĂN CỨ PHÁP LÝ", "1. Căn cứ xây dựng Đề án:", "Các căn cứ ban hành Kế hoạch", "2.1. Cơ sở pháp lý"],
)
@pytest.mark.parametrize("start", ["- ", "+ Căn cứ ", ""])
def test_bases_listed_under_a_heading_in_the_body(heading, start):
    named = ["Luật Thủy lợi năm 2017;", "Nghị định số 7/2022/NĐ-CP.", "Quyết định số 9/QĐ-UBND."]
    lines = ["Phần mở đầu", heading, *(start + name for name in named), "Quyết định số 3/QĐ-UBND đã hết hạn."]
    assert opening_of(*lines[:-1], body=1) == LISTED


def test_the_list_ends_where_something_else_is_said():
    lines = ["I. CĂN CỨ PHÁP LÝ", "- Luật Thủy lợi năm 2017;", "II. MỤC TIÊU", "- Quyết định số 9/QĐ-UBND."]
    assert opening_of(*lines, body=1) == [("Luật", "", "2017")]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Căn cứ Biên bản số 5/BB-HĐTĐ ngày 04/7/2022 về nghiệm thu;", "Biên bản", "5/BB-HĐTĐ"),
        ("Căn cứ Hợp đồng số 5/2022/HĐ-TV ngày 04/7/2022;", "Hợp đồng", "5/2022/HĐ-TV"),
        ("Căn cứ Nghị quyết Trung ương về rừng (Nghị quyết số 5-NQ/TW);", "Nghị quyết", "5-NQ/TW"),
        (
            "Thực hiện Quy chế quản lý đê (ban hành kèm theo Quyết định số 5/QĐ-UBND);",
            "Quyết định",
            "5/QĐ-UBND",
        ),
    ],
)
def test_other_papers_that_a_document_rests_on(text, kind, number):
    assert [(each.kind, each.number, each.in_opening) for each in read(text)] == [(kind, number, True)]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Căn cứ Pháp lệnh Dân số số 6/2003/PL-UBTVQH11;", "Ủy ban Thường vụ Quốc hội"),
        ("Căn cứ Công văn số 5/VP-TH của Văn phòng HĐND và UBND huyện;", "Văn phòng HĐND và UBND huyện"),
        ("Căn cứ Báo cáo số 5/BC-HĐTĐ của Hội đồng thẩm định về đập;", "Hội đồng thẩm định"),
        ("Căn cứ Thông tư số 5/2019/TTLT/BYT-BTC giữa Bộ Y tế và Bộ Tài chính;", "Bộ Y tế và Bộ Tài chính"),
        (
            "Căn cứ Thông tư số 5/TT-BNN của Bộ nông nghiệp và phát triển nông thôn quy định;",
            "Bộ nông nghiệp và phát triển nông thôn",
        ),
        (
            "Căn cứ Hướng dẫn số 5/HD-STL của Sở Thủy lợi & Phát triển nông thôn tỉnh về đê;",
            "Sở Thủy lợi & Phát triển nông thôn tỉnh",
        ),
        (
            "Căn cứ Quyết định số 5/QĐ-BCĐ của Trưởng Ban Chỉ đạo phòng, chống hạn mặn tỉnh về bơm;",
            "Trưởng Ban Chỉ đạo phòng, chống hạn mặn tỉnh",
        ),
        ("Căn cứ Quy chế số 5/QC-ND-PN giữa Hội Nông dân và Hội Phụ nữ;", "Hội Nông dân và Hội Phụ nữ"),
    ],
)
def test_bodies_of_two_names(text, issuer):
    assert [each.issuer for each in read(text)] == [issuer]


def test_several_who_ask_each_at_a_paper_of_their_own():
    text = (
        "Xét đề nghị của UBND huyện tại tờ trình số 5/TTr-UBND ngày 02/10/2022, Giám đốc Sở Y tế tại công "
        "văn số 6/SYT-NV ngày 03/10/2022,"
    )
    assert [(each.number, each.issuer, each.in_opening) for each in read(text)] == [
        ("5/TTr-UBND", "UBND huyện", True),
        ("6/SYT-NV", "Giám đốc Sở Y tế", True),
    ]


def test_papers_of_one_body_each_of_its_kind():
    text = "Căn cứ các văn bản của Sở Y tế: Công văn số 5/SYT-NV về nước; Hướng dẫn số 6/HD-SYT về rác;"
    found = [(each.kind, each.issuer, each.in_opening) for each in read(text)]
    assert found == [("Công văn", "Sở Y tế", True), ("Hướng dẫn", "Sở Y tế", True)]


def test_two_papers_known_by_the_decisions_that_issued_them():
    text = (
        "Thực hiện Quy chế quản lý đê (ban hành kèm theo Quyết định số 5/QĐ-UBND) và Chương trình công tác "
        "của Ban Chỉ đạo (ban hành kèm theo Quyết định số 6/QĐ-UBND);"
    )
    assert [(each.number, each.in_opening) for each in read(text)] == [
        ("5/QĐ-UBND", True),
        ("6/QĐ-UBND", True),
    ]


def test_each_opinion_has_its_own_body():
    text = (
        "Theo đề nghị của Trưởng phòng Kinh tế tại Tờ trình số 5/TTr-KT và ý kiến của Phòng Văn hóa tại "
        "Báo cáo số 6/BC-VH."
    )
    assert [each.issuer for each in read(text)] == ["Trưởng phòng Kinh tế", "Phòng Văn hóa"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Căn cứ Kế hoạch số 5/KH-UBND của UBND huyện về chuyển đổi số;", "chuyển đổi số"),
        ("Căn cứ Nghị quyết số 5/NQ-HĐND của HĐND xã khóa XX, kỳ họp thứ 8 về chè;", "chè"),
        (
            "Phúc đáp Công văn số 5/SXD-QH của Sở Xây dựng về quy hoạch, UBND xã có ý kiến như sau:",
            "quy hoạch",
        ),
        ("Căn cứ Nghị định số 5/2022/NĐ-CP (được sửa đổi tại Nghị định số 6/2023/NĐ-CP) về đê;", "đê"),
        ("Căn cứ Nghị định số 5/2022/NĐ-CP đã được sửa đổi, bổ sung năm 2023;", None),
    ],
)
def test_the_subject_is_what_it_is_about(text, subject):
    assert read(text)[0].subject == subject


def test_a_telegram_of_an_hour():
    text = "Thực hiện Công điện số 5/CĐ-UBND hồi 10 giờ 30 ngày 04/7/2022 của Chủ tịch UBND tỉnh;"
    assert [str(each.issued_on) for each in read(text)] == ["2022-07-04"]

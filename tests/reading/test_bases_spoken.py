"""Căn cứ as letters, lists and hurried hands write them: under one "Căn cứ:", abbreviated, run together."""

from __future__ import annotations

import pytest

from chungsuc.core.statements import Line
from chungsuc.reading.bases import read_bases
from chungsuc.reading.flow import flow_of
from chungsuc.reading.seams import Block, Role


def read(*lines):
    blocks = [Block(Role.TEXT, flow_of(Line(number, text))) for number, text in enumerate(lines, start=1)]
    count = len(blocks)
    return read_bases(blocks, first=0, last=count, resume=count, body=count)


def opening_of(*lines):
    return [(each.kind, each.number, str(each.issued_on or "")) for each in read(*lines) if each.in_opening]


@pytest.mark.parametrize(
    ("lines", "bases"),
    [
        (
            ["Căn cứ:", "- Luật Thủy lợi ngày 19/6/2017;", "- Công văn số 7/SNN-TL ngày 05/7/2022 của Sở;"],
            [("Luật", "", "2017-06-19"), ("Công văn", "7/SNN-TL", "2022-07-05")],
        ),
        (
            ["Căn cứ Luật Thủy lợi ngày 19/6/2017;", "Luật Đê điều ngày 29 tháng 11 năm 2006;"],
            [("Luật", "", "2017-06-19"), ("Luật", "", "2006-11-29")],
        ),
        (
            ["Căn cứ Luật Thủy lợi ngày 19/6/2017.", "Luật Đê điều ngày 29/11/2006 đã nêu rõ điều ấy."],
            [("Luật", "", "2017-06-19")],
        ),
    ],
)
def test_one_can_cu_over_a_list(lines, bases):
    assert opening_of(*lines) == bases


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("Căn cứ luật Thủy lợi năm 2017;", [("Luật", "", "2017")]),
        ("Căn cứ vào Luật Đê điều ngày 29/11/2006;", [("Luật", "", "2006-11-29")]),
        ("Căn cứ Luật Đê điều (29/11/2006);", [("Luật", "", "2006-11-29")]),
        ("Căn cứ Luật Đê điều 2006;", [("Luật", "", "2006")]),
        ("Căn cứ Luật đê điều (sửa đổi) ngày 29/11/2006;", [("Luật", "", "2006-11-29")]),
        ("Căn cứ Luật Đê điều s79/2006/QH11 ngày 29/11/2006;", [("Luật", "79/2006/QH11", "2006-11-29")]),
        (
            "Căn cứ Luật Đê điều đã được Quốc hội khóa XI, kỳ họp thứ 10 thông qua ngày 29/11/2006;",
            [("Luật", "", "2006-11-29")],
        ),
        (
            "Căn cứ Luật Đê điều số 79/2006/QH11 được Quốc hội thông qua ngày 29/11/2006;",
            [("Luật", "79/2006/QH11", "2006-11-29")],
        ),
        ("căn cứ luật định và tình hình của xã;", []),
    ],
)
def test_laws_by_their_day(text, bases):
    assert opening_of(text) == bases


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        (
            "Phúc đáp Công văn số 61/SXD-QLN ngày 04/7/2022 của Sở Xây dựng;",
            [("Công văn", "61/SXD-QLN", "2022-07-04")],
        ),
        (
            "Sau khi nghiên cứu Tờ trình số 8/TTr-PKT ngày 04/7/2022;",
            [("Tờ trình", "8/TTr-PKT", "2022-07-04")],
        ),
        (
            "Căn cứ NQ số 5/NQ-HĐND ngày 06/7/2022; QĐ số 9/QĐ-UBND ngày 07/7/2022;",
            [("Nghị quyết", "5/NQ-HĐND", "2022-07-06"), ("Quyết định", "9/QĐ-UBND", "2022-07-07")],
        ),
        ("Căn cứ Quyết định số61/QĐ-UBND ngày04/7/2022;", [("Quyết định", "61/QĐ-UBND", "2022-07-04")]),
        ("Căn cứ Quyết địnhsố 61/QĐ-UBND ngày 04/7/2022;", [("Quyết định", "61/QĐ-UBND", "2022-07-04")]),
        (
            "Căn cứ quy định tại điểm a, b khoản 2 Điều 14 Thông tư số 6/2022/TT-BYT ngày 04/7/2022;",
            [("Thông tư", "6/2022/TT-BYT", "2022-07-04")],
        ),
        (
            "Căn cứ Điểm b, Khoản 1 Điều 4 của Thông tư số 6/2022/TT-BYT ngày 04/7/2022;",
            [("Thông tư", "6/2022/TT-BYT", "2022-07-04")],
        ),
        ("Căn cứ Quyết định số 61/QĐ .UBND ngày 04/7/2022;", [("Quyết định", "61/QĐ.UBND", "2022-07-04")]),
        (
            "Căn cứ Nghị quyết Đại hội Đảng bộ xã, nhiệm kỳ 2020-2025 và Chương trình số 4-CTr/ĐU;",
            [("Chương trình", "4-CTr/ĐU", "")],
        ),
        (
            "Căn cứ các Thông tư: số 1/2007/TT-BXD hướng dẫn Nghị định số 92/2006/NĐ-CP; số 3/2008/TT-BXD;",
            [("Thông tư", "1/2007/TT-BXD", ""), ("Thông tư", "3/2008/TT-BXD", "")],
        ),
        ("Căn cứ Kế hoạch số 7/KH-UBND ban hành ngày 05/5/2023;", [("Kế hoạch", "7/KH-UBND", "2023-05-05")]),
        (
            "Căn cứ Quyết định số 7/QĐ-UBND và Quyết định số 8/QĐ-UBND cùng ngày 05/5/2023 của UBND xã;",
            [("Quyết định", "7/QĐ-UBND", "2023-05-05"), ("Quyết định", "8/QĐ-UBND", "2023-05-05")],
        ),
    ],
)
def test_ways_to_rest_on_a_document(text, bases):
    assert opening_of(text) == bases


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        ("Căn cứ Nghị quyết của HĐND xã số 5/NQ-HĐND ngày 06/7/2022;", ["HĐND xã"]),
        (
            "Căn cứ Quyết định của UBND tỉnh: số 5/QĐ-UBND về chè; số 6/QĐ-UBND về quế;",
            ["UBND tỉnh", "UBND tỉnh"],
        ),
        ("Căn cứ Nghị quyết số 5/NQ-HĐND của HĐND tỉnh Yên Bái phân cấp quản lý;", ["HĐND tỉnh Yên Bái"]),
        ("Căn cứ Công văn số 5/BTP-ĐA của Ban Điều hành Đề án 2 Bộ Tư pháp về hòa giải;",
         ["Ban Điều hành Đề án 2 Bộ Tư pháp"]),
        ("Căn cứ Công văn số 5/SKHĐT-TH của Sở Kế hoạch và Đầu tư về vốn;", ["Sở Kế hoạch và Đầu tư"]),
        ("Xét Tờ trình số 5/TTr-TCKH của Phòng Tài chính - Kế hoạch huyện;",
         ["Phòng Tài chính - Kế hoạch huyện"]),
        ("Căn cứ Thông tư số 5/TT-BYT của Bộ Thủy  lợi và Điện  lực về đập;", ["Bộ Thủy  lợi và Điện  lực"]),
        (
            "Căn cứ Hướng dẫn số 5/HD-BCĐ của Ban Chỉ đạo các chương trình trồng rừng tỉnh về giống;",
            ["Ban Chỉ đạo các chương trình trồng rừng tỉnh"],
        ),
        (
            "Căn cứ Thông tư số 5/2011/TTLT-BYT-BTC của liên Bộ: Y tế, Kế hoạch và Đầu tư, Tài chính về vốn;",
            ["Y tế, Kế hoạch và Đầu tư, Tài chính"],
        ),
        (
            "Được sự nhất trí của Thường trực Huyện ủy tại Công văn số 5-CV/HU ngày 06/7/2022, huyện họp;",
            ["Thường trực Huyện ủy"],
        ),
    ],
)  # fmt: skip
def test_who_issued_it(text, issuers):
    assert [each.issuer for each in read(text)] == [" ".join(issuer.split()) for issuer in issuers]

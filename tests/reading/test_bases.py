"""Căn cứ và viện dẫn: what a document rests on, in the many ways that officials cite."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.statements import Line
from chungsuc.reading.bases import read_bases
from chungsuc.reading.citations import citations_in
from chungsuc.reading.flow import flow_of
from chungsuc.reading.seams import Block, Role


def read(text, *, opening=True):
    block = Block(Role.TEXT, flow_of(Line(1, text)))
    return read_bases([block], first=0, last=1, resume=1, body=1 if opening else 0)


def opening_of(text):
    return [(each.kind, each.number, str(each.issued_on or "")) for each in read(text) if each.in_opening]


def cited_in(text):
    return [each.number for each in read(text, opening=False)]


LAWS = [
    ("Căn cứ Luật Thủy lợi;", [("Luật", "", "")]),
    ("Căn cứ Luật Phòng, chống ma túy năm 2021;", [("Luật", "", "2021")]),
    ("Căn cứ Luật Lâm nghiệp số 16/2017/QH14;", [("Luật", "16/2017/QH14", "")]),
    (
        "Căn cứ Luật Trồng trọt ngày 19 tháng 11 năm 2018 và Luật Chăn nuôi ngày 19/11/2018;",
        [("Luật", "", "2018-11-19"), ("Luật", "", "2018-11-19")],
    ),
    (
        "Căn cứ Bộ luật Dân sự số 91/2015/QH13; Pháp lệnh Dân số ngày 09/01/2003;",
        [("Bộ luật", "91/2015/QH13", ""), ("Pháp lệnh", "", "2003-01-09")],
    ),
    (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Giá, Luật Thú y ngày 03 tháng 5 năm 2024;",
        [("Luật", "", "2024-05-03")],
    ),
    (
        "Căn cứ Luật Đê điều số 79/2006/QH11 đã được sửa đổi, bổ sung theo Luật số 60/2020/QH14;",
        [("Luật", "79/2006/QH11", "")],
    ),
    ("Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;", [("Hiến pháp", "", "")]),
]
SEVERAL = [
    (
        "Căn cứ Quyết định số 11, 12 và 13/QĐ-UBND ngày 02/6/2021 của UBND tỉnh;",
        [
            (kind, number, "2021-06-02")
            for kind, number in [
                ("Quyết định", "11/QĐ-UBND"),
                ("Quyết định", "12/QĐ-UBND"),
                ("Quyết định", "13/QĐ-UBND"),
            ]
        ],
    ),
    (
        "Căn cứ các Nghị quyết số 8/NQ-HĐND ngày 09/7/2021, số 9/NQ-HĐND ngày 10/7/2021 của HĐND huyện;",
        [("Nghị quyết", "8/NQ-HĐND", "2021-07-09"), ("Nghị quyết", "9/NQ-HĐND", "2021-07-10")],
    ),
    (
        (
            "Thực hiện Kết luận số 31-KL/TW ngày 07/3/2021, Hướng dẫn số 7-HD/BTGTW ngày 08/4/2021 của "
            "Ban Tuyên "
            "giáo và Kế hoạch số 40-KH/TU ngày 09/5/2021 của Tỉnh ủy;"
        ),
        [
            ("Kết luận", "31-KL/TW", "2021-03-07"),
            ("Hướng dẫn", "7-HD/BTGTW", "2021-04-08"),
            ("Kế hoạch", "40-KH/TU", "2021-05-09"),
        ],
    ),
    (
        (
            "Sau khi xem xét Tờ trình số 77/TTr-CP ngày 01 tháng 10 năm 2024 của Chính phủ; Báo cáo "
            "thẩm tra số "
            "88/BC-UBPL15 ngày 02 tháng 10 năm 2024 của Ủy ban Pháp luật; Báo cáo tiếp thu, giải trình "
            "số 99/BC-CP;"
        ),
        [
            ("Tờ trình", "77/TTr-CP", "2024-10-01"),
            ("Báo cáo", "88/BC-UBPL15", "2024-10-02"),
            ("Báo cáo", "99/BC-CP", ""),
        ],
    ),
    (
        (
            "Thực hiện Thông tri số 5-TT/TU ngày 03/3/2025 của Tỉnh ủy về lễ hội và hướng dẫn của Bộ "
            "Văn hóa, Thể "
            "thao và Du lịch tại Công văn số 612/BVHTTDL-DSVH ngày 04/3/2025 về việc quản lý lễ hội;"
        ),
        [("Thông tri", "5-TT/TU", "2025-03-03"), ("Công văn", "612/BVHTTDL-DSVH", "2025-03-04")],
    ),
]
NAMED_FIRST = [  # the kind and the name stand before the number
    ("Căn cứ Quy định thi hành Điều lệ Hội số 9-QĐ/HND ngày 02/3/2021 của Hội Nông dân;",
     [("Quy định", "9-QĐ/HND", "2021-03-02")]),
    ("Căn cứ Thông tư liên tịch số 21/2001/TTLT-BTC-BYT của liên Bộ: Tài chính - Y tế, ngày 04/5/2001;",
     [("Thông tư", "21/2001/TTLT-BTC-BYT", "2001-05-04")]),
    ("Căn cứ Thông tư liên tịch Bộ Kế hoạch & Đầu tư và Bộ Y tế số 4/2004/TTLT-BKH-BYT ngày 04/5/2004;",
     [("Thông tư", "4/2004/TTLT-BKH-BYT", "2004-05-04")]),
    ("Căn cứ Chỉ thị số 26-2002/CT-TTg ngày 14-6-2002;", [("Chỉ thị", "26-2002/CT-TTg", "2002-06-14")]),
    ("Căn cứ Tờ trình số 93/TTr-PGD.Q5 ngày 04/5/2007;", [("Tờ trình", "93/TTr-PGD.Q5", "2007-05-04")]),
]  # fmt: skip
DAMAGED = [  # letters lost, set apart, run together or taken for those of another alphabet
    (
        "Thực hiệnQuyết định số 15/QĐ-TTg ngày 02/3/2021 của Thủ tướng;",
        [("Quyết định", "15/QĐ-TTg", "2021-03-02")],
    ),
    (
        "Căn cứ Quyết định số 47/ 2016/QĐ - UBND ngày 04/5/2016;",
        [("Quyết định", "47/2016/QĐ-UBND", "2016-05-04")],
    ),
    ("Căn c Quyết định s 62/Q Đ-UBND ngày 04/5/2019;", [("Quyết định", "62/QĐ-UBND", "2019-05-04")]),
    (
        "Căn cứ Nghị định số 83/2022/NĐ-C\u0420 ngày 07/6/2022;",
        [("Nghị định", "83/2022/NĐ-CP", "2022-06-07")],
    ),
    (
        "Căn cứ Quyết định số 24/Q\u00d0-UBND ngày 16 tháng7 năm2013;",
        [("Quyết định", "24/QĐ-UBND", "2013-07-16")],
    ),
    ("Căn cứ Điều lệ Đảng và Quy định số 9-QĐ/TU của Tỉnh ủy;", [("Quy định", "9-QĐ/TU", "")]),
]
INSIDE = [  # a document inside the subject of another is no basis of its own
    (
        "Căn cứ Thông tư số 4/2024/TT-BTC ngày 09/01/2024 sửa đổi Thông tư số 5/2023/TT-BTC ngày 10/02/2023;",
        [("Thông tư", "4/2024/TT-BTC", "2024-01-09")],
    ),
    (
        (
            "Thực hiện Kế hoạch số 6/KH-UBND ngày 07/7/2024 của UBND tỉnh triển khai Nghị quyết số 19-NQ/TW, "
            "UBND xã ban hành Kế hoạch như sau:"
        ),
        [("Kế hoạch", "6/KH-UBND", "2024-07-07")],
    ),
    (
        "Trên cơ sở những kết quả đạt được, để thực hiện các mục tiêu theo Nghị quyết số 19-NQ/TW.",
        [],
    ),
]
DIALECTS = [
    ("Căn cứ Luật Khoáng sản (sửa đổi) ngày 14-6-2005;", [("Luật", "", "2005-06-14")]),
    ("Căn cứ Luật Khoáng sản công bố ngày 14/6/2005;", [("Luật", "", "2005-06-14")]),
    ("Căn cứ Công văn số 73/PGD ĐT, ngày 05/4/2022;", [("Công văn", "73/PGDĐT", "2022-04-05")]),
    ("Xét Tờ trình số 9/TTr-UBND ngày 05-4-2022 của UBND huyện;", [("Tờ trình", "9/TTr-UBND", "2022-04-05")]),
    ("Theo Công văn số 61/SNV-XDCQ ngày 05.4.2022;", [("Công văn", "61/SNV-XDCQ", "2022-04-05")]),
    ("Căn cứ Nghị định số 5/2024/NĐ-CP của Chính phủ ngày 10/01/2024;",
     [("Nghị định", "5/2024/NĐ-CP", "2024-01-10")]),
    ("Căn cứ Quyết định số 7/2024/QĐ-TTgcủa Thủ tướng Chính phủ;", [("Quyết định", "7/2024/QĐ-TTg", "")]),
    ("Căn cứ Kế hoạch 15/KH- UBND ngày 11/11/2023;", [("Kế hoạch", "15/KH-UBND", "2023-11-11")]),
    ("Căn cử Quyêt đinh số l5/QĐ-UBND ngày 11/11/2023;", [("Quyết định", "15/QĐ-UBND", "2023-11-11")]),
    ("Căn cứ Thông tư liên tịch số 2/2014/TTLT-BYT-BTC ngày 14/02/2014;",
     [("Thông tư", "2/2014/TTLT-BYT-BTC", "2014-02-14")]),
    ("Để triển khai Chỉ thị số 22-CT/TW, ngày 12/4/2023 của Ban Bí thư;",
     [("Chỉ thị", "22-CT/TW", "2023-04-12")]),
    ("Căn cứ Nghị quyết số 15 NQ/TU ngày 09/3/1999 của Tỉnh ủy;", [("Nghị quyết", "15-NQ/TU", "1999-03-09")]),
    ("Căn cứ Luật Thủy lợi ngày 19/6/2017. Trên cơ sở Kế hoạch số 8/KH-UBND ngày 07/7/2024 của UBND tỉnh;",
     [("Luật", "", "2017-06-19"), ("Kế hoạch", "8/KH-UBND", "2024-07-07")]),
    ("Căn cứ Thông báo kết luận số 300-TB/HU ngày 01/8/2022 của Thường trực Huyện ủy;",
     [("Thông báo", "300-TB/HU", "2022-08-01")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "bases"), [*LAWS, *SEVERAL, *DAMAGED, *NAMED_FIRST, *INSIDE, *DIALECTS])
def test_bases_of_the_opening(text, bases):
    assert opening_of(text) == bases


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("của Bộ Y tế hướng dẫn một số nội dung", "Bộ Y tế"),
        ("của Bộ Lao động - Thương binh và Xã hội quy định mức chuẩn", "Bộ Lao động - Thương binh và Xã hội"),
        ("của Bộ Văn hóa, Thể thao và Du lịch về lễ hội", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("của Sở Giáo dục và đào tạo về tuyển sinh", "Sở Giáo dục và đào tạo"),
        ("của Thủ tướng Chính phủ điều chỉnh một số nội dung", "Thủ tướng Chính phủ"),
        ("của UBND tỉnh Yên Bái phê duyệt quy hoạch", "UBND tỉnh Yên Bái"),
        ("của UBND tỉnh và Hướng dẫn của Sở Y tế", "UBND tỉnh"),
        ("của UBND tỉnh, Sở Y tế xây dựng kế hoạch", "UBND tỉnh"),
        ("của Ban chấp hành Đảng bộ huyện Trấn Yên về cây quế", "Ban chấp hành Đảng bộ huyện Trấn Yên"),
        ("của Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Tỉnh ủy"),
        (
            "của Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XIII về nhà ở",
            "Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XIII",
        ),
        (
            "của Ban Chỉ đạo về phát triển du lịch, dịch vụ tỉnh ban hành Quy chế",
            "Ban Chỉ đạo về phát triển du lịch, dịch vụ tỉnh",
        ),
        ("của Bộ Nông nghiệp và Phát triển nông thôn (nay là Bộ Nông nghiệp và Môi trường) về giống",
         "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("của Tổ công tác cải cách thủ tục về rà soát", "Tổ công tác cải cách thủ tục"),
        ("của Ủy ban nhân dân Quận 14 về chợ", "Ủy ban nhân dân Quận 14"),
        ("của Chính phủ Chính phủ quy định", "Chính phủ"),
        ("của Bộ trưởng Bộ Y tế và Bộ trưởng Bộ Công an", "Bộ trưởng Bộ Y tế và Bộ trưởng Bộ Công an"),
        ("của Bộ giáo dục và Đào tạo về thi cử", "Bộ giáo dục và Đào tạo"),
        ("của Cục thuế tỉnh Lai Châu hỏi về hoàn thuế", "Cục thuế tỉnh Lai Châu"),
    ],
)  # fmt: skip
def test_where_the_name_of_an_issuing_body_ends(text, issuer):
    (basis,) = [
        each for each in read(f"Căn cứ Quyết định số 3/QĐ-ABC ngày 05/6/2022 {text};") if each.in_opening
    ]
    assert basis.issuer == issuer


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("số 3/2019/NQLT/CP-HND của Chính phủ và Hội Nông dân về cây quế", "Chính phủ và Hội Nông dân"),
        ("số 3/2015/TTLT-BYT-BTC của Bộ Y tế, Bộ Tài chính hướng dẫn", "Bộ Y tế, Bộ Tài chính"),
        ("số 3/2015/TT-BYT của Bộ Y tế, Bộ Tài chính lập dự toán", "Bộ Y tế"),
    ],
)
def test_a_joint_document_is_of_all_its_bodies(text, issuer):
    basis = read(f"Căn cứ Văn bản {text};")[0]
    assert basis.issuer == issuer


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Theo đề nghị của Giám đốc Sở Xây dựng tại Tờ trình số 5/TTr-SXD;", "Giám đốc Sở Xây dựng"),
        ("Thực hiện chỉ đạo của UBND tỉnh tại Văn bản số 51/UBND-KT ngày 06/6/2022;", "UBND tỉnh"),
    ],
)  # fmt: skip
def test_who_proposed_is_who_issued(text, issuer):
    (basis,) = read(text)
    assert (basis.issuer, basis.in_opening) == (issuer, True)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("- Tổ chức thực hiện Chỉ thị 30/CT-TTg và Công điện số 41/CĐ-TTg.", ["30/CT-TTg", "41/CĐ-TTg"]),
        ("theo Luật Đất đai số 31/2024/QH15 và các văn bản hướng dẫn", ["31/2024/QH15"]),
        ("trực 24/7; đạt 15/19 tiêu chí; thửa 5/NTM; dài 12 km/ngày; tỷ lệ 1/2.000", []),
        ("theo quy định của Luật Đầu tư công và Luật Ngân sách nhà nước", []),
        ("giai đoạn 2021-2025 với số 12 xã; tổ số 5 - Hồng Hà", []),
    ],
)
def test_what_is_cited_in_the_body(text, numbers):
    assert cited_in(text) == numbers


def test_a_subject_ends_before_the_sentence_that_enacts():
    (basis,) = read(
        "Căn cứ Nghị quyết số 4/NQ-HĐND ngày 05/7/2023 của HĐND xã về giao thông, UBND xã xây dựng Kế hoạch:"
    )
    assert (basis.subject, basis.issuer) == ("giao thông", "HĐND xã")


WORDS = [
    "Căn cứ", "Luật", "Luật Đất đai", "Quyết định", "số", "1, 2,", "12/QĐ-UBND", "05-NQ/TU", "3/2024/NĐ-CP",
    "ngày 05/6/2022", "ngày 31/02/2022", "của UBND tỉnh", "của Bộ Y tế và", "của Ban Chỉ đạo về", ";", ",",
    "và", "sửa đổi", "được", "năm 2024", "Hiến pháp", "tại",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_citations_stand_in_the_order_of_the_text_and_apart(text):
    found = citations_in(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))

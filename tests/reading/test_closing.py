"""Nơi nhận và chữ ký trong nhiều lối trình bày."""

from __future__ import annotations

import pytest

TOP = """UBND TỈNH HẬU GIANG
Số: 31/KH-UBND
Hậu Giang, ngày 10 tháng 4 năm 2024
KẾ HOẠCH
Phòng, chống hạn mặn

I. MỤC TIÊU

1. Đủ nước ngọt cho 52 ấp.

II. TỔ CHỨC THỰC HIỆN

1. Các xã thực hiện Kế hoạch này.

"""

CLOSINGS = {
    "each on its line": (
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n(đã ký)\n\nVõ Thị Minh",
        "Võ Thị Minh",
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ),
    "signed by order of the head": (
        "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nVõ Thị Lan",
        "Võ Thị Lan",
        ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
    ),
    "by power of the head": (
        "TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ XÂY DỰNG\n\nVõ Thị Lan",
        "Võ Thị Lan",
        ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ XÂY DỰNG"),
    ),
    "acting head": ("Q. CHỦ TỊCH\n\nVõ Thị Hoa", "Võ Thị Hoa", ("Q. CHỦ TỊCH",)),
    "the Party": (
        "T/M BAN THƯỜNG VỤ\nK/T BÍ THƯ\nPHÓ BÍ THƯ\n\nVõ Văn Minh",
        "Võ Văn Minh",
        ("T/M BAN THƯỜNG VỤ", "K/T BÍ THƯ", "PHÓ BÍ THƯ"),
    ),
    "a minister": ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nVõ Lan", "Võ Lan", ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG")),
    "the speaker of the National Assembly": (
        "CHỦ TỊCH QUỐC HỘI\n\n(Đã ký)\n\nVõ Văn Minh", "Võ Văn Minh", ("CHỦ TỊCH QUỐC HỘI",)
    ),
    "emphasis around": (
        "**TM. ỦY BAN NHÂN DÂN**\n**CHỦ TỊCH**\n\n**Võ Thị Hoa**",
        "Võ Thị Hoa",
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ),
    "not yet signed": ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n", None, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    "beside the recipients": (
        "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\tCHỦ TỊCH\n- Lưu: VT.\tVõ Thị Hoa",
        "Võ Thị Hoa",
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ),
    "with an academic title": (
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTS. Võ Thị Hoa", "Võ Thị Hoa", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    ),
    "the office in small letters": (
        "TM. ỦY BAN NHÂN DÂN\nChủ tịch\nVÕ THỊ HOA\nLưu tại kho lưu trữ tỉnh\n",
        "VÕ THỊ HOA", ("TM. ỦY BAN NHÂN DÂN", "Chủ tịch"),
    ),
    "the office alone in small letters": (
        "Phó Chủ tịch\n\n(Đã ký)\n\nVõ Văn Minh", "Võ Văn Minh", ("Phó Chủ tịch",)
    ),
    "the clerk's name below the recipients": (
        ("Nơi nhận:\n- Như điều 3;\n-\nTT.HĐND tỉnh;\n- Lưu: VT.\nMinh\n\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nVõ Thị Hoa"),
        "Võ Thị Hoa", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ),
    "an annex right behind": (
        "CHỦ TỊCH\nVõ Thị Hoa\nPHỤ LỤC I\nDANH SÁCH ẤP\n", "Võ Thị Hoa", ("CHỦ TỊCH",)
    ),
}  # fmt: skip


@pytest.mark.parametrize("closing", CLOSINGS)
def test_who_signs(read, closing):
    text, name, capacity = CLOSINGS[closing]
    (signatory,) = read(TOP + text + "\n").signatories
    assert (signatory.name, signatory.capacity) == (name, capacity)


FARMERS = ("Võ Thị Lan", ("TM. HỘI NÔNG DÂN", "CHỦ TỊCH"))
COMMITTEE = ("Võ Thị Hoa", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))


@pytest.mark.parametrize(
    "text",
    [
        (
            "TM. HỘI NÔNG DÂN\tTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\tKT. CHỦ TỊCH\n\tPHÓ CHỦ TỊCH\n"
            "Võ Thị Lan\tVõ Thị Hoa"
        ),
        (
            "TM. HỘI NÔNG DÂN     TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH     KT. CHỦ TỊCH PHÓ CHỦ TỊCH\n"
            "Võ Thị Lan     Võ Thị Hoa"
        ),
        "TM. HỘI NÔNG DÂN\nCHỦ TỊCH\nVõ Thị Lan\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nVõ Thị Hoa",
        (
            "TM. HỘI NÔNG DÂN\nCHỦ TỊCH\n\n(Đã ký)\n\nVõ Thị Lan\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\n"
            "PHÓ CHỦ TỊCH\n\n(Đã ký)\n\nVõ Thị Hoa\n\nNơi nhận:\n- Các xã;\n- Lưu: VT."
        ),
    ],
    ids=["in columns", "in columns of blanks", "one under another", "with seals"],
)
def test_several_sign_a_joint_paper(read, text):
    found = read(TOP + text + "\n").signatories
    assert [(each.id, (each.name, each.capacity)) for each in found] == [("sg1", FARMERS), ("sg2", COMMITTEE)]


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Nơi nhận:\n- Các Sở: TC; XD;\n- Lưu: VT.\n", ["Các Sở: TC; XD", "Lưu: VT"]),
        ("Nơi nhận:\n- Các xã;\n-\nCác Sở;\n- Lưu: VT.\n", ["Các xã", "Các Sở", "Lưu: VT"]),
        ("Nơi nhận: | BỘ TRƯỞNG |\n", []),
        ("Nơi nhận: - Các Sở: TC; XD; - Lưu: VT.\tCHỦ TỊCH Võ Thị Hoa\n", ["Các Sở: TC; XD", "Lưu: VT"]),
        ("Noi nhận:\n+ Sở Nội vụ;\n+ Lưu: VT.\n", ["Sở Nội vụ", "Lưu: VT"]),
        ("*Nơi nhận:*\n* Sở Nội vụ;\n* Lưu: VT.\n", ["Sở Nội vụ", "Lưu: VT"]),
        ("Nơi nhận:\nSở Nội vụ;\nUBND các xã;\nLưu: VT.\n", ["Sở Nội vụ", "UBND các xã", "Lưu: VT"]),
    ],
)
def test_recipients(read, text, recipients):
    closing = text if "CHỦ TỊCH" in text else text + "\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nVõ Thị Hoa\n"
    assert [each.text for each in read(TOP + closing).recipients] == recipients


def test_those_addressed_at_the_top_receive_the_paper(read):
    reading = read(
        "UBND TỈNH HẬU GIANG\nSố: 7/TTr-UBND\nHậu Giang, ngày 02 tháng 3 năm 2024\nTỜ TRÌNH\nGiao vốn\n\n"
        "Kính gửi:\n- Hội đồng nhân dân tỉnh;\n- Ban Kinh tế - Ngân sách.\n\n"
        "Căn cứ Luật Đầu tư công ngày 29/11/2024;\n\nI. MỤC TIÊU\n\n1. Đủ nước.\n"
    )
    assert [each.text for each in reading.recipients] == ["Hội đồng nhân dân tỉnh", "Ban Kinh tế - Ngân sách"]
    assert [basis.in_opening for basis in reading.legal_bases] == [True]

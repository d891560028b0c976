"""Heads, bases and closings of made plans: the same facts in the dialects of several offices."""

from __future__ import annotations

from random import Random

from factories.made_plans.made import Made
from factories.made_plans.world import World

_HEADS = (
    "ỦY BAN NHÂN DÂN\nHUYỆN {DISTRICT}\nSố: 12/KH-UBND\n{district}, ngày 15 tháng 01 năm {year}",
    (
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHUYỆN {DISTRICT}\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-UBND\t{district}, ngày 15 tháng 01 năm {year}"
    ),
    (
        "UBND HUYỆN {DISTRICT} CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBCĐ CÁC CHƯƠNG TRÌNH MTQG "
        "Độc lập - Tự do - Hạnh phúc\nSố: 12/KH-BCĐ {district}, ngày 15 tháng 01 năm {year}"
    ),
    (
        "ỦY BAN NHÂN DÂN HUYỆN {DISTRICT} -------\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
        "Độc lập - Tự do - Hạnh phúc -----------\nSố:     /KH-UBND\t{district}, ngày    tháng 01 năm {year}"
    ),
)
_TITLES = (
    (
        "KẾ HOẠCH\nTriển khai thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới "
        "trên địa bàn huyện {district}, {province}, năm {year}"
    ),
    "KẾ HOẠCH\nXây dựng nông thôn mới huyện {district}, {province} năm {year}",
    "KẾ HOẠCH\nThực hiện Chương trình MTQG xây dựng nông thôn mới huyện {district}, {province}, năm {year}",
)
_BASES = (
    (
        "Căn cứ Quyết định số 263/QĐ-TTg ngày 22/02/2022 của Thủ tướng Chính phủ phê duyệt Chương trình "
        "mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2021-2025;"
    ),
    (
        "Căn cứ Quyết định số 318/QĐ-TTg ngày 08 tháng 3 năm 2022 của Thủ tướng Chính phủ ban hành Bộ "
        "tiêu chí quốc gia về xã nông thôn mới giai đoạn 2021-2025;"
    ),
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Theo đề nghị của Phòng Nông nghiệp và Phát triển nông thôn tại Tờ trình số 7/TTr-NN ngày 05/01/{year};",
)
_OPENINGS = (
    "UBND huyện {district} xây dựng kế hoạch thực hiện năm {year} như sau:",
    "Ủy ban nhân dân huyện ban hành Kế hoạch xây dựng nông thôn mới năm {year} với các nội dung sau:",
)
_CLOSINGS = (
    ("Nơi nhận:", "- UBND các xã;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nMinh"),
    (
        "Nơi nhận:",
        "- UBND tỉnh (b/c);\n- Lưu: VT, NN.",
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nHoa",
    ),
)


def open_plan(made: Made, world: World, random: Random) -> None:
    facts = {
        "district": world.district,
        "DISTRICT": world.district.upper(),
        "province": world.province,
        "year": world.year,
    }
    for line in random.choice(_HEADS).format(**facts).split("\n"):
        made.say(line)
    for line in random.choice(_TITLES).format(**facts).split("\n"):
        made.say(line)
    for line in random.sample(_BASES, random.randint(1, len(_BASES))):
        made.say(line.format(**facts))
    made.say(random.choice(_OPENINGS).format(**facts))


def close_plan(made: Made, random: Random) -> None:
    made.say("V. TỔ CHỨC THỰC HIỆN")
    made.say("- Các phòng, ban chuyên môn theo chức năng, nhiệm vụ được giao triển khai thực hiện.")
    made.say("- Ủy ban nhân dân các xã định kỳ hằng quý báo cáo kết quả về Ủy ban nhân dân huyện.")
    for part in random.choice(_CLOSINGS):
        made.say(part)

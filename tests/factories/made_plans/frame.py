"""Heads, bases and closings of made plans: the same facts in the dialects of several offices."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from factories.made_plans.made import Made
from factories.made_plans.world import World

_HEADS = (
    "ỦY BAN NHÂN DÂN\nHUYỆN {DISTRICT}\nSố: 12/KH-UBND\n{district}, ngày 15 tháng 01 năm {first}",
    (
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHUYỆN {DISTRICT}\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-UBND\t{district}, ngày 15 tháng 01 năm {first}"
    ),
    (
        "UBND HUYỆN {DISTRICT} CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBCĐ CÁC CHƯƠNG TRÌNH MTQG "
        "Độc lập - Tự do - Hạnh phúc\nSố: 12/KH-BCĐ {district}, ngày 15 tháng 01 năm {first}"
    ),
    (
        "ỦY BAN NHÂN DÂN HUYỆN {DISTRICT} -------\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
        "Độc lập - Tự do - Hạnh phúc -----------\nSố:     /KH-UBND\t{district}, ngày    tháng 01 năm {first}"
    ),
)
_TITLES = (
    (
        "KẾ HOẠCH\nTriển khai thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới "
        "trên địa bàn huyện {district}, {province}, {when}"
    ),
    "KẾ HOẠCH\nXây dựng nông thôn mới huyện {district}, {province} {when}",
    "KẾ HOẠCH\nThực hiện Chương trình MTQG xây dựng nông thôn mới huyện {district}, {province}, {when}",
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
    "Theo đề nghị của Phòng Nông nghiệp và Phát triển nông thôn tại Tờ trình số 7/TTr-NN ngày 05/01/{first};",
)
_OPENINGS = (
    "UBND huyện {district} xây dựng kế hoạch thực hiện {when} như sau:",
    "Ủy ban nhân dân huyện ban hành Kế hoạch xây dựng nông thôn mới {when} với các nội dung sau:",
)
_CLOSINGS = (
    ("Nơi nhận:", "- UBND các xã;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nMinh"),
    (
        "Nơi nhận:",
        "- UBND tỉnh (b/c);\n- Lưu: VT, NN.",
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nHoa",
    ),
)


_PARTY_HEADS = (
    "HUYỆN ỦY {DISTRICT}\tĐẢNG CỘNG SẢN VIỆT NAM\n*\t{district}, ngày 15 tháng 01 năm {first}\nSố: 05-CTr/HU",
    ("HUYỆN ỦY {DISTRICT} ĐẢNG CỘNG SẢN VIỆT NAM\n* {district}, ngày 15 tháng 01 năm {first}\nSố 05-CTr/HU"),
)
_PARTY_TITLES = (
    "CHƯƠNG TRÌNH\nXây dựng nông thôn mới trên địa bàn huyện {district}, {province}, {when}",
    "CHƯƠNG TRÌNH\nLãnh đạo xây dựng nông thôn mới huyện {district}, {province}, {when}",
)
_PARTY_CLOSINGS = (("Nơi nhận:", "- Thường trực Tỉnh ủy;\n- Lưu VPHU.", "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nLan"),)
_COUNCIL_HEADS = (
    (
        "HỘI ĐỒNG NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "HUYỆN {DISTRICT}\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 12/NQ-HĐND\t{district}, ngày 15 tháng 01 năm {first}"
    ),
    "HỘI ĐỒNG NHÂN DÂN\nHUYỆN {DISTRICT}\nSố: 12/NQ-HĐND\n{district}, ngày 15 tháng 01 năm {first}",
)
_COUNCIL_TITLES = (
    "NGHỊ QUYẾT\nVề xây dựng nông thôn mới trên địa bàn huyện {district}, {province}, {when}",
    "NGHỊ QUYẾT\nThông qua Đề án xây dựng nông thôn mới huyện {district}, {province}, {when}",
)
_COUNCIL_CLOSINGS = (
    (
        "Nghị quyết này đã được Hội đồng nhân dân huyện thông qua và có hiệu lực từ ngày ký.",
        "Nơi nhận:\n- Thường trực HĐND tỉnh;\n- Lưu: VT.",
        "CHỦ TỊCH\n\nMinh",
    ),
)
_ROMAN = {
    "results": ("I. KẾT QUẢ THỰC HIỆN NĂM {last}",),
    "goals": ("II. MỤC TIÊU", "II. MỤC TIÊU {WHEN}"),
    "tasks": ("III. NHIỆM VỤ THỰC HIỆN", "III. NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU"),
    "money": ("IV. NGUỒN LỰC THỰC HIỆN", "IV. KINH PHÍ THỰC HIỆN"),
    "duties": ("V. TỔ CHỨC THỰC HIỆN",),
}
_ARTICLES = {
    "results": ("Điều 1. Đánh giá kết quả thực hiện năm {last}",),
    "goals": ("Điều 2. Mục tiêu", "Điều 2. Mục tiêu {when}"),
    "tasks": ("Điều 3. Nhiệm vụ, giải pháp", "Điều 3. Nhiệm vụ chủ yếu"),
    "money": ("Điều 4. Nguồn vốn thực hiện", "Điều 4. Kinh phí thực hiện"),
    "duties": ("Điều 5. Tổ chức thực hiện",),
}


@dataclass(frozen=True)
class Frame:
    """Thể thức: how papers of one sort begin, are divided, and end."""

    heads: tuple[str, ...]
    titles: tuple[str, ...]
    openings: tuple[str, ...]
    headings: dict[str, tuple[str, ...]]
    closings: tuple[tuple[str, ...], ...]

    def open(self, made: Made, world: World, random: Random) -> None:
        facts = _facts(world)
        for line in random.choice(self.heads).format(**facts).split("\n"):
            made.say(line)
        for line in random.choice(self.titles).format(**facts).split("\n"):
            made.say(line)
        for line in random.sample(_BASES, random.randint(1, len(_BASES))):
            made.say(line.format(**facts))
        for line in random.choice(self.openings).format(**facts).split("\n"):
            made.say(line)

    def heading(self, made: Made, world: World, random: Random, part: str) -> None:
        made.say(random.choice(self.headings[part]).format(**_facts(world)))

    def close(self, made: Made, random: Random) -> None:
        made.say("- Các phòng, ban chuyên môn theo chức năng, nhiệm vụ được giao triển khai thực hiện.")
        made.say("- Ủy ban nhân dân các xã định kỳ hằng quý báo cáo kết quả về Ủy ban nhân dân huyện.")
        for part in random.choice(self.closings):
            made.say(part)


_PLAN = Frame(_HEADS, _TITLES, _OPENINGS, _ROMAN, _CLOSINGS)
_PARTY = Frame(
    _PARTY_HEADS,
    _PARTY_TITLES,
    ("Ban Thường vụ Huyện ủy ban hành Chương trình {when} như sau:",),
    _ROMAN,
    _PARTY_CLOSINGS,
)
_COUNCIL = Frame(
    _COUNCIL_HEADS,
    _COUNCIL_TITLES,
    ("HỘI ĐỒNG NHÂN DÂN HUYỆN {DISTRICT}\nQUYẾT NGHỊ:",),
    _ARTICLES,
    _COUNCIL_CLOSINGS,
)


def frame_of(random: Random) -> Frame:
    return random.choice((_PLAN, _PLAN, _PLAN, _PARTY, _COUNCIL))


def _facts(world: World) -> dict[str, object]:
    return {
        "district": world.district,
        "DISTRICT": world.district.upper(),
        "province": world.province,
        "first": world.first,
        "last": world.first - 1,
        "when": world.when,
        "WHEN": world.when.upper(),
    }

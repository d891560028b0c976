"""Heads, bases and closings of made plans: the same facts in the dialects of several offices."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from factories.made_plans.made import Made
from factories.made_plans.slips import say_bodies
from factories.made_plans.world import World

_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_DATED = "{home}, ngày 15 tháng 01 năm {first}"
_HEADS = (
    f"ỦY BAN NHÂN DÂN\n{{AREA}} {{HOME}}\nSố: 12/KH-UBND\n{_DATED}",
    f"ỦY BAN NHÂN DÂN\t{_STATE}\n{{AREA}} {{HOME}}\t{_MOTTO}\nSố: 12/KH-UBND\t{_DATED}",
    (f"UBND {{AREA}} {{HOME}} {_STATE}\nBCĐ CÁC CHƯƠNG TRÌNH MTQG {_MOTTO}\nSố: 12/KH-BCĐ {_DATED}"),
    (
        f"ỦY BAN NHÂN DÂN {{AREA}} {{HOME}} -------\t{_STATE} "
        f"{_MOTTO} -----------\nSố:     /KH-UBND\t{{home}}, ngày    tháng 01 năm {{first}}"
    ),
)
_TITLES = (
    (
        "KẾ HOẠCH\nTriển khai thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới "
        "trên địa bàn {area} {home}{within}, {when}"
    ),
    "KẾ HOẠCH\nXây dựng nông thôn mới {area} {home}{within} {when}",
    "KẾ HOẠCH\nThực hiện Chương trình MTQG xây dựng nông thôn mới {area} {home}{within}, {when}",
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
_NEW_BASES = (
    (
        "Căn cứ Nghị quyết số 257/2025/QH15 ngày 11/12/2025 của Quốc hội phê duyệt chủ trương đầu tư "
        "Chương trình mục tiêu quốc gia;"
    ),
    (
        "Căn cứ Quyết định số 51/2025/QĐ-TTg ngày 29/12/2025 của Thủ tướng Chính phủ ban hành Bộ tiêu chí "
        "quốc gia về nông thôn mới giai đoạn 2026 - 2030;"
    ),
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Theo đề nghị của Sở Nông nghiệp và Môi trường tại Tờ trình số 7/TTr-SNNMT ngày 05/01/{first};",
)
_OPENINGS = (
    "UBND {area} {home} xây dựng kế hoạch thực hiện {when} như sau:",
    "Ủy ban nhân dân {area} ban hành Kế hoạch xây dựng nông thôn mới {when} với các nội dung sau:",
)
_CLOSINGS = (
    ("Nơi nhận:", "- UBND các xã;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nMinh"),
    (
        "Nơi nhận:",
        "- {above};\n- Lưu: VT, NN.",
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nHoa",
    ),
)
_COMMUNE_CLOSINGS = (
    ("Nơi nhận:", "- Thường trực Đảng ủy;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLan"),
)
_PARTY_HEADS = (
    f"{{PARTY}} {{HOME}}\tĐẢNG CỘNG SẢN VIỆT NAM\n*\t{_DATED}\nSố: 05-CTr/{{party}}",
    f"{{PARTY}} {{HOME}} ĐẢNG CỘNG SẢN VIỆT NAM\n* {_DATED}\nSố 05-CTr/{{party}}",
)
_PARTY_TITLES = (
    "CHƯƠNG TRÌNH\nXây dựng nông thôn mới trên địa bàn {area} {home}{within}, {when}",
    "CHƯƠNG TRÌNH\nLãnh đạo xây dựng nông thôn mới {area} {home}{within}, {when}",
)
_PARTY_CLOSINGS = (
    (
        "Nơi nhận:",
        "- Các ban đảng, tổ chức đảng trực thuộc;\n- Lưu VPHU.",
        "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nLan",
    ),
)
_COUNCIL_HEADS = (
    f"HỘI ĐỒNG NHÂN DÂN\t{_STATE}\n{{AREA}} {{HOME}}\t{_MOTTO}\nSố: 12/NQ-HĐND\t{_DATED}",
    f"HỘI ĐỒNG NHÂN DÂN\n{{AREA}} {{HOME}}\nSố: 12/NQ-HĐND\n{_DATED}",
)
_COUNCIL_TITLES = (
    "NGHỊ QUYẾT\nVề xây dựng nông thôn mới trên địa bàn {area} {home}{within}, {when}",
    "NGHỊ QUYẾT\nThông qua Đề án xây dựng nông thôn mới {area} {home}{within}, {when}",
)
_COUNCIL_CLOSINGS = (
    (
        "Nghị quyết này đã được Hội đồng nhân dân {area} thông qua và có hiệu lực từ ngày ký.",
        "Nơi nhận:\n- Thường trực HĐND {area};\n- Lưu: VT.",
        "CHỦ TỊCH\n\nMinh",
    ),
)
_REPORT_HEADS = (
    f"ỦY BAN NHÂN DÂN\n{{AREA}} {{HOME}}\nSố: 31/BC-UBND\n{_DATED}",
    f"ỦY BAN NHÂN DÂN\t{_STATE}\n{{AREA}} {{HOME}}\t{_MOTTO}\nSố: 31/BC-UBND\t{_DATED}",
)
_REPORT_TITLES = (
    "BÁO CÁO\nKết quả xây dựng nông thôn mới năm {last}, nhiệm vụ {when} của {area} {home}{within}",
    (
        "BÁO CÁO\nTình hình thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới năm {last}; "
        "phương hướng, nhiệm vụ {when} trên địa bàn {area} {home}{within}"
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
_PARTS = {
    "results": ("Phần thứ nhất\nKẾT QUẢ THỰC HIỆN NĂM {last}", "A. KẾT QUẢ THỰC HIỆN NĂM {last}"),
    "goals": ("B. MỤC TIÊU {WHEN}",),
    "tasks": ("C. NHIỆM VỤ, GIẢI PHÁP",),
    "money": ("D. NGUỒN LỰC",),
    "duties": ("Đ. TỔ CHỨC THỰC HIỆN",),
}


@dataclass(frozen=True)
class Frame:
    """Thể thức: how papers of one sort begin, are divided, and end."""

    heads: tuple[str, ...]
    titles: tuple[str, ...]
    openings: tuple[str, ...]
    headings: dict[str, tuple[str, ...]]
    closings: tuple[tuple[str, ...], ...]
    tells_results: bool = False  # always: it is a report

    def open(self, made: Made, world: World, random: Random) -> None:
        facts = _facts(world)
        bases = _BASES if world.has_districts else _NEW_BASES
        parts = [random.choice(self.heads), random.choice(self.titles)]
        parts += random.sample(bases, random.randint(1, len(bases)))
        parts.append(random.choice(self.openings))
        for line in "\n".join(parts).format(**facts).split("\n"):
            made.say(line)

    def heading(self, made: Made, world: World, random: Random, part: str) -> None:
        for line in random.choice(self.headings[part]).format(**_facts(world)).split("\n"):
            made.say(line)

    def close(self, made: Made, world: World, random: Random) -> None:
        has_bodies = self.closings is _CLOSINGS and random.random() < 0.3
        bodies = say_bodies(made, world, random) if has_bodies else []
        made.say("- Các cơ quan chuyên môn theo chức năng, nhiệm vụ được giao triển khai thực hiện.")
        if world.area == "xã":
            made.say("- Các thôn, bản tổ chức thực hiện; định kỳ hằng tháng báo cáo Ủy ban nhân dân xã.")
        else:
            who = f"Ủy ban nhân dân {world.area}"
            made.say(f"- Ủy ban nhân dân các xã định kỳ hằng quý báo cáo kết quả về {who}.")
        closing = random.choice(self.closings)
        if bodies:
            closing = ("Nơi nhận:", ";\n".join(f"- {body}" for body in bodies) + ";\n- Lưu: VT.", closing[2])
        for part in closing:
            made.say(part.format(**_facts(world)))


_PLAN = Frame(_HEADS, _TITLES, _OPENINGS, _ROMAN, _CLOSINGS)
_PARTY = Frame(
    _PARTY_HEADS,
    _PARTY_TITLES,
    ("Ban Thường vụ ban hành Chương trình {when} như sau:",),
    _ROMAN,
    _PARTY_CLOSINGS,
)
_COUNCIL = Frame(
    _COUNCIL_HEADS,
    _COUNCIL_TITLES,
    ("HỘI ĐỒNG NHÂN DÂN {AREA} {HOME}\nQUYẾT NGHỊ:",),
    _ARTICLES,
    _COUNCIL_CLOSINGS,
)
_REPORT = Frame(
    _REPORT_HEADS,
    _REPORT_TITLES,
    ("Ủy ban nhân dân {area} báo cáo kết quả như sau:",),
    _PARTS,
    _CLOSINGS,
    tells_results=True,
)


COMMUNE = Frame(_HEADS[:2], _TITLES, _OPENINGS, _ROMAN, _COMMUNE_CLOSINGS)


def frame_of(random: Random) -> Frame:
    return random.choice((_PLAN, _PLAN, _PLAN, _PARTY, _COUNCIL, _REPORT))


def _facts(world: World) -> dict[str, object]:
    return {
        "home": world.home,
        "HOME": world.home.upper(),
        "area": world.area,
        "AREA": world.area.upper(),
        "within": world.within,
        "above": "UBND tỉnh (b/c)" if world.has_districts else "Thủ tướng Chính phủ (b/c)",
        "PARTY": {"huyện": "HUYỆN ỦY", "tỉnh": "TỈNH ỦY"}.get(world.area, "THÀNH ỦY"),
        "party": "HU" if world.has_districts else "TU",
        "first": world.first,
        "last": world.first - 1,
        "when": world.when,
        "WHEN": world.when.upper(),
    }

"""Goals of other sectors, each with a figure that another one of the same sentence fixes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from chungsuc.core.vietnamese.numbers import format_number
from factories.made_plans.made import Made
from factories.made_plans.world import World, percent

# What has parts that make it up: the whole, what it is counted in, its parts.
_WHOLES = (
    ("Tổng diện tích gieo trồng đạt", "ha", ("lúa", "ngô", "lạc", "rau màu", "cây ăn quả")),
    ("Tổng đàn gia súc đạt", "con", ("trâu", "bò", "lợn", "dê")),
    ("Tạo việc làm mới cho", "lao động", ("trong tỉnh", "ngoài tỉnh", "xuất khẩu")),
    ("Tiếp nhận và giải quyết", "hồ sơ", ("trực tuyến", "trực tiếp", "qua bưu chính")),
    ("Trồng mới", "ha rừng", ("rừng sản xuất", "rừng phòng hộ", "rừng đặc dụng")),
    ("Xóa nhà tạm cho", "hộ", ("hộ nghèo", "hộ cận nghèo", "hộ người có công")),
)
# Some of a whole, and their share.
_SOME = (
    ("{no}Có {part}/{whole} trường học các cấp đạt chuẩn quốc gia, chiếm {share}%."),
    ("{no}Có {part}/{whole} trạm y tế đủ điều kiện khám bệnh (đạt {share}%)."),
    ("{no}Số nhà văn hóa đạt chuẩn: {part}/{whole} nhà (chiếm {share}%)."),
    ("{no}Công nhận {part}/{whole} cơ quan đạt chuẩn văn hóa, đạt tỷ lệ {share}%."),
)
_MANY = (
    ("{no}Trong tổng số {whole} người có {part} người tham gia bảo hiểm y tế, chiếm {share}%."),
    ("{no}Có {part} hộ sử dụng nước sạch, chiếm {share}% tổng số {whole} hộ."),
    ("{no}Trong tổng số {whole} hộ có {part} hộ gia đình văn hóa, đạt tỷ lệ {share}%."),
)
_RATES = (
    ("{no}Giảm tỷ lệ hộ nghèo từ {high}% xuống còn {low}%, tương ứng giảm {change} điểm phần trăm.", False),
    (
        "{no}Tỷ lệ hộ nghèo đa chiều giảm từ {high}% năm {last} xuống {low}% năm {year} (giảm {change}%).",
        False,
    ),
    ("{no}Nâng tỷ lệ che phủ rừng từ {low}% lên {high}%, tăng {change} điểm phần trăm.", True),
    ("{no}Tỷ lệ lao động qua đào tạo tăng từ {low}% lên {high}%, tăng {change}%.", True),
)
_ADDED = (
    "{no}Cứng hóa thêm {added} km đường thôn, nâng tổng số từ {first} km lên {last} km.",
    "{no}Thành lập mới {added} hợp tác xã, nâng tổng số hợp tác xã từ {first} lên {last} hợp tác xã.",
    "{no}Công nhận thêm {added} sản phẩm OCOP, đưa tổng số sản phẩm từ {first} sản phẩm lên {last} sản phẩm.",
)


def say_others(made: Made, world: World, random: Random, numbers: list[str]) -> None:
    """Each of another thing: two values of one would be a fault."""
    said = random.sample(_ALL, random.randint(1, 4))
    if made.has_income:
        said = [say for say in said if say is not _growth]
    made.has_income = made.has_income or _growth in said
    for say in said:
        say(made, world, random, numbers.pop(0))


def _growth(made: Made, world: World, random: Random, no: str) -> None:
    """ "đạt 54 triệu đồng/người/năm, tăng 8% so với năm 2023 (50 triệu đồng)"."""
    before, rate = random.randrange(25, 60), random.choice((4, 8, 12, 20))
    after = Decimal(before * (100 + rate)) / 100
    shown = format_number(after, 2).rstrip("0").rstrip(",")
    line = (
        "{no}Thu nhập bình quân đầu người đạt {after} triệu đồng/người/năm, tăng {rate}% so với năm {last} "
        "({before} triệu đồng/người/năm)."
    )
    facts = {"no": no, "after": shown, "last": world.first - 1, "before": before}
    made.means("goal", shown)
    made.say(line.format(rate=rate, **facts), line.format(rate=rate + 9, **facts), "growth")


def _rate(made: Made, world: World, random: Random, no: str) -> None:
    """A share that rises or falls by so many points."""
    low, change = random.randrange(120, 300), random.randrange(15, 60)
    line, rises = random.choice(_RATES)
    facts = {
        "no": no,
        "low": _tenths(low),
        "high": _tenths(low + change),
        "last": world.first - 1,
        "year": world.year,
    }
    made.means("goal", _tenths(low + change if rises else low))
    right, wrong = (line.format(change=_tenths(each), **facts) for each in (change, change + 700))
    made.say(right, wrong, "growth")


def _fewer(made: Made, world: World, random: Random, no: str) -> None:
    """A number of things that falls by a share."""
    first, share = random.randrange(3, 40) * 100, random.choice((10, 15, 20, 25, 30))
    last = first * (100 - share) // 100
    made.means("goal", last)
    line = f"{no}Số hộ nghèo giảm từ {_whole(first)} hộ xuống còn {_whole(last)} hộ, giảm {{}}%."
    made.say(line.format(share), line.format(share + 6), "growth")


def _parts(made: Made, world: World, random: Random, no: str) -> None:
    """ "Tổng diện tích gieo trồng 4.120 ha, gồm: lúa 1.000 ha; ngô 3.120 ha"."""
    words, measure, names = random.choice(_WHOLES)
    measure_of_part = measure.split()[0] if measure == "ha rừng" else measure
    chosen = random.sample(names, random.randint(2, len(names)))
    parts = {name: random.randrange(120, 6000) for name in chosen}
    joint, opening = random.choice(("; ", ", ")), random.choice((", gồm: ", ", bao gồm: ", " (gồm: "))
    shown = joint.join(f"{name} {_whole(number)} {measure_of_part}" for name, number in parts.items())
    closing = ")." if "(" in opening else "."
    line = f"{no}{words} {{}} {measure}{opening}{shown}{closing}"
    total = sum(parts.values())
    made.means("goal", total)
    made.say(line.format(_whole(total)), line.format(_whole(total + 110)), "sum")


def _few_of(made: Made, world: World, random: Random, no: str) -> None:
    _some_of(made, random, no, random.choice(_SOME), random.randrange(12, 90))


def _many_of(made: Made, world: World, random: Random, no: str) -> None:
    _some_of(made, random, no, random.choice(_MANY), random.randrange(20, 90) * 1000)


def _some_of(made: Made, random: Random, no: str, line: str, whole: int) -> None:
    part = whole * random.randrange(30, 80) // 100
    facts = {"no": no, "part": _whole(part), "whole": _whole(whole)}
    share = percent(part, whole)
    made.say(line.format(share=share, **facts), line.format(share=_more(share), **facts), "share")


def _structure(made: Made, world: World, random: Random, no: str) -> None:
    farms, works = random.randrange(150, 400), random.randrange(200, 400)
    shares = (farms, works, 1000 - farms - works)
    line = f"{no}Cơ cấu kinh tế: nông, lâm nghiệp {{}}%; công nghiệp - xây dựng {{}}%; dịch vụ {{}}%."
    right, wrong = (line.format(_tenths(farms + extra), *map(_tenths, shares[1:])) for extra in (0, 80))
    made.say(right, wrong, "share of total")


def _added(made: Made, world: World, random: Random, no: str) -> None:
    first, added = random.randrange(15, 200), random.randrange(2, 14)
    line = random.choice(_ADDED)
    right, wrong = (
        line.format(no=no, added=added, first=first, last=first + each) for each in (added, added + 3)
    )
    made.say(right, wrong, "raised")


def _range(made: Made, world: World, random: Random, no: str) -> None:
    low = random.randrange(5, 12)
    made.say(f"{no}Tốc độ tăng giá trị sản xuất đạt {low} - {low + 2}%/năm.")


def _more(share: str) -> str:
    """The share and twelve per cent more, as it was written."""
    whole, _, tenths = share.partition(",")
    return f"{int(whole) + 12}{',' if tenths else ''}{tenths}"


def _tenths(number: int) -> str:
    return f"{number // 10},{number % 10}"


def _whole(number: int) -> str:
    return format_number(number)


_ALL: tuple[Callable[[Made, World, Random, str], None], ...] = (
    _growth,
    _rate,
    _fewer,
    _parts,
    _few_of,
    _many_of,
    _structure,
    _added,
    _range,
)

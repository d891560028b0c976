"""Goals of other sectors, each with a figure that another one of the same sentence fixes."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from chungsuc.core.vietnamese.numbers import format_number
from factories.made_plans.made import Made
from factories.made_plans.world import World

_CROPS = ("lúa", "ngô", "lạc", "rau màu", "cây ăn quả")


def say_others(made: Made, world: World, random: Random, numbers: list[str]) -> None:
    for say in random.sample((_growth, _poverty, _area, _jobs), random.randint(1, 3)):
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
    made.say(line.format(rate=rate, **facts), line.format(rate=rate + 9, **facts))


def _poverty(made: Made, world: World, random: Random, no: str) -> None:
    start, fall = random.randrange(120, 300), random.randrange(15, 60)
    line = "{no}Giảm tỷ lệ hộ nghèo từ {start}% xuống còn {end}%, tương ứng giảm {fall} điểm phần trăm."

    def shown(tenths: int) -> str:
        return f"{tenths // 10},{tenths % 10}"

    facts = {"no": no, "start": shown(start), "end": shown(start - fall)}
    made.means("goal", shown(start - fall))
    made.say(line.format(fall=shown(fall), **facts))


def _area(made: Made, world: World, random: Random, no: str) -> None:
    """ "Tổng diện tích gieo trồng 4.120 ha, gồm: lúa 1.000 ha; ngô 3.120 ha"."""
    crops = {name: random.randrange(120, 6000) for name in random.sample(_CROPS, random.randint(2, 4))}
    listed = "; ".join(f"{name} {format_number(number)} ha" for name, number in crops.items())
    line = f"{no}Tổng diện tích gieo trồng đạt {{}} ha, gồm: {listed}."
    total = sum(crops.values())
    made.means("goal", total)
    made.say(line.format(format_number(total)), line.format(format_number(total + 110)))


def _jobs(made: Made, world: World, random: Random, no: str) -> None:
    number = random.randrange(300, 5000)
    made.means("goal", number)
    made.say(f"{no}Tạo việc làm mới cho {format_number(number)} lao động.")

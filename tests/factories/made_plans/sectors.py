"""The part of a plan that goes criterion by criterion, through the departments that answer for each."""

from __future__ import annotations

from random import Random

from factories.made_plans.made import Made
from factories.made_plans.style import Style
from factories.made_plans.world import World, percent

_NAMES = ("tiêu chí {name}", "tiêu chí số {code} về {name}", "tiêu chí {name}", "tiêu chí số {code} ({Name})")
_HAS = (
    "Phấn đấu có {n}/{all} xã đạt {criterion}.",
    "Đến hết năm {year} có {n}/{all} xã đạt {criterion}.",
    "Phấn đấu {n}/{all} xã đạt {criterion}, chiếm {share}%.",
)
_ADDS = (
    "Phấn đấu có thêm {n} xã đạt {criterion}.",
    "Trong năm có thêm {n} xã đạt {criterion}.",
)
_ADDS_NAMED = "Phấn đấu có thêm {n} xã đạt {criterion} ({names})."
_OPENINGS = (
    "Tăng cường chỉ đạo, huy động nguồn lực thực hiện.",
    "Tập trung nguồn lực triển khai các công trình đã được phê duyệt.",
    "Phòng chuyên môn hướng dẫn các xã rà soát từng nội dung.",
)


def say_sectors(made: Made, world: World, random: Random, style: Style, *, is_report: bool) -> None:
    """A report says what is a goal: "đến hết năm … có …" may be a result there."""
    has_line, adds_line = random.choice(_HAS), random.choice(_ADDS)
    if is_report and not has_line.startswith("Phấn đấu"):
        has_line = f"Phấn đấu {has_line[0].lower()}{has_line[1:]}"
    naming, mark = random.choice(_NAMES), random.choice(("- ", "* ", "+ "))
    for code in world.codes:
        if random.random() > 0.35:
            _say(made, world, random, style, code, (has_line, adds_line, naming, mark))


def _say(
    made: Made, world: World, random: Random, style: Style, code: str, ways: tuple[str, str, str, str]
) -> None:
    has_line, adds_line, naming, mark = ways
    count, end = len(world.units), world.end
    has = sum(code in cells for cells in end.values())
    gaining = [unit for unit in world.rest if code in world.gained[unit]]
    adds = len(gaining)
    least = len(world.kept) + adds  # communes that the lists above name
    name = world.names[code][0].lower() + world.names[code][1:]
    criterion = naming.format(name=name, Name=world.names[code], code=code)
    opening = f"{mark}{world.names[code]}: {random.choice(_OPENINGS)}"

    def held(number: int) -> str:
        facts = {"n": style.n(number), "all": style.n(count), "criterion": criterion, "year": world.year}
        return f"{opening} " + has_line.format(share=percent(number, count), **facts)

    if has == count and random.random() < 0.7:
        made.means("share", 100, codes=[code])
        keeps = "" if adds else "duy trì "
        made.say(f"{opening} Phấn đấu {keeps}100% các xã đạt {criterion}.", held(least - 1))
    elif adds and random.random() < 0.3:
        named = random.random() < 0.4
        line = _ADDS_NAMED if named else adds_line
        made.means("count", adds, units=gaining if named else (), codes=[code])
        right, wrong = (
            f"{opening} " + line.format(n=style.n(each), criterion=criterion, names=style.names(gaining))
            for each in (adds, len(world.rest) + 1)
        )
        made.say(right, wrong)
    else:
        made.means("count", has, count, codes=[code])
        if "{share}" in has_line:
            made.means("share", percent(has, count), codes=[code])
        made.say(held(has), held(least - 1))

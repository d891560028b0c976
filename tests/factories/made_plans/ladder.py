"""A plan of several years: which communes reach the standard in which year."""

from __future__ import annotations

from random import Random

from factories.made_plans.made import Made
from factories.made_plans.style import Style
from factories.made_plans.world import World

_OPENINGS = (
    "{no}Có thêm {n} xã đạt chuẩn {ntm}, cụ thể: ",
    "{no}Phấn đấu có thêm {n} xã đạt chuẩn {ntm}, gồm: ",
    "{no}Công nhận mới {n} xã đạt chuẩn {ntm}, cụ thể theo từng năm: ",
)


def say_ladder(made: Made, world: World, random: Random, style: Style, no: str) -> None:
    """In one sentence or in a list; a wrong total is not the sum of its years."""
    span = range(world.first, world.year + 1)
    years = sorted(random.sample(span, random.randint(2, min(3, len(span)))))
    by_year: dict[int, list[str]] = {year: [] for year in years}
    for place, unit in enumerate(world.risen):
        by_year[years[place] if place < len(years) else random.choice(years)].append(unit)
    steps = [
        f"năm {year}: {style.n(len(units))} xã ({style.names(units)})"
        for year, units in by_year.items()
        if units
    ]
    text = random.choice(_OPENINGS)
    right, wrong = (
        text.format(no=no, n=style.n(each), ntm=style.ntm)
        for each in (len(world.risen), len(world.risen) + 1)
    )
    made.means("count", len(world.risen))
    for units in by_year.values():
        if units:
            made.means("gain", len(units), units=units)
    if random.random() < 0.5:
        made.say(right + "; ".join(steps) + ".", wrong + "; ".join(steps) + ".")
        return
    made.say(right.rstrip(), wrong.rstrip())
    mark = "+ " if no == "- " else "- "
    for place, step in enumerate(steps):
        made.say(mark + step[0].upper() + step[1:] + ("." if place == len(steps) - 1 else ";"))

"""The annex of a made plan: the table of communes × criteria at the end of the period, with its sums."""

from __future__ import annotations

from random import Random

from factories.made_plans.made import Made
from factories.made_plans.world import World


def say_annex(made: Made, world: World, random: Random, *, is_report: bool) -> None:
    """Rows in one paragraph, cells parted by tabs.

    Spoilt by a wrong sum of one commune, or by a mark less, all sums after it: then the body says otherwise.
    In a report the table might be of what was planned for the year that is reported, and proves nothing.
    """
    mark = random.choice(("x", "X", "Đạt"))
    right = _table(world, world.end, mark)
    if is_report or random.random() < 0.5:
        wrong = [list(row) for row in right]
        row = random.randrange(1, len(world.units) + 1)
        wrong[row][-1] = str(int(wrong[row][-1]) - 1)
        sort = "annex"
    else:
        unit = random.choice(world.kept)  # its standard is what the body keeps
        less = world.end[unit] - {random.choice(world.codes)}
        wrong = _table(world, world.end | {unit: less}, mark)
        sort = "annex against body"
    made.say(f"BIỂU 01: KẾ HOẠCH ĐẠT TIÊU CHÍ ĐẾN HẾT NĂM {world.year}")
    made.say(_text(right), _text(wrong), sort)


def _table(world: World, end: dict[str, set[str]], mark: str) -> list[list[str]]:
    rows = [["STT", "Tên xã", *(f"Tiêu chí {code}" for code in world.codes), "Tổng số tiêu chí đạt"]]
    for place, unit in enumerate(world.units, 1):
        cells = [mark if code in end[unit] else "" for code in world.codes]
        rows.append([str(place), unit, *cells, str(len(end[unit]))])
    sums = [str(sum(code in end[unit] for unit in world.units)) for code in world.codes]
    rows.append(["", "Tổng cộng", *sums, str(world.points(end))])
    return rows


def _text(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)

"""The annex of a made plan: the table of communes × criteria at the end of the period, with its sums."""

from __future__ import annotations

from random import Random

from factories.made_plans.made import Made
from factories.made_plans.world import World


def say_annex(made: Made, world: World, random: Random) -> None:
    """Rows in one paragraph, cells parted by tabs; a wrong sum of one commune spoils it."""
    end, mark = world.end, random.choice(("x", "X", "Đạt"))
    head = ["STT", "Tên xã", *(f"Tiêu chí {code}" for code in world.codes), "Tổng số tiêu chí đạt"]
    rows = [head]
    for place, unit in enumerate(world.units, 1):
        cells = [mark if code in end[unit] else "" for code in world.codes]
        rows.append([str(place), unit, *cells, str(len(end[unit]))])
    sums = [str(sum(code in end[unit] for unit in world.units)) for code in world.codes]
    rows.append(["", "Tổng cộng", *sums, str(world.points(end))])
    wrong = [list(row) for row in rows]
    spoilt = random.randrange(1, len(world.units) + 1)
    wrong[spoilt][-1] = str(int(wrong[spoilt][-1]) - 1)
    made.say(f"BIỂU 01: TỔNG HỢP KẾT QUẢ THỰC HIỆN TIÊU CHÍ ĐẾN HẾT NĂM {world.year}")
    made.say(_text(rows), _text(wrong), "annex")


def _text(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)

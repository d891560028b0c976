"""How many communes stand between which numbers of criteria, as reports tell it."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from factories.made_plans.made import Made
from factories.made_plans.style import Style
from factories.made_plans.world import World

_BETWEEN = (
    "số xã đạt từ {low}-{high} tiêu chí: {n} xã",
    "số xã đạt {low} - {high} tiêu chí có {n} xã",
    "số xã hoàn thành từ {low} đến {high} tiêu chí là {n} xã",
    "{n} xã đạt từ {low} đến {high} tiêu chí",
    "có {n} xã đạt {low}-{high} tiêu chí",
)
_ALL = (
    "số xã đạt {most}/{most} tiêu chí: {n} xã",
    "số xã hoàn thành {most} tiêu chí là {n} xã",
    "{n} xã đạt {most} tiêu chí",
)
_BELOW = ("số xã đạt dưới {next} tiêu chí: {n} xã", "{n} xã đạt dưới {next} tiêu chí")
_NONE = ("không có xã nào dưới {next} tiêu chí", "không còn xã đạt dưới {next} tiêu chí")


def say_bands(made: Made, world: World, random: Random, style: Style, table: Mapping[str, set[str]]) -> None:
    """Of all communes, at the start; one too many in a band is more communes than there are."""
    most = len(world.codes)
    ends = sorted(random.sample(range(most // 3, most - 1), 2), reverse=True)
    bands = [(most, most), (ends[0], most - 1), (ends[1], ends[0] - 1), (0, ends[1] - 1)]
    counts = {band: sum(band[0] <= len(cells) <= band[1] for cells in table.values()) for band in bands}
    told = [band for band in bands if counts[band] or (band[0] == 0 and random.random() < 0.5)]
    if any(low == high for low, high in told if low != most):
        return  # a band of one level is said as a level
    texts = {band: _text(band, counts[band], most, random) for band in told}
    extra = random.choice([band for band in told if counts[band]])
    for band in told:
        made.means("level" if counts[band] else "floor", counts[band] or band[1] + 1, _level(band, counts))
    right, wrong = (
        f"- Đến hết năm {world.first - 1}: "
        + "; ".join(
            texts[band].format(
                low=band[0],
                high=band[1],
                most=most,
                next=band[1] + 1,
                n=style.n(counts[band] + (band == spoilt)),
            )
            for band in told
        )
        + "."
        for spoilt in (None, extra)
    )
    made.say(right, wrong, sort="bands")


def _level(band: tuple[int, int], counts: Mapping[tuple[int, int], int]) -> int | None:
    return band[0] if counts[band] else None


def _text(band: tuple[int, int], count: int, most: int, random: Random) -> str:
    if band == (most, most):
        return random.choice(_ALL)
    if band[0] == 0:
        return random.choice(_BELOW if count else _NONE)
    return random.choice(_BETWEEN)

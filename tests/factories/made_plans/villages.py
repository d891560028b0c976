"""Villages of a made plan: in all, by commune, for each commune, and as a share."""

from __future__ import annotations

from random import Random

from factories.made_plans.made import Made
from factories.made_plans.style import Style
from factories.made_plans.world import World, percent

_NOW = "{no}Đến hết năm {last}, toàn {area} có {start}/{all} {noun} đạt chuẩn {ntm}."
_ADDED = (
    "{no}Có thêm {n} {noun} đạt chuẩn {ntm} ({list}), nâng tổng số {noun} đạt chuẩn lên {end}/{all} {noun}.",
    "{no}Thêm {n} {noun} đạt chuẩn {ntm} ({list}); tổng số {noun} đạt chuẩn là {end}/{all} {noun}.",
    "{no}Công nhận thêm {n} {noun} đạt chuẩn {ntm} ({list}), lũy kế {end}/{all} {noun} đạt chuẩn {ntm}.",
)
_SHARES = (
    "{no}Phấn đấu {share}% số {noun} đạt chuẩn {ntm} ({end}/{all} {noun}).",
    "{no}Phấn đấu {end}/{all} {noun} đạt chuẩn {ntm}, chiếm {share}%.",
)
_EACH = (
    "{no}Mỗi xã có ít nhất {least} {noun} đạt chuẩn {noun} {ntm}.",
    "{no}Phấn đấu mỗi xã có tối thiểu {least} {noun} đạt chuẩn {noun} {ntm}.",
)


class Villages:
    """How many villages every commune has, how many meet the standard, and how many more shall."""

    def __init__(self, world: World, random: Random, style: Style) -> None:
        self.world, self.random, self.style = world, random, style
        self.all = {unit: random.randint(4, 15) for unit in world.units}
        self.start = {unit: random.randint(0, number - 2) for unit, number in self.all.items()}
        gaining = random.sample(world.units, random.randint(2, min(5, len(world.units))))
        self.gained = {
            unit: random.randint(1, self.all[unit] - self.start[unit])
            for unit in world.units
            if unit in gaining
        }

    @property
    def _facts(self) -> dict[str, object]:
        return {"noun": self.style.village, "ntm": self.style.ntm, "area": self.world.area}

    def say_start(self, made: Made) -> None:
        start, number = sum(self.start.values()), sum(self.all.values())
        made.means("count", start, number)
        made.say(_NOW.format(no="- ", last=self.world.first - 1, start=start, all=number, **self._facts))

    def say_goals(self, made: Made, numbers: list[str], *, start_is_said: bool) -> None:
        """`start_is_said`: the total at the end is then fixed by what is added."""
        n, random, number = self.style.n, self.random, sum(self.all.values())
        added = sum(self.gained.values())
        end = sum(self.start.values()) + added
        joint = random.choice(("; ", ", "))
        listed = joint.join(
            f"{random.choice(('', 'xã '))}{unit} {n(count)} {self.style.village}"
            for unit, count in self.gained.items()
        )
        facts = self._facts | {"list": listed, "all": number, "no": numbers.pop(0)}
        text = random.choice(_ADDED)
        made.means("count", added, units=self.gained)
        made.means("total", end, number)
        wrong = (
            text.format(n=n(added), end=end - 1, **facts)
            if start_is_said and end - 1 >= added
            else text.format(n=n(added + 1), end=end, **facts)
        )
        made.say(text.format(n=n(added), end=end, **facts), wrong)
        if random.random() < 0.4:
            text, facts["no"] = random.choice(_SHARES), numbers.pop(0)
            made.means("share", percent(end, number))
            made.means("count", end, number)
            right, wrong = (
                text.format(share=percent(each, number), end=end, **facts) for each in (end, end + 3)
            )
            made.say(right, wrong)
        least = min(self.start[unit] + self.gained.get(unit, 0) for unit in self.world.units)
        if least and random.random() < 0.5:
            text, facts["no"] = random.choice(_EACH), numbers.pop(0)
            made.means("count", least)
            made.say(
                text.format(least=n(least), **facts),
                text.format(least=n(end // len(self.world.units) + 1), **facts),
            )

"""Writes a world as a plan: every thing in one of the ways that officials say it."""

from __future__ import annotations

from collections import Counter
from random import Random

from factories.made_plans.annex import say_annex
from factories.made_plans.bands import say_bands
from factories.made_plans.frame import frame_of
from factories.made_plans.ladder import say_ladder
from factories.made_plans.made import Made
from factories.made_plans.money import Money
from factories.made_plans.others import say_others
from factories.made_plans.sectors import say_sectors
from factories.made_plans.slips import say_goal_of_all, say_kept, say_kept_again, say_slips
from factories.made_plans.style import Style
from factories.made_plans.villages import Villages
from factories.made_plans.world import World, mean, ordered

_KEPT = (
    "{no}Duy trì {n} xã đã đạt chuẩn {ntm}: {names}.",
    "{no}Giữ vững {n} xã đạt chuẩn {ntm} ({names}).",
    "{no}Tiếp tục duy trì, nâng chất lượng các tiêu chí ở {n} xã đạt chuẩn {ntm}, gồm: {names}.",
)
_RISEN = (
    "{no}Phấn đấu có thêm {n} xã đạt chuẩn {ntm} ({names}).",
    "{no}Công nhận thêm {n} xã đạt chuẩn {ntm}, gồm: {names}.",
)
_GAINS = (
    "{no}Đối với các xã còn lại hoàn thành thêm {n} tiêu chí, trong đó:",
    "{no}Các xã còn lại phấn đấu đạt thêm {n} tiêu chí, gồm:",
    "{no}{span} toàn {area} tăng thêm {n} tiêu chí, cụ thể:",
)
_GAIN = (
    "{mark}Xã {unit} {n} tiêu chí ({short}){end}",
    "{mark}Xã {unit} đạt thêm {n} tiêu chí: {short}{end}",
    "{mark}Xã {unit} hoàn thành thêm {n} tiêu chí, gồm: {numbered}{end}",
    "{mark}{unit}: {n} tiêu chí ({short}){end}",
)
_GAIN_BY_NUMBER = (
    "{mark}Xã {unit} đạt thêm {n} tiêu chí (tiêu chí số {codes}){end}",
    "{mark}Xã {unit} {n} tiêu chí (các tiêu chí số: {codes}){end}",
)
_TOTALS = (
    "{no}Tổng số tiêu chí đạt và duy trì là {points} tiêu chí; bình quân đạt {mean} tiêu chí/xã.",
    "{no}Đến hết năm {year} toàn {area} đạt {points} tiêu chí, bình quân {mean} tiêu chí/xã.",
    "{no}Nâng tổng số tiêu chí toàn {area} lên {points} tiêu chí, bình quân {mean} tiêu chí/xã.",
)
_FLOORS = (
    "{no}Không còn xã đạt dưới {least} tiêu chí.",
    "{no}Không có xã dưới {least} tiêu chí.",
    "{no}Tất cả các xã đạt từ {least} tiêu chí trở lên.",
)
_OTHERS = (
    (2, "{no}Năng suất lao động tăng từ 2 - 3%/năm."),
    (45, "{no}Thu nhập bình quân đầu người đạt 45 triệu đồng/người/năm."),
    (80, "{no}Tỷ lệ đường trục thôn được cứng hóa đạt 80% trở lên."),
)


def write(world: World, random: Random) -> Made:
    return _Author(world, random).write()


class _Author:
    def __init__(self, world: World, random: Random) -> None:
        self.world = world
        self.random = random
        self.made = Made()
        self.style = Style(random)
        self.numbers = random.choice(([f"{n}. " for n in range(1, 40)], ["- "] * 40))
        self.frame = frame_of(random)
        self.villages = Villages(world, random, self.style) if random.random() < 0.5 else None

    def write(self) -> Made:
        made, world, random = self.made, self.world, self.random
        self.frame.open(made, world, random)
        has_results = self.frame.tells_results or random.random() < 0.6
        if has_results:
            self._head("results")
            self._baseline()
            if random.random() < 0.25:
                say_bands(made, world, random, self.style, world.start)
            if self.villages:
                self.villages.say_start(made)
            if random.random() < 0.4:
                say_kept(made, world, random)
        self._head("goals")
        self._kept()
        self._risen()
        self._gains()
        self._totals()
        if random.random() < 0.3:
            self._levels()
        if self.villages:
            self.villages.say_goals(made, self.numbers, start_is_said=has_results)
        if made.kept is not None:
            say_kept_again(made, world, self.numbers.pop(0))
        if random.random() < 0.4:
            say_goal_of_all(made, world, random, self.numbers.pop(0))
        elif random.random() < 0.5:
            value, line = random.choice(_OTHERS)
            made.has_income = "Thu nhập" in line
            made.means("goal", value)
            made.say(line.format(no=self.numbers.pop(0)))
        if random.random() < 0.6:
            say_others(made, world, random, self.numbers)
        self._head("tasks")
        say_sectors(made, world, random, self.style, is_report=self.frame.tells_results)
        if random.random() < 0.6:
            say_slips(made, world, random)
        self._head("money")
        Money(random, world).say(made)
        self._head("duties")
        self.frame.close(made, world, random)
        if random.random() < 0.2:
            say_annex(made, world, random, is_report=self.frame.tells_results)
        return made

    def _head(self, part: str) -> None:
        self.frame.heading(self.made, self.world, self.random, part)

    def _baseline(self) -> None:
        world, made, last = self.world, self.made, self.world.first - 1
        levels = sorted({len(cells) for cells in world.start.values()}, reverse=True)
        counts = {level: sum(len(cells) == level for cells in world.start.values()) for level in levels}
        listed = [f"{self.style.n(counts[level])} xã đạt {level} tiêu chí" for level in levels]
        points, count = world.points(world.start), len(world.units)
        for level in levels:
            made.means("level", counts[level], level)
        made.means("average", mean(points, count))
        right, wrong = mean(points, count), mean(points + count // 2 + 1, count)
        shape = self.random.randrange(3)
        if shape == 2:
            made.say(f"Đến hết năm {last}, toàn {world.area} có:")
            for line in listed:
                made.say(f"- {line};")
            text = "- Bình quân đạt {} tiêu chí/xã."
        elif shape == 1:
            text = f"Đến hết năm {last}, bình quân đạt {{}} tiêu chí/xã; trong đó: {'; '.join(listed)}."
        else:
            text = (
                f"Đến hết năm {last}, toàn {world.area} có {', '.join(listed)}; "
                "bình quân đạt {} tiêu chí/xã."
            )
        made.say(text.format(right), wrong=text.format(wrong))

    def _kept(self) -> None:
        kept = self.world.kept
        count, names, no = len(kept), self.style.names(kept), self.numbers.pop(0)
        text = self.random.choice(_KEPT)
        self.made.means("keep", count, units=kept)
        right, wrong = (
            text.format(no=no, n=self.style.n(each), names=names, ntm=self.style.ntm)
            for each in (count, count + 1)
        )
        self.made.say(right, wrong)

    def _risen(self) -> None:
        risen = self.world.risen
        if not risen or self.random.random() < 0.4:
            return
        if self.world.first < self.world.year and len(risen) > 1:
            say_ladder(self.made, self.world, self.random, self.style, self.numbers.pop(0))
            return
        text, no = self.random.choice(_RISEN), self.numbers.pop(0)
        self.made.means("gain", len(risen), units=risen)
        right, wrong = (
            text.format(no=no, n=self.style.n(each), names=self.style.names(risen), ntm=self.style.ntm)
            for each in (len(risen), len(risen) + 1)
        )
        self.made.say(right, wrong)

    def _gains(self) -> None:
        world, made = self.world, self.made
        gaining = [unit for unit in world.rest if world.gained[unit]]
        if len(gaining) < 2:
            return
        total = world.points(world.gained)
        text, no = self.random.choice(_GAINS).replace("{area}", world.area), self.numbers.pop(0)
        made.means("total", total)
        span = "Trong năm" if world.first == world.year else "Cả giai đoạn"
        right, wrong = (text.format(no=no, n=self.style.n(each), span=span) for each in (total, total - 1))
        made.say(right, wrong)
        names = world.names
        has_commas = any("," in name for name in names.values())
        ways = _GAIN_BY_NUMBER if has_commas or self.random.random() < 0.2 else _GAIN
        line, mark = self.random.choice(ways), "+ " if no == "- " else "- "
        for place, unit in enumerate(gaining):
            codes = ordered(world.gained[unit])
            made.means("gain", len(codes), units=[unit], codes=codes)
            facts = {
                "mark": mark,
                "unit": unit,
                "short": ", ".join(names[code] for code in codes),
                "numbered": ", ".join(f"tiêu chí số {code} về {names[code]}" for code in codes),
                "codes": ", ".join(codes),
                "end": "." if place == len(gaining) - 1 else ";",
            }
            made.say(
                line.format(n=self.style.n(len(codes)), **facts),
                line.format(n=self.style.n(len(codes) + 1), **facts),
            )

    def _levels(self) -> None:
        """How many communes stand where at the end; one too many is more communes than there are."""
        made, end = self.made, self.world.end
        counts = Counter(len(cells) for cells in end.values())
        for level, count in counts.items():
            made.means("level", count, level)
        most = max(counts, key=lambda level: (counts[level], level))
        no = self.numbers.pop(0)
        right, wrong = (
            f"{no}Đến hết năm {self.world.year}, toàn {self.world.area} có: "
            + "; ".join(
                f"{self.style.n(counts[level] + (extra if level == most else 0))} xã đạt {level} tiêu chí"
                for level in sorted(counts, reverse=True)
            )
            + "."
            for extra in (0, 1)
        )
        made.say(right, wrong)

    def _totals(self) -> None:
        world, made = self.world, self.made
        count, points = len(world.units), world.points(world.end)
        facts = {"no": self.numbers.pop(0), "points": points, "year": world.year}
        text = self.random.choice(_TOTALS).replace("{area}", world.area)
        made.means("total", points)
        made.means("average", mean(points, count))
        made.say(
            text.format(mean=mean(points, count), **facts),
            wrong=text.format(mean=mean(points + count, count), **facts),
        )
        if self.random.random() < 0.4:
            least = min(map(len, world.end.values()))
            made.means("floor", least)
            text, no = self.random.choice(_FLOORS), self.numbers.pop(0)
            can_be_wrong = points < len(world.codes) * count
            made.say(
                text.format(no=no, least=least),
                wrong=text.format(no=no, least=len(world.codes)) if can_be_wrong else None,
            )

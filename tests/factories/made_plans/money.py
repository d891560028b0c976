"""A funding tree, written out as prose, as bullets, as lettered items or as a table, in triệu or tỷ đồng."""

from __future__ import annotations

from random import Random

from chungsuc.core.vietnamese.number_words import number_in_words
from chungsuc.core.vietnamese.numbers import format_number
from factories.made_plans.made import Made
from factories.made_plans.world import World

_SOURCES = (
    "Ngân sách tỉnh",
    "Ngân sách huyện",
    "Vốn lồng ghép",
    "Vốn tín dụng",
    "Huy động cộng đồng dân cư đóng góp",
    "Vốn doanh nghiệp, hợp tác xã",
)
_TOTALS = (
    "Tổng nguồn vốn thực hiện Chương trình {when}: {} {m}{words}, {of}:",
    "Tổng kinh phí thực hiện kế hoạch là {} {m}{words}, {of}:",
    "Dự kiến tổng nhu cầu vốn {when} là {} {m}{words}; {of}:",
)
_ALL, _SOME = ("gồm", "bao gồm"), ("trong đó",)
_MILLION = 1_000_000


class Money:
    """Amounts are drawn in triệu đồng; a plan in tỷ đồng shows three decimals, so that nothing is rounded."""

    def __init__(self, random: Random, world: World) -> None:
        self.random = random
        self.world = world
        self.in_billions = random.random() < 0.25
        self.is_mixed = random.random() < 0.15
        self.measure = "tỷ đồng" if self.in_billions else "triệu đồng"
        self.invest, self.recurrent = random.randint(400, 60_000), random.randint(100, 9_000)
        sources = [name for name in _SOURCES if world.has_districts or "huyện" not in name]
        self.others = {
            name: random.randint(500, 90_000) for name in random.sample(sources, random.randint(2, 4))
        }

    def shown(self, amount: int) -> str:
        if not self.in_billions:
            return format_number(amount)
        return f"{format_number(amount // 1000)},{amount % 1000:03d}"

    def said(self, amount: int) -> str:
        """With its measure; in a plan that mixes them, now and then in the other one."""
        if self.is_mixed and self.random.random() < 0.3:
            if self.in_billions:
                return f"{format_number(amount)} triệu đồng"
            return f"{format_number(amount // 1000)},{amount % 1000:03d} tỷ đồng"
        return f"{self.shown(amount)} {self.measure}"

    @property
    def central(self) -> int:
        return self.invest + self.recurrent

    @property
    def total(self) -> int:
        return self.central + sum(self.others.values())

    def say(self, made: Made) -> None:
        if self.random.random() < 0.2:
            self._table(made)
            return
        if self.random.random() < 0.2:
            self._years(made)
            return
        for amount in (self.total, self.central, self.invest, self.recurrent, *self.others.values()):
            made.means("money", amount)
        self._total(made)
        self.random.choice((self._nested, self._in_line, self._lettered))(made)

    def _total(self, made: Made) -> None:
        """In figures, and perhaps in words; a fault is in either."""
        random, line = self.random, self.random.choice(_TOTALS)
        facts = {"when": self.world.when, "m": self.measure, "of": random.choice((*_ALL, *_SOME))}
        right, off = self.total, self.total - 7
        if random.random() < 0.25:
            made.say(
                line.format(self.shown(right), words=_in_words(right), **facts),
                line.format(self.shown(right), words=_in_words(right + 2_000), **facts),
                "words",
            )
            return
        made.say(*(line.format(self.shown(each), words="", **facts) for each in (right, off)), "money")

    def _central(self, marker: str, text: str, made: Made, spoilt: int) -> None:
        line = f"{marker}Vốn ngân sách trung ương: {{}} {self.measure}{text}"
        made.say(line.format(self.shown(self.central)), line.format(self.shown(spoilt)), "money")

    def _nested(self, made: Made) -> None:
        self._central("- ", ", gồm:", made, self.central + 10)
        made.say(
            f" + Vốn đầu tư phát triển: {self.said(self.invest)};\n"
            f" + Vốn sự nghiệp: {self.said(self.recurrent)};"
        )
        self._rest(made, ["- "] * len(self.others))

    def _in_line(self, made: Made) -> None:
        parts = (
            f" (vốn đầu tư phát triển {self.said(self.invest)}, vốn sự nghiệp {self.said(self.recurrent)});"
        )
        self._central("- ", parts, made, self.central + 10)
        self._rest(made, ["- "] * len(self.others))

    def _lettered(self, made: Made) -> None:
        self._central("a) ", ", trong đó:", made, self.invest + self.recurrent // 2)
        made.say(
            f"- Vốn đầu tư phát triển: {self.said(self.invest)};\n"
            f"- Vốn sự nghiệp: {self.said(self.recurrent)}."
        )
        self._rest(made, ["b) ", "c) ", "d) ", "đ) "])

    def _rest(self, made: Made, markers: list[str]) -> None:
        """The last one may slip by a thousand: then it alone is more than the total."""
        lines = [
            f"{marker}{name}: {self.said(amount)}"
            for marker, (name, amount) in zip(markers, self.others.items(), strict=False)
        ]
        name, amount = list(self.others.items())[-1]
        other = "tỷ đồng" if self.measure == "triệu đồng" else "nghìn tỷ đồng"
        slipped = f"{markers[len(lines) - 1]}{name}: {self.shown(amount)} {other}"
        made.say(";\n".join(lines) + ".", ";\n".join([*lines[:-1], slipped]) + ".", "measure of money")

    def _years(self, made: Made) -> None:
        """The money of several years, year by year."""
        years = range(self.world.first, max(self.world.year, self.world.first + 1) + 1)
        amounts = {year: self.random.randint(2_000, 80_000) for year in years}
        total = sum(amounts.values())
        for amount in (total, *amounts.values()):
            made.means("money", amount)
        line = (
            f"Tổng kinh phí thực hiện giai đoạn {years[0]}-{years[-1]} là {{}} {self.measure}, "
            f"{self.random.choice(_ALL)}: "
        )
        joint = self.random.choice(("; ", ", "))
        listed = joint.join(
            f"năm {year}: {self.shown(each)} {self.measure}" for year, each in amounts.items()
        )
        right, wrong = (line.format(self.shown(each)) for each in (total, total + 90))
        if self.random.random() < 0.5:
            made.say(f"{right}{listed}.", f"{wrong}{listed}.", "money of years")
            return
        made.say(right.rstrip(), wrong.rstrip(), "money of years")
        made.say(
            ";\n".join(f"- Năm {year}: {self.shown(each)} {self.measure}" for year, each in amounts.items())
            + "."
        )

    def _table(self, made: Made) -> None:
        """Sources by year under merged headings; a wrong total of a row or of a column."""
        random = self.random
        years = range(self.world.first, self.world.first + random.randint(2, 3))
        sources = {"Vốn đầu tư phát triển": 0, "Vốn sự nghiệp": 0, **self.others}
        rows = [(name, [random.randint(200, 40_000) for _ in years]) for name in sources]
        sums = [sum(each[place] for _, each in rows) for place in range(len(years))]
        heads = [
            ["TT", "Nguồn vốn", "Tổng số", "Trong đó", *[""] * (len(years) - 1)],
            ["", "", "", *(f"Năm {year}" for year in years)],
        ]
        body = [
            [str(place), name, self.shown(sum(each)), *map(self.shown, each)]
            for place, (name, each) in enumerate(rows, 1)
        ]
        last = ["", "Tổng cộng", self.shown(sum(sums)), *map(self.shown, sums)]
        spoilt, column = random.randrange(len(body) + 1), random.randrange(2, len(last))
        table = [*heads, *body, last]
        wrong = [list(row) for row in table]
        cell = wrong[len(heads) + spoilt]
        amount = [*[sum(each) for _, each in rows], sum(sums)][spoilt]
        if spoilt == len(body):
            amount = [sum(sums), *sums][column - 2]
            cell[column] = self.shown(amount + 35)
        else:
            cell[2] = self.shown(amount + 35)
        made.say(f"Tổng hợp nhu cầu vốn theo nguồn và theo năm (đơn vị tính: {self.measure}):")
        made.say(*("\n".join("\t".join(row) for row in each) for each in (table, wrong)), "table of money")


def _in_words(amount: int) -> str:
    words = number_in_words(amount * _MILLION)
    return f" (Bằng chữ: {words[0].upper()}{words[1:]} đồng)"

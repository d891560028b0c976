"""A funding tree, written out as prose, as bullets or as lettered items, in triệu or tỷ đồng."""

from __future__ import annotations

from random import Random

from chungsuc.core.vietnamese.numbers import format_number
from factories.made_plans.made import Made

_SOURCES = (
    "Ngân sách tỉnh",
    "Ngân sách huyện",
    "Vốn lồng ghép",
    "Vốn tín dụng",
    "Huy động cộng đồng dân cư đóng góp",
    "Vốn doanh nghiệp, hợp tác xã",
)
_TOTALS = (
    "Tổng nguồn vốn thực hiện Chương trình {when}: {} {m}, {of}:",
    "Tổng kinh phí thực hiện kế hoạch là {} {m}, {of}:",
    "Dự kiến tổng nhu cầu vốn {when} là {} {m}; {of}:",
)
_ALL, _SOME = ("gồm", "bao gồm"), ("trong đó",)


class Money:
    """Amounts are drawn in triệu đồng; a plan in tỷ đồng shows three decimals, so that nothing is rounded."""

    def __init__(self, random: Random, when: str) -> None:
        self.random = random
        self.when = when
        self.in_billions = random.random() < 0.25
        self.measure = "tỷ đồng" if self.in_billions else "triệu đồng"
        self.invest, self.recurrent = random.randint(400, 60_000), random.randint(100, 9_000)
        names = random.sample(_SOURCES, random.randint(2, 4))
        self.others = {name: random.randint(500, 90_000) for name in names}

    def shown(self, amount: int) -> str:
        if not self.in_billions:
            return format_number(amount)
        return f"{format_number(amount // 1000)},{amount % 1000:03d}"

    def say(self, made: Made) -> None:
        random, central = self.random, self.invest + self.recurrent
        total = central + sum(self.others.values())
        for amount in (total, central, self.invest, self.recurrent, *self.others.values()):
            made.means("money", amount)
        introduced = random.choice((*_ALL, *_SOME))
        line = random.choice(_TOTALS)
        right, wrong = (
            line.format(self.shown(each), when=self.when, m=self.measure, of=introduced)
            for each in (total, total - 7)
        )
        made.say(right, wrong)
        random.choice((self._nested, self._in_line, self._lettered))(made, central)

    def _central(self, marker: str, text: str, made: Made, central: int, spoilt: int) -> None:
        line = f"{marker}Vốn ngân sách trung ương: {{}} {self.measure}{text}"
        made.say(line.format(self.shown(central)), line.format(self.shown(spoilt)))

    def _nested(self, made: Made, central: int) -> None:
        self._central("- ", ", gồm:", made, central, central + 10)
        made.say(
            f" + Vốn đầu tư phát triển: {self.shown(self.invest)} {self.measure};\n"
            f" + Vốn sự nghiệp: {self.shown(self.recurrent)} {self.measure};"
        )
        self._rest(made, ["- "] * len(self.others))

    def _in_line(self, made: Made, central: int) -> None:
        parts = (
            f" (vốn đầu tư phát triển {self.shown(self.invest)} {self.measure}, "
            f"vốn sự nghiệp {self.shown(self.recurrent)} {self.measure});"
        )
        self._central("- ", parts, made, central, central + 10)
        self._rest(made, ["- "] * len(self.others))

    def _lettered(self, made: Made, central: int) -> None:
        self._central("a) ", ", trong đó:", made, central, self.invest + self.recurrent // 2)
        made.say(
            f"- Vốn đầu tư phát triển: {self.shown(self.invest)} {self.measure};\n"
            f"- Vốn sự nghiệp: {self.shown(self.recurrent)} {self.measure}."
        )
        self._rest(made, ["b) ", "c) ", "d) ", "đ) "])

    def _rest(self, made: Made, markers: list[str]) -> None:
        lines = [
            f"{marker}{name}: {self.shown(amount)} {self.measure}"
            for marker, (name, amount) in zip(markers, self.others.items(), strict=False)
        ]
        made.say(";\n".join(lines) + ".")

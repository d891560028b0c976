"""Plans written from a hidden table of communes × criteria: true by construction, in officials' prose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from chungsuc.core.units import Gazetteer, Level, Unit
from chungsuc.core.vietnamese.numbers import format_number, parse_number

DAY = date(2024, 1, 15)
SHORT = {
    "1": "Quy hoạch",
    "2": "Giao thông",
    "3": "Thủy lợi",
    "4": "Điện",
    "5": "Trường học",
    "6": "Cơ sở vật chất văn hóa",
    "7": "Cơ sở hạ tầng thương mại nông thôn",
    "8": "Thông tin và truyền thông",
    "9": "Nhà ở dân cư",
    "10": "Thu nhập",
    "11": "Nghèo đa chiều",
    "12": "Lao động",
    "13": "Tổ chức sản xuất và phát triển kinh tế nông thôn",
    "14": "Giáo dục và đào tạo",
    "15": "Y tế",
    "16": "Văn hóa",
    "17": "Môi trường và an toàn thực phẩm",
    "18": "Hệ thống chính trị và tiếp cận pháp luật",
    "19": "Quốc phòng và an ninh",
}
CODES = tuple(SHORT)


def districts(gazetteer: Gazetteer) -> list[Unit]:
    """Rural districts of that day with 5 to 24 communes, in a fixed order."""
    found = [u for u in gazetteer.units.values() if u.kind == "huyện" and u.exists(DAY)]
    return sorted((u for u in found if 5 <= len(communes(gazetteer, u)) <= 24), key=lambda u: u.code)


def communes(gazetteer: Gazetteer, district: Unit) -> list[Unit]:
    return [u for u in gazetteer.children(district.id, DAY, Level.COMMUNE) if u.kind == "xã"]


@dataclass(frozen=True)
class Truth:
    """One thing that the plan says, as a reader should give it back."""

    kind: str  # "keep", "gain", "level" …; "money" for a funding line, in triệu đồng
    value: Decimal
    of: int | None = None  # the base of a count, or the level at which the counted communes stand
    units: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


@dataclass
class Made:
    """A plan as text, and the lines whose figures may be spoilt: line index → ways to spoil it."""

    lines: list[str] = field(default_factory=list)
    spoilt: dict[int, str] = field(default_factory=dict)
    truths: list[Truth] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(self.lines) + "\n"

    def say(self, text: str, wrong: str | None = None) -> None:
        """`wrong`: the same line with a figure that no table can satisfy."""
        if wrong is not None:
            self.spoilt[len(self.lines)] = wrong
        self.lines.append(text)

    def means(
        self,
        kind: str,
        value: int | str,
        of: int | None = None,
        units: Iterable[str] = (),
        codes: Iterable[str] = (),
    ) -> None:
        exact = parse_number(value) if isinstance(value, str) else Decimal(value)
        self.truths.append(Truth(kind, exact, of, frozenset(units), frozenset(codes)))

    def spoil(self, index: int) -> tuple[str, int]:
        """The text with one wrong line, and the number of that line."""
        lines = [self.spoilt[index] if i == index else line for i, line in enumerate(self.lines)]
        before = "\n\n".join([*lines[:index], ""])
        return "\n\n".join(lines) + "\n", before.count("\n") + 1


def two(number: int) -> str:
    return f"{number:02d}"


def mean(total: int, count: int) -> str:
    exact = (Decimal(total) / count).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return format_number(exact, 2)


def make(gazetteer: Gazetteer, random: Random) -> Made:
    district = random.choice(districts(gazetteer))
    units = [unit.name for unit in communes(gazetteer, district)]
    random.shuffle(units)
    province = gazetteer.parent(district.id, DAY)
    assert province is not None
    return _Author(district.name, province.title, units, random).write()


class _Author:
    def __init__(self, district: str, province: str, units: list[str], random: Random) -> None:
        self.district = district
        self.province = province
        self.units = units
        self.random = random
        self.kept = units[: random.randint(1, max(1, len(units) // 2))]
        self.rest = units[len(self.kept) :]
        self.start = {u: set(CODES) if u in self.kept else self._some() for u in units}
        self.gained = {u: self._gain(u) for u in self.rest}
        self.end = {u: self.start[u] | self.gained.get(u, set()) for u in units}
        self.made = Made()

    def _some(self) -> set[str]:
        return set(self.random.sample(CODES, self.random.randint(8, 17)))

    def _gain(self, unit: str) -> set[str]:
        missing = sorted(set(CODES) - self.start[unit], key=int)
        most = len(missing) if self.random.random() < 0.2 else min(4, len(missing) - 1)
        return set(self.random.sample(missing, self.random.randint(0, most)))

    def write(self) -> Made:
        self._head()
        if self.random.random() < 0.6:
            self._baseline()
        self.made.say("II. MỤC TIÊU")
        self._kept()
        self._gains()
        self._totals()
        self._sectors()
        self._money()
        self.made.say("V. TỔ CHỨC THỰC HIỆN")
        self.made.say("- Các phòng, ban chuyên môn theo chức năng, nhiệm vụ được giao triển khai thực hiện.")
        self.made.say("Nơi nhận:")
        self.made.say("- UBND các xã;\n- Lưu: VT.")
        self.made.say("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")
        return self.made

    def _head(self) -> None:
        say = self.made.say
        say("ỦY BAN NHÂN DÂN")
        say(f"HUYỆN {self.district.upper()}")
        say("Số: 12/KH-UBND")
        say(f"{self.district}, ngày 15 tháng 01 năm 2024")
        say("KẾ HOẠCH")
        say(
            "Triển khai thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới "
            f"trên địa bàn huyện {self.district}, {self.province}, năm 2024"
        )
        say("Căn cứ Quyết định số 263/QĐ-TTg ngày 22/02/2022 của Thủ tướng Chính phủ;")
        say(f"UBND huyện {self.district} xây dựng kế hoạch thực hiện năm 2024 như sau:")

    def _baseline(self) -> None:
        say = self.made.say
        say("I. KẾT QUẢ THỰC HIỆN NĂM 2023")
        levels = sorted({len(cells) for cells in self.start.values()}, reverse=True)
        counts = {level: sum(len(cells) == level for cells in self.start.values()) for level in levels}
        listed = ", ".join(f"{two(counts[level])} xã đạt {level} tiêu chí" for level in levels)
        points = sum(map(len, self.start.values()))
        count = len(self.units)
        text = f"Đến hết năm 2023, toàn huyện có {listed}; bình quân đạt {{}} tiêu chí/xã."
        for level in levels:
            self.made.means("level", counts[level], level)
        self.made.means("average", mean(points, count))
        say(text.format(mean(points, count)), wrong=text.format(mean(points + count // 2 + 1, count)))

    def _kept(self) -> None:
        count, names = len(self.kept), ", ".join(self.kept)
        text = "1. Duy trì {} xã đã đạt chuẩn nông thôn mới: {}."
        self.made.means("keep", count, units=self.kept)
        self.made.say(text.format(two(count), names), wrong=text.format(two(count + 1), names))

    def _gains(self) -> None:
        total = sum(map(len, self.gained.values()))
        gaining = [unit for unit in self.rest if self.gained[unit]]
        if len(gaining) < 2:
            return
        text = "2. Đối với các xã còn lại hoàn thành thêm {} tiêu chí, trong đó:"
        self.made.means("total", total)
        self.made.say(text.format(two(total)), wrong=text.format(two(total - 1)))
        for place, unit in enumerate(gaining):
            codes = sorted(self.gained[unit], key=int)
            self.made.means("gain", len(codes), units=[unit], codes=codes)
            names = ", ".join(SHORT[code] for code in codes)
            end = "." if place == len(gaining) - 1 else ";"
            line = "- Xã {} {} tiêu chí ({}){}"
            right = line.format(unit, two(len(codes)), names, end)
            self.made.say(right, wrong=line.format(unit, two(len(codes) + 1), names, end))

    def _totals(self) -> None:
        count = len(self.units)
        points = sum(map(len, self.end.values()))
        text = "3. Tổng số tiêu chí đạt và duy trì là {} tiêu chí; bình quân đạt {} tiêu chí/xã."
        wrong = text.format(points, mean(points + count, count))
        self.made.means("total", points)
        self.made.means("average", mean(points, count))
        self.made.say(text.format(points, mean(points, count)), wrong=wrong)
        if self.random.random() < 0.4:
            least = min(map(len, self.end.values()))
            self.made.means("floor", least)
            text = "4. Không còn xã đạt dưới {} tiêu chí."
            self.made.say(text.format(least), wrong=text.format(19) if points < 19 * count else None)

    def _sectors(self) -> None:
        self.made.say("III. NHIỆM VỤ THỰC HIỆN")
        count = len(self.units)
        for code in CODES:
            if self.random.random() < 0.35:
                continue
            has = sum(code in cells for cells in self.end.values())
            adds = sum(code in cells for cells in self.gained.values())
            least = len(self.kept) + adds  # communes that the lists above name
            name = SHORT[code].lower()
            wrong = f"{two(least - 1)}/{two(count)} xã đạt tiêu chí {name}"
            opening = f"- {SHORT[code]}: Tăng cường chỉ đạo, huy động nguồn lực thực hiện."
            if has == count and self.random.random() < 0.7:
                self.made.means("share", 100, codes=[code])
                self.made.say(
                    f"{opening} Phấn đấu {'duy trì ' if not adds else ''}100% các xã đạt tiêu chí {name}.",
                    wrong=f"{opening} Phấn đấu có {wrong}.",
                )
            elif adds and self.random.random() < 0.3:
                self.made.means("count", adds, codes=[code])
                self.made.say(
                    f"{opening} Phấn đấu có thêm {two(adds)} xã đạt tiêu chí {name}.",
                    wrong=f"{opening} Phấn đấu có thêm {two(len(self.rest) + 1)} xã đạt tiêu chí {name}.",
                )
            else:
                self.made.means("count", has, count, codes=[code])
                self.made.say(
                    f"{opening} Phấn đấu có {two(has)}/{two(count)} xã đạt tiêu chí {name}.",
                    wrong=f"{opening} Phấn đấu có {wrong}.",
                )

    def _money(self) -> None:
        self.made.say("IV. NGUỒN LỰC THỰC HIỆN")
        parts = [self.random.randint(500, 90_000) for _ in range(3)]
        total, central = sum(parts), parts[0]
        invest = self.random.randint(100, central - 100)
        for amount in (total, central, invest, central - invest, *parts[1:]):
            self.made.means("money", amount)
        text = "Tổng nguồn vốn thực hiện Chương trình năm 2024: {} triệu đồng, trong đó:"
        right, wrong = (text.format(format_number(value)) for value in (total, total - 7))
        self.made.say(right, wrong=wrong)
        self.made.say(
            f"- Vốn ngân sách trung ương: {format_number(central)} triệu đồng, gồm:",
            wrong=f"- Vốn ngân sách trung ương: {format_number(central + 10)} triệu đồng, gồm:",
        )
        self.made.say(
            f" + Vốn đầu tư phát triển: {format_number(invest)} triệu đồng;\n"
            f" + Vốn sự nghiệp: {format_number(central - invest)} triệu đồng;"
        )
        self.made.say(
            f"- Vốn lồng ghép: {format_number(parts[1])} triệu đồng;\n"
            f"- Huy động cộng đồng dân cư đóng góp: {format_number(parts[2])} triệu đồng."
        )

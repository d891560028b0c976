"""The hidden truth of a made plan: who stands where at the start, what is gained, and the money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from random import Random

from chungsuc.core.units import Gazetteer, Level, Unit
from chungsuc.core.vietnamese.numbers import format_number


@dataclass(frozen=True, eq=False)
class Era:
    """One of the two worlds of law: its criteria, whose plans count communes, and until when."""

    day: date
    last_year: int
    criteria: dict[str, str]
    level: Level  # the level above the communes


_WITH_DISTRICTS = Era(
    date(2024, 1, 15),
    2025,
    {
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
    },
    Level.DISTRICT,
)
# A year on, so that what the plan says of the year before is under the same set.
_TWO_LEVELS = Era(
    date(2027, 1, 15),
    2030,
    {
        "1": "Quy hoạch",
        "2": "Hạ tầng kinh tế - xã hội",
        "3": "Phát triển kinh tế nông thôn",
        "4": "Đào tạo nguồn nhân lực nông thôn",
        "5": "Văn hóa, Giáo dục, Y tế",
        "6": "Giảm nghèo và An sinh xã hội",
        "7": "Khoa học công nghệ và Chuyển đổi số",
        "8": "Môi trường và cảnh quan nông thôn",
        "9": "Xây dựng hệ thống chính trị và Hành chính công",
        "10": "Tiếp cận pháp luật và An ninh, Quốc phòng",
    },
    Level.PROVINCE,
)


@dataclass
class World:
    """One district or province, its communes, and which criteria each meets at the start and at the end."""

    home: str
    area: str  # "huyện", "tỉnh", "thành phố"
    within: str  # ", tỉnh Cao Bằng"; of a province nothing
    era: Era
    units: list[str]
    kept: list[str]  # at standard at the start, and kept there
    start: dict[str, set[str]]
    gained: dict[str, set[str]]
    year: int  # the last that the plan is for

    @classmethod
    def drawn(cls, gazetteer: Gazetteer, random: Random) -> World:
        """A place and one year; one time in four, the years up to the end of the criteria set."""
        era = _TWO_LEVELS if random.random() < 0.3 else _WITH_DISTRICTS
        home = random.choice(_homes(gazetteer, era))
        units = [unit.name for unit in _communes(gazetteer, home, era)]
        random.shuffle(units)
        parent = gazetteer.parent(home.id, era.day)
        within = f", {parent.title}" if parent is not None and era.level is Level.DISTRICT else ""
        kept = units[: random.randint(1, max(1, len(units) // 2))]
        codes = list(era.criteria)
        start = {u: set(codes) if u in kept else _some(codes, random) for u in units}
        gained = {u: _gain(start[u], codes, random) for u in units if u not in kept}
        year = era.last_year if random.random() < 0.25 else era.day.year
        return cls(home.name, home.kind, within, era, units, kept, start, gained, year)

    @classmethod
    def of_commune(cls, gazetteer: Gazetteer, random: Random) -> World:
        """One commune by itself, in either era."""
        era = random.choice((_TWO_LEVELS, _WITH_DISTRICTS))
        above = random.choice(_homes(gazetteer, era))
        home = random.choice(_communes(gazetteer, above, era))
        province = gazetteer.parent(above.id, era.day)
        within = f", {above.title}"
        if era is _WITH_DISTRICTS and province is not None:
            within += f", {province.title}"
        codes = list(era.criteria)
        start = _some(codes, random)
        gained = _gain(start, codes, random)
        year = era.day.year
        return cls(
            home.name, "xã", within, era, [home.name], [], {home.name: start}, {home.name: gained}, year
        )

    @property
    def first(self) -> int:
        return self.era.day.year

    @property
    def names(self) -> dict[str, str]:
        """The criteria, by code."""
        return self.era.criteria

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.era.criteria)

    @property
    def has_districts(self) -> bool:
        return self.era is _WITH_DISTRICTS

    @property
    def when(self) -> str:
        return f"năm {self.year}" if self.first == self.year else f"giai đoạn {self.first}-{self.year}"

    @property
    def rest(self) -> list[str]:
        return [unit for unit in self.units if unit not in self.kept]

    @property
    def end(self) -> dict[str, set[str]]:
        return {unit: self.start[unit] | self.gained.get(unit, set()) for unit in self.units}

    @property
    def risen(self) -> list[str]:
        """Communes that reach the standard in the period."""
        return [unit for unit in self.rest if len(self.end[unit]) == len(self.codes)]

    def points(self, cells: dict[str, set[str]]) -> int:
        return sum(map(len, cells.values()))


def mean(total: int, count: int) -> str:
    exact = (Decimal(total) / count).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return format_number(exact, 2)


def percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}".replace(".", ",").removesuffix(",0")


def ordered(codes: set[str]) -> list[str]:
    return sorted(codes, key=int)


def _some(codes: list[str], random: Random) -> set[str]:
    return set(random.sample(codes, random.randint(len(codes) * 2 // 5, len(codes) - 2)))


def _gain(start: set[str], codes: list[str], random: Random) -> set[str]:
    missing = ordered(set(codes) - start)
    most = len(missing) if random.random() < 0.2 else min(4, len(missing) - 1)
    least = len(missing) if random.random() < 0.15 else 0
    return set(random.sample(missing, random.randint(min(least, most), most)))


@lru_cache(maxsize=4)
def _homes(gazetteer: Gazetteer, era: Era) -> list[Unit]:
    """Districts with 5 to 24 communes, provinces with up to 50: more take long to prove."""
    most = 24 if era.level is Level.DISTRICT else 50
    found = [
        unit
        for unit in gazetteer.units.values()
        if unit.level is era.level
        and unit.exists(era.day)
        and (unit.kind == "huyện" or era.level is Level.PROVINCE)
        and 5 <= len(_communes(gazetteer, unit, era)) <= most
    ]
    return sorted(found, key=lambda unit: unit.code)


def _communes(gazetteer: Gazetteer, home: Unit, era: Era) -> list[Unit]:
    return [u for u in gazetteer.children(home.id, era.day, Level.COMMUNE) if u.kind == "xã"]

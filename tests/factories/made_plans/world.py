"""The hidden truth of a made plan: who stands where at the start, what is gained, and the money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from random import Random

from chungsuc.core.units import Gazetteer, Level, Unit
from chungsuc.core.vietnamese.numbers import format_number

DAY = date(2024, 1, 15)
_LAST_YEAR = 2025
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
FULL = len(CODES)


@dataclass
class World:
    """One district, its communes, and which criteria each meets at the start and at the end."""

    district: str
    province: str
    units: list[str]
    kept: list[str]  # at standard at the start, and kept there
    start: dict[str, set[str]]
    gained: dict[str, set[str]]
    first: int = DAY.year  # the years that the plan is for
    year: int = DAY.year
    area: str = "huyện"

    @classmethod
    def drawn(cls, gazetteer: Gazetteer, random: Random) -> World:
        """A district and one year; one time in four, the years up to the end of the criteria set."""
        district = random.choice(_districts(gazetteer))
        units = [unit.name for unit in _communes(gazetteer, district)]
        random.shuffle(units)
        province = gazetteer.parent(district.id, DAY)
        assert province is not None
        kept = units[: random.randint(1, max(1, len(units) // 2))]
        start = {u: set(CODES) if u in kept else _some(random) for u in units}
        gained = {u: _gain(start[u], random) for u in units if u not in kept}
        world = cls(district.name, province.title, units, kept, start, gained)
        if random.random() < 0.25:
            world.year = _LAST_YEAR
        return world

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
        return [unit for unit in self.rest if len(self.end[unit]) == FULL]

    def points(self, cells: dict[str, set[str]]) -> int:
        return sum(map(len, cells.values()))


def mean(total: int, count: int) -> str:
    exact = (Decimal(total) / count).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return format_number(exact, 2)


def percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}".replace(".", ",").removesuffix(",0")


def ordered(codes: set[str]) -> list[str]:
    return sorted(codes, key=int)


def _some(random: Random) -> set[str]:
    return set(random.sample(CODES, random.randint(8, 17)))


def _gain(start: set[str], random: Random) -> set[str]:
    missing = ordered(set(CODES) - start)
    most = len(missing) if random.random() < 0.2 else min(4, len(missing) - 1)
    least = len(missing) if random.random() < 0.15 else 0
    return set(random.sample(missing, random.randint(min(least, most), most)))


@lru_cache(maxsize=2)
def _districts(gazetteer: Gazetteer) -> list[Unit]:
    """Rural districts of that day with 5 to 24 communes, in a fixed order."""
    found = [u for u in gazetteer.units.values() if u.kind == "huyện" and u.exists(DAY)]
    return sorted((u for u in found if 5 <= len(_communes(gazetteer, u)) <= 24), key=lambda u: u.code)


def _communes(gazetteer: Gazetteer, district: Unit) -> list[Unit]:
    return [u for u in gazetteer.children(district.id, DAY, Level.COMMUNE) if u.kind == "xã"]

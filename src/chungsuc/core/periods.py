"""Kỳ: the month, quarter, half-year, year or phase that a figure speaks of."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache, total_ordering

from chungsuc.core.errors import ChungsucError
from chungsuc.core.speech import VIETNAMESE, Speech


class PeriodError(ChungsucError, ValueError):
    """Not a period."""


class PeriodKind(StrEnum):
    MONTH = "month"  # tháng
    QUARTER = "quarter"  # quý
    HALF_YEAR = "half_year"  # 6 tháng đầu năm, 6 tháng cuối năm
    YEAR = "year"  # năm
    PHASE = "phase"  # giai đoạn

    @property
    def months(self) -> int:
        """How long such a period is. Raises PeriodError for a phase, which may be of any length."""
        if self is PeriodKind.PHASE:
            raise PeriodError("Giai đoạn không có độ dài cố định. Hãy nêu năm đầu và năm cuối.")
        return _MONTHS[self]


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}
_YEAR = r"(?P<year>[0-9]{4})"
_FORMS = {
    PeriodKind.MONTH: re.compile(rf"{_YEAR}-(?P<number>[0-9]{{2}})"),
    PeriodKind.QUARTER: re.compile(rf"{_YEAR}-Q(?P<number>[1-4])"),
    PeriodKind.HALF_YEAR: re.compile(rf"{_YEAR}-H(?P<number>[12])"),
    PeriodKind.YEAR: re.compile(_YEAR),
    PeriodKind.PHASE: re.compile(rf"{_YEAR}\.\.(?P<last>[0-9]{{4}})"),
}


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """Kỳ báo cáo, kỳ kế hoạch. Both ends are inclusive: officials say "đến 31/12".

    `number` is the month, quarter or half of the year, 1 for a whole year or a phase; `last_year`
    differs from `year` only in a phase. Ordered by first day; of two that begin together the
    longer comes first. Raises PeriodError when built from impossible parts.
    """

    kind: PeriodKind
    year: int
    number: int = 1
    last_year: int | None = None

    def __post_init__(self) -> None:
        if self.last_year is None:
            object.__setattr__(self, "last_year", self.year)
        if not 1 <= self.year <= 9999 or not 1 <= self.end_year <= 9999:
            raise PeriodError(f"Năm {self.year} không hợp lệ. Hãy nhập năm có bốn chữ số.")
        if self.kind is PeriodKind.PHASE:
            if self.number != 1 or self.end_year <= self.year:
                raise PeriodError(
                    f"Giai đoạn {self.year}-{self.end_year} không hợp lệ: năm cuối phải sau năm đầu."
                )
        elif self.end_year != self.year or not 1 <= self.number <= 12 // _MONTHS[self.kind]:
            raise PeriodError(f"Năm {self.year} không có kỳ thứ {self.number}. Hãy kiểm tra lại kỳ.")

    @classmethod
    @lru_cache(maxsize=1024)  # a page reads thousands of figures of a few periods
    def parse(cls, text: str) -> Period:
        """Đọc kỳ: "2024-03", "2024-Q1", "2024-H1", "2024", "2021..2025". Raises PeriodError."""
        for kind, form in _FORMS.items():
            if found := form.fullmatch(text.strip()):
                parts = found.groupdict()
                last = parts.get("last")
                number = int(parts.get("number") or 1)
                return cls(kind, int(parts["year"]), number, int(last) if last else None)
        raise PeriodError(
            f"‘{text.strip()[:30]}’ không phải là kỳ. Hãy viết 2024, 2024-03 (tháng), 2024-Q1 (quý), "
            "2024-H1 (6 tháng) hoặc 2021..2025 (giai đoạn)."
        )

    @classmethod
    def of_month(cls, year: int, month: int) -> Period:
        return cls(PeriodKind.MONTH, year, month)

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> Period:
        return cls(PeriodKind.QUARTER, year, quarter)

    @classmethod
    def of_half(cls, year: int, half: int) -> Period:
        return cls(PeriodKind.HALF_YEAR, year, half)

    @classmethod
    def of_year(cls, year: int) -> Period:
        return cls(PeriodKind.YEAR, year)

    @classmethod
    def of_phase(cls, first: int, last: int) -> Period:
        return cls(PeriodKind.PHASE, first, last_year=last)

    @classmethod
    def containing(cls, day: date, kind: PeriodKind) -> Period:
        """The month, quarter, half-year or year with `day` in it. Raises PeriodError for a phase."""
        if kind is PeriodKind.PHASE:
            raise PeriodError("Giai đoạn không suy ra được từ một ngày. Hãy nêu năm đầu và năm cuối.")
        return cls(kind, day.year, (day.month - 1) // _MONTHS[kind] + 1)

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.year:04d}-{self.number:02d}"
            case PeriodKind.QUARTER:
                return f"{self.year:04d}-Q{self.number}"
            case PeriodKind.HALF_YEAR:
                return f"{self.year:04d}-H{self.number}"
            case PeriodKind.YEAR:
                return f"{self.year:04d}"
            case PeriodKind.PHASE:
                return f"{self.year:04d}..{self.end_year:04d}"

    @property
    def label(self) -> str:
        """As officials write it: "quý I/2024", "6 tháng đầu năm 2024", "giai đoạn 2021-2025"."""
        return self.told()

    def told(self, speech: Speech = VIETNAMESE) -> str:
        """The label in another way of saying it."""
        match self.kind:
            case PeriodKind.MONTH:
                pattern = speech.say("tháng {number:02d}/{year}")
            case PeriodKind.QUARTER:
                pattern = speech.say("quý {roman}/{year}")
            case PeriodKind.HALF_YEAR if self.number == 1:
                pattern = speech.say("6 tháng đầu năm {year}")
            case PeriodKind.HALF_YEAR:
                pattern = speech.say("6 tháng cuối năm {year}")
            case PeriodKind.YEAR:
                pattern = speech.say("năm {year}")
            case PeriodKind.PHASE:
                pattern = speech.say("giai đoạn {year}-{last}")
        roman = ("I", "II", "III", "IV")[(self.number - 1) % 4]
        return pattern.format(number=self.number, roman=roman, year=self.year, last=self.end_year)

    @property
    def end_year(self) -> int:
        return self.year if self.last_year is None else self.last_year

    @property
    def first_day(self) -> date:
        month = 1 if self.kind is PeriodKind.PHASE else (self.number - 1) * _MONTHS[self.kind] + 1
        return date(self.year, month, 1)

    @property
    def last_day(self) -> date:
        month = 12 if self.kind is PeriodKind.PHASE else self.number * _MONTHS[self.kind]
        return date(self.end_year, month, monthrange(self.end_year, month)[1])

    @property
    def years(self) -> range:
        return range(self.year, self.end_year + 1)

    def __contains__(self, other: object) -> bool:
        """Is a day, or the whole of another period, inside this one?"""
        if isinstance(other, Period):
            return self.first_day <= other.first_day and other.last_day <= self.last_day
        return isinstance(other, date) and self.first_day <= other <= self.last_day

    def overlaps(self, other: Period) -> bool:
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def shifted(self, steps: int) -> Period:
        """The period of the same length so many steps later, or earlier. Raises PeriodError for a phase."""
        length = self.kind.months
        years, number = divmod(self.number - 1 + steps, 12 // length)
        return Period(self.kind, self.year + years, number + 1)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.first_day, -self.last_day.toordinal()) < (other.first_day, -other.last_day.toordinal())

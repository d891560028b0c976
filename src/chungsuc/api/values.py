"""How values, days and names are written in JSON.

A number is a string of decimal digits, since JSON's own numbers lose digits on the way; a day is ISO 8601.
What is absent, what is zero and what is not there to be measured are told apart by `state`.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    StrictBool,
    WithJsonSchema,
)

from chungsuc.core.criteria import Mark, Observed
from chungsuc.core.observations import Observation
from chungsuc.core.periods import Period, PeriodError


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("có ký tự không hợp lệ (NUL). Hãy bỏ đi.")
    return text


def _day(given: Any) -> Any:
    if isinstance(given, date):
        return given
    if not isinstance(given, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        raise ValueError("phải là ngày viết theo ISO 8601, ví dụ 2024-12-31.")
    try:
        return _known_day(given)
    except ValueError:
        raise ValueError("không có ngày này trong lịch. Hãy kiểm tra lại.") from None


# Thousands of figures in one call are of a few days and periods: each is made once, and shared.
_known_day = lru_cache(maxsize=1024)(date.fromisoformat)
_known_period = lru_cache(maxsize=1024)(Period.parse)


def _period(given: Any) -> Any:
    if isinstance(given, Period):
        return given
    if not isinstance(given, str):
        raise ValueError("phải là kỳ, ví dụ 2024, 2024-Q1, 2024-03.")
    try:
        return _known_period(given)
    except PeriodError as problem:
        raise ValueError(str(problem)) from None


def _uuid(given: Any) -> Any:
    if isinstance(given, UUID):
        return given
    if not isinstance(given, str) or len(given) != 36:
        raise ValueError("phải là một mã UUID, ví dụ 0b8f1a52-6a3e-4c54-9d0e-2f6f2b7f4f11.")
    try:
        return UUID(given)
    except ValueError:
        raise ValueError("phải là một mã UUID, ví dụ 0b8f1a52-6a3e-4c54-9d0e-2f6f2b7f4f11.") from None


Text = Annotated[str, AfterValidator(_without_nul)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Key = Annotated[UUID, BeforeValidator(_uuid), WithJsonSchema({"type": "string", "format": "uuid"})]
_PERIOD = r"^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12]|\.\.[0-9]{4})?$"
OfPeriod = Annotated[
    InstanceOf[Period],
    BeforeValidator(_period),
    WithJsonSchema({"type": "string", "pattern": _PERIOD, "example": "2024"}),
]
Number = Annotated[str, Field(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$", examples=["98.5"])]
UnitName = Annotated[
    Text, Field(min_length=1, max_length=60, description="mã định danh, hoặc mã và ngày: 25270@2024-12-31")
]
Code = Annotated[Text, Field(min_length=1, max_length=20)]
SetId = Annotated[Text, Field(min_length=1, max_length=80)]


class State(StrEnum):
    """Whether there is a value, and where there is none, what kind of none."""

    VALUE = "value"
    NO_DATA = "no_data"  # nothing was said, or what was said was taken back
    NOT_PRESENT = "not_present"  # what the law names ("nếu có") is not there
    IN_CONFLICT = "in_conflict"  # several entries stand, and nobody has settled which holds


class Value(BaseModel):
    """One of `number`, `yes` and `grade`, or `not_present`; a share may have its parts beside it."""

    model_config = ConfigDict(extra="forbid")

    number: Number | None = None
    yes: StrictBool | None = None
    grade: Annotated[Text, Field(min_length=1, max_length=40)] | None = None
    not_present: StrictBool = False
    numerator: Number | None = None
    denominator: Number | None = None

    def observed(self) -> Observed:
        """As the core knows it. Raises ValueError for several values in one."""
        given: list[Observed] = [each for each in (self.yes, self.grade) if each is not None]
        given += [Decimal(self.number)] if self.number is not None else []
        given += [Mark.NOT_PRESENT] if self.not_present else []
        if len(given) > 1:
            raise ValueError("Một số liệu chỉ có một giá trị: number, yes, grade hoặc not_present.")
        if not given and self.numerator is None:
            raise ValueError("Thiếu giá trị. Muốn rút lại số liệu thì gửi value là null kèm supersedes.")
        return given[0] if given else None

    def parts(self) -> tuple[Decimal | None, Decimal | None]:
        """Tử số, mẫu số."""
        return _decimal(self.numerator), _decimal(self.denominator)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def told(number: Decimal | None) -> str | None:
    """A number in digits: never "1E+3", and without the zeros that a store adds."""
    return None if number is None else f"{number.normalize() + 0:f}"


def value_of(
    value: Observed, numerator: Decimal | None = None, denominator: Decimal | None = None
) -> tuple[State, Value | None]:
    """A value as it is told, and its state."""
    parts = {"numerator": told(numerator), "denominator": told(denominator)}
    match value:
        case None if numerator is None:
            return State.NO_DATA, None
        case Mark.NOT_PRESENT:
            return State.NOT_PRESENT, Value(not_present=True)
        case Mark():
            return State.IN_CONFLICT, None
        case bool():
            return State.VALUE, Value(yes=value)
        case str():
            return State.VALUE, Value(grade=value)
        case _:
            return State.VALUE, Value.model_construct(number=told(value), **parts)


def of_entry(entry: Observation) -> tuple[State, Value | None]:
    """What one entry says; of a share with its parts without a value, the parts."""
    return value_of(entry.value, entry.numerator, entry.denominator)


class Cursor:
    """Con trỏ: where a page ended, as text that only this program reads."""

    @staticmethod
    def write(*places: str) -> str:
        return "~".join(places).encode().hex()

    @staticmethod
    def read(text: str, places: int) -> list[str]:
        """Raises ValueError for what is none."""
        parts = bytes.fromhex(text).decode().split("~")
        if len(parts) != places or any("\0" in each for each in parts):
            raise ValueError
        return parts

"""One statement that can be true or false: what it counts, of whom, how much, by when."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from chungsuc.core.statements.places import Certainty, Item, PartialDate


class UnitLevel(StrEnum):
    """The level that the text gives a place, before it is resolved."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class UnitMention:
    """Địa danh trong văn bản: a place as written, and the unit it was taken for.

    `unit_id` and `name` are None while nothing in the right parent is near enough. A misspelt
    name that was matched is LIKELY, never CERTAIN, until a person confirms it.
    """

    text: str
    level: UnitLevel | None = None
    unit_id: str | None = None
    name: str | None = None
    certainty: Certainty = Certainty.DOUBTFUL
    within: str | None = None  # for a village: its commune, as written
    count: int | None = None  # "xã A 5 thôn": the number that stands beside the name


@dataclass(frozen=True, slots=True)
class CriterionMention:
    """Tiêu chí được nhắc: words of the text, and the code in the criteria set in force."""

    text: str
    code: str | None
    certainty: Certainty = Certainty.CERTAIN


class Subject(StrEnum):
    """What a statement counts or measures."""

    CRITERION = "criterion"  # communes that meet one named criterion
    CRITERIA = "criteria"  # criteria met, by a commune or by all communes together
    COMMUNES = "communes"  # communes that meet the standard
    VILLAGES = "villages"  # villages that meet the village standard
    MODEL_VILLAGES = "model_villages"  # thôn kiểu mẫu
    INDICATOR = "indicator"  # a measured thing: "tỷ lệ bao phủ bảo hiểm y tế"
    OTHER = "other"


class StatementKind(StrEnum):
    """Dạng mục tiêu: in what form a statement says what must be true.

    Figures of other sectors: a percentage is a SHARE, unless it is above 100 ("118% dự toán" is of no
    whole); a total or a mean that says so is TOTAL or AVERAGE; any other measured value or number of
    things is a COUNT. Their bounds ("ít nhất", "không quá") are in the comparator: FLOOR and CEILING speak of
    every commune.
    """

    KEEP = "keep"  # named units keep what they have
    GAIN = "gain"  # named units gain named criteria, or the standard
    COUNT = "count"
    SHARE = "share"  # a percentage
    AVERAGE = "average"
    FLOOR = "floor"
    CEILING = "ceiling"
    TOTAL = "total"


class Mode(StrEnum):
    """What the verb says of the value: the state at the end, what is added, or what is kept."""

    REACH = "reach"  # đạt, có, hoàn thành: the state at the end of the period
    ADD = "add"  # thêm, có thêm, tăng thêm: what the period adds
    KEEP = "keep"  # duy trì, giữ vững: the state at the start and at the end


class Comparator(StrEnum):
    EQUAL = "equal"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"  # from `value` to `value_to`


class PartList(StrEnum):
    """Cách kể các phần: how a text introduces the parts of a figure, all or only some."""

    ALL = "all"  # "gồm", "bao gồm", a colon: the parts make up the whole
    SOME = "some"  # "trong đó": the parts may leave something out, and never exceed the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Item):
    """Một câu có thể đúng hoặc sai: a target, or a result stated for a past date.

    A statement with `level` counts units that stand at exactly that many criteria:
    "02 xã đạt 13 tiêu chí" is value 2, subject CRITERIA, level 13; with `level_to` at any number
    from the one to the other ("xã dưới 10 tiêu chí": from 0 to 9). A statement with `of` gives
    its base: "08/09 xã" is value 8 of 9. `part_of` names the statement whose total this one is
    listed under, and `parts` of that total says whether its list is whole ("gồm") or not ("trong đó");
    `rest` says that it speaks of the units not yet named ("các xã còn lại"). "Giảm từ 23 xuống 18" is
    value 18 with `value_from` 23; "tăng 8% so với năm 2020" is mode ADD with `compared_with` 2020, and
    "giảm 5% số vụ" is mode ADD too, with "giảm" in `object_text`. A rate has its base in `of`:
    "12 bác sĩ/10.000 dân" is value 12 of 10.000, with the whole unit in `measure`.
    """

    kind: StatementKind
    mode: Mode
    subject: Subject
    value: Decimal | None = None
    value_to: Decimal | None = None
    value_from: Decimal | None = None  # the value that the text gives for the start
    of: Decimal | None = None
    level: Decimal | None = None
    level_to: Decimal | None = None  # the other end of "từ 15 đến 18 tiêu chí"
    comparator: Comparator = Comparator.EQUAL
    measure: str | None = None  # "tiêu chí", "xã", "%", "tiêu chí/xã", "thôn" …
    object_text: str = ""  # what is counted, in the words of the text
    units: tuple[UnitMention, ...] = ()
    criteria: tuple[CriterionMention, ...] = ()
    as_of: PartialDate | None = None  # for a stated result
    deadline: PartialDate | None = None  # for a target
    compared_with: PartialDate | None = None  # "so với năm 2020": the base of a growth
    decimals: int = 0  # decimals that the text shows: a mean is rounded to them
    all_units: bool = False  # it speaks of every commune of the plan's unit
    rest: bool = False
    part_of: str | None = None
    parts: PartList | None = None  # of a total whose parts are listed
    body: str | None = None
    section: str | None = None  # id of the outline node it stands under
    numbers: tuple[str, ...] = ()  # numbers as written, for quoting and for repairs

"""What a document says: typed statements, each with the place that it was read from.

These types stand between the three that work on a plan: `reading` makes them from text,
`reasoning` asks whether they can all be true, and the applications store them. A statement
is what the paper says, right or wrong; nothing here judges it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Certainty(StrEnum):
    """Độ chắc chắn: how sure the reader is that the item says what the paper says."""

    CERTAIN = "certain"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line: columns `start` up to, and not including, `end`."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where an item was read: the line of a text file or the paragraph of a Word file (from 1)."""

    line: int
    text: str
    page: int | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as an official leaves it before signing: the day, or the month too, may be blank.

    ISO 8601 as far as it is known: "2024", "2024-01" or "2024-01-15".
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """ "2024", "2024-01" or "2024-01-15". Raises ValueError for anything else."""
        return cls(*map(int, text.split("-")))

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def is_whole(self) -> bool:
        return self.day is not None

    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)


# --- what a statement is about -----------------------------------------------------------------


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
    """Dạng mục tiêu, as `documents` lists them."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Whatever was read: it has an id in its document, a source and a certainty."""

    id: str
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Item):
    """Một câu có thể đúng hoặc sai: a target, or a result stated for a past date.

    A statement with `level` counts units that stand at exactly that many criteria:
    "02 xã đạt 13 tiêu chí" is value 2, subject CRITERIA, level 13. A statement with `of` gives
    its base: "08/09 xã" is value 8 of 9. `part_of` names the statement whose total this one is
    listed under ("trong đó"), `rest` that it speaks of the units not yet named ("các xã còn lại").
    """

    kind: StatementKind
    mode: Mode
    subject: Subject
    value: Decimal | None = None
    value_to: Decimal | None = None
    of: Decimal | None = None
    level: Decimal | None = None
    comparator: Comparator = Comparator.EQUAL
    measure: str | None = None  # "tiêu chí", "xã", "%", "tiêu chí/xã", "thôn" …
    object_text: str = ""  # what is counted, in the words of the text
    units: tuple[UnitMention, ...] = ()
    criteria: tuple[CriterionMention, ...] = ()
    as_of: PartialDate | None = None  # for a stated result
    deadline: PartialDate | None = None  # for a target
    decimals: int = 0  # decimals that the text shows: a mean is rounded to them
    all_units: bool = False  # it speaks of every commune of the plan's unit
    rest: bool = False
    part_of: str | None = None
    body: str | None = None
    section: str | None = None  # id of the outline node it stands under
    numbers: tuple[str, ...] = ()  # numbers as written, for quoting and for repairs


# --- the rest of a document --------------------------------------------------------------------


class DocumentStatus(StrEnum):
    """Tình trạng: a paper without its number or its day is a draft (dự thảo)."""

    DRAFT = "draft"
    ISSUED = "issued"


class DocumentKind(StrEnum):
    PLAN = "plan"  # kế hoạch
    PROGRAMME = "programme"  # chương trình
    REPORT = "report"  # báo cáo
    DECISION = "decision"  # quyết định
    RESOLUTION = "resolution"  # nghị quyết
    DIRECTIVE = "directive"  # chỉ thị
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(Item):
    """Phần đầu văn bản, and what the body says of the whole: who issued what, when, for when."""

    kind: DocumentKind
    kind_text: str
    title: str
    issuer: str | None = None
    superior: str | None = None
    number: str | None = None  # "30"; None where blank
    symbol: str | None = None  # "CTr/HU", "KH-UBND"
    place: str | None = None
    issued_on: PartialDate | None = None
    status: DocumentStatus = DocumentStatus.DRAFT
    is_party: bool = False
    unit: UnitMention | None = None  # the unit that the document plans for
    parent: UnitMention | None = None  # the province of that unit, where the text names it
    period_from: int | None = None
    period_to: int | None = None

    @property
    def reference(self) -> str | None:
        """Số, ký hiệu: "30-CTr/HU", "12/KH-UBND"; None while the number is blank."""
        if self.number is None or self.symbol is None:
            return None
        return f"{self.number}{'-' if self.is_party else '/'}{self.symbol}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis(Item):
    """Căn cứ: one document that this one rests on or cites."""

    kind: str  # "Quyết định", "Nghị quyết" …
    number: str  # "318/QĐ-TTg"
    issued_on: PartialDate | None
    issuer: str | None
    subject: str | None
    in_opening: bool  # stands in the "Căn cứ" block as a basis; False: cited inside a text


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineNode(Item):
    """Đề mục: a part, section or item by its numbering."""

    number: str  # "I", "1", "1.1", "a", "-", "+"; "" for an unnumbered annex title
    path: str  # "III.3.2"
    title: str
    depth: int
    parent: str | None


class SourceKind(StrEnum):
    """Loại nguồn vốn."""

    TOTAL = "total"
    CENTRAL = "central"  # ngân sách trung ương
    DEVELOPMENT = "development"  # vốn đầu tư phát triển
    RECURRENT = "recurrent"  # vốn sự nghiệp
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    LOCAL = "local"  # ngân sách địa phương, level not given
    COUNTERPART = "counterpart"  # vốn đối ứng
    INTEGRATED = "integrated"  # vốn lồng ghép
    PROGRAMME = "programme"  # a named programme inside the integrated money
    CREDIT = "credit"
    ORGANISATIONS = "organisations"  # tổ chức, doanh nghiệp
    PEOPLE = "people"  # cộng đồng dân cư
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingItem(Item):
    """Nguồn vốn: a node of the tree of sources with its amount in whole đồng."""

    label: str
    source_kind: SourceKind
    amount: int  # đồng
    stated: str  # "1.250"
    measure: str  # "triệu đồng"
    parent: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Item):
    """Nhiệm vụ, phân công: work for a body. A task is the same without a standing body."""

    text: str
    body: str | None = None
    frequency: tuple[str, ...] = ()  # "tháng", "quý", "6 tháng", "năm", "đột xuất"
    deadline: PartialDate | None = None
    report_to: str | None = None
    advises: str | None = None  # "tham mưu" whom
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Ô của bảng. `number` is None for an empty cell as well as for words; `text` tells which."""

    text: str
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    line: int
    number: str  # the row's own numbering: "I", "1"; "" where it has none
    label: str
    cells: tuple[Cell, ...]  # one for each of the table's value columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Item):
    """Bảng: value columns by the path of their headers, from the top down."""

    title: str
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[TableRow, ...]
    units: tuple[UnitMention | None, ...] = ()  # the unit of each value column, where it is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Item):
    """Chú thích chân trang: its mark, and the statements of the text that carry the mark."""

    mark: str
    text: str
    units: tuple[UnitMention, ...] = ()  # a list of places with counts
    total: Decimal | None = None  # a total that the note itself states
    joined_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexMention(Item):
    """Phụ lục, biểu được nhắc: announced in the text; `present` where the document has it."""

    name: str  # "Biểu 01", "Biểu 3.1", "Phụ lục II", "biểu chi tiết"
    present: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory(Item):
    name: str | None
    capacity: tuple[str, ...] = ()  # lines as printed: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient(Item):
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input, kept whole: nothing of the input is dropped."""

    number: int
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class PlanReading:
    """Bản đọc: all that was understood of a document, beside all that it says."""

    lines: tuple[Line, ...]
    head: Head
    legal_bases: tuple[LegalBasis, ...] = ()
    outline: tuple[OutlineNode, ...] = ()
    baseline: tuple[Statement, ...] = ()
    targets: tuple[Statement, ...] = ()
    funding: tuple[FundingItem, ...] = ()
    tasks: tuple[Duty, ...] = ()
    duties: tuple[Duty, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[Note, ...] = ()
    annexes: tuple[AnnexMention, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signatory: Signatory | None = None
    mentions: tuple[UnitMention, ...] = ()  # every place named in the document, once per spelling
    criteria_set_id: str | None = None
    coverage: Decimal = Decimal(0)
    not_understood: tuple[int, ...] = ()  # numbers of the lines that no item rests on


# --- what a check says --------------------------------------------------------------------------


class FindingKind(StrEnum):
    CONTRADICTION = "contradiction"
    ARITHMETIC = "arithmetic"
    REFERENCE = "reference"
    SLIP = "slip"
    QUESTION = "question"
    IMPLIED = "implied"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement that a finding rests on, in its own words."""

    item_id: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Phát hiện: what was stated, what follows, how sure it is, and what would make it true."""

    id: str
    kind: FindingKind
    severity: Severity
    message: str  # one or two sentences for an official, in Vietnamese
    quotes: tuple[Quote, ...] = ()
    premises: tuple[str, ...] = ()  # what was assumed that is not in the text
    stated: str | None = None
    follows: str | None = None
    repairs: tuple[str, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    proved_smallest: bool | None = None  # for a contradiction: is the set proved the smallest
    facts: dict[str, str] = field(default_factory=dict)  # machine-readable values

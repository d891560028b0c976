"""The rest of a document: its head, bases, outline, money, duties, tables, notes and closing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from chungsuc.core.statements.places import Item, PartialDate, Span
from chungsuc.core.statements.statement import PartList, Statement, UnitMention


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
    year_to: int | None = None  # the last year, for money of several years
    parts: PartList | None = None  # how the text introduces the parts of this amount
    share: Decimal | None = None  # the share of the whole that stands beside it, in percent
    in_words: int | None = None  # the amount written out beside it ("Hai tỷ đồng"), in đồng


@dataclass(frozen=True, slots=True)
class Figure:
    """Con số: one number of the text, with what it measures."""

    value: Decimal
    stated: str  # as printed: "1.234,50"
    span: Span
    measure: str | None = None  # "tỷ đồng", "vị trí", "%"
    what: str = ""  # what it counts, in the words of the text


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedSum(Item):
    """Phép tính nêu trong văn bản: a figure that the text itself derives from others.

    Either a list of parts ("40 lớp: mầm non 15 lớp; tiểu học 25 lớp"), or a formula that is written out
    ("= 60.000 × 12 / 1.500"), which `expression` keeps in digits and + - × / ( ).
    """

    what: str
    total: Figure
    parts: tuple[Figure, ...] = ()
    parts_are: PartList = PartList.ALL
    expression: str | None = None


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
    cells: tuple[Cell, ...]  # one for each value column; none where their columns are not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Item):
    """Bảng: value columns by the path of their headers, from the top down."""

    title: str
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[TableRow, ...]
    units: tuple[UnitMention | None, ...] = ()  # the unit of each value column, where it is one
    numbers: tuple[str, ...] = ()  # how a row below the headings numbers the value columns: "(5)=(3)+(4)"


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
    sums: tuple[StatedSum, ...] = ()  # beside those of the targets, the funding and the tables
    tasks: tuple[Duty, ...] = ()
    duties: tuple[Duty, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[Note, ...] = ()
    annexes: tuple[AnnexMention, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signatories: tuple[Signatory, ...] = ()  # of a joint paper: from the left, or from above
    mentions: tuple[UnitMention, ...] = ()  # every place named in the document, once per spelling
    criteria_set_id: str | None = None
    coverage: Decimal = Decimal(0)
    not_understood: tuple[int, ...] = ()  # numbers of the lines that no item rests on
    paragraphs: tuple[tuple[int, ...], ...] = ()  # numbers of the lines of each that has more than one

"""Small readings for the tests of single checks: one district, its communes, a few sentences."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

from chungsuc.checking.case import Case
from chungsuc.core.statements import (
    Cell,
    Certainty,
    CriterionMention,
    DocumentKind,
    Duty,
    Figure,
    FundingItem,
    Head,
    LegalBasis,
    Line,
    Mode,
    OutlineNode,
    PartialDate,
    PlanReading,
    Source,
    SourceKind,
    Span,
    StatedSum,
    Statement,
    StatementKind,
    Subject,
    Table,
    TableRow,
    UnitLevel,
    UnitMention,
)
from chungsuc.core.units import Gazetteer, Level, Parent, Unit
from chungsuc.core.vietnamese.numbers import parse_number

CRITERIA = SimpleNamespace(
    level=Level.COMMUNE,
    criteria=tuple(SimpleNamespace(code=str(n), name=f"Tiêu chí số {n}") for n in range(1, 20)),
)
COMMUNES = ("Hòa An", "Tân Phú", "Bình Sơn", "Phú Lộc", "Yên Thịnh")


def gazetteer() -> Gazetteer:
    above = (Parent("huyen"),)
    return Gazetteer(
        [
            Unit("nuoc", "0", "Việt Nam", "nước", Level.COUNTRY),
            Unit("tinh", "90", "Bắc Giang", "tỉnh", Level.PROVINCE, parents=(Parent("nuoc"),)),
            Unit("huyen", "900", "Lạng Giang", "huyện", Level.DISTRICT, parents=(Parent("tinh"),)),
            *(
                Unit(f"xa{n}", f"9000{n}", name, "xã", Level.COMMUNE, parents=above)
                for n, name in enumerate(COMMUNES)
            ),
        ]
    )


def commune(name: str, *, count: int | None = None, text: str | None = None) -> UnitMention:
    known = name in COMMUNES
    return UnitMention(
        text or name,
        UnitLevel.COMMUNE,
        f"xa{COMMUNES.index(name)}" if known else None,
        name if known else None,
        Certainty.CERTAIN if known else Certainty.DOUBTFUL,
        count=count,
    )


def source(line: int, text: str = "") -> Source:
    return Source(line, text or f"câu ở dòng {line}")


def said(id_, line, kind, mode, subject, value=None, *, units=(), criteria=(), text="", **rest) -> Statement:
    for key in {"of", "level", "value_to"} & rest.keys():
        rest[key] = Decimal(str(rest[key]))
    return Statement(
        id=id_,
        source=source(line, text),
        certainty=rest.pop("certainty", Certainty.CERTAIN),
        kind=StatementKind(kind),
        mode=Mode(mode),
        subject=Subject(subject),
        value=None if value is None else Decimal(str(value)),
        units=tuple(commune(unit) if isinstance(unit, str) else unit for unit in units),
        criteria=tuple(CriterionMention(code, code) for code in criteria),
        numbers=rest.pop("numbers", ()),
        **rest,
    )


def money(id_, line, label, amount, parent=None, *, kind=SourceKind.OTHER, text="", **rest) -> FundingItem:
    return FundingItem(
        id=id_,
        source=source(line, text or label),
        certainty=Certainty.CERTAIN,
        label=label,
        source_kind=kind,
        amount=amount * 10**6,
        stated=rest.pop("stated", f"{amount:,}".replace(",", ".")),
        measure=rest.pop("measure", "triệu đồng"),
        parent=parent,
        **rest,
    )


def printed(number, line=5, *, measure=None, what="") -> Figure:
    """A figure as the text prints it."""
    return Figure(Decimal(str(parse_number(number))), number, Span(line, 0, len(number)), measure, what)


def stated_sum(total, *parts, line=5, text="", **rest) -> StatedSum:
    return StatedSum(
        id="s1",
        source=source(line, text),
        certainty=rest.pop("certainty", Certainty.CERTAIN),
        what=rest.pop("what", "Tổng số"),
        total=total,
        parts=parts,
        **rest,
    )


def duty(id_, line, body, text="", *, deadline=None) -> Duty:
    return Duty(
        id=id_,
        source=source(line, text),
        certainty=Certainty.CERTAIN,
        text=text,
        body=body,
        deadline=None if deadline is None else PartialDate.from_iso(deadline),
    )


def node(id_, line, number, title="", parent=None) -> OutlineNode:
    return OutlineNode(
        id=id_,
        source=source(line, f"{number}. {title}"),
        certainty=Certainty.CERTAIN,
        number=number,
        path=number,
        title=title,
        depth=1 if parent is None else 2,
        parent=parent,
    )


def table(columns, *rows, units=()) -> Table:
    """`rows` are (number, label, *cells): figures, words, or None for an empty cell."""
    return Table(
        id="tb1",
        source=source(20, "Biểu"),
        certainty=Certainty.CERTAIN,
        title="Biểu",
        columns=tuple(column if isinstance(column, tuple) else (column,) for column in columns),
        units=units,
        rows=tuple(
            TableRow(21 + place, number, label, tuple(map(_cell, cells)))
            for place, (number, label, *cells) in enumerate(rows)
        ),
    )


def _cell(value) -> Cell:
    if value is None or isinstance(value, str):
        return Cell(value or "")
    return Cell(str(value), Decimal(str(value)))


def basis(id_, line, number, day=None, *, kind="Quyết định", issuer="Chính phủ") -> LegalBasis:
    parts = [int(part) for part in day.split("-")] if day else []
    return LegalBasis(
        id=id_,
        source=source(line),
        certainty=Certainty.CERTAIN,
        kind=kind,
        number=number,
        issued_on=PartialDate(*parts) if parts else None,
        issuer=issuer,
        subject=None,
        in_opening=True,
    )


def case(*, lines=(), title="Kế hoạch", about=None, **parts) -> Case:
    """`about` changes fields of the head."""
    head = Head(
        id="h1",
        source=source(1),
        certainty=Certainty.CERTAIN,
        kind=DocumentKind.PLAN,
        kind_text="KẾ HOẠCH",
        title=title,
        issued_on=PartialDate(2024, 1, 15),
        unit=UnitMention("Lạng Giang", UnitLevel.DISTRICT, "huyen", "Lạng Giang", Certainty.CERTAIN),
        period_from=2024,
        period_to=2024,
    )
    head = replace(head, **(about or {}))
    text = tuple(Line(number, words) for number, words in lines)
    reading = PlanReading(lines=text, head=head, **{key: tuple(value) for key, value in parts.items()})
    return Case(reading, gazetteer(), CRITERIA)

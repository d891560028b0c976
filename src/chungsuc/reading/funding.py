"""Nguồn vốn: the tree of sources, from the part on money and from any sentence that totals it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chungsuc.core.money import MoneyError, to_dong
from chungsuc.core.statements import Certainty, FundingItem, SourceKind
from chungsuc.core.vietnamese.numbers import NumberError, parse_number
from chungsuc.reading.flow import plain
from chungsuc.reading.outline import Outline, Part, Topic
from chungsuc.reading.seams import Role

_AMOUNT = re.compile(
    r"(?<![\w.,/])(?P<number>[0-9]+(?:\.[0-9]{3})*(?:,[0-9]+)?)\s*"
    r"(?P<measure>(?:nghìn|ngàn)\s+tỷ\s+đồng|(?:tỷ|tỉ|triệu|nghìn|ngàn)\s*(?:đồng|đ\b)|đồng|tr\.?đ\b|"
    r"trđ\b|tỷ\b|triệu\b)(?!\s*(?:đồng|đ)?\s*/)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\s*(?:tong|du kien tong)\b.{0,60}?\b(von|kinh phi|nguon luc|nhu cau)\b")
_KINDS: tuple[tuple[SourceKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words))
    for kind, words in (
        (SourceKind.TOTAL, r"^\s*(?:du kien )?tong\b"),
        (SourceKind.COUNTERPART, r"doi ung"),
        (SourceKind.INTEGRATED, r"long ghep"),
        (SourceKind.DEVELOPMENT, r"dau tu phat trien|\bdtpt\b|von dau tu\b"),
        (SourceKind.RECURRENT, r"su nghiep|chi thuong xuyen|\bvsn\b|^sn\b"),
        (SourceKind.CREDIT, r"tin dung|von vay|ngan hang"),
        (SourceKind.CENTRAL, r"trung uong|\bnstw\b|\btw\b"),
        (SourceKind.PROVINCE, r"(?:ngan sach|von|ns|cap) (?:cap )?(?:tinh|thanh pho)\b"),
        (SourceKind.DISTRICT, r"(?:ngan sach|von|ns|cap) (?:cap )?(?:huyen|thi xa|quan)\b"),
        (SourceKind.COMMUNE, r"(?:ngan sach|von|ns|cap) (?:cap )?xa\b"),
        (SourceKind.LOCAL, r"dia phuong"),
        (SourceKind.PROGRAMME, r"chuong trinh|\bctmtqg\b|\bmtqg\b|du an|de an"),
        (SourceKind.ORGANISATIONS, r"doanh nghiep|to chuc|hop tac xa|xa hoi hoa"),
        (SourceKind.PEOPLE, r"cong dong|dan cu|nhan dan|nguoi dan|\bdan gop|dan dong gop"),
    )
)
_PARTIAL = frozenset(
    {
        SourceKind.CENTRAL, SourceKind.DEVELOPMENT, SourceKind.RECURRENT, SourceKind.PROVINCE,
        SourceKind.DISTRICT, SourceKind.COMMUNE, SourceKind.COUNTERPART, SourceKind.INTEGRATED,
        SourceKind.CREDIT,
    }
)  # fmt: skip
_SPENT = re.compile(r"giai ngan|thanh toan|quyet toan|da chi\b")  # money paid out is no source
_SUMMED = re.compile(r"\b(von|kinh phi|nguon luc|ngan sach|huy dong)\b")
_CHANGED = re.compile(r"(?:tang|giam|vuot|thieu)(?: them)?")  # "tăng 200 triệu đồng so với năm trước"
_LEFT_OVER = re.compile(r"(?:so |von |kinh phi )?(?:con lai|chua giai ngan)")
_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"năm\s*,?\s*(20[0-9]{2})", re.IGNORECASE)
_PARTS = re.compile(r"(?:bao\s+)?gồm|trong đó|cụ thể", re.IGNORECASE)
_BILLIONS_AND = re.compile(r"(?:tỷ|tỉ)\Z", re.IGNORECASE)
_BEFORE_LABEL = re.compile(
    r"^[\s,;:.()\-–+]*(?:(?:bao\s+)?gồm|trong đó|cụ thể(?: như sau)?|và)?[\s,:(]*", re.IGNORECASE
)
_BEHIND_LABEL = re.compile(r"[\s:,(]*(?:(?:là|khoảng|dự kiến|với|:)\s*)*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Amount:
    start: int  # of its label
    end: int
    label: str
    number: str
    measure: str
    dong: int
    inner: bool  # listed inside the first amount: in brackets, or behind "gồm"
    bracketed: bool  # stands in a bracket: a part of the amount before the bracket


@dataclass(slots=True)
class _Open:
    level: float
    item: FundingItem


def read_funding(outline: Outline, *, first: int, of_report: bool = False) -> tuple[FundingItem, ...]:
    items: list[FundingItem] = []
    stack: list[_Open] = []
    root: FundingItem | None = None
    section: str | None = None
    for part in outline.parts[first:]:
        if part.block.role is not Role.TEXT or part.closing:
            continue
        if part.topic is Topic.RESULTS and not of_report:
            continue  # money already spent is no source of the plan
        if (
            part.topic is not Topic.FUNDING
            and not _TOTAL.match(plain(part.block.body))
            and not _is_below(part, stack)
            and not _sums_up(part)
        ):
            stack, root = [], None
            continue
        if part.node is None and _opens_tree(part.block.body):
            stack, root = [], None
        top = part.section.path.split(".")[0] if part.section else ""
        if top != section:
            stack, root, section = [], None, top
        level = _level(part)
        outer: FundingItem | None = None
        plain_item: FundingItem | None = None  # the last amount that stands in no bracket
        while stack and stack[-1].level >= level:
            stack.pop()
        for amount in _amounts(part.text, part.block.body_start):
            inside = amount.inner and outer is not None
            above = stack[-1].item if stack else None if _opens_tree(amount.label) else root
            parent = outer if inside else above
            if amount.bracketed and plain_item is not None:
                parent = plain_item
            item = _item(part, amount, len(items) + 1, parent)
            items.append(item)
            plain_item = plain_item if amount.bracketed else item
            if not inside:
                outer = item
            if item.source_kind is SourceKind.TOTAL and item.parent is None:
                root = item
        if outer is not None:
            stack.append(_Open(level, outer))
    return tuple(items)


def _level(part: Part) -> float:
    """Depth in the outline; a plain paragraph stands between its heading and the bullets below."""
    depth = part.section.depth if part.section else 0
    return float(depth) if part.node is not None else depth + 0.5


def _opens_tree(text: str) -> bool:
    """ "Tổng kinh phí năm 2024" stands under no other total; "tổng vốn ngân sách tỉnh" is a source."""
    words = plain(text)
    label = re.split(r":|\b(?:la|khoang)\b", words)[0]
    return bool(_TOTAL.match(words)) and not any(
        form.search(label) for kind, form in _KINDS if kind in _PARTIAL
    )


def _is_below(part: Part, stack: list[_Open]) -> bool:
    return part.node is not None and any(_level(part) > each.level for each in stack)


def _sums_up(part: Part) -> bool:
    """ "… huy động 90 tỷ đồng, trong đó: ngân sách 60 tỷ đồng, người dân 30 tỷ đồng", wherever it stands."""
    start = part.block.body_start
    amounts = list(_amounts(part.text, start))
    if sum(amount.inner for amount in amounts) < len(amounts) - 1 or len(amounts) < 3:
        return False
    return bool(_SUMMED.search(plain(part.text[start : amounts[0].end])))


def _amounts(text: str, start: int) -> Iterator[_Amount]:
    place, first_end = start, None
    spent: int | None = None  # where the last amount that was paid out ends
    billions: tuple[re.Match[str], int] | None = None  # "8 tỷ" of "8 tỷ 500 triệu đồng"
    for match in _AMOUNT.finditer(text, start):
        try:
            dong = to_dong(parse_number(match["number"]), match["measure"])
        except (MoneyError, NumberError):
            continue
        begin = match.start()
        if _BILLIONS_AND.search(match["measure"]) and re.match(r"\s+[0-9]{1,3}\s+triệu", text[match.end() :]):
            billions = match, dong
            continue
        if billions is not None:
            begin, dong = billions[0].start(), dong + billions[1]
            billions = None
        between = text[place:begin]
        clauses = [clause for clause in re.split(r"[;:(]|\.\s|,\s", between) if clause.strip()]
        if clauses and _SPENT.search(plain(clauses[-1])):
            place = spent = match.end()
            continue
        if spent is not None and _is_part_of_spent(text[spent:begin]):
            place = match.end()
            continue
        cut = max(between.rfind(";"), between.rfind(". "), between.rfind("("))
        label_start = place + cut + 1 if cut >= 0 else place
        head = _BEFORE_LABEL.match(text[label_start:begin])
        label_start += head.end() if head else 0
        label = _BEHIND_LABEL.sub("", text[label_start:begin])
        bare = plain(label).strip(" *")
        if _CHANGED.fullmatch(bare) or (spent is not None and _LEFT_OVER.fullmatch(bare)):
            place = match.end()
            continue
        since = "" if first_end is None else _BRACKETS.sub("", text[first_end:begin])
        bracketed = "(" in since
        inner = bracketed or bool(_PARTS.search(since))
        if not inner:
            first_end = match.end()
        yield _Amount(
            label_start, match.end(), " ".join(label.split()).strip(" *"), text[begin : match.end("number")],
            " ".join(match["measure"].split()).casefold(), dong, inner, bracketed,
        )  # fmt: skip
        place = match.end()


def _is_part_of_spent(between: str) -> bool:
    """ "… giải ngân 300 triệu đồng, gồm: vốn đầu tư 200 triệu đồng": listed under what was paid out."""
    bare = _BRACKETS.sub("", between)
    return ("(" in bare or bool(_PARTS.search(bare))) and not re.search(r"\.\s", bare)


def _item(part: Part, amount: _Amount, number: int, parent: FundingItem | None) -> FundingItem:
    words = plain(amount.label)
    kind = next((kind for kind, form in _KINDS if form.search(words)), SourceKind.OTHER)
    if parent is not None and parent.source_kind is SourceKind.INTEGRATED and kind is SourceKind.OTHER:
        kind = SourceKind.PROGRAMME
    year = _YEAR.search(amount.label)
    return FundingItem(
        id=f"f{number}",
        source=part.block.flow.source(amount.start, amount.end),
        certainty=Certainty.CERTAIN if amount.label and kind is not SourceKind.OTHER else Certainty.LIKELY,
        label=amount.label,
        source_kind=kind,
        amount=amount.dong,
        stated=amount.number,
        measure=amount.measure,
        parent=parent.id if parent else None,
        year=int(year[1]) if year else (parent.year if parent else None),
    )

"""Nguồn vốn: the tree of sources, from the part on money and from any sentence that allots it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chungsuc.core.statements import Certainty, FundingItem, PartList, SourceKind
from chungsuc.reading.flow import plain
from chungsuc.reading.funding.amounts import Amount, amounts_in
from chungsuc.reading.funding.kinds import is_of_one_source, kind_of
from chungsuc.reading.outline import Outline, Part, Topic
from chungsuc.reading.seams import Role

_TOTAL = re.compile(r"\s*(?:tong|du kien tong)\b.{0,60}?\b(von|kinh phi|nguon luc|nhu cau|muc dau tu)\b")
_SUMMED = re.compile(r"\b(von|kinh phi|nguon luc|ngan sach|huy dong)\b")
_NAMED = re.compile(
    r"^\W*(?:du kien |uoc |nhu cau |tong |so |muc |nguon |phan )*"
    r"(?:von|kinh phi|nguon luc|ngan sach|du toan)\b"
)
_ALLOTS = re.compile(
    r"\b(?:bo tri|bo sung|phan bo|phan khai|cap|ho tro|giao|phe duyet|danh|trich|can doi|huy dong|tam ung)\b"
)
_IS_MONEY = re.compile(r"\b(?:nguon|von|kinh phi|nguon luc|ngan sach|du toan|so tien)\b")
_BOUND = re.compile(r"\b(?:tren|duoi|khong qua|toi da|toi thieu|it nhat|tro len)\s*$")
_INTRODUCES = re.compile(
    r"\W*(?:(?P<some>trong do)|(?:bao )?gom|cu the|chia ra|nhu sau)\b[^.;0-9]{0,40}:?\s*"
)
_CLOSES = re.compile(r"\W*(?:tong cong|cong|tong so|tong)\W*")
_ASKED = re.compile(r"\b(?:de nghi|kien nghi|de xuat|xin chu truong)\b")  # asked for is not given
_MONEY_NEAR = 120  # characters around an amount that may say what money it is


@dataclass(slots=True)
class _Open:
    level: float
    item: FundingItem


def read_funding(outline: Outline, *, first: int, of_report: bool = False) -> tuple[FundingItem, ...]:
    tree = _Tree()
    for place, part in enumerate(outline.parts[first:], first):
        if part.block.role is not Role.TEXT or part.closing:
            continue
        if part.topic is Topic.RESULTS and not of_report:
            continue  # money already spent is no source of the plan
        amounts = _money_of(part, tree)
        if amounts is None:
            tree.close()
            continue
        if not amounts and (words := _INTRODUCES.fullmatch(plain(part.block.body))):
            tree.introduce(PartList.SOME if words["some"] else PartList.ALL)
            continue
        if part.node is None and len(amounts) == 1 and _CLOSES.fullmatch(plain(amounts[0].label)):
            tree.total(part, amounts[0])
            continue
        below = outline.parts[place + 1] if place + 1 < len(outline.parts) else None
        tree.add(part, amounts, _level(part, below, amounts))
    return tuple(tree.items)


class _Tree:
    """Amounts in the order of the text, each below the one that it is part of."""

    def __init__(self) -> None:
        self.items: list[FundingItem] = []
        self.stack: list[_Open] = []
        self.root: FundingItem | None = None
        self.section: str | None = None
        self.opened = 0  # where the amounts of this part of the document begin

    def close(self) -> None:
        self.stack, self.root, self.opened = [], None, len(self.items)

    def introduce(self, parts: PartList) -> None:
        """ "Trong đó:" alone on its line: how the amount before it is parted."""
        if self.stack:
            self._replace(self.stack[-1].item, replace(self.stack[-1].item, parts=parts))

    def total(self, part: Part, amount: Amount) -> None:
        """ "Tổng cộng: 9 tỷ đồng" behind a list: amounts before it that are part of none are its parts."""
        listed = [item for item in self.items[self.opened :] if item.parent is None]
        if self.root is None and len(listed) > 1:
            whole = _item(part, replace(amount, parts=PartList.ALL), len(self.items) + 1, None)
            for item in listed:
                self._replace(item, replace(item, parent=whole.id))
            self.items.append(whole)
        else:
            self.items.append(_item(part, amount, len(self.items) + 1, None))
        self.close()

    def _replace(self, old: FundingItem, new: FundingItem) -> None:
        self.items[int(old.id[1:]) - 1] = new
        for each in self.stack:
            if each.item is old:
                each.item = new
        self.root = new if self.root is old else self.root

    def is_open_above(self, part: Part) -> bool:
        return part.node is not None and any(_depth(part) > each.level for each in self.stack)

    def add(self, part: Part, amounts: Sequence[Amount], level: float) -> None:
        if part.node is None and _opens_tree(part.block.body):
            self.close()
        top = part.section.path.split(".")[0] if part.section else ""
        if top != self.section:
            self.close()
            self.section = top
        while self.stack and self.stack[-1].level >= level:
            self.stack.pop()
        outer: FundingItem | None = None
        unbracketed: FundingItem | None = None
        for amount in amounts:
            inside = amount.inner and outer is not None
            above = self.stack[-1].item if self.stack else None if _opens_tree(amount.label) else self.root
            parent = outer if inside else above
            if amount.bracketed and unbracketed is not None:
                parent = unbracketed
            item = _item(part, amount, len(self.items) + 1, parent)
            self.items.append(item)
            unbracketed = unbracketed if amount.bracketed else item
            if not inside:
                outer = item
            if item.source_kind is SourceKind.TOTAL and item.parent is None:
                self.root = item
        if outer is not None:
            self.stack.append(_Open(level, outer))


def _depth(part: Part) -> float:
    return float(part.section.depth if part.section else 0)


def _level(part: Part, below: Part | None, amounts: Sequence[Amount]) -> float:
    """Depth in the outline; a plain paragraph stands between its heading and the bullets below.

    A total that comes right behind a list, without a heading of its own, stands above the list that it
    opens: not inside the last bullet before it.
    """
    depth = _depth(part)
    if part.node is not None:
        return depth
    opens_list = bool(amounts) and (amounts[-1].parts is not None or _opens_tree(part.block.body))
    if opens_list and below is not None and below.node is not None:
        return min(depth + 0.5, below.node.depth - 0.5)
    return depth + 0.5


def _opens_tree(text: str) -> bool:
    """ "Tổng kinh phí năm 2024" stands under no other total; "tổng vốn ngân sách tỉnh" is a source."""
    words = plain(text)
    label = re.split(r":|\b(?:la|khoang)\b", words)[0]
    return bool(_TOTAL.match(words)) and not is_of_one_source(label)


def _money_of(part: Part, tree: _Tree) -> Sequence[Amount] | None:
    """The amounts of a paragraph that speaks of sources; None for any other paragraph."""
    start = part.block.body_start
    if part.topic is Topic.FUNDING or _TOTAL.match(plain(part.block.body)) or tree.is_open_above(part):
        return amounts_in(part.text, start)
    if not any(char.isdigit() for char in part.block.body):
        return None
    amounts = amounts_in(part.text, start)
    return amounts if amounts and (_sums_up(part, amounts) or _allots(part, amounts)) else None


def _sums_up(part: Part, amounts: Sequence[Amount]) -> bool:
    """ "… huy động 90 tỷ đồng, trong đó: ngân sách 60 tỷ đồng, người dân 30 tỷ đồng", wherever it stands."""
    if sum(amount.inner for amount in amounts) < len(amounts) - 1 or len(amounts) < 3:
        return False
    return bool(_SUMMED.search(plain(part.text[part.block.body_start : amounts[0].end])))


def _allots(part: Part, amounts: Sequence[Amount]) -> bool:
    """ "Kinh phí thực hiện là 9 tỷ đồng", "Bố trí 9 tỷ đồng vốn ngân sách tỉnh …": money that is given."""
    if part.topic is Topic.GOALS:
        return False  # what is aimed at
    first = amounts[0]
    before = plain(part.text[max(part.block.body_start, first.start) : first.at])
    if _BOUND.search(before) or _ASKED.search(before):
        return False
    if _NAMED.match(plain(first.label)):
        return True
    near = plain(part.text[max(part.block.body_start, first.at - _MONEY_NEAR) : first.end + _MONEY_NEAR])
    return bool(_ALLOTS.search(before) and _IS_MONEY.search(near))


def _item(part: Part, amount: Amount, number: int, parent: FundingItem | None) -> FundingItem:
    kind = kind_of(amount.label, parent.source_kind if parent else None)
    sure = amount.label and (
        kind is not SourceKind.OTHER or (parent is not None and parent.parts is PartList.ALL)
    )
    years = amount.years
    if years is None and parent is not None and parent.year is not None:
        years = parent.year, parent.year_to or parent.year
    return FundingItem(
        id=f"f{number}",
        source=part.block.flow.source(amount.start, amount.end),
        certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
        label=amount.label,
        source_kind=kind,
        amount=amount.dong,
        stated=amount.number,
        measure=amount.measure,
        parent=parent.id if parent else None,
        year=years[0] if years else None,
        year_to=years[1] if years and years[1] != years[0] else None,
        parts=amount.parts,
        share=amount.share,
        in_words=amount.in_words,
    )

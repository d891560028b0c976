"""Số mục đã báo trước: «05 nhóm giải pháp sau:» against the items that stand below it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from chungsuc.checking.case import Case, finding, line_quote
from chungsuc.core.statements import Certainty, Finding, FindingKind, OutlineNode, Severity
from chungsuc.core.vietnamese.text import fold

_WRITTEN = {"hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_ANNOUNCED = re.compile(
    r"(?<![\w./,])(?P<count>[0-9]{1,2}|hai|ba|bon|sau|bay|tam|chin|muoi)\s+"
    r"(?P<what>(?:nhom\s+)?(?:nhiem vu|giai phap|noi dung|muc tieu|chi tieu|du an|de an|hoat dong|nguyen tac|"
    r"chuyen de|khau dot pha|dot pha|van de|yeu cau|han che|nguyen nhan|bai hoc(?: kinh nghiem)?))\b"
    r"[^.;:0-9]{0,60}?\b(?:sau|sau day|nhu sau|gom|bao gom|cu the)\s*$"
)
_FEWEST = 2  # items that make a list


def check_announced(case: Case) -> list[Finding]:
    """A list whose every line the outline knows; one with lines of another make is left alone."""
    below: dict[str, list[OutlineNode]] = defaultdict(list)
    for node in case.reading.outline:
        if node.parent is not None:
            below[node.parent].append(node)
    return [
        _told(node, announced, number, len(items))
        for node in case.reading.outline
        if (announced := _ANNOUNCED.search(fold(node.title))) is not None
        and len(items := below.get(node.id, [])) >= _FEWEST
        and (number := _number(node.title, announced)) is not None
        and number not in _lengths(node, below)
        and not _has_other_lines(case, [node, *items])
    ]


def _number(title: str, announced: re.Match[str]) -> int | None:
    """In digits or in words; a word by its marks, since «sau» is no «sáu»."""
    count = title[announced.start("count") : announced.end("count")].casefold()
    return int(count) if count.isdigit() else _WRITTEN.get(count)


def _lengths(node: OutlineNode, below: Mapping[str, Sequence[OutlineNode]]) -> set[int]:
    """How many items there are, by each way to count them: of one depth, of one kind of number."""
    inside = list(_inside(node, below))
    by_depth = Counter(each.depth for each in inside)
    by_mark = Counter((each.depth, each.number in {"-", "+", "•", "*"}) for each in inside)
    return {*by_depth.values(), *by_mark.values()}


def _inside(node: OutlineNode, below: Mapping[str, Sequence[OutlineNode]]) -> Iterator[OutlineNode]:
    for child in below.get(node.id, ()):
        yield child
        yield from _inside(child, below)


def _has_other_lines(case: Case, items: Sequence[OutlineNode]) -> bool:
    """A paragraph among the items that opens with no mark may be one of them."""
    opens = {node.source.line for node in case.reading.outline}
    goes_on = {number for numbers in case.reading.paragraphs for number in numbers[1:]}
    first, last = items[0].source.line, items[-1].source.line
    return any(
        case.line_text(number).strip() and number not in opens and number not in goes_on
        for number in range(first + 1, last)
    )


def _told(node: OutlineNode, announced: re.Match[str], number: int, listed: int) -> Finding:
    said = node.title[announced.start("count") : announced.end("what")]
    what = node.title[announced.start("what") : announced.end("what")]
    fewer = listed < number
    return finding(
        FindingKind.ARITHMETIC if fewer else FindingKind.QUESTION,
        Severity.WARNING if fewer else Severity.INFO,
        f"Dòng {node.source.line} nêu {said} nhưng bên dưới liệt kê {listed} mục.",
        items=(node,),
        quotes=(line_quote(node.source.line, node.title),),
        stated=said,
        follows=f"{listed} mục",
        repairs=(f"Sửa thành {listed:02d} {what}, hoặc bổ sung mục còn thiếu.",)
        if fewer
        else (f"Sửa thành {listed:02d} {what}, hoặc tách mục không thuộc danh sách.",),
        certainty=Certainty.LIKELY,
    )

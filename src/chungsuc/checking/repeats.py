"""Một chỉ tiêu nêu hai lần: the same thing, for the same places and the same time, with two values.

What differs in scope, year, place or measure is not the same thing. Two sentences are held together only
where their words are alike and nothing around them says that they speak of different places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from chungsuc.checking.case import Case, finding
from chungsuc.checking.words import at_lines, figure
from chungsuc.core.statements import (
    Certainty,
    Comparator,
    Finding,
    FindingKind,
    Mode,
    OutlineNode,
    Severity,
    Statement,
    StatementKind,
    Subject,
)
from chungsuc.core.vietnamese.text import fold

_LEAST_WORDS = 3
_MOST_TOLD = 8
_SCOPES = re.compile(
    r"\b(nhom|khu vuc|vung|loai|huyen|xa|phuong|thi tran|thi xa|thanh pho|cum|thon|ban|du an|tieu du an|"
    r"nganh|linh vuc|phuong an|kich ban|dot|quy|thang|doi voi|rieng|trong do)\b"
)
# Headings under which every sentence speaks of the whole document's subject.
_GENERAL = re.compile(
    r"^(?:(?:cac|mot so|nhung|ve|phan) )*(?:muc tieu|chi tieu|nhiem vu|giai phap|noi dung|ket qua|phu luc|"
    r"bieu|to chuc thuc hien|muc dich|dinh huong|quan diem|thuc trang|hien trang|tinh hinh|danh gia)\b"
    r"(?! (?:ve|cua|doi voi|tai) )"
)
_LEAD = re.compile(r"^(?:(?:ty le|so|so luong|tong so|muc|chi tieu|phan dau|duy tri|dat|co|cac|nhung) )+")
_WHOLE_COUNTS = {Subject.COMMUNES, Subject.VILLAGES, Subject.MODEL_VILLAGES}
_VAGUE = frozenset({"tieu chi", "xa dat", "ho dan", "nguoi dan"})


def check_repeats(case: Case) -> list[Finding]:
    found = list(_two_values(case))
    return found if len(found) <= _MOST_TOLD else []  # a paper of lists that were not told apart


def _two_values(case: Case) -> Iterator[Finding]:
    nodes = {node.id: node for node in case.reading.outline}
    for group in (case.reading.baseline, case.reading.targets):
        same: dict[tuple[object, ...], list[Statement]] = {}
        for said in group:
            key = _key(said)
            if key is not None:
                same.setdefault(key, []).append(said)
        for statements in same.values():
            if 1 < len(statements) <= 4:
                pair = next(
                    (p for p in combinations(statements, 2) if _differ(*p) and same_scope(*p, nodes)), None
                )
                if pair is not None:
                    yield _told(*pair)


def _key(said: Statement) -> tuple[object, ...] | None:
    """Everything that makes two statements speak of one thing at one time."""
    thing, when = thing_of(said), said.deadline or said.as_of
    if thing is None or when is None:
        return None
    return (*thing, said.mode, when, said.compared_with)


def thing_of(said: Statement) -> tuple[object, ...] | None:
    """What is counted, of whom; None where it may not be compared with another sentence's."""
    words = " ".join(fold(said.object_text).split())
    general = said.subject in {Subject.INDICATOR, Subject.OTHER}
    if said.value is None or said.certainty is Certainty.DOUBTFUL or said.rest:
        return None
    if said.comparator is Comparator.RANGE or said.part_of is not None or said.level is not None:
        return None
    if general:
        is_vague = len(words.split()) < _LEAST_WORDS or _LEAD.sub("", words) in _VAGUE
        if is_vague or not said.measure:
            return None
    elif said.units or said.subject not in _WHOLE_COUNTS:
        return None  # criteria are held together in one table
    units = frozenset(mention.unit_id or fold(mention.text) for mention in said.units)
    codes = frozenset(mention.code or mention.text for mention in said.criteria)
    is_mean = said.kind is StatementKind.AVERAGE
    return said.subject, words if general else "", is_mean, fold(said.measure or ""), said.of, units, codes


def _differ(one: Statement, other: Statement) -> bool:
    assert one.value is not None
    assert other.value is not None
    if one.source.line == other.source.line or one.value == other.value:
        return False
    places = min(one.decimals, other.decimals)
    if _rounded(one.value, places) == _rounded(other.value, places):
        return False
    if one.comparator is other.comparator:
        return True
    low, high = sorted((one, other), key=lambda said: said.value or Decimal(0))
    # "Từ 90% trở lên" and "95%" agree; "từ 95% trở lên" and "90%" do not.
    return high.comparator is Comparator.AT_LEAST or low.comparator is Comparator.AT_MOST


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def same_scope(one: Statement, other: Statement, nodes: Mapping[str, OutlineNode]) -> bool:
    """Whether no heading above, and no word before, limits one of the two to some of the places."""
    if one.section == other.section:
        return False  # a list under one heading tells its items apart in words that are not kept
    if one.mode is Mode.ADD or one.body != other.body:
        return False
    above = [_above(said, nodes) for said in (one, other)]
    shared = {node.id for node in above[0]} & {node.id for node in above[1]}
    own = [node for nodes_above in above for node in nodes_above if node.id not in shared]
    if not all(_GENERAL.search(fold(node.title)) for node in own):
        return False  # a heading of its own says what each of them is about
    scopes = [{match[0] for match in _SCOPES.finditer(fold(said.source.text))} for said in (one, other)]
    return scopes[0] == scopes[1]


def _above(said: Statement, nodes: Mapping[str, OutlineNode]) -> list[OutlineNode]:
    """The headings above a statement; the bullet that it stands in itself is none."""
    found = []
    node = nodes.get(said.section or "")
    while node is not None:
        if node.source.line != said.source.line:
            found.append(node)
        node = nodes.get(node.parent or "")
    return found


def _told(one: Statement, other: Statement) -> Finding:
    first, second = sorted((one, other), key=lambda said: said.source.line)
    where = at_lines((first.source.line, second.source.line))
    shown = [f"{figure(said.value or 0, said)}{_unit(said)}" for said in (first, second)]
    words = " ".join(first.object_text.split())
    return finding(
        FindingKind.QUESTION,
        Severity.WARNING,
        f"Cùng một chỉ tiêu “{words}” mà dòng {first.source.line} nêu {shown[0]}, dòng {second.source.line} "
        f"nêu {shown[1]}.",
        items=(first, second),
        stated=shown[1],
        follows=shown[0],
        repairs=(f"Thống nhất một số ở {where}, hoặc nói rõ hai phạm vi khác nhau.",),
        certainty=Certainty.LIKELY,
    )


def _unit(said: Statement) -> str:
    measure = said.measure or ""
    return measure if measure == "%" else f" {measure}".rstrip()

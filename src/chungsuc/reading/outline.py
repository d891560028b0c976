"""Đề mục: the tree of a document, and what each part of it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from chungsuc.core.statements import Certainty, OutlineNode, Source, Span
from chungsuc.reading.flow import plain
from chungsuc.reading.seams import Block, Role

_TITLE_LENGTH = 220  # a longer first sentence is a paragraph, not a heading
_HEADING_LENGTH = 160
_FULL_STOP = re.compile(r"[.!?:]")
_LABEL = re.compile(r"\s*(?P<label>[^:.;!?]{2,160}?)\s*:")
_SENTENCE = re.compile(r"[.;!?](?=\s|$)")


class Topic(StrEnum):
    """What a part of the document is for; decides how its sentences are taken."""

    PURPOSE = auto()  # mục đích, yêu cầu, quan điểm
    RESULTS = auto()  # thực trạng, kết quả
    GOALS = auto()
    TASKS = auto()
    FUNDING = auto()
    DUTIES = auto()
    OTHER = auto()


_WORK_TOPICS = (Topic.TASKS, Topic.DUTIES, Topic.FUNDING)
_PLAIN_TOPICS = (Topic.PURPOSE, Topic.OTHER)  # whose items are read when their place is known
_TOPICS: tuple[tuple[Topic, re.Pattern[str]], ...] = tuple(
    (topic, re.compile(words))
    for topic, words in (
        (Topic.RESULTS, r"\b(thuc trang|ket qua|tinh hinh|ton tai|han che|nguyen nhan|hien trang|bai hoc)\b"),
        (
            Topic.DUTIES,
            (
                r"\b(to chuc thuc hien|to chuc thi hanh|phan cong|trach nhiem|che do bao cao|dieu khoan thi "
                r"hanh)\b"
            ),
        ),
        (
            Topic.FUNDING,
            (
                r"^\s*nguon luc\b|\b(nguon luc thuc hien|kinh phi|nguon von|von thuc hien|nhu cau von|"
                r"ke hoach von|co cau von)\b"
            ),
        ),
        (Topic.TASKS, r"\b(nhiem vu|giai phap|noi dung)\b"),
        (Topic.GOALS, r"\b(muc tieu|chi tieu)\b"),
        (Topic.PURPOSE, r"\b(muc dich|yeu cau|quan diem|phuong cham|nguyen tac|pham vi|doi tuong)\b"),
    )
)
_NOT_TOPICS = re.compile(r"chuong trinh (muc tieu|mtqg)|muc tieu quoc gia|chi tieu nong thon|nhan dien")
_ATTAINED = re.compile(
    r"\b(thuc trang|hien trang|tinh hinh|dat duoc|da dat|thuc hien|den het|ton tai|han che)\b"
)
_RECHECKED = re.compile(
    r"^\s*(ra soat|danh gia|trien khai|tap trung|thuc hien|tang cuong|kien toan|day manh|nang cao)\b"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A block in its place: the outline node it opens (if any), the node it stands under, its topic."""

    block: Block
    index: int
    node: OutlineNode | None
    section: OutlineNode | None  # its own node, or the nearest one above it
    topic: Topic
    label: str = ""  # "Giao thông" of "- *Giao thông:* …"
    label_end: int = 0  # where the text after the label begins
    is_heading: bool = False
    closing: bool = False  # recipients and signature

    @property
    def text(self) -> str:
        return self.block.flow.text


@dataclass(frozen=True, slots=True)
class Outline:
    """Bố cục: the parts of the text in their order, and the tree of headings that they stand under."""

    parts: tuple[Part, ...]
    nodes: tuple[OutlineNode, ...]


@dataclass(slots=True)
class _Open:
    node: OutlineNode
    level: int
    topics: tuple[Topic, ...]
    topic: Topic


def read_outline(blocks: Sequence[Block], *, first: int, last: int, resume: int) -> Outline:
    """The tree of `blocks[first:]` without the closing lines `blocks[last:resume]`."""
    stack: list[_Open] = []
    parts: list[Part] = []
    nodes: list[OutlineNode] = []
    own_text: dict[str, list[Span]] = defaultdict(list)
    for index, block in enumerate(blocks):
        after = last <= index < resume
        if index == resume:
            stack.clear()
        if index < first or after or block.role is not Role.TEXT or block.marker is None:
            current = stack[-1] if stack and index >= first and not after else None
            if current is not None and block.role is Role.TEXT and _says_no_more(current):
                own_text[current.node.id].extend(block.flow.spans())
            parts.append(
                Part(
                    block,
                    index,
                    None,
                    current.node if current else None,
                    current.topic if current else Topic.OTHER,
                    closing=after,
                )
            )
            continue
        marker = block.marker
        level = marker.level if not marker.is_bullet else marker.level + min(marker.indent, 8)
        while stack and stack[-1].level >= level:
            stack.pop()
        parent = stack[-1] if stack else None
        title_end, label, label_end = _title(block)
        title = block.flow.text[marker.end : title_end].strip(" :.-–")
        source = block.flow.source(
            0, max(title_end if not marker.is_bullet or label else marker.end, marker.end)
        )
        if (
            not title and (below := _title_below(blocks, index)) is not None
        ):  # "Phần thứ nhất", its name a line on
            title = " ".join(below.text.split())
            source = Source(source.line, source.text, source.page, (*source.spans, *below.flow.spans()))
        ended = block.flow.text.rstrip()
        is_heading = not marker.is_bullet and title_end >= len(ended.rstrip(" :")) and ended[-1:] not in ".;"
        own = _topics_of(title) if not marker.is_bullet else ()
        topic = _settle(parent, own, title)
        number = _path_number(marker.number, parent)
        node = OutlineNode(
            id=f"o{len(nodes) + 1}",
            source=source,
            certainty=Certainty.CERTAIN,
            number=marker.number,
            path=number,
            title=title,
            depth=len(stack) + 1,
            parent=parent.node.id if parent else None,
        )
        nodes.append(node)
        if topic in _PLAIN_TOPICS:
            own_text[node.id].extend(block.flow.spans())
        stack.append(_Open(node, level, own or (parent.topics if parent else ()), topic))
        parts.append(Part(block, index, node, node, topic, label, label_end, is_heading))
    return Outline(tuple(parts), tuple(_with_text(node, own_text[node.id]) for node in nodes))


def _says_no_more(above: _Open) -> bool:
    """A paragraph of aims and demands, or a line of a form: its place is all that there is to be read."""
    return above.topic is Topic.PURPOSE or plain(above.node.number).startswith("mau")


def _with_text(node: OutlineNode, spans: Sequence[Span]) -> OutlineNode:
    source = node.source
    return replace(node, source=Source(source.line, source.text, source.page, (*source.spans, *spans)))


def _title_below(blocks: Sequence[Block], index: int) -> Block | None:
    """The name of a part that stands on the line below its number."""
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    named = below is not None and below.role is Role.TEXT and below.marker is None and below.text.isupper()
    return below if named else None


def _path_number(number: str, parent: _Open | None) -> str:
    """ "III.3.2": the parts' numbers joined; "3.2" under "3" does not say 3 twice."""
    if parent is None:
        return number
    above = parent.node.path
    own = parent.node.number
    if number.startswith(own + "."):
        return f"{above[: len(above) - len(own)]}{number}"
    return f"{above}.{number}"


def _title(block: Block) -> tuple[int, str, int]:
    """Where the title ends; and the label, if the paragraph goes on after a colon."""
    text = block.flow.text
    start = block.body_start
    label, label_end = "", 0
    if found := _LABEL.match(text, start):
        rest = text[found.end() :].strip()
        if rest and not re.match(r"[0-9]", found["label"]):
            label, label_end = found["label"].strip(), found.end()
            return found.end(), label, label_end
    sentence = _SENTENCE.search(text, start)
    if sentence and sentence[0] == ";" and _is_list_of_names(block):
        sentence = None
    end = sentence.start() if sentence else len(text.rstrip())
    if end - start > _TITLE_LENGTH and block.marker is not None and block.marker.is_bullet:
        end = text.rfind(" ", start, start + _TITLE_LENGTH)
    return end, label, label_end


def _is_list_of_names(block: Block) -> bool:
    """ "4. Sở Tư pháp; Công an tỉnh": a short heading that is not a sentence, though it has semicolons."""
    text = block.flow.text.strip()
    is_short = len(text) <= _HEADING_LENGTH and block.marker is not None and not block.marker.is_bullet
    return is_short and text[-1:].isalnum() and not _FULL_STOP.search(text, block.body_start)


def topics_of(title: str) -> tuple[Topic, ...]:
    """What a heading speaks of, the first word first: "Mục tiêu, nhiệm vụ" is about goals."""
    words = _NOT_TOPICS.sub(lambda match: " " * len(match[0]), plain(title))
    found = [(match.start(), topic) for topic, pattern in _TOPICS if (match := pattern.search(words))]
    return tuple(topic for _, topic in sorted(found, key=lambda each: each[0]))


def _topics_of(title: str) -> tuple[Topic, ...]:
    return topics_of(title) if len(title) <= _TITLE_LENGTH else ()


def _settle(parent: _Open | None, own: tuple[Topic, ...], title: str) -> Topic:
    """The topic of a part: its own title's, unless the part above has already settled it."""
    if parent is None:
        return _first(own)
    settled = parent.topic
    if not own:
        return settled
    words = plain(title)
    if settled is Topic.PURPOSE and own[0] in _WORK_TOPICS and own[0] not in parent.topics:
        return settled  # "Phân công trách nhiệm rõ ràng …" among the aims is an aim
    if settled in (Topic.TASKS, Topic.DUTIES, Topic.FUNDING) and len(parent.topics) <= 1:
        opens = re.match(r"\s*(muc tieu|chi tieu|ket qua)\b", words)
        if not opens or settled is Topic.DUTIES:
            return settled
    if _RECHECKED.match(words) and settled is not Topic.OTHER:
        return settled
    if settled is Topic.GOALS and own[0] is Topic.RESULTS and not _ATTAINED.search(words):
        return settled  # "Kết quả theo từng tiêu chí" among goals is what is aimed at
    return _first(own)


def _first(own: tuple[Topic, ...]) -> Topic:
    return own[0] if own else Topic.OTHER

"""Nơi nhận và chữ ký: who gets the paper, who signs it and for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chungsuc.core.statements import Certainty, Recipient, Signatory, Source
from chungsuc.reading.flow import Flow, plain
from chungsuc.reading.letters import CAPITAL, SMALL
from chungsuc.reading.seams import Block, Role

_RECIPIENTS = re.compile(r"\s*Nơi nhận\s*:?", re.IGNORECASE)
_FORMS = re.compile(r"(?:TM|T/M|KT|K/T|TL|TUQ|Q)\s*[./]?\s")
_SIGNED = re.compile(
    r"(?<![\w/])(?:TM|T/M|KT|K/T|TL|TUQ)[ ]*[.]?[ ]+"
    r"(?=ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|BAN |CHỦ TỊCH|BÍ THƯ|HUYỆN|TỈNH|THÀNH|THỊ|ĐẢNG|BỘ|THỦ|GIÁM ĐỐC|TRƯỞNG)"
)
_CAPACITY = re.compile(
    r"(?:(?:TM|T/M|KT|K/T|TL|TUQ|Q)\s*[./]?\s*)?"
    r"(?:ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|BAN |CHỦ TỊCH|PHÓ|BÍ THƯ|HUYỆN|TỈNH|THÀNH|ĐẢNG|THỊ|QUẬN|BỘ|THỨ|THỦ|"
    r"QUỐC HỘI|CHÍNH PHỦ|GIÁM ĐỐC|"
    rf"TRƯỞNG|CHÁNH|TRƯỞNG BAN|CỤC|TỔNG|UỶ VIÊN|ỦY VIÊN|XÃ)[{CAPITAL} ,\-]*"
)
_PERSON = re.compile(rf"(?:[{CAPITAL}][{SMALL}]+)(?:\s+[{CAPITAL}][{SMALL}]*){{1,5}}")
_GIVEN = re.compile(rf"[{CAPITAL}][{SMALL}]+")  # a name of one word, where nothing else can stand
_GIVEN_LAST = re.compile(rf"(?<=[{CAPITAL}]\s)(?P<name>[{CAPITAL}][{SMALL}]+)\s*$")
_ANNEX = re.compile(r"\s*(?:phu luc|bieu|mau so|danh muc)\b")
_SPLIT = re.compile(r"\s+(?=(?:KT|K/T|TL|TUQ)\s*[./]|PHÓ\s|(?<!PHÓ )(?<!KT\. )(?<!K/T )(?:CHỦ TỊCH|BÍ THƯ))")
_CAPITALS_THEN_NAME = re.compile(rf"(?:TỊCH|THƯ|TƯỚNG|TRƯỞNG|ĐỐC)\s+[{CAPITAL}][{SMALL}]")
_COLUMN = re.compile(r"[^\s](?:[^\t\n ]|[ ](?![ ]{2}))*")  # a tab or three blanks part two columns
_OPENS = re.compile(
    r"\W*(?:(?:T\s*/\s*M|K\s*/\s*T|TM|KT|TL|TUQ|Q)\s*[./]?\s+[A-ZĐ]|T/M\s|(?i:n[ơo][iì]\s+nh[âậaạ]n)\s*[:;.])"
)
_OFFICE = re.compile(
    r"(?:QUYỀN\s+|Q\.\s*)?(?:PHÓ\s+)?(?:CHỦ TỊCH|BÍ THƯ|TRƯỞNG BAN|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|BỘ TRƯỞNG|"
    r"THỨ TRƯỞNG|"
    r"TỔNG GIÁM ĐỐC|CHỦ NHIỆM|TRƯỞNG PHÒNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|THỦ TƯỚNG|CHỦ TỊCH QUỐC HỘI|TỔNG BÍ THƯ|"
    r"HIỆU TRƯỞNG|TRƯỞNG ĐOÀN)(?:\s+(?:UBND|HĐND|QUỐC HỘI|CHÍNH PHỦ|CHUYÊN TRÁCH))?"
)
_LEAST_ABOVE = 3  # a signature has a document above it
_SHORT = 60
_LONGEST = 60  # blocks of recipients and signature together
_WINDOW = 14  # blocks of a signature, with its seals and blank lines


def closing_start(blocks: Sequence[Block]) -> int:
    """The first block of the recipients or the signature; the number of blocks where there is none."""
    for index, block in enumerate(blocks):
        if block.role not in (Role.TEXT, Role.TABLE_ROW) or index < _LEAST_ABOVE:
            continue
        if _OPENS.match(block.text):
            return index
        if _OFFICE.fullmatch(block.text.strip(" *")) and index * 2 > len(blocks):
            return index
    return len(blocks)


def closing_end(blocks: Sequence[Block], last: int) -> int:
    """The first block behind the signature: an annex, or the text that a decision promulgates."""
    named = False
    for index in range(last, min(len(blocks), last + _LONGEST)):
        block = blocks[index]
        text = block.text.strip()
        if block.role in (Role.PAGE_NUMBER, Role.FOOTNOTE) or _RECIPIENTS.match(text):
            named = named or bool(_CAPITALS_THEN_NAME.search(text))
            continue
        if block.marker is not None and block.marker.is_bullet:
            continue
        if _ANNEX.match(plain(text)):
            return index
        if _CAPACITY.match(text) and len(text) < _SHORT * 2 and not named:
            named = bool(_PERSON.search(text))
            continue
        if _is_name(text) and not named:
            named = True
            continue
        if not named and block.marker is None and len(text) < _SHORT and block.role is Role.TEXT:
            continue  # seals, "(đã ký)", blank names
        return index
    return len(blocks)


def read_recipients(blocks: Sequence[Block], *, last: int) -> tuple[Recipient, ...]:
    found: list[Recipient] = []
    inside = False
    for block in blocks[last:]:
        if opened := _RECIPIENTS.match(block.text):
            inside = True
            end = re.search(r"\t|$", block.text)
            signed = _SIGNED.search(block.text, opened.end())
            ends = [each.start() for each in (end, signed) if each is not None]
            _inline(block.flow, opened.end(), min(ends), found)
            continue
        if not inside:
            continue
        if block.role is Role.PAGE_NUMBER:
            continue
        if block.role is not Role.TEXT or block.marker is None or not block.marker.is_bullet:
            break
        column = _COLUMN.search(block.text, block.body_start)
        text = column[0].strip(" ;,.") if column else ""
        if column and text:
            found.append(_recipient(block.flow, column.start(), column.end(), text, len(found) + 1))
    return tuple(found)


def _inline(flow: Flow, start: int, end: int, found: list[Recipient]) -> None:
    """ "Nơi nhận: - A; - B; - Lưu: VT." flattened into one line."""
    for match in re.finditer(
        r"(?:^|(?<=[\s:;]))[-–]\s*(?P<text>[^;]*?)(?=\s*(?:;|,?\s[-–]\s|$))", flow.text[start:end]
    ):
        text = match["text"].strip(" ;,.")
        if text:
            found.append(
                _recipient(flow, start + match.start("text"), start + match.end("text"), text, len(found) + 1)
            )


def _recipient(flow: Flow, start: int, end: int, text: str, number: int) -> Recipient:
    return Recipient(
        id=f"p{number}",
        source=flow.source(start, end),
        certainty=Certainty.CERTAIN,
        text=" ".join(text.split()),
    )


def read_signatory(blocks: Sequence[Block], *, last: int) -> Signatory | None:
    """The capacity lines, then the name, of the first signature."""
    capacity: list[str] = []
    name: str | None = None
    resting: list[tuple[Flow, int, int]] = []
    for flow, start, end in _signing_lines(blocks[last : min(closing_end(blocks, last), last + _WINDOW * 2)]):
        shown = flow.text[start:end].strip()
        found = _CAPACITY.match(shown)
        if found and len(found[0].strip()) > 2:
            person = _PERSON.search(shown) or _GIVEN_LAST.search(shown)
            before = shown[: person.start()] if person else shown
            if before.upper() != before:
                continue
            capacity.extend(part.strip(" .,") for part in _SPLIT.split(before.strip()) if part.strip(" .,"))
            resting.append((flow, start, end))
            name = person[0].strip() if person else None
        elif capacity and _is_name(shown):
            name = shown.strip(" .")
            resting.append((flow, start, end))
        if name:
            break
    if not capacity:
        return None
    flow, start, end = resting[0]
    source = flow.source(start, end)
    spans = tuple(span for each, first, stop in resting for span in each.spans(first, stop))
    return Signatory(
        id="s1",
        source=Source(source.line, source.text, source.page, spans),
        certainty=Certainty.CERTAIN if name and _FORMS.match(capacity[0] + " ") else Certainty.LIKELY,
        name=name,
        capacity=tuple(capacity),
    )


def _is_name(text: str) -> bool:
    shown = text.strip(" .")
    return bool(_PERSON.fullmatch(shown) or _GIVEN.fullmatch(shown))


def _signing_lines(blocks: Sequence[Block]) -> Iterator[tuple[Flow, int, int]]:
    """Line by line, column by column; recipients, who stand to the left, are left out."""
    for block in blocks:
        for start, end in block.flow.line_stretches():
            for column in _COLUMN.finditer(block.text, start, end):
                if not _RECIPIENTS.match(column[0]) and not column[0].startswith(("-", "–", "+")):
                    yield block.flow, column.start(), column.end()
                elif signed := _SIGNED.search(block.text, column.start(), column.end()):
                    yield block.flow, signed.start(), column.end()  # all of it on one line

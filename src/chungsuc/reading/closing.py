"""Nơi nhận và chữ ký: who gets the paper, who signs it and for whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from chungsuc.core.statements import Certainty, Recipient, Signatory, Source
from chungsuc.reading.flow import Flow, plain
from chungsuc.reading.letters import CAPITAL, SMALL
from chungsuc.reading.seams import Block, Role

_RECIPIENTS = re.compile(r"\W*noi\s+nhan\s*[:;.]?")  # on plain words, as the next
_ADDRESSED = re.compile(r"\W*kinh\s+gui\s*[:;.]?")
_NO_RECIPIENT = re.compile(r"\W*(?:can cu|thuc hien|xet|theo|trien khai|de|ngay)\b")
_BY_DASH_AND_SEMICOLON = re.compile(r"(?:^|(?<=[\s:;]))[-–+]\s*(?P<text>\S.*?)(?=\s*(?:;\s*[-–+]\s*\S|$))")
_BY_DASH = re.compile(r"(?:^|(?<=[\s:;]))[-–+]\s*(?P<text>[^;]*?)(?=\s*(?:;|,?\s[-–]\s|$))")
_BY_SEMICOLON = re.compile(r"(?P<text>[^;]+)(?:;|$)")
_FORMS = re.compile(r"(?:TM|T/M|KT|K/T|TL|TUQ|Q)\s*[./]?\s")
_SIGNED = re.compile(
    r"(?<![\w/])(?:TM|T/M|KT|K/T|TL|TUQ)[ ]*[.]?[ ]+"
    r"(?=ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|BAN |CHỦ TỊCH|BÍ THƯ|HUYỆN|TỈNH|THÀNH|THỊ|ĐẢNG|BỘ|THỦ|GIÁM ĐỐC|TRƯỞNG)"
)
_CAPACITY = re.compile(
    rf"(?:(?:TM|T/M)\s*[./]?\s+(?=[{CAPITAL}]{{2}})|(?:(?:TM|T/M|KT|K/T|TL|TUQ|Q)\s*[./]?\s*)?"
    r"(?:ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|BAN |CHỦ TỊCH|PHÓ|BÍ THƯ|HUYỆN|TỈNH|THÀNH|ĐẢNG|THỊ|QUẬN|BỘ|THỨ|THỦ|"
    r"QUỐC HỘI|CHÍNH PHỦ|GIÁM ĐỐC|"
    rf"TRƯỞNG|CHÁNH|TRƯỞNG BAN|CỤC|TỔNG|UỶ VIÊN|ỦY VIÊN|XÃ))[{CAPITAL} ,\-]*"
)
_PERSON = re.compile(rf"(?:[{CAPITAL}][{SMALL}]+)(?:\s+[{CAPITAL}][{SMALL}]*){{1,5}}")
_GIVEN = re.compile(rf"[{CAPITAL}][{SMALL}]+")  # a name of one word, where nothing else can stand
_GIVEN_LAST = re.compile(rf"(?<=[{CAPITAL}]\s)(?P<name>[{CAPITAL}][{SMALL}]+)\s*$")
_ANNEX = re.compile(r"\s*(?:phu luc|bieu|mau so|danh muc)\b")
_SPLIT = re.compile(
    r"\s+(?=(?:KT|K/T|TL|T/L|TUQ|Q)\s*[./]|PHÓ\s|(?<!PHÓ )(?<![./] )(?<!K/T )(?<!T/L )(?:CHỦ TỊCH|BÍ THƯ))"
)
_CAPITALS_THEN_NAME = re.compile(rf"(?:TỊCH|THƯ|TƯỚNG|TRƯỞNG|ĐỐC)\s+[{CAPITAL}][{SMALL}]")
_TITLES = re.compile(
    r"(?:(?:GS|PGS|TS|ThS|Ths|BS|KS|CN|LS|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thiếu tướng|Trung tướng|"
    r"Thượng tướng|Đại tướng)\s*[.:]?\s*)+(?=[^\W\d_]{2})"
)
_COLUMN = re.compile(r"[^\s|](?:[^\t\n |]|[ ](?![ ]{2}))*")  # a tab, three blanks or | part two columns
_OPENS = re.compile(
    rf"\W*(?:(?:T\s*/\s*M|K\s*/\s*T|TM|KT|TL|TUQ|Q)\s*[./]?\s+[{CAPITAL}]|T/M\s|"
    rf"(?i:n[ơo][iì]\s+nh[âậaạ]n)\s*[:;.])"
)
_OFFICE = re.compile(
    r"(?:QUYỀN\s+|Q\.\s*)?(?:PHÓ\s+)?(?:CHỦ TỊCH|BÍ THƯ|TRƯỞNG BAN|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|BỘ TRƯỞNG|"
    r"THỨ TRƯỞNG|"
    r"TỔNG GIÁM ĐỐC|CHỦ NHIỆM|TRƯỞNG PHÒNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|THỦ TƯỚNG|CHỦ TỊCH QUỐC HỘI|TỔNG BÍ THƯ|"
    r"HIỆU TRƯỞNG|TRƯỞNG ĐOÀN)(?:\s+(?:UBND|HĐND|QUỐC HỘI|CHÍNH PHỦ|CHUYÊN TRÁCH))?"
)
_RESTS = re.compile(r"\W*(?:can cu|xet|theo de nghi|thuc hien)\b")  # on plain words
_OFFICE_WRITTEN = re.compile(rf"(?:(?:KT|K/T|TL|TUQ)\s*[./]?\s*)?(?:{_OFFICE.pattern})", re.IGNORECASE)
_SEAL = re.compile(r"\W*(?:da ky|ky ten)\b.{0,20}")  # on plain words
_NAME_IN_CAPITALS = re.compile(rf"[{CAPITAL}]{{2,7}}(?:\s[{CAPITAL}]{{1,7}}){{1,4}}")
_Stretch = tuple[Flow, int, int]
_BELOW = 4  # blocks from an office to the name of who holds it
_DASHES = ("-", "–", "+")  # what a broken line left of a bullet
_LEAST_ABOVE = 3  # a signature has a document above it
_COLUMNS = 2
_TOP = 30  # blocks in which a paper addresses those whom it is for
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
        if index * 2 > len(blocks) and _is_office_alone(blocks, index):
            return index
    return len(blocks)


def _is_office_alone(blocks: Sequence[Block], index: int) -> bool:
    """ "CHỦ TỊCH" on a line of its own; "Phó Chủ tịch", not in capitals, where a name stands below it."""
    shown = blocks[index].text.strip(" *")
    if any(_RESTS.match(plain(each.text)) for each in blocks[index + 1 : index + 2]):
        return False  # who decides, over the bases
    if _OFFICE.fullmatch(shown):
        return True
    if not shown[:1].isupper() or not _OFFICE_WRITTEN.fullmatch(shown):
        return False
    below = blocks[index + 1 : index + _BELOW]
    return any(_is_name(each.text) or _SEAL.fullmatch(plain(each.text)) for each in below)


def closing_end(blocks: Sequence[Block], last: int) -> int:
    """The first block behind the signature: an annex, or the text that a decision promulgates."""
    named = signs = False
    for index in range(last, min(len(blocks), last + _LONGEST)):
        block = blocks[index]
        text = block.text.strip()
        if block.role in (Role.PAGE_NUMBER, Role.FOOTNOTE) or _RECIPIENTS.match(plain(text)):
            named = named or bool(_CAPITALS_THEN_NAME.search(text))
            continue
        if block.marker is not None and block.marker.is_bullet:
            continue
        if block.role is Role.TABLE_ROW and not named and len(block.cells) == _COLUMNS:
            named = _is_name(block.cells[-1])
            continue  # a recipient to the left, a line of the signature to the right
        if _ANNEX.match(plain(text)):
            return index
        is_next = named and signs and _FORMS.match(text)  # of several who sign one under another
        if _CAPACITY.match(text) and len(text) < _SHORT * 2 and (is_next or not named):
            named, signs = bool(_PERSON.search(text)), True
            continue
        if not named and (_PERSON.fullmatch(_without_title(text)) or (signs and _is_name(text))):
            named = True
            continue
        if not named and block.marker is None and len(text) < _SHORT and block.role is Role.TEXT:
            continue  # seals, "(đã ký)", blank names
        return index
    return len(blocks)


def read_recipients(blocks: Sequence[Block], *, last: int) -> tuple[Recipient, ...]:
    """Those listed at the end; where nobody is, those whom the top of the paper addresses ("Kính gửi")."""
    found: list[Recipient] = []
    for index, block in enumerate(blocks[last:], last):
        if opened := _RECIPIENTS.match(plain(block.text)):
            _listed(blocks[index:], opened.end(), found)
            return tuple(found)
    for index, block in enumerate(blocks[: min(last, _TOP)]):
        if opened := _ADDRESSED.match(plain(block.text)):
            _listed(blocks[index:last], opened.end(), found)
            break
    return tuple(found)


def _listed(blocks: Sequence[Block], start: int, found: list[Recipient]) -> None:
    """The rest of the opening line, then the bullets, rows or short lines below it."""
    first = blocks[0]
    column = re.search(r"[\t|]|$", first.text)
    signed = _SIGNED.search(first.text, start)
    end = min(each.start() for each in (column, signed) if each is not None)
    if first.text[start:end].strip(" :.*"):
        _inline(first.flow, start, max(start, end), found)
        if ";" in first.text[start:end]:
            return
    for block in blocks[1:]:
        if block.role is Role.PAGE_NUMBER or block.text.strip() in _DASHES:
            continue
        is_bullet = block.marker is not None and block.marker.is_bullet
        is_row = block.role is Role.TABLE_ROW and block.text.lstrip().startswith(("-", "–", "+"))
        is_line = (
            block.role is Role.TEXT and block.marker is None and block.text.rstrip().endswith((";", "."))
        )
        if _NO_RECIPIENT.match(plain(block.text)) or not (
            is_bullet or is_row or (is_line and len(block.text) < _SHORT * 2)
        ):
            return
        text_start = block.body_start
        while is_row and block.text[text_start] in "-–+ ":
            text_start += 1
        column = _COLUMN.search(block.text, text_start)
        text = column[0].strip(" ;,.*") if column else ""
        if column and text:
            found.append(_recipient(block.flow, column.start(), column.end(), text, len(found) + 1))
        if plain(text).startswith("luu"):
            return


def _inline(flow: Flow, start: int, end: int, found: list[Recipient]) -> None:
    """ "Nơi nhận: - A; - Các Sở: B; C; - Lưu: VT." flattened into one line."""
    text = flow.text[start:end]
    form = _BY_DASH_AND_SEMICOLON if re.search(r";\s*[-–+]\s*\S", text) else _BY_DASH
    form = form if re.match(r"[\s:.*]*[-–+]\s*\S", text) else _BY_SEMICOLON
    for match in form.finditer(text):
        words = match["text"].strip(" ;,.*:")
        if words:
            begin = start + match.start("text")
            found.append(_recipient(flow, begin, start + match.end("text"), words, len(found) + 1))


def _recipient(flow: Flow, start: int, end: int, text: str, number: int) -> Recipient:
    return Recipient(
        id=f"p{number}",
        source=flow.source(start, end),
        certainty=Certainty.CERTAIN,
        text=" ".join(text.split()),
    )


def read_signatories(blocks: Sequence[Block], *, last: int) -> tuple[Signatory, ...]:
    """Those who sign, the left column before the right one: of each the capacity lines, then the name."""
    columns = _signing_columns(blocks[last : min(closing_end(blocks, last), last + _WINDOW * 2)])
    found: list[Signatory] = []
    for lines in columns:
        found += _signatures(lines, len(found) + 1)
    return tuple(found)


def _signatures(lines: Iterable[_Stretch], number: int) -> Iterator[Signatory]:
    """One under another: a new one begins with "TM.", "KT." … below a name."""
    capacity: list[str] = []
    name: str | None = None
    resting: list[_Stretch] = []
    for flow, start, end in lines:
        shown = flow.text[start:end].strip(" *_")
        found = _CAPACITY.match(shown)
        if name:
            if not (found and _FORMS.match(shown)):
                break
            yield _signatory(number, capacity, name, resting)
            number, capacity, name, resting = number + 1, [], None, []
        if _OFFICE_WRITTEN.fullmatch(shown) and not shown.isupper():
            capacity.append(shown)
            resting.append((flow, start, end))
        elif found and len(found[0].strip()) > 2:
            person = _PERSON.search(shown) or _GIVEN_LAST.search(shown)
            before = shown[: person.start()] if person else shown
            if before.upper() != before:
                continue
            capacity.extend(part.strip(" .,") for part in _SPLIT.split(before.strip()) if part.strip(" .,"))
            resting.append((flow, start, end))
            name = person[0].strip() if person else None
        elif capacity and (_is_name(shown) or _is_name_in_capitals(shown)):
            name = _without_title(shown)
            resting.append((flow, start, end))
    if capacity:
        yield _signatory(number, capacity, name, resting)


def _signatory(
    number: int, capacity: Sequence[str], name: str | None, resting: Sequence[_Stretch]
) -> Signatory:
    flow, start, end = resting[0]
    source = flow.source(start, end)
    spans = tuple(span for each, first, stop in resting for span in each.spans(first, stop))
    return Signatory(
        id=f"sg{number}",
        source=Source(source.line, source.text, source.page, spans),
        certainty=Certainty.CERTAIN if name and _FORMS.match(capacity[0] + " ") else Certainty.LIKELY,
        name=name,
        capacity=tuple(capacity),
    )


def _is_name(text: str) -> bool:
    shown = _without_title(text)
    return bool(_PERSON.fullmatch(shown) or _GIVEN.fullmatch(shown))


def _is_name_in_capitals(text: str) -> bool:
    """ "VÕ THỊ HOA" below an office; a seal and a body are none."""
    return bool(_NAME_IN_CAPITALS.fullmatch(text)) and not _SEAL.match(plain(text))


def _without_title(text: str) -> str:
    """ "TS. Trần Văn Minh" is Trần Văn Minh."""
    return _TITLES.sub("", text.strip(" .*_"))


def _signing_columns(blocks: Sequence[Block]) -> list[list[_Stretch]]:
    """Line by line; recipients, who stand to the left, are left out.

    Where two sign side by side, the lines of each by themselves; otherwise all lines in one.
    """
    found: list[list[_Stretch]] = [[]]
    starts: list[int] = []  # of the columns of those who sign side by side
    for block in blocks:
        for start, end in block.flow.line_stretches():
            columns = list(_COLUMN.finditer(block.text, start, end))
            if not starts and len(columns) > 1 and all(_FORMS.match(column[0]) for column in columns):
                starts = [column.start() - start for column in columns]
                found += [[] for _ in starts[1:]]
            # Words alone in their line: the others have no such line.
            first = _column_of(block.text[start : columns[0].start()], starts) if len(columns) == 1 else 0
            for place, column in enumerate(columns, first):
                lines = found[min(place, len(found) - 1)]
                if not _RECIPIENTS.match(plain(column[0])) and not column[0].startswith(("-", "–", "+")):
                    lines.append((block.flow, column.start(), column.end()))
                elif signed := _SIGNED.search(block.text, column.start(), column.end()):
                    lines.append((block.flow, signed.start(), column.end()))  # all of it on one line
    return found


def _column_of(before: str, starts: Sequence[int]) -> int:
    """The column of words that stand alone in their line, by what stands before them."""
    if "\t" in before or "|" in before:
        return before.count("\t") or before.count("|")
    return min(range(len(starts)), key=lambda place: abs(starts[place] - len(before)), default=0)

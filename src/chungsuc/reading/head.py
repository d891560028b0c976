"""Phần đầu văn bản: who issues what, under which number, where and when, about what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from chungsuc.core.statements import DocumentKind, PartialDate, Source, Span
from chungsuc.core.vietnamese.dates import DateError, parse_date
from chungsuc.reading.closing import closing_end
from chungsuc.reading.flow import plain
from chungsuc.reading.letters import CAPITAL
from chungsuc.reading.numbering import Rank
from chungsuc.reading.seams import Block, Role

KINDS: tuple[tuple[str, DocumentKind], ...] = (
    ("chuong trinh hanh dong", DocumentKind.PROGRAMME),
    ("chuong trinh cong tac", DocumentKind.PROGRAMME),
    ("chuong trinh", DocumentKind.PROGRAMME),
    ("ke hoach", DocumentKind.PLAN),
    ("de an", DocumentKind.PLAN),
    ("phuong an", DocumentKind.PLAN),
    ("bao cao", DocumentKind.REPORT),
    ("quyet dinh", DocumentKind.DECISION),
    ("nghi quyet", DocumentKind.RESOLUTION),
    ("chi thi", DocumentKind.DIRECTIVE),
    ("thong bao", DocumentKind.OTHER),
    ("to trinh", DocumentKind.OTHER),
    ("huong dan", DocumentKind.OTHER),
    ("ket luan", DocumentKind.OTHER),
    ("thong tu", DocumentKind.OTHER),
    ("nghi dinh", DocumentKind.OTHER),
    ("cong van", DocumentKind.OTHER),
    ("thong tri", DocumentKind.OTHER),
    ("luat", DocumentKind.OTHER),
)
_SYMBOL_KINDS = {
    "KH": DocumentKind.PLAN,
    "CTR": DocumentKind.PROGRAMME,
    "CTRHD": DocumentKind.PROGRAMME,
    "BC": DocumentKind.REPORT,
    "QD": DocumentKind.DECISION,
    "NQ": DocumentKind.RESOLUTION,
    "CT": DocumentKind.DIRECTIVE,
}
_SYMBOL = r"[A-ZĐ][A-Za-zĐđƯưÂâÊê0-9]*(?:\s?&\s?[A-ZĐ]+)?(?:[-/][A-ZĐ][A-Za-zĐđƯưÂâÊêĂăÔôƠơ&0-9.]*)*"
NUMBER = re.compile(
    rf"(?i:số)\s*[:.]?\s*(?P<number>[0-9][0-9a-zA-Z]*(?:/[0-9]{{4}})?)?[\s.…_]*(?P<dash>[-/–])\s*(?P<symb"
    rf"ol>{_SYMBOL})"
)
_DATE = re.compile(
    rf"(?P<place>[{CAPITAL}][^,:;/\t]{{1,40}}?),?\s+(?P<date>ngày[\s.…_]*[0-9]{{0,2}}[\s.…_]*tháng[\s.…_]"
    rf"*[0-9]{{0,2}}[\s.…_]*năm[\s.…_]*[0-9]{{4}})"
)
_BODY = re.compile(
    r"\b(uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|ban chap hanh|dang bo|dang uy|huyen uy|tinh uy|thanh uy|"
    r"thi uy|quan uy|ban thuong vu|ban chi dao|van phong|so [a-z]|bo [a-z]|chinh phu|thu tuong|quoc hoi|"
    r"phong [a-z]|"
    r"chi cuc|cuc [a-z]|mat tran|hoi nong dan|hoi lien hiep|ban [a-z]+|quoc hoi)\b"
)
_AREA = re.compile(r"(?:tinh|thanh pho|huyen|thi xa|quan)\s+\w")
_MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam.*|doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc.*|dang cong san "
    r"viet nam.*"
)
_PARTY = re.compile(
    r"\b(dang bo|huyen uy|tinh uy|thanh uy|dang uy|thi uy|quan uy|ban chap hanh|dang cong san)\b"
)
_OPENING = re.compile(
    r"\s*(can cu|thuc hien|trien khai|xet|theo de nghi|de|nham|do|tiep tuc|ngay|uy ban nhan dan|ubnd|ban "
    r"chap hanh|"
    r"ban thuong vu|hoi dong nhan dan|quoc hoi|phan|kinh gui)\b"
)
_SIGNS = re.compile(
    r"\s*(?:T\s*/\s*M|K\s*/\s*T|TM|KT|TL|TUQ|Q)\s*[./]?\s+[A-ZĐ]|\s*T/M\s|\s*(?i:nơi nhận)\s*:"
)
_OFFICE = re.compile(r"(?:QUYỀN\s+)?(?:PHÓ\s+)?(?:CHỦ TỊCH|BÍ THƯ|TRƯỞNG BAN|GIÁM ĐỐC|CHÁNH VĂN PHÒNG)")
_ANNEX_LINE = re.compile(
    rf"\(?\s*(?i:(?:ban hành\s+)?kèm theo)\s+(?P<kind>[{CAPITAL}]\w+(?:\s\w+){{0,2}}?)\s+số\b"
)
_YEARS = re.compile(
    r"(?:giai đoạn|thời kỳ|các năm|từ năm)\s*(?P<a>20[0-9]{2})\s*(?:[-–]|đến(?: năm)?)\s*(?P<b>20[0-9]{2})",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"đến\s+(?:hết\s+)?năm\s+(?P<b>20[0-9]{2})", re.IGNORECASE)


@dataclass(slots=True)
class HeadFacts:
    """What the first lines (and the signature) say; put together into a Head in `plan`."""

    kind: DocumentKind = DocumentKind.OTHER
    kind_text: str = ""
    title: str = ""
    issuer: str | None = None
    superior: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    issued_on: PartialDate | None = None
    is_party: bool = False
    period: tuple[int | None, int | None] = (None, None)
    first: int = 0  # index of the block after the head
    last: int = 0  # index of the first block of the signature
    resume: int = 0  # index of the first block behind it: an annex, or the plan that a decision issues
    spans: list[Span] = field(default_factory=list)
    source: Source | None = None
    has_dash: bool = False  # "12-CTr/HU": the Party's way


def read_head(blocks: Sequence[Block]) -> HeadFacts:
    facts = HeadFacts()
    facts.last = _signature(blocks)
    facts.resume = closing_end(blocks, facts.last)
    kind_at = _kind_block(blocks, facts.last)
    above = blocks[: kind_at if kind_at is not None else min(8, _body_start(blocks, 0, facts.last))]
    for block in above:
        _block_above(block, facts)
    if kind_at is not None:
        facts.first = _title(blocks, kind_at, facts)
    else:
        facts.first = len(above)
        facts.kind = _kind_of_symbol(facts.symbol)
    _annex_line(blocks, facts)
    _issuer(blocks, facts)
    facts.is_party = _is_party(facts)
    facts.period = period_of(facts.title)
    return facts


def _signature(blocks: Sequence[Block]) -> int:
    for index, block in enumerate(blocks):
        if block.role not in (Role.TEXT, Role.TABLE_ROW) or index < 3:
            continue
        if _SIGNS.match(block.text) or (_OFFICE.fullmatch(block.text.strip()) and index * 2 > len(blocks)):
            return index
    return len(blocks)


def _kind_block(blocks: Sequence[Block], last: int) -> int | None:
    for index, block in enumerate(blocks[: min(last, 25)]):
        words = plain(block.text).strip(' .:*"“”')
        if block.role is not Role.TEXT or block.marker is not None:
            continue
        for name, _ in KINDS:
            if words == name or (words.startswith(name + " ") and _begins_in_capitals(block.text, len(name))):
                return index
    return None


def _begins_in_capitals(text: str, length: int) -> bool:
    shown = text.strip(' *"“”')[:length]
    return shown.upper() == shown


def _block_above(block: Block, facts: HeadFacts) -> None:
    """The lines of a block above the kind, each for itself."""
    understood = False
    for start, end in block.flow.line_stretches():
        understood = _line_above(block.text[start:end], facts) or understood
    if understood:
        _rest_on(block, facts)


def _line_above(text: str, facts: HeadFacts) -> bool:
    """Number, place and day, issuing body: in any order, one or several to a line. Was it any?"""
    rest = text
    named = False
    if found := NUMBER.search(text):
        facts.number, facts.symbol = found["number"], found["symbol"]
        facts.has_dash = found["dash"] in "-–"
        rest = rest.replace(found[0], " ")
        named = True
    if found := _DATE.search(text):
        facts.place = re.sub(r"^.*\s{3,}|^[-–\s]+", "", found["place"]).strip()
        facts.issued_on = _day(found["date"])
        rest = rest.replace(found[0], " ")
        named = True
    for segment in re.split(r"\t|\n|\s{3,}|-{3,}|\*{2,}|_{3,}", rest):
        words = _MOTTO.sub("", plain(segment)).strip(" -*")
        shown = segment.strip(" -*")[: len(words)].strip()
        if _BODY.match(words):
            facts.superior, facts.issuer = (facts.issuer, shown) if facts.issuer else (facts.superior, shown)
        elif facts.issuer and words and shown.upper() == shown and any(char.isalpha() for char in shown):
            facts.issuer = f"{facts.issuer} {shown}"  # "ỦY BAN NHÂN DÂN" / "HUYỆN …"
        elif _AREA.match(words) and shown.upper() == shown and facts.issuer is None:
            facts.superior = shown  # "TỈNH …" over "UBND HUYỆN …"
        else:
            continue
        named = True
    return named or bool(_MOTTO.search(plain(text)))


def _rest_on(block: Block, facts: HeadFacts) -> None:
    facts.spans.extend(block.flow.spans())
    if facts.source is None:
        facts.source = block.flow.source()


def _day(text: str) -> PartialDate | None:
    try:
        return parse_date(re.sub(r"[.…_]+", " ", text))
    except DateError:
        return None


def _title(blocks: Sequence[Block], kind_at: int, facts: HeadFacts) -> int:
    """The kind, then the title over as many paragraphs as it takes; returns where the body begins."""
    block = blocks[kind_at]
    text = block.text.strip(' *"“”')
    words = plain(text)
    name, facts.kind = next((name, kind) for name, kind in KINDS if words.startswith(name))
    facts.kind_text = text[: len(name)]
    titled = bool(text[len(name) :].strip(" .:"))
    stop = max(kind_at + 1, _body_start(blocks, kind_at + 1, facts.last, titled=titled))
    stop = min(stop, kind_at + 9)
    following = list(takewhile(lambda each: each.role is Role.TEXT, blocks[kind_at + 1 : stop]))
    titles = [text[len(name) :].strip(" .:")] + [each.text.strip(" *.") for each in following]
    facts.title = " ".join(" ".join(title.split()) for title in titles if title and not _is_rule(title))
    for each in (block, *following):
        _rest_on(each, facts)
    facts.source = block.flow.source() if not following else following[0].flow.source()
    return kind_at + 1 + len(following)


def _is_rule(text: str) -> bool:
    return not any(char.isalnum() for char in text)


def _body_start(blocks: Sequence[Block], begin: int, last: int, *, titled: bool = False) -> int:
    for index in range(begin, min(len(blocks), last)):
        block = blocks[index]
        if block.role is not Role.TEXT:
            return index
        if block.marker is not None and block.marker.rank >= Rank.CHAPTER:
            return index
        words = plain(block.text)
        opens = index > begin or titled or words.startswith(("can cu", "theo de nghi", "xet "))
        of_body = index > begin and plain(blocks[index - 1].text).startswith("cua ")
        if _OPENING.match(words) and opens and not of_body:
            return index
        if len(block.text) > 400:
            return index
    return min(len(blocks), last)


def _annex_line(blocks: Sequence[Block], facts: HeadFacts) -> None:
    """ "(Kèm theo Chương trình số 12-CTr/HU, ngày 05/9/2021 …)" tells what a bare head leaves out."""
    for block in blocks[facts.first :]:
        text = block.text
        found = _ANNEX_LINE.match(text)
        if not found or len(text) > 300:
            continue
        number = NUMBER.search(text)
        same_kind = plain(found["kind"]).startswith(plain(facts.kind_text)[:8]) if facts.kind_text else True
        if not number or not same_kind or (facts.symbol and facts.number):
            continue
        if facts.symbol and plain(facts.symbol) != plain(number["symbol"]):
            continue
        facts.number, facts.symbol = number["number"], number["symbol"]
        facts.has_dash = number["dash"] in "-–"
        day = re.search(r"ngày\s+[0-9]{1,2}\s*(?:/|tháng)\s*[0-9]{1,2}\s*(?:/|năm)\s*[0-9]{4}", text)
        if day and facts.issued_on is None:
            facts.issued_on = _day(re.sub(r"\s*/\s*", "/", day[0]))
        facts.spans.extend(block.flow.spans())
        return


def _issuer(blocks: Sequence[Block], facts: HeadFacts) -> None:
    """Where the head has no issuing body: "UBND huyện … xây dựng Kế hoạch", or the signature."""
    if facts.issuer:
        return
    kind = re.escape(facts.kind_text.casefold()) or "kế hoạch"
    says = re.compile(
        r"(?:^|[.;:]\s+)(?P<body>(?:UBND|Ủy ban|Uỷ ban|Hội đồng|Ban Chấp hành|Ban Thường vụ|Huyện ủy|"
        r"Tỉnh ủy|Đảng ủy|Thành ủy|Ban Chỉ đạo)"
        rf"[^.;:,]{{0,80}}?)\s+(?:ban hành|xây dựng|đề ra|lập)\s+(?:{kind})",
        re.IGNORECASE,
    )
    for block in blocks[facts.first : min(facts.first + 25, facts.last)]:
        if found := says.search(block.text):
            facts.issuer = found["body"].strip()
            facts.spans.extend(block.flow.spans(found.start("body"), found.end("body")))
            return
    for block in blocks[facts.last : facts.last + 8]:
        if found := re.search(rf"(?:TM\.?|T/M)\s+(?P<body>[{CAPITAL} ]{{6,60}})", block.text):
            facts.issuer = found["body"].strip()
            return


def _is_party(facts: HeadFacts) -> bool:
    if facts.symbol is not None:
        return facts.has_dash and "/" in facts.symbol
    return bool(facts.issuer and _PARTY.search(plain(facts.issuer)) and "ubnd" not in plain(facts.issuer))


def _kind_of_symbol(symbol: str | None) -> DocumentKind:
    first = re.split(r"[-/]", symbol)[0] if symbol else ""
    return _SYMBOL_KINDS.get(plain(first).upper(), DocumentKind.OTHER)


def period_of(title: str) -> tuple[int | None, int | None]:
    """Years that the title says the document covers: "giai đoạn 2021-2025", "năm 2024", "đến năm 2025"."""
    if found := _YEARS.search(title):
        return int(found["a"]), int(found["b"])
    if found := _UNTIL.search(title):
        return None, int(found["b"])
    years = [
        match
        for match in re.finditer(r"năm\s+(20[0-9]{2})", title, re.IGNORECASE)
        if not _in_date(title, match)
    ]
    if years:
        year = int(years[-1][1])
        return year, year
    return None, None


def _in_date(text: str, match: re.Match[str]) -> bool:
    return re.search(r"tháng\s*[0-9]{1,2}\s*$", text[: match.start()], re.IGNORECASE) is not None

"""Phần đầu văn bản: who issues what, under which number, where and when, about what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chungsuc.core.statements import Certainty, DocumentKind, PartialDate, Source, Span
from chungsuc.core.vietnamese.dates import DateError, parse_date
from chungsuc.reading.closing import closing_end, closing_start
from chungsuc.reading.flow import plain
from chungsuc.reading.head_lines import HeadLine, head_lines, head_start
from chungsuc.reading.kinds import kind_at_start, kind_of_page, kind_of_symbol
from chungsuc.reading.letters import CAPITAL
from chungsuc.reading.masthead import NUMBER, Masthead, is_joined_by_dash, is_motto, symbol_at, without_slips
from chungsuc.reading.numbering import Rank
from chungsuc.reading.periods import period_of
from chungsuc.reading.prose import cites, is_clause, is_running_text
from chungsuc.reading.seams import Block, Role

_PARTY = re.compile(
    r"\b(dang bo|huyen uy|tinh uy|thanh uy|dang uy|thi uy|quan uy|ban chap hanh|dang cong san)\b"
)
_OPENING = re.compile(
    r"\s*(can cu|thuc hien|trien khai|thi hanh|chap hanh|quan triet|xet|theo de nghi|tren co so|de(?! an)|"
    r"nham|do|tiep tuc|ngay|uy ban nhan dan|ubnd|ban chap hanh|ban thuong vu|hoi dong nhan dan|quoc hoi|"
    r"phan|kinh gui|chinh phu|thu tuong chinh phu|bo truong|chu tich|giam doc)\b"
)
_AT_ONCE = ("can cu", "theo de nghi", "xet ", "kinh gui")  # never words of a title
_IN_TITLE = re.compile(  # "CHỈ THỊ của … số 5/CT-UBND ngày …": the title tells them
    r"\s*(?:(?i:của)\s+(?P<body>[^,;.:]{3,90}?)\s+)?(?=(?i:số)\b)"
)
_LETTER = re.compile(r"\s*(?:v/v|ve viec)\b")  # "V/v …": what a letter (công văn) is about
_RESOLVES = re.compile(r"\W*quyet nghi\s*:?\W*")
_ENACTS = re.compile(r"\W*(?:quyet nghi|quyet dinh|ket luan|quy dinh)\s*:?\W*")
_AUTHORITY = re.compile(
    r"\W*(?:quoc hoi|uy ban thuong vu quoc hoi|chinh phu|thu tuong chinh phu|bo truong|chu tich|giam "
    r"doc|uy ban nhan dan(?=tinh|thanh pho|huyen|xa)|uy ban "
    r"nhan dan|ubnd|hoi dong nhan dan|ban chap hanh|ban thuong vu|truong ban|tong giam doc|khoa|ky hop)\b"
)
_DECIDES = re.compile(
    r"\W*(?:quoc hoi|uy ban thuong vu quoc hoi|chinh phu|thu tuong chinh phu|uy ban nhan dan|ubnd|"
    r"hoi dong nhan dan|ban chap hanh|ban thuong vu)\b"
)
_HEAD_OF_BODY = re.compile(r"\W*(?:(?:chu tich|bo truong|thu truong|giam doc|tong giam doc)\s+)?")
_OF_SOMEBODY = re.compile(r"cua (?!.*\b(?:ve|quy dinh)\b).*", re.DOTALL)  # the body may go on below
_LEADS_TO_A_BODY = re.compile(r"\b(?:cua|tai|do|cho|ve|tren|thuoc|voi|giua|den)\W*$")
_ANNEX_LINE = re.compile(
    rf"\(?\s*(?i:(?:ban hành\s+)?kèm theo)\s+(?P<kind>[{CAPITAL}]\w+(?:\s\w+){{0,2}}?)\s+số\b"
)
_RULE_BELOW = re.compile(r"(?:[-–—_=]\s*){3,}$")
_LONGEST_TITLE = 9  # blocks
_SEARCHED = 25  # blocks in which a kind, or the sentence that names the issuing body, can stand
_LONG = 400  # characters: a paragraph, not a title


@dataclass(slots=True)
class HeadFacts:
    """What the first lines (and the signature) say; put together into a Head in `plan`."""

    kind: DocumentKind = DocumentKind.OTHER
    kind_text: str = ""
    certainty: Certainty = Certainty.DOUBTFUL  # of the kind: printed, told by the symbol, or not known
    title: str = ""
    issuer: str | None = None
    superior: str | None = None
    decides: str = ""  # the body that stands below the title, over the bases
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
    facts.last = closing_start(blocks)
    facts.resume = closing_end(blocks, facts.last)
    start = head_start(blocks)
    kind_at = _kind_block(blocks, start, facts.last)
    masthead = Masthead()
    below = kind_at if kind_at is not None else _body_start(blocks, start, facts.last, untitled=True)
    above = blocks[start:below]
    titles = _read_masthead(above, facts, masthead)
    if kind_at is not None and _is_title_alone(blocks[kind_at].text, masthead):
        kind_at = None
        above = blocks[start : _body_start(blocks, below + 1, facts.last, titled=True)]
        titles = _read_masthead(above[below - start :], facts, masthead)
    if kind_at is not None:
        facts.first = _title(blocks, kind_at, facts, masthead)
    else:
        facts.first = start + len(above)
        _untitled(titles, facts, masthead, blocks[start : start + _SEARCHED])
    _take(facts, masthead)
    _annex_line(blocks, facts)
    _without_authority(facts)
    _enacting_lines(blocks, facts)
    _issuer(blocks, facts)
    facts.is_party = _is_party(facts)
    facts.period = period_of(facts.title)
    return facts


def _take(facts: HeadFacts, masthead: Masthead) -> None:
    facts.number, facts.symbol, facts.has_dash = masthead.number, masthead.symbol, masthead.has_dash
    facts.place, facts.issued_on = masthead.place, masthead.issued_on
    facts.issuer, facts.superior = masthead.issuer, masthead.superior


def _kind_block(blocks: Sequence[Block], start: int, last: int) -> int | None:
    for index, block in enumerate(blocks[start : min(last, start + _SEARCHED)], start):
        if block.role is not Role.TEXT or block.marker is not None:
            continue
        if plain(block.text).lstrip().startswith(_AT_ONCE):
            return None  # a letter, or a head without its kind: what is named further down is another's
        if kind_at_start(block.text) is not None:
            return index
    return None


def _read_masthead(above: Sequence[Block], facts: HeadFacts, masthead: Masthead) -> list[HeadLine]:
    """The lines over the kind; returns those that are a title without its kind: "V/v …", "VỀ VIỆC …"."""
    titles: list[HeadLine] = []
    about = False  # is the line above one of the subject?
    for line in head_lines(above):
        words = plain(line.text)
        goes_on = about and line.text[:1].islower()
        about = bool(_LETTER.match(words)) or goes_on
        if about or (masthead.is_complete and line.text.isupper()):
            titles.append(line)
        elif not _is_prose(line.text) and not cites(line.text) and masthead.read(line.text):
            for block in line.blocks:
                _rest_on(block, facts)
    return titles


def _is_title_alone(text: str, masthead: Masthead) -> bool:
    """ "QUY ĐỊNH MỨC THU …" below "Số: 5/QĐ-UBND": the line of the kind, "QUYẾT ĐỊNH", was lost."""
    named, told = kind_at_start(text), kind_of_symbol(masthead.symbol)
    if named is None or told is None or not named[2].strip(" .:*") or masthead.has_dash:
        return False
    return named[1] is not told[1] and not plain(named[0]).startswith(plain(told[0]))


def _is_prose(text: str) -> bool:
    """A paragraph of the body, and not the lines of a head that a page of the web ran together."""
    most = _LONG // 2 if NUMBER.search(text) else _LONG // 4
    return len(" ".join(text.split())) > most and not is_motto(plain(text))


def _untitled(
    titles: Sequence[HeadLine], facts: HeadFacts, masthead: Masthead, body: Sequence[Block]
) -> None:
    """A letter (công văn) shows no kind; of another paper without one, its symbol or its body tells it."""
    told = kind_of_symbol(masthead.symbol)
    if told is None and masthead.symbol is None and any(_RESOLVES.fullmatch(plain(b.text)) for b in body):
        told = kind_of_symbol("NQ")
    if told is not None:
        facts.kind_text, facts.kind = told
        facts.certainty = Certainty.LIKELY
    elif not masthead.says_anything and body and (named := kind_of_page(body[0].text)) is not None:
        facts.kind_text, facts.kind, behind = named
        facts.certainty = Certainty.LIKELY
        facts.title = " ".join(behind.split())
        _rest_on(body[0], facts)
        return
    elif masthead.called == "Công văn" or (titles and _LETTER.match(plain(titles[0].text))):
        facts.kind_text, facts.certainty = "Công văn", Certainty.CERTAIN
    else:
        return
    shown = [line for line in titles if not _is_rule(line.text) and not _AUTHORITY.match(plain(line.text))]
    facts.decides = next((line.text for line in titles if _AUTHORITY.match(plain(line.text))), "")
    facts.title = " ".join(" ".join(line.text.split()) for line in shown)
    for line in titles:
        for block in line.blocks:
            _rest_on(block, facts)


def _rest_on(block: Block, facts: HeadFacts) -> None:
    facts.spans.extend(block.flow.spans())
    if facts.source is None:
        facts.source = block.flow.source()


def _title(blocks: Sequence[Block], kind_at: int, facts: HeadFacts, masthead: Masthead) -> int:
    """The kind, then the title over as many paragraphs as it takes; returns where the body begins."""
    block = blocks[kind_at]
    printed = _without_body_below(block)
    facts.decides = block.text[len(printed) :]
    found = kind_at_start(printed)
    assert found is not None  # `_kind_block` chose it for that
    facts.kind_text, facts.kind, behind = found
    facts.certainty = Certainty.CERTAIN
    titled = bool(behind.strip(" .:"))
    stop = max(kind_at + 1, _body_start(blocks, kind_at + 1, facts.last, titled=titled))
    stop = min(stop, kind_at + _LONGEST_TITLE)
    titles = [_RULE_BELOW.sub("", behind).strip(" .:*#")]
    following: list[Block] = []
    index = kind_at + 1
    while index < stop and blocks[index].role is Role.TEXT:
        each = blocks[index]
        index += 1
        if len(each.text) < _LONG // 4 and masthead.read_below(each.text):
            _rest_on(each, facts)  # "Số: …" and the day may stand below the title
            continue
        following.append(each)
        title = _without_body_below(each)
        titles.append(_RULE_BELOW.sub("", title).strip(" *."))
        facts.decides = each.text[len(title) :] or facts.decides
    facts.title = " ".join(" ".join(title.split()) for title in titles if title and not _is_rule(title))
    if masthead.symbol is None and (named := _IN_TITLE.match(facts.title)):
        told = kind_of_symbol(symbol_at(facts.title, named.end()))
        if told is not None and told[1] is facts.kind and plain(facts.kind_text).startswith(plain(told[0])):
            masthead.read_title(facts.title, named["body"])
    for each in (block, *following):
        _rest_on(each, facts)
    facts.source = (following[0] if following else block).flow.source()
    return index


def _without_body_below(block: Block) -> str:
    """A title in capitals, without the body that decides ("CHỦ TỊCH UBND TỈNH …") on the lines below it."""
    if not block.text.isupper():
        return block.text
    for start, _ in block.flow.line_stretches()[1:]:
        words = plain(block.text)
        if _AUTHORITY.match(words, start) and not _LEADS_TO_A_BODY.search(words[:start]):
            return block.text[:start]
    return block.text


def _is_rule(text: str) -> bool:
    return not any(char.isalnum() for char in text)


def _body_start(
    blocks: Sequence[Block], begin: int, last: int, *, titled: bool = False, untitled: bool = False
) -> int:
    """Where the body begins: below a title, or (`untitled`) below the bodies and the motto of a head."""
    for index in range(begin, min(len(blocks), last)):
        block = blocks[index]
        if block.role is Role.PAGE_NUMBER:
            continue  # a "|" that stood between two columns
        if untitled and block.role is Role.TABLE_ROW and NUMBER.search(block.text):
            continue  # "| Số: 5/QĐ-UBND | Hà Nội, ngày … |"
        if block.role is not Role.TEXT:
            return index
        if block.marker is not None and block.marker.rank >= Rank.CHAPTER:
            return index
        words = plain(block.text)
        if untitled and _is_of_masthead(block.text, words):
            continue
        opens = (index > begin or titled or words.startswith(_AT_ONCE)) and not block.text[:1].islower()
        at_once = words.startswith(_AT_ONCE)
        of_body = index > begin and not at_once and _OF_SOMEBODY.fullmatch(plain(blocks[index - 1].text))
        if _OPENING.match(words) and opens and not of_body:
            return index
        if index > begin and is_clause(block.text):
            return index
        if untitled and not block.text.isupper() and is_running_text(block.text, words):
            return index
        if len(block.text) > _LONG:
            return index
        if index > begin and _is_sentence_below(blocks[begin].text, block.text):
            return index
    return min(len(blocks), last)


def _is_of_masthead(text: str, words: str) -> bool:
    if words.lstrip().startswith(_AT_ONCE):
        return False  # "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"
    return is_motto(words) or (text.isupper() and _AUTHORITY.match(words) is not None)


def _is_sentence_below(title: str, text: str) -> bool:
    """A paragraph in small letters below a title in capitals."""
    return title.isupper() and not text.isupper() and len(text) > _LONG // 3 and text[:1].isupper()


def _without_authority(facts: HeadFacts) -> None:
    """ "QUYẾT ĐỊNH / VỀ VIỆC … / THỦ TƯỚNG CHÍNH PHỦ" on one line: who decides is no part of the title."""
    issuer = plain(facts.issuer or "")
    words = plain(facts.title)
    if not issuer or not words.endswith(f" {issuer}"):
        return
    before = words[: -len(issuer)]
    if not _LEADS_TO_A_BODY.search(before):
        facts.title = facts.title[: len(before)].strip()


def _enacting_lines(blocks: Sequence[Block], facts: HeadFacts) -> None:
    """ "QUỐC HỘI", "QUYẾT NGHỊ:", "UBND huyện ban hành Kế hoạch … như sau:": who issues, once more."""
    kind = re.escape(plain(facts.kind_text)) or "ke hoach"
    says = re.compile(
        rf".{{0,160}}?\b(?:ban hanh|xay dung|de ra|lap|bao cao|quyet dinh|quyet nghi|thong "
        rf"nhat)\b(?:.{{0,40}}\b{kind}\b.*"
        r"|[^.;]{0,200}\b(?:nhu sau|sau day))\W*$"
    )
    for block in blocks[facts.first : min(facts.first + 2 * _SEARCHED, facts.last)]:
        if block.marker is not None or block.role is not Role.TEXT:
            if block.marker is not None and Rank.CHAPTER <= block.marker.rank <= Rank.NUMBER:
                return
            continue
        words = plain(block.text)
        shouted = block.text.isupper() and _AUTHORITY.match(words)
        if shouted or _ENACTS.fullmatch(words) or (_AUTHORITY.match(words) and says.match(words[:1000])):
            facts.spans.extend(block.flow.spans())


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
        facts.number = without_slips(number["number"]) if number["number"] else None
        facts.symbol = number["symbol"]
        facts.has_dash = is_joined_by_dash(number["dash"], number["symbol"])
        day = re.search(r"ngày\s+[0-9]{1,2}\s*(?:/|tháng)\s*[0-9]{1,2}\s*(?:/|năm)\s*[0-9]{4}", text)
        if day and facts.issued_on is None:
            facts.issued_on = _day(re.sub(r"\s*/\s*", "/", day[0]))
        facts.spans.extend(block.flow.spans())
        return


def _day(text: str) -> PartialDate | None:
    try:
        return parse_date(text)
    except DateError:
        return None


def _issuer(blocks: Sequence[Block], facts: HeadFacts) -> None:
    """Where the head has no issuing body: "UBND huyện … xây dựng Kế hoạch", or the signature."""
    if facts.issuer:
        _whole_name(facts)
        return
    kind = re.escape(facts.kind_text.casefold()) or "kế hoạch"
    says = re.compile(
        r"(?:^|[.;:]\s+)(?P<body>(?:UBND|Ủy ban|Uỷ ban|Hội đồng|Ban Chấp hành|Ban Thường vụ|Huyện ủy|"
        r"Tỉnh ủy|Đảng ủy|Thành ủy|Ban Chỉ đạo)"
        rf"[^.;:,]{{0,80}}?)\s+(?:(?:vừa|đã|sẽ)\s+)?(?:ban hành|xây dựng|đề ra|lập)\s+(?:{kind})",
        re.IGNORECASE,
    )
    for block in blocks[facts.first : min(facts.first + _SEARCHED, facts.last)]:
        if found := says.search(block.text):
            facts.issuer = found["body"].strip()
            facts.spans.extend(block.flow.spans(found.start("body"), found.end("body")))
            return
    below = blocks[facts.first].flow if facts.first < facts.last else None
    first_line = below.text[slice(*below.line_stretches()[0])] if below else ""
    for body in (facts.decides, first_line):
        if body.isupper() and _DECIDES.match(plain(body)):
            facts.issuer = " ".join(body.split())
            return
    for block in blocks[facts.last : facts.last + 8]:
        if found := re.search(rf"(?:TM\.?|T/M)\s+(?P<body>[{CAPITAL} ]{{6,60}})", block.text):
            facts.issuer = found["body"].strip()
            return


def _whole_name(facts: HeadFacts) -> None:
    """ "ỦY BAN NHÂN DÂN" over "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …": the line below the title has all of it."""
    decides = " ".join(facts.decides.split())
    words, issuer = plain(decides), plain(facts.issuer or "")
    start = words.find(issuer)
    if start >= 0 and _HEAD_OF_BODY.fullmatch(words[:start]):
        facts.issuer = decides[start:].strip(" |*.") or facts.issuer


def _is_party(facts: HeadFacts) -> bool:
    if facts.symbol is not None:
        return facts.has_dash and "/" in facts.symbol
    return bool(facts.issuer and _PARTY.search(plain(facts.issuer)) and "ubnd" not in plain(facts.issuer))

"""Căn cứ: the documents that this one rests on, and those that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chungsuc.core.statements import Certainty, LegalBasis
from chungsuc.reading.citations import KIND_NAMES, LAWS, Citation, citations_in
from chungsuc.reading.flow import Flow, plain
from chungsuc.reading.letters import CAPITAL
from chungsuc.reading.seams import Block, Role

_OPENER = (
    r"(?:can cu?y?(?: vao)?|thuc hien|trien khai|thi hanh|chap hanh|quan triet|theo|xet|tren co so|"
    r"phuc dap|tra loi|duoc su (?:nhat tri|dong y|thong nhat|cho phep)|sau khi (?:xem xet|nghien cuu)|"
    r"(?:de|nham|tiep tuc) (?:thuc hien|trien khai|cu the hoa)(?: co hieu qua)?|tiep theo)"
)
_OPENS = re.compile(rf"\W*{_OPENER}(?:\b|(?=(?:quyet dinh|nghi quyet|nghi dinh|thong tu|luat|chi thi)\b))")
_PART_OF = r"(?:diem|khoan|dieu|muc)\s+[0-9a-z]{1,4}(?:\s*(?:,|va)\s*[0-9a-z]{1,2}\b)*\s*,?\s+"
_CLAUSE_HEAD = re.compile(
    rf"\W*(?:{_OPENER}\s*)?"
    rf"(?:(?:quy dinh tai )?(?:(?:va )?{_PART_OF})+(?:cua\s+)?)?"
    r"(?:(?:dieu le\b[^,;]{0,80}?(?:,|\bva)|nghi quyet dai hoi\b[^;]{0,120}?\bva)\s+)?"
    rf"(?:(?:{_OPENER}|va|cac|tinh than|noi dung|quy dinh|thi hanh|tung buoc)\s+)*"
    r"(?:(?:(?:de nghi|chi dao|huong dan|y kien|yeu cau|ket luan)\b.{0,160}\btai|"
    r"[^,]{0,80}\b(?:tai|theo)))?\W*"
)
_ON_ITS_OWN = re.compile(
    rf"\W*{_OPENER}\s*(?:(?:quy dinh tai )?(?:(?:va )?{_PART_OF})+(?:cua\s+)?)?(?:cac\s+)?\W*"
)
_KNOWN_AS = re.compile(  # "Thực hiện Nghị quyết Trung ương về rừng (Nghị quyết số 5-NQ/TW …)"
    rf"\W*{_OPENER}\s+(?:{plain(KIND_NAMES)})\b[^;()]{{0,200}}\((?:ban hanh kem )?(?:theo )?"
)
_GOES_ON = re.compile(
    r"\s*(?:[,;]|,?\s*\bvà\b|,?\s*\bcùng\b|[,;]\s*\bvà\b)?\s*(?:(?:các|số|theo|căn cứ)\s+)*", re.IGNORECASE
)
_OF_ANOTHER = re.compile(
    r".*(?:,|\bva)\s+(?:huong dan|chi dao|de nghi|y kien|yeu cau|thong bao)\b[^;]{0,160}\btai\s*", re.DOTALL
)
_KNOWN_AS_TOO = re.compile(  # "…) và Chương trình công tác (ban hành kèm theo Quyết định số 5/QĐ-UBND)"
    rf"\)\s*(?:,|,?\s*va)\s+(?:{plain(KIND_NAMES)})\b[^;()]{{0,200}}\((?:ban hanh kem )?(?:theo )?"
)
_AMENDED = re.compile(r"\b(?:sửa đổi|bổ sung|thay thế|bãi bỏ|hợp nhất)\b", re.IGNORECASE)
_SAYS_WHO = re.compile(
    r"(?:(?:đề nghị|chỉ đạo|hướng dẫn|ý kiến|yêu cầu|kết luận|nhất trí|đồng ý)(?:\s+chỉ đạo)?\s+của\s+|"
    r"(?<=[0-9])(?:,|,?\s+và)\s+(?:của\s+)?)"
    rf"(?P<who>[{CAPITAL}](?:(?!\s(?:tại|của)\s)[^,;:]){{2,120}}?)\s*,?\s+tại\s*(?:các\s+)?$"
)
_AND_WHO = re.compile(  # "… tại Tờ trình số 5/TTr-UBND ngày …, Giám đốc Sở Y tế tại Công văn số …"
    rf"(?:,|,?\s+và)\s+(?:của\s+)?[{CAPITAL}][^,;]{{2,120}}?\s+tại\s+"
)
_ABOUT = re.compile(
    r"(?:\s*\((?:đã )?được [^()]*\))?\s*,?\s*(?:(?:về việc|về|[Vv]/v)\s+)?(?P<subject>.+)", re.DOTALL
)
_IS_AMENDED = re.compile(r"\(?(?:đã\s+)?được\s+(?:sửa|bổ sung|thay thế)|\W*$")  # no subject
_SAYS_SUBJECT = re.compile(r"\s+(?:về|v/v)\s")
_CLAUSE_END = re.compile(r";|\.(?=\s|$)")
_ENACTS = re.compile(
    rf"[,.]\s+(?:(?:nay|sau đây),?\s+)?(?=(?:[{CAPITAL}][^,;]{{0,90}}?)\s+(?:ban hành|xây dựng|đề ra|lập|"
    r"báo cáo|triển khai|quyết định|tổ chức|có ý kiến|hướng dẫn|yêu cầu|đề nghị|thông báo)\b)"
)
_PLURAL = re.compile(  # "các Quyết định của UBND tỉnh:", "các Thông tư: số …", "Quyết định của UBND: số …"
    rf"\b(?P<all>(?:các|02|hai|ba)\s+)?(?P<kind>(?i:{KIND_NAMES}))(?:\s+của\s+(?P<issuer>[^:;,]{{3,120}}?))?\s*:"
    r"(?(all)|(?=\s*số\b))"
)
_LIST_END = re.compile(r"\s*[,;]?\s*(?:\b(?:và|cùng|các|căn cứ|theo)\s*)*$", re.IGNORECASE)
_AND = re.compile(r"\s*,?\s*(?:và|cùng)\b")
_NEXT_SENTENCE = re.compile(r"\.\s+(?=(?:Căn cứ|Thực hiện|Triển khai|Trên cơ sở|Thi hành|Xét|Theo)\s)")
_SENTENCE_END = re.compile(r"\.(?=\s|$)")
_IN_BRACKETS = re.compile(r"\([^()]*$")
_OPENS_LIST = re.compile(r"\W*can cu\b[^.;]{0,60}:\W*")  # "Căn cứ:" over its list
_HEADS_LIST = re.compile(  # "I. CĂN CỨ PHÁP LÝ", "Các căn cứ xây dựng Đề án:"
    r"\W*(?:[0-9ivx]{1,4}(?:\.[0-9]{1,2})*[.)]?\s+)?(?:(?:cac|nhung|mot so)\s+)?(?:can cu|co so)"
    r"(?:\s+(?:phap ly|"
    r"phap luat|chinh tri|khoa hoc|ly luan|thuc tien|de|lap|xay dung|ban hanh|thuc hien|trien khai|va|de an|"
    r"ke hoach|chuong trinh|quy hoach|phuong an|du an|nghi quyet|quyet dinh)\b)+\W*"
)
_LISTED = re.compile(rf"\W*(?:{plain(KIND_NAMES)}|hien phap)\b")
_SHORT_NAME = 60
_NAMED_AGAIN = 4  # citations in brackets that are looked past
_LEADS_TO_BODY = re.compile(r"\b(?:nhu sau|sau day)\W*$|^\W*quyet (?:nghi|dinh)\W*$")
_LONGEST_OPENING = 60  # blocks
_LONGEST_SUBJECT = 2000  # characters: a text without a stop stays linear
_SIGHT = 400  # how far before a citation the words are looked at that say what it is doing there


def read_bases(
    blocks: Sequence[Block], *, first: int, last: int, resume: int, body: int
) -> tuple[LegalBasis, ...]:
    """Bases of the opening block `blocks[first:body]`, then citations; of the closing, those of notes."""
    found: list[LegalBasis] = []
    body = body if body > first else _opening_end(blocks, first, last)
    listing = False  # does the block above leave room for a basis without its "Căn cứ"?
    headed = False  # does it stand under the heading of the legal bases?
    for index, block in enumerate(blocks[first:], first):
        is_closing = last <= index < resume and block.role is not Role.FOOTNOTE
        if is_closing or block.role is Role.PAGE_NUMBER:
            continue
        words = plain(block.text[:_SIGHT])
        begins = bool(_OPENS.match(words)) or (listing and bool(_LISTED.match(words)))
        opening = (index < body or headed) and begins
        headed = bool(_HEADS_LIST.fullmatch(words)) or (headed and begins)
        goes_on = block.text.rstrip().endswith(";") or bool(_OPENS_LIST.fullmatch(words))
        listing = headed or (opening and goes_on)
        found.extend(_bases_of(block.flow, opening, len(found)))
    return tuple(found)


def _opening_end(blocks: Sequence[Block], first: int, last: int) -> int:
    """Where the opening ends in a text without headings: behind "… như sau:", or behind its last basis."""
    end = first
    for index in range(first, min(last, first + _LONGEST_OPENING)):
        block = blocks[index]
        words = plain(block.text)
        if block.role is Role.TEXT and _LEADS_TO_BODY.search(words[-_SIGHT:]):
            return index + 1
        if _OPENS.match(words[:_SIGHT]) and end >= index - 1:
            end = index + 1
        elif end == index and block.text.isupper():
            end = index + 1  # the name of the body that issues stands over the bases
    return end


def _bases_of(flow: Flow, opening: bool, before: int) -> Iterator[LegalBasis]:
    text = flow.text
    plural = _plural(text)
    cited = [each for each in citations_in(text) if opening or each.number or _is_dated_law(each)]
    read: list[tuple[Citation, bool]] = []
    for item in cited:
        previous = _last_named(text, read)
        is_basis = opening and _is_basis(text, item, previous)
        if not is_basis and not item.number and not _is_dated_law(item):
            continue  # a law that is only named in the subject of a basis
        read.append((_as_listed(text, item, previous, plural), is_basis))
    _share(text, read)
    for place, (item, is_basis) in enumerate(read):
        after = read[place + 1] if place + 1 < len(read) else None
        until = after[0].start if after and after[1] else len(text)
        yield _basis(flow, item, f"b{before + place + 1}", is_basis, until)


def _last_named(text: str, read: Sequence[tuple[Citation, bool]]) -> tuple[Citation, bool] | None:
    """The last citation that is not in brackets: "(gọi tắt là Kết luận số 7-KL/TW)" names one again."""
    for item, is_basis in reversed(read[-_NAMED_AGAIN:]):
        if is_basis or not _IN_BRACKETS.search(text, max(0, item.start - _SHORT_NAME), item.start):
            return item, is_basis
    return read[-1] if read else None


def _is_dated_law(item: Citation) -> bool:
    return item.kind in LAWS and (bool(item.number) or bool(item.issued_on and item.issued_on.is_whole))


@dataclass(frozen=True, slots=True)
class _Plural:
    """ "các Quyết định của Thủ tướng Chính phủ: số 1 …; số 2 …": said once for the sentence."""

    kind: str
    issuer: str | None
    start: int
    end: int


def _plural(text: str) -> _Plural | None:
    found = _PLURAL.search(text)
    if found is None:
        return None
    stop = _SENTENCE_END.search(text, found.end())
    kind = found["kind"][:1].upper() + found["kind"][1:].lower()
    return _Plural(kind, found["issuer"], found.end(), stop.start() if stop else len(text))


def _as_listed(
    text: str, item: Citation, previous: tuple[Citation, bool] | None, plural: _Plural | None
) -> Citation:
    if plural and plural.kind == "Văn bản" and plural.start <= item.start < plural.end and item.kind:
        return replace(item, issuer=item.issuer or plural.issuer)  # each says its own kind
    if plural and plural.start <= item.start < plural.end and item.kind in ("", plural.kind):
        return replace(item, kind=plural.kind, issuer=item.issuer or plural.issuer, says_kind=True)
    if item.says_kind or previous is None or item.kind not in ("", previous[0].kind):
        return item  # its symbol tells another kind
    if _GOES_ON.fullmatch(text, previous[0].end, item.start):
        return replace(item, kind=previous[0].kind, says_kind=True)
    return item


def _share(text: str, read: list[tuple[Citation, bool]]) -> None:
    """ "Nghị quyết số 1/NQ-HĐND và số 2/NQ-HĐND ngày … của HĐND tỉnh": said once, it is of both."""
    for place in range(1, len(read)):
        (above, _), (item, is_basis) = read[place - 1], read[place]
        if item.issuer is None and not _ends_with_issuer(text, above) and _go_on(text, above, item):
            read[place] = (replace(item, issuer=above.issuer), is_basis)
    for place in range(len(read) - 2, -1, -1):
        (item, is_basis), (after, _) = read[place], read[place + 1]
        if not _go_on(text, item, after):
            continue
        same_day = not _ends_with_issuer(text, item) and ";" not in text[item.end : after.start]
        day = item.issued_on or (after.issued_on if same_day else None)
        read[place] = (replace(item, issuer=item.issuer or after.issuer, issued_on=day), is_basis)


def _go_on(text: str, item: Citation, after: Citation) -> bool:
    alike = _symbol(item) != "" and _symbol(item) == _symbol(after)
    return alike and _GOES_ON.fullmatch(text, item.end, after.start) is not None


def _ends_with_issuer(text: str, item: Citation) -> bool:
    """And not as in "các Quyết định của UBND xã số 1/QĐ-UBND, 2/QĐ-UBND"."""
    words = " ".join(text[item.start : item.end].split())
    return item.issuer is not None and words.endswith(item.issuer)


def _symbol(item: Citation) -> str:
    return item.number.rpartition("/")[2]


def _is_basis(text: str, item: Citation, previous: tuple[Citation, bool] | None) -> bool:
    """Is it a basis of its own, and not a document named inside the subject of one?"""
    begin = max(0, item.start - _SIGHT)
    clause = max(begin, text.rfind(";", begin, item.start) + 1)
    for sentence in _NEXT_SENTENCE.finditer(text, clause, item.start):
        clause = sentence.end()
    colon = text.rfind(":", begin, item.start) + 1
    if previous is None or previous[0].end <= clause:
        words = plain(text[max(clause, colon if colon and previous is None else 0) : item.start])
        form = _CLAUSE_HEAD if item.number else _ON_ITS_OWN
        return bool(form.fullmatch(words) or _KNOWN_AS.fullmatch(words)) or not words.strip(" -+•*")
    above, was_basis = previous
    if not was_basis:
        return False
    between = text[above.end : item.start]
    if _GOES_ON.fullmatch(between):
        return True
    if _AMENDED.search(between):
        return False
    if item.says_kind and between.rstrip().endswith((",", " và")):
        return True
    if _KNOWN_AS_TOO.fullmatch(plain(between)) or _AND_WHO.fullmatch(between):
        return True
    return _OF_ANOTHER.fullmatch(plain(between)) is not None


def _basis(flow: Flow, item: Citation, item_id: str, is_basis: bool, until: int) -> LegalBasis:
    text = flow.text
    stop = min(_stop(text, item.end), until)
    subject = None
    if not item.name and (is_basis or _SAYS_SUBJECT.match(text, item.end)):
        subject = _subject(text[item.end : stop])
    end = min(stop, item.end + len(subject or "") + 12) if is_basis and subject else item.end
    issuer = item.issuer
    if issuer is None and (who := _SAYS_WHO.search(text, max(0, item.start - 200), item.start)):
        issuer = " ".join(who["who"].split())
    return LegalBasis(
        id=item_id,
        source=flow.source(item.start, max(item.end, end)),
        certainty=Certainty.CERTAIN if item.says_kind else Certainty.LIKELY,
        kind=item.kind,
        number=item.number,
        issued_on=item.issued_on,
        issuer=issuer,
        subject=item.name or subject,
        in_opening=is_basis,
    )


def _stop(text: str, end: int) -> int:
    limit = min(len(text), end + _LONGEST_SUBJECT)
    found = _CLAUSE_END.search(text, end, limit)
    stop = found.start() if found else limit
    enacts = _ENACTS.search(text, end, stop)
    return enacts.start() if enacts else stop


def _subject(text: str) -> str | None:
    found = None if _AND.match(text) else _ABOUT.match(_LIST_END.sub("", text))
    if found is None or _IS_AMENDED.match(found["subject"]):
        return None
    return " ".join(found["subject"].split()).strip(" .;,") or None

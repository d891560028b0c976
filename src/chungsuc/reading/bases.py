"""Căn cứ: the documents that this one rests on, and those that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chungsuc.core.statements import Certainty, LegalBasis, PartialDate
from chungsuc.core.vietnamese.dates import DateError, parse_date
from chungsuc.reading.flow import Flow, plain
from chungsuc.reading.letters import CAPITAL
from chungsuc.reading.seams import Block, Role

KINDS = (
    "Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Thông tư liên tịch|Thông tư|Chỉ thị|Kế hoạch|"
    "Chương trình hành động|"
    "Chương trình|Kết luận|Thông báo|Thông tri|Hướng dẫn|Công văn|Văn bản|Tờ trình|Báo cáo|Đề án|Quy "
    "định|Công điện|Lệnh"
)
_SYMBOL = r"[A-ZĐ][A-Za-zĐđƯưÂâÊê&0-9]*(?:[-/][A-ZĐ][A-Za-zĐđƯưÂâÊêĂăÔôƠơ&0-9]*)*"
_NUMBER = (
    rf"(?:[0-9]{{1,5}}[a-z]?(?:/(?:19|20)[0-9]{{2}})?\s?[-/]\s?{_SYMBOL}|[0-9]{{1,4}}/(?:19|"
    rf"20)[0-9]{{2}}/{_SYMBOL})"
)
_DATE = (
    r"(?:ngày\s+)?[0-9]{1,2}\s*/\s*[0-9]{1,2}\s*/\s*[0-9]{4}|"
    r"ngày\s+[0-9]{1,2}\s+tháng\s+[0-9]{1,2}\s+năm\s+[0-9]{4}"
)
_CITED = re.compile(
    rf"(?:\b(?P<kind>{KINDS}|{KINDS.lower()})\s+)?(?:(?P<so>số)\s*[:.]?\s*)?(?<![\w/.])(?P<number>{_NUMBER})"
    rf"(?:\s*,?\s*(?P<date>{_DATE}))?"
    rf"(?:\s*,?\s*(?:của\s+)(?P<issuer>[{CAPITAL}][^,;.:()]*?))?"
    r"(?=\s*(?:$|[,;.:()]|\b(?:về|v/v|phê duyệt|ban hành|quy định|sửa đổi|hướng dẫn|thực hiện|giao|công "
    r"bố|kiện toàn|thành lập|"
    r"bổ sung|thông qua|tiếp tục|của|tại|và|theo|trên|số|ngày|đến|là|cho|được|để|trong|với|như|có|cụ "
    r"thể)\b|”))"
)
_LAW = re.compile(
    rf"\b(?P<kind>Luật|Bộ luật|Pháp lệnh)\s+"
    rf"(?P<name>[{CAPITAL}][^,;.()]*?|sửa đổi(?:,\s*bổ sung)?[^,;.()]*?)"
    r"(?=\s*(?:$|[,;.()]|\bngày\b|\bsố\b(?!\s+điều)|\bnăm\b))(?:\s*(?:năm\s+)?(?P<year>(?:19|20)[0-9]{2}))?"
    r"(?:\s*(?:,\s*)?ngày\s+(?P<date>[0-9]{1,2}\s*(?:/|tháng)\s*[0-9]{1,2}\s*(?:/|năm)\s*[0-9]{4}))?"
)
_LAW_BEFORE = re.compile(rf"\b(?P<kind>Luật|Bộ luật|Pháp lệnh)\s+(?P<name>[{CAPITAL}][^,;.:()]{{1,90}}?)\s*$")
_OPENS = re.compile(r"\s*(can cu|thuc hien|trien khai|theo|xet|tren co so|theo de nghi)\b")
_ABOUT = re.compile(r"\s*,?\s*(?:(?P<about>về việc|về|v/v)\s+)?(?P<subject>.+)", re.DOTALL)
_CLAUSE_HEAD = re.compile(
    r"(?:(?:can cu|thuc hien|trien khai|theo|xet|tren co so|va|cac|tinh than|noi dung)\b\s*)*(?:de nghi "
    r"cua [^,;]* tai)?"
)
_CLAUSE_END = re.compile(r";|\.(?=\s|$)")
_TERM = re.compile(r"\s*,?\s*(?:nhiệm kỳ|khóa|khoá)\s+[^,;.]+")
_PLURAL = re.compile(rf"\bcác\s+(?P<kind>{KINDS})\s+của\s+(?P<issuer>[^:;,]+?)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cited:
    start: int
    end: int
    kind: str
    number: str
    issued_on: PartialDate | None
    issuer: str | None
    name: str | None = None  # of a law: "Luật Đất đai số …"


def read_bases(
    blocks: Sequence[Block], *, first: int, last: int, resume: int, body: int
) -> tuple[LegalBasis, ...]:
    """Bases of the opening block `blocks[first:body]`, then citations, closing lines left out."""
    found: list[LegalBasis] = []
    for index, block in enumerate(blocks[first:], first):
        if last <= index < resume or block.role in (Role.TABLE_ROW, Role.PAGE_NUMBER):
            continue
        opening = index < body and bool(_OPENS.match(plain(block.text)))
        found.extend(_bases_of(block.flow, opening, len(found)))
    return tuple(found)


def _bases_of(flow: Flow, opening: bool, before: int) -> Iterator[LegalBasis]:
    text = flow.text
    plural = _PLURAL.search(text)
    cited = list(_cited(text))
    if opening and not cited:
        for number, law in enumerate(_laws(text), before + 1):
            yield _law(flow, law, number)
    for place, item in enumerate(cited):
        is_basis = opening and _heads_a_clause(text, item.start, plural)
        stop = _stop(text, item.end)
        subject = (
            _subject(text[item.end : stop])
            if is_basis or text[item.end : item.end + 6].startswith(" về ")
            else None
        )
        issuer = item.issuer
        kind = item.kind
        if issuer and (term := _TERM.match(text, item.end)):  # "… lần thứ XIX, nhiệm kỳ 2020-2025"
            issuer += term[0].rstrip()
            subject = _subject(text[term.end() : stop]) if is_basis else None
        if plural and item.start >= plural.end():
            kind = kind or _title_case(plural["kind"])
            issuer = issuer or plural["issuer"].strip()
        end = min(stop, item.end + len(subject or "") + 12) if is_basis else item.end
        yield LegalBasis(
            id=f"b{before + place + 1}",
            source=flow.source(item.start, max(item.end, end if is_basis else item.end)),
            certainty=Certainty.CERTAIN if kind else Certainty.LIKELY,
            kind=kind,
            number=item.number,
            issued_on=item.issued_on,
            issuer=issuer,
            subject=item.name or subject,
            in_opening=is_basis,
        )


def _laws(text: str) -> Iterator[re.Match[str]]:
    """One law of each clause: "Căn cứ Luật …; Luật sửa đổi, bổ sung một số điều của Luật …"."""
    start = 0
    for piece in text.split(";"):
        if found := _LAW.search(text, start, start + len(piece)):
            yield found
        start += len(piece) + 1


def _law(flow: Flow, found: re.Match[str], number: int) -> LegalBasis:
    """ "Căn cứ Luật Tổ chức chính quyền địa phương ngày …": a law is named, not numbered."""
    return LegalBasis(
        id=f"b{number}",
        source=flow.source(found.start(), found.end()),
        certainty=Certainty.CERTAIN,
        kind=found["kind"],
        number="",
        issued_on=_day("ngày " + found["date"]) if found["date"] else None,
        issuer="Quốc hội",
        subject=" ".join(found["name"].split()),
        in_opening=True,
    )


def _cited(text: str) -> Iterator[_Cited]:
    for match in _CITED.finditer(text):
        if match["kind"] is None and match["so"] is None and not _looks_cited(match["number"]):
            continue
        kind = _title_case(match["kind"]) if match["kind"] else ""
        law = None if match["kind"] else _LAW_BEFORE.search(text[: match.start()])
        yield _Cited(
            law.start() if law else match.start(),
            match.end(),
            law["kind"] if law else kind,
            re.sub(r"\s+", "", match["number"]),
            _day(match["date"]),
            " ".join(match["issuer"].split()) if match["issuer"] else "Quốc hội" if law else None,
            " ".join(law["name"].split()) if law else None,
        )


def _looks_cited(number: str) -> bool:
    """A bare "05-NQ/TU" is a citation; a bare "5/NTM" is not."""
    return bool(re.search(r"[0-9]\s?[-/]\s?[A-ZĐ]{1,4}r?[-/][A-ZĐ]", number)) or bool(
        re.search(r"/(?:19|20)[0-9]{2}/", number)
    )


def _heads_a_clause(text: str, start: int, plural: re.Match[str] | None) -> bool:
    """Is it a basis of its own, and not a document named inside the subject of one?"""
    before = text[:start]
    clause = max(before.rfind(";"), plural.end() - 1 if plural and plural.end() <= start else -1)
    words = plain(before[clause + 1 :]).strip(" ,")
    return _CLAUSE_HEAD.fullmatch(words) is not None


def _stop(text: str, end: int) -> int:
    found = _CLAUSE_END.search(text, end)
    return found.start() if found else len(text)


def _subject(text: str) -> str | None:
    found = _ABOUT.match(text)
    if not found:
        return None
    subject = " ".join(found["subject"].split()).strip(" .;,")
    return subject or None


def _title_case(text: str) -> str:
    words = " ".join(text.split())
    return words[:1].upper() + words[1:].lower() if words else ""


def _day(text: str | None) -> PartialDate | None:
    if text is None:
        return None
    try:
        return parse_date(re.sub(r"\s*/\s*", "/", " ".join(text.split())))
    except DateError:
        return None

"""Viện dẫn: documents cited in two ways, annexes announced and absent, sets named in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chungsuc.checking.case import Case, finding, line_quote
from chungsuc.checking.words import at_lines, listed
from chungsuc.core.statements import (
    AnnexMention,
    Certainty,
    Finding,
    FindingKind,
    LegalBasis,
    PartialDate,
    Quote,
    Severity,
)
from chungsuc.core.vietnamese.dates import format_date
from chungsuc.core.vietnamese.text import fold, nfc

# Decrees and circulars are numbered within a year: "27/2022/NĐ-CP".
_YEAR_IN_NUMBER = re.compile(r"/\d{4}/")
_NEEDS_YEAR = re.compile(r"\d+/(?:NĐ-CP|(?:TT|TTLT)-(?:B[A-ZĐ]|NHNN|VPCP|TTCP|TANDTC|VKSNDTC|KTNN|UBDT).*)")
_NUMBERED_BY_YEAR_SINCE = 1998  # older ones have no year in the number: "14/TT-BTC ngày 05/3/1995"
_OTHER_KINDS = frozenset({"Tờ trình", "Văn bản", "Công văn", "Báo cáo"})  # "Tờ trình số 54/TT-BQL"
_OTHER_DOCUMENT = re.compile(
    r"\W*(?:(?:ban hanh )?kem theo |cua |tai )?(?:nghi quyet|quyet dinh|nghi dinh|thong tu|luat|cong van|"
    r"ke hoach|chuong trinh|huong dan|chi thi)\s+(?:so\s+)?\d"
)
_SET = re.compile(
    r"bo tieu chi (?:(?!bo tieu chi)[^.;,:()]){0,60}?\b(?P<level>tinh|huyen)\b(?P<name>[^.;:()]{0,40}?)"
    r"\bgiai doan (?P<first>\d{4})\s*-\s*(?P<last>\d{4})"
)


def check_references(case: Case) -> list[Finding]:
    return [
        *_two_dates(case),
        *_without_year(case),
        *_later_than_the_document(case),
        *_absent_annexes(case),
        *_set_periods(case),
    ]


def _key(basis: LegalBasis) -> str:
    return nfc(basis.number).upper().replace(" ", "")


def _two_dates(case: Case) -> Iterator[Finding]:
    """A document has one date; one that is cited with two was mistyped once."""
    cited: dict[str, list[LegalBasis]] = {}
    for basis in case.reading.legal_bases:
        if any(character.isdigit() for character in basis.number):
            cited.setdefault(_key(basis), []).append(basis)
    for bases in cited.values():
        whole = [basis for basis in bases if basis.issued_on is not None and basis.issued_on.is_whole]
        dates = sorted({str(basis.issued_on) for basis in whole})
        issuers = {fold(basis.issuer) for basis in whole if basis.issuer}
        if len(dates) < 2 or len(issuers) > 1:
            continue
        shown = [f"ngày {_shown(b.issued_on)} (dòng {b.source.line})" for b in _one_each(whole)]
        yield finding(
            FindingKind.REFERENCE,
            Severity.WARNING,
            f"{whole[0].kind} số {whole[0].number} được viện dẫn với {len(dates)} ngày khác nhau: "
            f"{listed(shown)}.",
            items=_one_each(whole),
            stated=listed(dates),
            repairs=("Đối chiếu với văn bản gốc rồi ghi thống nhất một ngày.",),
        )


def _one_each(bases: list[LegalBasis]) -> list[LegalBasis]:
    first: dict[str, LegalBasis] = {}
    for basis in bases:
        first.setdefault(str(basis.issued_on), basis)
    return list(first.values())


def _shown(day: PartialDate | None) -> str:
    return "" if day is None else format_date(day)


def _without_year(case: Case) -> Iterator[Finding]:
    """ "27/NĐ-CP": the year is missing, and another line often has it."""
    bases = case.reading.legal_bases
    whole: dict[str, list[LegalBasis]] = {}
    for basis in bases:
        whole.setdefault(_YEAR_IN_NUMBER.sub("/", _key(basis), count=1), []).append(basis)
    for basis in bases:
        if not _lacks_year(basis):
            continue
        same = [
            each
            for each in whole[_key(basis)]
            if _key(each) != _key(basis) and each.issued_on in {None, basis.issued_on}
        ]
        message = f"Số “{basis.number}” (dòng {basis.source.line}) thiếu năm ban hành."
        if same:
            message += f" Có lẽ là {same[0].number}, đã nêu ở dòng {same[0].source.line}."
        yield finding(
            FindingKind.REFERENCE,
            Severity.WARNING,
            message,
            items=(basis, *same[:1]),
            stated=basis.number,
            follows=same[0].number if same else None,
            repairs=(f"Ghi đủ số, ký hiệu: {same[0].number}.",) if same else (),
        )


def _lacks_year(basis: LegalBasis) -> bool:
    if basis.issued_on is not None and basis.issued_on.year < _NUMBERED_BY_YEAR_SINCE:
        return False
    return basis.kind not in _OTHER_KINDS and _NEEDS_YEAR.fullmatch(_key(basis)) is not None


def _name(basis: LegalBasis) -> str:
    """A law is often cited by its name alone."""
    named = f"số {basis.number}" if basis.number else basis.subject or ""
    return f"{basis.kind} {named}".rstrip()


def _later_than_the_document(case: Case) -> Iterator[Finding]:
    issued = case.reading.head.issued_on
    if issued is None:
        return
    # A month that is known without its day ends before the first day of the next one.
    after = (issued.year, issued.month or 12, issued.day or 31)
    for basis in case.reading.legal_bases:
        day = basis.issued_on
        if day is None or (day.year, day.month or 1, day.day or 1) <= after:
            continue
        yield finding(
            FindingKind.REFERENCE,
            Severity.WARNING,
            f"{_name(basis)} ghi ngày {_shown(day)} (dòng {basis.source.line}), "
            f"sau ngày của chính văn bản này ({_shown(issued)}).",
            items=(basis,),
            stated=str(day),
        )


def _absent_annexes(case: Case) -> Iterator[Finding]:
    if "sua doi" in fold(case.reading.head.title):
        return  # an amendment speaks of the annexes of what it amends
    absent = [a for a in case.reading.annexes if not a.present and not _is_of_another(case, a)]
    if not absent:
        return
    first = {annex.name: annex for annex in reversed(absent)}
    names = list(dict.fromkeys(annex.name for annex in absent))
    lines = [first[name].source.line for name in names]
    yield finding(
        FindingKind.REFERENCE,
        Severity.WARNING,
        f"Văn bản nói có {listed(_grouped(names))} kèm theo ({at_lines(lines)}) nhưng không thấy trong tệp.",
        items=[first[name] for name in names],
        stated=listed(names),
        repairs=("Gửi kèm các biểu, phụ lục đã nêu, hoặc bỏ câu nhắc đến.",),
        facts={"absent": "; ".join(names)},
    )


def _is_of_another(case: Case, annex: AnnexMention) -> bool:
    """«Phụ lục II Nghị quyết 8/NQ-CP» is an annex of that resolution."""
    ends = [span.end for span in annex.source.spans if span.line == annex.source.line]
    after = fold(case.line_text(annex.source.line)[max(ends, default=0) :])
    return bool(ends) and _OTHER_DOCUMENT.match(after) is not None


def _grouped(names: list[str]) -> list[str]:
    """ "Biểu 01", "Biểu 02" → "Biểu 01", "02"."""
    shown: list[str] = []
    before = ""
    for name in names:
        word, _, rest = name.rpartition(" ")
        shown.append(rest if word and word == before else name)
        before = word
    return shown


def _set_periods(case: Case) -> Iterator[Finding]:
    """The criteria set of one province, named with two periods or as another body's."""
    found: list[tuple[str, str, int, Quote]] = []
    for line in case.reading.lines:
        text = nfc(line.text).replace("–", "-")
        folded = fold(text)
        if len(folded) != len(text):
            continue  # columns would not match; the sets are named again elsewhere
        for match in _SET.finditer(folded):
            name = text[match.start("name") : match.end("name")].strip()
            if "quoc gia" in match[0] or not name[:1].isupper():
                continue  # a national set, or a set for districts: no place is named
            period = f"{match['first']}-{match['last']}"
            quote = _around(line.number, text, match.start(), match.end())
            found.append((match["level"], period, line.number, quote))
    periods = sorted({period for _, period, _, _ in found})
    levels = {level for level, _, _, _ in found}
    if len(periods) < 2 and len(levels) < 2:
        return
    parts = [f"{period} ({at_lines(n for _, p, n, _ in found if p == period)})" for period in periods]
    message = "Bộ tiêu chí của địa phương được gọi tên không thống nhất:"
    if len(periods) > 1:
        message += f" giai đoạn {listed(parts)}"
    if len(levels) > 1:
        lines = at_lines(n for level, _, n, _ in found if level == "huyen")
        message += f"{';' if len(periods) > 1 else ''} {lines} gọi là của huyện, chỗ khác là của tỉnh"
    yield finding(
        FindingKind.REFERENCE,
        Severity.WARNING,
        f"{message}.",
        quotes=tuple(quote for _, _, _, quote in found),
        stated=listed(periods),
        certainty=Certainty.CERTAIN,
        repairs=("Ghi đúng tên và giai đoạn của bộ tiêu chí đang áp dụng ở mọi chỗ.",),
    )


def _around(line: int, text: str, start: int, end: int) -> Quote:
    first, last = max(0, start - 40), min(len(text), end + 40)
    words = text[first:last].strip()
    return line_quote(line, f"{'…' if first else ''}{words}{'…' if last < len(text) else ''}")

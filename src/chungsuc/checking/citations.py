"""Viện dẫn không khớp với chính nó: a number whose symbol, year or issuer says otherwise than its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chungsuc.checking.case import Case, finding
from chungsuc.checking.words import listed
from chungsuc.core.statements import Certainty, Finding, FindingKind, LegalBasis, Severity
from chungsuc.core.vietnamese.dates import format_date
from chungsuc.core.vietnamese.text import fold, nfc

_PARTS = re.compile(
    r"(?P<number>\d+)(?:/(?P<year>(?:19|20)\d{2}))?[/-](?P<type>[A-ZĐa-z]+?)(?P<term>\d+)?(?:-(?P<body>.+))?"
)
# Nghị định 30/2020/NĐ-CP, Phụ lục III: the abbreviations of kinds of documents.
_KINDS = {
    "QĐ": "quyet dinh",
    "NQ": "nghi quyet",
    "NĐ": "nghi dinh",
    "TT": "thong tu",
    "KH": "ke hoach",
    "HD": "huong dan",
    "BC": "bao cao",
    "TB": "thong bao",
    "KL": "ket luan",
    "TTR": "to trinh",
    "CTR": "chuong trinh",
    "TTLT": "thong tu lien tich",
}
_ALL_KINDS = {*_KINDS.values(), "chi thi", "cong van", "luat", "phap lenh", "cong dien", "quy dinh", "de an"}
_ISSUERS = {
    "TTG": re.compile(r"thu tuong"),
    "CP": re.compile(r"chinh phu"),
    "HĐND": re.compile(r"hoi dong nhan dan|hdnd"),
    "UBND": re.compile(r"uy ban nhan dan|ubnd"),
}
_NOT_THE_ISSUER = {"CP": re.compile(r"thu tuong")}
_LEAST_WORDS = 8  # of a title that two numbers share


def check_citations(case: Case) -> list[Finding]:
    bases = [basis for basis in case.reading.legal_bases if basis.certainty is not Certainty.DOUBTFUL]
    found: list[Finding] = []
    seen: set[tuple[str, str]] = set()
    for basis in bases:
        parts = _PARTS.fullmatch(nfc(basis.number).replace(" ", ""))
        if parts is None:
            continue
        for each in (*_kind(basis, parts), *_issuer(basis, parts), *_year(basis, parts)):
            key = basis.number, each.message.partition(":")[2]
            if key not in seen:
                seen.add(key)
                found.append(each)
    return [*found, *_two_numbers(bases)]


def _told(basis: LegalBasis, message: str, repair: str, follows: str | None = None) -> Finding:
    return finding(
        FindingKind.REFERENCE,
        Severity.WARNING,
        f"{basis.kind} số {basis.number} (dòng {basis.source.line}): {message}",
        items=(basis,),
        stated=basis.number,
        follows=follows,
        repairs=(repair,),
        certainty=Certainty.LIKELY if basis.certainty is Certainty.LIKELY else None,
    )


def _kind(basis: LegalBasis, parts: re.Match[str]) -> Iterator[Finding]:
    """«Quyết định số 15/NQ-HĐND»: the symbol is that of a resolution."""
    expected = _KINDS.get(parts["type"].upper())
    said = " ".join(fold(basis.kind).split())
    if expected is None or said not in _ALL_KINDS:
        return
    if said.startswith(expected) or expected.startswith(said):
        return  # a joint circular is a circular
    if (expected, said) == ("quyet dinh", "quy dinh"):
        return  # a regulation of the Party has the symbol QĐ
    yield _told(
        basis,
        f"ký hiệu “{parts['type']}” không phải của {basis.kind.lower()}.",
        "Ghi lại đúng tên loại hoặc ký hiệu của văn bản.",
    )


def _issuer(basis: LegalBasis, parts: re.Match[str]) -> Iterator[Finding]:
    """«Quyết định số 12/QĐ-TTg của Chính phủ»: TTg is the Prime Minister."""
    body = (parts["body"] or "").upper()
    wanted = _ISSUERS.get(body)
    if wanted is None or not basis.issuer:
        return
    said = fold(basis.issuer)
    if not any(pattern.search(said) for pattern in _ISSUERS.values()):
        return  # a ministry, a department: read from the next words, perhaps
    other = _NOT_THE_ISSUER.get(body)
    by_chairman = body == "UBND" and "chu tich" in said
    if (wanted.search(said) and not (other and other.search(said))) or by_chairman:
        return
    yield _told(
        basis,
        f"ký hiệu “{parts['body']}” không phải của {basis.issuer}.",
        "Ghi lại đúng cơ quan ban hành hoặc ký hiệu.",
    )


def _year(basis: LegalBasis, parts: re.Match[str]) -> Iterator[Finding]:
    """«Nghị định số 12/2023/NĐ-CP ngày 15/3/2024»: a number belongs to the year of its day."""
    if parts["year"] is None or basis.issued_on is None or int(parts["year"]) == basis.issued_on.year:
        return
    yield _told(
        basis,
        f"số thuộc năm {parts['year']} nhưng ngày ban hành ghi {format_date(basis.issued_on)}.",
        "Kiểm tra lại năm trong số hoặc ngày ban hành.",
    )


def _two_numbers(bases: list[LegalBasis]) -> Iterator[Finding]:
    """One title of one day under two numbers."""
    titled: dict[tuple[str, str, str, str], list[LegalBasis]] = {}
    for basis in bases:
        subject = " ".join(fold(basis.subject or "").split())
        is_whole = basis.issued_on is not None and basis.issued_on.is_whole
        if len(subject.split()) < _LEAST_WORDS or not is_whole or not basis.number:
            continue
        key = fold(basis.kind), str(basis.issued_on), fold(basis.issuer or ""), subject
        titled.setdefault(key, []).append(basis)
    for same in titled.values():
        numbers = {nfc(basis.number).upper().replace(" ", ""): basis for basis in reversed(same)}
        if len(numbers) != 2:
            continue
        first, second = sorted(numbers.values(), key=lambda basis: basis.source.line)
        shown = [f"{basis.number} (dòng {basis.source.line})" for basis in (first, second)]
        yield finding(
            FindingKind.REFERENCE,
            Severity.WARNING,
            f"Hai {first.kind.lower()} cùng ngày, cùng tên nhưng khác số: {listed(shown)}.",
            items=(first, second),
            stated=second.number,
            follows=first.number,
            repairs=("Kiểm tra lại số của văn bản được viện dẫn.",),
            certainty=Certainty.LIKELY,
        )

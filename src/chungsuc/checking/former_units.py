"""Đơn vị không còn: places that had ended on the document's day, and levels that no longer exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from chungsuc.checking.case import Case, finding
from chungsuc.checking.words import at_lines, listed
from chungsuc.core.statements import Certainty, DocumentStatus, Finding, FindingKind, Quote, Severity
from chungsuc.core.units import Level, Unit
from chungsuc.core.vietnamese.dates import format_date
from chungsuc.core.vietnamese.text import fold
from chungsuc.reading.places import NAME

_NAMED = re.compile(rf"(?<!\w)(?P<kind>[Xx]ã|[Pp]hường|[Tt]hị trấn) (?P<name>{NAME})")
_FORMER = re.compile(r"\b(cu|truoc day|truoc khi|nguyen|tien than|sap nhap|hop nhat|nhap|chia tach|thanh lap|"
                     r"doi ten|chuyen ve|nay la|nay thuoc|sap xep)\b")  # fmt: skip
_REORGANISES = re.compile(r"\b(sua doi|bo sung|sap xep|sap nhap|don vi hanh chinh|dia gioi|doi ten)\b")
_DISTRICTS = re.compile(
    r"\b(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|huyen uy|phong [a-z ]{3,40}?)(?: (?:cac|cap))? "
    r"(?P<level>huyen|quan)\b"
)
_BEFORE, _AFTER = 250, 60
_MOST_NAMED = 6


def check_former_units(case: Case) -> list[Finding]:
    head = case.reading.head
    issued = head.issued_on
    if issued is None or head.status is not DocumentStatus.ISSUED or _REORGANISES.search(fold(head.title)):
        return []
    day = issued.first_day()
    return [*_ended_communes(case, day), *_bodies_of_districts(case, day)]


def _province(case: Case, day: date) -> Unit | None:
    home = case.home
    if home is None:
        return None
    if home.level is Level.PROVINCE:
        return home
    above = [unit for unit in case.gazetteer.ancestors(home.id, day) if unit.level is Level.PROVINCE]
    return above[0] if above else None


def _ended_communes(case: Case, day: date) -> Iterator[Finding]:
    """«xã A» in a paper of a day on which A was part of another commune already."""
    province = _province(case, day)
    if province is None or not province.exists(day):
        return
    seen: dict[str, tuple[Unit, list[Quote]]] = {}
    known: dict[tuple[str, str], Unit | None] = {}
    for passage in case.passages:
        if "\t" in passage.text:
            continue  # a table lists what was given when it was made
        for match in _NAMED.finditer(passage.text):
            around = passage.folded[max(0, match.start() - _BEFORE) : match.end() + _AFTER]
            if _FORMER.search(around):
                continue
            key = match["kind"].lower(), match["name"]
            if key not in known:
                known[key] = _ended(case, *key, province, day)
            unit = known[key]
            if unit is not None:
                _, quotes = seen.setdefault(unit.id, (unit, []))
                quotes.append(passage.quote(match.start(), match.end()))
    for unit, quotes in list(seen.values())[:_MOST_NAMED]:
        yield _told(case, unit, quotes, day)


def _ended(case: Case, kind: str, name: str, province: Unit, day: date) -> Unit | None:
    """The one commune of that kind and name that had ended; None where one of the day is called so."""
    if case.gazetteer.named(name, Level.COMMUNE, province.id, day):
        return None
    ever = [unit for unit in case.gazetteer.named(name, Level.COMMUNE, province.id) if unit.kind == kind]
    ended = [unit for unit in ever if unit.valid_to is not None and unit.valid_to <= day]
    return ended[0] if len(ever) == len(ended) == 1 else None


def _told(case: Case, unit: Unit, quotes: list[Quote], day: date) -> Finding:
    assert unit.valid_to is not None
    lines = [quote.line for quote in quotes]
    message = (
        f"{unit.title[:1].upper()}{unit.title[1:]} ({at_lines(lines)}) không còn là đơn vị hành chính "
        f"từ ngày {format_date(unit.valid_to)}"
    )
    now = case.gazetteer.became(unit.id, day)
    if now:
        message += f"; địa bàn nay thuộc {listed(each.title for each in now)}"
    return finding(
        FindingKind.QUESTION,
        Severity.WARNING,
        f"{message}.",
        quotes=tuple(quotes[:3]),
        stated=unit.title,
        follows=listed(each.title for each in now) or None,
        repairs=("Ghi tên đơn vị hành chính hiện nay, hoặc thêm chữ “cũ”.",),
        certainty=Certainty.LIKELY,
        facts={"unit_id": unit.id, "ended": unit.valid_to.isoformat()},
    )


def _bodies_of_districts(case: Case, day: date) -> Iterator[Finding]:
    """Work given to a district's body on a day that has no districts."""
    if not _no_districts(case, day):
        return
    lines: list[int] = []
    quotes: list[Quote] = []
    given = [*case.reading.duties, *case.reading.tasks]
    for duty in given:
        match = _DISTRICTS.search(fold(duty.body or ""))
        if match is not None and not _FORMER.search(fold(duty.source.text)[:300]):
            lines.append(duty.source.line)
            quotes.append(Quote(duty.id, duty.source.line, duty.body or ""))
    if not quotes:
        return
    yield finding(
        FindingKind.QUESTION,
        Severity.WARNING,
        f"{at_lines(lines)[:1].upper()}{at_lines(lines)[1:]} giao việc cho cơ quan cấp huyện "
        f"(“{quotes[0].text}”), trong khi vào ngày ban hành văn bản không còn cấp huyện.",
        quotes=tuple(quotes[:3]),
        stated=quotes[0].text,
        repairs=("Giao cho cơ quan cấp tỉnh hoặc Ủy ban nhân dân cấp xã theo phân cấp hiện nay.",),
        certainty=Certainty.LIKELY,
    )


def _no_districts(case: Case, day: date) -> bool:
    """Whether the list of units knows districts, and none on that day."""
    units = case.gazetteer.units.values()
    known = False
    for unit in units:
        if unit.level is Level.DISTRICT:
            if unit.exists(day):
                return False
            known = True
    return known

"""Cơ quan được giao việc: one that no recipient line names, and one whose name is spelt in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chungsuc.checking.case import Case, finding
from chungsuc.checking.words import at_lines, listed
from chungsuc.core.statements import Certainty, Duty, Finding, FindingKind, Severity
from chungsuc.core.vietnamese.text import fold, name_key, nfc

_SINGLE = re.compile(r"^(?:so|phong|ban|chi cuc|trung tam|cong an|vien|cuc|benh vien|lien minh)\b")
_OPEN = re.compile(r"\b(cac|nhu tren|nhu dieu|nhu muc|thanh vien|lien quan|nganh|don vi)\b")
_LEAST_NAMED = 4
_LONGEST = 80


def check_bodies(case: Case) -> list[Finding]:
    return [*_not_among_recipients(case), *_two_spellings(case)]


def _named(case: Case) -> dict[str, list[Duty]]:
    """Single bodies with work, by name: "Sở Tài chính", and not "các sở, ban, ngành"."""
    found: dict[str, list[Duty]] = {}
    for duty in (*case.reading.duties, *case.reading.tasks):
        body = " ".join(nfc(duty.body or "").split()).strip(" .,:;")
        if duty.certainty is not Certainty.DOUBTFUL and len(body) <= _LONGEST and _SINGLE.match(fold(body)):
            found.setdefault(body, []).append(duty)
    return found


def _not_among_recipients(case: Case) -> Iterator[Finding]:
    """Only where the recipients are all named one by one: "các sở, ban, ngành" takes in everybody."""
    recipients = [fold(each.text) for each in case.reading.recipients]
    bodies = _named(case)
    if not recipients or any(_OPEN.search(each) for each in recipients):
        return
    together = " | ".join(recipients)
    present = [body for body in bodies if fold(body) in together]
    absent = [body for body in bodies if body not in present]
    if len(present) < _LEAST_NAMED or not 0 < len(absent) <= len(present) // 2:
        return
    duties = [bodies[body][0] for body in absent]
    yield finding(
        FindingKind.QUESTION,
        Severity.INFO,
        f"{listed(absent)} được giao việc ({at_lines(d.source.line for d in duties)}) nhưng không có trong "
        "danh sách nơi nhận.",
        items=duties,
        stated=listed(absent),
        repairs=("Bổ sung vào nơi nhận, hoặc xem lại cơ quan được giao.",),
        certainty=Certainty.LIKELY,
    )


def _two_spellings(case: Case) -> Iterator[Finding]:
    """The same letters with other tones: "Sở Tài chinh" beside "Sở Tài chính"."""
    same: dict[str, list[str]] = {}
    bodies = _named(case)
    for body in bodies:
        same.setdefault(fold(body), []).append(body)
    for written in same.values():
        spellings = {name_key(body): body for body in reversed(written)}
        if len(spellings) < 2:
            continue
        names = sorted(spellings.values(), key=lambda body: -len(bodies[body]))
        duties = [bodies[body][0] for body in names]
        yield finding(
            FindingKind.SLIP,
            Severity.INFO,
            f"Một cơ quan được viết hai cách: {listed(f'“{name}”' for name in names)} "
            f"({at_lines(duty.source.line for duty in duties)}).",
            items=duties,
            stated=listed(names),
            repairs=("Viết thống nhất tên cơ quan.",),
            certainty=Certainty.LIKELY,
        )

"""Lỗi viết: communes counted by the standard of villages, and the like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from chungsuc.checking.case import Case, as_count, finding
from chungsuc.checking.words import own_words
from chungsuc.core.statements import Certainty, Finding, FindingKind, Severity, Statement, Subject
from chungsuc.core.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class Slip:
    """A sentence that cannot mean what it says, and the sentence that it was taken for."""

    said: Statement
    meant: Statement
    premise: str


def slips_in(case: Case) -> tuple[Slip, ...]:
    """«01 xã đạt chuẩn thôn nông thôn mới»: a commune does not meet the standard of a village."""
    found = []
    for said in case.statements:
        counted = fold(said.measure or "").split()
        if said.subject is Subject.VILLAGES and counted[:1] == ["xa"] and not said.criteria:
            meant = replace(
                said, subject=Subject.COMMUNES, measure="xã", object_text="đạt chuẩn nông thôn mới"
            )
            found.append(Slip(said, meant, f"“{own_words(said)}” được hiểu là xã đạt chuẩn nông thôn mới"))
    return tuple(found)


def check_slips(case: Case) -> Iterator[Finding]:
    for slip in slips_in(case):
        words = own_words(slip.said)
        message = (
            f"Dòng {slip.said.source.line} ghi “{words}”: xã không xét theo chuẩn của thôn. "
            "Câu này được hiểu là xã đạt chuẩn nông thôn mới."
        )
        why = _why(case, slip)
        if why:
            message += f" {why}"
        yield finding(
            FindingKind.SLIP,
            Severity.WARNING,
            message,
            items=(slip.said,),
            stated=words,
            follows="xã đạt chuẩn nông thôn mới",
            repairs=("Bỏ chữ “thôn” thừa nếu đúng là nói về xã.",),
            certainty=Certainty.LIKELY,
        )


def _why(case: Case, slip: Slip) -> str | None:
    """Where communes are counted by level, whether this one makes the count complete."""
    count, value = case.commune_count, as_count(slip.said.value)
    levels = [
        s for s in case.reading.baseline if s.level is not None and s.as_of == slip.said.as_of and not s.units
    ]
    others = [as_count(s.value) for s in levels]
    if count is None or value is None or not others or None in others:
        return None
    counted = sum(other or 0 for other in others)
    if counted + value != count:
        return None
    return f"Chỉ khi hiểu như vậy, {counted} xã nêu theo số tiêu chí và {value} xã này mới đủ {count} xã."

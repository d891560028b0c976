"""Động từ không hợp số liệu: «duy trì» what is still to be gained, «có thêm» a share of all."""

from __future__ import annotations

from collections.abc import Iterator

from chungsuc.checking.case import Case, finding
from chungsuc.checking.repeats import same_scope, thing_of
from chungsuc.checking.words import at_lines, figure, own_words
from chungsuc.core.statements import (
    Certainty,
    Comparator,
    Finding,
    FindingKind,
    Mode,
    Severity,
    Statement,
    Subject,
)

_COUNTED = {Subject.CRITERION, Subject.COMMUNES, Subject.VILLAGES, Subject.MODEL_VILLAGES}

_PLACES = {"xã", "thôn", "bản", "ấp", "xóm", "buôn", "huyện"}


def check_verbs(case: Case) -> list[Finding]:
    return [*_kept_from_less(case), *_added_of_all(case)]


def _kept_from_less(case: Case) -> Iterator[Finding]:
    """«Duy trì 95%», where the document itself says that it stands at 90%."""
    nodes = {node.id: node for node in case.reading.outline}
    stands: dict[object, list[Statement]] = {}
    for said in case.reading.baseline:
        if said.value is not None and said.mode is not Mode.ADD and said.as_of is not None:
            stands.setdefault(thing_of(said), []).append(said)
    for kept in case.reading.targets:
        if kept.mode is not Mode.KEEP or kept.value is None or kept.comparator is Comparator.AT_MOST:
            continue
        if kept.value_from is not None and kept.value_from != kept.value:
            yield _told(kept, f"{figure(kept.value_from, kept)}", (kept,))
            continue
        known = stands.get(thing_of(kept), []) if thing_of(kept) is not None else []
        last = max(known, key=lambda said: str(said.as_of), default=None)
        if last is None or last.value is None or not same_scope(kept, last, nodes):
            continue
        if last.value < kept.value and last.comparator is Comparator.EQUAL:
            yield _told(kept, f"{figure(last.value, last)} (dòng {last.source.line})", (kept, last))


def _told(kept: Statement, now: str, items: tuple[Statement, ...]) -> Finding:
    stated = figure(kept.value or 0, kept)
    return finding(
        FindingKind.QUESTION,
        Severity.WARNING,
        f"Dòng {kept.source.line} viết “duy trì” {stated}, nhưng văn bản cho biết hiện có {now}. "
        f"{stated} là mức đang có hay mức phải đạt?",
        items=items,
        stated=stated,
        follows=now,
        repairs=(f"Nếu là mức phải đạt, viết “đạt {stated}” thay cho “duy trì {stated}”.",),
        certainty=Certainty.LIKELY,
    )


def _added_of_all(case: Case) -> Iterator[Finding]:
    """«Có thêm 06/9 xã»: a number that is added has no base; a share of all is the number at the end."""
    said = [
        each
        for each in case.reading.targets
        if each.mode is Mode.ADD
        and each.of is not None
        and each.value is not None
        and each.value > 1
        and (each.subject in _COUNTED or each.measure in _PLACES)
        and any("/" in number for number in each.numbers)
    ]
    if said:
        yield finding(
            FindingKind.QUESTION,
            Severity.INFO,
            f"{at_lines(each.source.line for each in said).capitalize()} viết “{own_words(said[0])}”: "
            "đó là số đạt thêm trong kỳ, hay số đạt ở cuối kỳ trên tổng số?",
            items=said,
            stated=own_words(said[0]),
            repairs=("Viết “có thêm … xã” cho số đạt thêm, hoặc “có …/… xã” cho số ở cuối kỳ.",),
            certainty=Certainty.LIKELY,
        )

"""Câu cần hỏi lại: not wrong, but an official would ask what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chungsuc.checking.case import Case, finding, line_quote
from chungsuc.checking.words import at_lines, figure, listed
from chungsuc.core.statements import (
    Certainty,
    Finding,
    FindingKind,
    Mode,
    Severity,
    SourceKind,
    Statement,
    StatementKind,
    Subject,
)
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.core.vietnamese.text import fold, nfc

_LOCAL_BUDGET = re.compile(
    r"(?:nguon luc|nguon von|bo tri|can doi|trich|uu tien)(?: \w+){0,3} (?:tu )?"
    r"ngan sach (?:cap )?(?P<level>huyen|tinh|xa|dia phuong)"
)
_LOCAL = {
    SourceKind.PROVINCE,
    SourceKind.DISTRICT,
    SourceKind.COMMUNE,
    SourceKind.LOCAL,
    SourceKind.COUNTERPART,
}


def check_questions(case: Case) -> list[Finding]:
    return [*_kept_and_gained(case), *_local_budget(case)]


def _kept_and_gained(case: Case) -> Iterator[Finding]:
    """«Duy trì 6/9 xã» of a criterion that two communes are to gain."""
    for said in case.reading.targets:
        is_count = said.kind in {StatementKind.COUNT, StatementKind.SHARE, StatementKind.KEEP}
        if said.mode is not Mode.KEEP or said.subject is not Subject.CRITERION or not is_count or said.units:
            continue
        for code in dict.fromkeys(c.code for c in said.criteria if c.code is not None):
            gains = [each for each in case.reading.targets if _gains(each, code)]
            if gains:
                yield _ask(case, said, code, gains)


def _gains(said: Statement, code: str) -> bool:
    adds = said.kind is StatementKind.GAIN and said.mode is Mode.ADD and bool(said.units)
    return adds and any(mention.code == code for mention in said.criteria)


def _ask(case: Case, said: Statement, code: str, gains: list[Statement]) -> Finding:
    names = listed(dict.fromkeys(m.name or m.text for each in gains for m in each.units))
    count = len({m.unit_id or m.text for each in gains for m in each.units})
    value = _as_written(said)
    ending = "đến cuối kỳ" if said.kind is StatementKind.SHARE else "số ở cuối kỳ"
    return finding(
        FindingKind.QUESTION,
        Severity.WARNING,
        f"Dòng {said.source.line} viết “duy trì {value}” ở tiêu chí {case.criterion_name(code)}, trong khi "
        f"{at_lines(each.source.line for each in gains)} cho {figure(count)} xã ({names}) đạt thêm tiêu chí "
        f"này. {value} là số đang có hay {ending}?",
        items=(said, *gains),
        stated=value,
        repairs=(f"Nếu là {ending}, viết “đạt {value}” thay cho “duy trì {value}”.",),
        certainty=Certainty.CERTAIN,
        facts={"criterion": code},
    )


def _as_written(said: Statement) -> str:
    if said.kind is StatementKind.SHARE and said.value is not None:
        return f"{format_number(said.value)}% số xã"
    if said.value is None:
        return ""
    of = "" if said.of is None else f"/{format_number(said.of)}"
    shown = next((number for number in said.numbers if "/" in number), None)
    return f"{shown or figure(said.value, said) + of} xã"


def _local_budget(case: Case) -> Iterator[Finding]:
    """Local budgets are promised in the text and the money has no line for them."""
    funding = case.reading.funding
    if not any(item.source_kind is SourceKind.TOTAL for item in funding):
        return
    if any(item.source_kind in _LOCAL for item in funding):
        return
    first = min(item.source.line for item in funding)
    for line in case.reading.lines:
        text = nfc(line.text)
        folded = fold(text)
        match = _LOCAL_BUDGET.search(folded)
        if match is None or len(folded) != len(text) or line.number == first:
            continue
        words = text[match.start() : match.end()]
        total = next(item for item in funding if item.source_kind is SourceKind.TOTAL)
        yield finding(
            FindingKind.QUESTION,
            Severity.WARNING,
            f"Dòng {line.number} nêu “{words}”, nhưng phần nguồn lực ({at_lines([total.source.line])}) "
            "không có dòng ngân sách địa phương nào.",
            items=(total,),
            quotes=(
                line_quote(line.number, f"…{text[max(0, match.start() - 30) : match.end() + 60].strip()}…"),
                line_quote(total.source.line, total.source.text),
            ),
            certainty=Certainty.LIKELY,
            repairs=("Bổ sung số vốn ngân sách địa phương, hoặc nói rõ năm nay không bố trí.",),
        )
        return

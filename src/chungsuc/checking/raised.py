"""Nâng tổng số: what was there, what is added and what they come to, in one sentence."""

from __future__ import annotations

import re

from chungsuc.checking.case import Case, Sum, finding
from chungsuc.checking.passages import Passage
from chungsuc.core.statements import Certainty, Finding, FindingKind, Severity
from chungsuc.core.vietnamese.numbers import format_number, parse_number

_N = r"(?<![\d.,/])(?:\d{1,3}(?:\.\d{3})+|\d{1,7})(?![\d/%]|[.,]\d)"
# «Thành lập mới 12 hợp tác xã, nâng tổng số từ 40 hợp tác xã lên 52 hợp tác xã», without tones. Another
# figure between them may be taken off or added too, and then nothing is said.
_RAISED = re.compile(
    rf"(?<!\w)(?:them|moi) (?P<added>{_N}) (?P<noun>[a-z]+)(?P<between>[^.;\d]{{0,120}}?)"
    rf"\b(?:nang|dua) (?:tong )?so (?P<what>[^.;\d]{{0,80}}?)\btu (?P<first>{_N})(?: (?P<noun1>[a-z]+))?"
    rf"[^.;\d]{{0,60}}? len (?:thanh )?(?P<last>{_N})(?: (?P<noun2>[a-z]+))?"
)
_OF_NO_UNIT = {None, "len", "va", "vao", "trong", "nam", "den"}


def check_raised(case: Case) -> tuple[list[Finding], list[Sum]]:
    findings: list[Finding] = []
    sums: list[Sum] = []
    for passage in case.passages:
        if "tổng số" not in passage.text and " số " not in passage.text:
            continue
        for match in _RAISED.finditer(passage.folded):
            nouns = {match["noun1"], match["noun2"]} - _OF_NO_UNIT
            if not nouns <= {match["noun"]}:
                continue  # schools are raised, classes were added
            checked, problem = _checked(passage, match)
            sums.append(checked)
            if problem is not None:
                findings.append(problem)
    return findings, sums


def _checked(passage: Passage, match: re.Match[str]) -> tuple[Sum, Finding | None]:
    first, added, last = (parse_number(match[name]) for name in ("first", "added", "last"))
    line = passage.line_at(match.start())
    lines = tuple(range(line, passage.line_at(match.end() - 1) + 1))
    computed = format_number(first + added)
    label = f"{match['first']} cộng thêm {match['added']}"
    holds = first + added == last
    checked = Sum(label, match["last"], computed, holds, (), lines)
    if holds:
        return checked, None
    return checked, finding(
        FindingKind.ARITHMETIC,
        Severity.WARNING,
        f"Dòng {line}: có {match['first']}, thêm {match['added']} là {computed}, "
        f"văn bản ghi {match['last']}.",
        quotes=(passage.quote(match.start(), match.end()),),
        stated=match["last"],
        follows=computed,
        repairs=(f"Sửa thành {computed}, hoặc kiểm tra lại các số đứng cạnh.",),
        certainty=Certainty.LIKELY,
    )

"""Thứ tự đánh số: lists that skip or repeat a number, footnote marks without a footnote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from chungsuc.checking.case import Case, finding, line_quote
from chungsuc.core.statements import Certainty, Finding, FindingKind, OutlineNode, Severity
from chungsuc.core.vietnamese.text import fold, nfc

_ROMANS = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
)
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # đ is often left out: a, b, c, d, e
_MOST = 6  # a paper of which more lists slip was not read as it is numbered
_MARKED = re.compile(r"\[(?P<square>\d{1,2})\]|(?P<sup>[¹²³⁴-⁹⁰]+)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MEASURES = re.compile(r"(?:^|[\s\d/(])(?:m|km|cm|dm|hm|mm)$")


def check_sequences(case: Case) -> list[Finding]:
    amends = "sua doi" in fold(case.reading.head.title)  # it quotes single clauses of what it amends
    lists = [] if amends else list(_lists(case))
    return [*(lists if len(lists) <= _MOST else ()), *_footnotes(case)]


# --- lists -----------------------------------------------------------------------------------------------


def _lists(case: Case) -> Iterator[Finding]:
    siblings: dict[tuple[str | None, str], list[OutlineNode]] = {}
    for node in case.reading.outline:
        kind = _kind(node.number)
        if kind:
            siblings.setdefault((node.parent, kind), []).append(node)
    for nodes in siblings.values():
        numbers = [node.number for node in nodes]
        is_doubled = len(set(numbers)) * 2 <= len(numbers)
        for before, after in pairwise(nodes):
            first, second = _place(before.number), _place(after.number)
            if first is None or second is None:
                continue
            # A list that begins again at 1, or one whose every number stands twice, is no slip.
            if second == first and second != 1 and not is_doubled:
                yield _repeated(before, after)
            elif second == first + 2 and not _is_there(case, before, after):
                yield _skipped(before, after)


def _kind(number: str) -> str:
    if number.startswith("Điều "):
        return "article"
    if number in _ROMANS:
        return "roman"
    if number.isdigit():
        return "number"
    if "." in number and number.replace(".", "").isdigit():
        return f"dotted {number.rpartition('.')[0]}"
    return "letter" if len(number) == 1 and number in _LETTERS else ""


def _place(number: str) -> int | None:
    if number in _ROMANS:
        return _ROMANS.index(number) + 1
    last = number.removeprefix("Điều ").rpartition(".")[2]
    if last.isdigit():
        return int(last)
    if number == "đ":
        return None  # neither its presence nor its absence is a slip
    return "abcdeghiklmnopqrstuvxy".index(number) + 1 if number in _LETTERS else None


def _is_there(case: Case, before: OutlineNode, after: OutlineNode) -> bool:
    """Whether some line between the two begins with, or holds, a number that was not read as one."""
    missing = _number_between(before.number, after.number)
    if missing is None:
        return True
    mark = re.compile(rf"(?:^|[\s“\"(]){re.escape(missing)}\s*[.)/:-]")
    lines = range(before.source.line, after.source.line + 1)
    return any(mark.search(nfc(case.line_text(line))) for line in lines)


def _number_between(before: str, after: str) -> str | None:
    if after in _ROMANS:
        return _ROMANS[_ROMANS.index(after) - 1]
    head, dot, last = after.removeprefix("Điều ").rpartition(".")
    if last.isdigit():
        return f"{'Điều ' if after.startswith('Điều ') else ''}{head}{dot}{int(last) - 1}"
    plain = _LETTERS.replace("đ", "")
    return plain[plain.index(after) - 1] if after in plain and before in plain else None


def _repeated(before: OutlineNode, after: OutlineNode) -> Finding:
    return _told(
        before,
        after,
        f"Số thứ tự “{after.number}” dùng hai lần liền nhau "
        f"(dòng {before.source.line} và {after.source.line}).",
    )


def _skipped(before: OutlineNode, after: OutlineNode) -> Finding:
    missing = _number_between(before.number, after.number)
    return _told(
        before,
        after,
        f"Đánh số nhảy từ “{before.number}” (dòng {before.source.line}) sang “{after.number}” "
        f"(dòng {after.source.line}), không có “{missing}”.",
    )


def _told(before: OutlineNode, after: OutlineNode, message: str) -> Finding:
    return finding(
        FindingKind.SLIP,
        Severity.INFO,
        message,
        items=(before, after),
        stated=after.number,
        repairs=("Đánh lại số thứ tự.",),
        certainty=Certainty.LIKELY,
    )


# --- footnotes -------------------------------------------------------------------------------------------


def _footnotes(case: Case) -> Iterator[Finding]:
    """A mark in the text whose footnote is not there, where the footnotes on both sides of it are."""
    notes = {int(plain) for note in case.reading.notes if (plain := _plain(note.mark)).isdigit()}
    own = {note.source.line for note in case.reading.notes}
    if len(notes) < 2:
        return
    told: set[int] = set()
    for line in case.reading.lines:
        if line.number in own:
            continue
        for match in _MARKED.finditer(line.text):
            number = int(_plain(match["square"] or match["sup"]))
            is_measure = match["sup"] is not None and _MEASURES.search(line.text[: match.start()][-4:])
            if number in notes or number in told or is_measure or not min(notes) < number < max(notes):
                continue
            told.add(number)
            first, last = max(0, match.start() - 60), match.end() + 20
            yield finding(
                FindingKind.REFERENCE,
                Severity.INFO,
                f"Dòng {line.number} có dấu chú thích {match[0]} nhưng không thấy chú thích ấy.",
                quotes=(line_quote(line.number, line.text[first:last]),),
                stated=match[0],
                repairs=("Bổ sung chú thích, hoặc bỏ dấu.",),
                certainty=Certainty.LIKELY,
            )


def _plain(mark: str) -> str:
    return mark.translate(_SUPERSCRIPTS)

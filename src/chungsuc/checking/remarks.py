"""What is written back into a document: comments at the findings, and other words for misspelt ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chungsuc.core.statements import Finding, FindingKind, Severity
from chungsuc.documents.model import Document
from chungsuc.documents.word_comments import Passage, Remark
from chungsuc.documents.word_rewordings import Rewording

_HEADINGS = {
    Severity.ERROR: "LỖI",
    Severity.WARNING: "CẦN XEM LẠI",
    Severity.INFO: "SUY RA TỪ VĂN BẢN",
}
# What may be mended by other words alone; a figure that does not add up is mended by the people who set it.
_OF_WORDS = (FindingKind.SLIP, FindingKind.REFERENCE, FindingKind.QUESTION)


def remarks_on(findings: Iterable[Finding]) -> Iterator[Remark]:
    """Nhận xét: one for each finding that rests on a line, with what would make it true."""
    for finding in findings:
        lines = dict.fromkeys(quote.line for quote in finding.quotes)
        words = {quote.line: quote.text for quote in reversed(finding.quotes)}
        if not lines:
            continue
        if finding.severity is Severity.INFO:  # nothing to mend: told once, where it first shows
            lines = dict.fromkeys(list(lines)[:1])
        told = [f"{_HEADINGS[finding.severity]}. {finding.message}"]
        told += [f"Giả định: {premise}" for premise in finding.premises]
        told += [f"Cách sửa: {repair}" for repair in finding.repairs]
        yield Remark("\n".join(told), tuple(Passage(line, words[line]) for line in lines))


def rewordings_of(findings: Iterable[Finding], document: Document) -> Iterator[Rewording]:
    """Chỗ viết lại: a name or number that was written wrong, where it stands once in its line.

    They are put in as tracked changes, so a person still accepts each one.
    """
    given: set[tuple[int, int]] = set()
    for finding in findings:
        stated, follows = finding.stated, finding.follows
        if finding.kind not in _OF_WORDS or not stated or not follows or len(finding.repairs) != 1:
            continue
        if follows not in finding.repairs[0]:
            continue
        word = re.compile(rf"(?<!\w){re.escape(stated)}(?!\w)")
        for line in dict.fromkeys(quote.line for quote in finding.quotes):
            text = document.lines[line - 1].text
            places = [match.start() for match in word.finditer(text)]
            is_right_already = stated in follows and follows in text
            if len(places) == 1 and not is_right_already and (line, places[0]) not in given:
                given.add((line, places[0]))
                yield Rewording(line, stated, follows, at=places[0])

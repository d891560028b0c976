"""Số và tên tiêu chí: «tiêu chí số 17 về Y tế», where criterion 17 has another name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chungsuc.checking.case import Case, finding
from chungsuc.checking.passages import Passage
from chungsuc.core.statements import Certainty, Finding, FindingKind, Severity
from chungsuc.core.vietnamese.text import name_key

_NUMBERED = re.compile(
    r"\b[Tt]iêu chí (?:số )?(?P<code>\d{1,2}) ?(?:về |[:(“\"–-] ?)(?:về )?(?:tiêu chí )?"
    r"(?P<name>[^\d.;:()“”\"]{2,80})"
)
_OTHER_SETS = re.compile(r"\b(nang cao|kieu mau|thon|ban|huyen|do thi van minh)\b")
_WORD = re.compile(r"[^\W\d_]+")
_EMPTY = frozenset(map(name_key, "và về các của ở nông thôn".split()))


def check_criteria_names(case: Case) -> Iterator[Finding]:
    criteria = case.criteria_set
    if criteria is None:
        return
    names = {each.code: _words(each.name) for each in criteria.criteria}
    told: set[tuple[str, str]] = set()
    for passage in case.passages:
        if "iêu chí" not in passage.text:
            continue
        for match in _NUMBERED.finditer(passage.text):
            code = match["code"].lstrip("0")
            said = _words(match["name"])
            if code not in names or not said or _is_of_another_set(passage, match):
                continue
            other = _named(names, said)
            if other is None or other == code or set(said[:6]) & set(names[code]) or (code, other) in told:
                continue
            told.add((code, other))
            yield _told(case, passage, match, code, other)


def _words(text: str) -> tuple[str, ...]:
    return tuple(key for word in _WORD.findall(text) if (key := name_key(word)) not in _EMPTY)


def _named(names: dict[str, tuple[str, ...]], said: tuple[str, ...]) -> str | None:
    """The one criterion whose whole name the words begin with."""
    found = [code for code, name in names.items() if name and said[: len(name)] == name]
    longest = max((len(names[code]) for code in found), default=0)
    best = [code for code in found if len(names[code]) == longest]
    return best[0] if len(best) == 1 else None


def _is_of_another_set(passage: Passage, match: re.Match[str]) -> bool:
    """Other sets number other criteria: nông thôn mới nâng cao, thôn kiểu mẫu, huyện."""
    around = passage.folded[max(0, match.start() - 100) : match.end() + 60]
    return _OTHER_SETS.search(around.replace("nong thon", "")) is not None


def _told(case: Case, passage: Passage, match: re.Match[str], code: str, other: str) -> Finding:
    own, meant = case.criterion_name(code), case.criterion_name(other)
    line = passage.line_at(match.start())
    end = match.start("name") + len(meant)
    words = passage.text[match.start() : end].strip()
    words += ")" if "(" in words else ""
    clause = case.criteria_set.clause if case.criteria_set is not None else ""
    return finding(
        FindingKind.SLIP,
        Severity.WARNING,
        f"Dòng {line} ghi “{words}”: tiêu chí số {code} là {own}, còn {meant} là tiêu chí số {other}.",
        quotes=(passage.quote(match.start(), end),),
        premises=(f"theo bộ tiêu chí tại {clause}",),
        stated=f"số {code}",
        follows=f"số {other}",
        repairs=(f"Ghi “tiêu chí số {other} về {meant}” hoặc “tiêu chí số {code} về {own}”.",),
        certainty=Certainty.LIKELY,
        facts={"number": code, "meant": other},
    )

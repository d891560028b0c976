"""Viện dẫn trong nội bộ: parts of this document that it speaks of, and how its annexes name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chungsuc.checking.case import Case, finding
from chungsuc.checking.passages import Passage
from chungsuc.core.statements import Certainty, Finding, FindingKind, Head, Severity
from chungsuc.core.vietnamese.dates import DateError, format_date, parse_date
from chungsuc.core.vietnamese.text import fold, nfc

_ARTICLE = re.compile(r"[“\"]?Điều (?P<number>\d{1,3})(?P<letter>[a-zđ])?\s*[.:]")
_CLAUSE = re.compile(r"[“\"]?(?P<number>\d{1,2})\.\s")
_KINDS = (
    r"(?:nghị quyết|quyết định|quy định|quy chế|kế hoạch|chương trình|đề án|chỉ thị|hướng dẫn|"
    r"nghị định|thông tư)"
)
_OWN = re.compile(
    r"(?:điểm (?P<point>[a-zđ]) )?khoản (?P<clause>\d{1,2}) điều (?:"
    rf"(?P<here>này)\b|(?P<article>\d{{1,3}})(?: của)? {_KINDS} này\b)",
    re.IGNORECASE,
)
_OWN_ARTICLE = re.compile(
    rf"(?<!khoản \d )\bđiều (?P<article>\d{{1,3}})(?: của)? {_KINDS} này\b", re.IGNORECASE
)
_ATTACHED = re.compile(
    r"\(?(?:ban hành )?kèm theo "
    r"(?P<kind>kế hoạch|chương trình|quyết định|nghị quyết|báo cáo|đề án|chỉ thị)"
    r" số:? ?(?P<number>\d+) ?(?P<mark>[/-]) ?(?P<symbol>[A-ZĐa-z]+ ?- ?[\wĐ-]+)"
    r"(?:,? ?ngày (?P<day>\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}))?",
    re.IGNORECASE,
)
_ISSUES = re.compile(
    r"\bban hành (?P<kind>kế hoạch|chương trình|đề án)\b(?P<words>[^.;:]{10,400}?),?(?: cụ thể)?"
    r"(?: với các nội dung)?(?: chủ yếu| chính| cụ thể)? như sau",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:năm|giai đoạn) (?P<first>(?:19|20)\d{2})(?: ?[-–] ?(?P<last>(?:19|20)\d{2}))?(?!\d)"
)
_BODY = re.compile(
    r"\bcua (?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan) "
    r"(?P<level>tinh|huyen|xa|phuong|thanh pho|thi xa)\b"
)
_TAIL = 80
_AMENDS = ("sua doi", "bo sung", "thay the", "bai bo")


def check_own_parts(case: Case) -> list[Finding]:
    return [*_missing_parts(case), *_annexes_of_another(case), *_other_period(case)]


# --- Điều, khoản, điểm ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Article:
    clauses: list[int] = field(default_factory=list)


def _missing_parts(case: Case) -> Iterator[Finding]:
    """«theo khoản 3 Điều 2 Nghị quyết này», where Article 2 has two clauses."""
    title = fold(case.reading.head.title)
    if any(word in title for word in _AMENDS):
        return  # it quotes the articles of what it amends
    articles, places = _articles(case)
    if not articles or sorted(articles) != list(range(1, max(articles) + 1)):
        return  # some article was not seen: nothing can be said to be missing
    seen: set[str] = set()
    for passage in case.passages:
        if "iều" not in passage.text or " này" not in passage.text:
            continue
        for match in (*_OWN.finditer(passage.text), *_OWN_ARTICLE.finditer(passage.text)):
            line = passage.line_at(match.start())
            why = _why_missing(articles, match, places.get(line))
            if why is None or match[0].lower() in seen:
                continue
            seen.add(match[0].lower())
            yield _no_such_part(passage, match, why)


def _why_missing(articles: dict[int, list[_Article]], match: re.Match[str], here: int | None) -> str | None:
    groups = match.groupdict()
    number = here if groups.get("here") else int(groups["article"])
    if number is None:
        return None
    if number not in articles:
        return f"văn bản chỉ có đến Điều {max(articles)}"
    if groups.get("clause") is None:
        return None
    clause = int(groups["clause"])
    several = articles[number]
    whole = [each for each in several if each.clauses == list(range(1, len(each.clauses) + 1))]
    if len(whole) != len(several) or not all(each.clauses for each in several):
        return None
    if all(clause > len(each.clauses) for each in several):
        most = max(len(each.clauses) for each in several)
        return f"Điều {number} chỉ có {most} khoản"
    return None


def _articles(case: Case) -> tuple[dict[int, list[_Article]], dict[int, int]]:
    """The articles with their clauses, as lines begin with them; and in which article each line stands."""
    found: dict[int, list[_Article]] = {}
    places: dict[int, int] = {}
    current: _Article | None = None
    number = 0
    for line in case.reading.lines:
        text = nfc(line.text).strip()
        if (match := _ARTICLE.match(text)) is not None and not match["letter"]:
            current, number = _Article(), int(match["number"])
            found.setdefault(number, []).append(current)
        elif current is not None and (match := _CLAUSE.match(text)) is not None:
            current.clauses.append(int(match["number"]))
        if current is not None:
            places[line.number] = number
    return found, places


def _no_such_part(passage: Passage, match: re.Match[str], why: str) -> Finding:
    words = " ".join(match[0].split())
    return finding(
        FindingKind.REFERENCE,
        Severity.WARNING,
        f"Dòng {passage.line_at(match.start())} dẫn “{words}”, nhưng {why}.",
        quotes=(passage.quote(match.start(), match.end()),),
        stated=words,
        repairs=("Ghi lại đúng điều, khoản được dẫn.",),
        certainty=Certainty.LIKELY,
    )


# --- annexes ---------------------------------------------------------------------------------------------


def _annexes_of_another(case: Case) -> Iterator[Finding]:
    """«(Kèm theo Kế hoạch số 12/KH-UBND ngày 03/5/2024)» on an annex of number 21, or of another day."""
    head = case.reading.head
    if head.number is None or head.symbol is None:
        return
    seen: set[str] = set()
    for passage in case.passages:
        if "èm theo" not in passage.text:
            continue
        for match in _ATTACHED.finditer(passage.text):
            is_line = passage.text[: match.start()].strip(" (*") == "" and len(passage.text) < 250
            is_own_kind = fold(match["kind"]) == fold(head.kind_text) and _same_symbol(match, head)
            if not is_line or not is_own_kind or _is_of_another_body(passage.folded[match.end() :], head):
                continue
            for stated, follows in _differences(match, head):
                if stated in seen:
                    continue
                seen.add(stated)
                yield finding(
                    FindingKind.REFERENCE,
                    Severity.WARNING,
                    f"Dòng {passage.line_at(match.start())} ghi kèm theo văn bản {stated}, "
                    f"nhưng văn bản này là {follows}.",
                    items=(head,),
                    quotes=(passage.quote(match.start(), match.end()),),
                    stated=stated,
                    follows=follows,
                    repairs=(f"Sửa thành {follows} nếu là phụ lục của chính văn bản này.",),
                )


def _is_of_another_body(after: str, head: Head) -> bool:
    """«… của UBND tỉnh» in a paper of a district: the form of a superior's plan."""
    body = _BODY.search(after[:_TAIL])
    return body is not None and head.issuer is not None and body["level"] not in fold(head.issuer)


def _same_symbol(match: re.Match[str], head: Head) -> bool:
    def key(symbol: str) -> str:
        return nfc(symbol).upper().replace(" ", "")

    return key(match["symbol"]) == key(head.symbol or "")


def _differences(match: re.Match[str], head: Head) -> Iterator[tuple[str, str]]:
    if match["number"].lstrip("0") != (head.number or "").lstrip("0"):
        yield f"số {match['number']}", f"số {head.number}"
        return
    if match["day"] is None or head.issued_on is None or not head.issued_on.is_whole:
        return
    try:
        day = parse_date(match["day"] if "/" in match["day"] else f"ngày {match['day']}")
    except DateError:
        return  # a day that cannot be is told by itself
    if day != head.issued_on:
        yield f"ngày {format_date(day)}", f"ngày {format_date(head.issued_on)}"


# --- the period ------------------------------------------------------------------------------------------


def _other_period(case: Case) -> Iterator[Finding]:
    """A plan "năm 2024" whose opening sentence issues a plan "năm 2023"."""
    head = case.reading.head
    titled = _periods(head.title)
    if len(titled) != 1:
        return
    for passage in case.passages:
        if "hư sau" not in passage.text:
            continue
        match = _ISSUES.search(passage.text)
        if match is None or fold(match["kind"]) != fold(head.kind_text):
            continue
        said = _periods(match["words"])
        if len(said) == 1 and _is_slip(next(iter(titled)), next(iter(said))):
            stated, follows = said.pop(), titled.pop()
            yield finding(
                FindingKind.REFERENCE,
                Severity.WARNING,
                f"Dòng {passage.line_at(match.start())} nói ban hành {match['kind'].lower()} {stated}, "
                f"nhưng tên văn bản ghi {follows}.",
                items=(head,),
                quotes=(passage.quote(match.start(), match.end()),),
                stated=stated,
                follows=follows,
                repairs=("Ghi thống nhất thời kỳ ở tên văn bản và trong nội dung.",),
                certainty=Certainty.LIKELY,
            )
        return


def _is_slip(titled: str, said: str) -> bool:
    """Another year of the same kind of period; a plan for 2024 may carry out a programme of 2021-2025."""
    years = [[int(year) for year in re.findall(r"\d{4}", each)] for each in (titled, said)]
    if titled == said or len(years[0]) != len(years[1]):
        return False
    if len(years[0]) == 1:
        return abs(years[0][0] - years[1][0]) == 1
    return bool(set(years[0]) & set(years[1]))


def _periods(text: str) -> set[str]:
    return {
        f"giai đoạn {found['first']}-{found['last']}" if found["last"] else f"năm {found['first']}"
        for found in _PERIOD.finditer(nfc(text).casefold())
    }

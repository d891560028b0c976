"""Each kind of item of a reading beside what was marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from benchmarks.truth.marks import Row
from benchmarks.truth.score import Score
from benchmarks.truth.spelling import amount_of, holds_any, holds_words, number_of, plain
from chungsuc.checking import Examination
from chungsuc.core.statements import (
    Finding,
    FindingKind,
    FundingItem,
    Item,
    LegalBasis,
    PlanReading,
    Statement,
)

ACCUSATIONS = (FindingKind.ARITHMETIC, FindingKind.CONTRADICTION)
_BULLETS = {"-", "+", "•", "*", ""}
Read = TypeVar("Read", bound=Item)


def compare_heads(file: str, rows: list[Row], examined: Examination, score: Score) -> None:
    """Số, loại, nơi, ngày, người ký: field by field; a place that is told as the issuer may be either."""
    reading = examined.reading
    head, signed = reading.head, next(iter(reading.signatories), None)
    day = head.issued_on
    read = {
        "number": head.reference or "",
        "doctype": head.kind_text,
        "place": head.place or "",
        "issued": "" if day is None else "/".join(reversed(str(day).split("-"))),
        "signer": "" if signed is None else signed.name or "",
        "signed_as": "" if signed is None else " ".join(signed.capacity),
    }
    for row in rows:
        for name, text in read.items():
            truth = row.get(name, "")
            if truth:
                same = plain(text).removeprefix("tp ") == plain(truth).removeprefix("tp ")
                holds = same or (name == "place" and plain(truth) == plain(head.issuer))
                score.check(file, head.source.line, "heads", name, truth=truth, read=text, holds=holds)


def compare_bases(file: str, rows: list[Row], examined: Examination, score: Score) -> None:
    """Căn cứ: one item for each cited document, however often it is cited.

    One without a number or a day is known by its line alone: it is wrong where nothing is marked.
    """
    own = number_of(examined.reading.head.reference or "")
    marked_lines = {int(row["line"]) for row in rows}
    read: dict[str, list[LegalBasis]] = {}
    for basis in examined.reading.legal_bases:
        if key := _key_of(basis.number, str(basis.issued_on or "")):
            read.setdefault(key, []).append(basis)
        elif basis.in_opening and basis.source.line not in marked_lines:
            score.wrong(file, basis.source.line, "bases", basis.source.text[:80])
    read.pop(own, None)
    for row in rows:
        found = read.pop(_key_of(row["number"], row["date"]), None)
        line = int(row["line"])
        if row["soft"]:
            continue
        if found is None:
            score.missed(file, line, "bases", f"{row['kind']} {row['number']} {row['date']}")
            continue
        score.right("bases")
        _check_basis(file, row, found, score)
    for items in read.values():
        basis = items[0]
        score.wrong(file, basis.source.line, "bases", f"{basis.kind} {basis.number} {basis.issued_on or ''}")


def _key_of(number: str, day: str) -> str:
    return number_of(number) or day


def _check_basis(file: str, row: Row, found: Sequence[LegalBasis], score: Score) -> None:
    def check(name: str, truth: str, read: str, holds: bool) -> None:
        line = found[0].source.line
        score.check(file, line, "bases", name, truth=f"{row['number']} {truth}", read=read, holds=holds)

    days = {str(basis.issued_on) for basis in found if basis.issued_on is not None}
    if row["date"]:
        check("date", row["date"], " ".join(sorted(days)), bool(days) and days <= set(row["date"].split("|")))
    if row["issuer"]:
        issuer = next((basis.issuer for basis in found if basis.issuer), "")
        check("issuer", row["issuer"], issuer, _same_body(issuer, row["issuer"]))
    if row["opening"]:
        opening = any(basis.in_opening for basis in found)
        check("opening", row["opening"], str(int(opening)), opening == (row["opening"] == "1"))


def _same_body(read: str, truth: str) -> bool:
    """The same body; with "*" at the end of what was marked, the full name may go on."""
    if truth.endswith("*"):
        return plain(read).startswith(plain(truth))
    return plain(read) == plain(truth)


def compare_targets(file: str, rows: list[Row], examined: Examination, score: Score) -> None:
    """Mục tiêu và kết quả đã nêu: the same value on the same line, then what it counts, how and by when."""
    reading = examined.reading
    results = {said.id for said in reading.baseline}
    read = [said for said in (*reading.baseline, *reading.targets) if said.value is not None]

    def matches(row: Row, said: Statement) -> bool:
        near = _is_near(row, said)
        return near and said.value == _number(row["value"]) and said.value_to == _number(row["value_to"])

    def likeness(row: Row, said: Statement) -> tuple[bool, ...]:
        return (
            not row["object"] or holds_words(_words_of(said), row["object"]),
            _number(row.get("level", "")) == said.level,
            _number(row["of"]) == said.of,
            said.source.line == int(row["line"]),
        )

    pairs, missed, left = _paired([row for row in rows if not row["soft"]], read, matches, likeness)
    for row in missed:
        wanted = " ".join(filter(None, (row["value"], row["value_to"], row["measure"], row["object"])))
        score.missed(file, int(row["line"]), "targets", wanted)
    for row, said in pairs:
        score.right("targets")
        _check_target(file, row, said, said.id in results, score)
    soft = [row for row in rows if row["soft"]]
    for said in left:
        if not any(_is_near(row, said) and _number(row["value"]) in {None, said.value} for row in soft):
            what = f"{said.value} {said.measure or ''} | {said.object_text[:60]}"
            score.wrong(file, said.source.line, "targets", what)


def _words_of(said: Statement) -> str:
    names = (unit.text for unit in said.units)
    return " ".join((said.object_text, *names, *(mention.text for mention in said.criteria)))


def _check_target(file: str, row: Row, said: Statement, is_result: bool, score: Score) -> None:
    def check(name: str, truth: str, read: object, holds: bool) -> None:
        text = f"{row['value']}: {truth}"
        score.check(file, int(row["line"]), "targets", name, truth=text, read=str(read), holds=holds)

    check("role", row["role"], "result" if is_result else "target", is_result == (row["role"] == "result"))
    if row["comparator"]:
        check("comparator", row["comparator"], said.comparator, row["comparator"] == said.comparator.value)
    if row["measure"]:
        check(
            "measure",
            row["measure"],
            said.measure,
            plain_measure(said.measure) == plain_measure(row["measure"]),
        )
    if row["deadline"]:
        day = said.as_of if is_result else said.deadline
        truth = "" if row["deadline"] == "-" else row["deadline"]
        check("deadline", row["deadline"], day, str(day or "").startswith(truth) and bool(day) == bool(truth))
    if row["object"]:
        check("object", row["object"], said.object_text, holds_words(_words_of(said), row["object"]))
    for name, value in (("of", said.of), ("value_from", said.value_from), ("level", said.level)):
        if row.get(name):
            check(name, row[name], value, value == _number(row[name]))
    if row.get("mode"):
        check("mode", row["mode"], said.mode, row["mode"] == said.mode.value)


def plain_measure(measure: str | None) -> str:
    """A measure without case or spaces, its sign kept: "%" and "lần / tháng"."""
    return "".join((measure or "").casefold().split())


def compare_funding(file: str, rows: list[Row], examined: Examination, score: Score) -> None:
    """Nguồn vốn: the same amount on the same line, then its name and what it is part of."""
    read = examined.reading.funding
    amounts = {item.id: item.amount for item in read}

    def matches(row: Row, item: FundingItem) -> bool:
        return _is_near(row, item) and item.amount == int(row["amount"])

    def likeness(row: Row, item: FundingItem) -> tuple[bool, ...]:
        return (holds_words(item.label, row["label"]), item.source.line == int(row["line"]))

    pairs, missed, left = _paired([row for row in rows if not row["soft"]], read, matches, likeness)
    for row in missed:
        score.missed(file, int(row["line"]), "funding", f"{row['amount']} {row['label']}")
    for row, item in pairs:
        score.right("funding")
        line = int(row["line"])
        if row["label"]:
            holds = holds_words(item.label, row["label"])
            score.check(file, line, "funding", "label", truth=row["label"], read=item.label, holds=holds)
        if row["parent"]:
            parent = "-" if item.parent is None else str(amounts.get(item.parent, "?"))
            holds = parent == row["parent"]
            score.check(file, line, "funding", "parent", truth=row["parent"], read=parent, holds=holds)
    soft = [row for row in rows if row["soft"]]
    for item in left:
        if not any(matches(row, item) for row in soft):
            score.wrong(file, item.source.line, "funding", f"{item.amount} {item.label[:60]}")


def compare_duties(file: str, rows: list[Row], examined: Examination, score: Score) -> None:
    """Nhiệm vụ được giao: the work of a line for a body. Work for nobody in particular is not scored."""
    reading = examined.reading
    read = [duty for duty in (*reading.duties, *reading.tasks) if duty.body]
    known: dict[int, list[Row]] = {}
    for row in rows:
        for line in {int(row["line"]), int(row["line_to"] or row["line"])}:
            known.setdefault(line, []).append(row)
    given = {
        id(row)
        for duty in read
        for row in known.get(duty.source.line, ())
        if holds_any(duty.body or "", row["body"])
    }
    for row in rows:
        if row["soft"]:
            continue
        if id(row) in given:
            score.right("duties")
        else:
            score.missed(file, int(row["line"]), "duties", f"{row['body']}: {row['words']}")
    for duty in read:
        here = known.get(duty.source.line, [])
        if not any(holds_any(duty.body or "", row["body"]) for row in here):
            score.wrong(file, duty.source.line, "duties", f"{duty.body}: {duty.text[:50]}")


def compare_outline(file: str, rows: list[Row], examined: Examination, score: Score) -> None:
    """Đề mục có số: bullets are not scored."""
    read = {
        (node.source.line, plain(node.number)): node
        for node in examined.reading.outline
        if node.number not in _BULLETS
    }
    for row in rows:
        node = read.pop((int(row["line"]), plain(row["number"])), None)
        if row["soft"]:
            continue
        if node is None:
            score.missed(file, int(row["line"]), "outline", f"{row['number']} {row['title']}")
            continue
        score.right("outline")
        if row["path"]:
            holds = plain(node.path) == plain(row["path"])
            score.check(
                file, int(row["line"]), "outline", "path", truth=row["path"], read=node.path, holds=holds
            )
        holds = holds_words(node.title, row["title"])
        score.check(
            file, int(row["line"]), "outline", "title", truth=row["title"], read=node.title, holds=holds
        )
    for node in read.values():
        score.wrong(file, node.source.line, "outline", f"{node.number} {node.title[:50]}")


def compare_sums(file: str, rows: list[Row], examined: Examination, score: Score) -> None:
    """Phép tính: each that was worked by hand is found and judged so; nothing that holds is accused."""
    broken = [row for row in rows if row["verdict"] == "breaks"]
    as_printed = {_stated(row) for row in broken}
    accusations = [finding for finding in examined.findings if finding.kind in ACCUSATIONS]
    for row in rows:
        holds = row["verdict"] == "holds"
        if holds and _stated(row) in as_printed:
            continue  # the printed figure is broken as it is printed, and is judged there
        judged = any(amount_of(each.stated) == _stated(row) and each.holds == holds for each in examined.sums)
        if judged or (not holds and any(_accuses(finding, row) for finding in accusations)):
            score.right("sums")
        else:
            score.missed(file, int(row.get("line") or 0), "sums", f"{row['check']} ({row['verdict']})")
    for finding in accusations:
        if not any(_accuses(finding, row) for row in broken):
            line = finding.quotes[0].line if finding.quotes else 0
            score.wrong(file, line, "sums", finding.message)


def _accuses(finding: Finding, row: Row) -> bool:
    """Does a finding speak of this figure: by its line where that was marked, else by its value?"""
    if row.get("line"):
        return any(quote.line == int(row["line"]) for quote in finding.quotes)
    return amount_of(finding.stated or "") == _stated(row)


def _stated(row: Row) -> Decimal:
    """The figure that was stated, money in đồng."""
    return Decimal(row["stated"]) * (amount_of(f"1 {row['unit']}") or 1)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _is_near(row: Row, item: Item) -> bool:
    """On the line that was marked, or beside it: a sentence may go over a seam."""
    lines = {span.line for span in item.source.spans} | {item.source.line}
    line = int(row["line"])
    return any(abs(line - each) <= 1 for each in lines)


def _paired(
    rows: list[Row],
    read: Iterable[Read],
    matches: Callable[[Row, Read], bool],
    likeness: Callable[[Row, Read], tuple[bool, ...]],
) -> tuple[list[tuple[Row, Read]], list[Row], list[Read]]:
    """Each row with at most one item, the likest first; the rows and the items that are left."""
    items = list(read)
    pairs = sorted(
        (
            (likeness(row, item), r, i)
            for r, row in enumerate(rows)
            for i, item in enumerate(items)
            if matches(row, item)
        ),
        key=lambda pair: (pair[0], -pair[1], -pair[2]),
        reverse=True,
    )
    by_row: dict[int, int] = {}
    taken: set[int] = set()
    for _, r, i in pairs:
        if r not in by_row and i not in taken:
            by_row[r] = i
            taken.add(i)
    return (
        [(rows[r], items[i]) for r, i in sorted(by_row.items())],
        [row for r, row in enumerate(rows) if r not in by_row],
        [item for i, item in enumerate(items) if i not in taken],
    )


COMPARE: dict[str, Callable[[str, list[Row], Examination, Score], None]] = {
    "heads": compare_heads,
    "bases": compare_bases,
    "targets": compare_targets,
    "funding": compare_funding,
    "duties": compare_duties,
    "outline": compare_outline,
    "sums": compare_sums,
}


def characters_of(reading: PlanReading) -> int:
    """How much text there is to understand."""
    return sum(len(line.text) for line in reading.lines)

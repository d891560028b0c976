"""Counts: a total and its parts, a number and the names beside it, a mean and its total."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from chungsuc.checking.case import Case, Sum, as_count, finding
from chungsuc.checking.overlaps import may_overlap
from chungsuc.checking.slips import slips_in
from chungsuc.checking.words import at_lines, figure, listed
from chungsuc.core.statements import (
    Certainty,
    Comparator,
    Finding,
    FindingKind,
    Item,
    Mode,
    PartList,
    Severity,
    Statement,
    StatementKind,
    Subject,
)
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.core.vietnamese.text import fold
from chungsuc.reasoning.arithmetic import Rounding, check_sum, mean_holds

_OPEN_LIST = ("…", "...", "v.v", "vv.", "như:")
_WORDS = {
    Subject.COMMUNES: "xã",
    Subject.CRITERION: "xã",
    Subject.CRITERIA: "tiêu chí",
    Subject.VILLAGES: "thôn",
    Subject.MODEL_VILLAGES: "thôn",
}


def check_counts(case: Case) -> tuple[list[Finding], list[Sum]]:
    findings: list[Finding] = []
    sums: list[Sum] = []
    checks = (*_totals(case), *_names(case), *_counts_beside_names(case), *_means(case), *_levels(case))
    for checked, problem in checks:
        sums.append(checked)
        if problem is not None:
            findings.append(problem)
    findings += _impossible_bases(case)
    findings += _other_bases(case)
    return findings, sums


Checked = tuple[Sum, Finding | None]


def _sum(label: str, stated: str, computed: str, items: Sequence[Item], *, holds: bool) -> Sum:
    lines = tuple(sorted({item.source.line for item in items}))
    return Sum(label, stated, computed, holds, tuple(item.id for item in items), lines)


def _word(said: Statement) -> str:
    return _WORDS.get(said.subject, said.measure or "")


def _totals(case: Case) -> Iterator[Checked]:
    """«Thêm 14 tiêu chí, trong đó: …»"""
    told = {(each.total.span.line, each.total.stated) for each in case.reading.sums}
    for total, listed_parts in _families(case):
        parts = [part for part in listed_parts if part.comparator is Comparator.EQUAL]
        if total.value is None or total.comparator is not Comparator.EQUAL or len(parts) < len(listed_parts):
            yield from _bounds(total, listed_parts)
            continue
        if any((total.source.line, stated) in told for stated in total.numbers):
            continue  # the list is checked as it is printed
        checked = check_sum(total.value, [part.value for part in parts if part.value is not None])
        word = _word(total)
        stated, computed = (f"{figure(v, total)} {word}" for v in (checked.stated, checked.computed))
        label = f"Tổng ở dòng {total.source.line}"
        result = _sum(label, stated, computed, (total, *parts), holds=checked.holds)
        if checked.difference > 0 and (total.parts is PartList.SOME or case.may_have_missed(total, parts)):
            continue
        if checked.holds:
            yield result, None
            continue
        is_some = total.parts is PartList.SOME and total.subject not in _WORDS
        if is_some and may_overlap(part.object_text for part in parts):
            continue
        yield (
            result,
            finding(
                FindingKind.ARITHMETIC,
                Severity.ERROR if checked.difference < 0 else Severity.WARNING,
                f"Dòng {total.source.line} nêu {stated}, nhưng các phần ở "
                f"{at_lines(p.source.line for p in parts)} "
                f"cộng lại là {computed}.",
                items=(total, *parts),
                stated=stated,
                follows=computed,
                repairs=(f"Tổng khớp nếu dòng {total.source.line} ghi {computed}.",),
            ),
        )


def _families(case: Case) -> Iterator[tuple[Statement, list[Statement]]]:
    """Each total with its parts, where all are counted in one measure."""
    below: dict[str, list[Statement]] = {}
    for said in case.statements:
        if said.part_of is not None and said.value is not None:
            below.setdefault(said.part_of, []).append(said)
    for total in case.statements:
        parts = below.get(total.id, [])
        if total.value is None or total.kind in {StatementKind.AVERAGE, StatementKind.SHARE}:
            continue
        if len(parts) > 1 and {_word(part) for part in parts} == {_word(total)}:
            yield total, parts


def _bounds(total: Statement, parts: Sequence[Statement]) -> Iterator[Checked]:
    """«500 người, gồm: ít nhất 300 …, ít nhất 250 …»: the least of the parts is more than the total."""
    least = sum((_limits(part)[0] for part in parts), Decimal(0))
    most = _limits(total)[1]
    if total.parts is not PartList.ALL and may_overlap(part.object_text for part in parts):
        return
    if most is None or least <= most:
        yield from _too_few(total, parts)
        return
    word = _word(total)
    stated, computed = f"{figure(most, total)} {word}", f"{figure(least, total)} {word}"
    yield _wrong_bounds(total, parts, stated, f"ít nhất {computed}")


def _too_few(total: Statement, parts: Sequence[Statement]) -> Iterator[Checked]:
    """«12 công trình, gồm: không quá 5 …, không quá 4 …»: all parts together do not reach the total."""
    highest = [_limits(part)[1] for part in parts]
    if total.parts is not PartList.ALL or None in highest:
        return
    most = sum((value for value in highest if value is not None), Decimal(0))
    least = _limits(total)[0]
    if most >= least:
        return
    word = _word(total)
    stated, computed = f"{figure(least, total)} {word}", f"{figure(most, total)} {word}"
    yield _wrong_bounds(total, parts, stated, f"không quá {computed}")


def _wrong_bounds(total: Statement, parts: Sequence[Statement], stated: str, computed: str) -> Checked:
    items = (total, *parts)
    return _sum(f"Tổng ở dòng {total.source.line}", stated, computed, items, holds=False), finding(
        FindingKind.ARITHMETIC,
        Severity.ERROR if computed.startswith("ít nhất") else Severity.WARNING,
        f"Dòng {total.source.line} nêu {stated}, nhưng các phần ở {at_lines(p.source.line for p in parts)} "
        f"cộng lại {computed}.",
        items=items,
        stated=stated,
        follows=computed,
        repairs=("Sửa lại tổng, hoặc sửa mức của các phần.",),
    )


def _limits(said: Statement) -> tuple[Decimal, Decimal | None]:
    """The least and the most that the statement allows; None where nothing limits it above."""
    value = said.value or Decimal(0)
    if said.comparator is Comparator.AT_LEAST:
        return value, None
    if said.comparator is Comparator.AT_MOST:
        return Decimal(0), value
    return value, said.value_to if said.comparator is Comparator.RANGE else value


def _names(case: Case) -> Iterator[Checked]:
    """«04 xã: A, B, C, D»; «05 tiêu chí (…)»."""
    for said in case.statements:
        value = as_count(said.value)
        if value is None or said.comparator is not Comparator.EQUAL or said.level is not None:
            continue
        if said.subject is Subject.CRITERIA and said.kind is StatementKind.GAIN:
            names = [mention.text for mention in said.criteria] if len(said.units) == 1 else []
        elif said.kind is StatementKind.SHARE or said.subject is Subject.CRITERIA:
            names = []
        else:
            names = [mention.text for mention in said.units if mention.count is None]
        if not names or any(mark in said.source.text for mark in _OPEN_LIST):
            continue
        if len(names) != value and value in _lengths_of_lists(said.source.text, names):
            continue  # a name that the reader does not know is no fault of the text
        if len(names) < value and _goes_on(case, said):
            continue
        word = _word(said)
        stated, computed = f"{figure(value, said)} {word}", f"{figure(len(names), said)} {word}"
        holds = value == len(names)
        result = _sum(f"Danh sách ở dòng {said.source.line}", stated, computed, (said,), holds=holds)
        problem = None if holds else finding(
            FindingKind.ARITHMETIC,
            Severity.ERROR,
            f"Dòng {said.source.line} nêu {stated} nhưng kể tên {computed}: {listed(names)}.",
            items=(said,),
            stated=stated,
            follows=computed,
            repairs=(f"Sửa thành {computed}, hoặc bổ sung danh sách cho đủ {stated}.",),
        )  # fmt: skip
        yield result, problem


def _goes_on(case: Case, said: Statement) -> bool:
    """Whether another name follows where the reader took the list to end, on its last line or the next."""
    last = max((span.line for span in said.source.spans), default=said.source.line)
    ends = [span.end for span in said.source.spans if span.line == last]
    rest = case.line_text(last)[max(ends) :] if ends else ""
    if not rest.strip():
        # A line that ends without a mark may have been broken by the page, even inside a name.
        is_open = case.line_text(last).rstrip()[-1:].isalnum()
        following = case.text_below(last).strip()
        if is_open and re.match(r"\d{1,2}\s*[,;]", following):
            return True  # "Tân Lập" | "1, Tân Hòa"
        is_list = "," in following or following[:1].islower()
        marks = [m.certainty for m in said.units] + [m.certainty for m in said.criteria]
        in_doubt = any(mark is not Certainty.CERTAIN for mark in marks)
        return is_open and following[:1].isalpha() and (is_list or in_doubt)
    follower = re.match(r"\s*(?:[,;]|và\b)\s*(?:xã\s+|thôn\s+)?(\w)", rest)
    return follower is not None and follower[1].isupper()


def _lengths_of_lists(text: str, names: Iterable[str]) -> set[int]:
    """How many names the list after a colon or in parentheses has, by its commas; "và" may join two more."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "…")  # a name that was recognised is one name, with "và" in it or not
    lengths = set()
    for body in re.findall(r"[:(]([^:()]*)", text):
        pieces = [piece for piece in re.split(r"[,;]", body) if piece.strip()]
        joined = sum(len(re.findall(r"\bvà\b", piece)) for piece in pieces)
        lengths |= set(range(len(pieces), len(pieces) + joined + 1))
    return lengths


def _counts_beside_names(case: Case) -> Iterator[Checked]:
    """«109 thôn (A 5 thôn; B 3 thôn; …)», in the sentence itself or in its footnote."""
    by_id = {said.id: said for said in case.statements}
    for said in case.statements:
        counts = [mention.count for mention in said.units]
        is_count = said.kind is not StatementKind.SHARE
        if is_count and said.value is not None and len(counts) > 1 and None not in counts:
            yield _beside(said.value, counts, (said,), f"dòng {said.source.line}", _word(said))
    for note in case.reading.notes:
        counts = [mention.count for mention in note.units]
        if len(counts) < 2 or None in counts:
            continue
        where = f"chú thích {note.mark} (dòng {note.source.line})"
        if note.total is not None:
            yield _beside(note.total, counts, (note,), where, "thôn")
        for said in (by_id[each] for each in note.joined_to if each in by_id):
            if said.kind is not StatementKind.SHARE and said.value is not None:
                yield _beside(said.value, counts, (said, note), where, _word(said))


def _beside(
    stated: Decimal, counts: Sequence[int | None], items: Sequence[Item], where: str, word: str
) -> Checked:
    checked = check_sum(stated, [count for count in counts if count is not None])
    shown, computed = f"{format_number(stated)} {word}", f"{format_number(checked.computed)} {word}"
    result = _sum(f"Tổng {len(counts)} số ở {where}", shown, computed, items, holds=checked.holds)
    if checked.holds:
        return result, None
    return result, finding(
        FindingKind.ARITHMETIC,
        Severity.ERROR,
        f"Văn bản nêu {shown}, nhưng {len(counts)} số ở {where} cộng lại là {computed}.",
        items=items,
        stated=shown,
        follows=computed,
        repairs=(f"Sửa tổng thành {computed}, hoặc sửa các số thành phần cho đủ {shown}.",),
    )


def _means(case: Case) -> Iterator[Checked]:
    """«120 tiêu chí; bình quân 12,5 tiêu chí/xã»."""
    count = case.commune_count
    if count is None:
        return
    for group in (case.reading.baseline, case.reading.targets):
        totals = [s for s in group if _is_total_of_all(s)]
        means = [s for s in group if s.kind is StatementKind.AVERAGE and s.subject is Subject.CRITERIA]
        means = [s for s in means if s.mode is not Mode.ADD]
        for total in totals:
            for mean in means:
                same_time = (total.as_of, total.deadline) == (mean.as_of, mean.deadline)
                if same_time and not mean.rest and mean.comparator is Comparator.EQUAL:
                    yield _mean(total, mean, count)


def _is_total_of_all(said: Statement) -> bool:
    is_total = said.kind is StatementKind.TOTAL and said.subject is Subject.CRITERIA
    if not is_total or said.rest or said.units or said.mode is Mode.ADD:
        return False
    return said.comparator is Comparator.EQUAL and as_count(said.value) is not None


def _mean(total: Statement, mean: Statement, count: int) -> Checked:
    assert total.value is not None
    assert mean.value is not None
    how = mean_holds(mean.value, int(total.value), count, mean.decimals)
    exact = total.value / count
    stated = f"{format_number(mean.value, mean.decimals)} tiêu chí/xã"
    computed = f"{format_number(exact, max(mean.decimals, 2))} tiêu chí/xã"
    holds = how is not Rounding.WRONG
    label = f"Bình quân: {format_number(total.value)} tiêu chí trên {count} xã"
    result = _sum(label, stated, computed, (total, mean), holds=holds)
    if holds:
        return result, None
    return result, finding(
        FindingKind.ARITHMETIC,
        Severity.ERROR,
        f"{format_number(total.value)} tiêu chí trên {count} xã là bình quân {computed}, "
        f"văn bản ghi {stated}.",
        items=(total, mean),
        stated=stated,
        follows=computed,
        repairs=(f"Sửa bình quân thành {computed}, hoặc sửa tổng số tiêu chí.",),
    )


def _levels(case: Case) -> Iterator[Checked]:
    """Communes by number of criteria, and those at the standard, make up all communes and their mean."""
    count, criteria = case.commune_count, case.criteria_set
    levels = [s for s in case.reading.baseline if s.level is not None and s.comparator is Comparator.EQUAL]
    if any(said.level_to is not None for said in levels):
        return  # how many criteria they have together is not said
    if count is None or criteria is None or not levels:
        return
    meant = {slip.said.id: slip.meant for slip in slips_in(case)}
    baseline = [meant.get(said.id, said) for said in case.reading.baseline]
    full = [s for s in baseline if s.subject is Subject.COMMUNES and not s.units]
    same_time = {s.as_of for s in (*levels, *full)}
    values = [as_count(s.value) for s in (*levels, *full)]
    if len(same_time) != 1 or len(full) > 1 or None in values or sum(v or 0 for v in values) != count:
        return  # not a count of every commune: nothing to add up
    points = sum(int(s.value or 0) * int(s.level or 0) for s in levels)
    points += sum(int(s.value or 0) * len(criteria.criteria) for s in full)
    for mean in case.reading.baseline:
        if mean.kind is not StatementKind.AVERAGE or mean.value is None or mean.as_of not in same_time:
            continue
        how = mean_holds(mean.value, points, count, mean.decimals)
        stated = f"{format_number(mean.value, mean.decimals)} tiêu chí/xã"
        computed = f"{format_number(Decimal(points) / count, max(mean.decimals, 2))} tiêu chí/xã"
        label = f"Bình quân: {points} tiêu chí trên {count} xã"
        # Where it does not hold the sentences contradict each other, and `consistency` says which.
        yield _sum(label, stated, computed, (*levels, *full, mean), holds=how is not Rounding.WRONG), None


def _impossible_bases(case: Case) -> Iterator[Finding]:
    """«06/5 xã»; «120% số xã»; but "107 bé trai/100 bé gái" is a rate, not a part of a whole."""
    for said in case.statements:
        counts_more = said.value is not None and said.of is not None and said.value > said.of
        if counts_more and said.subject in {Subject.INDICATOR, Subject.OTHER} and _is_rate(said):
            continue
        is_share = said.kind is StatementKind.SHARE and said.subject is not Subject.OTHER
        above_all = is_share and said.value is not None and said.value > 100
        if counts_more or above_all:
            shown = " ".join(said.numbers) or format_number(said.value or 0)
            yield finding(
                FindingKind.ARITHMETIC,
                Severity.ERROR,
                f"Dòng {said.source.line} ghi “{shown}”: phần lớn hơn toàn bộ.",
                items=(said,),
                stated=shown,
            )


def _is_rate(said: Statement) -> bool:
    """A number for so many of another thing: "/100", "/1.000", "tỷ số", "tỷ suất"."""
    words = fold(f"{said.object_text} {said.source.text}")
    of = as_count(said.of) or 0
    return str(of).strip("0") == "1" or "ty so" in words or "ty suat" in words


def _other_bases(case: Case) -> Iterator[Finding]:
    """«/8 xã» in one line where the other lines say «/9 xã»."""
    base = case.stated_base
    if base is None:
        return
    for said in case.statements:
        counts_communes = said.subject in {Subject.CRITERION, Subject.COMMUNES}
        if counts_communes and said.of is not None and not said.rest and said.of != base:
            if said.value is not None and said.value > said.of:
                continue  # told already
            yield finding(
                FindingKind.QUESTION,
                Severity.WARNING,
                f"Dòng {said.source.line} tính trên {format_number(said.of)} xã, "
                f"các câu khác tính trên {base} xã.",
                items=(said,),
                stated=f"{format_number(said.of)} xã",
                follows=f"{base} xã",
            )

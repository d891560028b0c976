"""All sentences together: from the reading to the solver, and from its answer back to words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from chungsuc.checking.case import Case, finding
from chungsuc.checking.implied import implied_findings
from chungsuc.checking.slips import Slip, slips_in
from chungsuc.checking.words import at_lines, figure, levels_of, listed
from chungsuc.core.statements import (
    Certainty,
    Finding,
    FindingKind,
    Severity,
    Statement,
    StatementKind,
    Subject,
)
from chungsuc.core.units import Level
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.reasoning import (
    MOST_VILLAGES,
    PER_COMMUNE,
    Conflict,
    Consistency,
    Field,
    Premise,
    Repair,
    Sense,
    examine,
    examine_villages,
)

_VILLAGES = {Subject.VILLAGES, Subject.MODEL_VILLAGES}
_SENSES = {Sense.START: "đầu kỳ có", Sense.END: "cuối kỳ có", Sense.GAINED: "kỳ này đạt thêm"}


def examine_together(case: Case, slips: Iterable[Slip] | None = None) -> Consistency | None:
    """None where there is nothing to put into one table: no communes, or no criteria set."""
    count, criteria = case.commune_count, case.criteria_set
    home = case.home
    if count is None or criteria is None or criteria.level is not Level.COMMUNE:
        return None
    if home is not None and home.level not in {Level.DISTRICT, Level.PROVINCE}:
        return None
    meant = {slip.said.id: slip.meant for slip in (slips_in(case) if slips is None else slips)}
    baseline = [meant.get(said.id, said) for said in case.reading.baseline]
    targets = [meant.get(said.id, said) for said in case.reading.targets]
    scope = Field(count, tuple(criterion.code for criterion in criteria.criteria))
    return examine(baseline, targets, scope, period=case.period)


def check_consistency(case: Case, told: Sequence[Finding]) -> list[Finding]:
    """Conflicts and what is implied. What `told` says already of the same sentences is not repeated."""
    slips = slips_in(case)
    known = [
        frozenset(q.item_id for q in each.quotes) for each in told if each.kind is FindingKind.ARITHMETIC
    ]
    villages = examine_villages(
        case.reading.baseline, case.reading.targets, communes=case.commune_count, period=case.period
    )
    result = examine_together(case, slips)
    writer = _Writer(case, slips)
    found = [*villages.conflicts, *(result.conflicts if result is not None else ())]
    conflicts = [
        writer.conflict(each)
        for each in found
        if not any(set(each.statements) <= already for already in known)
    ]
    finished = villages.finished and (result is None or result.finished)
    implied = [] if result is None else implied_findings(case, result, writer.premises)
    return [*conflicts, *_unfinished(finished=finished), *implied]


def _unfinished(*, finished: bool) -> Iterator[Finding]:
    """What was not looked at in time is said: silence would read as "consistent"."""
    if not finished:
        yield finding(
            FindingKind.QUESTION,
            Severity.INFO,
            "Chưa xét hết các câu cùng nhau trong thời gian cho phép: có thể còn mâu thuẫn chưa nêu ở đây.",
            facts={"finished": "false"},
        )


class _Writer:
    """Words for what the solver found."""

    def __init__(self, case: Case, slips: Iterable[Slip]) -> None:
        self.case = case
        self.slips = {slip.said.id: slip for slip in slips}
        self.said = {said.id: said for said in case.statements}

    def premises(self, premises: Iterable[Premise], statements: Iterable[str]) -> tuple[str, ...]:
        """What was assumed that the text does not say, in words."""
        criteria = self.case.criteria_set
        number = 0 if criteria is None else len(criteria.criteria)
        words = {
            Premise.STANDARD: f"xã đạt chuẩn nông thôn mới là xã đạt đủ {number} tiêu chí",
            Premise.KEEP: "“duy trì” nghĩa là đạt cả ở đầu kỳ và cuối kỳ",
            Premise.GAIN: "tiêu chí đạt thêm là tiêu chí đầu kỳ chưa đạt",
            Premise.NO_LOSS: "các xã không mất tiêu chí đã đạt",
        }
        ids = list(statements)
        of_villages = any(self.said[each].subject in _VILLAGES for each in ids)
        if of_villages:
            words[Premise.NO_LOSS] = "thôn đã đạt chuẩn không mất chuẩn"
        named = [words[premise] for premise in premises]
        named += [self.slips[each].premise for each in ids if each in self.slips]
        counts_communes = not of_villages or any(self.said[each].measure == PER_COMMUNE for each in ids)
        if counts_communes and self.case.stated_base != self.case.commune_count:
            named.append(f"{self._place()} có {self.case.commune_count} xã")
        return tuple(named)

    def _place(self) -> str:
        home = self.case.home
        return "địa bàn" if home is None else home.title

    def conflict(self, conflict: Conflict) -> Finding:
        items = [self.said[each] for each in conflict.statements]
        aside = self.said[conflict.set_aside]
        many = len(items) > 1
        # A mean goes wrong with the number of communes, and that was not in the text.
        has_mean = any(item.kind is StatementKind.AVERAGE for item in items)
        soft = Premise.NO_LOSS in conflict.premises or (has_mean and not self.case.count_is_in_the_text)
        where = at_lines(item.source.line for item in items)
        several_lines = len({item.source.line for item in items}) > 1
        if several_lines:
            table = "cách chia số thôn" if aside.subject in _VILLAGES else "bảng xã × tiêu chí"
            lines = where.removeprefix("các ")
            message = f"Các câu ở {lines} không thể cùng đúng: không có {table} nào thỏa tất cả."
        elif many:
            message = f"Các số nêu ở {where} không thể cùng đúng."
        else:
            message = f"Câu ở {where} không thể đúng."
        follows = "" if not many and has_mean else self._follows(conflict.allowed, aside)
        if not many and has_mean:
            message += (
                f" Với {self.case.commune_count} xã, không tổng số tiêu chí nào cho {self._stated(aside)}."
            )
        if not follows and (shared := self._in_both(items)):
            message += f" {shared} đứng trong cả hai danh sách."
        if follows:
            others = "các câu kia" if len(items) > 2 else "câu kia" if many else "số xã của địa bàn"
            message += f" Theo {others}, {follows}; dòng {aside.source.line} nêu {self._stated(aside)}."
        elif many and conflict.repairs:  # what was set aside has no figure of its own: "không còn xã dưới 19"
            other = self.said[conflict.repairs[0].statement]
            means = self._follows([r for r in conflict.repairs if r.statement == other.id], other)
            if means:
                message += f" Theo phần còn lại, {means}; dòng {other.source.line} nêu {self._stated(other)}."
        return finding(
            FindingKind.CONTRADICTION,
            Severity.WARNING if soft else Severity.ERROR,
            message,
            items=items,
            premises=self.premises(conflict.premises, conflict.statements),
            stated=self._stated(aside),
            follows=follows or None,
            repairs=self._repairs(conflict),
            certainty=self._certainty(items, soft=soft or not conflict.certified),
            proved_smallest=conflict.proved_smallest,
            facts={
                "proof": "exact" if conflict.certified else "solver",
                "set_aside": conflict.set_aside,
                **{
                    f"{r.sense.value}": f"{r.low}..{r.high}"
                    for r in conflict.repairs
                    if r.statement == aside.id
                },
            },
        )

    def _in_both(self, items: Sequence[Statement]) -> str:
        """The communes that two lists name, where that is what cannot be: kept, and gained as well."""
        if len(items) != 2:
            return ""
        keys = [{mention.unit_id or mention.text for mention in item.units} for item in items]
        named = [m.name or m.text for m in items[0].units if (m.unit_id or m.text) in keys[0] & keys[1]]
        return f"Xã {listed(named)}" if named else ""

    def _certainty(self, items: Iterable[Statement], *, soft: bool) -> Certainty:
        likely = soft or any(
            item.certainty is not Certainty.CERTAIN or item.id in self.slips for item in items
        )
        return Certainty.LIKELY if likely else Certainty.CERTAIN

    def _follows(self, allowed: Iterable[Repair], aside: Statement) -> str:
        """«tiêu chí … : cuối kỳ có từ 07 đến 09 xã đạt, kỳ này đạt thêm từ 03 đến 05 xã»"""
        ordered = sorted(allowed, key=lambda each: list(_SENSES).index(each.sense))
        noun = self._noun(aside)
        parts = [
            f"{_SENSES[r.sense]} {self._between(r, aside)} "
            f"{noun.removesuffix(' đạt') if r.sense is Sense.GAINED else noun}"
            for r in ordered
        ]
        if not parts:
            return ""
        head = ""
        if aside.subject is Subject.CRITERION and aside.criteria and aside.criteria[0].code is not None:
            head = f"tiêu chí {self.case.criterion_name(aside.criteria[0].code)} "
        return head + " và ".join(parts)

    def _between(self, repair: Repair, like: Statement) -> str:
        low, high = figure(repair.low, like), figure(repair.high, like)
        if like.subject in _VILLAGES and repair.high >= MOST_VILLAGES:
            return f"ít nhất {low}"
        return low if repair.low == repair.high else f"từ {low} đến {high}"

    @staticmethod
    def _noun(said: Statement) -> str:
        if said.subject in _VILLAGES:
            return "thôn"
        if said.kind is StatementKind.AVERAGE:
            return "tiêu chí/xã"
        if said.subject is Subject.CRITERIA and said.level is None:
            return "tiêu chí"
        return "xã đạt" if said.subject is Subject.CRITERION else "xã"

    def _stated(self, said: Statement) -> str:
        if said.numbers:
            number = said.numbers[0]
        elif said.value is None:
            number = ""
        else:
            number = figure(said.value, said)
        if said.of is not None and "/" not in number:
            number = f"{number}/{format_number(said.of)}"
        if said.kind is StatementKind.SHARE and "%" not in number:
            number = f"{number}%"
        noun = self._noun(said).removesuffix(" đạt")
        if said.kind is StatementKind.SHARE:
            noun = f"số {noun.partition(' ')[0]}"
        return " ".join(f"{number} {noun}".split())

    def _repairs(self, conflict: Conflict) -> tuple[str, ...]:
        """One sentence for each figure that would mend the plan, the likeliest sentence first."""
        order = sorted(conflict.statements, key=lambda each: each != conflict.set_aside)
        sentences = []
        for each in order:
            repairs = [repair for repair in conflict.repairs if repair.statement == each]
            if not repairs:
                continue
            said = self.said[each]
            ways = sorted(repairs, key=lambda repair: repair.sense is not Sense.GAINED)
            shown = list(dict.fromkeys(f"“{self._as_said(said, way)}”" for way in ways))
            sentence = f"Kế hoạch nhất quán nếu câu ở dòng {said.source.line} là {' hoặc '.join(shown)}."
            wide = [way for way in ways if way.low != way.high]
            if wide:
                spans = [f"số {_PLACES[w.sense]} có thể {self._between(w, said)}" for w in wide]
                sentence += f" Xét cả văn bản, kể cả những xã không nêu tên, {' và '.join(spans)}."
            sentences.append(sentence)
        return tuple(sentences)

    def _as_said(self, said: Statement, repair: Repair) -> str:
        """The sentence's own words with the figure that would be right."""
        number = figure(repair.nearest, said)
        noun = self._noun(said).removesuffix(" đạt")
        if said.kind is StatementKind.AVERAGE:
            return f"bình quân {number} {noun}"
        if repair.sense is Sense.GAINED:
            return f"có thêm {number} {noun}"
        base = said.of if said.of is not None else None
        if said.kind is StatementKind.SHARE:
            base = Decimal(self.case.commune_count or 0)
        if said.level is not None:
            return f"{number} xã đạt {levels_of(said)} tiêu chí"
        verb = "đang có" if repair.sense is Sense.START and said in self.case.reading.targets else "có"
        return (
            f"{verb} {number}/{format_number(base)} {noun}" if base is not None else f"{verb} {number} {noun}"
        )


_PLACES = {Sense.START: "đầu kỳ", Sense.END: "cuối kỳ", Sense.GAINED: "đạt thêm"}

"""Suy ra: what follows from all sentences though none says it, worded for an official."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from chungsuc.checking.case import Case, finding
from chungsuc.checking.words import figure, listed
from chungsuc.core.statements import (
    Certainty,
    Finding,
    FindingKind,
    PartialDate,
    Severity,
    Statement,
    StatementKind,
    Subject,
)
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.reasoning import Consistency, Fact, FactKind, Moment, Premise

Premises = Callable[[Iterable[Premise], Iterable[str]], tuple[str, ...]]


def implied_findings(case: Case, result: Consistency, premises: Premises) -> list[Finding]:
    return list(_Writer(case, result, premises).findings())


class _Writer:
    def __init__(self, case: Case, result: Consistency, premises: Premises) -> None:
        self.case = case
        self.result = result
        self.premises = premises
        self.said = {said.id: said for said in case.statements}
        self.facts = {(f.kind, f.moment): f for f in result.facts if f.criterion is None and f.unit is None}

    def findings(self) -> Iterator[Finding]:
        for moment in Moment:
            fact = self.facts.get((FactKind.TOTAL, moment))
            if fact is not None:
                yield self._total(fact)
        unnamed = self.facts.get((FactKind.UNNAMED, Moment.END))
        if unnamed is not None and unnamed.value:
            yield self._unnamed(unnamed)
        gained = self.facts.get((FactKind.GAINED, Moment.END))
        if gained is not None and gained.value and not self._is_added_up():
            yield self._gained(gained)
        for moment in Moment:
            yield from self._levels(moment)
        yield from self._criteria()

    def _finding(self, message: str, facts: Iterable[Fact], values: dict[str, str]) -> Finding:
        used = list(facts)
        ids = list(dict.fromkeys(each for fact in used for each in fact.statements))
        premises = list(dict.fromkeys(premise for fact in used for premise in fact.premises))
        items = [self.said[each] for each in ids if each in self.said]
        sure = Premise.NO_LOSS not in premises and all(i.certainty is Certainty.CERTAIN for i in items)
        return finding(
            FindingKind.IMPLIED,
            Severity.INFO,
            message,
            items=items,
            premises=self.premises(premises, ids),
            follows=values.get("value"),
            certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
            facts=values,
        )

    def _when(self, moment: Moment) -> str:
        if moment is Moment.END:
            return "Cuối kỳ"
        years = {said.as_of for said in self.case.reading.baseline if said.as_of is not None}
        day: PartialDate | None = next(iter(years)) if len(years) == 1 else None
        return f"Đến hết năm {day.year}" if day is not None and day.month is None else "Đầu kỳ"

    def _total(self, fact: Fact) -> Finding:
        count = self.result.field.count
        mean = format_number(Decimal(fact.value) / count, 2)
        message = (
            f"{self._when(fact.moment)}, {count} xã đạt tổng cộng {format_number(fact.value)} tiêu chí "
            f"(bình quân {mean} tiêu chí/xã)."
        )
        return self._finding(
            message, [fact], {"fact": f"total_{fact.moment.value}", "value": str(fact.value)}
        )

    def _unnamed(self, fact: Fact) -> Finding:
        names = listed(self.case.unit_name(unit) for unit in fact.units)
        total = next((s for s in self.case.reading.targets if _is_total(s)), None)
        within = (
            "" if total is None or total.value is None else f" trong {figure(total.value, total)} tiêu chí"
        )
        message = (
            f"{format_number(fact.value)} tiêu chí của {len(fact.units)} xã chưa đạt chuẩn ({names}) "
            f"được tính{within} cuối kỳ nhưng văn bản không nêu tên."
        )
        return self._finding(message, [fact], {"fact": "unnamed", "value": str(fact.value)})

    def _gained(self, fact: Fact) -> Finding:
        then, now = (self.facts.get((FactKind.TOTAL, moment)) for moment in Moment)
        traced = [each for each in (then, now) if each is not None] or [fact]
        span = f" (từ {then.value} lên {now.value})" if then is not None and now is not None else ""
        return self._finding(
            f"Cả kỳ phải đạt thêm {format_number(fact.value)} tiêu chí{span}.",
            [*traced, Fact(fact.kind, fact.moment, fact.value, premises=(Premise.NO_LOSS,))],
            {"fact": "gained", "value": str(fact.value)},
        )

    def _is_added_up(self) -> bool:
        """A sentence says how many criteria are added, of all communes or of the rest."""
        return any(
            s.kind is StatementKind.TOTAL and s.subject is Subject.CRITERIA and s.mode.value == "add"
            for s in self.case.reading.targets
        )

    def _levels(self, moment: Moment) -> Iterator[Finding]:
        """«Mọi xã còn lại phải đạt đúng 13 tiêu chí»: where the whole distribution is determined."""
        most = len(self.result.field.criteria)
        facts = [f for f in self.result.facts if f.kind is FactKind.LEVEL and f.moment is moment]
        below = [fact for fact in facts if fact.level is not None and fact.level < most]
        if not below:
            return
        at_standard = self.result.field.count - sum(fact.value for fact in below)
        if len(below) == 1 and at_standard:
            message = (
                f"{self._when(moment)}, {figure(below[0].value)} xã chưa đạt chuẩn đều phải đạt đúng "
                f"{below[0].level} tiêu chí, không hơn không kém."
            )
        else:
            parts = [f"{figure(fact.value)} xã đạt đúng {fact.level} tiêu chí" for fact in below]
            message = f"{self._when(moment)}, {listed(parts)}."
        values = {"fact": f"levels_{moment.value}"}
        values |= {f"level_{fact.level}": str(fact.value) for fact in below}
        yield self._finding(message, below, values)

    def _criteria(self) -> Iterator[Finding]:
        """How many communes must meet a criterion already, criterion by criterion, in one finding."""
        count = self.result.field.count
        facts = [
            f
            for f in self.result.facts
            if f.kind is FactKind.CRITERION and f.moment is Moment.START and f.criterion is not None
        ]
        partial = [fact for fact in facts if 0 < fact.value < count]
        whole = [fact for fact in facts if fact.value == count]
        if not facts:
            return
        parts = [
            f"{self.case.criterion_name(f.criterion or '')} {figure(f.value)}/{count} xã" for f in partial
        ]
        if whole:
            names = listed(self.case.criterion_name(f.criterion or "") for f in whole)
            parts.append(f"đủ {count}/{count} xã ở {len(whole)} tiêu chí ({names})")
        codes = {fact.criterion for fact in partial or whole}
        items = [
            s
            for s in self.case.statements
            if s.id in self.result.examined and len(s.criteria) == 1 and s.criteria[0].code in codes
        ]
        yield finding(
            FindingKind.IMPLIED,
            Severity.INFO,
            f"Để các câu cùng đúng, ngay đầu kỳ phải có: {'; '.join(parts)}.",
            items=items,
            premises=self.premises(tuple(Premise), [item.id for item in items]),
            certainty=Certainty.LIKELY,
            facts={"fact": "criteria_start"} | {f"criterion_{f.criterion}": str(f.value) for f in facts},
        )


def _is_total(said: Statement) -> bool:
    is_total = said.kind is StatementKind.TOTAL and said.subject is Subject.CRITERIA
    return is_total and said.mode.value != "add" and not said.units

"""Số liệu của một trang nhập, as far as the person who looks at it sees them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from chungsuc.assessments.drafts import hidden_from
from chungsuc.assessments.rollup_reads import recorded
from chungsuc.core.criteria import Component, Condition, Observed, Threshold, threshold_for
from chungsuc.core.observations import Observation as Fact
from chungsuc.core.observations import SlotState, fold
from chungsuc.core.periods import Period
from chungsuc.core.reasons import Reason
from chungsuc.core.reviews import Review
from chungsuc.core.typed import Typed
from chungsuc.core.verdicts import Judgement, judge, judge_indicator
from chungsuc.entry.given import typed_of
from chungsuc.entry.pages import Place, Row
from chungsuc.workflow.actions.reviews import works_at

NEVER = SlotState(())


class Figures:
    """Số liệu của một trang: the states of its cells in its period, and in those before."""

    def __init__(
        self, place: Place, facts: Iterable[Fact], reader: Any, hidden: Collection[UUID] = ()
    ) -> None:
        self.place, self.reader = place, reader
        self.now: dict[str, SlotState] = {}
        self.unseen: set[str] = set()  # where something stands that the person does not see
        self._earlier: dict[str, tuple[Period, Fact]] = {}
        for slot, state in fold(facts).items():
            if hidden and any(each.id in hidden for each in state.heads):
                if slot.period == place.period:
                    self.unseen.add(slot.indicator)
            elif slot.period == place.period:
                self.now[slot.indicator] = state
            elif slot.period.last_day < place.period.first_day and state.reported is not None:
                self._note_earlier(slot.indicator, slot.period, state.reported)

    @classmethod
    def of_rows(cls, place: Place, rows: Iterable[Row], reader: Any) -> Figures:
        """What the reader sees of all that was ever recorded in these lines; one short question, and two
        more where others recorded it."""
        codes = tuple(each.code for each in rows)
        facts = recorded(place.unit.pk, place.criteria_set.id, codes) if codes else []
        return cls(place, facts, reader, hidden_from(reader, facts))

    def after(self, fact: Fact) -> Figures:
        """With one more, which takes the place of all that stood in its cell."""
        found = copy(self)
        found.now = self.now | {fact.slot.indicator: SlotState((fact,))}
        found.__dict__.pop("_values", None)
        return found

    def _note_earlier(self, code: str, period: Period, fact: Fact) -> None:
        known = self._earlier.get(code)
        is_newer = known is None or known[0] < period
        if is_newer and period.kind is self.place.period.kind and typed_of(fact) is not None:
            self._earlier[code] = period, fact

    @cached_property
    def _values(self) -> dict[str, Observed]:
        return {code: value for code, each in self.now.items() if (value := each.reported_value) is not None}

    @cached_property
    def _is_own(self) -> bool:
        return works_at(self.reader, self.place.unit)

    def heard(self, review: Review) -> Review:
        """The review as the reader knows of it: who works above hears later of a question to the unit."""
        if review.question is None or self._is_own:
            return review
        return review.as_superiors_see(timezone.localdate())

    def state(self, code: str) -> SlotState:
        return self.now.get(code, NEVER)

    def before(self, code: str) -> tuple[Period, Fact] | None:
        """The newest figure of an earlier period of the same length, and that period."""
        return self._earlier.get(code)

    def typed_now(self) -> dict[str, Typed]:
        return {code: typed for code, each in self.now.items() if (typed := typed_of(each.reported))}

    def typed_before(self) -> dict[str, Typed]:
        return {code: typed for code, (_, fact) in self._earlier.items() if (typed := typed_of(fact))}

    def judged(self, row: Row) -> tuple[Judgement, Threshold | None]:
        """Kết luận về một dòng, by what is said in the period, and the threshold that binds."""
        place = self.place
        values = {
            code: value for code, each in self.now.items() if (value := each.reported_value) is not None
        }
        if isinstance(row.measure, Condition):
            level = Threshold(
                value=row.measure.value,
                from_year=place.year,
                to_year=place.year,
                confidence=row.measure.confidence,
            )
            return judge(row.measure, level, values.get(row.code)), level
        assert row.indicator is not None
        year = place.year + row.indicator.from_previous_year
        threshold = threshold_for(row.measure, place.attributes, year)
        clause = place.criteria_set.clause
        whole = judge_indicator(row.indicator, place.attributes, year, values, clause=clause)
        if not isinstance(row.measure, Component):
            return whole, threshold
        own: list[Reason] = [each for each in whole.reasons if each.code == row.code]
        if own:
            return Judgement(own[0].verdict, tuple(own)), threshold
        return judge(row.measure, threshold, values.get(row.code), clause=clause), threshold

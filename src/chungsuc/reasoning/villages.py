"""Can all that a plan says of villages be true together: in all, by commune, and for each commune?

Villages are counted and not told apart: how many there are, how many meet the standard at the
start and at the end, in every commune that the text names and in all. The same search as for
communes × criteria then finds what cannot be true together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chungsuc.core.statements import (
    Certainty,
    Comparator,
    Mode,
    Statement,
    StatementKind,
    Subject,
)
from chungsuc.reasoning.arithmetic import counts_of_share, whole
from chungsuc.reasoning.consistency import end_year, in_time, start_year
from chungsuc.reasoning.grid import Moment, Premise
from chungsuc.reasoning.model import Expr, Model, total
from chungsuc.reasoning.search import Conflict, Search
from chungsuc.reasoning.sentences import (
    Bounds,
    Claim,
    Fixed,
    Reading,
    Sense,
    Sentence,
    bounds_of,
    group_of,
    unit_key,
)

PER_COMMUNE = "thôn/xã"
_SUBJECTS = (Subject.VILLAGES, Subject.MODEL_VILLAGES)
MOST_VILLAGES = 100_000  # more villages than the country has: a bound that nobody set


@dataclass(frozen=True, slots=True)
class VillageAnswer:
    """What came of the sentences about villages."""

    conflicts: tuple[Conflict, ...]
    examined: tuple[str, ...]
    finished: bool


def examine_villages(
    baseline: Iterable[Statement],
    targets: Iterable[Statement],
    *,
    communes: int | None,
    period: tuple[int, int] | None = None,
    seconds: float | None = 2.0,
) -> VillageAnswer:
    """Examine villages and model villages apart. `communes`: how many communes the plan is for."""
    before, after = tuple(baseline), tuple(targets)
    start, end = start_year(before, period), end_year(after, period)
    conflicts: list[Conflict] = []
    examined: list[str] = []
    finished = True
    for subject in _SUBJECTS:
        sentences = [
            *(Sentence(said, Moment.START) for said in before if said.subject is subject),
            *(Sentence(said, Moment.END) for said in after if said.subject is subject),
        ]
        kept = [each for each in sentences if _is_settled(each) and in_time(each, start, end)]
        counts = _Villages(kept)
        claims = {each.statement.id: claim for each in kept if (claim := counts.claim(each, communes))}
        if len(claims) < 2:
            continue
        for claim in claims.values():
            claim.add_to(counts.model)
        search = Search(counts.model, claims, seconds)
        conflicts += search.conflicts()
        examined += claims
        finished = finished and search.finished
    return VillageAnswer(tuple(conflicts), tuple(examined), finished)


def _is_settled(sentence: Sentence) -> bool:
    said = sentence.statement
    return (
        said.certainty is not Certainty.DOUBTFUL
        and not said.rest
        and said.level is None
        and said.part_of is None
        and all(mention.within is None for mention in said.units)
    )


class _Villages:
    """Số thôn: variables for all villages and for those of each named commune."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.model = Model()
        self.all = self.model.variable(0, MOST_VILLAGES)
        bases = {each.statement.of for each in sentences if each.statement.of is not None}
        self._has_one_base = len(bases) == 1  # "20/80 thôn" beside "25/85 thôn" counts other villages
        names = dict.fromkeys(unit for each in sentences for unit in each.units)
        self.met: dict[Moment, Expr] = {}
        self._in: dict[tuple[Moment, str], Expr] = {}
        for moment in Moment:
            self.met[moment] = self.model.variable(0, MOST_VILLAGES)
            self.model.add(self.all - self.met[moment], low=0)
            for name in names:
                self._in[moment, name] = self.model.variable(0, MOST_VILLAGES)
            named = total(self._in[moment, name] for name in names)
            self.model.add(self.met[moment] - named, low=0)
        self.gained = self._gain(self.met[Moment.START], self.met[Moment.END])
        self._gained_in = {
            name: self._gain(self._in[Moment.START, name], self._in[Moment.END, name]) for name in names
        }
        self.model.add(self.gained - total(self._gained_in.values()), low=0, groups=[Premise.NO_LOSS.group])

    def _gain(self, start: Expr, end: Expr) -> Expr:
        """How many meet the standard at the end that did not at the start."""
        gained = self.model.variable(0, MOST_VILLAGES)
        self.model.add(end - gained, low=0)
        self.model.add(gained - end + start, low=0)
        self.model.add(start + gained - end, high=0, groups=[Premise.NO_LOSS.group])
        return gained

    def claim(self, sentence: Sentence, communes: int | None) -> Claim | None:
        """None for a sentence that says nothing about these counts."""
        said, moment = sentence.statement, sentence.moment
        if said.kind is StatementKind.SHARE:
            return self._share(said, moment)
        bounds = bounds_of(said)
        if bounds is None:
            return None
        if said.measure == PER_COMMUNE:
            return None if communes is None else self._per_commune(said, moment, bounds, communes)
        fixed = self._in_communes(said, moment)
        self._count_all(said)
        if said.units and len(said.units) == 1 and said.units[0].count is None:
            name = unit_key(said.units[0])
            readings = self._readings(said, moment, bounds, self._counts_in(name))
        else:
            readings = self._readings(said, moment, bounds, self._counts())
        return Claim(said, moment, readings, tuple(fixed))

    def _count_all(self, said: Statement) -> None:
        """«20/80 thôn» says, beside its own figure, that there are 80."""
        base = whole(said.of)
        if base is not None and self._has_one_base:
            self.model.add(self.all, low=base, high=base, groups=[group_of(said.id)])

    def _counts(self) -> Mapping[Sense, Expr]:
        met = self.met
        return {Sense.START: met[Moment.START], Sense.END: met[Moment.END], Sense.GAINED: self.gained}

    def _counts_in(self, name: str) -> Mapping[Sense, Expr]:
        at = self._in
        return {
            Sense.START: at[Moment.START, name],
            Sense.END: at[Moment.END, name],
            Sense.GAINED: self._gained_in[name],
        }

    @staticmethod
    def _readings(
        said: Statement, moment: Moment, bounds: Bounds, counts: Mapping[Sense, Expr]
    ) -> tuple[Reading, ...]:
        def read(*senses: Sense) -> tuple[Reading, ...]:
            return tuple(Reading(sense, counts[sense], bounds) for sense in senses)

        if moment is Moment.START:
            return read(Sense.START)
        if said.mode is Mode.ADD:
            return read(Sense.GAINED) if said.of is None else read(Sense.GAINED, Sense.END)
        if said.mode is Mode.KEEP:
            return (Reading(Sense.END, counts[Sense.END], (bounds[0], None)),)
        return read(Sense.END) if said.of is not None or said.all_units else read(Sense.END, Sense.GAINED)

    def _in_communes(self, said: Statement, moment: Moment) -> list[Fixed]:
        """«(A 5 thôn; B 3 thôn)»: in A so many at the start, or at least so many at the end."""
        fixed = []
        for mention in said.units:
            if mention.count is None:
                continue
            name = unit_key(mention)
            adds = moment is Moment.END and said.mode is Mode.ADD
            quantity = self._gained_in[name] if adds else self._in[moment, name]
            fixed.append(Fixed(quantity, (mention.count, mention.count if moment is Moment.START else None)))
        return fixed

    def _per_commune(self, said: Statement, moment: Moment, bounds: Bounds, communes: int) -> Claim | None:
        """«Mỗi xã có ít nhất 02 thôn»: all communes together have at least twice as many."""
        if said.units or said.mode is Mode.ADD or said.comparator is Comparator.RANGE:
            return None
        low, high = (None if each is None else each * communes for each in bounds)
        sense = Sense.START if moment is Moment.START else Sense.END
        return Claim(said, moment, (), (Fixed(self._counts()[sense], (low, high)),))

    def _share(self, said: Statement, moment: Moment) -> Claim | None:
        """«50% số thôn (40/80 thôn)»: only with the number of all villages beside it."""
        count = whole(said.of)
        if said.value is None or count is None or said.units or said.mode is Mode.ADD:
            return None
        if not self._has_one_base:
            return None
        low, high = counts_of_share(said.value, count, said.decimals)
        bounds: Bounds = (low, None)
        if said.comparator is Comparator.AT_MOST:
            bounds = (None, math.floor(Fraction(said.value) * count / 100))
        elif moment is Moment.START and low <= high:
            bounds = (low, high)
        sense = Sense.START if moment is Moment.START else Sense.END
        self._count_all(said)
        return Claim(said, moment, (Reading(sense, self._counts()[sense], bounds),))

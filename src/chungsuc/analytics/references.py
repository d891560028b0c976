"""Bộ hỏi kết quả theo bộ khác: in which order sets are judged, and what each asks of those before it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

import ibis
import pyarrow as pa

from chungsuc.analytics.law import KINDS, Law, measures_of, table
from chungsuc.core.criteria import Counted, CriteriaSet, Measure, Reference

ASKED: Final = ibis.schema(
    {
        "moment": "!int32",
        "measure": "!int32",
        "asked": "!int32",  # the moment of the other set; -1 where it is not judged that day
        "is_share": "!boolean",  # of the units below; else the unit's own result
        "kind": "!int8",
    }
)


def waves(law: Law) -> Sequence[Sequence[int]]:
    """The moments in the order in which they can be judged: a set after those that it asks."""
    by_depth: dict[int, list[int]] = {}
    for number, moment in enumerate(law.moments):
        by_depth.setdefault(_depth(law.sets, moment.criteria_set.id), []).append(number)
    return [by_depth[depth] for depth in sorted(by_depth)]


def asked(law: Law, moments: Collection[int]) -> pa.Table:
    """What the sets of these moments ask of results under other sets on the same day."""
    at = {(each.criteria_set.id, each.on): number for number, each in enumerate(law.moments)}
    rows = (
        (
            number,
            law.numbers[own.id, measure.code],
            at.get((reference.criteria_set_id, law.moments[number].on), -1),
            _is_below(law, own, reference),
            KINDS[measure.kind],
        )
        for number in moments
        for own in (law.moments[number].criteria_set,)
        for measure, reference in _referring(own)
        if _is_whole(reference)
    )
    return table(rows, ASKED)


def only_entered(law: Law) -> Mapping[str, Sequence[str]]:
    """By the title of each set judged by: what asks for single indicators, or for the levels of another
    group. Columns do not derive it; they have what somebody entered."""
    found = {
        each.title: [measure.code for measure, reference in _referring(each) if not _is_whole(reference)]
        for each in law.sets.values()
    }
    return {title: codes for title, codes in found.items() if codes}


def _depth(sets: Mapping[str, CriteriaSet], set_id: str, above: frozenset[str] = frozenset()) -> int:
    """How many sets in turn have to be judged before this one."""
    own, seen = sets[set_id], above | {set_id}
    named = {reference.criteria_set_id for _measure, reference in _referring(own)}
    deeper = [1 + _depth(sets, each, seen) for each in (named & sets.keys()) - seen]
    if own.prerequisite is not None and own.prerequisite in sets.keys() - seen:
        deeper.append(_depth(sets, own.prerequisite, seen))
    return max(deeper, default=0)


def _is_below(law: Law, own: CriteriaSet, reference: Reference) -> bool:
    other = law.sets.get(reference.criteria_set_id)
    return other is None or other.level is not own.level


def _referring(criteria_set: CriteriaSet) -> Iterator[tuple[Measure, Reference]]:
    for measure, _owner, _place in measures_of(criteria_set):
        if measure.refers_to is not None:
            yield measure, measure.refers_to


def _is_whole(reference: Reference) -> bool:
    """Whether it speaks of verdicts on whole units, by the levels that bind them."""
    of_units = reference.counts is Counted.UNITS and not reference.indicators
    return of_units and reference.commune_group is None

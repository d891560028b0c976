"""Lịch sử một ô: every value that it had, what each took the place of, and what was said beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chungsuc.assessments.drafts import hidden_from
from chungsuc.assessments.facts import fact
from chungsuc.assessments.models import Acceptance, Observation, Supersession
from chungsuc.core.observations import fold
from chungsuc.entry.cells import Said, said_of
from chungsuc.entry.models import CellComment
from chungsuc.entry.pages import Place, Row


@dataclass(frozen=True)
class Entry:
    """Một số liệu trong lịch sử."""

    said: Said
    stands: bool  # nothing took its place
    is_one_of_several: bool  # nobody has settled which of them holds
    replaced: list[Said]  # what it took the place of
    accepted: Acceptance | None

    @property
    def can_be_taken_up(self) -> bool:
        """Said again in the place of what stands: an older one, or one of several."""
        return not self.stands or self.is_one_of_several


@dataclass(frozen=True)
class History:
    """What a page of one cell shows, the newest first."""

    entries: list[Entry]
    comments: list[CellComment]
    is_whole: bool = True  # else the unit entered something that it has not handed up


def history(place: Place, row: Row, reader: Any) -> History:
    """Everything of one cell that the reader sees; five queries, and two more of what others recorded."""
    rows = list(
        Observation.objects.filter(
            unit=place.unit,
            criteria_set_id=place.criteria_set.id,
            indicator_code=row.code,
            period=str(place.period),
        ).select_related("observed_by")
    )
    older: dict[UUID, list[UUID]] = defaultdict(list)
    for newer_id, older_id in Supersession.objects.filter(newer__in=rows).values_list("newer_id", "older_id"):
        older[newer_id].append(older_id)
    facts = {each.pk: fact(each, older[each.pk]) for each in rows}
    state = next(iter(fold(facts.values()).values()), None)
    heads = {each.id for each in state.heads} if state else set()
    said = {each.pk: said_of(each, facts[each.pk], row.measure.unit) for each in rows}
    accepted = {each.observation_id: each for each in _acceptances(rows)}
    hidden = hidden_from(reader, facts.values())
    comments = CellComment.objects.filter(
        unit=place.unit,
        criteria_set_id=place.criteria_set.id,
        indicator_code=row.code,
        period=str(place.period),
    ).select_related("by")
    return History(
        entries=[
            Entry(
                said=said[each.pk],
                stands=each.pk in heads,
                is_one_of_several=each.pk in heads and len(heads) > 1,
                replaced=[said[key] for key in older[each.pk] if key in said and key not in hidden],
                accepted=accepted.get(each.pk),
            )
            for each in reversed(rows)
            if each.pk not in hidden
        ],
        is_whole=not hidden,
        comments=list(comments),
    )


def _acceptances(rows: list[Observation]) -> list[Acceptance]:
    return list(Acceptance.objects.filter(observation__in=rows).select_related("by"))

"""What a dossier rests on, read from the figures, the reviews, its parts and its votes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.facts import attributes_on
from chungsuc.assessments.models import YearStanding
from chungsuc.assessments.queries import Series, states
from chungsuc.assessments.reviewing import codes_of, is_figure_asked
from chungsuc.assessments.rollup_law import end_of
from chungsuc.assessments.rollup_links import Links, figures_of, observed
from chungsuc.assessments.rollups import standing_of_row
from chungsuc.core.criteria import CriteriaSet, Observed
from chungsuc.core.derived import judge_whole
from chungsuc.core.dossiers import (
    DossierError,
    DossierFacts,
    DossierKind,
    Procedure,
    Standing,
    judge_revocation,
    lost_criteria,
)
from chungsuc.core.observations import SlotState
from chungsuc.core.periods import Period
from chungsuc.core.rollup import is_covered
from chungsuc.core.speech import Speech
from chungsuc.core.verdicts import UnitJudgement, Verdict
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.languages.words import SPEECH
from chungsuc.workflow import queries
from chungsuc.workflow.models import Dossier, DossierEvent, DossierPart

_HOLDS = (Verdict.MET, Verdict.NOT_APPLICABLE)


@dataclass(frozen=True)
class Case:
    """Hồ sơ với mọi căn cứ của nó, as of now: read once for a page or a step."""

    dossier: Dossier
    procedure: Procedure
    standing: Standing
    events: list[DossierEvent]
    parts: Mapping[str, list[DossierPart]]
    vote: queries.Vote | None
    version: CriteriaSetVersion

    @cached_property
    def criteria_set(self) -> CriteriaSet:
        """The set as it binds at the end of the dossier's year."""
        return criteria.as_it_binds(self.version, on=end_of(self.dossier.year))

    @cached_property
    def figures(self) -> Mapping[str, Any]:
        """Số liệu of the unit, by code and period."""
        found = figures_of([self.dossier.unit_id], self.dossier.criteria_set_id)
        return found.get(self.dossier.unit_id, {})

    @cached_property
    def judged(self) -> UnitJudgement:
        """Kết luận: of what was accepted once the dossier was handed up, until then of what was reported.

        Of further conditions what had been reported when it was handed up: that is what who takes the next
        step judges and then accepts, so that nothing is changed behind those who appraise.
        """
        year, unit_id, law = self.dossier.year, self.dossier.unit_id, self.criteria_set
        values, series = observed(law, self.figures, year, Series.REPORTED), Series.REPORTED
        if not self.standing.state.is_open:
            series = Series.ACCEPTED
            values = self._but_conditions(observed(law, self.figures, year, series)) | self._conditions()
        return judge_whole(
            law,
            attributes_on([unit_id], end_of(year), law)[unit_id],
            year=year,
            on=end_of(year),
            observed=values,
            results=Links([unit_id]).results(unit_id, law.level, year, series),
        )

    def conditions(self, *, is_own: bool) -> dict[str, Observed]:
        """Điều kiện đã nhập: as they stand now for who works at the unit until it is handed up, else as they
        were handed up."""
        if is_own and self.standing.state.is_open:
            return observed(self.criteria_set, self.figures, self.dossier.year, Series.REPORTED)
        return self._conditions()

    def _conditions(self) -> dict[str, Observed]:
        return observed(self.criteria_set, self.conditions_handed_up, self.dossier.year, Series.REPORTED)

    def _but_conditions(self, values: dict[str, Observed]) -> dict[str, Observed]:
        """Without those that an earlier handing up brought: they give way to what stands in the last one."""
        codes = {each.code for each in self.criteria_set.conditions}
        return {code: value for code, value in values.items() if code not in codes}

    @cached_property
    def conditions_handed_up(self) -> Mapping[str, Mapping[Period, SlotState]]:
        """Số liệu của các điều kiện kèm theo as they stood when the dossier was handed up last."""
        codes = [each.code for each in self.criteria_set.conditions]
        if not codes or self.handed_up_at is None:
            return {}
        found: dict[str, dict[Period, SlotState]] = defaultdict(dict)
        known = states(
            unit_ids=[self.dossier.unit_id],
            criteria_set_id=self.dossier.criteria_set_id,
            codes=codes,
            known_at=self.handed_up_at,
        )
        for slot, state in known.items():
            found[slot.indicator][slot.period] = state
        return dict(found)

    @cached_property
    def lacking(self) -> tuple[str, ...]:
        """Indicators that the unit has to give a figure of, and has given none, or not of every part."""
        year, law = self.dossier.year, self.criteria_set
        reported = observed(law, self.figures, year, Series.REPORTED)
        about = attributes_on([self.dossier.unit_id], end_of(year), law)[self.dossier.unit_id]
        judged = {
            code: each for one in self.judged.criteria.values() for code, each in one.indicators.items()
        }
        return tuple(
            each.code
            for each in law.indicators()
            if is_figure_asked(each, about, year)
            and (
                judged[each.code].verdict is Verdict.NO_DATA
                or not any(code in reported for code in codes_of(each))
            )
        )

    @property
    def is_standard_met(self) -> bool:
        every = [*self.judged.criteria.values(), *self.judged.conditions.values()]
        return all(each.verdict in _HOLDS for each in every)

    def not_met(self, speech: Speech = SPEECH) -> tuple[str, ...]:
        """What keeps the unit from the standard: criteria by code, further conditions by name."""
        names = {each.code: each.name for each in self.criteria_set.conditions}
        found = [
            f"{code} ({speech.say(each.verdict.label)})"
            for code, each in self.judged.criteria.items()
            if each.verdict not in _HOLDS
        ]
        found += [
            f"{speech.quote(names.get(code, code))} ({speech.say(each.verdict.label)})"
            for code, each in self.judged.conditions.items()
            if each.verdict not in _HOLDS
        ]
        return tuple(found)

    @cached_property
    def lost(self) -> dict[int, tuple[str, ...]]:
        """Tiêu chí không còn đạt by year, of what was accepted; years that nobody verified are not there."""
        rows = YearStanding.objects.filter(
            unit=self.dossier.unit_id,
            criteria_set_id=self.dossier.criteria_set_id,
            series=Series.ACCEPTED.value,
        )
        return {row.year: lost_criteria(standing_of_row(row).criteria) for row in rows}

    @property
    def handed_up_at(self) -> datetime | None:
        """When it was handed up last."""
        at = [each.at for each in self.events if each.kind == DossierKind.SUBMITTED]
        return at[-1] if at else None

    def facts(self, speech: Speech = SPEECH) -> DossierFacts:
        """Những gì đã có, as the rules ask."""
        dossier, tally = self.dossier, self.judged.tally
        reviews = queries.reviews_of(dossier.unit_id, dossier.criteria_set_id, dossier.year)
        is_first = self.criteria_set.prerequisite
        vote = self.vote
        return DossierFacts(
            figures_lacking=self.lacking,
            criteria_met=tally.counts[Verdict.MET],
            criteria=len(self.judged.criteria),
            is_standard_met=self.is_standard_met,
            not_met=self.not_met(speech),
            reviews=len(reviews),
            reviews_open=sum(not each.is_verified for each in reviews.values()),
            parts=queries.part_facts(self.parts, since=self.handed_up_at),
            vote=vote.count if vote is not None and not vote.is_open else None,
            is_vote_open=vote is not None and vote.is_open,
            has_prerequisite=self._has_first(is_first) if is_first is not None else None,
            prerequisite=_title(is_first) if is_first is not None else "",
            revocation=tuple(
                judge_revocation(
                    self.procedure.revocation,
                    criteria_set_id=dossier.criteria_set_id,
                    criteria=len(self.criteria_set.criteria),
                    lost=self.lost,
                    year=max(self.lost, default=dossier.year),
                    revoked_below=self._revoked_below(),
                    speech=speech,
                )
                if any(each.kind == DossierKind.ANNOUNCED for each in self.events)
                else ()
            ),
        )

    def _revoked_below(self) -> dict[str, tuple[int, int]]:
        """Of the levels that the cases ask about: how many units below were revoked, of how many."""
        found = {}
        for level in {each.of_level for each in self.procedure.revocation if each.of_level is not None}:
            below = units.below(self.dossier.unit, end_of(self.dossier.year), level=level)
            ids = [each.pk for each in below if is_covered(each.level, each.kind)]
            found[level] = len(queries.revoked_among(ids)), len(ids)
        return found

    def _has_first(self, set_id: str) -> bool:
        """Whether the unit itself was recognised under the set before, here or by a paper that is named."""
        if DossierPart.Kind.PREREQUISITE in self.parts:
            return True
        found = queries.recognitions([self.dossier.unit_id]).get(self.dossier.unit_id, [])
        return any(each.event.dossier.criteria_set_id == set_id for each in found)

    def snapshot(self, now: datetime) -> dict[str, Any]:
        """Ảnh chụp số liệu đã trình: the moment, and a fingerprint of the figures that stood then."""
        heads = sorted(
            f"{code} {period} {entry.id}"
            for code, periods in self.figures.items()
            for period, state in periods.items()
            for entry in state.heads
        )
        fingerprint = hashlib.sha256("\n".join(heads).encode()).hexdigest()
        return {"known_at": now.isoformat(), "figures": len(heads), "fingerprint": fingerprint}


def _title(set_id: str) -> str:
    version = criteria.version_of(set_id)
    return version.title if version is not None else set_id


def case_of(dossier: Dossier) -> Case:
    """Raises DossierError where the set of the dossier is not stored (any more)."""
    version = criteria.version_of(dossier.criteria_set_id)
    if version is None:
        raise DossierError(
            f"Bộ tiêu chí {dossier.criteria_set_id} chưa được nạp. Hãy báo cho người quản trị."
        )
    events = queries.history(dossier)
    return Case(
        dossier=dossier,
        procedure=queries.procedure_of(dossier),
        standing=queries.standing(dossier),
        events=events,
        parts=queries.parts(dossier),
        vote=queries.vote_of(events),
        version=version,
    )

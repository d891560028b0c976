"""Tổng hợp: true the moment a figure is saved, from the commune up to the nation.

An action that records or accepts a figure foresees what it changes, and calls `follow` in its own
transaction. It is worked out for its own criterion, in the years in which it counts, and added to what is
stored for every unit above; nothing is counted anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from typing import Any

from django.db import connection

from chungsuc.assessments.facts import acceptance as acceptance_fact
from chungsuc.assessments.locking import HANDED_UP, check_open, year_of
from chungsuc.assessments.models import Acceptance, Observation, YearStanding
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_law import Place, StoredLaw, end_of, law_and, places
from chungsuc.assessments.rollup_links import Links, figures_of, leans_on, observed
from chungsuc.assessments.rollup_reads import changed_since, recorded, standings
from chungsuc.assessments.rollup_store import KEY, Given, Key, Rollups, Stood
from chungsuc.audit.queries import TOLD
from chungsuc.core import observations as core
from chungsuc.core.criteria import UnitAttributes
from chungsuc.core.derived import asks_below
from chungsuc.core.observations import Slot, SlotState, fold
from chungsuc.core.periods import Period
from chungsuc.core.restating import Figure
from chungsuc.core.rollup import is_covered
from chungsuc.core.standing import Standing, figure, part_of, stand, stand_on, sums, years_of
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.stores import locks
from chungsuc.stores.rows import Writes
from chungsuc.stores.statements import ask

States = Mapping[str, Mapping[Period, SlotState]]  # of one unit, by indicator
LOCK = 7_460_104  # PostgreSQL's advisory locks know each other by number
_HOLD = "pg_advisory_xact_lock_shared(%s), pg_advisory_xact_lock(%s, hashtext(%s))"


@dataclass(frozen=True)
class Foreseen:
    """Thay đổi tính trước: what a figure that is about to be written makes of the roll-ups."""

    observation: Observation
    entry: core.Observation
    accepted: core.Acceptance | None
    law: StoredLaw  # as it was then
    seen: str | None  # what the log told of (`TOLD`) when it was worked out
    handed_up: bool  # whether any cell of the unit and year was: it may be locked
    asks_below: bool = False  # its set asks for results of the units below, which others are saving
    standings: dict[int, Stood] = field(default_factory=dict)
    others: dict[str, dict[int, Any]] = field(default_factory=dict)  # under other sets, before it
    changes: Rollups = field(default_factory=Rollups)

    @property
    def series(self) -> Series:
        return Series.REPORTED if self.accepted is None else Series.ACCEPTED


def foresee(
    observation: Observation, entry: core.Observation, accepted: core.Acceptance | None = None
) -> Foreseen:
    """Work out what a figure that will be recorded, or accepted, changes: before anybody has to wait for it.

    A set that is not stored has no roll-ups. Half a dozen queries, however many units lie above.
    """
    law, (seen, handed_up) = law_and(
        TOLD,
        HANDED_UP,
        unit_id=observation.unit_id,
        set_id=observation.criteria_set_id,
        year=year_of(entry.slot),
    )
    foreseen = Foreseen(observation, entry, accepted, law, seen, handed_up is not None)
    version = law.versions.get(observation.criteria_set_id)
    if version is None:
        return foreseen
    criteria_set = criteria.criteria_set(version)
    foreseen = replaced(foreseen, asks_below=asks_below(criteria_set))
    code = observation.indicator_code
    part = part_of(criteria_set, code)
    unit, series = observation.unit, foreseen.series
    if part is None or unit.level != criteria_set.level or not is_covered(unit.level, unit.kind):
        return foreseen
    before, after = _states_of(foreseen, part.codes)
    is_accepted = accepted is not None
    turned: dict[int, tuple[Figure | None, Figure | None]] = {}
    for year in years_of(criteria_set, code, entry.slot.period):
        was = figure(criteria_set, code, before.get(code, {}), year, accepted=is_accepted)
        now = figure(criteria_set, code, after.get(code, {}), year, accepted=is_accepted)
        if was != now and unit.existed_on(end_of(year)):
            turned[year] = was, now
    if not turned:
        return foreseen
    under = standings(unit.pk, series, turned)
    rows = under.pop(version.set_id, {})
    foreseen.others.update(under)
    links = Links([unit.pk], law)
    for year, binding in law.binding(version, turned).items():
        row = rows.get(year)
        others = links.results(unit.pk, unit.level, year, series)
        if row is None:
            place = places([unit.pk], year, binding)[unit.pk]
            old, base = None, stand(binding, place.attributes, year, {}, others)
        else:
            place = place_of(row)
            old = base = standing_of_row(row)
        figures = {
            each: found
            for each in part.codes
            if (found := figure(binding, each, after.get(each, {}), year, accepted=is_accepted))
        }
        values = {each: at.value for each, at in figures.items()}
        verdicts = stand_on(binding, place.attributes, year, values, others, parts=[part])
        was, now = turned[year]
        new = base.after_all(verdicts, (now is not None) - (was is not None))
        key = Key(observation.unit_id, version.set_id, series.value, year)
        foreseen.changes.move(
            [key._replace(unit_id=above) for above in place.above],
            Given(old, {code: sums(was)}) if old else None,
            Given(new, {code: sums(now)}) if new.figures > 0 else None,
        )
        foreseen.standings[year] = Stood(key, place, new)
    return foreseen


def follow(foreseen: Foreseen, writes: Writes) -> Rollups:
    """Bring the roll-ups to what was foreseen, in the transaction that writes the figure; what that changes.

    `writes` has the figure itself, and is sent with all of it. Whoever writes holds the unit from before.
    Where anything else has changed since, it is foreseen anew. Raises `CellLocked`.
    """
    observation = foreseen.observation
    if foreseen.asks_below or changed_since(foreseen.seen, observation.unit_id):
        foreseen = foresee(observation, foreseen.entry, foreseen.accepted)
    if foreseen.handed_up and foreseen.accepted is None:
        check_open(foreseen.entry.slot)
    changes, rows = foreseen.changes, [*foreseen.standings.values()]
    leaning = leans_on(foreseen.law, foreseen.others, observation.criteria_set_id) if rows else []
    if leaning:
        writes.send()  # what leans on the figure is worked out from what is stored
        rows += _leaning(foreseen, leaning, changes)
    write(rows, writes)
    changes.add_to(writes)
    writes.send()
    return changes


def _leaning(foreseen: Foreseen, leaning: Sequence[CriteriaSetVersion], changes: Rollups) -> list[Stood]:
    """How the unit stands now under the sets that ask for its result under this one."""
    observation, series, others = foreseen.observation, foreseen.series, foreseen.others
    law, links = foreseen.law, Links([observation.unit_id], foreseen.law)
    if any(asks_below(criteria.criteria_set(version)) for version in leaning):
        others = standings(observation.unit_id, series, foreseen.standings)  # which others' saves may change
    renewed = []
    for version in leaning:
        found = figures_of([observation.unit_id], version.set_id)[observation.unit_id]
        for row in others[version.set_id].values():
            binding, place = law.binding(version, [row.year])[row.year], place_of(row)
            results = links.results(row.unit_id, version.level, row.year, series)
            values = observed(binding, found, row.year, series)
            old, new = standing_of_row(row), stand(binding, place.attributes, row.year, values, results)
            key = Key(row.unit_id, row.criteria_set_id, series.value, row.year)
            above = [key._replace(unit_id=each) for each in place.above]
            changes.move(above, Given(old, {}), Given(new, {}))
            renewed.append(Stood(key, place, new))
    return renewed


def hold(unit_id: str) -> None:
    """Wait for whoever else is saving a figure of the unit, and keep whoever makes all roll-ups anew
    waiting; until the commit, and not until it is on the disk."""
    locks.release_before_disk(_HOLD, [LOCK, LOCK, unit_id])


def hold_all() -> None:
    """Wait for everyone who is saving a figure, and keep them waiting until the transaction ends."""
    if connection.vendor == "postgresql":
        ask("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _states_of(foreseen: Foreseen, codes: tuple[str, ...]) -> tuple[States, States]:
    """The unit's figures of one criterion, without what is written and with it."""
    entry, accepted = foreseen.entry, foreseen.accepted
    others = recorded(entry.slot.unit_id, entry.slot.criteria_set_id, codes)
    if accepted is None:
        others = [each for each in others if each.id != entry.id]
        everything, acceptances = [*others, entry], []
        earlier = fold(each for each in others if each.slot == entry.slot)
    else:
        of_rows = Acceptance.objects.filter(observation__in=[each.id for each in others])
        before = [acceptance_fact(each) for each in of_rows.exclude(observation=entry.id)]
        everything, acceptances = others, [*before, accepted]
        earlier = fold((each for each in others if each.slot == entry.slot), before)
    now = fold(everything, acceptances)
    untouched = {slot: state for slot, state in now.items() if slot != entry.slot}
    return _by_code(untouched | earlier), _by_code(now)


def _by_code(states: Mapping[Slot, SlotState]) -> States:
    found: dict[str, dict[Period, SlotState]] = defaultdict(dict)
    for slot, state in states.items():
        found[slot.indicator][slot.period] = state
    return found


# --- a unit's own standing ---------------------------------------------------------------------------

STANDING_VALUES = (
    "criteria",
    "conditions",
    "verdict",
    "met",
    "figures",
    "above",
    "region",
    "commune_group",
    "province",
)


def row_of(key: Key, place: Place, standing: Standing) -> YearStanding:
    """The row that keeps how a unit stands."""
    attributes = place.attributes
    return YearStanding(
        **key._asdict(),
        criteria=standing.criteria,
        conditions=standing.conditions,
        verdict=standing.verdict,
        met=standing.met,
        figures=max(standing.figures, 0),
        above=list(place.above),
        region=attributes.region or "",
        commune_group=attributes.commune_group or "",
        province=attributes.province or "",
    )


_VERDICTS = {each.value: each for each in Verdict}


def standing_of_row(row: YearStanding) -> Standing:
    """How the unit stands, as it is kept."""
    return Standing(
        {code: _VERDICTS[each] for code, each in row.criteria.items()},
        {code: _VERDICTS[each] for code, each in row.conditions.items()},
        row.figures,
    )


def place_of(row: YearStanding) -> Place:
    """Where the unit was and what bound it, as it is kept."""
    attributes = UnitAttributes(
        region=row.region or None, commune_group=row.commune_group or None, province=row.province or None
    )
    return Place(tuple(row.above), attributes)


def write(stood: Iterable[Stood], writes: Writes) -> None:
    """Store how units stand; one of which no figure is left is no longer assessed."""
    listed = list(stood)
    writes.replace(YearStanding, [each.row() for each in listed if each.standing.figures > 0], key=KEY)
    for each in listed:
        if each.standing.figures <= 0:
            YearStanding.objects.filter(**each.key._asdict()).delete()

"""Thẩm tra số liệu: reviews joined with the figures that they are about.

What is verified is accepted in the same transaction: the accepted series is frozen with the very figures
that the body in charge had before it. Nothing is accepted where the figures changed since it looked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from chungsuc.accounts.models import User
from chungsuc.administrative_units.facts import attributes_on
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import rollup_many
from chungsuc.assessments.facts import acceptance as acceptance_fact
from chungsuc.assessments.models import Acceptance, Observation
from chungsuc.assessments.queries import states
from chungsuc.assessments.rollup_law import end_of
from chungsuc.assessments.rollup_reads import ACCEPTED, recorded_of
from chungsuc.audit.actions import record
from chungsuc.core import observations as core
from chungsuc.core.criteria import CriteriaSet, Indicator, UnitAttributes, threshold_for
from chungsuc.core.observations import SlotState
from chungsuc.core.periods import Period
from chungsuc.core.reviews import ReviewError, ReviewKind
from chungsuc.core.standing import counted
from chungsuc.languages.data import vietnamese
from chungsuc.stores.line import one_after_another
from chungsuc.workflow.actions.reviews import CellStep, done_before, require_all, take_steps
from chungsuc.workflow.models import ReviewEvent
from chungsuc.workflow.queries.reviews import reviews_of

_SOME = 500  # ids a question
OfUnit = Mapping[str, Mapping[Period, SlotState]]  # by code


@dataclass(frozen=True, slots=True)
class Before:
    """Số liệu đang chờ: the figures of one indicator that count at the end of a year, and what is wrong."""

    entries: tuple[core.Observation, ...] = ()
    in_conflict: bool = False

    @property
    def ids(self) -> frozenset[UUID]:
        return frozenset(each.id for each in self.entries)


def codes_of(indicator: Indicator) -> list[str]:
    """The codes under which figures of an indicator are recorded: its own and those of its parts."""
    return [indicator.code, *(each.code for each in indicator.components)]


def before(law: CriteriaSet, indicator: Indicator, of_unit: OfUnit, year: int) -> Before:
    """What lies before the body in charge: of the indicator and each of its parts the figure that counts."""
    found: list[core.Observation] = []
    in_conflict = False
    for code in codes_of(indicator):
        periods = of_unit.get(code)
        period = counted(law, code, periods, year, accepted=False) if periods else None
        if periods is None or period is None:
            continue
        in_conflict |= periods[period].in_conflict
        found += periods[period].heads
    return Before(tuple(found), in_conflict)


def by_unit(
    unit_ids: Iterable[str], law: CriteriaSet, codes: Collection[str], year: int
) -> dict[str, OfUnit]:
    """Số liệu of the units under these codes, of periods that ended by the end of the year; three queries."""
    found: dict[str, dict[str, dict[Period, SlotState]]] = defaultdict(lambda: defaultdict(dict))
    held = states(unit_ids=unit_ids, criteria_set_id=law.id, until=end_of(year), codes=codes)
    for slot, state in held.items():
        found[slot.unit_id][slot.indicator][slot.period] = state
    return dict(found)


def is_figure_asked(indicator: Indicator, attributes: UnitAttributes, year: int) -> bool:
    """Whether the unit has to give a figure: not where the law does not ask for it, nor where it is computed
    from results under another set."""
    threshold = threshold_for(indicator, attributes, year)
    return indicator.refers_to is None and (threshold is None or threshold.applies)


def hand_up(
    *,
    act: UUID,
    unit: Unit,
    criteria_set: CriteriaSet,
    year: int,
    by: User,
    now: datetime,
    codes: Collection[str] | None = None,
) -> list[ReviewEvent]:
    """Trình số liệu: close the unit's figures of a year and hand them to the bodies in charge.

    These indicators; without codes every one that is not handed up or verified already. Raises `NotAllowed`.
    """
    found = reviews_of(unit.pk, criteria_set.id, year)
    listed = [
        each
        for each in criteria_set.indicators()
        if (each.code in codes if codes is not None else each.code not in found or found[each.code].is_open)
    ]
    if codes is not None and len(listed) != len(set(codes)):
        raise ReviewError(_("Bộ tiêu chí không có chỉ tiêu này. Hãy kiểm tra lại mã chỉ tiêu."))
    return take_steps(
        act=act,
        kind=ReviewKind.SUBMITTED,
        cells=[
            CellStep(unit, each.code, data={"parts": [part.code for part in each.components]})
            for each in listed
        ],
        criteria_set_id=criteria_set.id,
        year=year,
        within=unit,
        by=by,
        now=now,
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """Một ô được chấp nhận: the indicator of a unit, with the figures and events that the person saw."""

    step: CellStep
    figures: frozenset[UUID] | None = None


@one_after_another
def verify(
    *,
    act: UUID,
    cells: Sequence[Seen],
    criteria_set: CriteriaSet,
    year: int,
    within: Unit,
    by: User,
    now: datetime,
) -> list[ReviewEvent]:
    """Chấp nhận: verify these indicators and freeze their figures, all or none, in one transaction.

    One entry in the log names them all; each accepted figure has its own, at its unit. Raises `NotAllowed`,
    and `ReviewError` where there is no figure to accept, several that nobody has settled, or others than
    the person saw.
    """
    require_all(ReviewKind.VERIFIED, [each.step for each in cells], criteria_set.id, by)
    units = {each.step.unit.pk: each.step.unit for each in cells}
    indicators = {each.step.code: criteria_set.indicator(each.step.code) for each in cells}
    with transaction.atomic():
        rollup_many.hold(units.values())
        if (done := done_before(act, ReviewKind.VERIFIED, by)) is not None:
            return done
        held = by_unit(units, criteria_set, _codes(indicators.values()), year)
        about = attributes_on(units, end_of(year), criteria_set)
        steps, entries = [], []
        for each in cells:
            indicator, unit_id = indicators[each.step.code], each.step.unit.pk
            found = before(criteria_set, indicator, held.get(unit_id, {}), year)
            asked = is_figure_asked(indicator, about[unit_id], year)
            _check(each, found, is_asked=asked)
            entries += found.entries
            steps.append(replace(each.step, data={"observations": sorted(map(str, found.ids))}))
        # Totals before the log: whoever saves a figure takes them in this order, and waits for the log last.
        _accept(entries, units, by=by, now=now)
        return take_steps(
            act=act,
            kind=ReviewKind.VERIFIED,
            cells=steps,
            criteria_set_id=criteria_set.id,
            year=year,
            within=within,
            by=by,
            now=now,
        )


@transaction.atomic
def accept_conditions(
    *, criteria_set: CriteriaSet, of_unit: OfUnit, unit: Unit, year: int, by: User, now: datetime
) -> None:
    """Chấp nhận số liệu của các điều kiện kèm theo, as they were handed up with the dossier.

    They are no single body's to review: the step of the dossier that finds every review done takes them
    with it, and whoever calls has asked whether the person may take that step. What nobody settled stays out.
    """
    entries = []
    for condition in criteria_set.conditions:
        periods = of_unit.get(condition.code)
        period = counted(criteria_set, condition.code, periods, year, accepted=False) if periods else None
        if periods is not None and period is not None and not periods[period].in_conflict:
            entries += periods[period].heads
    if entries:
        rollup_many.hold([unit])
        _accept(entries, {unit.pk: unit}, by=by, now=now)


def _codes(indicators: Iterable[Indicator]) -> list[str]:
    return [code for each in indicators for code in codes_of(each)]


def _check(cell: Seen, found: Before, *, is_asked: bool) -> None:
    """Raises `ReviewError` unless these figures can be accepted."""
    named = {"unit": vietnamese(cell.step.unit.full_name), "code": cell.step.code}
    if found.in_conflict:
        raise ReviewError(
            _(
                "%(unit)s, chỉ tiêu %(code)s: có hơn một số liệu nhập song song, chưa ai chốt số nào. "
                "Hãy trả lại để đơn vị chốt một số."
            )
            % named
        )
    if is_asked and not found.entries:
        raise ReviewError(
            _("%(unit)s, chỉ tiêu %(code)s: chưa có số liệu để chấp nhận. Hãy trả lại để đơn vị nhập.")
            % named
        )
    if cell.figures is not None and cell.figures != found.ids:
        raise ReviewError(
            _(
                "%(unit)s, chỉ tiêu %(code)s: số liệu đã thay đổi sau khi bạn mở trang. "
                "Hãy tải lại trang rồi xem lại."
            )
            % named
        )


def _accept(
    entries: Sequence[core.Observation], units: Mapping[str, Unit], *, by: User, now: datetime
) -> None:
    """Freeze these figures in the accepted series, those that are not yet, and bring every total to them."""
    taken = _taken([each.id for each in entries])
    new = [each for each in entries if each.id not in taken]
    if not new:
        return
    set_id = new[0].slot.criteria_set_id
    codes = rollup_many.codes_beside(set_id, {each.slot.indicator for each in new})
    recorded = recorded_of({each.slot.unit_id for each in new}, set_id, codes)
    stood = _taken([each.id for each in recorded])
    made = Acceptance.objects.bulk_create(Acceptance(observation_id=each.id, by=by, at=now) for each in new)
    rollup_many.follow_accepted(
        units,
        recorded,
        [acceptance_fact(each) for each in stood.values()],
        [acceptance_fact(each) for each in made],
    )
    for each in new:
        record(ACCEPTED, Observation(pk=each.id), by=by, at=now, unit_id=each.slot.unit_id)


def _taken(ids: Sequence[UUID]) -> dict[UUID, Acceptance]:
    found: dict[UUID, Acceptance] = {}
    for start in range(0, len(ids), _SOME):
        some = Acceptance.objects.filter(observation__in=ids[start : start + _SOME])
        found.update({each.observation_id: each for each in some})
    return found

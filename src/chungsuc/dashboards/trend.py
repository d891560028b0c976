"""Diễn biến qua các năm on the page of a unit: a series with its picture, and what papers state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from chungsuc.administrative_units.facts import attributes_on
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import queries as assessments
from chungsuc.assessments.lineages import Followed
from chungsuc.assessments.queries import Series
from chungsuc.assessments.series import Break, Point, YearPoint, breaks, criteria_points, indicator_points
from chungsuc.assessments.through_time import History, figure_of, histories
from chungsuc.audit.clock import setbacks
from chungsuc.audit.models import ClockSetback
from chungsuc.core.criteria import CriteriaSet, IndicatorKind, Mark, Measure, Tier
from chungsuc.core.mapping import CriteriaMapping
from chungsuc.core.observations import SlotState
from chungsuc.core.reasons import show_value
from chungsuc.core.recasting import continued
from chungsuc.core.restating import Basis, Restated
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.chart import Chart, Given, chart
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_date
from chungsuc.languages.words import SPEECH, word
from chungsuc.law.mappings import mapping_between
from chungsuc.plans import queries as plans
from chungsuc.plans.models import StatedResultCell

COUNT = "so-tieu-chi"  # what is shown unless an indicator is asked for


class Option(NamedTuple):
    """What may be looked at."""

    value: str
    label: str
    is_chosen: bool


class Said(NamedTuple):
    """What one unit of then said; where the point is of a whole year, only which units those were."""

    unit: Unit | None
    shown: str


class Row(NamedTuple):
    """A line of the table: a point, or a break across the whole of it."""

    period: str
    shown: str
    how: str
    said: list[Said]
    is_as_then: bool
    broken: str  # what broke the series; "" of a point
    year: int | None = None  # whose results stand behind the point, on the pages of these units


class Stated(NamedTuple):
    """Kết quả nêu trong văn bản: of which unit as it existed, as of when, in which paper."""

    unit: Unit
    is_own: bool
    as_of: str
    text: str
    plan_id: Any
    plan: str
    line: int


@dataclass(frozen=True)
class Trend:
    """A series of a unit, in the words of the page."""

    options: list[Option]
    chosen: str
    series: Series
    rows: list[Row]
    chart: Chart | None
    known_on: date | None = None
    setbacks: Sequence[ClockSetback] = ()  # of the clock, up to the end of that day

    @property
    def names_units(self) -> bool:
        """Some point says what each unit of then said."""
        return any(row.said for row in self.rows)


def trend(
    user: Any, unit: Unit, *, day: date, followed: Followed, asked: str = "", known_on: date | None = None
) -> Trend | None:
    """The series that the reader may see of a unit as of a day; None where there is nothing to see.

    `known_on` leaves out what was recorded, accepted or laid down after that day.
    """
    known_at = end_of(known_on) if known_on else None
    allowed = assessments.readable(user, unit, made_of=followed[1])
    observed = assessments.observed_codes(followed[1]) if allowed else set()
    ids = {set_id for set_id, _code in observed}
    versions = [each for each in criteria.newest() if each.set_id in ids and each.level == unit.level]
    if not versions:
        return None
    laid = [criteria.as_it_binds(each, on=day, known_at=known_at) for each in versions]
    sets = sorted(laid, key=lambda each: each.valid_from)
    options = _options(sets, observed, asked)
    chosen = next(each.value for each in options if each.is_chosen)
    set_id, _mark, code = chosen.partition(":")
    own = next((each for each in sets if each.id == set_id), None)
    found = histories(
        unit_ids=[unit.pk],
        on=day,
        criteria_sets=sets,
        series=allowed[0],
        known_at=known_at,
        codes=None if own is None else _codes(code, own, sets),
        led_here=followed,
    )
    rows, picture = (
        _of_criteria(unit, day, found) if own is None else _of_indicator(unit, code, sets.index(own), found)
    )
    if not rows and known_on is None:
        return None
    noticed = setbacks(by=known_at) if known_at else ()
    return Trend(options, chosen, allowed[0], rows, picture, known_on, noticed)


def end_of(day: date) -> datetime:
    """The last moment of a day, by the clock of Vietnam."""
    return timezone.make_aware(datetime.combine(day, time.max))


def _options(sets: Sequence[CriteriaSet], observed: set[tuple[str, str]], asked: str) -> list[Option]:
    """The number of criteria met, and every indicator of which something was observed; one is chosen."""
    found = [
        Option(value, f"{_years(each)} · {measure.code} {vietnamese(measure.name)}", value == asked)
        for each in reversed(sets)
        for measure in (*each.measures(), *each.conditions)
        if (each.id, measure.code) in observed
        for value in [f"{each.id}:{measure.code}"]
    ]
    is_count = not any(option.is_chosen for option in found)
    return [Option(COUNT, _("Số tiêu chí đạt"), is_count), *found]


def _codes(code: str, own: CriteriaSet, sets: Sequence[CriteriaSet]) -> set[str]:
    """An indicator, and those of the other sets that it goes on from."""
    mappings = (mapping_between(each.id, own.id) for each in sets)
    before = (continued(code, mapping) for mapping in mappings if mapping is not None)
    return {code, *(entry.from_code for entry in before if entry is not None)}


def _years(criteria_set: CriteriaSet) -> str:
    return f"{criteria_set.valid_from.year}-{criteria_set.valid_to.year}"


# --- the number of criteria met --------------------------------------------------------------------


def _of_criteria(unit: Unit, day: date, found: Sequence[History]) -> tuple[list[Row], Chart | None]:
    standard = [each for each in found if each.criteria_set.tier is Tier.STANDARD]
    attributes = {
        each.criteria_set.id: attributes_on([unit.pk], day, each.criteria_set)[unit.pk] for each in standard
    }
    points = criteria_points(unit.pk, standard, attributes)
    if not points:
        return [], None
    sets = [each.criteria_set for each in points]
    broken = breaks(unit.pk, standard[-1], date(points[0].year, 1, 1), sets)
    ends = [date(each.year, 12, 31) for each in points]
    names = Unit.objects.in_bulk({unit_id for each in points for unit_id in each.made_of})
    rows = _with_breaks(zip(ends, (_year_row(each, names) for each in points), strict=True), broken)
    counts = [each.seen.judgement.tally.met for each in points]
    given = [
        Given(end, Decimal(met), str(met), str(each.year), each.is_as_then)
        for end, each, met in zip(ends, points, counts, strict=True)
    ]
    whole = Decimal(max(len(each.criteria_set.criteria) for each in points))
    return rows, chart(given, [each.day for each in broken], whole)


def _year_row(point: YearPoint, names: dict[str, Unit]) -> Row:
    said: list[Said] = []
    if point.is_as_then:
        how = _("như lúc đó")
    else:
        how = _("tính lại theo đơn vị mới, từ số liệu của %(count)d đơn vị") % {"count": len(point.made_of)}
        former = sorted((names[unit_id] for unit_id in point.made_of), key=lambda each: each.sort_key)
        said = [Said(each, "") for each in former]
    headline = point.seen.judgement.tally.told(SPEECH)
    period = _("năm %(year)d") % {"year": point.year}
    return Row(period, headline, how, said, point.is_as_then, "", point.year)


# --- one indicator ---------------------------------------------------------------------------------


def _of_indicator(
    unit: Unit, code: str, place: int, found: Sequence[History]
) -> tuple[list[Row], Chart | None]:
    own = found[place]
    before: list[tuple[History, CriteriaMapping]] = [
        (each, mapping)
        for each in found
        if (mapping := mapping_between(each.criteria_set.id, own.criteria_set.id)) is not None
    ]
    points = indicator_points(unit.pk, code, own, before)
    measure = own.measures[code]
    names = Unit.objects.in_bulk({unit_id for each in points for unit_id, _state in each.said})
    sets = [each.criteria_set for each in points]
    broken = breaks(unit.pk, own, points[0].period.first_day, sets) if points else []
    rows = _with_breaks(
        ((each.period.last_day, _point_row(each, measure, own.series, names)) for each in points), broken
    )
    given = [
        Given(
            each.period.last_day,
            each.restated.value,
            show_value(each.restated.value, "%" if measure.unit == "%" else None, SPEECH),
            str(each.period),
            each.is_as_then,
        )
        for each in points
        if each.restated.is_whole and isinstance(each.restated.value, Decimal)
    ]
    whole = Decimal(100) if measure.kind is IndicatorKind.PERCENT else None
    return rows, chart(given, [each.day for each in broken], whole)


def _point_row(point: Point, measure: Measure, series: Series, names: dict[str, Unit]) -> Row:
    how = []
    if point.entry is not None:
        how.append(
            _("chỉ tiêu %(code)s của bộ %(years)s (%(relation)s)")
            % {
                "code": point.entry.from_code,
                "years": _years(point.criteria_set),
                "relation": word(point.entry.relation.label),
            }
        )
    if point.restated.basis is not Basis.OWN:
        how.append(
            _("tính lại theo đơn vị mới: %(rule)s") % {"rule": point.restated.told(SPEECH).rstrip(".")}
        )
    said = [] if point.restated.basis is Basis.OWN and not _in_conflict(point, series) else point.said
    return Row(
        point.period.told(SPEECH),
        _result(point.restated, measure),
        "; ".join(how) or _("như lúc đó"),
        [Said(names.get(unit_id), _shown(state, measure, series)) for unit_id, state in said],
        point.is_as_then,
        "",
    )


def _result(restated: Restated, measure: Measure) -> str:
    """The figure; of units of which some said nothing, with how many it is of."""
    shown = show_value(restated.value, measure.unit, SPEECH)
    if restated.is_whole or not isinstance(restated.value, Decimal):
        return shown
    return _("%(value)s, mới có %(coverage)s") % {"value": shown, "coverage": restated.covers(SPEECH)}


def _in_conflict(point: Point, series: Series) -> bool:
    return series is Series.REPORTED and point.restated.value is Mark.IN_DISPUTE


def _shown(state: SlotState | None, measure: Measure, series: Series) -> str:
    """What the unit said; of entries that disagree, all of them."""
    if state is not None and state.in_conflict and series is Series.REPORTED:
        return " / ".join(show_value(head.observed, measure.unit, SPEECH) for head in state.heads)
    figure = figure_of(state, series) if state is not None else None
    return show_value(figure.value if figure else None, measure.unit, SPEECH)


# --- breaks ----------------------------------------------------------------------------------------


def _with_breaks(points: Iterable[tuple[date, Row]], broken: Sequence[Break]) -> list[Row]:
    """The rows in order of days, with a row for each break."""
    dated = [(day, 1, row) for day, row in points]
    dated += [(each.day, 0, _break_row(each)) for each in broken]
    return [row for _day, _order, row in sorted(dated, key=lambda each: each[:2])]


def _break_row(found: Break) -> Row:
    day = format_date(found.day)
    if found.criteria_set is not None:
        said = _("Từ %(day)s xét theo %(set)s") % {"day": day, "set": _named(found.criteria_set)}
    elif found.orders:
        said = _("Sắp xếp đơn vị từ %(day)s, theo %(orders)s") % {
            "day": day,
            "orders": vietnamese(", ".join(found.orders)),
        }
    else:
        said = _("Sắp xếp đơn vị từ %(day)s") % {"day": day}
    if found.weight_bases:
        bases = vietnamese("; ".join(found.weight_bases))
        said += _("; tỷ trọng các phần theo %(bases)s") % {"bases": bases}
    return Row("", "", "", [], False, said)


def _named(criteria_set: CriteriaSet) -> str:
    return vietnamese(criteria_set.title[:1].lower() + criteria_set.title[1:])


# --- what papers state -----------------------------------------------------------------------------


def stated(user: Any, unit: Unit, followed: Followed) -> list[Stated]:
    """What confirmed papers that the reader may see state of the unit and of those it was made from.

    Each belongs to the unit as it existed: a standard that a predecessor reached is not inherited.
    """
    visible = plans.visible_to(user).filter(state__in=plans.CONFIRMED)
    cells = StatedResultCell.objects.filter(unit_id__in=followed[1], stated_result__plan__in=visible)
    rows = cells.select_related("unit", "stated_result__plan").order_by(
        "stated_result__as_of", "unit__sort_key", "stated_result__line"
    )
    found = {}
    for cell in rows.defer("stated_result__plan__criteria_set__text"):
        result = cell.stated_result
        found[cell.unit_id, result.pk] = Stated(
            unit=cell.unit,
            is_own=cell.unit_id == unit.pk,
            as_of=result.as_of,
            text=result.text,
            plan_id=result.plan_id,
            plan=" ".join(filter(None, (result.plan.kind_text, result.plan.reference))),
            line=result.line,
        )
    return list(found.values())

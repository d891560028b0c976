"""Which page of entry is open: a unit, a criteria set and a period, and what binds there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from django.http import Http404
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.administrative_units.facts import attributes_on
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import named_by
from chungsuc.administrative_units.territories import takeovers
from chungsuc.assessments.checks import check_place
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_law import StoredLaw, law_and
from chungsuc.assessments.rollup_reads import standings
from chungsuc.assessments.rollups import place_of as place_kept
from chungsuc.core.criteria import CriteriaSet, Criterion, Indicator, Measure, UnitAttributes
from chungsuc.core.errors import ChungsucError
from chungsuc.core.periods import Period, PeriodError
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import FigureReview
from chungsuc.languages.words import SPEECH
from chungsuc.stores.questions import Question


class EntryError(ChungsucError):
    """A page or a cell that cannot be entered, told to the person who tries."""


@dataclass(frozen=True)
class Place:
    """Trang nhập: a unit, what it is measured by, and for which period."""

    unit: Unit
    criteria_set: CriteriaSet
    period: Period

    @property
    def year(self) -> int:
        """The year that figures of the period are reviewed in."""
        return self.period.end_year

    @property
    def told(self) -> str:
        """The period as the page says it."""
        return self.period.told(SPEECH)

    @cached_property
    def attributes(self) -> UnitAttributes:
        """What decides the unit's thresholds at the end of the year, or on its last day: as it is kept with
        the results of the year, where there are any yet."""
        kept = standings(self.unit.pk, Series.REPORTED, [self.year]).get(self.criteria_set.id, {})
        if self.year in kept:
            return place_kept(kept[self.year]).attributes
        day = date(self.year, 12, 31)
        return attributes_on([self.unit.pk], day, self.criteria_set)[self.unit.pk]

    @cached_property
    def rows(self) -> list[Row]:
        """Every line of the form, in the order of the law."""
        found = []
        for criterion in self.criteria_set.criteria:
            for indicator in criterion.indicators:
                found.append(Row(indicator, indicator, criterion))
                found += [Row(part, indicator, criterion) for part in indicator.components]
        found += [Row(each, None, None) for each in self.criteria_set.conditions if not each.is_all_criteria]
        return found

    def row(self, code: str) -> Row:
        """One line. Raises Http404."""
        found = next((each for each in self.rows if each.measure.code == code), None)
        if found is None:
            raise Http404
        return found


@dataclass(frozen=True, slots=True)
class Row:
    """Một dòng: an indicator, a part of one, or (without a criterion) a condition of recognition."""

    measure: Measure
    indicator: Indicator | None
    criterion: Criterion | None

    @property
    def code(self) -> str:
        return self.measure.code

    @property
    def is_part(self) -> bool:
        return self.indicator is not None and self.indicator is not self.measure

    @property
    def is_whole_of_parts(self) -> bool:
        return isinstance(self.measure, Indicator) and bool(self.measure.components)


def place_of(unit_id: str, set_id: str, period: str) -> Place:
    """The page of an address. Raises Http404, and ChungsucError for a period that cannot be entered."""
    unit = named_by(unit_id)
    binding, asked = law_of(set_id, period)
    if unit is None or binding.level != unit.level:
        raise Http404
    return Place(unit, binding, asked)


def law_of(set_id: str, period: str) -> tuple[CriteriaSet, Period]:
    """The set of an address as it binds at the end of the period. Raises Http404."""
    law, [reviewed] = law_and(_REVIEWED)
    if set_id not in law.versions:
        raise Http404
    try:
        asked = Period.parse(period)
    except PeriodError:
        raise Http404 from None
    if str(asked) != period:
        raise Http404  # one address for each page
    return _binding(law, set_id, asked.end_year, reviewed, takeovers()), asked


_REVIEWED = Question(lambda: FigureReview.objects.order_by("-pk").values_list("edition")[:1])


@lru_cache(maxsize=64)
def _binding(law: StoredLaw, set_id: str, year: int, *_state: object) -> CriteriaSet:
    """The set as it binds at the end of a year: read again when anything that it is made of has changed."""
    return criteria.as_it_binds(law.versions[set_id], on=date(year, 12, 31))


def check_open(place: Place) -> None:
    """Raises ChungsucError where nothing may be entered on the whole page: a period to come, one that the
    set is not for, or one in which the unit was not there."""
    check_period(place.criteria_set, place.period)
    check_place(place.unit, place.period)


def check_period(criteria_set: CriteriaSet, period: Period) -> None:
    """Raises EntryError for a period to come, and for one that the set is not for."""
    if period.first_day > policy.today():
        raise EntryError(
            _("%(period)s chưa đến nên chưa nhập số liệu. Hãy chọn kỳ khác.")
            % {"period": _capital(period.told(SPEECH))}
        )
    first = criteria_set.valid_from.year - any(each.from_previous_year for each in criteria_set.indicators())
    if not first <= period.end_year <= criteria_set.valid_to.year:
        raise EntryError(
            _("%(title)s không áp dụng cho %(period)s. Hãy chọn kỳ hoặc bộ tiêu chí khác.")
            % {"title": criteria_set.title, "period": period.told(SPEECH)}
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""Phạm vi xem: of which unit, which year, under which criteria set, in which series."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units.models import Level, Unit, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.assessments.drafts import Office, office_of, units_with_drafts
from chungsuc.assessments.models import VerdictRollup, YearStanding
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_law import end_of
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.rollup import VerdictTally
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.languages.data import vietnamese

WORDS = {Series.REPORTED: "bao-cao", Series.ACCEPTED: "chap-nhan"}  # in addresses


class Kept(NamedTuple):
    """A year and a set of which a unit has roll-ups."""

    year: int
    version: CriteriaSetVersion


def tally_of(row: VerdictRollup) -> VerdictTally:
    """The counts that a stored roll-up holds."""
    tally = VerdictTally()
    for verdict in Verdict:
        tally.counts[verdict] = getattr(row, verdict.value)
    return tally


def kept_of(unit: Unit, series: str) -> list[Kept]:
    """What is stored of a unit, the newest year first, its sets in their usual order; two queries.

    Years to come are left out: until something newer is said, they would only repeat the last figures.
    """
    versions = criteria.newest()
    places = {version.set_id: place for place, version in enumerate(versions)}
    rows = VerdictRollup.objects.filter(
        unit=unit, series=series, code="", criteria_set_id__in=places, year__lte=policy.today().year
    )
    found = [(row.year, places[row.criteria_set_id]) for row in rows if tally_of(row).counts.total()]
    return [
        Kept(year, versions[place]) for year, place in sorted(found, key=lambda each: (-each[0], each[1]))
    ]


def chosen(kept: list[Kept], *, year: str = "", set_id: str = "") -> Kept:
    """What was asked for; else the newest year, and the first set in it."""
    of_year = [each for each in kept if str(each.year) == year] or [
        each for each in kept if each.year == kept[0].year
    ]
    return next((each for each in of_year if each.version.set_id == set_id), of_year[0])


class Rights(NamedTuple):
    """What a person may read of the units below a unit; the first series is the one to show."""

    series: tuple[Series, ...]
    peers_only: bool  # only the units right below it, among which the person works
    office: Office = None  # of which units nothing is hidden; None: of all


def rights(user: Any, unit: Unit) -> Rights | None:
    """Who records at a unit reads everything below it, who reads there what was accepted of it; who works
    at a unit right below reads what was accepted of its peers; nobody else reads anything."""
    if policy.may(user, Permission.OBSERVATION_RECORD, at=unit):
        return Rights((Series.REPORTED, Series.ACCEPTED), peers_only=False, office=office_of(user))
    if policy.may(user, Permission.PLAN_VIEW, at=unit):
        return Rights((Series.ACCEPTED,), peers_only=False)
    held = policy.roles_of(user).values("unit_id")
    if UnitPath.objects.filter(ancestor=unit, depth=1, descendant_id__in=held).exists():
        return Rights((Series.ACCEPTED,), peers_only=True)
    return None


def may_look_below(user: Any, unit: Unit) -> bool:
    """Whether the unit holds units of which the person may read results."""
    return unit.level != Level.VILLAGE and rights(user, unit) is not None


@dataclass(frozen=True)
class Scope:
    """Phạm vi xem of a page."""

    unit: Unit
    rights: Rights
    series: Series
    kept: list[Kept]
    year: int
    version: CriteriaSetVersion
    asked: dict[str, str]  # what else the address asks for, and keeps

    @property
    def day(self) -> date:
        """The day whose units, tags and decisions hold for the year."""
        return end_of(self.year)

    @cached_property
    def criteria_set(self) -> CriteriaSet:
        """The set by its text alone: its criteria and their names."""
        return criteria.criteria_set(self.version)

    @cached_property
    def not_handed_up(self) -> frozenset[str]:
        """Units below with figures that the reader does not see yet: of them what was accepted is shown.
        Two queries."""
        if self.series is not Series.REPORTED or self.unit.level == Level.COUNTRY:
            return frozenset()
        below = UnitPath.objects.filter(
            as_of(self.day), ancestor=self.unit, descendant__level=self.criteria_set.level
        )
        return units_with_drafts(
            self.rights.office,
            set(below.values_list("descendant_id", flat=True)),
            criteria_set_id=self.version.set_id,
            until=self.day,
        )

    def series_of(self, unit_id: str) -> Series:
        """The series by which a unit is shown on the page."""
        return Series.ACCEPTED if unit_id in self.not_handed_up else self.series

    def stored(self, units: Iterable[Unit]) -> QuerySet[YearStanding]:
        """How these units stand, as far as the reader sees it."""
        rows = YearStanding.objects.filter(
            criteria_set_id=self.version.set_id, year=self.year, unit__in=list(units)
        )
        hidden = self.not_handed_up
        if not hidden:
            return rows.filter(series=self.series.value)
        return rows.filter(
            Q(series=self.series.value) & ~Q(unit__in=hidden)
            | Q(series=Series.ACCEPTED.value, unit__in=hidden)
        )

    @property
    def years(self) -> list[int]:
        return sorted({each.year for each in self.kept}, reverse=True)

    @property
    def versions(self) -> list[CriteriaSetVersion]:
        """The sets of which there are results in the year."""
        return [each.version for each in self.kept if each.year == self.year]

    @property
    def is_usual_set(self) -> bool:
        """The set that the year alone would have chosen."""
        return self.versions[0].set_id == self.version.set_id

    @property
    def noun(self) -> str:
        """What the assessed units are called."""
        return noun_of(self.criteria_set.level)

    @property
    def key(self) -> dict[str, Any]:
        """What the stored rows of the scope have in common."""
        return {"criteria_set_id": self.version.set_id, "series": self.series.value, "year": self.year}

    def _own(self) -> dict[str, Any]:
        """What the address says of set and series: nothing of the set that the year alone would choose,
        nor of what is reported, which is shown first to whoever may read it."""
        return {
            "bo": "" if self.is_usual_set else self.version.set_id,
            "chuoi": WORDS[self.series] if self.series is Series.ACCEPTED else "",
        }

    def query(self, **changes: str | int | None) -> str:
        """ "?nam=2024&…": the same scope with something else in it."""
        given = {"nam": self.year, **self._own()}
        if "nam" in changes:
            given["bo"] = ""  # another year has its own sets
        return _query(given | self.asked | changes)

    @property
    def alone(self) -> str:
        """The scope without what belongs to one page: for the other pages of it."""
        return _query({"nam": self.year, **self._own()})

    @property
    def series_words(self) -> list[tuple[str, bool, str]]:
        """Every series that may be read: its word in addresses, whether it is shown, its name."""
        names = {Series.REPORTED: _("số liệu báo cáo"), Series.ACCEPTED: _("số liệu đã được chấp nhận")}
        return [(WORDS[each], each is self.series, names[each]) for each in self.rights.series]

    @property
    def series_name(self) -> str:
        """ "số liệu báo cáo" """
        return next(name for _word, is_shown, name in self.series_words if is_shown)

    def beside_year(self) -> str:
        """The rest of the scope, for an address that names the year itself."""
        return _query(self._own())


def _query(given: Mapping[str, Any]) -> str:
    said = {name: value for name, value in given.items() if value not in ("", None)}
    return f"?{urlencode(said)}" if said else ""


def noun_of(level: str) -> str:
    """What a unit of a level is called in a sentence."""
    return {
        Level.VILLAGE: _("thôn"),
        Level.COMMUNE: _("xã"),
        Level.DISTRICT: _("huyện"),
        Level.PROVINCE: _("tỉnh"),
    }.get(Level(level), _("đơn vị"))


def required_rights(user: Any, unit: Unit) -> Rights:
    """What the person may read below a unit. Raises NotAllowed where that is nothing."""
    allowed = rights(user, unit)
    if allowed is None:
        raise NotAllowed(
            _("Bạn không có quyền xem số liệu của %(unit)s. Văn phòng Điều phối của đơn vị đó xem được.")
            % {"unit": vietnamese(unit.full_name)}
        )
    return allowed


def scope_of(
    unit: Unit, allowed: Rights, given: Mapping[str, str], *, keep: tuple[str, ...] = ()
) -> Scope | None:
    """The scope that an address asks for; None where nothing is stored that may be read.

    `keep` names what else in the address belongs to the page.
    """
    series = next((each for each in allowed.series if WORDS[each] == given.get("chuoi")), allowed.series[0])
    kept = kept_of(unit, series)
    if not kept:
        return None
    year, version = chosen(kept, year=given.get("nam", ""), set_id=given.get("bo", ""))
    asked = {name: given[name] for name in keep if given.get(name)}
    return Scope(unit, allowed, series, kept, year, version, asked)

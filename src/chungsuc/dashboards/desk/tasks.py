"""Việc của một người: everything that waits for them, from each part of the site, as one list by deadline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chungsuc.accounts.models import Role
from chungsuc.accounts.permissions import Permission
from chungsuc.accounts.policy import Indicator, covers
from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.assessments.models_assigning import Assignment
from chungsuc.core.desk import Task, TaskKind, first_day, gathered
from chungsuc.core.dossiers import DossierKind
from chungsuc.core.reviews import ReviewKind
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.dashboards.desk.held import Held, Rights
from chungsuc.dashboards.desk.not_given import ASKED, not_given
from chungsuc.dashboards.desk.opinions import opinions
from chungsuc.dashboards.desk.reviews import WITH_UNIT, Waits, last_said, waiting_below
from chungsuc.dashboards.dossiers.views import address as address_of_dossier
from chungsuc.entry.models_imports import Import
from chungsuc.languages.data import capital, vietnamese
from chungsuc.languages.words import SPEECH
from chungsuc.workflow import queries as workflow
from chungsuc.workflow.models import CouncilSeat, Dossier, DossierEvent, Purpose

MOST_CODES = 6  # that a line names
Dues = Mapping[tuple[str, str, int], date]  # by unit, set and year: when its dossier has to go on
# What ends a vote that was opened, or leaves it behind.
_AFTER_A_VOTE = (
    DossierKind.VOTE_OPENED,
    DossierKind.VOTE_CLOSED,
    DossierKind.SUBMITTED,
    DossierKind.RETURNED,
)


@dataclass(frozen=True)
class Sources:
    """What every part of the list is made of, read once."""

    held: Held
    sets: Sequence[CriteriaSetVersion]
    waiting: Sequence[workflow.Waiting]  # dossiers under way that the person may see
    on: date

    @property
    def user(self) -> Any:
        return self.held.user

    def title(self, set_id: str) -> str:
        return next((each.title for each in self.sets if each.set_id == set_id), set_id)

    @property
    def dues(self) -> dict[tuple[str, str, int], date]:
        found: dict[tuple[str, str, int], date] = {}
        for each in self.waiting:
            due, key = each.standing.due, key_of(each.dossier)
            if due is not None:
                found[key] = min(due, found.get(key, due))
        return found


def key_of(dossier: Dossier) -> tuple[str, str, int]:
    return dossier.unit_id, dossier.criteria_set_id, dossier.year


def sources(held: Held, sets: Sequence[CriteriaSetVersion], on: date) -> Sources:
    """Six queries at most."""
    under_way = workflow.visible_to(held.user).exclude(state__in=workflow.public_states())
    return Sources(held, sets, workflow.waiting(held.user, among=under_way), on)


def tasks(of: Sources) -> list[Task]:
    """Every task of the person, in no order; the queries do not grow with the units below."""
    of_dossiers = [*_steps(of), *_votes(of), *opinions(of.held, of.waiting)]
    return [*_figures(of), *_came_back(of), *of_dossiers, *_reviews(of), *_imports(of)]


def _name(unit: Unit) -> str:
    return vietnamese(unit.full_name)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def codes_word(codes: Sequence[str]) -> str:
    """ "1.1, 2.3 và 4 chỉ tiêu khác" """
    named = ", ".join(codes[:MOST_CODES])
    more = len(codes) - MOST_CODES
    if more <= 0:
        return named
    words = ngettext("%(codes)s và %(n)s chỉ tiêu khác", "%(codes)s và %(n)s chỉ tiêu khác", more)
    return words % {"codes": named, "n": more}


def _by_number(code: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(each) if each.isdigit() else 0, each) for each in code.split("."))


# --- figures --------------------------------------------------------------------------------------------


def _figures(of: Sources) -> list[Task]:
    """Số liệu được giao, đang hỏi, chưa có: a line for each unit, set, period and last day; three queries."""
    roles = [each.pk for each in of.held.roles if each.role == Role.ENTRY]
    if not roles:
        return []
    found = not_given(Assignment.objects.filter(held__in=roles), of.sets, of.on)
    codes: dict[Any, list[str]] = defaultdict(list)
    for unit_id, code, *asked in found.rows.values_list("unit_id", "code", *ASKED):
        window = found.windows[tuple(asked)]
        codes[unit_id, asked[0], window.period, window.opens, window.due].append(code)
    units = {each.pk: each for each in of.held.units}
    made = []
    for (unit_id, set_id, period, opens, due), some in codes.items():
        listed = sorted(some, key=_by_number)
        what = ngettext(
            "Nhập %(n)s chỉ tiêu %(period)s: %(codes)s",
            "Nhập %(n)s chỉ tiêu %(period)s: %(codes)s",
            len(listed),
        ) % {"n": len(listed), "period": period.told(SPEECH), "codes": codes_word(listed)}
        made.append(
            Task(
                kind=TaskKind.FIGURES,
                what=what,
                where=_name(units[unit_id]),
                address=reverse("entry:grid", args=[unit_id, set_id, str(period)]) + "?xem=duoc-giao",
                due=due,
                since=opens,
                count=len(listed),
                place=units[unit_id].sort_key,
            )
        )
    return made


# --- what came back -------------------------------------------------------------------------------------


def _came_back(of: Sources) -> list[Task]:
    """Hỏi lại, trả lại, mở lại: of the person's own units and indicators; one query."""
    rights = {unit.pk: each for unit, each in of.held.places(Permission.OBSERVATION_RECORD)}
    if not rights:
        return []
    at_work = {each.pk for each in of.held.units}
    rows = last_said().filter(of.held.own(), kind__in=WITH_UNIT).select_related("unit")
    some: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        # Of a village the commune's rights hold.
        own: Rights = rights.get(row.unit_id, frozenset()) if row.unit_id in at_work else _any(rights)
        if covers(own, Indicator(row.criteria_set_id, row.code)):
            is_asked = row.kind == ReviewKind.QUESTIONED
            some[row.unit_id, row.criteria_set_id, row.year, is_asked].append(row)
    made = []
    for (unit_id, set_id, year, is_asked), found in some.items():
        codes, unit = sorted((each.code for each in found), key=_by_number), found[0].unit
        words = {"n": len(codes), "year": year, "codes": codes_word(codes)}
        if is_asked:
            what = ngettext(
                "Giải trình %(n)s chỉ tiêu năm %(year)s: %(codes)s",
                "Giải trình %(n)s chỉ tiêu năm %(year)s: %(codes)s",
                len(codes),
            )
        else:
            what = ngettext(
                "Sửa rồi trình lại %(n)s chỉ tiêu năm %(year)s: %(codes)s",
                "Sửa rồi trình lại %(n)s chỉ tiêu năm %(year)s: %(codes)s",
                len(codes),
            )
        made.append(
            Task(
                kind=TaskKind.QUESTION if is_asked else TaskKind.RETURNED,
                what=what % words,
                where=_name(unit),
                address=reverse("dashboards:review-questions", args=[unit_id, set_id, year]),
                due=first_day(each.explain_by for each in found),
                since=_day(min(each.at for each in found)),
                count=len(codes),
                place=unit.sort_key,
            )
        )
    return made


def _any(rights: Mapping[str, Rights]) -> Rights:
    """All that is held at any of the places."""
    found: frozenset[Indicator] = frozenset()
    for each in rights.values():
        if each is None:
            return None
        found |= each
    return found


# --- dossiers -------------------------------------------------------------------------------------------


def _steps(of: Sources) -> list[Task]:
    """Bước của hồ sơ: those that the person may take and the dossier waits for; one query."""
    mine = [each for each in of.waiting if each.is_mine]
    places = _highest(of.held.units, [each.dossier.unit_id for each in mine])
    named = {each.pk: each for each in of.held.units}

    def together(some: Sequence[Task]) -> Task:
        kind, _set_id, year, _purpose, state, place = some[0].alike  # type: ignore[misc]
        count = sum(each.count for each in some)
        what = ngettext("%(step)s: %(n)s hồ sơ năm %(year)s", "%(step)s: %(n)s hồ sơ năm %(year)s", count) % {
            "step": capital(DossierKind(kind).act(SPEECH)),
            "n": count,
            "year": year,
        }
        return Task(
            kind=some[0].kind,
            what=what,
            where=_name(named[place]),
            address=reverse("dashboards:dossiers", args=[place]) + f"?{urlencode({'trang-thai': state})}",
            due=first_day(each.due for each in some),
            since=first_day(each.since for each in some),
            count=count,
            place=named[place].sort_key,
        )

    return gathered([_step(each, places.get(each.dossier.unit_id)) for each in mine], together)


def _step(each: workflow.Waiting, place: str | None) -> Task:
    dossier, state = each.dossier, each.standing.state
    act = capital(each.step.kind.act(SPEECH))
    if dossier.purpose == Purpose.YEARLY_REVIEW:
        what = _("%(step)s: hồ sơ rà soát năm %(year)s")
    else:
        what = _("%(step)s: hồ sơ xét, công nhận năm %(year)s")
    came_back = state.is_open and not state.is_on_line
    alike = (each.step.kind, dossier.criteria_set_id, dossier.year, dossier.purpose, state.code, place)
    return Task(
        kind=TaskKind.RETURNED if came_back else TaskKind.STEP,
        what=what % {"step": act, "year": dossier.year},
        where=_name(dossier.unit),
        address=address_of_dossier(dossier),
        due=each.standing.due,
        since=each.standing.since,
        alike=None if place in (None, dossier.unit_id) else alike,
        place=dossier.unit.sort_key,
    )


def _highest(units: Sequence[Unit], below: Sequence[str]) -> dict[str, str]:
    """Of each unit the highest of the person's units that it lies under; one query."""
    order = {each.pk: place for place, each in enumerate(units)}
    rows = UnitPath.objects.filter(ancestor__in=order, descendant__in=set(below))
    found: dict[str, str] = {}
    for unit_id, above in rows.values_list("descendant_id", "ancestor_id"):
        if unit_id not in found or order[above] < order[found[unit_id]]:
            found[unit_id] = above
    return found


def _votes(of: Sources) -> list[Task]:
    """Phiếu chưa bỏ of a member of the council; one query."""
    seats = [each.pk for each in of.held.roles if each.role == Role.COUNCIL]
    if not seats:
        return []
    later = DossierEvent.objects.filter(
        dossier=OuterRef("opening__dossier"),
        number__gt=OuterRef("opening__number"),
        kind__in=_AFTER_A_VOTE,
    )
    rows = CouncilSeat.objects.filter(~Exists(later), held__in=seats, vote__isnull=True)
    dues, made = of.dues, []
    for seat in rows.select_related("opening__dossier__unit").order_by("pk"):
        dossier = seat.opening.dossier
        made.append(
            Task(
                kind=TaskKind.VOTE,
                what=_("Bỏ phiếu thẩm định: hồ sơ năm %(year)s") % {"year": dossier.year},
                where=_name(dossier.unit),
                address=address_of_dossier(dossier),
                due=dues.get(key_of(dossier)),
                since=_day(seat.opening.at),
                place=dossier.unit.sort_key,
            )
        )
    return made


# --- reviews --------------------------------------------------------------------------------------------


def _reviews(of: Sources) -> list[Task]:
    """Chỉ tiêu chờ thẩm tra: a line a criterion for a body in charge of a few, else a line a set; one query
    for each place."""
    dues, made = of.dues, []
    for place, rights in of.held.places(Permission.REVIEW):
        some: dict[tuple[str, int, str], list[Waits]] = defaultdict(list)
        for each in waiting_below(place, rights, of.on):
            some[each.set_id, each.year, each.code.partition(".")[0]].append(each)
        for (set_id, year, criterion), found in some.items():
            count, units = sum(each.count for each in found), len({each.unit_id for each in found})
            words = {"n": count, "units": units, "year": year, "code": criterion}
            what = ngettext(
                "Thẩm tra tiêu chí %(code)s năm %(year)s: %(n)s ô của %(units)s đơn vị",
                "Thẩm tra tiêu chí %(code)s năm %(year)s: %(n)s ô của %(units)s đơn vị",
                count,
            )
            made.append(
                Task(
                    kind=TaskKind.REVIEW,
                    what=what % words if criterion else _whole(year, count),
                    where=_name(place),
                    address=_list_of(place, set_id, year, criterion),
                    due=first_day(dues.get((each.unit_id, set_id, year)) for each in found),
                    since=_day(min(each.since for each in found)),
                    count=count,
                    alike=(place, set_id, year),
                    place=f"{place.sort_key} {criterion:>3}",
                )
            )
    return gathered(made, _all_criteria)


def _all_criteria(some: Sequence[Task]) -> Task:
    place, set_id, year = some[0].alike  # type: ignore[misc]
    count = sum(each.count for each in some)
    return replace(
        some[0],
        what=_whole(year, count),
        address=_list_of(place, set_id, year, ""),
        due=first_day(each.due for each in some),
        since=first_day(each.since for each in some),
        count=count,
        alike=None,
    )


def _whole(year: int, count: int) -> str:
    words = ngettext("Thẩm tra năm %(year)s: %(n)s ô", "Thẩm tra năm %(year)s: %(n)s ô", count)
    return words % {"year": year, "n": count}


def _list_of(place: Unit, set_id: str, year: int, criterion: str) -> str:
    query = urlencode({"tc": criterion, "loc": "cho"} if criterion else {"loc": "cho"})
    return reverse("dashboards:review-list", args=[place.pk, set_id, year]) + f"?{query}"


# --- files ----------------------------------------------------------------------------------------------


def _file_at(of: Import) -> str:
    place: list[Any] = [of.unit_id, of.criteria_set_id, of.period]
    if of.criterion:
        return reverse("entry:across-import", args=[*place, of.criterion, of.pk])
    return reverse("entry:import", args=[*place, of.pk])


def _imports(of: Sources) -> list[Task]:
    """Tệp đã đưa vào, chưa nhận và chưa bỏ; one query."""
    rows = Import.objects.filter(by=of.user, outcome="").select_related("unit").order_by("at")
    return [
        Task(
            kind=TaskKind.IMPORT,
            what=_("Xem và nhận tệp %(file)s") % {"file": vietnamese(each.file_name)},
            where=_name(each.unit),
            address=_file_at(each),
            since=_day(each.at),
            place=each.unit.sort_key,
        )
        for each in rows
    ]

"""Danh sách chậm: who has not given, handed on or reviewed by the last day, with a text to remind them by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chungsuc.administrative_units.models import Body, Level, Unit, UnitPath
from chungsuc.administrative_units.queries import as_of, bodies, subtree_ids
from chungsuc.assessments.models_assigning import Assignment
from chungsuc.core.dossiers import DossierKind
from chungsuc.core.in_charge import Charge, bodies_by_sector, in_charge
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.desk.held import Held
from chungsuc.dashboards.desk.not_given import ASKED, NotGiven, not_given
from chungsuc.dashboards.desk.reviews import last_said, with_body
from chungsuc.dashboards.desk.tasks import Sources, key_of
from chungsuc.dashboards.dossiers.views import address as address_of_dossier
from chungsuc.languages.data import capital, for_the_record, vietnamese
from chungsuc.languages.figures import format_date
from chungsuc.languages.words import SPEECH
from chungsuc.workflow.models import ReviewDuty
from chungsuc.workflow.queries.reviews import bodies_named, duties

SHOWN = 300  # lines of a page; the count tells of the rest


@dataclass(frozen=True)
class Late:
    """Một dòng chậm: who, what is lacking, since which day, and where it is looked at."""

    who: str
    what: str
    due: date
    days: int
    address: str

    @property
    def by_days(self) -> tuple[int, str, str]:
        return -self.days, self.who, self.what


def late_list(of: Sources, *, places: Sequence[Unit]) -> list[Late]:
    """What is late at and below these units, the latest first; the queries grow with the places and the
    criteria sets, not with the units below."""
    found: list[Late] = []
    for place in places:
        if place.level == Level.COMMUNE:
            found += _owners(of, place)
        else:
            found += _communes(of, place)
            found += _bodies(of, place)
    found += _dossiers(of, places)
    return sorted(set(found), key=lambda each: each.by_days)


def _days(of: Sources, due: date) -> int:
    return (of.on - due).days


# --- figures --------------------------------------------------------------------------------------------


def _owners(of: Sources, unit: Unit) -> list[Late]:
    """Số liệu chưa có of a commune itself, by who owns it."""
    found = not_given(Assignment.objects.filter(unit=unit), of.sets, of.on, only_late=True)
    codes: dict[Any, list[str]] = defaultdict(list)
    for each in found.rows.select_related("held__user", "body"):
        window = _window(found, each)
        codes[each.owner, each.criteria_set_id, window.period, window.due].append(each.code)
    return [
        Late(
            vietnamese(owner),
            ngettext(
                "chưa nhập %(n)s chỉ tiêu %(period)s: %(codes)s",
                "chưa nhập %(n)s chỉ tiêu %(period)s: %(codes)s",
                len(some),
            )
            % {"n": len(some), "period": period.told(SPEECH), "codes": ", ".join(sorted(some))},
            due,
            _days(of, due),
            reverse("entry:grid", args=[unit.pk, set_id, str(period)]) + "?xem=dang-hoi",
        )
        for (owner, set_id, period, due), some in codes.items()
    ]


def _window(found: NotGiven, row: Assignment) -> Any:
    return found.windows[tuple(getattr(row, name) for name in ASKED)]


def _communes(of: Sources, place: Unit) -> list[Late]:
    """Số liệu chưa có, counted by commune; what figures there are is not looked at."""
    rows = Assignment.objects.filter(unit__in=subtree_ids(place)).filter(as_of(of.on, "unit__"))
    found = not_given(rows, of.sets, of.on, only_late=True)
    counted = found.rows.values_list("unit_id", *ASKED).annotate(count=Count("pk"))
    counts: dict[tuple[str, Period, date], int] = defaultdict(int)
    for unit_id, *asked, count in counted:
        window = found.windows[tuple(asked)]
        counts[unit_id, window.period, window.due] += count
    units = Unit.objects.in_bulk({unit_id for unit_id, _period, _due in counts})
    return [
        Late(
            vietnamese(units[unit_id].full_name),
            ngettext("chưa nhập %(n)s chỉ tiêu %(period)s", "chưa nhập %(n)s chỉ tiêu %(period)s", count)
            % {"n": count, "period": period.told(SPEECH)},
            due,
            _days(of, due),
            reverse("dashboards:unit", args=[unit_id]),
        )
        for (unit_id, period, due), count in counts.items()
    ]


# --- dossiers and reviews -------------------------------------------------------------------------------


def _dossiers(of: Sources, places: Sequence[Unit]) -> list[Late]:
    """Hồ sơ quá hạn, by who answers for the next step; one query. Those that wait for reviews are the
    bodies' to hurry, whom `_bodies` names, and stand here by who closes the review."""
    late = [each for each in of.waiting if each.standing.due is not None and each.standing.due < of.on]
    paths = UnitPath.objects.filter(
        ancestor__in=[each.pk for each in places], descendant__in={each.dossier.unit_id for each in late}
    )
    below = set(paths.values_list("descendant_id", flat=True))
    found = []
    for each in late:
        due = each.standing.due
        if due is None or each.dossier.unit_id not in below:
            continue
        words = {
            "unit": vietnamese(each.dossier.unit.full_name),
            "year": each.dossier.year,
            "state": vietnamese(each.standing.state.name),
        }
        found.append(
            Late(
                vietnamese(each.who),
                _("hồ sơ năm %(year)s của %(unit)s: %(state)s") % words,
                due,
                _days(of, due),
                address_of_dossier(each.dossier),
            )
        )
    return found


def _bodies(of: Sources, place: Unit) -> list[Late]:
    """Cơ quan chưa thẩm tra what lies before it of dossiers that are past their day; three queries, and two
    for each set that is late."""
    dues = {
        key_of(each.dossier): each.standing.due
        for each in of.waiting
        if each.standing.due is not None
        and each.standing.due < of.on
        and each.step.kind in (DossierKind.VERIFIED, DossierKind.APPRAISED)
    }
    if not dues:
        return []
    there = bodies(place, of.on)
    if not there:
        return []
    rows = last_said().filter(
        with_body(of.on),
        _of_dossiers(dues),
        unit__in=subtree_ids(place),
    )
    cells: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for unit_id, set_id, year, code in rows.values_list("unit_id", "criteria_set_id", "year", "code"):
        if (unit_id, set_id, year) in dues:
            cells[set_id, year].append((unit_id, code))
    found = []
    for (set_id, year), some in cells.items():
        charges = _charges(of, place, set_id, there)
        for body, theirs in _by_body(charges, some).items():
            due = min(day for unit_id, _code in theirs if (day := dues[unit_id, set_id, year]) is not None)
            words = {"n": len(theirs), "units": len({unit_id for unit_id, _code in theirs}), "year": year}
            found.append(
                Late(
                    vietnamese(body.name),
                    ngettext(
                        "chưa thẩm tra %(n)s ô của %(units)s đơn vị, năm %(year)s",
                        "chưa thẩm tra %(n)s ô của %(units)s đơn vị, năm %(year)s",
                        len(theirs),
                    )
                    % words,
                    due,
                    _days(of, due),
                    reverse("dashboards:review-list", args=[place.pk, set_id, year]) + "?loc=cho",
                )
            )
    return found


def _of_dossiers(dues: Any) -> Q:
    found = Q(pk__in=[])
    for set_id, year in {(set_id, year) for _unit_id, set_id, year in dues}:
        found |= Q(criteria_set_id=set_id, year=year)
    return found


def _charges(of: Sources, place: Unit, set_id: str, there: Sequence[Body]) -> dict[str, Charge[Body]]:
    """Who reviews each indicator; bodies that ended are not asked."""
    version = next((each for each in of.sets if each.set_id == set_id), None)
    if version is None:
        return {}
    named = duties(place.pk, set_id, of.on)
    _lead, own = in_charge(
        criteria.criteria_set(version),
        leads=bodies_named(named, ReviewDuty.Part.CRITERION),
        named=bodies_named(named, ReviewDuty.Part.INDICATOR),
        of_sector=bodies_by_sector({each: each.name for each in there}),
    )
    return own


def _by_body(
    charges: dict[str, Charge[Body]], cells: Sequence[tuple[str, str]]
) -> dict[Body, list[tuple[str, str]]]:
    found: dict[Body, list[tuple[str, str]]] = defaultdict(list)
    for unit_id, code in cells:
        charge = charges.get(code)
        if charge is not None and charge.body is not None:
            found[charge.body].append((unit_id, code))
    return found


# --- the text -------------------------------------------------------------------------------------------


def reminder(late: Sequence[Late], *, held: Held, on: date) -> str:
    """Lời nhắc ready to send: the day, who lacks what since when, and whom to ask; "" where nothing is late.
    Always Vietnamese: it goes to officials."""
    if not late:
        return ""
    lines = [
        _("V/v đôn đốc nhập, trình và thẩm tra số liệu nông thôn mới"),
        _("Đến ngày %(day)s, các việc sau đã quá hạn, đề nghị các cơ quan, đơn vị hoàn thành ngay:")
        % {"day": format_date(on)},
    ]
    for number, each in enumerate(late, 1):
        words = {"number": number, "who": capital(each.who), "what": each.what}
        words |= {"due": format_date(each.due), "days": each.days}
        lines.append(_("%(number)s. %(who)s: %(what)s; hạn %(due)s, chậm %(days)s ngày.") % words)
    lines.append(_("Cách làm: đăng nhập Chung sức, mở “Bàn làm việc”; mỗi việc có đường dẫn đến chỗ làm."))
    lines.append(_("Vướng mắc xin liên hệ: %(who)s.") % {"who": _asked(held)})
    return "\n".join(lines)


def _asked(held: Held) -> str:
    """The person, and the body or unit that they chase for."""
    places = {each.pk for each in held.chases_at}
    role = next((each for each in held.roles if each.unit_id in places), None)
    if role is None:
        return str(held.user)
    body = role.body.name if role.body is not None else str(role.get_role_display())
    return f"{held.user}, {body}, {role.unit.full_name}"


def for_sending(of: Sources, *, places: Sequence[Unit]) -> tuple[list[Late], str]:
    """The list and its text, both as they go out: in Vietnamese."""
    with for_the_record():
        listed = late_list(of, places=places)
        return listed, reminder(listed[:SHOWN], held=of.held, on=of.on)

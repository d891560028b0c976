"""Whom an administrator sees: people who hold, or held, a role at the administrator's unit or below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from chungsuc.accounts import policy
from chungsuc.accounts.models import Role, RoleHeld, Scope, User
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.models import Level, Unit, UnitPath
from chungsuc.core.criteria import CriteriaSet
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.log.acts import by_number
from chungsuc.languages.data import vietnamese

PAGE = 50
FOUND = 20  # units that a search shows


class Held(NamedTuple):
    """A role as a page shows it."""

    row: RoleHeld
    is_held: bool
    codes: dict[str, list[str]]  # by the title of their criteria set


class Person(NamedTuple):
    """An account with the roles that the reader may see."""

    user: User
    roles: list[Held]


def reach(reader: Any) -> QuerySet[UnitPath] | None:
    """Ids of the units that a person administers (as a sub-query); None for all."""
    return None if policy.is_system(reader) else policy.units_where(reader, Permission.PEOPLE_MANAGE)


def roles_seen(reader: Any) -> QuerySet[RoleHeld]:
    """The roles at the units that a person administers."""
    within = reach(reader)
    return RoleHeld.objects.all() if within is None else RoleHeld.objects.filter(unit_id__in=within)


def people(reader: Any, *, unit: Unit | None, words: str, after: str = "") -> tuple[list[Person], str]:
    """A page of accounts by name of sign-in, and the name after which the next page begins; three queries."""
    held = roles_seen(reader)
    if unit is not None:
        held = held.filter(unit_id__in=units.subtree_ids(unit))
    found = User.objects.filter(pk__in=held.values("user_id"), is_system=False).order_by("username")
    if words:
        found = found.filter(Q(username__icontains=words) | Q(display_name__icontains=words))
    if after:
        found = found.filter(username__gt=after)
    listed = list(found[: PAGE + 1])
    more = listed[PAGE - 1].username if len(listed) > PAGE else ""
    return _with_roles(listed[:PAGE], roles_seen(reader)), more


def person(reader: Any, pk: int) -> Person | None:
    """One account, when a role of it is among those that the reader may see."""
    user = User.objects.filter(pk=pk, is_system=False).first()
    if user is None:
        return None
    (found,) = _with_roles([user], roles_seen(reader))
    return found if found.roles else None


def _with_roles(listed: list[User], seen: QuerySet[RoleHeld]) -> list[Person]:
    held = seen.filter(user__in=[each.pk for each in listed]).select_related("unit", "body", "ended_by")
    rows = list(held.order_by("-valid_from", "pk"))
    codes = codes_of(rows)
    today = policy.today()
    by_user: dict[int, list[Held]] = defaultdict(list)
    for row in rows:
        is_held = row.valid_from <= today and (row.valid_to is None or row.valid_to > today)
        by_user[row.user_id].append(Held(row, is_held, codes.get(row.pk, {})))
    return [Person(each, sorted(by_user[each.pk], key=lambda held: not held.is_held)) for each in listed]


def codes_of(rows: Iterable[RoleHeld]) -> dict[int, dict[str, list[str]]]:
    """What each role is held for today, by the title of the criteria set; two queries."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in _scopes(policy.today()).filter(held__in=[row.pk for row in rows]):
        found[each.held_id][each.criteria_set_id].append(each.code)
    titles = {each.set_id: each.title for each in criteria.newest()} if found else {}
    return {
        pk: {titles.get(set_id, set_id): sorted(codes, key=by_number) for set_id, codes in sets.items()}
        for pk, sets in found.items()
    }


def _scopes(day: date) -> QuerySet[Scope]:
    not_ended = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return Scope.objects.filter(not_ended, valid_from__lte=day)


def units_called(reader: Any, words: str) -> list[Unit]:
    """Units of a name or code among those that a person administers, those of today first."""
    today = policy.today()
    found = sorted(units.search(words, limit=200), key=lambda each: not each.existed_on(today))
    within = reach(reader)
    if within is not None:
        allowed = set(
            within.filter(descendant__in=[each.pk for each in found]).values_list("descendant_id", flat=True)
        )
        found = [each for each in found if each.pk in allowed]
    return found[:FOUND]


def own_units(reader: Any) -> list[Unit]:
    """The units at which a person is administrator."""
    if policy.is_system(reader):
        return list(Unit.objects.filter(level=Level.COUNTRY))
    held = policy.roles_of(reader).filter(role=Role.ADMINISTRATOR).select_related("unit")
    return sorted({each.unit for each in held}, key=lambda each: each.sort_key)


# --- who answers for what --------------------------------------------------------------------------


class Answering(NamedTuple):
    """One indicator, and who enters and verifies it."""

    code: str
    name: str
    is_criterion: bool
    enter: list[str]
    verify: list[str]


def answering(unit: Unit, criteria_set: CriteriaSet) -> list[Answering]:
    """Every indicator of a set, and who answers for it at a unit; two queries.

    Who enters holds the role at the unit itself or above it; so does who verifies.
    """
    above = UnitPath.objects.filter(units.as_of(policy.today()), descendant=unit).values("ancestor_id")
    if not unit.existed_on(policy.today()):
        above = UnitPath.objects.filter(descendant=unit).values("ancestor_id")
    day = policy.today()
    not_ended = Q(held__valid_to__isnull=True) | Q(held__valid_to__gt=day)
    scopes = _scopes(day).filter(
        not_ended,
        held__valid_from__lte=day,
        held__unit_id__in=above,
        held__user__is_active=True,
        criteria_set_id=criteria_set.id,
    )
    who: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in scopes.select_related("held__user", "held__body").order_by("held__user__username"):
        person = vietnamese(str(each.held.user))
        body = f" ({vietnamese(each.held.body.name)})" if each.held.body else ""
        who[each.held.role, each.code].append(person + body)

    def of(role: str, code: str) -> list[str]:
        covering = dict.fromkeys(Indicator(criteria_set.id, code).covering)
        return list(dict.fromkeys(name for each in covering for name in who[role, each]))

    listed = []
    for criterion in criteria_set.criteria:
        listed.append(Answering(criterion.code, criterion.name, True, [], []))
        listed += [
            Answering(each.code, each.name, False, of(Role.ENTRY, each.code), of(Role.VERIFIER, each.code))
            for each in criterion.indicators
        ]
    listed += [
        Answering(each.code, each.name, False, of(Role.ENTRY, each.code), of(Role.VERIFIER, each.code))
        for each in criteria_set.conditions
        if not each.is_all_criteria
    ]
    return listed

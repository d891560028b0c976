"""What a person holds today, read once for everything that the desk asks of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from chungsuc.accounts import policy
from chungsuc.accounts.models import Role, RoleHeld, Scope
from chungsuc.accounts.permissions import (
    Permission,
    by_indicator,
    roles_allowing,
)
from chungsuc.accounts.policy import Indicator
from chungsuc.administrative_units.models import Level, Unit, UnitPath
from chungsuc.administrative_units.queries import as_of

Rights = frozenset[Indicator] | None  # as `policy.covers` takes them; None: all
_LEVELS = {level.value: place for place, level in enumerate(Level)}
CHASES = frozenset({Role.COORDINATION_OFFICE, Role.COMMUNE_LEADER})  # who sees to it that others are in time


@dataclass(frozen=True)
class Held:
    """Vai trò đang giữ of a person, the highest unit first, with what each is held for."""

    user: Any
    roles: tuple[RoleHeld, ...]
    scopes: dict[int, frozenset[Indicator]]

    @property
    def units(self) -> list[Unit]:
        """Where the person works."""
        return list({each.unit_id: each.unit for each in self.roles}.values())

    def places(self, permission: Permission) -> list[tuple[Unit, Rights]]:
        """The units at which a permission is held, each with the indicators that it is held for."""
        allowing, scoped = set(roles_allowing(permission)), set(by_indicator(permission))
        units: dict[str, Unit] = {}
        rights: dict[str, Rights] = {}
        for each in self.roles:
            if each.role not in allowing:
                continue
            units[each.unit_id] = each.unit
            before = rights.get(each.unit_id, frozenset())
            if each.role not in scoped or before is None:
                rights[each.unit_id] = None
            else:
                rights[each.unit_id] = before | self.scopes.get(each.pk, frozenset())
        return [(unit, rights[pk]) for pk, unit in units.items() if rights[pk] is None or rights[pk]]

    def allows(self, permission: Permission) -> bool:
        return bool(self.places(permission))

    @property
    def chases_at(self) -> list[Unit]:
        """Where it is the person's work to remind others."""
        return list({each.unit_id: each.unit for each in self.roles if each.role in CHASES}.values())

    def own(self) -> Q:
        """That a row is of a unit where the person works; of a commune also its villages, which have no
        office of their own."""
        at = [each.pk for each in self.units]
        communes = [each.pk for each in self.units if each.level == Level.COMMUNE]
        villages = UnitPath.objects.filter(ancestor__in=communes).values("descendant_id")
        return Q(unit__in=at) | Q(unit__in=villages) if communes else Q(unit__in=at)


def held_by(user: Any) -> Held:
    """Two queries."""
    rows = policy.roles_of(user).select_related("unit", "body")
    roles = sorted(rows, key=lambda each: (_LEVELS[each.unit.level], each.unit.sort_key, each.pk))
    scopes: dict[int, set[Indicator]] = defaultdict(set)
    found: QuerySet[Scope] = Scope.objects.filter(as_of(policy.today()), held__in=[each.pk for each in roles])
    for held_id, set_id, code in found.values_list("held_id", "criteria_set_id", "code"):
        scopes[held_id].add(Indicator(set_id, code))
    return Held(user, tuple(roles), {pk: frozenset(some) for pk, some in scopes.items()})

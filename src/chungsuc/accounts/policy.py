"""Who may do what, asked at a unit and of an indicator; the table is `permissions`.

A role is held at a unit and reaches everything below it. A superior does not see drafts of the
levels below before they are handed up; a reader sees what was confirmed; the public sees what
was published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, CharField, DateField, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from chungsuc.accounts.models import Role, RoleHeld, Scope, User
from chungsuc.accounts.permissions import (
    ALLOWS,
    Permission,
    at_own_unit,
    by_indicator,
    everywhere_below,
    roles_allowing,
)
from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.administrative_units.tree import some_of
from chungsuc.core.errors import ChungsucError
from chungsuc.languages.data import vietnamese
from chungsuc.stores.questions import Among, Blank, Listed, Question

__all__ = [
    "ALLOWS",
    "Indicator",
    "NotAllowed",
    "Permission",
    "allowed_throughout",
    "covers",
    "indicators_among",
    "indicators_where",
    "is_system",
    "may",
    "require",
    "roles_of",
    "today",
    "units_where",
]


class NotAllowed(ChungsucError, PermissionDenied):
    """The person may not do this here; the message says who may."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """Chỉ tiêu: what an act is about, by its set and code; a criterion where a right covers all of it."""

    criteria_set_id: str
    code: str

    @property
    def covering(self) -> tuple[str, str, str]:
        """The codes of rights that cover it: its own, its indicator's and its criterion's."""
        parts = self.code.split(".")
        return self.code, ".".join(parts[:2]), parts[0]


def today() -> date:
    """The day in Vietnam: terms of office begin and end by it."""
    return timezone.localdate()


def roles_of(user: Any, *, on: date | None = None) -> QuerySet[RoleHeld]:
    """The roles that a person holds on a day (today, unless told)."""
    if not getattr(user, "is_authenticated", False):
        return RoleHeld.objects.none()
    return _held(user.pk, on or today())


def _on(day: Any) -> Q:
    """Terms that have begun and not ended."""
    return (Q(valid_to__isnull=True) | Q(valid_to__gt=day)) & Q(valid_from__lte=day)


def _held(user_id: Any, day: Any) -> QuerySet[RoleHeld]:
    return RoleHeld.objects.filter(_on(day), user_id=user_id)


def _scoped(day: Any, *asked: Q) -> Exists:
    """That a role is held for some indicator, or for the one that is asked of."""
    return Exists(Scope.objects.filter(_on(day), *asked, held_id=OuterRef("pk")))


def units_where(user: Any, permission: Permission) -> QuerySet[UnitPath]:
    """Descendant ids (as a sub-query) of every unit where the person has the permission, of some indicator.

    A role held at a unit of yesterday reaches what stood below it then: history is read with
    the rights of its own tree.
    """
    day, held = today(), roles_of(user)
    below = Q(role__in=everywhere_below(permission))
    if scoped := by_indicator(permission):
        below |= Q(role__in=scoped) & Q(_scoped(day))
    reach = Q(ancestor_id__in=held.filter(below).values("unit_id"))
    if own := at_own_unit(permission):
        reach |= Q(ancestor_id__in=held.filter(role__in=own).values("unit_id"), depth=0)
    return UnitPath.objects.filter(reach).values("descendant_id")


_USER, _DAY, _UNIT = (
    Blank("user", BigIntegerField()),
    Blank("day", DateField()),
    Blank("unit", CharField()),
)
_ASKED = Q(criteria_set_id=Blank("criteria_set", CharField())) & (
    Q(code=Blank("code", CharField()))
    | Q(code=Blank("indicator", CharField()))
    | Q(code=Blank("criterion", CharField()))
)


@cache
def _reaches(permission: Permission, of_one: bool, somewhere: bool) -> Question:
    """Whether a person holds, on a day, what allows an act at a unit, of an indicator: asked at every page
    and save."""

    def held() -> QuerySet[RoleHeld]:
        allowing = Q(role__in=everywhere_below(permission))
        if own := at_own_unit(permission):
            allowing |= Q(role__in=own) if somewhere else Q(role__in=own, unit_id=_UNIT)
        if scoped := by_indicator(permission):
            allowing |= Q(role__in=scoped) & Q(_scoped(_DAY, *([_ASKED] if of_one else [])))
        return _held(_USER, _DAY).filter(allowing)

    def paths() -> QuerySet[Any]:
        if somewhere:
            return held().values_list("pk")[:1]
        found = UnitPath.objects.filter(ancestor_id__in=held().values("unit_id"), descendant_id=_UNIT)
        return found.values_list("depth")[:1]

    return Question(paths)


@cache
def _throughout(permission: Permission) -> Question:
    """Where some people hold a role that allows it there and below, for every indicator."""
    of_people = Among(F("user_id"), Listed("users", BigIntegerField()))
    return Question(
        lambda: (
            RoleHeld.objects.filter(_on(_DAY), of_people, role__in=everywhere_below(permission))
            .order_by()
            .values_list("user_id", "unit_id")
        )
    )


_ABOVE = Question(
    lambda: (
        UnitPath.objects.filter(Among(F("descendant_id"), Listed("units", CharField())))
        .order_by()
        .values_list("ancestor_id", "descendant_id")
    )
)


def allowed_throughout(
    user_ids: Iterable[int], permission: Permission, unit_ids: Iterable[str]
) -> set[tuple[int, str]]:
    """Which of these people may do it at which of these units for every indicator, by a role that reaches
    the unit from above: two questions. Of the others nothing is said."""
    below: dict[str, list[str]] = defaultdict(list)
    for ancestor, descendant in _ABOVE(units=unit_ids):
        below[ancestor].append(descendant)
    held = _throughout(permission)(users=user_ids, day=today())
    return {(user_id, unit_id) for user_id, at in held for unit_id in below.get(at, ())}


def is_system(user: Any) -> bool:
    """The system acts under its own name where a command does the work of an office."""
    return isinstance(user, User) and user.is_system


def may(user: Any, permission: Permission, *, at: Unit | None = None, of: Indicator | None = None) -> bool:
    """May the person do this at the unit, of the indicator? Without a unit: anywhere at all; without an
    indicator: of any."""
    if not getattr(user, "is_authenticated", False):
        return False  # the public holds no role: nothing needs to be asked
    if is_system(user):
        return True
    of = of if by_indicator(permission) else None
    given: dict[str, Any] = {"user": user.pk, "day": today()}
    if at is not None:
        given["unit"] = at.pk
    if of is not None:
        given["criteria_set"] = of.criteria_set_id
        given["code"], given["indicator"], given["criterion"] = of.covering
    return bool(_reaches(permission, of is not None, at is None)(**given))


def indicators_where(user: Any, permission: Permission, unit: Unit) -> frozenset[Indicator] | None:
    """For which criteria and indicators the person has the permission at the unit; None for all of them."""
    if is_system(user):
        return None
    held = roles_of(user).filter(role__in=roles_allowing(permission), unit__in=_units_above(unit))
    rows = list(held.values_list("pk", "role", "unit_id"))
    scoped, own = by_indicator(permission), at_own_unit(permission)
    if any(role not in scoped and (role not in own or place == unit.pk) for _pk, role, place in rows):
        return None
    narrowed = [pk for pk, role, _place in rows if role in scoped]
    if not narrowed:
        return frozenset()
    found = Scope.objects.filter(_on(today()), held_id__in=narrowed)
    return frozenset(Indicator(*each) for each in found.values_list("criteria_set_id", "code"))


def indicators_among(
    user: Any, permission: Permission, unit_ids: Collection[str]
) -> dict[str, frozenset[Indicator] | None]:
    """As `indicators_where`, of many units at once; where the person holds no role for it, a unit is left
    out. Three queries for two thousand of them."""
    if is_system(user):
        return dict.fromkeys(unit_ids)
    held = roles_of(user).filter(role__in=roles_allowing(permission)).values_list("pk", "role", "unit_id")
    rows, scoped, own = list(held), by_indicator(permission), at_own_unit(permission)
    places = {place for _pk, _role, place in rows}
    below: dict[str, set[str]] = defaultdict(set)
    for some in some_of(set(unit_ids)) if rows else ():
        paths = UnitPath.objects.filter(ancestor_id__in=places, descendant_id__in=some)
        for place, unit_id in paths.values_list("ancestor_id", "descendant_id"):
            below[place].add(unit_id)
    narrowed: dict[int, set[Indicator]] = defaultdict(set)
    by_code = [pk for pk, role, _place in rows if role in scoped]
    scopes = Scope.objects.filter(_on(today()), held_id__in=by_code)  # of nobody, nothing is asked
    for pk, *about in scopes.values_list("held_id", "criteria_set_id", "code"):
        narrowed[pk].add(Indicator(*about))
    found: dict[str, frozenset[Indicator] | None] = {}
    for pk, role, place in rows:
        for unit_id in below[place]:
            if role in scoped:
                known = found.get(unit_id, frozenset())
                found[unit_id] = None if known is None else known | narrowed[pk]
            elif role not in own or place == unit_id:
                found[unit_id] = None
    return found


def _units_above(unit: Unit) -> QuerySet[UnitPath]:
    return UnitPath.objects.filter(descendant=unit).values("ancestor_id")


def covers(rights: frozenset[Indicator] | None, indicator: Indicator) -> bool:
    """Whether rights, as `indicators_where` answers, are held for an indicator."""
    if rights is None:
        return True
    return any(Indicator(indicator.criteria_set_id, code) in rights for code in indicator.covering)


def require(
    user: Any, permission: Permission, *, at: Unit | None = None, of: Indicator | None = None
) -> None:
    """Raise `NotAllowed`, with the reason, unless the person may."""
    if may(user, permission, at=at, of=of):
        return
    if not getattr(user, "is_authenticated", False):
        raise NotAllowed(_("Việc này cần đăng nhập. Hãy đăng nhập rồi thử lại."))
    where = vietnamese(at) if at is not None else _("đơn vị nào")
    if (ended := _last_ended(user, permission, at)) is not None:
        raise NotAllowed(
            _(
                "Vai trò %(role)s của bạn tại %(held_at)s đã kết thúc sau ngày %(day)s nên bạn không còn làm "
                "được việc này tại %(unit)s. Nếu vẫn được giao, hãy báo người quản trị giao lại vai trò."
            )
            % {
                "role": ended.get_role_display(),
                "held_at": vietnamese(ended.unit),
                "day": f"{ended.last_day:%d/%m/%Y}",
                "unit": where,
            }
        )
    who = ", ".join(str(Role(role).label) for role in roles_allowing(permission))
    if of is not None and may(user, permission, at=at):
        raise NotAllowed(
            _(
                "Bạn không được giao chỉ tiêu %(code)s tại %(unit)s. Hãy làm những chỉ tiêu được giao, hoặc "
                "đề nghị giao thêm chỉ tiêu này."
            )
            % {"code": of.code, "unit": where}
        )
    raise NotAllowed(
        _("Tài khoản của bạn không có quyền làm việc này tại %(unit)s. Vai trò làm được tại đó: %(roles)s.")
        % {"unit": where, "roles": who}
    )


def _last_ended(user: Any, permission: Permission, at: Unit | None) -> RoleHeld | None:
    """The role that would have allowed it, of those whose term has ended the one that ended last."""
    ended = RoleHeld.objects.filter(
        user_id=user.pk,
        role__in=roles_allowing(permission),
        valid_to__lte=today(),
        valid_to__gt=F("valid_from"),
    )
    if at is not None:
        ended = ended.filter(unit__in=_units_above(at))
    return ended.select_related("unit").order_by("-valid_to").first()

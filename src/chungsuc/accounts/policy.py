"""Who may do what: one table of permissions, asked at a unit.

A role is held at a unit and reaches everything below it. A superior does not see drafts of the
levels below before they are handed up; a reader sees what was confirmed; the public sees what
was published.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, CharField, DateField, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.core.errors import ChungsucError
from chungsuc.languages.data import vietnamese
from chungsuc.stores.questions import Blank, Question


class NotAllowed(ChungsucError, PermissionDenied):
    """The person may not do this here; the message says who may."""


class Permission(StrEnum):
    """Quyền: one act that a role may allow."""

    PLAN_VIEW = "plan.view"  # confirmed plans of the unit and below
    PLAN_VIEW_DRAFT = "plan.view_draft"  # plans still being read or reviewed
    PLAN_UPLOAD = "plan.upload"
    PLAN_CONFIRM = "plan.confirm"
    PLAN_PUBLISH = "plan.publish"
    REPORT_MAKE = "report.make"
    OBSERVATION_RECORD = "observation.record"
    OBSERVATION_ACCEPT = "observation.accept"
    OVERLAY_STORE = "overlay.store"  # a province's figures, at the province; the nation's, at the country
    UNITS_CHANGE = "units.change"  # orders and tags, at the unit above all units that they change
    FIGURE_REVIEW = "figure.review"  # comparing the national sets with their print, at the country


ALLOWS: dict[str, frozenset[Permission]] = {
    Role.COORDINATION_OFFICE: frozenset(Permission),
    Role.READER: frozenset({Permission.PLAN_VIEW, Permission.REPORT_MAKE}),
}


def today() -> date:
    """The day in Vietnam: terms of office begin and end by it."""
    return timezone.localdate()


def roles_of(user: Any, *, on: date | None = None) -> QuerySet[RoleHeld]:
    """The roles that a person holds on a day (today, unless told)."""
    if not getattr(user, "is_authenticated", False):
        return RoleHeld.objects.none()
    return _held(user.pk, on or today())


def _held(user_id: Any, day: Any) -> QuerySet[RoleHeld]:
    not_ended = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return RoleHeld.objects.filter(not_ended, user_id=user_id, valid_from__lte=day)


def _roles_allowing(permission: Permission) -> list[str]:
    return [role for role, permissions in ALLOWS.items() if permission in permissions]


def units_where(user: Any, permission: Permission) -> QuerySet[UnitPath]:
    """Descendant ids (as a sub-query) of every unit where the person has the permission.

    A role held at a unit of yesterday reaches what stood below it then: history is read with
    the rights of its own tree.
    """
    held = roles_of(user).filter(role__in=_roles_allowing(permission)).values("unit_id")
    return UnitPath.objects.filter(ancestor_id__in=held).values("descendant_id")


@cache
def _reaches(roles: tuple[str, ...]) -> Question:
    """Whether one of these roles, held by a person on a day, reaches a unit: asked at every page and save."""

    def paths() -> QuerySet[UnitPath]:
        held = _held(Blank("user", BigIntegerField()), Blank("day", DateField())).filter(role__in=roles)
        unit = Blank("unit", CharField())
        found = UnitPath.objects.filter(ancestor_id__in=held.values("unit_id"), descendant_id=unit)
        return found.values_list("depth")[:1]

    return Question(paths)


@rules.predicate
def is_system(user: Any, _target: Any = None) -> bool:
    """The system acts under its own name where a command does the work of an office."""
    return isinstance(user, User) and user.is_system


def _allows(permission: Permission) -> Any:
    @rules.predicate(name=f"holds:{permission}")
    def holds(user: Any, unit: Unit | None) -> bool:
        if unit is None:
            return roles_of(user).filter(role__in=_roles_allowing(permission)).exists()
        if not getattr(user, "is_authenticated", False):
            return False
        return bool(_reaches(tuple(_roles_allowing(permission)))(user=user.pk, day=today(), unit=unit.pk))

    return holds


PREDICATES = {permission: is_system | _allows(permission) for permission in Permission}


def may(user: Any, permission: Permission, *, at: Unit | None = None) -> bool:
    """May the person do this at the unit (or, without a unit, anywhere at all)?"""
    if not getattr(user, "is_authenticated", False):
        return False  # the public holds no role: nothing needs to be asked
    return bool(PREDICATES[permission](user, at))


def require(user: Any, permission: Permission, *, at: Unit | None = None) -> None:
    """Raise `NotAllowed`, with the reason, unless the person may."""
    if may(user, permission, at=at):
        return
    if not getattr(user, "is_authenticated", False):
        raise NotAllowed(_("Việc này cần đăng nhập. Hãy đăng nhập rồi thử lại."))
    where = vietnamese(at) if at is not None else _("đơn vị nào")
    raise NotAllowed(
        _(
            "Tài khoản của bạn không có quyền làm việc này tại %(unit)s. "
            "Văn phòng Điều phối của đơn vị đó làm được."
        )
        % {"unit": where}
    )

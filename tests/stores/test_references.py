"""Whatever a test leaves that refers to nothing is found when it ends, whichever table it is in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.administrative_units.models import Unit, UnitPath
from factories.cast import LONG_AGO, NOW


def a_way_from_nowhere(_system: User) -> None:
    way = UnitPath.objects.order_by("pk")[0]
    UnitPath.objects.filter(pk=way.pk).update(ancestor="nowhere")


def a_unit_that_is_gone(_system: User) -> None:
    unit = Unit.objects.filter(level="commune").order_by("pk")[0]
    Unit.objects.filter(pk=unit.pk)._raw_delete(connection.alias)


def a_role_of_nobody(system: User) -> None:
    given = {"valid_from": LONG_AGO, "given_by": system, "given_at": NOW}
    RoleHeld.objects.create(user_id=-1, unit=Unit.objects.all()[0], role=Role.READER, **given)


@pytest.mark.django_db
@pytest.mark.parametrize("leave", [a_role_of_nobody, a_way_from_nowhere, a_unit_that_is_gone])
def test_what_refers_to_nothing_is_found(leave: Callable[[User], None], system: User) -> None:
    with pytest.raises(IntegrityError):
        _asked_after(leave, system)
    connection.check_constraints()  # nothing of it is left


@transaction.atomic
def _asked_after(leave: Callable[[User], None], system: User) -> None:
    leave(system)
    connection.check_constraints()  # as Django does when a test ends

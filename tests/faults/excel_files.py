"""Deeds with files of figures: a form that was filled, and what stands after its acceptance was killed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from chungsuc.accounts.actions import create_user, ensure_system_account, give_role
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.models import Observation
from chungsuc.audit.models import Entry
from chungsuc.entry.excel.actions import accept, receive
from chungsuc.entry.excel.forms import made_form
from chungsuc.entry.models_imports import Import
from chungsuc.entry.pages import Place, place_of
from factories.entry_forms import filled

CODES = ("4.2", "10.1", "4.1")
NAME = "nguoi-nhap-tep"


def _place() -> Place:
    communes = Unit.objects.filter(paths_up__ancestor__code="084", kind="xã", valid_from=None).order_by("pk")
    return place_of(communes[1].pk, "vn-2021-2025-commune", "2023")


def make_entering() -> None:
    """Someone who enters the figures of a commune."""
    now = timezone.now()
    system = ensure_system_account(now=now)
    made = create_user(username=NAME, display_name="Lan", password="mot-mat-khau-du-dai", by=system, now=now)
    since = date(2020, 1, 1)
    give_role(user=made, role=Role.COMMUNE_LEADER, unit=_place().unit, valid_from=since, by=system, now=now)


def bring_form(number: int) -> str:
    """A form as it stands now, filled with other figures, that waits to be accepted."""
    place, by, now = _place(), User.objects.get(username=NAME), timezone.now()
    values = {"4.2": 80 + number / 10, "10.1": 40 + number / 10, "4.1": ("Đạt", "Chưa đạt")[number % 2]}
    data = filled(made_form(place=place, by=by, now=now), values)
    return str(receive(place=place, data=data, name=f"bieu-{number}.xlsx", by=by, now=now).pk)


def accept_form(pk: str) -> str:
    """As the page does it: the answer goes out when this returns."""
    by = User.objects.get(username=NAME)
    accept(of=Import.objects.get(pk=pk), place=_place(), by=by, now=timezone.now())
    return pk


def forms() -> dict[str, Any]:
    """What became of each file: its outcome, how many figures it says were stored, and how many were."""
    unit = _place().unit
    stored = set(Observation.objects.filter(unit=unit, channel="file").values_list("pk", flat=True))
    return {
        "imports": {
            str(each.pk): [
                each.outcome,
                each.stored,
                sum(uuid5(UUID(str(each.pk)), f"{unit.pk}.{code}") in stored for code in CODES),
            ]
            for each in Import.objects.all()
        },
        "logged": Entry.objects.filter(action="observations.imported").count(),
    }


DEEDS: dict[str, Callable[..., Any]] = {
    "make_entering": make_entering,
    "bring_form": bring_form,
    "accept_form": accept_form,
    "forms": forms,
}

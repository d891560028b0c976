"""Sắp xếp đơn vị: what an order would change for all who work here, and carrying it out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import RoleHeld
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units import actions as units
from chungsuc.administrative_units import tree
from chungsuc.administrative_units.models import Reorganisation, Unit
from chungsuc.administrative_units.tree import some_of
from chungsuc.assessments.models import Observation
from chungsuc.assessments.rollup_rebuild import following
from chungsuc.core import units as core
from chungsuc.core.reorganisation import Outcome
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_number
from chungsuc.plans import queries as plans
from chungsuc.plans.models import Plan, TargetCell


class Ending(NamedTuple):
    """A unit that ends: what it becomes, and what stays under its name."""

    unit: core.Unit
    becomes: list[str]
    observations: int
    roles: int


class Beginning(NamedTuple):
    """A unit that begins: where it lies and what it is made from."""

    unit: core.Unit
    above: str
    made_from: list[str]


class Moving(NamedTuple):
    """A unit that stays itself and comes under another."""

    unit: core.Unit
    above_before: str
    above: str


@dataclass(frozen=True)
class Effects:
    """Xem trước: everything that an order changes, and what it leaves where it is."""

    outcome: Outcome
    ended: list[Ending]
    begun: list[Beginning]
    moved: list[Moving]
    leaving: list[core.Unit]
    plans: list[Plan]
    lacks_weights: bool

    @property
    def observations(self) -> int:
        return sum(each.observations for each in self.ended)

    @property
    def roles(self) -> int:
        return sum(each.roles for each in self.ended)


def effects_of(act: core.Act, reader: Any) -> Effects:
    """What would change, told without changing it; of plans those that the reader may see.

    Raises what `administrative_units.actions.outcome_of` raises.
    """
    outcome = units.outcome_of(act)
    ended = [unit.id for unit in outcome.ended]
    observed = _counts(Observation.objects.all(), ended)
    held = _counts(
        RoleHeld.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=outcome.effective)), ended
    )
    names = _names(outcome)
    becomes, made_from = _told(outcome, names)
    return Effects(
        outcome=outcome,
        ended=[Ending(unit, becomes[unit.id], observed[unit.id], held[unit.id]) for unit in outcome.ended],
        begun=[
            Beginning(unit, names.get(unit.parent_id(outcome.effective) or "", ""), made_from[unit.id])
            for unit in outcome.begun
        ],
        moved=[
            Moving(unit, names.get(_above_before(unit), ""), names[unit.parents[-1].unit_id])
            for unit in outcome.moved
        ],
        leaving=list(outcome.leaving),
        plans=_plans_touched(reader, ended),
        lacks_weights=any(each.weight is None for each in outcome.successions),
    )


@transaction.atomic
def reorganise(*, act: core.Act, by: Any, now: datetime) -> tuple[Reorganisation, Outcome]:
    """Ghi một lần sắp xếp, by someone whose office stands above every unit that it changes.

    The roll-ups above these units are true again in the same transaction.
    Raises `NotAllowed` and what `administrative_units.actions.record_reorganisation` raises.
    """
    policy.require(by, Permission.UNITS_CHANGE)
    tree.lock()  # from here on nothing changes under the roll-ups that are taken along
    foreseen = units.outcome_of(act)
    require_above(by, foreseen)
    with following([unit.id for unit in (*foreseen.ended, *foreseen.moved)]):
        return units.record_reorganisation(act=act, by=by, now=now)


def require_above(by: Any, outcome: Outcome) -> None:
    """Raise `NotAllowed` unless the office stands where the units lay, and where the new ones come to lie."""
    if policy.is_system(by):
        return
    above = {
        unit.parents[-1].unit_id for unit in (*outcome.ended, *outcome.begun, *outcome.moved) if unit.parents
    }
    above |= {before for unit in outcome.moved if (before := _above_before(unit))}
    # A unit that begins with the order is answered for by who answers for what it lies in.
    above -= {unit.id for unit in outcome.begun}
    allowed = {
        unit_id
        for some in some_of(above)
        for unit_id in policy.units_where(by, Permission.UNITS_CHANGE)
        .filter(descendant__in=some)
        .values_list("descendant_id", flat=True)
    }
    if missing := above - allowed:
        place = Unit.objects.get(pk=min(missing))
        raise NotAllowed(
            _(
                "Nghị quyết này thay đổi đơn vị thuộc %(unit)s, nơi tài khoản của bạn không có quyền. "
                "Văn phòng Điều phối của đơn vị đó làm được."
            )
            % {"unit": vietnamese(place.full_name)}
        )


def _above_before(unit: core.Unit) -> str:
    """Where a unit that moves lay until then; "" for one that begins the same day."""
    return unit.parents[-2].unit_id if len(unit.parents) > 1 else ""


def _counts(rows: Any, unit_ids: list[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for some in some_of(unit_ids):
        grouped = rows.filter(unit__in=some).order_by().values("unit_id").annotate(count=Count("pk"))
        found.update({row["unit_id"]: row["count"] for row in grouped})
    return found


def _names(outcome: Outcome) -> dict[str, str]:
    """Full names of all units that the preview speaks of."""
    changed = (*outcome.ended, *outcome.begun, *outcome.moved)
    names = {unit.id: unit.title for unit in changed}
    others = {parent.unit_id for unit in changed for parent in unit.parents} - set(names)
    for some in some_of(others):
        names.update({unit.pk: unit.full_name for unit in Unit.objects.filter(pk__in=some)})
    return names


def _told(outcome: Outcome, names: dict[str, str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What each unit becomes and what each is made from, by id."""
    becomes: dict[str, list[str]] = defaultdict(list)
    made_from: dict[str, list[str]] = defaultdict(list)
    for each in outcome.successions:
        becomes[each.predecessor_id].append(_part(names[each.successor_id], each))
        made_from[each.successor_id].append(_part(names[each.predecessor_id], each))
    return becomes, made_from


def _part(name: str, succession: core.Succession) -> str:
    if succession.share is core.Share.WHOLE:
        return vietnamese(name)
    if succession.weight is None:
        return _("%(unit)s (một phần, chưa rõ tỷ trọng)") % {"unit": vietnamese(name)}
    percent = format_number(succession.weight * 100)
    return _("%(unit)s (một phần, %(percent)s%%)") % {"unit": vietnamese(name), "percent": percent}


def _plans_touched(reader: Any, unit_ids: list[str]) -> list[Plan]:
    """Plans of the units that end, or that name one of them."""
    touched: dict[Any, Plan] = {}
    visible = plans.visible_to(reader).select_related("unit").defer("criteria_set__text")
    for some in some_of(unit_ids):
        naming = TargetCell.objects.filter(unit__in=some).values("target__plan")
        for plan in visible.filter(Q(unit__in=some) | Q(pk__in=naming)).order_by("-created_at"):
            touched[plan.pk] = plan
    return list(touched.values())

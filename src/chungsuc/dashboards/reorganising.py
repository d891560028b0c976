"""Sắp xếp đơn vị: what an order would change for all who work here, and carrying it out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import RoleHeld
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units import actions as units
from chungsuc.administrative_units import tree
from chungsuc.administrative_units.models import Reorganisation, Unit, UnitChange, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.administrative_units.tree import some_of
from chungsuc.assessments.models import Observation
from chungsuc.assessments.rollup_rebuild import following
from chungsuc.core import units as core
from chungsuc.core.reorganisation import Outcome
from chungsuc.dashboards.order_papers import Paper, keep, kept_of
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
def reorganise(
    *, act: core.Act, by: Any, now: datetime, paper: Paper | None = None
) -> tuple[Reorganisation, Outcome]:
    """Ghi một lần sắp xếp, by someone whose office stands above every unit that it changes.

    The roll-ups above these units are true again in the same transaction. `paper` is the signed order.
    Raises `NotAllowed`, what `administrative_units.actions.record_reorganisation` raises, and
    `ReorganisationError` for another paper than the one that the order names.
    """
    policy.require(by, Permission.UNITS_CHANGE)
    tree.lock()  # from here on nothing changes under the roll-ups that are taken along
    foreseen = units.outcome_of(act)
    require_above(by, foreseen)
    if paper is not None:
        act = _with_paper(act, paper)
        keep(paper, by=by, now=now)
    with following([unit.id for unit in (*foreseen.ended, *foreseen.moved)]):
        return units.record_reorganisation(act=act, by=by, now=now)


def _with_paper(act: core.Act, paper: Paper) -> core.Act:
    if act.order.file_sha256 not in ("", paper.sha256):
        raise core.ReorganisationError(
            _("Bản ký “%(name)s” không phải là tệp mà nghị quyết nêu (file_sha256). Hãy chọn đúng tệp.")
            % {"name": vietnamese(paper.name)}
        )
    return replace(act, order=replace(act.order, file_sha256=paper.sha256))


@transaction.atomic
def add_paper(*, order: Reorganisation, paper: Paper, by: Any, now: datetime) -> Reorganisation:
    """Bổ sung bản ký, by someone who could record the order. The same bytes again change nothing.

    Raises `NotAllowed`, and `ReorganisationError` where the order has another paper.
    """
    policy.require(by, Permission.UNITS_CHANGE)
    _require_at(by, _above_of(order))
    if order.file_sha256 == paper.sha256 and kept_of([order]):
        return order
    named = units.name_paper(order=order, sha256=paper.sha256, by=by, now=now)
    keep(paper, by=by, now=now)
    return named


def may_add_paper(by: Any, order: Reorganisation) -> bool:
    """Whether `add_paper` would let the person."""
    return policy.may(by, Permission.UNITS_CHANGE) and not _missing_at(by, _above_of(order))


def _above_of(order: Reorganisation) -> set[str]:
    """What lay above the units that an order changed, on its eve and on its day, but what it began."""
    changed = dict(order.changes.values_list("unit_id", "fate"))
    days = as_of(order.effective) | as_of(order.effective - timedelta(days=1))
    above: set[str] = set()
    for some in some_of(changed):
        paths = UnitPath.objects.filter(days, descendant__in=some, depth=1)
        above.update(paths.values_list("ancestor_id", flat=True))
    return {each for each in above if changed.get(each) != UnitChange.Fate.BEGUN}


def require_above(by: Any, outcome: Outcome) -> None:
    """Raise `NotAllowed` unless the office stands where the units lay, and where the new ones come to lie."""
    above = {
        unit.parents[-1].unit_id for unit in (*outcome.ended, *outcome.begun, *outcome.moved) if unit.parents
    }
    above |= {before for unit in outcome.moved if (before := _above_before(unit))}
    # A unit that begins with the order is answered for by who answers for what it lies in.
    _require_at(by, above - {unit.id for unit in outcome.begun})


def _missing_at(by: Any, unit_ids: set[str]) -> set[str]:
    """Those of the units that the person's office does not stand at or above."""
    if policy.is_system(by):
        return set()
    allowed = {
        unit_id
        for some in some_of(unit_ids)
        for unit_id in policy.units_where(by, Permission.UNITS_CHANGE)
        .filter(descendant__in=some)
        .values_list("descendant_id", flat=True)
    }
    return unit_ids - allowed


def _require_at(by: Any, unit_ids: set[str]) -> None:
    if missing := _missing_at(by, unit_ids):
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

"""Nêu tỷ trọng, quyền số sau khi sắp xếp: recorded once, by name, from a paper, and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Succession, Unit, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.assessments.models import StatedWeight, WeightStatement
from chungsuc.assessments.weights import PARTS, WEIGHTS
from chungsuc.audit.actions import record
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.errors import ChungsucError
from chungsuc.core.restating import Rule, rule_of
from chungsuc.core.units import Share
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_number

MOST = Decimal(10) ** 12  # people, hectares, đồng: what is larger is a slip of the keyboard


class WeighingError(ChungsucError, ValueError):
    """Weights that cannot be those of the reorganisation."""


@transaction.atomic
def state_parts(
    *, divided: Unit, parts: Mapping[str, Decimal], basis: str, by: User, now: datetime
) -> WeightStatement:
    """Nêu tỷ trọng các phần of a divided unit, by the ids of the units that they went to.

    Raises `NotAllowed`, and `WeighingError` where the order states them itself, one is missing, or they
    do not sum to 1.
    """
    steps = list(Succession.objects.filter(predecessor=divided, share=Share.PART).select_related("successor"))
    if not steps:
        raise WeighingError(
            _("%(unit)s không bị chia trong lần sắp xếp nào nên không có phần nào để nêu tỷ trọng.")
            % {"unit": vietnamese(divided.full_name)}
        )
    day = max(step.effective for step in steps)
    steps = [step for step in steps if step.effective == day]
    for step in steps:
        _require(by, step.successor)
    if any(step.weight is not None for step in steps):
        raise WeighingError(_("Nghị quyết sắp xếp đã nêu tỷ trọng các phần. Tỷ trọng đó được dùng."))
    places = {step.successor_id: step.successor for step in steps}
    missing = [unit.full_name for pk, unit in places.items() if pk not in parts]
    if missing or set(parts) - set(places):
        raise WeighingError(
            _("Phải nêu tỷ trọng của mọi phần: %(units)s.")
            % {"units": vietnamese(", ".join(missing or [unit.full_name for unit in places.values()]))}
        )
    if any(not 0 < weight < 1 for weight in parts.values()):
        raise WeighingError(_("Tỷ trọng của một phần phải lớn hơn 0 và nhỏ hơn 1. Hãy sửa tỷ trọng."))
    total = sum(parts.values(), Decimal(0))
    if total > 1 or (total != 1 and not divided.existed_on(day)):  # what lives on keeps the rest
        raise WeighingError(
            _("Tổng tỷ trọng các phần là %(total)s, phải bằng 1. Hãy sửa tỷ trọng.")
            % {"total": format_number(total)}
        )
    statement = WeightStatement(divided=divided, effective=day, basis=_checked(basis), by=by, at=now)
    return _kept(statement, parts, PARTS, divided, by=by, now=now)


@transaction.atomic
def state_weights(
    *,
    successor: Unit,
    name: str,
    weights: Mapping[str, Decimal],
    basis: str,
    by: User,
    now: datetime,
    total: Decimal | None = None,
    criteria_set: CriteriaSet | None = None,
    indicator: str = "",
) -> WeightStatement:
    """Nêu quyền số by which a measured value of the units that were joined counts, by their ids.

    Of one indicator of a set, or of every measured value. Where the paper gives a total the weights must
    sum to it. Raises `NotAllowed` and `WeighingError`.
    """
    _require(by, successor)
    steps = Succession.objects.filter(successor=successor).select_related("predecessor")
    places = {step.predecessor_id: step.predecessor for step in steps}
    if len(places) < 2:
        raise WeighingError(
            _("%(unit)s không được lập từ nhiều đơn vị nên không cần quyền số.")
            % {"unit": vietnamese(successor.full_name)}
        )
    missing = [unit.full_name for pk, unit in places.items() if pk not in weights]
    if missing or set(weights) - set(places):
        raise WeighingError(
            _("Phải nêu quyền số của mọi đơn vị cũ: %(units)s.")
            % {"units": vietnamese(", ".join(missing or [unit.full_name for unit in places.values()]))}
        )
    if any(not 0 < weight <= MOST for weight in weights.values()):
        raise WeighingError(_("Quyền số của mỗi đơn vị phải lớn hơn 0. Hãy kiểm tra lại các số."))
    summed = sum(weights.values(), Decimal(0))
    if total is not None and summed != total:
        raise WeighingError(
            _("Cộng các quyền số được %(sum)s, không bằng tổng %(total)s đã ghi. Hãy kiểm tra lại các số.")
            % {"sum": format_number(summed), "total": format_number(total)}
        )
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > 80:
        raise WeighingError(_("Hãy ghi tên quyền số, ví dụ: số dân năm 2024."))
    if indicator and (criteria_set is None or not _is_measured(criteria_set, indicator)):
        raise WeighingError(
            _("Chỉ tiêu %(code)s cộng được hoặc so sánh được nên không dùng quyền số.") % {"code": indicator}
        )
    statement = WeightStatement(
        name=wanted,
        criteria_set_id=criteria_set.id if criteria_set and indicator else "",
        indicator_code=indicator,
        basis=_checked(basis),
        by=by,
        at=now,
    )
    return _kept(statement, weights, WEIGHTS, successor, by=by, now=now)


def _is_measured(criteria_set: CriteriaSet, code: str) -> bool:
    """Whether figures of the indicator may need a weight: a mean does, and a share without its parts."""
    return rule_of(criteria_set.measure(code)) in (Rule.MEAN, Rule.SHARE)


def _require(by: User, unit: Unit) -> None:
    """The office above the unit states what the order above it left out."""
    day = unit.valid_from or (unit.valid_to or policy.today())
    above = UnitPath.objects.filter(as_of(day), descendant=unit, depth=1).select_related("ancestor").first()
    policy.require(by, Permission.UNITS_CHANGE, at=above.ancestor if above else unit)


def _checked(basis: str) -> str:
    wanted = " ".join(basis.split())
    if not wanted or len(wanted) > 200:
        raise WeighingError(
            _("Hãy ghi căn cứ, ví dụ: Niên giám thống kê 2024 của tỉnh, hoặc số và ngày văn bản.")
        )
    return wanted


def _kept(
    statement: WeightStatement,
    weights: Mapping[str, Decimal],
    action: str,
    about: Unit,
    *,
    by: User,
    now: datetime,
) -> WeightStatement:
    statement.save()
    for unit_id, value in weights.items():
        StatedWeight(statement=statement, unit_id=unit_id, value=value).save()
    record(
        action,
        statement,
        by=by,
        at=now,
        unit_id=about.pk,
        data={
            "name": statement.name,
            "basis": statement.basis,
            "indicator": statement.indicator_code,
            "weights": {unit_id: str(value) for unit_id, value in weights.items()},
        },
    )
    return statement

"""Recording an order that changes the units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from chungsuc.administrative_units import tree
from chungsuc.administrative_units.models import Reorganisation, Succession, Unit, UnitChange, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.audit.actions import record
from chungsuc.core import units as core
from chungsuc.core.reorganisation import Outcome, carry_out
from chungsuc.core.units.acts import stated
from chungsuc.languages.data import vietnamese


def outcome_of(act: core.Act) -> Outcome:
    """What an act would do to the stored units. Writes nothing.

    Raises `ReorganisationError` and `UnitError`.
    """
    number = " ".join(act.order.number.split())
    known = [
        *Reorganisation.objects.filter(order_number=number).values_list("order_number", "effective"),
        *Succession.objects.filter(order_number=number).values_list("order_number", "effective").distinct(),
    ]
    return carry_out(_around(act), act, recorded=set(known))


@transaction.atomic
def record_reorganisation(*, act: core.Act, by: Any, now: datetime) -> tuple[Reorganisation, Outcome]:
    """Ghi sắp xếp đơn vị hành chính: the whole order or nothing of it.

    Units are ended and begun, never deleted and never given another code. Raises `ReorganisationError`
    and `UnitError`.
    """
    tree.lock()  # who records the same order at the same time waits here, and is then told that it is done
    outcome = outcome_of(act)
    issued_on = act.order.issued_on
    try:
        with transaction.atomic():
            order = Reorganisation.objects.create(
                order_number=" ".join(act.order.number.split()),
                issued_on=issued_on,
                effective=outcome.effective,
                issuer=act.order.issuer,
                file_sha256=act.order.file_sha256,
                stated=stated(act),
                recorded_by=by.get_username(),
                recorded_at=now,
            )
    except IntegrityError:
        raise core.ReorganisationError(
            _("Nghị quyết %(number)s vừa được người khác ghi. Hãy tải lại trang để xem.")
            % {"number": vietnamese(act.order.number)}
        ) from None
    tree.write([*outcome.ended, *outcome.moved], outcome.begun)
    Succession.objects.bulk_create(
        (succession_row(each, order) for each in outcome.successions), batch_size=tree.BATCH
    )
    _keep_changes(order, outcome)
    record(
        "units.reorganised",
        order,
        by=by,
        at=now,
        data={
            "order": order.order_number,
            "effective": outcome.effective.isoformat(),
            "ended": len(outcome.ended),
            "begun": len(outcome.begun),
            "moved": len(outcome.moved),
            "paper": order.file_sha256,
        },
    )
    return order, outcome


@transaction.atomic
def name_paper(*, order: Reorganisation, sha256: str, by: Any, now: datetime) -> Reorganisation:
    """Bổ sung bản ký của một nghị quyết đã ghi: which bytes it is, said once and not changed.

    Raises `ReorganisationError` where the order names other bytes already.
    """
    held = Reorganisation.objects.select_for_update().get(pk=order.pk)
    if held.file_sha256 not in ("", sha256):
        raise core.ReorganisationError(
            _(
                "Nghị quyết %(number)s đã nêu một bản ký khác (SHA-256 %(sha256)s…). Bản ký không thay được; "
                "hãy kiểm tra lại tệp."
            )
            % {"number": vietnamese(held.order_number), "sha256": held.file_sha256[:12]}
        )
    held.file_sha256 = sha256
    held.save(update_fields=["file_sha256"])
    record("units.paper_kept", held, by=by, at=now, data={"order": held.order_number, "sha256": sha256})
    return held


def _keep_changes(order: Reorganisation, outcome: Outcome) -> None:
    fates = (
        (UnitChange.Fate.ENDED, outcome.ended),
        (UnitChange.Fate.BEGUN, outcome.begun),
        (UnitChange.Fate.MOVED, outcome.moved),
    )
    UnitChange.objects.bulk_create(
        (
            UnitChange(reorganisation=order, unit_id=unit.id, fate=fate)
            for fate, units in fates
            for unit in units
        ),
        batch_size=tree.BATCH,
    )


def succession_row(succession: core.Succession, order: Reorganisation | None = None) -> Succession:
    """The row that stores a succession."""
    return Succession(
        predecessor_id=succession.predecessor_id,
        successor_id=succession.successor_id,
        kind=succession.kind,
        share=succession.share,
        is_main=succession.is_main,
        weight=succession.weight,
        effective=succession.effective,
        order_number=succession.order or "",
        reorganisation=order,
    )


def _around(act: core.Act) -> list[core.Unit]:
    """The units that an act can touch: those it names, what lies right below, and all above these."""
    ending = {part.code for new in act.new_units for part in new.parts}
    named = {
        *ending,
        *(code for new in act.new_units for code in (new.code, new.parent) if code),
        *(code for each in act.placings for code in (each.code, each.parent)),
        *(end.within for end in act.level_ends if end.within),
    }
    found = set(Unit.objects.filter(code__in=named).values_list("pk", flat=True))
    if act.effective is None:
        return tree.core_units(found)
    eve = act.effective - timedelta(days=1)
    leaving = set(Unit.objects.filter(as_of(eve), code__in=ending).values_list("pk", flat=True))
    for end in act.level_ends:
        level = Unit.objects.filter(as_of(eve), level=end.level)
        leaving.update(level.values_list("pk", flat=True))
    return tree.core_units(tree.with_all_above(found | leaving | _right_below(leaving)))


def _right_below(ids: Iterable[str]) -> set[str]:
    """Whatever was ever one step below: its later place tells whether an order comes too late for it."""
    return set(
        UnitPath.objects.filter(ancestor__in=list(ids), depth=1).values_list("descendant_id", flat=True)
    )

"""A reviewed reading for other programs and other papers."""

from __future__ import annotations

from typing import Any

from chungsuc.checking import to_json
from chungsuc.core.statements import Finding as FoundByCheck
from chungsuc.core.statements import PlanReading
from chungsuc.plans.corrections import UNTOLD
from chungsuc.plans.encoding import as_reviewed, from_plain
from chungsuc.plans.models import Finding, Reading, ReviewStep


def as_json(reading: Reading) -> dict[str, Any]:
    """Bản đọc cho máy: the published form, with what the review made of it and what was changed in it.

    A reading that nobody corrected is given as it was stored.
    """
    steps = list(reading.steps.select_related("item").exclude(kind=ReviewStep.Kind.CONFIRMED))
    if not steps or not reading.rest:
        return dict(reading.data)
    told = to_json(reviewed(reading), findings_of(reading))
    told["corrections"] = [
        {
            "item_id": step.item.key,
            "kind": step.kind,
            "at": step.at.isoformat(),
            "changes": {
                name: {"read": before, "corrected": after}
                for name, (before, after) in step.changes.items()
                if name not in UNTOLD
            },
        }
        for step in steps
    ]
    return told


def reviewed(reading: Reading) -> PlanReading:
    """The reading as its review left it."""
    return as_reviewed(reading, reading.items.order_by("position"))


def findings_of(reading: Reading) -> tuple[FoundByCheck, ...]:
    """What the newest check found, as the checks told it."""
    return tuple(_found(row) for row in reading.findings.current().order_by("position"))


def _found(row: Finding) -> FoundByCheck:
    columns = {"id": row.key, "kind": row.kind, "severity": row.severity, "message": row.message}
    found: FoundByCheck = from_plain(FoundByCheck, row.data | columns | {"certainty": row.certainty})
    return found

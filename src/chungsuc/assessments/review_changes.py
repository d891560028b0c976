"""Which units an act of the log changes in a list of review: what is kept of the others stays right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

from chungsuc.assessments.queries import ACCEPTED, IMPORTED, RECORDED
from chungsuc.audit.queries import Ends, Told, told_between
from chungsuc.core.reviews import ReviewKind
from chungsuc.evidence.actions import ATTACHED, WITHDRAWN

_FEW = 900  # ids in a query; who looks at more units is told of most acts anyway
# Acts that change what is shown of the unit where they were done, and of no other.
AT_ITS_UNIT = frozenset({RECORDED, ACCEPTED, ATTACHED, WITHDRAWN})
# Acts whose entry names the units.
_OF_CELLS = frozenset(f"review.{kind}" for kind in ReviewKind)
# Acts that change nothing that is shown. Rights decide which list is asked for, and are in none.
_OF_NO_CELL = frozenset(
    {
        "chain.begun",
        "figure.commented",
        "figures.assigned",
        "figures.assignment_ended",
        "import.received",
        "import.refused",
        "import.dropped",
        "import.chosen",
        "review.duties_assigned",
    }
)
_NO_KIND = ("dossier", "plan", "funding", "user", "role", "scope", "token")  # before the dot


def changed_since(then: Ends, now: Ends, units: Collection[str]) -> frozenset[str] | None:
    """Which of the units changed between two states of the log, and perhaps others; None: maybe any. One
    query, which leaves out the many acts that were done to figures of other units."""
    but = AT_ITS_UNIT if len(units) <= _FEW else ()
    return touched(told_between(then, now, but=but, of_units_other_than=units))


def touched(told: Iterable[Told] | None) -> frozenset[str] | None:
    """The ids of the units that these acts changed; None where it may be any: of what is not known here."""
    if told is None:
        return None
    found: set[str] = set()
    for act in told:
        units = _units_of(act)
        if units is None:
            return None
        found.update(units)
    return frozenset(found)


def _units_of(act: Told) -> Iterable[str] | None:
    if act.action in AT_ITS_UNIT and act.unit_id:
        return (act.unit_id,)
    if act.action in _OF_CELLS and (cells := act.data.get("cells")):
        return (each["unit"] for each in cells)
    if act.action == IMPORTED and (units := act.data.get("units")):
        return chain(units, filter(None, (act.unit_id,)))
    if act.action in _OF_NO_CELL or act.action.partition(".")[0] in _NO_KIND:
        return ()
    return None

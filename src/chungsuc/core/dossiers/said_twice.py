"""Nêu ở hai nơi: a part of a dossier and a figure of the unit that are about the same thing."""

from __future__ import annotations

from decimal import Decimal

from chungsuc.core.criteria import Observed
from chungsuc.core.dossiers.needs import PartFact
from chungsuc.core.dossiers.procedure import NeedKind

_DIGITS = 2  # after the comma, at most, that a share is compared in


def differs(kind: NeedKind, part: PartFact, observed: Observed) -> bool:
    """Whether they say different things: a debt where the figure says that there is none, or the reverse; a
    share that is another one, in as many digits as the figure has. What is absent differs from nothing."""
    if kind is NeedKind.NO_CONSTRUCTION_DEBT and isinstance(observed, bool):
        return part.amount is not None and observed is not (part.amount == 0)
    if kind is NeedKind.SURVEY and isinstance(observed, Decimal) and part.part is not None and part.whole:
        exponent = observed.as_tuple().exponent
        digits = min(_DIGITS, max(0, -exponent)) if isinstance(exponent, int) else _DIGITS
        return abs(Decimal(part.part * 100) / part.whole - observed) > Decimal(1).scaleb(-digits) / 2
    return False

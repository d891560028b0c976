"""Units in time, their reorganisations, and the list of all of them."""

from chungsuc.core.units.gazetteer import Gazetteer, Lineage, Match
from chungsuc.core.units.types import (
    KINDS,
    Level,
    Parent,
    Share,
    Succession,
    SuccessionKind,
    Unit,
    UnitError,
)

__all__ = [
    "KINDS",
    "Gazetteer",
    "Level",
    "Lineage",
    "Match",
    "Parent",
    "Share",
    "Succession",
    "SuccessionKind",
    "Unit",
    "UnitError",
]

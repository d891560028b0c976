"""Units in time, their reorganisations, and the list of all of them."""

from chungsuc.core.units.acts import Act, LegalOrder, LevelEnd, NewUnit, Part, Placing, ReorganisationError
from chungsuc.core.units.checks import check_units
from chungsuc.core.units.gazetteer import Gazetteer, Lineage, Match
from chungsuc.core.units.types import (
    COVERED_KIND,
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
    "COVERED_KIND",
    "KINDS",
    "Act",
    "Gazetteer",
    "LegalOrder",
    "Level",
    "LevelEnd",
    "Lineage",
    "Match",
    "NewUnit",
    "Parent",
    "Part",
    "Placing",
    "ReorganisationError",
    "Share",
    "Succession",
    "SuccessionKind",
    "Unit",
    "UnitError",
    "check_units",
]

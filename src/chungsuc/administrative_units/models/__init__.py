"""Units and their tree, what orders did to them, what is said of them, and who answers for them."""

from chungsuc.administrative_units.models.bodies import Body, BodySuccession, Official
from chungsuc.administrative_units.models.boundaries import Boundary, BoundaryLoad
from chungsuc.administrative_units.models.orders import Reorganisation, UnitChange
from chungsuc.administrative_units.models.tags import UnitTag
from chungsuc.administrative_units.models.units import Level, ReferenceLoad, Succession, Unit, UnitPath

__all__ = [
    "Body",
    "BodySuccession",
    "Boundary",
    "BoundaryLoad",
    "Level",
    "Official",
    "ReferenceLoad",
    "Reorganisation",
    "Succession",
    "Unit",
    "UnitChange",
    "UnitPath",
    "UnitTag",
]

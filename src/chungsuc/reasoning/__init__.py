"""Whether statements can all be true: sums, and joint consistency with the HiGHS solver."""

from chungsuc.reasoning.consistency import Consistency, examine
from chungsuc.reasoning.grid import Field, Moment, Premise
from chungsuc.reasoning.implied import Fact, FactKind
from chungsuc.reasoning.repairs import Repair
from chungsuc.reasoning.search import Conflict
from chungsuc.reasoning.sentences import LeftOut, Sense
from chungsuc.reasoning.solver import SolverError
from chungsuc.reasoning.villages import MOST_VILLAGES, PER_COMMUNE, examine_villages

__all__ = [
    "MOST_VILLAGES",
    "PER_COMMUNE",
    "Conflict",
    "Consistency",
    "Fact",
    "FactKind",
    "Field",
    "LeftOut",
    "Moment",
    "Premise",
    "Repair",
    "Sense",
    "SolverError",
    "examine",
    "examine_villages",
]

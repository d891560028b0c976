"""Whether statements can all be true: sums, and joint consistency with the HiGHS solver."""

from chungsuc.reasoning.consistency import Conflict, Consistency, examine
from chungsuc.reasoning.grid import Field, Moment, Premise
from chungsuc.reasoning.implied import Fact, FactKind
from chungsuc.reasoning.repairs import Repair
from chungsuc.reasoning.sentences import LeftOut, Sense
from chungsuc.reasoning.solver import SolverError

__all__ = [
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
]

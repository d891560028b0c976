"""Joins reading and reasoning: reads a plan and says what is wrong with it."""

from chungsuc.checking.case import Sum
from chungsuc.checking.check import Examination, check_plan, examine, sums_of
from chungsuc.checking.in_json import SCHEMA_VERSION, load_schema, to_json

__all__ = [
    "SCHEMA_VERSION",
    "Examination",
    "Sum",
    "check_plan",
    "examine",
    "load_schema",
    "sums_of",
    "to_json",
]

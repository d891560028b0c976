"""Uploads, plans and their events, readings with what was read and found, and what is followed after."""

from chungsuc.plans.models.plans import Plan, PlanEvent, ReadingJob, Upload
from chungsuc.plans.models.promises import Promise, StatedResult, StatedResultCell, Target, TargetCell
from chungsuc.plans.models.readings import (
    Acknowledgement,
    Check,
    Finding,
    Reading,
    ReadItem,
    ReviewStep,
)

__all__ = [
    "Acknowledgement",
    "Check",
    "Finding",
    "Plan",
    "PlanEvent",
    "Promise",
    "ReadItem",
    "Reading",
    "ReadingJob",
    "ReviewStep",
    "StatedResult",
    "StatedResultCell",
    "Target",
    "TargetCell",
    "Upload",
]

"""What happened to a dossier and to each of its figures: numbered events, and what they rest on."""

from chungsuc.workflow.models.dossiers import (
    CouncilSeat,
    CouncilVote,
    DecisionPaper,
    Dossier,
    DossierEvent,
    DossierPart,
    Purpose,
    RecognitionDecision,
    StepOwner,
)
from chungsuc.workflow.models.reviews import ReviewDuty, ReviewEvent

__all__ = [
    "CouncilSeat",
    "CouncilVote",
    "DecisionPaper",
    "Dossier",
    "DossierEvent",
    "DossierPart",
    "Purpose",
    "RecognitionDecision",
    "ReviewDuty",
    "ReviewEvent",
    "StepOwner",
]

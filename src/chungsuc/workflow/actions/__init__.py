"""Writing dossiers and reviews."""

from chungsuc.workflow.actions.reviews import CellStep, assign_duties, take_steps

__all__ = ["CellStep", "assign_duties", "take_steps"]

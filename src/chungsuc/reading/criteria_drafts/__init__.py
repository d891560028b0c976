"""Bản nháp bộ tiêu chí: the annex table of a decision, read into a draft for a person to review."""

from chungsuc.reading.criteria_drafts.draft import Draft, NoCriteriaTable, read_draft
from chungsuc.reading.criteria_drafts.in_yaml import in_yaml

__all__ = ["Draft", "NoCriteriaTable", "in_yaml", "read_draft"]

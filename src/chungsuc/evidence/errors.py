"""What can go wrong with evidence, told to the person who brings it."""

from __future__ import annotations

from chungsuc.core.errors import ChungsucError


class EvidenceError(ChungsucError):
    """A file, a link or a step that cannot be taken as asked."""

"""The error of this package."""

from chungsuc.core.errors import ChungsucError


class ReportError(ChungsucError):
    """A paper that cannot be made from what is stored; the message says what is missing."""

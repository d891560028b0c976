"""What can go wrong while a document is read."""

from chungsuc.core.errors import ChungsucError


class ReadingError(ChungsucError):
    """Văn bản không đọc được."""


class NotAPlan(ReadingError):
    """Nothing official was found: no head, no numbering, no statement."""

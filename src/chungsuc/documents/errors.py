"""The one error of this package."""

from chungsuc.core.errors import ChungsucError


class DocumentError(ChungsucError):
    """A file that cannot be read as a document; the message says what it is and what to do."""

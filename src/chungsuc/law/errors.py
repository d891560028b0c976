"""What can be wrong with the law's data."""

from chungsuc.core.errors import ChungsucError


class LawError(ChungsucError):
    """Dữ liệu pháp luật hỏng or missing; the message names the file and the line."""

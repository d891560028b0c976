"""Mistakes of the whole-country part."""

from chungsuc.core.errors import ChungsucError


class AnalyticsError(ChungsucError):
    """A table that cannot be worked on, or an engine that is not there."""

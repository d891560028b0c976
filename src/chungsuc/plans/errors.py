"""What can go wrong with a plan, told to the person who works with it."""

from chungsuc.core.errors import ChungsucError


class PlanError(ChungsucError):
    """A step with a plan that cannot be done as asked."""


class StoreError(PlanError):
    """The bytes of an upload are not there, or are not what was uploaded."""

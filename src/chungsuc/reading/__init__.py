"""Text to statements: what an administrative document says, with the place of every word of it."""

from chungsuc.reading.errors import NotAPlan, ReadingError
from chungsuc.reading.plan import read_plan

__all__ = ["NotAPlan", "ReadingError", "read_plan"]

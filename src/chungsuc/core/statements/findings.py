"""What a check says of a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from chungsuc.core.statements.places import Certainty


class FindingKind(StrEnum):
    CONTRADICTION = "contradiction"
    ARITHMETIC = "arithmetic"
    REFERENCE = "reference"
    SLIP = "slip"
    QUESTION = "question"
    IMPLIED = "implied"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement that a finding rests on, in its own words."""

    item_id: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Phát hiện: what was stated, what follows, how sure it is, and what would make it true."""

    id: str
    kind: FindingKind
    severity: Severity
    message: str  # one or two sentences for an official, in Vietnamese
    quotes: tuple[Quote, ...] = ()
    premises: tuple[str, ...] = ()  # what was assumed that is not in the text
    stated: str | None = None
    follows: str | None = None
    repairs: tuple[str, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    proved_smallest: bool | None = None  # for a contradiction: is the set proved the smallest
    facts: dict[str, str] = field(default_factory=dict)  # machine-readable values

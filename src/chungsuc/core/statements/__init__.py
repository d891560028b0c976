"""What a document says: typed statements, each with the place that it was read from.

These types stand between the three that work on a plan: `reading` makes them from text,
`reasoning` asks whether they can all be true, and the applications store them. A statement
is what the paper says, right or wrong; nothing here judges it.
"""

from chungsuc.core.statements.document import (
    AnnexMention,
    Cell,
    DocumentKind,
    DocumentStatus,
    Duty,
    FundingItem,
    Head,
    LegalBasis,
    Line,
    Note,
    OutlineNode,
    PlanReading,
    Recipient,
    Signatory,
    SourceKind,
    Table,
    TableRow,
)
from chungsuc.core.statements.findings import (
    Finding,
    FindingKind,
    Quote,
    Severity,
)
from chungsuc.core.statements.places import (
    Certainty,
    Item,
    PartialDate,
    Source,
    Span,
)
from chungsuc.core.statements.statement import (
    Comparator,
    CriterionMention,
    Mode,
    Statement,
    StatementKind,
    Subject,
    UnitLevel,
    UnitMention,
)

__all__ = [
    "AnnexMention",
    "Cell",
    "Certainty",
    "Comparator",
    "CriterionMention",
    "DocumentKind",
    "DocumentStatus",
    "Duty",
    "Finding",
    "FindingKind",
    "FundingItem",
    "Head",
    "Item",
    "LegalBasis",
    "Line",
    "Mode",
    "Note",
    "OutlineNode",
    "PartialDate",
    "PlanReading",
    "Quote",
    "Recipient",
    "Severity",
    "Signatory",
    "Source",
    "SourceKind",
    "Span",
    "Statement",
    "StatementKind",
    "Subject",
    "Table",
    "TableRow",
    "UnitLevel",
    "UnitMention",
]

"""Words of the pages for the core's codes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from chungsuc.core.statements import FindingKind
from chungsuc.languages.figures import format_number


def finding_label(kind: str) -> tuple[str, str]:
    """What a finding is called, and the class of its note."""
    return {
        FindingKind.CONTRADICTION: (_("Mâu thuẫn"), ""),
        FindingKind.ARITHMETIC: (_("Số liệu không khớp"), ""),
        FindingKind.REFERENCE: (_("Dẫn chiếu"), "ask"),
        FindingKind.SLIP: (_("Có thể viết nhầm"), "ask"),
        FindingKind.QUESTION: (_("Cần hỏi lại"), "ask"),
        FindingKind.IMPLIED: (_("Suy ra"), "known"),
    }.get(FindingKind(kind), (_("Ghi chú"), "known"))


def number_or_none(statement: Any) -> str | None:
    """The figure of a statement with as many decimals as its text shows."""
    if statement is None or statement.value is None:
        return None
    return format_number(statement.value, statement.decimals or None)

"""A reviewed reading for other programs and other papers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from chungsuc.checking import Examination, Sum, to_json
from chungsuc.checking.remarks import remarks_on, rewordings_of
from chungsuc.checking.workbook import to_excel
from chungsuc.core.statements import Finding as FoundByCheck
from chungsuc.core.statements import PlanReading
from chungsuc.documents import DocLine, Document, read_document
from chungsuc.documents.word_comments import with_comments
from chungsuc.plans import queries
from chungsuc.plans.corrections import UNTOLD
from chungsuc.plans.encoding import as_reviewed, from_plain
from chungsuc.plans.errors import PlanError
from chungsuc.plans.models import Finding, Plan, Reading, ReviewStep
from chungsuc.stores import files as store


def as_json(reading: Reading) -> dict[str, Any]:
    """Bản đọc cho máy: the published form, with what the review made of it and what was changed in it.

    A reading that nobody corrected is given as it was stored.
    """
    steps = list(reading.steps.select_related("item").exclude(kind=ReviewStep.Kind.CONFIRMED))
    if not steps or not reading.rest:
        return dict(reading.data)
    told = to_json(reviewed(reading), findings_of(reading))
    told["corrections"] = [
        {
            "item_id": step.item.key,
            "kind": step.kind,
            "at": step.at.isoformat(),
            "changes": {
                name: {"read": before, "corrected": after}
                for name, (before, after) in step.changes.items()
                if name not in UNTOLD
            },
        }
        for step in steps
    ]
    return told


def as_excel(plan: Plan, reading: Reading) -> bytes:
    """Bảng tính các mục đã đọc và phát hiện. The same review and check give the same bytes."""
    check = queries.last_check(reading)
    examined = Examination(
        document=Document(plan.upload.name, plan.upload.media, plan.upload.sha256, ()),
        reading=reviewed(reading),
        findings=findings_of(reading),
        sums=from_plain(tuple[Sum, ...], check.sums if check else []),
    )
    return to_excel(examined, created=check.checked_at if check else reading.read_at)


def as_word(plan: Plan, reading: Reading, *, is_reworded: bool = False) -> bytes:
    """Văn bản kèm ý kiến: the paper as Word with what was found in its margin; its own words stay.

    With `is_reworded`, misspelt names and numbers are mended as tracked changes, for a person to accept; one
    that has no single place is left as it is, and its comment tells of it.
    """
    data = store.load(plan.upload.sha256)
    document = read_document(data, plan.upload.name)
    check = queries.last_check(reading)
    when = check.checked_at if check else reading.read_at
    findings = findings_of(reading)
    rewordings = list(rewordings_of(findings, document)) if is_reworded else []
    return with_comments(data, document, remarks_on(findings), rewordings=rewordings, when=when).data


def may_be_reworded(plan: Plan, reading: Reading) -> bool:
    """Is there a misspelt name or number that other words alone mend?"""
    lines = tuple(DocLine(number, text, page=page) for number, text, page in reading.lines)
    document = Document(plan.upload.name, plan.upload.media, plan.upload.sha256, lines)
    return any(rewordings_of(findings_of(reading), document))


def reviewed(reading: Reading) -> PlanReading:
    """The reading as its review left it. Raises `PlanError` for a reading of before reviews were kept."""
    if not reading.rest:
        raise PlanError(_("Bản đọc này do phiên bản cũ của phần mềm lưu. Hãy cho đọc lại rồi tải về."))
    return as_reviewed(reading, reading.items.order_by("position"))


def findings_of(reading: Reading) -> tuple[FoundByCheck, ...]:
    """What the newest check found, as the checks told it."""
    return tuple(_found(row) for row in reading.findings.current().order_by("position"))


def _found(row: Finding) -> FoundByCheck:
    columns = {"id": row.key, "kind": row.kind, "severity": row.severity, "message": row.message}
    found: FoundByCheck = from_plain(FoundByCheck, row.data | columns | {"certainty": row.certainty})
    return found

"""Reading the log."""

from __future__ import annotations

from django.db import models

from chungsuc.audit.actions import MAIN, digest
from chungsuc.audit.models import Chain, Entry


def of(thing: models.Model) -> models.QuerySet[Entry]:
    """What was done to one thing, oldest first."""
    return Entry.objects.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk)).order_by(
        "number"
    )


def head() -> str:
    """The hash of the last entry: it names everything that was done so far. "" before anything was.

    Entries stand in one line, each in the transaction of its act, so two states of the store never share it.
    """
    return Chain.objects.filter(name=MAIN).values_list("last_hash", flat=True).first() or ""


def broken_links() -> list[str]:
    """Check every chain from its first entry; a sentence for each place where it does not hold."""
    problems: list[str] = []
    for chain in Chain.objects.order_by("name"):
        expected, before = 1, ""
        for entry in Entry.objects.filter(chain=chain).order_by("number").iterator(chunk_size=2000):
            if entry.number != expected:
                problems.append(
                    f"Nhật ký {chain.name}: thiếu dòng {expected} (dòng kế tiếp là {entry.number})."
                )
            if entry.previous_hash != before or entry.hash != digest(entry):
                problems.append(f"Nhật ký {chain.name}: dòng {entry.number} đã bị sửa sau khi ghi.")
            expected, before = entry.number + 1, entry.hash
        if (chain.last_number, chain.last_hash) != (expected - 1, before):
            problems.append(
                f"Nhật ký {chain.name}: đầu chuỗi ghi {chain.last_number} dòng, tìm thấy {expected - 1}."
            )
    return problems

"""What people said of one reading, kept for the next one of the same paper."""

from __future__ import annotations

import json
from collections.abc import Iterable

from chungsuc.plans.actions.additions import blank, last_position
from chungsuc.plans.models import Plan, Reading, ReadItem, ReviewStep


def carry_over(plan: Plan, reading: Reading) -> int:
    """Giữ các mục đã xem: what people said of a reading stands for the next one, where that reads the same.

    An item that is read otherwise is asked about again. The steps keep who said it, and when.
    """
    before = plan.readings.filter(number__lt=reading.number).order_by("-number").first()
    steps = [] if before is None else list(before.steps.select_related("item__reading").order_by("number"))
    if not steps:
        return 0
    now = {_sign(item): item for item in reading.items.all()}
    same = {step.item_id: now[_sign(step.item)] for step in steps if _sign(step.item) in now}
    same |= _added_again([step.item for step in steps], reading)
    kept = [step for step in steps if step.item_id in same]
    ReviewStep.objects.bulk_create(
        ReviewStep(
            reading=reading,
            number=number,
            item=same[step.item_id],
            kind=step.kind,
            changes=step.changes,
            why=step.why,
            by_id=step.by_id,
            at=step.at,
        )
        for number, step in enumerate(kept, start=1)
    )
    for step in kept:
        item, old = same[step.item_id], step.item
        item.decision, item.corrected = old.decision, old.corrected
        item.decided_by_id, item.decided_at = old.decided_by_id, old.decided_at
    fields = ["decision", "corrected", "decided_by", "decided_at"]
    ReadItem.objects.bulk_update({item.pk: item for item in same.values()}.values(), fields)
    return len(kept)


def _sign(item: ReadItem) -> str:
    """What makes an item the same in another reading: where it stands, and all that was read of it."""
    return json.dumps([item.section, item.key, item.line, item.spans, item.text, item.data], sort_keys=True)


def _added_again(items: Iterable[ReadItem], reading: Reading) -> dict[int, ReadItem]:
    """What a person added stands in the next reading too, where its line reads the same; by its old id."""
    lines = {number: text for number, text, _page in reading.lines}
    kept: dict[int, ReadItem] = {}
    for old in items:
        before = {number: text for number, text, _page in old.reading.lines} if old.is_added else {}
        if old.pk in kept or not before.get(old.line) or before[old.line] != lines.get(old.line):
            continue
        new = blank(reading, old.section, old.line)
        new.spans, new.text, new.data = old.spans, old.text, old.data
        new.position = last_position(reading) + 1
        new.save()
        kept[old.pk] = new
    return kept

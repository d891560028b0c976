"""The tree of sources of a plan, as rows for a page."""

from __future__ import annotations

from typing import NamedTuple

from chungsuc.funding.models import FundingLine
from chungsuc.languages.figures import in_millions
from chungsuc.plans.models import Plan


class FundingRow(NamedTuple):
    """One source: its depth in the tree, and the whole that its bar is drawn against."""

    label: str
    depth: int
    amount: int
    shown: str  # triệu đồng, every digit kept
    whole: int
    line: int
    parts_differ_by: int | None  # None: it has no parts


def funding_rows(plan: Plan) -> list[FundingRow]:
    """Sources in the order of the tree; one query."""
    lines = list(FundingLine.objects.filter(plan_id=plan.pk).order_by("position"))
    below: dict[int | None, list[FundingLine]] = {}
    for each in lines:
        below.setdefault(each.parent_id, []).append(each)
    rows: list[FundingRow] = []

    def walk(parent: int | None, depth: int, whole: int | None) -> None:
        for each in below.get(parent, []):
            parts = below.get(each.pk, [])
            differs = sum(part.amount for part in parts) - each.amount if parts else None
            base = whole or each.amount
            rows.append(
                FundingRow(each.label, depth, each.amount, in_millions(each.amount), base, each.line, differs)
            )
            walk(each.pk, depth + 1, base)

    walk(None, 0, None)
    return rows

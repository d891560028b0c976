"""Reading money as the tree that the paper states. Who may see the plan may see its money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from chungsuc.funding.models import FundingLine


@dataclass(frozen=True, slots=True)
class Node:
    """Một nút của cây vốn: a line, its depth, its share of the top, and whether its parts add up."""

    line: FundingLine
    depth: int
    share: float | None  # of the line at the top of its tree, 0 to 1; None where that is zero
    parts: tuple[FundingLine, ...]

    @property
    def parts_total(self) -> int | None:
        """What the parts add up to; None where the paper gives no parts."""
        return sum(part.amount for part in self.parts) if self.parts else None

    @property
    def holds(self) -> bool | None:
        """Does the stated amount equal its parts? None where there are none to compare with."""
        total = self.parts_total
        return None if total is None else total == self.line.amount


def tree(plan_id: UUID) -> list[Node]:
    """Cây nguồn vốn of a plan, depth first in the order of the paper. One query."""
    return arrange(FundingLine.objects.filter(plan_id=plan_id).order_by("position"))


def arrange(lines: Iterable[FundingLine]) -> list[Node]:
    """Lines of one plan as nodes, every part below its parent."""
    below: dict[int | None, list[FundingLine]] = {}
    for line in lines:
        below.setdefault(line.parent_id, []).append(line)
    nodes: list[Node] = []

    def walk(line: FundingLine, depth: int, top: int) -> None:
        share = line.amount / top if top else None
        parts = tuple(below.get(line.pk, ()))
        nodes.append(Node(line, depth, share, parts))
        for part in parts:
            walk(part, depth + 1, top)

    for line in below.get(None, ()):
        walk(line, 0, line.amount)
    return nodes


def all_hold(nodes: Sequence[Node]) -> bool | None:
    """Whether every total equals its parts; None where there is nothing to compare."""
    told = [node.holds for node in nodes if node.holds is not None]
    return all(told) if told else None

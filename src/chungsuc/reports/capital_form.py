"""Biểu 03: tổng hợp nguồn vốn."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from chungsuc.documents.content import Cell, Column, Empty, Money, Number, Row, Share, Sum, Table, Text
from chungsuc.funding.queries import Node, tree
from chungsuc.law.forms import Form
from chungsuc.plans.models import Plan
from chungsuc.reports.errors import ReportError

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def fill(plan: Plan, form: Form) -> tuple[Form, Table]:
    """The form, and the tree of sources as its rows.

    A total that its parts make up is a formula, any other a figure.

    Raises ReportError where the plan states no money.
    """
    nodes = tree(plan.pk)
    if not nodes:
        raise ReportError(
            "Kế hoạch này không nêu nguồn vốn nào nên không lập được Biểu 03. "
            "Hãy xem lại phần rà soát của kế hoạch."
        )
    filling = _Filling(form, nodes)
    return form, Table(
        columns=tuple(
            Column(column.head, column.width, column.align.value, column.upright) for column in form.columns
        ),
        rows=tuple(
            Row(tuple(filling.cell(column.key, number) for column in form.columns), bold=node.depth <= 1)
            for number, node in enumerate(nodes)
        ),
        measure=form.measure or "đồng",
        unit_line=f"Đơn vị tính: {form.measure or 'đồng'}",
        fixed_columns=2,
    )


class _Filling:
    """One form being filled: which row each line of money stands in."""

    def __init__(self, form: Form, nodes: Sequence[Node]) -> None:
        self.form, self.nodes = form, nodes
        self.row = {node.line.pk: number for number, node in enumerate(nodes)}
        self.money = next(place for place, column in enumerate(form.columns) if column.key == "planned")
        self.numbers = _numbers(nodes)

    def cell(self, key: str, number: int) -> Cell:
        node = self.nodes[number]
        match key:
            case "order":
                return Text(self.numbers[number])
            case "name":
                return Text(node.line.label)
            case "planned":
                if node.holds:
                    return Sum(tuple((self.row[part.pk], self.money) for part in node.parts))
                return Money(node.line.amount)
            case "share":
                return self._share(number)
            case "line":
                return Number(Decimal(node.line.line))
        raise ReportError(f"{self.form.name} có cột ‘{key}’ chưa biết cách điền. Hãy sửa tệp biểu mẫu.")

    def _share(self, number: int) -> Cell:
        """Of the total at the top of the same tree."""
        top = next(at for at in range(number, -1, -1) if self.nodes[at].depth == 0)
        return Empty() if number == top else Share((number, self.money), (top, self.money))


def _numbers(nodes: Sequence[Node]) -> list[str]:
    """Số thứ tự: the top has none, its parts I, II …, theirs 1, 2 …, and deeper ones a dash."""
    counts: dict[int, int] = {}
    told = []
    for node in nodes:
        counts = {depth: count for depth, count in counts.items() if depth <= node.depth}
        count = counts[node.depth] = counts.get(node.depth, 0) + 1
        if node.depth == 1:
            told.append(ROMAN[count - 1] if count <= len(ROMAN) else str(count))
        elif node.depth == 2:
            told.append(str(count))
        else:
            told.append("-" if node.depth else "")
    return told

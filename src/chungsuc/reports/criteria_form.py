"""Biểu 01: hiện trạng và kế hoạch tiêu chí theo xã."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal

from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.statements import Mode, StatementKind, Subject
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.criteria.queries import criteria_set as stored_set
from chungsuc.documents.content import (
    Cell,
    Column,
    Count,
    Empty,
    Mark,
    Number,
    Row,
    Sum,
    Table,
    Text,
    column_places,
    row_places,
)
from chungsuc.law.forms import Form, FormColumn
from chungsuc.plans.marks import PlanMark, PlanRow, plan_rows, stated_for
from chungsuc.plans.models import Plan, StatedResultCell, Target
from chungsuc.reports.errors import ReportError

STATED = "stated"
COUNTED = {"kept": PlanMark.KEEP, "gained": PlanMark.GAIN, "reached": PlanMark.REACH}


def fill(plan: Plan, form: Form) -> tuple[Form, Table]:
    """The form, narrowed to the marks of this plan, and its table; what the paper leaves out is empty.

    Raises ReportError where the plan has no communes or no criteria set to be laid out by.
    """
    criteria_set = stored_set(plan.criteria_set) if plan.criteria_set else None
    rows = plan_rows(plan, [each.code for each in criteria_set.criteria]) if criteria_set else []
    if criteria_set is None or not rows:
        raise ReportError(
            "Kế hoạch này không nêu xã hoặc bộ tiêu chí nào nên không lập được Biểu 01. "
            "Hãy xem lại phần rà soát của kế hoạch."
        )
    form = _narrowed(form, {mark for row in rows for mark in row.marks.values()})
    return form, _Filling(plan, form, criteria_set, rows).table()


def _narrowed(form: Form, used: AbstractSet[PlanMark]) -> Form:
    """Without columns, rows and notes of marks that the plan never makes: a zero would say too much."""
    return replace(
        form,
        marks=tuple(mark for mark in form.marks if mark.plan in used),
        columns=tuple(each for each in form.columns if each.key not in COUNTED or COUNTED[each.key] in used),
        foot=tuple(each for each in form.foot if each.row == STATED or each.row in used),
    )


class _Filling:
    """One form being filled: which column stands where, and what goes into it."""

    def __init__(self, plan: Plan, form: Form, criteria_set: CriteriaSet, rows: Sequence[PlanRow]) -> None:
        self.form, self.criteria_set, self.rows = form, criteria_set, rows
        self.targets = list(Target.objects.filter(plan=plan).order_by("line", "pk"))
        self.signs = {mark.plan: mark for mark in form.marks}
        self.columns = list(self._columns())
        self.now = _criteria_now(plan)
        self.across = range(
            next(place for place, (_column, code) in enumerate(self.columns) if code is not None),
            1 + max(place for place, (_column, code) in enumerate(self.columns) if code is not None),
        )

    def _columns(self) -> Sequence[tuple[FormColumn, str | None]]:
        """The form's columns from left to right; the column of criteria once for each criterion."""
        spread: list[tuple[FormColumn, str | None]] = []
        for column in self.form.columns:
            if column.key == "criterion":
                spread += [(column, criterion.code) for criterion in self.criteria_set.criteria]
            else:
                spread.append((column, None))
        return spread

    def table(self) -> Table:
        body = [
            Row(tuple(self._cell(number, row, column.key, code) for column, code in self.columns))
            for number, row in enumerate(self.rows)
        ]
        foot = [
            Row(
                tuple(self._foot(each.row, each.label, place) for place in range(len(self.columns))),
                bold=True,
            )
            for each in self.form.foot
        ]
        return Table(
            columns=tuple(self._head(column, code) for column, code in self.columns),
            rows=(*body, *foot),
            fixed_columns=2,
        )

    def _head(self, column: FormColumn, code: str | None) -> Column:
        path = column.head
        if code is not None:
            name = self.criteria_set.criterion(code).name
            path = tuple(part.format(code=code, name=name) for part in path)
        return Column(path, column.width, column.align.value, column.upright)

    def _cell(self, number: int, row: PlanRow, key: str, code: str | None) -> Cell:
        if code is not None:
            mark = row.marks.get(code)
            return Mark(self.signs[mark].sign, self.signs[mark].word) if mark else Empty()
        if key in COUNTED:
            return Count(row_places(number, self.across), self.signs[COUNTED[key]].sign, silent_at_none=True)
        match key:
            case "order":
                return Number(Decimal(number + 1))
            case "name":
                return Text(row.name)
            case "now":
                return _number(self.now.get(row.unit_id))
            case "planned":
                # The plan's own number of the commune's criteria at the end; without the whole standard
                # only the gains are known, and a sum of them would be taken for a total.
                known = row.whole is not None and len(row.marks) == len(self.across)
                return Number(Decimal(len(row.marks))) if known else Empty()
        raise ReportError(f"{self.form.name} có cột ‘{key}’ chưa biết cách điền. Hãy sửa tệp biểu mẫu.")

    def _foot(self, kind: str, label: str, place: int) -> Cell:
        column, code = self.columns[place]
        if column.key == "name":
            return Text(label)
        body = column_places(range(len(self.rows)), place)
        if kind in self.signs:
            if code is not None:
                return Count(body, self.signs[kind].sign, silent_at_none=True)
            # The column that counts this very mark is added up at its foot; the others are not its affair.
            return Sum(body) if COUNTED.get(column.key) == kind else Empty()
        if kind == STATED:
            if code is not None:
                return self._stated(code)
            if column.key == "planned":
                return _number(self._stated_total())
        return Empty()

    def _stated_total(self) -> Decimal | None:
        """Tổng số tiêu chí that the plan itself gives for all its communes."""
        for target in self.targets:
            if (
                target.kind == StatementKind.TOTAL
                and target.subject == Subject.CRITERIA
                and target.mode == Mode.REACH
            ):
                return target.value
        return None

    def _stated(self, code: str) -> Cell:
        target = stated_for(code, self.targets)
        if target is None or target.value is None:
            return Empty()
        if target.kind == StatementKind.SHARE and target.of is None:
            return Text(f"{format_number(target.value)}%", align="center")
        added = "+" if target.mode == Mode.ADD else ""
        base = f"/{format_number(target.of)}" if target.of is not None else ""
        return Text(f"{added}{format_number(target.value)}{base}", align="center")


def _number(value: Decimal | None) -> Cell:
    return Empty() if value is None else Number(value)


def _criteria_now(plan: Plan) -> dict[str, Decimal]:
    """Số tiêu chí đầu kỳ of the communes for which the paper states it, by unit."""
    cells = StatedResultCell.objects.filter(
        stated_result__plan=plan, stated_result__subject=Subject.CRITERIA, criterion_code=""
    ).select_related("stated_result")
    found: dict[str, Decimal] = {}
    for cell in cells:
        stated = cell.stated_result
        value = stated.level if stated.level is not None else stated.value
        if value is not None:
            found.setdefault(cell.unit_id, value)
    return found

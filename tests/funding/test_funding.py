"""Cây nguồn vốn: recorded once, as a tree, and each total compared with its parts."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.accounts.models import User
from chungsuc.audit.models import Entry
from chungsuc.funding import queries
from chungsuc.funding.actions import FundingError, Stated, record_lines
from chungsuc.funding.models import FundingLine
from factories.cast import NOW, district

MILLION = 10**6


def stated(key: str, amount: int, parent: str | None = None) -> Stated:
    """A source of so many triệu đồng."""
    return Stated(
        key=key,
        label=f"Nguồn {key}",
        source_kind="other",
        amount=amount * MILLION,
        stated=str(amount),
        measure="triệu đồng",
        line=1,
        text=f"nguồn {key}: {amount} triệu đồng",
        parent=parent,
    )


SUMS = [
    # nguồn, số tiền, là phần của → tổng có khớp không
    ([("A", 300, None), ("B", 200, "A"), ("C", 100, "A")], {"A": True}),
    ([("A", 300, None), ("B", 200, "A"), ("C", 99, "A")], {"A": False}),
    ([("A", 300, None), ("B", 300, "A"), ("C", 120, "B"), ("D", 180, "B")], {"A": True, "B": True}),
    ([("A", 300, None)], {}),
    ([("A", 0, None), ("B", 0, "A")], {"A": True}),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("lines", "holds"), SUMS)
def test_each_total_is_compared_with_its_parts(
    lan: User, lines: list[tuple[str, int, str | None]], holds: dict[str, bool]
) -> None:
    plan = uuid4()
    record_lines(plan_id=plan, unit=district("084"), lines=[stated(*line) for line in lines], by=lan, now=NOW)
    nodes = queries.tree(plan)
    assert [node.line.key for node in nodes] == [key for key, _amount, _parent in lines]
    assert {node.line.key: node.holds for node in nodes if node.holds is not None} == holds
    assert queries.all_hold(nodes) == (all(holds.values()) if holds else None)


@pytest.mark.django_db
def test_a_part_may_stand_before_its_parent_in_the_paper(lan: User) -> None:
    plan = uuid4()
    lines = [stated("B", 200, "A"), stated("A", 300), stated("C", 100, "A")]
    record_lines(plan_id=plan, unit=district("084"), lines=lines, by=lan, now=NOW)
    nodes = queries.tree(plan)
    assert [(node.line.key, node.depth) for node in nodes] == [("A", 0), ("B", 1), ("C", 1)]
    assert nodes[1].share == pytest.approx(2 / 3)


@pytest.mark.django_db
def test_the_tree_takes_one_query(lan: User, django_assert_num_queries: object) -> None:
    plan = uuid4()
    lines = [stated("A", 9), *(stated(f"P{n}", 1, "A") for n in range(9))]
    record_lines(plan_id=plan, unit=district("084"), lines=lines, by=lan, now=NOW)
    with django_assert_num_queries(1):
        assert queries.all_hold(queries.tree(plan))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([stated("A", 1, "B"), stated("B", 1, "A")], "vòng tròn"),
        ([stated("A", 1), stated("A", 2)], "cùng một mã"),
        ([stated("A", 10**13)], "quá lớn"),
    ],
)
def test_what_is_no_tree_is_refused_whole(lan: User, lines: list[Stated], why: str) -> None:
    with pytest.raises(FundingError, match=why):
        record_lines(plan_id=uuid4(), unit=district("084"), lines=lines, by=lan, now=NOW)
    assert not FundingLine.objects.exists()
    assert not Entry.objects.filter(action="funding.recorded").exists()


@pytest.mark.django_db
def test_money_of_a_plan_is_recorded_once(lan: User) -> None:
    plan = uuid4()
    record_lines(plan_id=plan, unit=district("084"), lines=[stated("A", 1)], by=lan, now=NOW)
    with pytest.raises(FundingError, match="đã được ghi nhận"):
        record_lines(plan_id=plan, unit=district("084"), lines=[stated("B", 1)], by=lan, now=NOW)


@pytest.mark.django_db
def test_an_office_elsewhere_records_nothing(lan: User, hoa: User) -> None:
    with pytest.raises(PermissionDenied):
        record_lines(plan_id=uuid4(), unit=district("084"), lines=[stated("A", 1)], by=hoa, now=NOW)


@pytest.mark.django_db
def test_the_database_refuses_a_negative_amount(lan: User) -> None:
    plan = uuid4()
    record_lines(plan_id=plan, unit=district("084"), lines=[stated("A", 1)], by=lan, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        FundingLine.objects.filter(plan_id=plan).update(amount=-1)


@given(st.lists(st.tuples(st.integers(0, 10**15), st.integers(0, 20)), min_size=1, max_size=20))
def test_no_line_is_lost_however_the_tree_grows(drawn: list[tuple[int, int]]) -> None:
    lines = []
    for number, (amount, parent) in enumerate(drawn, start=1):
        line = FundingLine(pk=number, key=str(number), amount=amount, position=number)
        line.parent_id = parent if 0 < parent < number else None
        lines.append(line)
    nodes = queries.arrange(lines)
    assert sorted(node.line.pk for node in nodes) == list(range(1, len(drawn) + 1))
    for node in nodes:
        assert node.holds is None or node.holds == (
            sum(part.amount for part in node.parts) == node.line.amount
        )

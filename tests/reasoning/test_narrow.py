"""What the rows fix without a solver: nothing is lost, and what clashes in plain sight is named."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from chungsuc.reasoning.model import Expr, Model
from chungsuc.reasoning.narrow import clashing, narrowed
from chungsuc.reasoning.solver import Clock, Solver

GROUPS = frozenset({"a", "b"})
rows = st.lists(
    st.tuples(
        st.lists(st.integers(-2, 2), min_size=3, max_size=3),
        st.none() | st.integers(-3, 4),
        st.none() | st.integers(-3, 4),
        st.sampled_from([(), ("a",), ("b",), ("off",)]),
    ),
    max_size=6,
)


def model_of(drawn) -> Model:
    model = Model()
    for high in (1, 2, 3):
        model.variable(0, high)
    for terms, low, high, groups in drawn:
        model.add(Expr(dict(enumerate(terms))), low=low, high=high, groups=groups)
    return model


def tables(model: Model):
    in_force = [row for row in model.rows if row.groups <= GROUPS]
    ends = zip(model.lowers, model.uppers, strict=True)
    every = product(*(range(low, high + 1) for low, high in ends))
    return {table for table in every if all(row.holds(table) for row in in_force)}


@given(rows)
def test_every_table_is_kept_and_none_is_added(drawn):
    model = model_of(drawn)
    smaller = narrowed(model, GROUPS)
    if smaller is None:
        assert not tables(model)
    else:
        assert {smaller.full(table) for table in tables(smaller.model)} == tables(model)


@given(rows, st.lists(st.integers(-2, 2), min_size=3, max_size=3))
def test_cases_answer_as_all_tables_do(drawn, weights):
    model = model_of(drawn)
    solver, cost = Solver(model, Clock(None)), Expr(dict(enumerate(weights)))
    possible = tables(model)
    answer = solver.solve_narrowed(GROUPS)
    assert (answer in possible) if possible else (answer is False)
    assert isinstance(solver.solve(GROUPS), tuple) is bool(possible)
    assert solver.least(cost, GROUPS) == min((cost.value(table) for table in possible), default=None)


def test_the_sentence_that_clashes_with_the_lists_is_named():
    model = Model()
    met = [model.variable(0, 1) for _ in range(3)]
    for each in met[:2]:
        model.add(each, low=1, groups=["list"])
    model.add(met[0] + met[1] + met[2], high=1, groups=["too few"])
    model.add(met[0] + met[1] + met[2], high=2, groups=["enough"])
    assert clashing(model, frozenset({"list"}), ["enough", "too few"]) == ["too few"]

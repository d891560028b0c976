"""Số liệu của các đơn vị cũ, tính lại theo đơn vị mới: what may be added is added, nothing is guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.criteria import IndicatorKind, Mark, UnitAttributes
from chungsuc.core.lineages import Source
from chungsuc.core.restating import (
    Basis,
    Figure,
    RestatingError,
    Rule,
    Weights,
    restate,
    rule_of,
)
from chungsuc.core.verdicts import judge_indicator
from factories.criteria import indicator
from factories.histories import History, histories

A, B, HALF_B, SOME_B = Source("a"), Source("b"), Source("b", Fraction(1, 2)), Source("b", None)
PEOPLE = Weights("số dân năm 2024", {"a": Decimal(3000), "b": Decimal(1000)})
DISAGREE, NO_WEIGHT = Mark.PREDECESSORS_DISAGREE, Mark.WEIGHT_MISSING
NOT_THERE, DISPUTE = Mark.NOT_PRESENT, Mark.IN_DISPUTE


def figure(said: Any) -> Figure:
    """ "3/4" is a share with its parts, "75" a number; a yes, a grade or a mark is itself."""
    if not isinstance(said, str) or not said[0].isdigit():
        return Figure(said)
    if "/" not in said:
        return Figure(Decimal(said))
    over, under = (Decimal(part) for part in said.split("/"))
    return Figure(100 * over / under, over, under)


# số nhà, số mô hình, tiền
SUMS = [
    ([A, B], ["7", "5"], "12", "2/2"),
    ([A, B], ["7", "0"], "7", "2/2"),
    ([A, B], ["7", None], "7", "1/2"),  # chưa có không phải là 0
    ([A, B], [None, None], None, "0/2"),
    ([A, HALF_B], ["7", "5"], "9.5", "2/2"),
    ([A, SOME_B], ["7", "5"], NO_WEIGHT, "2/2"),
    ([A, SOME_B], ["7", None], "7", "1/2"),
    ([A, B], ["7", NOT_THERE], "7", "2/2"),
    ([A, B], [NOT_THERE, NOT_THERE], NOT_THERE, "2/2"),
    ([A, B], ["7", DISPUTE], DISPUTE, "2/2"),
]
# tỷ lệ hộ: cộng tử số và mẫu số, không lấy bình quân
SHARES = [
    ([A, B], ["90/100", "300/600"], str(Decimal(100) * 390 / 700), "2/2"),
    ([A, HALF_B], ["90/100", "300/600"], "60", "2/2"),  # 240/400
    ([A, SOME_B], ["90/100", "300/600"], NO_WEIGHT, "2/2"),
    ([A, B], ["90", "300/600"], NO_WEIGHT, "2/2"),  # của a chỉ biết tỷ lệ
    ([A, B], ["90/100", None], "90", "1/2"),
    ([HALF_B], ["300/600"], "50", "1/1"),
]
# thu nhập bình quân: không cộng được, không có tử số
MEANS = [
    ([A, B], ["40", "60"], NO_WEIGHT, "2/2"),
    ([A, B], ["50", "50"], NO_WEIGHT, "2/2"),
    ([A, B], ["40", None], NO_WEIGHT, "1/2"),  # của một xã không phải là của cả hai
    ([A, B], ["40", NOT_THERE], "40", "2/2"),
    ([HALF_B], ["60"], "60", "1/1"),
    ([SOME_B], ["60"], NO_WEIGHT, "1/1"),
]
# Đạt, Chưa đạt; mức
AGREED = [
    ([A, B], [True, True], True, "2/2"),
    ([A, B], [False, False], False, "2/2"),
    ([A, B], [True, False], DISAGREE, "2/2"),
    ([A, B], [True, "1"], DISAGREE, "2/2"),  # Đạt không phải là số 1
    ([A, B], [True, None], True, "1/2"),
    ([A, B], ["Khá", "Khá"], "Khá", "2/2"),
    ([A, B], ["Khá", "Trung bình"], DISAGREE, "2/2"),
    ([A, SOME_B], [True, True], True, "2/2"),  # no weight is needed where all agree
    ([A, B], [True, NOT_THERE], True, "2/2"),
]
TABLE = [
    *((Rule.SUM, *row) for row in SUMS),
    *((Rule.SHARE, *row) for row in SHARES),
    *((Rule.MEAN, *row) for row in MEANS),
    *((Rule.AGREE, *row) for row in AGREED),
]


@pytest.mark.parametrize(("rule", "sources", "said", "expected", "coverage"), TABLE)
def test_a_figure_of_several_units(
    rule: Rule, sources: list[Source], said: list[Any], expected: Any, coverage: str
) -> None:
    figures = {source.unit_id: figure(one) for source, one in zip(sources, said, strict=True)}
    found = restate("c", sources, figures, rule)
    assert found.value == (figure(expected).value if isinstance(expected, str) else expected)
    assert found.coverage == f"{coverage} đơn vị cũ"
    missing = coverage[0] != coverage[-1]
    assert found.observed == (None if missing else found.value)  # no verdict over a part of the whole


def test_a_measured_value_is_weighed_by_what_was_declared_and_says_so() -> None:
    found = restate("c", [A, B], {"a": figure("40"), "b": figure("60")}, Rule.MEAN, PEOPLE)
    assert (found.value, found.weight_name) == (45, "số dân năm 2024")
    assert found.sentence == (
        "bình quân các đơn vị cũ theo quyền số (số dân năm 2024); tính từ 2/2 đơn vị cũ."
    )
    halved = restate("c", [A, HALF_B], {"a": figure("40"), "b": figure("75")}, Rule.MEAN, PEOPLE)
    assert halved.value == 45  # (40 × 3000 + 75 × 500) / 3500
    only_percent = {"a": figure("90"), "b": figure("50/100")}
    assert restate("c", [A, B], only_percent, Rule.SHARE, PEOPLE).value == 80
    without_b = Weights("số dân năm 2024", {"a": Decimal(3000)})
    assert restate("c", [A, B], only_percent, Rule.SHARE, without_b).value is NO_WEIGHT


@pytest.mark.parametrize(("name", "weight"), [("", 1), ("  ", 1), ("số dân", 0), ("số dân", -1)])
def test_a_weight_that_cannot_be_is_refused(name: str, weight: int) -> None:
    with pytest.raises(RestatingError, match=r"[Qq]uyền số"):
        Weights(name, {"a": Decimal(weight)})


@pytest.mark.parametrize("said", ["12", "3/4", True, "Khá", NOT_THERE, DISPUTE])
@pytest.mark.parametrize("rule", list(Rule))
def test_a_unit_that_did_not_change_keeps_its_figure(said: Any, rule: Rule) -> None:
    own = restate("a", [A], {"a": figure(said)}, rule)
    assert (Figure(own.value, own.numerator, own.denominator), own.basis) == (figure(said), Basis.OWN)
    assert (own.coverage, own.sentence) == ("", "số liệu của chính đơn vị.")
    renamed = restate("a-moi", [A], {"a": figure(said)}, rule)
    assert (renamed.value, renamed.basis) == (own.value, Basis.CARRIED)


def test_where_nothing_is_known_of_the_land_before_there_is_no_figure() -> None:
    found = restate("c", [], {"a": figure("1")}, Rule.SUM)
    assert (found.value, found.is_whole, found.sentence) == (None, False, "chưa biết đơn vị cũ.")


@pytest.mark.parametrize(
    ("sources", "rule", "sentence"),
    [
        ([A, B], Rule.SUM, "cộng các đơn vị cũ; tính từ 1/2 đơn vị cũ."),
        ([A, HALF_B], Rule.SUM, "cộng các đơn vị cũ, chia theo tỷ trọng đã nêu; tính từ 1/2 đơn vị cũ."),
        ([A, B], Rule.AGREE, "theo kết quả chung của các đơn vị cũ; tính từ 1/2 đơn vị cũ."),
    ],
)
def test_the_rule_is_named(sources: list[Source], rule: Rule, sentence: str) -> None:
    assert restate("c", sources, {"a": figure("1")}, rule).sentence == sentence


@pytest.mark.parametrize(
    ("sources", "rule", "said", "words"),
    [
        ([A, B], Rule.MEAN, ["1", "2"], "chưa có quyền số để lấy bình quân"),
        ([A, SOME_B], Rule.SUM, ["1", "2"], "không rõ đơn vị bị chia đóng góp bao nhiêu phần"),
        ([A, B], Rule.AGREE, [True, False], "kết quả của các đơn vị cũ khác nhau; tính từ 2/2 đơn vị cũ."),
    ],
)
def test_what_is_lacking_is_named(sources: list[Source], rule: Rule, said: list[Any], words: str) -> None:
    figures = {source.unit_id: figure(one) for source, one in zip(sources, said, strict=True)}
    assert words in restate("c", sources, figures, rule).sentence


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("count", Rule.SUM),
        ("percent", Rule.SHARE),
        ("number", Rule.MEAN),
        ("bool", Rule.AGREE),
        ("grade", Rule.AGREE),
        ("composite", Rule.AGREE),
    ],
)
def test_the_rule_follows_from_what_is_measured(kind: str, rule: Rule) -> None:
    assert rule_of(indicator("1.1", IndicatorKind(kind))) is rule


@pytest.mark.parametrize(
    ("kind", "level", "said", "verdict"),
    [
        ("bool", True, [True, True], "đạt"),
        ("bool", True, [False, False], "chưa đạt"),
        ("bool", True, [True, False], "cần xem lại"),
        ("bool", True, [True, None], "chưa có số liệu"),
        ("percent", Decimal(55), ["90/100", "300/600"], "đạt"),
        ("percent", Decimal(60), ["90/100", "300/600"], "chưa đạt"),
        ("percent", Decimal(60), ["90", "95"], "cần xem lại"),
        ("count", Decimal(12), ["7", "5"], "đạt"),
        ("count", Decimal(7), ["7", None], "chưa có số liệu"),
    ],
)
def test_a_verdict_is_computed_anew(kind: str, level: Any, said: list[Any], verdict: str) -> None:
    direction = "achieved" if kind == "bool" else "at_least"
    asked = indicator("1.1", kind, direction, level)
    found = restate("c", [A, B], dict(zip("ab", map(figure, said), strict=True)), rule_of(asked))
    judged = judge_indicator(asked, UnitAttributes(), 2024, {"1.1": found.observed})
    assert judged.verdict.label == verdict


# --- any tree of merges and splits -----------------------------------------------------------------


@st.composite
def counted(draw: st.DrawFn) -> tuple[History, list[date], dict[str, Figure]]:
    """A history, and a share with its parts of every unit of the first day."""
    history, days = draw(histories())
    figures = {}
    for unit in history.on(days[0]):
        under = draw(st.integers(1, 1000))
        over = draw(st.integers(0, under))
        figures[unit] = Figure(100 * Decimal(over) / under, Decimal(over), Decimal(under))
    return history, days, figures


def over(history: History, then: date, now: date, figures: dict[str, Figure], rule: Rule) -> dict[str, Any]:
    lineages = history.lineages
    return {unit: restate(unit, lineages.sources(unit, then, now), figures, rule) for unit in history.on(now)}


def numerators(figures: dict[str, Figure]) -> dict[str, Figure]:
    return {unit: Figure(each.numerator) for unit, each in figures.items()}


@given(counted())
def test_totals_are_preserved(made: tuple[History, list[date], dict[str, Figure]]) -> None:
    history, days, figures = made
    sums = over(history, days[0], days[-1], numerators(figures), Rule.SUM)
    shares = over(history, days[0], days[-1], figures, Rule.SHARE)
    total = sum(each.numerator or 0 for each in figures.values())
    assert sum(each.value for each in sums.values()) == total
    for part in ("numerator", "denominator"):
        assert sum(getattr(each, part) for each in shares.values()) == sum(
            getattr(each, part) for each in figures.values()
        )
    assert {unit: each.value for unit, each in sums.items()} == {
        unit: each.numerator for unit, each in shares.items()
    }


@given(counted())
def test_units_that_did_not_change_are_unchanged(made: tuple[History, list[date], dict[str, Figure]]) -> None:
    history, days, figures = made
    touched = {name for each in history.successions for name in (each.predecessor_id, each.successor_id)}
    for unit, found in over(history, days[0], days[-1], figures, Rule.SHARE).items():
        if unit not in touched:
            assert Figure(found.value, found.numerator, found.denominator) == figures[unit]


@given(counted())
def test_restating_twice_is_restating_once(made: tuple[History, list[date], dict[str, Figure]]) -> None:
    history, days, figures = made
    then, between, now = days[0], days[len(days) // 2], days[-1]
    for rule, given_ in ((Rule.SUM, numerators(figures)), (Rule.SHARE, figures)):
        halfway = {
            unit: Figure(each.value, each.numerator, each.denominator)
            for unit, each in over(history, then, between, given_, rule).items()
        }
        at_once = over(history, then, now, given_, rule)
        stepwise = over(history, between, now, halfway, rule)
        again = over(
            history,
            now,
            now,
            {u: Figure(e.value, e.numerator, e.denominator) for u, e in at_once.items()},
            rule,
        )
        for unit, found in at_once.items():
            assert stepwise[unit].numerator == found.numerator
            assert stepwise[unit].denominator == found.denominator
            assert stepwise[unit].value == found.value
            assert again[unit].value == found.value

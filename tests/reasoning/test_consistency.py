"""Statements put together: what contradicts, what mends it, and what follows unsaid."""

from __future__ import annotations

import pytest
from hand_made import CRITERIA, Plan, plan_of_nine, plan_of_seventeen

from chungsuc.core.statements import (
    Certainty,
    Comparator,
    Mode,
    PartialDate,
    StatementKind,
    Subject,
    UnitMention,
)
from chungsuc.reasoning import FactKind, Field, LeftOut, Moment, Premise, Sense, examine

NINE = Field(9, CRITERIA)
SEVENTEEN = Field(17, CRITERIA)


def facts(result):
    return {(f.kind, f.moment, f.criterion or f.unit or f.level): f.value for f in result.facts}


# --- nine communes: one sector line does not agree ------------------------------------------------


@pytest.fixture(scope="module")
def nine():
    plan, ids = plan_of_nine()
    return examine(plan.baseline, plan.targets, NINE, seconds=30), ids


def test_the_one_contradiction_rests_on_five_sentences(nine):
    result, ids = nine
    (conflict,) = result.conflicts
    assert set(conflict.statements) == {
        ids[name] for name in ("keep", "Sán Chải", "Thào Chư Phìn", "Lùng Thẩn", "environment")
    }
    assert conflict.premises == (Premise.STANDARD, Premise.KEEP, Premise.GAIN)
    assert conflict.proved_smallest
    assert conflict.certified


def test_both_repairs_are_offered(nine):
    result, ids = nine
    repairs = {(r.statement, r.sense): (r.nearest, r.low, r.high) for r in result.conflicts[0].repairs}
    assert repairs == {
        (ids["environment"], Sense.GAINED): (3, 3, 3),
        (ids["environment"], Sense.END): (7, 7, 9),
    }


def test_what_nine_communes_imply(nine):
    result, _ = nine
    found = facts(result)
    assert found[FactKind.TOTAL, Moment.START, None] == 136
    assert found[FactKind.UNNAMED, Moment.END, None] == 60
    assert found[FactKind.CRITERION, Moment.START, "5"] == 6
    assert (FactKind.TOTAL, Moment.END, None) not in found  # 150 is said


def test_an_implied_total_names_what_it_rests_on(nine):
    result, ids = nine
    (start,) = [f for f in result.facts if f.kind is FactKind.TOTAL and f.moment is Moment.START]
    assert {ids["keep"], ids["added"]} <= set(start.statements)
    assert Premise.NO_LOSS in start.premises


@pytest.mark.parametrize(
    ("mode", "value", "of"), [(Mode.ADD, 3, None), (Mode.ADD, 3, 9), (Mode.REACH, 7, 9), (Mode.ADD, 7, 9)]
)
def test_the_mended_plan_is_consistent(mode, value, of):
    plan, ids = plan_of_nine()
    plan.targets = [said for said in plan.targets if said.id != ids["environment"]]
    plan.count("17", value, of, mode)
    result = examine(plan.baseline, plan.targets, NINE, seconds=30)
    assert result.finished
    assert not result.conflicts


# --- seventeen communes, by levels and means ------------------------------------------------------


@pytest.fixture(scope="module")
def seventeen():
    plan, ids = plan_of_seventeen()
    return examine(plan.baseline, plan.targets, SEVENTEEN, seconds=30), ids


def test_seventeen_communes_agree(seventeen):
    result, _ = seventeen
    assert result.finished
    assert not result.conflicts
    assert not result.left_out


def test_all_others_must_stand_at_exactly_thirteen(seventeen):
    result, ids = seventeen
    found = facts(result)
    assert found[FactKind.TOTAL, Moment.START, None] == 195
    assert found[FactKind.TOTAL, Moment.END, None] == 239
    assert found[FactKind.LEVEL, Moment.END, 13] == 14
    (fact,) = [f for f in result.facts if f.level == 13]
    assert {ids["floor"], ids["mean"]} <= set(fact.statements)
    assert fact.premises == (Premise.STANDARD,)


def test_a_mean_that_the_levels_do_not_give():
    plan, ids = plan_of_seventeen()
    plan.baseline = [said for said in plan.baseline if said.id != ids["mean then"]]
    wrong = plan.mean("11.53", at=2021)
    (conflict,) = examine(plan.baseline, plan.targets, SEVENTEEN, seconds=30).conflicts
    assert wrong in conflict.statements
    assert conflict.certified
    assert [str(r.nearest) for r in conflict.repairs if r.statement == wrong] == ["11.47"]


# --- small cases, one a sentence ------------------------------------------------------------------


def case(*steps):
    plan = Plan()
    for step in steps:
        step(plan)
    return plan


FIVE = Field(5, CRITERIA)


@pytest.mark.parametrize(
    ("steps", "is_consistent"),
    [
        pytest.param(
            [lambda p: p.keep("A", "B"), lambda p: p.count("5", 2, 5)], True, id="two keep, two of five"
        ),
        pytest.param(
            [lambda p: p.keep("A", "B"), lambda p: p.count("5", 1, 5)], False, id="two keep, one of five"
        ),
        pytest.param(
            [lambda p: p.all_reach("5"), lambda p: p.count("5", 4, 5)], False, id="all and four of five"
        ),
        pytest.param(
            [lambda p: p.all_reach("5", Mode.KEEP), lambda p: p.gain("A", "5")],
            True,
            id="keep 100% beside a gain",
        ),
        pytest.param(
            [lambda p: p.count("5", 3, 5, Mode.KEEP), lambda p: p.gain("A", "5")],
            True,
            id="keep 3/5 beside a gain",
        ),
        pytest.param([lambda p: p.keep("A"), lambda p: p.gain("A", "5")], False, id="gains what it keeps"),
        pytest.param([lambda p: p.total(20), lambda p: p.mean("4.00")], True, id="mean of the total"),
        pytest.param(
            [lambda p: p.total(21), lambda p: p.mean("4.00")], False, id="not the mean of the total"
        ),
        pytest.param([lambda p: p.floor(13), lambda p: p.total(64)], False, id="below the floor"),
        pytest.param([lambda p: p.floor(13), lambda p: p.total(65)], True, id="all at the floor"),
        pytest.param(
            [lambda p: p.floor(13), lambda p: p.communes(2, of=5), lambda p: p.total(76)],
            False,
            id="two at standard and the floor need 77",
        ),
        pytest.param([lambda p: p.communes(6)], False, id="six of five"),
        pytest.param(
            [
                lambda p: p.communes(1, at=2021),
                lambda p: p.gain_standard("A", "B"),
                lambda p: p.communes(3, kind=StatementKind.TOTAL),
            ],
            True,
            id="one and two are three",
        ),
        pytest.param(
            [
                lambda p: p.communes(1, at=2021),
                lambda p: p.gain_standard("A", "B"),
                lambda p: p.communes(4, kind=StatementKind.TOTAL),
            ],
            False,
            id="one and two are not four",
        ),
        pytest.param(
            [lambda p: p.communes(2), lambda p: p.communes(1, at=2021)], True, id="two new, or two in all"
        ),
        pytest.param(
            [lambda p: p.added(3), lambda p: p.gain("A", "1", "2", "3", "4")], False, id="gains above total"
        ),
        pytest.param(
            [lambda p: p.count("5", 3, at=2021), lambda p: p.count("5", 2, 5)],
            False,
            id="fewer than there were",
        ),
        pytest.param([lambda p: p.level(6, 13, at=2021)], False, id="six communes at a level"),
        pytest.param(
            [lambda p: p.level(2, 13, at=2021), lambda p: p.total(100, at=2021)],
            False,
            id="too many for the levels",
        ),
        pytest.param(
            [lambda p: p.count("5", 4, comparator=Comparator.AT_LEAST), lambda p: p.count("5", 5, 5)],
            True,
            id="at least four, and five",
        ),
        pytest.param(
            [lambda p: p.count("5", 4, 5), lambda p: p.count("5", 4, 6)], True, id="another base is left out"
        ),
    ],
)
def test_cases(steps, is_consistent):
    plan = case(*steps)
    result = examine(plan.baseline, plan.targets, FIVE, seconds=30)
    assert result.finished
    assert (not result.conflicts) is is_consistent
    assert all(conflict.certified and conflict.proved_smallest for conflict in result.conflicts)


def test_a_loss_is_named_as_a_premise():
    plan = case(lambda p: p.count("5", 3, at=2021), lambda p: p.count("5", 2, 5))
    (conflict,) = examine(plan.baseline, plan.targets, FIVE, seconds=30).conflicts
    assert conflict.premises == (Premise.NO_LOSS,)


def test_two_wrong_lines_are_two_conflicts():
    plan, ids = plan_of_nine()
    plan.targets = [said for said in plan.targets if said.id != ids["politics"]]
    other = plan.count("18", 3, 9)
    conflicts = examine(plan.baseline, plan.targets, NINE, seconds=30).conflicts
    assert {conflict.set_aside for conflict in conflicts} == {other, ids["environment"]}


def test_no_premise_is_named_that_is_not_needed():
    plan = case(lambda p: p.count("5", 4, 5), lambda p: p.count("5", 3, 5), lambda p: p.keep("A"))
    (conflict,) = examine(plan.baseline, plan.targets, FIVE, seconds=30).conflicts
    assert conflict.premises == ()
    assert len(conflict.statements) == 2
    assert {int(r.nearest) for r in conflict.repairs if r.sense is Sense.END} == {3, 4}


@pytest.mark.parametrize(
    ("say", "reason"),
    [
        (lambda p: p.count("5", 1, 5, certainty=Certainty.DOUBTFUL), LeftOut.DOUBTFUL),
        (lambda p: p.count("5", 1, 6), LeftOut.OTHER_BASE),
        (lambda p: p.count("20", 1, 5), LeftOut.UNKNOWN_CRITERION),
        (lambda p: p.count("5", 1, 5, deadline=PartialDate(2023)), LeftOut.OTHER_TIME),
        (lambda p: p.communes(1, object_text="xã nông thôn mới nâng cao"), LeftOut.OTHER_STANDARD),
        (lambda p: p.total(3, rest=True), LeftOut.UNSETTLED),
        (
            lambda p: p.say(StatementKind.COUNT, Mode.REACH, Subject.VILLAGES, value=3),
            LeftOut.NOT_A_COUNT,
        ),
    ],
)
def test_what_is_not_settled_is_left_out(say, reason):
    plan = Plan()
    each = say(plan)
    plan.keep("A", "B", "C")
    plan.count("5", 4, 5)
    result = examine(plan.baseline, plan.targets, FIVE, period=(2022, 2025), seconds=30)
    assert result.left_out[each] is reason
    assert not result.conflicts


def test_two_horizons_are_not_one():
    plan = Plan()
    plan.count("5", 3, 5, deadline=PartialDate(2025))
    plan.count("5", 3, 5, deadline=PartialDate(2025))
    later = plan.count("5", 5, 5, deadline=PartialDate(2030))
    result = examine(plan.baseline, plan.targets, FIVE, seconds=30)
    assert not result.conflicts
    assert result.left_out == {later: LeftOut.OTHER_TIME}


def test_a_place_that_was_not_recognised_accuses_nobody():
    plan = Plan()
    plan.keep("A")
    plan.count("5", 1, 5)
    unknown = plan.keep("B")
    plan.targets[-1] = _with_units(plan.targets[-1], UnitMention("Bê"))
    result = examine(plan.baseline, plan.targets, FIVE, seconds=30)
    assert result.left_out[unknown] is LeftOut.UNKNOWN_UNIT
    assert not result.conflicts


def test_more_names_than_communes_is_not_judged():
    plan = case(lambda p: p.keep("A", "B", "C", "D", "E", "F"))
    result = examine(plan.baseline, plan.targets, FIVE, seconds=30)
    assert not result.conflicts
    assert set(result.left_out.values()) == {LeftOut.UNKNOWN_UNIT}


def test_no_time_is_no_contradiction():
    plan, _ = plan_of_nine()
    result = examine(plan.baseline, plan.targets, NINE, seconds=0)
    assert not result.conflicts
    assert not result.finished


def _with_units(said, *units):
    from dataclasses import replace

    return replace(said, units=units)

"""Villages: what is said of all, of named communes and of each commune must have one answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hand_made import Plan, commune

from chungsuc.core.statements import Comparator, Mode, StatementKind, Subject
from chungsuc.reasoning import Premise, examine_villages

COMMUNES = 11


class Villages(Plan):
    """Sentences about villages."""

    def villages(self, value, *, mode=Mode.REACH, in_communes=None, **rest):
        """NN thôn đạt chuẩn (A 5 thôn; B 3 thôn)"""
        said = self.say(StatementKind.COUNT, mode, Subject.VILLAGES, value=value, **rest)
        if in_communes:
            group = self.baseline if rest.get("at") else self.targets
            units = tuple(replace(commune(name), count=count) for name, count in in_communes.items())
            group[-1] = replace(group[-1], units=units)
        return said

    def each_commune(self, value, comparator=Comparator.AT_LEAST):
        """Mỗi xã có ít nhất NN thôn đạt chuẩn"""
        return self.villages(value, comparator=comparator, measure="thôn/xã", all_units=True)

    def conflicts(self, communes=COMMUNES):
        answer = examine_villages(self.baseline, self.targets, communes=communes)
        assert answer.finished
        return answer.conflicts


@pytest.fixture
def plan():
    return Villages()


def test_a_share_for_each_commune_may_not_exceed_the_whole(plan):
    whole, each = plan.villages(20, of=80), plan.each_commune(2)
    (conflict,) = plan.conflicts()
    assert set(conflict.statements) == {whole, each}
    assert conflict.certified
    assert conflict.proved_smallest


def test_a_share_for_each_commune_that_fits(plan):
    plan.villages(22, of=80)
    plan.each_commune(2)
    assert plan.conflicts() == ()


def test_nobody_is_accused_where_the_number_of_communes_is_not_known(plan):
    plan.villages(20, of=80)
    plan.each_commune(2)
    assert plan.conflicts(communes=None) == ()


def test_start_and_gain_must_make_the_end(plan):
    start = plan.villages(15, at=2023)
    gain = plan.villages(20, mode=Mode.ADD)
    end = plan.villages(30, of=80)
    (conflict,) = plan.conflicts()
    assert set(conflict.statements) == {start, gain, end}
    repairs = {(each.statement, each.nearest) for each in conflict.repairs}
    assert {(gain, Decimal(15)), (start, Decimal(10))} <= repairs


def test_a_gain_that_may_also_be_the_end_is_no_contradiction(plan):
    plan.villages(15, at=2023)
    plan.villages(20)  # "có 20 thôn đạt": in all, or in this year
    plan.villages(35, of=80)
    assert plan.conflicts() == ()


def test_named_communes_may_not_have_more_than_all(plan):
    plan.villages(10, of=80)
    plan.villages(12, in_communes={"Đức Long": 7, "Kim Đồng": 5}, of=80)
    assert len(plan.conflicts()) == 1


def test_a_loss_is_named_as_a_premise(plan):
    plan.villages(40, at=2023)
    plan.villages(30, of=80)
    (conflict,) = plan.conflicts()
    assert Premise.NO_LOSS in conflict.premises


def test_a_share_with_its_base(plan):
    plan.villages(30, of=80)
    plan.say(StatementKind.SHARE, Mode.REACH, Subject.VILLAGES, value=50, of=80)
    assert len(plan.conflicts()) == 1


def test_two_bases_count_other_villages_and_accuse_nobody(plan):
    plan.villages(30, of=80)
    plan.say(StatementKind.SHARE, Mode.REACH, Subject.VILLAGES, value=50, of=60)
    assert plan.conflicts() == ()


def test_model_villages_are_another_count(plan):
    plan.villages(30, of=80)
    plan.say(StatementKind.COUNT, Mode.REACH, Subject.MODEL_VILLAGES, value=4, of=80)
    assert plan.conflicts() == ()

"""So sánh hai bản của một kế hoạch."""

from __future__ import annotations

from functools import lru_cache

import pytest

from chungsuc.checking import examine
from chungsuc.checking.diff import ChangeKind, Section, changes_between, changes_in_json
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN CON CUÔNG
Số: 15/KH-UBND
Con Cuông, ngày 05 tháng 3 năm 2023

KẾ HOẠCH

Xây dựng nông thôn mới huyện Con Cuông, tỉnh Nghệ An năm 2023

Căn cứ Quyết định số 77/QĐ-UBND ngày 12/01/2023 của Ủy ban nhân dân tỉnh về giao chỉ tiêu;

I. MỤC TIÊU

1. Có 03/12 xã đạt tiêu chí Giao thông.

2. Có 05/12 xã đạt tiêu chí Trường học.

II. NGUỒN LỰC

Tổng vốn: 50 tỷ đồng, gồm: ngân sách trung ương 35 tỷ đồng; ngân sách huyện 15 tỷ đồng.
"""


@lru_cache
def examined(text):
    return examine(
        text.encode(), "ke-hoach.txt", gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets()
    )


def changed(old, new):
    assert old in PLAN
    return changes_between(examined(PLAN), examined(PLAN.replace(old, new)))


def test_the_same_plan_has_not_changed():
    assert changes_between(examined(PLAN), examined(PLAN)) == ()


def test_a_plan_that_only_moved_has_not_changed():
    assert changed("I. MỤC TIÊU\n", "\n\nI. MỤC TIÊU\n\n") == ()


def test_a_target_with_another_figure():
    (change,) = [each for each in changed("03/12", "04/12") if each.section is Section.TARGETS]
    assert change.kind is ChangeKind.CHANGED
    assert (change.before.value[:4], change.after.value[:4]) == ("3/12", "4/12")
    assert change.before.line == change.after.line == 14


def test_a_target_that_was_taken_out_and_one_that_is_new():
    found = changed("2. Có 05/12 xã đạt tiêu chí Trường học.", "2. Có 06/12 xã đạt tiêu chí Thủy lợi.")
    kinds = sorted(each.kind for each in found if each.section is Section.TARGETS)
    assert kinds == [ChangeKind.ADDED, ChangeKind.REMOVED]


@pytest.mark.parametrize(
    ("old", "new", "section", "value"),
    [
        ("12/01/2023", "21/01/2023", Section.LEGAL_BASES, "Quyết định 77/QĐ-UBND ngày 21/01/2023"),
        ("Số: 15/KH-UBND", "Số: 51/KH-UBND", Section.DOCUMENT, "51/KH-UBND"),
        ("huyện 15 tỷ", "huyện 25 tỷ", Section.FUNDING, "25 tỷ đồng"),
    ],
)
def test_what_else_may_change(old, new, section, value):
    (change,) = [each for each in changed(old, new) if each.section is section]
    assert change.kind is ChangeKind.CHANGED
    assert change.after.value == value


def test_a_fault_that_is_new_and_a_fault_that_was_mended():
    broken = examined(PLAN.replace("huyện 15 tỷ", "huyện 25 tỷ"))
    (new,) = [each for each in changes_between(examined(PLAN), broken) if each.section is Section.FINDINGS]
    assert (new.kind, new.before) == (ChangeKind.ADDED, None)
    (mended,) = [each for each in changes_between(broken, examined(PLAN)) if each.section is Section.FINDINGS]
    assert (mended.kind, mended.after) == (ChangeKind.REMOVED, None)


def test_changes_as_json():
    told = changes_in_json(changed("03/12", "04/12"))
    assert told["diff_version"] == 1
    assert told["changes"][0]["section"] == "targets"
    assert told["changes"][0]["after"]["line"] == 14

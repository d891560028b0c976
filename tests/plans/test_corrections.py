"""Correcting an item: what was read stays, what it was made stands beside it with who, when and why."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.audit.models import Entry
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.funding.models import FundingLine
from chungsuc.plans import actions
from chungsuc.plans.correction_forms import CorrectionForm, Places
from chungsuc.plans.corrections import changed, told, written_anew
from chungsuc.plans.errors import ChangedMeanwhile, PlanError
from chungsuc.plans.marks import first_day
from chungsuc.plans.models import Plan, ReadItem, ReviewStep, StatedResult, Target
from chungsuc.plans.rows import criteria_names
from factories.plans import LATER, Reader, bring_and_confirm, bring_and_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(lan: User, reader: Reader) -> Plan:
    """A plan of Lan's district that waits for its review."""
    return bring_and_read(lan)


def item(key: str) -> ReadItem:
    return ReadItem.objects.select_related("reading__plan").get(key=key)


def form(plan: Plan, key: str, **typed: Any) -> CorrectionForm:
    """The form of an item as its page fills it, with some boxes typed anew."""
    row = item(key)
    plan.refresh_from_db()
    more = {
        "item": row,
        "places": Places(plan, first_day(plan)),
        "criteria": criteria_names(plan),
        "sources": list(row.reading.items.filter(section="funding")),
    }
    blank = CorrectionForm(**more)
    given = {name: box.initial for name, box in blank.fields.items() if box.initial not in (None, False)}
    return CorrectionForm(given | typed, **more)


def correct(plan: Plan, key: str, by: User, why: str = "Máy đọc nhầm", **typed: Any) -> ReadItem:
    filled = form(plan, key, **typed)
    assert filled.is_valid(), filled.errors
    return actions.correct(item=item(key), data=filled.data_of_item(), why=why, by=by, now=LATER)


# --- sửa -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "typed", "expected"),
    [
        ("T3", {"value": "6"}, {"value": ["5", "6"]}),
        ("T3", {"value": "6,5"}, {"value": ["5", "6.5"], "decimals": [0, 1]}),
        ("T3", {"value": ""}, {"value": ["5", None]}),
        ("T3", {"of": "9"}, {"of": [None, "9"]}),
        ("T3", {"comparator": "at_least"}, {"comparator": ["equal", "at_least"]}),
        (
            "T3",
            {"comparator": "range", "value_to": "7"},
            {"comparator": ["equal", "range"], "value_to": [None, "7"]},
        ),
        ("T3", {"deadline": "12/2025"}, {"deadline": [None, "2025-12"]}),
        ("T3", {"deadline": "31/12/2025"}, {"deadline": [None, "2025-12-31"]}),
        ("T2", {"deadline": ""}, {"deadline": ["2024", None]}),
        ("T3", {"body": "Phòng Kinh tế"}, {"body": [None, "Phòng Kinh tế"]}),
        ("S1", {"as_of": "2022"}, {"as_of": ["2023", "2022"]}),
        ("F2", {"amount": "150"}, {"amount": [200_000_000, 150_000_000]}),
        (
            "F2",
            {"amount": "0,2", "measure": "tỷ đồng"},
            {"measure": ["triệu đồng", "tỷ đồng"]},
        ),
        ("F3", {"parent": ""}, {"parent": ["F1", None]}),
        ("F3", {"parent": "F2"}, {"parent": ["F1", "F2"]}),
        ("B1", {"issued_on": "02/01/2020"}, {"issued_on": ["2020-01-01", "2020-01-02"]}),
    ],
)
def test_what_is_typed_becomes_what_changed(
    plan: Plan, lan: User, key: str, typed: dict[str, Any], expected: dict[str, list[Any]]
) -> None:
    before = item(key).data
    after = correct(plan, key, lan, **typed)
    step = ReviewStep.objects.get()
    assert step.changes == expected
    assert (step.by, step.at, step.why, step.number) == (lan, LATER, "Máy đọc nhầm", 1)
    assert item(key).data == before  # what was read is never written over
    anew = changed(before, after.reviewed)
    assert {name: both for name, both in anew.items() if name != "stated"} == expected
    assert ("stated" in anew) is (key == "F2" and bool({"amount", "measure"} & expected.keys()))
    assert after.decision == ReadItem.Decision.CONFIRMED
    entry = Entry.objects.get(action="plan.item_corrected")
    assert (entry.by, entry.data["changes"], entry.data["item"]) == (lan.get_username(), expected, key)


def test_units_are_chosen_by_name_within_the_plan(plan: Plan, lan: User, communes: list[Unit]) -> None:
    correct(plan, "T1", lan, unit_0=communes[2].name.upper(), unit_new=communes[3].full_name)
    units = item("T1").reviewed["units"]
    assert [unit["unit_id"] for unit in units] == [communes[2].pk, communes[3].pk]
    assert units[0]["text"] == communes[0].name  # the words of the paper stay
    assert {unit["certainty"] for unit in units} == {"certain"}


def test_criteria_are_ticked(plan: Plan, lan: User) -> None:
    correct(plan, "T2", lan, criteria=["4", "10"])
    assert [each["code"] for each in item("T2").reviewed["criteria"]] == ["4", "10"]


@pytest.mark.parametrize(
    ("key", "typed", "box", "said"),
    [
        ("T3", {"value": "5.5"}, "value", "hai cách"),
        ("T3", {"value": "năm"}, "value", "không phải là số"),
        ("T3", {"value": "9" * 16}, "value", "quá lớn"),
        ("T3", {"of": "4"}, "of", "không thể nhỏ hơn số đạt"),
        ("T3", {"comparator": "range"}, "value_to", "cần cả giá trị cuối"),
        ("T3", {"comparator": "range", "value_to": "4"}, "value_to", "không thể nhỏ hơn"),
        ("T3", {"value_to": "9"}, "comparator", "trong khoảng"),
        ("T3", {"deadline": "31/02/2025"}, "deadline", "không có trong lịch"),
        ("T3", {"unit_new": "Thượng Không"}, "unit_new", "Không có đơn vị nào tên"),
        ("T3", {"why": ""}, "why", "lý do"),
        ("T3", {"subject": "weather"}, "subject", "weather"),
        ("F1", {"parent": "F2"}, "parent", "một phần của chính mục"),
        ("F1", {"amount": ""}, "amount", ""),
        ("F1", {"amount": "0,0000005", "measure": "triệu đồng"}, "amount", "đồng nguyên"),
        ("F1", {"year": "2025", "year_to": "2024"}, "year_to", "không thể trước"),
        ("F1", {"label": ""}, "label", "không được để trống"),
    ],
)
def test_a_mistake_is_told_beside_its_box(
    plan: Plan, key: str, typed: dict[str, Any], box: str, said: str
) -> None:
    filled = form(plan, key, **typed)
    assert not filled.is_valid()
    assert list(filled.errors) == [box]
    assert said in filled.errors[box][0]


def test_a_correction_changes_something_and_says_why(plan: Plan, lan: User) -> None:
    with pytest.raises(PlanError, match="Chưa có gì khác"):
        correct(plan, "T3", lan)
    with pytest.raises(PlanError, match="lý do"):
        correct(plan, "T3", lan, why="  ", value="6")
    assert not ReviewStep.objects.exists()
    row = item("T3")
    for wrong in ({"changes": {}, "why": "."}, {"changes": {"value": ["5", "6"]}, "why": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReviewStep.objects.create(
                reading=row.reading, number=9, item=row, kind="corrected", by=lan, at=LATER, **wrong
            )


def test_each_step_stays_and_is_told_in_words(plan: Plan, lan: User) -> None:
    correct(plan, "T3", lan, value="6")
    correct(plan, "T3", lan, value="7", deadline="2025", why="Đối chiếu bản in")
    assert [step.changes["value"] for step in ReviewStep.objects.order_by("number")] == [
        ["5", "6"],
        ["6", "7"],
    ]
    last = ReviewStep.objects.get(number=2)
    assert told("targets", last.changes) == [
        ("Giá trị", "6", "7"),
        ("Thời hạn", "để trống", "năm 2025"),
    ]


def test_only_the_office_corrects_and_only_while_it_reviews(lan: User, hoa: User, reader: Reader) -> None:
    plan = bring_and_read(lan)
    with pytest.raises(PermissionDenied):
        correct(plan, "T3", hoa, value="6")
    confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"])
    with pytest.raises(PlanError, match="hãy rút kế hoạch này"):
        correct(plan, "T3", lan, value="6")
    assert not ReviewStep.objects.exists()


# --- hai người cùng lúc ----------------------------------------------------------------------------


def test_the_second_of_two_people_is_told_what_the_first_did(plan: Plan, lan: User, system: User) -> None:
    seen = 0
    filled = form(plan, "T3", value="6")
    assert filled.is_valid()
    actions.correct(
        item=item("T3"), data=filled.data_of_item(), why="Bản in ghi 6", by=system, now=LATER, seen=seen
    )
    with pytest.raises(ChangedMeanwhile, match=r"Hệ thống.*“Sửa”"):
        actions.decide(item=item("T3"), decision=ReadItem.Decision.REJECTED, by=lan, now=LATER, seen=seen)
    assert item("T3").reviewed["value"] == "6"
    actions.decide(item=item("T3"), decision=ReadItem.Decision.REJECTED, by=lan, now=LATER, seen=1)
    assert item("T3").decision == ReadItem.Decision.REJECTED


def test_a_page_that_is_older_than_a_step_confirms_nothing(plan: Plan, lan: User, system: User) -> None:
    seen = actions.version(plan.readings.get())
    actions.decide(item=item("T3"), decision=ReadItem.Decision.CONFIRMED, by=system, now=LATER)
    with pytest.raises(PlanError, match=r"Hệ thống.*dòng 6.*“Đúng”"):
        confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"], seen=seen)
    now = actions.version(plan.readings.get())
    assert confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"], seen=now).targets == 3


def test_two_people_at_two_items_do_not_disturb_each_other(plan: Plan, lan: User, system: User) -> None:
    actions.decide(item=item("T1"), decision=ReadItem.Decision.CONFIRMED, by=system, now=LATER, seen=0)
    actions.decide(item=item("T3"), decision=ReadItem.Decision.CONFIRMED, by=lan, now=LATER, seen=0)
    assert list(ReviewStep.objects.order_by("number").values_list("item__key", flat=True)) == ["T1", "T3"]


# --- chữ của con số ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "data", "changes", "expected"),
    [
        ("funding", {"amount": 3_891_000_000, "measure": "triệu đồng", "stated": "5.490"}, "amount", "3.891"),
        ("funding", {"amount": 3_891_000_000, "measure": "tỷ đồng", "stated": "5.490"}, "measure", "3,891"),
        ("funding", {"amount": 5_490_000_000, "measure": "triệu đồng", "stated": "5.490"}, "label", "5.490"),
        ("targets", {"value": "7", "of": "9", "numbers": ["06/9"]}, "value", ["07/9"]),
        ("targets", {"value": "12", "of": "14", "numbers": ["6/9"]}, "of", ["12/14"]),
        ("targets", {"value": "16.5", "decimals": 2, "numbers": ["16,67"]}, "value", ["16,50"]),
        ("baseline", {"value": "1", "value_to": "2", "numbers": ["01", "03"]}, "value_to", ["01", "2"]),
        ("targets", {"value": None, "numbers": ["6"]}, "value", []),
        ("targets", {"value": "6", "numbers": ["06/9"]}, "deadline", ["06/9"]),  # its own words stay
    ],
)
def test_a_figure_that_was_corrected_is_quoted_as_corrected(
    section: str, data: dict[str, Any], changes: str, expected: Any
) -> None:
    told = written_anew(section, data, {changes: []})
    assert told["stated" if section == "funding" else "numbers"] == expected


def test_what_is_checked_again_is_told_in_the_corrected_words(plan: Plan, lan: User) -> None:
    correct(plan, "F3", lan, amount="120")
    assert item("F3").reviewed["stated"] == "120"
    assert item("F3").data["stated"] == "100"


# --- ghi nhận bản đọc đã sửa -----------------------------------------------------------------------


def test_what_is_followed_is_what_was_corrected(plan: Plan, lan: User, communes: list[Unit]) -> None:
    correct(plan, "T1", lan, unit_0=communes[4].full_name)
    correct(plan, "T3", lan, value="6", deadline="2025")
    correct(plan, "S1", lan, as_of="2022")
    correct(plan, "F3", lan, amount="120")
    with pytest.raises(PlanError, match="chưa kiểm tra lại"):
        confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"])
    actions.ask_check(plan=plan, by=lan, now=LATER)
    with pytest.raises(PlanError, match="đang được kiểm tra lại"):
        confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"])
    actions.recheck(plan=plan, by=lan, now=LATER)
    done = confirm_plan(plan=plan, by=lan, now=LATER, acknowledged=["X1"])
    assert (done.targets, done.stated_results, done.left_out) == (3, 1, 0)
    target = Target.objects.get(item__key="T3")
    assert (int(target.value), target.deadline) == (6, "2025")
    assert target.item.steps.get().changes["value"] == ["5", "6"]
    assert Target.objects.get(item__key="T1").cells.get().unit == communes[4]
    assert StatedResult.objects.get().as_of == "2022"
    assert FundingLine.objects.get(key="F3").amount == 120_000_000
    said = plan.events.get(kind="confirmed").data
    assert (said["items"], said["corrected"], said["rejected"], said["left_out"]) == (8, 4, 0, 0)


def test_what_asks_for_a_person_is_followed_only_when_one_answered(lan: User, reader: Reader) -> None:
    bring_and_confirm(lan)
    assert ReadItem.objects.get(key="T3").decision == ReadItem.Decision.PENDING
    assert set(Target.objects.values_list("item__key", flat=True)) == {"T1", "T2"}


def test_vouching_answers_for_every_open_item(plan: Plan, lan: User) -> None:
    assert actions.vouch(plan=plan, by=lan, now=LATER) == 1
    assert ReviewStep.objects.get().kind == ReviewStep.Kind.CONFIRMED
    assert item("T3").decided_by == lan

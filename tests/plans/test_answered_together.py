"""Open questions that stand together, as rows of a list or a table, may be answered together."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.audit.models import Entry
from chungsuc.core.statements import Certainty
from chungsuc.plans import actions
from chungsuc.plans.errors import PlanError
from chungsuc.plans.models import Plan, Reading, ReadItem
from chungsuc.plans.parts import parts_of
from chungsuc.plans.rows import rows_of, runs_of
from factories.plans import LATER, Reader, bring_and_read

Decision, Section = ReadItem.Decision, ReadItem.Section


def asked(line: int, *, section: str = Section.ANNEXES, **more: str) -> ReadItem:
    data = {"name": f"Biểu {line}", "present": False}
    given = {"certainty": Certainty.LIKELY, "data": data} | more
    return ReadItem(key=f"A{line}-{section}", section=section, line=line, is_asked=True, text="Biểu", **given)


@pytest.mark.parametrize(
    ("items", "waiting"),
    [
        ([asked(n) for n in (20, 21, 22, 25)], [4]),  # blank lines stand between some
        ([asked(n) for n in (20, 21, 25, 26)], [2, 2]),  # four lines on is another list
        (
            [asked(20), asked(21, section=Section.NOTES, data={"mark": "1", "text": "a"}), asked(22)],
            [1, 1, 1],
        ),
        ([asked(20), asked(21, certainty=Certainty.DOUBTFUL), asked(22)], [2]),  # a doubt is answered alone
        ([asked(20), asked(21, decision=Decision.REJECTED), asked(22)], [2]),
        ([], []),
    ],
)
def test_what_stands_together_is_one_run(items: list[ReadItem], waiting: list[int]) -> None:
    runs = runs_of(rows_of(items, [], parts_of([]), {}))
    assert [len(run.waiting) for run in runs] == waiting
    assert [row.item for run in runs for row in run.rows] == items  # in their order, none lost


def target(key: str, line: int = 9, **data: object) -> ReadItem:
    given = {"kind": "count", "mode": "reach", "subject": "indicator", "comparator": "equal", "decimals": 0}
    return ReadItem(key=key, section=Section.TARGETS, line=line, data=given | data)


@pytest.mark.parametrize(
    ("items", "below"),
    [
        # parts of a total
        ([target("1"), target("2", part_of="1"), target("3", part_of="1")], [False, True, True]),
        # a number, and the same as a share
        (
            [
                target("1", object_text="trường đạt chuẩn"),
                target("2", object_text="trường đạt chuẩn", measure="%"),
            ],
            [False, True],
        ),
        ([target("1", object_text="trường"), target("2", object_text="hộ", measure="%")], [False, False]),
        ([target("1"), target("2", line=10, measure="%")], [False, False]),
        ([target("1", part_of="elsewhere")], [False]),
    ],
)
def test_a_part_and_a_share_stand_below_what_they_belong_to(items: list[ReadItem], below: list[bool]) -> None:
    rows = rows_of(items, [], parts_of([]), {})
    assert [row.is_below for row in rows] == below


def test_a_part_says_what_it_is_a_part_of() -> None:
    items = [
        target("1", object_text="trạm xây mới"),
        target("2", object_text="huyện", part_of="1"),
        target("3", object_text="huyện", part_of="1", measure="%"),
    ]
    rows = rows_of(items, [], parts_of([]), {})
    assert [row.whole for row in rows] == ["", "Trạm xây mới", "Trạm xây mới"]


@pytest.fixture
def in_review(lan: User, reader: Reader) -> Plan:
    """A plan of Lan's district that waits for its review."""
    return bring_and_read(lan)


@pytest.fixture
def many(in_review: Plan) -> list[ReadItem]:
    """Five rows of one list that the reader was nearly sure of."""
    reading = Reading.objects.get(plan=in_review)
    made = [asked(n) for n in range(3, 8)]
    for place, item in enumerate(made, start=500):
        item.reading, item.position = reading, place
        item.save()
    return made


@pytest.mark.django_db
def test_one_button_answers_them_all(
    client: Client, in_review: Plan, many: list[ReadItem], lan: User
) -> None:
    client.force_login(lan)
    page = reverse("plans:plan", args=[in_review.pk])
    shown = client.get(page).content.decode()
    assert "5 mục liền nhau, dòng 3 đến 7" in shown
    assert "Đúng cả 5 mục" in shown
    address = reverse("plans:decide_all", args=[in_review.pk])
    done = client.post(address, {"item": [item.pk for item in many]}, follow=True)
    assert done.redirect_chain == [(f"{page}?dong=3#can-xac-nhan", 302)]  # to the same part of a long paper
    assert "Đã ghi 5 mục là đúng." in done.content.decode()
    assert "Đúng cả" not in done.content.decode()
    steps = many[0].reading.steps.order_by("number")
    assert [(step.kind, step.by) for step in steps] == [("confirmed", lan)] * 5
    assert Entry.objects.filter(action="plan.item_decided").count() == 5  # each with its line in the log


@pytest.mark.django_db
def test_what_someone_answered_meanwhile_stays_as_it_was(
    client: Client, in_review: Plan, many: list[ReadItem], lan: User
) -> None:
    actions.decide(item=many[2], decision=Decision.REJECTED, by=lan, now=LATER)
    client.force_login(lan)
    address = reverse("plans:decide_all", args=[in_review.pk])
    for said in ("Đã ghi 4 mục là đúng.", "Đã ghi 0 mục là đúng."):  # sent twice, it does nothing more
        answer = client.post(address, {"item": [item.pk for item in many] + ["x", "9" * 30]}, follow=True)
        assert said in answer.content.decode()
    many[2].refresh_from_db()
    assert many[2].decision == Decision.REJECTED


@pytest.mark.django_db
def test_items_of_a_reading_that_is_closed_are_refused(
    in_review: Plan, many: list[ReadItem], lan: User
) -> None:
    actions.withdraw(plan=in_review, by=lan, now=LATER, why="Nhầm tệp.")
    with pytest.raises(PlanError, match="không còn chờ rà soát"):
        actions.confirm_items(plan=in_review, items=[many[0].pk], by=lan, now=LATER)

"""Thẩm tra từng chỉ tiêu through the stored models: who may, what is locked and frozen, twice at once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from chungsuc.accounts.actions import take_role
from chungsuc.accounts.models import RoleHeld, User
from chungsuc.accounts.policy import NotAllowed
from chungsuc.assessments.locking import CellLocked
from chungsuc.assessments.models import Acceptance, Observation, YearStanding
from chungsuc.assessments.queries import states
from chungsuc.assessments.rollup_rebuild import differences
from chungsuc.audit.models import Entry
from chungsuc.core.criteria import CriteriaError
from chungsuc.core.reviews import ReviewError, ReviewKind
from chungsuc.core.workflow import NotAllowed as StepRefused
from chungsuc.stores.appended import ChangeRefused
from chungsuc.workflow.models import Dossier, ReviewEvent
from chungsuc.workflow.queries import lock, locks, reviews_of, reviews_open
from chungsuc.workflow.queries.dossiers import public_states
from factories.cast import LONG_AGO
from factories.reviewing import SET, YEAR, World, world_of

pytestmark = [pytest.mark.django_db, pytest.mark.store]

VERIFIED, RETURNED, QUESTIONED = ReviewKind.VERIFIED, ReviewKind.RETURNED, ReviewKind.QUESTIONED
EXPLAINED, REOPENED = ReviewKind.EXPLAINED, ReviewKind.REOPENED


@pytest.fixture
def world(system: User) -> World:
    """Two communes of which some figures are entered, and handed up by the first."""
    made = world_of(system)
    made.record("4.1", value=True)
    made.record("4.2", parts="99/100")
    made.record("5.1", parts="80/100")
    made.hand_up()
    return made


def test_from_hand_up_to_the_frozen_series(world: World) -> None:
    unit = world.communes[0]
    assert len(reviews_of(unit.pk, SET, YEAR)) == sum(1 for _each in world.law.indicators())
    act = uuid4()
    made = world.verify((0, "4.1"), (0, "4.2"), act=act)
    assert {each.code for each in made} == {"4.1", "4.2"}
    assert Acceptance.objects.count() == 2
    told = Entry.objects.get(action="review.verified")
    assert [each["code"] for each in told.data["cells"]] == ["4.1", "4.2"]
    assert told.data["cells"][0]["observations"] == made[0].data["observations"]
    assert Entry.objects.filter(action="observation.accepted", unit_id=unit.pk).count() == 2
    # the same act again is done once
    assert [each.pk for each in world.verify((0, "4.1"), (0, "4.2"), act=act)] == [each.pk for each in made]
    assert ReviewEvent.objects.filter(kind="verified").count() == 2
    left = reviews_open(unit.pk, SET, YEAR)
    assert "4.1" not in left
    assert "5.1" in left
    # totals of the accepted series follow, as recomputing them shows
    standing = YearStanding.objects.get(unit=unit, criteria_set_id=SET, year=YEAR, series="accepted")
    assert standing.criteria["4"] == "met"
    assert differences() == []


def test_what_was_accepted_stays_while_what_is_reported_moves_on(world: World) -> None:
    world.verify((0, "4.2"))
    world.step(REOPENED, "4.2", by=world.minh, reason="Xã báo nhập nhầm.")
    row = Acceptance.objects.get().observation
    later = world.record("4.2", parts="50/100")
    [state] = states(unit_ids=[world.communes[0].pk], criteria_set_id=SET, codes=["4.2"]).values()
    assert state.accepted is not None
    assert state.accepted.id == row.pk
    assert {each.id for each in state.heads} == {row.pk, later.pk}  # nobody said which takes whose place


def test_what_a_decision_rests_on_is_not_opened_again(world: World) -> None:
    world.verify((0, "4.2"))
    Dossier.objects.create(
        unit=world.communes[0],
        criteria_set_id=SET,
        year=YEAR,
        purpose="recognition",
        steps_id="x",
        state=min(public_states()),
        opened_by=world.lan,
        opened_at=world.now(),
    )
    with pytest.raises(ReviewError, match="đã được quyết định"):
        world.step(REOPENED, "4.2", by=world.minh, reason="Xã báo nhập nhầm.")


@pytest.mark.parametrize(
    ("who", "code", "kind"),
    [
        ("minh", "9.1", VERIFIED),  # an indicator of another
        ("minh", "9.1", RETURNED),
        ("lan", "4.2", VERIFIED),  # the commune itself
        ("hoa", "4.2", RETURNED),
    ],
)
def test_only_the_body_in_charge_acts(world: World, who: str, code: str, kind: ReviewKind) -> None:
    by = getattr(world, who)
    with pytest.raises(NotAllowed):
        world.verify((0, code), by=by) if kind is VERIFIED else world.step(kind, code, by=by, reason="Sai.")
    assert not ReviewEvent.objects.exclude(kind="submitted").exists()
    assert not Acceptance.objects.exists()


def test_a_reviewer_whose_term_has_ended_is_told_when(world: World) -> None:
    held = RoleHeld.objects.get(user=world.minh)
    day = LONG_AGO.replace(year=2021)
    take_role(held=held, valid_to=day, reason="Chuyển công tác.", by=world.system, now=world.now())
    with pytest.raises(NotAllowed, match="kết thúc"):
        world.verify((0, "4.2"))


def test_one_cell_that_cannot_be_verified_holds_back_all(world: World) -> None:
    world.hand_up("4.2", "4.1", of=1)
    with pytest.raises(ReviewError, match="chưa có số liệu") as problem:
        world.verify((0, "4.1"), (0, "4.2"), (1, "4.2"))
    assert world.communes[1].name in str(problem.value)
    assert not Acceptance.objects.exists()
    assert not ReviewEvent.objects.filter(kind="verified").exists()
    with pytest.raises(CriteriaError):
        world.verify((0, "99.9"), by=world.system)


def test_figures_that_changed_since_they_were_seen_are_not_accepted(world: World) -> None:
    with pytest.raises(ReviewError, match="đã thay đổi"):
        world.verify((0, "4.2"), figures=frozenset({uuid4()}))
    world.step(RETURNED, "4.2", by=world.minh, reason="Nhập lại.")
    world.record("4.2", parts="98/100")
    world.hand_up("4.2")
    with pytest.raises(ReviewError, match="chưa ai chốt"):  # two stand side by side
        world.verify((0, "4.2"))


def test_two_who_act_at_once(world: World) -> None:
    seen = reviews_of(world.communes[0].pk, SET, YEAR)["4.2"].number
    world.step(RETURNED, "4.2", by=world.minh, reason="Thiếu tử số.", seen=seen)
    with pytest.raises(ReviewError, match="Minh đã trả lại"):
        world.step(QUESTIONED, "4.2", by=world.minh, reason="Vì sao?", days=5, seen=seen)
    act = uuid4()
    first = world.hand_up("4.2", act=act)
    assert world.hand_up("4.2", act=act) == first
    with pytest.raises(ReviewError, match="đã dùng cho một việc khác"):
        world.hand_up("5.1", act=act, of=1)


def test_a_question_is_explained_by_the_unit_itself(world: World) -> None:
    with pytest.raises(StepRefused, match="ít nhất 3 ngày"):
        world.step(QUESTIONED, "4.2", by=world.minh, reason="Vì sao tăng nhanh?", days=1)
    world.step(QUESTIONED, "4.2", by=world.minh, reason="Vì sao tăng nhanh?", days=5)
    with pytest.raises(StepRefused, match="giải trình đến hết"):
        world.step(RETURNED, "4.2", by=world.minh, reason="Không rõ.")
    for other in (world.minh, world.hoa):
        with pytest.raises(NotAllowed):
            world.step(EXPLAINED, "4.2", by=other, reason="Đã kéo thêm điện.")
    world.step(EXPLAINED, "4.2", by=world.lan, reason="Đã kéo thêm điện.\x00")
    review = reviews_of(world.communes[0].pk, SET, YEAR)["4.2"]
    assert [each.reason for each in review.events] == ["", "Vì sao tăng nhanh?", "Đã kéo thêm điện."]


@pytest.mark.parametrize("reason", ["", " \n\t", "\x00", "x" * 4001])
def test_a_return_without_a_reason_or_with_an_endless_one_is_refused(world: World, reason: str) -> None:
    with pytest.raises(ReviewError, match=r"lý do|quá 4000"):
        world.step(RETURNED, "4.2", by=world.minh, reason=reason)


def test_locks_follow_the_review(world: World) -> None:
    unit = world.communes[0].pk
    composite = next(each for each in world.law.indicators() if each.components)
    held = locks(unit, SET, YEAR)
    assert {each.code for each in world.law.indicators()} <= held.keys()
    assert held[composite.components[0].code] == held[composite.code]
    assert lock(unit, SET, YEAR, composite.components[0].code) == held[composite.code]
    world.step(RETURNED, "4.2", by=world.minh, reason="Thiếu tử số.")
    assert "4.2" not in locks(unit, SET, YEAR)
    assert lock(unit, SET, YEAR, "4.2") is None
    assert locks(unit, SET, YEAR + 1) == {}
    assert locks(world.communes[1].pk, SET, YEAR) == {}


def test_what_is_locked_takes_no_figure(world: World) -> None:
    before = Observation.objects.count()
    with pytest.raises(CellLocked, match=r"6.1 đang khóa: Đã trình.*trả lại thì sửa được"):
        world.record("6.1", value=True)
    assert Observation.objects.count() == before
    world.step(RETURNED, "6.1", by=world.system, reason="Thiếu số liệu.")
    world.record("6.1", value=True)
    world.record("6.1", value=True, of=1)  # the other commune has handed nothing up
    assert Observation.objects.count() == before + 2


def test_events_are_never_changed(world: World) -> None:
    event = ReviewEvent.objects.first()
    assert event is not None
    event.reason = "khác"
    for change in (event.save, event.delete, ReviewEvent.objects.all().delete):
        with pytest.raises(ChangeRefused):
            change()

"""A plan's life: what may follow what, and the sentence when it may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.errors import ChungsucError
from chungsuc.core.workflow import PLAN_LIFE, Life, NotAllowed, PlanEventKind, PlanState, Step


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], None),
        (["uploaded"], "waiting"),
        (["uploaded", "refused"], "refused"),
        (["uploaded", "refused", "reread"], "waiting"),
        (["uploaded", "read"], "in_review"),
        (["uploaded", "read", "reread", "read"], "in_review"),
        (["uploaded", "read", "confirmed"], "tracked"),
        (["uploaded", "read", "confirmed", "published"], "published"),
        (["uploaded", "read", "confirmed", "published", "withdrawn"], "withdrawn"),
        (["uploaded", "withdrawn"], "withdrawn"),
    ],
)
def test_events_fold_to_one_state(events: list[str], state: str | None) -> None:
    assert PLAN_LIFE.fold(events) == state


@pytest.mark.parametrize(
    ("events", "refused"),
    [
        ([], "read"),
        (["uploaded"], "uploaded"),
        (["uploaded"], "confirmed"),
        (["uploaded", "refused"], "confirmed"),
        (["uploaded", "read"], "read"),
        (["uploaded", "read"], "published"),
        (["uploaded", "read", "confirmed"], "confirmed"),
        (["uploaded", "read", "confirmed"], "reread"),
        (["uploaded", "withdrawn"], "reread"),
        (["uploaded", "read"], "burnt"),
    ],
)
def test_a_step_that_is_not_in_the_table_is_refused(events: list[str], refused: str) -> None:
    with pytest.raises(NotAllowed):
        PLAN_LIFE.fold([*events, refused])


@pytest.mark.parametrize(
    ("state", "kind", "sentence"),
    [
        (None, "read", "Không thể đọc: kế hoạch chưa được tải lên."),
        (
            "waiting",
            "confirmed",
            "Không thể ghi nhận đã đọc đúng: kế hoạch đang chờ đọc. Bước có thể làm: đọc, từ chối đọc, rút.",
        ),
        ("withdrawn", "published", "Không thể công khai: kế hoạch đã rút. Không còn bước nào tiếp theo."),
    ],
)
def test_the_refusal_says_where_it_stands_and_what_can_be_done(
    state: str | None, kind: str, sentence: str
) -> None:
    with pytest.raises(ChungsucError) as told:
        PLAN_LIFE.next(state, kind)
    assert str(told.value) == sentence


@given(st.lists(st.sampled_from(PlanEventKind), max_size=12))
def test_any_events_lead_to_a_known_state_or_are_refused(events: list[PlanEventKind]) -> None:
    try:
        state = PLAN_LIFE.fold(events)
    except NotAllowed:
        return
    assert state is None or state in set(PlanState)
    assert (state is None) == (not events)


@given(st.sampled_from(PlanState))
def test_what_is_possible_is_what_the_next_step_takes(state: PlanState) -> None:
    for kind in PlanEventKind:
        if kind in PLAN_LIFE.possible(state):
            assert PLAN_LIFE.next(state, kind) in set(PlanState)
        else:
            with pytest.raises(NotAllowed):
                PLAN_LIFE.next(state, kind)


@pytest.mark.parametrize(
    "steps",
    [
        (Step("opened", "nowhere"),),
        (Step("unheard", "open"),),
        (Step("opened", "open"), Step("opened", "closed")),
    ],
)
def test_a_table_that_does_not_hold_together_is_not_built(steps: tuple[Step, ...]) -> None:
    with pytest.raises(ValueError, match=r"no words|two states"):
        Life("Hồ sơ", steps, {"open": "đang mở", "closed": "đã đóng"}, {"opened": "mở"})

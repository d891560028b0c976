"""Thẩm tra từng chỉ tiêu: the life of one indicator of one unit and year in the hands of the body in charge.

The commune hands a figure up. The body that the indicator belongs to verifies it, returns it with a reason,
or asks first: a question goes to the commune, which has some days to explain before anybody above sees
that there was one. What was verified is opened again only by name and with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from chungsuc.core.criteria import Criterion
from chungsuc.core.vietnamese.dates import format_date
from chungsuc.core.workflow import Life, NotAllowed, Step

MIN_DAYS_TO_EXPLAIN = 3  # our own safeguard: the law names no time
USUAL_DAYS_TO_EXPLAIN = 5


class ReviewError(NotAllowed):
    """A step of a review that cannot be taken, or lacks what it must say."""


class ReviewState(StrEnum):
    """Trạng thái của một chỉ tiêu; before it is handed up it has none."""

    SUBMITTED = "submitted"
    QUESTIONED = "questioned"
    EXPLAINED = "explained"
    RETURNED = "returned"
    VERIFIED = "verified"
    REOPENED = "reopened"

    @property
    def label(self) -> str:
        return STATES[self]


class ReviewKind(StrEnum):
    """Việc đã xảy ra với một chỉ tiêu."""

    SUBMITTED = "submitted"
    QUESTIONED = "questioned"
    EXPLAINED = "explained"
    RETURNED = "returned"
    VERIFIED = "verified"
    REOPENED = "reopened"

    @property
    def label(self) -> str:
        """What was done, as a history says it."""
        return _DONE[self]


STATES: Mapping[str, str] = {
    ReviewState.SUBMITTED: "chờ thẩm tra",
    ReviewState.QUESTIONED: "chờ giải trình",
    ReviewState.EXPLAINED: "đã giải trình",
    ReviewState.RETURNED: "trả lại",
    ReviewState.VERIFIED: "đã chấp nhận",
    ReviewState.REOPENED: "mở lại",
}
NOT_HANDED_UP = "chưa trình"
_DONE: Mapping[str, str] = {
    ReviewKind.SUBMITTED: "trình",
    ReviewKind.QUESTIONED: "hỏi lại",
    ReviewKind.EXPLAINED: "giải trình",
    ReviewKind.RETURNED: "trả lại",
    ReviewKind.VERIFIED: "chấp nhận",
    ReviewKind.REOPENED: "mở lại",
}
REVIEW_LIFE = Life(
    thing="Chỉ tiêu",
    steps=(
        Step(ReviewKind.SUBMITTED, ReviewState.SUBMITTED),
        Step(ReviewKind.SUBMITTED, ReviewState.SUBMITTED, (ReviewState.RETURNED, ReviewState.REOPENED)),
        Step(ReviewKind.QUESTIONED, ReviewState.QUESTIONED, (ReviewState.SUBMITTED, ReviewState.EXPLAINED)),
        Step(ReviewKind.EXPLAINED, ReviewState.EXPLAINED, (ReviewState.QUESTIONED,)),
        Step(
            ReviewKind.RETURNED,
            ReviewState.RETURNED,
            (ReviewState.SUBMITTED, ReviewState.QUESTIONED, ReviewState.EXPLAINED),
        ),
        Step(
            ReviewKind.VERIFIED,
            ReviewState.VERIFIED,
            (ReviewState.SUBMITTED, ReviewState.QUESTIONED, ReviewState.EXPLAINED),
        ),
        Step(ReviewKind.REOPENED, ReviewState.REOPENED, (ReviewState.VERIFIED,)),
    ),
    states=dict(STATES),
    acts={**_DONE, ReviewKind.RETURNED: "trả lại để sửa"},
)

_OF_THE_BODY = frozenset(
    {ReviewKind.QUESTIONED, ReviewKind.RETURNED, ReviewKind.VERIFIED, ReviewKind.REOPENED}
)
NEEDS_A_REASON = frozenset(
    {ReviewKind.QUESTIONED, ReviewKind.EXPLAINED, ReviewKind.RETURNED, ReviewKind.REOPENED}
)
_HANDED_UP = frozenset({ReviewState.SUBMITTED, ReviewState.QUESTIONED, ReviewState.EXPLAINED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEvent:
    """Việc đã làm với một chỉ tiêu; `at` is by the clock of the place, so that its day is the day there.

    Raises ReviewError when it lacks what it must say.
    """

    number: int
    kind: ReviewKind
    at: datetime
    by: str = ""
    body: str = ""
    reason: str = ""
    explain_by: date | None = None  # of a question: the last day on which the commune alone sees it

    def __post_init__(self) -> None:
        if self.kind in NEEDS_A_REASON and not self.reason.strip():
            raise ReviewError(
                f"Muốn {_DONE[self.kind]} thì phải ghi lý do hoặc nội dung. Hãy ghi vào ô lý do."
            )
        if (self.kind is ReviewKind.QUESTIONED) != (self.explain_by is not None):
            raise ReviewError(
                "Chỉ câu hỏi mới có hạn giải trình, và câu hỏi nào cũng phải có. Hãy chọn ngày."
            )


@dataclass(frozen=True, slots=True)
class Review:
    """Hiện trạng thẩm tra một chỉ tiêu: its events, and the state that they fold to."""

    events: tuple[ReviewEvent, ...] = ()
    state: ReviewState | None = None

    @property
    def number(self) -> int:
        """Of the last event; 0 before the first."""
        return self.events[-1].number if self.events else 0

    @property
    def last(self) -> ReviewEvent | None:
        return self.events[-1] if self.events else None

    @property
    def is_handed_up(self) -> bool:
        """In the hands of the body: waiting for its verdict, or for an explanation that it asked for."""
        return self.state in _HANDED_UP

    @property
    def is_verified(self) -> bool:
        return self.state is ReviewState.VERIFIED

    @property
    def is_with_commune(self) -> bool:
        """The commune has to do something: explain, or mend and hand up again."""
        return self.state in (ReviewState.QUESTIONED, ReviewState.RETURNED, ReviewState.REOPENED)

    @property
    def is_open(self) -> bool:
        """Figures may be changed."""
        return self.state in (None, ReviewState.RETURNED, ReviewState.REOPENED)

    @property
    def question(self) -> ReviewEvent | None:
        """The question that waits for its answer."""
        return self.events[-1] if self.state is ReviewState.QUESTIONED else None

    def was_verified(self) -> ReviewEvent | None:
        """The last time that it was verified, also where it was opened again since."""
        return next((each for each in reversed(self.events) if each.kind is ReviewKind.VERIFIED), None)

    def as_superiors_see(self, on: date) -> Review:
        """Without questions that the commune may still explain: it hears of a warning before they do."""
        if all(each.kind is not ReviewKind.QUESTIONED for each in self.events):
            return self
        after = [*self.events[1:], None]
        shown = [
            each for each, following in zip(self.events, after, strict=True) if _is_out(each, following, on)
        ]
        return Review(tuple(shown), _state_of(shown))


def _is_out(event: ReviewEvent, following: ReviewEvent | None, on: date) -> bool:
    if event.explain_by is None or on > event.explain_by:
        return True
    return following is not None and following.kind is ReviewKind.EXPLAINED


def fold(events: Iterable[ReviewEvent]) -> Review:
    """Hiện trạng from numbered events. Raises NotAllowed where they do not stand in one line."""
    ordered = tuple(sorted(events, key=lambda each: each.number))
    if [each.number for each in ordered] != list(range(1, len(ordered) + 1)):
        raise ReviewError("Các việc thẩm tra của chỉ tiêu không nối tiếp nhau. Hãy báo cho người quản trị.")
    return Review(ordered, _state_of(ordered))


def _state_of(events: Iterable[ReviewEvent]) -> ReviewState | None:
    return _state_after(tuple(each.kind for each in events))


@lru_cache(maxsize=1024)  # a page folds hundreds of reviews that went the same way
def _state_after(kinds: tuple[ReviewKind, ...]) -> ReviewState | None:
    state = REVIEW_LIFE.fold(kinds)
    return None if state is None else ReviewState(state)


def take(review: Review, event: ReviewEvent) -> Review:
    """The review with one more event. Raises NotAllowed for a step that cannot be taken now."""
    day = event.at.date()
    check(review, event.kind, on=day)
    if event.explain_by is not None and event.explain_by < day + timedelta(days=MIN_DAYS_TO_EXPLAIN):
        raise ReviewError(
            f"Đơn vị cần ít nhất {MIN_DAYS_TO_EXPLAIN} ngày để giải trình. "
            f"Hãy chọn hạn từ {format_date(day + timedelta(days=MIN_DAYS_TO_EXPLAIN))} trở đi."
        )
    return fold([*review.events, event])


def check(review: Review, kind: ReviewKind, *, on: date) -> None:
    """Raises NotAllowed, with the reason, where the step cannot follow on this day."""
    if review.state is None and kind is not ReviewKind.SUBMITTED:
        raise ReviewError(f"Không thể {_DONE[kind]}: đơn vị chưa trình chỉ tiêu này. Hãy chờ đơn vị trình.")
    REVIEW_LIFE.next(review.state, kind)
    question = review.question
    until = question.explain_by if question is not None else None
    if kind is ReviewKind.RETURNED and until is not None and on <= until:
        raise ReviewError(
            f"Chưa thể trả lại: đơn vị còn thời gian giải trình đến hết {format_date(until)}. "
            "Hãy chờ giải trình, hoặc chấp nhận nếu đã rõ."
        )


# --- what may follow, for whom ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Quyền của một người on this indicator and unit, as plain values."""

    submits: bool = False  # commune leader
    explains: bool = False  # who records the indicator in the commune
    reviews: bool = False  # the body in charge, or the office
    body: str = ""  # who is in charge, in words


@dataclass(frozen=True, slots=True)
class NextStep:
    """Bước tiếp theo: whether this person may take it, else why not and who can."""

    kind: ReviewKind
    why_not: str = ""

    @property
    def is_possible(self) -> bool:
        return not self.why_not


def next_steps(review: Review, hands: Hands, *, on: date) -> list[NextStep]:
    """Every step that may follow the state, in the order of the life, for a person on a day."""
    found = []
    for kind in REVIEW_LIFE.possible(review.state):
        step = ReviewKind(kind)
        why_not = "" if _holds(step, hands) else f"Việc này do {who_does(step, hands.body)} làm."
        if not why_not:
            try:
                check(review, step, on=on)
            except NotAllowed as problem:
                why_not = str(problem)
        found.append(NextStep(step, why_not))
    return found


def _holds(kind: ReviewKind, hands: Hands) -> bool:
    if kind in _OF_THE_BODY:
        return hands.reviews
    return hands.submits if kind is ReviewKind.SUBMITTED else hands.explains or hands.submits


def who_does(kind: ReviewKind, body: str = "") -> str:
    """Who takes a step, in words."""
    if kind in _OF_THE_BODY:
        return body or "cơ quan phụ trách chỉ tiêu"
    return (
        "lãnh đạo đơn vị" if kind is ReviewKind.SUBMITTED else "người phụ trách số liệu hoặc lãnh đạo đơn vị"
    )


@dataclass(frozen=True, slots=True)
class Lock:
    """Khóa một ô: why nothing may be entered, and who opens it again; both as sentences."""

    why: str
    opened_by: str


def lock_of(review: Review, body: str = "") -> Lock | None:
    """The lock on the figures of one indicator; None where they may be changed."""
    last = review.last
    if review.is_open or last is None:
        return None
    who = who_does(ReviewKind.RETURNED, body)
    opened = f"{who[0].upper()}{who[1:]}"
    day = format_date(last.at.date())
    if review.is_verified:
        return Lock(f"Đã được chấp nhận ngày {day}.", f"{opened} mở lại được, có ghi lý do.")
    if review.question is not None:
        return Lock(
            f"Đang được hỏi lại từ ngày {day}, chưa giải trình.",
            f"Hãy giải trình; {who} trả lại thì sửa được số.",
        )
    return Lock(f"Đã trình, đang chờ thẩm tra từ ngày {day}.", f"{opened} trả lại thì sửa được.")


# --- a criterion ---------------------------------------------------------------------------------------


def left_of(criterion: Criterion, reviews: Mapping[str, Review]) -> list[str]:
    """Indicators of a criterion that are not verified yet: its review is done when none is left."""
    return [
        each.code
        for each in criterion.indicators
        if (found := reviews.get(each.code)) is None or not found.is_verified
    ]

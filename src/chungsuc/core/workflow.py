"""Workflow: numbered past-tense events folded to one state.

A life (vòng đời) is a table of steps. What stands in no row is refused, with a sentence that says
where the thing stands now and what can be done with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from chungsuc.core.errors import ChungsucError


class NotAllowed(ChungsucError):
    """A step that the table does not have, or events that do not stand in one line."""


@dataclass(frozen=True, slots=True)
class Step:
    """Bước: an event, the states it may come from (none: it opens the life), the state it leads to."""

    kind: str
    to: str
    starts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Life:
    """Vòng đời của một loại hồ sơ: its steps, and the Vietnamese words for things, states and acts."""

    thing: str  # "Kế hoạch"
    steps: tuple[Step, ...]
    states: Mapping[str, str]  # state → words: "đang rà soát"
    acts: Mapping[str, str]  # kind → words for doing it: "ghi nhận"
    not_begun: str = "chưa được tải lên"  # said of a thing before its first event

    def __post_init__(self) -> None:
        object.__setattr__(self, "states", MappingProxyType(dict(self.states)))
        object.__setattr__(self, "acts", MappingProxyType(dict(self.acts)))
        seen: set[tuple[str | None, str]] = set()
        for step in self.steps:
            for state in (step.to, *step.starts):
                if state not in self.states:
                    raise ValueError(f"no words for the state {state!r}")
            if step.kind not in self.acts:
                raise ValueError(f"no words for the event {step.kind!r}")
            for start in step.starts or (None,):
                if (start, step.kind) in seen:
                    raise ValueError(f"{step.kind!r} leads from {start!r} to two states")
                seen.add((start, step.kind))

    def next(self, state: str | None, kind: str) -> str:
        """The state after one more event. Raises `NotAllowed` when the table has no such step."""
        for step in self.steps:
            if step.kind == kind and (state in step.starts if step.starts else state is None):
                return step.to
        raise NotAllowed(self._why_not(state, kind))

    def fold(self, kinds: Iterable[str]) -> str | None:
        """The one state that a list of events, in the order of their numbers, leads to."""
        state: str | None = None
        for kind in kinds:
            state = self.next(state, kind)
        return state

    def possible(self, state: str | None) -> tuple[str, ...]:
        """The events that may follow, in the order of the table."""
        return tuple(
            step.kind for step in self.steps if (state in step.starts if step.starts else state is None)
        )

    def _why_not(self, state: str | None, kind: str) -> str:
        act = self.acts.get(kind, kind)
        if state is None:
            return f"Không thể {act}: {self.thing.lower()} {self.not_begun}."
        here = f"Không thể {act}: {self.thing.lower()} {self.states.get(state, state)}."
        possible = [self.acts[other] for other in self.possible(state)]
        if not possible:
            return f"{here} Không còn bước nào tiếp theo."
        return f"{here} Bước có thể làm: {', '.join(possible)}."


class PlanState(StrEnum):
    """Trạng thái của một kế hoạch trong hệ thống."""

    WAITING = "waiting"
    IN_REVIEW = "in_review"
    REFUSED = "refused"
    TRACKED = "tracked"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class PlanEventKind(StrEnum):
    """Việc đã xảy ra với một kế hoạch."""

    UPLOADED = "uploaded"
    READ = "read"
    REFUSED = "refused"
    REREAD = "reread"
    RECHECKED = "rechecked"
    CONFIRMED = "confirmed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


PLAN_LIFE = Life(
    thing="Kế hoạch",
    steps=(
        Step(PlanEventKind.UPLOADED, PlanState.WAITING),
        Step(PlanEventKind.READ, PlanState.IN_REVIEW, (PlanState.WAITING,)),
        Step(PlanEventKind.REFUSED, PlanState.REFUSED, (PlanState.WAITING,)),
        Step(PlanEventKind.REREAD, PlanState.WAITING, (PlanState.IN_REVIEW, PlanState.REFUSED)),
        Step(PlanEventKind.RECHECKED, PlanState.IN_REVIEW, (PlanState.IN_REVIEW,)),
        Step(PlanEventKind.CONFIRMED, PlanState.TRACKED, (PlanState.IN_REVIEW,)),
        Step(PlanEventKind.PUBLISHED, PlanState.PUBLISHED, (PlanState.TRACKED,)),
        Step(
            PlanEventKind.WITHDRAWN,
            PlanState.WITHDRAWN,
            (
                PlanState.WAITING,
                PlanState.IN_REVIEW,
                PlanState.REFUSED,
                PlanState.TRACKED,
                PlanState.PUBLISHED,
            ),
        ),
    ),
    states={
        PlanState.WAITING: "đang chờ đọc",
        PlanState.IN_REVIEW: "đang rà soát",
        PlanState.REFUSED: "không đọc được",
        PlanState.TRACKED: "đang theo dõi",
        PlanState.PUBLISHED: "đã công khai",
        PlanState.WITHDRAWN: "đã rút",
    },
    acts={
        PlanEventKind.UPLOADED: "tải lên",
        PlanEventKind.READ: "đọc",
        PlanEventKind.REFUSED: "từ chối đọc",
        PlanEventKind.REREAD: "yêu cầu đọc lại",
        PlanEventKind.RECHECKED: "kiểm tra lại",
        PlanEventKind.CONFIRMED: "ghi nhận đã đọc đúng",
        PlanEventKind.PUBLISHED: "công khai",
        PlanEventKind.WITHDRAWN: "rút",
    },
)

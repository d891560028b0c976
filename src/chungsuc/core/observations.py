"""Số liệu: facts are appended, never overwritten, and their state is folded from all of them.

Two series stand side by side. *Reported* is what the unit last said, true the moment it is saved.
*Accepted* is what a reviewer accepted, and stays until another is accepted. Two entries of which
neither supersedes the other are a conflict, shown until a person settles it by superseding both.
So entries may arrive in any order, and twice, and the state is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from chungsuc.core.criteria import Mark, Observed
from chungsuc.core.errors import ChungsucError
from chungsuc.core.periods import Period


class ObservationError(ChungsucError, ValueError):
    """An entry that contradicts itself, or another with the same id."""


class Channel(StrEnum):
    """Kênh nhập."""

    WEB = "web"
    OFFLINE = "offline"
    FILE = "file"
    API = "api"


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """What a value is about: one indicator of one set, for one unit and one period."""

    unit_id: str
    criteria_set_id: str
    indicator: str
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """Số liệu: one value for one slot, who said it, when it was recorded, and what it supersedes.

    A share is kept as `numerator` and `denominator` where they are known; `value` may then be left
    out. Without value and parts it withdraws what it supersedes. `id` is made by the client, so
    that an entry sent twice is one entry. Raises ObservationError when built from what cannot be.
    """

    id: UUID
    slot: Slot
    value: Observed
    observed_by: str
    recorded_at: datetime
    channel: Channel
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    supersedes: frozenset[UUID] = frozenset()

    def __post_init__(self) -> None:
        check_moment(self.recorded_at)
        check_said(self.id, self.value, self.numerator, self.denominator, self.supersedes)

    @property
    def observed(self) -> Observed:
        """The value that is judged: of a share with its parts, the exact percentage."""
        if self.numerator is not None and self.denominator is not None:
            return 100 * self.numerator / self.denominator
        return self.value


def check_moment(recorded_at: datetime) -> None:
    """Raises ObservationError for a moment that is not the same everywhere."""
    if recorded_at.tzinfo is None:
        raise ObservationError("Thời điểm ghi nhận phải kèm múi giờ.")


def check_said(
    key: UUID,
    value: Observed,
    numerator: Decimal | None,
    denominator: Decimal | None,
    supersedes: frozenset[UUID],
) -> None:
    """Raises ObservationError for what no observation can say."""
    if key in supersedes:
        raise ObservationError("Một số liệu không thể thay thế chính nó.")
    if isinstance(value, Mark) and value is not Mark.NOT_PRESENT:
        raise ObservationError("Chỉ nhập được giá trị hoặc “không có”. Hãy nhập số liệu đúng.")
    if (numerator is None) != (denominator is None):
        raise ObservationError("Tỷ lệ phải có đủ tử số và mẫu số. Hãy nhập cả hai, hoặc bỏ cả hai.")
    if numerator is not None and denominator is not None:
        _check_parts(value, numerator, denominator)


def _check_parts(value: Observed, numerator: Decimal, denominator: Decimal) -> None:
    if denominator <= 0 or numerator < 0:
        raise ObservationError("Mẫu số phải lớn hơn 0 và tử số không được âm. Hãy kiểm tra lại hai số.")
    if value is None:
        return
    percent = 100 * numerator / denominator
    if not isinstance(value, Decimal) or not _agrees(value, percent):
        raise ObservationError("Tỷ lệ không khớp với tử số và mẫu số. Hãy kiểm tra lại ba số.")


def _agrees(stated: Decimal, exact: Decimal) -> bool:
    """Is `stated` the exact figure within one unit of its own last digit, rounded or cut?"""
    exponent = stated.as_tuple().exponent
    return isinstance(exponent, int) and abs(stated - exact) < Decimal(1).scaleb(min(exponent, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Chấp nhận: a reviewer took one observation as the accepted value of its slot."""

    observation_id: UUID
    accepted_by: str
    accepted_at: datetime

    def __post_init__(self) -> None:
        if self.accepted_at.tzinfo is None:
            raise ObservationError("Thời điểm chấp nhận phải kèm múi giờ.")


@dataclass(frozen=True, slots=True)
class SlotState:
    """Hiện trạng một ô số liệu. `heads` are the entries that nothing supersedes, latest first."""

    heads: tuple[Observation, ...]
    accepted: Observation | None = None

    @property
    def reported(self) -> Observation | None:
        """Số báo cáo: the latest recorded. In a conflict it is only one of several: see `in_conflict`."""
        return self.heads[0] if self.heads else None

    @property
    def in_conflict(self) -> bool:
        return len(self.heads) > 1

    @property
    def reported_value(self) -> Observed:
        """What a verdict over the reported series is computed from."""
        if self.in_conflict:
            return Mark.IN_DISPUTE
        return self.heads[0].observed if self.heads else None

    @property
    def accepted_value(self) -> Observed:
        """What a verdict over the accepted series is computed from."""
        return None if self.accepted is None else self.accepted.observed


def fold(
    observations: Iterable[Observation],
    acceptances: Iterable[Acceptance] = (),
    *,
    known_at: datetime | None = None,
) -> dict[Slot, SlotState]:
    """Hiện trạng mọi ô, as known at a moment: what was recorded or accepted later is left out.

    Raises ObservationError where two different entries carry one id.
    """
    by_id: dict[UUID, Observation] = {}
    for each in observations:
        if by_id.setdefault(each.id, each) != each:
            raise ObservationError(f"Hai số liệu khác nhau cùng mang mã {each.id}. Hãy nhập lại số liệu sau.")
    counted = [
        each
        for each in acceptances
        if each.observation_id in by_id and (known_at is None or each.accepted_at <= known_at)
    ]
    slots: dict[Slot, dict[UUID, Observation]] = defaultdict(dict)
    for key in _known(by_id, counted, known_at):
        slots[by_id[key].slot][key] = by_id[key]
    accepted: dict[Slot, list[Acceptance]] = defaultdict(list)
    for acceptance in counted:
        accepted[by_id[acceptance.observation_id].slot].append(acceptance)
    return {
        slot: SlotState(_heads(entries), _accepted(entries, accepted.get(slot, ())))
        for slot, entries in slots.items()
    }


def _known(
    by_id: Mapping[UUID, Observation], accepted: Iterable[Acceptance], known_at: datetime | None
) -> Iterable[UUID]:
    """What was recorded by then, and what that rests on: an entry that was replaced or accepted was
    known, whatever a clock that went back says of it."""
    if known_at is None:
        return by_id.keys()
    recorded = {key for key, each in by_id.items() if each.recorded_at <= known_at}
    return set(_reached(recorded | {each.observation_id for each in accepted}, by_id))


def _accepted(entries: Mapping[UUID, Observation], acceptances: Iterable[Acceptance]) -> Observation | None:
    """The latest acceptance stands; but one of an entry that replaces another is the later of the two,
    whatever the clocks say."""
    times: dict[UUID, datetime] = {}
    for each in acceptances:
        times[each.observation_id] = max(each.accepted_at, times.get(each.observation_id, each.accepted_at))
    replaced: set[UUID] = set()
    for key in times if len(times) > 1 else ():
        replaced |= set(_reached(set(entries[key].supersedes) & entries.keys(), entries))
    standing = [key for key in times if key not in replaced] or list(times)  # a ring has no last
    return entries[max(standing, key=lambda key: (times[key], key))] if standing else None


def _heads(entries: Mapping[UUID, Observation]) -> tuple[Observation, ...]:
    """The entries that nothing supersedes. A ring of entries that supersede each other has no end:
    all of it is shown, as a conflict, rather than nothing."""
    if len(entries) == 1:  # most slots
        return tuple(entries.values())
    superseded = {earlier for each in entries.values() for earlier in each.supersedes}
    heads = {each.id for each in entries.values() if each.id not in superseded}
    reached = set(_reached(heads, entries))
    heads.update(entries.keys() - reached)
    latest_first = sorted(heads, key=lambda key: (entries[key].recorded_at, key), reverse=True)
    return tuple(entries[key] for key in latest_first)


def _reached(start: set[UUID], entries: Mapping[UUID, Observation]) -> Iterator[UUID]:
    """`start`, and all that it supersedes, directly or through another."""
    waiting, seen = list(start), set(start)
    while waiting:
        key = waiting.pop()
        yield key
        further = {earlier for earlier in entries[key].supersedes if earlier in entries} - seen
        seen |= further
        waiting.extend(further)

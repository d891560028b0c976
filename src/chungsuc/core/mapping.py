"""Đối chiếu hai bộ tiêu chí: which indicator of one set goes on under which of another, and how surely.

What is not mapped has no data under the other set. A value crosses over as it is only where the two
ask for the same thing; elsewhere it is a hint for a person, never a result.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from chungsuc.core.criteria import (
    Component,
    Confidence,
    CriteriaError,
    CriteriaSet,
    Indicator,
    Measure,
)
from chungsuc.core.errors import ChungsucError


class MappingError(ChungsucError, ValueError):
    """A mapping that names what a set does not have, or that contradicts itself."""


class Relation(StrEnum):
    """Quan hệ of an indicator to the one that goes on from it."""

    SAME = "same"  # the same requirement in the same words, perhaps at another level
    RENAMED = "renamed"  # the same thing is measured under another name
    NARROWED = "narrowed"  # only a part of what was asked is asked there
    WIDENED = "widened"  # more is asked than before
    REMEASURED = "remeasured"  # the same matter, measured otherwise
    MERGED = "merged"  # one of several that became one
    NONE = "none"  # not asked any more

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def keeps_value(self) -> bool:
        """A value under the one is a value under the other."""
        return self in (Relation.SAME, Relation.RENAMED)


_LABELS = {
    Relation.SAME: "giữ nguyên",
    Relation.RENAMED: "đổi tên",
    Relation.NARROWED: "thu hẹp",
    Relation.WIDENED: "mở rộng",
    Relation.REMEASURED: "đổi cách đo",
    Relation.MERGED: "nhập vào",
    Relation.NONE: "không còn xét",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedIndicator:
    """Chỉ tiêu đối chiếu: `to_code` is None exactly where the relation is NONE."""

    from_code: str
    to_code: str | None
    relation: Relation
    confidence: Confidence
    note: str | None = None

    def __post_init__(self) -> None:
        if (self.to_code is None) != (self.relation is Relation.NONE):
            raise MappingError(
                f"Chỉ tiêu {self.from_code}: chỉ ‘none’ mới không có chỉ tiêu nối tiếp. Hãy sửa một bên."
            )


@dataclass(frozen=True, kw_only=True)
class CriteriaMapping:
    """Bảng đối chiếu from the set `from_set` to the set `to_set`, both by id."""

    from_set: str
    to_set: str
    entries: tuple[MappedIndicator, ...]
    note: str | None = None

    @cached_property
    def by_target(self) -> Mapping[str, tuple[MappedIndicator, ...]]:
        """The entries that lead to each code of the new set."""
        found: dict[str, list[MappedIndicator]] = defaultdict(list)
        for each in self.entries:
            if each.to_code is not None:
                found[each.to_code].append(each)
        return {code: tuple(entries) for code, entries in found.items()}

    @cached_property
    def by_source(self) -> Mapping[str, tuple[MappedIndicator, ...]]:
        """The entries that lead from each code of the old set."""
        found: dict[str, list[MappedIndicator]] = defaultdict(list)
        for each in self.entries:
            found[each.from_code].append(each)
        return {code: tuple(entries) for code, entries in found.items()}


def check_mapping(mapping: CriteriaMapping, old: CriteriaSet, new: CriteriaSet) -> None:
    """Raises MappingError unless the mapping speaks of these two sets, and of all of the old one.

    Every indicator of the old set stands in it, itself or by its parts, if only to say that it is
    not asked any more: what was forgotten would read like what the law dropped. Two that lead to one
    are said to be merged; a value crosses over only to what can take it.
    """
    _check_ends(mapping, old, new)
    pairs = Counter((each.from_code, each.to_code) for each in mapping.entries)
    for each in mapping.entries:
        if pairs[each.from_code, each.to_code] > 1:
            raise MappingError(f"Chỉ tiêu {each.from_code} được đối chiếu hai lần với cùng một chỉ tiêu.")
        if each.relation is Relation.NONE and len(mapping.by_source[each.from_code]) > 1:
            raise MappingError(f"Chỉ tiêu {each.from_code} vừa ghi không còn xét, vừa có chỉ tiêu mới.")
        _check_entry(each, _measure(old, each.from_code), new)
    for code, entries in mapping.by_target.items():
        merged = sum(each.relation is Relation.MERGED for each in entries)
        if (merged, len(entries)) not in ((0, 1), (len(entries), len(entries))) or merged == 1:
            sources = ", ".join(each.from_code for each in entries)
            raise MappingError(
                f"Chỉ tiêu {code} của bộ {new.id} nối từ {sources}: nhiều chỉ tiêu nhập thành một thì ghi "
                "‘merged’ ở mọi dòng, chỉ một chỉ tiêu thì không ghi ‘merged’."
            )
    forgotten = [each.code for each in old.indicators() if not _is_told(each, mapping)]
    if forgotten:
        raise MappingError(
            f"Bảng đối chiếu {old.id} → {new.id} thiếu chỉ tiêu {', '.join(forgotten)}. "
            "Chỉ tiêu không còn xét thì ghi ‘none’."
        )


def without_source(mapping: CriteriaMapping, new: CriteriaSet) -> list[Indicator]:
    """Chỉ tiêu mới: indicators of the new set that nothing of the old one leads to, nor to a part."""
    return [
        each
        for each in new.indicators()
        if not any(
            code in mapping.by_target for code in (each.code, *(part.code for part in each.components))
        )
    ]


def _check_ends(mapping: CriteriaMapping, old: CriteriaSet, new: CriteriaSet) -> None:
    if (mapping.from_set, mapping.to_set) != (old.id, new.id):
        raise MappingError(
            f"Bảng đối chiếu nối {mapping.from_set} với {mapping.to_set}, không phải {old.id} với {new.id}."
        )
    if old.id == new.id:
        raise MappingError(f"Bộ {old.id} không thể đối chiếu với chính nó.")


def _check_entry(entry: MappedIndicator, source: Measure, new: CriteriaSet) -> None:
    if entry.to_code is None:
        return
    target = _measure(new, entry.to_code)
    if not entry.relation.keeps_value:
        return
    if (source.kind, source.unit, source.scale) != (target.kind, target.unit, target.scale):
        raise MappingError(
            f"Chỉ tiêu {entry.from_code} ({source.kind}) không thể ghi ‘{entry.relation}’ với "
            f"{entry.to_code} ({target.kind}): số liệu của hai chỉ tiêu khác loại hoặc khác đơn vị tính."
        )


def _measure(criteria_set: CriteriaSet, code: str) -> Indicator | Component:
    try:
        return criteria_set.measure(code)
    except CriteriaError as problem:
        raise MappingError(f"Bảng đối chiếu: {problem}") from None


def _is_told(indicator: Indicator, mapping: CriteriaMapping) -> bool:
    if indicator.code in mapping.by_source:
        return True
    return bool(indicator.components) and all(part.code in mapping.by_source for part in indicator.components)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Một dòng so sánh: an indicator of the old set and the one that goes on from it.

    `old` is None for what is new, `new` for what is not asked any more; `entry` is None where no
    mapping says how the two are related.
    """

    old: Measure | None
    new: Measure | None
    entry: MappedIndicator | None


def side_by_side(mapping: CriteriaMapping, old: CriteriaSet, new: CriteriaSet) -> list[SideBySide]:
    """So sánh hai bộ, in the order of the old set; what is new comes last. Raises CriteriaError."""
    continued = [
        SideBySide(measure, None if entry.to_code is None else new.measure(entry.to_code), entry)
        for measure in old.measures()
        for entry in mapping.by_source.get(measure.code, ())
    ]
    return continued + [SideBySide(None, each, None) for each in without_source(mapping, new)]

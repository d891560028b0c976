"""Danh sách ở các gạch đầu dòng: the communes or villages that the lines below a count name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chungsuc.core.statements import (
    Mode,
    PartList,
    Source,
    Span,
    Statement,
    StatementKind,
    Subject,
    UnitLevel,
    UnitMention,
)
from chungsuc.reading.outline import Part
from chungsuc.reading.places import Places

_LEVELS = {Subject.COMMUNES: UnitLevel.COMMUNE, Subject.VILLAGES: UnitLevel.VILLAGE}
_COUNTS = (StatementKind.COUNT, StatementKind.GAIN, StatementKind.KEEP, StatementKind.TOTAL)
_ENDS = " .;,…"


@dataclass(slots=True)
class _Names:
    units: list[UnitMention] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    is_whole: bool = True  # every line below the count names places and says nothing else


@dataclass(slots=True)
class ListsBelow:
    """ "Có thêm 03 xã đạt chuẩn, gồm:" and below it a line for each: of every such count, by its id."""

    places: Places
    _found: dict[str, _Names] = field(default_factory=dict)

    def read(self, part: Part, whole: Statement) -> None:
        """A line right below the count."""
        level = _LEVELS.get(whole.subject)
        if level is None or whole.units or whole.value is None or whole.kind not in _COUNTS:
            return
        names = self._found.setdefault(whole.id, _Names())
        start = part.block.body_start
        end = len(part.text.rstrip(_ENDS))
        listed = self.places.listed(part.text, start, end, level)
        known = all(unit.unit_id is not None or unit.level is UnitLevel.VILLAGE for unit in listed.units)
        counted = any(unit.count is not None for unit in listed.units)
        if not listed.units or not known or counted or listed.end < end:
            names.is_whole = False
            return
        names.units += listed.units
        names.spans += part.block.flow.source(start, end).spans

    def named(self, said: Statement, introduced: PartList | None) -> Statement:
        """The count with the names below it; as it was where they are not all that the list says."""
        names = self._found.get(said.id)
        if names is None or not names.is_whole or not _fits(said, names.units, introduced):
            return said
        source = said.source
        return replace(
            said,
            units=tuple(names.units),
            kind=_kind(said),
            source=Source(source.line, source.text, source.page, (*source.spans, *names.spans)),
        )


def _kind(said: Statement) -> StatementKind:
    """Communes that are named gain or keep what a bare number of them is only counted for."""
    if said.subject is not Subject.COMMUNES or said.kind is not StatementKind.COUNT:
        return said.kind
    return {Mode.ADD: StatementKind.GAIN, Mode.KEEP: StatementKind.KEEP}.get(said.mode, said.kind)


def _fits(said: Statement, units: Sequence[UnitMention], introduced: PartList | None) -> bool:
    """ "Trong đó" may name some of them only."""
    return introduced is not PartList.SOME or len(units) == said.value

"""What changed between two versions of a plan, as lines for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chungsuc.checking.diff import Change, ChangeKind, Section, Side

_TITLES = {
    Section.DOCUMENT: "VĂN BẢN",
    Section.TARGETS: "MỤC TIÊU",
    Section.BASELINE: "HIỆN TRẠNG VĂN BẢN NÊU",
    Section.FUNDING: "NGUỒN VỐN",
    Section.TASKS: "NHIỆM VỤ",
    Section.DUTIES: "PHÂN CÔNG",
    Section.LEGAL_BASES: "CĂN CỨ",
    Section.FINDINGS: "PHÁT HIỆN",
}
_SIGNS = {ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-", ChangeKind.CHANGED: "~"}


def tell_changes(changes: Iterable[Change]) -> str:
    """The changes by part of the plan: "+" added, "-" taken out, "~" changed."""
    return "\n".join(_lines(list(changes)))


def _lines(changes: list[Change]) -> Iterator[str]:
    if not changes:
        yield "Hai bản không khác nhau ở những gì đọc được."
        return
    for section in Section:
        own = [change for change in changes if change.section is section]
        if own:
            yield f"{_TITLES[section]} ({len(own)})"
        for change in own:
            yield f"  {_SIGNS[change.kind]} {change.label}"
            yield from _sides(change)


def _sides(change: Change) -> Iterator[str]:
    for word, side in (("bản trước", change.before), ("bản sau", change.after)):
        if side is None:
            continue
        if change.section is Section.DOCUMENT:
            yield f"      {word}: {side.text or '(để trống)'}"
        else:
            yield f"      {word}, {_words(side)}"


def _words(side: Side) -> str:
    return f"dòng {side.line}: {side.text}" if side.line else side.text

"""Tổng và phần: which figures of a text are listed as the parts of another, and whether as all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from chungsuc.core.statements import Mode, PartList, Statement, StatementKind, Subject
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.scene import Draft, Scene

_SOME = "trong đó"


def part_list(words: str) -> PartList:
    """ "trong đó" names some of the parts; "gồm", "bao gồm" and a bare colon name all."""
    return PartList.SOME if _SOME in words.casefold() else PartList.ALL


def mark_parts(scene: Scene) -> None:
    """Tell the statements that stand behind "trong đó" or "gồm", or in the bracket of another."""
    ends = sorted(draft.end for draft in scene.drafts)
    openers = [
        place
        for place, token in enumerate(scene.tokens)
        if token.word is Word.AMONG and not scene.taken[place]
    ]
    for draft in scene.drafts:
        draft.among = _in_bracket(scene, draft) or _behind_word(scene, draft, openers, ends)


def _behind_word(scene: Scene, draft: Draft, openers: list[int], ends: list[int]) -> PartList | None:
    last = bisect_left(openers, draft.first) - 1
    if last < 0:
        return None
    among, begin = openers[last], scene.sentence_start(draft.first)
    if among < begin or _closed_between(scene, begin, among, draft.first):
        return None
    before = bisect_left(ends, among + 1) - 1  # a statement of this sentence ends before the word
    if before < 0 or ends[before] <= begin:
        return None
    return part_list(scene.tokens[among].text)


def _in_bracket(scene: Scene, draft: Draft) -> PartList | None:
    """ "25 tiêu chí (xã A 04 tiêu chí; xã B 06 tiêu chí)": in the bracket right behind another statement."""
    opened = _open_bracket(scene, draft.core)
    if opened is None or not draft.units:
        return None
    whole = next((each for each in scene.drafts if each is not draft and each.end == opened), None)
    if whole is None or whole.subject is not draft.subject:
        return None
    return PartList.ALL


def _open_bracket(scene: Scene, place: int) -> int | None:
    """The bracket that is open at a token, back to the start of its sentence."""
    begin = scene.sentence_start(place)
    for before in range(place - 1, begin - 1, -1):
        if scene.word(before) is Word.RIGHT:
            return None
        if scene.word(before) is Word.LEFT:
            return before
    return None


def _closed_between(scene: Scene, begin: int, among: int, end: int) -> bool:
    """Did the bracket that "trong đó" stands in close before this statement?"""
    inside = sum({Word.LEFT: 1, Word.RIGHT: -1}.get(token.word, 0) for token in scene.tokens[begin:among])
    return inside > 0 and any(token.word is Word.RIGHT for token in scene.tokens[among:end])


def with_parts(statements: Iterable[Statement], lists: Mapping[str, PartList]) -> tuple[Statement, ...]:
    """The same statements; a total says how the text introduces the parts that were found for it."""
    found = tuple(statements)
    wholes = {each.part_of for each in found if each.part_of is not None}
    return tuple(
        replace(each, parts=lists[each.id]) if each.id in wholes and each.id in lists else each
        for each in found
    )


def settle_years(
    statements: Iterable[Statement], rungs: Mapping[str, Sequence[str]], raised: Mapping[str, str]
) -> list[Statement]:
    """Figures year by year below a total: what each year adds, or where each year stands.

    They add to the total where they sum up to it, or name what is added. Where the last figure is the
    total itself, or they grow and their sum would pass it, each is where its year ends. `raised` leads
    from what is added to the total that it raises, which the years may be of as well.
    """
    found = {each.id: each for each in statements}
    for whole_id, ids in rungs.items():
        years = [found[each] for each in ids if each in found]
        whole = found.get(whole_id)
        if whole is None or not years or any(each.value is None for each in years):
            continue
        values = [each.value for each in years if each.value is not None]
        total_after = found.get(raised.get(whole_id, ""))
        if total_after is not None and total_after.value in (values[-1], sum(values)):
            whole = total_after if sum(values) != whole.value else whole
        named = all(each.units for each in years)
        total = whole.value if whole.value is not None else sum(values)
        grow = all(one <= other for one, other in pairwise(values)) and max(values) <= total
        adds = whole.mode is Mode.ADD or named or sum(values) == total
        if not adds and grow and (values[-1] == total or sum(values) > total):
            for each in years:
                found[each.id] = replace(each, part_of=None, mode=Mode.REACH)
            continue
        for each in years:
            kind = StatementKind.GAIN if each.units and each.subject is Subject.COMMUNES else each.kind
            found[each.id] = replace(each, mode=Mode.ADD, kind=kind, part_of=whole.id)
    return list(found.values())

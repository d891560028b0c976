"""A criteria set as a page shows it: thresholds in words, and how sure each figure is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from chungsuc.core.criteria import (
    Component,
    Confidence,
    CriteriaSet,
    Criterion,
    Indicator,
    Measure,
    SetBy,
    Threshold,
)
from chungsuc.core.reasons import show_threshold
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_date
from chungsuc.languages.words import SPEECH


class Tally(NamedTuple):
    """How many indicators have every figure compared with the printed law, and how many lack one."""

    indicators: int
    unconfirmed: int
    without_figure: int


class Level(NamedTuple):
    """A threshold in words: for whom, in which years, what."""

    scopes: str  # "" for all
    years: str
    text: str
    is_known: bool


class Line(NamedTuple):
    """An indicator, or a part of one."""

    code: str
    name: str
    full_text: str
    levels: list[Level]
    is_confirmed: bool
    notes: list[str]
    parts: list[Line]


class Block(NamedTuple):
    """A criterion with its indicators."""

    criterion: Criterion
    lines: list[Line]


class GroupShown(NamedTuple):
    """A group of criteria."""

    code: str
    name: str
    blocks: list[Block]


def measures_of(indicator: Indicator) -> list[Measure]:
    """The indicator and its parts."""
    return [indicator, *indicator.components]


def is_confirmed(indicator: Indicator) -> bool:
    """Every figure of the indicator was compared with the printed law, and its name too."""
    return indicator.confidence is Confidence.VERIFIED and all(
        threshold.confidence is Confidence.VERIFIED
        for measure in measures_of(indicator)
        for threshold in measure.thresholds
    )


def lacks_figure(indicator: Indicator) -> bool:
    """A value that the law has, or leaves to the province, is not known here."""
    if indicator.is_placeholder:
        return True
    if indicator.components:
        return any(_unknown(part) for part in indicator.components)
    return _unknown(indicator)


def _unknown(measure: Measure) -> bool:
    return not measure.thresholds or any(
        threshold.applies and threshold.value is None for threshold in measure.thresholds
    )


def tally(criteria_set: CriteriaSet) -> Tally:
    """Count the indicators of a set."""
    indicators = list(criteria_set.indicators())
    return Tally(
        len(indicators),
        sum(not is_confirmed(each) for each in indicators),
        sum(lacks_figure(each) for each in indicators),
    )


def groups(criteria_set: CriteriaSet, scope: str | None) -> list[GroupShown]:
    """Criteria by their display groups; thresholds of one region or commune group, or all of them."""
    names = {group.code: group.name for group in criteria_set.groups}
    words = {each.code: each.name for each in (*criteria_set.regions, *criteria_set.commune_groups)}
    found: list[GroupShown] = []
    for criterion in criteria_set.criteria:
        if not found or found[-1].code != criterion.group:
            found.append(GroupShown(criterion.group, names.get(criterion.group, ""), []))
        lines = [_line(indicator, scope, words) for indicator in criterion.indicators]
        found[-1].blocks.append(Block(criterion, lines))
    return found


def _line(indicator: Indicator, scope: str | None, words: dict[str, str]) -> Line:
    return Line(
        code=indicator.code,
        name=indicator.name,
        full_text=indicator.text or "",
        levels=[] if indicator.components else levels(indicator, scope, words),
        is_confirmed=is_confirmed(indicator),
        notes=_notes(indicator),
        parts=[_part(part, scope, words) for part in indicator.components],
    )


def _part(part: Component, scope: str | None, words: dict[str, str]) -> Line:
    return Line(part.code, part.name, "", levels(part, scope, words), True, _notes(part), [])


def _notes(measure: Measure) -> list[str]:
    notes = []
    if measure.applies_if:
        notes.append(_("chỉ xét khi có: %(what)s") % {"what": vietnamese(measure.applies_if)})
    if isinstance(measure, Indicator) and measure.from_previous_year:
        notes.append(_("lấy kết quả năm trước liền kề"))
    if measure.refers_to is not None:
        notes.append(_("tính từ kết quả theo %(set)s") % {"set": measure.refers_to.criteria_set_id})
    return notes


def levels(measure: Measure, scope: str | None, words: dict[str, str]) -> list[Level]:
    """Thresholds in words. Those that say the same are one."""
    if not measure.thresholds:
        return [Level("", "", _("chưa có mức"), False)]
    wanted = [each for each in measure.thresholds if scope is None or _scope(each) in (None, scope)]
    own = [each for each in wanted if _scope(each) is not None]
    if scope is not None and own:
        wanted = own
    spans = {(each.from_year, each.to_year) for each in measure.thresholds}
    merged: dict[tuple[str, str, bool], list[str]] = {}
    for each in wanted:
        text, known = _text(measure, each)
        years = f"{each.from_year}-{each.to_year}" if len(spans) > 1 else ""
        code = _scope(each)
        merged.setdefault((text, years, known), []).append(words.get(code, code) if code else "")
    return [
        Level("" if scope else ", ".join(filter(None, scopes)), years, text, known)
        for (text, years, known), scopes in merged.items()
    ]


def _scope(threshold: Threshold) -> str | None:
    return threshold.region or threshold.commune_group


def _text(measure: Measure, threshold: Threshold) -> tuple[str, bool]:
    if not threshold.applies:
        return _("Không quy định"), True
    if threshold.value is None:
        if (threshold.set_by or measure.set_by) is SetBy.PROVINCE:
            return vietnamese(threshold.requirement) or _("UBND cấp tỉnh quy định; chưa có mức"), False
        return vietnamese(threshold.requirement) or _("chưa có mức"), False
    return vietnamese(threshold.requirement) or show_threshold(measure, threshold.value, SPEECH), True


class ConditionShown(NamedTuple):
    """A condition of recognition beyond the criteria."""

    code: str
    name: str
    text: str
    since: str
    is_confirmed: bool


def conditions(criteria_set: CriteriaSet) -> Sequence[ConditionShown]:
    """Further conditions, as the law's file has them."""
    return [
        ConditionShown(
            each.code,
            each.name,
            "" if each.is_all_criteria else show_threshold(each, each.value, SPEECH),
            format_date(each.from_date) if each.from_date else "",
            each.confidence is Confidence.VERIFIED,
        )
        for each in criteria_set.conditions
    ]

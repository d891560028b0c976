"""Một ô của danh sách thẩm tra in words and as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from html import escape

from django.utils.translation import gettext as _

from chungsuc.assessments.review_list import ReviewCell
from chungsuc.core.reasons import show_threshold, show_value
from chungsuc.core.reviews import NOT_HANDED_UP, ReviewState
from chungsuc.core.verdicts import Verdict
from chungsuc.core.warnings import Sign
from chungsuc.dashboards.matrix import SIGNS
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_number
from chungsuc.languages.words import SPEECH, word

_MARKS = {
    Sign.NEAR: "≈",
    Sign.REPEATED: "=",
    Sign.REPEATED_PARTS: "=",
    Sign.JUMP: "⇅",
    Sign.JUMP_BARE: "⇅",
}
NO_EVIDENCE, CHANGED = "∅", "≠"


def state_word(cell: ReviewCell) -> str:
    """Where the review of a cell stands, in words."""
    return word(NOT_HANDED_UP if cell.review.state is None else cell.review.state.label)


def value_word(cell: ReviewCell) -> str:
    """The figure of a cell; of one that is judged by its parts how many of them have one."""
    if cell.given is not None:
        return show_value(cell.given.value, cell.indicator.unit, SPEECH)
    if cell.before.in_conflict:
        return _("chưa thống nhất")
    if cell.before.entries:
        return _("%(n)s/%(of)s phần") % {
            "n": len(cell.before.entries),
            "of": len(cell.indicator.components) or 1,
        }
    return word("chưa có số liệu")


def parts_word(cell: ReviewCell) -> str:
    """The parts of a share: "185/200"."""
    if cell.given is None or cell.given.parts is None:
        return ""
    return "/".join(format_number(each) for each in cell.given.parts)


def threshold_word(cell: ReviewCell) -> str:
    """What the indicator asks of the unit."""
    if cell.threshold is None:
        return word("chưa có mức")
    if not cell.threshold.applies:
        return _("không quy định")
    return show_threshold(cell.indicator, cell.threshold.value, SPEECH)


def last_year_word(cell: ReviewCell) -> str:
    return "" if cell.last_year is None else show_value(cell.last_year.value, cell.indicator.unit, SPEECH)


def notice_words(cell: ReviewCell) -> list[str]:
    """Everything to be noticed, as sentences."""
    found = [each.told(SPEECH) for each in cell.notices]
    if cell.lacks_evidence:
        found.append(_("Chưa có minh chứng."))
    if cell.is_changed:
        found.append(_("Đã thay đổi sau khi chấp nhận."))
    return found


def may_be_taken(cell: ReviewCell) -> bool:
    """Whether it can be accepted together with others."""
    return cell.review.is_handed_up and bool(cell.before.entries) and not cell.before.in_conflict


class Pen:
    """Draws cells as HTML: written here and not in a template, which takes ten times as long."""

    def __init__(self, *, is_of_one: bool) -> None:
        self._is_of_one = is_of_one  # indicator: more stands beside it

    @cached_property
    def _verdicts(self) -> Mapping[Verdict, str]:
        return {each: escape(word(each.label)) for each in Verdict}

    @cached_property
    def _states(self) -> Mapping[ReviewState | None, str]:
        named = {each: escape(word(each.label)) for each in ReviewState}
        return {None: escape(word(NOT_HANDED_UP)), **named}

    def head(self, name: str) -> str:
        """The beginning of a unit's row."""
        return f'<tr><th class="row" scope="row">{escape(vietnamese(name))}</th>'

    def cell(self, cell: ReviewCell) -> str:
        """A cell, with what stands beside it."""
        return self._cell(cell) + (_beside(cell) if self._is_of_one else "")

    def _cell(self, cell: ReviewCell) -> str:
        state, code = self._states[cell.review.state], escape(cell.indicator.code)
        unit, name = escape(cell.unit.pk), escape(vietnamese(cell.unit.name))
        if cell.judgement is None:
            inner, said = f"<small>{state}</small>", state
        else:
            verdict, value = cell.judgement.verdict, escape(value_word(cell))
            marks = "".join(dict.fromkeys(_MARKS[each.sign] for each in cell.notices))
            marks += (NO_EVIDENCE if cell.lacks_evidence else "") + (CHANGED if cell.is_changed else "")
            noticed = f'<i class="w">{marks}</i>' if marks else ""
            inner = (
                f'<b class="r {verdict}">{SIGNS[verdict]}</b>'
                f"<span>{value}{noticed}<small>{state}</small></span>"
            )
            said = f"{value}, {self._verdicts[verdict]}, {state}"
        box = ""
        if may_be_taken(cell):
            box = f'<input type="checkbox" name="o" value="{unit}:{code}" aria-label="{name}, {code}">'
        shape = cell.review.state or "none"
        label = f"{name}, {code}: {said}"
        link = f'<a class="c" href="{unit}/{code}/" aria-label="{label}">{inner}</a>'
        return f'<td class="v {shape}"><div>{box}{link}</div></td>'


def _beside(cell: ReviewCell) -> str:
    """More columns where only one indicator is looked at."""
    told = "<br>".join(escape(each) for each in notice_words(cell))
    shown = cell.judgement is not None
    columns = (
        escape(parts_word(cell)),
        escape(threshold_word(cell)) if shown else "",
        escape(last_year_word(cell)),
        str(cell.evidence) if shown and cell.evidence is not None else "",
    )
    return "".join(f'<td class="number">{each}</td>' for each in columns) + f'<td class="told">{told}</td>'

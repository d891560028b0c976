"""Bảng kết quả: units down, criteria across, at each level.

A unit that the set judges shows its verdict on each criterion; one that holds such units shows how many of
them meet it, of how many it could be said. What is absent, what is zero and what is not considered are
three signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Level, Unit
from chungsuc.core.rollup import VerdictTally
from chungsuc.core.verdicts import Verdict
from chungsuc.dashboards.matrix import SIGNS
from chungsuc.dashboards.programme import Group as HeadGroup
from chungsuc.dashboards.programme import heads_of
from chungsuc.dashboards.results import below
from chungsuc.dashboards.results.below import Group, Single
from chungsuc.dashboards.results.scope import Scope
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_number
from chungsuc.languages.words import word


class Choice(NamedTuple):
    """What may be chosen instead, and the address that chooses it."""

    label: str
    query: str
    is_chosen: bool


class Column(NamedTuple):
    """A criterion, and the address of its own page."""

    code: str
    name: str
    starts_group: bool
    query: str


class Headline(NamedTuple):
    """One figure above the table, with what it was made from."""

    label: str
    shown: str
    basis: str
    value: Decimal | int | None
    whole: Decimal | int | None


@dataclass(frozen=True)
class Board:
    """What the page shows."""

    level: Level
    levels: list[Choice]
    columns: list[Column]
    groups: list[HeadGroup]
    rows: list[SafeString]
    headlines: list[Headline]
    silent: list[Unit]  # units of which nothing is stored, where the table leaves them out
    without: int  # units of the level that the programme does not cover
    is_of_groups: bool


def board(scope: Scope, *, asked: str = "") -> Board | None:
    """The table of a scope, by a level; None where nothing lies below that the set judges."""
    levels = below.levels(scope)
    if not levels:
        return None
    lowest = scope.criteria_set.level
    usual = levels[0] if scope.unit.level == Level.COUNTRY else levels[-1]
    level = next((each for each in levels if each.value == asked), usual)
    units, without = below.units_at(scope, level)
    groups, heads = heads_of(scope.criteria_set)
    own = below.groups(scope, [scope.unit])[0]
    codes = [(head.code, head.name) for head in heads]
    is_of_groups = level != lowest
    silent: list[Unit] = []
    if is_of_groups:
        held = below.groups(scope, units)
        rows = _group_rows(scope, [each for each in held if each.assessed], codes)
        silent = [each.unit for each in held if not each.assessed]
    else:
        rows = _single_rows(scope, below.singles(scope, units), codes)
    return Board(
        level=level,
        levels=[Choice(str(each.label), scope.query(theo=each.value), each is level) for each in levels],
        columns=[Column(*head, scope.query(ma=head.code, theo=None)) for head in heads],
        groups=groups,
        rows=rows,
        silent=silent,
        headlines=headlines(scope, own),
        without=without,
        is_of_groups=is_of_groups,
    )


def headlines(scope: Scope, own: Group) -> list[Headline]:
    """How many units have figures, how many are at the standard, and the mean number of criteria met."""
    noun, whole = scope.noun, own.tally("")
    number_of_criteria = len(scope.criteria_set.criteria)
    computed = whole.computed
    return [
        Headline(
            _("%(noun)s đã có số liệu") % {"noun": noun.capitalize()},
            _of(own.assessed, own.covered),
            _("trên số %(noun)s thuộc phạm vi chương trình") % {"noun": noun},
            own.assessed,
            own.covered,
        ),
        Headline(
            _("%(noun)s đạt mọi tiêu chí và điều kiện") % {"noun": noun.capitalize()},
            str(whole.met) if computed else "–",
            _("kết luận được %(share)s %(noun)s") % {"share": _of(computed, own.covered), "noun": noun},
            whole.met if computed else None,
            computed,
        ),
        Headline(
            _("Bình quân số tiêu chí đạt"),
            "–" if own.met is None else f"{format_number(own.met, 2)}/{number_of_criteria}",
            _("tính trên %(share)s %(noun)s") % {"share": _of(own.assessed, own.covered), "noun": noun},
            own.met,
            number_of_criteria,
        ),
    ]


def _of(part: int, whole: int) -> str:
    """ "164/2.599" """
    return f"{format_number(part)}/{format_number(whole)}"


# --- rows --------------------------------------------------------------------------------------------
# Written here and not in a template: 124 × 19 cells would take the template engine 90 ms.


def _single_rows(
    scope: Scope, rows: Sequence[Single], criteria: Sequence[tuple[str, str]]
) -> list[SafeString]:
    places = _places()
    suffix = escape(scope.beside_year())
    labels = {verdict: escape(word(verdict.label)) for verdict in Verdict}
    signs = {verdict: f'<b class="r {verdict}">{SIGNS[verdict]}</b>' for verdict in Verdict}
    codes = [(escape(code), code) for code, _name in criteria]
    silent = f'<td class="none" colspan="{len(codes)}">{escape(_("chưa có số liệu"))}</td>'
    drawn = []
    for row in rows:
        name, unit = escape(vietnamese(row.unit.name)), escape(row.unit.pk)
        cells = silent
        if row.criteria:
            cells = "".join(
                f'<td><a class="c" href="{scope.year}/{unit}/{shown}/{suffix}" '
                f'aria-label="{name}, {shown}: {labels[verdict]}">{signs[verdict]}</a></td>'
                for shown, code in codes
                for verdict in [row.criteria.get(code, Verdict.NO_DATA)]
            )
        drawn.append(_row(places, row.unit, f"{cells}{_met_of(row.tally if row.criteria else None)}"))
    return drawn


def _group_rows(scope: Scope, rows: Sequence[Group], criteria: Sequence[tuple[str, str]]) -> list[SafeString]:
    """Of units that hold at least one assessed unit each."""
    places = _places()
    codes = [(escape(code), code) for code, _name in criteria]
    noun = escape(scope.noun)
    drawn = []
    for row in rows:
        there = reverse("dashboards:criterion", args=[row.unit.pk])
        name = escape(vietnamese(row.unit.name))
        cells = "".join(
            f'<td><a class="c" href="{there}{escape(scope.query(ma=code, theo=None))}" '
            f'aria-label="{name}, {shown}: {_said(tally, noun)}">{share_cell(tally)}</a></td>'
            for shown, code in codes
            for tally in [row.tally(code)]
        )
        basis = escape(_("tính trên %(share)s") % {"share": _of(row.assessed, row.covered)})
        mean = f"{format_number(row.met, 2)}<small>{basis}</small>"
        drawn.append(_row(places, row.unit, f'{cells}<td class="sum">{mean}</td>'))
    return drawn


def share_cell(tally: VerdictTally) -> SafeString:
    """ "12/14": units that meet a criterion, of those it could be said of. Without any: a dash, or the
    ring where nobody is considered. A nought is a figure."""
    if not tally.computed:
        is_unconsidered = tally.counts.total() > 0 and not tally.considered
        sign = SIGNS[Verdict.NOT_APPLICABLE if is_unconsidered else Verdict.NO_DATA]
        return SafeString(f'<span class="none">{sign}</span>')
    tenths = 10 * tally.met // tally.computed
    return SafeString(f'<b class="s s{tenths}">{tally.met}<small>/{tally.computed}</small></b>')


def _said(tally: VerdictTally, noun: str) -> str:
    if not tally.computed:
        return escape(_("chưa kết luận được"))
    return escape(
        _("%(met)s %(noun)s đạt trong %(computed)s kết luận được")
        % {"met": tally.met, "noun": noun, "computed": tally.computed}
    )


def _places() -> str:
    """The address of units, up to the id: made once, not for each row."""
    return reverse("dashboards:unit", args=["-"]).removesuffix("-/")


def _row(places: str, unit: Unit, cells: str) -> SafeString:
    name = escape(vietnamese(unit.name))
    return SafeString(
        f'<tr><th class="row" scope="row"><a href="{places}{escape(unit.pk)}/">{name}</a></th>{cells}</tr>'
    )


def _met_of(tally: VerdictTally | None) -> str:
    """The headline figure, always with how many criteria could be computed."""
    if tally is None:
        return '<td class="sum"><span class="none">–</span></td>'
    basis = escape(_("tính được %(share)s") % {"share": f"{tally.computed}/{tally.considered}"})
    return f'<td class="sum">{tally.met}<small>{basis}</small></td>'

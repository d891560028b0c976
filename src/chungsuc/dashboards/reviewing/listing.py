"""Danh sách thẩm tra của một cơ quan: its indicators across the units, each cell with what to notice."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Count
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from chungsuc import __version__
from chungsuc.accounts import policy
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.assessments.review_list import Asked, ReviewCell, ReviewList, review_list
from chungsuc.audit import queries as log
from chungsuc.core.criteria import Indicator
from chungsuc.core.reasons import show_threshold, show_value
from chungsuc.core.reviews import NOT_HANDED_UP, ReviewState
from chungsuc.core.verdicts import Verdict
from chungsuc.core.warnings import Sign
from chungsuc.dashboards.matrix import SIGNS
from chungsuc.dashboards.reviewing.scope import ReviewScope
from chungsuc.evidence.queries import demanded, standing
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_number
from chungsuc.languages.words import SPEECH, word

ON_A_PAGE = 200  # units
KEPT_FOR = 24 * 3600  # seconds
_MARKS = {
    Sign.NEAR: "≈",
    Sign.REPEATED: "=",
    Sign.REPEATED_PARTS: "=",
    Sign.JUMP: "⇅",
    Sign.JUMP_BARE: "⇅",
}
NO_EVIDENCE, CHANGED = "∅", "≠"


class Filter(NamedTuple):
    """Lọc: its word in addresses, its name, and which cells pass."""

    word: str
    name: str
    passes: Callable[[ReviewCell], bool]


def _in(*wanted: ReviewState | None) -> Callable[[ReviewCell], bool]:
    return lambda cell: cell.review.state in wanted


def _noticed(*wanted: Sign) -> Callable[[ReviewCell], bool]:
    return lambda cell: any(each.sign in wanted for each in cell.notices)


FILTERS = (
    Filter("cho", gettext_lazy("chờ thẩm tra"), _in(ReviewState.SUBMITTED, ReviewState.EXPLAINED)),
    Filter("giai-trinh", gettext_lazy("đã giải trình"), _in(ReviewState.EXPLAINED)),
    Filter("hoi", gettext_lazy("chờ giải trình"), _in(ReviewState.QUESTIONED)),
    Filter("tra", gettext_lazy("trả lại, mở lại"), _in(ReviewState.RETURNED, ReviewState.REOPENED)),
    Filter("xong", gettext_lazy("đã thẩm tra"), _in(ReviewState.VERIFIED)),
    Filter("chua", gettext_lazy("chưa trình"), _in(None)),
    Filter(
        "chua-dat",
        gettext_lazy("chưa đạt mức"),
        lambda cell: cell.judgement is not None and cell.judgement.verdict is Verdict.NOT_MET,
    ),
    Filter("sat-muc", gettext_lazy("sát mức"), _noticed(Sign.NEAR)),
    Filter("thay-doi", gettext_lazy("thay đổi lớn"), _noticed(Sign.JUMP, Sign.JUMP_BARE)),
    Filter("nhu-nam-truoc", gettext_lazy("như năm trước"), _noticed(Sign.REPEATED, Sign.REPEATED_PARTS)),
    Filter("thieu-minh-chung", gettext_lazy("thiếu minh chứng"), lambda cell: cell.lacks_evidence),
    Filter("da-doi", gettext_lazy("đã thay đổi sau khi thẩm tra"), lambda cell: cell.is_changed),
)


class Choice(NamedTuple):
    """A link that narrows the list, with how many cells it leaves."""

    name: str
    query: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Listed:
    """What the page shows."""

    indicators: list[tuple[str, str]]  # code and name
    rows: list[SafeString]
    filters: list[Choice]
    criteria: list[Choice]
    pages: list[Choice]
    notes: list[str]  # what the figures of an indicator together show
    done: int
    handed_up: int
    total: int

    @property
    def is_of_one(self) -> bool:
        return len(self.indicators) == 1


def evidence_of(
    scope: ReviewScope, units: Sequence[Unit], codes: Collection[str]
) -> Counter[tuple[str, str]]:
    """How many files stand beside each cell; one query."""
    rows = (
        standing()
        .filter(
            unit__in=[each.pk for each in units],
            criteria_set_id=scope.law.id,
            year=scope.year,
            code__in=codes,
        )
        .order_by()
        .values_list("unit_id", "code")
        .annotate(count=Count("pk"))
    )
    return Counter({(unit_id, code): count for unit_id, code, count in rows})


def cells_of(scope: ReviewScope, units: Sequence[Unit], indicators: Sequence[Indicator]) -> ReviewList:
    """The cells of some units and indicators; eight queries, however many there are."""
    province = scope.unit if scope.unit.level == Level.PROVINCE else None
    return review_list(
        Asked(
            law=scope.law,
            year=scope.year,
            units=units,
            indicators=indicators,
            sees_questions=scope.sees_questions,
            on=policy.today(),
            evidence=evidence_of(scope, units, [each.code for each in indicators]),
            demanded=demanded(scope.law, province, scope.year),
        )
    )


def kept_list(scope: ReviewScope, given: Mapping[str, str]) -> Listed:
    """The list, as it was made before where nothing was done since: the ends of the log name the store."""
    asked = {name: given[name] for name in ("tc", "ma", "loc", "trang") if given.get(name)}
    rights = (
        None if scope.rights is None else sorted((each.criteria_set_id, each.code) for each in scope.rights)
    )
    named = [
        __version__,
        log.head(),
        get_language(),
        policy.today().isoformat(),
        scope.unit.pk,
        scope.law.id,
        scope.year,
        rights,
        asked,
    ]
    name = f"review-list-{hashlib.sha256(json.dumps(named).encode()).hexdigest()}"
    made: Listed | None = cache.get(name)
    if made is None:
        made = listed(scope, asked)
        cache.set(name, made, KEPT_FOR)
    return made


def listed(scope: ReviewScope, given: Mapping[str, str]) -> Listed:
    """The list that an address asks for: `tc` criterion, `ma` indicator, `loc` filter, `trang` page."""
    indicators = scope.chosen(given.get("tc", ""), given.get("ma", ""))
    units = scope.units
    found = cells_of(scope, units, indicators)
    kept = {name: given[name] for name in ("tc", "ma") if given.get(name)}
    chosen = next((each for each in FILTERS if each.word == given.get("loc")), None)
    shown = found.cells.values() if chosen is None else filter(chosen.passes, found.cells.values())
    passing = {(each.unit.pk, each.indicator.code): each for each in shown}
    left = {unit_id for unit_id, _code in passing}
    rows = [each for each in units if each.pk in left]
    page, pages = _page(rows, given, kept)
    return Listed(
        indicators=[(each.code, each.name) for each in indicators],
        rows=_draw(page, indicators, passing),
        filters=_filters(found.cells.values(), chosen, kept),
        criteria=[
            Choice(
                f"{each.code}. {vietnamese(each.name)}",
                f"?{urlencode({'tc': each.code})}",
                0,
                all(one in each.indicators for one in indicators),
            )
            for each in scope.criteria
        ],
        pages=pages,
        notes=[f"{code}: {found.bunches[code].told(SPEECH)}" for code in sorted(found.bunches)],
        done=sum(each.review.is_verified for each in found.cells.values()),
        handed_up=sum(each.review.is_handed_up for each in found.cells.values()),
        total=len(found.cells),
    )


def _filters(cells: Collection[ReviewCell], chosen: Filter | None, kept: Mapping[str, str]) -> list[Choice]:
    found = [Choice(_("tất cả"), f"?{urlencode(kept)}", len(cells), chosen is None)]
    for each in FILTERS:
        count = sum(map(each.passes, cells))
        if count or each is chosen:
            query = urlencode({**kept, "loc": each.word})
            found.append(Choice(str(each.name), f"?{query}", count, each is chosen))
    return found


def _page(
    rows: list[Unit], given: Mapping[str, str], kept: Mapping[str, str]
) -> tuple[list[Unit], list[Choice]]:
    count = max(1, -(-len(rows) // ON_A_PAGE))
    asked = given.get("trang", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    number = min(max(number, 1), count)
    same = {**kept, **({"loc": given["loc"]} if given.get("loc") else {})}
    pages = [
        Choice(str(each), f"?{urlencode({**same, 'trang': each})}", 0, each == number)
        for each in range(1, count + 1)
    ]
    return rows[(number - 1) * ON_A_PAGE : number * ON_A_PAGE], pages if count > 1 else []


# --- drawing ------------------------------------------------------------------------------------------


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
        found.append(_("Đã thay đổi sau khi thẩm tra."))
    return found


def may_be_taken(cell: ReviewCell) -> bool:
    """Whether it can be accepted together with others."""
    return cell.review.is_handed_up and bool(cell.before.entries) and not cell.before.in_conflict


def _draw(
    units: Sequence[Unit],
    indicators: Sequence[Indicator],
    cells: Mapping[tuple[str, str], ReviewCell],
) -> list[SafeString]:
    """The rows of the body as HTML: written here and not in a template, which takes ten times as long."""
    verdicts = {each: escape(word(each.label)) for each in Verdict}
    states = {None: escape(word(NOT_HANDED_UP)), **{each: escape(word(each.label)) for each in ReviewState}}
    rows = []
    for unit in units:
        name = escape(vietnamese(unit.name))
        row = [f'<tr><th class="row" scope="row">{name}</th>']
        for indicator in indicators:
            cell = cells.get((unit.pk, indicator.code))
            row.append("<td></td>" if cell is None else _cell(cell, name, verdicts, states))
            if len(indicators) == 1 and cell is not None:
                row.append(_beside(cell))
        row.append("</tr>")
        rows.append(SafeString("".join(row)))
    return rows


def _cell(
    cell: ReviewCell,
    name: str,
    verdicts: Mapping[Verdict, str],
    states: Mapping[ReviewState | None, str],
) -> str:
    state, code = states[cell.review.state], escape(cell.indicator.code)
    unit = escape(cell.unit.pk)
    if cell.judgement is None:
        inner, said = f"<small>{state}</small>", state
    else:
        verdict, value = cell.judgement.verdict, escape(value_word(cell))
        marks = "".join(dict.fromkeys(_MARKS[each.sign] for each in cell.notices))
        marks += (NO_EVIDENCE if cell.lacks_evidence else "") + (CHANGED if cell.is_changed else "")
        noticed = f'<i class="w">{marks}</i>' if marks else ""
        inner = (
            f'<b class="r {verdict}">{SIGNS[verdict]}</b><span>{value}{noticed}<small>{state}</small></span>'
        )
        said = f"{value}, {verdicts[verdict]}, {state}"
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
        str(cell.evidence) if shown else "",
    )
    return "".join(f'<td class="number">{each}</td>' for each in columns) + f'<td class="told">{told}</td>'

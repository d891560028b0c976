"""Danh sách thẩm tra của một cơ quan: its indicators across the units, each cell with what to notice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungsuc.accounts import policy
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.assessments.review_list import Asked, ReviewCell, bunches, review_list
from chungsuc.assessments.reviewing import codes_of
from chungsuc.core.criteria import Indicator
from chungsuc.core.reviews import ReviewState
from chungsuc.core.verdicts import Verdict
from chungsuc.core.warnings import Sign
from chungsuc.dashboards.reviewing.drawing import Pen
from chungsuc.dashboards.reviewing.kept import MEMORY, Drawn, Memory, Row, drawn, rows_of
from chungsuc.dashboards.reviewing.scope import ReviewScope
from chungsuc.evidence.queries import demanded, standing
from chungsuc.languages.data import vietnamese
from chungsuc.languages.words import SPEECH
from chungsuc.workflow.queries.reviews import Cell

ON_A_PAGE = 200  # units
LONGEST = 20  # characters of each word of an address


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
    Filter("xong", gettext_lazy("đã chấp nhận"), _in(ReviewState.VERIFIED)),
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
    Filter("da-doi", gettext_lazy("đã thay đổi sau khi chấp nhận"), lambda cell: cell.is_changed),
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
    query: str  # that asks for the same page again
    notes: list[str]  # what the figures of an indicator together show
    done: int
    handed_up: int
    total: int

    @property
    def is_of_one(self) -> bool:
        return len(self.indicators) == 1


def evidence_of(
    scope: ReviewScope, units: Sequence[Unit], indicators: Sequence[Indicator]
) -> dict[Cell, list[datetime]] | None:
    """When each file was laid beside a cell or a part of it; one query. None for who may not see evidence."""
    if not scope.sees_evidence:
        return None
    found: dict[Cell, list[datetime]] = defaultdict(list)
    rows = standing().filter(
        unit__in=[each.pk for each in units],
        criteria_set_id=scope.law.id,
        year=scope.year,
        code__in=[code for each in indicators for code in codes_of(each)],
    )
    for unit_id, code, at in rows.order_by().values_list("unit_id", "code", "added_at"):
        found[unit_id, code].append(at)
    return found


def cells_of(
    scope: ReviewScope, units: Sequence[Unit], indicators: Sequence[Indicator]
) -> dict[Cell, ReviewCell]:
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
            evidence=evidence_of(scope, units, indicators),
            demanded=demanded(scope.law, province, scope.year),
        )
    )


def query_of(given: Mapping[str, str]) -> str:
    """The part of the list that an address asks for, as the end of an address: "?tc=17&loc=cho"."""
    kept = {name: given[name][:LONGEST] for name in ("tc", "ma", "loc", "trang") if given.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def listed(scope: ReviewScope, given: Mapping[str, str], memory: Memory = MEMORY) -> Listed:
    """The list that an address asks for: `tc` criterion, `ma` indicator, `loc` filter, `trang` page."""
    indicators = scope.chosen(given.get("tc", ""), given.get("ma", ""))
    rows = rows_of(scope, indicators, lambda units: _rows(scope, units, indicators), memory)
    cells = [cell for row in rows.values() for cell in row.cells]
    kept = {name: given[name] for name in ("tc", "ma") if given.get(name)}
    chosen = next((each for each in FILTERS if each.word == given.get("loc")), None)
    shown = [row for row in rows.values() if chosen is None or _has(row, chosen)]
    page, pages = _page(shown, given, kept)
    noticed = bunches(indicators, (each.figure for each in cells if each.figure is not None))
    return Listed(
        indicators=[(each.code, each.name) for each in indicators],
        rows=[_told(row, chosen) for row in page],
        filters=_filters(Counter(word for each in cells for word in each.passes), len(cells), chosen, kept),
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
        query=query_of(given),
        notes=[f"{code}: {noticed[code].told(SPEECH)}" for code in sorted(noticed)],
        done=sum(each.is_verified for each in cells),
        handed_up=sum(each.is_handed_up for each in cells),
        total=len(cells),
    )


def _rows(scope: ReviewScope, units: Sequence[Unit], indicators: Sequence[Indicator]) -> dict[str, Row]:
    """The rows of these units, made from what is stored."""
    found, pen = cells_of(scope, units, indicators), Pen(is_of_one=len(indicators) == 1)

    def cell(unit: Unit, code: str) -> Drawn:
        made = found[unit.pk, code]
        return drawn(made, pen.cell(made), frozenset(each.word for each in FILTERS if each.passes(made)))

    return {
        unit.pk: Row(unit, pen.head(unit.name), tuple(cell(unit, each.code) for each in indicators))
        for unit in units
    }


def _has(row: Row, chosen: Filter) -> bool:
    return any(chosen.word in each.passes for each in row.cells)


def _told(row: Row, chosen: Filter | None) -> SafeString:
    """A row as HTML: of cells that do not pass the place stays empty."""
    cells = (each.html if chosen is None or chosen.word in each.passes else "<td></td>" for each in row.cells)
    return SafeString("".join((row.head, *cells, "</tr>")))


def _filters(
    counts: Mapping[str, int], total: int, chosen: Filter | None, kept: Mapping[str, str]
) -> list[Choice]:
    found = [Choice(_("tất cả"), f"?{urlencode(kept)}", total, chosen is None)]
    for each in FILTERS:
        count = counts.get(each.word, 0)
        if count or each is chosen:
            query = urlencode({**kept, "loc": each.word})
            found.append(Choice(str(each.name), f"?{query}", count, each is chosen))
    return found


def _page(
    rows: list[Row], given: Mapping[str, str], kept: Mapping[str, str]
) -> tuple[list[Row], list[Choice]]:
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

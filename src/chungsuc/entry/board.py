"""Trang nhập liệu: the cells of a page under their criteria, narrowed to what the person asked to see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.assigning import AskedFor, asked, assignments
from chungsuc.core.criteria import CriteriaSet, Criterion
from chungsuc.core.periods import Period, PeriodKind
from chungsuc.core.plausible import all_as_before
from chungsuc.core.reviews import Review, ReviewKind
from chungsuc.criteria import queries as criteria
from chungsuc.entry.actions import Answer, Outcome, Saved
from chungsuc.entry.cells import Beside, Cell, Figures, cells, cells_of_one
from chungsuc.entry.pages import Place, Row
from chungsuc.evidence.models import Attachment
from chungsuc.evidence.queries import demanded, how_many, of_cells, sees_drafts
from chungsuc.languages.words import SPEECH
from chungsuc.workflow.queries.reviews import reviews_of

MINE, ASKED, ALL = "duoc-giao", "dang-hoi", "tat-ca"  # what the page shows, as its address says it


class Choice(NamedTuple):
    """Another way to look at the page, and its address."""

    label: str
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Line:
    """Một dòng trên trang: the cell, the id of what may be typed there, and what came of a sending."""

    cell: Cell
    id: UUID
    answer: Answer | None = None

    @property
    def texts(self) -> Any:
        """What stands in the boxes: of a sending that was not saved, what was typed."""
        if self.answer is not None and not self.answer.is_done:
            return self.answer.given.texts
        return self.cell.texts

    @property
    def outcome(self) -> str:
        return self.answer.outcome.value if self.answer else ""

    @property
    def on(self) -> str:
        """What a new value takes the place of: what the person saw, also where it was not saved."""
        if self.answer is not None and self.answer.outcome in (Outcome.REFUSED, Outcome.ASKED, Outcome.KEPT):
            return ",".join(sorted(map(str, self.answer.given.made_on)))
        return self.cell.on

    @property
    def is_disputed(self) -> bool:
        return self.answer is not None and self.answer.outcome is Outcome.DISPUTED

    @property
    def mark(self) -> str:
        """Of what stands stored: whatever differs from it in the boxes was typed and is not saved."""
        return self.cell.texts.mark


@dataclass(frozen=True)
class Part:
    """Một tiêu chí trên trang; without one, the conditions of recognition."""

    criterion: Criterion | None
    lines: list[Line]


@dataclass(frozen=True)
class Board:
    """What the page shows."""

    place: Place
    parts: list[Part]
    views: list[Choice]
    view: str
    same_as_before: int  # all measured figures of the page are as a year ago; how many
    asked: int
    late: int
    kept: int = 0  # cells typed before the session ended

    @property
    def is_empty(self) -> bool:
        return not self.parts


def board(user: Any, place: Place, *, view: str = "", answers: Sequence[Answer] = ()) -> Board:
    """The page of a person. The queries do not grow with the cells."""
    figures = Figures.of_rows(place, place.rows, user)
    beside = _beside(user, place)
    due = beside.due
    views = _views(view, has_rights_by_indicator=beside.mine is not None)
    chosen = next(each for each in views if each.is_chosen)
    given = {each.given.code: each for each in answers}
    found = cells(place, place.rows, figures, beside)
    for each in found:
        kept = given.get(each.code)
        if kept is not None and kept.outcome is Outcome.KEPT and kept.given.texts == each.texts:
            del given[each.code]  # it stands there by now
    shown = [each for each in found if each.code in given or _is_shown(each, chosen.query, beside)]
    parts: list[Part] = []
    for each in shown:
        if not parts or parts[-1].criterion is not each.row.criterion:
            parts.append(Part(each.row.criterion, []))
        parts[-1].lines.append(Line(each, uuid4(), given.get(each.code)))
    return Board(
        place=place,
        parts=parts,
        views=views,
        view=chosen.query,
        same_as_before=all_as_before(figures.typed_now(), figures.typed_before()),
        asked=len(due),
        late=sum(is_late for _day, is_late in due.values()),
        kept=sum(each.outcome is Outcome.KEPT for each in given.values()),
    )


def lines_of(place: Place, saved: Saved) -> list[Line]:
    """The cell that was sent, and that of the indicator which it is a part of: what a saving changes. Shown
    to whoever may enter it."""
    row = place.row(saved.answer.given.code)
    rows: list[Row] = [row]
    if row.is_part and row.indicator is not None:
        rows.append(place.row(row.indicator.code))
    wanted = demanded(place.criteria_set, place.attributes.province, place.year)
    files: dict[str, int] = {}
    if row.code in wanted:
        files = {row.code: how_many(place.unit.pk, place.criteria_set.id, place.year, row.code)}
    beside = Beside(files=files, demanded=wanted)
    found = cells_of_one(rows, saved.figures, beside, saved.review, saved.said)
    return [Line(each, uuid4(), saved.answer if each.code == row.code else None) for each in found]


def _beside(user: Any, place: Place) -> Beside:
    today = policy.today()
    owners = assignments(place.unit, place.criteria_set.id, today)
    due = {
        code: (each.window.due, each.is_late)
        for code, each in asked(place.unit, place.criteria_set, today).items()
        if each.window.period == place.period and not each.is_given
    }
    return replace(
        _files_and_rights(user, place),
        owners={code: (each.owner, each.source) for code, each in owners.items()},
        due=due,
    )


def _files_and_rights(user: Any, place: Place) -> Beside:
    rights = policy.indicators_where(user, Permission.OBSERVATION_RECORD, place.unit)

    def mine(code: str) -> bool:
        return policy.covers(rights, Indicator(place.criteria_set.id, code))

    files = of_cells(place.unit.pk, place.criteria_set.id, place.year)
    seen = files if not files or sees_drafts(user, place.unit) else _handed_up(place, files)
    wanted = demanded(place.criteria_set, place.attributes.province, place.year)
    return Beside(
        mine=None if rights is None else mine,
        files={code: len(each) for code, each in seen.items()},
        demanded=wanted - files.keys(),  # also to whom what is there is not shown yet
    )


_HANDS_UP = (ReviewKind.SUBMITTED, ReviewKind.EXPLAINED)


def _handed_up(place: Place, files: Mapping[str, list[Attachment]]) -> dict[str, list[Attachment]]:
    """What superiors see: what stood beside an indicator when it was handed up last; one query."""
    reviewed = reviews_of(place.unit.pk, place.criteria_set.id, place.year)
    found = {}
    for code, listed in files.items():
        row = next((each for each in place.rows if each.code == code), None)
        review = reviewed.get(row.indicator.code if row is not None and row.indicator else code, Review())
        times = [each.at for each in review.events if each.kind in _HANDS_UP]
        found[code] = [each for each in listed if times and each.added_at <= max(times)]
    return found


def _is_shown(cell: Cell, view: str, beside: Beside) -> bool:
    if view == MINE:
        return beside.mine is None or beside.mine(cell.code)
    if view == ASKED:
        return cell.due is not None
    return True


def _views(asked_for: str, *, has_rights_by_indicator: bool) -> list[Choice]:
    listed = {MINE: _("Được giao cho tôi")} if has_rights_by_indicator else {}
    listed |= {ALL: _("Tất cả"), ASKED: _("Đang hỏi, chưa có")}
    chosen = asked_for if asked_for in listed else next(iter(listed))
    return [Choice(label, name, name == chosen) for name, label in listed.items()]


@dataclass(frozen=True)
class Sheet:
    """Một trang có thể nhập: a set and a period of a unit, with what is asked for there now."""

    set_id: str
    title: str
    period: Period
    asked: int
    late: int

    @property
    def told(self) -> str:
        return self.period.told(SPEECH)


def sheets(user: Any, unit: Unit, *, years: int = 2) -> list[Sheet]:
    """Các trang nhập của đơn vị: of every set of its level, the latest years and the shorter periods that
    are asked for; what is asked for first. Of who enters by indicator, only what is asked of them is
    counted."""
    today = policy.today()
    rights = policy.indicators_where(user, Permission.OBSERVATION_RECORD, unit)
    found = []
    for version in criteria.newest():
        if version.level != unit.level or version.valid_from > today:
            continue
        criteria_set = criteria.criteria_set(version)
        mine = asked(unit, criteria_set, today, of=None if rights is None else user)
        last = min(today.year, version.valid_to.year, _last_year(unit, today.year))
        first = max(last - years + 1, version.valid_from.year, unit.valid_from.year if unit.valid_from else 1)
        waiting: dict[Period, list[AskedFor]] = defaultdict(list)
        shorter: set[Period] = set()
        for each in mine.values():
            if each.window.period.kind is not PeriodKind.YEAR:
                shorter.add(each.window.period)
            if not each.is_given:
                waiting[each.window.period].append(each)
        for period in (*map(Period.of_year, range(first, last + 1)), *shorter):
            late = sum(each.is_late for each in waiting[period])
            found.append(Sheet(version.set_id, version.title, period, len(waiting[period]), late))
    return sorted(found, key=lambda each: (-each.period.year, not each.asked, -each.period.number))


def _last_year(unit: Unit, this: int) -> int:
    return this if unit.valid_to is None else unit.valid_to.year - (unit.valid_to.timetuple().tm_yday == 1)


class Neighbour(NamedTuple):
    """Kỳ trước, kỳ sau of a page."""

    period: Period
    label: str


def neighbours(criteria_set: CriteriaSet, period: Period) -> Mapping[str, Neighbour]:
    """The periods before and after, where the set is for them and they have begun."""
    if period.kind is PeriodKind.PHASE:
        return {}
    beside = {"before": period.shifted(-1), "after": period.shifted(1)}
    return {
        name: Neighbour(each, str(each.year) if each.kind is PeriodKind.YEAR else each.told(SPEECH))
        for name, each in beside.items()
        if criteria_set.in_force(each.year) and each.first_day <= policy.today()
    }

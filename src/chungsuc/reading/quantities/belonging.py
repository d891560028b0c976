"""Mục tiêu hay không: where a figure stands, and what its words must show there to be a goal or a result."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from chungsuc.core.statements import DocumentKind
from chungsuc.reading.outline import Topic
from chungsuc.reading.quantities import wording
from chungsuc.reading.quantities.clauses import Clause
from chungsuc.reading.quantities.marks import Mark
from chungsuc.reading.quantities.measures import Kind, Measure
from chungsuc.reading.quantities.wording import Hint

_LAWS = (DocumentKind.DECISION, DocumentKind.RESOLUTION, DocumentKind.DIRECTIVE, DocumentKind.OTHER)
_LOOSE = re.compile(
    r"(?:^|\s)(?:tại|của|cho|trong|theo|thuộc|ở|trên|gồm|các|những|đối với|giữa|về|bởi|qua|và|hoặc|số|"
    r"khoảng|là|như|cả)\s*$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Vị trí của con số: what its part of the document is for."""

    topic: Topic
    kind: DocumentKind
    aimed: bool  # "phấn đấu", "mục tiêu" in the sentence
    done: bool  # "đã", "hiện có" in the sentence


@dataclass(frozen=True, slots=True)
class Shape:
    """Dạng câu: how the words before the figure hang together."""

    is_metric: bool  # they name something measured: "tỷ lệ …"
    linked: bool  # a word joins the name and the figure: "đạt", "còn", ":"
    changed: bool  # "tăng", "giảm"


@dataclass(frozen=True, slots=True)
class _Words:
    """Lời quanh con số: what the words around a figure show, and where they stand."""

    place: Place
    shape: Shape
    is_percent: bool
    loose: bool  # the figure hangs on a preposition: "tại 12 xã"
    orders: bool  # "bảo đảm", "phấn đấu" right before it
    has: bool  # "có" right before it
    stated: bool  # they state a value
    strong: bool  # … and could hardly mean anything else


@dataclass(frozen=True, slots=True)
class _Rule:
    """Quy tắc: where it stands, and what its words must show there to be a goal or a result."""

    example: str
    here: Callable[[Place], bool]
    enough: Callable[[_Words], bool]


_RULES = (
    _Rule(
        "II. Mục tiêu: Mật độ đường đạt 1,2 km/km2",
        lambda at: at.topic in (Topic.GOALS, Topic.RESULTS),
        lambda said: said.stated and (said.strong or not said.loose),
    ),
    _Rule(
        "IV. Kinh phí: phấn đấu tỷ lệ giải ngân đạt 95%",
        lambda at: at.topic is Topic.FUNDING,
        lambda said: said.place.aimed and said.is_percent and said.strong,
    ),
    _Rule(
        "Bước 2: phấn đấu trồng 20 ha",
        lambda at: at.aimed,
        lambda said: said.strong,
    ),
    _Rule(
        "Sở Y tế: bảo đảm tỷ lệ tiêm chủng đạt 95%",
        lambda at: at.topic is Topic.DUTIES,
        lambda said: (
            said.strong and said.is_percent and said.shape.linked and (said.shape.is_metric or said.orders)
        ),
    ),
    _Rule(
        "Điều 1 …, đến nay đã có 12 trạm: a result, and no norm",
        lambda at: at.topic is Topic.OTHER and at.kind in _LAWS,
        lambda said: said.strong and said.place.done and (said.shape.is_metric or said.has),
    ),
    _Rule(
        "I. Mục đích: tỷ lệ hài lòng đạt 90%",
        lambda at: at.topic in (Topic.OTHER, Topic.PURPOSE) and at.kind is not DocumentKind.REPORT,
        lambda said: said.strong and (said.place.done or said.shape.is_metric or said.orders),
    ),
    _Rule("Nhiệm vụ: xây dựng 5 phòng học", lambda at: True, lambda said: said.strong),
)  # fmt: skip


def belongs(mark: Mark, measure: Measure, clause: Clause, place: Place, said: Shape) -> bool:
    """Is a figure in these words, at this place, a goal or a result?"""
    named = clause.before[: max(0, clause.name_end - clause.begin)]
    doing = bool(wording.DOING.search(named))
    bounds_only = set(clause.hints) <= {Hint.LEAST, Hint.MOST, Hint.ABOUT}
    if clause.bracketed and bounds_only and not clause.name:
        return False  # "(dưới 2.500 gram)" says what is meant
    loose = not clause.hints and not doing and bool(_LOOSE.search(clause.before))
    if measure.kind is Kind.PERCENT:
        stated, strong = _of_share(clause, place, said, doing=doing)
    else:
        stated, strong = _of_amount(measure, clause, place, said, doing=doing, loose=loose)
    if mark.of is not None and place.topic is Topic.RESULTS:  # "phát triển đảng viên 87/65 đảng viên"
        stated = strong = stated or (bool(clause.name) and not loose)
    if measure.kind is Kind.MONEY and not said.is_metric:  # other money is to be spent: the tree of funding
        stated = strong = place.topic is Topic.RESULTS and bool(wording.MONEY_MOVED.search(named))
    words = _Words(
        place,
        said,
        measure.kind is Kind.PERCENT,
        loose,
        orders=clause.has(Hint.GOAL),
        has=clause.has(Hint.HAVE),
        stated=stated,
        strong=strong,
    )
    return next(rule for rule in _RULES if rule.here(place)).enough(words)


def _of_share(clause: Clause, place: Place, said: Shape, *, doing: bool) -> tuple[bool, bool]:
    """Whether a percentage is stated, and whether its words leave no doubt."""
    named = bool(clause.name) or bool(clause.rest)
    stated = bool(clause.hints) or said.is_metric or named
    strong = (
        (said.linked and (said.is_metric or named))
        or said.changed
        or clause.has(Hint.GOAL, Hint.HAVE, Hint.LEAST, Hint.KEEP)
        or ((place.aimed or doing) and bool(clause.rest))
    )
    return stated, strong


def _of_amount(
    measure: Measure, clause: Clause, place: Place, said: Shape, *, doing: bool, loose: bool
) -> tuple[bool, bool]:
    """Whether a count or an amount is stated, and whether its words leave no doubt."""
    hinted = bool(clause.hints)
    bounds_only = set(clause.hints) <= {Hint.LEAST, Hint.MOST, Hint.ABOUT}
    stated = (
        (hinted and (not bounds_only or not clause.name))
        or said.linked
        or said.changed
        or doing
        or said.is_metric
    )
    stated = stated and not loose and (bool(clause.name) or not clause.has(Hint.DOWN_TO))
    measured = said.is_metric and (hinted or measure.per or clause.name.lower().startswith("số lượng"))
    strong = stated and (
        doing
        or measured
        or said.changed
        or clause.has(Hint.LEAST, Hint.COLON)
        or (place.done and clause.has(Hint.HAVE, Hint.REACH))
    )
    return stated, strong

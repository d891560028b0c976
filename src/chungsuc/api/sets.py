"""Bộ tiêu chí: what each asks, and which level binds a unit in a year. Open to everyone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel

from chungsuc.administrative_units.facts import attributes_on
from chungsuc.api.door import reading
from chungsuc.api.errors import ApiError, Refusal
from chungsuc.api.pages import the_set, the_unit
from chungsuc.api.values import SetId, UnitName, Value, value_of
from chungsuc.assessments.rollup_law import end_of
from chungsuc.core.criteria import Component, CriteriaSet, Indicator, Measure
from chungsuc.core.reasons import Reason, Verdict
from chungsuc.core.verdicts import judge_unit
from chungsuc.criteria import queries
from chungsuc.criteria.models import CriteriaSetVersion

router = Router(tags=["Bộ tiêu chí"])
FAULTS = frozenset({400, 404, 422})


class OneSet(BaseModel):
    """Bộ tiêu chí. Both days of force are inclusive."""

    id: str
    title: str
    level: str
    tier: str
    status: str
    valid_from: date
    valid_to: date


class Sets(BaseModel):
    sets: list[OneSet]


class OneMeasure(BaseModel):
    """Chỉ tiêu, phần của chỉ tiêu, hoặc điều kiện; `kind` says what its value can be."""

    code: str
    name: str
    kind: str
    direction: str
    unit: str | None
    scale: list[str]
    applies_if: str | None
    is_computed: bool  # from the results of the units below: never sent
    from_previous_year: bool
    parts: list[OneMeasure]


class OneCriterion(BaseModel):
    code: str
    name: str
    indicators: list[OneMeasure]


class SetInFull(OneSet):
    promulgated_by: str
    prerequisite: str | None
    criteria: list[OneCriterion]
    conditions: list[OneMeasure]


class LevelState(StrEnum):
    """Whether the law asks for something, and whether we know what."""

    KNOWN = "known"
    UNKNOWN = "unknown"  # never "no requirement": `why` says what is missing
    NOT_ASKED = "not_asked"


class OneLevel(BaseModel):
    """Mức đạt that binds the unit. `confidence` is "verified" only where compared with the printed law."""

    code: str
    state: LevelState
    why: str
    direction: str | None
    value: Value | None
    unit: str | None
    source: str
    confidence: str | None


class Levels(BaseModel):
    set: str
    unit: str
    year: int
    region: str | None
    commune_group: str | None
    levels: list[OneLevel]


@router.get("", response={200: Sets, 304: None, FAULTS: Refusal}, summary="Các bộ tiêu chí", url_name="sets")
@reading
def every(request: HttpRequest) -> Sets:
    """Bản mới nhất của mỗi bộ, theo cấp rồi theo thời gian."""
    return Sets(sets=[OneSet(**_head(each)) for each in queries.newest()])


@router.get(
    "/{criteria_set}",
    response={200: SetInFull, 304: None, FAULTS: Refusal},
    summary="Một bộ tiêu chí",
    url_name="set",
)
@reading
def one(request: HttpRequest, criteria_set: SetId) -> SetInFull:
    """Các tiêu chí, chỉ tiêu và điều kiện của bộ, với mã dùng khi gửi và khi đọc số liệu."""
    version = the_set(criteria_set, "path.criteria_set")
    found = queries.criteria_set(version)
    return SetInFull(
        **_head(version),
        promulgated_by=found.clause,
        prerequisite=found.prerequisite,
        criteria=[
            OneCriterion(
                code=each.code, name=each.name, indicators=[_measure(measure) for measure in each.indicators]
            )
            for each in found.criteria
        ],
        conditions=[_measure(each) for each in found.conditions],
    )


@router.get(
    "/{criteria_set}/thresholds",
    response={200: Levels, 304: None, FAULTS: Refusal},
    summary="Mức đạt của một đơn vị trong một năm",
    url_name="thresholds",
)
@reading
def thresholds(
    request: HttpRequest,
    *,
    criteria_set: SetId,
    unit: Annotated[UnitName, Query()],
    year: Annotated[int, Query(ge=1, le=9999)],
) -> Levels:
    """Mức áp dụng vào ngày cuối năm, sau các quyết định của tỉnh; chưa biết thì nói vì sao chưa biết."""
    version, place = the_set(criteria_set, "path.criteria_set"), the_unit(unit, "query.unit")
    if place.level != version.level:
        raise ApiError(
            422,
            "another_level",
            f"Bộ tiêu chí này không áp dụng cho cấp của {place.full_name}. Hãy chọn bộ hoặc đơn vị khác.",
            where="query.unit",
        )
    law = queries.as_it_binds(version, on=end_of(year))
    attributes = attributes_on([place.pk], end_of(year), law)[place.pk]
    judged = judge_unit(law, attributes, year=year, on=end_of(year), observed={})
    reasons = [
        reason
        for criterion in judged.criteria.values()
        for judgement in criterion.indicators.values()
        for reason in judgement.reasons
    ]
    reasons += [reason for each in judged.conditions.values() for reason in each.reasons]
    measures = {each.code for each in _measures(law)}
    return Levels(
        set=law.id,
        unit=place.pk,
        year=year,
        region=attributes.region,
        commune_group=attributes.commune_group,
        levels=[_level(each) for each in reasons if each.code in measures],
    )


def _measures(law: CriteriaSet) -> Iterator[Measure]:
    yield from law.measures()
    yield from (each for each in law.conditions if not each.is_all_criteria)


_STATES = {Verdict.NO_THRESHOLD: LevelState.UNKNOWN, Verdict.NOT_APPLICABLE: LevelState.NOT_ASKED}


def _level(reason: Reason) -> OneLevel:
    state = _STATES.get(reason.verdict, LevelState.KNOWN)
    return OneLevel(
        code=reason.code,
        state=state,
        why="" if state is LevelState.KNOWN else reason.sentence,
        direction=reason.direction,
        value=value_of(reason.threshold)[1],
        unit=reason.unit,
        source=reason.clause,
        confidence=reason.confidence,
    )


def _head(version: CriteriaSetVersion) -> dict[str, object]:
    return {
        "id": version.set_id,
        "title": version.title,
        "level": version.level,
        "tier": version.tier,
        "status": version.status,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
    }


def _measure(measure: Measure) -> OneMeasure:
    parts: tuple[Component, ...] = measure.components if isinstance(measure, Indicator) else ()
    return OneMeasure(
        code=measure.code,
        name=measure.name,
        kind=measure.kind,
        direction=measure.direction,
        unit=measure.unit,
        scale=list(measure.scale),
        applies_if=measure.applies_if,
        is_computed=measure.is_share_below or getattr(measure, "is_all_criteria", False),
        from_previous_year=getattr(measure, "from_previous_year", False),
        parts=[_measure(each) for each in parts],
    )

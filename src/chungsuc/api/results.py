"""Kết quả: the verdicts of a unit with their reasons, and what the units below it came to.

Nothing here is stored for the API: it is what the pages show.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from django.db.models import Count
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel

from chungsuc.accounts import policy
from chungsuc.administrative_units.facts import attributes_on
from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.api.door import Reader, reading
from chungsuc.api.errors import ApiError, Refusal
from chungsuc.api.pages import caller_of, readable, the_set, the_unit
from chungsuc.api.values import SetId, State, UnitName, Value, told, value_of
from chungsuc.assessments.models import MetRollup, ValueRollup, VerdictRollup
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_law import end_of
from chungsuc.assessments.rollup_links import Links, figures_of, observed
from chungsuc.assessments.rollup_store import sums_of
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.derived import judge_whole
from chungsuc.core.reasons import Reason, Verdict
from chungsuc.core.rollup import ShareRollup, Sums, VerdictTally, is_covered
from chungsuc.core.verdicts import CriterionJudgement, Judgement, UnitJudgement
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion

router = Router(tags=["Kết quả"], auth=Reader())
FAULTS = frozenset({400, 401, 403, 404, 422, 429})


class OneReason(BaseModel):
    """Vì sao: what was measured against what; `because` is for programs, `sentence` for people."""

    code: str
    because: str
    sentence: str
    state: State
    value: Value | None
    threshold: Value | None
    direction: str | None
    source: str
    confidence: str | None


class IndicatorResult(BaseModel):
    code: str
    name: str
    verdict: Verdict
    reasons: list[OneReason]


class CriterionResult(BaseModel):
    code: str
    name: str
    verdict: Verdict
    indicators: list[IndicatorResult]


class Tally(BaseModel):
    """Số đếm theo kết luận: every absence has its own count; `computed` of `considered` could be said."""

    met: int
    not_met: int
    no_data: int
    no_threshold: int
    needs_review: int
    not_applicable: int
    computed: int
    considered: int


class Result(BaseModel):
    """Kết quả của một đơn vị at the end of a year. `figures` are the indicators with a value that counts."""

    unit: str
    set: str
    year: int
    series: Series
    verdict: Verdict
    headline: str
    figures: int
    tally: Tally
    criteria: list[CriterionResult]
    conditions: list[IndicatorResult]


class Total(BaseModel):
    """Tổng hợp một chỉ tiêu, with what it was made from: `reported` of `covered` units.

    `share` is numerators and denominators added up; `mean` is the mean of the units' own percentages, and
    neither ever stands for the other.
    """

    code: str
    name: str
    kind: str
    reported: int
    in_conflict: int
    achieved: int | None
    sum: str | None
    share: str | None
    share_numerator: str | None
    share_denominator: str | None
    share_units: int | None
    share_without_parts: int | None
    mean: str | None
    mean_units: int | None


class CriterionBelow(BaseModel):
    code: str
    name: str
    tally: Tally


class WithSoMany(BaseModel):
    met: int
    units: int


class ResultsBelow(BaseModel):
    """Tổng hợp of the units below: of `existing` units `covered` are meant, and `assessed` said anything."""

    unit: str
    set: str
    year: int
    series: Series
    existing: int
    covered: int
    assessed: int
    whole: Tally
    criteria: list[CriterionBelow]
    units_by_criteria_met: list[WithSoMany]
    totals: list[Total]


SetOf = Annotated[SetId, Query(alias="set", description="mã bộ tiêu chí")]
YearOf = Annotated[int, Query(ge=1, le=9999, description="cuối năm nào")]


@router.get(
    "/{unit}",
    response={200: Result, 304: None, FAULTS: Refusal},
    summary="Kết luận của một đơn vị, kèm lý do",
    url_name="result",
)
@reading
def one(
    request: HttpRequest,
    *,
    unit: UnitName,
    set: Annotated[SetId, Query()],  # noqa: A002 (the name in the address)
    year: YearOf,
    series: Annotated[Series | None, Query()] = None,
) -> Result:
    """Tính từ số liệu đang có, mức áp dụng và đặc điểm của đơn vị vào ngày cuối năm; không ai nhập vào."""
    place, version, shown = _asked(request, unit, set, series)
    if place.level != version.level or not place.existed_on(end_of(year)):
        raise ApiError(
            422,
            "not_assessed_so",
            f"{place.full_name} không được xét theo bộ tiêu chí này vào cuối năm {year}.",
            where="query.set",
        )
    law = criteria.as_it_binds(version, on=end_of(year))
    values = observed(law, figures_of([place.pk], law.id)[place.pk], year, shown)
    judged = judge_whole(
        law,
        attributes_on([place.pk], end_of(year), law)[place.pk],
        year=year,
        on=end_of(year),
        observed=values,
        results=Links([place.pk]).results(place.pk, law.level, year, shown),
    )
    return Result(
        unit=place.pk,
        set=law.id,
        year=year,
        series=shown,
        verdict=judged.verdict,
        headline=judged.headline,
        figures=len(values),
        tally=_tally(judged.tally),
        criteria=_criteria(law, judged),
        conditions=_conditions(law, judged),
    )


@router.get(
    "/{unit}/below",
    response={200: ResultsBelow, 304: None, FAULTS: Refusal},
    summary="Tổng hợp các đơn vị bên dưới",
    url_name="results-below",
)
@reading
def below(
    request: HttpRequest,
    *,
    unit: UnitName,
    set: Annotated[SetId, Query()],  # noqa: A002 (the name in the address)
    year: YearOf,
    series: Annotated[Series | None, Query()] = None,
) -> ResultsBelow:
    """Đúng đến lúc hỏi; mỗi số nêu tính trên bao nhiêu đơn vị."""
    place, version, shown = _asked(request, unit, set, series, of_totals=True)
    law = criteria.criteria_set(version)
    key = {"unit": place.pk, "criteria_set_id": law.id, "series": shown.value, "year": year}
    tallies = {row.code: _tally_of(row) for row in VerdictRollup.objects.filter(**key)}
    sums = {row.code: sums_of(row) for row in ValueRollup.objects.filter(**key)}
    existing, covered = _expected(place, law, year)
    whole = tallies.get("", VerdictTally())
    met = MetRollup.objects.filter(**key, units__gt=0).order_by("met")
    names = {each.code: each.name for each in law.criteria}
    return ResultsBelow(
        unit=place.pk,
        set=law.id,
        year=year,
        series=shown,
        existing=existing,
        covered=covered,
        assessed=whole.counts.total(),
        whole=_tally(whole),
        criteria=[
            CriterionBelow(code=code, name=name, tally=_tally(tallies[code]))
            for code, name in names.items()
            if code in tallies
        ],
        units_by_criteria_met=[WithSoMany(met=row.met, units=row.units) for row in met],
        totals=[
            _total(each.code, each.name, each.kind, sums[each.code], covered)
            for each in (*law.measures(), *law.conditions)
            if each.code in sums
        ],
    )


def _asked(
    request: HttpRequest, unit: str, set_id: str, series: Series | None, *, of_totals: bool = False
) -> tuple[Unit, CriteriaSetVersion, Series]:
    """What a call names, as far as its key and its person may see it."""
    caller, place, version = caller_of(request), the_unit(unit, "path.unit"), the_set(set_id)
    caller.check_set(version.set_id)
    if caller.indicators is not None:
        raise policy.NotAllowed(
            "Khóa kết nối này chỉ dùng cho một số chỉ tiêu nên không xem được kết quả chung. "
            "Hãy dùng khóa khác."
        )
    return place, version, readable(caller, place, series, of_totals=of_totals)


def _expected(unit: Unit, law: CriteriaSet, year: int) -> tuple[int, int]:
    """How many units of the set's level lay below at the end of the year, and how many are covered."""
    paths = UnitPath.objects.filter(
        as_of(end_of(year)), ancestor=unit, depth__gt=0, descendant__level=law.level
    )
    kinds = dict(paths.values_list("descendant__kind").annotate(Count("pk")))
    return sum(kinds.values()), sum(n for kind, n in kinds.items() if is_covered(law.level, kind))


# --- as JSON ---------------------------------------------------------------------------------------


def _tally(tally: VerdictTally) -> Tally:
    counts = {verdict.value: tally.counts[verdict] for verdict in Verdict}
    return Tally(**counts, computed=tally.computed, considered=tally.considered)


def _tally_of(row: VerdictRollup) -> VerdictTally:
    tally = VerdictTally()
    for verdict in Verdict:
        tally.counts[verdict] = getattr(row, verdict.value)
    return tally


def _criteria(law: CriteriaSet, judged: UnitJudgement) -> list[CriterionResult]:
    return [
        CriterionResult(
            code=each.code,
            name=each.name,
            verdict=judged.criteria[each.code].verdict,
            indicators=_indicators({at.code: at.name for at in each.indicators}, judged.criteria[each.code]),
        )
        for each in law.criteria
    ]


def _indicators(names: dict[str, str], judged: CriterionJudgement) -> list[IndicatorResult]:
    return [_verdict(code, names[code], each) for code, each in judged.indicators.items()]


def _conditions(law: CriteriaSet, judged: UnitJudgement) -> list[IndicatorResult]:
    names = {each.code: each.name for each in law.conditions}
    return [_verdict(code, names.get(code, ""), each) for code, each in judged.conditions.items()]


def _verdict(code: str, name: str, judged: Judgement) -> IndicatorResult:
    return IndicatorResult(code=code, name=name, verdict=judged.verdict, reasons=_reasons(judged.reasons))


def _reasons(reasons: Iterable[Reason]) -> list[OneReason]:
    return [
        OneReason(
            code=each.code,
            because=each.because,
            sentence=each.sentence,
            state=value_of(each.value)[0],
            value=value_of(each.value)[1],
            threshold=value_of(each.threshold)[1],
            direction=each.direction,
            source=each.clause,
            confidence=each.confidence,
        )
        for each in reasons
    ]


def _total(code: str, name: str, kind: str, sums: Sums, covered: int) -> Total:
    is_share = kind == "percent"
    share, mean = sums.share(covered), sums.mean(covered)
    has_share = is_share and share.percent is not None
    has_mean = (is_share and mean.percent is not None) or (kind == "number" and sums.numeric > 0)
    return Total(
        code=code,
        name=name,
        kind=kind,
        reported=sums.reported,
        in_conflict=sums.disputed,
        achieved=sums.achieved if kind in ("bool", "composite") else None,
        sum=told(sums.total) if kind == "count" and sums.numeric else None,
        share=_percent(share) if has_share else None,
        share_numerator=told(sums.numerator) if has_share else None,
        share_denominator=told(sums.denominator) if has_share else None,
        share_units=share.reported if has_share else None,
        share_without_parts=share.without_parts if is_share else None,
        mean=told(round(sums.total / sums.numeric, 6)) if has_mean else None,
        mean_units=sums.numeric if has_mean else None,
    )


def _percent(share: ShareRollup) -> str | None:
    return None if share.percent is None else told(round(share.percent, 6))

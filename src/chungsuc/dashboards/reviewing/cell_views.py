"""The page of one cell for who verifies it, and that of a unit which is asked about its figures."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Indicator as Right
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import reviewing
from chungsuc.assessments.reviewing import Seen
from chungsuc.core.criteria import CriteriaError, CriteriaSet, Indicator
from chungsuc.core.errors import ChungsucError
from chungsuc.core.reviews import Hands, NextStep, Review, ReviewKind, next_steps
from chungsuc.dashboards.reviewing.forms import StepForm, seen_of, usual_day
from chungsuc.dashboards.reviewing.one_cell import one_cell
from chungsuc.dashboards.reviewing.scope import ReviewScope, review_scope, set_of, unit_named
from chungsuc.languages.data import vietnamese
from chungsuc.workflow.actions import CellStep, take_steps
from chungsuc.workflow.actions.reviews import works_at
from chungsuc.workflow.queries.reviews import reviews_of

BUTTONS = {
    ReviewKind.VERIFIED: gettext_lazy("Chấp nhận"),
    ReviewKind.RETURNED: gettext_lazy("Trả lại để sửa"),
    ReviewKind.QUESTIONED: gettext_lazy("Hỏi lại"),
    ReviewKind.REOPENED: gettext_lazy("Mở lại"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cell(
    request: HttpRequest, *, unit_id: str, set_id: str, year: int, below_id: str, code: str
) -> HttpResponse:
    """Một ô: everything behind the figure; accept it, return it, ask about it, open it again."""
    scope = review_scope(request.user, unit_id, set_id, year)
    unit, indicator = scope.unit_of(below_id), _indicator(scope.law, code)
    policy.require(request.user, Permission.REVIEW, at=unit, of=Right(set_id, code))
    form, refusal = StepForm(request.POST if request.method == "POST" else None), ""
    if form.is_bound:
        if not form.is_valid():
            refusal = _wrong(form)
        else:
            try:
                _take(scope, unit, code, form.cleaned_data, request.user)
            except NotAllowed:
                raise
            except ChungsucError as problem:
                refusal = str(problem)
            else:
                messages.success(request, _("Đã ghi."))
                return redirect("dashboards:review-cell", unit_id, set_id, year, below_id, code)
    found = one_cell(request.user, scope, below_id, indicator)
    return render(
        request,
        "dashboards/reviewing/cell.html",
        {
            "scope": scope,
            "found": found,
            "unit": unit,
            "indicator": indicator,
            "buttons": [(each, BUTTONS[each.kind]) for each in found.steps if each.kind in BUTTONS],
            "act": uuid4(),
            "usual_day": usual_day(policy.today()),
            "refusal": refusal,
            "said": form.data.get("reason", "") if refusal else "",
        },
        status=400 if refusal else 200,
    )


def _indicator(law: CriteriaSet, code: str) -> Indicator:
    try:
        return law.indicator(code)
    except CriteriaError:
        raise Http404 from None


def _wrong(form: Any) -> str:
    """The first thing that is wrong with a form."""
    return str(next(iter(form.errors.values()))[0])


def _take(scope: ReviewScope, unit: Unit, code: str, given: dict[str, Any], by: User) -> None:
    kind, (number, figures) = ReviewKind(given["kind"]), seen_of(given["seen"])
    step, now = CellStep(unit, code, given["reason"], number), timezone.now()
    of_act = {"act": given["act"], "year": scope.year, "within": scope.unit, "by": by, "now": now}
    if kind is ReviewKind.VERIFIED:
        reviewing.verify(cells=[Seen(step, figures)], criteria_set=scope.law, **of_act)
        return
    until = given["explain_by"] if kind is ReviewKind.QUESTIONED else None
    take_steps(kind=kind, cells=[step], criteria_set_id=scope.law.id, explain_by=until, **of_act)


# --- the unit that is asked -----------------------------------------------------------------------------


class Answer(NamedTuple):
    """Một chỉ tiêu cần trả lời: asked about, returned or opened again."""

    indicator: Indicator
    review: Review
    explains: NextStep | None
    state: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def questions(request: HttpRequest, unit_id: str, set_id: str, year: int) -> HttpResponse:
    """Hỏi lại và trả lại: what the unit is asked about its figures; it explains, mends and hands up again."""
    unit = unit_named(unit_id)
    if not works_at(request.user, unit):
        raise NotAllowed(
            _("Trang này dành cho người làm việc tại %(unit)s.") % {"unit": vietnamese(unit.full_name)}
        )
    _version, law = set_of(set_id, year)
    form, refusal = StepForm(request.POST if request.method == "POST" else None), ""
    if form.is_bound:
        if not form.is_valid():
            refusal = _wrong(form)
        else:
            try:
                codes = request.POST.getlist("code")
                _answer(unit, law, year, codes=codes, given=form.cleaned_data, by=request.user)
            except NotAllowed:
                raise
            except ChungsucError as problem:
                refusal = str(problem)
            else:
                messages.success(request, _("Đã gửi."))
                return redirect("dashboards:review-questions", unit_id, set_id, year)
    return render(
        request,
        "dashboards/reviewing/questions.html",
        {
            "unit": unit,
            "law": law,
            "year": year,
            **_asked(request.user, unit, law, year),
            "act": uuid4(),
            "refusal": refusal,
            "said": form.data.get("reason", "") if refusal else "",
            "said_of": form.data.get("code", "") if refusal else "",
        },
        status=400 if refusal else 200,
    )


def _answer(
    unit: Unit, law: CriteriaSet, year: int, *, codes: list[str], given: dict[str, Any], by: User
) -> None:
    now, act = timezone.now(), given["act"]
    if given["kind"] == ReviewKind.SUBMITTED:
        reviewing.hand_up(
            act=act, unit=unit, criteria_set=law, year=year, codes=codes or None, by=by, now=now
        )
        return
    number, _figures = seen_of(given["seen"])
    take_steps(
        act=act,
        kind=ReviewKind(given["kind"]),
        cells=[CellStep(unit, code, given["reason"], number) for code in codes],
        criteria_set_id=law.id,
        year=year,
        within=unit,
        by=by,
        now=now,
    )


def _asked(user: User, unit: Unit, law: CriteriaSet, year: int) -> dict[str, Any]:
    """What waits for the unit, by what it can do; a question a person may not answer says who can."""
    found, today = reviews_of(unit.pk, law.id, year), policy.today()
    submits = policy.may(user, Permission.DOSSIER_SUBMIT, at=unit)
    records = policy.indicators_where(user, Permission.OBSERVATION_RECORD, unit)
    asked: list[Answer] = []
    for indicator in law.indicators():
        review = found.get(indicator.code, Review())
        if not review.is_with_commune:
            continue
        explains = policy.covers(records, Right(law.id, indicator.code))
        steps = next_steps(review, Hands(submits=submits and explains, explains=explains), on=today)
        step = next((each for each in steps if each.kind is ReviewKind.EXPLAINED), None)
        asked.append(Answer(indicator, review, step, review.state or ""))
    listed = list(law.indicators())
    return {
        "asked": [each for each in asked if each.review.question is not None],
        "returned": [each for each in asked if each.review.question is None],
        "left": [each for each in listed if each.code not in found],
        "waiting": sum(each.is_handed_up for each in found.values()),
        "verified": sum(each.is_verified for each in found.values()),
        "total": len(listed),
        "submits": submits,
    }

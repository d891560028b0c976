"""The page on which a unit says who owns which of its figures."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import named_by
from chungsuc.assessments.assigning import assign, end_assignments
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.errors import ChungsucError
from chungsuc.criteria import queries as criteria
from chungsuc.entry.assigning import Line, Table, Wanted, table, wanted


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assign_page(request: HttpRequest, unit_id: str, set_id: str) -> HttpResponse:
    """Phân công số liệu: one table of all indicators. What is changed is given anew from today; what was
    stays readable."""
    unit, version = named_by(unit_id), criteria.version_of(set_id)
    if unit is None or version is None or version.level != unit.level:
        raise Http404
    policy.require(request.user, Permission.INDICATOR_ASSIGN, at=unit)
    criteria_set = criteria.criteria_set(version)
    made = table(unit, criteria_set, policy.today())
    if request.method != "POST":
        return _page(request, unit, criteria_set, made)
    asked = wanted(request.POST, made)
    if asked.problems:
        return _page(request, unit, criteria_set, _with(request, made, asked.problems), status=400)
    try:
        given, ended = _carry_out(request, unit, criteria_set, asked)
    except policy.NotAllowed:
        raise
    except ChungsucError as problem:
        left = _with(request, made, {})
        return _page(request, unit, criteria_set, left, refusal=str(problem), status=400)
    messages.success(
        request,
        _("Đã giao %(given)s chỉ tiêu, thôi giao %(ended)s chỉ tiêu.") % {"given": given, "ended": ended},
    )
    return redirect(request.path)


@transaction.atomic
def _carry_out(request: HttpRequest, unit: Unit, criteria_set: CriteriaSet, asked: Wanted) -> tuple[int, int]:
    """Both halves of the form or neither."""
    today, now = policy.today(), timezone.now()
    ended = end_assignments(
        unit=unit,
        criteria_set_id=criteria_set.id,
        codes=asked.ended,
        valid_to=today,
        by=request.user,
        now=now,
    )
    given = assign(
        unit=unit,
        criteria_set=criteria_set,
        owners=asked.owners,
        valid_from=today,
        by=request.user,
        now=now,
    )
    return len(given), ended


def _with(request: HttpRequest, made: Table, problems: dict[str, str]) -> Table:
    """The table with what was typed in its boxes, and what is wrong with it."""
    data = request.POST

    def typed(line: Line) -> Line:
        code = line.code
        if f"held.{code}" not in data and f"body.{code}" not in data:
            return line
        return replace(
            line,
            held=data.get(f"held.{code}", ""),
            body=data.get(f"body.{code}", ""),
            source=data.get(f"source.{code}", ""),
            problem=problems.get(code, ""),
        )

    return replace(made, lines=[typed(each) for each in made.lines])


def _page(
    request: HttpRequest,
    unit: Unit,
    criteria_set: CriteriaSet,
    made: Table,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"unit": unit, "set": criteria_set, "table": made, "refusal": refusal}
    return render(request, "entry/assign.html", context, status=status)

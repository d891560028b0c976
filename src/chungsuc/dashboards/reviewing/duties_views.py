"""The page on which a province says which body leads each criterion and reviews each indicator."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungsuc.accounts import policy
from chungsuc.accounts.models import Role, Scope
from chungsuc.accounts.policy import Indicator as Right
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units.models import Body, Unit
from chungsuc.administrative_units.queries import bodies
from chungsuc.assessments.rollup_law import stored_set
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.errors import ChungsucError
from chungsuc.core.in_charge import Charge, bodies_by_sector, in_charge
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.reviewing.forms import DutiesForm, changed_duties
from chungsuc.dashboards.reviewing.one_cell import told_body
from chungsuc.dashboards.reviewing.scope import unit_named
from chungsuc.workflow.actions import assign_duties
from chungsuc.workflow.models import ReviewDuty
from chungsuc.workflow.queries.reviews import bodies_named, duties

Part = ReviewDuty.Part


class Line(NamedTuple):
    """One criterion or indicator, with who is in charge of it."""

    part: str
    code: str
    name: str
    chosen: str  # the number of the body that was named and is there; "" where none was
    shown: str  # who is in charge now
    is_named: bool
    decision: str
    people: str  # who holds the right to verify it


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def duties_page(request: HttpRequest, unit_id: str, set_id: str) -> HttpResponse:
    """Phân công thẩm tra: read by who reviews there, changed by the office."""
    unit = unit_named(unit_id)
    policy.require(request.user, Permission.REVIEW, at=unit)
    version = stored_set(set_id)
    if version is None:
        raise Http404
    law, today = criteria.criteria_set(version), policy.today()
    there = {str(each.pk): each for each in bodies(unit, today)}
    now = duties(unit.pk, set_id, today)
    form, refusal = DutiesForm(request.POST if request.method == "POST" else None), ""
    if form.is_bound:
        policy.require(request.user, Permission.OVERLAY_STORE, at=unit)
        try:
            if form.is_valid():
                assign_duties(
                    unit=unit,
                    criteria_set_id=set_id,
                    bodies=changed_duties(
                        request.POST, law, there, {key: each.body for key, each in now.items()}
                    ),
                    by=request.user,
                    now=timezone.now(),
                    **form.cleaned_data,
                )
                messages.success(request, _("Đã ghi phân công."))
                return redirect("dashboards:review-duties", unit_id, set_id)
            refusal = _("Chưa ghi được: hãy ghi ngày có hiệu lực và số văn bản.")
        except NotAllowed:
            raise
        except ChungsucError as problem:
            refusal = str(problem)
    return render(
        request,
        "dashboards/reviewing/duties.html",
        {
            "unit": unit,
            "version": version,
            "lines": _lines(law, unit, there, now, today=today, sent=request.POST),
            "bodies": there,
            "form": form,
            "refusal": refusal,
            "may_change": policy.may(request.user, Permission.OVERLAY_STORE, at=unit),
        },
        status=400 if refusal else 200,
    )


def _lines(
    law: CriteriaSet,
    unit: Unit,
    there: dict[str, Body],
    now: dict[tuple[str, str], ReviewDuty],
    *,
    today: date,
    sent: Any,
) -> list[Line]:
    lead, own = in_charge(
        law,
        leads=bodies_named(now, Part.CRITERION),
        named=bodies_named(now, Part.INDICATOR),
        of_sector=bodies_by_sector({each: each.name for each in there.values()}),
    )
    people = _people(law, unit, today)

    def line(part: Part, code: str, name: str, charge: Charge[Body]) -> Line:
        duty = now.get((part.value, code))
        body = duty.body if duty is not None else None
        chosen = str(body.pk) if body is not None and str(body.pk) in there else ""
        return Line(
            part=part.value,
            code=code,
            name=name,
            chosen=sent.get(f"{part.value}-{code}", chosen),
            shown=told_body(charge.body, today),
            is_named=charge.is_named,
            decision=duty.decision if duty is not None and body is not None else "",
            people=", ".join(people[code]) if part is Part.INDICATOR else "",
        )

    lines = []
    for criterion in law.criteria:
        lines.append(line(Part.CRITERION, criterion.code, criterion.name, lead[criterion.code]))
        lines += [line(Part.INDICATOR, each.code, each.name, own[each.code]) for each in criterion.indicators]
    return lines


def _people(law: CriteriaSet, unit: Unit, today: date) -> dict[str, list[str]]:
    """Who holds the right to verify each indicator at the unit; one query."""
    on = Q(valid_to__isnull=True) | Q(valid_to__gt=today)
    held_on = Q(held__valid_to__isnull=True) | Q(held__valid_to__gt=today)
    rows = Scope.objects.filter(
        on,
        held_on,
        valid_from__lte=today,
        held__valid_from__lte=today,
        criteria_set_id=law.id,
        held__unit=unit,
        held__role=Role.VERIFIER,
    ).select_related("held__user")
    rights: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        rights[row.code].add(str(row.held.user))
    found = {}
    for each in law.indicators():
        covering = Right(law.id, each.code).covering
        found[each.code] = sorted(set().union(*(rights.get(code, set()) for code in covering)))
    return found

"""Pages of who verifies: what waits, the list, one cell, and accepting many at once."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from chungsuc.accounts import policy
from chungsuc.accounts.permissions import roles_allowing
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import subtree_ids
from chungsuc.assessments import reviewing
from chungsuc.core.errors import ChungsucError
from chungsuc.core.reviews import ReviewKind
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.reviewing import one_cell as cells
from chungsuc.dashboards.reviewing.drawing import (
    notice_words,
    parts_word,
    state_word,
    threshold_word,
    value_word,
)
from chungsuc.dashboards.reviewing.forms import chosen_cells
from chungsuc.dashboards.reviewing.listing import cells_of, listed, query_of
from chungsuc.dashboards.reviewing.scope import ReviewScope, review_scope
from chungsuc.workflow.actions.reviews import require_all
from chungsuc.workflow.models import ReviewEvent
from chungsuc.workflow.queries.reviews import reviews

_SHOWN = 4  # years and sets of one place


class Waiting(NamedTuple):
    """What waits for a person below a unit, under a set, of a year."""

    unit: Unit
    set_id: str
    title: str
    year: int
    count: int
    verified: int


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Thẩm tra: where the person reviews, and how much waits there."""
    policy.require(request.user, Permission.REVIEW)
    return render(request, "dashboards/reviewing/home.html", {"waiting": _waiting(request.user)})


def _waiting(user: Any) -> list[Waiting]:
    """Five queries for each place where the person reviews."""
    titles = {each.set_id: each.title for each in criteria.newest()}
    held = policy.roles_of(user).filter(role__in=roles_allowing(Permission.REVIEW)).select_related("unit")
    found = []
    for unit in {each.unit_id: each.unit for each in held}.values():
        below = subtree_ids(unit)
        rights = policy.indicators_where(user, Permission.REVIEW, unit)
        events = ReviewEvent.objects.filter(unit__in=below).order_by()
        seen = sorted(events.values_list("year", "criteria_set_id").distinct(), reverse=True)
        for year, set_id in [each for each in seen if each[1] in titles][:_SHOWN]:
            units = list(
                events.filter(criteria_set_id=set_id, year=year).values_list("unit_id", flat=True).distinct()
            )
            states = [
                review
                for (_unit_id, code), review in reviews(
                    unit_ids=units, criteria_set_id=set_id, year=year
                ).items()
                if policy.covers(rights, policy.Indicator(set_id, code))
            ]
            found.append(
                Waiting(
                    unit,
                    set_id,
                    titles[set_id],
                    year,
                    sum(each.is_handed_up for each in states),
                    sum(each.is_verified for each in states),
                )
            )
    return found


@require_safe
@login_required
def review_list(request: HttpRequest, unit_id: str, set_id: str, year: int) -> HttpResponse:
    """Danh sách thẩm tra: the person's indicators across the units."""
    scope = review_scope(request.user, unit_id, set_id, year)
    return render(
        request, "dashboards/reviewing/list.html", {"scope": scope, "page": listed(scope, request.GET)}
    )


@require_POST
@login_required
def accept(request: HttpRequest, unit_id: str, set_id: str, year: int) -> HttpResponse:
    """Chấp nhận nhiều ô: first what it would accept, and only then the deed itself; then back to the same
    part of the list."""
    scope = review_scope(request.user, unit_id, set_id, year)
    back = reverse("dashboards:review-list", args=[unit_id, set_id, year]) + query_of(request.GET)
    try:
        chosen = chosen_cells(request.POST, scope.units, scope.law)
        for each in chosen.cells:
            if not scope.covers(each.step.code):  # says who may
                require_all(ReviewKind.VERIFIED, [each.step], set_id, request.user)
        if request.POST.get("step") == "accept":
            reviewing.verify(
                act=chosen.act,
                cells=chosen.cells,
                criteria_set=scope.law,
                year=year,
                within=scope.unit,
                by=request.user,
                now=timezone.now(),
            )
            count = len(chosen.cells)
            messages.success(
                request, ngettext("Đã chấp nhận %(n)s ô.", "Đã chấp nhận %(n)s ô.", count) % {"n": count}
            )
            return redirect(back)
    except policy.NotAllowed:
        raise
    except ChungsucError as problem:
        return render(
            request,
            "dashboards/reviewing/accept.html",
            {"scope": scope, "refusal": str(problem), "rows": [], "back": back},
            status=400,
        )
    shown = {**_shown(scope, chosen), "act": uuid4(), "back": back}
    return render(request, "dashboards/reviewing/accept.html", shown)


def _shown(scope: ReviewScope, chosen: Any) -> dict[str, Any]:
    """The chosen cells as the person would accept them."""
    wanted = [(each.step.unit.pk, each.step.code) for each in chosen.cells]
    units = list({each.step.unit.pk: each.step.unit for each in chosen.cells}.values())
    codes = {code for _unit_id, code in wanted}
    found = cells_of(scope, units, [each for each in scope.mine if each.code in codes])
    rows = [
        {
            "cell": cell,
            "value": value_word(cell),
            "parts": parts_word(cell),
            "threshold": threshold_word(cell),
            "state": state_word(cell),
            "notices": notice_words(cell),
            "carried": f"{cell.unit.pk}:{cell.indicator.code}:{cells.seen_word(cell)}",
        }
        for key in wanted
        if (cell := found.get(key)) is not None
    ]
    return {"scope": scope, "rows": rows}

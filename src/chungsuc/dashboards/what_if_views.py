"""Page: xét thử một đơn vị theo bộ tiêu chí khác."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import NotAllowed
from chungsuc.administrative_units.queries import named_by
from chungsuc.assessments.lineages import lineages
from chungsuc.assessments.queries import readable
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.what_if import what_if


@login_required
def what_if_page(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Xét thử theo `?bo=`, any set of the unit's level; without it, the newest."""
    unit = named_by(unit_id)
    if unit is None:
        raise Http404
    followed = lineages([unit.pk])
    allowed = readable(request.user, unit, made_of=followed[1])
    if not allowed:
        raise NotAllowed(
            _("Bạn không có quyền xem số liệu của %(unit)s nên không xét thử được.")
            % {"unit": unit.full_name}
        )
    sets = [each for each in criteria.newest() if each.level == unit.level]
    asked = request.GET.get("bo", "")
    version = next((each for each in sets if each.set_id == asked), None)
    if asked and version is None:
        raise Http404
    today = policy.today()
    day = today if unit.valid_to is None else min(today, unit.valid_to - timedelta(days=1))
    chosen = version or (sets[0] if sets else None)
    return render(
        request,
        "dashboards/what_if.html",
        {
            "unit": unit,
            "sets": sets,
            "version": chosen,
            "day": day,
            "found": what_if(unit, chosen, day=day, series=allowed[0], followed=followed) if chosen else None,
        },
    )

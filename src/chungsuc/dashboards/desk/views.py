"""Pages of the desk: what waits for the person, and what others are late with."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungsuc.accounts import policy
from chungsuc.accounts.policy import NotAllowed
from chungsuc.administrative_units.models import Level
from chungsuc.core.desk import Standing, in_order
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.desk.book import workbook
from chungsuc.dashboards.desk.held import held_by
from chungsuc.dashboards.desk.lacking import lacking
from chungsuc.dashboards.desk.late import SHOWN, for_sending
from chungsuc.dashboards.desk.places import everywhere, workplaces
from chungsuc.dashboards.desk.tasks import sources, tasks
from chungsuc.dashboards.dossiers.due import Due
from chungsuc.languages.data import for_the_record

MOST_COMMUNES = 3  # of which the desk says what they lack; the others are one click away
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Bàn làm việc."""
    on, held, sets = policy.today(), held_by(request.user), criteria.newest()
    listed = in_order(tasks(sources(held, sets, on)), on)
    communes = [each for each in held.units if each.level in (Level.COMMUNE, Level.VILLAGE)]
    missing = [lacking(request.user, each, sets, on) for each in communes[:MOST_COMMUNES]]
    return render(
        request,
        "dashboards/desk/desk.html",
        {
            "held": held,
            "rows": [(each, Due(each.due, each.days_left(on)), each.standing(on)) for each in listed],
            "late": sum(each.standing(on) is Standing.LATE for each in listed),
            "came_back": sum(each.standing(on) is Standing.CAME_BACK for each in listed),
            "lacking": [each for each in missing if each is not None],
            "workplaces": workplaces(held),
            "links": everywhere(held),
            "today": on,
        },
    )


@require_safe
@login_required
def late(request: HttpRequest) -> HttpResponse:
    """Danh sách chậm, for who sees to it that others are in time; `?tep=xlsx` is a workbook."""
    on, held = policy.today(), held_by(request.user)
    if not held.chases_at:
        raise NotAllowed(
            _("Danh sách chậm dành cho Văn phòng Điều phối và lãnh đạo xã. Việc của bạn ở Bàn làm việc.")
        )
    listed, text = for_sending(sources(held, criteria.newest(), on), places=held.chases_at)
    if request.GET.get("tep") == "xlsx":
        with for_the_record():
            answer = HttpResponse(workbook(listed, on=on), content_type=_EXCEL)
        name = f"danh-sach-cham-{on:%Y-%m-%d}.xlsx"
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return answer
    return render(
        request,
        "dashboards/desk/late.html",
        {
            "places": held.chases_at,
            "rows": listed[:SHOWN],
            "total": len(listed),
            "text": text,
            "today": on,
        },
    )

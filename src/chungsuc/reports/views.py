"""Papers to take away."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.languages.data import for_the_record
from chungsuc.plans import queries as plans
from chungsuc.plans.models import Plan
from chungsuc.reports import papers


@require_safe
def form(request: HttpRequest, plan_id: UUID, code: str, media: str) -> HttpResponse:
    """One form of a plan that the reader may see, as a file."""
    try:
        plan = plans.get(request.user, plan_id)
    except Plan.DoesNotExist:
        raise Http404(_("Không có kế hoạch này, hoặc bạn chưa được xem.")) from None
    policy.require(request.user, Permission.REPORT_MAKE, at=plan.unit)
    with for_the_record():
        made = papers.make(plan, code, media)
    response = HttpResponse(made.data, content_type=made.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=made.name)
    return response

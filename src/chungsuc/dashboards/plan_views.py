"""Routes about a plan that join two applications."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chungsuc.accounts.policy import NotAllowed
from chungsuc.core.errors import ChungsucError
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.plans.views import find


@require_POST
@login_required
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ghi nhận đã đọc đúng: from the form under the items, with the contradictions that are known."""
    plan = find(request, pk)
    try:
        confirmed = confirm_plan(
            plan=plan,
            by=request.user,
            now=timezone.now(),
            acknowledged=request.POST.getlist("acknowledged"),
            words=request.POST.get("words", ""),
            seen=request.POST.get("seen"),
        )
    except NotAllowed:
        raise
    except ChungsucError as error:
        messages.error(request, str(error))
        return redirect("plans:plan", pk=plan.pk)
    messages.success(
        request,
        _("Đã ghi nhận %(targets)d mục tiêu, %(stated)d kết quả nêu trong văn bản và %(money)d nguồn vốn.")
        % {
            "targets": confirmed.targets,
            "stated": confirmed.stated_results,
            "money": len(confirmed.funding),
        },
    )
    return redirect("plans:plan", pk=plan.pk)

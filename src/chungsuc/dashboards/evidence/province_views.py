"""Trang của tỉnh: photos that are offered in several places, and what the province demands evidence of."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chungsuc.accounts import policy
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units.models import Level, Unit, UnitPath
from chungsuc.core.errors import ChungsucError
from chungsuc.core.proofs import demanded_by
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.evidence import seeing
from chungsuc.dashboards.evidence.forms import DemandForm, EndForm
from chungsuc.evidence import actions, queries
from chungsuc.evidence.models import Attachment, Demand

A_PAGE = 25


class Group(NamedTuple):
    """Một ảnh và những ảnh giống nó, with everywhere that they are offered and the person may see."""

    uses: list[Attachment]
    is_same_file: bool


@require_GET
@login_required
def repeated(request: HttpRequest, province_id: str) -> HttpResponse:
    """Ảnh dùng ở nhiều nơi, the newest first. The number of queries does not grow with the photos."""
    unit = get_object_or_404(Unit, pk=province_id)
    policy.require(request.user, Permission.EVIDENCE_VIEW, at=unit)
    page = Paginator(queries.repeated(unit), A_PAGE).get_page(request.GET.get("trang"))
    shown = {"unit": unit, "page": page, "groups": _groups(request.user, unit, [each.pk for each in page])}
    return render(request, "evidence/repeated.html", shown)


def _groups(user: Any, unit: Unit, file_ids: list[int]) -> list[Group]:
    alike = queries.alike(file_ids)
    below = UnitPath.objects.filter(ancestor=unit).values("descendant_id")
    wanted = {other for files in alike.values() for other in files}
    rows = queries.standing().filter(file__in=wanted, unit_id__in=below).select_related("unit")
    offered: dict[int, list[Attachment]] = defaultdict(list)
    for row in seeing.visible(user, list(rows)):
        offered[row.file_id].append(row)
    groups = []
    for file_id in file_ids:
        uses = [row for other in alike[file_id] for row in offered.get(other, ())]
        if len({(row.unit_id, row.year) for row in uses}) > 1:
            groups.append(Group(uses, len({row.file_id for row in uses}) == 1))
    return groups


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def demands(request: HttpRequest, province_id: str, set_id: str) -> HttpResponse:
    """Yêu cầu minh chứng của tỉnh over one set; whoever sees evidence reads it, the office adds to it."""
    province = get_object_or_404(Unit, pk=province_id, level=Level.PROVINCE)
    version = criteria.version_of(set_id)
    if version is None:
        raise Http404
    if not policy.may(request.user, Permission.EVIDENCE_VIEW):
        policy.require(request.user, Permission.EVIDENCE_VIEW, at=province)
    found = criteria.criteria_set(version)
    form = DemandForm(request.POST if request.method == "POST" else None, criteria_set=found)
    refusal = ""
    if request.method == "POST":
        policy.require(request.user, Permission.OVERLAY_STORE, at=province)
        if form.is_valid():
            try:
                actions.demand(
                    province=province,
                    criteria_set=found,
                    **form.cleaned_data,
                    by=request.user,
                    now=timezone.now(),
                )
            except NotAllowed:
                raise
            except ChungsucError as error:
                refusal = str(error)
            else:
                messages.success(request, _("Đã lưu yêu cầu minh chứng."))
                return redirect("evidence:demands", province.pk, set_id)
    shown = {
        "province": province,
        "set": found,
        "rows": list(queries.demands(province, set_id)),
        "by_set": sorted(demanded_by(found), key=actions.known_order(found).index),
        "form": form,
        "end": EndForm(),
        "refusal": refusal,
        "may_demand": policy.may(request.user, Permission.OVERLAY_STORE, at=province),
    }
    return render(request, "evidence/demands.html", shown, status=400 if request.method == "POST" else 200)


@require_POST
@login_required
def end_demand(request: HttpRequest, pk: int) -> HttpResponse:
    """Thôi một yêu cầu minh chứng."""
    row = get_object_or_404(Demand.objects.select_related("province"), pk=pk)
    form = EndForm(request.POST)
    try:
        policy.require(request.user, Permission.OVERLAY_STORE, at=row.province)
        if form.is_valid():
            actions.end_demand(demand=row, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, _("Đã ghi thôi yêu cầu minh chứng."))
        else:
            messages.error(request, _("Hãy ghi ngày thôi áp dụng và lý do."))
    except NotAllowed:
        raise
    except ChungsucError as error:
        messages.error(request, str(error))
    return redirect("evidence:demands", row.province_id, row.criteria_set_id)

"""Pages: nhập và rút quyết định đặt mức, nhận đính chính; what they change is worked out anew at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseFormSet, formset_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chungsuc.accounts import policy
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.assessments.models import Recount
from chungsuc.core.criteria import CriteriaError
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.forms import ROWS, LevelForm, OverlayForm
from chungsuc.criteria.models import FigureReview, Overlay
from chungsuc.dashboards import deciding
from chungsuc.languages.data import vietnamese


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest, set_id: str) -> HttpResponse:
    """Nhập một quyết định đặt mức; refused with the reason when the law does not let it be."""
    policy.require(request.user, Permission.OVERLAY_STORE)
    version = criteria.version_of(set_id)
    if version is None:
        raise Http404
    found = criteria.criteria_set(version)
    reach = policy.units_where(request.user, Permission.OVERLAY_STORE)
    provinces = [
        each
        for each in Unit.objects.filter(pk__in=reach, level=Level.PROVINCE).order_by("sort_key", "valid_from")
        if (each.valid_to is None or each.valid_to > version.valid_from)
        and (each.valid_from is None or each.valid_from <= version.valid_to)
    ]
    nation = Unit.objects.filter(pk__in=reach, level=Level.COUNTRY).exists()
    given = request.POST if request.method == "POST" else None
    form = OverlayForm(given, provinces=provinces, nation=nation)
    make_rows: Any = formset_factory(LevelForm, extra=ROWS, max_num=60)
    rows: BaseFormSet[LevelForm] = make_rows(given, form_kwargs={"criteria_set": found}, prefix="muc")
    refusal = ""
    if request.method == "POST":
        if form.is_valid() and rows.is_valid():
            values = [level for each in rows if (level := each.cleaned_data.get("level")) is not None]
            try:
                row = deciding.store_overlay(
                    overlay=form.overlay(found, values),
                    by=request.user,
                    now=timezone.now(),
                    note=form.cleaned_data["note"],
                )
            except NotAllowed:
                raise
            except CriteriaError as error:
                refusal = str(error)
            else:
                messages.success(
                    request, _("Đã lưu quyết định %(number)s.") % {"number": vietnamese(row.number)}
                )
                return _after(set_id)
        else:
            refusal = _("Có ô chưa đúng. Hãy xem các ô có lời nhắc.")
    return render(
        request,
        "dashboards/overlay_add.html",
        {
            "version": version,
            "set": found,
            "form": form,
            "rows": rows,
            "refusal": refusal,
            "is_anywhere": bool(provinces) or nation,
        },
        status=400 if refusal else 200,
    )


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Rút một quyết định đã nhập sai."""
    row = Overlay.objects.filter(pk=pk).select_related("province").first()
    if row is None:
        raise Http404
    try:
        deciding.withdraw_overlay(
            overlay=row, why=request.POST.get("why", "")[:1000], by=request.user, now=timezone.now()
        )
    except CriteriaError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã rút quyết định %(number)s.") % {"number": vietnamese(row.number)})
    return _after(row.set_id)


@require_POST
@login_required
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Nhận con số trong văn bản in làm đính chính."""
    review = FigureReview.objects.filter(pk=pk).select_related("version").first()
    if review is None:
        raise Http404
    try:
        deciding.adopt_correction(review=review, by=request.user, now=timezone.now())
    except NotAllowed:
        raise
    except CriteriaError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã đính chính. Kết luận trước đây vẫn giữ mức đã dùng khi đó."))
    return redirect("criteria:figure", set_id=review.set_id, key=review.key)


def _after(set_id: str) -> HttpResponse:
    """To the progress, where everything is counted anew; else to the decisions over the set."""
    if Recount.objects.filter(criteria_set_id=set_id, done_at=None).exists():
        return redirect("dashboards:recounts")
    return redirect("criteria:overlays", set_id=set_id)


@require_GET
@login_required
def recounts(request: HttpRequest) -> HttpResponse:
    """Tiến độ tính lại tổng hợp: what is being counted anew and what was, the newest first."""
    rows = list(Recount.objects.select_related("asked_by")[:20])
    titles = {each.set_id: each.title for each in criteria.newest()}
    return render(
        request,
        "dashboards/recounts.html",
        {
            "rows": [(each, titles.get(each.criteria_set_id, each.criteria_set_id)) for each in rows],
            "is_at_work": any(each.done_at is None for each in rows),
        },
    )

"""Thêm mục máy bỏ sót, từ dòng của nó; chuyển mục tiêu thành hiện trạng và ngược lại."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chungsuc.accounts import policy
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.core.errors import ChungsucError
from chungsuc.plans import actions, queries
from chungsuc.plans.correction_forms import CorrectionForm, Places
from chungsuc.plans.errors import ChangedMeanwhile, PlanError
from chungsuc.plans.item_views import around, find_item, seen_step, shared_names
from chungsuc.plans.marks import first_day
from chungsuc.plans.models import Plan, ReadItem
from chungsuc.plans.paper import paper
from chungsuc.plans.rows import criteria_names
from chungsuc.plans.views import find


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Thêm mục ở `?dong=12&nhom=targets`: the same form as a correction, beside the paper."""
    found = find(request, pk)
    policy.require(request.user, Permission.PLAN_CONFIRM, at=found.unit)
    reading = queries.last_reading(found)
    line, section = request.GET.get("dong", ""), request.GET.get("nhom", "")
    try:
        if reading is None:
            raise PlanError(_("Kế hoạch này chưa được đọc."))
        item = actions.blank(reading, section, int(line) if line.isdecimal() and len(line) < 9 else 0)
    except ChungsucError as error:
        messages.error(request, str(error))
        return redirect("plans:plan", pk=found.pk)
    form = _form(found, item, request)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add(
                plan=found,
                section=section,
                line=item.line,
                data=form.data_of_item(),
                why=form.cleaned_data["why"],
                by=request.user,
                now=timezone.now(),
            )
            if "check" in request.POST:
                actions.ask_check(plan=found, by=request.user, now=timezone.now())
        except NotAllowed:
            raise
        except ChungsucError as error:
            refusal = str(error)
        else:
            messages.success(request, _("Đã thêm mục ở dòng %(line)d.") % {"line": made.line})
            return _to(found, made)
    shown = {
        "plan": found,
        "item": item,
        "form": form,
        "refusal": refusal,
        "blocks": paper(reading, [item], (), around(reading, item), marked=(item.section,)),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "plans/add.html", shared_names(found) | shown, status=status)


def _form(found: Plan, item: ReadItem, request: HttpRequest) -> CorrectionForm:
    is_money = item.section == ReadItem.Section.FUNDING
    return CorrectionForm(
        request.POST if request.method == "POST" else None,
        item=item,
        places=Places(found, first_day(found)),
        criteria=criteria_names(found),
        sources=list(item.reading.items.filter(section=item.section)) if is_money else (),
    )


@require_POST
@login_required
def move(request: HttpRequest, pk: UUID, item: int) -> HttpResponse:
    """Chuyển giữa mục tiêu và hiện trạng."""
    found = find(request, pk)
    row = find_item(found, item)
    try:
        made = actions.move(item=row, by=request.user, now=timezone.now(), seen=seen_step(request))
    except ChangedMeanwhile as error:
        messages.error(request, str(error))
        return redirect("plans:item", pk=found.pk, item=row.pk)
    messages.success(request, _("Đã chuyển sang nhóm “%(group)s”.") % {"group": made.get_section_display()})
    return _to(found, made)


def _to(found: Plan, item: ReadItem) -> HttpResponse:
    address = reverse("plans:plan", args=[found.pk])
    return HttpResponseRedirect(f"{address}?dong={item.line}#i-{item.key}")

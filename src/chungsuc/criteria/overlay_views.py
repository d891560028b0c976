"""Quyết định đặt mức: những quyết định đã lưu, nhập một quyết định, rút một quyết định."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseFormSet, formset_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chungsuc.accounts import policy
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.core.criteria import CriteriaError, CriteriaSet
from chungsuc.core.reasons import show_threshold
from chungsuc.criteria import actions, queries
from chungsuc.criteria.facts import overlay_of
from chungsuc.criteria.forms import ROWS, LevelForm, OverlayForm
from chungsuc.criteria.models import CriteriaSetVersion, Overlay


class ValueShown(NamedTuple):
    """One level of a decision, in words."""

    code: str
    name: str
    scope: str
    years: str
    text: str


class OverlayShown(NamedTuple):
    """A decision with its levels."""

    row: Overlay
    values: list[ValueShown]
    may_withdraw: bool


def listing(request: HttpRequest, set_id: str) -> HttpResponse:
    """Các quyết định đặt mức over one set: the nation's and the provinces', those withdrawn too."""
    version = _version(set_id)
    found = queries.criteria_set(version)
    rows = list(
        Overlay.objects.filter(set_id=set_id)
        .select_related("province", "stored_by", "withdrawn_by")
        .prefetch_related("values")
    )
    reach = policy.units_where(request.user, Permission.OVERLAY_STORE)
    deciders = Unit.objects.filter(pk__in=reach, level__in=(Level.PROVINCE, Level.COUNTRY))
    mine = {each.pk for each in deciders}
    of_nation = any(each.level == Level.COUNTRY for each in deciders)
    return render(
        request,
        "criteria/overlays.html",
        {
            "version": version,
            "set": found,
            "overlays": [
                OverlayShown(
                    row, _values(row, found), row.province_id in mine if row.province_id else of_nation
                )
                for row in rows
            ],
            "may_store": policy.may(request.user, Permission.OVERLAY_STORE),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest, set_id: str) -> HttpResponse:
    """Nhập một quyết định đặt mức; refused with the reason when the law does not let it be."""
    policy.require(request.user, Permission.OVERLAY_STORE)
    version = _version(set_id)
    found = queries.criteria_set(version)
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
                row = actions.store_overlay(
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
                messages.success(request, _("Đã lưu quyết định %(number)s.") % {"number": row.number})
                return redirect("criteria:overlays", set_id=set_id)
        else:
            refusal = _("Có ô chưa đúng. Hãy xem các ô có lời nhắc.")
    return render(
        request,
        "criteria/overlay_add.html",
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
        actions.withdraw_overlay(
            overlay=row, why=request.POST.get("why", "")[:1000], by=request.user, now=timezone.now()
        )
    except CriteriaError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã rút quyết định %(number)s.") % {"number": row.number})
    return redirect("criteria:overlays", set_id=row.set_id)


def _version(set_id: str) -> CriteriaSetVersion:
    found = queries.version_of(set_id)
    if found is None:
        raise Http404
    return found


def _values(row: Overlay, criteria_set: CriteriaSet) -> list[ValueShown]:
    words = {each.code: each.name for each in (*criteria_set.regions, *criteria_set.commune_groups)}
    measures = {each.code: each for each in (*criteria_set.measures(), *criteria_set.conditions)}
    found = []
    for each in overlay_of(row).values:
        scope = each.region or each.commune_group
        measure = measures.get(each.code)  # a newer text of the set may have dropped it
        found.append(
            ValueShown(
                each.code,
                measure.name if measure else "",
                words.get(scope, scope) if scope else "",
                f"{each.from_year}-{each.to_year}",
                show_threshold(measure, each.value) if measure else str(each.value),
            )
        )
    return found

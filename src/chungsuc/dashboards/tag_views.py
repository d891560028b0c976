"""The page of what decisions say of a unit: each with its dates, and the end of one that holds no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from chungsuc.accounts import policy
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units.models import Unit, UnitTag
from chungsuc.administrative_units.queries import above, named_by
from chungsuc.core.errors import ChungsucError
from chungsuc.criteria.forms import DayField
from chungsuc.dashboards import tagging


class EndForm(forms.Form):
    """Thôi phân loại: which, from what day, by which decision."""

    tag = forms.ModelChoiceField(
        label=gettext_lazy("Phân loại"), queryset=UnitTag.objects.none(), empty_label=None
    )
    on = DayField(label=gettext_lazy("Thôi từ ngày"))
    decision = forms.CharField(label=gettext_lazy("Số quyết định"), max_length=120)

    def __init__(self, data: Any, unit: Unit) -> None:
        super().__init__(data)
        field = self.fields["tag"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = UnitTag.objects.filter(unit=unit, valid_to__isnull=True)
        field.label_from_instance = described  # type: ignore[method-assign]


def described(tag: UnitTag) -> str:
    """ "Nhóm xã: 2"; of what is or is not, the name alone."""
    name = str(tag.get_name_display())
    return name if tag.value == "yes" else f"{name}: {tag.value}"


@require_http_methods(["GET", "HEAD", "POST"])
def tags(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Phân loại của đơn vị through time. Tags are public; who answers for the unit above may end one."""
    unit = named_by(unit_id)
    if unit is None:
        raise Http404
    may_end = _may_end(request.user, unit)
    form = EndForm(request.POST if request.method == "POST" else None, unit)
    refusal = ""
    if request.method == "POST":
        if not may_end:
            raise NotAllowed(_("Văn phòng Điều phối của đơn vị cấp trên ghi phân loại."))
        if form.is_valid():
            given = form.cleaned_data
            try:
                tagging.end(
                    tag=given["tag"],
                    on=given["on"],
                    decision=given["decision"],
                    by=request.user,
                    now=timezone.now(),
                )
            except NotAllowed:
                raise
            except ChungsucError as problem:
                refusal = str(problem)
            else:
                messages.success(request, _("Đã ghi thôi phân loại."))
                return redirect("dashboards:tags", unit.pk)
    found = UnitTag.objects.filter(unit=unit).order_by("name", "-valid_from")
    return render(
        request,
        "dashboards/tags.html",
        {
            "unit": unit,
            "tags": [(each, described(each)) for each in found],
            "form": form if may_end and any(each.valid_to is None for each in found) else None,
            "refusal": refusal,
        },
        status=400 if request.method == "POST" else 200,
    )


def _may_end(user: Any, unit: Unit) -> bool:
    last = unit.valid_to - timedelta(days=1) if unit.valid_to else policy.today()
    steps = above(unit, min(last, policy.today()))
    return policy.may(user, Permission.UNITS_CHANGE, at=steps[-1] if steps else unit)

"""The page on which an office records its bodies, what becomes of them, and who holds an office."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units import actions, queries
from chungsuc.administrative_units.models import Body, Official, Unit
from chungsuc.core.errors import ChungsucError
from chungsuc.criteria.forms import DayField

LONGEST_ID = 18  # digits that the whole numbers of every store can hold


class BodyForm(forms.Form):
    """Cơ quan."""

    name = forms.CharField(label=gettext_lazy("Tên cơ quan"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=Body.Kind.choices)
    since = DayField(label=gettext_lazy("Hoạt động từ ngày (để trống khi không rõ)"), required=False)

    def do(self, unit: Unit, by: User, now: datetime) -> None:
        actions.add_body(unit=unit, by=by, now=now, **self.cleaned_data)


class _OfUnit(forms.Form):
    """A form that chooses among the bodies of one unit."""

    def __init__(self, unit: Unit, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = field.queryset.filter(
                    **{"body__unit" if field.queryset.model is Official else "unit": unit}
                )


class OfficeForm(_OfUnit):
    """Nhiệm kỳ."""

    body = forms.ModelChoiceField(Body.objects.order_by("name"), label=gettext_lazy("Cơ quan"))
    name = forms.CharField(label=gettext_lazy("Họ tên"), max_length=120)
    title = forms.CharField(label=gettext_lazy("Chức danh"), max_length=120)
    since = DayField(label=gettext_lazy("Từ ngày"))
    last_day = DayField(label=gettext_lazy("Đến hết ngày (để trống khi đang giữ)"), required=False)

    def do(self, unit: Unit, by: User, now: datetime) -> None:
        given = dict(self.cleaned_data)
        last_day = given.pop("last_day")
        until = last_day + timedelta(days=1) if last_day is not None else None
        actions.take_office(by=by, now=now, until=until, **given)


class LeaveForm(_OfUnit):
    """Thôi giữ chức."""

    official = forms.ModelChoiceField(
        Official.objects.filter(valid_to__isnull=True).order_by("name"), label=gettext_lazy("Cán bộ")
    )
    on = DayField(label=gettext_lazy("Thôi giữ chức từ ngày"))

    def do(self, unit: Unit, by: User, now: datetime) -> None:
        actions.leave_office(by=by, now=now, **self.cleaned_data)


class _Heir(forms.ModelChoiceField):
    """A body, with its unit where that is another."""

    unit: Unit

    def label_from_instance(self, obj: Any) -> str:
        return obj.name if obj.unit_id == self.unit.pk else f"{obj.name} ({obj.unit.full_name})"


class _Bodies(forms.ModelMultipleChoiceField):
    """Some bodies; a number that no store can hold names none."""

    def clean(self, value: Any) -> Any:
        for each in value or ():
            if len(str(each)) > LONGEST_ID:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": each[:20]}
                )
        return super().clean(value)


class SuccessionForm(_OfUnit):
    """Sáp nhập, đổi tên cơ quan; also into a body of a unit that this one became."""

    bodies = _Bodies(
        Body.objects.filter(valid_to__isnull=True).order_by("name"), label=gettext_lazy("Cơ quan kết thúc")
    )
    into = _Heir(Body.objects.order_by("name"), label=gettext_lazy("Cơ quan kế thừa"))
    effective = DayField(label=gettext_lazy("Có hiệu lực từ ngày"))
    decision = forms.CharField(label=gettext_lazy("Số quyết định"), max_length=120)

    def __init__(self, unit: Unit, *args: Any, **options: Any) -> None:
        super().__init__(unit, *args, **options)
        into: Any = self.fields["into"]
        into.unit = unit
        became = unit.successions.values("successor_id")
        into.queryset = (
            Body.objects.filter(Q(unit=unit) | Q(unit__in=became)).select_related("unit").order_by("name")
        )

    def do(self, unit: Unit, by: User, now: datetime) -> None:
        policy.require(by, Permission.UNITS_CHANGE, at=self.cleaned_data["into"].unit)
        actions.succeed(by=by, now=now, **self.cleaned_data)


TITLES = {
    "body": gettext_lazy("Thêm cơ quan"),
    "office": gettext_lazy("Ghi nhiệm kỳ"),
    "leave": gettext_lazy("Thôi giữ chức"),
    "succession": gettext_lazy("Sáp nhập, đổi tên cơ quan"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bodies(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Cơ quan và cán bộ của đơn vị: four small forms, each one act."""
    unit = queries.named_by(unit_id)
    if unit is None:
        raise Http404
    policy.require(request.user, Permission.UNITS_CHANGE, at=unit)
    sent = request.POST.get("deed", "")
    given = [request.POST if sent == deed else None for deed in TITLES]
    all_forms: list[Any] = [
        BodyForm(given[0], prefix="body"),
        OfficeForm(unit, given[1], prefix="office"),
        LeaveForm(unit, given[2], prefix="leave"),
        SuccessionForm(unit, given[3], prefix="succession"),
    ]
    refusal = ""
    if request.method == "POST":
        chosen = next((form for form in all_forms if form.is_bound), None)
        if chosen is not None and chosen.is_valid():
            try:
                chosen.do(unit, request.user, timezone.now())
            except ChungsucError as problem:
                refusal = str(problem)
            else:
                messages.success(request, _("Đã ghi."))
                return redirect("dashboards:bodies", unit.pk)
        elif chosen is None:
            refusal = _("Chưa rõ việc cần ghi. Hãy bấm nút của một mục dưới đây.")
    return render(
        request,
        "dashboards/bodies.html",
        {
            "unit": unit,
            "sections": list(zip(TITLES.items(), all_forms, strict=True)),
            "found": queries.bodies(unit, policy.today()),
            "refusal": refusal,
        },
        status=400 if request.method == "POST" else 200,
    )

"""The page on which an office states what an order left open: how much went where, what counts how much."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import named_by
from chungsuc.assessments.weighing import state_parts, state_weights
from chungsuc.core.errors import ChungsucError
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards import weighing
from chungsuc.dashboards.weighing import Reorganised
from chungsuc.languages.data import capital, vietnamese
from chungsuc.languages.figures import parse_number

PARTS, WEIGHTS = "parts", "weights"


class NumberField(forms.CharField):
    """Số as officials type it: "0,6", "60%", "1.250"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=24, **options)
        self.widget.attrs.update(inputmode="decimal", size="12")

    def clean(self, value: Any) -> Decimal | None:
        """The number. Raises `ValidationError` for what is none."""
        text = super().clean(value)
        if not text:
            return None
        try:
            number = parse_number(text.removesuffix("%").rstrip())
        except ChungsucError as problem:
            raise forms.ValidationError(str(problem)) from None
        return number / 100 if text.endswith("%") else number


class WeighingForm(forms.Form):
    """Căn cứ, and a number for each unit; of weights also what they are and what they are for."""

    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Số và ngày của văn bản, hoặc tên tài liệu đã in."),
        max_length=200,
    )

    def __init__(
        self, data: Any, *, units: list[Unit], measured: list[tuple[str, str]] | None = None
    ) -> None:
        # Both kinds may stand on one page.
        super().__init__(data, auto_id=f"{PARTS if measured is None else WEIGHTS}-%s")
        self.units = units
        if measured is not None:
            self.fields["name"] = forms.CharField(
                label=_("Quyền số"), help_text=_("Ví dụ: số dân năm 2024."), max_length=80
            )
            self.fields["indicator"] = forms.ChoiceField(
                label=_("Dùng cho"), choices=[("", _("mọi giá trị đo được")), *measured], required=False
            )
        for unit in units:
            self.fields[f"w-{unit.pk}"] = NumberField(label=capital(vietnamese(unit.full_name)))
        if measured is not None:
            self.fields["total"] = NumberField(
                label=_("Tổng"),
                help_text=_("Nếu văn bản có ghi; các số phải cộng đúng bằng tổng."),
                required=False,
            )

    @property
    def numbers(self) -> dict[str, Decimal]:
        """What was typed, by unit."""
        return {unit.pk: self.cleaned_data[f"w-{unit.pk}"] for unit in self.units}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def weigh(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Nêu tỷ trọng, quyền số: first what it would change, and only then the statement itself."""
    policy.require(request.user, Permission.UNITS_CHANGE)
    unit = named_by(unit_id)
    if unit is None:
        raise Http404
    found = weighing.reorganised(unit)
    what = request.POST.get("what", "")
    form = _form(what, request.POST, unit, found)
    if form is None:
        return _page(request, unit, found, status=200 if request.method != "POST" else 400)
    if not form.is_valid():
        return _page(request, unit, found, {what: form}, status=400)
    write = _act(request, what, form, unit)
    try:
        if request.POST.get("step") == "record":
            write()
            messages.success(request, _("Đã ghi. Số liệu qua thời gian dùng con số này từ bây giờ."))
            return redirect("dashboards:weigh", unit.pk)
        of = [each.successor for each in found.parts] if what == PARTS else [unit]
        changed, count = weighing.changes(of, write)
    except policy.NotAllowed:
        raise
    except ChungsucError as problem:
        return _page(request, unit, found, {what: form}, refusal=str(problem), status=400)
    return _page(request, unit, found, {what: form}, previewed=what, changed=changed, count=count)


def _act(request: HttpRequest, what: str, form: WeighingForm, unit: Unit) -> Callable[[], Any]:
    given, now = form.cleaned_data, timezone.now()
    if what == PARTS:
        return lambda: state_parts(
            divided=unit, parts=form.numbers, basis=given["basis"], by=request.user, now=now
        )
    set_id, _mark, code = given["indicator"].partition(":")
    version = criteria.version_of(set_id) if set_id else None
    return lambda: state_weights(
        successor=unit,
        name=given["name"],
        weights=form.numbers,
        total=given["total"],
        criteria_set=criteria.criteria_set(version) if version else None,
        indicator=code,
        basis=given["basis"],
        by=request.user,
        now=now,
    )


def _form(what: str, data: Any, unit: Unit, found: Reorganised) -> WeighingForm | None:
    """The form of the page that was filled in; None where there is none of that kind."""
    if what == PARTS and found.lacks_parts:
        return WeighingForm(data, units=[each.successor for each in found.parts])
    if what == WEIGHTS and found.joined:
        former = [each.predecessor for each in found.joined]
        return WeighingForm(data, units=former, measured=weighing.measured(unit))
    return None


def _page(
    request: HttpRequest,
    unit: Unit,
    found: Reorganised,
    filled: dict[str, WeighingForm] | None = None,
    *,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    forms_shown = {
        what: form
        for what in (PARTS, WEIGHTS)
        if (form := (filled or {}).get(what) or _form(what, None, unit, found)) is not None
    }
    return render(
        request,
        "dashboards/weigh.html",
        {"unit": unit, "found": found, "forms": forms_shown, "shown": weighing.SHOWN, **context},
        status=status,
    )

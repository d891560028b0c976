"""Khóa kết nối: the page where a person makes, sees and revokes the keys of programs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from chungsuc.accounts import policy, tokens
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import named_by
from chungsuc.core.errors import ChungsucError
from chungsuc.core.vietnamese.dates import format_date
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.forms import DayField
from chungsuc.languages.data import vietnamese


class KeyForm(forms.Form):
    """Cấp khóa: what for, where, what it may do, until when."""

    name = forms.CharField(label=gettext_lazy("Dùng cho việc gì"), max_length=120)
    unit = forms.CharField(
        label=gettext_lazy("Mã đơn vị"),
        max_length=60,
        help_text=gettext_lazy("Khóa dùng được cho đơn vị này và các đơn vị trực thuộc."),
    )
    may_read = forms.BooleanField(label=gettext_lazy("Được đọc"), required=False, initial=True)
    may_write = forms.BooleanField(label=gettext_lazy("Được ghi số liệu"), required=False)
    criteria_set = forms.ChoiceField(label=gettext_lazy("Chỉ một bộ tiêu chí"), required=False)
    codes = forms.CharField(
        label=gettext_lazy("Chỉ những tiêu chí, chỉ tiêu này"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Mã cách nhau bằng dấu phẩy, ví dụ 4.2, 15. Để trống: mọi chỉ tiêu."),
    )
    last_day = DayField(label=gettext_lazy("Dùng được đến hết ngày"))

    def __init__(self, data: Any, user: Any) -> None:
        held = policy.roles_of(user).select_related("unit").order_by("unit__level", "unit_id").first()
        super().__init__(
            data,
            initial={
                "unit": held.unit_id if held else "",
                "last_day": format_date(policy.today() + timedelta(days=180)),
            },
        )
        field = self.fields["criteria_set"]
        assert isinstance(field, forms.ChoiceField)
        titles = ((each.set_id, vietnamese(each.title)) for each in criteria.newest())
        field.choices = [("", _("Mọi bộ tiêu chí")), *titles]

    def clean_unit(self) -> Unit:
        unit = named_by(self.cleaned_data["unit"].strip())
        if unit is None:
            raise forms.ValidationError(_("Không tìm thấy đơn vị mang mã này. Hãy kiểm tra lại mã."))
        return unit

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        codes = [each.strip() for each in given.get("codes", "").split(",") if each.strip()]
        given["codes"] = codes
        version = criteria.version_of(given.get("criteria_set") or "")
        if codes and version is not None:
            law = criteria.criteria_set(version)
            known = {each.code for each in (*law.criteria, *law.measures(), *law.conditions)}
            if unknown := [each for each in codes if each not in known]:
                self.add_error(
                    "codes",
                    _("Bộ tiêu chí này không có mã %(code)s. Hãy kiểm tra lại.") % {"code": unknown[0][:20]},
                )
        return given


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """Khóa kết nối: those that the person may see, and a form for a new one. A new key is shown once."""
    if not (policy.may(request.user, Permission.TOKEN_MAKE) or tokens.seen_by(request.user).exists()):
        policy.require(request.user, Permission.TOKEN_MAKE)
    form = KeyForm(request.POST if request.method == "POST" else None, request.user)
    secret, refusal = "", ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            _token, secret = tokens.make(
                name=given["name"],
                unit=given["unit"],
                may_read=given["may_read"],
                may_write=given["may_write"],
                criteria_set_id=given["criteria_set"],
                codes=given["codes"],
                last_day=given["last_day"],
                by=request.user,
                now=timezone.now(),
            )
        except policy.NotAllowed:
            raise
        except ChungsucError as problem:
            refusal = str(problem)
        else:
            form = KeyForm(None, request.user)
    shown = {
        "keys": list(tokens.seen_by(request.user)[:500]),
        "form": form if policy.may(request.user, Permission.TOKEN_MAKE) else None,
        "secret": secret,
        "refusal": refusal,
        "today": policy.today(),
    }
    failed = request.method == "POST" and not secret
    return render(request, "api/keys.html", shown, status=400 if failed else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Thu hồi: from this moment the key opens nothing."""
    token = tokens.seen_by(request.user).filter(pk=pk).first()
    if token is None:
        raise Http404
    tokens.revoke(token=token, by=request.user, now=timezone.now())
    messages.success(request, _("Đã thu hồi khóa kết nối. Chương trình dùng khóa đó không vào được nữa."))
    return redirect("api:keys")

"""Forms of accounts and roles."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungsuc.accounts import actions, policy
from chungsuc.accounts.actions import ONLY_AT, REASON
from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.accounts.permissions import BY_INDICATOR
from chungsuc.accounts.policy import Indicator
from chungsuc.administrative_units.models import Body, Unit
from chungsuc.core.criteria import CriteriaError, CriteriaSet
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.forms import DayField
from chungsuc.languages.data import vietnamese

_MANY = 100  # codes in one form
_APART = re.compile(r"[\s,;]+")


def checked_codes(criteria_set: CriteriaSet, text: str) -> list[Indicator]:
    """Codes of criteria, indicators and conditions as they are typed. Raises ValidationError."""
    codes = [each for each in _APART.split(text) if each]
    if len(codes) > _MANY:
        raise forms.ValidationError(_("Nhiều nhất %(most)s mã mỗi lần.") % {"most": _MANY})
    known = {each.code for each in (*criteria_set.criteria, *criteria_set.conditions)}
    for code in codes:
        if code in known:
            continue
        try:
            criteria_set.measure(code)
        except CriteriaError:
            raise forms.ValidationError(
                _("Bộ tiêu chí này không có mã “%(code)s”. Hãy sửa mã.") % {"code": code[:20]}
            ) from None
    return [Indicator(criteria_set.id, code) for code in dict.fromkeys(codes)]


class _WithIndicators(forms.Form):
    """A form that names indicators of one criteria set."""

    criteria_set = forms.ChoiceField(label=gettext_lazy("Bộ tiêu chí"), required=False)
    codes = forms.CharField(
        label=gettext_lazy("Tiêu chí, chỉ tiêu được giao"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy(
            "Mã cách nhau bằng dấu phẩy, như 15, 17.1. Mã tiêu chí lấy mọi chỉ tiêu của nó."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["criteria_set"]
        choice.choices = [("", "–"), *((each.set_id, vietnamese(each.title)) for each in criteria.newest())]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["indicators"] = []
        set_id, codes = given.get("criteria_set", ""), given.get("codes", "")
        version = criteria.version_of(set_id) if set_id else None
        if codes.strip() and version is None:
            self.add_error("criteria_set", _("Hãy chọn bộ tiêu chí của các mã đã ghi."))
        elif version is not None:
            try:
                given["indicators"] = checked_codes(criteria.criteria_set(version), codes)
            except forms.ValidationError as error:
                self.add_error("codes", error)
        return given


class RoleForm(_WithIndicators):
    """Giao vai trò tại một đơn vị."""

    role = forms.ChoiceField(label=gettext_lazy("Vai trò"))
    body = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("Thay mặt cơ quan (để trống nếu không)"), required=False
    )
    valid_from = DayField(label=gettext_lazy("Từ ngày"))
    last_day = DayField(label=gettext_lazy("Đến hết ngày (để trống khi chưa định)"), required=False)

    field_order = ("role", "body", "valid_from", "last_day", "criteria_set", "codes")

    def __init__(self, unit: Unit, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        roles: Any = self.fields["role"]
        roles.choices = [
            (role.value, role.label) for role in Role if ONLY_AT.get(role, unit.level) == unit.level
        ]
        bodies: Any = self.fields["body"]
        bodies.label_from_instance = lambda body: vietnamese(body.name)
        bodies.queryset = Body.objects.filter(unit=unit, valid_to__isnull=True).order_by("name")
        self.fields["valid_from"].initial = f"{policy.today():%d/%m/%Y}"
        self.unit = unit

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        role = given.get("role")
        if given["indicators"] and role not in BY_INDICATOR:
            self.add_error("codes", _("Vai trò này không giao theo chỉ tiêu. Hãy để trống."))
        if not given["indicators"] and role in BY_INDICATOR and "codes" not in self.errors:
            self.add_error("codes", _("Vai trò này làm việc với những chỉ tiêu được giao. Hãy ghi mã."))
        return given

    @property
    def given(self) -> dict[str, Any]:
        """As the action takes it: the day after the last."""
        told = self.cleaned_data
        last = told.get("last_day")
        return {
            "role": Role(told["role"]),
            "unit": self.unit,
            "body": told["body"],
            "valid_from": told["valid_from"],
            "valid_to": last + timedelta(days=1) if last else None,
            "indicators": told["indicators"],
        }


class AccountForm(RoleForm):
    """Mở tài khoản with its first role."""

    username = forms.CharField(label=gettext_lazy("Tên đăng nhập"), max_length=150)
    display_name = forms.CharField(label=gettext_lazy("Họ tên hoặc chức danh"), max_length=120)

    field_order = ("username", "display_name", *RoleForm.field_order)

    def do(self, password: str, by: User, now: datetime) -> User:
        told = self.cleaned_data
        return actions.open_account(
            username=told["username"],
            display_name=told["display_name"],
            password=password,
            by=by,
            now=now,
            **self.given,
        )


class _OfRole(forms.Form):
    """A form that chooses one role of a person."""

    held = forms.ModelChoiceField(RoleHeld.objects.none(), label=gettext_lazy("Vai trò"))

    def __init__(self, rows: list[RoleHeld], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["held"]
        choice.queryset = RoleHeld.objects.filter(pk__in=[each.pk for each in rows]).select_related("unit")
        choice.label_from_instance = lambda held: (
            f"{held.get_role_display()}, {vietnamese(held.unit.full_name)}"
        )


class EndForm(_OfRole):
    """Kết thúc vai trò."""

    last_day = DayField(label=gettext_lazy("Ngày cuối còn giữ vai trò"))
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=REASON)

    def do(self, by: User, now: datetime) -> None:
        told = self.cleaned_data
        actions.take_role(
            held=told["held"],
            valid_to=told["last_day"] + timedelta(days=1),
            reason=told["reason"],
            by=by,
            now=now,
        )


class ScopeForm(_OfRole, _WithIndicators):
    """Giao thêm hoặc thôi giao chỉ tiêu."""

    is_more = forms.ChoiceField(
        label=gettext_lazy("Việc"),
        choices=[("them", gettext_lazy("Giao thêm")), ("thoi", gettext_lazy("Thôi giao"))],
    )

    field_order = ("held", "is_more", "criteria_set", "codes")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given["indicators"] and not self.errors:
            self.add_error("codes", _("Hãy ghi mã tiêu chí hoặc chỉ tiêu."))
        return given

    def do(self, by: User, now: datetime) -> None:
        told, today = self.cleaned_data, policy.today()
        if told["is_more"] == "them":
            actions.give_scope(
                held=told["held"], indicators=told["indicators"], valid_from=today, by=by, now=now
            )
        else:
            actions.take_scope(
                held=told["held"], indicators=told["indicators"], valid_to=today, by=by, now=now
            )


class ActiveForm(forms.Form):
    """Khóa hoặc mở khóa tài khoản."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=REASON)

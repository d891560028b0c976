"""Text of a browser to values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit


def offices(user: Any) -> Any:
    """The units where the person's roles let her bring plans in, and what lies directly below them."""
    roles = [role for role, allowed in policy.ALLOWS.items() if Permission.PLAN_UPLOAD in allowed]
    held = policy.roles_of(user).filter(role__in=roles).values("unit_id")
    return (
        Unit.objects.filter(paths_up__ancestor_id__in=held, paths_up__depth__lte=1)
        .distinct()
        .order_by("valid_to", "level", "sort_key")
    )


class UnitChoice(forms.ModelChoiceField):
    """Đơn vị: with its days where it does not exist any more, since names are used again."""

    def label_from_instance(self, unit: Unit) -> str:
        if unit.valid_to is None:
            return unit.full_name
        return _("%(unit)s (đến %(day)s)") % {"unit": unit.full_name, "day": f"{unit.valid_to:%d/%m/%Y}"}


class UploadForm(forms.Form):
    """Tải lên một văn bản; đơn vị được đọc từ văn bản nếu để trống."""

    paper = forms.FileField(
        label=_("Tệp văn bản"),
        help_text=_("Tệp .docx, .pdf hoặc .txt, không quá 20 MB. Tệp gốc được giữ nguyên."),
        error_messages={
            "required": _("Hãy chọn một tệp .docx, .pdf hoặc .txt."),
            "empty": _("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp rồi thử lại."),
            "invalid": _("Không nhận được tệp. Hãy chọn lại tệp rồi thử lại."),
            "missing": _("Hãy chọn một tệp .docx, .pdf hoặc .txt."),
        },
    )
    unit = UnitChoice(
        label=_("Đơn vị"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Đọc từ văn bản"),
        help_text=_("Chỉ cần chọn khi văn bản không nói rõ là kế hoạch của đơn vị nào."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = offices(user)
        self.fields["paper"].widget.attrs["accept"] = ".docx,.pdf,.txt,.md"

    @property
    def file(self) -> UploadedFile:
        return self.cleaned_data["paper"]


class RereadForm(forms.Form):
    """Cho đọc lại, có thể kèm đơn vị."""

    unit = UnitChoice(
        label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=_("Đọc từ văn bản")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = offices(user)


class WithdrawForm(forms.Form):
    """Rút kế hoạch, có lý do."""

    why = forms.CharField(
        label=_("Lý do rút"),
        max_length=500,
        error_messages={"required": _("Hãy ghi lý do rút kế hoạch.")},
    )

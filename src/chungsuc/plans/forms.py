"""Text of a browser to values."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.models import Unit
from chungsuc.core.vietnamese.text import fold
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_date

MOST_LOOKED_AT = 500
MOST_SHOWN = 40
KIND_OF_UNIT = re.compile(r"^(?:xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh)\s+")


class UnitForm(forms.Form):
    """Đơn vị, tìm theo tên: a name that several units bear is asked about, never guessed.

    `found` holds the units to choose from when the form is shown again.
    """

    unit = forms.CharField(
        label=_("Đơn vị"),
        required=False,
        max_length=200,
        help_text=_("Để trống: máy đọc từ văn bản. Hoặc gõ tên, ví dụ “xã A, tỉnh B”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    chosen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach = policy.units_where(user, Permission.PLAN_UPLOAD)
        self.found: list[tuple[str, str]] = []

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        words = " ".join(given.get("unit", "").split())
        wanted = given.get("chosen") or words
        given["unit"] = Unit.objects.filter(pk=wanted, pk__in=self.reach).first() if wanted else None
        if wanted and given["unit"] is None:
            try:
                given["unit"] = self._named(words)
            except forms.ValidationError as error:
                self.add_error("unit", error)
        return given

    def _named(self, words: str) -> Unit:
        """The one unit of a name. Raises `ValidationError` for none, and for several."""
        name, _comma, above = (fold(part).strip() for part in words.partition(","))
        bare = KIND_OF_UNIT.sub("", name)
        near = Unit.objects.filter(folded__contains=bare, pk__in=self.reach) if bare else Unit.objects.none()
        rows = list(near.order_by("valid_to", "level", "sort_key")[:MOST_LOOKED_AT])
        names = units.names_above(rows)
        rows = [each for each in rows if above in fold(names.get(each.pk, ""))]
        same = [each for each in rows if name in (fold(each.full_name), each.folded)]
        if len(same) == 1:
            return same[0]
        if not rows:
            raise forms.ValidationError(
                gettext("Không có đơn vị nào tên “%(name)s” trong phạm vi của bạn. Hãy kiểm tra lại tên.")
                % {"name": vietnamese(words)}
            )
        self.found = [(each.pk, _told(each, names.get(each.pk, ""))) for each in (same or rows)[:MOST_SHOWN]]
        raise forms.ValidationError(gettext("Có nhiều đơn vị tên như vậy. Hãy chọn một đơn vị dưới đây."))


def _told(unit: Unit, above: str) -> str:
    """ "xã A, huyện B, tỉnh C (đến 30/06/2025)": names are used again, so its last day stands beside it."""
    whole = vietnamese(f"{unit.full_name}, {above}" if above else unit.full_name)
    if unit.valid_to is None:
        return whole
    day = unit.valid_to - timedelta(days=1)
    return gettext("%(unit)s (đến %(day)s)") % {"unit": whole, "day": format_date(day)}


class UploadForm(UnitForm):
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].widget.attrs["accept"] = ".docx,.pdf,.txt,.md"

    @property
    def file(self) -> UploadedFile:
        return self.cleaned_data["paper"]


class RereadForm(UnitForm):
    """Cho đọc lại, có thể kèm đơn vị."""


class WithdrawForm(forms.Form):
    """Rút kế hoạch, có lý do."""

    why = forms.CharField(
        label=_("Lý do rút"),
        max_length=500,
        error_messages={"required": _("Hãy ghi lý do rút kế hoạch.")},
    )

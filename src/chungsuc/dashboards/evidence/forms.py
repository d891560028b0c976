"""Forms of evidence: text to values."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from chungsuc.core.criteria import CriteriaSet
from chungsuc.criteria.forms import DayField
from chungsuc.evidence.contents import ACCEPTED

MOST_FILES = 20  # of one sending; each is kept by itself


class _SeveralInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """A box that takes several files; what each of them is, is told when it is looked at."""

    def __init__(self, **options: Any) -> None:
        widget = _SeveralInput(attrs={"accept": ACCEPTED, "multiple": True})
        super().__init__(widget=widget, allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each file that came. Raises `ValidationError`."""
        return [super(SeveralFiles, self).clean(each, initial) for each in data or ()]


class FilesForm(forms.Form):
    """Thêm tệp: some files, or what the camera takes now."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    files = SeveralFiles(
        label=_("Tệp"),
        required=False,
        help_text=_("Mỗi tệp không quá 20 MB: PDF, ảnh, Word (.docx), Excel (.xlsx); chọn được nhiều tệp."),
    )
    photo = forms.FileField(
        label=_("Hoặc chụp ngay bằng điện thoại"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}),
    )
    caption = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)

    @property
    def arrived(self) -> list[UploadedFile]:
        """The files that came, in the order in which they were chosen."""
        photo = self.cleaned_data.get("photo")
        return [*self.cleaned_data.get("files", ()), *([photo] if photo else [])]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.arrived:
            self.add_error("files", _("Hãy chọn tệp hoặc chụp ảnh."))
        elif len(self.arrived) > MOST_FILES:
            self.add_error("files", _("Mỗi lần gửi tối đa 20 tệp. Hãy gửi thành nhiều lần."))
        return given


class LinkForm(forms.Form):
    """Dẫn chiếu: a document by its number, or an address on the web."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    document = forms.CharField(
        label=_("Văn bản"),
        required=False,
        max_length=300,
        help_text=_("Số, ký hiệu, ngày và cơ quan ban hành, ví dụ: 12/QĐ-UBND ngày 05/03/2024 của UBND xã."),
    )
    address = forms.CharField(
        label=_("Hoặc địa chỉ trên mạng"), required=False, max_length=500, widget=forms.TextInput
    )
    caption = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)


class DemandForm(forms.Form):
    """Yêu cầu minh chứng: which indicators, by which paper, from when."""

    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=120)
    decided_on = DayField(label=_("Ngày ban hành"))
    effective_on = DayField(label=_("Có hiệu lực từ"))
    codes = forms.MultipleChoiceField(
        label=_("Chỉ tiêu phải có minh chứng"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, criteria_set: CriteriaSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = [
            (each.code, f"{each.code} {each.name}") for each in criteria_set.indicators()
        ]


class EndForm(forms.Form):
    """Thôi yêu cầu."""

    ends_on = DayField(label=_("Thôi áp dụng từ ngày"))
    why = forms.CharField(label=_("Lý do"), max_length=300)

"""Text of the pages of a dossier to values: opening, steps, parts, decisions, votes, who does which step."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Body, Official, Unit, UnitPath
from chungsuc.core.dossiers import DossierKind, Procedure, ProcedureStep
from chungsuc.core.errors import ChungsucError
from chungsuc.criteria.forms import DayField
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.dashboards.order_papers import Paper, examined
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import parse_number
from chungsuc.languages.words import SPEECH
from chungsuc.workflow.actions.dossier_parts import Kind, Statement
from chungsuc.workflow.models import Dossier, Purpose

MOST_CODES = 60  # indicators of one return


class _Once(forms.Form):
    """A form whose button does its work once, however often it is pressed."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {})
        options["initial"].setdefault("client_id", uuid4())
        super().__init__(*args, **options)


class CountField(forms.CharField):
    """A whole number as officials type it: "1.234"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, required=False, **options)
        self.widget.attrs.update(inputmode="numeric", size="12")

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            number = parse_number(text)
        except ChungsucError as problem:
            raise forms.ValidationError(str(problem)) from None
        if number != int(number) or number < 0:
            raise forms.ValidationError(gettext("Hãy nhập số nguyên không âm, ví dụ 1.234."))
        return int(number)


class _PaperField(forms.FileField):
    """A signed paper or minutes, kept as it came."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.widget.attrs["accept"] = ".pdf,.docx,.jpg,.jpeg,.png,.tif,.tiff"
        self.error_messages["empty"] = _("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp rồi thử lại.")


def paper_of(form: forms.Form) -> Paper | None:
    """The paper, where one was chosen. Raises what `order_papers.examined` raises."""
    file = form.cleaned_data.get("paper")
    return examined(file.read(), file.name) if file else None


class OpenForm(_Once):
    """Mở hồ sơ."""

    set_id = forms.ChoiceField(label=_("Bộ tiêu chí"))
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    purpose = forms.ChoiceField(label=_("Mục đích"), choices=Purpose.choices)

    def __init__(self, sets: list[CriteriaSetVersion], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["set_id"]
        field.choices = [(each.set_id, vietnamese(each.title)) for each in sets]


class StepForm(_Once):
    """Một bước của hồ sơ."""

    kind = forms.ChoiceField(choices=[(each.value, each.value) for each in DossierKind])
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Lý do, ý kiến"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    codes = forms.CharField(
        label=_("Chỉ tiêu phải sửa"),
        help_text=_("Mã, cách nhau bằng dấu phẩy; để trống khi trả lại cả hồ sơ."),
        required=False,
        max_length=1000,
    )
    year = forms.IntegerField(label=_("Năm kiểm tra"), required=False, min_value=2000, max_value=2100)

    def clean_codes(self) -> tuple[str, ...]:
        codes = tuple(dict.fromkeys(self.cleaned_data["codes"].replace(";", ",").replace(",", " ").split()))
        if len(codes) > MOST_CODES:
            raise forms.ValidationError(gettext("Nhiều chỉ tiêu quá. Hãy bỏ trống để trả lại cả hồ sơ."))
        return codes


class DecisionForm(forms.Form):
    """Quyết định công nhận, thu hồi."""

    number = forms.CharField(label=_("Số quyết định"), max_length=120)
    signed_on = DayField(label=_("Ngày ký"))
    effective_on = DayField(label=_("Có hiệu lực từ (để trống: ngày ký)"), required=False)
    signatory = forms.ModelChoiceField(
        Official.objects.none(),
        label=_("Người ký"),
        help_text=_("Người giữ chức vào ngày ký, do Văn phòng Điều phối ghi ở mục Cơ quan và cán bộ."),
    )
    paper = _PaperField(
        label=_("Bản ký (PDF, Word hoặc ảnh)"),
        help_text=_("Chưa kèm thì vẫn ghi được, và trang hồ sơ nêu rõ là thiếu bản ký."),
    )

    def __init__(self, dossier: Dossier, step: ProcedureStep, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        above = UnitPath.objects.filter(descendant=dossier.unit, ancestor__level__in=step.levels)
        found = Official.objects.filter(body__unit__in=above.values("ancestor_id")).select_related("body")
        field: Any = self.fields["signatory"]
        field.queryset = found.order_by("body__name", "name", "-valid_from")
        field.label_from_instance = lambda one: vietnamese(f"{one.title} {one.name}, {one.body.name}")
        self.is_unsigned = not field.queryset.exists()  # nobody is recorded who could sign
        self.signed_at = [each.ancestor for each in above.select_related("ancestor")]


class LaterPaperForm(_Once):
    """Bản ký của quyết định đã ghi."""

    decision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    paper = _PaperField(label=_("Bản ký (PDF, Word hoặc ảnh)"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["paper"].required = True
        self.fields["paper"].error_messages["required"] = gettext("Hãy chọn tệp bản ký.")


class PartForm(_Once):
    """Một thành phần hồ sơ."""

    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput)
    stated_on = DayField(label=_("Ngày lập"))
    part = CountField(label=_("Số đồng ý, hài lòng"))
    whole = CountField(label=_("Số người trả lời, dự họp"))
    base = CountField(label=_("Tổng số được hỏi, tổng số thành viên"))
    amount = CountField(label=_("Số nợ đọng (đồng)"))
    days = CountField(label=_("Số ngày công khai"))
    source = forms.CharField(label=_("Nguồn: biên bản, báo cáo số …"), max_length=300)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=4000)
    paper = _PaperField(label=_("Tệp kèm theo"))

    ASKED: ClassVar = {
        Kind.SURVEY: ("part", "whole", "base"),
        Kind.COUNCIL_MINUTES: ("part", "whole", "base"),
        Kind.CONSULTATION: ("part", "whole"),
        Kind.CONSTRUCTION_DEBT: ("amount",),
        Kind.PUBLIC_NOTICE: ("days",),
        Kind.SOCIAL_CRITICISM: (),
        Kind.PREREQUISITE: (),
    }

    def __init__(self, kind: str, *args: Any, **options: Any) -> None:
        options["initial"] = {"kind": kind, **options.get("initial", {})}
        options.setdefault("prefix", kind)
        super().__init__(*args, **options)
        for name in ("part", "whole", "base", "amount", "days"):
            if name not in self.ASKED[Kind(kind)]:
                del self.fields[name]

    def statement(self) -> Statement:
        given = {
            name: self.cleaned_data.get(name)
            for name in ("part", "whole", "base", "amount", "days", "stated_on", "source", "kind", "note")
        }
        return Statement(**given)


class VoteForm(forms.Form):
    """Phiếu của thành viên hội đồng."""

    choice = forms.CharField(max_length=10)
    reason = forms.CharField(
        label=_("Lý do (bắt buộc khi không đồng ý)"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OwnerForm(forms.Form):
    """Phân công bước."""

    step = forms.ChoiceField(label=_("Bước"))
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Cơ quan"),
        required=False,
        empty_label=_("như trình tự quy định"),
    )
    valid_from = DayField(label=_("Từ ngày"))
    decision = forms.CharField(label=_("Số văn bản phân công"), max_length=120)

    def __init__(self, unit: Unit, procedures: list[Procedure], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        body: Any = self.fields["body"]
        body.label_from_instance = lambda one: vietnamese(one.name)
        body.queryset = Body.objects.filter(unit=unit, valid_to__isnull=True).order_by("name")
        step: Any = self.fields["step"]
        step.choices = [
            (f"{each.id}:{one}", f"{vietnamese(each.title)}: {one.act(SPEECH)}")
            for each in procedures
            for one in assignable(each)
        ]

    def chosen(self) -> tuple[str, DossierKind]:
        steps_id, _mark, kind = self.cleaned_data["step"].partition(":")
        return steps_id, DossierKind(kind)


def assignable(procedure: Procedure) -> list[DossierKind]:
    """The events that a province may give to a body of its own, each once."""
    return list(dict.fromkeys(step.kind for step in procedure.steps if step.is_assignable))

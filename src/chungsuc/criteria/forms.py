"""Text of a browser to values: a decision over a set, and a comparison with the print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungsuc.administrative_units.models import Unit
from chungsuc.core.criteria import (
    CriteriaSet,
    Figure,
    IndicatorKind,
    Measure,
    Overlay,
    OverlayKind,
    OverlayValue,
    Value,
)
from chungsuc.core.errors import ChungsucError
from chungsuc.core.vietnamese.dates import parse_date
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import parse_number

ROWS = 8
NATION = "-"  # stands for the nation in the list of provinces


def typed_value(measure: Measure, text: str) -> Value:
    """A level as officials type it: "98,5", "Đạt", "Khá". Raises ChungsucError for what is none."""
    text = " ".join(text.split())
    if measure.kind is IndicatorKind.GRADE:
        return next((each for each in measure.scale if each.casefold() == text.casefold()), text)
    if measure.kind in (IndicatorKind.BOOL, IndicatorKind.COMPOSITE):
        return text.casefold() in ("đạt", gettext("Đạt").casefold())
    return parse_number(text.removesuffix("%").rstrip())


class DayField(forms.CharField):
    """Ngày/tháng/năm."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)
        self.widget.attrs.update(inputmode="numeric", placeholder="30/06/2026", size="12")

    def clean(self, value: Any) -> date | None:
        """The day. Raises `ValidationError` for what is no whole date."""
        text = super().clean(value)
        if not text:
            return None
        try:
            found = parse_date(text)
        except ChungsucError as error:
            raise forms.ValidationError(str(error)) from None
        if not found.is_whole:
            raise forms.ValidationError(gettext("Hãy nhập đủ ngày/tháng/năm, ví dụ 30/06/2026."))
        return found.first_day()


class LevelForm(forms.Form):
    """Một mức của quyết định."""

    code = forms.ChoiceField(label=_("Chỉ tiêu"), required=False)
    scope = forms.ChoiceField(label=_("Áp dụng cho"), required=False)
    value = forms.CharField(label=_("Mức"), required=False, max_length=40)
    from_year = forms.IntegerField(label=_("Từ năm"), required=False, min_value=1, max_value=9999)
    to_year = forms.IntegerField(label=_("Đến năm"), required=False, min_value=1, max_value=9999)

    def __init__(self, *args: Any, criteria_set: CriteriaSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria_set = criteria_set
        self.fields["code"].choices = [("", "")] + [
            (each.code, f"{each.code} {vietnamese(each.name[:110])}")
            for each in criteria_set.measures()
            if each.kind is not IndicatorKind.COMPOSITE
        ]
        scopes = criteria_set.regions or criteria_set.commune_groups
        self.fields["scope"].choices = [("", gettext("mọi đơn vị"))] + [
            (each.code, vietnamese(each.name)) for each in scopes
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        code, text = given.get("code"), given.get("value", "")
        given["level"] = None
        if not code and not text:
            return given
        if not code or not text:
            raise forms.ValidationError(gettext("Mỗi dòng cần cả chỉ tiêu và mức, hoặc để trống cả dòng."))
        try:
            value = typed_value(self.criteria_set.measure(code), text)
        except ChungsucError as error:
            self.add_error("value", str(error))
            return given
        scope, by_region = given.get("scope") or None, bool(self.criteria_set.regions)
        given["level"] = OverlayValue(
            code=code,
            value=value,
            from_year=given.get("from_year") or self.criteria_set.valid_from.year,
            to_year=given.get("to_year") or self.criteria_set.valid_to.year,
            region=scope if by_region else None,
            commune_group=None if by_region else scope,
        )
        return given


class OverlayForm(forms.Form):
    """Quyết định đặt mức: its head; its levels are rows of `LevelForm`."""

    province = forms.ChoiceField(label=_("Cơ quan quyết định"))
    number = forms.CharField(label=_("Số quyết định"), max_length=120)
    decided_on = DayField(label=_("Ngày ban hành"))
    effective_on = DayField(label=_("Có hiệu lực từ"))
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=1000)

    def __init__(self, *args: Any, provinces: Sequence[Unit], nation: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(each.pk, vietnamese(each.full_name)) for each in provinces]
        if nation:
            listed.append((NATION, gettext("Trung ương (sửa đổi bộ tiêu chí)")))
        self.fields["province"].choices = listed

    def overlay(self, criteria_set: CriteriaSet, values: Sequence[OverlayValue]) -> Overlay:
        """The decision. Raises OverlayError for one that cannot be."""
        given = self.cleaned_data
        province = given["province"]
        return Overlay(
            criteria_set_id=criteria_set.id,
            kind=OverlayKind.AMENDMENT if province == NATION else OverlayKind.PROVINCE,
            number=given["number"],
            decided_on=given["decided_on"],
            effective_on=given["effective_on"],
            province=None if province == NATION else province,
            values=tuple(values),
        )


class ReviewForm(forms.Form):
    """Đối chiếu một con số với văn bản in."""

    SAME, OTHER = "same", "other"
    answer = forms.ChoiceField(
        label=_("Văn bản in"),
        choices=[(SAME, _("đúng như trên: cả tên và mức")), (OTHER, _("khác"))],
        widget=forms.RadioSelect,
    )
    place = forms.CharField(
        label=_("Trang, điều, phụ lục"), max_length=200, help_text=_("Ví dụ: Phụ lục I, trang 3.")
    )
    printed = forms.CharField(
        label=_("Mức trong văn bản in"),
        required=False,
        max_length=40,
        help_text=_("Chỉ ghi khi khác, ví dụ 98,5 hoặc Đạt."),
    )
    note = forms.CharField(label=_("Câu chữ hoặc ghi chú"), required=False, max_length=1000)

    def __init__(self, *args: Any, figure: Figure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = figure.measure

    def clean_printed(self) -> Value | None:
        """The level in print, where one was typed."""
        text = self.cleaned_data["printed"]
        if not text.strip():
            return None
        try:
            return typed_value(self.measure, text)
        except ChungsucError as error:
            raise forms.ValidationError(str(error)) from None

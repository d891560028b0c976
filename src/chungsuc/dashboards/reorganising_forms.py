"""Text of the page of an order to an act."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungsuc.core.errors import ChungsucError
from chungsuc.core.units import Act, LegalOrder, NewUnit, Part, Placing, Share, SuccessionKind
from chungsuc.criteria.forms import DayField
from chungsuc.dashboards.order_papers import Paper, examined
from chungsuc.languages.figures import parse_number
from chungsuc.law.reorganisations import read_reorganisation

FILE_LIMIT = 2 * 1024 * 1024  # an order that changes every commune of the country takes less

MERGE, SPLIT, RENAME, MOVE = "merge", "split", "rename", "move"


class OrderForm(forms.Form):
    """Nghị quyết sắp xếp with one change typed in, or any number of changes in a file."""

    number = forms.CharField(label=_("Số nghị quyết"), max_length=120, required=False)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    effective = DayField(label=_("Có hiệu lực từ ngày"), required=False)
    change = forms.ChoiceField(
        label=_("Hình thức"),
        choices=[
            (MERGE, _("Nhập nhiều đơn vị thành một")),
            (SPLIT, _("Chia một đơn vị")),
            (RENAME, _("Đổi tên, đổi loại")),
            (MOVE, _("Chuyển sang đơn vị cấp trên khác")),
        ],
        required=False,
    )
    former = forms.CharField(
        label=_("Mã các đơn vị cũ"),
        help_text=_("Mã vào ngày trước ngày có hiệu lực, mỗi dòng một mã."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    new = forms.CharField(
        label=_("Đơn vị mới"),
        help_text=_(
            "Mỗi dòng một đơn vị: mã; loại; tên. Khi chia, thêm tỷ trọng: mã; xã; tên; 0,6. "
            "Không biết tỷ trọng thì để trống cho mọi phần."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    parent = forms.CharField(
        label=_("Mã đơn vị cấp trên mới"),
        help_text=_("Để trống khi đơn vị cấp trên không đổi."),
        max_length=12,
        required=False,
    )
    villages = forms.CharField(
        label=_("Thôn về đâu khi chia"),
        help_text=_("Mỗi dòng: mã thôn; mã đơn vị mới."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    file = forms.FileField(
        label=_("Hoặc tệp .yaml nêu nhiều thay đổi"),
        help_text=_("Khi có tệp thì các ô trên không dùng đến."),
        required=False,
    )
    text = forms.CharField(widget=forms.HiddenInput, required=False)  # of the file, from preview to recording

    def clean(self) -> dict[str, Any]:
        """The act, as `act`. What is wrong with the words is said here; whether it can be is the rule's."""
        given = super().clean() or {}
        if self.errors:
            return given
        text = self._file_text(given)
        try:
            given["act"] = read_reorganisation(text, _name_of(given)) if text else _typed(given)
        except ChungsucError as problem:
            raise forms.ValidationError(str(problem)) from None
        given["text"] = text
        return given

    def _file_text(self, given: dict[str, Any]) -> str:
        file = given.get("file")
        if file is None:
            return str(given.get("text") or "")
        if file.size > FILE_LIMIT:
            raise forms.ValidationError(gettext("Tệp vượt quá 2 MB. Hãy chọn đúng tệp của nghị quyết."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(
                gettext("Tệp không phải văn bản mã UTF-8. Hãy lưu lại bằng mã UTF-8.")
            ) from None


class PaperForm(forms.Form):
    """Bản ký của nghị quyết. A browser does not keep a chosen file, so it is asked for when it is sent."""

    paper = forms.FileField(
        label=_("Bản ký của nghị quyết"),
        help_text=_("PDF, Word (.docx) hoặc ảnh JPEG, PNG, TIFF, không quá 20 MB; giữ nguyên như tệp gốc."),
        error_messages={
            "required": _("Hãy chọn tệp bản ký."),
            "missing": _("Hãy chọn tệp bản ký."),
            "empty": _("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp rồi thử lại."),
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["paper"].widget.attrs["accept"] = ".pdf,.docx,.jpg,.jpeg,.png,.tif,.tiff"

    def examined(self) -> Paper | None:
        """The paper, where one was chosen. Raises what `order_papers.examined` raises."""
        file = self.cleaned_data["paper"]
        return examined(file.read(), file.name) if file else None


def _name_of(given: dict[str, Any]) -> str:
    file = given.get("file")
    return file.name[:80] if file is not None else gettext("nghị quyết")


class FieldError(ChungsucError):
    """A line of a field that does not say what it should."""


def _typed(given: dict[str, Any]) -> Act:
    order = LegalOrder(given["number"], given["issued_on"], given["issuer"])
    former = given["former"].split()
    if not former:
        raise FieldError(gettext("Chưa có mã đơn vị cũ nào. Hãy ghi ít nhất một mã."))
    if not given["change"]:
        raise FieldError(gettext("Chưa chọn hình thức sắp xếp. Hãy chọn một hình thức."))
    if given["change"] == MOVE:
        if not given["parent"]:
            raise FieldError(gettext("Chưa có mã đơn vị cấp trên mới. Hãy ghi mã."))
        return Act(
            order, given["effective"], placings=tuple(Placing(code, given["parent"]) for code in former)
        )
    makers: dict[str, Callable[[list[str], list[list[str]], str | None], list[NewUnit]]] = {
        MERGE: _merged,
        SPLIT: _divided,
        RENAME: _renamed,
    }
    lines = [[cell.strip() for cell in line.split(";")] for line in given["new"].splitlines() if line.strip()]
    for line in lines:
        if not 3 <= len(line) <= 4:
            raise FieldError(
                gettext("Đơn vị mới ‘%(line)s’ không đúng dạng. Hãy ghi: mã; loại; tên.")
                % {"line": "; ".join(line)[:60]}
            )
    made = makers[given["change"]](former, lines, given["parent"] or None)
    return Act(order, given["effective"], tuple(made), tuple(_villages(given["villages"])))


def _merged(former: list[str], lines: list[list[str]], parent: str | None) -> list[NewUnit]:
    if len(lines) != 1 or len(former) < 2:
        raise FieldError(gettext("Nhập đơn vị thì cần từ hai mã đơn vị cũ và một đơn vị mới. Hãy ghi lại."))
    code, kind, name = lines[0][:3]
    parts = tuple(Part(each) for each in former)
    return [NewUnit(code, parts, SuccessionKind.MERGE, name, kind, parent)]


def _renamed(former: list[str], lines: list[list[str]], parent: str | None) -> list[NewUnit]:
    if len(lines) != 1 or len(former) != 1:
        raise FieldError(
            gettext("Đổi tên, đổi loại thì cần một mã đơn vị cũ và một đơn vị mới. Hãy ghi lại.")
        )
    code, kind, name = lines[0][:3]
    return [NewUnit(code, (Part(former[0]),), SuccessionKind.RENAME, name, kind, parent)]


def _divided(former: list[str], lines: list[list[str]], parent: str | None) -> list[NewUnit]:
    if len(lines) < 2 or len(former) != 1:
        raise FieldError(gettext("Chia đơn vị thì cần một mã đơn vị cũ và từ hai đơn vị mới. Hãy ghi lại."))
    return [
        NewUnit(code, (Part(former[0], Share.PART, _weight(rest)),), SuccessionKind.SPLIT, name, kind, parent)
        for code, kind, name, *rest in lines
    ]


def _weight(cells: list[str]) -> Decimal | None:
    text = cells[0] if cells else ""
    if not text:
        return None
    return parse_number(text.removesuffix("%")) / 100 if text.endswith("%") else parse_number(text)


def _villages(text: str) -> list[Placing]:
    placings = []
    for line in filter(None, map(str.strip, text.splitlines())):
        village, mark, code = (cell.strip() for cell in line.partition(";"))
        if not (village and mark and code):
            raise FieldError(
                gettext("Dòng ‘%(line)s’ không đúng dạng. Hãy ghi: mã thôn; mã đơn vị mới.")
                % {"line": line[:60]}
            )
        placings.append(Placing(village, code))
    return placings

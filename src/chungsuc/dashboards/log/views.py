"""The pages of the log: of a unit and below, of one's own acts, of one figure, of one thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Indicator, NotAllowed, Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import named_by
from chungsuc.assessments.queries import Series
from chungsuc.assessments.queries import readable as readable_series
from chungsuc.audit.models import Entry
from chungsuc.criteria.forms import DayField
from chungsuc.dashboards.log import reading
from chungsuc.dashboards.log.acts import KINDS
from chungsuc.dashboards.log.book import MOST, workbook
from chungsuc.dashboards.log.cells import handed_up, of_cell
from chungsuc.dashboards.log.reading import Asked
from chungsuc.dashboards.log.rows import THINGS, Row, rows, together
from chungsuc.languages.data import for_the_record, vietnamese

_LARGEST = 2**63 - 1
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class AskedForm(forms.Form):
    """Lọc nhật ký."""

    viec = forms.ChoiceField(label=gettext_lazy("Việc"), required=False)
    nguoi = forms.CharField(label=gettext_lazy("Tên đăng nhập"), required=False, max_length=150)
    tu = DayField(label=gettext_lazy("Từ ngày"), required=False)
    den = DayField(label=gettext_lazy("Đến ngày"), required=False)
    rieng = forms.BooleanField(label=gettext_lazy("Chỉ đơn vị này, không lấy cấp dưới"), required=False)

    def __init__(self, *args: Any, unit: Unit | None, may_below: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [(key, words) for key, (words, _beginnings) in KINDS.items()]
        choice: Any = self.fields["viec"]
        choice.choices = [("", _("mọi việc")), *kinds]
        if unit is None:
            del self.fields["nguoi"]
        if not may_below:
            del self.fields["rieng"]


@require_safe
@login_required
def log_page(request: HttpRequest) -> HttpResponse:
    """Nhật ký: `?dv=` a unit, else what the reader did; `?truoc=` goes on; `?tep=xlsx` is a workbook."""
    unit = _unit(request.GET.get("dv", ""))
    if unit is not None:
        policy.require(request.user, Permission.AUDIT_VIEW, at=unit)
    may_below = unit is not None and reading.may_read_below(request.user, unit)
    form = AskedForm(request.GET, unit=unit, may_below=may_below)
    is_valid = form.is_valid()
    given = form.cleaned_data if is_valid else {}
    asked = Asked(
        unit=unit,
        below=may_below and not given.get("rieng"),
        person=given.get("nguoi", ""),
        kind=given.get("viec", ""),
        since=given.get("tu"),
        until=given.get("den"),
    )
    found, led = reading.entries_of(request.user, asked)
    if request.GET.get("tep") == "xlsx" and is_valid:
        page = reading.page(found, led=led, before=None, size=MOST)
        with for_the_record():
            return _file(rows(page.entries), _heading(unit), is_all=page.before is None)
    page = reading.page(found, led=led, before=_before(request.GET.get("truoc", "")))
    keep = {key: value for key, value in request.GET.items() if key in (*form.fields, "dv") and value}
    return render(
        request,
        "dashboards/log.html",
        {
            "unit": unit,
            "may_manage": unit is None and policy.may(request.user, Permission.PEOPLE_MANAGE),
            "units": reading.units_read(request.user) if unit is None else [],
            "form": form,
            "heading": _heading(unit),
            "rows": together(rows(page.entries)),
            "next": urlencode({**keep, "truoc": page.before}) if page.before else "",
            "excel": urlencode({**keep, "tep": "xlsx"}),
            "is_first": "truoc" not in request.GET,
        },
        status=200 if is_valid else 400,
    )


@require_safe
@login_required
def log_of_figure(request: HttpRequest, unit_id: str, set_id: str, year: int, code: str) -> HttpResponse:
    """Nhật ký của một số liệu: for whoever reads the unit's drafts, or its log; and for who reviews the
    indicator, as far as it was handed up."""
    unit = _unit(unit_id)
    if unit is None:
        raise Http404
    entries = of_cell(unit, set_id, code, year)
    if Series.REPORTED not in readable_series(request.user, unit):
        of = Indicator(set_id, code)
        if policy.may(request.user, Permission.REVIEW, at=unit, of=of):
            entries = handed_up(entries)
        else:
            policy.require(request.user, Permission.AUDIT_VIEW, at=unit)

    def heading() -> str:
        told = {"code": code, "unit": vietnamese(unit.full_name), "year": year}
        return _("Nhật ký chỉ tiêu %(code)s, %(unit)s, năm %(year)s") % told

    return _of_one(request, heading, entries, unit, code)


@require_safe
@login_required
def log_of_thing(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Nhật ký của một hồ sơ, kế hoạch, người dùng hay nghị quyết."""
    object_type = THINGS.get(kind)
    if object_type is None:
        raise Http404
    entries = reading.of_thing(request.user, object_type, key[:80])
    if not entries:
        raise NotAllowed(
            _("Không có dòng nhật ký nào về việc này mà bạn được xem. Hãy xem nhật ký của đơn vị mình.")
        )
    return _of_one(request, lambda: _("Nhật ký của một việc"), entries, None)


def _of_one(
    request: HttpRequest, heading: Callable[[], str], entries: list[Entry], unit: Unit | None, code: str = ""
) -> HttpResponse:
    only = (unit.pk, code) if unit is not None else None
    if request.GET.get("tep") == "xlsx":
        with for_the_record():
            return _file(rows(entries, only), heading(), is_all=True)
    return render(
        request,
        "dashboards/log_of_one.html",
        {
            "unit": unit,
            "heading": heading(),
            "rows": together(rows(entries, only)),
            "excel": urlencode({"tep": "xlsx"}),
        },
    )


def _heading(unit: Unit | None) -> str:
    if unit is None:
        return _("Việc tôi đã làm")
    return _("Nhật ký của %(unit)s") % {"unit": vietnamese(unit.full_name)}


def _file(listed: list[Row], heading: str, *, is_all: bool) -> HttpResponse:
    answer = HttpResponse(workbook(listed, heading=heading, is_all=is_all), content_type=_EXCEL)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename="nhat-ky.xlsx")
    return answer


def _unit(text: str) -> Unit | None:
    """The unit that an address names; None without a name. Raises Http404 for one that is not there."""
    if not text:
        return None
    unit = named_by(text[:40])
    if unit is None:
        raise Http404
    return unit


def _before(text: str) -> int | None:
    return min(int(text), _LARGEST) if text.isascii() and text.isdecimal() and len(text) < 20 else None

"""The page on which an office brings in the villages of its commune."""

from __future__ import annotations

from datetime import date, timedelta
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
from chungsuc.administrative_units.actions import stage_villages
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.administrative_units.queries import named_by
from chungsuc.core.errors import ChungsucError
from chungsuc.core.units.villages import ListedVillage
from chungsuc.dashboards import villages

FILE_LIMIT = 5 * 1024 * 1024
LINE = gettext_lazy("dòng %(number)d")


class VillagesForm(forms.Form):
    """Danh sách thôn as a workbook, or, once it was read, as lines that can still be mended."""

    file = forms.FileField(label=gettext_lazy("Tệp Excel (.xlsx)"), required=False)
    lines = forms.CharField(
        label=gettext_lazy("Danh sách đọc được"),
        help_text=gettext_lazy("Mỗi dòng một thôn: loại; tên. Sửa tại đây được."),
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
        max_length=200_000,
    )

    def rows(self, commune: Unit) -> list[ListedVillage]:
        """Rows of the file where one came, else of the lines. Raises ChungsucError."""
        file = self.cleaned_data["file"]
        if file is not None:
            if file.size > FILE_LIMIT:
                raise ChungsucError(_("Tệp vượt quá 5 MB. Hãy chỉ để danh sách thôn trong tệp."))
            return villages.read_villages(file.read(), file.name, commune.code)
        found = []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1):
            if line.strip():
                kind, mark, name = (each.strip() for each in line.partition(";"))
                place = str(LINE % {"number": number}).capitalize()
                found.append(
                    ListedVillage(
                        commune.code, kind if mark else "", name if mark else kind, place, place, place
                    )
                )
        return found


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def commune_villages(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Nhập danh sách thôn: every problem is shown by its cell, and nothing is saved before it is accepted."""
    commune = named_by(unit_id)
    if commune is None or commune.level != Level.COMMUNE:
        raise Http404
    policy.require(request.user, Permission.UNITS_CHANGE, at=commune)
    if request.method != "POST":
        return _page(request, commune, VillagesForm())
    form = VillagesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, commune, form, status=400)
    day = _day_of(commune)
    try:
        rows = form.rows(commune)
        if not rows:
            raise ChungsucError(
                _("Danh sách chưa có thôn nào. Hãy chọn tệp Excel hoặc ghi ít nhất một dòng.")
            )
        if request.POST.get("step") == "add":
            done = villages.add(rows=rows, day=day, by=request.user, now=timezone.now())
            messages.success(request, _("Đã thêm %(count)d thôn.") % {"count": len(done.villages)})
            return redirect("dashboards:unit", commune.pk)
        staged = stage_villages(rows=rows, day=day)
    except ChungsucError as problem:
        return _page(request, commune, form, status=400, refusal=str(problem))
    lines = "\n".join(f"{row.kind}; {row.name}" if row.kind else row.name for row in rows)
    return _page(request, commune, VillagesForm(initial={"lines": lines}), staged=staged)


def _day_of(commune: Unit) -> date:
    """Today, or a day of a commune that is not there today."""
    today = policy.today()
    if commune.valid_to is not None and commune.valid_to <= today:
        return commune.valid_to - timedelta(days=1)
    return max(today, commune.valid_from or today)


def _page(
    request: HttpRequest, commune: Unit, form: VillagesForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"commune": commune, "form": form}
    return render(request, "dashboards/villages.html", context, status=status)

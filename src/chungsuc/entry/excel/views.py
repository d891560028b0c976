"""Pages of entry by Excel: the form to take away, what came back, and one file looked at before it counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.core.errors import ChungsucError
from chungsuc.documents.errors import DocumentError
from chungsuc.entry.excel import actions
from chungsuc.entry.excel.actions import Chosen, Looked
from chungsuc.entry.excel.forms import made_form
from chungsuc.entry.excel.staging import Kind, Staged
from chungsuc.entry.models_imports import Import
from chungsuc.entry.pages import EntryError, Place, check_open, place_of
from chungsuc.languages.words import SPEECH
from chungsuc.stores.arriving import TOO_LARGE
from chungsuc.stores.files import StoreError

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PAGE = 50  # files
# What a person must look at comes first.
_ORDER = (
    Kind.WRONG,
    Kind.CONFLICT,
    Kind.UNCLEAR,
    Kind.DOUBTED,
    Kind.CLEARED,
    Kind.CHANGED,
    Kind.MEANWHILE,
)


def _place(request: HttpRequest, unit_id: str, set_id: str, period: str) -> Place:
    """The page of an address, for someone who enters figures at the unit."""
    place = place_of(unit_id, set_id, period)
    policy.require(request.user, Permission.OBSERVATION_RECORD, at=place.unit)
    return place


def _context(place: Place, **more: Any) -> dict[str, Any]:
    told = {"period": str(place.period), "period_told": place.period.told(SPEECH)}
    return {"place": place, "unit": place.unit, **told, **more}


@require_http_methods(["GET", "HEAD"])
@login_required
def form(request: HttpRequest, unit_id: str, set_id: str, period: str) -> HttpResponse:
    """Tải biểu: the form of the unit, set and period, as it stands now."""
    place = _place(request, unit_id, set_id, period)
    data = made_form(place=place, by=request.user, now=timezone.now())
    name = f"bieu-nhap-{place.unit.code}-{place.period}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=_XLSX, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def imports(request: HttpRequest, unit_id: str, set_id: str, period: str) -> HttpResponse:
    """Nhập từ tệp: take the form away, bring it back, and see what became of earlier files."""
    place = _place(request, unit_id, set_id, period)
    check_open(place)
    refusal = ""
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            if request.META.get(TOO_LARGE):
                raise DocumentError(_("Tệp quá lớn. Hãy tải biểu mới và nhập lại vào đó."))
            if sent is None:
                raise DocumentError(_("Chưa chọn tệp. Hãy chọn biểu Excel đã nhập."))
            made = actions.receive(
                place=place,
                data=sent.read(actions.LIMITS.file_bytes + 1),
                name=sent.name or "",
                by=request.user,
                now=timezone.now(),
            )
        except DocumentError as problem:
            refusal = str(problem)
        else:
            if made.is_waiting:
                return redirect("entry:import", place.unit.pk, set_id, period, made.pk)
            refusal = made.reason
    rows = Import.objects.filter(
        unit=place.unit, criteria_set_id=place.criteria_set.id, period=str(place.period)
    )
    page = Paginator(rows.select_related("by", "settled_by"), _PAGE).get_page(request.GET.get("trang"))
    context = _context(place, page=page, refusal=refusal)
    return render(request, "entry/excel/imports.html", context, status=400 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def staged(request: HttpRequest, unit_id: str, set_id: str, period: str, pk: UUID) -> HttpResponse:
    """Xem trước một tệp: every problem and conflict by cell, and what will change. Nothing of it counts
    before it is accepted; the choices that were made are kept."""
    place = _place(request, unit_id, set_id, period)
    of = _import(place, pk)
    if request.method != "POST":
        return _shown(request, place, of)
    try:
        actions.choose(of=of, place=place, chosen=_chosen(request.POST), by=request.user, now=timezone.now())
        if "accept" not in request.POST:
            messages.success(request, _("Đã lưu lựa chọn."))
            return redirect(request.path)
        done = actions.accept(
            of=of,
            place=place,
            by=request.user,
            now=timezone.now(),
            without_wrong="without_wrong" in request.POST,
        )
    except (EntryError, StoreError) as problem:
        return _shown(request, place, of, refusal=str(problem))
    messages.success(request, _("Đã nhập %(n)s số liệu từ tệp.") % {"n": done.stored})
    return redirect("entry:grid", place.unit.pk, set_id, period)


@require_POST
@login_required
def drop(request: HttpRequest, unit_id: str, set_id: str, period: str, pk: UUID) -> HttpResponse:
    """Bỏ tệp: nothing of it is entered."""
    place = _place(request, unit_id, set_id, period)
    try:
        actions.drop(of=_import(place, pk), place=place, by=request.user, now=timezone.now())
    except ChungsucError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Đã bỏ tệp. Không có số liệu nào của tệp được nhập."))
    return redirect("entry:imports", place.unit.pk, set_id, period)


def _import(place: Place, pk: UUID) -> Import:
    """A file of this page. Raises Http404."""
    found = get_object_or_404(Import.objects.select_related("by", "settled_by"), pk=pk)
    if (found.unit_id, found.criteria_set_id, found.period) != (
        place.unit.pk,
        place.criteria_set.id,
        str(place.period),
    ):
        raise Http404
    return found


def _chosen(data: QueryDict) -> list[Chosen]:
    """The choices of a form: boxes named by unit and code."""
    found = []
    for name, choice in data.items():
        kind, _dot, cell = name.partition(".")
        unit_id, _dot, code = cell.partition(".")
        if kind == "choice" and choice:
            standing = [each for each in data.get(f"on.{cell}", "").split(",") if each]
            found.append(Chosen(unit_id, code, choice, data.get(f"why.{cell}", ""), standing))
    return found


def _shown(request: HttpRequest, place: Place, of: Import, *, refusal: str = "") -> HttpResponse:
    looked: Looked | None = None
    if of.is_waiting:
        try:
            looked = actions.look(of=of, place=place, by=request.user)
        except (DocumentError, StoreError) as problem:
            refusal = refusal or str(problem)
    groups = []
    if looked is not None:
        by_kind: dict[Kind, list[Staged]] = {kind: [] for kind in Kind}
        for each in looked.cells:
            by_kind[each.kind].append(each)
        groups = [(kind.value, by_kind[kind]) for kind in _ORDER if by_kind[kind]]
    context = _context(place, of=of, looked=looked, groups=groups, refusal=refusal)
    context["same"] = looked.counts[Kind.SAME] if looked else 0
    return render(request, "entry/excel/import.html", context, status=400 if refusal else 200)

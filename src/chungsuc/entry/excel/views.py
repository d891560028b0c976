"""Pages of entry by Excel: the form to take away, what came back, and one file looked at before it counts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chungsuc.core.errors import ChungsucError
from chungsuc.documents.errors import DocumentError
from chungsuc.entry.across import across_of
from chungsuc.entry.excel import actions
from chungsuc.entry.excel.actions import Chosen, Looked
from chungsuc.entry.excel.sheets import Sheet, sheet_of
from chungsuc.entry.excel.staging import Kind, Staged
from chungsuc.entry.models_imports import Import
from chungsuc.entry.pages import EntryError, place_of
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


def _sheet(request: HttpRequest, unit_id: str, set_id: str, period: str, code: str = "") -> Sheet:
    """The forms of an address, for someone who enters figures there; with a criterion, of the units below."""
    if code:
        return sheet_of(across_of(request.user, unit_id, set_id, period, code))
    sheet = sheet_of(place_of(unit_id, set_id, period))
    sheet.require(request.user)
    return sheet


@require_http_methods(["GET", "HEAD"])
@login_required
def form(request: HttpRequest, **where: str) -> HttpResponse:
    """Tải biểu: the form of the page, as it stands now."""
    sheet = _sheet(request, **where)
    data = sheet.form(by=request.user, now=timezone.now())
    headers = {
        "Content-Disposition": f'attachment; filename="{sheet.file_name}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(data, content_type=_XLSX, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def imports(request: HttpRequest, **where: str) -> HttpResponse:
    """Nhập từ tệp: take the form away, bring it back, and see what became of earlier files."""
    sheet = _sheet(request, **where)
    sheet.check_open()
    refusal = ""
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            if request.META.get(TOO_LARGE):
                raise DocumentError(_("Tệp quá lớn. Hãy tải biểu mới và nhập lại vào đó."))
            if sent is None:
                raise DocumentError(_("Chưa chọn tệp. Hãy chọn biểu Excel đã nhập."))
            made = actions.receive(
                place=sheet.of_page,
                data=sent.read(actions.LIMITS.file_bytes + 1),
                name=sent.name or "",
                by=request.user,
                now=timezone.now(),
            )
        except DocumentError as problem:
            refusal = str(problem)
        else:
            if made.is_waiting:
                return redirect(sheet.address("import", made.pk))
            refusal = made.reason
    rows = sheet.files(request.user).select_related("by", "settled_by")
    page = Paginator(rows, _PAGE).get_page(request.GET.get("trang"))
    listed = [(each, sheet.address("import", each.pk)) for each in page]
    context = {"sheet": sheet, "page": page, "listed": listed, "refusal": refusal}
    return render(request, "entry/excel/imports.html", context, status=400 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def staged(request: HttpRequest, pk: UUID, **where: str) -> HttpResponse:
    """Xem trước một tệp: every problem and conflict by cell, and what will change. Nothing of it counts
    before it is accepted; the choices that were made are kept."""
    sheet = _sheet(request, **where)
    of = _import(request, sheet, pk)
    if request.method != "POST":
        return _shown(request, sheet, of)
    try:
        actions.choose(
            of=of, place=sheet.of_page, chosen=_chosen(request.POST), by=request.user, now=timezone.now()
        )
        if "accept" not in request.POST:
            messages.success(request, _("Đã lưu lựa chọn."))
            return redirect(request.path)
        done = actions.accept(
            of=of,
            place=sheet.of_page,
            by=request.user,
            now=timezone.now(),
            without_wrong="without_wrong" in request.POST,
        )
    except (EntryError, StoreError, DocumentError) as problem:
        return _shown(request, sheet, of, refusal=str(problem))
    messages.success(request, _("Đã nhập %(n)s số liệu từ tệp.") % {"n": done.stored})
    return redirect(sheet.page)


@require_POST
@login_required
def drop(request: HttpRequest, pk: UUID, **where: str) -> HttpResponse:
    """Bỏ tệp: nothing of it is entered."""
    sheet = _sheet(request, **where)
    try:
        actions.drop(of=_import(request, sheet, pk), place=sheet.of_page, by=request.user, now=timezone.now())
    except ChungsucError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Đã bỏ tệp. Không có số liệu nào của tệp được nhập."))
    return redirect(sheet.imports)


def _import(request: HttpRequest, sheet: Sheet, pk: UUID) -> Import:
    """A file of this page, that the person may see. Raises Http404."""
    return get_object_or_404(sheet.files(request.user).select_related("by", "settled_by"), pk=pk)


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


def _shown(request: HttpRequest, sheet: Sheet, of: Import, *, refusal: str = "") -> HttpResponse:
    looked: Looked | None = None
    if of.is_waiting:
        try:
            looked = actions.look(of=of, place=sheet.of_page, by=request.user)
        except (DocumentError, StoreError) as problem:
            refusal = refusal or str(problem)
    groups = []
    if looked is not None:
        by_kind: dict[Kind, list[Staged]] = {kind: [] for kind in Kind}
        for each in looked.cells:
            by_kind[each.kind].append(each)
        groups = [(kind.value, by_kind[kind]) for kind in _ORDER if by_kind[kind]]
    context = {"sheet": sheet, "of": of, "looked": looked, "groups": groups, "refusal": refusal}
    context["drop"] = sheet.address("import-drop", of.pk)
    context["same"] = looked.counts[Kind.SAME] if looked else 0
    return render(request, "entry/excel/import.html", context, status=400 if refusal else 200)

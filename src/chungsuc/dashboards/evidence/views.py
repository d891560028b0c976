"""Trang minh chứng: of a unit and year by indicator, of one indicator, adding and taking back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chungsuc.accounts.policy import NotAllowed
from chungsuc.core.criteria import Criterion, Indicator
from chungsuc.core.errors import ChungsucError
from chungsuc.dashboards.evidence import acts, seeing
from chungsuc.dashboards.evidence.forms import FilesForm, LinkForm
from chungsuc.dashboards.evidence.place import Place, find
from chungsuc.dashboards.evidence.told import Shown, shown
from chungsuc.evidence import queries
from chungsuc.evidence.actions import too_large
from chungsuc.evidence.models import Attachment
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_date
from chungsuc.stores.arriving import TOO_LARGE, LimitedUpload


class Line(NamedTuple):
    """One indicator of the list: how much stands beside it, and whether some must."""

    indicator: Indicator
    pieces: int
    is_demanded: bool
    parts: list[tuple[str, int]]  # of a composite indicator, by code


@require_GET
@login_required
def unit_year(request: HttpRequest, unit_id: str, set_id: str, year: int) -> HttpResponse:
    """Minh chứng của một đơn vị trong một năm, by indicator."""
    place = find(request.user, unit_id, set_id, year)
    found = queries.of_cells(place.unit.pk, set_id, year)
    rows = [row for listed in found.values() for row in listed]
    counted: dict[str, int] = {}
    for row in seeing.visible(request.user, rows):
        counted[row.code] = counted.get(row.code, 0) + 1
    demanded = place.demanded()
    sections = [(each, _lines(each, counted, demanded)) for each in place.criteria_set.criteria]
    lacking = sum(line.is_demanded and not _of(line) for _each, lines in sections for line in lines)
    shown_ = {
        "place": place,
        "sections": sections,
        "conditions": [(each, counted.get(each.code, 0)) for each in place.criteria_set.conditions],
        "pieces": sum(counted.values()),
        "lacking": lacking,
        "years": range(place.criteria_set.valid_from.year, place.criteria_set.valid_to.year + 1),
        "province": place.province,
    }
    return render(request, "evidence/unit.html", shown_)


def _lines(criterion: Criterion, counted: dict[str, int], demanded: frozenset[str]) -> list[Line]:
    return [
        Line(
            each,
            counted.get(each.code, 0),
            each.code in demanded,
            [(part.code, counted.get(part.code, 0)) for part in each.components],
        )
        for each in criterion.indicators
    ]


def _of(line: Line) -> int:
    return line.pieces + sum(pieces for _code, pieces in line.parts)


@csrf_exempt  # the token is checked below, after the limit stands on what arrives
@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: HttpRequest, unit_id: str, set_id: str, year: int, code: str) -> HttpResponse:
    """Minh chứng của một chỉ tiêu: see them, add a file or a link."""
    request.upload_handlers = [LimitedUpload(request)]
    return _cell(request, unit_id, set_id, year, code)


@csrf_protect
@login_required
def _cell(request: HttpRequest, unit_id: str, set_id: str, year: int, code: str) -> HttpResponse:
    place = find(request.user, unit_id, set_id, year)
    place.measure(code)
    if request.method != "POST":
        return _page(request, place, code)
    place.require_adding(request.user, code)
    if "document" in request.POST:
        return _add_link(request, place, code)
    files = FilesForm(request.POST, request.FILES)
    if request.META.get(TOO_LARGE):
        return _page(request, place, code, refusals=[str(too_large())], status=413)
    if not files.is_valid():
        return _page(request, place, code, files=files, status=400)
    return _add_files(request, place, code, files)


def _add_files(request: HttpRequest, place: Place, code: str, form: FilesForm) -> HttpResponse:
    """Each file by itself: what is refused takes nothing with it that was kept."""
    kept, again, refusals = 0, [], []
    for number, file in enumerate(form.arrived):
        first = form.cleaned_data["id"]
        key = uuid5(first, str(number)) if number else first
        try:
            made = acts.attach_file(
                id=key,
                unit=place.unit,
                criteria_set=place.criteria_set,
                code=code,
                period=place.period,
                stream=file,
                name=file.name or "",
                caption=form.cleaned_data["caption"],
                by=request.user,
                now=timezone.now(),
            )
        except NotAllowed:
            raise
        except ChungsucError as error:
            refusals.append(f"{vietnamese(file.name)}: {error}")
        else:
            if made.pk == key:
                kept += 1
            else:
                again.append(_stands(file.name, made))
    if kept and not _by_script(request):
        told = ngettext("Đã lưu %(n)d minh chứng.", "Đã lưu %(n)d minh chứng.", kept) % {"n": kept}
        messages.success(request, told)
    return _after(request, place, code, refusals=refusals, again=again)


def _stands(name: str | None, made: Attachment) -> str:
    """Of what was sent again: that it was kept before, under which name and when."""
    return _("%(name)s: đã có trong minh chứng của chỉ tiêu này từ %(day)s, không lưu thêm.") % {
        "name": vietnamese(name or made.name),
        "day": format_date(timezone.localdate(made.added_at)),
    }


def _add_link(request: HttpRequest, place: Place, code: str) -> HttpResponse:
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _page(request, place, code, link=form, status=400)
    try:
        made = acts.attach_link(
            **form.cleaned_data,
            unit=place.unit,
            criteria_set=place.criteria_set,
            code=code,
            period=place.period,
            by=request.user,
            now=timezone.now(),
        )
    except NotAllowed:
        raise
    except ChungsucError as error:
        return _page(request, place, code, link=form, refusals=[str(error)], status=400)
    if made.pk != form.cleaned_data["id"]:
        return _after(request, place, code, again=[_stands(made.document or made.address, made)])
    messages.success(request, _("Đã lưu dẫn chiếu."))
    return _after(request, place, code)


def _after(
    request: HttpRequest,
    place: Place,
    code: str,
    *,
    refusals: Sequence[str] = (),
    again: Sequence[str] = (),
) -> HttpResponse:
    """The list again, to a script as a piece of the page, to a form as the page itself; with what was
    refused, and what was sent `again` and changed nothing."""
    if refusals or _by_script(request):
        status = 400 if refusals else 200
        told = [*refusals, *again]
        return _page(request, place, code, refusals=told, status=status)
    for each in again:
        messages.info(request, each)
    return redirect("evidence:cell", place.unit.pk, place.criteria_set.id, place.year, code)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _page(
    request: HttpRequest,
    place: Place,
    code: str,
    *,
    files: FilesForm | None = None,
    link: LinkForm | None = None,
    refusals: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    found = queries.of_cells(place.unit.pk, place.criteria_set.id, place.year).get(code, [])
    gone = queries.withdrawn(place.unit.pk, place.criteria_set.id, place.year, code)
    may_add = place.may_add(request.user, code)
    held = acts.lock_on_adding(place.unit, place.criteria_set.id, place.year, code) if may_add else None
    shown_: dict[str, Any] = {
        "place": place,
        "measure": place.measure(code),
        "is_demanded": code in place.demanded(),
        "pieces": _pieces(request, found),
        "withdrawn": seeing.visible(request.user, gone),
        "may_add": may_add and held is None,
        "lock": held,
        "files": files or FilesForm(),
        "link": link or LinkForm(),
        "refusals": refusals or [],
    }
    template = "evidence/_pieces.html" if _by_script(request) else "evidence/cell.html"
    return render(request, template, shown_, status=status)


def _pieces(request: HttpRequest, rows: list[Attachment]) -> list[Shown]:
    return shown(request.user, seeing.visible(request.user, rows))


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Rút một minh chứng, with the reason."""
    row = seeing.one(request.user, pk)
    if row is None:
        raise Http404
    try:
        acts.withdraw(
            attachment=row, why=request.POST.get("why", "")[:1000], by=request.user, now=timezone.now()
        )
    except NotAllowed:
        raise
    except ChungsucError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã rút minh chứng. Việc rút và lý do vẫn được lưu."))
    return redirect("evidence:cell", row.unit_id, row.criteria_set_id, row.year, row.code)

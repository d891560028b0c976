"""Pages: bảng kết quả, một tiêu chí qua các đơn vị, so sánh, bản đồ; and why of a cell."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import lay_below, named_by
from chungsuc.assessments.queries import Series, readable
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.dashboards.results import board as boards
from chungsuc.dashboards.results import comparison, on_map, one_criterion
from chungsuc.dashboards.results import why as whys
from chungsuc.dashboards.results.scope import WORDS, Scope, kept_of, scope


@login_required
def board_page(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Bảng kết quả của các đơn vị trực thuộc; `?theo=` names the level."""
    unit = _unit(unit_id)
    found = scope(request.user, unit, request.GET, keep=("theo",))
    page = boards.board(found, asked=request.GET.get("theo", "")) if found else None
    return _answer(request, "results", unit, found, page)


@login_required
def criterion_page(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Một tiêu chí hoặc chỉ tiêu qua các đơn vị; `?ma=` names it, `?sap=` the order."""
    unit = _unit(unit_id)
    found = scope(request.user, unit, request.GET, keep=("ma", "sap"))
    page = None
    if found is not None:
        page = one_criterion.one_criterion(
            found, asked=request.GET.get("ma", ""), sort=request.GET.get("sap", "")
        )
        if page is None and request.GET.get("ma"):
            raise Http404
    return _answer(request, "criterion", unit, found, page)


@login_required
def comparison_page(request: HttpRequest, unit_id: str) -> HttpResponse:
    """So sánh các đơn vị trực thuộc; `?tu-nam=` is the other year, `?dv=` leaves only some."""
    unit = _unit(unit_id)
    found = scope(request.user, unit, request.GET, keep=("theo", "tu-nam", "sap"))
    page = None
    if found is not None:
        page = comparison.comparison(
            found,
            level=request.GET.get("theo", ""),
            before=request.GET.get("tu-nam", ""),
            sort=request.GET.get("sap", ""),
            only=request.GET.getlist("dv"),
        )
    return _answer(request, "comparison", unit, found, page)


@login_required
def map_page(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Bản đồ các đơn vị trực thuộc; `?ma=` colours it by one criterion."""
    unit = _unit(unit_id)
    found = scope(request.user, unit, request.GET, keep=("theo", "ma"))
    page = None
    if found is not None:
        page = on_map.on_map(found, level=request.GET.get("theo", ""), code=request.GET.get("ma", ""))
    return _answer(request, "map", unit, found, page)


@login_required
def why_page(request: HttpRequest, above_id: str, year: int, unit_id: str, code: str) -> HttpResponse:
    """Vì sao: a unit, a criterion, a year; what it was held to, what was said, by whom and when."""
    unit, above = _unit(unit_id), _unit(above_id)
    allowed = readable(request.user, unit)
    if not allowed or not lay_below(unit, above):
        raise Http404
    series = next((each for each in allowed if WORDS[each] == request.GET.get("chuoi")), allowed[0])
    version = _version(above, series, year, request.GET.get("bo", ""))
    found = whys.behind(unit, code, version, year, series) if version else None
    if found is None:
        raise Http404
    is_piece = request.headers.get("HX-Request") == "true"
    answer = render(
        request,
        "dashboards/_why.html" if is_piece else "dashboards/why.html",
        {"why": found, "unit": unit, "above": above},
    )
    answer["Vary"] = "HX-Request, Cookie"
    return answer


def _version(above: Unit, series: Series, year: int, set_id: str) -> CriteriaSetVersion | None:
    """The set that the address names, else the one by which the units above are looked at that year."""
    if set_id:
        return criteria.version_of(set_id)
    kept = [each for each in kept_of(above, series) if each.year == year]
    return kept[0].version if kept else None


def _answer(request: HttpRequest, place: str, unit: Unit, found: Scope | None, page: Any) -> HttpResponse:
    """The page of a scope; the template says so where nothing is stored."""
    context = {"unit": unit, "scope": found, "page": page, "place": place}
    return render(request, f"dashboards/{place}.html", context)


def _unit(text: str) -> Unit:
    """The unit that an address names, by its id or by code and time."""
    unit = named_by(text)
    if unit is None:
        raise Http404
    return unit

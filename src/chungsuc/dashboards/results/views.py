"""Pages: bảng kết quả, một tiêu chí qua các đơn vị, so sánh, bản đồ; and why of a cell."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import lay_below, named_by
from chungsuc.assessments.queries import Series, readable
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.dashboards.log.reading import may_read
from chungsuc.dashboards.results import made
from chungsuc.dashboards.results import why as whys
from chungsuc.dashboards.results.scope import WORDS, kept_of, required_rights


@login_required
def board_page(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Bảng kết quả của các đơn vị trực thuộc; `?theo=` names the level."""
    return _answer(request, unit_id, "results")


@login_required
def criterion_page(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Một tiêu chí hoặc chỉ tiêu qua các đơn vị; `?ma=` names it, `?sap=` the order."""
    return _answer(request, unit_id, "criterion")


@login_required
def comparison_page(request: HttpRequest, unit_id: str) -> HttpResponse:
    """So sánh các đơn vị trực thuộc; `?tu-nam=` is the other year, `?dv=` leaves only some."""
    return _answer(request, unit_id, "comparison")


@login_required
def map_page(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Bản đồ các đơn vị trực thuộc; `?ma=` colours it by one criterion."""
    return _answer(request, unit_id, "map")


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
    shown = {"why": found, "unit": unit, "above": above, "may_read_log": may_read(request.user, unit)}
    answer = render(request, "dashboards/_why.html" if is_piece else "dashboards/why.html", shown)
    answer["Vary"] = "HX-Request, Cookie"
    return answer


def _version(above: Unit, series: Series, year: int, set_id: str) -> CriteriaSetVersion | None:
    """The set that the address names, else the one by which the units above are looked at that year."""
    if set_id:
        return criteria.version_of(set_id)
    kept = [each for each in kept_of(above, series) if each.year == year]
    return kept[0].version if kept else None


def _answer(request: HttpRequest, unit_id: str, place: str) -> HttpResponse:
    """A page of results: made once for each state of the store, and shown again while nothing changes."""
    unit = _unit(unit_id)
    allowed = required_rights(request.user, unit)
    name = made.key(place, unit, allowed, request.GET)
    parts = cache.get(name)
    if parts is None:
        parts = made.make(place, unit, allowed, request.GET)
        if parts is None:
            raise Http404
        cache.set(name, parts, made.KEPT_FOR)
    return render(request, "dashboards/results.html", {"unit": unit, "place": place, **parts._asdict()})


def _unit(text: str) -> Unit:
    """The unit that an address names, by its id or by code and time."""
    unit = named_by(text)
    if unit is None:
        raise Http404
    return unit

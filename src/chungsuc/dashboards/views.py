"""Pages: home, programme, why of a cell, unit."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.forms import asked_day
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import former_bodies, lay_below, named_by
from chungsuc.administrative_units.wording import life
from chungsuc.assessments.lineages import lineages
from chungsuc.assessments.recounting import at_work
from chungsuc.dashboards import home as home_queries
from chungsuc.dashboards import order_papers, provincial, versions, why
from chungsuc.dashboards import programme as programmes
from chungsuc.dashboards import trend as trends
from chungsuc.dashboards import unit as unit_queries
from chungsuc.dashboards.lacking_set import lacking_set
from chungsuc.dashboards.own_results import own_results
from chungsuc.dashboards.results.scope import may_look_below
from chungsuc.dashboards.rolled_up import rolled_up
from chungsuc.plans import queries as plans
from chungsuc.plans.models import Plan

KEPT_FOR = 24 * 3600  # seconds


def home(request: HttpRequest) -> HttpResponse:
    """Trang đầu: what this is, and the programmes that the reader may see."""
    return render(
        request,
        "dashboards/home.html",
        {
            "programmes": home_queries.programmes(request.user),
            "workplaces": home_queries.workplaces(request.user),
        },
    )


def _plan(request: HttpRequest, plan_id: UUID) -> Plan:
    """A plan that the reader may see and that was read: before, it has no unit and no programme."""
    found = (
        plans.visible_to(request.user)
        .select_related("unit", "criteria_set")
        .defer("criteria_set__text")
        .filter(pk=plan_id, unit__isnull=False)
        .first()
    )
    if found is None:
        raise Http404
    return found


def programme_page(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Chương trình của đơn vị trong kỳ: the matrix, plan against actual."""
    plan = _plan(request, plan_id)
    name = versions.key(plan)
    made = cache.get(name) if name else None
    if made is None:
        made = _made(plan)
        if name:
            cache.set(name, made, KEPT_FOR)
    above, content, has_promises, has_money = made
    may_make_papers = has_promises and policy.may(request.user, Permission.REPORT_MAKE, at=plan.unit)
    return render(
        request,
        "dashboards/programme.html",
        {
            "plan": plan,
            "unit": plan.unit,
            "above": above,
            "content": content,
            "may_make_papers": may_make_papers,
            "has_money": has_money,
        },
    )


def _made(plan: Plan) -> tuple[SafeString, SafeString, bool, bool]:
    """What the page shows to everyone alike: its heading and its content."""
    page = programmes.programme(plan)
    # One address with a mark in the place of the unit: made once, not 323 times.
    cells = reverse("dashboards:cell", args=[plan.pk, "-", "-"]).removesuffix("-/-/")
    places = reverse("dashboards:unit", args=["-"]).removesuffix("-/")
    context = {
        "page": page,
        "plan": plan,
        "unit": page.unit,
        "rows": page.drawn(cells, places),
        "plan_address": reverse("plans:plan", args=[plan.pk]),
    }
    return (
        render_to_string("dashboards/_programme_above.html", context),
        render_to_string("dashboards/_programme.html", context),
        page.has_promises,
        bool(page.funding),
    )


def programme_of(request: HttpRequest, unit_id: str, period: str) -> HttpResponse:
    """By unit and period: goes to the newest plan that the reader may see of that unit for that period."""
    years = period.split("-")
    if len(years) > 2 or not all(year.isdecimal() and len(year) == 4 for year in years):
        raise Http404
    unit = _unit(unit_id)
    found = (
        plans.visible_to(request.user)
        .filter(unit=unit, period_from=int(years[0]), period_to=int(years[-1]))
        .order_by("-created_at")
        .first()
    )
    if found is None:
        raise Http404
    return redirect("dashboards:programme", found.pk)


def cell_page(request: HttpRequest, plan_id: UUID, unit_id: str, code: str) -> HttpResponse:
    """Vì sao: one commune and one criterion, planned by which line, observed by whom, held to what."""
    plan = _plan(request, plan_id)
    unit = _unit(unit_id)
    # A commune of another place has no cell in this plan, whatever its address says.
    cell = why.cell(plan, unit, code) if lay_below(unit, plan.unit) else None
    if cell is None:
        raise Http404
    is_piece = request.headers.get("HX-Request") == "true"
    answer = render(
        request,
        "dashboards/_cell.html" if is_piece else "dashboards/cell.html",
        {"cell": cell, "plan": plan, "unit": unit, "plan_address": reverse("plans:plan", args=[plan.pk])},
    )
    answer["Vary"] = "HX-Request, Cookie"
    return answer


def unit_page(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Đơn vị: its names and neighbours as of a day, its past and future, its plans."""
    unit = _unit(unit_id)
    day, problem = asked_day(request.GET.get("ngay"), default=_usual_day(unit))
    known_on, unknown = asked_day(request.GET.get("biet-den"), default=None)
    followed = lineages([unit.pk], known_at=trends.end_of(known_on) if known_on else None)
    asked = request.GET.get("chi-tieu", "")
    page = unit_queries.unit_page(request.user, unit, day)
    return render(
        request,
        "dashboards/unit.html",
        {
            "unit": unit,
            "day": day,
            "problem": problem or unknown,
            "today": policy.today(),
            "existed": unit.existed_on(day),
            "page": page,
            "papers": order_papers.kept_of(each.reorganisation for each in page.orders),
            "may_have_papers": order_papers.may_have(request.user),
            "trend": trends.trend(
                request.user, unit, day=day, followed=followed, asked=asked, known_on=known_on
            ),
            "may_look_below": may_look_below(request.user, unit),
            "own": own_results(
                request.user, unit, year=request.GET.get("nam", ""), set_id=request.GET.get("bo", "")
            ),
            "rolled": rolled_up(request.user, unit, asked=request.GET.get("nam", "")),
            "lacking_set": lacking_set(unit, day),
            "stated": trends.stated(request.user, unit, followed),
            "life": life(unit),
            "provincial": provincial.binding(unit, day),
            "former_bodies": former_bodies(unit, day),
            "recounts": at_work(unit),
        },
    )


def _unit(text: str) -> Unit:
    """The unit that an address names, by its id or by code and time."""
    unit = named_by(text)
    if unit is None:
        raise Http404
    return unit


def _usual_day(unit: Unit) -> date:
    """Today, or the last day of a unit that is no more."""
    today = policy.today()
    if unit.existed_on(today) or unit.valid_to is None:
        return today
    return date.fromordinal(unit.valid_to.toordinal() - 1)

"""Pages for whoever enters figures of many units: which criterion, and that criterion of all of them."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.criteria import queries as criteria
from chungsuc.entry import actions
from chungsuc.entry.across import UNITS, Across, Box, above_of, across_of, boxes, by_key, is_below, sent
from chungsuc.entry.actions import Answer, Outcome
from chungsuc.entry.board import neighbours
from chungsuc.entry.kept import brought, forget, keeping_what_was_typed, made_for, typed_before
from chungsuc.entry.pages import check_period
from chungsuc.languages.words import SPEECH


@require_http_methods(["GET", "HEAD"])
@login_required
def choose_criterion(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Chọn tiêu chí to enter for many units: of every set of a level below, in the latest two years."""
    unit = above_of(request.user, unit_id)
    today = policy.today()
    sets = []
    for version in criteria.newest():
        if version.valid_from > today or not is_below(version.level, unit):
            continue
        last = min(today.year, version.valid_to.year)
        years = [year for year in (last, last - 1) if year >= version.valid_from.year]
        sets.append((version, years, criteria.criteria_set(version).criteria))
    return render(request, "entry/choose_criterion.html", {"unit": unit, "sets": sets})


@require_http_methods(["GET", "HEAD", "POST"])
@keeping_what_was_typed
@login_required
def across(request: HttpRequest, unit_id: str, set_id: str, period: str, code: str) -> HttpResponse:
    """Bảng nhập một tiêu chí của nhiều đơn vị. Sent as a form it saves what can be saved, unit by unit; the
    rest stays in its boxes with what is wrong."""
    of = across_of(request.user, unit_id, set_id, period, code)
    unit, criteria_set, asked = of.above, of.criteria_set, of.period
    check_period(criteria_set, asked)
    units, others = of.units(request.user)
    page = Paginator(units, UNITS).get_page(request.GET.get("trang"))
    answers = {}
    if request.method == "POST":
        if "forget" in request.POST:
            forget(request, request.path)
            return redirect(request.get_full_path())
        forget(request, request.path, brought(request))
        answers = _saved(request, of, list(page))
        saved = sum(each.outcome is Outcome.SAVED for each in answers.values())
        if all(each.is_done for each in answers.values()):
            words = ngettext("Đã lưu %(n)s ô.", "Đã lưu %(n)s ô.", saved) % {"n": saved}
            messages.success(request, words if saved else _("Không có ô nào thay đổi."))
            return redirect(request.get_full_path())
    else:
        answers = _typed_before(request)
    lines = boxes(request.user, of, list(page), answers)
    left = [box for _unit, line in lines for box in line if box.answer and not box.answer.is_done]
    context = {
        "unit": unit,
        "of": of,
        "told": asked.told(SPEECH),
        "page": page,
        "lines": lines,
        "others": others,
        "left": [each for each in left if each.answer and each.answer.outcome is not Outcome.KEPT],
        "kept": sum(each.outcome == Outcome.KEPT for each in left),
        "saved": sum(each.outcome is Outcome.SAVED for each in answers.values()),
        "beside": neighbours(criteria_set, asked),
        "who": made_for(request.user),
    }
    return render(request, "entry/across.html", context, status=_status(context["left"]))


def _saved(request: HttpRequest, of: Across, units: list[Unit]) -> dict[tuple[str, str], Answer]:
    """Each unit is saved by itself, with its own entry in the log."""
    given = sent(request.POST, of, units)
    rights = policy.indicators_among(request.user, Permission.OBSERVATION_RECORD, {each.pk for each in given})
    for unit, some in given.items():  # all of it before anything is saved
        for each in some:
            about = Indicator(of.criteria_set.id, each.code)
            if not policy.covers(rights.get(unit.pk, frozenset()), about):
                policy.require(request.user, Permission.OBSERVATION_RECORD, at=unit, of=about)
    found = []
    for unit, some in given.items():
        done = actions.save_page(
            place=of.place(unit), sent=some, by=request.user, now=timezone.now(), all_or_nothing=False
        )
        found += [(unit.pk, each) for each in done]
    return by_key(found)


def _typed_before(request: HttpRequest) -> dict[tuple[str, str], Answer]:
    found = []
    for each in typed_before(request):
        unit_id, _dot, code = each.code.partition(".")
        found.append((unit_id, Answer(replace(each, code=code), Outcome.KEPT)))
    return by_key(found)


def _status(left: list[Box]) -> int:
    if not left:
        return 200
    return 409 if any(each.is_disputed for each in left) else 400

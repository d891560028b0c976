"""Pages of entry: which forms are open, the grid, and one cell with its history."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.administrative_units.queries import below, named_by
from chungsuc.assessments.models import Observation
from chungsuc.core.errors import ChungsucError
from chungsuc.entry import actions
from chungsuc.entry.actions import Answer, Outcome
from chungsuc.entry.board import Board, Line, board, lines_of, neighbours, sheets
from chungsuc.entry.cells import Figures
from chungsuc.entry.given import Given, given, texts_of, was_changed
from chungsuc.entry.history import history
from chungsuc.entry.kept import brought, forget, keeping_what_was_typed, made_for, typed_before, words_before
from chungsuc.entry.pages import Place, check_open, place_of
from chungsuc.workflow.actions.reviews import works_at

Given_ = ParamSpec("Given_")
LONGEST_PAGE = 500  # rows that one sending may bring: more than any form has


def for_a_script(
    view: Callable[Concatenate[HttpRequest, Given_], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Given_], HttpResponse]:
    """For what a page's script asks: a session that ended and a right that is gone are told in its own way,
    never as a page that the script would take for an answer."""

    @wraps(view)
    def answering(request: HttpRequest, *more: Given_.args, **named: Given_.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"outcome": "signed-out"}, status=403)
        try:
            return view(request, *more, **named)
        except policy.NotAllowed as problem:
            return JsonResponse({"outcome": "refused", "words": [str(problem)]}, status=403)
        except ChungsucError as problem:
            return JsonResponse({"outcome": "refused", "words": [str(problem)]}, status=400)

    return answering


@require_http_methods(["GET", "HEAD"])
@login_required
def choose(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Nhập số liệu của một đơn vị: its forms by set and year, what is asked for first."""
    unit = _unit(request, unit_id)
    listed = sheets(request.user, unit)
    may_assign = policy.may(request.user, Permission.INDICATOR_ASSIGN, at=unit)
    # A thôn has no office: its commune enters its figures.
    villages = below(unit, policy.today(), level=Level.VILLAGE) if unit.level == Level.COMMUNE else []
    context = {"unit": unit, "sheets": listed, "may_assign": may_assign, "villages": villages}
    return render(request, "entry/choose.html", context)


def _unit(request: HttpRequest, unit_id: str) -> Unit:
    """A unit where the person enters figures. Raises Http404, and NotAllowed in words."""
    unit = named_by(unit_id)
    if unit is None:
        raise Http404
    policy.require(request.user, Permission.OBSERVATION_RECORD, at=unit)
    return unit


def _place(request: HttpRequest, unit_id: str, set_id: str, period: str) -> Place:
    """The page of an address, for someone who enters figures at the unit."""
    place = place_of(unit_id, set_id, period)
    policy.require(request.user, Permission.OBSERVATION_RECORD, at=place.unit)
    return place


@require_http_methods(["GET", "HEAD", "POST"])
@keeping_what_was_typed
@login_required
def grid(request: HttpRequest, unit_id: str, set_id: str, period: str) -> HttpResponse:
    """Bảng nhập số liệu. Sent as a form it saves what was typed and can be saved; the rest stays in its
    boxes with what is wrong."""
    place = _place(request, unit_id, set_id, period)
    check_open(place)
    view = request.GET.get("xem", "")
    if request.method != "POST":
        kept = [Answer(each, Outcome.KEPT) for each in typed_before(request)]
        return _page(request, place, board(request.user, place, view=view, answers=kept))
    if "forget" in request.POST:
        forget(request, request.path)
        return redirect(request.get_full_path())
    forget(request, request.path, brought(request))
    answers = actions.save_page(
        place=place, sent=_sent(request, place), by=request.user, now=timezone.now(), all_or_nothing=False
    )
    left = [each for each in answers if not each.is_done]
    saved = sum(each.outcome is Outcome.SAVED for each in answers)
    if not left:
        words = ngettext("Đã lưu %(n)s ô.", "Đã lưu %(n)s ô.", saved) % {"n": saved}
        messages.success(request, words if saved else _("Không có ô nào thay đổi."))
        return redirect(request.get_full_path())
    made = board(request.user, place, view=view, answers=left)
    return _page(request, place, made, saved=saved, left=left, status=409 if _is_disputed(left) else 400)


def _is_disputed(answers: list[Answer]) -> bool:
    return any(each.outcome is Outcome.DISPUTED for each in answers)


def _sent(request: HttpRequest, place: Place) -> list[Given]:
    """The cells of the form that someone typed into; of one to be kept as it was before, that value."""
    data = request.POST
    kept = data.get("keep", "")
    found = []
    for row in place.rows[:LONGEST_PAGE]:
        if f"id.{row.code}" not in data:
            continue
        each = given(data, row.code)
        if row.code == kept:
            earlier = Figures.of_rows(place, [row], request.user).before(row.code)
            if earlier is not None:
                texts = texts_of(earlier[1], each.texts.note)
                found.append(Given(code=row.code, texts=texts, id=each.id, made_on=each.made_on))
                continue
        if was_changed(data, each):
            found.append(each)
    return found


def _page(request: HttpRequest, place: Place, made: Board, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "place": place,
        "unit": place.unit,
        "board": made,
        "beside": neighbours(place.criteria_set, place.period),
        "may_assign": policy.may(request.user, Permission.INDICATOR_ASSIGN, at=place.unit),
        "answers_at": _answers_at(request.user, place)(),
        "who": made_for(request.user),
        **more,
    }
    return render(request, "entry/grid.html", context, status=status)


@require_POST
@for_a_script
def save_one(request: HttpRequest, unit_id: str, set_id: str, period: str, code: str) -> HttpResponse:
    """Lưu một ô as soon as it is left."""
    place = place_of(unit_id, set_id, period)  # the action asks who may
    place.row(code)
    sent = given(request.POST, code, suffix=False)
    saved = actions.save_cell(place=place, given=sent, by=request.user, now=timezone.now())
    forget(request, reverse("entry:grid", args=[unit_id, set_id, period]), [code])
    forget(request, request.POST.get("page", ""), [f"{unit_id}.{code}"])  # a page of many units
    lines, answers_at = lines_of(place, saved), _answers_at(request.user, place)
    return JsonResponse(_told(request, saved.answer, lines, answers_at), status=_STATUS[saved.answer.outcome])


_STATUS = {
    Outcome.SAVED: 200,
    Outcome.SAME: 200,
    Outcome.REFUSED: 422,
    Outcome.ASKED: 422,
    Outcome.DISPUTED: 409,
}


def _answers_at(user: Any, place: Place) -> Callable[[], str]:
    """Where who works at the unit answers what it is asked, empty for others; found out only when a cell
    needs it, and once."""

    @cache
    def address() -> str:
        if not works_at(user, place.unit):
            return ""
        of = [place.unit.pk, place.criteria_set.id, place.year]
        return reverse("dashboards:review-questions", args=of)

    return address


def _told(
    request: HttpRequest, answer: Answer, lines: list[Line], answers_at: Callable[[], str]
) -> dict[str, Any]:
    """The answer for the page's script: the state of each cell that changed, as the page itself shows it."""
    [own] = [each for each in lines if each.cell.code == answer.given.code]
    texts = own.cell.texts
    return {
        "outcome": answer.outcome,
        "on": own.cell.on,
        "was": own.mark,
        "texts": [texts.value, texts.numerator, texts.denominator, texts.note],
        "state": {
            each.cell.code: render_to_string(
                "entry/_state.html", {"line": each, "answers_at": answers_at}, request
            )
            for each in lines
        },
    }


@require_POST
@for_a_script
def paste(request: HttpRequest, unit_id: str, set_id: str, period: str) -> HttpResponse:
    """Dán một khối từ Excel: all of it or nothing, every problem named by its cell."""
    place = _place(request, unit_id, set_id, period)
    check_open(place)
    answers = actions.save_page(
        place=place, sent=_sent(request, place), by=request.user, now=timezone.now(), all_or_nothing=True
    )
    forget(
        request,
        reverse("entry:grid", args=[unit_id, set_id, period]),
        [each.given.code for each in answers],
    )
    is_saved = all(each.is_done for each in answers)
    made = board(request.user, place, view="tat-ca", answers=answers)
    lines = {line.cell.code: line for part in made.parts for line in part.lines}
    answers_at = _answers_at(request.user, place)
    told = [
        _told(request, each, [lines[each.given.code]], answers_at) | {"code": each.given.code}
        for each in answers
    ]
    # Of a component also the line of the whole shows another verdict.
    states = {
        code: render_to_string("entry/_state.html", {"line": line, "answers_at": answers_at}, request)
        for code, line in lines.items()
        if is_saved and line.cell.row.is_whole_of_parts
    }
    return JsonResponse(
        {"outcome": "saved" if is_saved else "refused", "cells": told, "state": states},
        status=200 if is_saved else 422,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keeping_what_was_typed
@login_required
def cell(request: HttpRequest, unit_id: str, set_id: str, period: str, code: str) -> HttpResponse:
    """Một ô: every value that it had, who said what beside it; an older value is taken up again here."""
    place = _place(request, unit_id, set_id, period)
    row = place.row(code)
    refusal = ""
    if request.method == "POST":
        try:
            _act(request, place, code)
        except policy.NotAllowed:
            raise
        except ChungsucError as problem:
            refusal = str(problem)
        else:
            if "words" in request.POST:
                forget(request, request.path)
            return redirect(request.path)
    of = Indicator(place.criteria_set.id, code)
    context = {
        "place": place,
        "unit": place.unit,
        "row": row,
        "history": history(place, row, request.user),
        "may_record": policy.may(request.user, Permission.OBSERVATION_RECORD, at=place.unit, of=of),
        "new_id": uuid4(),
        "refusal": refusal,
        "words": request.POST.get("words", "") if refusal else words_before(request),
        "who": made_for(request.user),
        "back": reverse("entry:grid", args=[unit_id, set_id, period]) + f"#o-{code}",
    }
    return render(request, "entry/cell.html", context, status=400 if refusal else 200)


def _act(request: HttpRequest, place: Place, code: str) -> None:
    by, now = request.user, timezone.now()
    if "older" not in request.POST:
        actions.comment(place=place, code=code, text=request.POST.get("words", ""), by=by, now=now)
        messages.success(request, _("Đã ghi ý kiến."))
        return
    try:
        key, made = UUID(request.POST["older"]), UUID(request.POST.get("id", ""))
    except ValueError:
        raise Http404 from None
    older = Observation.objects.filter(
        pk=key,
        unit=place.unit,
        criteria_set_id=place.criteria_set.id,
        indicator_code=code,
        period=str(place.period),
    ).first()
    if older is None:
        raise Http404
    actions.restore(id=made, place=place, older=older, by=by, now=now)
    messages.success(request, _("Đã ghi lại số liệu cũ."))

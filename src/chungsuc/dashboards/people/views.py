"""Pages of people and their roles, for administrators."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.accounts import actions, policy
from chungsuc.accounts.permissions import BY_INDICATOR
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import named_by
from chungsuc.core.errors import ChungsucError
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.people import reading
from chungsuc.dashboards.people.forms import AccountForm, ActiveForm, EndForm, RoleForm, ScopeForm

_LETTERS = 12  # bytes of chance in a password that is shown once


@require_safe
@login_required
def people_page(request: HttpRequest) -> HttpResponse:
    """Người dùng: `?dv=` of a unit and below, `?tim=` by name, `?noi=` looks for a unit."""
    policy.require(request.user, Permission.PEOPLE_MANAGE)
    unit = _unit(request)
    words = request.GET.get("tim", "").strip()[:100]
    place = request.GET.get("noi", "").strip()[:100]
    listed, more = reading.people(
        request.user, unit=unit, words=words, after=request.GET.get("sau", "")[:150]
    )
    keep = {"dv": unit.pk if unit else "", "tim": words}
    kept = {key: value for key, value in keep.items() if value}
    return render(
        request,
        "dashboards/people.html",
        {
            "unit": unit,
            "own": reading.own_units(request.user),
            "found": reading.units_called(request.user, place) if place else [],
            "place": place,
            "words": words,
            "people": listed,
            "next": urlencode({**kept, "sau": more}) if more else "",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_page(request: HttpRequest) -> HttpResponse:
    """Mở tài khoản tại `?dv=`, with its first role; the password is shown once."""
    policy.require(request.user, Permission.PEOPLE_MANAGE)
    unit = _unit(request)
    if unit is None:
        messages.info(request, _("Hãy chọn đơn vị trước khi mở tài khoản."))
        return redirect("dashboards:people")
    form = AccountForm(unit, request.POST if request.method == "POST" else None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        password = secrets.token_urlsafe(_LETTERS)
        try:
            user = form.do(password, _by(request), timezone.now())
        except ChungsucError as problem:
            refusal = str(problem)
        else:
            return _shown_once(request, user, password)
    return render(
        request,
        "dashboards/person_add.html",
        {"unit": unit, "form": form, "refusal": refusal},
        status=400 if request.method == "POST" else 200,
    )


TITLES = {
    "role": gettext_lazy("Giao vai trò"),
    "end": gettext_lazy("Kết thúc vai trò"),
    "scope": gettext_lazy("Giao, thôi giao chỉ tiêu"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Một người: the roles, and each thing that an administrator does with them."""
    policy.require(request.user, Permission.PEOPLE_MANAGE)
    person = reading.person(request.user, pk)
    if person is None:
        raise Http404
    unit = _unit(request) or person.roles[0].row.unit
    rows = [each.row for each in person.roles if each.is_held or each.row.valid_to is None]
    scoped = [row for row in rows if row.role in BY_INDICATOR]
    deed = request.POST.get("deed", "")
    forms: dict[str, Any] = {
        "role": RoleForm(unit, request.POST if deed == "role" else None, prefix="role"),
        "end": EndForm(rows, request.POST if deed == "end" else None, prefix="end"),
        "scope": ScopeForm(scoped, request.POST if deed == "scope" else None, prefix="scope"),
        "active": ActiveForm(request.POST if deed == "active" else None, prefix="active"),
    }
    refusal = ""
    if request.method == "POST":
        try:
            answer = _do(request, person, deed, forms)
        except ChungsucError as problem:
            refusal = str(problem)
        else:
            if answer is not None:
                return answer
    shown = {"role": True, "end": bool(rows), "scope": bool(scoped)}
    return render(
        request,
        "dashboards/person.html",
        {
            "person": person,
            "unit": unit,
            "sections": [(key, TITLES[key], forms[key]) for key in TITLES if shown[key]],
            "active": forms["active"],
            "refusal": refusal,
            "is_self": person.user.pk == request.user.pk,
        },
        status=400 if request.method == "POST" else 200,
    )


def _do(
    request: HttpRequest, person: reading.Person, deed: str, forms: dict[str, Any]
) -> HttpResponse | None:
    """Carry out what was asked; None where its form has faults to show."""
    by, now, user = _by(request), timezone.now(), person.user
    if deed == "password":
        password = secrets.token_urlsafe(_LETTERS)
        actions.set_password(user=user, password=password, by=by, now=now)
        return _shown_once(request, user, password)
    form = forms.get(deed)
    if form is None:
        raise actions.AccountError(_("Chưa rõ việc cần ghi. Hãy bấm nút của một mục dưới đây."))
    if not form.is_valid():
        return None
    if deed == "role":
        actions.give_role(user=user, by=by, now=now, **form.given)
    elif deed == "active":
        reason = form.cleaned_data["reason"]
        actions.set_active(user=user, is_active=not user.is_active, reason=reason, by=by, now=now)
    else:
        form.do(by, now)
    messages.success(request, _("Đã ghi."))
    return redirect("dashboards:person", user.pk)


@require_safe
@login_required
def answering_page(request: HttpRequest) -> HttpResponse:
    """Ai phụ trách chỉ tiêu nào tại `?dv=`, under `?bo=`."""
    unit = _unit(request)
    if unit is None:
        raise Http404
    if not policy.may(request.user, Permission.INDICATOR_ASSIGN, at=unit):
        policy.require(request.user, Permission.PEOPLE_MANAGE, at=unit)
    sets = [each for each in criteria.newest() if each.level == unit.level]
    asked = request.GET.get("bo", "")
    version = next((each for each in sets if each.set_id == asked), None)
    if asked and version is None:
        raise Http404
    version = version or next(iter(reversed(sets)), None)
    whole = criteria.criteria_set(version) if version else None
    return render(
        request,
        "dashboards/people_answering.html",
        {
            "unit": unit,
            "sets": sets,
            "version": version,
            "rows": reading.answering(unit, whole) if whole else [],
        },
    )


def _unit(request: HttpRequest) -> Unit | None:
    """The unit of the address. Raises Http404 for one that is not there, NotAllowed for one of others."""
    text = request.GET.get("dv", "")[:40]
    if not text:
        return None
    unit = named_by(text)
    if unit is None:
        raise Http404
    if not policy.may(request.user, Permission.INDICATOR_ASSIGN, at=unit):
        policy.require(request.user, Permission.PEOPLE_MANAGE, at=unit)
    return unit


def _by(request: HttpRequest) -> Any:
    return request.user


def _shown_once(request: HttpRequest, user: Any, password: str) -> HttpResponse:
    answer = render(request, "dashboards/person_password.html", {"person": user, "password": password})
    answer["Cache-Control"] = "no-store"
    return answer

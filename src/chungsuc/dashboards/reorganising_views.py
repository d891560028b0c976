"""Pages of orders: writing one down, seeing what it moves, recording it, and reading it later."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Reorganisation
from chungsuc.core.errors import ChungsucError
from chungsuc.dashboards.reorganising import effects_of, reorganise, require_above
from chungsuc.dashboards.reorganising_forms import OrderForm
from chungsuc.languages.data import vietnamese

SHOWN = 200  # lines of each list on one page; the counts tell of the rest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def order(request: HttpRequest) -> HttpResponse:
    """Ghi nghị quyết sắp xếp: first what it would change, and only then the change itself."""
    policy.require(request.user, Permission.UNITS_CHANGE)
    if request.method != "POST":
        return _page(request, OrderForm(initial={"former": request.GET.get("ma", "")[:12]}))
    form = OrderForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=400)
    act = form.cleaned_data["act"]
    try:
        if request.POST.get("step") == "record":
            made, _outcome = reorganise(act=act, by=request.user, now=timezone.now())
            messages.success(
                request, _("Đã ghi nghị quyết %(number)s.") % {"number": vietnamese(made.order_number)}
            )
            return redirect("dashboards:reorganisation", made.pk)
        effects = effects_of(act, request.user)
        require_above(request.user, effects.outcome)
    except ChungsucError as problem:
        return _page(request, form, refusal=str(problem), status=400)
    # A file is not sent twice by a browser: its text goes along with the form.
    form.data = form.data.copy()
    form.data["text"] = form.cleaned_data["text"]
    return _page(request, form, effects=effects, act=act, shown=SHOWN)


def _page(request: HttpRequest, form: OrderForm, *, status: int = 200, **context: object) -> HttpResponse:
    return render(request, "dashboards/reorganise.html", {"form": form, **context}, status=status)


@require_GET
def reorganisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Nghị quyết sắp xếp đã ghi: what it ended, began and moved. Units are public, and so is this."""
    found = get_object_or_404(Reorganisation, pk=pk)
    changes = found.changes.select_related("unit").order_by("fate", "unit__sort_key")
    return render(
        request,
        "dashboards/reorganisation.html",
        {
            "order": found,
            "changes": changes[:SHOWN],
            "count": changes.count(),
            "shown": SHOWN,
            "recorded_by": found.recorded_by if request.user.is_authenticated else "",
        },
    )

"""Pages of orders: writing one down, seeing what it moves, recording it, its signed paper, reading it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from chungsuc.accounts import policy
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units.models import Reorganisation
from chungsuc.core.errors import ChungsucError
from chungsuc.dashboards import order_papers
from chungsuc.dashboards.reorganising import (
    add_paper,
    effects_of,
    may_add_paper,
    reorganise,
    require_above,
)
from chungsuc.dashboards.reorganising_forms import OrderForm, PaperForm
from chungsuc.languages.data import vietnamese
from chungsuc.plans.actions import too_large
from chungsuc.stores import files as store
from chungsuc.stores.arriving import TOO_LARGE, LimitedUpload

SHOWN = 200  # lines of each list on one page; the counts tell of the rest


@csrf_exempt  # the token is checked below, after the limit stands on what arrives
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest) -> HttpResponse:
    """Ghi nghị quyết sắp xếp: first what it would change, and only then the change itself."""
    request.upload_handlers = [LimitedUpload(request)]
    return _order(request)


@csrf_protect
@login_required
def _order(request: HttpRequest) -> HttpResponse:
    policy.require(request.user, Permission.UNITS_CHANGE)
    if request.method != "POST":
        return _page(request, OrderForm(initial={"former": request.GET.get("ma", "")[:12]}))
    form = OrderForm(request.POST, request.FILES)
    if request.META.get(TOO_LARGE):
        return _page(request, OrderForm(initial=form.data.dict()), refusal=str(too_large()), status=413)
    if not form.is_valid():
        return _page(request, form, status=400)
    act = form.cleaned_data["act"]
    is_recording = request.POST.get("step") == "record"
    signed = PaperForm(request.POST, request.FILES) if is_recording else PaperForm()
    signed.fields["paper"].required = False  # it may come later
    try:
        if signed.is_valid():
            made, _outcome = reorganise(act=act, by=request.user, now=timezone.now(), paper=signed.examined())
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
    status = 400 if is_recording else 200
    return _page(request, form, effects=effects, act=act, shown=SHOWN, signed=signed, status=status)


def _page(request: HttpRequest, form: OrderForm, *, status: int = 200, **context: object) -> HttpResponse:
    return render(request, "dashboards/reorganise.html", {"form": form, **context}, status=status)


@require_GET
def reorganisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Nghị quyết sắp xếp đã ghi: what it ended, began and moved. Units are public, and so is this."""
    return _reorganisation(request, get_object_or_404(Reorganisation, pk=pk), PaperForm())


def _reorganisation(
    request: HttpRequest, found: Reorganisation, signed: PaperForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    changes = found.changes.select_related("unit").order_by("fate", "unit__sort_key")
    paper = order_papers.of(found)
    return render(
        request,
        "dashboards/reorganisation.html",
        {
            "order": found,
            "changes": changes[:SHOWN],
            "count": changes.count(),
            "shown": SHOWN,
            "recorded_by": found.recorded_by if request.user.is_authenticated else "",
            "paper": paper,
            "may_have_paper": order_papers.may_have(request.user),
            "signed": signed if paper is None and may_add_paper(request.user, found) else None,
            "refusal": refusal,
        },
        status=status,
    )


@require_GET
@login_required
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Bản ký, as it came. Always a download of no type: a browser never opens a stranger's file here."""
    found = get_object_or_404(Reorganisation, pk=pk)
    policy.require(request.user, Permission.PLAN_VIEW)
    kept = order_papers.of(found)
    if kept is None:
        raise Http404(_("Nghị quyết này chưa có bản ký."))
    answer = HttpResponse(store.load(kept.sha256), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="nghi-quyet-{found.pk}.{kept.media}"'
    return answer


@csrf_exempt  # the token is checked below, after the limit stands on what arrives
@require_http_methods(["POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Bổ sung bản ký: once for an order that was recorded without it."""
    request.upload_handlers = [LimitedUpload(request)]
    return _sign(request, pk)


@csrf_protect
@login_required
def _sign(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Reorganisation, pk=pk)
    policy.require(request.user, Permission.UNITS_CHANGE)
    signed = PaperForm(request.POST, request.FILES)
    if request.META.get(TOO_LARGE):
        return _reorganisation(request, found, PaperForm(), refusal=str(too_large()), status=413)
    if not signed.is_valid():
        return _reorganisation(request, found, signed, status=400)
    try:
        add_paper(order=found, paper=signed.examined(), by=request.user, now=timezone.now())
    except NotAllowed:
        raise
    except ChungsucError as problem:
        return _reorganisation(request, found, PaperForm(), refusal=str(problem), status=400)
    messages.success(request, _("Đã lưu bản ký."))
    return redirect("dashboards:reorganisation", found.pk)

"""Pages of dossiers: those of a unit, one of them, its steps, parts, votes and papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from chungsuc.accounts import policy
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.models import Unit
from chungsuc.core.dossiers import BY_A_DECISION, DossierKind
from chungsuc.core.errors import ChungsucError
from chungsuc.dashboards import order_papers
from chungsuc.dashboards.dossiers import listing as lists
from chungsuc.dashboards.dossiers.forms import (
    DecisionForm,
    LaterPaperForm,
    OpenForm,
    OwnerForm,
    PartForm,
    StepForm,
    VoteForm,
    assignable,
    paper_of,
)
from chungsuc.dashboards.dossiers.page import NOTHING, Sent, dossier_page
from chungsuc.dashboards.dossiers.stepping import open_for, take_step
from chungsuc.languages.words import SPEECH
from chungsuc.law import steps as law
from chungsuc.plans.actions import too_large
from chungsuc.plans.models import Upload
from chungsuc.stores import files as store
from chungsuc.stores.arriving import TOO_LARGE, LimitedUpload
from chungsuc.workflow import queries
from chungsuc.workflow.actions.dossier_parts import (
    Kind,
    add_decision_paper,
    assign_step,
    cast_vote,
    state_part,
)
from chungsuc.workflow.actions.dossiers import Decision
from chungsuc.workflow.models import DecisionPaper, Dossier, DossierPart, Purpose, RecognitionDecision

YEARLY = "ra-soat"  # in addresses; without it a dossier asks for recognition


def address(dossier: Dossier) -> str:
    """The page of a dossier."""
    at = [dossier.unit_id, dossier.criteria_set_id, dossier.year]
    if dossier.purpose == Purpose.YEARLY_REVIEW:
        return reverse("dashboards:dossier-yearly", args=at)
    return reverse("dashboards:dossier", args=at)


def _unit(unit_id: str) -> Unit:
    unit = units.named_by(unit_id)
    if unit is None:
        raise Http404
    return unit


def _visible(request: HttpRequest, **which: Any) -> Dossier:
    """A dossier that the reader may see; of any other it is not said that it exists."""
    found = queries.visible_to(request.user).select_related("unit").filter(**which).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def dossiers(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Hồ sơ của đơn vị và các đơn vị trực thuộc; who may, opens one here."""
    unit, refusal, status = _unit(unit_id), "", 200
    sets = lists.sets_for(unit)
    form = None
    if sets and policy.may(request.user, Permission.DOSSIER_SUBMIT, at=unit):
        form = OpenForm(sets, request.POST or None, initial={"year": policy.today().year})
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?next={request.path}")
        policy.require(request.user, Permission.DOSSIER_SUBMIT, at=unit)
        status = 400
        if form is not None and form.is_valid():
            try:
                made = open_for(unit=unit, by=request.user, now=timezone.now(), **form.cleaned_data)
            except NotAllowed:
                raise
            except ChungsucError as problem:
                refusal = str(problem)
            else:
                messages.success(request, _("Đã mở hồ sơ."))
                return redirect(address(made))
    asked = {"state": request.GET.get("trang-thai", "")[:30], "only_late": "qua-han" in request.GET}
    found = lists.listing(request.user, unit, policy.today(), **asked)
    context = {"unit": unit, "listing": found, "asked": asked, "form": form, "refusal": refusal}
    context["rows"] = [(row, address(row.dossier)) for row in found.rows]
    context["may_assign"] = policy.may(request.user, Permission.OVERLAY_STORE, at=unit) and bool(
        unit.level in ("province", "district", "commune")
    )
    return render(request, "dashboards/dossiers/list.html", context, status=status)


@require_GET
def dossier(
    request: HttpRequest, unit_id: str, set_id: str, year: int, purpose: str = Purpose.RECOGNITION
) -> HttpResponse:
    """Hồ sơ: where it stands, what is lacking, what the reader may do, and all that was done."""
    found = _visible(request, unit=_unit(unit_id), criteria_set_id=set_id, year=year, purpose=purpose)
    return _page(request, found)


def _page(
    request: HttpRequest, found: Dossier, *, refusal: str = "", status: int = 200, sent: Sent = NOTHING
) -> HttpResponse:
    """The page; after a refusal with what was sent, so that nobody types it again."""
    page = dossier_page(request.user, found, sent)
    may_read_papers = policy.may(request.user, Permission.PLAN_VIEW, at=found.unit)
    context = {"page": page, "case": page.case, "dossier": found, "unit": found.unit, "refusal": refusal}
    context |= {"may_read_papers": may_read_papers, "today": policy.today(), "lost_files": request.FILES}
    return render(request, "dashboards/dossiers/dossier.html", context, status=status)


def _limited(request: HttpRequest) -> None:
    request.upload_handlers = [LimitedUpload(request)]


@csrf_exempt  # the token is checked below, after the limit stands on what arrives
@require_http_methods(["POST"])
def step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Một bước của hồ sơ."""
    _limited(request)
    return _step(request, pk)


@csrf_protect
@login_required
def _step(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _visible(request, pk=pk)
    if request.META.get(TOO_LARGE):
        return _page(request, found, refusal=str(too_large()), status=413)
    named = request.POST.get("kind", "")
    form, paper = StepForm(request.POST), None
    if not form.is_valid():
        sent = Sent(named, _seen_now(form, found))
        return _page(request, found, refusal=_first_problem(form), status=400, sent=sent)
    given, now = form.cleaned_data, timezone.now()
    kind = DossierKind(given["kind"])
    try:
        if kind in BY_A_DECISION:
            paper = _decision_form(request, found, kind)
        decision = _decision(request, paper, now) if paper is not None else None
        event = take_step(
            client_id=given["client_id"],
            dossier=found,
            kind=kind,
            by=request.user,
            now=now,
            seen=given["seen"],
            reason=given["reason"],
            decision=decision,
            codes=given["codes"] if kind is DossierKind.RETURNED else (),
            year=given["year"],
        )
    except policy.NotAllowed:
        raise
    except ChungsucError as problem:
        found = Dossier.objects.select_related("unit").get(pk=pk)
        sent = Sent(named, _seen_now(form, found), paper)
        return _page(request, found, refusal=str(problem), status=400, sent=sent)
    done = DossierKind(event.kind).done(SPEECH)
    messages.success(request, _("Đã ghi: %(done)s.") % {"done": done})
    return redirect(address(found))


def _seen_now(form: StepForm, found: Dossier) -> StepForm:
    """The form as it goes back: whoever reads the page again has seen the dossier as it is now."""
    now: Any = form.data.copy()
    now["seen"] = queries.standing(found).number
    return StepForm(now, auto_id=f"{form.cleaned_data.get('kind', 'step')}_%s")


def _decision_form(request: HttpRequest, found: Dossier, kind: DossierKind) -> DecisionForm:
    step = queries.procedure_of(found).step(queries.standing(found).state.code, kind)
    return DecisionForm(found, step, request.POST, request.FILES, auto_id=f"{kind}_%s")


def _decision(request: HttpRequest, form: DecisionForm, now: Any) -> Decision:
    """The paper of a step that is done by one. Raises ChungsucError for what is not filled in."""
    if not form.is_valid():
        raise ChungsucError(_first_problem(form))
    given, paper = form.cleaned_data, paper_of(form)
    kept = order_papers.keep(paper, by=request.user, now=now) if paper is not None else None
    return Decision(
        number=given["number"],
        signed_on=given["signed_on"],
        effective_on=given["effective_on"] or given["signed_on"],
        signatory=given["signatory"],
        file_sha256=kept.sha256 if kept is not None else "",
        file_name=paper.name if paper is not None else "",
    )


def _first_problem(form: Any) -> str:
    """What is wrong with the first field that is, with its label."""
    for name, problems in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        return f"{label}: {problems[0]}" if label else str(problems[0])
    return _("Biểu mẫu chưa đúng. Hãy tải lại trang rồi làm lại.")


@csrf_exempt  # the token is checked below, after the limit stands on what arrives
@require_http_methods(["POST"])
def part(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ghi một thành phần hồ sơ."""
    _limited(request)
    return _part(request, pk)


@csrf_protect
@login_required
def _part(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _visible(request, pk=pk)
    if request.META.get(TOO_LARGE):
        return _page(request, found, refusal=str(too_large()), status=413)
    kind = request.POST.get("part", "")
    if kind not in Kind.values:
        return _page(request, found, refusal=_("Chưa rõ thành phần cần ghi. Hãy tải lại trang."), status=400)
    form = PartForm(kind, request.POST, request.FILES)
    try:
        if not form.is_valid():
            return _page(request, found, refusal=_first_problem(form), status=400, sent=Sent(kind, form))
        statement, now = form.statement(), timezone.now()
        if (paper := paper_of(form)) is not None:
            kept = order_papers.keep(paper, by=request.user, now=now)
            statement = statement.with_file(kept.sha256, paper.name)
        state_part(
            client_id=form.cleaned_data["client_id"],
            dossier=found,
            statement=statement,
            by=request.user,
            now=now,
        )
    except policy.NotAllowed:
        raise
    except ChungsucError as problem:
        return _page(request, found, refusal=str(problem), status=400, sent=Sent(kind, form))
    messages.success(request, _("Đã ghi."))
    return redirect(f"{address(found)}#thanh-phan")


@csrf_exempt  # the token is checked below, after the limit stands on what arrives
@require_http_methods(["POST"])
def add_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Thêm bản ký của một quyết định đã ghi."""
    _limited(request)
    return _add_paper(request, pk)


@csrf_protect
@login_required
def _add_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _visible(request, pk=pk)
    if request.META.get(TOO_LARGE):
        return _page(request, found, refusal=str(too_large()), status=413)
    form = LaterPaperForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, refusal=_first_problem(form), status=400)
    rows = RecognitionDecision.objects.select_related("event__dossier__unit")
    decision = rows.filter(event__dossier=found, pk=form.cleaned_data["decision"]).first()
    if decision is None:
        raise Http404
    now = timezone.now()
    try:
        if (sent := paper_of(form)) is None or not queries.may_add_paper(
            queries.hands_of(request.user, [found]), decision
        ):
            raise NotAllowed(_("Chỉ người được ghi quyết định của hồ sơ mới thêm được bản ký."))
        kept = order_papers.keep(sent, by=request.user, now=now)
        add_decision_paper(
            client_id=form.cleaned_data["client_id"],
            decision=decision,
            file_sha256=kept.sha256,
            file_name=sent.name,
            by=request.user,
            now=now,
        )
    except policy.NotAllowed:
        raise
    except ChungsucError as problem:
        return _page(request, found, refusal=str(problem), status=400)
    messages.success(request, _("Đã thêm bản ký."))
    return redirect(f"{address(found)}#lich-su")


@require_http_methods(["POST"])
@login_required
def vote(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bỏ phiếu của thành viên hội đồng thẩm định."""
    found = _visible(request, pk=pk)
    form = VoteForm(request.POST)
    sent = Sent(form=form)
    if not form.is_valid():
        return _page(request, found, refusal=_first_problem(form), status=400, sent=sent)
    try:
        cast_vote(dossier=found, by=request.user, now=timezone.now(), **form.cleaned_data)
    except policy.NotAllowed:
        raise
    except ChungsucError as problem:
        return _page(request, found, refusal=str(problem), status=400, sent=sent)
    messages.success(request, _("Đã ghi phiếu của bạn."))
    return redirect(address(found))


@require_GET
@login_required
def paper(request: HttpRequest, pk: UUID, of: str, number: int) -> HttpResponse:
    """Bản ký of a decision, or the file of a part, as it came: always a download of no type."""
    found = _visible(request, pk=pk)
    policy.require(request.user, Permission.PLAN_VIEW, at=found.unit)
    row: RecognitionDecision | DecisionPaper | DossierPart | None
    if of == "quyet-dinh":
        row = RecognitionDecision.objects.filter(event__dossier=found, pk=number).first()
    elif of == "ban-ky":
        row = DecisionPaper.objects.filter(decision__event__dossier=found, pk=number).first()
    else:
        row = DossierPart.objects.filter(dossier=found, pk=number).first()
    kept = (
        Upload.objects.filter(sha256=row.file_sha256).first() if row is not None and row.file_sha256 else None
    )
    if kept is None:
        raise Http404(_("Không có tệp này."))
    answer = HttpResponse(store.load(kept.sha256), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{of}-{number}.{kept.media}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def owners(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Phân công bước: which body of the province does a step that the law leaves to it."""
    unit, refusal = _unit(unit_id), ""
    policy.require(request.user, Permission.OVERLAY_STORE, at=unit)
    procedures = [each for each in law.procedures() if assignable(each)]
    form = OwnerForm(unit, procedures, request.POST or None)
    if request.method == "POST" and form.is_valid():
        steps_id, kind = form.chosen()
        given = {name: form.cleaned_data[name] for name in ("body", "valid_from", "decision")}
        try:
            assign_step(unit=unit, steps_id=steps_id, kind=kind, by=request.user, now=timezone.now(), **given)
        except NotAllowed:
            raise
        except ChungsucError as problem:
            refusal = str(problem)
        else:
            messages.success(request, _("Đã ghi phân công."))
            return redirect("dashboards:dossier-owners", unit.pk)
    titles = {each.id: each.title for each in procedures}
    said = [
        (titles.get(each.steps_id, each.steps_id), DossierKind(each.kind).act(SPEECH), each)
        for each in queries.said_of_steps(unit)
    ]
    context = {"unit": unit, "form": form, "said": said, "refusal": refusal}
    status = 400 if request.method == "POST" else 200
    return render(request, "dashboards/dossiers/owners.html", context, status=status)

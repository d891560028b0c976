"""Pages of plans: the list, bringing one in, how far its reading is, and the plan beside its paper."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.core.errors import ChungsucError
from chungsuc.languages.pages import marked
from chungsuc.plans import actions, exports, page, queries, wording
from chungsuc.plans.forms import RereadForm, UploadForm, WithdrawForm
from chungsuc.plans.models import Plan, PlanEvent, Reading, ReadingJob
from chungsuc.stores import files as store
from chungsuc.stores.arriving import TOO_LARGE, LimitedUpload

A_PAGE = 50
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STAGES = (
    ReadingJob.Stage.RECEIVED,
    ReadingJob.Stage.SPLITTING,
    ReadingJob.Stage.READING,
    ReadingJob.Stage.CHECKING,
    ReadingJob.Stage.DONE,
)


AGAIN = (ReadingJob.Stage.RECEIVED, ReadingJob.Stage.CHECKING, ReadingJob.Stage.DONE)


def find(request: HttpRequest, pk: UUID) -> Plan:
    """The plan, or a 404 that is the same for what is not there and for what may not be seen."""
    try:
        return queries.get(request.user, pk)
    except Plan.DoesNotExist:
        raise Http404(_("Không có kế hoạch này, hoặc bạn không được xem.")) from None


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Danh sách kế hoạch; `?rut=1` shows those that were withdrawn."""
    withdrawn = request.GET.get("rut") == "1"
    plans = queries.listed(request.user)
    plans = (
        plans.filter(state=Plan.State.WITHDRAWN) if withdrawn else plans.exclude(state=Plan.State.WITHDRAWN)
    )
    pages = Paginator(plans, A_PAGE)
    return render(
        request,
        "plans/list.html",
        {
            "plans": pages.get_page(request.GET.get("trang")),
            "withdrawn": withdrawn,
            "may_upload": policy.may(request.user, Permission.PLAN_UPLOAD),
        },
    )


@csrf_exempt  # the token is checked below, after the limit stands on what arrives
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Tải lên."""
    request.upload_handlers = [LimitedUpload(request)]
    return _upload(request)


@csrf_protect
@login_required
def _upload(request: HttpRequest) -> HttpResponse:
    policy.require(request.user, Permission.PLAN_UPLOAD)
    if request.method != "POST":
        return render(request, "plans/upload.html", {"form": UploadForm(user=request.user)})
    form = UploadForm(request.POST, request.FILES, user=request.user)
    if request.META.get(TOO_LARGE):
        form = UploadForm(user=request.user)
        return render(
            request, "plans/upload.html", {"form": form, "refusal": actions.too_large()}, status=413
        )
    if not form.is_valid():
        return render(request, "plans/upload.html", {"form": form}, status=400)
    data = form.file.read()
    known = queries.of_bytes(request.user, hashlib.sha256(data).hexdigest())
    if known is not None:
        messages.info(request, _("Tệp này đã được tải lên trước đây; đây là kế hoạch đó."))
        return redirect("plans:plan", pk=known.pk)
    try:
        plan = actions.upload(
            data=data,
            name=form.file.name or "",
            unit=form.cleaned_data["unit"],
            by=request.user,
            now=timezone.now(),
        )
    except ChungsucError as error:
        return render(request, "plans/upload.html", {"form": form, "refusal": error}, status=400)
    return redirect("plans:plan", pk=plan.pk)


@require_GET
@gzip_page  # a page of a long paper is words and marks: a tenth of it goes over the wire
@marked
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Kế hoạch: the document beside what was read; before that, how far the reading is."""
    found = find(request, pk)
    reading = queries.last_reading(found)
    shared = {
        "plan": found,
        "history": _history(request, found),
        "withdraw_form": WithdrawForm(),
        "reread_form": RereadForm(user=request.user),
    }
    if found.state in (Plan.State.WAITING, Plan.State.REFUSED) or reading is None:
        return render(request, "plans/waiting.html", shared | _progress(request, found))
    number, line = request.GET.get("phan", ""), request.GET.get("dong", "")
    shown = shared | page.content(found, reading, request.user, number=number, line=line)
    shown["may_be_reworded"] = request.user.is_authenticated and exports.may_be_reworded(found, reading)
    if shown["is_checking"]:
        shown |= _progress(request, found)
    return render(request, "plans/plan.html", shown)


def _history(request: HttpRequest, found: Plan) -> list[tuple[PlanEvent, str]]:
    """What was done and by whom: for people who sign in, not for the public."""
    if not request.user.is_authenticated:
        return []
    return [
        (event, wording.event(event.kind, event.data.get("reason", "")))
        for event in found.events.select_related("by")
    ]


@require_GET
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tiến độ đọc: the piece that a waiting page asks for again; once read, it asks for the whole page."""
    found = find(request, pk)
    answer = render(request, "plans/_progress.html", {"plan": found} | _progress(request, found))
    if not _is_at_work(found):
        answer["HX-Refresh"] = "true"
    return answer


def _is_at_work(found: Plan) -> bool:
    """Does something go on behind the page: the reading, or a check of what was corrected?"""
    if found.state != Plan.State.IN_REVIEW:
        return found.state == Plan.State.WAITING
    return ReadingJob.objects.filter(plan=found).exclude(stage=ReadingJob.Stage.DONE).exists()


def _progress(request: HttpRequest, found: Plan) -> dict[str, Any]:
    job = ReadingJob.objects.filter(plan=found).first()
    refusal = found.events.filter(kind="refused").order_by("-number").first()
    reached = STAGES.index(ReadingJob.Stage(job.stage)) if job else 0
    last_number = found.events.count()
    return {
        "job": job,
        "is_at_work": _is_at_work(found),
        "stages": [
            (stage.label, STAGES.index(stage) < reached, STAGES.index(stage) == reached)
            for stage in (STAGES if found.state == Plan.State.WAITING else AGAIN)
        ],
        "refusal": refusal.note if refusal is not None and refusal.number == last_number else "",
        "refused": wording.refused((refusal.data if refusal is not None else {}).get("reason", "")),
        "stands_still": job is not None
        and _is_at_work(found)
        and timezone.now() - job.moved_at > actions.STALE,
        "may_reread": policy.may(request.user, Permission.PLAN_UPLOAD, at=found.unit),
    }


@require_GET
def as_json(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bản đọc cho máy: the published JSON form of the newest reading."""
    found = find(request, pk)
    told = exports.as_json(_read(found))
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _to_keep(answer, found, ".json")


@require_GET
def as_excel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bảng tính: what was read and found, after its review."""
    found = find(request, pk)
    return _to_keep(HttpResponse(exports.as_excel(found, _read(found)), content_type=EXCEL), found, ".xlsx")


@require_GET
@login_required
def as_word(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Văn bản kèm ý kiến; `?sua=1` with other words to accept. It holds the paper as it came, so it is for
    whoever may have that."""
    found = _may_have_paper(request, pk)
    reading = _read(found)
    is_reworded = request.GET.get("sua") == "1"
    try:
        word = exports.as_word(found, reading, is_reworded=is_reworded)
    except ChungsucError as error:
        messages.error(request, str(error))
        return redirect("plans:plan", pk=found.pk)
    return _to_keep(
        HttpResponse(word, content_type=WORD), found, "-co-sua.docx" if is_reworded else "-y-kien.docx"
    )


def _read(found: Plan) -> Reading:
    """The newest reading, or a 404 that says why there is none."""
    reading = queries.last_reading(found)
    if reading is None:
        raise Http404(_("Kế hoạch này chưa được đọc."))
    return reading


def _to_keep(answer: HttpResponse, found: Plan, ending: str) -> HttpResponse:
    """A download under the plan's own name."""
    answer["Content-Disposition"] = f'attachment; filename="ke-hoach-{found.pk}{ending}"'
    return answer


def _may_have_paper(request: HttpRequest, pk: UUID) -> Plan:
    found = find(request, pk)
    if found.created_by_id != request.user.pk:
        policy.require(request.user, Permission.PLAN_VIEW, at=found.unit)
    return found


@require_GET
@login_required
def original(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tệp gốc, as it came. Always a download of no type: a browser never opens a stranger's file here."""
    found = _may_have_paper(request, pk)
    answer = HttpResponse(store.load(found.upload.sha256), content_type="application/octet-stream")
    return _to_keep(answer, found, "." + {"text": "txt"}.get(found.upload.media, found.upload.media))


@require_POST
@login_required
def reread(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Đọc lại: a new reading, or the waiting one put into the queue again."""
    found = find(request, pk)
    form = RereadForm(request.POST, user=request.user)
    if not form.is_valid():
        return render(request, "plans/reread.html", {"plan": found, "form": form}, status=400)
    if found.state == Plan.State.WAITING:
        actions.ask_again(plan=found, by=request.user, now=timezone.now())
    else:
        unit = form.cleaned_data["unit"]
        actions.reread(plan=found, by=request.user, now=timezone.now(), unit=unit)
    return redirect("plans:plan", pk=found.pk)


@require_POST
@login_required
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Công khai."""
    found = find(request, pk)
    actions.publish(plan=found, by=request.user, now=timezone.now())
    messages.success(request, _("Kế hoạch đã được công khai: ai cũng xem được."))
    return redirect("plans:plan", pk=found.pk)


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Rút, có lý do."""
    found = find(request, pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["why"][0])
        return redirect("plans:plan", pk=found.pk)
    actions.withdraw(plan=found, by=request.user, now=timezone.now(), why=form.cleaned_data["why"])
    messages.success(request, _("Kế hoạch đã được rút. Bản đọc và nhật ký vẫn được giữ."))
    return redirect("plans:plan", pk=found.pk)

"""Pages of one item: what was read, what it should say, and the walk through those that ask for a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from chungsuc.accounts import policy
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.core.errors import ChungsucError
from chungsuc.plans import actions, corrections
from chungsuc.plans.correction_forms import CorrectionForm, Places
from chungsuc.plans.errors import ChangedMeanwhile
from chungsuc.plans.marks import first_day
from chungsuc.plans.models import Finding, Plan, Reading, ReadItem
from chungsuc.plans.paper import paper
from chungsuc.plans.parts import Part, parts_of
from chungsuc.plans.rows import criteria_names, rows_of
from chungsuc.plans.views import find

AROUND = 3  # lines of the paper before and after the item
Decision = ReadItem.Decision
MOVES_TO = {
    ReadItem.Section.TARGETS: gettext_lazy("Đây là hiện trạng"),
    ReadItem.Section.BASELINE: gettext_lazy("Đây là mục tiêu"),
}


def find_item(found: Plan, pk: int) -> ReadItem:
    """One item of a plan, or a 404."""
    rows = ReadItem.objects.select_related("reading__plan", "decided_by")
    row = rows.filter(reading__plan=found, pk=pk).first()
    if row is None:
        raise Http404(_("Không có mục này. Hãy mở lại trang kế hoạch."))
    return row


@require_GET
def item(request: HttpRequest, pk: UUID, item: int) -> HttpResponse:
    """Một mục đã đọc: the paper around it, what was read, what was said of it, and the form that mends it."""
    found = find(request, pk)
    row = find_item(found, item)
    return _show(request, found, row, _form(found, row), back=_back(request))


def _show(
    request: HttpRequest,
    found: Plan,
    row: ReadItem,
    form: CorrectionForm | None,
    *,
    back: str,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    reading = row.reading
    shown = {
        "plan": found,
        "reading": reading,
        "form": form,
        "refusal": refusal,
        "back": back,
        "may_review": found.state == Plan.State.IN_REVIEW
        and policy.may(request.user, Permission.PLAN_CONFIRM, at=found.unit),
        "row": _row(found, row),
    }
    if request.headers.get("HX-Request") == "true" and status == 200:
        return render(request, "plans/_correct.html", shared_names(found) | shown)
    asked = list(reading.items.filter(is_asked=True).order_by("position"))
    shown |= {
        "blocks": paper(reading, [row], (), around(reading, row), marked=(row.section,)),
        "moves_to": MOVES_TO.get(row.section, "") if row.decision != Decision.REJECTED else "",
        "asked": asked,
        "place": next((n for n, each in enumerate(asked, start=1) if each.pk == row.pk), None),
        "before": max((each for each in asked if each.position < row.position), key=_place, default=None),
        "after": min((each for each in asked if each.position > row.position), key=_place, default=None),
        "findings": [
            finding
            for finding in Finding.objects.filter(reading=reading).current().order_by("position")
            if any(quote["item_id"] == row.key for quote in finding.data.get("quotes", ()))
        ],
    }
    return render(request, "plans/item.html", shared_names(found) | shown, status=status)


def around(reading: Reading, row: ReadItem) -> Part:
    """The lines of the paper that an item stands in, and a few before and after."""
    lines = [number for number, text, _page in reading.lines if text.strip()] or [1]
    at = lines.index(row.line) if row.line in lines else 0
    last = max([row.line, *(span[0] for span in row.spans)])
    end = lines.index(last) if last in lines else at
    return Part(1, lines[max(at - AROUND, 0)], lines[min(end + AROUND, len(lines) - 1)])


def _place(item: ReadItem) -> int:
    return item.position


def _row(found: Plan, row: ReadItem) -> Any:
    steps = row.steps.select_related("by", "item").order_by("number")
    return rows_of([row], steps, parts_of(row.reading.lines), criteria_names(found))[0]


def _form(found: Plan, row: ReadItem, given: Any = None) -> CorrectionForm | None:
    """The form of an item, or None where nothing of it can be put right but yes or no."""
    if row.section not in corrections.FIELDS:
        return None
    sources = row.reading.items.filter(section=row.section) if row.section == "funding" else ()
    return CorrectionForm(
        given,
        item=row,
        places=Places(found, first_day(found)),
        criteria=criteria_names(found),
        sources=list(sources),
    )


def shared_names(found: Plan) -> dict[str, Any]:
    """Units of the plan for the boxes that take one."""
    return {"places": list(Places(found, first_day(found)).names) if found.unit else []}


@require_GET
def asked(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Các mục cần xem: leads to the first item that nobody has looked at."""
    found = find(request, pk)
    reading = found.readings.order_by("-number").first()
    if reading is None:
        raise Http404(_("Kế hoạch này chưa được đọc."))
    return _next_asked(found, reading, after=0)


def _next_asked(found: Plan, reading: Reading, *, after: int) -> HttpResponse:
    """The next item that waits for a person, around the end to the beginning; else the plan's page."""
    waiting = reading.items.filter(is_asked=True, decision=Decision.PENDING).order_by("position")
    item = waiting.filter(position__gt=after).first() or waiting.first()
    if item is None:
        return HttpResponseRedirect(f"{reverse('plans:plan', args=[found.pk])}#can-xac-nhan")
    return redirect("plans:item", pk=found.pk, item=item.pk)


def _back(request: HttpRequest) -> str:
    """Where an answer leads: the question (h), the line of the list (i), or the next item to walk to (m)."""
    wanted = request.GET.get("o", "")
    return wanted if wanted in ("h", "i", "m") else "m"


def seen_step(request: HttpRequest) -> int | None:
    """The last step of the item that was on the person's page."""
    text = request.POST.get("seen") or request.GET.get("thay") or ""
    return int(text) if text.isdecimal() and len(text) < 9 else None


def _lead_on(request: HttpRequest, found: Plan, row: ReadItem) -> HttpResponse:
    back = _back(request)
    if back == "m":
        return _next_asked(found, row.reading, after=row.position)
    goal = row
    if back == "h":
        waiting = row.reading.items.filter(is_asked=True, decision=Decision.PENDING).order_by("position")
        goal = waiting.filter(position__gt=row.position).first() or waiting.first() or row
    address = reverse("plans:plan", args=[found.pk])
    return HttpResponseRedirect(f"{address}?dong={goal.line}#{back}-{goal.key}")


@require_POST
@login_required
def decide(request: HttpRequest, pk: UUID, item: int) -> HttpResponse:
    """Đúng / Không đúng cho một mục."""
    found = find(request, pk)
    row = find_item(found, item)
    wanted = request.POST.get("decision", "")
    if wanted not in Decision.values:
        raise Http404
    try:
        actions.decide(
            item=row,
            decision=Decision(wanted),
            why=request.POST.get("why", ""),
            seen=seen_step(request),
            by=request.user,
            now=timezone.now(),
        )
    except ChangedMeanwhile as error:
        row.refresh_from_db()
        return _show(
            request, found, row, _form(found, row), back=_back(request), refusal=str(error), status=409
        )
    return _lead_on(request, found, row)


@require_POST
@login_required
def decide_all(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Đúng cả: several items that stood together on the page."""
    found = find(request, pk)
    wanted = [int(each) for each in request.POST.getlist("item") if each.isdecimal() and len(each) < 19]
    count = actions.confirm_items(plan=found, items=wanted, by=request.user, now=timezone.now())
    messages.success(request, _("Đã ghi %(count)d mục là đúng.") % {"count": count})
    first = ReadItem.objects.filter(reading__plan=found, pk__in=wanted).order_by("position").first()
    part = f"?dong={first.line}" if first is not None else ""
    return HttpResponseRedirect(f"{reverse('plans:plan', args=[found.pk])}{part}#can-xac-nhan")


@require_POST
@login_required
def correct(request: HttpRequest, pk: UUID, item: int) -> HttpResponse:
    """Sửa một mục: errors stand beside their fields, and what was typed stays in them."""
    found = find(request, pk)
    row = find_item(found, item)
    form = _form(found, row, request.POST)
    if form is None:
        raise Http404(_("Mục này chỉ chọn Đúng hoặc Không đúng, không sửa tại chỗ được."))
    policy.require(request.user, Permission.PLAN_CONFIRM, at=found.unit)
    refusal, status = "", 400
    if form.is_valid():
        try:
            actions.correct(
                item=row,
                data=form.data_of_item(),
                why=form.cleaned_data["why"],
                seen=seen_step(request),
                by=request.user,
                now=timezone.now(),
            )
        except NotAllowed:
            raise
        except ChungsucError as error:
            refusal, status = str(error), 409 if isinstance(error, ChangedMeanwhile) else 400
            row.refresh_from_db()
        else:
            if "check" in request.POST:
                actions.ask_check(plan=found, by=request.user, now=timezone.now())
            else:
                messages.success(
                    request, _("Đã ghi nội dung sửa. Khi sửa xong các mục, hãy bấm “Kiểm tra lại”.")
                )
            return _lead_on(request, found, row)
    return _show(request, found, row, form, back=_back(request), refusal=refusal, status=status)


@require_POST
@login_required
def recheck(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Kiểm tra lại bản đọc đã sửa."""
    found = find(request, pk)
    actions.ask_check(plan=found, by=request.user, now=timezone.now())
    return redirect("plans:plan", pk=found.pk)


@require_POST
@login_required
def acknowledge(request: HttpRequest, pk: UUID, finding: int) -> HttpResponse:
    """Đã biết một mâu thuẫn của văn bản."""
    found = find(request, pk)
    row = (
        Finding.objects.select_related("reading__plan")
        .current()
        .filter(reading__plan=found, pk=finding)
        .first()
    )
    if row is None:
        raise Http404(_("Không còn phát hiện này: văn bản vừa được kiểm tra lại. Hãy mở lại trang kế hoạch."))
    actions.acknowledge(finding=row, by=request.user, now=timezone.now(), words=request.POST.get("words", ""))
    return HttpResponseRedirect(f"{reverse('plans:plan', args=[found.pk])}#f-{row.key}")

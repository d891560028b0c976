"""Đối chiếu với văn bản in: những con số chưa đối chiếu, một con số và lịch sử của nó."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungsuc.accounts import policy
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.core import criteria as core
from chungsuc.core.criteria import Confidence, CriteriaError, CriteriaSet, Figure
from chungsuc.core.reasons import show_threshold
from chungsuc.criteria import actions, queries
from chungsuc.criteria.facts import compared, value_of
from chungsuc.criteria.forms import ReviewForm
from chungsuc.criteria.models import CriteriaSetVersion, FigureReview
from chungsuc.languages.words import SPEECH


class FigureShown(NamedTuple):
    """One figure in words."""

    key: str
    code: str
    name: str
    scope: str
    years: str
    text: str
    confidence: str
    is_verified: bool
    proposed: bool  # the newest comparison found it otherwise, and nobody has adopted that yet


class ReviewShown(NamedTuple):
    """One comparison: who, when, where in print, and what stood there."""

    row: FigureReview
    shown: str  # the figure as it stood then
    printed: str
    is_adopted: bool
    may_adopt: bool


def figures(request: HttpRequest, set_id: str) -> HttpResponse:
    """Các con số chưa đối chiếu of one set; with `?tat-ca=1` all of them."""
    version, found = _law(set_id)
    newest: dict[str, FigureReview] = {}
    for review in queries.reviews_of(set_id).select_related("correction"):
        newest.setdefault(review.key, review)
    listed = [_shown(each, found, newest.get(each.key)) for each in core.figures(found)]
    left = [each for each in listed if not each.is_verified]
    everything = request.GET.get("tat-ca") == "1"
    return render(
        request,
        "criteria/figures.html",
        {
            "version": version,
            "set": found,
            "figures": listed if everything else left,
            "everything": everything,
            "total": len(listed),
            "left": len(left),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def figure(request: HttpRequest, set_id: str, key: str) -> HttpResponse:
    """Một con số: what it says, who held it beside the print, and the form to do so."""
    version, found = _law(set_id)
    try:
        asked = core.figure(found, key)
    except CriteriaError:
        raise Http404 from None
    if request.method == "POST":
        return _reviewed(request, version, asked)
    return _page(request, version, asked, form=ReviewForm(figure=asked))


@login_required
def _reviewed(request: HttpRequest, version: CriteriaSetVersion, asked: Figure) -> HttpResponse:
    form = ReviewForm(request.POST, figure=asked)
    policy.require(request.user, Permission.FIGURE_REVIEW, at=Unit.objects.get(level=Level.COUNTRY))
    refusal = _("Có ô chưa đúng. Hãy xem các ô có lời nhắc.")
    if form.is_valid():
        given = form.cleaned_data
        try:
            row = actions.review_figure(
                version=version,
                key=asked.key,
                agrees=given["answer"] == ReviewForm.SAME,
                place=given["place"],
                printed=given["printed"],
                note=given["note"],
                by=request.user,
                now=timezone.now(),
            )
        except NotAllowed:
            raise
        except CriteriaError as error:
            refusal = str(error)
        else:
            said = _("Đã ghi: đã đối chiếu với văn bản in.") if row.agrees else _("Đã ghi đề nghị sửa đổi.")
            messages.success(request, said)
            return redirect("criteria:figure", set_id=version.set_id, key=asked.key)
    return _page(request, version, asked, form=form, refusal=refusal)


def _law(set_id: str) -> tuple[CriteriaSetVersion, CriteriaSet]:
    version = queries.version_of(set_id)
    if version is None:
        raise Http404
    return version, queries.of_today(version, today=timezone.localdate())


def _shown(each: Figure, found: CriteriaSet, review: FigureReview | None) -> FigureShown:
    words = {one.code: one.name for one in (*found.regions, *found.commune_groups)}
    scope = each.region or each.commune_group
    return FigureShown(
        key=each.key,
        code=each.measure.code,
        name=each.measure.name,
        scope=words.get(scope, scope) if scope else "",
        years=f"{each.from_year}-{each.to_year}",
        text=show_threshold(each.measure, each.value, SPEECH) if each.applies else _("Không quy định"),
        confidence=each.confidence.label,
        is_verified=each.confidence is Confidence.VERIFIED,
        proposed=review is not None and not review.agrees and not hasattr(review, "correction"),
    )


def _page(
    request: HttpRequest,
    version: CriteriaSetVersion,
    asked: Figure,
    *,
    form: ReviewForm,
    refusal: str = "",
) -> HttpResponse:
    found = queries.of_today(version, today=timezone.localdate())
    nation = Unit.objects.get(level=Level.COUNTRY)
    rows = list(queries.reviews_of(version.set_id).filter(key=asked.key).select_related("by", "correction"))
    may_adopt = policy.may(request.user, Permission.OVERLAY_STORE, at=nation)
    history = []
    for number, row in enumerate(rows):
        seen, printed, adopted = compared(row), value_of(row), hasattr(row, "correction")
        history.append(
            ReviewShown(
                row,
                show_threshold(asked.measure, seen.value, SPEECH) if seen.applies else _("Không quy định"),
                "" if printed is None else show_threshold(asked.measure, printed, SPEECH),
                adopted,
                may_adopt and number == 0 and printed is not None and not adopted,
            )
        )
    return render(
        request,
        "criteria/figure.html",
        {
            "version": version,
            "set": found,
            "figure": _shown(asked, found, rows[0] if rows else None),
            "history": history,
            "form": form,
            "refusal": refusal,
            "may_review": policy.may(request.user, Permission.FIGURE_REVIEW, at=nation),
        },
        status=400 if refusal else 200,
    )

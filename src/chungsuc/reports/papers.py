"""Papers made from a confirmed plan: the form filled, in Word or in Excel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chungsuc.core.statements import PartialDate
from chungsuc.core.vietnamese.dates import format_date
from chungsuc.documents.content import Annex, Paper, Properties, Table
from chungsuc.documents.excel import write_excel
from chungsuc.documents.word import write_word
from chungsuc.law.forms import Form, FormSubject, form_in_force
from chungsuc.plans.marks import first_day
from chungsuc.plans.models import Plan, PlanEvent
from chungsuc.plans.queries import last_reading
from chungsuc.reports import capital_form, criteria_form
from chungsuc.reports.errors import ReportError

FILLS: dict[FormSubject, Callable[[Plan, Form], tuple[Form, Table]]] = {
    FormSubject.CRITERIA_BY_COMMUNE: criteria_form.fill,
    FormSubject.CAPITAL_BY_SOURCE: capital_form.fill,
}
CONFIRMED = (Plan.State.TRACKED, Plan.State.PUBLISHED)


@dataclass(frozen=True)
class Made:
    """A paper as a file."""

    name: str
    media_type: str
    data: bytes


WRITERS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_word),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda paper: write_excel(paper.annexes, paper.properties),
    ),
}


def make(plan: Plan, code: str, media: str) -> Made:
    """Lập biểu: one form of a plan as Word or Excel. The same plan makes the same bytes.

    Raises ReportError where the plan is not confirmed, or does not say what the form asks for;
    LawError where there is no such form for the plan's time.
    """
    if plan.state not in CONFIRMED:
        raise ReportError("Kế hoạch này chưa được ghi nhận đã đọc đúng. Hãy ghi nhận trước khi lập biểu.")
    if media not in WRITERS:
        raise ReportError(f"Chưa lập được biểu dạng ‘{media}’. Hãy chọn Word hoặc Excel.")
    form = form_in_force(code, first_day(plan))
    media_type, write = WRITERS[media]
    return Made(f"bieu-{code}.{media}", media_type, write(paper(plan, form)))


def paper(plan: Plan, form: Form) -> Paper:
    """The content of the paper, before it is Word or Excel."""
    confirmed = PlanEvent.objects.filter(plan=plan, kind="confirmed").order_by("-number").first()
    assert confirmed is not None  # a plan in a confirmed state has that event
    form, table = FILLS[form.subject](plan, form)
    annex = Annex(
        name=form.name,
        title=form.title,
        blocks=(table,),
        attached=attached(plan),
        notes=tuple(_notes(form)),
        landscape=form.landscape,
    )
    return Paper(
        properties=Properties(
            title=f"{form.name}: {form.title}",
            author="Chung sức",
            created=confirmed.at,
            subject=str(plan),
        ),
        annexes=(annex,),
    )


def attached(plan: Plan) -> str:
    """ "(Kèm theo Kế hoạch số 12/KH-UBND ngày 08/03/2024 của UBND huyện …)"; a draft says that it is one."""
    reading = last_reading(plan)
    issuer = reading.data["document"]["issuer"] if reading is not None else None
    parts = [plan.kind_text.capitalize() or "Văn bản"]
    if plan.reference:
        parts.append(f"số {plan.reference}")
    if plan.is_draft:
        parts.append("(dự thảo, chưa có số)")
    if plan.issued_on:
        parts.append(_day(plan.issued_on))
    parts.append(f"của {issuer}" if issuer else f"– {plan.unit}")
    return f"(Kèm theo {' '.join(parts)})"


def _day(iso: str) -> str:
    issued_on = PartialDate.from_iso(iso)
    return f"ngày {format_date(issued_on)}" if issued_on.is_whole else format_date(issued_on)


def _notes(form: Form) -> list[str]:
    """What the signs mean, where the figures come from, and how sure the form's shape is."""
    notes = [f"{mark.sign}: {mark.word}." for mark in form.marks]
    notes.append(
        "Ô trống: văn bản không nêu. Số liệu lấy từ văn bản đã ghi nhận; đây là kế hoạch, chưa phải kết quả."
    )
    if form.note:
        notes.append(f"{form.note}.")
    return notes

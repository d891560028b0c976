"""What the page of one plan shows, gathered in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.core.statements import FindingKind
from chungsuc.core.vietnamese.text import fold
from chungsuc.plans import queries, wording
from chungsuc.plans.models import Check, Finding, Plan, Reading, ReadingJob, ReadItem, ReviewStep
from chungsuc.plans.paper import money_measure, money_tree, paper
from chungsuc.plans.parts import Parts, parts_of
from chungsuc.plans.rows import Row, criteria_names, rows_of, runs_of, said

Section = ReadItem.Section
OPEN = frozenset({Section.TARGETS, Section.BASELINE})
AT_ONCE = 100  # open questions on one page
ORDER = (
    Section.TARGETS,
    Section.BASELINE,
    Section.SUMS,
    Section.TASKS,
    Section.DUTIES,
    Section.LEGAL_BASES,
    Section.ANNEXES,
    Section.TABLES,
    Section.NOTES,
    Section.RECIPIENTS,
    Section.SIGNATORIES,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one kind."""

    section: str
    label: str
    rows: list[Row]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A finding, with its place in the count of its kind."""

    finding: Finding
    label: str
    css: str
    number: int
    quotes: list[Mapping[str, Any]]
    lines: list[tuple[int, str]]  # with the address of each
    premises: Sequence[str]
    repairs: Sequence[str]
    is_contradiction: bool
    is_here: bool  # it quotes a line of this part
    acknowledged: Any


def content(plan: Plan, reading: Reading, user: Any, *, number: str = "", line: str = "") -> dict[str, Any]:
    """The document, the findings, the items by group, and what this person may do with them.

    Of a long paper one part: that of a `line`, or else the one of the `number`.
    """
    items = list(reading.items.select_related("decided_by").order_by("position"))
    parts = parts_of(reading.lines, (item.line for item in items), number=number, line=line)
    findings = list(reading.findings.current().select_related("acknowledgement__by").order_by("position"))
    steps = list(reading.steps.select_related("by", "item").order_by("number"))
    check = queries.last_check(reading)
    job = ReadingJob.objects.filter(plan=plan).first()
    here = [item for item in items if parts.holds(item.line)]
    rows = rows_of(here, steps, parts, criteria_names(plan))
    tree = _tree(items, check, parts)
    notes = _notes(findings, parts)
    in_review = plan.state == Plan.State.IN_REVIEW
    asked = [item for item in items if item.is_asked] if in_review else []
    asked_here = sum(row.item.is_asked for row in rows)
    questions = _questions(rows) if in_review else []
    return {
        "reading": reading,
        "parts": parts,
        "blocks": paper(reading, items, findings, parts.here),
        "notes": [note for note in notes if parts.is_first or note.is_here],
        "other_notes": 0 if parts.is_first else len(notes),
        "tree": tree,
        "sums_hold": _sums_hold(tree, check),
        "sums": _sums(check, parts),
        "groups": _groups(rows),
        "asked": runs_of(questions),
        "asked_shown": len(questions) if len(questions) < asked_here else 0,
        "asked_total": len(asked),
        "unanswered": sum(item.decision == ReadItem.Decision.PENDING for item in asked),
        "steps": [said(step) for step in steps],
        "contradictions": [note for note in notes if note.is_contradiction],
        "seen": f"{reading.number}.{reading.round}.{steps[-1].number if steps else 0}",
        "check": check,
        "unchecked": len({step.item_id for step in steps if _is_new_to(check, step)}),
        "is_checking": in_review and job is not None and job.stage != ReadingJob.Stage.DONE,
        "trouble": job.trouble if job is not None and in_review else "",
        "may_review": in_review and policy.may(user, Permission.PLAN_CONFIRM, at=plan.unit),
        "may_publish": plan.state == Plan.State.TRACKED
        and policy.may(user, Permission.PLAN_PUBLISH, at=plan.unit),
        "may_withdraw": plan.state != Plan.State.WITHDRAWN
        and policy.may(user, Permission.PLAN_PUBLISH, at=plan.unit),
        "coverage": round(reading.coverage * 100),
        "is_unnamed": in_review and not _names(reading, plan.unit),
        "money_measure": money_measure([row["item"].reviewed["measure"] for row in tree]),
    }


def _questions(rows: Sequence[Row]) -> list[Row]:
    """Rows that ask for a person; of very many the first that wait, so that the page stays quick."""
    asked = [row for row in rows if row.item.is_asked]
    return asked if len(asked) <= AT_ONCE else [row for row in asked if row.is_pending][:AT_ONCE]


def _is_new_to(check: Check | None, step: ReviewStep) -> bool:
    """Did the step change what was to be checked, after the check?"""
    return step.kind != ReviewStep.Kind.CONFIRMED and (check is None or step.number > check.steps)


def _names(reading: Reading, unit: Unit | None) -> bool:
    """Does the paper name the unit at all? A wrong choice at the upload is seen before it is confirmed.

    What the centre issues speaks for the whole country and need not name it.
    """
    if unit is not None and unit.level == Level.COUNTRY:
        return True
    whole = " ".join(text for _number, text, _page in reading.lines)
    return unit is not None and fold(unit.name) in fold(whole)


def _groups(rows: Sequence[Row]) -> list[Group]:
    by_section: dict[str, list[Row]] = {}
    for row in rows:
        by_section.setdefault(row.item.section, []).append(row)
    return [
        Group(section, str(section.label), by_section[section], section in OPEN)
        for section in ORDER
        if section in by_section
    ]


def _notes(findings: Sequence[Finding], parts: Parts) -> list[Note]:
    count: dict[str, int] = {}
    notes = []
    for finding in findings:
        count[finding.kind] = count.get(finding.kind, 0) + 1
        kind = wording.finding_kind(finding.kind)
        quotes = [quote | {"href": parts.at(quote["line"])} for quote in finding.data.get("quotes", ())]
        notes.append(
            Note(
                finding=finding,
                label=kind.label,
                css=kind.css,
                number=count[finding.kind],
                quotes=quotes,
                lines=list({quote["line"]: quote["href"] for quote in quotes}.items()),
                premises=finding.data.get("premises", []),
                repairs=finding.data.get("repairs", []),
                is_contradiction=finding.kind == FindingKind.CONTRADICTION,
                is_here=any(parts.holds(quote["line"]) for quote in quotes),
                acknowledged=getattr(finding, "acknowledgement", None),
            )
        )
    rank = {"bad": 0, "ask": 1, "known": 2}
    return sorted(notes, key=lambda note: rank[note.css])


def _tree(items: Sequence[ReadItem], check: Check | None, parts: Parts) -> list[dict[str, Any]]:
    """The trees of sources that stand in this part, wholly or partly."""
    kept = [
        item
        for item in items
        if item.section == Section.FUNDING and item.decision != ReadItem.Decision.REJECTED
    ]
    rows = money_tree(kept)
    sums = check.sums if check else ()
    broken = {key for each in sums if not each["holds"] for key in each["items"]}
    shown: list[dict[str, Any]] = []
    tree: list[dict[str, Any]] = []
    for row in [*rows, None]:
        if row is None or row["depth"] == 0:
            if any(parts.holds(each["item"].line) for each in tree):
                shown += tree
            tree = []
        if row is not None:
            # Only the checks accuse: they know of years, of rounding and of lists that are not whole.
            row["is_wrong"] = row["holds"] is False and row["item"].key in broken
            row["href"] = parts.at(row["item"].line)
            tree.append(row)
    return shown


def _sums_hold(tree: Sequence[Mapping[str, Any]], check: Check | None) -> bool | None:
    """Whether the sums of these sources hold, as the check told; None where it had nothing to compare."""
    money = {row["item"].key for row in tree}
    told = [each["holds"] for each in (check.sums if check else ()) if money.intersection(each["items"])]
    return all(told) if told else None


def _sums(check: Check | None, parts: Parts) -> list[dict[str, Any]]:
    """Phép tính đã kiểm tra: those that break first."""
    told = [] if check is None else check.sums
    shown = [
        each | {"places": [(line, parts.at(line)) for line in dict.fromkeys(each["lines"])]}
        for each in told
        if not each["lines"] or any(map(parts.holds, each["lines"]))
    ]
    return sorted(shown, key=lambda each: each["holds"])

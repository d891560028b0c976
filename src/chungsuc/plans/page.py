"""What the page of one plan shows, gathered in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.core.statements import Certainty, FindingKind
from chungsuc.core.vietnamese.text import fold
from chungsuc.criteria.queries import criteria_set
from chungsuc.plans import wording
from chungsuc.plans.models import Finding, Plan, Reading, ReadItem
from chungsuc.plans.paper import money_tree, paper
from chungsuc.plans.wording import Words

Section = ReadItem.Section
SHORT = 200
OPEN = frozenset({Section.TARGETS, Section.BASELINE})
ORDER = (
    Section.TARGETS,
    Section.BASELINE,
    Section.TASKS,
    Section.DUTIES,
    Section.LEGAL_BASES,
    Section.ANNEXES,
    Section.TABLES,
    Section.NOTES,
    Section.RECIPIENTS,
    Section.SIGNATORY,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One item as a line of a list."""

    item: ReadItem
    words: Words
    is_doubtful: bool
    guesses: list[tuple[str, str]]  # a place as written, and what it was taken for

    @property
    def is_asked(self) -> bool:
        """A person should look at it: the reader was not sure, or guessed a place from a near name."""
        return self.is_doubtful or bool(self.guesses)

    @property
    def short_text(self) -> str:
        """The words of the paper, cut where they run on."""
        text = self.item.text
        return text if len(text) <= SHORT else f"{text[:SHORT]}…"

    @property
    def shows_text(self) -> bool:
        """Work is told by its body; what it is stands in the words of the paper."""
        return self.item.section in (Section.TASKS, Section.DUTIES) and bool(self.words.label)


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
    lines: list[int]
    premises: Sequence[str]
    repairs: Sequence[str]
    is_contradiction: bool
    acknowledged: Any


def content(plan: Plan, reading: Reading, user: Any) -> dict[str, Any]:
    """The document, the findings, the items by group, and what this person may do with them."""
    items = list(reading.items.select_related("decided_by").order_by("position"))
    findings = list(reading.findings.select_related("acknowledgement__by").order_by("position"))
    names = _criteria_names(plan)
    rows = [
        Row(item, _words(item, names), item.certainty == Certainty.DOUBTFUL, _guesses(item)) for item in items
    ]
    tree = money_tree([item for item in items if item.section == Section.FUNDING])
    notes = _notes(findings)
    in_review = plan.state == Plan.State.IN_REVIEW
    return {
        "reading": reading,
        "blocks": paper(reading, items, findings),
        "notes": notes,
        "tree": tree,
        "sums_hold": _sums_hold(tree, findings),
        "groups": _groups(rows),
        "asked": [row for row in rows if row.is_asked] if in_review else [],
        "unanswered": sum(row.is_asked and row.item.decision == "pending" for row in rows),
        "left_out": sum(row.is_doubtful and row.item.decision == "pending" for row in rows),
        "contradictions": [note for note in notes if note.is_contradiction],
        "may_review": in_review and policy.may(user, Permission.PLAN_CONFIRM, at=plan.unit),
        "may_publish": plan.state == Plan.State.TRACKED
        and policy.may(user, Permission.PLAN_PUBLISH, at=plan.unit),
        "may_withdraw": plan.state != Plan.State.WITHDRAWN
        and policy.may(user, Permission.PLAN_PUBLISH, at=plan.unit),
        "coverage": round(reading.coverage * 100),
        "is_unnamed": in_review and not _names(reading, plan.unit),
    }


def _names(reading: Reading, unit: Unit | None) -> bool:
    """Does the paper name the unit at all? A wrong choice at the upload is seen before it is confirmed."""
    whole = " ".join(text for _number, text, _page in reading.lines)
    return unit is not None and fold(unit.name) in fold(whole)


def _criteria_names(plan: Plan) -> dict[str, str]:
    if plan.criteria_set is None:
        return {}
    return {criterion.code: criterion.name for criterion in criteria_set(plan.criteria_set).criteria}


def _guesses(item: ReadItem) -> list[tuple[str, str]]:
    """Places that a statement names and that were matched to another spelling."""
    if item.section not in OPEN:
        return []
    return [
        (each["text"], each["name"])
        for each in item.data.get("units", ())
        if each.get("unit_id") and each["certainty"] != Certainty.CERTAIN
    ]


def _words(item: ReadItem, names: Mapping[str, str]) -> Words:
    data = item.data
    told: dict[str, Callable[[], Words]] = {
        Section.TARGETS: lambda: wording.statement(data, names),
        Section.BASELINE: lambda: wording.statement(data, names),
        Section.TASKS: lambda: wording.duty(data),
        Section.DUTIES: lambda: wording.duty(data),
        Section.LEGAL_BASES: lambda: wording.legal_basis(data),
        Section.ANNEXES: lambda: Words(
            data["name"], _("có kèm theo") if data["present"] else _("không thấy kèm theo")
        ),
        Section.TABLES: lambda: Words(
            data["title"] or _("Bảng"),
            _("%(rows)d dòng × %(columns)d cột")
            % {"rows": len(data["rows"]), "columns": len(data["columns"])},
        ),
        Section.NOTES: lambda: Words(f"{data['mark']} {data['text']}"),
        Section.RECIPIENTS: lambda: Words(data["text"]),
        Section.SIGNATORY: lambda: Words(data["name"] or _("(để trống)"), "", " · ".join(data["capacity"])),
    }
    return told[item.section]() if item.section in told else Words(item.text)


def _groups(rows: Sequence[Row]) -> list[Group]:
    by_section: dict[str, list[Row]] = {}
    for row in rows:
        by_section.setdefault(row.item.section, []).append(row)
    return [
        Group(section, str(section.label), by_section[section], section in OPEN)
        for section in ORDER
        if section in by_section
    ]


def _notes(findings: Sequence[Finding]) -> list[Note]:
    count: dict[str, int] = {}
    notes = []
    for finding in findings:
        count[finding.kind] = count.get(finding.kind, 0) + 1
        kind = wording.finding_kind(finding.kind)
        notes.append(
            Note(
                finding=finding,
                label=kind.label,
                css=kind.css,
                number=count[finding.kind],
                quotes=finding.data.get("quotes", []),
                lines=list(dict.fromkeys(quote["line"] for quote in finding.data.get("quotes", []))),
                premises=finding.data.get("premises", []),
                repairs=finding.data.get("repairs", []),
                is_contradiction=finding.kind == FindingKind.CONTRADICTION,
                acknowledged=getattr(finding, "acknowledgement", None),
            )
        )
    rank = {"bad": 0, "ask": 1, "known": 2}
    return sorted(notes, key=lambda note: rank[note.css])


def _sums_hold(tree: Sequence[Mapping[str, Any]], findings: Sequence[Finding]) -> bool | None:
    """Whether every total equals its parts; None where the paper gives nothing to compare."""
    told = [row["holds"] for row in tree if row["holds"] is not None]
    if not told:
        return None
    return all(told) and not any(finding.kind == FindingKind.ARITHMETIC for finding in findings)

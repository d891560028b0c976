"""One item as a line of the page: its words, what it rests on, and what was said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chungsuc.core.statements import Certainty
from chungsuc.criteria.queries import criteria_set
from chungsuc.languages.data import vietnamese
from chungsuc.plans import corrections, wording
from chungsuc.plans.models import Plan, ReadItem, ReviewStep
from chungsuc.plans.parts import Parts
from chungsuc.plans.wording import Words

Section = ReadItem.Section
STATEMENTS = frozenset({Section.TARGETS, Section.BASELINE})
SHORT = 200
MANY = 4  # open questions in a row that may be answered together
APART = 3  # lines from one of them to the next, blank ones among them


@dataclass(frozen=True, slots=True)
class Said:
    """Một bước rà soát: who said what of the item, and when; what was read beside what it was made."""

    step: ReviewStep
    changes: list[tuple[str, str, str]]

    @property
    def alone(self) -> list[Said]:
        """For a list of steps that is not grouped by item."""
        return [self]


@dataclass(frozen=True, slots=True)
class Row:
    """One item as a line of a list."""

    item: ReadItem
    words: Words
    href: str  # of its line in the paper
    guesses: list[tuple[str, str]]  # a place as written, and what it was taken for
    said: list[Said]
    above: str | None = None  # label of the row that it is a part of, or the same figure of as a share

    @property
    def is_below(self) -> bool:
        """It belongs to a row above."""
        return self.above is not None

    @property
    def whole(self) -> str:
        """What it is a part of, where its own words do not say so."""
        return "" if self.above in (None, self.words.label) else str(self.above)

    @property
    def is_doubtful(self) -> bool:
        """The reader was not sure at all."""
        return self.item.certainty == Certainty.DOUBTFUL

    @property
    def is_pending(self) -> bool:
        """Nobody has said anything yet."""
        return self.item.decision == ReadItem.Decision.PENDING

    @property
    def is_corrected(self) -> bool:
        """It says something else than what was read."""
        return self.item.corrected is not None

    @property
    def may_be_corrected(self) -> bool:
        """It has fields that a person can put right."""
        return self.item.section in corrections.FIELDS

    @property
    def seen(self) -> int:
        """The number of the last step that this page knows of."""
        return self.said[-1].step.number if self.said else 0

    @property
    def lines(self) -> str:
        """The lines that the item rests on, for linking by script: "12 13"."""
        numbers = dict.fromkeys([self.item.line, *(span[0] for span in self.item.spans)])
        return " ".join(map(str, numbers))

    @property
    def short_text(self) -> str:
        """The words of the paper, cut where they run on."""
        text = self.item.text
        return text if len(text) <= SHORT else f"{text[:SHORT]}…"

    @property
    def label(self) -> str:
        """What it is about; of an item without words for it, those of the paper."""
        return self.words.label or vietnamese(self.short_text)

    @property
    def shows_text(self) -> bool:
        """Work is told by its body; what it is stands in the words of the paper."""
        return self.item.section in (Section.TASKS, Section.DUTIES) and bool(self.words.label)


@dataclass(frozen=True, slots=True)
class Run:
    """Các mục liền nhau: rows of one kind in lines that follow each other, as of a list or a table."""

    rows: list[Row]

    @property
    def waiting(self) -> list[Row]:
        """Those that one answer may settle: nobody has looked at them, and the reader was nearly sure."""
        return [row for row in self.rows if row.is_pending and not row.is_doubtful]

    @property
    def is_long(self) -> bool:
        """So many that answering them one by one would only be clicking."""
        return len(self.waiting) >= MANY

    @property
    def first(self) -> int:
        return min(row.item.line for row in self.waiting)

    @property
    def last(self) -> int:
        return max(row.item.line for row in self.waiting)

    def takes(self, row: Row) -> bool:
        """Does the row go on with this run?"""
        before = self.rows[-1].item
        return before.section == row.item.section and abs(row.item.line - before.line) <= APART


def runs_of(rows: Iterable[Row]) -> list[Run]:
    """Rows in their order, those together that stand together."""
    runs: list[Run] = []
    for row in rows:
        if runs and runs[-1].takes(row):
            runs[-1].rows.append(row)
        else:
            runs.append(Run([row]))
    return runs


def rows_of(
    items: Iterable[ReadItem], steps: Iterable[ReviewStep], parts: Parts, names: Mapping[str, str]
) -> list[Row]:
    """The rows of items, each with the steps of its review in their order."""
    by_item: dict[int, list[Said]] = {}
    for step in steps:
        by_item.setdefault(step.item_id, []).append(said(step))
    rows: list[Row] = []
    labels: dict[str, str] = {}
    for item in items:
        words, before = words_of(item, names), rows[-1] if rows else None
        above = labels.get(item.reviewed.get("part_of") or "")
        if above is None and before is not None and _is_the_same_as_a_share(item, words, before):
            above = words.label
        href, said_of = parts.at(item.line), by_item.get(item.pk, [])
        rows.append(Row(item, words, href, _guesses(item), said_of, above))
        labels[item.key] = words.label
    return rows


def _is_the_same_as_a_share(item: ReadItem, words: Words, before: Row) -> bool:
    """ "07/13 xã, chiếm 53,8%": one goal of one line, told as a number and as a share."""
    is_share = item.section in STATEMENTS and item.reviewed.get("measure") == "%"
    same = (item.section, item.line, words.label) == (
        before.item.section,
        before.item.line,
        before.words.label,
    )
    return is_share and same


def said(step: ReviewStep) -> Said:
    """A step with its changes in words."""
    return Said(step, corrections.told(step.item.section, step.changes))


def criteria_names(plan: Plan) -> dict[str, str]:
    """The criteria of the set in force, by code."""
    if plan.criteria_set is None:
        return {}
    return {criterion.code: criterion.name for criterion in criteria_set(plan.criteria_set).criteria}


def _guesses(item: ReadItem) -> list[tuple[str, str]]:
    """Places that a statement names and that were matched to another spelling."""
    if item.section not in STATEMENTS:
        return []
    return [
        (each["text"], each["name"])
        for each in item.reviewed.get("units", ())
        if each.get("unit_id") and each["certainty"] != Certainty.CERTAIN
    ]


def words_of(item: ReadItem, names: Mapping[str, str]) -> Words:
    data = item.reviewed
    told: dict[str, Callable[[], Words]] = {
        Section.TARGETS: lambda: wording.statement(data, names),
        Section.BASELINE: lambda: wording.statement(data, names),
        Section.TASKS: lambda: wording.duty(data),
        Section.DUTIES: lambda: wording.duty(data),
        Section.SUMS: lambda: wording.stated_sum(data),
        Section.FUNDING: lambda: wording.money(data),
        Section.LEGAL_BASES: lambda: wording.legal_basis(data),
        Section.ANNEXES: lambda: Words(
            vietnamese(data["name"]), _("có kèm theo") if data["present"] else _("không thấy kèm theo")
        ),
        Section.TABLES: lambda: Words(
            vietnamese(data["title"]) or _("Bảng"),
            _("%(rows)d dòng × %(columns)d cột")
            % {"rows": len(data["rows"]), "columns": len(data["columns"])},
        ),
        Section.NOTES: lambda: Words(vietnamese(f"{data['mark']} {data['text']}")),
        Section.RECIPIENTS: lambda: Words(vietnamese(data["text"])),
        Section.SIGNATORIES: lambda: Words(
            vietnamese(data["name"]) or _("(để trống)"), "", vietnamese(" · ".join(data["capacity"]))
        ),
    }
    return told[item.section]() if item.section in told else Words(vietnamese(item.text))

"""One item as a line of the page: its words, what it rests on, and what was said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chungsuc.core.statements import Certainty
from chungsuc.criteria.queries import criteria_set
from chungsuc.plans import corrections, wording
from chungsuc.plans.models import Plan, ReadItem, ReviewStep
from chungsuc.plans.parts import Parts
from chungsuc.plans.wording import Words

Section = ReadItem.Section
STATEMENTS = frozenset({Section.TARGETS, Section.BASELINE})
SHORT = 200


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
    def shows_text(self) -> bool:
        """Work is told by its body; what it is stands in the words of the paper."""
        return self.item.section in (Section.TASKS, Section.DUTIES) and bool(self.words.label)


def rows_of(
    items: Iterable[ReadItem], steps: Iterable[ReviewStep], parts: Parts, names: Mapping[str, str]
) -> list[Row]:
    """The rows of items, each with the steps of its review in their order."""
    by_item: dict[int, list[Said]] = {}
    for step in steps:
        by_item.setdefault(step.item_id, []).append(said(step))
    return [
        Row(item, words_of(item, names), parts.at(item.line), _guesses(item), by_item.get(item.pk, []))
        for item in items
    ]


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

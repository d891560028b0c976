"""The matrix: communes down, criteria across; what was promised and what is, never drawn alike.

A plan mark is a word in a frame; a result is a sign on a full ground. What the paper does not say
and nobody has observed stays a dot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chungsuc.core.statements import Mode, StatementKind, Subject
from chungsuc.core.verdicts import UnitJudgement, Verdict


class PlanMark(StrEnum):
    """Ô kế hoạch."""

    KEEP = "keep"  # giữ: it has it, and keeps it
    GAIN = "gain"  # thêm: gained in the period
    REACH = "reach"  # đạt: has it at the end; the paper does not say whether it is new


SIGNS = {
    Verdict.MET: "✓",
    Verdict.NOT_MET: "✗",
    Verdict.NO_DATA: "–",
    Verdict.NO_THRESHOLD: "–",
    Verdict.NEEDS_REVIEW: "?",
    Verdict.NOT_APPLICABLE: "○",
}


def plan_words() -> dict[PlanMark, tuple[str, str]]:
    """The word in a cell, and what it says in full."""
    return {
        PlanMark.KEEP: (_("giữ"), _("kế hoạch: giữ (đã đạt, duy trì)")),
        PlanMark.GAIN: (_("thêm"), _("kế hoạch: thêm (hoàn thành trong kỳ)")),
        PlanMark.REACH: (_("đạt"), _("kế hoạch: đạt vào cuối kỳ")),
    }


class Named(NamedTuple):
    """One statement of the plan about one unit: of a criterion, or of the whole standard (no code)."""

    unit_id: str
    code: str
    target_id: int
    line: int
    kind: str
    mode: str
    subject: str


def mark_of(named: Named) -> PlanMark | None:
    """Which mark a statement makes in the cells it names; None where it names no cell."""
    if named.subject not in (Subject.CRITERION, Subject.CRITERIA, Subject.COMMUNES):
        return None  # villages, indicators and the rest are no criteria of a commune
    if not named.code and named.subject != Subject.COMMUNES:
        return None  # "05 tiêu chí" without their names
    if named.kind == StatementKind.KEEP or named.mode == Mode.KEEP:
        return PlanMark.KEEP
    if named.mode == Mode.ADD or (named.kind == StatementKind.GAIN and named.code):
        return PlanMark.GAIN
    return PlanMark.REACH


@dataclass
class Row:
    """Một xã: its plan marks by criterion, its result where there is one."""

    unit_id: str
    name: str
    marks: dict[str, PlanMark] = field(default_factory=dict)
    floor: str = ""  # what the plan asks of every commune
    whole: PlanMark | None = None  # the standard as a whole was named
    first_line: int | None = None  # where the plan names the commune first
    result: UnitJudgement | None = None


def place_marks(rows: Mapping[str, Row], named: Sequence[Named], codes: Sequence[str]) -> None:
    """Put the plan's marks into the rows. A criterion that is named outweighs the standard as a whole."""
    for each in sorted(named, key=lambda each: (each.line, each.target_id)):
        row, mark = rows.get(each.unit_id), mark_of(each)
        if row is None or mark is None:
            continue
        if row.first_line is None:
            row.first_line = each.line
        if each.code:
            row.marks.setdefault(each.code, mark)
        elif row.whole is None:
            row.whole = mark
    for row in rows.values():
        if row.whole is not None:
            whole = PlanMark.REACH if row.whole is PlanMark.GAIN else row.whole
            for code in codes:
                row.marks.setdefault(code, whole)


def promised(row: Row, codes: Sequence[str]) -> str:
    """The row's last column but one: what the plan promises of the commune, in a few words."""
    if row.whole is PlanMark.KEEP:
        return _("giữ %(count)s") % {"count": len(codes)}
    if row.whole is not None:
        return _("đạt chuẩn")
    counted = list(row.marks.values())
    parts = []
    for mark, words in ((PlanMark.KEEP, _("giữ")), (PlanMark.GAIN, _("thêm")), (PlanMark.REACH, _("đạt"))):
        if number := counted.count(mark):
            parts.append(f"{words} {number}")
    return ", ".join(parts)


def draw(
    rows: Sequence[Row], criteria: Sequence[tuple[str, str]], cells_at: str, places_at: str
) -> list[SafeString]:
    """The rows of the body as HTML.

    Written here and not in a template: 17 × 19 cells pass through the template engine in 12 ms, and
    through this in less than one. Every text is escaped once, before the cells are joined.
    """
    words = {mark: (escape(word), escape(said)) for mark, (word, said) in plan_words().items()}
    verdicts = {
        verdict: escape(_("thực hiện: %(verdict)s") % {"verdict": verdict.label}) for verdict in Verdict
    }
    silent, unknown = escape(_("kế hoạch không nêu")), escape(_("chưa có số liệu"))
    heads = [(escape(code), escape(name), code) for code, name in criteria]
    codes = [code for code, _name in criteria]
    drawn = []
    for row in rows:
        unit, name = escape(row.unit_id), escape(row.name)
        cells = []
        for shown_code, criterion, code in heads:
            mark = row.marks.get(code)
            result = row.result.criteria.get(code) if row.result else None
            said = words[mark][1] if mark else silent
            inner = f'<i class="p {mark}">{words[mark][0]}</i>' if mark else ""
            shape = "c"
            if result is not None:
                verdict = result.verdict
                shape = "c both" if mark else "c"
                inner = f'<b class="r {verdict}">{SIGNS[verdict]}</b>{inner}'
                said = f"{verdicts[verdict]}; {said}"
            else:
                inner = inner or "·"
                said = f"{said}; {unknown}"
            cells.append(
                f'<td><a class="{shape}" href="{cells_at}{unit}/{shown_code}/" '
                f'aria-label="{name}, {shown_code} {criterion}: {said}">{inner}</a></td>'
            )
        floor = f'<span class="none">{escape(row.floor or "–")}</span>'
        plan = escape(promised(row, codes)) or floor
        done = _done(row.result) if row.result else '<span class="none">–</span>'
        drawn.append(
            SafeString(
                f'<tr><th class="row" scope="row"><a href="{places_at}{unit}/">{name}</a></th>'
                f"{''.join(cells)}"
                f'<td class="sum">{plan}</td><td class="sum">{done}</td></tr>'
            )
        )
    return drawn


def _done(result: UnitJudgement) -> str:
    """The headline figure, always with how many criteria could be computed."""
    tally = result.tally
    met = escape(_("đạt %(count)s") % {"count": tally.met})
    basis = escape(_("tính được %(share)s") % {"share": f"{tally.computed}/{tally.considered}"})
    return f"{met}<small>{basis}</small>"

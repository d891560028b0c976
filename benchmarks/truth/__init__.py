"""How truly the reader reads: the two examples, and any folder of documents that a person marked.

`python -m benchmarks truth [--documents FOLDER] [--table] [--misses]`. The marks of the examples lie in
`examples/` beside this file; a folder of other documents holds its documents and its marks together
(see `marks`). Every item is scored by precision and recall; of items that were found, each field that was
marked is scored apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, at_least, at_most
from benchmarks.truth.compare import COMPARE, characters_of
from benchmarks.truth.marks import documents_of
from benchmarks.truth.score import Score, Tally
from chungsuc.checking import Examination, examine
from chungsuc.core.statements import Certainty, DocumentKind, Head, Line, PlanReading, Source
from chungsuc.documents import read_document
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer
from chungsuc.reading import NotAPlan

EXAMPLE_MARKS = Path(__file__).parent / "examples"
EXAMPLES = Path(__file__).parents[2] / "examples"

_GOALS = {"bases": (0.98, 0.95), "targets": (0.95, 0.90), "funding": (0.95, 0.90)}
_HEADS_GOAL = 0.97


def score(marks: Path, documents: Path) -> Score:
    """Read and check every marked document of a folder, and lay it beside its marks."""
    gazetteer, sets = load_gazetteer(), load_criteria_sets()
    total = Score()
    for marked in documents_of(marks, documents):
        data = marked.path.read_bytes()
        try:
            examined = examine(data, marked.path.name, gazetteer=gazetteer, criteria_sets=sets)
        except NotAPlan:
            examined = _nothing_read(data, marked.path.name)
        for name, rows in marked.rows.items():
            COMPARE[name](marked.path.name, rows, examined, total)
        length = characters_of(examined.reading)
        total.documents += 1
        total.characters += length
        total.understood += float(examined.reading.coverage) * length
    return total


def _nothing_read(data: bytes, name: str) -> Examination:
    """A document that the reader refused: all that was marked in it is missed."""
    document = read_document(data, name)
    lines = tuple(Line(number, text) for number, text in enumerate(document.text.splitlines(), start=1))
    head = Head(
        id="head",
        source=Source(1, ""),
        certainty=Certainty.DOUBTFUL,
        kind=DocumentKind.OTHER,
        kind_text="",
        title="",
    )
    return Examination(document, PlanReading(lines=lines, head=head), findings=(), sums=())


def scores(documents: Path | None) -> dict[str, Score]:
    """The examples, and the folder where one is given."""
    found = {"examples": score(EXAMPLE_MARKS, EXAMPLES)}
    if documents is not None:
        found["documents"] = score(documents, documents)
    return found


def figures(found: dict[str, Score]) -> Iterator[Figure]:
    """Precision and recall of each kind, the fields of what was found, and the share understood."""
    for where, total in found.items():
        conditions = {"of": where, "documents": total.documents}
        for kind, tally in total.tallies.items():
            name = f"truth_{where}_{kind}"
            if kind == "heads":
                right, marked = sum(tally.fields.values()), sum(tally.marked_fields.values())
                yield at_least(name, right / marked, "of fields", _HEADS_GOAL, beside=_fields(tally))
            elif kind == "sums":
                beside = {"right": tally.right, "missed": tally.missed}
                yield at_least(
                    f"{name}_judged", tally.recall, "share", 1.0, beside=beside, conditions=conditions
                )
                yield at_most(f"{name}_accused_wrongly", tally.wrong, "findings", 0, conditions=conditions)
            else:
                yield from _precision_and_recall(name, kind, tally, conditions)
        yield Figure(f"truth_{where}_understood", total.coverage, "of characters", conditions=conditions)


def _precision_and_recall(
    name: str, kind: str, tally: Tally, conditions: dict[str, object]
) -> Iterator[Figure]:
    beside = {"right": tally.right, "missed": tally.missed, "wrong": tally.wrong} | _fields(tally)
    if kind in _GOALS:
        precision, recall = _GOALS[kind]
        yield at_least(f"{name}_precision", tally.precision, "share", precision, conditions=conditions)
        yield at_least(f"{name}_recall", tally.recall, "share", recall, beside=beside, conditions=conditions)
    else:
        yield Figure(f"{name}_precision", tally.precision, "share", conditions=conditions)
        yield Figure(f"{name}_recall", tally.recall, "share", beside=beside, conditions=conditions)


def _fields(tally: Tally) -> dict[str, float]:
    return {name: tally.share(name) for name in sorted(tally.marked_fields)}


def table(found: dict[str, Score]) -> str:
    """The same for a person to read."""
    lines = []
    for where, total in found.items():
        lines.append(f"{where}: {total.documents} documents, {total.coverage:.1%} understood")
        lines.append(
            f"  {'kind':<9}{'P':>7}{'R':>7}{'right':>7}{'missed':>8}{'wrong':>7}  fields of those found"
        )
        for kind, tally in total.tallies.items():
            marked = {name: f"{name} {tally.share(name):.2f}" for name in sorted(tally.marked_fields)}
            counts = f"{tally.right:>7}{tally.missed:>8}{tally.wrong:>7}"
            shares = (
                f"{tally.precision:>7.3f}{tally.recall:>7.3f}" if tally.right + tally.missed else " " * 14
            )
            lines.append(f"  {kind:<9}{shares}{counts}  {', '.join(marked.values())}")
    return "\n".join(lines)


def misses(found: dict[str, Score]) -> str:
    """Every item that was missed, wrong, or read with a wrong field."""
    return "\n".join(
        f"{miss.file}:{miss.line}\t{miss.kind}\t{miss.how}\t{miss.truth}\t{miss.read}"
        for total in found.values()
        for miss in sorted(total.misses, key=lambda miss: (miss.kind, miss.file, miss.line))
    )

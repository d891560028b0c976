"""Plans whose truth is known: is anybody accused wrongly, is every planted fault found, what is read."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks import noise
from benchmarks.figures import Figure, at_least, at_most, percentile
from chungsuc.checking import Examination, examine
from chungsuc.core.statements import PlanReading, Statement, Subject
from chungsuc.core.vietnamese.text import nfc
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer
from factories.made_plans import Fault, Truth, make
from factories.made_plans.made import ACCUSING
from factories.papers_in_pdf import paper_of

WAYS: dict[str, Callable[[str, Random], str]] = {
    "plain": lambda text, draw: text,
    "words": noise.words,
    "seams": noise.seams,
    "pages": noise.pages,
    "nfd": noise.decomposed,
}
FILES: dict[str, Callable[[str], bytes]] = {"docx": noise.paper, "pdf": paper_of}
KINDS = (*WAYS, *FILES)
FULL = 10_000


@dataclass
class Tally:
    """What came of so many plans."""

    accused: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        for name in ("accused", "missed", "times"):
            getattr(self, name).extend(getattr(other, name))
        for name in ("planted", "found", "known", "given", "right"):
            getattr(self, name).update(getattr(other, name))


def measure(*, quick: bool, seeds: range | None = None) -> Iterator[Figure]:
    """Plans that are true as they stand; and some of them again, each with one fault.

    `seeds`: only these, so that the full size may be run in parts; the figures of the parts add up.
    """
    if seeds is None:
        seeds = range(24 if quick else FULL)
    tally = tally_of(seeds, every=2 if quick else 4)
    conditions = {
        "plans": len(seeds),
        "from": seeds.start,
        "to": seeds.stop,
        "noise": list(KINDS),
        "phrasings": "tests/factories/made_plans",
    }
    yield at_most(
        "true_plans_accused",
        len(tally.accused),
        "plans",
        0,
        beside={"which": tally.accused[:20]},
        conditions=conditions,
    )
    beside: dict[str, Any] = {
        "missed": tally.missed[:20],
        "by_sort": {sort: [tally.found[sort], planted] for sort, planted in sorted(tally.planted.items())},
    }
    yield at_least(
        "planted_faults_found",
        tally.found.total(),
        "faults",
        tally.planted.total(),
        beside=beside,
        conditions=conditions,
    )
    for kind, known in sorted(tally.known.items()):
        right, given = tally.right[kind], tally.given[kind]
        beside = {"precision": right / given if given else None, "items": known}
        yield Figure(f"reading_{kind}", right / known, "recall", beside=beside, conditions=conditions)
    median = {"median_s": percentile(tally.times, 0.5)}
    yield Figure("read_and_check_made_plan", percentile(tally.times, 0.95), "s CPU", beside=median)


def tally_of(seeds: Sequence[int], *, every: int = 2) -> Tally:
    """Makes, spoils, reads and checks a plan for each seed, on all cores; spoils every so-many-th."""
    tally = Tally()
    with ProcessPoolExecutor() as pool:
        for each in pool.map(_one, seeds, [seed % every == 0 for seed in seeds], chunksize=8):
            tally.add(each)
    return tally


def _one(seed: int, plants: bool) -> Tally:
    tally = Tally()
    draw = Random(seed)
    made = make(load_gazetteer(), draw)
    kind = draw.choice(KINDS)
    start = time.process_time()
    found = _examine(made.text, kind, draw)
    tally.times.append(time.process_time() - start)
    if accusations := _accusations(found):
        tally.accused.append(f"{seed} {kind}: {accusations[0]}")
    truths, items = Counter(made.truths), Counter(_items(found.reading))
    for truth, number in truths.items():
        tally.known[truth.kind] += number
        tally.right[truth.kind] += min(number, items[truth])
    for item, number in items.items():
        tally.given[item.kind] += number
    if plants:
        sorts = sorted({fault.sort for fault in made.spoilt.values()})
        sort = draw.choice(sorts)  # first the sort, so that rare ones are tried as often as common ones
        index = draw.choice([place for place, fault in sorted(made.spoilt.items()) if fault.sort == sort])
        fault = made.spoilt[index]
        tally.planted[sort] += 1
        if _is_found(fault, found, _examine(made.spoil(index)[0], kind, draw)):
            tally.found[sort] += 1
        else:
            tally.missed.append(f"{seed} {kind} {sort}: {fault.line}")
    return tally


def _is_found(fault: Fault, before: Examination, after: Examination) -> bool:
    """Whether the fault brings a finding of its kind that the true plan does not have."""
    told = [sum(each.kind in fault.told_as for each in found.findings) for found in (before, after)]
    return told[0] < told[1]


def _examine(text: str, kind: str, draw: Random) -> Examination:
    name = f"ke-hoach.{kind if kind in FILES else 'txt'}"
    data = FILES[kind](text) if kind in FILES else WAYS[kind](text, draw).encode()
    return examine(data, name, gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets())


def _accusations(found: Examination) -> list[str]:
    return [each.message for each in found.findings if each.kind in ACCUSING]


def _items(reading: PlanReading) -> Iterator[Truth]:
    for said in (*reading.baseline, *reading.targets):
        if "\t" not in said.source.text:  # what a table says again was said in the text
            yield _item(said)
    for line in reading.funding:
        yield Truth("money", Decimal(line.amount) / 1_000_000)


def _item(said: Statement) -> Truth:
    """The statement in the words of the generator."""
    units = frozenset(nfc(unit.name or unit.text) for unit in said.units)
    codes = frozenset(mention.code or "" for mention in said.criteria)
    value = Decimal(0) if said.value is None else said.value
    if said.subject in (Subject.INDICATOR, Subject.OTHER):  # of these the generator tells the chief figure
        return Truth("goal", value)
    if said.level is not None:
        return Truth("level", value, int(said.level))
    return Truth(said.kind.value, value, None if said.of is None else int(said.of), units, codes)

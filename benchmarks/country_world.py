"""The invented country of the benchmarks, in Parquet files and in tables, and how work is timed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from chungsuc.analytics import files
from chungsuc.analytics.columns import Facts
from chungsuc.analytics.engines import DuckDB
from chungsuc.analytics.frame import Frame, frame
from chungsuc.analytics.land import Land
from chungsuc.analytics.law import Law, Moment
from chungsuc.commands.sample import sample_world, write_columns
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.lineages import Lineages
from chungsuc.core.units import Level
from chungsuc.samples.world import Size, World

FIRST, LAST = 2021, 2030
THREADS = 2


@dataclass(frozen=True)
class Taken:
    """What a piece of work took: seconds of processor, all threads together, and seconds that passed."""

    processor: float
    passed: float


def timed(work: Callable[[], Any]) -> tuple[Any, Taken]:
    passed, processor = time.perf_counter(), time.process_time()
    done = work()
    return done, Taken(time.process_time() - processor, time.perf_counter() - passed)


def least(taken: list[Taken]) -> Taken:
    """Of each the round that was disturbed the least."""
    return Taken(min(each.processor for each in taken), min(each.passed for each in taken))


def size(provinces: int | None, communes: int | None) -> Size:
    """So many provinces, and communes of today in each; None is all."""
    return Size(seed=1, first_year=FIRST, last_year=LAST, provinces=provinces, communes=communes)


@dataclass(frozen=True)
class Filed:
    """A country whose facts lie in a folder."""

    size: Size
    folder: Path

    @cached_property
    def world(self) -> World:
        return sample_world(self.size)

    def write(self) -> tuple[int, Taken]:
        """Invent the figures and write them; how many, and what that took."""
        rows, taken = timed(lambda: write_columns(self.world, self.folder))
        return rows, taken

    def law(self) -> Law:
        """Each set at the end of each of its years."""
        moments = (moment for each in self.world.sets for moment in self.moments(each))
        return Law(moments, files.numbers(self.folder))

    def moments(self, criteria_set: CriteriaSet) -> list[Moment]:
        """The end of each year in which the set is in force."""
        years = range(self.world.size.first_year, self.world.size.last_year + 1)
        return [Moment(criteria_set, date(year, 12, 31)) for year in years if criteria_set.in_force(year)]

    def frame(self, law: Law, *, as_of: date | None = None) -> Frame:
        """The communes that take part, with all above them."""
        world = self.world
        own = {unit.id for unit in world.communes}
        every = world.gazetteer.units.values()
        units = (unit for unit in every if unit.level is not Level.COMMUNE or unit.id in own)
        return frame(law, units, lambda unit, moment: world.attributes(unit, moment.on), as_of=as_of)

    def land(self, on: date) -> Land:
        """The communes of a day that take part, and what led to them."""
        gazetteer = self.world.gazetteer
        lives = {unit.id: (unit.valid_from, unit.valid_to) for unit in gazetteer.units.values()}
        units = [unit.id for unit in self.world.communes if unit.exists(on)]
        return Land(on, units, Lineages(lives, gazetteer.successions))

    def tables(self, engine: DuckDB) -> Facts:
        """The facts as tables of the engine, so that reading files is no part of what is timed."""
        read = engine.facts(self.folder)
        return Facts(
            **{each.name: engine.keep(each.name, getattr(read, each.name)) for each in fields(Facts)}
        )


def memory_of(work: Callable[[Filed], None], filed: Filed) -> float:
    """The most memory, in megabytes, that the work held at once, done in a process of its own."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_tell_memory, args=(work, replace(filed), there))
    process.start()
    there.close()
    try:
        return float(here.recv())
    except EOFError:
        raise RuntimeError("what should tell its memory ended early") from None
    finally:
        process.join()


def _tell_memory(work: Callable[[Filed], None], filed: Filed, to: Any) -> None:
    work(filed)
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    to.send(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024)

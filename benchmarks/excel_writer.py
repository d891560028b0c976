"""A process of the benchmark of files: forms are filled and brought in, our way and the raw way.

Each round takes communes of its own, which have the figures of one year and none of the next.
"""

from __future__ import annotations

import io
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook

from benchmarks.twin import make_twin
from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.bulk import NewEntry, held_standing, record_many
from chungsuc.assessments.models import Observation
from chungsuc.core.criteria import CriteriaSet, IndicatorKind, Measure, Observed
from chungsuc.core.observations import Channel
from chungsuc.core.periods import Period
from chungsuc.criteria import queries
from chungsuc.documents.entry_form import Given, Head, Matrix, UnitRow, write_matrix
from chungsuc.documents.entry_form_in import read_form
from chungsuc.entry.excel.forms import sign, verify
from chungsuc.entry.excel.staging import Bench, entries_of
from chungsuc.stores.collecting import without_collecting

YEAR, BEFORE = Period.of_year(2024), Period.of_year(2023)
DAY = date(2025, 1, 10)
BARE = "bare_observations"
Times = dict[str, list[float]]


def write() -> None:
    """Bring in so many forms, each of so many communes; tell the milliseconds of each, and of its parts."""
    communes, rounds = json.loads(sys.argv[1])
    bringing = Bringing(random.Random(communes))
    times: Times = defaultdict(list)
    of_level = Unit.objects.filter(level="commune", kind="xã", valid_to="2025-07-01")
    of_level = of_level.order_by("-pk" if communes == 1 else "pk")
    units = list(of_level[: communes * (rounds + 1)])
    for start in range(0, len(units), communes):
        some = units[start : start + communes]
        data = bringing.form(some)
        with _taking(times["ours"]):
            cells = bringing.bring(data, some, times)
        bringing.keep(some)
        with _taking(times["raw"]):
            with _taking(times["raw_read"]):
                book = CalamineWorkbook.from_filelike(io.BytesIO(data))
                for name in book.sheet_names:  # what was typed, and whose it is
                    book.get_sheet_by_name(name).to_python()
            bringing.bare(bringing.rows)
    warm = {name: listed[1:] for name, listed in times.items()}
    known = {name: warm.pop(name) for name in ("ours", "raw", "raw_read")}
    print(json.dumps({**known, "parts": warm, "communes": communes, "cells": cells, "bytes": len(data)}))


class Bringing:
    """An office that brings forms in, and what it brings."""

    def __init__(self, chance: random.Random) -> None:
        version = queries.in_force("commune", DAY.replace(year=2024))
        assert version is not None
        self.criteria_set: CriteriaSet = queries.criteria_set(version)
        self.chance = chance
        self.by = User.objects.get(is_system=True)
        self.measures: list[Measure] = [
            part
            for indicator in self.criteria_set.indicators()
            for part in (indicator.components or (indicator,))
            if not part.is_share_below
        ]
        self.rows: list[tuple[object, ...]] = []
        columns = [each.column for each in Observation._meta.concrete_fields]
        make_twin(Observation, BARE)
        marks = ", ".join(["%s"] * len(columns))
        self._insert = f"INSERT INTO {BARE} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608

    def form(self, units: list[Unit]) -> bytes:
        """The filled form of the year, of units that have the figures of the year before."""
        values = {unit.pk: {each.code: self._value(each) for each in self.measures} for unit in units}
        record_many(
            entries=[
                NewEntry(
                    id=uuid4(),
                    unit=unit,
                    criteria_set=self.criteria_set,
                    indicator=code,
                    period=BEFORE,
                    value=value,
                    observed_on=DAY,
                )
                for unit in units
                for code, value in values[unit.pk].items()
            ],
            channel=Channel.FILE,
            by=self.by,
            now=timezone.now(),
            of=self.by,
        )
        rows = tuple(
            UnitRow(
                unit_id=unit.pk,
                name=unit.full_name,
                given={code: Given(value=self._next(value)) for code, value in values[unit.pk].items()},
            )
            for unit in units
        )
        head = Head(authority=("",), title="Biểu nhập", lines=("Năm 2024",), made="", created=timezone.now())
        return write_matrix(Matrix(head=head, measures=tuple(self.measures), rows=rows, identity={}), sign)

    def _value(self, measure: Measure) -> Observed:
        match measure.kind:
            case IndicatorKind.BOOL | IndicatorKind.COMPOSITE:
                return self.chance.random() < 0.7
            case IndicatorKind.GRADE:
                return self.chance.choice(measure.scale)
            case IndicatorKind.COUNT:
                return Decimal(self.chance.randrange(40, 1000))
        return Decimal(self.chance.randrange(200, 950)) / 10

    def _next(self, value: Observed) -> Observed:
        """The figure of the next year, as far from it as they are as a rule."""
        return value + self.chance.randrange(4) if isinstance(value, Decimal) else value

    @without_collecting
    def bring(self, data: bytes, units: list[Unit], times: Times) -> int:
        """As `accept`, from the bytes to the commit: read, held beside what stands, recorded with totals."""
        with _taking(times["read"]):
            found = read_form(data, "bieu.xlsx", verify)
        with transaction.atomic():
            with _taking(times["stand"]):
                codes = [each.code for each in self.measures]
                standing = held_standing(units, self.criteria_set, codes)
            with _taking(times["look"]):
                bench = Bench(
                    criteria_set=self.criteria_set,
                    period=YEAR,
                    units={each.pk: each for each in units},
                    has_parts=False,
                    may=lambda _unit, _code: True,
                    locks={},
                )
                of = uuid4()
                staged = bench.staged(found.cells, standing[self.criteria_set.id])
                taken = [each for each in staged if each.is_taken]
                entries = entries_of(taken, of, self.criteria_set, YEAR, DAY)
            assert len(entries) == len(units) * len(self.measures)
            with _taking(times["record"]):
                record_many(
                    entries=entries,
                    channel=Channel.FILE,
                    by=self.by,
                    now=timezone.now(),
                    of=self.by,
                    standing=standing,
                )
        return len(entries)

    def keep(self, units: list[Unit]) -> None:
        """The rows that were stored, to be inserted raw."""
        of_units = Observation.objects.filter(unit__in=units, period=str(YEAR))
        sql, parameters = of_units.order_by().query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            self.rows = cursor.fetchall()

    def bare(self, rows: list[tuple[object, ...]]) -> None:
        """The same rows in a twin of the table, in one transaction."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(self._insert, rows)


@contextmanager
def _taking(times: list[float]) -> Iterator[None]:
    began = time.perf_counter()
    yield
    times.append(1000 * (time.perf_counter() - began))

"""The process of the benchmark of the API: a province's figures sent, and the same rows inserted bare."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from benchmarks.saving_writer import Writer
from benchmarks.twin import make_twin
from chungsuc.accounts import policy, tokens
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.models import Observation
from chungsuc.core.criteria import IndicatorKind, Measure

BARE = "bare_observations"
FIRST_YEAR = 2021
TABLE = Observation._meta.db_table
_PLAIN = (IndicatorKind.PERCENT, IndicatorKind.BOOL, IndicatorKind.COUNT, IndicatorKind.NUMBER)


def call() -> None:
    """Send, round after round; tell the medians as JSON."""
    asked = json.loads(sys.argv[1])
    caller, found = Caller(asked["communes"]), {}
    empty, replaced = [], []
    for number in range(asked["rounds"]):
        year = FIRST_YEAR + number
        body, ids = caller.body(year, {})
        empty.append(caller.round(body, year))
        body, _ids = caller.body(year, ids)
        replaced.append(caller.round(body, year))
    for name, rounds in (("new", empty[1:]), ("replacing", replaced[1:])):  # the first is warm-up
        found[name] = {
            "figures": caller.count,
            "call_ms": median(each[0].wall for each in rounds),
            "bare_ms": median(each[1].wall for each in rounds),
            "call_cpu_ms": median(each[0].cpu for each in rounds),
            "bare_cpu_ms": median(each[1].cpu for each in rounds),
        }
    print(json.dumps(found))


@dataclass
class Took:
    """Milliseconds by the clock, and of this process alone: other programs add to the first."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def took() -> Iterator[Took]:
    """What the body takes."""
    found, began, began_here = Took(), time.perf_counter(), time.process_time()
    yield found
    found.wall = 1000 * (time.perf_counter() - began)
    found.cpu = 1000 * (time.process_time() - began_here)


class Caller:
    """A program with a key for the whole country, and communes with every kind of figure."""

    def __init__(self, communes: int) -> None:
        writer = Writer(random.Random(7))
        self.chance, self.set = writer.chance, writer.criteria_set
        self.measures = [each for each in self.set.measures() if each.kind in _PLAIN]
        units = Unit.objects.filter(level="commune", kind="xã", valid_to="2025-07-01").order_by("pk")
        self.communes = [unit.pk for unit in units[:communes]]
        self.count = len(self.communes) * len(self.measures)
        _token, self.secret = tokens.make(
            name="Đo tốc độ",
            unit=Unit.objects.get(level="country"),
            may_read=True,
            may_write=True,
            last_day=policy.today() + timedelta(days=1),
            by=writer.by,
            now=timezone.now(),
        )
        self.client = Client(SERVER_NAME="localhost")
        make_twin(Observation, BARE)

    def body(self, year: int, before: dict[tuple[str, str], str]) -> tuple[bytes, dict[tuple[str, str], str]]:
        """A call with a figure for every cell, in the place of those before."""
        ids = {(unit, at.code): str(uuid4()) for unit in self.communes for at in self.measures}
        entries = [
            {
                "id": ids[unit, at.code],
                "unit": unit,
                "indicator": at.code,
                "period": str(year),
                "value": self._value(at),
                "observed_on": f"{year}-12-31",
                "supersedes": [before[unit, at.code]] if before else [],
            }
            for unit in self.communes
            for at in self.measures
        ]
        return json.dumps({"criteria_set": self.set.id, "entries": entries}).encode(), ids

    def _value(self, measure: Measure) -> dict[str, Any]:
        if measure.kind is IndicatorKind.BOOL:
            return {"yes": self.chance.random() < 0.7}
        if measure.kind is IndicatorKind.PERCENT:
            return {"numerator": str(self.chance.randrange(500)), "denominator": "500"}
        return {"number": str(self.chance.randrange(90))}

    def round(self, body: bytes, year: int) -> tuple[Took, Took]:
        """How long the call took, and the bare insert of the rows that it stored."""
        with took() as called:
            answer = self.client.post(
                "/api/v1/observations",
                body,
                content_type="application/json",
                headers={"Authorization": f"Bearer {self.secret}", "Idempotency-Key": str(uuid4())},
            )
        assert answer.status_code == 200, answer.content[:500]
        stored = set(answer.json()["stored"])
        assert len(stored) == self.count
        return called, self._bare(year, stored)

    def _bare(self, year: int, stored: set[str]) -> Took:
        """The rows as the store gave them back, under new ids, into a table that nobody else has."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT * FROM {TABLE} WHERE first_day = %s",  # noqa: S608
                [date(year, 1, 1)],
            )
            names = [column[0] for column in cursor.description]
            at = names.index("id")
            known = {each.replace("-", "") for each in stored}
            rows = [row for row in cursor.fetchall() if str(row[at]).replace("-", "") in known]
        assert len(rows) == self.count
        marks = ", ".join(["%s"] * len(names))
        insert = f"INSERT INTO {BARE} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
        with took() as inserted, transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(insert, rows)
        return inserted

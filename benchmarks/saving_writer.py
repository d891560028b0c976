"""A process of the benchmark of saving: some writers, each in a thread of its own, as the site has them."""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import CharField
from django.utils import timezone

from chungsuc.accounts.actions import create_user, give_role
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.models import Observation
from chungsuc.core.criteria import IndicatorKind
from chungsuc.core.periods import Period
from chungsuc.criteria import queries
from chungsuc.stores.questions import Blank, Question
from chungsuc.web.settled import settle

COMMUNES = 64
BARE = "bare_rows"
PERIODS = [Period.of_year(year) for year in range(2021, 2025)]
COLUMNS = [each.attname for each in Observation._meta.concrete_fields]
# What a form has known since it was opened: looked up without the time of the save.
STANDING = Question(
    lambda: Observation.objects.filter(
        unit_id=Blank("unit", CharField()),
        criteria_set_id=Blank("set_id", CharField()),
        indicator_code=Blank("code", CharField()),
        period=Blank("period", CharField()),
        replaced_by=None,
    ).values_list(*COLUMNS)
)
Deed = Callable[[], float]  # carries out one save, and tells its milliseconds


def write() -> None:
    """Save with so many threads for so many seconds, once told to; tell the times of all saves."""
    what, threads, seconds, seed = json.loads(sys.argv[1])
    if what == "first":
        writer = Writer(random.Random(seed))
        print("ready", flush=True)
        sys.stdin.readline()
        print(json.dumps([writer.save(unit, PERIODS[0]) for unit in writer.communes]))
        return
    settle()  # as each process of the site
    deeds = [_deed(what, random.Random(100 * seed + number)) for number in range(threads)]
    times: list[list[float]] = [[] for _deed in deeds]
    begin = threading.Barrier(threads + 1)

    def work(number: int) -> None:
        deeds[number]()  # warm
        begin.wait()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            times[number].append(deeds[number]())
        connections.close_all()

    running = [threading.Thread(target=work, args=[number]) for number in range(threads)]
    for each in running:
        each.start()
    print("ready", flush=True)
    sys.stdin.readline()
    begin.wait()
    for each in running:
        each.join()
    print(json.dumps([each for one in times for each in one]))


def _deed(what: str, chance: random.Random) -> Deed:
    return _bare() if what == "bare" else Writer(chance).save_any


def _bare() -> Deed:
    """One row in a table of its own, and the commit."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {BARE} (id VARCHAR(36) PRIMARY KEY, value NUMERIC)")

    def one() -> float:
        began = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {BARE} VALUES (%s, %s)", [str(uuid4()), 1])  # noqa: S608
        return 1000 * (time.perf_counter() - began)

    return one


class Writer:
    """A person with the rights of an office, and the figures that may be saved."""

    def __init__(self, chance: random.Random) -> None:
        version = queries.in_force("commune", date(2024, 12, 31))
        assert version is not None
        self.chance = chance
        self.criteria_set = queries.criteria_set(version)
        kinds = (IndicatorKind.PERCENT, IndicatorKind.BOOL)
        self.measures = [each for each in self.criteria_set.indicators() if each.kind in kinds]
        units = Unit.objects.filter(level="commune", kind="xã", valid_to="2025-07-01").order_by("pk")
        self.communes = list(units[:COMMUNES])
        now, system = timezone.now(), User.objects.get(is_system=True)
        name = f"nguoi-ghi-{uuid4().hex}"
        self.by = create_user(username=name, display_name=name, password=uuid4().hex, by=system, now=now)
        give_role(
            user=self.by,
            role=Role.COORDINATION_OFFICE,
            unit=Unit.objects.get(level="country"),
            valid_from=date(2020, 1, 1),
            by=system,
            now=now,
        )

    def save_any(self) -> float:
        """A figure of any of the communes in any year."""
        return self.save(self.chance.choice(self.communes), self.chance.choice(PERIODS))

    def save(self, unit: Unit, period: Period) -> float:
        """A value of any indicator, in the place of what stands there."""
        measure = self.chance.choice(self.measures)
        value: Any = self.chance.random() < 0.7
        parts: dict[str, Decimal] = {}
        if measure.kind is IndicatorKind.PERCENT:
            parts = {"numerator": Decimal(self.chance.randrange(500)), "denominator": Decimal(500)}
            value = None
        found = STANDING(unit=unit.pk, set_id=self.criteria_set.id, code=measure.code, period=str(period))
        supersedes = [Observation.from_db(DEFAULT_DB_ALIAS, COLUMNS, each) for each in found]
        began = time.perf_counter()
        record_observation(
            id=uuid4(),
            unit=unit,
            criteria_set=self.criteria_set,
            indicator=measure.code,
            period=period,
            value=value,
            observed_on=date(2024, 12, 31),
            channel="web",
            by=self.by,
            now=timezone.now(),
            supersedes=supersedes,
            **parts,
        )
        return 1000 * (time.perf_counter() - began)

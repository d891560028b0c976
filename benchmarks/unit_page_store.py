"""A process of the benchmark of a commune's page: fills the store step by step, and asks for the page."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks.figures import percentile
from chungsuc.accounts.actions import create_user, ensure_system_account, give_role
from chungsuc.accounts.models import Role
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.assessments.models import Acceptance, Observation, Supersession, YearStanding
from chungsuc.assessments.sample import load_sample
from chungsuc.commands.sample import sample_world
from chungsuc.core.rollup import is_covered
from chungsuc.samples.figures import entries
from chungsuc.samples.world import Size

WARM = 5  # requests that are not counted
SAMPLE = Size(seed=1, first_year=2021, last_year=2030, provinces=1, communes=2)


def tell() -> None:
    """A line for each size of the store: how many observations, and how long each page takes."""
    sizes, requests = json.loads(sys.argv[1])
    unit = _begin()
    client = _reader()
    address = reverse("dashboards:unit", args=[unit.pk])
    row = Observation.objects.filter(unit=unit, number__isnull=False).earliest("indicator_code")
    pages = {
        "as_it_opens": address,
        "with_a_series": f"{address}?chi-tieu={row.criteria_set_id}:{row.indicator_code}",
    }
    for size in sizes:
        count = _grow(unit, size)
        told = {name: _times(client, page, requests) for name, page in pages.items()}
        print(json.dumps({"observations": count, "pages": told}), flush=True)


def _begin() -> Unit:
    """A small sample world with its roll-ups, and the commune of today in it whose page is asked for."""
    now = timezone.now()
    by = ensure_system_account(now=now)
    world = sample_world(SAMPLE)
    load_sample(world=world, entries=entries(world), by=by, now=now)
    alive = [each.id for each in world.communes if each.valid_to is None]
    return Unit.objects.get(pk=alive[0])


def _reader() -> Client:
    by = get_user_model().objects.get(is_system=True)
    now = timezone.now()
    lan = create_user(username="lan", display_name="Lan", password="mot-mat-khau-du-dai", by=by, now=now)  # noqa: S106
    country = Unit.objects.get(level=Level.COUNTRY)
    give_role(
        user=lan, role=Role.COORDINATION_OFFICE, unit=country, valid_from=date(2020, 1, 1), by=by, now=now
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(lan, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _times(client: Client, page: str, requests: int) -> dict[str, float]:
    processor, passed = [], []
    for number in range(WARM + requests):
        began, used = time.perf_counter(), time.process_time()
        answer = client.get(page)
        if number >= WARM:
            processor.append(1000 * (time.process_time() - used))
            passed.append(1000 * (time.perf_counter() - began))
        if answer.status_code != 200:
            raise RuntimeError(f"{page}: {answer.status_code}")
    return {
        "processor_ms": percentile(processor, 0.5),
        "passed_ms": percentile(passed, 0.5),
        "passed_p95_ms": percentile(passed, 0.95),
    }


# --- a larger store --------------------------------------------------------------------------------


def _grow(unit: Unit, size: int) -> int:
    """Give other communes the same history as the unit, until there are about so many observations.

    Copied inside the store, with all that replaces, accepts and follows from them: reading the page asks
    nobody how a row came there.
    """
    own = Observation.objects.filter(unit=unit).count()
    held = set(Observation.objects.values_list("unit_id", flat=True).distinct())
    missing = (size - Observation.objects.count()) // own
    if missing > 0:
        others = Unit.objects.filter(level=Level.COMMUNE).exclude(pk__in=held).order_by("pk")
        named = [pk for pk, kind in others.values_list("pk", "kind") if is_covered("commune", kind)]
        _copy(unit, named[:missing])
    return Observation.objects.count()


def _copy(unit: Unit, others: list[str]) -> None:
    one, both = (
        "JOIN copied AS c ON c.older = x.",
        "JOIN copied AS d ON d.older = x.older_id AND d.unit = c.unit",
    )
    with connection.cursor() as cursor:
        for setting in ("synchronous = OFF", "cache_size = -1000000"):
            cursor.execute(f"PRAGMA {setting}")
        cursor.execute("DROP TABLE IF EXISTS temp.copied")
        cursor.execute("CREATE TEMP TABLE copied (unit TEXT, older TEXT, newer TEXT)")
        with transaction.atomic():
            cursor.execute(
                "INSERT INTO copied SELECT o.value, own.id, lower(hex(randomblob(16)))"  # noqa: S608
                f" FROM json_each(%s) AS o JOIN {Observation._meta.db_table} AS own ON own.unit_id = %s",
                [json.dumps(others), unit.pk],
            )
            cursor.execute("CREATE INDEX temp.copied_by ON copied (older, unit)")
            _insert(cursor, Observation, f"{one}id", id="c.newer", unit_id="c.unit")
            _insert(cursor, Supersession, f"{one}newer_id {both}", newer_id="c.newer", older_id="d.newer")
            _insert(cursor, Acceptance, f"{one}observation_id", observation_id="c.newer")
            own = "JOIN (SELECT DISTINCT unit, %s AS own FROM copied) AS c ON x.unit_id = c.own"
            _insert(cursor, YearStanding, own, [unit.pk], unit_id="c.unit")
        cursor.execute("ANALYZE")


def _insert(cursor: Any, model: Any, joined: str, values: Sequence[str] = (), **given: str) -> None:
    """Copies of a model's rows; a key that the store counts is left to it."""
    table = model._meta.db_table
    fields = [field.column for field in model._meta.concrete_fields]
    columns = [name for name in fields if name in given or name != model._meta.pk.column]
    told = ", ".join(given.get(name, f'x."{name}"') for name in columns)
    named = ", ".join(f'"{name}"' for name in columns)
    copied = f"INSERT INTO {table} ({named}) SELECT {told} FROM {table} AS x {joined}"  # noqa: S608
    cursor.execute(copied, values)

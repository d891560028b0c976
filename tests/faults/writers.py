"""A process of many writers, each in a thread of its own; tells the id of each figure once it is saved."""

from __future__ import annotations

import os
import random
import sys
import threading
from datetime import date
from decimal import Decimal
from uuid import uuid4

from django.db import connections
from django.utils import timezone

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import accept, record_observation
from chungsuc.assessments.models import Observation
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria

THREADS, EACH = 4, 12
CODES = ("4.2", "5.1", "9.1", "10.1", "4.1")


def write() -> None:
    """All of them save at once, in the same few communes, and accept some of what they saved."""
    seed = int(sys.argv[1])
    running = [threading.Thread(target=_write, args=[random.Random(10 * seed + n)]) for n in range(THREADS)]
    for each in running:
        each.start()
    for each in running:
        each.join()


def _write(chance: random.Random) -> None:
    version = criteria.in_force("commune", date(2024, 12, 31))
    assert version is not None
    law, lan = criteria.criteria_set(version), User.objects.get(username="lan")
    communes = Unit.objects.filter(paths_up__ancestor__code="084", kind="xã", valid_from=None).order_by("pk")[
        :4
    ]
    for _turn in range(EACH):
        unit, code = chance.choice(communes), chance.choice(CODES)
        period = Period.of_year(chance.choice((2021, 2022, 2023)))
        slot = {"unit": unit, "criteria_set_id": law.id, "indicator_code": code, "period": str(period)}
        older = Observation.objects.filter(replaced_by=None, **slot)
        value = chance.random() < 0.5 if code == "4.1" else Decimal(chance.randrange(100))
        row = record_observation(
            id=uuid4(),
            unit=unit,
            criteria_set=law,
            indicator=code,
            period=period,
            value=value,
            observed_on=date(2023, 1, 15),
            channel="web",
            supersedes=older if chance.random() < 0.8 else (),  # else two stand side by side
            by=lan,
            now=timezone.now(),
        )
        if chance.random() < 0.3:
            accept(observation=row, by=lan, now=timezone.now())
        os.write(1, f"{row.pk}\n".encode())
    connections.close_all()

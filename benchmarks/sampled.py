"""An installation with invented figures, for pages that show results: made in the folder of the environment.

Prints as JSON the session of a signed-in reader and the addresses of the pages that are measured.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections import Counter
from typing import Any

from django.test import Client
from django.utils import timezone

from chungsuc.accounts.actions import create_user, ensure_system_account, give_role
from chungsuc.accounts.models import Role
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.assessments.models import YearStanding
from chungsuc.assessments.sample import load_sample
from chungsuc.commands.sample import sample_world
from chungsuc.samples.figures import entries
from chungsuc.samples.world import Size, World
from chungsuc.web.setup import prepare

COMMUNES, SMALL = 124, 17


def world_of(first_year: int, last_year: int) -> World:
    """A world of one province of today with 124 communes or a few more, whichever seed draws it first."""
    for seed in range(1, 1000):
        world = sample_world(Size(seed=seed, first_year=first_year, last_year=last_year, provinces=1))
        today = sum(unit.valid_to is None for unit in world.communes)
        if COMMUNES <= today <= COMMUNES + 40:
            return world
    raise RuntimeError("no seed draws a province of that size")


def tell() -> None:
    """Fill the store, sign a reader in, and say where the pages are."""
    first_year, last_year = map(int, sys.argv[1:])
    prepare(tell=lambda _line: None, with_examples=False)
    now = timezone.now()
    by = ensure_system_account(now=now)
    world = world_of(first_year, last_year)
    count = load_sample(world=world, entries=entries(world), by=by, now=now)
    password = secrets.token_hex()
    reader = create_user(username="do", display_name="Đo", password=password, by=by, now=now)
    country = Unit.objects.get(level=Level.COUNTRY)
    give_role(
        user=reader,
        role=Role.COORDINATION_OFFICE,
        unit=country,
        valid_from=timezone.localdate(now),
        by=by,
        now=now,
    )
    client = Client()
    client.force_login(reader)
    print(
        json.dumps(
            {
                "cookie": f"sessionid={client.cookies['sessionid'].value}",
                "observations": count,
                **_places(),
            }
        )
    )


def _places() -> dict[str, Any]:
    """The district nearest to 17 communes and the province, each in the newest year of the first set."""
    rows = list(
        YearStanding.objects.filter(series="reported").values_list("year", "unit_id", "above", "criteria")
    )
    widest = max(len(criteria) for *_rest, criteria in rows)
    held: dict[int, Counter[str]] = {}
    for year, _unit_id, above, criteria in rows:
        if len(criteria) == widest:
            held.setdefault(year, Counter()).update(above)
    last = max(held)
    with_districts = max(year for year, counts in held.items() if year < last or len(held) == 1)
    small = min(held[with_districts].items(), key=lambda each: (abs(each[1] - SMALL), each[0]))
    ordered = [unit_id for unit_id, _count in held[last].most_common()]
    province = ordered[1]  # the first is the nation
    return {
        "criteria": widest,
        "small": {"unit": small[0], "year": with_districts, "communes": small[1]},
        "large": {"unit": province, "year": last, "communes": held[last][province]},
        "country": {"unit": ordered[0], "year": last},
    }

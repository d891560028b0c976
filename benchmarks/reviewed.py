"""An installation whose communes have handed up their figures, for the list of who verifies them.

Prints as JSON the sessions of a department of a province and the addresses that are measured.
"""

from __future__ import annotations

import json
import secrets
import sys
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from benchmarks.sampled import world_of
from chungsuc.accounts.actions import create_user, ensure_system_account, give_role
from chungsuc.accounts.models import Role, User
from chungsuc.accounts.policy import Indicator
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.administrative_units.queries import below
from chungsuc.assessments import reviewing
from chungsuc.assessments.models import Observation
from chungsuc.assessments.reviewing import Seen, before, by_unit
from chungsuc.assessments.rollup_law import end_of, laws
from chungsuc.assessments.sample import load_sample
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.reviews import ReviewKind
from chungsuc.core.rollup import is_covered
from chungsuc.criteria import queries as criteria
from chungsuc.samples.figures import entries
from chungsuc.web.setup import prepare
from chungsuc.workflow.actions import CellStep, take_steps

OF_A_DEPARTMENT = 6  # indicators


def tell() -> None:
    """Fill the store, hand figures up, review some of them, sign a department in, say where its list is."""
    first_year, last_year = map(int, sys.argv[1:])
    prepare(tell=lambda _line: None, with_examples=False)
    now = timezone.now()
    by = ensure_system_account(now=now)
    world = world_of(first_year, last_year)
    count = load_sample(world=world, entries=entries(world), by=by, now=now)
    version = criteria.in_force("commune", end_of(last_year))
    assert version is not None
    law = laws(version, [last_year])[last_year]
    province = _province(law, last_year)
    communes = [
        each
        for each in below(province, end_of(last_year), level="commune")
        if is_covered(each.level, each.kind)
    ]
    codes = [each.code for each in law.indicators()][:OF_A_DEPARTMENT]
    _review(communes, province, law, last_year, codes)
    cookie = _department(province, law.id, codes, by)
    told = {
        "cookie": cookie,
        "observations": count,
        "communes": len(communes),
        "indicators": len(codes),
        "code": codes[-1],
        "list": f"/tham-dinh/{province.pk}/{law.id}/{last_year}/",
        "cell": f"/tham-dinh/{province.pk}/{law.id}/{last_year}/{communes[-1].pk}/{codes[-1]}/",
    }
    print(json.dumps(told))


def _province(law: CriteriaSet, year: int) -> Unit:
    """That of the communes that were observed in the year."""
    row = Observation.objects.filter(
        criteria_set_id=law.id, last_day=end_of(year), unit__level="commune"
    ).first()
    assert row is not None
    return Unit.objects.get(paths_down__descendant=row.unit, level=Level.PROVINCE)


def _review(communes: list[Unit], province: Unit, law: CriteriaSet, year: int, codes: list[str]) -> None:
    """Everything handed up; of four communes one is verified, one asked, one returned, one left."""
    by, now = ensure_system_account(now=timezone.now()), timezone.now()
    for unit in communes:
        reviewing.hand_up(act=uuid4(), unit=unit, criteria_set=law, year=year, by=by, now=now)
    given: dict[str, Any] = {
        "criteria_set_id": law.id,
        "year": year,
        "within": province,
        "by": by,
        "now": now,
    }
    until = (now + timedelta(days=5)).date()
    for kind, some, more in (
        (ReviewKind.QUESTIONED, communes[1::4], {"explain_by": until}),
        (ReviewKind.RETURNED, communes[2::4], {}),
    ):
        cells = [CellStep(unit, code, "Xem lại cách tính.") for unit in some for code in codes]
        take_steps(act=uuid4(), kind=kind, cells=cells, **given, **more)
    held = by_unit([each.pk for each in communes], law, codes, year)
    ready = []
    for unit in communes[::4]:
        for code in codes:
            found = before(law, law.indicator(code), held.get(unit.pk, {}), year)
            if found.entries and not found.in_conflict:
                ready.append(Seen(CellStep(unit, code)))
    reviewing.verify(act=uuid4(), cells=ready, criteria_set=law, year=year, within=province, by=by, now=now)


def _department(province: Unit, set_id: str, codes: list[str], by: User) -> str:
    """The session of someone who verifies these indicators."""
    now = timezone.now()
    reader = create_user(
        username="tham-dinh", display_name="Đo", password=secrets.token_hex(), by=by, now=now
    )
    give_role(
        user=reader,
        role=Role.VERIFIER,
        unit=province,
        valid_from=timezone.localdate(now),
        indicators=[Indicator(set_id, code) for code in codes],
        by=by,
        now=now,
    )
    client = Client()
    client.force_login(reader)
    return f"sessionid={client.cookies['sessionid'].value}"

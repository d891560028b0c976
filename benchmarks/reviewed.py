"""An installation whose communes have handed up their figures, for the list of who verifies them.

Prints as JSON the sessions of a department of a province and the addresses that are measured. `change` is
a process in which others go on working there meanwhile.
"""

from __future__ import annotations

import json
import secrets
import sys
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from benchmarks.sampled import world_of
from chungsuc.accounts.actions import create_user, ensure_system_account, give_role
from chungsuc.accounts.models import Role, User
from chungsuc.accounts.policy import Indicator
from chungsuc.administrative_units.actions import add_body
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.administrative_units.queries import below
from chungsuc.assessments import reviewing
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.facts import value_of
from chungsuc.assessments.models import Observation
from chungsuc.assessments.reviewing import Seen, before, by_unit
from chungsuc.assessments.rollup_law import end_of, laws
from chungsuc.assessments.sample import load_sample
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.periods import Period
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
    returned = _review(communes, province, law, last_year, codes)
    cookie = _department(province, law.id, codes, by)
    told = {
        "cookie": cookie,
        "observations": count,
        "communes": len(communes),
        "province": province.pk,
        "open": returned,
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


def _review(
    communes: list[Unit], province: Unit, law: CriteriaSet, year: int, codes: list[str]
) -> list[tuple[str, str]]:
    """Everything handed up; of four communes one is verified, one asked, one half returned, one left. The
    cells that were returned, and have one figure, by unit and code."""
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
        these = codes[: len(codes) // 2] if kind is ReviewKind.RETURNED else codes
        cells = [CellStep(unit, code, "Xem lại cách tính.") for unit in some for code in these]
        take_steps(act=uuid4(), kind=kind, cells=cells, **given, **more)
    held = by_unit([each.pk for each in communes], law, codes, year)
    whole = {
        (unit.pk, code): found
        for unit in communes
        for code in codes
        if (found := before(law, law.indicator(code), held.get(unit.pk, {}), year)).entries
        and not found.in_conflict
    }
    ready = [
        Seen(CellStep(unit, code)) for unit in communes[::4] for code in codes if (unit.pk, code) in whole
    ]
    reviewing.verify(act=uuid4(), cells=ready, criteria_set=law, year=year, within=province, by=by, now=now)
    mended = [(unit.pk, code) for code in codes[: len(codes) // 2] for unit in communes[2::4]]
    return [
        (unit_id, code)
        for unit_id, code in mended
        if (found := whole.get((unit_id, code))) and found.entries[0].slot.indicator == code
    ]


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


def change() -> None:
    """At each line that comes: "figure" saves one where it was returned, each time of another commune;
    "any" adds a body to the province, after which nothing that was kept of any commune may be shown."""
    found = json.loads(sys.argv[1])
    by, number = ensure_system_account(now=timezone.now()), 0
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "any":
            name, province = f"Sở {secrets.token_hex(4)}", Unit.objects.get(pk=found["province"])
            add_body(
                unit=province, name=name, kind="department", since=date(2020, 1, 1), by=by, now=timezone.now()
            )
        else:
            unit_id, code = found["open"][number % len(found["open"])]
            _save(unit_id, code, by)
            number += 1
        print("done", flush=True)


def _save(unit_id: str, code: str, by: User) -> None:
    """The figure that stands, said once more."""
    older = Observation.objects.filter(unit=unit_id, indicator_code=code, replaced_by=None).latest("last_day")
    version = criteria.version_of(older.criteria_set_id)
    assert version is not None
    record_observation(
        id=uuid4(),
        unit=older.unit,
        criteria_set=criteria.criteria_set(version),
        indicator=code,
        period=Period.parse(older.period),
        value=value_of(older),
        numerator=older.numerator,
        denominator=older.denominator,
        observed_on=older.observed_on,
        channel="web",
        by=by,
        now=timezone.now(),
        supersedes=Observation.objects.filter(pk=older.pk),
    )

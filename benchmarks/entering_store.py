"""Communes of one district, each with a leader who is signed in, and with figures of the year before.

Prints as JSON what each of them needs at their page.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from chungsuc.accounts.actions import create_user, ensure_system_account, give_role
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Level, Unit, UnitPath
from chungsuc.assessments.actions import accept, record_observation
from chungsuc.core.criteria import CriteriaSet, IndicatorKind
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria

LONG_AGO = date(2020, 1, 1)
YEAR = 2024


def tell() -> None:
    """Fill the store, sign everyone in, and say where their pages are."""
    now = timezone.now()
    by = ensure_system_account(now=now)
    version = criteria.in_force(Level.COMMUNE, date(YEAR, 12, 31))
    if version is None:
        raise RuntimeError("no criteria set is in force")
    criteria_set = criteria.criteria_set(version)
    codes = [each.code for each in criteria_set.indicators() if each.kind is IndicatorKind.PERCENT]
    codes = [code for code in codes if not criteria_set.indicator(code).components]
    told = []
    for commune in _communes(int(sys.argv[1])):
        _before(commune, criteria_set, codes, by, now)
        name = f"xa-{uuid4().hex}"
        person = create_user(username=name, display_name=name, password=secrets.token_hex(), by=by, now=now)
        give_role(user=person, role=Role.COMMUNE_LEADER, unit=commune, valid_from=LONG_AGO, by=by, now=now)
        path = f"/don-vi/{commune.pk}/nhap-lieu/{criteria_set.id}/{YEAR}/"
        told.append({"path": path, "codes": codes, **_signed_in(person, path)})
    print(json.dumps(told))


def _communes(count: int) -> list[Unit]:
    """Rural communes under one unit, the most that lie together first."""
    rural = UnitPath.objects.filter(
        depth=1, descendant__level=Level.COMMUNE, descendant__kind="xã", descendant__valid_to="2025-07-01"
    )
    above = Counter(rural.values_list("ancestor_id", flat=True))
    return list(
        Unit.objects.filter(
            paths_up__ancestor=above.most_common(1)[0][0],
            paths_up__depth=1,
            level=Level.COMMUNE,
            kind="xã",
        ).order_by("pk")[:count]
    )


def _before(commune: Unit, criteria_set: CriteriaSet, codes: list[str], by: User, now: datetime) -> None:
    """The year before, accepted, so that there is something to compare with."""
    for code in codes:
        row = record_observation(
            id=uuid4(),
            unit=commune,
            criteria_set=criteria_set,
            indicator=code,
            period=Period.of_year(YEAR - 1),
            value=None,
            numerator=Decimal(970),
            denominator=Decimal(1000),
            observed_on=date(YEAR, 1, 10),
            channel="web",
            by=by,
            now=now,
        )
        accept(observation=row, by=by, now=now)


def _signed_in(person: User, path: str) -> dict[str, str]:
    client = Client()
    client.force_login(person)
    page = client.get(path, headers={"host": "127.0.0.1"})
    if page.status_code != 200:
        raise RuntimeError(f"{path}: {page.status_code}")
    token = client.cookies["csrftoken"].value
    return {"cookie": f"sessionid={client.cookies['sessionid'].value}; csrftoken={token}", "token": token}

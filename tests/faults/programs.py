"""A program sends figures: killed in the middle, and several times at once under one key."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.db import connections
from django.utils import timezone

from chungsuc.accounts import policy, tokens
from chungsuc.accounts.models import User
from chungsuc.accounts.models_tokens import ApiToken
from chungsuc.administrative_units.models import Unit
from chungsuc.api.door import Caller
from chungsuc.api.models import Sending
from chungsuc.api.sending import Sent, send
from chungsuc.assessments.bulk import NewEntry
from chungsuc.assessments.models import Observation
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from faults.reviewers import together

SET, PROGRAMS = "vn-2021-2025-commune", 4
CODES = ("4.1", "13.1", "19.1")


def make_key() -> str:
    """A key of Lan's for her district."""
    lan = User.objects.get(username="lan")
    token, _secret = tokens.make(
        name="Phần mềm",
        unit=Unit.objects.get(code="084", level="district"),
        may_read=False,
        may_write=True,
        last_day=policy.today() + timedelta(days=1),
        by=lan,
        now=timezone.now(),
    )
    return str(token.pk)


def key_of(number: int) -> str:
    """The `Idempotency-Key` of a call."""
    return f"bao-cao-{number}"


def call(token: str, number: int) -> Sent:
    """The call of a number: always the same figures, of a month of its own, under the same key."""
    key = key_of(number)
    caller = Caller(ApiToken.objects.select_related("unit", "made_by").get(pk=token))
    version = criteria.version_of(SET)
    assert version is not None
    law = criteria.criteria_set(version)
    communes = Unit.objects.filter(paths_up__ancestor=caller.token.unit, kind="xã", valid_from=None)
    entries = [
        NewEntry(
            id=uuid5(NAMESPACE_OID, f"{key} {code}"),
            unit=communes.order_by("pk")[2],
            criteria_set=law,
            indicator=code,
            period=Period.of_month(2021 - number // 12, 1 + number % 12),
            value=True,
            observed_on=date(2021, 12, 31),
        )
        for code in CODES
    ]
    return Sent(caller, key, key.encode(), entries, dry_run=False)


def send_figures(token: str, number: int) -> list[str]:
    """Ids of what was stored, as the answer tells them."""
    stored: list[str] = send(sent=call(token, number), now=timezone.now())["stored"]
    return stored


def stored_under(number: int) -> list[int]:
    """How many figures of a call are stored, and how many answers of it are kept."""
    key = key_of(number)
    ids = [uuid5(NAMESPACE_OID, f"{key} {code}") for code in CODES]
    return [Observation.objects.filter(pk__in=ids).count(), Sending.objects.filter(key=key).count()]


def send_at_once(token: str) -> dict[str, Any]:
    """The same call four times at the same moment: its answers, and what is stored."""
    number, answers = 100, []
    start = threading.Barrier(PROGRAMS)

    def one() -> None:
        sent = call(token, number)
        start.wait()
        try:
            answers.append(send(sent=sent, now=timezone.now()))
        finally:
            connections.close_all()

    together([(one, ())] * PROGRAMS)
    return {"answers": answers, "stored": stored_under(number)}


DEEDS = {
    "make_key": make_key,
    "send_figures": send_figures,
    "stored_under": stored_under,
    "send_at_once": send_at_once,
}

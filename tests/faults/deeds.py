"""Runs beside the tests with the site's own settings, and does each deed in a child that may be killed.

Reads one JSON line for each deed, forks a child that does it, and tells on standard output: the child
`{"done": …}` once the deed was acknowledged, then the parent `{"ended": SIGNAL}`. With `"at": N` a child
kills itself before the Nth statement that it sends to the store; `"after": S` kills it after so many seconds.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.db import connection, connections
from django.db.models import Count
from django.utils import timezone

from chungsuc.accounts.actions import create_user, ensure_system_account, give_role
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import accept, record_observation
from chungsuc.assessments.bulk import IMPORTED
from chungsuc.assessments.models import Acceptance, Observation
from chungsuc.audit.models import Entry
from chungsuc.audit.queries import broken_links
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.funding.models import FundingLine
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer
from chungsuc.plans import actions, queries
from chungsuc.plans.models import Acknowledgement, Plan, PlanEvent, StatedResult, Target, Upload
from chungsuc.web import health
from faults import evidence_files, excel_files, law_and_units, programs
from faults.deciders import decide_at_once
from faults.reviewers import review_at_once


def tell(**words: Any) -> None:
    """One line for the test."""
    os.write(1, (json.dumps(words) + "\n").encode())


def lan() -> User:
    return User.objects.get(username="lan")


def make_lan() -> None:
    """Lan's account, with her office."""
    now = timezone.now()
    system = ensure_system_account(now=now)
    made = create_user(username="lan", display_name="Lan", password="mot-mat-khau-du-dai", by=system, now=now)
    unit = Unit.objects.get(code="084", level="district")
    office = Role.COORDINATION_OFFICE
    give_role(user=made, role=office, unit=unit, valid_from=date(2020, 1, 1), by=system, now=now)


def upload(text: str) -> str:
    """As the page does it: the answer goes out when this returns."""
    plan = actions.upload(data=text.encode(), name="ke-hoach.txt", by=lan(), now=timezone.now())
    return str(plan.pk)


def read() -> str:
    """As a worker does it that begins anew, until nothing waits."""
    actions.resume(now=timezone.now(), still_for=timedelta(0))
    call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)
    return ""


def confirm() -> str:
    """The oldest plan in review."""
    plan = Plan.objects.filter(state=Plan.State.IN_REVIEW).order_by("created_at").first()
    assert plan is not None, "no plan waits for its confirmation"
    known = [finding.key for finding in queries.contradictions_left(plan)]
    confirm_plan(plan=plan, by=lan(), now=timezone.now(), acknowledged=known, words="Đã biết.")
    return str(plan.pk)


def save(code: str, share: int) -> str:
    """A figure of a commune of Lan's, which replaces whatever stands there; as the page does it."""
    version = criteria.in_force("commune", date(2024, 12, 31))
    assert version is not None
    commune = Unit.objects.filter(paths_up__ancestor__code="084", kind="xã", valid_from=None).order_by("pk")[
        0
    ]
    slot = {"unit": commune, "criteria_set_id": version.set_id, "indicator_code": code, "period": "2022"}
    row = record_observation(
        id=uuid4(),
        unit=commune,
        criteria_set=criteria.criteria_set(version),
        indicator=code,
        period=Period.of_year(2022),
        value=None,
        numerator=Decimal(share),
        denominator=Decimal(100),
        observed_on=date(2023, 1, 15),
        channel="web",
        supersedes=Observation.objects.filter(replaced_by=None, **slot),
        by=lan(),
        now=timezone.now(),
    )
    return str(row.pk)


def accept_last() -> str:
    """The newest figure, accepted."""
    row = Observation.objects.order_by("-recorded_at", "pk")[0]
    accept(observation=row, by=lan(), now=timezone.now())
    return str(row.pk)


def figures() -> dict[str, Any]:
    """What stands in the store of figures, and of how many the log tells, one by one or many at once."""
    told = Entry.objects.all()
    return {
        "saved": list(map(str, Observation.objects.values_list("pk", flat=True))),
        "accepted": list(map(str, Acceptance.objects.values_list("observation", flat=True))),
        "logged": [
            told.filter(action="observation.recorded").count()
            + sum(each["entries"] for each in told.filter(action=IMPORTED).values_list("data", flat=True)),
            told.filter(action="observation.accepted").count(),
        ],
    }


def look() -> dict[str, Any]:
    """What anyone would see now, and whether it holds together."""
    plans = Plan.objects.annotate(
        readings_made=Count("readings", distinct=True), items=Count("readings__items", distinct=True)
    )
    return {
        "plans": {str(plan.pk): [plan.state, plan.readings_made, plan.items] for plan in plans},
        "uploads": list(Upload.objects.values_list("sha256", flat=True)),
        "followed": {
            str(pk): [
                Target.objects.filter(plan=pk).count(),
                StatedResult.objects.filter(plan=pk).count(),
                FundingLine.objects.filter(plan_id=pk).count(),
                Acknowledgement.objects.filter(finding__reading__plan=pk).count(),
            ]
            for pk in plans.values_list("pk", flat=True)
        },
        "told": {str(event.plan_id): event.data for event in PlanEvent.objects.filter(kind="confirmed")},
        "events": PlanEvent.objects.count(),
        "logged": Entry.objects.filter(action__in=["plan.uploaded", "plan.read", "plan.confirmed"]).count(),
        "problems": [*broken_links(), *health._plan_states(), *health._half_done()],
    }


def states() -> dict[str, str]:
    """Where each plan stands."""
    return {str(pk): state for pk, state in Plan.objects.values_list("pk", "state")}


DEEDS: dict[str, Callable[..., Any]] = {
    "make_lan": make_lan,
    "upload": upload,
    "read": read,
    "confirm": confirm,
    "save": save,
    "accept_last": accept_last,
    "figures": figures,
    "look": look,
    "states": states,
    "review_at_once": review_at_once,
    "decide_at_once": decide_at_once,
    **law_and_units.DEEDS,
    **evidence_files.DEEDS,
    **excel_files.DEEDS,
    **programs.DEEDS,
}


class DiesAt:
    """Kills the process before its Nth statement; without N it only counts."""

    def __init__(self, last: int | None) -> None:
        self.last, self.seen = last, 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.seen += 1
        if self.seen == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


def do(deed: str, at: int | None, given: dict[str, Any]) -> None:
    """In the child: the deed, and its acknowledgement."""
    counting = DiesAt(at)
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(counting))
        answer = DEEDS[deed](**given)
    tell(done=answer, statements=counting.seen)


def main() -> None:
    """Deeds, until standard input ends."""
    load_gazetteer()  # once, before any child
    load_criteria_sets()
    gc.freeze()  # a child that collects what it shares would copy all of it
    tell(ready=os.getpid())
    for line in sys.stdin:
        asked = json.loads(line)
        connections.close_all()  # a child never shares an open store
        child = os.fork()
        if child == 0:
            code = 1
            try:
                do(asked["deed"], asked.get("at"), asked.get("given", {}))
                code = 0
            except Exception:  # noqa: BLE001
                traceback.print_exc()  # nothing else tells of it: the child ends without unwinding
            finally:
                connections.close_all()
                os._exit(code)
        if (after := asked.get("after")) is not None:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)  # not yet waited for, so the number is still its own
        _pid, status = os.waitpid(child, 0)
        tell(ended=os.waitstatus_to_exitcode(status))

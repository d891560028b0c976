"""Whom and what the tables of who may do what are asked for."""

from __future__ import annotations

from typing import Any

import pytest

from chungsuc.accounts.models import User
from chungsuc.checking import to_json
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.plans import actions as plans
from chungsuc.plans.actions import readings
from chungsuc.plans.models import Plan
from chungsuc.plans.queries import contradictions_left
from factories.cast import NOW
from factories.plans import TEXT, Reader


@pytest.fixture
def people(minh: User, lan: User, hoa: User) -> dict[str, User | None]:
    """The cast by name; the public has no account."""
    return {"public": None, "minh": minh, "lan": lan, "hoa": hoa}


@pytest.fixture
def make_plan(lan: User, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A plan of Lan's district in one of its states."""
    monkeypatch.setattr(readings, "to_json", to_json)  # a paper asks the reading for the plan's head

    def make(state: str) -> Plan:
        plan = plans.upload(data=TEXT.encode(), name="ke-hoach.txt", by=lan, now=NOW, in_background=False)
        if state == "waiting":
            return plan
        plan = plans.read(plan=plan, by=lan, now=NOW)
        if state == "draft":
            return plan
        known = [finding.key for finding in contradictions_left(plan)]
        plan = confirm_plan(plan=plan, by=lan, now=NOW, acknowledged=known).plan
        if state != "tracked":
            plan = plans.publish(plan=plan, by=lan, now=NOW)
        if state == "withdrawn":
            plan = plans.withdraw(plan=plan, by=lan, now=NOW, why="Nhầm tệp.")
        return plan

    return make

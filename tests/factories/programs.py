"""Phần mềm kết nối: a program that calls the API with a key, and what it sends."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from chungsuc.accounts import policy, tokens
from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import below
from factories.cast import NOW, district

SET = "vn-2021-2025-commune"
HOME = "/api/v1"


@dataclass
class Program:
    """Phần mềm: calls with a key, or without one."""

    secret: str = ""
    client: Client = field(default_factory=Client)

    def get(self, address: str, **headers: str) -> Any:
        return self.client.get(HOME + address, headers=self._headers(headers))

    def send(
        self, given: Any, *, key: str = "", content_type: str = "application/json", **headers: str
    ) -> Any:
        body = given if isinstance(given, bytes | str) else json.dumps(given)
        headers = {"Idempotency-Key": key or str(uuid4()), **headers}
        return self.client.post(
            f"{HOME}/observations", body, content_type=content_type, headers=self._headers(headers)
        )

    def _headers(self, others: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}", **others} if self.secret else others


def communes() -> list[Unit]:
    """Those of Lan's district that the programme covers."""
    return [each for each in below(district("084"), date(2024, 1, 1)) if each.kind == "xã"]


def key_of(by: User, unit: Unit, **said: Any) -> Program:
    """A program with a new key of someone's."""
    given = {"may_read": True, "may_write": True, "last_day": policy.today() + timedelta(days=30)}
    _token, secret = tokens.make(name="Phần mềm của xã", unit=unit, by=by, now=NOW, **(given | said))
    return Program(secret)


def an_entry(unit: Unit, indicator: str = "15.1", /, **said: Any) -> dict[str, Any]:
    """One figure as a program sends it."""
    return {
        "id": str(uuid4()),
        "unit": unit.pk,
        "indicator": indicator,
        "period": "2024",
        "value": {"number": "96.5"},
        "observed_on": "2024-12-31",
    } | said


def sending(*entries: dict[str, Any], **said: Any) -> dict[str, Any]:
    return {"criteria_set": SET, "entries": list(entries)} | said

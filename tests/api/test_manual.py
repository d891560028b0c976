"""The manual's examples are run as they stand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.models import Observation
from factories.cast import district
from factories.programs import key_of

pytestmark = pytest.mark.django_db

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "manual" / "ket-noi-api.md"
BLOCKS = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def run(command: str) -> Any:
    """What the server answers to a curl command."""
    words = shlex.split(command.replace("\\\n", " "))
    assert words.pop(0) == "curl"
    headers, body, method, address = {}, b"", "GET", ""
    while words:
        match words.pop(0):
            case "-H":
                name, _colon, value = words.pop(0).partition(": ")
                headers[name] = value
            case "-X":
                method = words.pop(0)
            case "-d":
                body = words.pop(0).encode()
            case other:
                address = other
    kind = headers.pop("Content-Type", "")
    return Client().generic(method, address, body, content_type=kind, headers=headers)


def test_every_example_of_the_manual_is_answered(lan: User, commune: Unit) -> None:
    given = {"$MAY_CHU": "", "$KHOA": key_of(lan, district("084")).secret, "$XA": commune.pk}
    commands = [
        each
        for block in BLOCKS.findall(MANUAL.read_text())
        for each in re.split(r"\n(?=curl )", block.strip())
    ]
    assert len(commands) == 6
    for command in commands:
        answer = run(re.sub(r"\$[A-Z_]+", lambda found: given[found[0]], command))
        assert answer.status_code == 200, (command, answer.content)
    assert Observation.objects.count() == 2

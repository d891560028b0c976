"""The API asked for whatever its own document allows, and for what it does not: it never breaks, and every
answer has the form that the document gives. Once on each store; `make soak` asks far longer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from factories.cast import district
from factories.programs import SET, key_of

pytestmark = pytest.mark.django_db

EXAMPLES = 2_000 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 25
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The test's own transaction goes through all calls, as Django's test client has it."""
    signals = (request_started, request_finished)
    for each in signals:
        each.disconnect(close_old_connections)
    yield
    for each in signals:
        each.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
def test_no_call_breaks_it_and_every_answer_has_its_form(lan: User, commune: Unit) -> None:
    load_all_checks()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [each.ok() for each in schema.get_all_operations()]
    headers = {"Authorization": f"Bearer {key_of(lan, district('084')).secret}"}
    known = {
        "unit": commune.pk,
        "within": district("084").pk,
        "set": SET,
        "criteria_set": SET,
        "year": "2024",
    }
    cases: Any = st.one_of(
        [each.as_strategy(generation_mode=mode) for each in operations for mode in GenerationMode]
    )

    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(case=cases, is_named=st.booleans())
    def ask(case: Case, is_named: bool) -> None:
        if is_named:  # of something that is there
            for name in known.keys() & (case.path_parameters or {}).keys():
                case.path_parameters[name] = known[name]
            for name in known.keys() & (case.query or {}).keys():
                case.query[name] = known[name]
            if isinstance(case.body, dict) and "criteria_set" in case.body:
                case.body["criteria_set"] = SET
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()

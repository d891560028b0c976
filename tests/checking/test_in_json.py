"""The JSON of a reading, and the schema that is published with it."""

from __future__ import annotations

import json

import jsonschema
import pytest

from chungsuc.checking import SCHEMA_VERSION, load_schema, to_json

KEYS = [
    "schema_version", "document", "legal_bases", "outline", "baseline", "targets", "funding", "tasks",
    "duties", "tables", "recipients", "signatory", "signatories", "findings", "coverage",
]  # fmt: skip


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(load_schema())


@pytest.mark.parametrize("which", ["plan_of_a_year", "programme_of_a_phase"])
def test_the_examples_meet_the_schema(which, request):
    examination = request.getfixturevalue(which)
    told = json.loads(json.dumps(to_json(examination.reading, examination.findings), ensure_ascii=False))
    assert list(told) == KEYS
    assert told["schema_version"] == SCHEMA_VERSION
    jsonschema.validate(told, load_schema(), cls=jsonschema.Draft202012Validator)


def test_every_item_has_an_id_of_its_own(plan_of_a_year):
    told = to_json(plan_of_a_year.reading, plan_of_a_year.findings)
    items = [told["document"]]
    for key in (*KEYS[2:11], "signatories", "findings"):
        items += told[key]
    assert told["signatory"] == told["signatories"][0]
    ids = [item["id"] for item in items]
    assert len(ids) == len(set(ids))
    assert all({"line", "page", "text"} == set(item["source"]) for item in items)


def test_dates_amounts_and_blanks(plan_of_a_year):
    told = to_json(plan_of_a_year.reading, plan_of_a_year.findings)
    assert told["document"]["issued_on"] == "2024-01"
    assert told["document"]["number"] is None
    assert told["document"]["status"] == "draft"
    assert max(item["amount"] for item in told["funding"]) == 183_970_000_000
    assert 0 < told["coverage"]["share"] <= 1

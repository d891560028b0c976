"""What an act of the log leaves of a kept list of review: the rows of all units that it was not done to."""

from __future__ import annotations

from typing import Any

import pytest

from chungsuc.assessments.review_changes import touched
from chungsuc.audit.queries import Told
from chungsuc.dashboards.log.acts import WORDS

A, B, PROVINCE = "xa-a", "xa-b", "tinh"


def cells(*units: str) -> dict[str, Any]:
    return {"cells": [{"unit": each, "code": "4.2", "number": 1, "reason": ""} for each in units]}


@pytest.mark.parametrize(
    ("action", "unit", "data", "units"),
    [
        ("observation.recorded", A, {}, {A}),
        ("observation.accepted", A, {}, {A}),
        ("evidence.attached", A, {}, {A}),
        ("evidence.withdrawn", A, {}, {A}),
        ("observations.imported", A, {"units": [A]}, {A}),
        ("observations.imported", "", {"units": [A, B]}, {A, B}),
        ("review.submitted", A, cells(A), {A}),
        ("review.verified", PROVINCE, cells(A, B), {A, B}),
        ("review.questioned", PROVINCE, cells(B), {B}),
        ("review.duties_assigned", PROVINCE, {}, set()),
        ("figure.commented", A, {}, set()),
        ("figures.assigned", A, {}, set()),
        ("dossier.voted", A, {}, set()),
        ("role.given", PROVINCE, {}, set()),
        ("plan.confirmed", A, {}, set()),
    ],
)
def test_an_act_changes_the_rows_of_its_units(
    action: str, unit: str, data: dict[str, Any], units: set[str]
) -> None:
    assert touched([Told(action, unit, data)]) == units


@pytest.mark.parametrize(
    ("action", "unit", "data"),
    [
        ("units.reorganised", PROVINCE, {}),
        ("units.tagged", A, {}),
        ("overlay.stored", PROVINCE, {}),
        ("overlay.withdrawn", "", {}),
        ("criteria_set.stored", "", {}),
        ("evidence.demanded", PROVINCE, {}),
        ("evidence.demand_ended", PROVINCE, {}),
        ("observations.sample_loaded", "", {}),
        ("rollups.rebuilt", "", {}),
        ("figure.reviewed", "", {}),
        ("observations.imported", PROVINCE, {}),  # as older entries told it: of which units is not said
        ("review.verified", PROVINCE, {}),
        ("observation.recorded", "", {}),
        ("something.new", A, {}),
    ],
)
def test_after_an_act_that_may_change_any_unit_nothing_kept_is_shown(
    action: str, unit: str, data: dict[str, Any]
) -> None:
    assert action in WORDS or action == "something.new"
    assert touched([Told("observation.recorded", B, {}), Told(action, unit, data)]) is None


def test_where_the_log_cannot_tell_nothing_kept_is_shown() -> None:
    assert touched(None) is None
    assert touched([]) == frozenset()

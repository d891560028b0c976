"""Số liệu mẫu trong cơ sở dữ liệu: written once, marked on every page, and true in every total."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from chungsuc.accounts.models import User
from chungsuc.administrative_units import tree
from chungsuc.assessments.models import Acceptance, Observation, Supersession, VerdictRollup, YearStanding
from chungsuc.assessments.rollup_rebuild import differences
from chungsuc.assessments.sample import SampleRefused, load_sample, mark
from chungsuc.audit.models import Entry as AuditEntry
from chungsuc.commands.sample import sample_world
from chungsuc.core.verdicts import Verdict
from chungsuc.samples.figures import entries
from chungsuc.samples.world import Size, World

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
SMALL = Size(seed=3, first_year=2024, last_year=2026, provinces=1, communes=1)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def world() -> World:
    return sample_world(SMALL)


def test_a_world_is_written_whole_with_one_line_in_the_log(world: World, system: User) -> None:
    made = list(entries(world))
    count = load_sample(world=world, entries=made, by=system, now=NOW)
    assert count == len(made) == Observation.objects.count()
    assert Supersession.objects.count() == sum(len(each.supersedes) for each in made)
    assert Acceptance.objects.count() == sum(each.accepted_at is not None for each in made)
    logged = AuditEntry.objects.get(action="observations.sample_loaded")
    assert logged.data["observations"] == count
    assert differences() == []


def test_every_page_says_that_the_figures_are_invented(world: World, system: User, client: Client) -> None:
    words = "bịa ra để thử"
    assert words not in client.get("/").content.decode()
    load_sample(world=world, entries=entries(world), by=system, now=NOW)
    assert words in client.get("/").content.decode()


def test_invented_figures_are_never_put_among_others(world: World, system: User) -> None:
    load_sample(world=world, entries=entries(world), by=system, now=NOW)
    stored = Observation.objects.count()
    with pytest.raises(SampleRefused, match="đã có số liệu"):
        load_sample(world=world, entries=entries(world), by=system, now=NOW)
    assert Observation.objects.count() == stored
    assert mark().exists()


def test_villages_add_up_to_every_unit_above_them(system: User) -> None:
    size = Size(seed=3, first_year=2024, last_year=2025, provinces=1, communes=1, villages=2)
    world = sample_world(size)
    load_sample(world=world, entries=entries(world), by=system, now=NOW)
    assert differences() == []
    assert list(tree.problems()) == []
    of_villages = next(each for each in world.sets if each.level == "village")
    assessed = YearStanding.objects.filter(criteria_set_id=of_villages.id, series="reported", year=2025)
    assert assessed.count() > 0
    # Those that reported lay in other communes in the middle of the year: at its end all are counted once.
    for level in ("commune", "province", "country"):
        rows = VerdictRollup.objects.filter(
            criteria_set_id=of_villages.id, series="reported", year=2025, code="", unit__level=level
        )
        counted = sum(getattr(row, verdict.value) for row in rows for verdict in Verdict)
        assert counted == assessed.count()

"""Cả nước từ kho số liệu: the engine over the store says what the site itself says of the same units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.db import connection

from chungsuc.accounts.actions import ensure_system_account
from chungsuc.accounts.models import User
from chungsuc.administrative_units.facts import attributes_on
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.analytics import standing
from chungsuc.analytics.engines import EngineName
from chungsuc.analytics.errors import AnalyticsError
from chungsuc.analytics.law import numbered
from chungsuc.analytics.verdicts import RANKS
from chungsuc.assessments.country import chosen, columns, work_out
from chungsuc.assessments.models import Observation, VerdictRollup, YearStanding
from chungsuc.assessments.sample import load_sample
from chungsuc.assessments.through_time import history, restated_judgements
from chungsuc.assessments.weighing import state_weights
from chungsuc.commands.sample import sample_world
from chungsuc.samples.figures import entries
from chungsuc.samples.world import Size, World
from factories import kept

NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
SMALL = Size(seed=1, first_year=2024, last_year=2026, provinces=1, communes=1)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture(scope="module")
def world() -> World:
    return sample_world(SMALL)


@pytest.fixture(scope="module")
def sampled(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[kept.Kept]]:
    """The store with the sample in it, once a test has loaded it."""
    made: list[kept.Kept] = []
    yield made
    with django_db_blocker.unblock():
        for each in made:
            kept.forget(each)


@pytest.fixture
def sample(world: World, sampled: list[kept.Kept], transactional_db: None) -> World:
    """The sample's world, which is loaded once and put back for each test."""
    if sampled:
        kept.put_back(sampled[0])
    else:
        load_sample(world=world, entries=entries(world), by=ensure_system_account(now=NOW), now=NOW)
        sampled.append(kept.keep())
    return world


def told(series: Any, **asked: Any) -> dict[tuple[str, str, int], dict[str, Any]]:
    """By unit, set and year what the engine says of all units below."""
    worked = work_out(series=series, **asked)
    found = {}
    for row in worked.engine.fetch(worked.country.units_above).to_pylist():
        moment = worked.law.moments[row["moment"]]
        found[row["unit"], moment.criteria_set.id, moment.on.year] = row
    worked.engine.close()
    return found


@pytest.mark.parametrize("series", ["reported", "accepted"])
def test_the_engine_and_the_stored_roll_ups_agree(series: str, sample: World, settings: Any) -> None:
    settings.ANALYTICS = "postgresql" if connection.vendor == "postgresql" else "duckdb"
    engine = told({"reported": standing.reported, "accepted": standing.accepted}[series])
    checked = 0
    # The store carries figures on to the end of the set's time; the engine stops at the last year observed.
    for stored in VerdictRollup.objects.filter(series=series, code="", year__lte=SMALL.last_year):
        row = engine[stored.unit_id, stored.criteria_set_id, stored.year]
        assessed = YearStanding.objects.filter(
            series=series, criteria_set_id=stored.criteria_set_id, year=stored.year
        )
        below = [each for each in assessed if stored.unit_id in each.above]
        assert row["assessed"] == len(below)
        assert row["criteria_met"] == sum(each.met for each in below)
        assert row["met"] == stored.met
        assert row["not_met"] == stored.not_met
        checked += 1
    assert checked > 5


def test_the_whole_country_by_the_units_of_another_day(sample: World, settings: Any) -> None:
    """What a page says of the communes of today, year by year, is what the engine adds up."""
    settings.ANALYTICS = "postgresql" if connection.vendor == "postgresql" else "duckdb"
    day = date(SMALL.last_year, 12, 31)
    today = [unit.id for unit in sample.communes if unit.exists(day)]
    engine = told(standing.reported, units_of=day)
    nation = Unit.objects.get(level=Level.COUNTRY).pk
    checked = 0
    for criteria_set in sample.sets:
        found = history(unit_ids=today, on=day, criteria_set=criteria_set)
        attributes = attributes_on(today, day, criteria_set)
        for year in range(SMALL.first_year, SMALL.last_year + 1):
            if criteria_set.in_force(year):
                seen = restated_judgements(found, attributes=attributes, year=year).values()
                row = engine[nation, criteria_set.id, year]
                assert row["criteria_met"] == sum(each.judgement.tally.met for each in seen)
                assert row["assessed"] == len(seen)
                checked += bool(seen)
    assert checked == SMALL.last_year - SMALL.first_year + 1


def test_weights_stated_later_count_in_the_whole_country_from_the_day_they_are_stated(
    sample: World, system: User, settings: Any
) -> None:
    settings.ANALYTICS = "postgresql" if connection.vendor == "postgresql" else "duckdb"
    day = date(SMALL.last_year, 12, 31)
    today = [unit.id for unit in sample.communes if unit.exists(day)]
    stated_at = datetime(SMALL.last_year + 2, 1, 1, tzinfo=UTC)  # when every report has come in
    for unit in Unit.objects.filter(pk__in=today):
        olds = sorted(unit.origins.values_list("predecessor_id", flat=True))
        if len(olds) > 1:
            weights = {pk: Decimal(100 * (place + 1)) for place, pk in enumerate(olds)}
            state_weights(
                successor=unit, name="số dân", weights=weights, basis="NG", by=system, now=stated_at
            )
    weighed = verdicts_by_indicator(today, day, known_at=None)
    before = verdicts_by_indicator(today, day, known_at=stated_at - timedelta(seconds=1))
    assert weighed.keys() == before.keys()
    changed = [(before[key], weighed[key]) for key in weighed if before[key] != weighed[key]]
    assert "needs_review" in {old for old, _new in changed}
    assert {new for _old, new in changed} <= {"met", "not_met"}


def verdicts_by_indicator(today: list[str], day: date, *, known_at: datetime | None) -> dict[Any, str]:
    """By set, year, unit and indicator what the engine says; it is what a page says of each unit."""
    worked = work_out(series=standing.reported, units_of=day, known_at=known_at)
    found = {}
    for row in worked.engine.fetch(worked.country.indicators).to_pylist():
        moment = worked.law.moments[row["moment"]]
        key = moment.criteria_set.id, moment.on.year, row["unit"], worked.law.named(row["measure"])
        found[key] = RANKS[row["rank"]].value
    worked.engine.close()
    for criteria_set in {each.criteria_set.id: each.criteria_set for each in worked.law.moments}.values():
        told = history(unit_ids=today, on=day, criteria_set=criteria_set, known_at=known_at)
        attributes = attributes_on(today, day, criteria_set)
        for year in range(SMALL.first_year, SMALL.last_year + 1):
            if criteria_set.in_force(year):
                for unit, seen in restated_judgements(told, attributes=attributes, year=year).items():
                    for criterion in seen.judgement.criteria.values():
                        for code, each in criterion.indicators.items():
                            key = criteria_set.id, year, unit, code
                            assert found[key] == each.verdict.value, key
    return found


def test_the_whole_country_under_the_set_that_came_after(sample: World, settings: Any) -> None:
    settings.ANALYTICS = "postgresql" if connection.vendor == "postgresql" else "duckdb"
    old, new = sorted(sample.sets, key=lambda each: each.valid_from)
    alone, recast = told(standing.reported), told(standing.reported, under=new.id)
    assert {set_id for _unit, set_id, _year in recast} == {new.id}
    for key, row in recast.items():
        # What crosses over is known as well; nothing that was known is lost.
        assert row["no_data"] <= alone[key]["no_data"]
        assert row["assessed"] >= alone[key]["assessed"]
    with pytest.raises(AnalyticsError, match="bảng đối chiếu nào dẫn tới"):
        work_out(series=standing.reported, under=old.id)
    with pytest.raises(AnalyticsError, match="Chưa có số liệu nào theo bộ tiêu chí ‘bo-khac’"):
        work_out(series=standing.reported, under="bo-khac")


def test_the_columns_are_made_again_only_when_the_store_has_more(sample: World) -> None:
    numbers = numbered(sample.sets)
    folder = columns(numbers)
    made = (folder / "observations" / "part-0.parquet").stat().st_mtime_ns
    assert (columns(numbers) / "observations" / "part-0.parquet").stat().st_mtime_ns == made
    Observation(**_again(Observation.objects.latest("recorded_at"))).save()
    assert (columns(numbers) / "observations" / "part-0.parquet").stat().st_mtime_ns > made
    rows = pq.read_table(
        folder / "observations", columns=["unit", "measure", "last_day", "alone"]
    ).to_pylist()
    cells = Counter((row["unit"], row["measure"], row["last_day"]) for row in rows)
    assert max(cells.values()) > 1
    assert all(row["alone"] == (cells[row["unit"], row["measure"], row["last_day"]] == 1) for row in rows)


def _again(row: Observation) -> dict[str, Any]:
    """The same figure once more, as another entry."""
    said = "unit_id criteria_set_id indicator_code period first_day last_day number yes grade mark"
    more = "numerator denominator observed_by_id observed_on recorded_at channel"
    return {name: getattr(row, name) for name in f"{said} {more}".split()}


@pytest.mark.django_db
def test_with_nothing_observed_it_says_so(places: None) -> None:
    with pytest.raises(AnalyticsError, match="Chưa có số liệu nào"):
        work_out(series=standing.reported)


def test_an_engine_that_is_not_there_is_refused(
    sample: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ANALYTICS = "postgresql"
    with monkeypatch.context() as patch:  # undone before the store is put back
        patch.setattr("chungsuc.assessments.country.connection.vendor", "sqlite")
        with pytest.raises(AnalyticsError, match="không nằm trong PostgreSQL"):
            work_out(series=standing.reported)


@pytest.mark.parametrize("name", list(EngineName))
def test_the_settings_choose_the_engine(name: EngineName, settings: Any) -> None:
    settings.ANALYTICS = str(name)
    assert chosen() is name


def test_an_engine_that_nobody_knows_is_refused_in_words(settings: Any) -> None:
    settings.ANALYTICS = "duckbd"
    with pytest.raises(AnalyticsError, match=r"‘duckbd’. Hãy chọn .*duckdb, postgresql, spark"):
        chosen()

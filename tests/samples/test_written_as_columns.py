"""`chungsuc sample --to`: a world as Parquet files, whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from chungsuc.__main__ import main
from chungsuc.analytics import files
from chungsuc.analytics.engines import DuckDB
from chungsuc.analytics.errors import AnalyticsError
from chungsuc.analytics.law import numbered
from chungsuc.commands.sample import sample_world
from chungsuc.samples.figures import entries
from chungsuc.samples.world import Size

SMALL = ["sample", "--seed", "1", "--provinces", "1", "--communes", "1"]


def test_the_files_hold_every_entry_with_what_it_replaces(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mau"
    assert main([*SMALL, "--years", "2024-2025", "--to", str(folder)]) == 0
    assert "số liệu mẫu" in capsys.readouterr().out
    world = sample_world(Size(seed=1, first_year=2024, last_year=2025, provinces=1, communes=1))
    made = list(entries(world))
    engine = DuckDB(threads=1)
    facts = engine.facts(folder)
    rows = {row["id"]: row for row in engine.fetch(facts.observations).to_pylist()}
    numbers = files.numbers(folder)
    assert numbers == numbered(world.sets)
    assert len(rows) == len(made)
    for each in made:
        row = rows[each.id]
        assert (row["unit"], row["last_day"]) == (each.unit_id, each.period.last_day)
        assert row["measure"] == numbers[each.criteria_set_id, each.code]
        assert (row["numerator"], row["denominator"]) == (each.numerator, each.denominator)
    pairs = {(row["newer"], row["older"]) for row in engine.fetch(facts.supersessions).to_pylist()}
    assert pairs >= {(each.id, older) for each in made for older in each.supersedes}


def test_what_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "cot"
    with files.replacing(folder, {("bo", "1.1"): 1}):
        pass
    with pytest.raises(OSError, match="đầy"), files.replacing(folder, {("bo", "1.1"): 2}):
        raise OSError("đĩa đầy")
    assert files.numbers(folder) == {("bo", "1.1"): 1}
    assert [each.name for each in tmp_path.iterdir()] == ["cot"]


@pytest.mark.parametrize("years", ["hai nghìn", "2025-2024"])
def test_years_that_cannot_be_are_told_in_one_line(
    years: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*SMALL, "--years", years, "--to", str(tmp_path / "mau")]) == 2
    assert capsys.readouterr().err.startswith("chungsuc: ")
    assert not list(tmp_path.iterdir())


def test_a_folder_without_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AnalyticsError, match="Hãy dựng lại"):
        files.numbers(tmp_path)
    with pytest.raises(AnalyticsError, match="Hãy dựng lại"):
        DuckDB(threads=1).facts(tmp_path)

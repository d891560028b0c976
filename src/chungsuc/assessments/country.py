"""Cả nước: what the store holds, given to the engine that works out the whole country."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models

from chungsuc.administrative_units.facts import attributes_on
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.tree import core_units
from chungsuc.analytics import files
from chungsuc.analytics.columns import OBSERVATIONS, Facts, all_pairs
from chungsuc.analytics.country import Country, Engine, evaluate
from chungsuc.analytics.engines import DuckDB, EngineName, PostgreSQL, Spark, Stored
from chungsuc.analytics.errors import AnalyticsError
from chungsuc.analytics.frame import Frame, frame
from chungsuc.analytics.land import Land
from chungsuc.analytics.law import Law, Moment, Numbers, numbered
from chungsuc.assessments.lineages import lineages
from chungsuc.assessments.models import Acceptance, Observation, Supersession
from chungsuc.assessments.rollup_law import end_of, laws
from chungsuc.assessments.rollup_rebuild import stored_sets
from chungsuc.assessments.weights import stated_weights
from chungsuc.core import units as core
from chungsuc.core.criteria import CriteriaSet, UnitAttributes
from chungsuc.core.mapping import CriteriaMapping
from chungsuc.law.mappings import mapping_between

_ROWS = 10_000  # read from the store at a time
_STATE = "state.json"


@dataclass(frozen=True)
class Worked:
    """Cả nước, worked out, with the law whose moments and measures its rows name by number."""

    engine: Engine
    law: Law
    country: Country


def work_out(
    *, series: Any, known_at: datetime | None = None, units_of: date | None = None, under: str | None = None
) -> Worked:
    """Verdicts and roll-ups of everyone, by the engine that the settings name.

    At the end of each year of each set that anything was observed under, up to the last year observed.
    `units_of` restates all figures to the units of that day; `under` recasts what was observed under the
    set before as far as that set takes it, and judges by it alone. The caller closes the engine. Raises
    AnalyticsError where nothing was observed, or where the engine cannot reach the store.
    """
    moments = list(_moments())
    if not moments:
        raise AnalyticsError("Chưa có số liệu nào để tính. Hãy nhập số liệu trước.")
    sets = {each.criteria_set.id: each.criteria_set for each in moments}
    mapping = None if under is None else _mapping_to(under, sets)
    numbers = numbered(sets.values())
    judged_by = [each for each in moments if under in (None, each.criteria_set.id)]
    law = Law(judged_by, numbers, others=sets.values())
    land = None if units_of is None else _land(law, units_of, known_at)
    engine, facts = _engine(numbers)
    try:
        country = evaluate(
            engine,
            facts,
            law,
            _frame(law, as_of=units_of),
            series=series,
            known_at=known_at,
            land=land,
            mapping=mapping,
        )
    except BaseException:
        engine.close()
        raise
    return Worked(engine, law, country)


def _mapping_to(under: str, sets: Mapping[str, CriteriaSet]) -> CriteriaMapping:
    """The mapping that leads to a set from another that something was observed under."""
    if under not in sets:
        listed = ", ".join(sorted(sets))
        raise AnalyticsError(
            f"Chưa có số liệu nào theo bộ tiêu chí ‘{under}’. Các bộ đã có số liệu: {listed}."
        )
    found = (mapping_between(each, under) for each in sorted(sets))
    mapping = next((each for each in found if each is not None), None)
    if mapping is None:
        raise AnalyticsError(
            f"Chưa có bảng đối chiếu nào dẫn tới bộ tiêu chí ‘{under}’ từ một bộ đã có số liệu. "
            "Hãy bỏ --under để tính theo từng bộ."
        )
    return mapping


def _land(law: Law, on: date, known_at: datetime | None) -> Land:
    """The units of the day and what led to them, with what was stated by then of parts and weights."""
    levels = {str(each.level) for each in law.sets.values()}
    units = core_units(list(Unit.objects.filter(level__in=levels).values_list("pk", flat=True)))
    there = [each.id for each in units if each.exists(on)]
    followed, named = lineages(there, known_at=known_at)
    return Land(on, there, followed, stated_weights(named, known_at=known_at))


def _moments() -> Iterator[Moment]:
    ends = Observation.objects.aggregate(first=models.Min("last_day"), last=models.Max("last_day"))
    for version in stored_sets():
        first = max(version.valid_from.year, ends["first"].year)
        last = min(version.valid_to.year, ends["last"].year)
        for year, binding in laws(version, range(first, last + 1)).items():
            yield Moment(binding, end_of(year))


def _frame(law: Law, *, as_of: date | None) -> Frame:
    units = core_units(list(Unit.objects.values_list("pk", flat=True)))
    attributes: dict[tuple[str, date], dict[str, UnitAttributes]] = {}
    for moment in law.moments:
        day, level = as_of or moment.on, moment.criteria_set.level
        judged = [unit.id for unit in units if unit.level is level and unit.exists(day)]
        attributes[moment.criteria_set.id, moment.on] = attributes_on(judged, day, moment.criteria_set)

    def of(unit: core.Unit, moment: Moment) -> UnitAttributes:
        return attributes[moment.criteria_set.id, moment.on][unit.id]

    return frame(law, units, of, as_of=as_of)


# --- engines -------------------------------------------------------------------------------------


def _engine(numbers: Numbers) -> tuple[Engine, Facts]:
    """The engine of the settings with the facts as it reads them. Raises AnalyticsError."""
    match chosen():
        case EngineName.DUCKDB:
            duckdb = DuckDB(spill=settings.VAR / "spill")
            return duckdb, duckdb.facts(columns(numbers))
        case EngineName.SPARK:
            spark = Spark(settings.SPARK_MASTER)
            return spark, spark.facts(columns(numbers))
        case EngineName.POSTGRESQL:
            if connection.vendor != "postgresql":
                raise AnalyticsError("Số liệu không nằm trong PostgreSQL. Hãy đặt CHUNGSUC_ANALYTICS=duckdb.")
            store = PostgreSQL(**address(connection.settings_dict))
            return store, store.facts(_stored(), numbers)


def chosen() -> EngineName:
    """The engine that the settings name. Raises AnalyticsError."""
    try:
        return EngineName(settings.ANALYTICS)
    except ValueError:
        names = ", ".join(EngineName)
        raise AnalyticsError(
            f"CHUNGSUC_ANALYTICS: không có bộ máy tính nào tên ‘{settings.ANALYTICS}’. "
            f"Hãy chọn một trong các tên: {names}."
        ) from None


def address(given: dict[str, Any]) -> dict[str, Any]:
    """Where the store is, as its driver asks for it, from Django's description."""
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "database"}
    return {name: given[key] for key, name in names.items() if given.get(key)}


def _stored() -> Stored:
    return Stored(
        observations=Observation._meta.db_table,
        supersessions=Supersession._meta.db_table,
        acceptances=Acceptance._meta.db_table,
    )


# --- the facts as files ----------------------------------------------------------------------------


def columns(numbers: Numbers) -> Path:
    """The folder with the facts as columns, made anew where the store has more than it.

    Facts are only ever added, so as many of each are the same ones.
    """
    folder = settings.VAR / "columns"
    state = _state(numbers)
    path = folder / _STATE
    if path.exists() and json.loads(path.read_text(encoding="utf-8")) == state:
        return folder
    with files.replacing(folder, numbers) as writer:
        _write(writer, numbers)
        writer.note(_STATE, json.dumps(state))
    return folder


def _state(numbers: Numbers) -> dict[str, Any]:
    counts = {model.__name__: model.objects.count() for model in (Observation, Supersession, Acceptance)}
    measures = sorted([*key, number] for key, number in numbers.items())
    return counts | {"measures": measures, "columns": list(OBSERVATIONS.names)}


def _write(writer: files.Writer, numbers: Numbers) -> None:
    # By the index of cells; what ends on the same day and began on another counts as not alone too.
    cell = "unit", "criteria_set_id", "indicator_code", "last_day"
    of_the_same_cell = Observation.objects.filter(**{name: models.OuterRef(name) for name in cell})
    of_the_same_cell = of_the_same_cell.exclude(pk=models.OuterRef("pk"))
    rows = Observation.objects.order_by().values_list(
        "pk",
        "unit_id",
        "criteria_set_id",
        "indicator_code",
        "first_day",
        "last_day",
        "number",
        "yes",
        "grade",
        "mark",
        "numerator",
        "denominator",
        "recorded_at",
        ~models.Exists(of_the_same_cell),
    )
    for row in rows.iterator(_ROWS):
        key, unit, set_id, code, first, last, number, yes, grade, mark, over, under, at, alone = row
        measure = numbers.get((set_id, code))
        if measure is not None:  # a condition that only repeats the criteria is computed, never read
            place = key.hex, unit, measure, first, last
            value = number, yes, grade or None, mark or None, over, under
            writer.observation((*place, *value, _in_utc(at), alone))
    pairs = Supersession.objects.order_by().values_list("newer_id", "older_id").iterator(_ROWS)
    for pair in all_pairs((newer.hex, older.hex) for newer, older in pairs):
        writer.supersession(pair)
    for key, at in Acceptance.objects.order_by().values_list("observation_id", "at").iterator(_ROWS):
        writer.acceptance((key.hex, _in_utc(at)))


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)

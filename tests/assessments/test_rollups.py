"""Tổng hợp is true the moment a figure is saved: it equals what all facts come to, whatever the order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungsuc.accounts.models import User
from chungsuc.administrative_units.facts import facts_on
from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.assessments.actions import accept, record_observation
from chungsuc.assessments.models import Observation, ValueRollup, YearStanding
from chungsuc.assessments.queries import Series, judgements, states
from chungsuc.assessments.rollup_rebuild import differences, following, mend, stored_rollups
from chungsuc.assessments.rollup_store import Key, Rollups
from chungsuc.audit.models import Entry
from chungsuc.core.criteria import CriteriaError, CriteriaSet, Mark, Observed
from chungsuc.core.criteria.attributes import attributes_under
from chungsuc.core.observations import ObservationError, SlotState
from chungsuc.core.periods import Period
from chungsuc.core.rollup import Share, Sums, VerdictTally, add_up, mean_of_shares, share_of_all
from chungsuc.core.verdicts import UnitJudgement, Verdict
from chungsuc.criteria import queries as criteria
from factories.cast import NOW
from factories.fields import fields, key, plant

pytestmark = pytest.mark.django_db
Record = Callable[..., Observation]
SET_ID = "vn-2021-2025-commune"
PERCENT, YES, COUNT, PART, CONDITION = "4.2", "4.1", "9.1", "17.1.a", "C3"
PERIODS = ("2021", "2022-H1", "2022", "2023-Q2", "2023", "2025")


@pytest.fixture
def law(places: None) -> CriteriaSet:
    """The set of the old commune, as every installation has it."""
    version = criteria.version_of(SET_ID)
    assert version is not None
    return criteria.criteria_set(version)


def of(unit: str, code: str, year: int = 2023, series: str = "reported") -> Sums:
    """The stored sums of one indicator."""
    return stored_rollups(SET_ID).values[Key(unit, SET_ID, series, year), code]


def verdicts(unit: str, code: str, year: int = 2023, series: str = "reported") -> dict[str, int]:
    """The stored counts of verdicts on one criterion."""
    return dict(stored_rollups(SET_ID).verdicts[Key(unit, SET_ID, series, year), code])


@pytest.fixture
def above(commune: Unit) -> list[str]:
    """The district, the province and the country above Lan's commune."""
    paths = UnitPath.objects.filter(descendant=commune, depth__gt=0, valid_to__isnull=False)
    return [path.ancestor_id for path in paths.order_by("depth")][:3]


def test_a_saved_figure_is_in_every_total_up_to_the_nation(
    record: Record, law: CriteriaSet, above: list[str], lan: User
) -> None:
    assert len(above) == 3
    first = record(law, PERCENT, None, numerator=Decimal(190), denominator=Decimal(200))
    for unit in above:
        assert of(unit, PERCENT).share(9).percent == 95
        assert of(unit, PERCENT, 2024) == of(unit, PERCENT)  # until a newer one is known
        assert verdicts(unit, "4") == {Verdict.NO_DATA: 1}  # the other indicator of it is not known
        assert verdicts(unit, "9") == {Verdict.NO_DATA: 1}
    record(law, YES, True)
    assert all(verdicts(unit, "4") == {Verdict.MET: 1} for unit in above)
    second = record(law, PERCENT, Decimal(96))
    assert all(verdicts(unit, "4") == {Verdict.NEEDS_REVIEW: 1} for unit in above)  # two stand side by side
    assert all(of(unit, PERCENT) == Sums(disputed=1) for unit in above)
    accept(observation=first, by=lan, now=NOW)
    assert of(above[-1], PERCENT, series="accepted").share(9).percent == 95
    record(law, PERCENT, Decimal(96), supersedes=[first, second])
    assert of(above[-1], PERCENT).share(9).without_parts == 1  # only its percentage is known
    assert of(above[-1], PERCENT).mean(9).percent == 96
    assert differences() == []


def test_what_was_withdrawn_leaves_no_trace_in_the_totals(record: Record, law: CriteriaSet) -> None:
    first = record(law, COUNT, Decimal(3))
    record(law, COUNT, None, supersedes=[first])
    assert stored_rollups(SET_ID) == Rollups()
    assert not YearStanding.objects.exists()


def test_a_ward_is_counted_in_no_total(record: Record, law: CriteriaSet, lan: User, system: User) -> None:
    ward = Unit.objects.filter(kind="phường", level="commune", valid_from=None).first()
    assert ward is not None
    record(law, COUNT, Decimal(3), unit=ward, by=system)
    assert stored_rollups(SET_ID) == Rollups()


def test_what_differs_is_named_and_mended_with_an_entry_in_the_log(
    record: Record, law: CriteriaSet, above: list[str], system: User
) -> None:
    record(law, COUNT, Decimal(3), period="2024")
    ValueRollup.objects.filter(unit=above[0]).update(total_whole=4)
    YearStanding.objects.update(met=7)
    found = differences()
    assert len(found) == 3
    assert "năm 2024" in found[0]
    assert f"{above[0]}, {SET_ID}, năm 2024, số báo cáo: tổng của chỉ tiêu 9.1 không khớp" in found[1]
    assert found[2].startswith("Hãy chạy `chungsuc doctor --mend`")
    for _again in range(2):  # what agrees is left alone
        mend(by=system, now=NOW)
        assert differences() == []
    assert Entry.objects.filter(action="rollups.rebuilt", by=system.get_username()).count() == 1


def test_a_unit_that_moves_takes_its_figures_with_it(law: CriteriaSet, system: User) -> None:
    whole: list[Any] = [(2, None, "xã", "whole"), (3, None, "xã", "whole"), (2, None, "xã", "whole")]
    _above, communes = plant(whole)
    steps = [(COUNT, (Decimal(n + 1), None, None), n, "2023", "adds", 0) for n in range(3)]
    _carry_out(steps, law, communes, system)
    assert (of("h1", COUNT).total, of("h2", COUNT).total) == (4, 2)
    with following(["x0"]):
        UnitPath.objects.filter(descendant="x0", ancestor="h1").update(ancestor="h2")
    assert (of("h1", COUNT).total, of("h2", COUNT).total) == (3, 3)
    assert differences() == []


def test_a_number_that_could_not_be_added_up_is_refused(record: Record, law: CriteriaSet) -> None:
    with pytest.raises(ObservationError, match="Số quá lớn"), transaction.atomic():
        record(law, "10.1", Decimal(10) ** 12)
    record(law, "10.1", Decimal(10) ** 12 - 1)
    assert differences() == []


def test_saving_asks_the_store_no_more_when_there_is_more_in_it(
    record: Record, law: CriteriaSet, django_assert_max_num_queries: Any
) -> None:
    for period in ("2021", "2022", "2022-H1", "2023-Q1"):
        record(law, PERCENT, Decimal(90), period=period)
        record(law, YES, False, period=period)
    with django_assert_max_num_queries(20):
        record(law, PERCENT, Decimal(95), period="2023")


# --- any sequence, any tree --------------------------------------------------------------------------

VALUES: dict[str, st.SearchStrategy[tuple[Observed, Decimal | None, Decimal | None]]] = {
    PERCENT: st.tuples(st.integers(0, 9), st.integers(1, 9)).map(
        lambda parts: (None, Decimal(min(parts)), Decimal(max(parts)))
    )
    | st.sampled_from([Decimal(50), Decimal("98.5"), None, Mark.NOT_PRESENT]).map(lambda v: (v, None, None)),
    YES: st.sampled_from([True, False, None]).map(lambda value: (value, None, None)),
    COUNT: st.sampled_from([Decimal(0), Decimal(3), None]).map(lambda value: (value, None, None)),
    PART: st.sampled_from([Decimal(20), Decimal(100)]).map(lambda value: (value, None, None)),
    CONDITION: st.sampled_from([Decimal(70), Decimal(95), None]).map(lambda value: (value, None, None)),
}
RECORDED = st.sampled_from(list(VALUES)).flatmap(
    lambda code: st.tuples(
        st.just(code),
        VALUES[code],
        st.integers(0, 5),  # commune
        st.sampled_from(PERIODS),
        st.sampled_from(["adds", "replaces", "replaces all"]),
        st.integers(-3, 3),  # hours: clocks go back
    )
)
STEPS = st.lists(RECORDED | st.integers(0, 30), min_size=1, max_size=14)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields(), STEPS)
def test_it_equals_what_all_facts_come_to(
    system: User, law: CriteriaSet, given_fields: Any, steps: list[Any]
) -> None:
    with transaction.atomic():
        above, communes = plant(given_fields)
        _carry_out(steps, law, communes, system)
        assert differences() == []
        stored = stored_rollups(SET_ID)
        for year in range(2021, 2026):
            day = date(year, 12, 31)
            covered = [each for each in communes if each.kind == "xã" and each.existed_on(day)]
            paths = UnitPath.objects.filter(as_of(day), descendant__in=covered).values_list(
                "ancestor_id", "descendant_id"
            )
            below = set(paths)
            for series in Series:
                judged = _judged(law, covered, year, series)
                for unit in above:
                    at = Key(unit.pk, SET_ID, series.value, year)
                    _compare(
                        stored, law, at, [each.pk for each in covered if (unit.pk, each.pk) in below], judged
                    )
        transaction.set_rollback(True)


def _judged(law: CriteriaSet, communes: list[Unit], year: int, series: Series) -> dict[str, UnitJudgement]:
    about = facts_on([each.pk for each in communes], date(year, 12, 31))
    judged: dict[str, UnitJudgement] = {}
    for pk, facts in about.items():
        attributes = attributes_under(law, facts.tags, facts.province)
        judged |= judgements(unit_ids=[pk], criteria_set=law, attributes=attributes, year=year, series=series)
    return judged


def _carry_out(steps: list[Any], law: CriteriaSet, communes: list[Unit], by: User, *, first: int = 0) -> None:
    made: list[Observation] = []
    for number, step in enumerate(steps, first):
        now = NOW + timedelta(hours=number - first)
        if isinstance(step, int):
            if made:
                accept(observation=made[step % len(made)], by=by, now=now)
            continue
        code, (value, numerator, denominator), place, period, how, hours = step
        unit = communes[place]
        same = [
            each
            for each in made
            if (each.unit_id, each.indicator_code, each.period) == (unit.pk, code, period)
        ]
        older = {"adds": [], "replaces": same[-1:], "replaces all": same}[how]
        try:
            with transaction.atomic():
                row = record_observation(
                    id=key(number),
                    unit=unit,
                    criteria_set=law,
                    indicator=code,
                    period=Period.parse(period),
                    value=value,
                    numerator=numerator,
                    denominator=denominator,
                    observed_on=date(2024, 1, 1),
                    channel="web",
                    supersedes=older,
                    by=by,
                    now=now + timedelta(hours=hours),
                )
        except (ObservationError, CriteriaError):  # not there in the period
            continue
        made.append(row)


def _compare(
    stored: Any, law: CriteriaSet, at: Key, communes: list[str], of_all: dict[str, UnitJudgement]
) -> None:
    """One unit's roll-ups of a year beside the core's, from nothing but the facts below it."""
    day, series = date(at.year, 12, 31), Series(at.series)
    judged = [of_all[each] for each in communes if each in of_all]
    for code in [*(criterion.code for criterion in law.criteria), ""]:
        verdicts = (each.criteria[code].verdict if code else each.verdict for each in judged)
        assert stored.verdicts.get((at, code), Counter()) == VerdictTally.of(verdicts).counts
    met = Counter(each.tally.met for each in judged)
    assert {count: number for (key_, count), number in stored.met.items() if key_ == at} == met
    found_states = states(unit_ids=communes, criteria_set_id=SET_ID, until=day)
    for code in VALUES:
        newest: dict[str, tuple[Any, SlotState]] = {}
        for slot, state in found_states.items():
            value = state.reported_value if series is Series.REPORTED else state.accepted_value
            late = slot.period.last_day, -slot.period.first_day.toordinal()
            if (
                slot.indicator == code
                and value is not None
                and late > newest.get(slot.unit_id, ((date.min, 0),))[0]
            ):
                newest[slot.unit_id] = late, state
        _compare_sums(
            stored.values.get((at, code)), len(communes), (each for _, each in newest.values()), series
        )


def _compare_sums(sums: Any, expected: int, states_: Iterable[SlotState], series: Series) -> None:
    values: list[Any] = []
    shares: list[Share] = []
    disputed = reported = 0
    for state in states_:
        entry = state.reported if series is Series.REPORTED else state.accepted
        assert entry is not None
        if series is Series.REPORTED and state.in_conflict:
            disputed += 1
            continue
        reported += entry.observed is not Mark.NOT_PRESENT
        if isinstance(entry.observed, Decimal):
            values.append(entry.observed)
            shares.append(Share(entry.numerator, entry.denominator, entry.value))  # type: ignore[arg-type]
    absent = [None] * (expected - len(values))
    if sums is None:
        assert (reported, disputed) == (0, 0)
        return
    assert (sums.reported, sums.disputed) == (reported, disputed)
    total, wanted = sums.rollup(expected), add_up([*values, *absent])
    assert (total.total is None, total.reported) == (wanted.total is None, wanted.reported)
    assert abs((total.total or 0) - (wanted.total or 0)) < Decimal("0.0001")
    assert sums.share(expected) == share_of_all([*shares, *absent])
    mean, of_mean = sums.mean(expected).percent, mean_of_shares([*shares, *absent]).percent
    assert (mean is None) == (of_mean is None)
    assert abs((mean or 0) - (of_mean or 0)) < Decimal("0.0001")

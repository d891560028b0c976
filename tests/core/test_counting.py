"""Nhiều số liệu một lúc: what is told of thousands by a shorter way is what is told of each alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from chungsuc.core.adding import Adding
from chungsuc.core.counting import Counted, Counting
from chungsuc.core.criteria import Mark, Observed, UnitAttributes
from chungsuc.core.observations import Channel, Observation, Slot, SlotState
from chungsuc.core.periods import Period
from chungsuc.core.restating import Figure
from chungsuc.core.rollup import Sums
from chungsuc.core.standing import figure
from chungsuc.core.verdicts import judge_unit, verdicts_of_criteria
from chungsuc.law.criteria import load_criteria_sets

LAW = load_criteria_sets()["vn-2021-2025-commune"]
CODES = ["1.1", *sorted(each.code for each in LAW.indicators() if each.from_previous_year)[:2]]
PERIODS = ["2019", "2021", "2022", "2022-Q2", "2022-Q4", "2022-H2", "2023", "2023-12", "2021..2025", "2026"]
FIGURES = st.dictionaries(st.sampled_from(PERIODS), st.integers(0, 3).map(Decimal), max_size=4)
LINES = st.dictionaries(st.sampled_from(CODES), FIGURES)


def _figure(code: str, figures: dict[str, Decimal], year: int) -> Figure | None:
    """The figure that counts, as the core tells of one alone."""
    states = {}
    for text, value in figures.items():
        slot = Slot("X", LAW.id, code, Period.parse(text))
        entry = Observation(
            id=UUID(int=1),
            slot=slot,
            value=value,
            observed_by="1",
            recorded_at=datetime(2024, 1, 1, tzinfo=UTC),
            channel=Channel.FILE,
        )
        states[slot.period] = SlotState((entry,))
    return figure(LAW, code, states, year, accepted=False)


@settings(max_examples=40, deadline=None)
@given(LINES, LINES)
def test_figures_turn_in_the_years_in_which_another_counts(
    was: dict[str, dict[str, Decimal]], now: dict[str, dict[str, Decimal]]
) -> None:
    lines = [
        {code: {period: Counted(value) for period, value in line.items()} for code, line in each.items()}
        for each in (was, now)
    ]
    found = Counting(LAW).turned(CODES, *lines)
    told = {
        (year, code): tuple(None if each is None else each.value for each in turned)
        for years, codes in found.items()
        for code, turned in codes.items()
        for year in years
    }
    one_by_one = {}
    for year in range(LAW.valid_from.year, LAW.valid_to.year + 1):
        for code in CODES:
            pair = tuple(_figure(code, each.get(code, {}), year) for each in (was, now))
            if pair[0] != pair[1]:
                one_by_one[year, code] = tuple(None if each is None else each.value for each in pair)
    assert told == one_by_one


PARTS = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda each: tuple(map(Decimal, each)))
WHOLE = st.sampled_from(
    [True, False, Mark.IN_DISPUTE, Mark.NOT_PRESENT, "Khá", None, Decimal("1.5"), Decimal(7)]
)
GIVEN = st.one_of(
    WHOLE.map(lambda value: (value, None, None)),
    PARTS.map(lambda parts: (100 * parts[0] / parts[1], *parts)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(GIVEN, st.sampled_from([1, -1]))))
def test_figures_are_added_as_their_sums_are(
    taken: list[tuple[tuple[Observed, Decimal | None, Decimal | None], int]],
) -> None:
    adding, sums = Adding(), Sums()
    for figure_, sign in taken:
        adding.take(*figure_, sign)
        sums = sums + Sums.of(*figure_) if sign > 0 else sums - Sums.of(*figure_)
    assert adding.sums() == sums


VALUES = st.dictionaries(
    st.sampled_from(sorted(each.code for each in LAW.measures())),
    st.one_of(WHOLE, st.integers(0, 100).map(Decimal)),
    max_size=40,
)
PLACES = st.builds(
    UnitAttributes,
    region=st.sampled_from([None, "mien-nui-phia-bac", "dong-nam-bo"]),
    commune_group=st.none(),
    province=st.none(),
)


@settings(max_examples=40, deadline=None)
@given(VALUES, PLACES, st.sampled_from([2021, 2023, 2025]))
def test_verdicts_without_reasons_are_those_with_reasons(
    observed: dict[str, Observed], at: UnitAttributes, year: int
) -> None:
    whole = judge_unit(LAW, at, year=year, on=date(year, 12, 31), observed=observed)
    wanted = {code: each.verdict for code, each in whole.criteria.items()}
    assert verdicts_of_criteria(LAW, at, year=year, codes=wanted, observed=observed) == wanted

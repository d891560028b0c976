"""Số liệu qua các lần sắp xếp: as then, restated by the units of a day, recast by another set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from chungsuc.accounts.actions import give_role
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Succession, Unit
from chungsuc.assessments.actions import accept
from chungsuc.assessments.models import Observation
from chungsuc.assessments.queries import Series, judgements
from chungsuc.assessments.through_time import History, Seen, history, recast_judgements, restated_judgements
from chungsuc.assessments.weighing import state_weights
from chungsuc.core.criteria import Confidence, Mark, UnitAttributes
from chungsuc.core.mapping import CriteriaMapping, MappedIndicator, Relation
from chungsuc.core.observations import ObservationError
from chungsuc.core.periods import Period
from chungsuc.core.restating import Basis, Restated
from factories.cast import LONG_AGO, NOW
from factories.criteria import indicator, small_set

pytestmark = pytest.mark.django_db
Record = Callable[..., Observation]
SET = small_set(
    indicator("1.1", "percent", "at_least", Decimal(50)),
    indicator("2.1"),
    indicator("3.1", "count", "at_least", Decimal(10)),
    indicator("4.1", "number", "at_least", Decimal(40)),
)
TODAY, EVE = date(2025, 12, 31), date(2025, 6, 30)
YEAR_2024 = Period.parse("2024")


@pytest.fixture
def new(places: None) -> Unit:
    """A commune of today that four communes of Lan's old district were joined into."""
    return Unit.objects.get(pk__in=Succession.objects.filter(predecessor__code="02803").values("successor"))


@pytest.fixture
def olds(new: Unit) -> list[Unit]:
    found = [each.predecessor for each in new.origins.order_by("predecessor_id")]
    assert len(found) == 4
    return found


def seen(found: History, unit: Unit, year: int = 2024) -> Seen | None:
    return restated_judgements(found, attributes={unit.pk: UnitAttributes()}, year=year).get(unit.pk)


def told(unit: Unit, **more: Any) -> History:
    return history(unit_ids=[unit.pk], criteria_set=SET, **{"on": TODAY, **more})


def value(unit: Unit, code: str, period: str = "2024", **more: Any) -> Restated | None:
    return told(unit, **more).restated(code, Period.parse(period), unit.pk)


def test_a_share_is_made_anew_from_its_parts(record: Record, new: Unit, olds: list[Unit]) -> None:
    for unit, over, under in zip(olds, (90, 10, 40, 0), (100, 100, 50, 10), strict=True):
        percent = 100 * Decimal(over) / under
        record(
            SET,
            "1.1",
            percent,
            unit=unit,
            period="2024",
            numerator=Decimal(over),
            denominator=Decimal(under),
        )
    found = value(new, "1.1")
    assert found is not None
    assert (found.numerator, found.denominator, found.basis) == (140, 260, Basis.SHARE)
    assert found.sentence == "cộng tử số và mẫu số của các đơn vị cũ; tính từ 4/4 đơn vị cũ."
    judged = seen(told(new), new)
    assert judged is not None
    assert judged.judgement.criteria["1"].verdict.label == "đạt"  # 53,8%; the mean of shares is 45%


def test_what_was_said_stays_with_the_unit_that_said_it(record: Record, new: Unit, olds: list[Unit]) -> None:
    record(SET, "3.1", Decimal(4), unit=olds[0], period="2024")
    own = value(olds[0], "3.1", on=EVE)
    assert own is not None
    assert (own.value, own.basis) == (4, Basis.OWN)
    assert value(olds[0], "3.1", on=TODAY) is None  # it is no more
    as_then = judgements(unit_ids=[new.pk], criteria_set=SET, attributes=UnitAttributes(), year=2024)
    assert as_then == {}  # nobody observed the new commune in 2024


def test_who_is_missing_is_counted_and_no_verdict_rests_on_the_rest(
    record: Record, new: Unit, olds: list[Unit]
) -> None:
    for unit in olds[:3]:
        record(SET, "3.1", Decimal(4), unit=unit, period="2024")
        record(SET, "2.1", True, unit=unit, period="2024")
    found = value(new, "3.1")
    assert found is not None
    assert (found.value, found.coverage) == (12, "3/4 đơn vị cũ")
    judged = seen(told(new), new)
    assert judged is not None
    labels = {code: each.verdict.label for code, each in judged.judgement.criteria.items()}
    assert labels == dict.fromkeys("1234", "chưa có số liệu")


def test_what_disagrees_needs_a_review(record: Record, new: Unit, olds: list[Unit], system: User) -> None:
    for unit, yes in zip(olds, (True, True, True, False), strict=True):
        record(SET, "2.1", yes, unit=unit, period="2024")
        record(SET, "4.1", Decimal(45), unit=unit, period="2024")
    judged = seen(told(new), new)
    assert judged is not None
    for code, words in (("2", "các đơn vị cũ không giống nhau"), ("4", "thiếu tỷ trọng hoặc quyền số")):
        criterion = judged.judgement.criteria[code]
        assert criterion.verdict.label == "cần xem lại"
        assert words in criterion.reasons[0].sentence
    people = dict.fromkeys((unit.pk for unit in olds), Decimal(1000))
    state_weights(
        successor=new, name="số dân năm 2024", weights=people, basis="Niên giám 2024", by=system, now=NOW
    )
    weighed = seen(told(new), new)
    assert weighed is not None
    assert weighed.judgement.criteria["4"].verdict.label == "đạt"


def test_two_entries_that_replace_one_are_a_conflict_there_too(
    record: Record, new: Unit, olds: list[Unit]
) -> None:
    for unit in olds:
        first = record(SET, "3.1", Decimal(4), unit=unit, period="2024")
    second = record(SET, "3.1", Decimal(5), unit=olds[-1], period="2024", supersedes=[first])
    third = record(SET, "3.1", Decimal(6), unit=olds[-1], period="2024", supersedes=[first])
    found = value(new, "3.1")
    assert found is not None
    assert found.value is Mark.IN_DISPUTE
    record(SET, "3.1", Decimal(6), unit=olds[-1], period="2024", supersedes=[second, third])
    settled = value(new, "3.1")
    assert settled is not None
    assert settled.value == 18


def test_its_own_figure_goes_before_those_of_its_predecessors(
    record: Record, new: Unit, olds: list[Unit], system: User, lan: User
) -> None:
    for unit in olds:
        record(SET, "3.1", Decimal(2), unit=unit, period="2025")  # it ended in the middle of the year
    half = value(new, "3.1", "2025")
    assert half is not None
    assert (half.value, half.basis) == (8, Basis.SUM)
    give_role(user=lan, role=Role.COORDINATION_OFFICE, unit=new, valid_from=LONG_AGO, by=system, now=NOW)
    record(SET, "3.1", Decimal(9), unit=new, period="2025")
    own = value(new, "3.1", "2025")
    assert own is not None
    assert (own.value, own.basis) == (9, Basis.OWN)
    with pytest.raises(ObservationError, match="không tồn tại"):
        record(SET, "3.1", Decimal(9), unit=olds[0], period="2026")


def test_a_late_report_of_a_unit_that_is_no_more_still_counts(
    record: Record, new: Unit, olds: list[Unit]
) -> None:
    for unit in olds:
        record(SET, "3.1", Decimal(3), unit=unit, period="2024", now=NOW + timedelta(days=700))
    found = value(new, "3.1")
    assert found is not None
    assert found.value == 12
    assert value(new, "3.1", known_at=NOW) is None  # nobody knew it then


def test_each_series_is_restated_by_itself(record: Record, new: Unit, olds: list[Unit], lan: User) -> None:
    for unit in olds:
        row = record(SET, "3.1", Decimal(3), unit=unit, period="2024")
        accept(observation=row, by=lan, now=NOW)
        record(SET, "3.1", Decimal(1), unit=unit, period="2024", supersedes=[row])
    labels = {}
    for series in Series:
        judged = seen(told(new, series=series), new)
        assert judged is not None
        labels[series] = judged.judgement.criteria["3"].verdict.label
    assert labels == {Series.REPORTED: "chưa đạt", Series.ACCEPTED: "đạt"}


def test_the_newest_period_that_can_be_told_counts(record: Record, new: Unit, olds: list[Unit]) -> None:
    for unit in olds:
        record(SET, "3.1", Decimal(3), unit=unit, period="2023")
    record(SET, "3.1", Decimal(9), unit=olds[0], period="2024")
    found = seen(told(new), new)
    assert found is not None
    assert (found.figures["3.1"].value, found.judgement.criteria["3"].verdict.label) == (12, "đạt")


def test_a_clock_that_goes_back_shows_nothing_too_early(record: Record, new: Unit, olds: list[Unit]) -> None:
    for unit in olds:
        first = record(SET, "3.1", Decimal(3), unit=unit, period="2024", now=NOW)
        back = NOW - timedelta(hours=5)
        record(SET, "3.1", Decimal(4), unit=unit, period="2024", now=back, supersedes=[first])
    for known_at in (None, NOW):
        found = value(new, "3.1", known_at=known_at)
        assert found is not None
        assert found.value == 16
    before = value(new, "3.1", known_at=NOW - timedelta(hours=1))
    assert before is None  # the second entries bear an earlier time than the first ones, which they follow


def test_figures_of_the_old_set_under_the_new_one(record: Record, new: Unit, olds: list[Unit]) -> None:
    other = replace(
        small_set(indicator("1.1"), indicator("2.1", "percent", "at_least", Decimal(70))), id="moi"
    )
    same = {"relation": Relation.SAME, "confidence": Confidence.RECALLED}
    narrowed = {"relation": Relation.NARROWED, "confidence": Confidence.RECALLED}
    mapping = CriteriaMapping(
        from_set=SET.id,
        to_set="moi",
        entries=(
            MappedIndicator(from_code="1.1", to_code="2.1", **same),
            MappedIndicator(from_code="2.1", to_code="1.1", **narrowed),
        ),
    )
    for unit in olds:
        record(SET, "2.1", True, unit=unit, period="2024")
        record(
            SET, "1.1", Decimal(60), unit=unit, period="2024", numerator=Decimal(3), denominator=Decimal(5)
        )
    before = told(new)
    own = history(unit_ids=[new.pk], on=TODAY, criteria_set=other)

    def judged() -> Seen:
        about = {new.pk: UnitAttributes()}
        return recast_judgements(before, own, mapping, attributes=about, year=2025)[new.pk]

    found = judged()
    labels = {code: each.verdict.label for code, each in found.judgement.criteria.items()}
    assert labels == {"1": "chưa có số liệu", "2": "chưa đạt"}
    assert [each.from_code for each in found.carried.values()] == ["1.1"]
    assert [each.from_code for each in found.hints] == ["2.1"]
    assert found.figures["2.1"].coverage == "4/4 đơn vị cũ"


@pytest.mark.parametrize("count", [1, 100])
def test_many_communes_cost_no_more_queries_than_one(
    count: int,
    record: Record,
    new: Unit,
    olds: list[Unit],
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    for unit in olds:
        record(SET, "3.1", Decimal(3), unit=unit, period="2024")
    others = Unit.objects.filter(level="commune", valid_to__isnull=True).order_by("pk")
    ids = [new.pk, *others.values_list("pk", flat=True)[: count - 1]]
    # one for each reorganisation back and on, their lives; entries, what replaces what, what is accepted
    with django_assert_max_num_queries(10):
        found = history(unit_ids=ids, on=TODAY, criteria_set=SET)
    assert found.restated("3.1", YEAR_2024, new.pk) is not None

"""Thẩm tra một chỉ tiêu: what may follow what, who hears of a question and when, and who is in charge."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from chungsuc.core.criteria import Sector
from chungsuc.core.in_charge import bodies_by_sector, in_charge
from chungsuc.core.reviews import (
    Hands,
    Review,
    ReviewError,
    ReviewEvent,
    ReviewKind,
    check,
    fold,
    left_of,
    lock_of,
    next_steps,
    take,
)
from chungsuc.core.workflow import NotAllowed
from factories.criteria import indicator, small_set

DAY = date(2024, 3, 1)
KINDS = {
    "trình": ReviewKind.SUBMITTED,
    "hỏi": ReviewKind.QUESTIONED,
    "giải trình": ReviewKind.EXPLAINED,
    "trả": ReviewKind.RETURNED,
    "nhận": ReviewKind.VERIFIED,
    "mở": ReviewKind.REOPENED,
}


def event(number: int, word: str, *, day: int = 0, days: int = 5, reason: str = "Vì sao?") -> ReviewEvent:
    """An event of the story, `day` days after it began; a question leaves `days` to explain."""
    kind = KINDS[word]
    at = datetime(2024, 3, 1, 9, 0, tzinfo=UTC) + timedelta(days=day)
    until = at.date() + timedelta(days=days) if kind is ReviewKind.QUESTIONED else None
    return ReviewEvent(number=number, kind=kind, at=at, by="Minh", reason=reason, explain_by=until)


def story(words: str) -> Review:
    """A review by what was done, a day apart: "trình, hỏi, giải trình"."""
    told = [each.strip() for each in words.split(",") if each.strip()]
    return fold(event(place + 1, word, day=place) for place, word in enumerate(told))


@pytest.mark.parametrize(
    ("done", "state", "may_follow"),
    [
        ("", None, "trình"),
        ("trình", "chờ thẩm tra", "hỏi, trả, nhận"),
        ("trình, hỏi", "chờ giải trình", "giải trình, trả, nhận"),
        ("trình, hỏi, giải trình", "đã giải trình", "hỏi, trả, nhận"),
        ("trình, trả", "trả lại", "trình"),
        ("trình, trả, trình", "chờ thẩm tra", "hỏi, trả, nhận"),
        ("trình, nhận", "đã chấp nhận", "mở"),
        ("trình, nhận, mở", "mở lại", "trình"),
        ("trình, nhận, mở, trình, nhận", "đã chấp nhận", "mở"),
    ],
)
def test_what_may_follow(done: str, state: str | None, may_follow: str) -> None:
    review = story(done)
    assert (review.state and review.state.label) == state
    wanted = {KINDS[word] for word in may_follow.split(", ")}
    assert {each.kind for each in next_steps(review, Hands(), on=DAY)} == wanted
    for kind in set(ReviewKind) - wanted:
        with pytest.raises(NotAllowed, match="Không thể"):
            check(review, kind, on=DAY)


@pytest.mark.parametrize("word", ["hỏi", "giải trình", "trả", "mở"])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_who_asks_or_sends_back_says_why(word: str, reason: str) -> None:
    with pytest.raises(ReviewError, match="lý do"):
        event(1, word, reason=reason)


def test_events_stand_in_one_line() -> None:
    with pytest.raises(ReviewError, match="không nối tiếp"):
        fold([event(1, "trình"), event(3, "nhận")])
    with pytest.raises(NotAllowed):
        fold([event(1, "nhận")])


@pytest.mark.parametrize(("days", "is_enough"), [(0, False), (2, False), (3, True), (10, True)])
def test_a_question_leaves_time_to_explain(days: int, is_enough: bool) -> None:
    asked = event(2, "hỏi", days=days)
    if is_enough:
        assert take(story("trình"), asked).question == asked
    else:
        with pytest.raises(ReviewError, match="ít nhất 3 ngày"):
            take(story("trình"), asked)


@pytest.mark.parametrize(
    ("done", "day", "superiors_see"),
    [
        # asked on day 1, with five days to explain: until day 6 it is between the two
        ("trình, hỏi", 1, "chờ thẩm tra"),
        ("trình, hỏi", 6, "chờ thẩm tra"),
        ("trình, hỏi", 7, "chờ giải trình"),
        ("trình, hỏi, giải trình", 2, "đã giải trình"),
        ("trình, hỏi, nhận", 2, "đã chấp nhận"),
        ("trình, nhận", 2, "đã chấp nhận"),
    ],
)
def test_superiors_hear_of_a_question_once_the_commune_had_its_time(
    done: str, day: int, superiors_see: str
) -> None:
    seen = story(done).as_superiors_see(DAY + timedelta(days=day))
    assert seen.state is not None
    assert seen.state.label == superiors_see
    asked = [each for each in seen.events if each.kind is ReviewKind.QUESTIONED]
    assert bool(asked) == ("giải trình" in superiors_see)


@pytest.mark.parametrize(("day", "may"), [(6, False), (7, True)])
def test_nothing_is_returned_while_the_commune_may_still_explain(day: int, may: bool) -> None:
    returned = next(
        each
        for each in next_steps(story("trình, hỏi"), Hands(reviews=True), on=DAY + timedelta(days=day))
        if each.kind is ReviewKind.RETURNED
    )
    assert returned.is_possible == may
    assert ("07/03/2024" in returned.why_not) != may


@pytest.mark.parametrize(
    ("done", "hands", "step", "why_not"),
    [
        ("", Hands(submits=True), "trình", ""),
        ("", Hands(explains=True, reviews=True), "trình", "lãnh đạo đơn vị"),
        ("trình", Hands(reviews=True), "nhận", ""),
        ("trình", Hands(submits=True, body="Sở Y tế"), "nhận", "Sở Y tế"),
        ("trình", Hands(submits=True), "trả", "cơ quan phụ trách chỉ tiêu"),
        ("trình, hỏi", Hands(explains=True), "giải trình", ""),
        ("trình, hỏi", Hands(reviews=True), "giải trình", "người phụ trách số liệu"),
        ("trình, nhận", Hands(reviews=True), "mở", ""),
    ],
)
def test_each_step_says_why_not_and_who_can(done: str, hands: Hands, step: str, why_not: str) -> None:
    [found] = [each for each in next_steps(story(done), hands, on=DAY) if each.kind is KINDS[step]]
    assert found.is_possible == (not why_not)
    assert why_not in found.why_not


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ("", ""),
        ("trình", "Đã trình"),
        ("trình, hỏi", "Hãy giải trình"),
        ("trình, hỏi, giải trình", "Đã trình"),
        ("trình, trả", ""),
        ("trình, nhận", "Đã được chấp nhận"),
        ("trình, nhận, mở", ""),
    ],
)
def test_a_lock_says_why_and_who_opens_it(done: str, words: str) -> None:
    lock = lock_of(story(done))
    if not words:
        assert lock is None
        return
    assert lock is not None
    assert words in f"{lock.why} {lock.opened_by}"
    assert "phụ trách chỉ tiêu" in lock.opened_by


def test_a_criterion_is_done_when_all_its_indicators_are() -> None:
    criterion = small_set(indicator("4.1")).criteria[0]
    assert left_of(criterion, {}) == ["4.1"]
    assert left_of(criterion, {"4.1": story("trình")}) == ["4.1"]
    assert left_of(criterion, {"4.1": story("trình, nhận")}) == []


BODIES = {
    1: "Sở Nông nghiệp và Môi trường",
    2: "Sở Xây dựng",
    3: "Sở Văn hóa, Thể thao và Du lịch",
    4: "Văn phòng Điều phối nông thôn mới",
    5: "Hội Nông dân",
    6: "Công an tỉnh",
    7: "Sở Y tế",
    8: "Sở Y tế và Dân số",
}


@pytest.mark.parametrize(
    ("sector", "body"),
    [
        (Sector.AGRICULTURE, 1),
        (Sector.ENVIRONMENT, 1),  # joined in one department
        (Sector.CONSTRUCTION, 2),
        (Sector.CULTURE, 3),
        (Sector.NTM_OFFICE, 4),
        (Sector.FARMERS_UNION, 5),
        (Sector.POLICE, 6),
        (Sector.HEALTH, None),  # two could be meant: nobody is guessed
        (Sector.TRANSPORT, None),
    ],
)
def test_a_body_is_known_by_its_name_where_only_one_can_be_meant(sector: Sector, body: int | None) -> None:
    assert bodies_by_sector(BODIES).get(sector) == body


def test_what_was_named_goes_before_what_the_subject_suggests() -> None:
    from dataclasses import replace

    found = small_set(indicator("4.1"), indicator("5.1"))
    first, second = found.criteria
    of_other = replace(second.indicators[0], responsible_sector=Sector.HEALTH)
    criteria = (
        replace(first, responsible_sector=Sector.CONSTRUCTION),
        replace(second, responsible_sector=Sector.CULTURE, indicators=(of_other,)),
    )
    found = replace(found, criteria=criteria)
    sectors = {Sector.CONSTRUCTION: "xây", Sector.CULTURE: "văn", Sector.HEALTH: "y"}
    lead, own = in_charge(found, leads={}, named={}, of_sector=sectors)
    assert [(each.body, each.is_named) for each in lead.values()] == [("xây", False), ("văn", False)]
    assert [(each.body, each.is_named) for each in own.values()] == [("xây", False), ("y", False)]
    lead, own = in_charge(found, leads={"4": "điện"}, named={"5.1": "văn"}, of_sector=sectors)
    assert (lead["4"].body, lead["4"].is_named) == ("điện", True)
    assert own["4.1"].body == "điện"  # what nobody named goes with the lead
    assert (own["5.1"].body, own["5.1"].is_named) == ("văn", True)

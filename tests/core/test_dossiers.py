"""Trình tự xét, công nhận: what each step needs, when it is due, when recognition is taken back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.criteria import Confidence
from chungsuc.core.dossiers import (
    Counted,
    DossierError,
    DossierEvent,
    DossierFacts,
    DossierKind,
    Holds,
    Need,
    NeedKind,
    PartFact,
    Procedure,
    VoteCount,
    check_step,
    decision_number,
    due_day,
    fold_dossier,
    judge_needs,
    judge_revocation,
    next_steps,
    procedure_for,
)
from chungsuc.core.workflow import NotAllowed
from chungsuc.law.errors import LawError
from chungsuc.law.holidays import holidays, read_holidays
from chungsuc.law.steps import procedure, procedures

COMMUNE: Procedure = procedure("vn-2021-2025-commune-steps")
DAY = date(2024, 3, 1)
READY = DossierFacts(
    criteria_met=19,
    criteria=19,
    is_standard_met=True,
    reviews=57,
    parts={
        "public_notice": PartFact(stated_on=DAY, days=15),
        "consultation": PartFact(stated_on=DAY, part=45, whole=50),
        "survey": PartFact(stated_on=DAY, part=190, whole=200, base=230),
        "construction_debt": PartFact(stated_on=DAY, amount=0),
    },
    vote=VoteCount(called=10, agree=9, disagree=0),
)


def need(kind: NeedKind, **more: object) -> Need:
    return Need(kind=kind, source="văn bản", confidence=Confidence.VERIFIED, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("since", "days", "counted", "due"),
    [
        ("2024-03-01", 15, Counted.CALENDAR, "2024-03-16"),
        ("2024-02-27", 3, Counted.CALENDAR, "2024-03-01"),  # a leap year
        ("2024-03-04", 5, Counted.WORKING, "2024-03-11"),  # Monday: the Monday after
        ("2024-03-01", 1, Counted.WORKING, "2024-03-04"),  # Friday
        ("2024-03-02", 1, Counted.WORKING, "2024-03-04"),  # Saturday
        ("2024-03-02", 5, Counted.WORKING, "2024-03-08"),
        ("2024-03-01", 23, Counted.WORKING, "2024-04-03"),
    ],
)
def test_due_days(since: str, days: int, counted: Counted, due: str) -> None:
    assert due_day(date.fromisoformat(since), days, counted) == date.fromisoformat(due)


@given(since=st.dates(date(2020, 1, 1), date(2030, 1, 1)), days=st.integers(0, 400))
def test_working_days_are_those_that_are_counted_one_by_one(since: date, days: int) -> None:
    day, left = since, days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    assert due_day(since, days, Counted.WORKING) == day
    assert due_day(since, days, Counted.WORKING, holidays=[since]) == day


@pytest.mark.parametrize(
    ("since", "days", "due", "is_known"),
    [
        ("2024-02-07", 1, "2024-02-15", True),  # the day before Tết of Giáp Thìn
        ("2023-04-28", 1, "2023-05-04", True),  # Giỗ Tổ on a Saturday, 30/4 on a Sunday: two days in lieu
        ("2023-01-19", 2, "2023-01-30", True),  # the Saturday and Sunday inside Tết are made up for already
        ("2022-12-30", 1, "2023-01-03", True),
        ("2026-12-28", 3, "2026-12-31", True),
        ("2026-12-28", 5, "2027-01-04", False),  # nobody has said yet when offices rest in 2027
    ],
)
def test_working_days_leave_out_the_holidays_that_are_known(
    since: str, days: int, due: str, is_known: bool
) -> None:
    known, begins = holidays(), date.fromisoformat(since)
    assert due_day(begins, days, Counted.WORKING, known.days) == date.fromisoformat(due)
    assert known.knows(begins, date.fromisoformat(due)) is is_known
    assert not known.is_verified  # and a page says so


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("month: 13, day: 1", "cố định"),
        ("month: 1, day: 1, moon: full", "không biết khóa"),
    ],
)
def test_a_broken_file_of_holidays_is_refused(broken: str, says: str) -> None:
    text = (
        f'{{schema_version: 1, id: x, valid_from: "2021-01-01", source: luật, confidence: recalled, '
        f"fixed: [{{name: Tết, {broken}}}], years: [{{year: 2024, source: luật, confidence: recalled}}]}}"
    )
    with pytest.raises(LawError, match=says):
        read_holidays(text, "x.yaml")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("123/QĐ-UBND", "123/QĐ-UBND"),
        (" 05/2024/QĐ-TTg ", "05/2024/QĐ-TTg"),
        ("12a / QĐ-BNN-VPĐP", "12a/QĐ-BNN-VPĐP"),
        ("318-QĐ/TU", "318-QĐ/TU"),
        ("7/QÐ-UBND", "7/QĐ-UBND"),  # the Eth of old keyboards
        ("-5", None),
        ("123", None),
        ("0/QĐ-UBND", None),
        ("123/KH-UBND", None),
        ("123/QĐ-", None),
        ("=1+1/QĐ-UBND", None),
        ("9" * 130 + "/QĐ-UBND", None),
        ("", None),
    ],
)
def test_the_number_of_a_decision_has_a_form(written: str, kept: str | None) -> None:
    assert decision_number(written) == kept


@pytest.mark.parametrize(
    ("given_need", "facts", "holds", "says"),
    [
        (need(NeedKind.SELF_ASSESSED), {"figures_lacking": ("4.1", "17.3")}, "no", "2 chỉ tiêu .* 4.1, 17.3"),
        (need(NeedKind.SELF_ASSESSED), {}, "yes", "đã có số liệu"),
        (need(NeedKind.STANDARD_MET), {"criteria_met": 17, "is_standard_met": False}, "no", "Mới đạt 17/19"),
        (need(NeedKind.STANDARD_MET), {}, "yes", "19/19"),
        (need(NeedKind.REVIEWS_DONE), {"reviews_open": 3}, "no", "Còn 3/57"),
        (need(NeedKind.REVIEWS_DONE), {"reviews": 0}, "no", "Chưa có chỉ tiêu nào được trình"),
        (need(NeedKind.REVIEWS_DONE), {}, "yes", "Cả 57"),
        # a share that is exactly reached is reached; no rounding decides
        (need(NeedKind.SURVEY, share=Decimal(95)), {}, "yes", r"190/200 \(95%\)"),
        (need(NeedKind.SURVEY, share=Decimal("95.01")), {}, "no", "chưa đến mức phải đạt 95,01%"),
        (need(NeedKind.SURVEY), {}, "unsure", "chưa có trong dữ liệu"),  # never "no requirement"
        (need(NeedKind.SURVEY, share=Decimal(90)), {"parts": {}}, "no", "Chưa ghi kết quả khảo sát"),
        (need(NeedKind.PUBLIC_NOTICE, days=15), {}, "yes", "Đã ghi"),
        (need(NeedKind.PUBLIC_NOTICE, days=16), {}, "no", "mới 15 ngày; phải đủ 16"),
        (need(NeedKind.CONSULTATION, share=Decimal(91)), {}, "no", "45/50"),
        (need(NeedKind.NO_CONSTRUCTION_DEBT), {}, "yes", "Không có nợ đọng"),
        (
            need(NeedKind.NO_CONSTRUCTION_DEBT),
            {"parts": {"construction_debt": PartFact(stated_on=DAY, amount=1_250_000)}},
            "no",
            "1.250.000 đồng",
        ),
        (need(NeedKind.NO_CONSTRUCTION_DEBT), {"parts": {}}, "no", "không có thì ghi 0"),
        (need(NeedKind.SOCIAL_CRITICISM), {}, "no", "Mặt trận"),
        (need(NeedKind.PREREQUISITE), {}, "yes", "không đòi"),
        (need(NeedKind.PREREQUISITE), {"has_prerequisite": True, "prerequisite": "bộ X"}, "yes", "bộ X"),
        (need(NeedKind.PREREQUISITE), {"has_prerequisite": False, "prerequisite": "bộ X"}, "no", "bộ X"),
        # nine of nine who came, of ten who were called
        (need(NeedKind.COUNCIL_VOTE, share=Decimal(90), quorum=Decimal(90)), {}, "yes", r"9/10 \(90%\)"),
        (need(NeedKind.COUNCIL_VOTE, share=Decimal(90), quorum=Decimal(91)), {}, "no", "chưa đến 91%"),
        (
            need(NeedKind.COUNCIL_VOTE, share=Decimal(90), quorum=Decimal(70)),
            {"vote": VoteCount(called=10, agree=8, disagree=1)},
            "no",
            r"8/9 \(88,89%\)",
        ),
        (
            need(NeedKind.COUNCIL_VOTE),
            {"vote": VoteCount(called=3, agree=0, disagree=0)},
            "no",
            "Không thành",
        ),
        (need(NeedKind.COUNCIL_VOTE), {}, "unsure", "đồng ý 9/9"),
        (need(NeedKind.COUNCIL_VOTE), {"vote": None}, "no", "chưa bỏ phiếu"),
        (need(NeedKind.COUNCIL_VOTE), {"is_vote_open": True}, "no", "đang bỏ phiếu"),
        (
            need(NeedKind.COUNCIL_VOTE, share=Decimal(90), quorum=Decimal(70)),
            {"vote": None, "parts": {"council_minutes": PartFact(stated_on=DAY, part=7, whole=7, base=10)}},
            "yes",
            "7/10",
        ),
    ],
)
def test_needs(given_need: Need, facts: dict[str, object], holds: str, says: str) -> None:
    (judged,) = judge_needs([given_need], replace(READY, **facts))  # type: ignore[arg-type]
    assert judged.holds is Holds(holds)
    assert re.search(says, judged.words)
    assert judged.blocks is (holds == "no")


def events(*kinds: DossierKind, days: int = 10) -> list[DossierEvent]:
    return [
        DossierEvent(number=number, kind=kind, on=DAY + timedelta(days=days * (number - 1)))
        for number, kind in enumerate(kinds, 1)
    ]


K = DossierKind


@pytest.mark.parametrize(
    ("kinds", "state", "since"),
    [
        ((K.OPENED,), "drafting", 0),
        ((K.OPENED, K.SUBMITTED), "verifying", 10),
        ((K.OPENED, K.SUBMITTED, K.RETURNED), "returned", 20),
        ((K.OPENED, K.SUBMITTED, K.VERIFIED, K.VOTE_OPENED, K.VOTE_CLOSED), "appraising", 20),
        (
            (K.OPENED, K.SUBMITTED, K.VERIFIED, K.APPRAISED, K.RECOGNISED, K.ANNOUNCED, K.CHECKED),
            "announced",
            50,
        ),
    ],
)
def test_the_state_is_folded_and_a_vote_renews_no_deadline(
    kinds: tuple[DossierKind, ...], state: str, since: int
) -> None:
    standing = fold_dossier(COMMUNE, reversed(events(*kinds)))
    assert standing.state.code == state
    assert standing.since == DAY + timedelta(days=since)
    assert standing.number == len(kinds)
    if standing.due is not None:
        assert standing.days_left(standing.due + timedelta(days=2)) == -2


@pytest.mark.parametrize(
    "broken",
    [
        [],
        [DossierEvent(number=2, kind=K.OPENED, on=DAY)],
        [DossierEvent(number=1, kind=K.OPENED, on=DAY)] * 2,
    ],
)
def test_events_that_do_not_stand_in_one_line_are_refused(broken: list[DossierEvent]) -> None:
    with pytest.raises(DossierError):
        fold_dossier(COMMUNE, broken)


@pytest.mark.parametrize(
    ("state", "kind", "facts", "says"),
    [
        (None, K.SUBMITTED, {}, "hồ sơ chưa được mở"),
        ("drafting", K.VERIFIED, {}, "hồ sơ đang tự đánh giá"),
        ("drafting", K.SUBMITTED, {"parts": {}}, "Chưa ghi việc công khai"),
        ("verifying", K.VERIFIED, {"reviews_open": 1}, "Còn 1/57"),
        ("appraising", K.APPRAISED, {"is_vote_open": True}, "Hãy kết thúc bỏ phiếu trước"),
        ("appraising", K.RETURNED, {"is_vote_open": True}, "Hãy kết thúc bỏ phiếu trước"),
        ("appraising", K.VOTE_CLOSED, {}, "Không có cuộc bỏ phiếu nào"),
        ("deciding", K.RECOGNISED, {"is_standard_met": False, "not_met": ("5 (chưa đạt)",)}, "5 .chưa đạt"),
        ("revoked", K.ANNOUNCED, {}, "Không còn bước nào"),
    ],
)
def test_a_step_that_cannot_be_says_why(
    state: str | None, kind: DossierKind, facts: dict[str, object], says: str
) -> None:
    with pytest.raises(NotAllowed, match=says):
        check_step(COMMUNE, state, kind, replace(READY, **facts))  # type: ignore[arg-type]


def test_what_a_person_may_do_next_comes_with_the_state() -> None:
    steps = next_steps(COMMUNE, "verifying", READY, allowed={K.VERIFIED}, who={K.VERIFIED: "Phòng A"})
    assert [each.kind for each in steps] == [K.VERIFIED, K.RETURNED]  # the one waited for first
    assert steps[0].is_possible
    assert steps[0].who == "Phòng A"
    assert not steps[1].is_possible
    assert steps[1].why_not == ("Việc này do Ủy ban nhân dân cấp huyện làm.",)
    vague = next_steps(procedure("vn-2026-2030-commune-steps"), "drafting", READY, allowed=set(K), who={})[0]
    assert vague.is_possible
    assert "chưa có trong dữ liệu" in " ".join(vague.unsure)


STANDARD, ADVANCED = "vn-2021-2025-commune", "vn-2021-2025-commune-advanced"


@pytest.mark.parametrize(
    ("set_id", "lost", "applies"),
    [
        # 19 criteria: 30% are 5,7 of them, 50% are 9,5
        (STANDARD, ["1", "2", "3", "4", "10"], (False, False)),
        (STANDARD, ["1", "2", "3", "4", "5", "10"], (True, False)),
        (STANDARD, ["1", "2", "3", "4", "5", "6"], (False, False)),  # none that the law names
        (STANDARD, ["1", "2", "3", "4", "5", "18"], (False, False)),  # named of the advanced set only
        (ADVANCED, ["1", "2", "3", "4", "5", "18"], (True, False)),
        (STANDARD, [str(n) for n in range(1, 10)], (False, False)),
        (STANDARD, [str(n) for n in range(1, 11)], (False, True)),
        (STANDARD, [str(n) for n in range(1, 20)], (False, True)),
        (STANDARD, None, (False, False)),  # a year that nobody looked at loses nothing
    ],
)
def test_cases_of_revocation(set_id: str, lost: list[str] | None, applies: tuple[bool, bool]) -> None:
    found = judge_revocation(
        COMMUNE.revocation,
        criteria_set_id=set_id,
        criteria=19,
        lost={} if lost is None else {2024: lost},
        year=2024,
    )
    assert tuple(each.applies for each in found) == applies


@pytest.mark.parametrize(
    ("revoked", "communes", "applies"),
    [(3, 10, True), (2, 10, False), (4, 13, True), (3, 13, False), (0, 0, False)],
)
def test_a_district_loses_its_recognition_with_its_communes(
    revoked: int, communes: int, applies: bool
) -> None:
    rules = procedure("vn-2021-2025-district-steps").revocation
    found = judge_revocation(
        rules,
        criteria_set_id="vn-2021-2025-district",
        criteria=9,
        lost={},
        year=2024,
        revoked_below={"commune": (revoked, communes)},
    )
    [of_communes] = [each for each in found if each.rule.of_level]
    assert of_communes.applies is applies
    assert of_communes.words.startswith(f"{revoked}/{communes} đơn vị trực thuộc")


def test_a_rule_of_two_years_asks_for_both() -> None:
    rule = replace(COMMUNE.revocation[1], years=2)

    def applies(lost: dict[int, list[str]]) -> bool:
        (judged,) = judge_revocation([rule], criteria_set_id=STANDARD, criteria=4, lost=lost, year=2024)
        return judged.applies

    assert applies({2023: ["1", "2"], 2024: ["1", "2", "3"]})
    assert not applies({2024: ["1", "2"]})
    assert not applies({2023: ["1"], 2024: ["1", "2"]})


@pytest.mark.parametrize(
    ("level", "tier", "purpose", "year", "on", "found"),
    [
        ("commune", "standard", "recognition", 2024, "2024-05-01", "vn-2021-2025-commune-steps"),
        ("commune", "model", "recognition", 2024, "2025-06-30", "vn-2021-2025-commune-steps"),
        # from the day on which districts were gone, the province says who verifies
        ("commune", "standard", "recognition", 2025, "2025-07-01", "vn-2021-2025-commune-steps-two-levels"),
        ("commune", "standard", "recognition", 2026, "2026-04-01", "vn-2026-2030-commune-steps"),
        ("commune", "modern", "yearly_review", 2027, "2027-12-01", "vn-2026-2030-commune-yearly"),
        ("district", "standard", "recognition", 2023, "2023-10-01", "vn-2021-2025-district-steps"),
        ("district", "standard", "recognition", 2025, "2025-07-01", None),
        ("village", "standard", "recognition", 2023, "2023-10-01", "vn-2021-2025-village-steps"),
        ("village", "model", "recognition", 2026, "2026-10-01", "vn-2021-2025-village-steps-two-levels"),
        ("province", "standard", "recognition", 2026, "2026-10-01", None),
        ("commune", "standard", "recognition", 2019, "2024-05-01", None),
    ],
)
def test_which_procedure_applies(
    level: str, tier: str, purpose: str, year: int, on: str, found: str | None
) -> None:
    known = procedures()
    chosen = procedure_for(
        known, level=level, tier=tier, purpose=purpose, year=year, on=date.fromisoformat(on)
    )
    assert (chosen.id if chosen else None) == found

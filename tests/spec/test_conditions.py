"""Điều kiện tính từ kết quả khác: tỷ lệ xã đạt chuẩn, bộ phải đạt trước, phường đáp ứng nội dung tiêu chí.

Số xã: đạt / chưa đạt / chưa đủ số liệu để kết luận / không xét.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chungsuc.core.criteria import Mark, Observed, Reference, UnitAttributes
from chungsuc.core.derived import derived, judge_whole
from chungsuc.core.reasons import Verdict
from chungsuc.core.verdicts import CriterionJudgement, Judgement, UnitJudgement
from chungsuc.law.criteria import load_criteria_sets

N = Decimal
STANDARD, ADVANCED = "vn-2021-2025-commune", "vn-2021-2025-commune-advanced"
DISTRICT, PROVINCE = "vn-2021-2025-district", "vn-2026-2030-province"
KINDS = (Verdict.MET, Verdict.NOT_MET, Verdict.NO_DATA, Verdict.NOT_APPLICABLE)


def unit(verdict: Verdict, **indicators: Verdict) -> UnitJudgement:
    judged = {code.lstrip("c").replace("_", "."): Judgement(each, ()) for code, each in indicators.items()}
    return UnitJudgement(verdict, {"1": CriterionJudgement(verdict, judged)}, {})


def units(*counts: int) -> list[UnitJudgement]:
    return [unit(kind) for kind, count in zip(KINDS, counts, strict=False) for _ in range(count)]


def condition(set_id: str, code: str, results: Any, observed: dict[str, Observed] | None = None) -> Judgement:
    criteria_set = load_criteria_sets()[set_id]
    judged = judge_whole(
        criteria_set,
        UnitAttributes(region="TDMNPB"),
        year=criteria_set.valid_to.year,
        on=criteria_set.valid_to,
        observed=observed or {},
        results=results,
    )
    if code in judged.conditions:
        return judged.conditions[code]
    criterion = code.partition(".")[0]
    return judged.criteria[criterion].indicators[code.rpartition(".")[0] if code.count(".") > 1 else code]


# bộ, điều kiện, các xã, kết luận, số liệu tính được
SHARES = [
    (DISTRICT, "C1", STANDARD, (10,), "đạt", "100"),
    (DISTRICT, "C1", STANDARD, (9, 1), "chưa đạt", "90"),
    (DISTRICT, "C1", STANDARD, (8, 1, 1), "chưa đạt", "90"),  # xã còn thiếu số liệu có đạt thì vẫn chưa đủ
    (DISTRICT, "C1", STANDARD, (9, 0, 1), "chưa có số liệu", None),
    (DISTRICT, "C1", STANDARD, (9, 0, 0, 1), "đạt", "100"),  # xã không xét thì không tính
    (DISTRICT, "C1", STANDARD, (), "chưa có số liệu", None),
    (DISTRICT, "C2", ADVANCED, (1, 9), "đạt", "10"),
    (DISTRICT, "C2", ADVANCED, (1, 3, 6), "đạt", "10"),  # chưa đủ số liệu của 6 xã, nhưng đã đủ 10%
    (DISTRICT, "C2", ADVANCED, (0, 10), "chưa đạt", "0"),
    (PROVINCE, "1.1", "vn-2026-2030-commune", (100,), "đạt", "100"),
    (PROVINCE, "1.1", "vn-2026-2030-commune", (99, 1), "chưa đạt", "99"),
    (PROVINCE, "2.1", "vn-2026-2030-commune-modern", (10, 90), "đạt", "10"),
]


@pytest.mark.parametrize(("set_id", "code", "asked", "counts", "verdict", "share"), SHARES)
def test_the_share_of_communes_at_standard(
    set_id: str, code: str, asked: str, counts: tuple[int, ...], verdict: str, share: str | None
) -> None:
    def results(reference: Reference) -> Sequence[UnitJudgement]:
        return units(*counts) if reference.criteria_set_id == asked else []

    judged = condition(set_id, code, results)
    assert judged.verdict.label == verdict
    assert judged.reasons[0].value == (None if share is None else N(share))


def test_what_is_computed_stands_before_what_was_entered() -> None:
    judged = condition(DISTRICT, "C1", lambda _reference: units(9, 1), {"C1": N(100)})
    assert (judged.verdict, judged.reasons[0].value) == (Verdict.NOT_MET, N(90))


# bộ, kết luận theo bộ phải đạt trước, kết luận của điều kiện đó
FIRST = [
    ("vn-2021-2025-commune-advanced", Verdict.MET, "đạt"),
    ("vn-2021-2025-commune-advanced", Verdict.NOT_MET, "chưa đạt"),
    ("vn-2021-2025-commune-model", Verdict.NO_DATA, "chưa có số liệu"),
    ("vn-2026-2030-commune-modern", Verdict.MET, "đạt"),
    ("vn-2021-2025-district-advanced", None, "chưa có số liệu"),
]


@pytest.mark.parametrize(("set_id", "own", "verdict"), FIRST)
def test_the_set_that_must_be_met_first(set_id: str, own: Verdict | None, verdict: str) -> None:
    judged = condition(set_id, "prerequisite", lambda _reference: [] if own is None else [unit(own)])
    assert judged.verdict.label == verdict


# bộ, chỉ tiêu, bộ được dẫn tới, kết luận của chính đơn vị theo bộ đó
OWN = [
    ("vn-2021-2025-commune-model", "1.1", ADVANCED, Verdict.MET, "đạt"),
    ("vn-2021-2025-commune-model", "1.1", ADVANCED, Verdict.NOT_MET, "chưa đạt"),
    ("vn-2026-2030-commune-modern", "1.1", "vn-2026-2030-commune", Verdict.MET, "đạt"),
    ("vn-2026-2030-commune-modern", "1.1", "vn-2026-2030-commune", Verdict.NEEDS_REVIEW, "chưa có số liệu"),
    ("vn-2021-2025-district-advanced", "C1", DISTRICT, Verdict.MET, "đạt"),
]


@pytest.mark.parametrize(("set_id", "code", "asked", "own", "verdict"), OWN)
def test_its_own_result_under_another_set(
    set_id: str, code: str, asked: str, own: Verdict, verdict: str
) -> None:
    seen: list[Reference] = []

    def results(reference: Reference) -> Sequence[UnitJudgement]:
        seen.append(reference)
        return [unit(own)] if reference.criteria_set_id == asked else []

    assert condition(set_id, code, results).verdict.label == verdict
    if asked == "vn-2026-2030-commune" and code == "1.1":  # mức của xã nhóm 1, dù xã thuộc nhóm nào
        assert "nhom_1" in {each.commune_group for each in seen}


M, X, Q, K = Verdict.MET, Verdict.NOT_MET, Verdict.NO_DATA, Verdict.NOT_APPLICABLE

# các phường: kết luận của mười nội dung; tỷ lệ tính được, của phường thấp nhất
WARDS = [
    ([(M,) * 7 + (X,) * 3], N(70)),
    ([(M,) * 9 + (X,), (M,) * 6 + (X,) * 4], N(60)),
    ([(M,) * 7 + (Q,) * 3], N(70)),  # đã đủ 70%, dù ba nội dung chưa có số liệu
    ([(M,) * 5 + (X,) * 3 + (Q,) * 2], None),
    ([(M,) * 5 + (X,) * 4 + (Q,)], N(60)),  # có thêm một nội dung đạt cũng chưa đủ
    ([(M,) * 7 + (X,) * 2 + (K,)], N(700) / N(9)),
]


@pytest.mark.parametrize(("wards", "share"), WARDS)
def test_wards_that_meet_a_share_of_the_communes_indicators(wards: list[Any], share: Decimal | None) -> None:
    judged = [unit(X, **{f"c9_{at}": each for at, each in enumerate(ward)}) for ward in wards]
    province = load_criteria_sets()[PROVINCE]
    found = dict(derived(province, UnitAttributes(), 2030, lambda _reference: judged))
    assert found["3.1.a"] == (share if share is None else pytest.approx(share))


@pytest.mark.parametrize(("verdict", "value"), [(M, True), (X, False), (Q, None)])
def test_the_indicators_that_every_ward_must_meet(verdict: Verdict, value: bool | None) -> None:
    needed = dict.fromkeys(("c3_1", "c3_4", "c3_9", "c6_1", "c6_3"), M)
    judged = [unit(X, **needed, c6_7=M, c2_4=X), unit(X, **needed, c6_7=verdict)]
    province = load_criteria_sets()[PROVINCE]
    assert dict(derived(province, UnitAttributes(), 2030, lambda _reference: judged))["3.1.b"] is value


def test_a_province_without_such_wards_is_not_asked() -> None:
    judged = condition(PROVINCE, "3.1", lambda _reference: [], {"3.1": Mark.NOT_PRESENT})
    assert judged.verdict.label == "không xét"


# điều kiện của xã nâng cao và huyện: nợ đọng, hài lòng, an ninh
ENTERED = [
    (STANDARD, "C2", True, date(2024, 12, 31), "đạt"),  # không có nợ đọng xây dựng cơ bản
    (STANDARD, "C2", False, date(2024, 12, 31), "chưa đạt"),
    (STANDARD, "C3", N(90), date(2024, 12, 31), "đạt"),  # hài lòng
    (STANDARD, "C3", N("89.9"), date(2024, 12, 31), "chưa đạt"),
    (STANDARD, "C5", False, date(2024, 3, 6), "không xét"),  # an ninh: áp dụng từ 07/3/2024
    (STANDARD, "C5", False, date(2024, 3, 7), "chưa đạt"),
    (ADVANCED, "C3", N(99), date(2024, 12, 31), "chưa có mức"),  # chưa tra được con số
    (DISTRICT, "C6", False, date(2024, 12, 31), "chưa đạt"),
    (DISTRICT, "C4", None, date(2024, 12, 31), "chưa có số liệu"),
]


@pytest.mark.parametrize(("set_id", "code", "value", "on", "verdict"), ENTERED)
def test_conditions_that_somebody_enters(
    set_id: str, code: str, value: Observed, on: date, verdict: str
) -> None:
    judged = judge_whole(
        load_criteria_sets()[set_id],
        UnitAttributes(region="TDMNPB"),
        year=2024,
        on=on,
        observed={code: value},
        results=lambda _reference: [],
    )
    assert judged.conditions[code].verdict.label == verdict

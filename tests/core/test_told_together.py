"""Lý do của chỉ tiêu gồm nhiều phần: each reason once, with the parts that it is about."""

from __future__ import annotations

import pytest

from chungsuc.core.reasons import Because, Reason, Verdict, told_together

NO_VALUE, NO_GROUP = "Chưa có số liệu.", "Chưa có mức: chưa tra được con số trong văn bản."


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        ([], ""),
        ([("4.1", Because.NO_VALUE)], NO_VALUE),
        ([("4.1", Because.NO_VALUE), ("4.1", Because.FIGURE_UNKNOWN)], f"{NO_VALUE} {NO_GROUP}"),
        (
            [("1.1.a", Because.FIGURE_UNKNOWN), ("1.1.b", Because.NO_VALUE), ("1.1.c", Because.NO_VALUE)],
            f"1.1.a: {NO_GROUP} 1.1.b, 1.1.c: {NO_VALUE}",
        ),
    ],
)
def test_a_reason_is_told_once_with_its_parts(reasons: list[tuple[str, Because]], told: str) -> None:
    given = [Reason(code=code, because=why, verdict=Verdict.NO_DATA) for code, why in reasons]
    assert told_together(given) == told

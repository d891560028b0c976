"""Bảng xã và tiêu chí: what a plan names becomes a mark, and nothing else does."""

from __future__ import annotations

import pytest

from chungsuc.dashboards.matrix import Row, draw, promised
from chungsuc.plans.marks import Named, PlanMark, mark_of, place_marks

KEEP, GAIN, REACH = PlanMark.KEEP, PlanMark.GAIN, PlanMark.REACH
CODES = ["1", "2", "3"]


def named(kind: str, mode: str, subject: str, code: str = "", *, unit: str = "x", line: int = 1) -> Named:
    return Named(unit, code, line, line, kind, mode, subject)


@pytest.mark.parametrize(
    ("kind", "mode", "subject", "code", "mark"),
    [
        ("keep", "keep", "communes", "", KEEP),  # duy trì xã đạt chuẩn
        ("count", "keep", "communes", "", KEEP),  # duy trì 04 xã: A, B, C, D
        ("gain", "add", "communes", "", GAIN),  # có thêm 02 xã đạt chuẩn: A, B
        ("gain", "reach", "communes", "", REACH),
        ("gain", "add", "criteria", "10", GAIN),  # xã A 05 tiêu chí (Thu nhập, …)
        ("gain", "reach", "criterion", "10", GAIN),
        ("count", "reach", "criterion", "10", REACH),  # 02 xã đạt tiêu chí Y tế: A, B
        ("count", "keep", "criterion", "10", KEEP),
        ("gain", "add", "criteria", "", None),  # 05 tiêu chí, không nêu tên
        ("count", "reach", "villages", "", None),  # thôn không phải tiêu chí của xã
        ("share", "reach", "indicator", "", None),
        ("count", "reach", "other", "", None),
    ],
)
def test_a_statement_and_its_mark(
    kind: str, mode: str, subject: str, code: str, mark: PlanMark | None
) -> None:
    assert mark_of(named(kind, mode, subject, code)) == mark


@pytest.mark.parametrize(
    ("said", "marks", "words"),
    [
        ([], {}, ""),
        ([named("keep", "keep", "communes")], {"1": KEEP, "2": KEEP, "3": KEEP}, "giữ 3"),
        ([named("gain", "add", "communes")], {"1": REACH, "2": REACH, "3": REACH}, "đạt chuẩn"),
        ([named("gain", "add", "criteria", "2")], {"2": GAIN}, "thêm 1"),
        (
            [named("gain", "add", "criteria", "2"), named("count", "keep", "criterion", "1", line=2)],
            {"1": KEEP, "2": GAIN},
            "giữ 1, thêm 1",
        ),
        # the named criterion outweighs the standard as a whole
        (
            [named("gain", "add", "communes"), named("gain", "add", "criteria", "3", line=5)],
            {"1": REACH, "2": REACH, "3": GAIN},
            "đạt chuẩn",
        ),
        # of two sentences about one criterion the first stands in the cell; the page of the cell shows both
        (
            [named("gain", "add", "criteria", "1", line=3), named("count", "keep", "criterion", "1", line=9)],
            {"1": GAIN},
            "thêm 1",
        ),
        ([named("gain", "add", "criteria", "1", unit="elsewhere")], {}, ""),
    ],
)
def test_a_row(said: list[Named], marks: dict[str, PlanMark], words: str) -> None:
    row = Row("x", "Xã X")
    place_marks({"x": row}, said, CODES)
    assert row.marks == marks
    assert promised(row, CODES) == words


def test_what_nobody_said_stays_a_dot_and_every_text_is_escaped() -> None:
    (drawn,) = draw([Row("u1", "<X> & Y")], [("1", 'Tiêu "chí"')], "/o/", "/don-vi/")
    assert "<X>" not in drawn
    assert "&lt;X&gt; &amp; Y, 1 Tiêu &quot;chí&quot;: kế hoạch không nêu; chưa có số liệu" in drawn
    assert 'href="/o/u1/1/"' in drawn
    assert ">·</a>" in drawn

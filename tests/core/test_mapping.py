"""Bảng đối chiếu hai bộ tiêu chí: what may stand in it, and what is refused in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from chungsuc.core.criteria import Confidence, CriteriaSet
from chungsuc.core.mapping import (
    CriteriaMapping,
    MappedIndicator,
    MappingError,
    Relation,
    check_mapping,
    side_by_side,
    without_source,
)
from factories.criteria import indicator, small_set


def share(code: str):
    return indicator(code, "percent", "at_least", Decimal(90))


OLD = small_set(share("1.1"), share("2.1"), indicator("3.1"))
NEW = replace(small_set(share("1.1"), indicator("2.1"), share("3.1"), indicator("4.1")), id="bo-moi")


def mapping(*lines: tuple[str, str | None, str], old: CriteriaSet = OLD) -> CriteriaMapping:
    entries = tuple(
        MappedIndicator(
            from_code=source, to_code=target, relation=Relation(kind), confidence=Confidence.UNCERTAIN
        )
        for source, target, kind in lines
    )
    return CriteriaMapping(from_set=old.id, to_set="bo-moi", entries=entries)


def test_what_goes_on_and_what_is_new() -> None:
    told = mapping(("1.1", "3.1", "renamed"), ("2.1", None, "none"), ("3.1", "2.1", "widened"))
    check_mapping(told, OLD, NEW)
    assert [each.from_code for each in told.by_target["3.1"]] == ["1.1"]
    assert [each.to_code for each in told.by_source["2.1"]] == [None]
    assert [each.code for each in without_source(told, NEW)] == ["1.1", "4.1"]
    assert [
        (each.old and each.old.code, each.entry and each.entry.relation.label, each.new and each.new.code)
        for each in side_by_side(told, OLD, NEW)
    ] == [
        ("1.1", "đổi tên", "3.1"),
        ("2.1", "không còn xét", None),
        ("3.1", "mở rộng", "2.1"),
        (None, None, "1.1"),
        (None, None, "4.1"),
    ]


def test_several_that_became_one_are_said_to_be_merged() -> None:
    check_mapping(
        mapping(("1.1", "1.1", "merged"), ("2.1", "1.1", "merged"), ("3.1", None, "none")), OLD, NEW
    )


# các dòng (từ, đến, quan hệ) và điều bị từ chối
REFUSED = [
    ([("1.1", "1.1", "same"), ("2.1", None, "none")], "thiếu chỉ tiêu 3.1"),
    ([("1.1", "9.1", "same")], "không có chỉ tiêu ‘9.1’"),
    ([("9.1", "1.1", "same")], "không có chỉ tiêu ‘9.1’"),
    ([("1.1", "2.1", "same")], "khác loại"),  # tỷ lệ không đọc được thành Đạt
    ([("1.1", "1.1", "same"), ("2.1", "1.1", "same")], "merged"),
    ([("1.1", "1.1", "merged"), ("2.1", "1.1", "narrowed")], "merged"),
    ([("1.1", "1.1", "merged"), ("2.1", None, "none"), ("3.1", None, "none")], "merged"),
    ([("1.1", "1.1", "narrowed"), ("1.1", "1.1", "same")], "hai lần"),
    ([("1.1", "1.1", "same"), ("1.1", None, "none")], "vừa ghi không còn xét"),
]


@pytest.mark.parametrize(("lines", "words"), REFUSED)
def test_what_cannot_be_is_refused(lines: list[tuple[str, str | None, str]], words: str) -> None:
    with pytest.raises(MappingError, match=words):
        check_mapping(mapping(*lines), OLD, NEW)


@pytest.mark.parametrize(("target", "kind"), [(None, "same"), ("1.1", "none")])
def test_only_what_is_not_asked_any_more_has_no_target(target: str | None, kind: str) -> None:
    with pytest.raises(MappingError, match="nối tiếp"):
        mapping(("1.1", target, kind))


def test_it_is_between_the_two_sets_it_names() -> None:
    told = mapping(("1.1", None, "none"), ("2.1", None, "none"), ("3.1", None, "none"))
    with pytest.raises(MappingError, match="không phải"):
        check_mapping(told, NEW, OLD)
    with pytest.raises(MappingError, match="chính nó"):
        check_mapping(replace(told, to_set=OLD.id), OLD, OLD)

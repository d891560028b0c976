"""Các bảng đối chiếu được phát hành: đọc đủ, và tệp hỏng bị từ chối đúng chỗ."""

from __future__ import annotations

from importlib.resources import files

import pytest

from chungsuc.core.criteria import Confidence
from chungsuc.core.mapping import Relation
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.errors import LawError
from chungsuc.law.mappings import load_mappings, mapping_between, read_mapping

OLD, NEW = "vn-2021-2025-commune", "vn-2026-2030-commune"

# chỉ tiêu 2021-2025, quan hệ, các chỉ tiêu 2026-2030 nối tiếp
CONTINUED = [
    ("4.2", Relation.SAME, ["2.4"]),  # điện
    ("15.2", Relation.SAME, ["5.3"]),  # y tế
    ("18.4", Relation.RENAMED, ["10.1"]),  # tiếp cận pháp luật
    ("10.1", Relation.REMEASURED, ["3.1"]),  # thu nhập: từ mức sang tốc độ tăng
    ("9.2", Relation.NARROWED, ["6.2"]),  # không còn tính nhà bán kiên cố
    ("6.1", Relation.MERGED, ["5.1"]),
    ("17.5", Relation.NONE, [None]),
]


@pytest.mark.parametrize(("code", "relation", "targets"), CONTINUED)
def test_what_goes_on_from_2025_to_2026(code: str, relation: Relation, targets: list[str | None]) -> None:
    mapping = mapping_between(OLD, NEW)
    assert mapping is not None
    entries = mapping.by_source[code]
    assert [each.to_code for each in entries] == targets
    assert {each.relation for each in entries} == {relation}


def test_none_is_called_certain_that_nobody_published() -> None:
    for mapping in load_mappings():
        assert all(each.confidence is not Confidence.VERIFIED for each in mapping.entries)


def test_where_nobody_wrote_a_mapping_there_is_none() -> None:
    assert mapping_between(NEW, OLD) is None


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        (f"to_set: {NEW}", "to_set: bo-khong-co", "dòng 8: không có bộ tiêu chí ‘bo-khong-co’"),
        ('to: "2.4", kind: same', 'to: "2.9", kind: same', "không có chỉ tiêu ‘2.9’"),
        ('to: "2.4", kind: same', 'to: "2.4", kind: gone', "‘kind’ là ‘gone’"),
        ('to: "2.4", kind: same', "to: null, kind: same", "nối tiếp"),
        ('- {from: "4.1", to: null, kind: none, confidence: recalled}', "", "thiếu chỉ tiêu 4.1"),
        ('{from: "4.1", to: null,', '{from: "4.1", too: null,', "không biết khóa ‘too’"),
        ("schema_version: 1", "schema_version: 2", "schema_version 1"),
    ],
)
def test_a_broken_file_is_refused_in_words(was: str, becomes: str, words: str) -> None:
    folder = files("chungsuc.law") / "data" / "mappings"
    text = (folder / "commune-2021-to-2026.yaml").read_text(encoding="utf-8")
    assert was in text
    with pytest.raises(LawError, match=words):
        read_mapping(text.replace(was, becomes, 1), "doi-chieu.yaml", load_criteria_sets())

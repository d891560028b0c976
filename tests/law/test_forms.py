"""Biểu mẫu là dữ liệu: dated, with a source, and refused whole where a file is broken."""

from __future__ import annotations

from datetime import date

import pytest

from chungsuc.core.criteria import Confidence
from chungsuc.law.errors import LawError
from chungsuc.law.forms import form_in_force, forms, read_form

GOOD = """\
schema_version: 1
id: bieu-x
code: '09'
name: Biểu số 09
title: Thử
subject: capital_by_source
valid_from: '2021-01-01'
valid_to: '2025-12-31'
confidence: uncertain
source: tự dựng
columns:
  - {key: name, head: [Nguồn vốn], width: 30}
"""


def test_the_forms_that_ship_say_how_sure_they_are() -> None:
    assert {form.code for form in forms()} == {"01", "03"}
    for form in forms():
        assert form.confidence is Confidence.UNCERTAIN
        assert form.note


def test_a_form_has_its_time() -> None:
    assert form_in_force("01", date(2024, 6, 1)).id == "bieu-01-2021-2025"
    with pytest.raises(LawError, match="Chưa có Biểu số 01 áp dụng cho năm 2027"):
        form_in_force("01", date(2027, 1, 1))


def test_a_right_file_is_read() -> None:
    form = read_form(GOOD, "x.yaml")
    assert form.column("name").head == ("Nguồn vốn",)
    with pytest.raises(LawError, match="không có cột"):
        form.column("share")


@pytest.mark.parametrize(
    ("right", "wrong", "line", "said"),
    [
        ("subject: capital_by_source", "subject: tiền", 6, "phải là một trong"),
        ("valid_to: '2025-12-31'", "valid_to: '2020-12-31'", 8, "phải sau"),
        ("width: 30", "width: rộng", 12, "số nguyên"),
        ("width: 30}", "width: 30, rong: 3}", 12, "không biết khóa"),
        ("schema_version: 1", "schema_version: 2", 1, "schema_version 1"),
        ("  - {key: name, head: [Nguồn vốn], width: 30}", "  []", 12, "ít nhất một cột"),
    ],
)
def test_a_broken_file_is_refused_at_its_line(right: str, wrong: str, line: int, said: str) -> None:
    with pytest.raises(LawError, match=rf"x\.yaml, dòng {line}.*{said}"):
        read_form(GOOD.replace(right, wrong), "x.yaml")

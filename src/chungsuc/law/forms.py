"""Biểu mẫu: the annex forms of plans and reports, as dated data.

A form says which columns and rows it has, since when, and how sure we are of its shape. What goes
into its cells is the affair of whoever fills it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from chungsuc.core.criteria import Confidence
from chungsuc.law.errors import LawError
from chungsuc.law.located import Located, read_yaml

SCHEMA_VERSION = 1


class FormSubject(StrEnum):
    """What the rows of a form are."""

    CRITERIA_BY_COMMUNE = "criteria_by_commune"
    CAPITAL_BY_SOURCE = "capital_by_source"


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """Cột: `head` from the top down; "{code}" and "{name}" stand for the criterion of a repeated column."""

    key: str
    head: tuple[str, ...]
    width: int  # millimetres
    align: Align = Align.LEFT
    upright: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMark:
    """Ký hiệu: the sign that a cell carries, and the word for it in the notes below the form."""

    plan: str
    sign: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FootRow:
    """Dòng cuối biểu."""

    row: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Biểu mẫu. Both `valid_from` and `valid_to` are inclusive. `confidence` is of its shape."""

    id: str
    code: str
    name: str
    title: str
    subject: FormSubject
    valid_from: date
    valid_to: date
    confidence: Confidence
    source: str
    note: str | None
    measure: str | None
    landscape: bool
    columns: tuple[FormColumn, ...]
    marks: tuple[FormMark, ...]
    foot: tuple[FootRow, ...]

    def column(self, key: str) -> FormColumn:
        """Raises LawError for a column that the form does not have."""
        for column in self.columns:
            if column.key == key:
                return column
        raise LawError(f"{self.name} không có cột ‘{key}’. Hãy kiểm tra lại tệp biểu mẫu.")


def form_in_force(code: str, on: date) -> Form:
    """The form of a number ("01") on a day. Raises LawError where there is none."""
    for form in _shipped():
        if form.code == code and form.valid_from <= on <= form.valid_to:
            return form
    raise LawError(f"Chưa có Biểu số {code} áp dụng cho năm {on.year}. Hãy chọn biểu khác.")


def forms() -> tuple[Form, ...]:
    """Every form of this release. Raises LawError for a broken file, naming its line."""
    return _shipped()


@cache
def _shipped() -> tuple[Form, ...]:
    folder = files("chungsuc.law") / "data" / "forms"
    found = [
        read_form(file.read_text(encoding="utf-8"), f"{period.name}/{file.name}")
        for period in sorted(folder.iterdir(), key=lambda entry: entry.name)
        for file in sorted(period.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".yaml")
    ]
    return tuple(found)


def read_form(text: str, name: str) -> Form:
    """Đọc một biểu mẫu from the text of its file. Raises LawError, naming file and line."""
    root = read_yaml(text, name)
    if root.whole("schema_version") != SCHEMA_VERSION:
        raise root.error(f"chỉ đọc được schema_version {SCHEMA_VERSION}", "schema_version")
    form = Form(
        id=root.text("id"),
        code=root.text("code"),
        name=root.text("name"),
        title=root.text("title"),
        subject=root.choice("subject", FormSubject),
        valid_from=root.day("valid_from"),
        valid_to=root.day("valid_to"),
        confidence=root.choice("confidence", Confidence),
        source=root.text("source"),
        note=root.optional_text("note"),
        measure=root.optional_text("measure"),
        landscape=root.flag("landscape"),
        columns=tuple(_column(each) for each in root.many("columns")),
        marks=tuple(_mark(each) for each in root.many("marks")),
        foot=tuple(_foot(each) for each in root.many("foot")),
    )
    if form.valid_to < form.valid_from:
        raise root.error("‘valid_to’ phải sau ‘valid_from’", "valid_to")
    if not form.columns:
        raise root.error("biểu phải có ít nhất một cột", "columns")
    keys = [column.key for column in form.columns]
    if len(set(keys)) != len(keys):
        raise root.error("hai cột mang cùng một ‘key’", "columns")
    root.close()
    return form


def _column(entry: Located) -> FormColumn:
    head = entry.texts("head")
    if not head:
        raise entry.error("cột phải có ‘head’", "head")
    column = FormColumn(
        key=entry.text("key"),
        head=head,
        width=entry.whole("width"),
        align=entry.choice("align", Align, Align.LEFT),
        upright=entry.flag("upright"),
    )
    entry.close()
    return column


def _mark(entry: Located) -> FormMark:
    mark = FormMark(plan=entry.text("plan"), sign=entry.text("sign"), word=entry.text("word"))
    entry.close()
    return mark


def _foot(entry: Located) -> FootRow:
    foot = FootRow(row=entry.text("row"), label=entry.text("label"))
    entry.close()
    return foot

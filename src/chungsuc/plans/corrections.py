"""Sửa mục đã đọc: which fields of an item a person may put right, and what is different after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from chungsuc.core.money import in_measure
from chungsuc.core.statements import Comparator, Mode, PartialDate, SourceKind, StatementKind, Subject
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.languages import figures
from chungsuc.languages.data import vietnamese
from chungsuc.plans.models import ReadItem

Data = Mapping[str, Any]
Section = ReadItem.Section

_STATEMENT = (
    "value",
    "value_to",
    "of",
    "comparator",
    "measure",
    "object_text",
    "units",
    "criteria",
    "body",
    "kind",
    "mode",
    "subject",
    "value_from",
    "level",
    "level_to",
    "all_units",
    "rest",
    "decimals",
)
_WORK = ("body", "text", "deadline", "report_to")
FIELDS: dict[str, tuple[str, ...]] = {
    Section.TARGETS: (*_STATEMENT, "deadline"),
    Section.BASELINE: (*_STATEMENT, "as_of"),
    Section.FUNDING: ("label", "amount", "measure", "source_kind", "parent", "year", "year_to"),
    Section.TASKS: _WORK,
    Section.DUTIES: _WORK,
    Section.LEGAL_BASES: ("kind", "number", "issued_on", "issuer", "subject"),
    Section.ANNEXES: ("present",),
}
NUMBERS = frozenset({"value", "value_to", "value_from", "of", "level", "level_to"})
DAYS = frozenset({"deadline", "as_of", "issued_on"})
UNTOLD = frozenset({"decimals"})  # follows from how the value is written


def changed(before: Data, after: Data) -> dict[str, list[Any]]:
    """What is different, field by field: `{"value": ["6", "7"]}`."""
    names = [name for name in after if not _same(name, before.get(name), after[name])]
    return {name: [before.get(name), after[name]] for name in names}


def written_anew(section: str, data: Data, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The item with its figures also as text, where the figures were changed: findings quote that text."""
    given = dict(data)
    if section == Section.FUNDING and changes.keys() & {"amount", "measure"}:
        given["stated"] = in_measure(int(given["amount"]), given["measure"])
    if given.get("numbers") and changes.keys() & {"value", "value_to", "of"}:
        given["numbers"] = list(_numbers(given))
    return given


def _numbers(data: Data) -> Iterator[str]:
    """ "06/9" that became 7 of 9 is "07/9": the paper's own way of writing."""
    if data.get("value") is None:
        return
    before = next(iter(data.get("numbers") or ()), "")
    number = format_number(Decimal(data["value"]), data.get("decimals") or None)
    if before.startswith("0") and number.isdigit():
        number = number.zfill(2)
    yield number if data.get("of") is None else f"{number}/{format_number(Decimal(data['of']))}"
    if data.get("value_to") is not None:
        yield format_number(Decimal(data["value_to"]), data.get("decimals") or None)


def _same(name: str, one: Any, other: Any) -> bool:
    if name in NUMBERS and one is not None and other is not None:
        return Decimal(one) == Decimal(other)
    return (one or None) == (other or None) if not isinstance(one, bool) else one == bool(other)


def label(section: str, name: str) -> str:
    """How a field is called beside its box."""
    of_section = {
        (Section.LEGAL_BASES, "kind"): _("Loại văn bản"),
        (Section.LEGAL_BASES, "subject"): _("Trích yếu"),
        (Section.FUNDING, "measure"): _("Đơn vị tính"),
        (Section.FUNDING, "label"): _("Nguồn vốn"),
        (Section.TASKS, "text"): _("Nội dung việc"),
    }
    plain = {
        "value": _("Giá trị"),
        "value_to": _("Đến giá trị"),
        "value_from": _("Giá trị ban đầu"),
        "of": _("Trên tổng số"),
        "level": _("Ở mức (số tiêu chí)"),
        "level_to": _("Đến mức (số tiêu chí)"),
        "comparator": _("So sánh"),
        "measure": _("Đơn vị đo"),
        "object_text": _("Đối tượng"),
        "units": _("Xã, đơn vị"),
        "criteria": _("Tiêu chí"),
        "body": _("Cơ quan phụ trách"),
        "kind": _("Dạng câu"),
        "mode": _("Động từ"),
        "subject": _("Đếm gì"),
        "all_units": _("Nói về tất cả các xã"),
        "rest": _("Nói về các xã còn lại"),
        "deadline": _("Thời hạn"),
        "as_of": _("Thời điểm của kết quả"),
        "amount": _("Số tiền"),
        "source_kind": _("Loại nguồn"),
        "parent": _("Là phần của"),
        "year": _("Từ năm"),
        "year_to": _("Đến năm"),
        "text": _("Nội dung"),
        "report_to": _("Báo cáo"),
        "number": _("Số, ký hiệu"),
        "issued_on": _("Ngày ban hành"),
        "issuer": _("Cơ quan ban hành"),
        "present": _("Có kèm theo văn bản"),
    }
    return of_section.get((section, name)) or plain.get(name, name)


def choices(name: str) -> dict[str, str]:
    """The words for each value of a field that takes one of a few."""
    return {
        "comparator": {
            Comparator.EQUAL: _("bằng"),
            Comparator.AT_LEAST: _("ít nhất"),
            Comparator.AT_MOST: _("nhiều nhất"),
            Comparator.RANGE: _("trong khoảng"),
        },
        "kind": {
            StatementKind.KEEP: _("giữ"),
            StatementKind.GAIN: _("đạt thêm"),
            StatementKind.COUNT: _("số lượng"),
            StatementKind.SHARE: _("tỷ lệ"),
            StatementKind.AVERAGE: _("bình quân"),
            StatementKind.FLOOR: _("mức thấp nhất"),
            StatementKind.CEILING: _("mức cao nhất"),
            StatementKind.TOTAL: _("tổng số"),
        },
        "mode": {
            Mode.REACH: _("đạt, có (khi kết thúc)"),
            Mode.ADD: _("thêm, tăng thêm"),
            Mode.KEEP: _("duy trì, giữ"),
        },
        "subject": {
            Subject.CRITERION: _("số xã đạt một tiêu chí"),
            Subject.CRITERIA: _("số tiêu chí đạt"),
            Subject.COMMUNES: _("xã đạt chuẩn"),
            Subject.VILLAGES: _("thôn đạt chuẩn"),
            Subject.MODEL_VILLAGES: _("thôn kiểu mẫu"),
            Subject.INDICATOR: _("một chỉ tiêu đo được"),
            Subject.OTHER: _("việc khác"),
        },
        "source_kind": {
            SourceKind.TOTAL: _("tổng số"),
            SourceKind.CENTRAL: _("ngân sách trung ương"),
            SourceKind.DEVELOPMENT: _("vốn đầu tư phát triển"),
            SourceKind.RECURRENT: _("vốn sự nghiệp"),
            SourceKind.PROVINCE: _("ngân sách tỉnh"),
            SourceKind.DISTRICT: _("ngân sách huyện"),
            SourceKind.COMMUNE: _("ngân sách xã"),
            SourceKind.LOCAL: _("ngân sách địa phương"),
            SourceKind.COUNTERPART: _("vốn đối ứng"),
            SourceKind.INTEGRATED: _("vốn lồng ghép"),
            SourceKind.PROGRAMME: _("một chương trình"),
            SourceKind.CREDIT: _("vốn tín dụng"),
            SourceKind.ORGANISATIONS: _("tổ chức, doanh nghiệp"),
            SourceKind.PEOPLE: _("người dân đóng góp"),
            SourceKind.OTHER: _("nguồn khác"),
        },
    }.get(name, {})


def shown(section: str, name: str, value: Any) -> str:
    """A value of a field in words, for the history: "7", "12/2025", "Sủng Là, Lũng Cú"."""
    if value in (None, "", []):
        return _("để trống")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if name in NUMBERS:
        return _number(value)
    if name == "amount":
        return _("%s triệu đồng") % figures.in_millions(int(value))
    if name in DAYS:
        return figures.format_date(PartialDate.from_iso(value))
    if name == "units":
        return ", ".join(vietnamese(each.get("name") or each["text"]) for each in value)
    if name == "criteria":
        return ", ".join(
            f"{vietnamese(each['text'])} ({each['code']})" if each["code"] else vietnamese(each["text"])
            for each in value
        )
    if section == Section.LEGAL_BASES:
        return vietnamese(value)
    return choices(name).get(value) or vietnamese(value)


def _number(value: Any) -> str:
    try:
        return figures.format_number(Decimal(value))
    except InvalidOperation:
        return str(value)


def told(section: str, changes: Mapping[str, list[Any]]) -> list[tuple[str, str, str]]:
    """A correction for the page: the field, what was read, what it was made."""
    return [
        (label(section, name), shown(section, name, before), shown(section, name, after))
        for name, (before, after) in changes.items()
        if name not in UNTOLD
    ]

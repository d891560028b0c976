"""Words for what was read: one line that an official takes in at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from chungsuc.core.statements import Comparator, FindingKind, Mode, StatementKind, Subject
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.core.workflow import PlanEventKind

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """An item in short: what it is about, its figure, and what else belongs to it."""

    label: str
    figure: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of finding is called and coloured."""

    label: str
    css: str


def finding_kind(kind: str) -> Kind:
    """Red for what cannot be true, gold for what someone should look at, blue for what is worth knowing."""
    return {
        FindingKind.CONTRADICTION: Kind(_("Mâu thuẫn"), "bad"),
        FindingKind.ARITHMETIC: Kind(_("Số cộng không khớp"), "bad"),
        FindingKind.REFERENCE: Kind(_("Dẫn chiếu"), "ask"),
        FindingKind.SLIP: Kind(_("Có thể viết nhầm"), "ask"),
        FindingKind.QUESTION: Kind(_("Cần hỏi lại"), "ask"),
        FindingKind.IMPLIED: Kind(_("Suy ra"), "known"),
    }[FindingKind(kind)]


def event(kind: str) -> str:
    """What was done, in the history of a plan."""
    return {
        PlanEventKind.UPLOADED: _("Tải lên"),
        PlanEventKind.READ: _("Máy đọc xong"),
        PlanEventKind.REFUSED: _("Không đọc được"),
        PlanEventKind.REREAD: _("Yêu cầu đọc lại"),
        PlanEventKind.CONFIRMED: _("Ghi nhận đã đọc đúng"),
        PlanEventKind.PUBLISHED: _("Công khai"),
        PlanEventKind.WITHDRAWN: _("Rút"),
    }[PlanEventKind(kind)]


def statement(data: Data, names: Mapping[str, str]) -> Words:
    """A target or a stated result. `names` gives the criteria of the set in force by code."""
    parts = [_about(data, names)]
    places = _places(data)
    if places:
        parts.append(places)
    more = [data["body"]] if data.get("body") else []
    return Words(" · ".join(parts), _figure(data), " · ".join(more))


def duty(data: Data) -> Words:
    """A task or a standing duty: the body first, then what it does."""
    more = [_("định kỳ: %s") % ", ".join(data["frequency"])] if data.get("frequency") else []
    if data.get("report_to"):
        more.append(_("báo cáo %s") % data["report_to"])
    if data.get("advises"):
        more.append(_("tham mưu %s") % data["advises"])
    return Words(data.get("body") or "", "", " · ".join(more))


def legal_basis(data: Data) -> Words:
    """A document that the paper rests on."""
    more = [data["subject"]] if data.get("subject") else []
    return Words(f"{data['kind']} {data['number']}".strip(), "", " · ".join(more))


def _about(data: Data, names: Mapping[str, str]) -> str:
    verb = _verb(data)
    codes = [_criterion(each, names) for each in data.get("criteria", ())]
    if codes:
        what = ", ".join(codes)
    elif data.get("level") is not None:
        what = _("xã đạt %s tiêu chí") % format_number(Decimal(data["level"]))
    else:
        what = _subject(data)
    return f"{verb} {what}" if verb else what[:1].upper() + what[1:]


def _verb(data: Data) -> str:
    kind, mode = StatementKind(data["kind"]), Mode(data["mode"])
    by_kind = {
        StatementKind.AVERAGE: _("Bình quân"),
        StatementKind.TOTAL: _("Tổng số"),
    }
    if kind in by_kind:
        return f"{by_kind[kind]} {_('thêm')}" if mode is Mode.ADD else by_kind[kind]
    return {Mode.ADD: _("Thêm"), Mode.KEEP: _("Duy trì"), Mode.REACH: _("Đạt")}[mode]


def _subject(data: Data) -> str:
    words = data.get("object_text") or ""
    plain = {
        Subject.CRITERIA: _("tiêu chí"),
        Subject.COMMUNES: _("xã đạt chuẩn"),
        Subject.VILLAGES: _("thôn đạt chuẩn"),
        Subject.MODEL_VILLAGES: _("thôn kiểu mẫu"),
    }
    return str(plain.get(Subject(data["subject"])) or words or data.get("measure") or _("chỉ tiêu"))


def _criterion(mention: Data, names: Mapping[str, str]) -> str:
    code = mention.get("code")
    if code is None:
        return f"“{mention['text']}”"
    name = names.get(code)
    return f"{code}. {name}" if name else str(mention["text"])


def _places(data: Data) -> str:
    named = [each.get("name") or each["text"] for each in data.get("units", ())]
    if named:
        return ", ".join(named)
    if data.get("rest"):
        return _("các xã còn lại")
    if data.get("all_units"):
        return _("tất cả các xã")
    return ""


def _figure(data: Data) -> str:
    if data.get("value") is None:
        return ""
    places = data.get("decimals") or None
    value = format_number(Decimal(data["value"]), places)
    if data.get("of") is not None:
        value = f"{value}/{format_number(Decimal(data['of']))}"
    if data.get("value_to") is not None:
        value = f"{value} - {format_number(Decimal(data['value_to']), places)}"
    before = {Comparator.AT_LEAST: "≥ ", Comparator.AT_MOST: "≤ "}.get(Comparator(data["comparator"]), "")
    measure = data.get("measure") or ""
    return f"{before}{value}{measure if measure == '%' else ' ' + measure}".strip()

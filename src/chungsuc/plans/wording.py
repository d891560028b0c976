"""Words for what was read: one line that an official takes in at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from chungsuc.core.statements import (
    Comparator,
    FindingKind,
    Mode,
    PartialDate,
    PartList,
    StatementKind,
    Subject,
)
from chungsuc.core.vietnamese.text import fold
from chungsuc.core.workflow import PlanEventKind
from chungsuc.languages.data import OPEN, bare, capital, vietnamese
from chungsuc.languages.figures import format_date, format_number, in_measure
from chungsuc.languages.words import word

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
        FindingKind.ARITHMETIC: Kind(_("Số liệu không khớp"), "bad"),
        FindingKind.REFERENCE: Kind(_("Dẫn chiếu"), "ask"),
        FindingKind.SLIP: Kind(_("Có thể viết nhầm"), "ask"),
        FindingKind.QUESTION: Kind(_("Cần hỏi lại"), "ask"),
        FindingKind.IMPLIED: Kind(_("Suy ra"), "known"),
    }[FindingKind(kind)]


def refused(reason: str) -> str:
    """What stands above the sentence that says why: the paper itself may have been read well."""
    return {
        "unit": _("Đã đọc được văn bản, nhưng chưa biết của đơn vị nào."),
        "reach": _("Đã đọc được văn bản, nhưng đơn vị ngoài phạm vi của bạn."),
    }.get(reason, _("Không đọc được văn bản này."))


def event(kind: str, reason: str = "") -> str:
    """What was done, in the history of a plan."""
    if kind == PlanEventKind.REFUSED and reason:
        return _("Chưa lưu bản đọc")
    return {
        PlanEventKind.UPLOADED: _("Tải lên"),
        PlanEventKind.READ: _("Máy đọc xong"),
        PlanEventKind.REFUSED: _("Không đọc được"),
        PlanEventKind.REREAD: _("Yêu cầu đọc lại"),
        PlanEventKind.RECHECKED: _("Kiểm tra lại bản đọc đã sửa"),
        PlanEventKind.CONFIRMED: _("Ghi nhận đã đọc đúng"),
        PlanEventKind.PUBLISHED: _("Công khai"),
        PlanEventKind.WITHDRAWN: _("Rút"),
    }[PlanEventKind(kind)]


def statement(data: Data, names: Mapping[str, str]) -> Words:
    """A target or a stated result. `names` gives the criteria of the set in force by code."""
    places, criteria = _places(data), _criteria(data, names)
    if places and criteria:
        label = f"{places}: {_verb(data).lower()} {criteria}"
    elif places:
        label = f"{_about(data)}: {places}"
    elif criteria:
        label = _indicator(data) or f"{_verb(data)} {_('tiêu chí')} {criteria}"
    else:
        label = _about(data)
    if not places and (whom := _whom(data)):
        label = f"{label} · {whom}"
    return Words(label, _figure(data), " · ".join(_besides(data)))


def _indicator(data: Data) -> str:
    """ "Chỉ tiêu 17.1 Tỷ lệ hộ dùng nước sạch": one part of a criterion, as the text names it."""
    mentions = data["criteria"]
    code = mentions[0].get("code") or ""
    if len(mentions) != 1 or "." not in code:
        return ""
    words = _("Chỉ tiêu %(code)s %(name)s") % {"code": code, "name": vietnamese(mentions[0]["text"])}
    return words if Mode(data["mode"]) is Mode.REACH else f"{_verb(data)}: {words}"


def _besides(data: Data) -> list[str]:
    """The body responsible, where the value begins, and how the parts of a total are introduced."""
    more = [vietnamese(data["body"])] if data.get("body") else []
    if data.get("value_from") is not None:
        more.append(_("ban đầu: %s") % format_number(Decimal(data["value_from"])))
    if data.get("compared_with"):
        more.append(_("so với %s") % format_date(PartialDate.from_iso(data["compared_with"])))
    if data.get("parts"):
        is_whole = data["parts"] == PartList.ALL
        more.append(_("có các phần, cộng lại đủ") if is_whole else _("có nêu một số phần"))
    return more


def stated_sum(data: Data) -> Words:
    """A figure that the text derives from others: the figure, and the parts or the formula."""
    parts = [f"{each['what']} {each['stated']}".strip() for each in data.get("parts", ())]
    joined = data.get("expression") or "; ".join(parts)
    total = data["total"]
    figure = f"{total['stated']} {total.get('measure') or ''}".strip()
    return Words(vietnamese(data["what"]), vietnamese(figure), vietnamese(joined))


def money(data: Data) -> Words:
    """A source with its amount as the paper measures it."""
    amount = in_measure(int(data["amount"]), data["measure"])
    return Words(vietnamese(data["label"]), f"{amount} {word(data['measure'])}", money_besides(data))


def money_besides(data: Data) -> str:
    """What else stands beside an amount: its years, its share, and the amount in words."""
    more = []
    if data.get("year") is not None:
        last = data.get("year_to")
        years = f"{data['year']}-{last}" if last and last != data["year"] else str(data["year"])
        more.append(_("năm %s") % years)
    if data.get("share") is not None:
        more.append(_("văn bản ghi %s%%") % format_number(Decimal(data["share"])))
    if data.get("in_words") is not None:
        more.append(_("bằng chữ: %s đồng") % format_number(Decimal(data["in_words"])))
    return " · ".join(more)


def duty(data: Data) -> Words:
    """A task or a standing duty: the body first, then what it does."""
    more = [_("định kỳ: %s") % vietnamese(", ".join(data["frequency"]))] if data.get("frequency") else []
    if data.get("deadline"):
        more.append(_("hạn %s") % format_date(PartialDate.from_iso(data["deadline"])))
    if data.get("report_to"):
        more.append(_("báo cáo %s") % vietnamese(data["report_to"]))
    if data.get("advises"):
        more.append(_("tham mưu %s") % vietnamese(data["advises"]))
    return Words(vietnamese(data.get("body")), "", " · ".join(more))


def legal_basis(data: Data) -> Words:
    """A document that the paper rests on."""
    return Words(vietnamese(f"{data['kind']} {data['number']}".strip()), "", vietnamese(data.get("subject")))


def _about(data: Data) -> str:
    """What the figure counts, with the verb where the words have one."""
    kind, mode = StatementKind(data["kind"]), Mode(data["mode"])
    if data.get("level_to") is not None:
        what = _("xã đạt từ %(low)s đến %(high)s tiêu chí") % {
            "low": format_number(Decimal(data["level"])),
            "high": format_number(Decimal(data["level_to"])),
        }
    elif data.get("level") is not None:
        what = _("xã đạt %s tiêu chí") % format_number(Decimal(data["level"]))
    else:
        what = _subject(data)
    if kind is StatementKind.AVERAGE:
        return _("Bình quân %s") % what
    if kind is StatementKind.TOTAL:
        if mode is Mode.ADD:
            return _("Tổng số %s đạt thêm") % what
        return capital(what) if fold(bare(what)).startswith("tong ") else _("Tổng số %s") % what
    if kind in (StatementKind.FLOOR, StatementKind.CEILING):
        return _("Mức thấp nhất") if kind is StatementKind.FLOOR else _("Mức cao nhất")
    if mode is Mode.REACH:
        return capital(what)
    return f"{_verb(data)} {what if what.startswith(OPEN) else what[:1].lower() + what[1:]}"


def _verb(data: Data) -> str:
    return {Mode.ADD: _("Thêm"), Mode.KEEP: _("Duy trì"), Mode.REACH: _("Đạt")}[Mode(data["mode"])]


def _subject(data: Data) -> str:
    plain = {
        Subject.CRITERIA: _("tiêu chí"),
        Subject.COMMUNES: _("xã đạt chuẩn"),
        Subject.VILLAGES: _("thôn đạt chuẩn"),
        Subject.MODEL_VILLAGES: _("thôn kiểu mẫu"),
    }
    words = vietnamese(data.get("object_text") or data.get("measure")) or _("chỉ tiêu")
    if data["subject"] == Subject.VILLAGES and data.get("measure") == "xã":
        return str(words)  # a slip of the paper: communes counted by the villages' standard; its own words
    return str(plain.get(Subject(data["subject"])) or words)


def _criteria(data: Data, names: Mapping[str, str]) -> str:
    """ "Thu nhập (10), Y tế (15)": as the set in force names them, or as the text does in quotes."""
    told = []
    for mention in data.get("criteria", ()):
        code = mention.get("code")
        told.append(
            f"“{vietnamese(mention['text'])}”"
            if code is None
            else f"{vietnamese(names.get(code, mention['text']))} ({code})"
        )
    return ", ".join(told)


def _places(data: Data) -> str:
    return ", ".join(vietnamese(each.get("name") or each["text"]) for each in data.get("units", ()))


def _whom(data: Data) -> str:
    if data.get("rest"):
        return _("các xã còn lại")
    return _("tất cả các xã") if data.get("all_units") else ""


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
    return f"{before}{value}{measure if measure == '%' else ' ' + vietnamese(measure)}".strip()

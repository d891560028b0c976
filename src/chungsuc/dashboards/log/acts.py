"""The acts of the log in the words of those who do them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungsuc.accounts.models import Role
from chungsuc.core.dossiers.procedure import DossierKind
from chungsuc.core.errors import ChungsucError
from chungsuc.core.periods import Period
from chungsuc.core.vietnamese.dates import format_date
from chungsuc.languages.data import as_told, vietnamese
from chungsuc.languages.figures import format_number
from chungsuc.languages.words import SPEECH
from chungsuc.workflow.models import Purpose

# The kinds that a reader may choose among, each with the acts that belong to it.
KINDS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "so-lieu": (gettext_lazy("Số liệu"), ("observation.", "observations.", "import.", "figure.", "figures.")),
    "minh-chung": (gettext_lazy("Minh chứng"), ("evidence.",)),
    "tham-dinh": (gettext_lazy("Thẩm định chỉ tiêu"), ("review.",)),
    "ho-so": (gettext_lazy("Hồ sơ"), ("dossier.",)),
    "ke-hoach": (gettext_lazy("Kế hoạch và vốn"), ("plan.", "funding.")),
    "nguoi-dung": (gettext_lazy("Người dùng và vai trò"), ("user.", "role.", "scope.", "token.")),
    "don-vi": (gettext_lazy("Đơn vị và cơ quan"), ("units.", "body.", "official.")),
    "bo-tieu-chi": (gettext_lazy("Bộ tiêu chí và mức"), ("criteria_set.", "overlay.", "rollups.")),
}

WORDS: Mapping[str, Any] = {
    "chain.begun": gettext_lazy("Mở chuỗi nhật ký"),
    "observation.recorded": gettext_lazy("Ghi số liệu"),
    "observation.accepted": gettext_lazy("Chấp nhận số liệu"),
    "observations.imported": gettext_lazy("Ghi nhiều số liệu"),
    "observations.sample_loaded": gettext_lazy("Nạp số liệu mẫu"),
    "figure.commented": gettext_lazy("Trao đổi về số liệu"),
    "figure.reviewed": gettext_lazy("Đối chiếu mức với văn bản in"),
    "figures.assigned": gettext_lazy("Giao người nhập số liệu"),
    "figures.assignment_ended": gettext_lazy("Thôi giao nhập số liệu"),
    "import.received": gettext_lazy("Nhận tệp số liệu"),
    "import.refused": gettext_lazy("Không nhận tệp số liệu"),
    "import.dropped": gettext_lazy("Bỏ tệp số liệu"),
    "import.chosen": gettext_lazy("Chọn số liệu giữa tệp và hệ thống"),
    "evidence.attached": gettext_lazy("Thêm minh chứng"),
    "evidence.withdrawn": gettext_lazy("Rút minh chứng"),
    "evidence.demanded": gettext_lazy("Yêu cầu phải có minh chứng"),
    "evidence.demand_ended": gettext_lazy("Thôi yêu cầu phải có minh chứng"),
    "review.submitted": gettext_lazy("Trình chỉ tiêu"),
    "review.questioned": gettext_lazy("Hỏi lại về chỉ tiêu"),
    "review.explained": gettext_lazy("Giải trình về chỉ tiêu"),
    "review.returned": gettext_lazy("Trả lại chỉ tiêu"),
    "review.verified": gettext_lazy("Chấp nhận chỉ tiêu"),
    "review.reopened": gettext_lazy("Mở lại chỉ tiêu"),
    "review.duties_assigned": gettext_lazy("Giao cơ quan phụ trách chỉ tiêu"),
    "dossier.voted": gettext_lazy("Bỏ phiếu về hồ sơ"),
    "dossier.paper_added": gettext_lazy("Thêm bản ký của quyết định"),
    "dossier.part_stated": gettext_lazy("Ghi một phần của hồ sơ"),
    "dossier.step_assigned": gettext_lazy("Giao người làm bước của hồ sơ"),
    "plan.uploaded": gettext_lazy("Tải lên kế hoạch"),
    "plan.read": gettext_lazy("Đọc kế hoạch"),
    "plan.reread": gettext_lazy("Đọc lại kế hoạch"),
    "plan.refused": gettext_lazy("Không đọc được kế hoạch"),
    "plan.rechecked": gettext_lazy("Soát lại kế hoạch"),
    "plan.item_decided": gettext_lazy("Quyết định về một mục của kế hoạch"),
    "plan.item_corrected": gettext_lazy("Sửa một mục của kế hoạch"),
    "plan.item_added": gettext_lazy("Thêm một mục của kế hoạch"),
    "plan.confirmed": gettext_lazy("Xác nhận kế hoạch"),
    "plan.published": gettext_lazy("Công khai kế hoạch"),
    "plan.withdrawn": gettext_lazy("Rút kế hoạch"),
    "plan.vouched_for": gettext_lazy("Bảo đảm bản đọc kế hoạch"),
    "plan.finding_acknowledged": gettext_lazy("Ghi nhận điều mâu thuẫn của kế hoạch"),
    "funding.recorded": gettext_lazy("Ghi vốn theo kế hoạch"),
    "user.created": gettext_lazy("Mở tài khoản"),
    "user.password_set": gettext_lazy("Đặt lại mật khẩu"),
    "user.password_changed": gettext_lazy("Đổi mật khẩu của mình"),
    "user.deactivated": gettext_lazy("Khóa tài khoản"),
    "user.activated": gettext_lazy("Mở khóa tài khoản"),
    "role.given": gettext_lazy("Giao vai trò"),
    "role.ended": gettext_lazy("Kết thúc vai trò"),
    "scope.given": gettext_lazy("Giao chỉ tiêu"),
    "scope.ended": gettext_lazy("Thôi giao chỉ tiêu"),
    "token.made": gettext_lazy("Tạo khóa cho chương trình khác"),
    "token.revoked": gettext_lazy("Thu hồi khóa của chương trình khác"),
    "units.reference_loaded": gettext_lazy("Nạp danh mục đơn vị"),
    "units.reorganised": gettext_lazy("Sắp xếp đơn vị"),
    "units.paper_kept": gettext_lazy("Giữ bản ký của nghị quyết"),
    "units.parts_weighed": gettext_lazy("Ghi tỷ trọng các phần của đơn vị"),
    "units.weighed": gettext_lazy("Ghi trọng số của đơn vị"),
    "units.tagged": gettext_lazy("Phân loại đơn vị"),
    "units.tag_ended": gettext_lazy("Thôi phân loại đơn vị"),
    "units.villages_added": gettext_lazy("Ghi thôn"),
    "units.boundaries_loaded": gettext_lazy("Nạp ranh giới đơn vị"),
    "body.added": gettext_lazy("Thêm cơ quan"),
    "body.succeeded": gettext_lazy("Sáp nhập, đổi tên cơ quan"),
    "official.took_office": gettext_lazy("Ghi nhiệm kỳ"),
    "official.left_office": gettext_lazy("Thôi giữ chức"),
    "criteria_set.stored": gettext_lazy("Lưu bộ tiêu chí"),
    "overlay.stored": gettext_lazy("Ghi quyết định về mức"),
    "overlay.withdrawn": gettext_lazy("Rút quyết định về mức"),
    "rollups.rebuilt": gettext_lazy("Tính lại số tổng hợp"),
    "rollups.recounted": gettext_lazy("Tính xong số tổng hợp sau quyết định"),
    "rollups.recounted_in_part": gettext_lazy("Tính một phần số tổng hợp sau quyết định"),
}

_STEPS = frozenset(DossierKind)


def told(action: str) -> str:
    """The act in words."""
    family, _dot, kind = action.partition(".")
    if family == "dossier" and kind in _STEPS:
        return _("Hồ sơ: %(step)s") % {"step": DossierKind(kind).done(SPEECH)}
    return str(WORDS.get(action) or _("Việc khác"))


# --- what an entry says beside the act -------------------------------------------------------------


def _period(text: Any) -> str:
    try:
        return Period.parse(str(text)).told(SPEECH)
    except ChungsucError:
        return str(text)


def _day(text: Any) -> str:
    try:
        return format_date(date.fromisoformat(str(text)))
    except ValueError:
        return str(text)


def _role(value: Any) -> str:
    return str(Role(value).label) if value in Role.values else str(value)


def by_number(code: str) -> list[tuple[int, str]]:
    """The order of codes as people count: 2 before 10, 17.1 before 17.10."""
    return [(int(part), "") if part.isdecimal() else (10**9, part) for part in code.split(".")]


def _codes(value: Any) -> str:
    """Codes, of whatever sets: those of a list of [set, code]."""
    pieces = (each[-1] if isinstance(each, list) and each else each for each in value)
    listed = sorted({str(each) for each in pieces}, key=by_number)
    some = ", ".join(listed[:_SOME])
    return f"{some}, …" if len(listed) > _SOME else some


def _count(value: Any) -> str:
    return format_number(value) if isinstance(value, int) else str(len(value))


_SOME = 12  # codes that an entry names; more are counted

# Each thing that an entry may hold, in the order in which it is told. What is not here is not shown.
_TOLD: Mapping[str, Callable[[Any], str]] = {
    "user": lambda value: _("tài khoản %(name)s") % {"name": as_told(str(value))},
    "username": lambda value: _("tài khoản %(name)s") % {"name": as_told(str(value))},
    "role": _role,
    "body": lambda value: vietnamese(str(value)),
    "name": lambda value: vietnamese(str(value)),
    "title": lambda value: vietnamese(str(value)),
    "of_dossier": lambda value: f"{Purpose(value[0]).label}, {vietnamese(str(value[1]))}",
    "indicator": lambda value: _("chỉ tiêu %(code)s") % {"code": value},
    "code": lambda value: _("chỉ tiêu %(code)s") % {"code": value},
    "codes": lambda value: _("chỉ tiêu %(code)s") % {"code": _codes(value)},
    "indicators": lambda value: _("chỉ tiêu %(code)s") % {"code": _codes(value)},
    "period": _period,
    "year": lambda value: _("năm %(year)s") % {"year": value},
    "entries": lambda value: _("%(n)s số liệu") % {"n": _count(value)},
    "from": lambda value: _("từ ngày %(day)s") % {"day": _day(value)},
    "to": lambda value: _("đến trước ngày %(day)s") % {"day": _day(value)},
    "explain_by": lambda value: _("giải trình trước ngày %(day)s") % {"day": _day(value)},
    "order": lambda value: _("văn bản %(number)s") % {"number": vietnamese(str(value))},
    "decision": lambda value: _("văn bản %(number)s") % {"number": vietnamese(str(value))},
    "document": lambda value: _("văn bản %(number)s") % {"number": vietnamese(str(value))},
    "file": lambda value: as_told(str(value)),
    "reason": lambda value: _("lý do: %(words)s") % {"words": as_told(str(value))},
    "why": lambda value: _("lý do: %(words)s") % {"words": as_told(str(value))},
    "words": lambda value: _("lời ghi: %(words)s") % {"words": as_told(str(value))},
}


Cell = tuple[str, str]  # a unit's id, and the code of an indicator or a criterion


def details(data: Mapping[str, Any], names: Mapping[str, str], only: Cell | None = None) -> list[str]:
    """What an entry holds beside the act, in words; `names` of units by their ids. Of the cells that it was
    done to all, or only those of one unit and code: others are not everybody's."""
    found = [telling(data[key]) for key, telling in _TOLD.items() if data.get(key) not in (None, "", [], {})]
    cells = [each for each in cells_of(data) if only is None or _is_of(each, only)]
    for cell in cells[:_SOME]:
        unit = names.get(str(cell.get("unit")), "")
        said = f"{unit} {cell.get('code')}".strip()
        if cell.get("reason"):
            said = f"{said}: {as_told(str(cell['reason']))}"
        found.append(said)
    if (more := len(cells) - _SOME) > 0:
        found.append(_("và %(n)s ô khác") % {"n": format_number(more)})
    return found


def _is_of(cell: Mapping[str, Any], only: Cell) -> bool:
    unit_id, code = only
    own = str(cell.get("code"))
    return cell.get("unit") == unit_id and (own == code or own.startswith(f"{code}."))


def cells_of(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The cells that one act was done to."""
    cells = data.get("cells")
    return [each for each in cells if isinstance(each, dict)] if isinstance(cells, list) else []

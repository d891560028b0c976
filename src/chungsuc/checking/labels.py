"""Nhãn: the Vietnamese words for kinds, severities and certainties, as lists and sheets show them."""

from __future__ import annotations

from chungsuc.core.statements import Certainty, FindingKind, Mode, Severity

SEVERITIES = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Ghi chú"}
KINDS = {
    FindingKind.CONTRADICTION: "Mâu thuẫn",
    FindingKind.ARITHMETIC: "Số học",
    FindingKind.REFERENCE: "Viện dẫn",
    FindingKind.SLIP: "Lỗi viết",
    FindingKind.QUESTION: "Câu hỏi",
    FindingKind.IMPLIED: "Suy ra được",
}
CERTAINTIES = {
    Certainty.CERTAIN: "Chắc chắn",
    Certainty.LIKELY: "Có lẽ",
    Certainty.DOUBTFUL: "Còn ngờ",
}
MODES = {Mode.REACH: "đạt", Mode.ADD: "thêm", Mode.KEEP: "duy trì"}

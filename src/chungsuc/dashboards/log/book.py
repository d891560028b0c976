"""The log as a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter  # type: ignore[import-untyped]
from django.utils import timezone
from django.utils.translation import gettext as _

from chungsuc.dashboards.log.rows import Row, as_data

MOST = 10_000  # lines in one workbook


def workbook(listed: Sequence[Row], *, heading: str, is_all: bool) -> bytes:
    """One sheet: a line for each entry, the newest first. Texts are never read as formulas or links."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True},
    )
    sheet = book.add_worksheet("Nhật ký")
    bold, day = (
        book.add_format({"bold": True}),
        book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss", "align": "left"}),
    )
    sheet.write_string(0, 0, heading, bold)
    if not is_all:
        sheet.write_string(
            1, 0, _("Chỉ có %(most)s dòng mới nhất; hãy thu hẹp khoảng ngày.") % {"most": MOST}
        )
    heads = (
        _("Lúc"),
        _("Người làm"),
        _("Tài khoản"),
        _("Việc"),
        _("Đơn vị"),
        _("Chi tiết"),
        _("Số thứ tự"),
    )
    for column, (text, width) in enumerate(zip(heads, (20, 28, 18, 34, 28, 80, 12), strict=True)):
        sheet.write_string(2, column, text, bold)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(3, 0)
    for line, values in enumerate(as_data(listed), start=3):
        for column, value in enumerate(values):
            if isinstance(value, datetime):
                sheet.write_datetime(line, column, timezone.localtime(value), day)
            elif isinstance(value, int):
                sheet.write_number(line, column, value)
            else:
                sheet.write_string(line, column, str(value))
    book.close()
    return out.getvalue()

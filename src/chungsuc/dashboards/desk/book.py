"""Danh sách chậm as a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

from chungsuc.dashboards.desk.late import Late
from chungsuc.languages.figures import format_date


def workbook(listed: Sequence[Late], *, on: date) -> bytes:
    """One sheet, the latest first. Texts are never read as formulas or links."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Chậm")
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
    sheet.write_string(0, 0, _("Danh sách chậm đến ngày %(day)s") % {"day": format_date(on)}, bold)
    heads = ((_("Cơ quan, đơn vị, người"), 36), (_("Việc chậm"), 70), (_("Hạn"), 12), (_("Chậm (ngày)"), 12))
    for column, (text, width) in enumerate(heads):
        sheet.write_string(2, column, text, bold)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(3, 0)
    for line, each in enumerate(listed, start=3):
        sheet.write_string(line, 0, each.who)
        sheet.write_string(line, 1, each.what)
        sheet.write_datetime(line, 2, each.due, day)
        sheet.write_number(line, 3, each.days)
    book.close()
    return out.getvalue()

"""A count and the places that the lines below it name."""

from __future__ import annotations

import pytest

from chungsuc.core.statements import StatementKind

KIND = StatementKind
GOALS = "II. MỤC TIÊU\n\n1. {}\n{}\n2. Giữ vững kết quả của các xã còn lại.\n"


@pytest.mark.parametrize(
    ("opening", "below", "names", "kind"),
    [
        ("Có thêm 02 xã đạt chuẩn nông thôn mới, gồm:", ["- Xã Môn Sơn;", "- Xã Lục Dạ."], 2, KIND.GAIN),
        ("Duy trì 02 xã đạt chuẩn nông thôn mới:", ["+ Môn Sơn", "+ Lục Dạ"], 2, KIND.KEEP),
        ("Có thêm 03 xã đạt chuẩn, gồm:", ["- Xã Môn Sơn, xã Lục Dạ;", "- Xã Yên Khê."], 3, KIND.GAIN),
        ("Có thêm 03 xã đạt chuẩn, gồm:", ["- Xã Môn Sơn;", "- Xã Lục Dạ."], 2, KIND.GAIN),
        # A line that says more, a name that is unknown or a number: the list may not be known whole.
        ("Có thêm 02 xã đạt chuẩn, gồm:", ["- Xã Môn Sơn (quý III);", "- Xã Lục Dạ: 02 tiêu chí."], 0, None),
        ("Có thêm 02 xã đạt chuẩn, gồm:", ["- Xã Môn Sơn;", "- Các xã biên giới."], 0, None),
        ("Có thêm 03 xã đạt chuẩn, trong đó:", ["- Xã Môn Sơn;", "- Xã Lục Dạ."], 0, None),
        ("Có thêm 02 xã đạt chuẩn, trong đó:", ["- Xã Môn Sơn;", "- Xã Lục Dạ."], 2, KIND.GAIN),
    ],
)
def test_names_in_the_lines_below(read_body, opening, below, names, kind):
    said = read_body(GOALS.format(opening, "\n".join(below))).targets[0]
    assert len(said.units) == names
    assert kind is None or said.kind is kind
    assert len({span.line for span in said.source.spans}) == (1 + len(below) if names else 1)

"""Which rows of a table are totals, by their names."""

from __future__ import annotations

import pytest

from chungsuc.reading.tables.columns import names_total


@pytest.mark.parametrize(
    "label",
    [
        "Tổng cộng", "TỔNG CỘNG", "Tổng số", "Tổng", "Cộng", "- Cộng:", "Tổng kinh phí", "Toàn huyện",
        "Cả nước", "Tông cộng", "Tong so", "cong", "Tồng kinh phí",
    ],
)  # fmt: skip
def test_names_of_totals(label):
    assert names_total(label)


@pytest.mark.parametrize("label", ["Công Hải", "Công Chính", "Tòng Bạt", "Tông Lạnh", "Tống Trân"])
def test_communes_whose_names_begin_alike(label):
    assert not names_total(label)


@pytest.mark.parametrize("label", ["", "-", "Xã Phú Gia", "Tiêu chí 1"])
def test_other_names(label):
    assert not names_total(label)

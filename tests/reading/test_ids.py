"""Every item of a reading is told by its id alone: findings and reviews point at it by nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields

from chungsuc.core.statements import Item
from chungsuc.documents import read_document
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer
from chungsuc.reading import read_plan

PAPER = """ỦY BAN NHÂN DÂN
HUYỆN CON CUÔNG
Số: 18/KH-UBND
Con Cuông, ngày 12 tháng 3 năm 2024

KẾ HOẠCH
Xây dựng nông thôn mới năm 2024 huyện Con Cuông, tỉnh Nghệ An

Căn cứ Quyết định số 263/QĐ-TTg ngày 22 tháng 02 năm 2022 của Thủ tướng Chính phủ;

I. KẾT QUẢ NĂM 2023
Đến hết năm 2023 có 05 xã đạt chuẩn nông thôn mới.
II. MỤC TIÊU NĂM 2024
Có thêm 02 xã đạt chuẩn nông thôn mới.
III. NHIỆM VỤ
1. Phòng Nông nghiệp mở 9 lớp tập huấn, gồm 4 lớp trồng trọt và 5 lớp chăn nuôi.
Tổng kinh phí: 500 triệu đồng, gồm: Ngân sách tỉnh 300 triệu đồng; Ngân sách huyện 200 triệu đồng.
(Chi tiết tại Phụ lục kèm theo)

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn Hòa
"""


def test_no_two_items_of_any_kind_share_an_id() -> None:
    paper = read_document(PAPER.encode(), "ke-hoach.txt")
    reading = read_plan(paper, gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets())
    assert reading.sums
    assert reading.signatories
    held = (getattr(reading, field.name) for field in fields(reading))
    groups = [each if isinstance(each, tuple) else (each,) for each in held]
    ids = Counter(item.id for group in groups for item in group if isinstance(item, Item))
    assert [key for key, times in ids.items() if times > 1] == []

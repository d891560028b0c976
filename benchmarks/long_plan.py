"""A plan of about thirty pages in Word: made up, for a real district, and consistent."""

from __future__ import annotations

import io
import random
from datetime import date

from docx import Document

from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.units import Gazetteer, Level, Unit

YEAR = 2024
DUTIES = (
    (
        "Tăng cường tuyên truyền, vận động Nhân dân tham gia xây dựng nông thôn mới; kịp thời biểu dương, "
        "nhân rộng các mô hình hay, cách làm sáng tạo ở cơ sở; nâng cao vai trò của người đứng đầu."
    ),
    (
        "Rà soát, đánh giá hiện trạng các tiêu chí, xây dựng kế hoạch chi tiết đến từng xã, từng thôn; phân "
        "công cụ thể cơ quan chủ trì, cơ quan phối hợp và thời hạn; định kỳ hằng quý báo cáo kết quả."
    ),
    (
        "Huy động, lồng ghép các nguồn vốn; ưu tiên các công trình thiết yếu về giao thông, thủy lợi, trường "
        "học, trạm y tế, nhà văn hóa; quản lý chặt chẽ, công khai, minh bạch, không để phát sinh nợ đọng."
    ),
)


def widest_district(gazetteer: Gazetteer, on: date) -> tuple[Unit, list[Unit]]:
    """The district with the most rural communes."""
    best: tuple[Unit, list[Unit]] | None = None
    for unit in gazetteer.units.values():
        if unit.level is Level.DISTRICT and unit.exists(on):
            communes = [each for each in gazetteer.children(unit.id, on) if each.kind == "xã"]
            if best is None or len(communes) > len(best[1]):
                best = unit, communes
    assert best is not None
    return best


def make(
    gazetteer: Gazetteer,
    criteria_set: CriteriaSet,
    *,
    pages: int = 30,
    seed: int = 7,
    contradicts_itself: bool = False,
) -> bytes:
    """The plan as a Word file. A page is about 400 words at 14 points.

    `contradicts_itself`: fewer communes are to meet a criterion than are named as meeting it.
    """
    on = date(YEAR, 1, 15)
    draw = random.Random(seed)
    district, communes = widest_district(gazetteer, on)
    province = gazetteer.ancestors(district.id, on)[-1]
    paper = Document()
    say = paper.add_paragraph
    say("Số: 15/KH-UBND")
    say(f"{district.name}, ngày 15 tháng 01 năm {YEAR}")
    say("KẾ HOẠCH")
    say(
        "Triển khai thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới "
        f"trên địa bàn {district.title}, {province.title}, năm {YEAR}"
    )
    say("Căn cứ Quyết định số 263/QĐ-TTg ngày 22/02/2022 của Thủ tướng Chính phủ phê duyệt Chương trình;")
    say("I. MỤC TIÊU")
    kept, rest = communes[: len(communes) // 3], communes[len(communes) // 3 :]
    say(
        f"1. Duy trì {len(kept):02d} xã đã được công nhận đạt chuẩn nông thôn mới: "
        + ", ".join(unit.name for unit in kept)
        + "."
    )
    gains = {unit: draw.sample(criteria_set.criteria, draw.randint(1, 4)) for unit in rest}
    total = sum(map(len, gains.values()))
    say(f"2. Đối với các xã còn lại hoàn thành thêm {total} tiêu chí, trong đó:")
    for unit, gained in gains.items():
        names = ", ".join(criterion.name for criterion in gained)
        say(f"- Xã {unit.name} {len(gained):02d} tiêu chí ({names});")
    first = criteria_set.criteria[0]
    least = len(kept) + sum(first in gained for gained in gains.values())
    promised = least - 1 if contradicts_itself else len(communes)
    say(f"3. Phấn đấu có {promised:02d}/{len(communes):02d} xã đạt tiêu chí {first.name}.")
    say("II. NGUỒN LỰC")
    central, people = draw.randrange(4_000, 9_000), draw.randrange(1_000, 3_000)
    say(f"Tổng nguồn vốn thực hiện năm {YEAR}: {_number(central + people)} triệu đồng, trong đó:")
    say(f"- Vốn ngân sách trung ương: {_number(central)} triệu đồng;")
    say(f"- Cộng đồng dân cư đóng góp: {_number(people)} triệu đồng.")
    say("III. NHIỆM VỤ, GIẢI PHÁP")
    words, item = 600, 0
    while words < pages * 400:
        item += 1
        say(f"{item}. Nội dung thứ {item}")
        for duty in draw.sample(DUTIES, 3):
            text = f"- {duty} {draw.choice(DUTIES)}"
            say(text)
            words += len(text.split())
    say("Nơi nhận:")
    say("- Lưu: VT.")
    say("TM. ỦY BAN NHÂN DÂN")
    say("CHỦ TỊCH")
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")

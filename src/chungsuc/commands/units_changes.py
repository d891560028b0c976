"""`chungsuc units reorganise | tag`: recording what orders and decisions change."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from chungsuc.commands.files import read_bytes
from chungsuc.commands.run import start_django
from chungsuc.core.errors import ChungsucError
from chungsuc.core.vietnamese.dates import format_date
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.law.reorganisations import read_reorganisation

NAMES = ("commune_group", "region", "border", "specially_difficult", "safe_zone")

UNKNOWN_WEIGHTS = "  chưa rõ tỷ trọng: số liệu của đơn vị bị chia sẽ không tính lại được cho đơn vị mới"


class OrderFileError(ChungsucError):
    """A file of an order that is no text."""


def add_to(verbs: Any) -> None:
    """units reorganise FILE [--paper PAPER] [--preview]; units paper ORDER PAPER; units tag UNIT… --name N
    --since D …; units villages FILE [--add]"""
    reorganise = verbs.add_parser("reorganise", help="ghi một nghị quyết sắp xếp đơn vị")
    reorganise.add_argument("file", type=Path, metavar="TỆP", help="tệp .yaml nêu nghị quyết và các thay đổi")
    reorganise.add_argument("--preview", action="store_true", help="chỉ xem trước, không ghi gì")
    reorganise.add_argument("--paper", type=Path, metavar="BẢN_KÝ", help="bản ký: PDF, Word hoặc ảnh")
    reorganise.set_defaults(do=_reorganise)
    paper = verbs.add_parser("paper", help="bổ sung bản ký của một nghị quyết đã ghi, một lần")
    paper.add_argument("number", metavar="SỐ", help="số nghị quyết")
    paper.add_argument("paper", type=Path, metavar="BẢN_KÝ", help="bản ký: PDF, Word hoặc ảnh")
    paper.add_argument("--on", type=date.fromisoformat, help="ngày có hiệu lực, khi một số có nhiều lần ghi")
    paper.set_defaults(do=_paper)
    tag = verbs.add_parser("tag", help="ghi phân loại của đơn vị theo một quyết định")
    tag.add_argument("units", nargs="+", metavar="MÃ@NGÀY", help="các đơn vị, mã kèm thời điểm")
    tag.add_argument("--name", required=True, choices=NAMES, help="phân loại")
    tag.add_argument("--value", default="yes", help="giá trị: nhóm 1, 2, 3; mã vùng; hoặc yes")
    tag.add_argument("--since", required=True, type=date.fromisoformat, help="từ ngày (NĂM-THÁNG-NGÀY)")
    tag.add_argument("--decision", required=True, help="số quyết định")
    tag.add_argument("--decided", required=True, type=date.fromisoformat, help="ngày quyết định")
    tag.set_defaults(do=_tag)
    villages = verbs.add_parser("villages", help="đọc danh sách thôn từ tệp Excel, kiểm tra từng ô")
    villages.add_argument("file", type=Path, metavar="TỆP", help="tệp .xlsx có cột Mã xã, Loại, Tên thôn")
    villages.add_argument("--on", type=date.fromisoformat, help="mã xã của ngày này (mặc định hôm nay)")
    villages.add_argument("--add", action="store_true", help="thêm vào danh mục khi không còn chỗ sai")
    villages.set_defaults(do=_villages)


def _reorganise(given: argparse.Namespace) -> int:
    try:
        text = read_bytes(given.file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OrderFileError(
            f"Tệp {given.file.name} không phải văn bản mã UTF-8. Hãy lưu lại bằng mã UTF-8."
        ) from None
    act = read_reorganisation(text, given.file.name)
    start_django()
    from django.utils import timezone

    from chungsuc.accounts.actions import ensure_system_account
    from chungsuc.accounts.models import User
    from chungsuc.dashboards.order_papers import examined
    from chungsuc.dashboards.reorganising import effects_of, reorganise

    paper = examined(read_bytes(given.paper), given.paper.name) if given.paper else None
    # A preview makes no account: before the first start there is nobody, and no plan to see either.
    reader = User.objects.filter(is_system=True).first()
    print("\n".join(_told(effects_of(act, reader))))
    if given.preview:
        print("Mới xem trước, chưa ghi gì.")
        return 0
    now = timezone.now()
    order, _outcome = reorganise(act=act, by=ensure_system_account(now=now), now=now, paper=paper)
    print(f"Đã ghi nghị quyết {order.order_number}, có hiệu lực từ {format_date(order.effective)}.")
    if paper is None:
        print(f"Chưa có bản ký. Bổ sung bằng: chungsuc units paper {order.order_number} BẢN_KÝ")
    return 0


def _paper(given: argparse.Namespace) -> int:
    start_django()
    from django.utils import timezone

    from chungsuc.accounts.actions import ensure_system_account
    from chungsuc.administrative_units.models import Reorganisation
    from chungsuc.dashboards.order_papers import examined
    from chungsuc.dashboards.reorganising import add_paper

    paper = examined(read_bytes(given.paper), given.paper.name)
    orders = Reorganisation.objects.filter(order_number=" ".join(given.number.split()))
    found = list(orders.filter(effective=given.on) if given.on else orders)
    if not found:
        raise ChungsucError(f"Chưa ghi nghị quyết nào số {given.number}. Hãy kiểm tra lại số và ngày.")
    if len(found) > 1:
        days = ", ".join(format_date(each.effective) for each in found)
        raise ChungsucError(
            f"Nghị quyết {given.number} được ghi nhiều lần, có hiệu lực từ {days}. "
            "Hãy thêm --on NĂM-THÁNG-NGÀY."
        )
    now = timezone.now()
    add_paper(order=found[0], paper=paper, by=ensure_system_account(now=now), now=now)
    print(f"Đã lưu bản ký của nghị quyết {found[0].order_number}.")
    return 0


def _told(effects: Any) -> list[str]:
    day = format_date(effects.outcome.effective)
    counts = f"{len(effects.ended)} đơn vị kết thúc, {len(effects.begun)} đơn vị thành lập"
    return [
        f"Từ {day}: {counts}, {len(effects.moved)} đơn vị chuyển cấp trên.",
        *(f"  kết thúc: {_ended(each)}" for each in effects.ended),
        *(f"  thành lập: {_begun(each)}" for each in effects.begun),
        *(
            f"  chuyển: {each.unit.title} ({each.unit.code}), từ {each.above_before} về {each.above}"
            for each in effects.moved
        ),
        *(f"  ra khỏi phạm vi chương trình: {unit.title} ({unit.code})" for unit in effects.leaving),
        *([UNKNOWN_WEIGHTS] if effects.lacks_weights else []),
        *(
            f"  kế hoạch liên quan: {plan.title or plan.reference or plan.pk} ({plan.unit})"
            for plan in effects.plans
        ),
    ]


def _ended(ending: Any) -> str:
    into = f" → {'; '.join(ending.becomes)}" if ending.becomes else ""
    kept = f"giữ {format_number(ending.observations)} số liệu, {ending.roles} vai trò"
    return f"{ending.unit.title} ({ending.unit.code}){into}; {kept}"


def _begun(beginning: Any) -> str:
    unit = beginning.unit
    return f"{unit.title} ({unit.code}), thuộc {beginning.above}, từ {'; '.join(beginning.made_from)}"


def _tag(given: argparse.Namespace) -> int:
    start_django()
    from django.utils import timezone

    from chungsuc.accounts.actions import ensure_system_account
    from chungsuc.administrative_units.queries import named_by
    from chungsuc.dashboards.tagging import tag

    units = []
    for words in given.units:
        unit = named_by(words) if "@" in words else None
        if unit is None:
            raise ChungsucError(
                f"Không có đơn vị “{words}”. Hãy ghi mã kèm thời điểm, như 14146@2024, và nạp danh mục trước."
            )
        units.append(unit)
    now = timezone.now()
    made = tag(
        units=units,
        name=given.name,
        value=given.value,
        since=given.since,
        decision=given.decision,
        decided_on=given.decided,
        by=ensure_system_account(now=now),
        now=now,
    )
    print(f"Đã ghi phân loại cho {len(made)} đơn vị; {len(units) - len(made)} đơn vị đã như vậy từ trước.")
    return 0


def _villages(given: argparse.Namespace) -> int:
    """Exit code 1 where a cell is wrong: then nothing is added, whatever was asked."""
    start_django()
    from django.utils import timezone

    from chungsuc.accounts.actions import ensure_system_account
    from chungsuc.administrative_units.actions import stage_villages
    from chungsuc.dashboards.villages import add, read_villages

    rows = read_villages(read_bytes(given.file), given.file.name)
    now = timezone.now()
    day = given.on or timezone.localdate(now)
    staged = stage_villages(rows=rows, day=day)
    for problem in staged.problems:
        print(problem)
    if staged.problems:
        print(f"{len(staged.problems)} chỗ cần sửa, chưa thêm thôn nào.")
        return 1
    if given.add:
        staged = add(rows=rows, day=day, by=ensure_system_account(now=now), now=now)
        print(f"Đã thêm {len(staged.villages)} thôn; {staged.known} thôn đã có từ trước.")
    else:
        print(f"Sẽ thêm {len(staged.villages)} thôn; {staged.known} thôn đã có từ trước. Thêm --add để ghi.")
    return 0

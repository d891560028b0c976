"""A confirmed plan made by hand, so that a page is tested without the reader: four communes keep the
standard, five gain fourteen criteria between them, and one sentence contradicts the others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.criteria import queries as criteria
from chungsuc.funding.models import FundingLine
from chungsuc.plans.models import (
    Finding,
    Plan,
    Reading,
    ReadItem,
    StatedResult,
    Target,
    TargetCell,
    Upload,
)
from factories.cast import NOW

KEEP = ("Sín Chéng", "Bản Mế", "Nàn Sán", "Cán Cấu")
GAIN = {
    "Sán Chải": ("10", "11", "12", "17", "18"),
    "Quan Hồ Thẩn": ("8", "19"),
    "Thào Chư Phìn": ("15", "17"),
    "Lùng Thẩn": ("5", "15", "17"),
    "Nàn Xín": ("5", "8"),
}
SHARES = {"1": 9, "2": 9, "5": 8, "15": 6, "17": 6, "18": 7}
MONEY = (
    ("F1", None, "Tổng nguồn vốn", 183_970),
    ("F2", "F1", "Ngân sách trung ương", 5_490),
    ("F3", "F2", "Vốn đầu tư phát triển", 3_890),
    ("F4", "F2", "Vốn sự nghiệp", 1_600),
    ("F5", "F1", "Vốn lồng ghép", 161_180),
    ("F6", "F1", "Tổ chức, doanh nghiệp", 11_000),
    ("F7", "F1", "Cộng đồng dân cư", 6_300),
)


def confirmed_plan(by: User, unit: Unit, *, state: str = Plan.State.PUBLISHED) -> Plan:
    """The plan of a district for 2024, with its targets, money, baseline and findings."""
    upload = Upload.objects.create(
        sha256="0" * 64, name="ke-hoach.txt", size=10, media="text", uploaded_by=by, uploaded_at=NOW
    )
    plan = Plan.objects.create(
        upload=upload,
        unit=unit,
        kind="plan",
        kind_text="Kế hoạch",
        title="Xây dựng nông thôn mới năm 2024",
        issued_on="2024-01",
        period_from=2024,
        period_to=2024,
        criteria_set=criteria.version_of("vn-2021-2025-commune"),
        state=state,
        created_by=by,
        created_at=NOW,
    )
    reading = Reading.objects.create(
        plan=plan, number=1, reader_version="1", read_by=by, read_at=NOW, coverage=1, lines=[], data={}
    )
    _Writer(plan, reading, by).write()
    return plan


class _Writer:
    def __init__(self, plan: Plan, reading: Reading, by: User) -> None:
        self.plan, self.reading, self.by, self.position = plan, reading, by, 0
        below = Unit.objects.filter(paths_up__ancestor=plan.unit, paths_up__depth=1)
        self.places = {place.name: place for place in below}

    def item(self, section: str, key: str, line: int, text: str, **data: Any) -> ReadItem:
        self.position += 1
        return ReadItem.objects.create(
            reading=self.reading,
            key=key,
            section=section,
            line=line,
            text=text,
            certainty="certain",
            position=self.position,
            data=data,
        )

    def target(self, key: str, line: int, text: str, cells: Any = (), **said: Any) -> Target:
        said.setdefault("comparator", "equal")
        target = Target.objects.create(
            plan=self.plan, item=self.item("targets", key, line, text), line=line, text=text, **said
        )
        for name, code in cells:
            TargetCell.objects.create(target=target, unit=self.places[name], criterion_code=code)
        return target

    def write(self) -> None:
        self.target(
            "T1",
            45,
            "Duy trì và hoàn thành 04 xã đã được công nhận đạt chuẩn",
            [(name, "") for name in KEEP],
            kind="keep",
            mode="keep",
            subject="communes",
            value=4,
        )
        for place, (name, codes) in enumerate(GAIN.items()):
            self.target(
                f"T{place + 2}",
                49 + 2 * place,
                f"Xã {name} {len(codes):02d} tiêu chí",
                [(name, code) for code in codes],
                kind="gain",
                mode="add",
                subject="criteria",
                value=len(codes),
                part_of="T0",
            )
        self.target(
            "T8", 59, "Tổng số tiêu chí là 150", kind="total", mode="reach", subject="criteria", value=150
        )
        self.target(
            "T9",
            59,
            "bình quân đạt 16,67 tiêu chí/xã",
            kind="average",
            mode="reach",
            subject="criteria",
            value=Decimal("16.67"),
            decimals=2,
        )
        for place, (code, value) in enumerate(SHARES.items()):
            self.target(
                f"S{code}",
                100 + place,
                f"{value:02d}/9 xã đạt tiêu chí {code}",
                kind="count",
                mode="add" if code == "17" else "reach",
                subject="criterion",
                criteria=[code],
                value=value,
                of=9,
                all_units=True,
            )
        self.baseline()
        self.money()
        self.findings()
        self.villages()

    def baseline(self) -> None:
        item = self.item("baseline", "B1", 30, "Đến hết năm 2023 có 04 xã đạt chuẩn")
        StatedResult.objects.create(
            plan=self.plan,
            item=item,
            kind="count",
            mode="reach",
            subject="communes",
            value=4,
            comparator="equal",
            as_of="2023",
            line=30,
            text=item.text,
        )

    def money(self) -> None:
        made: dict[str, FundingLine] = {}
        for position, (key, parent, label, amount) in enumerate(MONEY):
            made[key] = FundingLine.objects.create(
                plan_id=self.plan.pk,
                unit=self.plan.unit,
                parent=made[parent] if parent else None,
                key=key,
                label=label,
                source_kind="other",
                amount=amount * 10**6,
                stated=str(amount),
                measure="triệu đồng",
                line=61 + position,
                text=label,
                position=position,
                recorded_by=self.by,
                recorded_at=NOW,
            )

    def findings(self) -> None:
        quotes = [
            {"item_id": "T1", "line": 45, "text": "04 xã"},
            {"item_id": "S17", "line": 127, "text": "thêm 06/9 xã"},
        ]
        said = (
            ("contradiction", "error", "Dòng 127 ghi có thêm 06/9 xã, kế hoạch chỉ nêu 3 xã.", quotes),
            ("implied", "info", "Đầu năm có 136 tiêu chí.", []),
            ("reference", "warning", "Biểu 01 được nhắc mà không kèm theo.", []),
        )
        for position, (kind, severity, message, rests_on) in enumerate(said):
            Finding.objects.create(
                reading=self.reading,
                key=f"P{position}",
                kind=kind,
                severity=severity,
                message=message,
                certainty="certain",
                position=position,
                data={"quotes": rests_on},
            )

    def villages(self) -> None:
        self.item(
            "tables",
            "A1",
            200,
            "Thôn đạt chuẩn",
            title="Thôn đạt chuẩn nông thôn mới",
            columns=[["Năm", "2024"], ["Năm", "2025"]],
            rows=[
                {
                    "line": 202,
                    "number": "1",
                    "label": "Sín Chéng",
                    "cells": [{"text": "2", "number": "2"}, {"text": "", "number": None}],
                }
            ],
        )

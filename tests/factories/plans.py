"""A small made-up plan of Lan's district, and a reader that understands it the same way every time."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.core import statements as said
from chungsuc.core.statements import Certainty, FindingKind, Mode, Severity, StatementKind, Subject
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.plans import actions
from chungsuc.plans.actions import checks, readings
from chungsuc.plans.models import Plan

NOW = datetime(2024, 3, 1, 2, 0, tzinfo=UTC)
LATER = datetime(2024, 3, 2, 2, 0, tzinfo=UTC)

TEXT = """KẾ HOẠCH
Xây dựng nông thôn mới năm 2024
Căn cứ Nghị quyết số 1/2020/QH14 ngày 01/01/2020 của Quốc hội;
1. Duy trì 01 xã đạt chuẩn.
2. Một xã thêm 02 tiêu chí: Điện, Y tế.
3. Toàn huyện thêm 05 xã đạt tiêu chí điện.
Đầu năm 02 xã đạt 13 tiêu chí.
Tổng vốn 300 triệu đồng, gồm trung ương 200, huyện 100.
Bảng\t1\t2
"""


def _source(line: int, text: str) -> said.Source:
    whole = TEXT.splitlines()[line - 1]
    start = whole.index(text)
    return said.Source(line, text, spans=(said.Span(line, start, start + len(text)),))


def _statement(key: str, line: int, text: str, **more: Any) -> said.Statement:
    given = {"kind": StatementKind.COUNT, "mode": Mode.REACH, "subject": Subject.CRITERION} | more
    certainty = given.pop("certainty", Certainty.CERTAIN)
    return said.Statement(id=key, source=_source(line, text), certainty=certainty, **given)


def _money(key: str, text: str, amount: int, parent: str | None = None) -> said.FundingItem:
    return said.FundingItem(
        id=key,
        source=_source(8, text),
        certainty=Certainty.CERTAIN,
        label=text,
        source_kind=said.SourceKind.TOTAL if parent is None else said.SourceKind.CENTRAL,
        amount=amount * 10**6,
        stated=str(amount),
        measure="triệu đồng",
        parent=parent,
    )


def mention(unit: Unit) -> said.UnitMention:
    """A place of the text that was found without doubt."""
    return said.UnitMention(unit.name, unit_id=unit.pk, name=unit.name, certainty=Certainty.CERTAIN)


def plan_reading(district: Unit, first: Unit, second: Unit) -> said.PlanReading:
    """What a reader makes of `TEXT`."""
    lines = [said.Line(number, text) for number, text in enumerate(TEXT.splitlines(), start=1)]
    return said.PlanReading(
        lines=tuple(lines),
        head=said.Head(
            id="H1",
            source=_source(1, "KẾ HOẠCH"),
            certainty=Certainty.CERTAIN,
            kind=said.DocumentKind.PLAN,
            kind_text="Kế hoạch",
            title="Xây dựng nông thôn mới năm 2024",
            issued_on=said.PartialDate(2024, 1),
            unit=mention(district),
            period_from=2024,
            period_to=2024,
        ),
        legal_bases=(
            said.LegalBasis(
                id="B1",
                source=_source(3, "Nghị quyết số 1/2020/QH14"),
                certainty=Certainty.CERTAIN,
                kind="Nghị quyết",
                number="1/2020/QH14",
                issued_on=said.PartialDate(2020, 1, 1),
                issuer="Quốc hội",
                subject=None,
                in_opening=True,
            ),
        ),
        targets=(
            _statement(
                "T1",
                4,
                "Duy trì 01 xã đạt chuẩn",
                kind=StatementKind.KEEP,
                mode=Mode.KEEP,
                subject=Subject.COMMUNES,
                value=Decimal(1),
                units=(mention(first),),
            ),
            _statement(
                "T2",
                5,
                "Một xã thêm 02 tiêu chí: Điện, Y tế",
                kind=StatementKind.GAIN,
                mode=Mode.ADD,
                subject=Subject.CRITERIA,
                value=Decimal(2),
                measure="tiêu chí",
                units=(mention(second),),
                criteria=(said.CriterionMention("Điện", "4"), said.CriterionMention("Y tế", "15")),
                deadline=said.PartialDate(2024),
            ),
            _statement(
                "T3",
                6,
                "thêm 05 xã đạt tiêu chí điện",
                mode=Mode.ADD,
                value=Decimal(5),
                measure="xã",
                criteria=(said.CriterionMention("điện", "4"),),
                all_units=True,
                certainty=Certainty.DOUBTFUL,
            ),
        ),
        baseline=(
            _statement(
                "S1",
                7,
                "02 xã đạt 13 tiêu chí",
                subject=Subject.CRITERIA,
                value=Decimal(2),
                level=Decimal(13),
                as_of=said.PartialDate(2023),
            ),
        ),
        funding=(
            _money("F1", "Tổng vốn 300", 300),
            _money("F2", "trung ương 200", 200, "F1"),
            _money("F3", "huyện 100", 100, "F1"),
        ),
        criteria_set_id="vn-2021-2025-commune",
        coverage=Decimal("0.8125"),
        not_understood=(9,),
    )


def contradiction() -> said.Finding:
    """Two statements of `TEXT` that cannot both be true, as a check would tell."""
    return said.Finding(
        id="X1",
        kind=FindingKind.CONTRADICTION,
        severity=Severity.ERROR,
        message="Hai câu không thể cùng đúng.",
        quotes=(
            said.Quote("T2", 5, "Một xã thêm 02 tiêu chí: Điện, Y tế"),
            said.Quote("T3", 6, "thêm 05 xã đạt tiêu chí điện"),
        ),
        premises=("đạt chuẩn nông thôn mới là đạt đủ 19 tiêu chí",),
        repairs=("Kế hoạch nhất quán nếu câu ở dòng 6 là “thêm 01 xã”.",),
    )


class Reader:
    """Stands for the reader and the checks, so that what the site does with a reading is tested by itself."""

    def __init__(self, reading: said.PlanReading) -> None:
        self.reading = reading
        self.findings: tuple[said.Finding, ...] = (contradiction(),)
        self.error: Exception | None = None
        self.times = 0
        self.checked: list[said.PlanReading] = []

    def read_plan(self, _document: Any, **_given: Any) -> said.PlanReading:
        self.times += 1
        if self.error is not None:
            raise self.error
        return self.reading

    def check_plan(self, reading: said.PlanReading, **_given: Any) -> tuple[said.Finding, ...]:
        self.checked.append(reading)
        return self.findings


@pytest.fixture
def communes(places: None) -> list[Unit]:
    """Communes of Lan's district, by code."""
    return list(
        Unit.objects.filter(paths_up__ancestor__code="084", level="commune").order_by("code").distinct()
    )


@pytest.fixture
def reader(
    lan: Any, communes: list[Unit], monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> Reader:
    """The made-up reader in the place of the real one, and a store of files of its own."""
    settings.UPLOADS = tmp_path / "uploads"
    district = Unit.objects.get(code="084", level="district")
    made = Reader(plan_reading(district, communes[0], communes[1]))
    for name in ("read_plan", "check_plan"):
        monkeypatch.setattr(readings, name, getattr(made, name))
    monkeypatch.setattr(checks, "check_plan", made.check_plan)
    return made


def bring(by: User, text: str = TEXT, **more: Any) -> Plan:
    """Someone brings the plan in."""
    return actions.upload(data=text.encode(), name="ke-hoach.txt", by=by, now=NOW, **more)


def bring_and_read(by: User) -> Plan:
    """…and it is read."""
    return actions.read(plan=bring(by, in_background=False), by=by, now=NOW)


def bring_and_confirm(by: User) -> Plan:
    """…and confirmed, with its contradiction known."""
    plan = bring_and_read(by)
    confirm_plan(plan=plan, by=by, now=LATER, acknowledged=["X1"], words="Đã báo phòng chuyên môn.")
    plan.refresh_from_db()
    return plan


def kinds(plan: Plan) -> list[str]:
    """What was done with the plan, in order."""
    return list(plan.events.order_by("number").values_list("kind", flat=True))

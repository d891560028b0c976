"""The two real documents, from their bytes to what is followed: read by the reader that any plan meets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.core.statements import FindingKind
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.funding import queries as funding
from chungsuc.plans import actions, page, queries
from chungsuc.plans.errors import PlanError
from chungsuc.plans.models import Plan, ReadItem, StatedResult, Target, TargetCell
from factories.plans import LATER, NOW

pytestmark = pytest.mark.django_db
Section = ReadItem.Section
MILLION = 10**6


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS = tmp_path / "uploads"


def read(path: Path, by: User) -> Plan:
    plan = actions.upload(data=path.read_bytes(), name=path.name, by=by, now=NOW, in_background=False)
    actions.read(plan=plan, by=by, now=NOW)
    plan.refresh_from_db()
    return plan


def confirm(plan: Plan, by: User) -> None:
    actions.vouch(plan=plan, by=by, now=LATER)
    known = [finding.key for finding in queries.contradictions_left(plan)]
    confirm_plan(plan=plan, by=by, now=LATER, acknowledged=known)
    plan.refresh_from_db()


def items(plan: Plan, section: str) -> set[str]:
    return set(
        ReadItem.objects.filter(reading__plan=plan, section=section, decision="confirmed").values_list(
            "key", flat=True
        )
    )


@pytest.fixture
def draft(examples: Path, system: User) -> Plan:
    return read(examples / "ke-hoach-si-ma-cai-2024.txt", system)


@pytest.fixture
def programme(examples: Path, system: User) -> Plan:
    return read(examples / "chuong-trinh-meo-vac-2022-2025.txt", system)


def test_the_draft_of_2024(draft: Plan) -> None:
    assert (draft.unit.code, draft.period, draft.is_draft) == ("084", "2024", True)
    assert (draft.reference, draft.issued_on) == ("", "2024-01")
    assert draft.criteria_set.set_id == "vn-2021-2025-commune"


def test_the_draft_is_confirmed_only_with_its_contradiction_known(draft: Plan, system: User) -> None:
    (contradiction,) = queries.contradictions_left(draft)
    assert {quote["line"] for quote in contradiction.data["quotes"]} == {45, 49, 53, 55, 127}
    with pytest.raises(PlanError, match="mâu thuẫn"):
        confirm_plan(plan=draft, by=system, now=LATER)
    confirm(draft, system)
    assert draft.state == Plan.State.TRACKED
    assert queries.contradictions_left(draft) == []


def test_each_statement_of_the_draft_is_followed_once(draft: Plan, system: User) -> None:
    confirm(draft, system)
    assert set(Target.objects.values_list("item__key", flat=True)) == items(draft, Section.TARGETS)
    assert {node.line.key for node in funding.tree(draft.pk)} == items(draft, Section.FUNDING)
    assert not StatedResult.objects.exists()


def test_the_cells_of_the_draft(draft: Plan, system: User) -> None:
    confirm(draft, system)
    whole = TargetCell.objects.filter(criterion_code="").values_list("unit__name", flat=True)
    assert sorted(whole) == ["Bản Mế", "Cán Cấu", "Nàn Sán", "Sín Chéng"]
    gained: dict[str, set[str]] = {}
    for name, code in TargetCell.objects.exclude(criterion_code="").values_list(
        "unit__name", "criterion_code"
    ):
        gained.setdefault(name, set()).add(code)
    assert gained == {
        "Sán Chải": {"10", "11", "12", "17", "18"},
        "Quan Hồ Thẩn": {"8", "19"},
        "Thào Chư Phìn": {"15", "17"},
        "Lùng Thẩn": {"5", "15", "17"},
        "Nàn Xín": {"5", "8"},
    }


def test_the_money_of_the_draft_adds_up(draft: Plan, system: User) -> None:
    confirm(draft, system)
    nodes = funding.tree(draft.pk)
    assert [(node.depth, node.line.amount // MILLION) for node in nodes] == [
        (0, 183_970),
        (1, 5_490),
        (2, 3_890),
        (2, 1_600),
        (1, 161_180),
        (2, 73_616),
        (2, 87_564),
        (1, 11_000),
        (1, 6_300),
    ]
    assert funding.all_hold(nodes) is True


def test_a_programme_of_four_years(programme: Plan, system: User) -> None:
    assert (programme.period, programme.is_draft) == ("2022-2025", False)
    assert (programme.reference, programme.issued_on) == ("30-CTr/HU", "2022-10-10")
    assert queries.contradictions_left(programme) == []
    confirm(programme, system)
    assert set(Target.objects.values_list("item__key", flat=True)) == items(programme, Section.TARGETS)
    assert set(StatedResult.objects.values_list("item__key", flat=True)) == items(programme, Section.BASELINE)
    at_level = StatedResult.objects.filter(level__isnull=False).values_list("level", "value")
    assert {int(level): int(value) for level, value in at_level} == {13: 2, 12: 3, 11: 5, 10: 5, 9: 1}
    assert set(StatedResult.objects.values_list("as_of", flat=True)) == {"2021"}
    assert funding.tree(programme.pk) == []


def test_the_page_of_each_shows_every_line_and_finding(draft: Plan, programme: Plan, system: User) -> None:
    for plan in (draft, programme):
        reading = queries.last_reading(plan)
        shown = page.content(plan, reading, system)
        written = [number for number, text, _page in reading.lines if text.strip()]
        assert [line.number for block in shown["blocks"] for line in block.lines] == written
        assert len(shown["notes"]) == reading.findings.count() > 0
        assert {note.finding.kind for note in shown["notes"]} >= {FindingKind.IMPLIED, FindingKind.QUESTION}


def test_the_public_sees_no_officials_name_or_note(
    draft: Plan, system: User, lan: User, client: Client
) -> None:
    confirm(draft, system)
    actions.publish(plan=draft, by=system, now=LATER)
    words = draft.readings.get().findings.get(kind=FindingKind.CONTRADICTION).acknowledgement.words
    address = reverse("plans:plan", args=[draft.pk])
    public = client.get(address).text
    assert "Đã được xem xét khi ghi nhận bản đọc" in public
    assert words not in public
    assert str(system) not in public
    client.force_login(lan)
    assert words in client.get(address).text

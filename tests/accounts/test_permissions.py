"""Bảng quyền: which role may do what, and how far, as the people of the programme can check it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from chungsuc.accounts import permissions
from chungsuc.accounts.models import Role
from chungsuc.accounts.permissions import ALLOWS, AT_OWN_UNIT, BY_INDICATOR, Permission

COLUMNS = (
    Role.ENTRY,
    Role.COMMUNE_LEADER,
    Role.VERIFIER,
    Role.COORDINATION_OFFICE,
    Role.COMMITTEE,
    Role.COUNCIL,
    Role.SPONSORING_BODY,
    Role.FRONT,
    Role.PARTY_INSPECTION,
    Role.ADMINISTRATOR,
    Role.READER,
)

# ● tại đơn vị và cấp dưới; ◐ chỉ những chỉ tiêu được giao; ○ chỉ tại chính đơn vị; · không
TABLE = {
    #                              nhập  l.đạo c.quan v.ph  BCĐ   h.đg  g.đỡ  MT    UBKT  q.trị đọc
    Permission.PLAN_VIEW:           "●     ●     ●     ●     ●     ●     ●     ●     ●     ·     ●",
    Permission.PLAN_VIEW_DRAFT:     "·     ·     ·     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.PLAN_UPLOAD:         "·     ·     ·     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.PLAN_CONFIRM:        "·     ·     ·     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.PLAN_PUBLISH:        "·     ·     ·     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.REPORT_MAKE:         "·     ●     ●     ●     ●     ●     ●     ●     ●     ·     ●",
    Permission.INDICATOR_ASSIGN:    "·     ●     ·     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.OBSERVATION_RECORD:  "◐     ●     ·     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.OBSERVATION_ACCEPT:  "·     ·     ◐     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.REVIEW:              "·     ·     ◐     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.EVIDENCE_ADD:        "◐     ●     ·     ○     ·     ·     ·     ·     ·     ·     ·",
    Permission.EVIDENCE_VIEW:       "●     ●     ●     ●     ●     ●     ●     ●     ●     ·     ·",
    Permission.DOSSIER_SUBMIT:      "·     ●     ·     ○     ·     ·     ·     ·     ·     ·     ·",
    Permission.DOSSIER_VERIFY:      "·     ·     ·     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.DOSSIER_APPRAISE:    "·     ·     ·     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.COUNCIL_VOTE:        "·     ·     ·     ·     ·     ●     ·     ·     ·     ·     ·",
    Permission.DOSSIER_DECIDE:      "·     ·     ·     ·     ●     ·     ·     ·     ·     ·     ·",
    Permission.DOSSIER_ANNOUNCE:    "·     ·     ·     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.RECOGNITION_REVOKE:  "·     ·     ·     ·     ●     ·     ·     ·     ·     ·     ·",
    Permission.OPINION_GIVE:        "·     ·     ·     ·     ·     ·     ·     ●     ·     ·     ·",
    Permission.OVERLAY_STORE:       "·     ·     ·     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.UNITS_CHANGE:        "·     ·     ·     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.FIGURE_REVIEW:       "·     ·     ·     ●     ·     ·     ·     ·     ·     ·     ·",
    Permission.PEOPLE_MANAGE:       "·     ·     ·     ·     ·     ·     ·     ·     ·     ●     ·",
    Permission.AUDIT_VIEW:          "○     ●     ○     ●     ●     ·     ·     ·     ●     ●     ·",
    Permission.TOKEN_MAKE:          "·     ·     ·     ●     ·     ·     ·     ·     ·     ●     ·",
}  # fmt: skip


def mark(role: Role, permission: Permission) -> str:
    if permission not in ALLOWS[role]:
        return "·"
    if permission in BY_INDICATOR.get(role, ()):
        return "◐"
    return "○" if permission in AT_OWN_UNIT.get(role, ()) else "●"


def test_the_table_is_what_the_program_does() -> None:
    assert dict(zip(COLUMNS, COLUMNS, strict=True)).keys() == ALLOWS.keys() == set(Role)
    found = {each: [mark(role, each) for role in COLUMNS] for each in Permission}
    assert found == {each: row.split() for each, row in TABLE.items()}


@pytest.mark.parametrize("narrowed", [BY_INDICATOR, AT_OWN_UNIT])
def test_nothing_is_narrowed_that_is_not_allowed(narrowed: dict[str, frozenset[Permission]]) -> None:
    for role, some in narrowed.items():
        assert some <= ALLOWS[role]
    assert not any(BY_INDICATOR.get(role, frozenset()) & AT_OWN_UNIT.get(role, frozenset()) for role in Role)


@pytest.mark.parametrize(
    ("role", "never"),
    [
        (
            Role.ADMINISTRATOR,
            {Permission.OBSERVATION_RECORD, Permission.OBSERVATION_ACCEPT, Permission.REVIEW},
        ),
        (Role.ENTRY, {Permission.REVIEW, Permission.OBSERVATION_ACCEPT, Permission.DOSSIER_SUBMIT}),
        (Role.COMMUNE_LEADER, {Permission.REVIEW, Permission.OBSERVATION_ACCEPT, Permission.DOSSIER_DECIDE}),
        (Role.COORDINATION_OFFICE, {Permission.COUNCIL_VOTE, Permission.DOSSIER_DECIDE}),
        (Role.COUNCIL, {Permission.DOSSIER_DECIDE, Permission.REVIEW}),
    ],
)
def test_who_does_one_thing_does_not_do_the_other(role: Role, never: set[Permission]) -> None:
    assert not ALLOWS[role] & never


NARROWED = sorted({each.name for some in BY_INDICATOR.values() for each in some})


WHAT_IS_STORED = ("assessments", "evidence", "workflow")  # figures, evidence, reviews


def acts() -> Iterator[tuple[Path, ast.Call]]:
    """Every question for a right in the modules that store what is said of an indicator."""
    root = Path(permissions.__file__).parent.parent
    for path in (path for app in WHAT_IS_STORED for path in (root / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "policy.require":
                yield path, node


def test_every_change_to_a_figure_asks_for_the_right_to_its_indicator() -> None:
    """Without an indicator the question is whether the person may do it to any at all."""
    asked = [(path, node) for path, node in acts() if ast.unparse(node.args[1]).split(".")[-1] in NARROWED]
    assert asked
    without = [
        f"{path.parent.name}/{path.name}:{node.lineno}"
        for path, node in asked
        if "of" not in {each.arg for each in node.keywords}
    ]
    assert without == []

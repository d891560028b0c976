"""Trình tự as files: what is shipped fits together, and a broken file is refused where it is broken."""

from __future__ import annotations

from importlib.resources import files

import pytest

from chungsuc.accounts.permissions import Permission
from chungsuc.core.criteria import Confidence
from chungsuc.core.dossiers import NEEDS_A_REASON, DossierKind, Procedure
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.errors import LawError
from chungsuc.law.steps import procedure, procedures, read_procedure

TEXT = (files("chungsuc.law") / "data" / "steps" / "2021-2025" / "commune.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("shipped", procedures(), ids=lambda each: each.id)
def test_each_procedure_leads_from_opening_to_an_end(shipped: Procedure) -> None:
    assert shipped.life.next(None, DossierKind.OPENED) == "drafting"
    for state in shipped.states:
        waited = shipped.accountable(state.code)
        assert (waited is None) == (state.waits_for is None)
        if state.is_open:  # whoever mends figures can hand them up
            assert state.waits_for is DossierKind.SUBMITTED
    for step in shipped.steps:
        assert Permission(step.permission)
        assert step.who
    if shipped.is_provisional:
        assert shipped.note


def test_figures_say_how_sure_they_are_and_name_criteria_that_exist() -> None:
    sets = load_criteria_sets()
    for shipped in procedures():
        for rule in shipped.revocation:
            for set_id, codes in (rule.named or {}).items():
                assert set(codes) <= {each.code for each in sets[set_id].criteria}
                assert sets[set_id].level == shipped.level
        for each in shipped.unsure():
            assert each.confidence in (Confidence.RECALLED, Confidence.UNCERTAIN)
        for basis in shipped.legal_basis:
            assert basis.source


def test_the_law_that_is_to_come_claims_no_figure() -> None:
    coming = procedure("vn-2026-2030-commune-steps")
    assert coming.is_provisional
    needs = [need for step in coming.steps for need in step.needs]
    assert not [each for each in needs if each.share is not None or each.quorum is not None]
    assert not [each for each in coming.states if each.deadline is not None]
    assert not coming.revocation


def test_reasons_that_the_database_asks_for_are_those_of_the_core() -> None:
    from chungsuc.workflow.models import DossierEvent

    (kept,) = (
        each
        for each in DossierEvent._meta.constraints
        if each.name == "dossier_event_that_goes_back_says_why"
    )
    assert {kind for kind in DossierKind if f"'{kind}'" in str(kept)} == set(NEEDS_A_REASON)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("schema_version: 1", "schema_version: 2", "dòng 1"),
        ("to: verifying", "to: nowhere", "‘nowhere’"),
        ("kind: submitted", "kind: sent", "phải là một trong"),
        ("waits_for: verified", "waits_for: sent", "không biết việc ‘sent’"),
        ("waits_for: verified", "waits_for: announced", "không khớp"),
        ("share: 90", "share: 190", "từ trên 0 đến 100"),
        ("share_from: 30", "share_below: 30", "share_"),
        ("days: 15, counted: calendar", "days: 0, counted: calendar", "từ 1 đến 366"),
        ("counted: calendar", "counted: lunar", "calendar, working"),
        ("levels: [commune]", "levels: [hamlet]", "levels"),
        ('valid_to: "2025-06-30"', 'valid_to: "2021-06-30"', "kết thúc sau"),
        ("confidence: verified", "confidence: sure", "confidence"),
        ("status: in_force", "status: in_force\nstray: 1", "không biết khóa ‘stray’"),
        ("  - code: returned", "  - code: drafting", "hai trạng thái"),
        ("    from: [appraising]\n    to: deciding", "    from: [announced]\n    to: deciding", "không khớp"),
    ],
)
def test_a_broken_file_is_refused_where_it_is_broken(old: str, new: str, says: str) -> None:
    assert old in TEXT
    with pytest.raises(LawError, match=r"Tệp thử\.yaml, dòng") as problem:
        read_procedure(TEXT.replace(old, new, 1), "thử.yaml")
    assert says in str(problem.value)


def test_a_procedure_that_is_not_there() -> None:
    with pytest.raises(LawError, match="khong-co"):
        procedure("khong-co")

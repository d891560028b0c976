"""Quyền của từng vai trò: the one table of who may do what.

A role is held at a unit and reaches what lies below it, unless the table says that an act is done at the
unit itself only. Who enters figures and who verifies them do it for the indicators that they were given.
"""

from __future__ import annotations

from enum import StrEnum

from chungsuc.accounts.models import Role


class Permission(StrEnum):
    """Quyền: one act that a role may allow."""

    PLAN_VIEW = "plan.view"  # confirmed plans of the unit and below
    PLAN_VIEW_DRAFT = "plan.view_draft"  # plans still being read or reviewed
    PLAN_UPLOAD = "plan.upload"
    PLAN_CONFIRM = "plan.confirm"
    PLAN_PUBLISH = "plan.publish"
    REPORT_MAKE = "report.make"
    INDICATOR_ASSIGN = "indicator.assign"  # who owns the figure of which indicator
    OBSERVATION_RECORD = "observation.record"
    OBSERVATION_ACCEPT = "observation.accept"
    REVIEW = "review"  # question, return or verify an indicator
    EVIDENCE_ADD = "evidence.add"
    EVIDENCE_VIEW = "evidence.view"
    DOSSIER_SUBMIT = "dossier.submit"
    DOSSIER_VERIFY = "dossier.verify"  # thẩm tra
    DOSSIER_APPRAISE = "dossier.appraise"  # thẩm định
    COUNCIL_VOTE = "council.vote"
    DOSSIER_DECIDE = "dossier.decide"
    DOSSIER_ANNOUNCE = "dossier.announce"
    RECOGNITION_REVOKE = "recognition.revoke"
    OPINION_GIVE = "opinion.give"
    OVERLAY_STORE = "overlay.store"  # a province's figures, at the province; the nation's, at the country
    UNITS_CHANGE = "units.change"  # orders and tags, at the unit above all units that they change
    FIGURE_REVIEW = "figure.review"  # comparing the national sets with their print, at the country
    PEOPLE_MANAGE = "people.manage"  # accounts, roles and what they are held for
    AUDIT_VIEW = "audit.view"  # the log of the unit and below; everyone reads their own acts
    TOKEN_MAKE = "token.make"  # keys for other programs  # noqa: S105 (no secret)


_READ = frozenset({Permission.PLAN_VIEW, Permission.EVIDENCE_VIEW})
_READ_AND_REPORT = _READ | {Permission.REPORT_MAKE}

ALLOWS: dict[str, frozenset[Permission]] = {
    Role.ENTRY: _READ | {Permission.OBSERVATION_RECORD, Permission.EVIDENCE_ADD, Permission.AUDIT_VIEW},
    Role.COMMUNE_LEADER: _READ_AND_REPORT
    | {
        Permission.INDICATOR_ASSIGN,
        Permission.OBSERVATION_RECORD,
        Permission.EVIDENCE_ADD,
        Permission.DOSSIER_SUBMIT,
        Permission.AUDIT_VIEW,
    },
    Role.VERIFIER: _READ_AND_REPORT
    | {Permission.REVIEW, Permission.OBSERVATION_ACCEPT, Permission.AUDIT_VIEW},
    # Not among them: to vote, to decide, to give an opinion, and to give rights to people.
    Role.COORDINATION_OFFICE: frozenset(Permission)
    - {
        Permission.COUNCIL_VOTE,
        Permission.DOSSIER_DECIDE,
        Permission.RECOGNITION_REVOKE,
        Permission.OPINION_GIVE,
        Permission.PEOPLE_MANAGE,
    },
    Role.COMMITTEE: _READ_AND_REPORT
    | {Permission.DOSSIER_DECIDE, Permission.RECOGNITION_REVOKE, Permission.AUDIT_VIEW},
    Role.COUNCIL: _READ_AND_REPORT | {Permission.COUNCIL_VOTE},
    Role.SPONSORING_BODY: _READ_AND_REPORT,
    Role.FRONT: _READ_AND_REPORT | {Permission.OPINION_GIVE},
    Role.PARTY_INSPECTION: _READ_AND_REPORT | {Permission.AUDIT_VIEW},
    # Who administers does not by that read drafts, enter or verify.
    Role.ADMINISTRATOR: frozenset({Permission.PEOPLE_MANAGE, Permission.AUDIT_VIEW, Permission.TOKEN_MAKE}),
    Role.READER: frozenset({Permission.PLAN_VIEW, Permission.REPORT_MAKE}),
}

# Held for the indicators that were given only (`Scope`), as far as these acts go.
BY_INDICATOR: dict[str, frozenset[Permission]] = {
    Role.ENTRY: frozenset({Permission.OBSERVATION_RECORD, Permission.EVIDENCE_ADD}),
    Role.VERIFIER: frozenset({Permission.REVIEW, Permission.OBSERVATION_ACCEPT}),
}

# Done at the unit where the role is held, and not below it.
AT_OWN_UNIT: dict[str, frozenset[Permission]] = {
    # A district or province hands up its own dossier; nobody hands up that of a unit below.
    Role.COORDINATION_OFFICE: frozenset({Permission.DOSSIER_SUBMIT, Permission.EVIDENCE_ADD}),
    Role.ENTRY: frozenset({Permission.AUDIT_VIEW}),
    Role.VERIFIER: frozenset({Permission.AUDIT_VIEW}),
}


def roles_allowing(permission: Permission) -> list[str]:
    """The roles that allow an act, in whatever way."""
    return [role for role, permissions in ALLOWS.items() if permission in permissions]


def by_indicator(permission: Permission) -> list[str]:
    """Those of them that allow it for the indicators that were given."""
    return [role for role, permissions in BY_INDICATOR.items() if permission in permissions]


def at_own_unit(permission: Permission) -> list[str]:
    """Those of them that allow it at their own unit only."""
    return [role for role, permissions in AT_OWN_UNIT.items() if permission in permissions]


def everywhere_below(permission: Permission) -> list[str]:
    """Those of them that allow it at the unit and all that lies below, for every indicator."""
    narrowed = {*by_indicator(permission), *at_own_unit(permission)}
    return [role for role in roles_allowing(permission) if role not in narrowed]

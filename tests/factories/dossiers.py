"""A commune on its way to recognition: Lan leads it, Minh works in the offices above, Hoa leads another."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from chungsuc.accounts.actions import give_role
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Body, Official, Unit
from chungsuc.core.dossiers import DossierFacts, DossierKind, PartFact, VoteCount
from chungsuc.workflow.actions import dossiers as actions
from chungsuc.workflow.actions.dossiers import Decision
from chungsuc.workflow.models import Dossier, DossierEvent
from factories.cast import LONG_AGO, NOW, district, person
from factories.results import communes_of

SET, YEAR = "vn-2021-2025-commune", 2023
DAY = date(2024, 3, 1)
READY = DossierFacts(
    criteria_met=19,
    criteria=19,
    is_standard_met=True,
    reviews=57,
    parts={
        "public_notice": PartFact(stated_on=DAY, days=15),
        "consultation": PartFact(stated_on=DAY, part=50, whole=50),
        "survey": PartFact(stated_on=DAY, part=200, whole=200),
        "construction_debt": PartFact(stated_on=DAY, amount=0),
    },
    vote=VoteCount(called=1, agree=1, disagree=0),
)
_AFTER_A_REASON = (DossierKind.RETURNED, DossierKind.REVOCATION_PROPOSED, DossierKind.REVOKED)


@dataclass
class Way:
    """A commune, the units above it and who works there; every step an hour after the last."""

    system: User
    unit: Unit
    other: Unit
    province: Unit
    lan: User  # leads the commune
    minh: User  # works in the offices of its district and province, and in the committee
    hoa: User  # leads another commune
    hours: int = field(default=0)

    def now(self) -> datetime:
        self.hours += 1
        return NOW + timedelta(hours=self.hours)

    def open(self, *, by: User | None = None, client_id: UUID | None = None, **more: Any) -> Dossier:
        given: dict[str, Any] = {
            "unit": self.unit,
            "criteria_set_id": SET,
            "tier": "standard",
            "year": YEAR,
            "purpose": "recognition",
            **more,
        }
        by = by or self.lan
        return actions.open_dossier(client_id=client_id or uuid4(), by=by, now=self.now(), **given)

    def step(
        self, dossier: Dossier, kind: DossierKind, *, by: User | None = None, **more: Any
    ) -> DossierEvent:
        """One step, with all that it needs unless told."""
        usual = self.lan if kind in (DossierKind.SUBMITTED, DossierKind.WITHDRAWN) else self.minh
        more.setdefault("reason", "Vì sao." if kind in _AFTER_A_REASON else "")
        more.setdefault("facts", READY)
        if kind is DossierKind.VOTE_CLOSED:
            more["facts"] = replace(READY, is_vote_open=True)
        if kind in (DossierKind.RECOGNISED, DossierKind.REVOKED):
            more.setdefault("decision", self.decision())
        more.setdefault("client_id", uuid4())
        return actions.take_step(dossier=dossier, kind=kind, by=by or usual, now=self.now(), **more)

    def steps(self, dossier: Dossier, *kinds: DossierKind) -> Dossier:
        for kind in kinds:
            self.step(dossier, kind)
        dossier.refresh_from_db()
        return dossier

    def council(self, *names: str) -> list[User]:
        """Members of the council of the province."""
        return [person(name, Role.COUNCIL, self.province, self.system) for name in names]

    def decision(self, **more: Any) -> Decision:
        body, _made = Body.objects.get_or_create(unit=self.province, name="UBND tỉnh", kind="committee")
        official, _made = Official.objects.get_or_create(
            body=body, name="Người ký", title="Chủ tịch", valid_from=LONG_AGO
        )
        given = {"number": "12/QĐ-UBND", "signed_on": DAY, "effective_on": DAY, "signatory": official}
        return Decision(**{**given, **more})


def way_of(system: User) -> Way:
    """The first communes of a district, and the offices above."""
    unit, other = communes_of()[:2]
    above = district("084")
    province = Unit.objects.get(paths_down__descendant=above, paths_down__depth=1)
    minh = person("Minh", Role.COORDINATION_OFFICE, above, system)
    for role in (Role.COORDINATION_OFFICE, Role.COMMITTEE):
        give_role(user=minh, role=role, unit=province, valid_from=LONG_AGO, by=system, now=NOW)
    return Way(
        system=system,
        unit=unit,
        other=other,
        province=province,
        lan=person("Lan", Role.COMMUNE_LEADER, unit, system),
        minh=minh,
        hoa=person("Hoa", Role.COMMUNE_LEADER, other, system),
    )

"""Several people take a step of one dossier at the same moment: decisions, votes, a term that ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connections
from django.utils import timezone

from chungsuc.accounts.actions import give_role, take_role
from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.administrative_units.models import Unit
from chungsuc.core.dossiers import DossierKind
from chungsuc.core.errors import ChungsucError
from chungsuc.workflow.actions.dossier_parts import cast_vote
from chungsuc.workflow.models import CouncilVote, Dossier, RecognitionDecision
from factories.cast import LONG_AGO, NOW, district, person
from factories.dossiers import Way
from factories.results import communes_of
from faults.reviewers import together

K = DossierKind
AT_ONCE = 3
TO_DECISION = (K.SUBMITTED, K.VERIFIED, K.APPRAISED)


def decide_at_once() -> dict[str, Any]:
    """What came of each: the answers in words ("" is done), and how often it stands in the store."""
    way = _way(User.objects.get(is_system=True))
    dossier = way.steps(way.open(), *TO_DECISION)
    found = {"decided": _of(dossier, K.RECOGNISED, lambda: way.step(dossier, K.RECOGNISED))}
    found["announced"] = _of(dossier, K.ANNOUNCED, lambda: way.step(dossier, K.ANNOUNCED))
    way.step(dossier, K.REVOCATION_PROPOSED)
    found["revoked"] = _of(dossier, K.REVOKED, lambda: way.step(dossier, K.REVOKED))
    papers = RecognitionDecision.objects.filter(event__dossier=dossier)
    return found | {"papers": papers.count(), **_vote_at_once(way), **_term_ends_at_once(way)}


def _way(system: User) -> Way:
    unit, other = communes_of()[2:4]
    above = district("084")
    province = Unit.objects.get(paths_down__descendant=above, paths_down__depth=1)
    office = person("Office", Role.COORDINATION_OFFICE, above, system)
    for role in (Role.COORDINATION_OFFICE, Role.COMMITTEE):
        give_role(user=office, role=role, unit=province, valid_from=LONG_AGO, by=system, now=NOW)
    leaders = [person(f"Leader-{each.code}", Role.COMMUNE_LEADER, each, system) for each in (unit, other)]
    return Way(system, unit, other, province, leaders[0], office, leaders[1])


def _of(dossier: Dossier, kind: DossierKind, deed: Callable[[], Any]) -> dict[str, Any]:
    said = _at_once([deed] * AT_ONCE)
    return {"said": said, "events": dossier.events.filter(kind=kind).count()}


def _at_once(deeds: list[Callable[[], Any]]) -> list[str]:
    """What each is told, in no order."""
    said: list[str] = []
    start = threading.Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> None:
        start.wait()
        try:
            deed()
            said.append("")
        except ChungsucError as problem:
            said.append(str(problem))
        finally:
            connections.close_all()

    together([(do, (deed,)) for deed in deeds])
    return said


def _vote_at_once(way: Way) -> dict[str, Any]:
    """One member says yes and no at once; then another votes while the vote is closed."""
    one, other = way.council("Council-1", "Council-2")
    dossier = way.steps(way.open(year=2022), K.SUBMITTED, K.VERIFIED, K.VOTE_OPENED)

    def vote(by: User, choice: str) -> Callable[[], Any]:
        return lambda: cast_vote(dossier=dossier, choice=choice, by=by, now=timezone.now(), reason="Vì sao.")

    twice = _at_once([vote(one, "agree"), vote(one, "agree"), vote(one, "disagree")])
    cast = CouncilVote.objects.filter(seat__opening__dossier=dossier)
    by_one = cast.count()
    _at_once([vote(other, "agree"), lambda: way.step(dossier, K.VOTE_CLOSED)])
    counted = dossier.events.get(kind=K.VOTE_CLOSED).data
    return {
        "twice": twice,
        "by one": by_one,
        "cast": cast.count(),
        "counted": counted["agree"] + counted["disagree"],
    }


def _term_ends_at_once(way: Way) -> dict[str, Any]:
    """A decision, while the term of who records it ends."""
    dossier = way.steps(way.open(year=2021), *TO_DECISION)
    held = RoleHeld.objects.get(user=way.minh, unit=way.province, role=Role.COMMITTEE)

    def end() -> None:
        take_role(held=held, valid_to=date(2021, 1, 1), reason="Chuyển.", by=way.system, now=timezone.now())

    said = _at_once([lambda: way.step(dossier, K.RECOGNISED), end])
    decided = dossier.events.filter(kind=K.RECOGNISED).count()
    papers = RecognitionDecision.objects.filter(event__dossier=dossier)
    dossier.refresh_from_db()
    return {
        "term": sorted(said),
        "stands": [dossier.state == "recognised", papers.count() == 1],
        "is decided": decided == 1,
    }

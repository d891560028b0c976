"""Vai trò nào được vào trang nào: the pages that depend on a role, for every role and place.

`A` answers, `N` refuses, `0` does not exist for them. One letter for each role, in the order of `ROLES`, each
held at the district that the page is of; then an office above it, one below it, one elsewhere, and an office
whose term has ended. `tests/web/test_who_may.py` has every route for the public and the cast.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chungsuc.accounts.actions import give_role
from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.accounts.permissions import BY_INDICATOR
from chungsuc.accounts.policy import Indicator
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import below
from factories.cast import LONG_AGO, NOW, district
from web.test_who_may import WHO_MAY, address, letter

pytestmark = pytest.mark.django_db

ROLES = (
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

# nhập, lãnh đạo xã, cơ quan, văn phòng, BCĐ, hội đồng, giúp đỡ, Mặt trận, UBKT, quản trị, đọc;
# rồi văn phòng cấp trên, cấp dưới, nơi khác, hết nhiệm kỳ
ROLE_MAY = {
    "dashboards:desk-late": "NANANNNNNNN AAAN",  # of the own unit, wherever it is
    "dashboards:results": "AAAAAAAAANA AANN",  # who enters and leads are of a commune below: its peers'
    "dashboards:log-of-figure": "NNAAANNNAAN ANNN",
    "dashboards:people": "NNNNNNNNNAN NNNN",
    "dashboards:people-answering": "NNNANNNNNAN ANNN",
    "dashboards:reorganise": "NNNANNNNNNN AAAN",  # what may be changed is asked of each order
    "dashboards:review-list": "NNAANNNNNNN ANNN",
    "entry:choose": "AANANNNNNNN AANN",  # of a commune
    "evidence:unit": "NNAAAAAAANN ANNN",
    "api:keys": "NNNANNNNNAN AAAN",  # keys to the own unit
}

# Pages that ask for the same right, or one that the same roles hold: by the beginning of their names.
ASK_AS = {
    "dashboards:results": ("dashboards:c", "dashboards:map", "dashboards:what-if", "dashboards:why"),
    "dashboards:log-of-figure": ("dashboards:log-of-thing",),
    "dashboards:people": ("dashboards:person",),
    "dashboards:reorganise": (
        "dashboards:bodies",
        "dashboards:dossier",
        "dashboards:overlay",
        "dashboards:villages",
        "dashboards:weigh",
        "plans:",
    ),
    "dashboards:review-list": ("dashboards:review-",),
    "entry:choose": ("entry:",),
    "evidence:unit": ("evidence:",),
    "api:keys": ("api:",),  # all else there is asked of a key: tests/api/test_who_may_call.py
}


def held_at(role: Role) -> Unit:
    """Where people hold it: who enters and who leads at a commune of the district."""
    return commune() if role in (Role.ENTRY, Role.COMMUNE_LEADER) else district("084")


def commune() -> Unit:
    return below(district("084"), date(2024, 1, 1))[0]


def depends_on_a_role() -> set[str]:
    """Pages that do not answer all alike who have signed in."""
    return {
        route
        for method, route, state, expected in WHO_MAY
        if method == "GET" and state is None and (len(set(expected[1:])) > 1 or set(expected[1:]) == {"N"})
    }


@pytest.fixture
def clients(system: User) -> list[Client]:
    """Someone of each role, then four offices: above, below, elsewhere, and one whose term has ended."""
    above = Unit.objects.get(paths_down__descendant=district("084"), paths_down__depth=1)
    office = Role.COORDINATION_OFFICE
    places = [(role, held_at(role)) for role in ROLES]
    places += [(office, above), (office, commune()), (office, district("027")), (office, district("084"))]
    made = []
    for number, (role, unit) in enumerate(places):
        user = User.objects.create(username=f"nguoi-{number}", display_name=role.label)
        codes = [str(each) for each in range(1, 20)] if role in BY_INDICATOR else []
        give_role(
            user=user,
            role=role,
            unit=unit,
            valid_from=LONG_AGO,
            indicators=[Indicator("vn-2021-2025-commune", code) for code in codes],
            by=system,
            now=NOW,
        )
        client = Client()
        client.force_login(user)
        made.append(client)
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleHeld.objects.filter(user__username=f"nguoi-{len(places) - 1}").update(valid_to=yesterday)
    return made


def test_each_page_answers_the_roles_that_it_is_for(
    clients: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only who is let in: what is shown there has tests of its own."""
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda *_args, **_named: "")
    there = {route: address(route, None) for route in ROLE_MAY}
    found = {route: "".join(letter(client.get(there[route])) for client in clients) for route in ROLE_MAY}
    assert found == {route: row.replace(" ", "") for route, row in ROLE_MAY.items()}


def test_every_page_that_depends_on_a_role_is_in_the_table_or_asks_as_one_that_is() -> None:
    assert set(ASK_AS) <= set(ROLE_MAY)
    alike = tuple(beginning for some in ASK_AS.values() for beginning in some)
    assert [each for each in depends_on_a_role() if each not in ROLE_MAY and not each.startswith(alike)] == []

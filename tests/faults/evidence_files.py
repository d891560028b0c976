"""Deeds with evidence: a photo that is brought, and what stands after that was killed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from chungsuc.accounts.actions import create_user, ensure_system_account, give_role
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Unit
from chungsuc.audit.models import Entry
from chungsuc.audit.queries import broken_links
from chungsuc.core.periods import Period
from chungsuc.evidence import actions, checks
from chungsuc.evidence.models import Attachment, PictureBand, Resemblance, StoredFile
from chungsuc.law.criteria import load_criteria_sets
from factories.photos import jpeg, scene


def _commune() -> Unit:
    return Unit.objects.filter(paths_up__ancestor__code="084", kind="xã", valid_from=None).order_by("pk")[0]


def make_leader() -> None:
    """Someone who brings evidence for a commune."""
    now = timezone.now()
    system = ensure_system_account(now=now)
    made = create_user(
        username="lanh-dao", display_name="Lan", password="mot-mat-khau-du-dai", by=system, now=now
    )
    give_role(
        user=made, role=Role.COMMUNE_LEADER, unit=_commune(), valid_from=date(2020, 1, 1), by=system, now=now
    )


def bring(number: int) -> str:
    """As the page does it: the answer goes out when this returns. Every photo resembles the ones before."""
    row = actions.attach_file(
        id=UUID(int=number + 1),
        unit=_commune(),
        criteria_set=load_criteria_sets()["vn-2021-2025-commune"],  # read before any child
        code="6.1",
        period=Period.of_year(2024),
        stream=io.BytesIO(jpeg(scene(1, (300, 225 - number // 50)), 40 + number % 50)),
        name=f"anh-{number}.jpg",
        by=User.objects.get(username="lanh-dao"),
        now=timezone.now(),
    )
    return str(row.pk)


def evidence() -> dict[str, Any]:
    """What stands, and what does not hold together."""
    files = StoredFile.objects.count()
    whole = {path.name for path in settings.UPLOADS.glob("[!.]*")}
    named = {name for row in StoredFile.objects.all() for name in (row.sha256, row.shown, row.small)}
    return {
        "brought": list(map(str, Attachment.objects.values_list("pk", flat=True))),
        "problems": [*checks.damaged(every=True), *broken_links(), *sorted(named - whole)],
        "logged": Entry.objects.filter(action=actions.ATTACHED).count(),
        "files": files,
        "printed": PictureBand.objects.values("file").distinct().count(),
        "alike": Resemblance.objects.count(),
    }


DEEDS: dict[str, Callable[..., Any]] = {"make_leader": make_leader, "bring": bring, "evidence": evidence}

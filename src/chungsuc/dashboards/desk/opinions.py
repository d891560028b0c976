"""Ý kiến của Mặt trận Tổ quốc chưa ghi: dossiers under way that the Front may still speak to."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chungsuc.accounts.permissions import Permission
from chungsuc.administrative_units.models import UnitPath
from chungsuc.core.desk import Task, TaskKind, first_day, gathered
from chungsuc.dashboards.desk.held import Held
from chungsuc.dashboards.dossiers.views import address
from chungsuc.languages.data import vietnamese
from chungsuc.workflow.actions.dossier_parts import BEFORE_A_DECISION
from chungsuc.workflow.models import DossierPart
from chungsuc.workflow.queries import Waiting

_OPINION = DossierPart.Kind.SOCIAL_CRITICISM


def opinions(held: Held, waiting: Sequence[Waiting]) -> list[Task]:
    """A line a dossier that lacks the opinion, by the day on which the dossier has to go on; many that are
    alike of one of the person's places together. Two queries, and none for who gives no opinion."""
    places = {unit.pk: unit for unit, _rights in held.places(Permission.OPINION_GIVE)}
    asked = [each for each in waiting if each.standing.state.waits_for in BEFORE_A_DECISION]
    if not places or not asked:
        return []
    given = DossierPart.objects.filter(kind=_OPINION, dossier__in=[each.dossier.pk for each in asked])
    done = set(given.values_list("dossier_id", flat=True))
    below = Q(descendant__in={each.dossier.unit_id for each in asked}, ancestor__in=places)
    paths = UnitPath.objects.filter(below).order_by("depth").values_list("descendant_id", "ancestor_id")
    highest = dict(paths)  # the last of them stays

    def together(some: Sequence[Task]) -> Task:
        place, year, state = some[0].alike  # type: ignore[misc]
        words = ngettext(
            "Ghi ý kiến của Mặt trận Tổ quốc: %(n)s hồ sơ năm %(year)s",
            "Ghi ý kiến của Mặt trận Tổ quốc: %(n)s hồ sơ năm %(year)s",
            len(some),
        )
        return Task(
            kind=TaskKind.STEP,
            what=words % {"n": len(some), "year": year},
            where=vietnamese(places[place].full_name),
            address=reverse("dashboards:dossiers", args=[place]) + f"?{urlencode({'trang-thai': state})}",
            due=first_day(each.due for each in some),
            since=first_day(each.since for each in some),
            count=len(some),
            place=places[place].sort_key,
        )

    lacking = [each for each in asked if each.dossier.unit_id in highest and each.dossier.pk not in done]
    return gathered([_task(each, highest[each.dossier.unit_id]) for each in lacking], together)


def _task(each: Waiting, place: str) -> Task:
    dossier, standing = each.dossier, each.standing
    return Task(
        kind=TaskKind.STEP,
        what=_("Ghi ý kiến của Mặt trận Tổ quốc: hồ sơ năm %(year)s") % {"year": dossier.year},
        where=vietnamese(dossier.unit.full_name),
        address=f"{address(dossier)}#tp-{_OPINION}",
        due=standing.due,
        since=standing.since,
        alike=None if place == dossier.unit_id else (place, dossier.year, standing.state.code),
        place=dossier.unit.sort_key,
    )

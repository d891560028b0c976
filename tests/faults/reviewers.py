"""Several people take a step with the same indicator at the same moment."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connections
from django.utils import timezone

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.core.errors import ChungsucError
from chungsuc.core.reviews import ReviewKind
from chungsuc.criteria import queries as criteria
from chungsuc.workflow.actions import CellStep, take_steps
from chungsuc.workflow.models import ReviewEvent

SET, YEAR, PEOPLE = "vn-2021-2025-commune", 2022, 4


def review_at_once() -> dict[str, Any]:
    """Tells what came of a step that four take at once, and of one that is sent four times."""
    system, lan = User.objects.get(is_system=True), User.objects.get(username="lan")
    assert criteria.version_of(SET) is not None
    codes = [f"4.{number}" for number in (1, 2)]
    district = Unit.objects.get(code="084", level="district")
    commune = Unit.objects.filter(paths_up__ancestor=district, kind="xã", valid_from=None).order_by("pk")[1]
    given = {"criteria_set_id": SET, "year": YEAR, "within": district}
    cells = [CellStep(commune, code) for code in codes]
    take_steps(act=uuid4(), kind=ReviewKind.SUBMITTED, cells=cells, by=system, now=timezone.now(), **given)
    said: list[str] = []
    start = threading.Barrier(PEOPLE)

    def step(code: str, kind: ReviewKind, act: UUID) -> None:
        until = (timezone.now() + timedelta(days=5)).date() if kind is ReviewKind.QUESTIONED else None
        cell = CellStep(commune, code, "Xem lại.", seen=1)
        start.wait()
        try:
            take_steps(
                act=act, kind=kind, cells=[cell], by=lan, now=timezone.now(), explain_by=until, **given
            )
            said.append("")
        except ChungsucError as problem:
            said.append(str(problem))
        finally:
            connections.close_all()

    kinds = [ReviewKind.RETURNED, ReviewKind.QUESTIONED] * (PEOPLE // 2)
    together([(step, (codes[0], kind, uuid4())) for kind in kinds])
    different, said[:] = list(said), []
    act = uuid4()
    together([(step, (codes[1], ReviewKind.RETURNED, act))] * PEOPLE)
    events = ReviewEvent.objects.filter(unit=commune, criteria_set_id=SET, year=YEAR)
    numbers = [list(events.filter(code=code).values_list("number", flat=True)) for code in codes]
    return {"different": different, "same": said, "numbers": numbers}


def together(deeds: list[tuple[object, tuple[object, ...]]]) -> None:
    """All of them at once, each in a thread of its own."""
    running = [threading.Thread(target=deed, args=given) for deed, given in deeds]  # type: ignore[arg-type]
    for each in running:
        each.start()
    for each in running:
        each.join()

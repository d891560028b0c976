"""Số liệu mẫu: a whole invented world is written at once, and every page says from then on that it is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from chungsuc.accounts.models import User
from chungsuc.administrative_units.actions import place_villages
from chungsuc.assessments.facts import columns
from chungsuc.assessments.models import Acceptance, Observation, Supersession
from chungsuc.assessments.rollup_rebuild import rebuild, stored_sets
from chungsuc.audit.actions import record
from chungsuc.core.errors import ChungsucError
from chungsuc.samples.figures import Entry
from chungsuc.samples.world import World

_ROWS = 5000  # held in memory before they are written


class SampleRefused(ChungsucError):
    """Invented figures would stand among others."""


def mark() -> Path:
    """The file that says that the figures of this installation are invented."""
    return settings.VAR / "sample-figures"


@transaction.atomic
def load_sample(*, world: World, entries: Iterable[Entry], by: User, now: datetime) -> int:
    """Nạp số liệu mẫu: a world's villages, its entries with their acceptances, and the roll-ups over them.

    The mark is set before anything is written, so that no page ever shows an invented figure without the
    notice. Raises SampleRefused where the store holds figures already.
    """
    if Observation.objects.exists():
        raise SampleRefused(
            _("Nơi này đã có số liệu, nên không nạp số liệu mẫu vào. Hãy dùng một thư mục dữ liệu khác.")
        )
    mark().touch()
    place_villages(villages=world.villages, by=by, now=now)
    count = 0
    waiting = iter(entries)
    while batch := list(islice(waiting, _ROWS)):
        _write(batch, by)
        count += len(batch)
    for version in stored_sets():
        rebuild(version=version, by=by, now=now)
    size = world.size
    record(
        "observations.sample_loaded",
        by,
        by=by,
        at=now,
        data={
            "seed": size.seed,
            "years": f"{size.first_year}-{size.last_year}",
            "provinces": size.provinces,
            "communes": size.communes,
            "villages": size.villages,
            "observations": count,
        },
    )
    return count


def _write(batch: list[Entry], by: User) -> None:
    note = _("Số liệu mẫu, bịa ra để thử.")
    Observation.objects.bulk_create(
        [
            Observation(
                id=UUID(each.id),
                unit_id=each.unit_id,
                criteria_set_id=each.criteria_set_id,
                indicator_code=each.code,
                period=str(each.period),
                first_day=each.period.first_day,
                last_day=each.period.last_day,
                numerator=each.numerator,
                denominator=each.denominator,
                observed_by=by,
                observed_on=each.observed_on,
                recorded_at=each.recorded_at,
                channel=Observation.Channel.FILE,
                note=note,
                **columns(each.value),
            )
            for each in batch
        ]
    )
    Supersession.objects.bulk_create(list(_supersessions(batch)))
    Acceptance.objects.bulk_create(
        [
            Acceptance(observation_id=UUID(each.id), by=by, at=each.accepted_at)
            for each in batch
            if each.accepted_at is not None
        ]
    )


def _supersessions(batch: list[Entry]) -> Iterator[Supersession]:
    for each in batch:
        for older in each.supersedes:
            yield Supersession(newer_id=UUID(each.id), older_id=UUID(older))

"""Reading criteria sets: a stored text, and the text with the decisions that are laid over it.

`criteria_set` is the text alone. Whatever judges or shows what binds a unit takes `as_it_binds`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units import territories
from chungsuc.administrative_units.facts import attributes_on
from chungsuc.administrative_units.models import Unit
from chungsuc.audit.clock import known_later
from chungsuc.core import criteria as core
from chungsuc.core.criteria import CriteriaSet, FloorCheck, Measure, check_floor, confirm, lay_over
from chungsuc.core.criteria.territories import Takeover, former_territories, on_former_land
from chungsuc.core.rollup import is_covered
from chungsuc.criteria.facts import compared, overlay_of
from chungsuc.criteria.models import CriteriaSetVersion, FigureReview, Overlay
from chungsuc.law.criteria import read_criteria_set

# Acts, as the log names them.
STORED, WITHDRAWN, REVIEWED = "overlay.stored", "overlay.withdrawn", "figure.reviewed"


def newest() -> list[CriteriaSetVersion]:
    """The newest version of each set, without its text: by level, tier, then the first day of force."""
    versions: dict[str, CriteriaSetVersion] = {}
    for version in CriteriaSetVersion.objects.defer("text").order_by("loaded_at", "pk"):
        versions[version.set_id] = version
    levels = ["commune", "village", "district", "province"]
    tiers = ["standard", "advanced", "model", "modern"]
    return sorted(
        versions.values(),
        key=lambda each: (levels.index(each.level), -each.valid_from.year, tiers.index(each.tier)),
    )


def version_of(set_id: str) -> CriteriaSetVersion | None:
    """The newest version of one set."""
    return CriteriaSetVersion.objects.filter(set_id=set_id).order_by("-loaded_at", "-pk").first()


def in_force(level: str, on: date, tier: str = "standard") -> CriteriaSetVersion | None:
    """Bộ tiêu chí áp dụng: the national set of a level on a day, in its newest version."""
    return (
        CriteriaSetVersion.objects.filter(
            level=level, tier=tier, province="", valid_from__lte=on, valid_to__gte=on
        )
        .order_by("-loaded_at", "-pk")
        .first()
    )


def as_it_binds(
    version: CriteriaSetVersion,
    *,
    on: date,
    with_provinces: bool = True,
    known_at: datetime | None = None,
) -> CriteriaSet:
    """Bộ tiêu chí áp dụng vào ngày `on`: the text under the decisions in force, and as it was compared.

    A province's figures bind only units whose attributes name it, or the land of a former one; without
    them the set is the nation's. `known_at` leaves out what was stored, withdrawn or compared later.
    Three queries; the set itself is made once for each state of the law.
    """
    laid = in_force_on(version.set_id, on=on, known_at=known_at)
    if not with_provinces:
        laid = laid.filter(province__isnull=True)
    reviews = reviews_of(version.set_id, known_at=known_at)
    return _laid(
        version.pk,
        version.content_hash,
        tuple(laid.order_by("pk").values_list("edition", flat=True)),
        reviews.values_list("edition", flat=True).first(),
        territories.takeovers() if with_provinces else (),
    )


def under(version: CriteriaSetVersion, decisions: Iterable[UUID]) -> CriteriaSet:
    """The text under these decisions, by their editions, the first stored first; not as it was compared."""
    laid = tuple(decisions)
    return _laid(version.pk, version.content_hash, laid, None, territories.takeovers() if laid else ())


def newest_of_today(*, today: date) -> list[tuple[CriteriaSetVersion, CriteriaSet]]:
    """The newest version of each set, each as `of_today`; three queries for all of them."""
    overlays: dict[str, list[UUID]] = defaultdict(list)
    effective = Overlay.objects.filter(province__isnull=True, withdrawn_at__isnull=True).order_by("pk")
    versions = newest()
    last_days = {each.set_id: _day_of(each, today) for each in versions}
    for set_id, edition, day in effective.values_list("set_id", "edition", "effective_on"):
        if set_id in last_days and day <= last_days[set_id]:
            overlays[set_id].append(edition)
    reviews = dict(FigureReview.objects.order_by("pk").values_list("set_id", "edition"))
    return [
        (
            each,
            _laid(each.pk, each.content_hash, tuple(overlays[each.set_id]), reviews.get(each.set_id), ()),
        )
        for each in versions
    ]


def of_today(version: CriteriaSetVersion, *, today: date) -> CriteriaSet:
    """The nation's set as it binds today; before or after its period, on its first or last day."""
    return as_it_binds(version, on=_day_of(version, today), with_provinces=False)


def _day_of(version: CriteriaSetVersion, today: date) -> date:
    return max(version.valid_from, min(today, version.valid_to))


class Floor(NamedTuple):
    """Mức sàn bình quân of one indicator, checked for a province in a year."""

    measure: Measure
    year: int
    check: FloorCheck


def floors(criteria_set: CriteriaSet, province: Unit, *, on: date) -> list[Floor]:
    """Kiểm tra các mức sàn over the xã of a province as of a day, each year of the set that is left."""
    asked = [each for each in criteria_set.measures() if each.national_floor is not None]
    if not asked:
        return []
    communes = [
        each.pk
        for each in units.below(province, on, level=criteria_set.level)
        if is_covered(each.level, each.kind)
    ]
    about = list(attributes_on(communes, on, criteria_set).values())
    years = range(max(on.year, criteria_set.valid_from.year), criteria_set.valid_to.year + 1)
    return [Floor(each, year, check_floor(each, about, year)) for each in asked for year in years]


def in_force_on(set_id: str, *, on: date, known_at: datetime | None = None) -> QuerySet[Overlay]:
    """Decisions over a set that have taken effect by a day and are not withdrawn."""
    found = Overlay.objects.filter(set_id=set_id, effective_on__lte=on)
    if known_at is None:
        return found.filter(withdrawn_at__isnull=True)
    stored, withdrawn = (known_later(Overlay, each, at=known_at) for each in (STORED, WITHDRAWN))
    standing = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at) | Q(pk__in=withdrawn)
    return found.filter(standing, stored_at__lte=known_at).exclude(pk__in=stored)


def reviews_of(set_id: str, *, known_at: datetime | None = None) -> QuerySet[FigureReview]:
    """Comparisons of a set's figures with the print, the newest first."""
    found = FigureReview.objects.filter(set_id=set_id).order_by("-pk")
    if known_at is None:
        return found
    return found.filter(at__lte=known_at).exclude(pk__in=known_later(FigureReview, REVIEWED, at=known_at))


@lru_cache(maxsize=64)
def _laid(
    pk: int,
    content_hash: str,
    overlays: tuple[UUID, ...],
    last_review: UUID | None,
    takeovers: tuple[Takeover, ...],
) -> CriteriaSet:
    found = _parsed(pk, content_hash)
    rows = Overlay.objects.filter(edition__in=overlays).prefetch_related("values")
    found = on_land(found, [overlay_of(each) for each in rows], takeovers)
    if last_review is None:
        return found
    last = FigureReview.objects.filter(edition=last_review).values("pk")
    newest = {each.key: each for each in reviews_of(found.id).filter(pk__lte=last).order_by("pk")}
    return confirm(found, [compared(each) for each in newest.values() if each.agrees])


def on_land(
    criteria_set: CriteriaSet, overlays: Sequence[core.Overlay], takeovers: Iterable[Takeover]
) -> CriteriaSet:
    """The set under the decisions, those of former provinces on the land that was theirs among them."""
    return lay_over(criteria_set, [*overlays, *on_former_land(overlays, former_territories(takeovers))])


def criteria_set(version: CriteriaSetVersion) -> CriteriaSet:
    """The set as its stored text has it; read once for each text, however often it is asked for."""
    return _parsed(version.pk, version.content_hash)


@lru_cache(maxsize=32)
def _parsed(pk: int, content_hash: str) -> CriteriaSet:
    text = CriteriaSetVersion.objects.values_list("text", flat=True).get(pk=pk, content_hash=content_hash)
    return read_criteria_set(text, f"bộ tiêu chí {content_hash[:8]}")

"""Reading criteria sets: the newest stored text of a set, or the very text that a plan was read by."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from chungsuc.core.criteria import CriteriaSet
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.law.criteria import read_criteria_set


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


def criteria_set(version: CriteriaSetVersion) -> CriteriaSet:
    """The set itself, read from the stored text; read once for each text, however often it is asked for."""
    return _parsed(version.pk, version.content_hash)


@lru_cache(maxsize=32)
def _parsed(pk: int, content_hash: str) -> CriteriaSet:
    text = CriteriaSetVersion.objects.values_list("text", flat=True).get(pk=pk, content_hash=content_hash)
    return read_criteria_set(text, f"bộ tiêu chí {content_hash[:8]}")

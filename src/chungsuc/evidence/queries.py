"""Reading evidence: what stands beside which indicator, what was offered elsewhere, what is demanded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, Count, DateField, Exists, IntegerField, OuterRef, Q, QuerySet

from chungsuc.accounts import policy
from chungsuc.accounts.permissions import roles_allowing
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.proofs import demanded_by
from chungsuc.evidence.models import PICTURES, Attachment, Demand, Resemblance, StoredFile
from chungsuc.stores.questions import Blank, Question


def sees_drafts(user: Any, unit: Unit) -> bool:
    """Whether a person sees all evidence of a unit: who brings some, and whoever holds a role at the unit.

    Others who may see it, at a unit above, see what stood beside an indicator when it was handed up. The
    public and peers see none: nothing of it is published.
    """
    return policy.may(user, Permission.EVIDENCE_ADD, at=unit) or unit.pk in own_units(user)


def own_units(user: Any) -> set[str]:
    """Units where the person holds a role that lets them see evidence, not those below; one query."""
    held = policy.roles_of(user).filter(role__in=roles_allowing(Permission.EVIDENCE_VIEW))
    return set(held.values_list("unit_id", flat=True))


def of_cells(unit_id: str, criteria_set_id: str, year: int) -> dict[str, list[Attachment]]:
    """Minh chứng đang có of a unit and year, by code, the oldest first; one query."""
    found: dict[str, list[Attachment]] = defaultdict(list)
    for row in standing().filter(unit_id=unit_id, criteria_set_id=criteria_set_id, year=year):
        found[row.code].append(row)
    return dict(found)


def how_many(unit_id: str, criteria_set_id: str, year: int, code: str) -> int:
    """How much of it stands beside one indicator; one short question."""
    return len(_BESIDE_ONE(unit=unit_id, criteria_set=criteria_set_id, year=year, code=code))


def _beside_one() -> QuerySet[Any, Any]:
    rows = Attachment.objects.filter(
        withdrawal=None,
        unit_id=Blank("unit", CharField()),
        criteria_set_id=Blank("criteria_set", CharField()),
        year=Blank("year", IntegerField()),
        code=Blank("code", CharField()),
    )
    return rows.order_by().values_list("pk")


_BESIDE_ONE = Question(_beside_one)


def standing() -> QuerySet[Attachment]:
    """What was not withdrawn, with its file and who brought it."""
    return Attachment.objects.filter(withdrawal=None).select_related("file", "added_by")


def withdrawn(unit_id: str, criteria_set_id: str, year: int, code: str) -> list[Attachment]:
    """Minh chứng đã rút of one indicator, with who took it back and why; one query."""
    rows = Attachment.objects.filter(
        unit_id=unit_id, criteria_set_id=criteria_set_id, year=year, code=code, withdrawal__isnull=False
    )
    return list(rows.select_related("file", "added_by", "withdrawal__by"))


# --- what was offered more than once ------------------------------------------------------------------


class Use(NamedTuple):
    """Nơi khác dùng: the same photo, or one alike, beside an indicator of another unit or year."""

    attachment: Attachment
    distance: int  # 0: the very same bytes, or the same print
    is_same_file: bool


def elsewhere(attachments: Iterable[Attachment], within: QuerySet[Any] | None = None) -> dict[Any, list[Use]]:
    """Ảnh có thể trùng, by the id of each: photos that other units or years offered too; two queries.

    `within` (a sub-query of unit ids) leaves out what other units offered. A document may prove the same in
    many communes, so it is not compared.
    """
    rows = [row for row in attachments if row.file is not None and row.file.is_picture]
    if not rows:
        return {}
    near = alike({row.file_id for row in rows})
    wanted = {other for files in near.values() for other in files}
    found = standing().filter(file__in=wanted).select_related("unit")
    if within is not None:
        found = found.filter(unit_id__in=within)
    uses: dict[int, list[Attachment]] = defaultdict(list)
    for other in found:
        uses[other.file_id].append(other)
    return {row.pk: listed for row in rows if (listed := list(_uses(row, near[row.file_id], uses)))}


def alike(file_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """For each file those that resemble it, and itself, with how many bits differ; one query."""
    found: dict[int, dict[int, int]] = {pk: {pk: 0} for pk in file_ids}
    pairs = Resemblance.objects.filter(Q(earlier__in=file_ids) | Q(later__in=file_ids))
    for one, other, distance in pairs.values_list("earlier_id", "later_id", "distance"):
        for here, there in ((one, other), (other, one)):
            if here in found:
                found[here][there] = distance
    return found


def _uses(row: Attachment, files: dict[int, int], uses: dict[int, list[Attachment]]) -> Iterator[Use]:
    for file_id, distance in sorted(files.items(), key=lambda each: each[1]):
        for other in uses.get(file_id, ()):
            if (other.unit_id, other.year) != (row.unit_id, row.year):
                yield Use(other, distance, file_id == row.file_id)


def repeated(province: Unit) -> QuerySet[StoredFile]:
    """Ảnh dùng ở nhiều nơi: photos below a unit that more than one unit or year offers, or that resemble
    another offered below it; the newest first. One query, over pairs that were found as photos came."""
    below = UnitPath.objects.filter(ancestor=province).values("descendant_id")
    offered = Attachment.objects.filter(withdrawal=None, unit_id__in=below)
    many = (
        offered.filter(file__kind__in=PICTURES)
        .values("file_id")
        .order_by()
        .annotate(units=Count("unit_id", distinct=True), years=Count("year", distinct=True))
        .filter(Q(units__gt=1) | Q(years__gt=1))
        .values("file_id")
    )
    earlier = Resemblance.objects.filter(
        Exists(offered.filter(file_id=OuterRef("earlier_id"))), later_id=OuterRef("pk")
    )
    resembling = Q(Exists(earlier)) & Q(Exists(offered.filter(file_id=OuterRef("pk"))))
    return StoredFile.objects.filter(Q(pk__in=many) | resembling).order_by("-pk")


# --- what is demanded -----------------------------------------------------------------------------------


def demanded(criteria_set: CriteriaSet, province: Unit | str | None, year: int) -> frozenset[str]:
    """Chỉ tiêu phải có minh chứng in a year, by code: what the set itself asks to be proved, and what the
    province demands at the end of the year. One query, none without a province.
    """
    by_set = demanded_by(criteria_set)
    if province is None:
        return by_set
    last = date(year, 12, 31)
    place = province.pk if isinstance(province, Unit) else province
    rows = _DEMANDED(province=place, criteria_set=criteria_set.id, last=last)
    return by_set.union(*(codes for (codes,) in rows))


def _demanded() -> QuerySet[Any, Any]:
    last = Blank("last", DateField())
    rows = Demand.objects.filter(
        Q(end=None) | Q(end__ends_on__gt=last),
        province_id=Blank("province", CharField()),
        criteria_set_id=Blank("criteria_set", CharField()),
        effective_on__lte=last,
    )
    return rows.order_by().values_list("codes")


_DEMANDED = Question(_demanded)  # asked at every save of a cell


def demands(province: Unit, criteria_set_id: str) -> QuerySet[Demand]:
    """Yêu cầu minh chứng of a province over one set, those that ended too."""
    rows = Demand.objects.filter(province=province, criteria_set_id=criteria_set_id)
    return rows.select_related("by", "end__by")

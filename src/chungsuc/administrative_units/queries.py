"""Reading units: as of a day, above, below, before and after. Units are public: everyone may read them."""

from __future__ import annotations

from datetime import date

from django.db.models import CharField, Prefetch, Q, QuerySet

from chungsuc.administrative_units.models import (
    Body,
    BodySuccession,
    Level,
    Official,
    Succession,
    Unit,
    UnitChange,
    UnitPath,
    UnitTag,
)
from chungsuc.core.statements import PartialDate
from chungsuc.core.vietnamese.text import fold
from chungsuc.stores.questions import Blank, Rows


def as_of(day: date, prefix: str = "") -> Q:
    """The condition that a row holds on a day; both ends may be open."""
    begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    not_ended = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    return begun & not_ended


def above(unit: Unit, day: date) -> list[Unit]:
    """From the country down to the parent, as of a day."""
    steps = UnitPath.objects.filter(as_of(day), descendant=unit, depth__gt=0).order_by("-depth")
    return [step.ancestor for step in steps.select_related("ancestor")]


def below(unit: Unit, day: date, *, level: str | None = None) -> list[Unit]:
    """Units below as of a day: of one level, or the next below. In Vietnamese order of names."""
    steps = UnitPath.objects.filter(as_of(day), ancestor=unit)
    steps = steps.filter(descendant__level=level) if level else steps.filter(depth=1)
    units = [step.descendant for step in steps.select_related("descendant") if step.descendant_id != unit.pk]
    return sorted(units, key=lambda each: (each.kind == "xã", each.sort_key))


def subtree_ids(unit: Unit) -> QuerySet[UnitPath]:
    """A sub-query of the ids of all that ever lay below the unit, and its own."""
    return UnitPath.objects.filter(ancestor=unit).values("descendant_id")


def lay_below(unit: Unit, ancestor: Unit) -> bool:
    """Did the unit ever lie below the other? A unit lies below itself."""
    return UnitPath.objects.filter(ancestor=ancestor, descendant=unit).exists()


def origins(unit: Unit) -> QuerySet[Succession]:
    """What the unit was made from."""
    return unit.origins.select_related("predecessor").order_by("effective", "predecessor__sort_key")


def outcomes(unit: Unit) -> QuerySet[Succession]:
    """What the unit became."""
    return unit.successions.select_related("successor").order_by(
        "effective", "-is_main", "successor__sort_key"
    )


def search(words: str, *, day: date | None = None, level: str | None = None, limit: int = 50) -> list[Unit]:
    """Tìm đơn vị by name without tones, or by code; the nearest spellings first."""
    wanted = fold(words).strip()
    if not wanted:
        return []
    found = Unit.objects.filter(Q(folded__contains=wanted) | Q(code=words.strip()))
    if day is not None:
        found = found.filter(as_of(day))
    if level:
        found = found.filter(level=level)
    rank = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2}
    ordered = sorted(
        found[:500],
        key=lambda each: (
            each.folded != wanted,
            not each.folded.startswith(wanted),
            rank.get(each.level, 3),
            each.sort_key,
        ),
    )
    return ordered[:limit]


def names_above(units: list[Unit]) -> dict[str, str]:
    """ "huyện B, tỉnh C" for each unit, as it last lay; one query."""
    rows = (
        UnitPath.objects.filter(descendant__in=units, depth__gt=0)
        .exclude(ancestor__level=Level.COUNTRY)
        .select_related("ancestor")
    )
    paths: dict[str, dict[int, UnitPath]] = {}
    for row in rows.order_by("valid_from"):
        paths.setdefault(row.descendant_id, {})[row.depth] = row
    return {
        unit_id: ", ".join(steps[depth].ancestor.full_name for depth in sorted(steps))
        for unit_id, steps in paths.items()
    }


def villages_called(words: str) -> list[Unit]:
    """Thôn of a name, with or without the word for its kind, or of a code, with or without a time."""
    if "@" in words:
        unit = named_by(words)
        return [unit] if unit is not None and unit.level == Level.VILLAGE else []
    kind, _blank, name = " ".join(words.split()).partition(" ")
    called = Q(code=words) | Q(folded=fold(words)) | Q(kind__iexact=kind, folded=fold(name))
    return list(Unit.objects.filter(called, level=Level.VILLAGE).order_by("sort_key", "code"))


def provinces(day: date) -> list[Unit]:
    """Provinces as of a day, in Vietnamese order."""
    return list(Unit.objects.filter(as_of(day), level=Level.PROVINCE).order_by("sort_key"))


# Asked for by nearly every page.
_BY_ID = Rows(Unit, lambda: Unit.objects.filter(pk=Blank("id", CharField())).order_by())


def named_by(text: str) -> Unit | None:
    """The unit of an address: its own id, or a code with a time ("25270@2024", "25270@..2025-06-30")."""
    code, mark, when = text.partition("@")
    if not mark:
        return next(iter(_BY_ID.found(id=text)), None)
    units = Unit.objects.filter(code=code)
    if when == "..":  # neither end is known
        return units.filter(valid_from__isnull=True, valid_to__isnull=True).first()
    try:
        day = iso_date(when.removeprefix("..")).first_day()
    except ValueError:
        return None
    return units.filter(as_of(day)).first()


def iso_date(text: str) -> PartialDate:
    """ "2024", "2024-01" or "2024-01-15". Raises ValueError."""
    return PartialDate(*(int(part) for part in text.split("-", 2)))


def bodies(unit: Unit, day: date) -> list[Body]:
    """Cơ quan của đơn vị on a day, each with `in_office`: who held an office in it. Two queries."""
    held = Official.objects.filter(as_of(day)).order_by("title", "name")
    found = Body.objects.filter(as_of(day), unit=unit).prefetch_related(
        Prefetch("officials", queryset=held, to_attr="in_office")
    )
    return list(found.order_by("kind", "name"))


def former_bodies(unit: Unit, day: date) -> list[Body]:
    """Cơ quan đã kết thúc by a day, the last to end first, each with `came_after`: what goes on in its
    place, and the decision. Two queries."""
    steps = BodySuccession.objects.select_related("successor__unit").order_by("effective", "successor__name")
    ended = Body.objects.filter(unit=unit, valid_to__lte=day).prefetch_related(
        Prefetch("successions", queryset=steps, to_attr="came_after")
    )
    return list(ended.order_by("-valid_to", "name"))


def in_place_of(body: Body, day: date) -> list[Body]:
    """The bodies that go on with what this one did, on a day; itself while it is there."""
    found: dict[int, Body] = {}
    waiting, seen = [body], {body.pk}
    while waiting:
        here = waiting.pop()
        if here.existed_on(day):
            found[here.pk] = here
            continue
        for step in BodySuccession.objects.filter(predecessor=here, effective__lte=day).select_related(
            "successor"
        ):
            if step.successor_id not in seen:
                seen.add(step.successor_id)
                waiting.append(step.successor)
    return sorted(found.values(), key=lambda each: each.name)


def tags(unit: Unit, day: date) -> list[UnitTag]:
    """Phân loại của chính đơn vị on a day, each with its decision."""
    return list(UnitTag.objects.filter(as_of(day), unit=unit).order_by("name"))


def orders(unit: Unit) -> list[UnitChange]:
    """Nghị quyết đã ghi that ended, began or moved the unit, the oldest first."""
    changes = UnitChange.objects.filter(unit=unit).select_related("reorganisation")
    return list(changes.order_by("reorganisation__effective", "reorganisation_id"))

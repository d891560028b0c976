"""Provinces, districts and communes of a test's own, in any tree, that change in the middle of a period."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hypothesis import strategies as st

from chungsuc.administrative_units import tree
from chungsuc.administrative_units.models import Unit
from chungsuc.core.units import Level, Parent
from chungsuc.core.units import Unit as Place

CHANGE = date(2023, 7, 1)  # some units end, some begin, some get another unit above
COMMUNES = 6


@st.composite
def fields(draw: st.DrawFn) -> list[tuple[int, int | None, str, str]]:
    """For each commune: the unit above, the one above it later, its kind, and its life."""
    above = st.integers(0, 3)
    row = st.tuples(
        above,
        st.none() | above,
        st.sampled_from(["xã", "xã", "xã", "phường"]),
        st.sampled_from(["whole", "whole", "ends", "begins"]),
    )
    return draw(st.lists(row, min_size=COMMUNES, max_size=COMMUNES))


def plant(given: list[tuple[int, int | None, str, str]]) -> tuple[list[Unit], list[Unit]]:
    """Store them: the units above, the country first, and the communes."""
    country = Unit.objects.get(level=Level.COUNTRY)

    def unit(name: str, level: Level, kind: str, *parents: Parent, **life: date | None) -> Place:
        tags = {"region": "TDMNPB"} if level is Level.PROVINCE else {}
        return Place(name, name, name, kind, level, parents=parents, tags=tags, **life)

    above = [
        unit("t1", Level.PROVINCE, "tỉnh", Parent(country.pk)),
        unit("t2", Level.PROVINCE, "tỉnh", Parent(country.pk)),
        unit("h1", Level.DISTRICT, "huyện", Parent("t1")),
        unit("h2", Level.DISTRICT, "huyện", Parent("t1", None, CHANGE), Parent("t2", CHANGE)),
    ]
    communes = []
    for number, (first, later, kind, life) in enumerate(given):
        parents = [Parent(above[first].id)]
        if later not in (None, first) and life == "whole":
            parents = [Parent(above[first].id, None, CHANGE), Parent(above[later or 0].id, CHANGE)]
        begin, end = (CHANGE if life == "begins" else None), (CHANGE if life == "ends" else None)
        communes.append(unit(f"x{number}", Level.COMMUNE, kind, *parents, valid_from=begin, valid_to=end))
    tree.write([], [*above, *communes])
    stored = Unit.objects.in_bulk([place.id for place in (*above, *communes)])
    return [country, *(stored[place.id] for place in above)], [stored[place.id] for place in communes]


def key(number: int) -> UUID:
    """The id of the entry of that number."""
    return UUID(int=number + 1)

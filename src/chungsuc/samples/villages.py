"""Thôn của thế giới mẫu: invented villages under the real communes, that go with the land they are on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from chungsuc.core.units import Gazetteer, Level, Parent, Unit


def villages(gazetteer: Gazetteer, communes: Iterable[Unit], *, since: date, count: int) -> Iterator[Unit]:
    """So many villages in each commune that was there on the day, or that began later on no other's land.

    They stay themselves while communes are joined and divided above them.
    """
    for commune in communes:
        if not commune.exists(since) and gazetteer.predecessors(commune.id):
            continue  # the villages of those that it was made from are its own
        above = tuple(_above(gazetteer, commune))
        for number in range(1, count + 1):
            code = f"{commune.code}-{number:02}"
            begin = f"{commune.valid_from:%Y%m%d}" if commune.valid_from else "a"
            yield Unit(
                id=f"u{code}-{begin}",
                code=code,
                name=str(number),
                kind="thôn",
                level=Level.VILLAGE,
                valid_from=commune.valid_from,
                parents=above,
            )


def _above(gazetteer: Gazetteer, commune: Unit) -> Iterator[Parent]:
    """The commune and what it became, the main part where it was divided, each for its time."""
    begin: date | None = None
    here: Unit | None = commune
    while here is not None:
        yield Parent(here.id, begin, here.valid_to)
        begin = here.valid_to
        ways = [each for each in gazetteer.successors(here.id) if each.effective == begin]
        here = gazetteer.get(ways[0].successor_id) if ways else None

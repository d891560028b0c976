"""Plans written from a hidden table of communes × criteria: true by construction, in officials' prose.

`make` draws a district or a province, a table, a funding tree and one of many ways to say each thing.
Every line that has a figure which the rest of the plan fixes can be spoilt: the same plan, with one fault.
"""

from __future__ import annotations

from random import Random

from chungsuc.core.units import Gazetteer
from factories.made_plans.author import write
from factories.made_plans.commune import write_commune
from factories.made_plans.made import Fault, Made, Truth
from factories.made_plans.world import World

__all__ = ["Fault", "Made", "Truth", "make"]


def make(gazetteer: Gazetteer, random: Random) -> Made:
    """One plan. The same state of `random` gives the same plan."""
    if random.random() < 0.12:
        return write_commune(World.of_commune(gazetteer, random), random)
    return write(World.drawn(gazetteer, random), random)

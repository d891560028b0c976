"""The tables that the engines work on: their columns and types, the same for every engine.

Observations name their measure by a number (`law.Law`), so that five million rows stay small. A time is
in UTC without its zone. A number has six places after the point, as in the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import ibis
import ibis.expr.schema as sch
import ibis.expr.types as ir

Schema = sch.Schema

NUMBER: Final = "decimal(24, 6)"

OBSERVATIONS: Final = ibis.schema(
    {
        "id": "string",
        "unit": "string",
        "measure": "int32",
        "first_day": "date",
        "last_day": "date",
        "number": NUMBER,
        "yes": "boolean",
        "grade": "string",  # None, never empty
        "mark": "string",
        "numerator": NUMBER,
        "denominator": NUMBER,
        "recorded_at": "timestamp(6)",
        "alone": "boolean",  # nothing else was ever entered in its slot, as far as is known
    }
)
SUPERSESSIONS: Final = ibis.schema({"newer": "string", "older": "string"})
ACCEPTANCES: Final = ibis.schema({"observation": "string", "at": "timestamp(6)"})


@dataclass(frozen=True)
class Facts:
    """Số liệu as an engine sees it.

    `supersessions` holds every pair, of entries that replace one another directly or through others
    (`all_pairs`). An observation replaces only others of its own slot, and such as are stored already:
    the action that records it sees to both. Most entries stand `alone`: nothing has to be gathered to know
    what stands in their slot. An entry of which that is not known counts as one of several.
    """

    observations: ir.Table
    supersessions: ir.Table
    acceptances: ir.Table


def all_pairs(direct: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """From what each entry replaces directly, (newer, older): all that it replaces."""
    older: dict[str, list[str]] = defaultdict(list)
    for newer, replaced in direct:
        older[newer].append(replaced)
    for newer, waiting in older.items():
        found = dict.fromkeys(waiting)
        queue = list(found)
        while queue:
            for each in older.get(queue.pop(), ()):
                if each not in found:
                    found[each] = None
                    queue.append(each)
        yield from ((newer, each) for each in found)

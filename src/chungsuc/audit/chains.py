"""Which chain an act is told in: its province's, so that writers of two provinces do not wait for each other.

Nothing rests on the choice. A chain is the order in which its entries were written; what an entry is about
stands in the entry itself. So of a place that has just moved the former province's may still tell.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction

MAIN = "main"  # of acts without a place, and of the nation

Finder = Callable[[str], str | None]
_finders: list[Finder] = []


def find_by(finder: Finder) -> None:
    """How the province of a unit is found, None where there is none: told by whoever knows units."""
    _finders[:] = [finder]


def of_unit(unit_id: str) -> str:
    """The chain of a unit: its province's."""
    if not unit_id:
        return MAIN
    return next((found for finder in _finders if (found := finder(unit_id))), MAIN)


class _Chosen:
    """That a transaction writes into a chain; Django forgets it with the transaction, or its savepoint."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self) -> None:
        """Nothing is left to do after the commit."""


def for_this_transaction(unit_id: str) -> str:
    """The chain of the transaction's first act, of which this may be one.

    A transaction holds the end of one chain only: two that wrote into two chains in different orders would
    wait for each other for ever. Its entries follow each other, whatever places they are about.
    """
    for _savepoints, told, *_robust in connection.run_on_commit:
        if isinstance(told, _Chosen):
            return told.name
    name = of_unit(unit_id)
    transaction.on_commit(_Chosen(name))
    return name

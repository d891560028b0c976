"""What a process that serves the site has from its start on."""

from __future__ import annotations

import gc

from django.db import connections
from django.urls import get_resolver

from chungsuc.assessments.rollup_law import stored_law
from chungsuc.criteria.queries import criteria_set


def settle() -> None:
    """Read what every request needs, the addresses and the law, and let Python leave it in peace.

    Else Python would walk through all of it again and again, looking for what nobody holds any more: a tenth
    of a second each time, in which nobody is answered.
    """
    _ = get_resolver().reverse_dict
    for version in stored_law().versions.values():
        criteria_set(version)
    for each in connections.all(initialized_only=True):
        if not each.in_atomic_block:  # of this thread, which answers no requests
            each.close()
    gc.collect()
    gc.freeze()

"""Writing plans: bring one in, read it, review it, follow it."""

from chungsuc.plans.actions.readings import read, refuse
from chungsuc.plans.actions.reviews import Confirmed, acknowledge, confirm, decide, publish, withdraw
from chungsuc.plans.actions.uploads import STALE, ask_again, reread, resume, too_large, upload

__all__ = [
    "STALE",
    "Confirmed",
    "acknowledge",
    "ask_again",
    "confirm",
    "decide",
    "publish",
    "read",
    "refuse",
    "reread",
    "resume",
    "too_large",
    "upload",
    "withdraw",
]

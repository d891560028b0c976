"""Writing plans: bring one in, read it, review it item by item, check it again, follow it."""

from chungsuc.plans.actions.additions import ADDABLE, add, blank, move
from chungsuc.plans.actions.checks import recheck
from chungsuc.plans.actions.items import confirm_items, correct, decide, vouch
from chungsuc.plans.actions.readings import read, refuse
from chungsuc.plans.actions.reviews import Confirmed, acknowledge, confirm, publish, version, withdraw
from chungsuc.plans.actions.uploads import STALE, ask_again, ask_check, reread, resume, too_large, upload

__all__ = [
    "ADDABLE",
    "STALE",
    "Confirmed",
    "acknowledge",
    "add",
    "ask_again",
    "ask_check",
    "blank",
    "confirm",
    "confirm_items",
    "correct",
    "decide",
    "move",
    "publish",
    "read",
    "recheck",
    "refuse",
    "reread",
    "resume",
    "too_large",
    "upload",
    "version",
    "vouch",
    "withdraw",
]

"""An installation whose deeds may be killed, as the tests ask for them."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
TIMES = 500 if SOAK else 20  # that each deed is killed
READINGS = 100 if SOAK else 6  # of a paper, which takes a hundred times as long as a figure


@dataclass
class Ended:
    """How a deed went: killed before its acknowledgement, or done."""

    done: Any
    acknowledged: bool
    statements: int
    seconds: float


@dataclass
class Stage:
    """An installation, and the process that does deeds in it."""

    environment: dict[str, str]
    var: Path
    process: subprocess.Popen[str]
    chance: random.Random
    took: dict[tuple[str, Any], Ended] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """The next line of the stage."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the stage is gone"
        words: dict[str, Any] = json.loads(line)
        return words

    def do(self, deed: str, *, at: int | None = None, after: float | None = None, **given: Any) -> Ended:
        """A deed, whole; or killed before its statement `at`, or `after` so many seconds."""
        assert self.process.stdin is not None
        began = time.monotonic()
        self.process.stdin.write(json.dumps({"deed": deed, "at": at, "after": after, "given": given}) + "\n")
        self.process.stdin.flush()
        words: list[dict[str, Any]] = []
        while not words or "ended" not in words[-1]:
            words.append(self.told())
        told = {key: value for each in words for key, value in each.items()}
        if at is None and after is None:
            assert told["ended"] == 0, f"{deed} failed by itself"
        assert told["ended"] in (0, -signal.SIGKILL), f"{deed} failed by itself"
        return Ended(told.get("done"), "done" in told, told.get("statements", 0), time.monotonic() - began)

    def whole(self, deed: str, **given: Any) -> Ended:
        """A deed that is left alone, and how long it takes."""
        ended = self.took[deed, given.get("kind")] = self.do(deed, **given)
        return ended

    def killed(self, deed: str, turn: int, turns: int, **given: Any) -> Ended:
        """A deed that is killed, later in its course with each turn.

        Of three turns two are killed before a statement, where a change could be torn, one at any instant.
        """
        usual = self.took[deed, given.get("kind")]
        place = (turn + self.chance.random()) / turns  # somewhere in this turn's part of the course
        if turn % 3 == 1:
            return self.do(deed, after=place * usual.seconds, **given)
        return self.do(deed, at=1 + int(place * usual.statements), **given)

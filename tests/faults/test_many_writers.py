"""Many writers at once, some of them killed: every total is true, and nothing acknowledged is lost."""

from __future__ import annotations

import subprocess
import sys

import pytest

from faults.stage import Stage

pytestmark = pytest.mark.store
WRITE = "import django; django.setup(); from faults.writers import write; write()"


def test_totals_are_true_after_any_mixture_of_writers(stage: Stage) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(seed)], env=stage.environment, stdout=subprocess.PIPE, text=True
        )
        for seed in range(3)
    ]
    killed = running[0]
    assert killed.stdout is not None
    acknowledged = {killed.stdout.readline().strip() for _figure in range(9)}
    killed.kill()
    for process in running:
        told, _ = process.communicate()
        acknowledged |= {line.strip() for line in told.splitlines(keepends=True) if line.endswith("\n")}
        assert process is killed or process.returncode == 0
    seen = stage.do("figures").done
    assert acknowledged
    assert acknowledged <= set(seen["saved"])
    assert seen["logged"] == [len(seen["saved"]), len(seen["accepted"])]
    assert stage.do("problems").done == []

"""Apache Spark as it runs on several machines: a master and two workers of its own, on this one."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

WORKERS = 2
START_WITHIN = 300  # seconds; the virtual machines start slowly where processors are busy


@contextmanager
def spark_cluster(*, memory: str = "1g") -> Iterator[str]:
    """The address of a master with two workers of one core each. All end with the block."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        log = Path(folder)
        master = _start(running, log / "master", "master.Master", "--host", "127.0.0.1", "--port", "0")
        address = _told(master, r"Starting Spark master at (spark://\S+)")
        workers = [
            _start(
                running,
                log / f"worker-{number}",
                "worker.Worker",
                *("--host", "127.0.0.1", "--cores", "1", "--memory", memory, address),
            )
            for number in range(WORKERS)
        ]
        for worker in workers:
            _told(worker, r"(Successfully registered with master)")
        yield address


def _start(running: ExitStack, log: Path, name: str, *given: str) -> Path:
    """Start one part of the cluster; the file that it writes its log to."""
    found = importlib.util.find_spec("pyspark")
    if found is None or found.origin is None:
        raise RuntimeError("pyspark is not installed: run make soak, or install the extra `spark`")
    home = Path(found.origin).parent
    environment = os.environ | {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(log.parent / "work"),
    }
    command = [home / "bin" / "spark-class", f"org.apache.spark.deploy.{name}", "--webui-port", "0", *given]
    file = running.enter_context(log.open("w"))
    process = running.enter_context(
        subprocess.Popen(command, env=environment, stdout=file, stderr=subprocess.STDOUT)
    )
    running.callback(process.terminate)
    return log


def _told(log: Path, words: str) -> str:
    """What the log says; raises RuntimeError where it does not say it in time."""
    for _ in range(START_WITHIN * 2):
        if found := re.search(words, log.read_text(encoding="utf-8", errors="replace")):
            return found[1]
        time.sleep(0.5)
    raise RuntimeError(f"Spark did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")

"""An installation of its own on the store that CHUNGSUC_DATABASE names, and a stage for its deeds."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from factories import kept
from faults.stage import Stage

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They kill processes, and say so: `make soak` asks for them."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.faults)


@pytest.fixture(scope="session")
def database(
    store_with_law: kept.Kept, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The URL of a database of its own on the store that is being tested; the law is in it."""
    named = os.environ.get("CHUNGSUC_DATABASE", "sqlite:")
    if urlsplit(named).scheme == "sqlite":
        path = tmp_path_factory.mktemp("store") / "faults.sqlite3"
        kept.save(store_with_law, path)
        yield f"sqlite:///{path}"
        return
    name = f"faults_{uuid.uuid4().hex}"
    with django_db_blocker.unblock():
        kept.copy_database(store_with_law, name)
    yield named.rpartition("/")[0] + f"/{name}"
    with django_db_blocker.unblock():
        kept.drop_database(name)


@pytest.fixture(scope="session")
def installation(database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a prepared installation without examples."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "CHUNGSUC"))
    }
    environment |= {
        "CHUNGSUC_VAR": str(tmp_path_factory.mktemp("var")),
        "CHUNGSUC_DATABASE": database,
        "DJANGO_SETTINGS_MODULE": "chungsuc.web.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{HERE.parent}",
        "PYTHONUNBUFFERED": "1",
    }
    prepare = [sys.executable, "-m", "chungsuc", "run", "--prepare-only", "--no-examples"]
    subprocess.run(prepare, check=True, env=environment, capture_output=True)
    return environment


@pytest.fixture(scope="session")
def stage(installation: dict[str, str]) -> Iterator[Stage]:
    """The stage, with Lan's account in its store."""
    begin = "import django; django.setup(); from faults.deeds import main; main()"
    command = [sys.executable, "-c", begin]
    seed = None if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 1
    with subprocess.Popen(
        command, env=installation, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        made = Stage(installation, Path(installation["CHUNGSUC_VAR"]), process, random.Random(seed))
        assert "ready" in made.told()
        made.do("make_lan")
        yield made
        assert process.stdin is not None
        process.stdin.close()
        process.wait(20)

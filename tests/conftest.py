"""What every test stands on: no network, and examples drawn the same way everywhere."""

from __future__ import annotations

import ipaddress
import os
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["factories.store", "factories.cast", "factories.plans"]

ROOT = Path(__file__).resolve().parent.parent

# `ci` draws the same examples on every run; `soak` (make soak) looks for what a hundred examples do not find.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "soak", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


class NetworkRefused(RuntimeError):
    """A test reached for another machine."""


def is_here(address: Any) -> bool:
    """Whether a socket address is on this machine: a Unix socket or the loopback range."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("localhost", "")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Any:
    """Tests stay off the network: only loopback and Unix sockets may be reached."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        real = getattr(socket.socket, name)

        def guarded(self: socket.socket, address: Any, *, _real: Any = real) -> Any:
            if not is_here(address):
                raise NetworkRefused(f"a test tried to reach {address!r}")
            return _real(self, address)

        patch.setattr(socket.socket, name, guarded)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder with the two real documents."""
    return ROOT / "examples"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--stored` runs only what asks the database: the second round, on PostgreSQL."""
    parser.addoption("--stored", action="store_true", help="only tests that ask the database")


# One site and one browser for all journeys, one installation for all faults.
IN_ONE_PROCESS = ("journeys", "faults")
# What takes longest begins first, so that at the end of a run no process waits for another.
FIRST = (
    "tests/faults/",
    "tests/journeys/",
    "tests/assessments/test_country.py",
    "tests/analytics/",
    "tests/web/",
    "tests/documents/",
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keeps a file in one process, where what it makes once is made once; and a folder that shares a site.

    By path: pytest 9.2 does not show xdist's groups to its `--dist loadgroup`, which then does nothing.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            folder = nodeid.split("/")[1]
            return folder if folder in IN_ONE_PROCESS else nodeid.partition("::")[0]

    config.option.loadscopereorder = False  # as they were collected, which is the order of FIRST
    return ByFile(config, log)


def turn(item: pytest.Item) -> int:
    """How early a test begins."""
    return next((place for place, start in enumerate(FIRST) if item.nodeid.startswith(start)), len(FIRST))


def asks_the_database(item: pytest.Item) -> bool:
    """Whether a test holds the `store` mark or, directly or through a fixture, pytest-django's database."""
    if item.get_closest_marker("store") or item.get_closest_marker("django_db"):
        return True
    return bool({"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begins with the longest; leaves out, and counts as deselected, what any store would answer alike."""
    items.sort(key=turn)
    if not config.getoption("--stored"):
        return
    kept = [item for item in items if asks_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept

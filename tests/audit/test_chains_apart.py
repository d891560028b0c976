"""Writers of two provinces do not wait for each other; two of one province stand in line."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from chungsuc.accounts.models import User
from chungsuc.audit import chains, queries
from chungsuc.audit.actions import record
from factories.cast import NOW

LAN = User(username="lan")


@pytest.fixture
def _each_unit_is_its_province() -> Iterator[None]:
    before = list(chains._finders)
    chains.find_by(lambda unit_id: unit_id)
    yield
    chains._finders[:] = before


def write(unit_id: str) -> bool:
    """Whether another session writes an act of a place without waiting for long."""
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                connection.cursor().execute("SET LOCAL lock_timeout = '200ms'")
            record("thu", LAN, by=LAN, at=NOW, unit_id=unit_id)
    except OperationalError:
        return False
    else:
        return True
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_each_unit_is_its_province")
def test_writers_of_two_provinces_do_not_wait_for_each_other() -> None:
    if connection.vendor == "sqlite":  # one writer at a time, whatever is written
        return
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        record("thu", LAN, by=LAN, at=NOW, unit_id="a")
        assert not other.submit(write, "a").result()
        assert other.submit(write, "b").result()
        record("thu", LAN, by=LAN, at=NOW, unit_id="b")  # goes on in its own chain, whatever it is about
    assert queries.broken_links() == []
    lengths = dict(line.split()[:2] for line in queries.heads())
    assert (lengths["a"], lengths["b"]) == ("3", "2")

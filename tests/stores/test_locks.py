"""Locks that end before the disk was reached: what is acknowledged is on it all the same."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from chungsuc.audit.models import Chain
from chungsuc.stores.locks import release_before_disk


def asked(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_it_returns_when_the_disk_was_reached() -> None:
    if connection.vendor == "sqlite":  # one writer at a time: its commit is its disk
        with transaction.atomic():
            release_before_disk()
        return
    asked("SELECT set_config('synchronous_commit', 'on', false)")  # servers of tests have it off
    try:
        for number in range(20):
            with transaction.atomic():
                release_before_disk()
                release_before_disk()
                assert asked("SHOW synchronous_commit") == "off"
                Chain.objects.update_or_create(name="thử", defaults={"last_number": number})
                written = asked("SELECT pg_current_wal_insert_lsn()")
            assert asked(f"SELECT pg_current_wal_flush_lsn() >= '{written}'::pg_lsn")
            assert asked("SHOW synchronous_commit") == "on"
    finally:
        asked("SELECT set_config('synchronous_commit', 'off', false)")


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_waits_for_nothing() -> None:
    usual = None if connection.vendor == "sqlite" else asked("SHOW synchronous_commit")

    @transaction.atomic
    def change() -> None:
        release_before_disk()
        raise RuntimeError("mất điện")

    with pytest.raises(RuntimeError, match="mất điện"):
        change()
    assert connection.vendor == "sqlite" or asked("SHOW synchronous_commit") == usual

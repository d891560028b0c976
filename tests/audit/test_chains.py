"""Chuỗi của mỗi tỉnh: acts are told in the chain of their province, and what rests on the log holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.provinces import province_of
from chungsuc.audit import chains, queries
from chungsuc.audit.actions import BEGUN, AuditError, record
from chungsuc.audit.chains import MAIN
from chungsuc.audit.clock import known_later, setbacks
from chungsuc.audit.models import Chain, ClockSetback, Entry
from factories.cast import NOW, district

pytestmark = pytest.mark.django_db
FIGURES = ("so-lieu",)


@pytest.fixture
def acts(lan: User) -> Acts:
    return Acts(lan)


class Acts:
    """Acts of Lan, each in a transaction of its own, though the test itself is one."""

    def __init__(self, lan: User) -> None:
        self.lan = lan
        self.here, self.there = district("084").pk, province_elsewhere(district("084"))

    def __call__(self, unit_id: str = "", *, minutes: int = 0, action: str = "thu") -> Entry:
        connection.run_on_commit.clear()  # as a commit does
        return record(action, self.lan, by=self.lan, at=NOW + timedelta(minutes=minutes), unit_id=unit_id)


def province_elsewhere(unit: Unit) -> str:
    own = province_of(unit.pk)
    return str(Unit.objects.filter(level="province").exclude(pk=own).order_by("pk")[0].pk)


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    connection.run_on_commit.clear()


def test_an_act_is_told_in_the_chain_of_its_province(acts: Acts) -> None:
    country = Unit.objects.get(level="country").pk
    of = {each: acts(each).chain_id for each in ("", country, acts.here, acts.there, "khong-co")}
    assert of == {
        "": MAIN,
        country: MAIN,
        acts.here: province_of(acts.here),
        acts.there: acts.there,
        "khong-co": MAIN,
    }
    assert province_of(acts.here) not in (None, acts.there)
    assert queries.broken_links() == []


def test_a_chain_begins_where_the_main_one_stood(acts: Acts) -> None:
    main = acts()
    first = acts(acts.there)
    opening = Entry.objects.get(chain=acts.there, number=1)
    assert (opening.action, opening.data) == (
        BEGUN,
        {"after": MAIN, "number": main.number, "hash": main.hash},
    )
    assert (first.number, first.previous_hash) == (2, opening.hash)
    Chain.objects.filter(pk=MAIN).update(last_hash="0" * 64)
    Entry.objects.filter(pk=main.pk).update(hash="0" * 64)
    assert any(f"{acts.there}: dòng 1 nối tiếp" in problem for problem in queries.broken_links())


def test_a_transaction_holds_the_end_of_one_chain_only(acts: Acts) -> None:
    connection.run_on_commit.clear()
    with transaction.atomic():
        told = [
            record("thu", acts.lan, by=acts.lan, at=NOW, unit_id=each) for each in (acts.there, acts.here, "")
        ]
    assert [each.chain_id for each in told] == [acts.there] * 3
    connection.run_on_commit.clear()
    with transaction.atomic():
        with transaction.atomic():
            record("thu", acts.lan, by=acts.lan, at=NOW, unit_id=acts.there)
            transaction.set_rollback(True)  # its hold of that chain ends with it
        assert record("thu", acts.lan, by=acts.lan, at=NOW).chain_id == MAIN
    assert queries.broken_links() == []


def test_the_head_names_the_acts_of_all_provinces(acts: Acts) -> None:
    heads = [queries.head()]
    for unit_id in ("", acts.here, acts.there, acts.here, acts.there, ""):
        acts(unit_id)
        heads.append(queries.head())
        assert queries.head() == heads[-1]
    assert len(set(heads)) == 7


@pytest.mark.parametrize(
    ("place", "action", "since", "figures_of"),
    [
        (None, "", False, set()),  # nothing
        ("there", "so-lieu", False, set()),  # a figure of another unit
        ("there", "khac", True, None),
        ("", "khac", True, None),
        ("here", "so-lieu", True, {"here"}),  # a figure of the unit itself
        ("here", "khac", True, None),
    ],
)
def test_what_was_done_since_is_seen_in_every_chain(
    acts: Acts, place: str | None, action: str, since: bool, figures_of: set[str] | None
) -> None:
    for each in ("", acts.here, acts.there):
        acts(each)
    ((before,),) = queries.TOLD()
    if place is not None:
        acts({"here": acts.here, "there": acts.there}.get(place, place), action=action)
    with CaptureQueriesContext(connection) as asking:
        found = queries.told_since(before, but=FIGURES, of_units_other_than=[acts.here])
        units = queries.units_told_since(before, of=FIGURES, among=[acts.here])
    assert (found, len(asking)) == (since, 2)
    assert units == (None if figures_of is None else {acts.here for _each in figures_of})


def test_the_first_act_of_a_province_is_seen_too(acts: Acts) -> None:
    ((before,),) = queries.TOLD()
    assert acts.there not in before
    acts(acts.there, action=FIGURES[0])
    assert queries.told_since(before, but=(*FIGURES, BEGUN), of_units_other_than=[acts.there])
    assert queries.told_since(None, but=(), of_units_other_than=[])


def test_a_clock_that_was_put_back_is_noticed_in_every_chain_once(acts: Acts) -> None:
    """What follows the later moment anywhere was not known before it, whichever province it is of."""
    acts(acts.there, minutes=0)
    acts(acts.here, minutes=120)
    assert not ClockSetback.objects.exists()
    back = [acts(acts.there, minutes=30), acts(acts.there, minutes=31), acts(acts.here, minutes=32)]
    acts(acts.here, minutes=33)
    noticed = ClockSetback.objects.order_by("pk").values_list("chain", "number", "latest")
    later = NOW + timedelta(minutes=120)
    assert list(noticed) == [
        (acts.there, back[0].number, later),
        (back[2].chain_id, back[2].number, later),
    ]
    at = NOW + timedelta(minutes=60)
    assert known_later(User, "thu", at=at) == {str(acts.lan.pk)}
    assert known_later(User, "thu", at=NOW + timedelta(minutes=10)) == set()
    assert known_later(User, "thu", at=later) == set()
    assert [each.number for each in setbacks(by=at)] == [back[0].number]  # told once
    acts(acts.there, minutes=130)  # the clock has passed it again
    acts(acts.there, minutes=100)  # and is put back once more
    assert len(setbacks(by=later)) == 2


def test_a_chain_is_held_against_what_was_kept_on_paper(acts: Acts) -> None:
    acts(acts.there)
    kept = queries.heads()
    acts(acts.there)
    assert queries.against([*kept, ""]) == []
    name, number, _hash = next(line for line in kept if line.startswith(acts.there)).split()
    assert queries.against([f"{name} {number} {'0' * 64}"]) == [
        f"Nhật ký {name}: dòng {number} không còn như bản ghi đã giữ. Nhật ký đã bị sửa hoặc bị thay."
    ]
    Entry.objects.filter(chain=name, number__gte=number).delete()
    assert len(queries.against(kept)) == 1
    for line in ("tam bay", f"{name} một {'0' * 64}", f"{name} 1 abc"):
        with pytest.raises(AuditError, match="không phải một dòng"):
            queries.against([line])


def test_an_act_asks_the_store_once_and_writes_once(acts: Acts) -> None:
    acts(acts.there)
    connection.run_on_commit.clear()
    with CaptureQueriesContext(connection) as asking:
        acts(acts.there)
    assert len(asking) == (2 if connection.vendor == "postgresql" else 3)
    assert chains.of_unit(acts.there) == acts.there

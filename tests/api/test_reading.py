"""Đọc qua API: units, sets, figures and results, a page at a time, and never more than the person may see."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from chungsuc.accounts import policy, tokens
from chungsuc.accounts.models import RoleHeld, User
from chungsuc.accounts.models_tokens import ApiToken
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import below
from chungsuc.assessments import queries as assessments
from chungsuc.assessments.actions import accept, record_observation
from chungsuc.assessments.models import Observation
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from factories.cast import LONG_AGO, NOW, district
from factories.programs import SET, Program, an_entry, communes, key_of, sending

pytestmark = pytest.mark.django_db

OBSERVATIONS = f"/observations?set={SET}"


def found(answer: Any) -> Any:
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_units_are_found_by_name_code_and_day() -> None:
    anyone, home = Program(), district("084")
    assert found(anyone.get(f"/units?q={home.name}&level=district"))["units"][0]["id"] == home.pk
    one = found(anyone.get(f"/units/{home.code}@2024-01-01?on=2024-01-01"))
    assert (one["id"], [each["level"] for each in one["above"]][-1]) == (home.pk, "province")
    assert one["became"] == [] or one["became"][0]["effective"] >= "2024"
    names = {each["id"] for each in found(anyone.get(f"/units/{home.pk}/below?on=2024-01-01"))["units"]}
    assert names == {each.pk for each in below(home, date(2024, 1, 1))}
    lost = anyone.get("/units/khong-co")
    assert (lost.status_code, lost.json()["error"]["code"]) == (404, "not_found")


def test_a_list_is_read_page_by_page_without_gap_or_twice() -> None:
    anyone, seen, next_page = Program(), [], ""
    address = f"/units?within={district('084').pk}&on=2024-01-01&limit=5"
    while True:
        page = found(anyone.get(address + next_page))
        seen += [each["id"] for each in page["units"]]
        if page["next"] is None:
            break
        next_page = f"&cursor={page['next']}"
    assert {each.pk for each in below(district("084"), date(2024, 1, 1))} <= set(seen)
    assert len(seen) == len(set(seen))
    assert anyone.get(f"{address}&cursor=zz").status_code == 422


def test_sets_and_the_levels_that_bind_a_unit(commune: Unit) -> None:
    anyone = Program()
    assert SET in [each["id"] for each in found(anyone.get("/sets"))["sets"]]
    law = found(anyone.get(f"/sets/{SET}"))
    assert len(law["criteria"]) == 19
    levels = found(anyone.get(f"/sets/{SET}/thresholds?unit={commune.pk}&year=2024"))["levels"]
    states = {each["code"]: each["state"] for each in levels}
    assert set(states.values()) <= {"known", "unknown", "not_asked"}
    known = next(each for each in levels if each["code"] == "4.2")
    assert (known["state"], known["direction"]) == ("known", "at_least")
    assert Decimal(known["value"]["number"]) > 0
    assert all(each["why"] for each in levels if each["state"] != "known")
    wrong = anyone.get(f"/sets/{SET}/thresholds?unit={district('084').pk}&year=2024")
    assert wrong.json()["error"]["code"] == "another_level"


def test_absent_zero_not_there_and_disputed_are_not_alike(program: Program, commune: Unit, lan: User) -> None:
    entries = [
        an_entry(commune, "4.2", value={"number": "0"}),
        an_entry(commune, "13.1", value={"yes": False}),
        an_entry(commune, "2.1", value={"numerator": "1", "denominator": "3"}),
        an_entry(commune, "3.1", value={"not_present": True}),
        an_entry(commune, "15.1"),
    ]
    found(program.send(sending(*entries)))
    found(program.send(sending(an_entry(commune, "15.1", value=None, supersedes=[entries[-1]["id"]]))))
    law = criteria.criteria_set(criteria.version_of(SET))  # type: ignore[arg-type]
    for number in (1, 2):  # two who do not know of each other
        record_observation(
            id=uuid4(),
            unit=commune,
            criteria_set=law,
            indicator="5.1",
            period=Period.of_year(2024),
            value=Decimal(number),
            observed_on=date(2024, 12, 31),
            channel="web",
            by=lan,
            now=timezone.now(),
        )
    cells = {each["indicator"]: each for each in found(program.get(OBSERVATIONS))["observations"]}
    told = {code: (each["state"], each["value"]) for code, each in cells.items()}
    nothing = {"number": None, "yes": None, "grade": None, "numerator": None, "denominator": None}
    plain = nothing | {"not_present": False}
    assert told == {
        "4.2": ("value", plain | {"number": "0"}),
        "13.1": ("value", plain | {"yes": False}),
        "2.1": ("value", plain | {"numerator": "1", "denominator": "3"}),
        "3.1": ("not_present", nothing | {"not_present": True}),
        "15.1": ("no_data", None),
        "5.1": ("in_conflict", None),
    }
    assert len(cells["5.1"]["entries"]) == 2


def test_figures_come_page_by_page_narrowed_by_cell_series_and_moment(program: Program, lan: User) -> None:
    here = communes()[:3]
    entries = [an_entry(each, code) for each in here for code in ("15.1", "4.2")]
    found(program.send(sending(*entries)))
    seen, next_page = [], ""
    while True:
        page = found(program.get(f"{OBSERVATIONS}&limit=4{next_page}"))
        seen += [(each["unit"], each["indicator"]) for each in page["observations"]]
        if page["next"] is None:
            break
        next_page = f"&cursor={page['next']}"
    assert sorted(seen) == sorted((each["unit"], each["indicator"]) for each in entries)
    for narrowed, count in (
        (f"unit={here[0].pk}", 2),
        (f"within={here[0].pk}&indicator=4.2", 1),
        ("period=2024", 6),
        ("period=2023", 0),
        ("series=accepted", 6),
        ("known_at=2020-01-01T00:00:00%2B07:00", 0),
    ):
        told = found(program.get(f"{OBSERVATIONS}&{narrowed}"))["observations"]
        assert len(told) == count, narrowed
    cells = found(program.get(f"{OBSERVATIONS}&series=accepted"))["observations"]
    assert {each["state"] for each in cells} == {"no_data"}
    accept(observation=Observation.objects.get(pk=entries[0]["id"]), by=lan, now=timezone.now())
    (one,) = [
        each
        for each in found(program.get(f"{OBSERVATIONS}&series=accepted"))["observations"]
        if each["state"] == "value"
    ]
    assert one["entries"][0]["id"] == entries[0]["id"]


@pytest.mark.parametrize(
    "asked",
    [
        "known_at=hom-qua",
        "known_at=2024-01-01",
        "period=2024-13",
        "limit=0",
        "limit=1001",
        "series=khac",
        "cursor=00",
        f"cursor={b'a~b~c~d'.hex()}",
        "khong_co=1",
        "unit=khong-co",
    ],
)
def test_what_is_asked_wrongly_is_refused_in_words(asked: str, program: Program) -> None:
    answer = program.get(f"{OBSERVATIONS}&{asked}")
    assert answer.status_code in (404, 422)
    assert answer.json()["error"]["message"].endswith(".")
    assert answer.json()["error"]["where"] == f"query.{asked.partition('=')[0]}"


def test_a_key_reads_what_its_person_may_at_the_time(lan: User, minh: User, hoa: User, commune: Unit) -> None:
    found(key_of(lan, district("084")).send(sending(an_entry(commune))))
    held = RoleHeld.objects.get(user=lan)
    mine = key_of(lan, commune)
    assert found(mine.get(OBSERVATIONS))["series"] == "reported"
    # a reader above sees what was accepted, and no draft
    above = key_for(minh, held.unit)
    assert found(above.get(OBSERVATIONS))["series"] == "accepted"
    assert above.get(f"{OBSERVATIONS}&series=reported").status_code == 403
    elsewhere = key_of(hoa, district("027"))
    assert elsewhere.get(f"{OBSERVATIONS}&unit={commune.pk}").status_code == 403
    RoleHeld.objects.filter(pk=held.pk).update(valid_to=LONG_AGO + timedelta(days=1))
    assert mine.get(OBSERVATIONS).status_code == 403


def key_for(person: User, unit: Unit) -> Program:
    """A key of somebody who has lost the right to make one since."""
    secret = f"cs_{uuid4().hex}"
    today = policy.today()
    ApiToken.objects.create(
        name="Cũ",
        shown=secret[:8],
        digest=tokens.digest(secret),
        unit=unit,
        made_by=person,
        made_at=NOW,
        first_day=today,
        last_day=today,
    )
    return Program(secret)


def test_a_subtree_is_read_with_the_rights_that_each_unit_gives(minh: User, lan: User, hoa: User) -> None:
    """The series that the API shows of a subtree may be read of each unit in it."""
    for person in (lan, minh, hoa):
        for unit in (district("084"), communes()[0]):
            allowed = assessments.readable(person, unit)
            for each in below(unit, date(2024, 1, 1))[:3]:
                assert set(allowed) <= set(assessments.readable(person, each))


def test_results_say_why_and_over_how_many(program: Program, commune: Unit) -> None:
    found(program.send(sending(an_entry(commune, "4.2", value={"number": "1"}), an_entry(commune, "15.1"))))
    result = found(program.get(f"/results/{commune.pk}?set={SET}&year=2024"))
    assert (result["figures"], result["tally"]["not_met"]) == (2, 1)
    verdicts = {each["code"]: each for each in result["criteria"]}
    assert (verdicts["4"]["verdict"], verdicts["1"]["verdict"]) == ("not_met", "no_data")
    reason = next(each for each in verdicts["4"]["indicators"] if each["code"] == "4.2")["reasons"][0]
    assert (reason["because"], reason["value"]["number"], reason["state"]) == ("compared", "1", "value")
    assert reason["sentence"]
    above = found(program.get(f"/results/{district('084').pk}/below?set={SET}&year=2024"))
    assert (above["assessed"], above["covered"] > above["assessed"]) == (1, True)
    total = next(each for each in above["totals"] if each["code"] == "15.1")
    assert (total["reported"], total["share"], total["share_without_parts"]) == (1, None, 1)
    assert total["mean"] == "96.5"
    wrong = program.get(f"/results/{district('084').pk}?set={SET}&year=2024")
    assert wrong.json()["error"]["code"] == "not_assessed_so"


def test_nothing_new_is_answered_with_nothing(program: Program, commune: Unit) -> None:
    first = program.get(OBSERVATIONS)
    again = program.get(OBSERVATIONS, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    found(program.send(sending(an_entry(commune))))
    assert program.get(OBSERVATIONS, **{"If-None-Match": first["ETag"]}).status_code == 200

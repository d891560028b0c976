"""What a unit entered is its own until it hands it up: no page, file or program shows it above."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts import policy
from chungsuc.accounts.models import Role, User
from chungsuc.accounts.policy import Permission
from chungsuc.assessments import reviewing
from chungsuc.assessments.models import Observation
from chungsuc.assessments.queries import Series, readable, readable_totals
from chungsuc.core.reviews import ReviewError, ReviewKind
from chungsuc.dashboards import versions
from factories.cast import NOW, district, person
from factories.programme import confirmed_plan
from factories.programs import Program, an_entry, key_of, sending
from factories.results import record
from factories.reviewing import SET, YEAR, World, world_of

pytestmark = [pytest.mark.django_db, pytest.mark.store]

DRAFT, OWN = "8731/9871", "7654/8765"  # of Lan's commune, and of Minh's own office; seen nowhere else
GRID = f"nhap-lieu/{SET}/{YEAR}/"


@pytest.fixture
def world(system: User) -> World:
    return world_of(system)


@pytest.fixture
def office(world: World) -> User:
    """Works in the coordination office of the district above Lan's commune, which enters figures too."""
    made = person("Office", Role.COORDINATION_OFFICE, district("084"), world.system)
    record(world.communes[0], "2.1", made, parts=OWN)
    world.record("4.2", parts=DRAFT)
    world.record("4.2", of=1, parts="1/4")  # so that no total is of one commune
    return made


def shown(reader: User, world: World) -> dict[str, str]:
    """What each door says of the figure."""
    client = Client()
    client.force_login(reader)
    of, above = f"/don-vi/{world.communes[0].pk}/", f"/don-vi/{district('084').pk}/"
    found = {
        name: client.get(address).text
        for name, address in {
            "unit": f"{of}?ngay=31/12/2023&nam=2023",
            "series": f"{of}?ngay=31/12/2023&chi-tieu={SET}:4.2",
            "why": f"{above}ket-qua/2023/{world.communes[0].pk}/4/",
            "what if": f"{of}xet-thu/?bo={SET}",
            "indicator": f"{above}tieu-chi/?ma=4.2&nam=2023",
            "grid": f"{of}{GRID}",
            "next year": f"{of}nhap-lieu/{SET}/2024/",
            "history": f"{of}{GRID}o/4.2/",
        }.items()
    }
    form = openpyxl.load_workbook(BytesIO(client.get(f"{of}{GRID}tep/bieu.xlsx").content))
    found["form"] = " ".join(str(cell.value) for row in form.worksheets[0].iter_rows() for cell in row)
    if not policy.may(reader, Permission.TOKEN_MAKE, at=world.communes[0]):
        return found
    program = key_of(reader, world.communes[0])
    found["program"] = program.get(f"/observations?set={SET}").content.decode()
    found["refusal"] = sent(program, world).content.decode()
    return found


def sent(program: Program, world: World) -> Any:
    given = an_entry(
        world.communes[0], "4.2", period="2023", value={"number": "50"}, observed_on="2024-01-01"
    )
    return program.send(sending(given))


def leaks(found: dict[str, str], parts: str) -> list[str]:
    """The doors that show the share: either of its numbers, or its value."""
    over, under = parts.split("/")
    share = f"{100 * int(over) / int(under):.2f}".replace(".", ",")
    told = "|".join(re.escape(each) for each in (over, f"{over[0]}.{over[1:]}"))
    # A number by itself: the same digits also come by chance in an act's id, which is letters and figures.
    number = re.compile(rf"(?<![\w-])(?:{told})(?![\w-])|{share}")
    return [door for door, text in found.items() if number.search(text)]


def test_no_door_shows_what_was_not_handed_up_and_each_does_afterwards(world: World, office: User) -> None:
    commune = world.communes[0]
    assert readable(office, commune) == [Series.ACCEPTED]
    assert readable(world.lan, commune) == readable_totals(office, commune) == [*Series]
    before = shown(office, world)
    assert leaks(before, DRAFT) == []
    assert {"grid", "history", "form", "program"} & set(leaks(before, OWN)) == {"grid", "form", "program"}
    for door in ("grid", "history", "refusal"):
        assert "chưa trình" in before[door], door
    assert "2 đơn vị có số liệu chưa trình" in before["indicator"]
    assert "grid" in leaks(shown(world.lan, world), DRAFT)
    plan = confirmed_plan(world.system, district("084"))
    key, why = versions.key(plan), reverse("dashboards:cell", args=[plan.pk, commune.pk, "4"])
    public = {"why of a plan": Client().get(why).text}
    assert leaks(public, DRAFT) == []
    world.hand_up("4.2")
    assert versions.key(plan) != key  # the matrix is made anew
    assert leaks({"why of a plan": Client().get(why).text}, DRAFT)
    after = shown(office, world)
    # The figure itself; under the older law it is no figure of the set that is asked about.
    assert {"series", "why", "indicator", "grid", "history", "form", "program"} <= set(leaks(after, DRAFT))
    assert readable(office, commune) == [*Series]


def test_an_office_does_not_write_into_what_it_does_not_see(world: World, office: User) -> None:
    client = Client()
    client.force_login(office)
    page = f"/don-vi/{world.communes[0].pk}/{GRID}"
    blank = {"v": "50", "n": "", "d": "", "w": "", "on": "", "id": str(uuid4())}
    answer = client.post(f"{page}o/4.2/luu/", blank)
    assert answer.status_code == 422
    assert "chưa trình" in answer.json()["state"]["4.2"]
    older = Observation.objects.get(unit=world.communes[0], indicator_code="4.2")
    taken_up = client.post(f"{page}o/4.2/", {"older": str(older.pk), "id": str(uuid4())})
    assert taken_up.status_code == 400
    assert sent(key_of(office, world.communes[0]), world).status_code == 409
    assert Observation.objects.filter(unit=world.communes[0], indicator_code="4.2").count() == 1


def test_what_is_mended_after_it_came_back_is_a_draft_again(world: World, office: User) -> None:
    world.hand_up("4.2")
    world.step(ReviewKind.RETURNED, "4.2", by=world.system, reason="Xem lại.")
    first = Observation.objects.get(unit=world.communes[0], indicator_code="4.2")
    assert "grid" in leaks(shown(office, world), DRAFT)  # what was handed up was seen
    world.record_over(first, "4.2", parts="6543/7654")
    assert leaks(shown(office, world), "6543/7654") == []
    reviewing.hand_up(
        act=uuid4(),
        unit=world.communes[0],
        criteria_set=world.law,
        year=YEAR,
        codes=["4.2"],
        by=world.lan,
        now=world.now(),
    )
    assert "grid" in leaks(shown(office, world), "6543/7654")


def test_a_refusal_tells_an_office_above_of_no_question_that_its_page_hides(
    world: World, office: User
) -> None:
    commune, words = world.communes[0], "Vì sao giảm?"
    days = (policy.today() - NOW.date()).days + 5  # still to explain
    world.hand_up("4.2")
    world.step(ReviewKind.QUESTIONED, "4.2", by=world.minh, reason=words, days=days)
    told = list(shown(office, world).values())
    refused = world.lan, office
    client = Client()
    for person_, page in zip(refused, (f"/don-vi/{commune.pk}/{GRID}o/4.2/luu/",) * 2, strict=True):
        client.force_login(person_)
        blank = {"v": "50", "n": "", "d": "", "w": "", "on": "", "id": str(uuid4())}
        told.append(str(client.post(page, blank).json()))
    for kind in (ReviewKind.QUESTIONED, ReviewKind.RETURNED):
        with pytest.raises(ReviewError) as refusal:
            world.step(
                kind, "4.2", by=office, reason="Xem lại.", seen=1, days=5 if kind == "questioned" else None
            )
        told.append(str(refusal.value))
    of_commune = told.pop(-4)
    assert words in of_commune or "hỏi lại" in of_commune
    for text in told:
        assert words not in text
        assert not re.search("hỏi lại từ|giải trình", text)

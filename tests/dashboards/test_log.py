"""Nhật ký: read by those it concerns, in words, and never read whole."""

from __future__ import annotations

import ast
import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import chungsuc
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.queries import ACCEPTED
from chungsuc.audit.actions import record
from chungsuc.audit.models import Entry
from chungsuc.core.dossiers.procedure import DossierKind
from chungsuc.core.reviews import ReviewKind
from chungsuc.core.workflow import PlanEventKind
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.log import acts, reading
from chungsuc.dashboards.log.reading import Asked
from chungsuc.dashboards.log.rows import rows, together
from chungsuc.entry.actions import comment
from chungsuc.entry.pages import place_of
from chungsuc.workflow.models import Dossier
from factories.cast import NOW, district, person
from factories.reviewing import SET, YEAR, World, world_of

KINDS = [
    *(f"dossier.{each.value}" for each in DossierKind),
    *(f"review.{each.value}" for each in ReviewKind),
    *(f"plan.{each.value}" for each in PlanEventKind),
]


def acts_of_the_source() -> set[str]:
    """Every act that the program records under a name of its own."""
    found = set()
    for path in Path(chungsuc.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "import record" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("record", "audit_record"):
                names = [each for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant)]
                found |= {str(each.value) for each in names if re.fullmatch(r"\w+\.\w+", str(each.value))}
    return found


def test_every_act_has_its_words() -> None:
    without = [
        each for each in {*acts_of_the_source(), *KINDS, *acts.WORDS} if acts.told(each) == "Việc khác"
    ]
    assert without == []
    known = tuple(beginning for _words, some in acts.KINDS.values() for beginning in some)
    assert [each for each in acts.WORDS if not each.startswith((*known, "chain."))] == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"indicator": "17.1", "period": "2024"}, "chỉ tiêu 17.1; năm 2024"),
        (
            {"user": "lan", "role": "entry", "from": "2024-03-01"},
            "tài khoản lan; Người nhập số liệu; từ ngày 01/03/2024",
        ),
        ({"indicators": [["bo", "15"], ["bo", "17.1"]]}, "chỉ tiêu 15, 17.1"),
        ({"reason": "Sai đơn vị tính", "choice": "yes", "sha256": "0" * 64}, "lý do: Sai đơn vị tính"),
        ({"cells": [{"unit": "u", "code": "4.1", "reason": "Thiếu biên bản"}]}, "xã A 4.1: Thiếu biên bản"),
        (
            {"cells": "không phải danh sách", "period": "chẳng phải kỳ", "to": "?"},
            "chẳng phải kỳ; đến trước ngày ?",
        ),
        ({}, ""),
    ],
)
def test_an_entry_tells_what_a_reader_can_use(data: dict[str, Any], said: str) -> None:
    assert "; ".join(acts.details(data, {"u": "xã A"})) == said


@pytest.fixture
def world(system: User) -> World:
    made = world_of(system)
    made.record("4.1", value=True)
    made.record("4.2", parts="951/1000")
    made.hand_up()
    made.step(ReviewKind.RETURNED, "4.1", by=made.minh, reason="Thiếu biên bản")
    return made


def site(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def texts(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


@pytest.mark.django_db
def test_of_a_figure_everything_is_told_to_those_who_may_read_it(world: World) -> None:
    """Who recorded it, who handed it up, who returned it and why; of no other figure."""
    here = world.communes[0]
    there = reverse("dashboards:log-of-figure", args=[here.pk, SET, YEAR, "4.1"])
    page = site(world.lan).get(there)
    told = texts(page)
    for words in (
        "Ghi số liệu",
        "Trình chỉ tiêu",
        "Trả lại chỉ tiêu",
        "Thiếu biên bản",
        "Minh",
        "chỉ tiêu 4.1",
    ):
        assert words in told
    assert "chỉ tiêu 4.2;" not in told
    assert site(world.hoa).get(there).status_code == 403
    assert "chỉ tiêu 4.2" in texts(site(world.lan).get(there.replace("4.1", "4")))  # of the criterion
    assert texts(site(world.lan).get(there.replace("/2023/", "/2019/"))).count("Không có dòng nhật ký") == 1


@pytest.mark.django_db
def test_who_reviews_a_figure_reads_its_log_as_far_as_it_was_handed_up(world: World) -> None:
    first, second = world.communes
    there = reverse("dashboards:log-of-figure", args=[first.pk, SET, YEAR, "4.1"])
    place = place_of(first.pk, SET, str(YEAR))
    comment(place=place, code="4.1", text="Đã đo lại với trường", by=world.lan, now=world.now())
    minh = site(world.minh)
    told = texts(minh.get(there))
    assert "Thiếu biên bản" in told
    assert "Trao đổi về số liệu" not in told  # said since it was returned
    assert "Trao đổi về số liệu" in texts(site(world.lan).get(there))
    assert minh.get(there.replace("4.1", "9.1")).status_code == 403  # another reviews it
    world.hand_up("4.1")
    assert "Trao đổi về số liệu" in texts(minh.get(there))
    cell = reverse("dashboards:review-cell", args=[world.province.pk, SET, YEAR, first.pk, "4.1"])
    page = minh.get(cell)
    assert there in page.text
    assert "Đã đo lại với trường" in page.text
    world.record("4.1", value=True, of=1)
    world.hand_up(of=1)
    world.verify((0, "4.1"), (0, "4.2"), (1, "4.1"))
    own = texts(site(world.lan).get(there))
    assert "Chấp nhận chỉ tiêu" in own
    assert second.name not in own  # what the same act did elsewhere is not theirs


@pytest.mark.django_db
def test_one_act_that_accepted_many_figures_is_one_row(world: World) -> None:
    """Each figure has its entry; the page shows them as parts of the act, the workbook one by one."""
    office = person("An", Role.COORDINATION_OFFICE, world.province, world.system)
    world.hand_up("4.1")
    world.verify((0, "4.1"), (0, "4.2"))
    page = site(office).get(reverse("dashboards:log"), {"dv": world.province.pk})
    told = texts(page)
    assert told.count("Chấp nhận chỉ tiêu") == 1
    assert "Cùng lúc: 2 số liệu được chấp nhận" in told
    assert told.count("Chấp nhận số liệu") == 0
    assert "chỉ tiêu 4.2; năm 2023" in told
    listed = rows(list(Entry.objects.order_by("-pk")[:3]))
    assert [each.action for each in listed] == ["review.verified", ACCEPTED, ACCEPTED]
    assert [len(each.parts) for each in together(listed)] == [2]
    assert [len(each.parts) for each in together(listed[1:])] == [1]  # where a page begins between them


@pytest.mark.django_db
def test_of_a_vote_the_log_tells_of_which_dossier_and_nothing_else(lan: User) -> None:
    dossier = Dossier.objects.create(
        unit=district("084"),
        criteria_set_id=SET,
        year=2023,
        purpose="recognition",
        steps_id="s",
        state="s",
        opened_by=lan,
        opened_at=NOW,
    )
    record("dossier.voted", dossier, by=lan, at=NOW, data={"choice": "disagree"})
    [told] = rows(list(Entry.objects.filter(action="dossier.voted")))
    assert told.act == "Bỏ phiếu về hồ sơ"
    [title] = [each.title for each in criteria.newest() if each.set_id == SET]
    assert "; ".join(told.details) == f"Xét, công nhận đạt chuẩn, {title}; năm 2023"


@pytest.mark.django_db
def test_who_reads_the_log_of_a_unit(world: World, system: User) -> None:
    here, other = world.communes
    above = district("084")
    cast = {
        "lan": world.lan,  # leads the commune
        "minh": world.minh,  # verifies at the province: the log of that unit alone
        "nhap": person("Nhap", Role.ENTRY, here, system),
        "kiem-tra": person("Kiem-tra", Role.PARTY_INSPECTION, above, system),
        "quan-tri": person("Quan-tri", Role.ADMINISTRATOR, above, system),
        "doc": person("Doc", Role.READER, above, system),
        "hoi-dong": person("Hoi-dong", Role.COUNCIL, above, system),
    }
    places = {"here": here, "other": other, "above": above, "province": world.province}
    found = {
        name: {where for where, unit in places.items() if reading.may_read(user, unit)}
        for name, user in cast.items()
    }
    assert found == {
        "lan": {"here"},
        "minh": {"province"},
        "nhap": {"here"},
        "kiem-tra": {"here", "other", "above"},
        "quan-tri": {"here", "other", "above"},
        "doc": set(),
        "hoi-dong": set(),
    }
    of_the_province, _led = reading.entries_of(world.minh, Asked(unit=world.province))
    assert {each.unit_id for each in of_the_province} == {world.province.pk}
    below, _led = reading.entries_of(cast["kiem-tra"], Asked(unit=above))
    assert {here.pk, above.pk} <= {each.unit_id for each in below}
    assert world.province.pk not in {each.unit_id for each in below}
    own, _led = reading.entries_of(world.hoa, Asked())
    assert not own.exists()
    assert site(world.hoa).get(reverse("dashboards:log"), {"dv": here.pk}).status_code == 403


@pytest.mark.django_db
def test_a_page_is_filtered_told_in_words_and_asks_as_much_for_many_lines(lan: User, system: User) -> None:
    unit = district("084")
    client, there = site(lan), reverse("dashboards:log")
    client.get(there, {"dv": unit.pk})
    counts = []
    for _again in range(2):
        for number in range(20):
            record(
                "observation.recorded", lan, by=lan, at=NOW, unit_id=unit.pk, data={"indicator": str(number)}
            )
        with CaptureQueriesContext(connection) as asking:
            page = client.get(there, {"dv": unit.pk})
        counts.append(len(asking))
    assert counts[0] == counts[1] <= 14
    assert "Ghi số liệu" in texts(page)
    assert "chỉ tiêu 19" in texts(page)
    people = texts(client.get(there, {"dv": unit.pk, "viec": "nguoi-dung"}))
    assert "Giao vai trò" in people
    assert "chỉ tiêu 19" not in people
    assert "chỉ tiêu 19" not in texts(client.get(there, {"dv": unit.pk, "nguoi": "khong-ai"}))
    assert "chỉ tiêu 19" not in texts(client.get(there, {"dv": unit.pk, "tu": "02/03/2024"}))
    assert "chỉ tiêu 19" in texts(client.get(there, {"dv": unit.pk, "tu": "01/03/2024", "den": "01/03/2024"}))
    for wrong in ({"tu": "31/02/2024"}, {"viec": "khac"}, {"tu": "x" * 5000}):
        assert client.get(there, {"dv": unit.pk, **wrong}).status_code == 400
    for odd in ("0", "9" * 19, "9" * 400, "-1", "²", "x"):
        assert client.get(there, {"dv": unit.pk, "truoc": odd}).status_code == 200
    assert client.get(there, {"dv": "khong-co"}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("led", [True, False])
def test_pages_follow_each_other_through_the_whole_log(
    lan: User, led: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an index that leads there, or looking through the log piece by piece and stopping in between."""
    monkeypatch.setattr(reading, "_WINDOW", 3)
    monkeypatch.setattr(reading, "_MOST", 20)
    country = Unit.objects.get(level="country").pk
    for number in range(60):
        action = "observation.recorded" if number % 7 == 0 else "khac"
        record(action, lan, by=lan, at=NOW, unit_id=country, data={"n": number})
    wanted = Entry.objects.filter(action="observation.recorded").order_by("-pk")
    seen: list[int] = []
    before, pages = None, 0
    while True:
        page = reading.page(
            Entry.objects.filter(action="observation.recorded"), led=led, before=before, size=4
        )
        seen += [each.pk for each in page.entries]
        pages += 1
        if page.before is None:
            break
        before = page.before
    assert seen == list(wanted.values_list("pk", flat=True))
    assert pages > 2


@pytest.mark.django_db
def test_a_workbook_holds_texts_and_times_and_no_formulas(lan: User) -> None:
    record("plan.withdrawn", lan, by=lan, at=NOW + timedelta(hours=1), data={"why": "=1+1"})
    answer = site(lan).get(reverse("dashboards:log"), {"tep": "xlsx"}, headers={"accept-language": "en"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    lines = list(sheet.iter_rows(values_only=True))
    assert lines[2][:4] == ("Lúc", "Người làm", "Tài khoản", "Việc")
    assert (lines[3][1:4], lines[3][5]) == (("Lan", "lan", "Rút kế hoạch"), "lý do: =1+1")
    assert lines[3][0].strftime("%d/%m/%Y %H:%M") == "01/03/2024 10:00"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.django_db
def test_of_a_thing_only_what_the_reader_may_read(world: World, system: User) -> None:
    plan = reverse("dashboards:log-of-thing", args=["nguoi-dung", world.lan.pk])
    assert site(world.lan).get(plan).status_code == 403  # told of by the system, of no unit
    admin = person("Quan-tri", Role.ADMINISTRATOR, Unit.objects.get(level="country"), system)
    assert "Mở tài khoản" in texts(site(admin).get(plan))
    assert site(admin).get(plan.replace("nguoi-dung", "khac")).status_code == 404

"""Hồ sơ của thôn: handed up by its commune, mended, recognised, checked each year, never inherited."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.actions import give_role
from chungsuc.accounts.models import Role, User
from chungsuc.accounts.policy import NotAllowed
from chungsuc.administrative_units.models import Body, Official, Succession, Unit, UnitPath
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.reviewing import Seen, verify
from chungsuc.core.dossiers import DossierError, DossierKind
from chungsuc.core.periods import Period
from chungsuc.core.workflow import NotAllowed as StepRefused
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.dossiers import stepping
from chungsuc.dashboards.dossiers.facts import case_of
from chungsuc.dashboards.dossiers.views import address
from chungsuc.workflow import queries
from chungsuc.workflow.actions import CellStep
from chungsuc.workflow.actions.dossier_parts import Statement, state_part
from factories.cast import LONG_AGO, NOW, district, person
from factories.dossiers import DAY, Way, way_of
from factories.pages import signed_in, words

pytestmark = pytest.mark.django_db

K = DossierKind
VILLAGES = "vn-laocai-2022-2025-village"


@pytest.fixture
def way(system: User) -> Way:
    return way_of(system)


def village_of(way: Way) -> Unit:
    made = Unit.objects.create(
        id=f"{way.unit.pk}-thon", code="thon-1", name="Mới", kind="thôn", level="village", folded="moi"
    )
    above = [path.ancestor for path in way.unit.paths_up.order_by("depth").select_related("ancestor")]
    for depth, place in enumerate([made, *above]):
        UnitPath.objects.create(ancestor=place, descendant=made, depth=depth)
    return made


class Village:
    """A thôn with its figures, whose dossier goes up step by step."""

    def __init__(self, way: Way) -> None:
        self.way, self.unit = way, village_of(way)
        version = criteria.version_of(VILLAGES)
        assert version is not None
        self.law = criteria.criteria_set(version)
        self.codes = [each.code for each in self.law.indicators()]
        self.office = person("Office", Role.COORDINATION_OFFICE, way.unit, way.system)
        self.dossier = stepping.open_for(
            client_id=uuid4(),
            unit=self.unit,
            set_id=VILLAGES,
            year=2023,
            purpose="recognition",
            by=way.lan,
            now=way.now(),
        )

    def record(self, *codes: str) -> None:
        for code in codes:
            record_observation(
                id=uuid4(),
                unit=self.unit,
                criteria_set=self.law,
                indicator=code,
                period=Period.of_year(2023),
                value=True,
                observed_on=date(2024, 1, 15),
                channel="web",
                by=self.way.lan,
                now=self.way.now(),
            )

    def verify(self, *codes: str) -> None:
        verify(
            act=uuid4(),
            cells=[Seen(CellStep(self.unit, code)) for code in codes],
            criteria_set=self.law,
            year=2023,
            within=self.way.unit,
            by=self.office,
            now=self.way.now(),
        )

    def step(self, kind: DossierKind, by: User, **more: Any) -> Any:
        more.setdefault("client_id", uuid4())
        return stepping.take_step(dossier=self.dossier, kind=kind, by=by, now=self.way.now(), **more)

    def part(self, kind: str, **numbers: int) -> None:
        said = Statement(kind=kind, stated_on=DAY, source="Biên bản số 1", **numbers)
        state_part(
            client_id=uuid4(), dossier=self.dossier, statement=said, by=self.office, now=self.way.now()
        )


def test_a_village_hands_up_its_figures_and_mends_what_comes_back(way: Way) -> None:
    village = Village(way)
    lan, office = way.lan, village.office
    entering = signed_in(lan).get(reverse("entry:choose", args=[way.unit.pk]))
    assert reverse("entry:choose", args=[village.unit.pk]) in entering.text
    village.record(*village.codes[1:])
    with pytest.raises(StepRefused, match=rf"Còn 1 chỉ tiêu chưa có số liệu: {village.codes[0]}\."):
        village.step(K.SUBMITTED, lan)
    assert not queries.reviews_of(village.unit.pk, VILLAGES, 2023)  # nothing half done
    village.record(village.codes[0])
    button = uuid4()
    handed_up = village.step(K.SUBMITTED, lan, client_id=button)
    assert village.step(K.SUBMITTED, lan, client_id=button).pk == handed_up.pk
    # what was handed up is frozen, and who made it cannot change it any more
    assert handed_up.data["figures"] == len(village.codes)
    assert handed_up.data["fingerprint"] == case_of(village.dossier).snapshot(NOW)["fingerprint"]
    assert set(queries.locks(village.unit.pk, VILLAGES, 2023)) == set(village.codes)

    with pytest.raises(StepRefused, match="Chưa ghi việc công khai"):
        village.step(K.VERIFIED, office)
    village.part("public_notice", days=10)
    village.part("consultation", part=27, whole=30)
    village.verify(*village.codes[:-1])
    with pytest.raises(StepRefused, match=f"Còn 1/{len(village.codes)} chỉ tiêu chờ"):
        village.step(K.VERIFIED, office)
    # one is sent back with its reason, mended and handed up again with the dossier
    last = village.codes[-1]
    with pytest.raises(DossierError, match="99"):
        village.step(K.RETURNED, office, reason="Thiếu.", codes=(last, "99"))
    village.step(K.RETURNED, office, reason="Thiếu ảnh chụp.", codes=(last, village.codes[0]))
    assert set(queries.locks(village.unit.pk, VILLAGES, 2023)) == set(village.codes[1:-1])
    village.step(K.SUBMITTED, lan)
    village.verify(village.codes[0], last)
    village.step(K.VERIFIED, office)


def test_a_village_is_recognised_checked_each_year_and_its_heir_inherits_nothing(way: Way) -> None:
    village = Village(way)
    lan, office, minh = way.lan, village.office, way.minh
    village.record(*village.codes)
    village.step(K.SUBMITTED, lan)
    village.part("public_notice", days=10)
    village.part("consultation", part=30, whole=30)
    village.verify(*village.codes)
    village.step(K.VERIFIED, office)
    village.step(K.APPRAISED, minh)
    above = district("084")
    committee = Body.objects.create(unit=above, name="UBND huyện", kind="committee")
    chair = Official.objects.create(
        body=committee, name="Người ký", title="Chủ tịch", valid_from=LONG_AGO, valid_to=date(2025, 7, 1)
    )
    today = way.now().date()
    decision = way.decision(signatory=chair, signed_on=today, effective_on=today)
    with pytest.raises(NotAllowed, match="Chủ tịch Ủy ban nhân dân cấp huyện"):
        village.step(K.RECOGNISED, minh, decision=decision)  # of the committee of the province only
    give_role(user=minh, role=Role.COMMITTEE, unit=above, valid_from=LONG_AGO, by=way.system, now=NOW)
    recognised = village.step(K.RECOGNISED, minh, decision=decision)
    assert recognised.data["met"] == recognised.data["criteria"] == len(village.law.criteria)
    village.step(K.ANNOUNCED, minh)
    with pytest.raises(DossierError, match="ghi năm kiểm tra"):
        village.step(K.CHECKED, minh)
    checked = village.step(K.CHECKED, minh, year=2023)
    assert checked.data == {"year": 2023, "lost": [], "criteria": len(village.law.criteria)}
    with pytest.raises(DossierError, match="đã được kiểm tra"):
        village.step(K.CHECKED, minh, year=2023)
    with pytest.raises(DossierError, match="Năm 2022 chưa có"):
        village.step(K.CHECKED, minh, year=2022)

    # everyone reads what was announced, but no reasons, names of clerks or buttons
    page = words(Client().get(address(village.dossier)))
    assert "đã công bố đạt chuẩn" in page
    assert "12/QĐ-UBND" in page
    assert "Office" not in page
    assert "Bước có thể tiếp theo" not in page
    # what the village became does not inherit it, and says so
    successor = Unit.objects.create(
        id="thon-moi", code="thon-2", name="Khác", kind="thôn", level="village", folded="khac"
    )
    Succession.objects.create(
        predecessor=village.unit, successor=successor, kind="merge", share="whole", effective=DAY
    )
    UnitPath.objects.create(ancestor=successor, descendant=successor, depth=0)
    UnitPath.objects.create(ancestor=way.unit, descendant=successor, depth=1)
    heir = way.open(unit=successor, criteria_set_id=VILLAGES)
    said = words(signed_in(lan).get(address(heir)))
    assert "Công nhận thuộc về đơn vị khi đó, không chuyển giao" in said
    assert "12/QĐ-UBND" in said
    assert list(queries.recognitions([successor.pk])) == []

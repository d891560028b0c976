"""Hồ sơ through the stored models: who may, once and in order, votes, decisions, what is never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from chungsuc.accounts.actions import give_role, take_role
from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.accounts.policy import NotAllowed
from chungsuc.administrative_units.models import Body, Official, Unit
from chungsuc.audit.models import Entry
from chungsuc.core.dossiers import DossierError, DossierKind
from chungsuc.core.workflow import NotAllowed as StepRefused
from chungsuc.stores.appended import ChangeRefused
from chungsuc.workflow import queries
from chungsuc.workflow.actions.dossier_parts import Statement, assign_step, cast_vote, state_part
from chungsuc.workflow.models import CouncilVote, Dossier, DossierEvent, DossierPart, RecognitionDecision
from factories.cast import LONG_AGO, NOW, person
from factories.dossiers import DAY, READY, Way, way_of

pytestmark = [pytest.mark.django_db, pytest.mark.store]

K = DossierKind
TO_DECISION = (K.SUBMITTED, K.VERIFIED, K.APPRAISED)


@pytest.fixture
def way(system: User) -> Way:
    return way_of(system)


def test_from_opening_to_revocation(way: Way) -> None:
    dossier = way.steps(way.open(), *TO_DECISION, K.RECOGNISED, K.ANNOUNCED)
    assert dossier.state == "announced"
    decision = RecognitionDecision.objects.get()
    assert (decision.number, decision.body.unit) == ("12/QĐ-UBND", way.province)
    assert [each.number for each in queries.recognitions([way.unit.pk])[way.unit.pk]] == ["12/QĐ-UBND"]
    assert [each.kind for each in queries.history(dossier)][-1] == K.ANNOUNCED
    told = Entry.objects.filter(action__startswith="dossier.").order_by("number")
    assert [each.action.removeprefix("dossier.") for each in told] == [
        "opened",
        "submitted",
        "verified",
        "appraised",
        "recognised",
        "announced",
    ]
    assert all(each.unit_id == way.unit.pk for each in told)
    way.steps(dossier, K.REVOCATION_PROPOSED)
    assert queries.revoked_among([way.unit.pk]) == set()
    # while it is only proposed, the recognition stands, and nobody outside hears of it
    assert queries.recognitions([way.unit.pk])
    assert not queries.visible_to(None).exists()
    assert [each.step.kind for each in queries.due(way.minh, timezone.localdate())] == [K.REVOKED]
    way.steps(dossier, K.REVOKED)
    assert queries.recognitions([way.unit.pk]) == {}
    assert queries.revoked_among([way.unit.pk, way.other.pk]) == {way.unit.pk}
    assert queries.visible_to(None).get() == dossier  # what was taken back stays to be read


@pytest.mark.parametrize(
    ("before", "kind", "who"),
    [
        ((), K.SUBMITTED, "minh"),  # nobody above hands up for a commune
        ((), K.SUBMITTED, "hoa"),
        ((K.SUBMITTED,), K.VERIFIED, "lan"),
        ((K.SUBMITTED, K.VERIFIED), K.APPRAISED, "hoa"),
        (TO_DECISION, K.RECOGNISED, "lan"),
    ],
)
def test_only_who_the_procedure_names_takes_a_step(
    way: Way, before: tuple[DossierKind, ...], kind: DossierKind, who: str
) -> None:
    dossier = way.steps(way.open(), *before)
    with pytest.raises(NotAllowed, match="Việc này do"):
        way.step(dossier, kind, by=getattr(way, who))
    assert dossier.events.count() == len(before) + 1


def test_a_role_counts_at_the_level_of_the_step_and_while_it_is_held(way: Way) -> None:
    dossier = way.steps(way.open(), K.SUBMITTED)
    at_province = RoleHeld.objects.filter(user=way.minh, unit=way.province)
    at_district = RoleHeld.objects.exclude(unit=way.province).get(user=way.minh)
    take_role(held=at_district, valid_to=date(2021, 1, 1), reason="Chuyển.", by=way.system, now=way.now())
    with pytest.raises(NotAllowed, match="cấp huyện"):  # the office of the province does not verify
        way.step(dossier, K.VERIFIED)
    district_office = person("Office", Role.COORDINATION_OFFICE, at_district.unit, way.system)
    way.step(dossier, K.VERIFIED, by=district_office)
    way.steps(dossier, K.APPRAISED)
    committee = at_province.get(role=Role.COMMITTEE)
    take_role(held=committee, valid_to=date(2021, 1, 1), reason="Hết nhiệm kỳ.", by=way.system, now=way.now())
    with pytest.raises(NotAllowed):
        way.step(dossier, K.RECOGNISED)


def test_a_step_is_taken_once_and_not_by_two(way: Way) -> None:
    dossier, button = way.open(), uuid4()
    first = way.step(dossier, K.SUBMITTED, client_id=button, seen=1)
    assert way.step(dossier, K.SUBMITTED, client_id=button, seen=1).pk == first.pk
    assert dossier.events.count() == 2
    with pytest.raises(DossierError, match="đã dùng cho một việc khác"):
        way.step(dossier, K.VERIFIED, client_id=button)
    way.step(dossier, K.RETURNED, seen=2)
    with pytest.raises(DossierError, match="Minh đã trả lại"):
        way.step(dossier, K.VERIFIED, seen=2)
    with pytest.raises(StepRefused, match="đang bổ sung"):
        way.step(dossier, K.VERIFIED)
    dossier.refresh_from_db()
    assert dossier.state == "returned"


def test_a_dossier_of_a_year_is_one(way: Way) -> None:
    button = uuid4()
    dossier = way.open(client_id=button)
    assert way.open(client_id=button) == dossier
    with pytest.raises(DossierError, match="đã có hồ sơ năm 2023"):
        way.open()
    assert way.open(purpose="yearly_review").steps_id != dossier.steps_id
    with pytest.raises(DossierError, match="Chưa có trình tự"):
        way.open(year=2019)
    with pytest.raises(NotAllowed):
        way.open(by=way.hoa, year=2022)
    assert Dossier.objects.count() == 2


def test_what_a_step_needs_holds_it_back_and_leaves_nothing_behind(way: Way) -> None:
    dossier = way.open()
    with pytest.raises(StepRefused, match="Chưa ghi kết quả khảo sát"):
        way.step(dossier, K.SUBMITTED, facts=replace(READY, parts={}))
    way.step(dossier, K.SUBMITTED)
    for kind, reason, says in (
        (K.RETURNED, "  ", "phải ghi lý do"),
        (K.RETURNED, "x" * 5000, "dài quá"),
    ):
        with pytest.raises((DossierError, StepRefused), match=says):
            way.step(dossier, kind, reason=reason)
    assert [each.kind for each in queries.history(dossier)] == [K.OPENED, K.SUBMITTED]
    assert Entry.objects.filter(action__startswith="dossier.").count() == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"number": "  "}, "số quyết định"),
        ({"number": "-5"}, "cả số và ký hiệu"),
        ({"signed_on": DAY - timedelta(days=1)}, "Ngày ký phải từ"),  # before the dossier came so far
        ({"signed_on": DAY + timedelta(days=3)}, "đến hôm nay"),
        ({"effective_on": DAY - timedelta(days=1)}, "không thể trước ngày ký"),
    ],
)
def test_a_decision_is_a_paper_of_its_day(way: Way, change: dict[str, Any], says: str) -> None:
    dossier = way.steps(way.open(), *TO_DECISION)
    with pytest.raises(DossierError, match=says):
        way.step(dossier, K.RECOGNISED, decision=way.decision(**change))
    with pytest.raises(DossierError, match="cần số, ngày và người ký"):
        way.step(dossier, K.RECOGNISED, decision=None)


def test_a_decision_is_signed_by_someone_in_office_of_a_body_that_decides(way: Way) -> None:
    dossier = way.steps(way.open(), *TO_DECISION)
    body = way.decision().signatory.body
    gone = Official.objects.create(
        body=body, name="Người cũ", title="Chủ tịch", valid_from=LONG_AGO, valid_to=DAY
    )
    with pytest.raises(DossierError, match="không giữ chức"):
        way.step(dossier, K.RECOGNISED, decision=way.decision(signatory=gone))
    commune = Body.objects.create(unit=way.unit, name="UBND xã", kind="committee")
    chair = Official.objects.create(body=commune, name="Người xã", title="Chủ tịch", valid_from=LONG_AGO)
    with pytest.raises(DossierError, match="không ra quyết định này được"):
        way.step(dossier, K.RECOGNISED, decision=way.decision(signatory=chair))
    assert not RecognitionDecision.objects.exists()


def test_each_member_of_the_council_votes_once(way: Way) -> None:
    dossier = way.steps(way.open(), K.SUBMITTED, K.VERIFIED)
    with pytest.raises(DossierError, match="Chưa ai giữ vai trò"):
        way.step(dossier, K.VOTE_OPENED)
    one, two, three = way.council("uy-vien-1", "uy-vien-2", "uy-vien-3")
    body = Body.objects.create(unit=way.province, name="Sở Xây dựng", kind="department")
    again = {"role": Role.COUNCIL, "unit": way.province, "valid_from": LONG_AGO, "by": way.system, "now": NOW}
    give_role(user=one, body=body, **again)  # who holds the role twice has one vote
    way.step(dossier, K.VOTE_OPENED)
    late = way.council("uy-vien-4")[0]

    def vote(by: User, choice: str = "agree", reason: str = "") -> CouncilVote:
        return cast_vote(dossier=dossier, choice=choice, by=by, now=way.now(), reason=reason)

    assert vote(one).pk == vote(one).pk  # asked twice, cast once
    with pytest.raises(DossierError, match="phiếu đã bỏ thì không đổi"):
        vote(one, "disagree", "Nghĩ lại.")
    with pytest.raises(DossierError, match="phải ghi lý do"):
        vote(two, "disagree")
    vote(two, "disagree", "Đường chưa xong.")
    for stranger in (way.minh, late):  # of the office; called to a later vote only
        with pytest.raises(NotAllowed):
            vote(stranger)
    held = RoleHeld.objects.get(user=three)
    take_role(held=held, valid_to=date(2021, 1, 1), reason="Thôi.", by=way.system, now=way.now())
    with pytest.raises(NotAllowed):
        vote(three)
    closed = way.step(dossier, K.VOTE_CLOSED)
    assert closed.data == {"called": 3, "agree": 1, "disagree": 1}
    with pytest.raises(DossierError, match="Không có cuộc bỏ phiếu"):
        vote(two)
    # a dossier that comes back is voted on anew
    way.steps(dossier, K.RETURNED, K.SUBMITTED, K.VERIFIED)
    assert queries.vote_of(queries.history(dossier)) is None


def statement(kind: str, **more: Any) -> Statement:
    return Statement(kind=kind, stated_on=DAY, source="Báo cáo số 5", **more)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (statement("survey", part=201, whole=200), "không quá số người trả lời"),
        (statement("survey", part=10, whole=20, base=19), "không quá tổng số"),
        (statement("survey", part=0, whole=0), "lớn hơn 0"),
        (statement("survey"), "Hãy ghi số người đồng ý"),
        (statement("survey", part=-1, whole=20), "không hợp lệ"),
        (statement("survey", part=1, whole=10**12), "không hợp lệ"),
        (statement("construction_debt"), "không có nợ thì ghi 0"),
        (statement("construction_debt", amount=-5), "không có nợ thì ghi 0"),
        (statement("construction_debt", amount=0, part=1, whole=2), "chỉ ghi số tiền"),
        (statement("public_notice", amount=5), "bỏ số tiền"),
        (statement("public_notice", days=400), "từ 0 đến 366"),
        (replace(statement("consultation"), source=" "), "Hãy ghi nguồn"),
        (replace(statement("consultation"), stated_on=date(2099, 1, 1)), "sau hôm nay"),
    ],
)
def test_numbers_that_cannot_be_are_refused_in_words(way: Way, said: Statement, says: str) -> None:
    dossier = way.open()
    with pytest.raises(DossierError, match=says):
        state_part(client_id=uuid4(), dossier=dossier, statement=said, by=way.lan, now=way.now())
    assert not DossierPart.objects.exists()


def test_parts_are_stated_again_and_never_edited(way: Way) -> None:
    dossier, button = way.open(), uuid4()

    def state(said: Statement, by: User | None = None, client_id: Any = None) -> DossierPart:
        return state_part(
            client_id=client_id or uuid4(), dossier=dossier, statement=said, by=by or way.lan, now=way.now()
        )

    first = state(statement("survey", part=80, whole=100), client_id=button)
    assert state(statement("survey", part=80, whole=100), client_id=button).pk == first.pk
    state(statement("survey", part=95, whole=100, base=120))
    facts = queries.part_facts(queries.parts(dossier))
    assert (facts["survey"].part, len(queries.parts(dossier)["survey"])) == (95, 2)
    with pytest.raises(NotAllowed):  # nobody above states what the commune asked its people
        state(statement("survey", part=99, whole=100), by=way.minh)
    front = person("Front", Role.FRONT, way.unit, way.system)
    state(statement("social_criticism"), by=front)
    with pytest.raises(NotAllowed):
        state(statement("social_criticism"))
    with pytest.raises(NotAllowed):
        state(statement("council_minutes", part=9, whole=9))
    way.step(dossier, K.SUBMITTED)
    dossier.refresh_from_db()
    for by in (way.lan, way.minh):  # nor does who verifies mend what was handed up
        with pytest.raises(NotAllowed, match="đang thẩm tra"):
            state(statement("survey", part=100, whole=100), by=by)
    for change in (first.save, first.delete, DossierPart.objects.all().delete, dossier.events.first().save):
        with pytest.raises(ChangeRefused):
            change()


def test_minutes_of_an_earlier_meeting_do_not_count_after_a_return(way: Way) -> None:
    dossier = way.steps(way.open(), K.SUBMITTED, K.VERIFIED)
    minutes = statement("council_minutes", part=9, whole=9, base=10)
    state_part(client_id=uuid4(), dossier=dossier, statement=minutes, by=way.minh, now=way.now())
    found = queries.parts(dossier)
    assert "council_minutes" in queries.part_facts(found, since=NOW)
    way.steps(dossier, K.RETURNED, K.SUBMITTED)
    handed_up = queries.history(dossier)[-1].at
    assert "council_minutes" not in queries.part_facts(found, since=handed_up)


@pytest.mark.parametrize(
    ("made", "constraint"),
    [
        ({"kind": "opened", "number": 1}, "dossier_event_number_is_unique"),
        ({"kind": "opened", "number": 0}, "numbered_from_one"),
        ({"kind": "returned", "number": 9}, "says_why"),
    ],
)
def test_the_database_keeps_what_must_never_be_false(way: Way, made: dict[str, Any], constraint: str) -> None:
    dossier = way.open()
    with pytest.raises(IntegrityError), transaction.atomic():
        DossierEvent.objects.create(dossier=dossier, by=way.lan, at=NOW, **made)
    assert any(constraint in each.name for each in DossierEvent._meta.constraints)


def test_who_sees_which(way: Way) -> None:
    dossier = way.open()

    def see() -> list[bool]:
        readers = (way.lan, way.minh, way.hoa, None)
        return [queries.visible_to(each).filter(pk=dossier.pk).exists() for each in readers]

    assert see() == [True, False, False, False]  # a draft is the commune's own
    way.steps(dossier, K.SUBMITTED)
    assert see() == [True, True, False, False]
    way.steps(dossier, K.VERIFIED, K.APPRAISED, K.RECOGNISED)
    assert see() == [True, True, False, False]  # decided, not announced
    way.steps(dossier, K.ANNOUNCED)
    assert see() == [True, True, True, True]


def test_what_is_due_and_whose_it_is(way: Way, django_assert_max_num_queries: Any) -> None:
    late = way.steps(way.open(), K.SUBMITTED)
    other = way.open(by=way.hoa, unit=way.other)
    today = timezone.localdate()
    with django_assert_max_num_queries(8):
        (found,) = queries.due(way.minh, today)
    assert found.dossier == late
    assert found.who == "Ủy ban nhân dân cấp huyện"
    left = found.days_left(today)
    assert left is not None
    assert left < 0
    assert [each.dossier for each in queries.due(way.hoa, today)] == [other]
    assert queries.due(way.lan, today) == []


def test_the_province_says_who_verifies_where_there_is_no_district(way: Way, system: User) -> None:
    commune = Unit.objects.filter(level="commune", valid_from=date(2025, 7, 1), kind="xã")[0]
    province = Unit.objects.get(paths_down__descendant=commune, paths_down__depth=1)
    leader = person("Leader", Role.COMMUNE_LEADER, commune, system)
    office = person("Office", Role.COORDINATION_OFFICE, province, system)
    department = Body.objects.create(unit=province, name="Sở Nông nghiệp và Môi trường", kind="department")
    verifier = person("Verifier", None, None, system)
    give_role(
        user=verifier,
        role=Role.VERIFIER,
        unit=province,
        body=department,
        valid_from=LONG_AGO,
        by=system,
        now=NOW,
    )
    way.hours = 24 * 700  # January 2026
    dossier = way.open(unit=commune, by=leader, year=2025)
    assert dossier.steps_id == "vn-2021-2025-commune-steps-two-levels"
    way.step(dossier, K.SUBMITTED, by=leader)
    assert [each.is_mine for each in queries.waiting(office)] == [True]
    given = {"unit": province, "steps_id": dossier.steps_id, "kind": K.VERIFIED, "by": office}
    given |= {"valid_from": date(2025, 7, 1), "decision": "5/QĐ-UBND", "now": way.now()}
    assign_step(body=department, **given)
    assert [each.who for each in queries.waiting(office)] == ["Sở Nông nghiệp và Môi trường"]
    with pytest.raises(NotAllowed, match="Sở Nông nghiệp"):
        way.step(dossier, K.VERIFIED, by=office)
    way.step(dossier, K.VERIFIED, by=verifier)
    with pytest.raises(DossierError, match="văn bản quy định"):
        assign_step(body=department, **{**given, "kind": K.RECOGNISED})
    with pytest.raises(NotAllowed):
        assign_step(body=department, **{**given, "by": leader})
    # and it is the law's matter where there were districts
    with pytest.raises(DossierError, match="văn bản quy định"):
        assign_step(body=department, **{**given, "steps_id": "vn-2021-2025-commune-steps"})


def test_a_village_is_handed_up_by_its_commune_and_recognised_by_the_district(way: Way) -> None:
    from chungsuc.administrative_units.models import UnitPath

    village = Unit.objects.create(
        id=f"{way.unit.pk}-thon", code="thon-1", name="Mới", kind="thôn", level="village", folded="moi"
    )
    for depth, above in enumerate(
        [village, *[path.ancestor for path in way.unit.paths_up.order_by("depth").select_related("ancestor")]]
    ):
        UnitPath.objects.create(ancestor=above, descendant=village, depth=depth)
    office = person("Office", Role.COORDINATION_OFFICE, way.unit, way.system)
    dossier = way.open(unit=village, criteria_set_id="vn-laocai-2022-2025-village")
    way.step(dossier, K.SUBMITTED)
    with pytest.raises(NotAllowed, match="Ủy ban nhân dân xã"):
        way.step(dossier, K.VERIFIED)
    way.step(dossier, K.VERIFIED, by=office)
    step = queries.procedure_of(dossier).step("deciding", K.RECOGNISED)
    assert (step.levels, step.who) == (("district",), "Chủ tịch Ủy ban nhân dân cấp huyện")

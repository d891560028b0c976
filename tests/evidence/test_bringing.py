"""Thêm, rút và yêu cầu minh chứng: kept once, never changed, and what was offered twice is found."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from chungsuc.accounts.models import Role, User
from chungsuc.accounts.policy import Indicator, NotAllowed
from chungsuc.administrative_units.models import Unit
from chungsuc.audit.models import Entry
from chungsuc.core.criteria import CriteriaError, CriteriaSet
from chungsuc.core.periods import Period
from chungsuc.evidence import actions, checks, queries
from chungsuc.evidence.errors import EvidenceError
from chungsuc.evidence.models import Attachment, Resemblance, StoredFile, Withdrawal
from chungsuc.stores import files as store
from chungsuc.stores.appended import ChangeRefused
from evidence.conftest import SET, Bring
from factories.cast import NOW, person
from factories.photos import PDF, jpeg, scene

pytestmark = pytest.mark.django_db
PHOTO = jpeg(scene(1), taken="2024:03:05 09:30:00")


def test_a_file_is_kept_once_and_stands_beside_each_indicator_once(bring: Bring, uploads: Path) -> None:
    first = bring(PHOTO, caption="Nhà văn hóa")
    assert bring(PHOTO, name="ten-khac.jpg").pk == first.pk
    other = bring(PHOTO, code="6.2")
    assert other.pk != first.pk
    assert StoredFile.objects.count() == 1
    file = first.file
    assert file is not None
    assert {path.name for path in uploads.iterdir()} == {file.sha256, file.shown, file.small}
    assert (file.kind, file.width, file.height) == ("jpeg", 600, 450)
    assert queries.of_cells(first.unit_id, SET, 2024) == {"6.1": [first], "6.2": [other]}
    entry = Entry.objects.filter(action=actions.ATTACHED).order_by("pk")[0]
    assert (entry.unit_id, entry.object_id) == (first.unit_id, str(first.pk))
    assert entry.data["sha256"] == file.sha256


def test_what_is_sent_twice_under_one_id_stands_once(bring: Bring, hoa: User, communes: list[Unit]) -> None:
    key = uuid4()
    assert bring(PHOTO, id=key).pk == bring(PDF, id=key, code="6.2").pk == key
    assert Attachment.objects.count() == 1
    with pytest.raises(EvidenceError, match="minh chứng khác"):
        bring(PHOTO, id=key, by=hoa, unit=communes[1])


def test_nothing_is_left_of_what_is_refused(bring: Bring, uploads: Path, settings: Any) -> None:
    with pytest.raises(EvidenceError, match="chương trình"):
        bring(b"MZ" + b"\0" * 100)
    settings.UPLOAD_LIMIT = 1024 * 1024
    with pytest.raises(EvidenceError, match="giới hạn 1 MB"):
        bring(b"%PDF-1.7" + b"0" * 2_000_000)
    assert list(uploads.iterdir()) == []
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"code": "99.9"}, "không có chỉ tiêu"),
        ({"period": Period.of_year(2020)}, "không áp dụng"),  # the set began later
        ({"period": Period.of_year(2030)}, "không tồn tại"),  # the commune was merged
    ],
)
def test_what_stands_beside_nothing_is_refused(bring: Bring, change: Any, why: str) -> None:
    with pytest.raises((EvidenceError, CriteriaError), match=why):
        bring(PHOTO, **change)


def test_each_brings_evidence_for_their_own(
    bring: Bring, hoa: User, minh: User, system: User, commune: Unit
) -> None:
    for stranger in (hoa, minh):
        with pytest.raises(NotAllowed):
            bring(PHOTO, by=stranger)
    school = person("Truong", Role.ENTRY, commune, system)
    from chungsuc.accounts.actions import give_scope

    held = school.roles_held.get()
    give_scope(held=held, indicators=[Indicator(SET, "14")], valid_from=held.valid_from, by=system, now=NOW)
    assert bring(PHOTO, by=school, code="14.1").added_by == school
    with pytest.raises(NotAllowed, match="không được giao"):
        bring(PHOTO, by=school, code="6.1")


def test_what_is_withdrawn_stays_readable_and_may_be_brought_again(
    bring: Bring, lan: User, hoa: User
) -> None:
    row = bring(PHOTO)
    with pytest.raises(NotAllowed):
        actions.withdraw(attachment=row, why="Của xã khác", by=hoa, now=NOW)
    with pytest.raises(EvidenceError, match="lý do"):
        actions.withdraw(attachment=row, why="  ", by=lan, now=NOW)
    gone = actions.withdraw(attachment=row, why="Gửi nhầm ảnh", by=lan, now=NOW)
    assert actions.withdraw(attachment=row, why="Lần nữa", by=lan, now=NOW) == gone
    assert queries.of_cells(row.unit_id, SET, 2024) == {}
    assert queries.withdrawn(row.unit_id, SET, 2024, "6.1") == [row]
    assert bring(PHOTO).pk != row.pk
    assert Entry.objects.filter(action=actions.WITHDRAWN).count() == 1


def test_the_store_takes_no_change_of_what_was_brought(bring: Bring) -> None:
    row = bring(PHOTO)
    row.caption = "khác"
    with pytest.raises(ChangeRefused):
        row.save()
    with pytest.raises(ChangeRefused):
        Attachment.objects.all().delete()
    for wrong in ({"file": None, "name": ""}, {"address": "https://x.vn"}, {"code": ""}):
        copy = Attachment.objects.get(pk=row.pk)
        copy.pk, copy._state.adding = uuid4(), True
        for name, value in wrong.items():
            setattr(copy, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save()


def test_the_same_picture_saved_anew_is_found_and_another_is_not(
    bring: Bring, hoa: User, communes: list[Unit]
) -> None:
    first = bring(PHOTO)
    again = bring(jpeg(scene(1, (400, 300)), 50), unit=communes[1], by=hoa)
    bring(jpeg(scene(2)), unit=communes[1], by=hoa)
    assert Resemblance.objects.count() == 1
    found = queries.elsewhere([first, again])
    assert [use.attachment for use in found[first.pk]] == [again]
    assert [use.attachment for use in found[again.pk]] == [first]
    assert not found[first.pk][0].is_same_file


def test_the_same_file_for_two_communes_or_two_years_is_found_and_for_two_indicators_is_not(
    bring: Bring, hoa: User, communes: list[Unit], province: Unit
) -> None:
    first = bring(PHOTO)
    bring(PHOTO, code="6.2")
    bring(PDF)
    bring(PDF, unit=communes[1], by=hoa)  # one decision may prove the same in many communes
    assert queries.elsewhere([first]) == {}
    assert not queries.repeated(province).exists()
    before = bring(PHOTO, period=Period.of_year(2023))
    beside = bring(PHOTO, unit=communes[1], by=hoa)
    uses = queries.elsewhere([first])[first.pk]
    assert {use.attachment for use in uses} == {before, beside}
    assert all(use.is_same_file for use in uses)
    assert [file.pk for file in queries.repeated(province)] == [first.file_id]
    actions.withdraw(attachment=beside, why="Nhầm xã", by=hoa, now=NOW)
    assert [use.attachment for use in queries.elsewhere([first])[first.pk]] == [before]


def test_bytes_are_looked_at_once(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(PHOTO)
    monkeypatch.setattr(actions.contents, "examine", lambda _path: pytest.fail("looked at again"))
    assert bring(PHOTO, code="6.2").file == StoredFile.objects.get()


def test_a_file_that_was_lost_comes_back_with_the_next_that_brings_it(bring: Bring) -> None:
    file = bring(PHOTO).file
    assert file is not None
    store.path_of(file.sha256).unlink()
    bring(PHOTO, code="6.2")
    assert store.load(file.sha256) == PHOTO


def test_links_are_text_and_one_of_two_kinds(lan: User, commune: Unit, commune_set: CriteriaSet) -> None:
    def link(**said: str) -> Attachment:
        return actions.attach_link(
            id=uuid4(),
            unit=commune,
            criteria_set=commune_set,
            code="6.1",
            period=Period.of_year(2024),
            by=lan,
            now=NOW,
            **said,
        )

    assert link(document=" 12/QĐ-UBND  ngày 05/03/2024 ").document == "12/QĐ-UBND ngày 05/03/2024"
    assert link(address="https://example.vn/a?b=c").pk == link(address="https://example.vn/a?b=c").pk
    wrong = (
        "javascript:alert(1)",
        "example.vn",
        "https://",
        "https://a b.vn",
        "ftp://x.vn",
        "http://u:p@x.vn",
    )
    for address in wrong:
        with pytest.raises(EvidenceError, match="không phải địa chỉ"):
            link(address=address)
    for said in ({}, {"document": "12/QĐ", "address": "https://x.vn"}):
        with pytest.raises(EvidenceError, match="văn bản, hoặc"):
            link(**said)
    with pytest.raises(EvidenceError, match="dài quá"):
        link(document="a" * 301)


def test_what_a_province_demands_counts_in_the_years_of_its_decision(
    commune_set: CriteriaSet, province: Unit, system: User, lan: User
) -> None:
    office = person("Oanh", Role.COORDINATION_OFFICE, province, system)
    given: dict[str, Any] = {
        "province": province,
        "criteria_set": commune_set,
        "codes": ["9.2", "2.1"],
        "number": "15/QĐ-UBND",
        "decided_on": date(2023, 2, 1),
        "effective_on": date(2023, 3, 1),
        "now": NOW,
    }
    with pytest.raises(NotAllowed):
        actions.demand(**given, by=lan)
    for change in ({"codes": []}, {"number": " "}, {"effective_on": date(2023, 1, 1)}, {"codes": ["9.9"]}):
        with pytest.raises((EvidenceError, CriteriaError)):
            actions.demand(**(given | change), by=office)
    row = actions.demand(**given, by=office)
    assert row.codes == ["2.1", "9.2"]  # in the order of the set
    by_set = queries.demanded(commune_set, None, 2024)
    assert not {"2.1", "9.2"} & by_set

    def added(year: int) -> set[str]:
        return set(queries.demanded(commune_set, province.pk, year) - by_set)

    assert (added(2022), added(2023), added(2025)) == (set(), {"2.1", "9.2"}, {"2.1", "9.2"})
    actions.end_demand(demand=row, ends_on=date(2025, 1, 1), why="Có văn bản mới", by=office, now=NOW)
    assert (added(2024), added(2025)) == ({"2.1", "9.2"}, set())
    acts = Entry.objects.filter(action__startswith="evidence.demand").order_by("pk")
    assert list(acts.values_list("action", flat=True)) == [actions.DEMANDED, actions.DEMAND_ENDED]


def test_files_that_were_lost_or_changed_are_named(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    row, paper = bring(PHOTO), bring(PDF, code="6.2", name="qd.pdf")
    assert checks.damaged() == []
    assert row.file is not None
    assert paper.file is not None
    store.path_of(row.file.small).unlink()
    store.path_of(paper.file.sha256).write_bytes(PDF[:-1] + b"x")
    missing, changed = checks.damaged(every=True)
    assert f"“anh.jpg” ({row.unit.full_name}, chỉ tiêu 6.1, năm 2024) thiếu trong kho lưu" in missing
    assert "“qd.pdf”" in changed
    assert "đã bị thay đổi" in changed
    monkeypatch.setattr(checks, "SAMPLE", 1)
    monkeypatch.setattr(checks.random, "sample", lambda rows, _number: rows[:1])
    assert checks.damaged() == [missing]  # that a file is there is asked of all, its bytes of some


def test_a_withdrawal_needs_its_reason_in_the_store_too(bring: Bring, lan: User) -> None:
    row = bring(PHOTO)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(attachment=row, why="", by=lan, at=NOW)


def test_no_file_is_ever_whole_in_memory(bring: Bring) -> None:
    asked: list[int] = []

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            asked.append(-1 if size is None else size)
            return super().read(size)

    big = PDF[:-6] + b"%" + b"0" * 3_000_000 + b"\n%%EOF\n"
    row = actions.attach_file(
        id=uuid4(),
        unit=Unit.objects.get(pk=bring(PHOTO).unit_id),
        criteria_set=_set(),
        code="6.2",
        period=Period.of_year(2024),
        stream=Slow(big),
        name="to.pdf",
        by=Attachment.objects.get().added_by,
        now=NOW,
    )
    assert row.file is not None
    assert row.file.size == len(big)
    assert set(asked) == {store.PIECE}


def _set() -> CriteriaSet:
    from chungsuc.criteria import queries as criteria

    version = criteria.version_of(SET)
    assert version is not None
    return criteria.criteria_set(version)


def test_prints_of_plain_pictures_are_not_compared(bring: Bring, hoa: User, communes: list[Unit]) -> None:
    for unit, by, shade in ((communes[0], None, 250), (communes[1], hoa, 251)):
        blank = jpeg(Image.new("RGB", (400, 300), (shade, shade, shade)))
        bring(blank, unit=unit, **({"by": by} if by else {}))
    assert not Resemblance.objects.exists()
